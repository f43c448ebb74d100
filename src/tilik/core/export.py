"""Results as plain JSON-able data: one form for files, stored results and publications."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tilik.core.answers import Answer
from tilik.core.grading import grade_within
from tilik.core.instrument import Band, GradeScale, Instrument
from tilik.core.numbers import decimal_text, exact_decimal_text, ratio_text
from tilik.core.results import Outcome, Result, Rollup
from tilik.core.score import ESTIMATE, Score


def number(value: Fraction | None) -> dict[str, str] | None:
    """A value as {"exact": "num/den", "decimal": text with at least six decimals}."""
    if value is None:
        return None
    return {"exact": ratio_text(value), "decimal": exact_decimal_text(value)}


def band_data(band: Band) -> dict[str, Any]:
    """A category as data."""
    return {"grade": band.grade, "name": dict(band.name), "zone": band.zone}


def outcome_data(instrument: Instrument, outcome: Outcome, scope: str) -> dict[str, Any]:
    """An outcome as data: `grade` where one category is possible, else `grades`, never both."""
    data: dict[str, Any] = {
        "status": sorted(outcome.status),
        "score": None if outcome.value is None else exact_decimal_text(outcome.value),
        "exact": None if outcome.value is None else ratio_text(outcome.value),
        "rounded": None
        if outcome.rounded is None
        else decimal_text(outcome.rounded, instrument.decimals),
        "range": [exact_decimal_text(outcome.low), exact_decimal_text(outcome.high)],
    }
    if ESTIMATE in outcome.status and outcome.value is not None:
        data["assumption"] = "equal-weights"
    return data | _grades(instrument.scale_of(scope), outcome)


def _grades(scale: GradeScale | None, outcome: Outcome) -> dict[str, Any]:
    if scale is None:
        return {"grade": None}
    if len(outcome.bands) > 1:
        return {"grades": [band.grade for band in outcome.bands]}
    band = outcome.bands[0]
    data = {"grade": band.grade, "name": dict(band.name), "zone": band.zone}
    if outcome.suffix:
        data["suffix"] = dict(outcome.suffix)
    if outcome.value is not None:
        missing = grade_within(scale, outcome.value).to_next
        data["to_next"] = None if missing is None else exact_decimal_text(missing)
    return data


def tree_data(score: Score) -> dict[str, Any]:
    """A scored node and everything below it as data."""
    data: dict[str, Any] = {
        "code": score.code,
        "scale": [ratio_text(score.scale.low), ratio_text(score.scale.high)],
        "value": number(score.value),
        "range": [ratio_text(score.low), ratio_text(score.high)],
        "weight": number(score.weight),
        "contribution": number(score.contribution),
        "status": sorted(score.status),
        "reason": {"code": str(score.reason.code), **score.reason.facts},
        "gap": score.gap and str(score.gap),
        "n": score.n,
    }
    if score.item:
        data["item"] = str(score.item)
    if score.children:
        data["children"] = [tree_data(child) for child in score.children]
    return data


def result_data(
    instrument: Instrument, result: Result, variants: Mapping[str, tuple[Instrument, Result]]
) -> dict[str, Any]:
    """A unit's result as data, with the outcome of every named variant beside it."""
    data = {"unit": result.unit, **outcome_data(instrument, result.outcome, "unit")}
    data["variants"] = {
        name: outcome_data(other, found.outcome, "unit")
        for name, (other, found) in variants.items()
    }
    data["tree"] = tree_data(result.tree)
    if result.services:
        data["services"] = [
            {
                "service": s.service,
                **outcome_data(instrument, s.outcome, "unit"),
                "tree": tree_data(s.tree),
            }
            for s in result.services
        ]
    return data


def rollup_data(instrument: Instrument, rollup: Rollup | None) -> dict[str, Any] | None:
    """A government's outcome as data, with the units behind it and the groups inside it."""
    if rollup is None:
        return None
    data = outcome_data(instrument, rollup.outcome, "government")
    data["units"] = [
        {"unit": unit, "score": exact_decimal_text(value)} for unit, value in rollup.units
    ]
    data["missing"] = list(rollup.missing)
    if rollup.groups:
        data["groups"] = {
            name: outcome_data(instrument, outcome, "government") for name, outcome in rollup.groups
        }
    return data


def answer_data(answer: Answer) -> dict[str, str]:
    """An answer as data, empty fields left out; gaps stand as `gap`."""
    value = answer.value
    if isinstance(value, Fraction):
        text = ratio_text(value)
    elif isinstance(value, frozenset):
        text = ";".join(sorted(value))
    else:
        text = value or ""
    data = {
        "unit": answer.unit,
        "form": answer.form,
        "item": answer.item,
        "respondent": answer.respondent,
        "service": answer.service,
        "evaluator": answer.evaluator,
        "stage": answer.stage,
    }
    data |= {"gap": str(answer.gap)} if answer.gap else {"value": text}
    return {name: text for name, text in data.items() if text or name in ("unit", "value")}


def first_difference(found: Any, made: Any, path: str = "") -> tuple[str, Any, Any] | None:
    """The first place where two pieces of data differ: (path, found, recomputed), or None."""
    if isinstance(found, Mapping) and isinstance(made, Mapping):
        for key in [*made, *(k for k in found if k not in made)]:
            if (key in found) != (key in made):
                return f"{path}.{key}".lstrip("."), found.get(key), made.get(key)
            if hit := first_difference(found[key], made[key], f"{path}.{key}".lstrip(".")):
                return hit
        return None
    if _is_list(found) and _is_list(made) and len(found) == len(made):
        pairs = enumerate(zip(found, made, strict=True))
        return next(
            (h for i, (a, b) in pairs if (h := first_difference(a, b, f"{path}[{i}]"))), None
        )
    alike = isinstance(found, bool) is isinstance(made, bool) and found == made  # True is not 1
    return None if alike else (path, found, made)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
