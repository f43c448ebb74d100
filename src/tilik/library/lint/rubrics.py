"""Rubrics: every level worded, within reach of the rule, and with a proof that is asked for."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tilik.core.errors import Fault
from tilik.core.numbers import fraction
from tilik.core.rules import read_rule
from tilik.library.lint.conditions import options_of, rules_of
from tilik.library.lint.reach import Question, reachable_rows
from tilik.library.lint.subject import WARNING, Placed, Subject

LEVELLED = ("level", "rating")
UNKNOWN = "unknown"


def check_levels(subject: Subject) -> Iterator[Fault]:
    """Levels that are missing, unworded, outside the scale or given twice."""
    for placed in subject.items.values():
        if placed.whole["kind"] not in LEVELLED:
            continue
        scale = placed.whole.get("scale") or placed.above[0].get("scale")
        if not scale or scale[1] is None:
            yield subject.fault("item-without-scale", placed.path, item=placed.raw["code"])
        elif "levels" not in placed.whole:
            yield subject.fault("levels-missing", placed.path, item=placed.raw["code"])
        elif placed.whole["levels"] != UNKNOWN:
            yield from _worded(subject, placed, fraction(scale[0]), fraction(scale[1]))


def _worded(subject: Subject, placed: Placed, low: Fraction, high: Fraction) -> Iterator[Fault]:
    path = (*placed.path, "levels") if "levels" in placed.raw else placed.path
    held = [fraction(level["level"]) for level in placed.whole["levels"]]
    for step in steps(low, high):
        if step not in held:
            yield subject.fault("level-unworded", path, item=placed.raw["code"], level=str(step))
    for n, level in enumerate(held):
        if not low <= level <= high:
            yield subject.fault("level-outside", path, item=placed.raw["code"], level=str(level))
        if level in held[:n]:
            yield subject.fault("level-twice", path, item=placed.raw["code"], level=str(level))


def steps(low: Fraction, high: Fraction) -> list[Fraction]:
    """The whole steps of a scale from its foot up."""
    return [low + n for n in range(int(high - low) + 1)]


def check_evidence(subject: Subject) -> Iterator[Fault]:
    """Level items that ask for no proof."""
    for placed in subject.items.values():
        if placed.whole["kind"] == "level" and not placed.whole.get("evidence"):
            yield subject.fault("evidence-missing", placed.path, item=placed.raw["code"])


def check_respondents(subject: Subject) -> Iterator[Fault]:
    """Respondents' forms whose ratings have no scale."""
    for n, form in enumerate(subject.data["forms"]):
        bare = [
            i
            for i in form["items"]
            if i["kind"] == "rating" and "scale" not in i and "like" not in i
        ]
        if form["role"] == "respondents" and "scale" not in form and bare:
            yield subject.fault("respondents-without-scale", ("forms", n), form=form["code"])


def check_rules(subject: Subject) -> Iterator[Fault]:
    """Rules of no shape, levels a rule cannot give or that are off the scale, rows never reached."""
    for placed in subject.items.values():
        for path, raw in rules_of(placed):
            if sum(name in raw for name in ("ladder", "count", "choice", "table")) != 1:
                yield subject.fault("rule-shape", path, found=sorted(raw))
            elif all(_row_says(row) == 1 for row in raw.get("table", [])):
                yield from _reach(subject, placed, path, raw)
            else:
                wrong = [n for n, row in enumerate(raw["table"]) if _row_says(row) != 1]
                yield from (subject.fault("rule-row-shape", (*path, "table", n)) for n in wrong)


def _row_says(row: Mapping[str, Any]) -> int:
    return ("level" in row) + ("decide" in row)


def _reach(
    subject: Subject, placed: Placed, path: tuple[str | int, ...], raw: Mapping[str, Any]
) -> Iterator[Fault]:
    rule = read_rule(raw)
    items = subject.of_form(rule.form)
    questions = {code: question(subject, item) for code, item in items.items()}
    reached = reachable_rows(rule, questions)
    levels = {row.level for row, is_reached in zip(rule.rows, reached, strict=True) if is_reached}
    is_silent = any(
        row.decide for row, is_reached in zip(rule.rows, reached, strict=True) if is_reached
    )
    scale = placed.whole.get("scale") or placed.above[0].get("scale")
    if "table" in raw:
        for n in (n for n, is_reached in enumerate(reached) if not is_reached):
            yield subject.fault("rule-row-dead", (*path, "table", n))
    if not scale or scale[1] is None:
        return
    low, high = fraction(scale[0]), fraction(scale[1])
    for level in sorted({row.level for row in rule.rows if row.level is not None}):
        if not low <= level <= high:
            yield subject.fault("level-outside", path, item=placed.raw["code"], level=str(level))
    for level in steps(low, high):
        if level not in levels:
            severity = {"severity": WARNING} if is_silent else {}
            yield subject.fault(
                "level-unreachable", path, **severity, item=placed.raw["code"], level=str(level)
            )


def question(subject: Subject, placed: Placed) -> Question:
    """What a question can be answered with."""
    scale = placed.whole.get("scale") or [None, None]
    low, high = (None if end is None else fraction(end) for end in scale)
    options = tuple(str(o["code"]) for o in options_of(subject, placed))
    return Question(placed.raw["kind"], options, low, high, "when" in placed.raw)
