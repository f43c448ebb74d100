"""A computed round of five hundred units and four more periods of the same kind."""

from typing import Any

from tests.web.scored import Scored, make_round, make_scored
from tilik.records.models import Result, RoundUnit, Unit

UNITS, PERIODS = 500, 5


def make_crowd() -> Scored:
    """A computed round of five hundred units, and four earlier ones of the same kind."""
    scored = make_scored()
    world = scored.world
    sample = Result.objects.filter(
        round=scored.round, unit=scored.units["sekolah"], basis="final", variant="given"
    ).latest("pk")
    units = Unit.objects.bulk_create(
        Unit(government=world.government, code=f"u{n:03}", name=f"Unit {n}", sector=f"b{n % 5}")
        for n in range(UNITS)
    )
    rounds = [scored.round] + [
        make_round(world, title=f"Periode {n}", year=2024 - n).round for n in range(1, PERIODS)
    ]
    for round in rounds:
        common = {"government": world.government, "round": round}
        RoundUnit.objects.bulk_create(
            RoundUnit(
                unit=unit, name=unit.name, sector=unit.sector, form_variant="luring", **common
            )
            for unit in units
        )
        Result.objects.bulk_create(copy(sample, unit, n, **common) for n, unit in enumerate(units))
    return scored


def copy(sample: Result, unit: Unit, n: int, **common: Any) -> Result:
    """The same result of another unit, a little lower for each."""
    fields = (
        "run", "scope", "basis", "variant", "denominator", "low", "high", "rounded", "grades",
        "status", "inputs", "inputs_sha", "instrument_version", "instrument_sha", "code_version",
        "tree", "by", "at",
    )  # fmt: skip
    values = {name: getattr(sample, name) for name in fields}
    numerator = str(int(sample.numerator or 0) * 1000 - n)
    values["denominator"] = str(int(sample.denominator or 1) * 1000)
    return Result(unit=unit, numerator=numerator, **values, **common)
