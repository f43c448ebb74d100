"""The phone finds the level the server finds: the same rules, written a second time in its language."""

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import Page

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.instrument import Instrument, Key
from tilik.core.suggestions import suggested
from tilik.library.load import load
from tilik.web.presenters.visit import make_condition, make_rule

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

JUDGE = """([questions, cases]) => cases.map(({ rule, answers, condition }) => {
  const { rules } = Field;
  const lookUp = rules.makeLookup(questions, (each) => answers[each.code]);
  if (condition) return rules.holds(condition, lookUp);
  const { level, low, high, decide, missing } = rules.suggest(rule, lookUp);
  return [level, low, high, Boolean(decide), missing];
})"""


def make_answers(instrument: Instrument, form: str, dice: random.Random) -> dict[str, Any]:
    """Some questions of a form answered at random, as a phone stores answers."""
    answers: dict[str, Any] = {}
    for key, item in instrument.items.items():
        if key.form != form or dice.random() < 0.2:
            continue
        codes = [option.code for option in item.options]
        if item.kind == "choices":
            answers[key.item] = dice.sample(codes, dice.randint(0, len(codes)))
        elif item.kind == "number":
            answers[key.item] = dice.choice(["0", "1", "3", "12", "100", "2.5", "7.25"])
        elif codes:
            answers[key.item] = dice.choice(codes)
    return answers


def read_core(item: Any, value: Any) -> Any:
    if item.kind == "choices":
        return frozenset(value)
    return Fraction(value) if item.kind == "number" else value


def test_the_phone_finds_the_level_the_server_finds(opened: Callable[..., Page]) -> None:
    document = load("pekppp-2022").document
    instrument = build(document)
    dice = random.Random(20)
    raws = {
        Key(form["code"], raw["code"]): raw for form in document["forms"] for raw in form["items"]
    }
    questions = [
        {"code": key.item, "kind": item.kind,
         "when": make_condition(item.when) if item.when else None}
        for key, item in instrument.items.items() if key.form == "F-01"
    ]  # fmt: skip
    cases, expected = [], []
    for key, item in instrument.items.items():
        rule = make_rule(raws[key]) if item.rule else None
        for _ in range(12 if rule else 0):
            answers = make_answers(instrument, "F-01", dice)
            sheet = {
                Key("F-01", code): (
                    Answer("", "F-01", code, read_core(instrument.items[Key("F-01", code)], value)),
                )
                for code, value in answers.items()
            }
            found = suggested(instrument, item, sheet)
            assert found is not None
            ends = [
                None if end is None else str(end) for end in (found.level, found.low, found.high)
            ]
            expected.append([*ends, found.decide is not None, list(found.missing)])
            cases.append({"rule": rule, "answers": answers})
    assert len(cases) > 300
    page = opened("/lapangan/")
    assert page.evaluate(JUDGE, [questions, cases]) == expected


EXACT: list[tuple[Any, dict[str, str], bool | None]] = [
    ({"op": "ratio", "args": ["a", "b", [["min", "1/2"]]]}, {"a": "1", "b": "2"}, True),
    ({"op": "ratio", "args": ["a", "b", [["above", "1/2"]]]}, {"a": "1", "b": "2"}, False),
    ({"op": "ratio", "args": ["a", "b", [["min", "0"]]]}, {"a": "1", "b": "0"}, False),
    ({"op": "compare", "args": ["a", "<", {"number": "2,5"}]}, {"a": "2.4"}, True),
    ({"op": "compare", "args": ["a", "=", "b"]}, {"a": "1,50", "b": "3/2"}, True),
    ({"op": "number", "args": ["a", [["below", "0.3"]]]}, {"a": "0.30"}, False),
    ({"op": "number", "args": ["a", [["min", "0"]]]}, {"a": "-0,5"}, False),
    ({"op": "not", "args": [{"op": "is", "args": ["c", ["ya"]]}]}, {}, None),
    ({"op": "any", "args": [{"op": "is", "args": ["c", ["ya"]]},
                            {"op": "number", "args": ["a", [["min", "1"]]]}]}, {"a": "1"}, True),
    ({"op": "all", "args": [{"op": "is", "args": ["c", ["ya"]]},
                            {"op": "number", "args": ["a", [["min", "1"]]]}]}, {"a": "0"}, False),
    ({"op": "is", "args": ["gone", ["ya"]]}, {}, False),
]  # fmt: skip


def test_the_phone_counts_exactly_and_leaves_unknown_unknown(opened: Callable[..., Page]) -> None:
    questions = [{"code": code, "kind": "number"} for code in "ab"] + [{"code": "c", "kind": "x"}]
    cases = [{"answers": answers, "condition": raw} for raw, answers, _truth in EXACT]
    page = opened("/lapangan/")
    assert page.evaluate(JUDGE, [questions, cases]) == [truth for *_case, truth in EXACT]
