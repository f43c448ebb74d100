"""Worked examples recomputed: what each says comes out, and what does."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from tilik.core.answers import Answer, counted
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.grading import grade
from tilik.core.instrument import Gap, GradeScale, Instrument, Item, Key, Role
from tilik.core.numbers import decimal_text, exact_decimal_text, fraction, ratio_text
from tilik.core.results import Outcome, Part, own_inputs, roll_up, score_government, score_units
from tilik.core.score import Score
from tilik.core.suggestions import suggested
from tilik.library.source import NUMBER
from tilik.library.values import read_value

Case = Mapping[str, Any]
Make = Callable[[str, int | None, str], Instrument]
UNIT = "contoh"
NOT_APPLICABLE = frozenset({"TB", "NA"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a worked example does not come out: its number and code, the field, expected and found."""

    number: int
    case: str
    field: str
    expected: object
    found: object


def differences(document: Mapping[str, Any], cases: list[Any]) -> list[Difference]:
    """Every difference of every case; empty where all recompute. Values of `cases` may be Numbers."""
    made = cache(lambda variant, year, kind: build(document, variant, year, kind))
    return [d for n, case in enumerate(cases) for d in _case_differences(made, n, case)]


def _case_differences(make: Make, number: int, case: Case) -> Iterator[Difference]:
    code = str(case.get("code", number))
    try:
        found = computed(make, case)
    except UserError as error:
        yield Difference(number, code, "", case["expect"], str(error))
        return
    for name, expected, value in _compared(case["expect"], found):
        if expected != value:
            yield Difference(number, code, name, expected, value)


def computed(make: Make, case: Case) -> dict[str, Any]:
    """What comes out of a case: exact fractions and codes by the names that `expect` uses.

    `make` builds the instrument of a variant, year and kind of unit. Raises UserError where the
    case asks for what the instrument does not have.
    """
    year = int(case["year"]) if "year" in case else None
    instrument = make(str(case.get("variant", "")), year, str(case.get("kind", "")))
    if "grade" in case:
        return _graded(instrument, case)
    if "suggest" in case:
        return _suggested(instrument, case)
    answers = list(answers_of(instrument, case.get("answers", {})))
    if "rollup" in case:
        parts = [_part(raw) for raw in case["rollup"]]
        outcome = roll_up(instrument, parts, own_inputs(instrument, answers)).outcome
        return _outcome(instrument, outcome, "government")
    results = score_units(instrument, answers, str(case.get("basis", "final")))
    if len(results) > 1 and (whole := score_government(instrument, results, answers)):
        return _outcome(instrument, whole.outcome, "government")
    if not results:
        raise UserError("case-without-answers")
    return _outcome(instrument, results[0].outcome, "unit") | {
        "nodes": dict(_values(results[0].tree))
    }


# ---- what goes in ----------------------------------------------------------


def answers_of(instrument: Instrument, raw: Any) -> Iterator[Answer]:
    """The answers of a case, written as rows or as form → item → value or values."""
    if isinstance(raw, list):
        for row in raw:
            yield from _row(instrument, row)
        return
    for form, sheet in raw.items():
        for code, value in sheet.items():
            item = _item(instrument, form, code)
            unit = "" if item.of_government else UNIT
            for n, one in enumerate(_each(item, value), 1):
                several = isinstance(value, list) and item.kind != "choices"
                person = {"respondent" if item.role is Role.RESPONDENTS else "evaluator": str(n)}
                yield _answer(unit, item, one, {}, **(person if several else {}))


def _each(item: Item, value: Any) -> list[Any]:
    """One value per person; a person who left the item blank is null."""
    return value if isinstance(value, list) and item.kind != "choices" else [value]


def _row(instrument: Instrument, row: Mapping[str, Any]) -> Iterator[Answer]:
    item = _item(instrument, str(row.get("form") or ""), str(row["item"]))
    names = {k: str(row[k]) for k in ("respondent", "evaluator", "service", "stage") if row.get(k)}
    unit = str(row.get("unit") or ("" if item.of_government else UNIT))
    yield _answer(unit, item, row.get("value"), row, **names)


def _answer(unit: str, item: Item, value: Any, row: Mapping[str, Any], **names: Any) -> Answer:
    where: dict[str, Any] = {"unit": unit, "form": item.key.form, "item": item.key.item, **names}
    if row.get("gap"):
        return Answer(**where, gap=Gap(str(row["gap"])))
    if value is None or value == "":
        return Answer(**where, gap=Gap.NOT_ANSWERED)
    if str(value) in NOT_APPLICABLE:
        return Answer(**where, gap=Gap.NOT_APPLICABLE)
    return Answer(**where, value=_value(item, value))


def _value(item: Item, value: Any) -> Any:
    if isinstance(value, list):
        value = ";".join(map(str, value))
    if item.kind in ("number", "level", "rating") and NUMBER.match(str(value)):
        exact = fraction(str(value))
        if item.scale and not item.scale.holds(exact):
            raise UserError("bad-value", found=str(value), item=str(item.key))
        return exact
    return read_value(item, str(value), {})


def _item(instrument: Instrument, form: str, code: str) -> Item:
    found = instrument.find(form, str(code))
    if found is None:
        raise UserError("unknown-item", found=f"{form}:{code}")
    return found


def _part(raw: Mapping[str, Any]) -> Part:
    value = None if raw["score"] is None else fraction(str(raw["score"]))
    names: dict[str, Any] = {k: str(raw.get(k) or "") for k in ("unit", "product", "group")}
    return Part(value=value, weight=fraction(str(raw.get("weight", 1))), **names)


# ---- what comes out --------------------------------------------------------


def _outcome(instrument: Instrument, outcome: Outcome, scope: str) -> dict[str, Any]:
    found = {
        "score": outcome.value,
        "exact": None if outcome.value is None else ratio_text(outcome.value),
        "rounded": outcome.rounded,
        "range": [outcome.low, outcome.high],
        "status": sorted(outcome.status),
        "grades": [band.grade for band in outcome.bands],
        "suffix": (outcome.suffix or {}).get("id"),
    }
    return found | _only(instrument.scale_of(scope), [b.grade for b in outcome.bands])


def _only(scale: GradeScale | None, grades: list[str]) -> dict[str, Any]:
    """The category where there is but one, with its zone."""
    if scale is None or len(grades) != 1:
        return {"grade": None, "zone": None}
    return {"grade": grades[0], "zone": next(b.zone for b in scale.bands if b.grade == grades[0])}


def _graded(instrument: Instrument, case: Case) -> dict[str, Any]:
    scale = instrument.scale_of(str(case.get("scope", "unit")))
    if scale is None:
        raise UserError("no-grades")
    found = grade(scale, fraction(str(case["grade"])))
    return {"score": found.value, **_only(scale, [found.band.grade]), "grades": [found.band.grade]}


def _suggested(instrument: Instrument, case: Case) -> dict[str, Any]:
    form, _, code = str(case["suggest"]).partition(":")
    answers = answers_of(instrument, case.get("answers", {}))
    sheet: Mapping[Key, tuple[Answer, ...]] = counted(answers, "final")
    found = suggested(instrument, _item(instrument, form, code), sheet)
    if found is None:
        raise UserError("no-rule", found=str(case["suggest"]))
    span = None if found.low is None else [found.low, found.high]
    return {"level": found.level, "decide": found.decide is not None, "range": span}


def _values(score: Score) -> Iterator[tuple[str, Fraction | None]]:
    yield score.code, score.value
    for child in score.children:
        yield from _values(child)


# ---- the comparison --------------------------------------------------------


def _compared(
    expect: Mapping[str, Any], found: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """Each expectation beside what came out, written alike."""
    for name, wanted in expect.items():
        if name == "nodes":
            for code, value in wanted.items():
                held = found.get("nodes", {}).get(code, "–")
                yield f"nodes.{code}", _text(value), _like(value, held)
        elif name == "range":
            ends = found.get("range") or ["–", "–"]
            yield (
                name,
                [_text(w) for w in wanted],
                [_like(w, e) for w, e in zip(wanted, ends, strict=True)],
            )
        elif name == "status":
            yield name, sorted(wanted), found.get(name)
        elif isinstance(wanted, list | bool):
            yield name, wanted, found.get(name)
        else:
            yield name, _text(wanted), _like(wanted, found.get(name))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _like(wanted: Any, found: Any) -> str | None:
    """What was found, with as many decimals as are wanted."""
    if not isinstance(found, Fraction):
        return None if found is None else str(found)
    text = str(wanted)
    if not NUMBER.match(text):
        return exact_decimal_text(found)
    return decimal_text(found, len(text.partition(".")[2]))
