"""The leader's brief: six blocks of ready sentences, the same on the page and on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.records.models import PublishedFigure, Result, Round
from tilik.records.queries.outlines import Outline, Participant
from tilik.web.numbers import format_number, format_signed
from tilik.web.presenters.league import make_movement
from tilik.web.presenters.outcome import Shown, show
from tilik.web.presenters.scores import name_item
from tilik.web.presenters.worth import Worth, share_of

ACTS, PLACES, MOST = 5, 3, 10
ONE = Fraction(1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """A small row; `unit` and `item` say which score sheet or leaf it comes from."""

    name: str
    value: str
    remark: str = ""
    unit: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its heading, sentences and small rows."""

    code: str
    title: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The page: heading, what it is of, six blocks."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    is_example: bool

    def as_data(self) -> dict[str, Any]:
        """The brief as plain data, for the paper."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outlook:
    """All results of a round: how many units are complete, which may still move, most to gain.

    `gains` are of the unit's own value, for one level more on what holds it back, best first.
    """

    n_complete: int
    movable: tuple[int, ...]
    gains: tuple[tuple[Fraction, int, Worth], ...]


def find_outlook(
    members: Sequence[Participant],
    results: Mapping[int, Result],
    holding: Mapping[int, Worth | None],
) -> Outlook:
    """The outlook; results and what holds each back are by the unit's key."""
    computed = [(m, results[m.unit_id]) for m in members if m.unit_id in results]
    gains = []
    for member, _result in computed:
        best = holding.get(member.unit_id)
        if best is not None and best.level is not None and best.reach > 0:
            step = min(best.top - best.level, ONE) * best.points
            gains.append((step, member.name, member.unit_id, best))
    gains.sort(key=lambda each: (-each[0], each[1]))
    return Outlook(
        sum("incomplete" not in result.status for _member, result in computed),
        tuple(member.unit_id for member, result in computed if result.low != result.high),
        tuple((step, unit, best) for step, _name, unit, best in gains[:ACTS]),
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the brief is made of; `results` are those of the units it may name."""

    round: Round
    members: Sequence[Participant]
    whole: Result | None
    results: Mapping[int, Result]
    outlook: Outlook
    outlines: Sequence[Outline]
    answered: Mapping[int, tuple[int, int]]
    earlier: Round | None
    earlier_whole: Result | None
    earlier_results: Mapping[int, Result]
    sector: str
    sector_result: Result | None
    published: Sequence[PublishedFigure]
    titles: Mapping[str, Any]
    oversight: tuple[int, int] | None = None

    def list_behind(self) -> list[Outline]:
        """The units that owe answers."""
        return [unit for unit in self.outlines if self.count_missing(unit)]

    def count_missing(self, unit: Outline) -> int:
        """How many questions nobody of the unit answered."""
        done, total = self.answered[unit.unit_id]
        return total - done

    @property
    def decimals(self) -> int:
        """The decimals values are rounded to."""
        return int(self.round.instrument_version.document["rounding"]["decimals"])

    def show(self, result: Result | None) -> Shown | None:
        """A result as pages show it."""
        return show(result, self.decimals) if result else None


def make_brief(facts: Facts) -> Brief:
    """The brief from what is known so far."""
    whole = facts.show(facts.whole)
    return Brief(
        title=whole.finding if whole else _("Nothing has been computed yet"),
        subtitle=f"{facts.round.government.name} · {facts.round.title}",
        blocks=(
            _stand(facts),
            _sureness(facts),
            _missing(facts),
            _acts(facts),
            _sector(facts),
            _movement(facts),
        ),
        is_example=facts.round.is_example,
    )


def list_named(members: Sequence[Participant], sector: str, movable: Sequence[int]) -> list[int]:
    """The units whose results the brief may name: the first of each block."""
    inside = [member for member in members if member.sector == sector]
    named = [member.unit_id for member in (*members[:MOST], *inside[:MOST])]
    return list(dict.fromkeys([*named, *movable[:MOST]]))


def _stand(facts: Facts) -> Block:
    n_complete = facts.outlook.n_complete
    lines = [
        ngettext(
            "%(n)s of %(all)s units is complete.",
            "%(n)s of %(all)s units are complete.",
            n_complete,
        )
        % {"n": n_complete, "all": len(facts.members)}
    ]
    lines += [_official_words(figure) for figure in facts.published[:1]]
    if not facts.published:
        lines.append(_("Official value: not published."))
    rows = _cap(facts.members, lambda member: _make_unit_row(facts, member))
    return Block("stand", _("Where we stand"), tuple(lines), rows)


def _cap(found: Sequence[T], make: Callable[[T], Row]) -> tuple[Row, ...]:
    """As many rows as leave the brief on one page; how many more there are is said."""
    if len(found) <= MOST:
        return tuple(map(make, found))
    rest = len(found) - MOST + 1
    words = ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest}
    return (*map(make, found[: MOST - 1]), Row(words, ""))


def _official_words(figure: PublishedFigure) -> str:
    if figure.value is None and figure.rank is not None:
        values = {"rank": figure.rank, "of": figure.rank_of or "?", "year": figure.year}
        return (
            _("Official rank %(rank)s of %(of)s (%(year)s); the value was not published.") % values
        )
    if figure.value is None:
        return _("Official value %(year)s: not published.") % {"year": figure.year}
    values = {"value": format_number(figure.value), "year": figure.year, "grade": figure.grade}
    return _("Official value %(year)s: %(value)s %(grade)s") % values


def _make_unit_row(facts: Facts, member: Participant) -> Row:
    shown = facts.show(facts.results.get(member.unit_id))
    value = shown.value if shown and shown.is_known else _("incomplete")
    return Row(member.name, value, _grade_words(shown), member.code)


def _grade_words(shown: Shown | None) -> str:
    """The category, or the possible ones; empty where there is none."""
    if shown is None:
        return ""
    if shown.grade:
        return shown.grade[0]
    return shown.possible_words


def _sureness(facts: Facts) -> Block:
    """How far the values may still move."""
    movable = set(facts.outlook.movable)
    opened = [member for member in facts.members if member.unit_id in movable]
    lines = [
        ngettext(
            "%(n)s of %(all)s units has a value that may still move.",
            "%(n)s of %(all)s units have a value that may still move.",
            len(opened),
        )
        % {"n": len(opened), "all": len(facts.members)}
    ]
    rows = _cap(opened, lambda member: _make_open_row(facts, member))
    return Block("sure", _("How sure"), tuple(lines), rows)


def _make_open_row(facts: Facts, member: Participant) -> Row:
    shown = show(facts.results[member.unit_id], facts.decimals)
    return Row(member.name, shown.range, ", ".join(shown.status), member.code)


def _missing(facts: Facts) -> Block:
    """Who is late and what is missing."""
    behind = facts.list_behind()
    if not behind:
        said = (_("Every unit has answered everything."), *_list_oversight(facts))
        return Block("missing", _("What is missing"), said)
    late = sum(unit.is_late for unit in behind)
    lines = [
        ngettext("%(n)s unit still owes answers.", "%(n)s units still owe answers.", len(behind))
        % {"n": len(behind)}
    ]
    if late:
        lines.append(
            ngettext("%(n)s of them is late.", "%(n)s of them are late.", late) % {"n": late}
        )
    return Block(
        "missing",
        _("What is missing"),
        (*lines, *_list_oversight(facts)),
        _cap(behind, lambda unit: _make_late_row(facts, unit)),
    )


def _list_oversight(facts: Facts) -> list[str]:
    """How many products of the Ombudsman are open and late; nothing where none was recorded."""
    if facts.oversight is None:
        return []
    n_open, late = facts.oversight
    if not n_open:
        return [_("Every product of the Ombudsman is settled.")]
    words = ngettext(
        "%(n)s product of the Ombudsman is open, %(late)s of them late.",
        "%(n)s products of the Ombudsman are open, %(late)s of them late.",
        n_open,
    )
    return [words % {"n": n_open, "late": late}]


def _make_late_row(facts: Facts, unit: Outline) -> Row:
    done, total = facts.answered[unit.unit_id]
    return Row(unit.name, f"{done}/{total}", _("late") if unit.is_late else "", unit.code)


def _acts(facts: Facts) -> Block:
    """The next acts: missing answers first, then the indicators with most to gain."""
    acts = [
        Row(
            _("%(unit)s completes its answers") % {"unit": unit.name},
            _("%(n)s missing") % {"n": facts.count_missing(unit)},
            unit=unit.code,
        )
        for unit in facts.list_behind()[:ACTS]
    ]
    acts += _list_gains(facts)
    lines = (_("Points are of the government's value, for one level more."),) if acts else ()
    lines = lines or (_("Nothing can be said before results are computed."),)
    return Block("acts", _("The next acts"), lines, tuple(acts[:ACTS]))


def _list_gains(facts: Facts) -> list[Row]:
    """One level more on each unit's indicator that reaches furthest, best first."""
    by_key = {member.unit_id: member for member in facts.members}
    return [
        _make_act(by_key[unit], best, share_of(step, len(facts.members)), facts.titles)
        for step, unit, best in facts.outlook.gains
    ]


def _make_act(member: Participant, best: Worth, gain: Fraction, titles: Mapping[str, Any]) -> Row:
    level = "–" if best.level is None else format_number(f"{float(best.level):g}")
    facts = {"level": level, "top": format_number(best.top, 0)}
    return Row(
        name=f"{member.name}: {name_item(best.item, titles)}",
        value=format_signed(gain, PLACES),
        remark=_("level %(level)s of %(top)s") % facts,
        unit=member.code,
        item=best.code,
    )


def _sector(facts: Facts) -> Block:
    """The sector the leader asks about first."""
    if not facts.sector:
        return Block("sector", _("A sector"), (_("No unit names its sector."),))
    shown = facts.show(facts.sector_result)
    inside = [m for m in facts.members if m.sector == facts.sector]
    line = shown.finding if shown else _("Nothing has been computed yet")
    title = _("Sector: %(name)s") % {"name": facts.sector.replace("-", " ")}
    return Block("sector", title, (line,), _cap(inside, lambda m: _make_inside_row(facts, m)))


def _make_inside_row(facts: Facts, member: Participant) -> Row:
    own = facts.show(facts.results.get(member.unit_id))
    value = (own.value or own.range) if own else ""
    return Row(member.name, value, _grade_words(own), member.code)


def _movement(facts: Facts) -> Block:
    """What changed since the round before."""
    title = _("Since last time")
    if facts.earlier is None:
        return Block("since", title, (_("This is the first period of its kind."),))
    change = make_movement(facts.whole, facts.earlier_whole, facts.decimals)
    before = facts.show(facts.earlier_whole)
    line = _("%(title)s: %(finding)s") % {
        "title": facts.earlier.title,
        "finding": before.finding if before else _("not computed"),
    }

    def make(member: Participant | None) -> Row:
        if member is None:
            return Row(facts.round.government.name, change)
        new = facts.results.get(member.unit_id)
        moved = make_movement(new, facts.earlier_results.get(member.unit_id), facts.decimals)
        return Row(member.name, moved or _("cannot be compared"), "", member.code)

    return Block("since", title, (line,), _cap([*([None] if change else []), *facts.members], make))
