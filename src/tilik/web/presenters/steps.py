"""The steps promised after a survey in words: what, by when, how far, what a later period found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.core.survey_facts import Facts, compare
from tilik.records.models import Action, Verification
from tilik.records.models.improvement import ActionState, Outcome
from tilik.records.queries.outlines import Participant
from tilik.records.queries.survey_results import Kept
from tilik.web.numbers import format_number, format_percent, format_signed

EXACT, MONTHS, AHEAD = 4, 3, 13
"""Decimals of a mean as the papers print them; months of a quarter; quarters one may choose from."""
OPEN = (ActionState.PLANNED, ActionState.RUNNING)


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element with its mean, how far it moved, and how many steps mend it."""

    code: str
    name: str
    value: str
    grade: str
    change: str
    n_steps: int
    is_lowest: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a later period found of a step."""

    outcome: str
    note: str
    period: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step; of an earlier period with its element's mean then and now, and what was found."""

    pk: int
    item: str
    element: str
    title: str
    quarter: str
    responsible: str
    state: str
    is_done: bool
    is_late: bool
    done: str
    proof: str
    obstacle: str
    then: str = ""
    now: str = ""
    change: str = ""
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the round: its steps, those done, those of the period before and looked at again."""

    code: str
    name: str
    n: int
    n_done: int
    n_late: int
    n_before: int
    n_rechecked: int


# ---- words -----------------------------------------------------------------


def list_states() -> list[tuple[str, str]]:
    """How far a step may be."""
    return [
        (ActionState.PLANNED.value, _("not begun")),
        (ActionState.RUNNING.value, _("under way")),
        (ActionState.DONE.value, _("done")),
        (ActionState.DROPPED.value, _("dropped")),
    ]


def list_outcomes() -> list[tuple[str, str]]:
    """What may be found of a step a period later."""
    return [
        (Outcome.HELD.value, _("done and it holds")),
        (Outcome.PARTLY.value, _("only in part")),
        (Outcome.NOT_FOUND.value, _("not found")),
    ]


def say_quarter(day: date) -> str:
    """A quarter as offices name it: TW III 2026."""
    names = (_("Q1"), _("Q2"), _("Q3"), _("Q4"))
    return f"{names[(day.month - 1) // MONTHS]} {day.year}"


def list_quarters(end: date, chosen: date | None = None) -> list[tuple[str, str]]:
    """The quarters a step may be planned for, from that of the period's end, three years on."""
    first = _begin_quarter(end)
    days = [_add_quarters(first, n) for n in range(AHEAD)]
    if chosen and chosen not in days:
        days = sorted([chosen, *days])
    return [(day.isoformat(), say_quarter(day)) for day in days]


def _begin_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def _add_quarters(day: date, n: int) -> date:
    months = day.year * 12 + day.month - 1 + n * MONTHS
    return date(months // 12, months % 12 + 1, 1)


def is_late(start: date | None, state: str, today: date) -> bool:
    """Whether the quarter of an open step is over."""
    return bool(start) and state in OPEN and _add_quarters(start, 1) <= today  # type: ignore[arg-type]


def say_heading(unit: str, steps: Sequence[StepLine], has_answers: bool) -> str:
    """The finding of a unit's page."""
    n, done = len(steps), sum(step.is_done for step in steps)
    if not n and not has_answers:
        return _("%(unit)s: nobody has answered the survey yet") % {"unit": unit}
    if not n:
        return _("%(unit)s: no step is planned after this survey yet") % {"unit": unit}
    text = ngettext(
        "%(unit)s: %(done)s of %(n)s step done", "%(unit)s: %(done)s of %(n)s steps done", n
    )
    return text % {"unit": unit, "done": done, "n": n}


def say_whole(lines: Iterable[UnitLine]) -> str:
    """The finding of the round's page."""
    lines = list(lines)
    bare = sum(not line.n for line in lines)
    if bare:
        text = ngettext(
            "%(n)s unit has not planned a step yet", "%(n)s units have not planned a step yet", bare
        )
        return text % {"n": format_number(bare)}
    done, n = (sum(getattr(line, name) for line in lines) for name in ("n_done", "n"))
    return _("%(done)s of %(n)s steps done") % {"done": format_number(done), "n": format_number(n)}


# ---- lines -----------------------------------------------------------------


def list_elements(
    names: Mapping[str, str], facts: Facts, before: Facts | None, steps: Iterable[Action]
) -> list[ElementLine]:
    """The elements, lowest first; those nobody answered last."""
    moved = {each.code: each.change for each in compare(before, facts)} if before else {}
    counts: dict[str, int] = {}
    for step in steps:
        counts[step.item] = counts.get(step.item, 0) + 1
    known = sorted(facts.elements, key=lambda e: (e.mean is None, e.mean or Fraction(0)))
    return [
        ElementLine(
            e.code, names.get(e.code, e.code), format_number(e.mean, EXACT),
            e.band.grade if e.band else "",
            format_signed(moved[e.code], EXACT) if e.code in moved else "",
            counts.get(e.code, 0), e.code in facts.lowest,
        )
        for e in known
    ]  # fmt: skip


def make_line(step: Action, names: Mapping[str, str], today: date) -> StepLine:
    """A step as the page shows it."""
    state = dict(list_states())[step.state]
    if step.state == ActionState.RUNNING:
        state = f"{state}, {format_percent(step.progress)}"
    return StepLine(
        pk=step.pk, item=step.item, element=names.get(step.item, step.item), title=step.title,
        quarter=say_quarter(step.quarter_start) if step.quarter_start else "",
        responsible=step.responsible, state=state, is_done=step.state == ActionState.DONE,
        is_late=is_late(step.quarter_start, step.state, today),
        done=step.done, proof=step.proof, obstacle=step.obstacle,
    )  # fmt: skip


def make_earlier(
    line: StepLine, found: Iterable[Verification], before: Facts | None, now: Facts | None
) -> StepLine:
    """The step of the period before with its element then and now, and what was found of it."""
    then, after = (_find_mean(each, line.item) for each in (before, now))
    is_known = then is not None and after is not None
    words = dict(list_outcomes())
    return replace(
        line,
        then=format_number(then, EXACT),
        now=format_number(after, EXACT),
        change=format_signed(after - then, EXACT) if is_known else "",  # type: ignore[operator]
        found=tuple(
            Found(words[v.outcome], v.note, v.round.title, v.by.get_role_line(), v.at)
            for v in found
        ),
    )


def _find_mean(facts: Facts | None, code: str) -> Fraction | None:
    element = facts.get(code) if facts else None
    return element.mean if element else None


def list_units(
    units: Iterable[Participant], steps: Iterable[Kept], earlier: Iterable[Kept], today: date
) -> list[UnitLine]:
    """Each unit with its steps counted; of the period before, those somebody looked at again."""
    own: dict[int, list[Kept]] = {}
    old: dict[int, list[Kept]] = {}
    for rows, into in ((steps, own), (earlier, old)):
        for row in rows:
            into.setdefault(row.unit_id, []).append(row)
    return [
        UnitLine(
            unit.code, unit.name, len(mine := own.get(unit.unit_id, [])),
            sum(row.state == ActionState.DONE for row in mine),
            sum(is_late(row.quarter_start, row.state, today) for row in mine),
            len(before := old.get(unit.unit_id, [])), sum(row.is_rechecked for row in before),
        )
        for unit in units
    ]  # fmt: skip
