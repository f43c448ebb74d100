"""What an offline pack does, line by line, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tilik.actions.pack_import import BAD, CONFLICT, LATER, SAME, TAKEN, Line, Report
from tilik.core.errors import UserError
from tilik.records.models import RoundUnit
from tilik.records.queries.packs import Move
from tilik.web.presenters.filling import NONE, say_value
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.reminders import LANGUAGE
from tilik.web.presenters.texts import say

ORDER = (BAD, CONFLICT, LATER, TAKEN, SAME)
MOST_TOLD = 15
LONGEST = 200


@dataclass(frozen=True, slots=True)
class PackLine:
    """One line: where in the pack, what about, what becomes of it, and why."""

    place: str
    title: str
    outcome: str
    word: str
    before: str
    after: str
    note: str
    why: str


@dataclass(frozen=True, slots=True)
class PackReport:
    """The whole of it; what needs eyes stands first, what was there already apart."""

    pack: str
    is_applied: bool
    lines: tuple[PackLine, ...]
    same: tuple[PackLine, ...]
    taken: int
    conflict: int
    bad: int
    later: int


@dataclass(frozen=True, slots=True)
class UnitPacks:
    """One unit and its packs: the newest that went out and the newest that came in."""

    code: str
    name: str
    out: Move | None
    came: Move | None
    came_words: str


def make_report(report: Report, document: Mapping[str, Any]) -> PackReport:
    """The report in words."""
    items = {
        (str(form["code"]), str(item["code"])): item
        for form in document["forms"]
        for item in form["items"]
    }
    said = [_make_line(line, report.is_applied, document, items) for line in report.lines]
    said.sort(key=lambda line: ORDER.index(line.outcome))
    return PackReport(
        pack=report.pack[:8],
        is_applied=report.is_applied,
        lines=tuple(line for line in said if line.outcome != SAME),
        same=tuple(line for line in said if line.outcome == SAME),
        taken=report.count(TAKEN),
        conflict=report.count(CONFLICT),
        bad=report.count(BAD),
        later=report.count(LATER),
    )


def make_units(rows: Iterable[tuple[int, str, str]], moves: Iterable[Move]) -> list[UnitPacks]:
    """The units as (key, code, name), each with its newest packs."""
    newest: dict[tuple[int | None, bool], Move] = {}
    for move in moves:
        newest.setdefault((move.unit_id, move.is_in), move)
    made = []
    for key, code, name in rows:
        came = newest.get((key, True))
        words = say_counts(came.counts) if came else ""
        made.append(UnitPacks(code, name, newest.get((key, False)), came, words))
    return made


def list_imports(moves: Iterable[Move]) -> list[tuple[Move, str]]:
    """The packs that came in, each with what became of its lines."""
    return [(move, say_counts(move.counts)) for move in moves if move.is_in]


def say_counts(counts: Mapping[str, int]) -> str:
    """How many lines were taken, kept beside a newer answer, and not taken."""
    n, beside, bad = (counts.get(name, 0) for name in (TAKEN, CONFLICT, BAD))
    parts = [ngettext("%(n)s line taken", "%(n)s lines taken", n) % {"n": n}]
    if beside:
        words = ngettext(
            "%(n)s kept beside a newer answer", "%(n)s kept beside newer answers", beside
        )
        parts.append(words % {"n": beside})
    if bad:
        parts.append(ngettext("%(n)s not taken", "%(n)s not taken", bad) % {"n": bad})
    return ", ".join(parts)


def write_summary(row: RoundUnit, report: Report, document: Mapping[str, Any]) -> str:
    """The message to the unit, in Indonesian: what was taken, and what it has to mend."""
    with override(LANGUAGE):
        said = make_report(report, document)
        counts = {TAKEN: said.taken, CONFLICT: said.conflict, BAD: said.bad}
        lines = [f"*Tilik* – {row.name}", row.round.title, ""]
        lines.append(_("Offline pack %(pack)s was brought in: %(counts)s.")
                     % {"pack": said.pack, "counts": say_counts(counts)})  # fmt: skip
        bad = [line for line in said.lines if line.outcome == BAD]
        if bad:
            lines += ["", _("Please mend these lines in the same pack and send it again:")]
            lines += [f"- {line.place}: {line.why}" for line in bad[:MOST_TOLD]]
        if len(bad) > MOST_TOLD:
            rest = len(bad) - MOST_TOLD
            lines.append(ngettext("and %(n)s more.", "and %(n)s more.", rest) % {"n": rest})
        return "\n".join(lines)


def say_pack_refusal(error: UserError, row: RoundUnit | None = None) -> str:
    """Why a pack, or a line of it, was not taken."""
    if error.code == "pack-foreign" and row is not None:
        facts = {"unit": error.facts.get("unit") or "?", "here": row.name}
        return _("This pack is of %(unit)s or of another period; it was not brought in for %(here)s."
                 " Look for the right file, or download a new pack.") % facts  # fmt: skip
    if error.code == "unknown-item":
        return _("The instrument has no such question. Download a new pack and enter it there.")
    if error.code == "base-unknown":
        return _(
            "The row was copied from elsewhere: its hidden cells do not fit. Download a new pack."
        )
    return say_refusal(error)


def _make_line(
    line: Line, is_applied: bool, document: Mapping[str, Any], items: Mapping[Any, Any]
) -> PackLine:
    """One line in words; for a file there is no before."""
    words = {
        TAKEN: _("taken") if is_applied else _("will be taken"),
        SAME: _("there already"),
        CONFLICT: _("kept beside") if is_applied else _("will be kept beside"),
        BAD: _("not taken"),
        LATER: _("not yet"),
    }
    raw = items.get((line.form, line.item))
    answered = raw if "!" in line.place else None
    why = ""
    if line.error is not None:
        why = say_pack_refusal(line.error)
    elif line.outcome == CONFLICT:
        why = _("A newer answer stands, by %(who)s. Both are kept; choose on the form.")
        why %= {"who": line.who}
    return PackLine(
        place=line.place.replace("!", " · "),
        title=f"{line.item} {say(raw['title'])}" if raw else line.title,
        outcome=line.outcome,
        word=words[line.outcome],
        before="" if line.before is None else _say(document, answered, line.before),
        after=_say(document, answered, line.after),
        note=line.note,
        why=why,
    )


def _say(document: Mapping[str, Any], raw: Any, value: Any) -> str:
    """A value in words, cut where it is long."""
    if raw is None or (isinstance(value, str) and not value):
        text = str(value or "")
    else:
        posted = (" ".join(map(str, value)) or NONE) if isinstance(value, list) else str(value)
        text = say_value(document, raw, posted)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
