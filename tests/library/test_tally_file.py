"""Results of integers as files: what is in them, and that they are computed again from themselves."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.tallies import Rolled, Tally, Whole, roll_row, survey_of
from tilik.library.load import load
from tilik.library.score_file import verify
from tilik.library.tally_file import ENGINE, Groups, engine_data, score_services

LOADED = load("skm-2017")
CODES = [f"U{n}" for n in range(1, 10)]


def everybody(value: int, times: int = 1) -> Rolled:
    one = roll_row(CODES, dict.fromkeys(CODES, value))
    tallies = {code: Tally({value: times}) for code in one.tallies}
    total = 9 * value
    return Rolled(tallies, times, Whole(times, times * total, times * total**2))


GROUPS: Groups = {
    ("", "I", "A", "KTP"): everybody(4, 3),
    ("", "I", "A", "KK"): everybody(3, 1),
    ("", "I", "A", ""): everybody(2, 1),
    ("", "I", "B", ""): everybody(3, 10),
    ("", "II", "A", "KTP"): everybody(1, 2),
}


def made(**more: Any) -> dict[str, Any]:
    return engine_data(LOADED, GROUPS, **more)


def test_periods_units_and_services_each_have_their_outcome() -> None:
    data = made()
    assert data["kind"] == ENGINE
    assert [(p["period"], [u["unit"] for u in p["units"]]) for p in data["periods"]] == [
        ("I", ["A", "B"]),
        ("II", ["A"]),
    ]
    first = data["periods"][0]["units"][0]
    assert first["exact"] == "85/1"
    # Rows that name no service count for each of them.
    assert [(s["service"], s["exact"]) for s in first["services"]] == [
        ("KK", "125/2"),
        ("KTP", "175/2"),
    ]
    assert data["periods"][0]["government"]["exact"] == "80/1"
    assert "services" not in data["periods"][1]["units"][0]


def test_without_trees_a_result_is_short_and_with_them_it_explains_itself() -> None:
    short, whole = made(), made(trees=True)
    unit, same = short["periods"][0]["units"][0], whole["periods"][0]["units"][0]
    assert "tree" not in unit and "variants" not in unit
    assert same["exact"] == unit["exact"]
    assert [child["item"] for child in same["tree"]["children"]] == [f"SKM:{c}" for c in CODES]
    assert same["variants"]["w011"]["rounded"] == "84.15"
    assert whole["periods"][0]["government"]["variants"]["w0111"]["rounded"] == "79.92"


@pytest.mark.parametrize("trees", [False, True])
def test_a_file_is_computed_again_from_its_integers(trees: bool) -> None:
    data = made(trees=trees, variant="w0111") | {"on": "duckdb", "intervals": [{"n": 4}]}
    assert verify(data) is None
    data["inputs"][3]["elements"]["U5"]["4"] = 1
    found = verify(data)
    assert found is not None
    assert found[0].startswith("periods")


def test_what_did_not_apply_is_carried_and_comes_back() -> None:
    rows = {**dict.fromkeys(CODES, 4), "U4": None}
    data = engine_data(LOADED, {("", "", "A", ""): roll_row(CODES, rows)})
    assert data["inputs"][0]["elements"]["U4"] == {"not_applicable": 1}
    assert data["periods"][0]["units"][0]["exact"] == "100/1"
    assert verify(data) is None


def test_a_variant_that_needs_respondents_is_left_out_beside_others_and_refused_alone() -> None:
    loaded = load("pekppp-2022")
    codes = [str(n) for n in range(1, 15)]
    rolled = roll_row(codes, dict.fromkeys(codes, 4)) + roll_row(codes, {"1": 5})
    groups = {("", "", "A", ""): rolled}
    data = engine_data(loaded, groups, form="F-03A", trees=True)
    unit = data["periods"][0]["units"][0]
    assert unit["exact"] == "61/15"
    assert "f03-flat-mean" in unit["variants"]
    assert "f03-aspect-means" not in unit["variants"]
    assert unit["grade"] is None
    with pytest.raises(UserError) as refused:
        engine_data(loaded, groups, form="F-03A", variant="f03-aspect-means")
    assert refused.value.code == "needs-respondents"


def test_where_products_count_alike_the_unit_is_the_mean_of_its_services() -> None:
    survey = replace(survey_of(build(LOADED.document)), rollup_over="products")
    services = {"KTP": everybody(4, 3), "KK": everybody(3, 1)}
    assert score_services(survey, "A", services).outcome.value == Fraction(175, 2)
    alone = score_services(survey, "A", {"KTP": everybody(4, 3)})
    assert alone.outcome.value == 100
    assert alone.services == ()
