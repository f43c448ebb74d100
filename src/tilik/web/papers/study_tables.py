"""The tables and charts of a survey's papers: rows as printed, and what their fingerprint says."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tilik.core.survey_facts import Element, Facts, compare
from tilik.records.models import Action
from tilik.records.models.improvement import ActionState
from tilik.records.queries.survey_results import list_findings
from tilik.web.numbers import format_number, format_percent, format_signed, to_decimal
from tilik.web.papers.study import (
    EXACT,
    NONE,
    SHOWN,
    Study,
    say_grade,
    say_months,
    say_quarter,
    say_value,
)
from tilik.web.reports.blocks import Figure
from tilik.web.reports.charts import WIDTH, make_figure
from tilik.web.svg.rows import Moment, Place, rank_chart, trend

Rows = tuple[tuple[str, ...], ...]
BLANK, SHORT = "……………………………", "………"
VALUES = (1, 2, 3, 4)
QUARTERS = (1, 4, 7, 10)


def list_questions(study: Study) -> Rows:
    """What is asked, with the answers from 1 to 4."""
    return tuple(
        (str(n), each.question, *each.answers) for n, each in enumerate(study.asked.values(), 1)
    )


def list_times(study: Study) -> Rows:
    """The stages of the survey; days nobody recorded are left to be written."""
    collected = (study.words["collecting"], study.facts["collected"])
    stages = [(name, BLANK) for name in study.words["stages"]]
    stages.insert(1, collected)
    return tuple((str(n), *stage, SHORT) for n, stage in enumerate(stages, 1))


def list_elements(study: Study) -> Rows:
    """The elements in the order of the regulation, with what each asks about."""
    return tuple((each.code, each.title, each.question) for each in _in_order(study))


def list_profile(study: Study) -> Rows:
    """Who answered, by every trait; each adds up to all of them."""
    rows, n = [], 0
    for trait, counts in study.found.profile.items():
        words = study.words["kinds"].get(trait, {})
        for kind in _sort(words, counts):
            n += 1
            share = format_percent(Fraction(100 * counts[kind], study.result.people), 1)
            said = words.get(kind, kind.capitalize()) or study.words["untold"]
            rows.append((str(n), study.words["traits"][trait], said, format_number(counts[kind]), share))  # fmt: skip
    return tuple(rows)


def _sort(words: Mapping[str, str], counts: Mapping[str, int]) -> list[str]:
    """The kinds as the form lists them; others by name, those who did not say last."""
    order = {kind: n for n, kind in enumerate(words)}
    return sorted(counts, key=lambda kind: (not kind, order.get(kind, len(order)), kind))


def list_index(study: Study) -> Rows:
    """Means, categories and the index across the elements, as the guideline's table has them."""
    result, words = study.result, study.words
    elements = {each.code: each for each in result.elements}
    codes = [each.code for each in _in_order(study)]
    means = tuple(format_number(elements[code].mean, EXACT) for code in codes)
    marks = tuple(_mark(elements[code]) for code in codes)
    return (
        (words["rows"]["mean"], *means),
        (words["rows"]["mark"], *marks),
        (f"{words['rows']['index']}: {say_value(result.outcome)} – {say_grade(result.outcome)}",),
    )


def _mark(each: Element) -> str:
    return each.band.grade if each.band else NONE


def list_means(study: Study) -> Rows:
    """Each element by name with its mean and category."""
    return tuple(
        (each.code, study.asked[each.code].title, format_number(each.mean, EXACT), _mark(each))
        for each in study.result.elements
    )


def list_counts(study: Study) -> Rows:
    """Each element with how often each value was given and all that is made of it."""
    return tuple(
        (
            each.code,
            *(format_number(each.tally.counts.get(value, 0)) for value in VALUES),
            format_number(each.tally.n),
            format_number(each.tally.total),
            format_number(each.mean, EXACT),
            format_number(each.share, EXACT),
            _mark(each),
        )
        for each in study.result.elements
    )


def list_services(study: Study) -> Rows:
    """The services that were asked about, each with its own index."""
    return tuple(
        (str(n), name, format_number(f.people), say_value(f.outcome), say_grade(f.outcome))
        for n, (name, f) in enumerate(study.found.services, 1)
    )


def list_ways(study: Study) -> Rows:
    """The same answers on every way in use."""
    named = study.words["ways"]
    return tuple(
        (named.get(name, name), say_value(outcome), say_grade(outcome))
        for name, outcome in study.result.ways.items()
    )


def list_changes(study: Study) -> Rows:
    """Each element then and now."""
    before = study.before[1] if study.before else None
    if before is None:
        return ()
    return tuple(
        (
            study.name(each.code),
            format_number(each.before, EXACT),
            format_number(each.after, EXACT),
            format_signed(each.change, EXACT),
        )
        for each in compare(before.facts, study.result)
    )


def list_trend(study: Study) -> Rows:
    """Every period with its index; one without answers is unknown."""
    return tuple(
        (
            title,
            format_number(facts.people) if facts else NONE,
            say_value(facts.outcome) if facts else NONE,
            say_grade(facts.outcome) if facts else NONE,
        )
        for title, facts in _list_periods(study)
    )


def list_promises(study: Study) -> Rows:
    """What is promised: element, step, quarter with its year, who answers for it."""
    return tuple(
        (str(n), study.name(s.item), s.title, *_mark_quarter(s), s.responsible)
        for n, s in enumerate(study.steps, 1)
    )


def _mark_quarter(step: Action) -> tuple[str, ...]:
    day = step.quarter_start
    return tuple(f"{day.year}" if day and day.month == month else "" for month in QUARTERS)


def list_carried(study: Study) -> Rows:
    """What became of each promise of this survey."""
    return tuple(_carry(study, n, s) for n, s in enumerate(study.steps, 1))


def list_carried_before(study: Study) -> Rows:
    """What became of each promise of the survey before."""
    return tuple(_carry(study, n, s) for n, s in enumerate(study.steps_before, 1))


def _carry(study: Study, n: int, step: Action) -> tuple[str, ...]:
    words = study.words["states"]
    is_done = step.state == ActionState.DONE
    done = words["done"] if is_done else words["not_done"]
    told = step.done or ("" if is_done else fill_state(study, step))
    return str(n), f"{step.item}: {step.title}", done, told, step.proof, step.obstacle


def fill_state(study: Study, step: Action) -> str:
    """How far a step is that is not done."""
    words = study.words["states"]
    if step.state == ActionState.RUNNING:
        return f"{words['running']} ({format_percent(step.progress)})"
    return str(words[step.state])


def list_left(study: Study) -> Rows:
    """What is not done yet, until when and by whom it shall be."""
    left = [s for s in study.steps if s.state not in (ActionState.DONE, ActionState.DROPPED)]
    return tuple(
        (f"{s.item}: {s.title}", s.obstacle or NONE, say_quarter(s.quarter_start), s.responsible)
        for s in left
    )


def list_rechecked(study: Study) -> Rows:
    """What later periods found of the promises."""
    words, found = study.words["outcomes"], list_findings(study.steps)
    return tuple(
        (f"{s.item}: {s.title}", each.round.title, words[each.outcome], each.note or NONE)
        for s in study.steps
        for each in found.get(s.pk, ())
    )


def _in_order(study: Study) -> list[Any]:
    """The elements as the index has them."""
    return [study.asked[each.code] for each in study.result.elements]


def _list_periods(study: Study) -> list[tuple[str, Facts | None]]:
    before = [(say_months(round), found.facts if found else None) for round, found in study.trend]
    return [*before, (say_months(study.round), study.result)]


# ---- charts ----------------------------------------------------------------


def draw_elements(study: Study) -> Figure:
    """The means as bars from 1 to 4."""
    title = study.words["charts"]["elements"]
    places = [
        Place(study.name(e.code), None if e.mean is None else to_decimal(e.mean, SHOWN))
        for e in study.result.elements
    ]
    svg = rank_chart(places, 1, 4, title=title, standalone=True, width=WIDTH)
    return make_figure(str(svg), title, title)


def draw_trend(study: Study) -> Figure:
    """The index over the periods from 25 to 100; a period without one breaks the line."""
    title = study.words["charts"]["trend"]
    moments = [Moment(name, f.outcome.rounded if f else None) for name, f in _list_periods(study)]
    rounded = [
        Moment(each.label, None if each.value is None else to_decimal(each.value, SHOWN))
        for each in moments
    ]
    svg = trend(rounded, 25, 100, name=title, standalone=True, width=WIDTH)
    return make_figure(str(svg), title, title)


TABLES: Mapping[str, Callable[[Study], Rows]] = {
    "survey-questions": list_questions,
    "survey-elements": list_elements,
    "survey-times": list_times,
    "survey-profile": list_profile,
    "survey-index": list_index,
    "survey-counts": list_counts,
    "survey-means": list_means,
    "survey-services": list_services,
    "survey-ways": list_ways,
    "survey-changes": list_changes,
    "survey-trend": list_trend,
    "survey-promises": list_promises,
    "survey-carried": list_carried,
    "survey-carried-before": list_carried_before,
    "survey-left": list_left,
    "survey-rechecked": list_rechecked,
}
CHARTS: Mapping[str, Callable[[Study], Figure]] = {
    "survey-elements": draw_elements,
    "survey-trend": draw_trend,
}
