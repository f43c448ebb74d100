"""Places of stored results: on the exact value, ties together, never across kinds."""

from fractions import Fraction

import pytest

from tests.web.scored import Scored, make_round, make_scored
from tilik.actions.ranks import get_exact, rank_results
from tilik.core.errors import UserError
from tilik.records.models import Result
from tilik.records.queries.scores import list_unit_results

pytestmark = pytest.mark.django_db


def fill(scored: Scored, unit: str, first: str, second: str) -> None:
    """Both levels and one respondent who gives both questions a four."""
    scored.find(unit, "1", first)
    scored.find(unit, "2", second)
    scored.survey(unit, ("4", "4"))


def get_results(scored: Scored) -> list[Result]:
    return list(list_unit_results(scored.round).values())


def test_the_exact_value_of_a_result_is_its_fraction() -> None:
    scored = make_scored()
    values = {r.unit.code: get_exact(r) for r in get_results(scored)}
    assert values == {"sekolah": Fraction(31, 10), "klinik": None}


def test_a_result_without_a_value_is_listed_and_not_ranked() -> None:
    results = get_results(make_scored())
    places = rank_results(results)
    assert len(places) == 2
    ranks = {r.unit.code: places[r.pk].rank for r in results}
    assert ranks == {"sekolah": 1, "klinik": None}


def test_equal_results_share_a_place() -> None:
    scored = make_scored()
    fill(scored, "klinik", "2", "4")
    places = rank_results(get_results(scored.compute()))
    assert [place.rank for place in places.values()] == [1, 1]
    assert all(place.tied for place in places.values())


def test_results_apart_by_a_hair_are_told_apart() -> None:
    scored = make_scored()
    fill(scored, "klinik", "2", "4")
    scored.survey("klinik", *(("4", "4"),) * 600, ("4", "3"))
    places = rank_results(get_results(scored.compute()))
    shown = {place.shown for place in places.values()}
    assert {place.rank for place in places.values()} == {1, 2}
    assert len(shown) == 2
    assert max(len(text or "") for text in shown) > 4


def test_results_of_two_variants_never_share_a_table() -> None:
    scored = make_scored()
    final = Result.objects.filter(round=scored.round, scope="unit", basis="final")
    with pytest.raises(UserError, match="mixed-schemes"):
        rank_results(list(final))


def test_results_of_two_schemes_never_share_a_table() -> None:
    scored = make_scored()
    other = make_round(scored.world, title="Latihan")
    other.round.scheme = "latihan"
    fill(other, "klinik", "3", "3")
    other.compute()
    theirs = get_results(other)
    for result in theirs:
        result.round.scheme = "latihan"
    with pytest.raises(UserError, match="mixed-schemes"):
        rank_results([*get_results(scored), *theirs])
