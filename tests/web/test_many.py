"""Pages of scores over five hundred units and five periods: few queries, soon there."""

import time
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.scored import Scored, make_round, make_scored
from tilik.records.models import Result, RoundUnit, Unit

pytestmark = pytest.mark.django_db
UNITS, PERIODS, QUERIES = 500, 5, 20
# A page has 100 ms on a quiet machine; a crowded one may take several times as long.
SECONDS = 1.5


@pytest.fixture
def crowd() -> Scored:
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


def test_pages_of_scores_stay_quick_and_thrifty(crowd: Scored) -> None:
    assert crowd.round.period_end == date(2024, 12, 31)
    client = crowd.log_in()
    paths = (
        "peringkat/", "peringkat/?halaman=7", "resmi-mandiri/", "sektor/b1/", "ringkasan/",
        "nilai/sekolah/", "nilai/sekolah/E:1/",
    )  # fmt: skip
    for path in paths:
        client.get(crowd.path(path))  # the first visit reads what then stays in memory
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            response = client.get(crowd.path(path))
            spent = time.perf_counter() - start
        assert response.status_code == 200, path
        assert len(queries) <= QUERIES, path
        assert spent < SECONDS, (path, spent)
        print(path, len(queries), round(spent, 3), len(response.content))  # noqa: T201


def test_the_league_is_turned_page_by_page(crowd: Scored) -> None:
    client = crowd.log_in()
    first, last = (
        client.get(crowd.path(f"peringkat/?halaman={n}")).content.decode() for n in (1, 11)
    )
    assert "Unit 0<" in first
    assert "Unit 499<" not in first
    assert "Unit 499<" in last
