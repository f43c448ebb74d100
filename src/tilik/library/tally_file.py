"""Results made of integers that add up, as a file that carries them, to be computed again."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tilik import __version__
from tilik.core.document import build, variant_names
from tilik.core.errors import UserError
from tilik.core.export import outcome_data, result_data, rollup_data
from tilik.core.instrument import Instrument
from tilik.core.results import Result, score_government
from tilik.core.scoring import mean_of_products
from tilik.core.tallies import Rolled, Tally, Whole, add, score_rolled, survey_of
from tilik.library.load import Loaded, load

ENGINE = "tilik-engine/1"
Data = dict[str, Any]
Group = tuple[str, str, str, str]
"""Campaign, period, unit and service."""
Groups = Mapping[Group, Rolled]


def engine_data(
    loaded: Loaded,
    groups: Groups,
    *,
    variant: str = "",
    year: int | None = None,
    form: str = "",
    trees: bool = False,
) -> Data:
    """Every unit and government of every campaign and period, with the integers they are made of;
    with `trees` also where each number comes from and what every variant would give.

    Raises UserError("unknown-variant" | "unknown-year" | "not-a-survey" | "needs-respondents").
    """
    survey = survey_of(build(loaded.document, variant, year), form)
    names = filter(None, variant_names(loaded.document)) if trees else ()
    others = {name: survey_of(build(loaded.document, name, survey.year), form) for name in names}
    parts: dict[tuple[str, str], dict[str, dict[str, Rolled]]] = {}
    for (campaign, period, unit, service), rolled in groups.items():
        parts.setdefault((campaign, period), {}).setdefault(unit, {})[service] = rolled
    periods = [
        {"campaign": campaign, "period": period, **_score_all(survey, others, units, trees)}
        for (campaign, period), units in parts.items()
    ]
    return {
        "kind": ENGINE,
        "instrument": survey.code,
        "version": int(survey.version),
        "instrument_sha256": loaded.sha256,
        "code_version": __version__,
        "variant": survey.variant,
        "year": survey.year,
        "form": form,
        "trees": trees,
        "periods": periods,
        "inputs": [_group_data(group, rolled) for group, rolled in groups.items()],
    }


Units = Mapping[str, Mapping[str, Rolled]]


def _score_all(
    survey: Instrument, others: Mapping[str, Instrument], units: Units, trees: bool
) -> Data:
    results = _results(survey, units)
    beside: dict[str, tuple[Instrument, list[Result]]] = {}
    for name, other in others.items():
        try:
            beside[name] = other, results if other == survey else _results(other, units)
        except UserError as error:
            if error.code != "needs-respondents":
                raise
    whole = score_government(survey, results)
    government = rollup_data(survey, whole)
    if government is not None and trees:
        government["variants"] = {
            name: outcome_data(other, found.outcome, "government")
            for name, (other, made) in beside.items()
            if (found := score_government(other, made))
        }
    if not trees:
        return {"units": [_outcomes(survey, r) for r in results], "government": government}
    return {
        "units": [
            result_data(survey, result, {n: (i, made[at]) for n, (i, made) in beside.items()})
            for at, result in enumerate(results)
        ],
        "government": government,
    }


def _outcomes(survey: Instrument, result: Result) -> Data:
    """The outcome of a unit and of its services, without what they are made of."""
    data = {"unit": result.unit, **outcome_data(survey, result.outcome, "unit")}
    if result.services:
        data["services"] = [
            {"service": s.service, **outcome_data(survey, s.outcome, "unit")}
            for s in result.services
        ]
    return data


def _results(survey: Instrument, units: Units) -> list[Result]:
    return [score_services(survey, unit, services) for unit, services in units.items()]


def score_services(survey: Instrument, unit: str, services: Mapping[str, Rolled]) -> Result:
    """The result of one unit, and of its services where it names several: as the core makes it of
    answers. What names no service counts for each of them.
    """
    names = sorted(filter(None, services))
    shared = services.get("", Rolled({}, 0))
    trees = {
        name: score_rolled(survey, shared + services[name])
        for name in (names if len(names) > 1 else ())
    }
    if trees and survey.rollup_over == "products":
        tree = mean_of_products(survey.index, trees)
    else:
        tree = score_rolled(survey, add(services.values()))
    made = tuple(Result(unit, survey, own, service=name) for name, own in trees.items())
    return Result(unit, survey, tree, made)


# ---- the integers as data --------------------------------------------------


def _group_data(group: Group, rolled: Rolled) -> Data:
    campaign, period, unit, service = group
    return {
        "campaign": campaign,
        "period": period,
        "unit": unit,
        "service": service,
        "people": rolled.people,
        "whole": [rolled.whole.n, rolled.whole.total, rolled.whole.squares],
        "elements": {code: _tally_data(tally) for code, tally in rolled.tallies.items()},
    }


def _tally_data(tally: Tally) -> Data:
    data: Data = {str(value): n for value, n in tally.counts.items()}
    return data | ({"not_applicable": tally.not_applicable} if tally.not_applicable else {})


def _read_group(row: Data) -> tuple[Group, Rolled]:
    tallies = {
        code: Tally(
            {int(v): int(n) for v, n in counts.items() if v != "not_applicable"},
            int(counts.get("not_applicable", 0)),
        )
        for code, counts in row["elements"].items()
    }
    group = (row["campaign"], row["period"], row["unit"], row["service"])
    return group, Rolled(tallies, int(row["people"]), Whole(*map(int, row["whole"])))


def engine_again(data: Data, directories: Iterable[str | Path] = ()) -> Data:
    """The file made anew from its integers; intervals are taken over: they are estimates."""
    loaded = load(f"{data['instrument']}@{data['version']}", directories)
    groups = dict(map(_read_group, data["inputs"]))
    made = engine_data(
        loaded,
        groups,
        variant=data["variant"],
        year=data["year"],
        form=data["form"],
        trees=data["trees"],
    )
    return made | {name: data[name] for name in ("intervals", "on") if name in data}
