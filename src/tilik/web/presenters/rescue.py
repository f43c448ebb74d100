"""What can still be saved before the deadline, in words: on the page, as message and as card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tilik.actions.rescue import Gain, Rescue
from tilik.records.models import Round
from tilik.records.queries.documents import find_form
from tilik.records.queries.evidence import find_claim_form
from tilik.records.queries.rounds import UnitProgress
from tilik.web.numbers import format_number
from tilik.web.presenters.reminders import LANGUAGE, say_deadline, say_when, sign
from tilik.web.presenters.texts import say

TOP = 5
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: what is missing of it and the points that hang on it at most."""

    code: str
    title: str
    form: str
    group: str
    n_open: int
    files: tuple[str, ...]
    points: str

    @property
    def what(self) -> str:
        """What is missing, in short."""
        return ", ".join(filter(None, (say_open(self.n_open), say_files(len(self.files)))))


@dataclass(frozen=True, slots=True)
class Card:
    """One unit before its deadline."""

    code: str
    name: str
    progress: UnitProgress
    deadline: str
    when: str
    lines: tuple[Line, ...]
    n_open: int
    n_files: int
    points: str
    is_estimate: bool

    @property
    def missing(self) -> str:
        """What is missing in all."""
        return ", ".join(filter(None, (say_open(self.n_open), say_files(self.n_files))))


def say_open(n: int) -> str:
    """So many open questions; empty for none."""
    return ngettext("%(n)s answer", "%(n)s answers", n) % {"n": n} if n else ""


def say_files(n: int) -> str:
    """So many missing files; empty for none."""
    return ngettext("%(n)s file", "%(n)s files", n) % {"n": n} if n else ""


def make_card(round: Round, unit: UnitProgress, rescue: Rescue, now: datetime) -> Card:
    """The unit in words of the active language."""
    document = round.instrument_version.document
    decimals = int(document["rounding"]["decimals"]) + 1
    return Card(
        code=unit.row.unit.code,
        name=unit.row.name,
        progress=unit,
        deadline=say_deadline(unit.deadline),
        when=" ".join(say_when(unit, now)),
        lines=tuple(_make_line(document, unit, gain, decimals) for gain in rescue.gains),
        n_open=rescue.n_open,
        n_files=rescue.n_files,
        points=_say_points(rescue.points, decimals),
        is_estimate=rescue.is_estimate,
    )


def _make_line(document: Document, unit: UnitProgress, gain: Gain, decimals: int) -> Line:
    items = find_form(document, gain.key.form)["items"]
    raw = next(item for item in items if str(item["code"]) == gain.key.item)
    titles = {str(slot["code"]): say(slot["title"]) for slot in raw.get("evidence", ())}
    return Line(
        code=gain.key.item,
        title=say(raw["title"]),
        form=find_claim_form(unit.row, gain.key.form, gain.key.item),
        group=gain.group,
        n_open=gain.n_open,
        files=tuple(titles[slot] for slot in gain.slots),
        points=_say_points(gain.points, decimals),
    )


def _say_points(points: Fraction, decimals: int) -> str:
    return f"+{format_number(points, decimals)}" if points else format_number(0)


def write_rescue(round: Round, card: Card, address: str) -> str:
    """The message to one unit: what is missing and worth most; `card` is in Indonesian."""
    with override(LANGUAGE):
        facts = {"unit": card.name, "done": card.progress.answered, "total": card.progress.total}
        lines = [
            f"*{round.title}*",
            _(
                "To the officer of %(unit)s: the form is filled in for %(done)s of %(total)s questions."
            )
            % facts,
            card.when,
            *_list_top(card),
            _("Fill in here: %(address)s") % {"address": address},
            sign(round),
        ]
        if round.is_example:
            lines.insert(0, _("EXAMPLE DATA – NOT AN OFFICIAL RESULT"))
        return "\n".join(filter(None, lines))


def _list_top(card: Card) -> Iterator[str]:
    """The lines worth most."""
    if not card.lines:
        return
    yield _("Can still be saved (index points at most):")
    for line in card.lines[:TOP]:
        yield f"{line.points}  No. {line.code} {line.title} ({line.what})"
    rest = len(card.lines) - TOP
    if rest > 0:
        yield ngettext("and %(n)s more indicator", "and %(n)s more indicators", rest) % {"n": rest}


def draw_unit(round: Round, card: Card) -> dict[str, Any]:
    """The data of a unit's picture."""
    progress = card.progress
    facts = [
        (_("Claim"), _("%(done)s of %(total)s questions") % _count(progress)),
        (_("Missing"), card.missing or _("nothing")),
        (_("Deadline"), card.deadline or "–"),
    ]
    return {
        **_draw(round),
        "title": card.name,
        "share": progress.answered / progress.total if progress.total else 0.0,
        "facts": facts,
        "heading": _("Can still be saved (index points at most)") if card.lines else "",
        "rows": [(f"No. {line.code} {line.title}", line.points) for line in card.lines[:TOP]],
    }


def draw_round(round: Round, waiting: Sequence[UnitProgress], n_units: int) -> dict[str, Any]:
    """The data of the picture for the group of all units."""
    ends = {unit.deadline for unit in waiting if unit.deadline}
    head = ngettext(
        "%(n)s of %(total)s units has not sent its form",
        "%(n)s of %(total)s units have not sent their form",
        len(waiting),
    )
    return {
        **_draw(round),
        "title": head % {"n": len(waiting), "total": n_units},
        "share": (n_units - len(waiting)) / n_units if n_units else 0.0,
        "facts": [(_("Deadline"), say_deadline(ends.pop()))] if len(ends) == 1 else [],
        "heading": _("Not sent yet") if waiting else "",
        "rows": [(unit.row.name, f"{unit.answered}/{unit.total}") for unit in waiting],
    }


def _draw(round: Round) -> dict[str, Any]:
    """What every picture says."""
    return {
        "language": LANGUAGE,
        "kicker": round.title,
        "example": _("EXAMPLE DATA – NOT AN OFFICIAL RESULT") if round.is_example else "",
        "foot": sign(round).removeprefix("– "),
    }


def _count(progress: UnitProgress) -> dict[str, int]:
    return {"done": progress.answered, "total": progress.total}
