"""Results as files that carry their inputs, so that anybody can compute them again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from tilik import __version__
from tilik.core.answers import Answer
from tilik.core.document import build, variant_names
from tilik.core.errors import UserError
from tilik.core.export import (
    answer_data,
    first_difference,
    outcome_data,
    result_data,
    rollup_data,
)
from tilik.core.instrument import Instrument
from tilik.core.numbers import exact_decimal_text, fraction, ratio_text
from tilik.core.ranking import Entry, rank
from tilik.core.results import Part, roll_up, score_government, score_units
from tilik.library.freeze_file import FREEZE, answer_of, freeze_again
from tilik.library.load import Loaded, load
from tilik.library.tally_file import ENGINE, engine_again

SCORE, ROLLUP, RANK = "tilik-score/1", "tilik-rollup/1", "tilik-rank/1"
Data = dict[str, Any]
Difference = tuple[str, Any, Any]


def score_data(
    loaded: Loaded,
    answers: Iterable[Answer],
    *,
    variant: str = "",
    year: int | None = None,
    basis: str = "final",
    unit_kind: str = "",
) -> Data:
    """The result of every unit and of the government, with all named variants and the inputs.

    Raises UserError("unknown-variant" | "unknown-year").
    """
    listed = list(answers)
    document = loaded.document
    instrument = build(document, variant, year, unit_kind)
    results = score_units(instrument, listed, basis)
    scored = {
        name: (other, results if other == instrument else score_units(other, listed, basis))
        for name in filter(None, variant_names(document))
        for other in [build(document, name, instrument.year, unit_kind)]
    }
    beside = [{n: (i, found[at]) for n, (i, found) in scored.items()} for at in range(len(results))]
    government = rollup_data(instrument, score_government(instrument, results, listed))
    if government is not None:
        government["variants"] = {
            name: outcome_data(i, whole.outcome, "government")
            for name, (i, found) in scored.items()
            if (whole := score_government(i, found, listed))
        }
    return {
        **_head(SCORE, loaded, instrument),
        "basis": basis,
        "unit_kind": unit_kind,
        "units": [result_data(instrument, *pair) for pair in zip(results, beside, strict=True)],
        "government": government,
        "inputs": [answer_data(answer) for answer in listed],
    }


def rollup_file(
    loaded: Loaded,
    parts: Sequence[Part],
    *,
    variant: str = "",
    year: int | None = None,
    suffix: frozenset[str] | None = None,
) -> Data:
    """The government's outcome over units with known scores, with the inputs."""
    instrument = build(loaded.document, variant, year)
    return {
        **_head(ROLLUP, loaded, instrument),
        **(rollup_data(instrument, roll_up(instrument, parts, suffix)) or {}),
        "suffix_inputs": sorted(suffix or ()),
        "inputs": [_part_data(part) for part in parts],
    }


def rank_data(entries: Sequence[Entry], decimals: int = 2) -> Data:
    """The places of the entries, best first in each group, with the inputs."""
    places = [
        {
            "name": place.entry.name,
            "group": place.entry.group,
            "value": None if place.entry.value is None else exact_decimal_text(place.entry.value),
            "shown": place.shown,
            "rank": place.rank,
            "of": place.of,
            "tied": place.tied,
        }
        for place in rank(entries, decimals)
    ]
    inputs = [
        {
            "name": e.name,
            "value": None if e.value is None else ratio_text(e.value),
            "group": e.group,
            "measure": e.measure,
            "scheme": e.scheme,
        }
        for e in entries
    ]
    head = {"kind": RANK, "code_version": __version__, "decimals": decimals}
    return {**head, "ranks": places, "inputs": inputs}


def verify(data: Any, directories: Iterable[str | Path] = ()) -> Difference | None:
    """The first difference (path, found, recomputed) between the file and its inputs, or None.

    Raises UserError("unknown-kind" | "file-unreadable"), NotFound for an unknown instrument.
    """
    kind = str(data.get("kind")) if isinstance(data, Mapping) else ""
    if kind not in _VERIFIERS:
        raise UserError("unknown-kind", found=kind, allowed=sorted(_VERIFIERS))
    try:
        made = _VERIFIERS[kind](data, directories)
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
        raise UserError("file-incomplete", found=str(error)) from error
    # Another version of the program that comes to the same numbers confirms them.
    return first_difference(data, made | {"code_version": data.get("code_version")})


def _head(kind: str, loaded: Loaded, instrument: Instrument) -> Data:
    return {
        "kind": kind,
        "instrument": instrument.code,
        "version": int(instrument.version),
        "instrument_sha256": loaded.sha256,
        "code_version": __version__,
        "variant": instrument.variant,
        "year": instrument.year,
    }


def _part_data(part: Part) -> Data:
    return {
        "unit": part.unit,
        "score": None if part.value is None else ratio_text(part.value),
        "product": part.product,
        "weight": ratio_text(part.weight),
        "group": part.group,
    }


# ---- recomputing -----------------------------------------------------------


def _score_again(data: Data, directories: Iterable[str | Path]) -> Data:
    loaded = load(f"{data['instrument']}@{data['version']}", directories)
    instrument = build(loaded.document, data["variant"], data["year"], data["unit_kind"])
    answers = [answer_of(instrument, row) for row in data["inputs"]]
    return score_data(
        loaded,
        answers,
        variant=data["variant"],
        year=data["year"],
        basis=data["basis"],
        unit_kind=data["unit_kind"],
    )


def _rollup_again(data: Data, directories: Iterable[str | Path]) -> Data:
    loaded = load(f"{data['instrument']}@{data['version']}", directories)
    parts = [
        Part(
            unit=row["unit"],
            value=_value(row["score"]),
            product=row["product"],
            weight=fraction(row["weight"]),
            group=row["group"],
        )
        for row in data["inputs"]
    ]
    suffix = frozenset(data["suffix_inputs"]) or None
    return rollup_file(loaded, parts, variant=data["variant"], year=data["year"], suffix=suffix)


def _rank_again(data: Data, directories: Iterable[str | Path]) -> Data:
    entries = [Entry(**{**row, "value": _value(row["value"])}) for row in data["inputs"]]
    return rank_data(entries, data["decimals"])


def _value(text: str | None) -> Fraction | None:
    return None if text is None else fraction(text)


_VERIFIERS: Mapping[str, Callable[[Data, Iterable[str | Path]], Data]] = {
    SCORE: _score_again,
    ROLLUP: _rollup_again,
    RANK: _rank_again,
    FREEZE: freeze_again,
    ENGINE: engine_again,
}
