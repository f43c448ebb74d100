"""Services and their components found in the rows of a document, under all their names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from tilik.core.standards import Component, Row, ServiceRead
from tilik.reading.layout import Cell, Layout
from tilik.reading.margins import find_running

ALIKE = 84.0
APART = 4.0
"""Points by which the best name must lead the best name of another component."""
LONGEST_LABEL = 90
SAME_EDGE = 3.0
"""Points within which two lines begin below one another."""
NUMBERED = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d{1,2}\s|[•\-–])\s*")
SERVICE = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s*)?"
    r"(?:(?:nama|jenis)\s+(?:pe)?layanan\s*[:.]?\s*|(?P<standard>standar\s+pelayanan)\s*[:\-–]?\s*)"
    r"(?P<name>\S.*)$",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"^(keputusan|peraturan|lampiran|nomor\s*[:.\d]|tentang|pemerintah|menimbang|mengingat|tanggal|komponen|"
    r"no\b|uraian|bagian|aspek|proses)",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"(penyampaian\s+pelayanan|service\s+delivery|manufacturing|pengelolaan\s+pelayanan|"
    r"internal\s+organisasi)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\s*((ditetapkan|dikeluarkan|diundangkan)\s+di\b|(mengetahui|tembusan)\s*[,:]?\s*$|maklumat\s+pelayanan\s*$"
    r"|lampiran\b[\sivx\d:.]*$|[a-z][a-z ]{2,40},\s*(\d{1,2}|[.…_]+)\s+[a-z]{3,9}\s+\d{4}\s*$)",
    re.IGNORECASE,
)
"""Lines that stand behind a table: place and day, who else has it, what comes next."""
HEADS = frozenset(("no", "komponen", "uraian", "nomor", "keterangan", "unsur", "jenis layanan"))
# Any column that names this many components makes a table with a service in each row.
COLUMNS = 5


@dataclass
class _Service:
    """A service being read."""

    name: str
    rows: dict[int, Row] = field(default_factory=dict)
    unknown: list[Row] = field(default_factory=list)
    current: int | None = None


def find_services(
    layout: Layout,
    components: Sequence[Component],
    learned: Mapping[str, int] | None = None,
    known: Sequence[str] = (),
) -> list[ServiceRead]:
    """The services in the order they stand.

    `learned`: names a person said to mean a component. `known`: the unit's own services.
    """
    reader = _Reader(Names(components, learned or {}), known, find_running(layout))
    for row in layout.rows:
        reader.read(row)
    # Columns without lines are guessed by their gaps; on a scan too much goes wrong there.
    is_guessed = bool(layout.scanned) and not layout.ruled
    return reader.finish(is_uncertain=bool(layout.unread or layout.poor) or is_guessed)


class Names:
    """The names of the components, to match a heading with."""

    def __init__(self, components: Sequence[Component], learned: Mapping[str, int]) -> None:
        self.names = {
            component.number: [_fold(name) for name in component.names] for component in components
        }
        self.learned = {_fold(name): number for name, number in learned.items()}
        self.match = lru_cache(maxsize=4096)(self._match)

    def _match(self, label: str) -> int | None:
        """The component the heading names, or None. Sure only where no other comes near."""
        folded = _fold(label)
        if not folded or len(folded) > LONGEST_LABEL:
            return None
        if folded in self.learned:
            return self.learned[folded]
        scores = sorted(
            (
                (max(_score(folded, name) for name in names), number)
                for number, names in self.names.items()
            ),
            reverse=True,
        )
        (best, number), (second, _other) = scores[0], scores[1]
        return number if best >= ALIKE and best - second >= APART else None


def _score(label: str, name: str) -> float:
    # A short name inside a longer heading is no match: token_set_ratio would say it is.
    return max(fuzz.ratio(label, name), fuzz.token_sort_ratio(label, name))


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    text = NUMBERED.sub("", text.replace("\n", " "))
    return " ".join(re.findall(r"[a-z]+", text.lower()))


class _Reader:
    """Walks the rows and keeps the service and the component it is in."""

    def __init__(
        self, names: Names, known: Sequence[str], running: Mapping[tuple[Cell, ...], bool]
    ) -> None:
        self.names = names
        self.running = running
        self.known = {_fold(name): name for name in known}
        self.services: list[_Service] = []
        self.pending = ""
        self.columns: dict[int, int] = {}
        self.edge = 0.0

    def read(self, row: tuple[Cell, ...]) -> None:
        """Nothing; the row is taken into account."""
        if self._read_matrix(row):
            return
        found = self._find_label(row)
        if found is not None:
            number, at, rest = found
            self._start(number, row[at], rest, row[at + 1 :])
            return
        self._read_other(row)

    def finish(self, *, is_uncertain: bool) -> list[ServiceRead]:
        """The services read; those with a single component are headings in running text."""
        for each in self.services:
            each.rows = {n: _unwrap(row) for n, row in each.rows.items()}
        return [
            ServiceRead(each.name, each.rows, tuple(each.unknown), is_uncertain)
            for each in self.services
            if len(each.rows) > 1
        ]

    def _find_label(self, row: tuple[Cell, ...]) -> tuple[int, int, str] | None:
        """The component a row is headed by, the cell it stands in, and text behind it there."""
        for at, cell in enumerate(row[:3]):
            if re.fullmatch(r"\s*[\d.)(a-zA-Z]{0,4}\s*", cell.text):
                continue
            if len(row) > at + 1 and (number := self.names.match(cell.text)):
                return number, at, ""
            head, colon, rest = cell.text.partition(":")
            if colon and (number := self.names.match(head)):
                return number, at, rest.strip()
            if len(row) == at + 1 and self._is_heading(cell.text):
                number = self.names.match(cell.text)
                return (number, at, "") if number else None
            return None
        return None

    def _is_heading(self, text: str) -> bool:
        """Whether a line of its own may head a component: numbered or short, and one line.

        A line that only goes on (“… tanpa / biaya”) begins small.
        """
        if text[:1].islower() and not NUMBERED.match(text):
            return False
        return "\n" not in text and len(text) <= LONGEST_LABEL and not text.rstrip().endswith(".")

    def _start(self, number: int, label: Cell, rest: str, cells: tuple[Cell, ...]) -> None:
        """A component begins; one that was there already begins the next service."""
        service = self.services[-1] if self.services else None
        if service is None or number in service.rows or self.pending:
            service = _Service(self.pending or self._name_of(len(self.services) + 1))
            self.services.append(service)
        self.pending = ""
        text = "\n".join(part for part in (rest, *(cell.text for cell in cells)) if part)
        picture = label.picture or any(cell.picture for cell in cells)
        box = _join([label, *cells])
        is_sure = label.is_sure and all(cell.is_sure for cell in cells)
        service.rows[number] = Row(label.text, text, label.page, box, picture, is_sure)
        service.current = number
        self.edge = label.box[0] if label.box else 0.0

    def _read_other(self, row: tuple[Cell, ...]) -> None:
        """A row no component heads: a service's name, an unknown heading, or text that goes on."""
        text = " ".join(cell.text for cell in row if cell.text)
        if self.running.get(row):
            return
        if name := self._find_name(row, text):
            self.pending = name
            if self.services:
                self.services[-1].current = None
            return
        service = self.services[-1] if self.services else None
        if service is None or GROUP.search(text) or row in self.running or _is_head(row):
            return
        if CLOSING.match(text):
            service.current = None
            return
        texts = [cell for cell in row if cell.text]
        if len(row) > 1 and self._heads_something(row, texts):
            service.unknown.append(Row(texts[-2].text, texts[-1].text, texts[0].page, _join(row)))
            service.current = None
            return
        if service.current is not None and not self._is_label_going_on(service, row):
            before = service.rows[service.current]
            joined = "\n".join(part for part in (before.text, text) if part)
            picture = before.picture or any(cell.picture for cell in row)
            is_sure = before.is_sure and all(cell.is_sure for cell in row)
            service.rows[service.current] = replace(
                before, text=joined, picture=picture, is_sure=is_sure
            )

    def _is_label_going_on(self, service: _Service, row: tuple[Cell, ...]) -> bool:
        """Whether the line is the rest of a heading that was too long for its column."""
        current = service.rows[service.current or 0]
        if len(row) > 1 or not row[0].box or not current.box:
            return False
        is_below = abs(row[0].box[0] - self.edge) < SAME_EDGE
        return is_below and self.names.match(f"{current.label} {row[0].text}") == service.current

    def _heads_something(self, row: tuple[Cell, ...], texts: list[Cell]) -> bool:
        """Whether a table row begins with a number and a heading no component has."""
        if len(texts) < 3 or not re.fullmatch(r"\s*\(?\d{1,2}[.)]?\s*", texts[0].text):
            return False
        label = texts[1].text
        return len(label) <= LONGEST_LABEL and _fold(label) not in HEADS

    def _find_name(self, row: tuple[Cell, ...], text: str) -> str:
        """The service a line names, or nothing."""
        if len(text) > 160:
            return ""
        if name := self.known.get(_fold(text)):
            return name
        match = SERVICE.match(text)
        if match is None or (match["standard"] and TITLE.match(match["name"])):
            return ""
        return str(match["name"]).strip(" :-–")

    def _name_of(self, n: int) -> str:
        return f"Layanan {n}"

    def _read_matrix(self, row: tuple[Cell, ...]) -> bool:
        """Whether the row belongs to a table with a service in each row and components as columns."""
        matched = {
            at: number for at, cell in enumerate(row) if (number := self.names.match(cell.text))
        }
        if len(matched) >= COLUMNS and len(set(matched.values())) == len(matched):
            self.columns = matched
            return True
        if not self.columns or len(row) <= max(self.columns):
            self.columns = {} if self.columns and len(row) == 1 else self.columns
            return False
        first = min(self.columns)
        name = next(
            (cell.text for cell in reversed(row[:first]) if re.search("[a-zA-Z]{3}", cell.text)), ""
        )
        service = self._find_same(" ".join(name.split()))
        for at, number in self.columns.items():
            cell = row[at]
            service.rows[number] = Row(
                "", cell.text, cell.page, cell.box, cell.picture, cell.is_sure
            )
        return True

    def _find_same(self, name: str) -> _Service:
        """The service of that name without these components (a second such table), or a new one."""
        for each in self.services:
            if name and each.name == name and not set(self.columns.values()) & set(each.rows):
                return each
        self.services.append(_Service(name or self._name_of(len(self.services) + 1)))
        return self.services[-1]


def _is_head(row: tuple[Cell, ...]) -> bool:
    """Whether the row is the head of a table, which pages repeat; or numbers its columns."""
    folded = [_fold(cell.text) for cell in row if cell.text]
    return any(folded) and all(not each or each in HEADS for each in folded)


def _unwrap(row: Row) -> Row:
    """The row with lines that a narrow column broke put together again; lists keep theirs."""
    if row.page is None:
        return row
    lines: list[str] = []
    for line in row.text.splitlines():
        if lines and not NUMBERED.match(line) and not lines[-1].rstrip().endswith((".", ":", ";")):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return replace(row, text="\n".join(lines))


def _join(cells: Sequence[Cell]) -> tuple[float, float, float, float] | None:
    """The box around all the cells."""
    boxes = [cell.box for cell in cells if cell.box]
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
