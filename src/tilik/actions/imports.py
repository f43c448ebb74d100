"""What an import would do, line by line, before it does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tilik.core.errors import Fault, InvalidInput
from tilik.library.records import Record

ADD, CHANGE, SAME, CONFLICT = "add", "change", "same", "conflict"


@dataclass(frozen=True)
class Line:
    """One line of the file: what it is about and what becomes of it."""

    place: str
    name: str
    outcome: str
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Slip:
    """What a new account holder gets on paper."""

    full_name: str
    identifier: str
    password: str
    unit: str = ""


@dataclass(frozen=True)
class Report:
    """All lines of an import, whether they were carried out, and the slips to print."""

    lines: tuple[Line, ...]
    applied: bool = False
    slips: tuple[Slip, ...] = ()

    def count(self, outcome: str) -> int:
        """How many lines have that outcome."""
        return sum(line.outcome == outcome for line in self.lines)


def find_place(record: Record) -> str:
    """Where the line stands, as a person finds it."""
    place = record.sheet.place(record.row)
    return ":".join(filter(None, (place["file"], place["sheet"], place["cell"])))


def make_conflict(record: Record, name: str, code: str, **facts: object) -> Line:
    """A line that cannot be carried out, and why."""
    return Line(find_place(record), name, CONFLICT, code, facts)


def refuse_conflicts(lines: tuple[Line, ...]) -> None:
    """Nothing. Raises InvalidInput with every conflict; then nothing was done."""
    faults = [
        Fault(line.code, line.place, {"name": line.name, **line.facts})
        for line in lines
        if line.outcome == CONFLICT
    ]
    if faults:
        raise InvalidInput(faults)
