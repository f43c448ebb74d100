"""From a canonical document to the instrument of one variant and year."""

from fractions import Fraction
from typing import Any

import pytest

from tests.core.small import level, small_document, text
from tilik.core.document import (
    build,
    in_force,
    node_code,
    raw_nodes,
    variant_names,
)
from tilik.core.errors import UserError
from tilik.core.instrument import Combine, Gap, Instrument, Item, Key, Role, Scale


def first_item(raw: dict[str, Any], role: str = "evaluation", **document: Any) -> Item:
    form = {"code": "X", "role": role, "items": [raw]}
    made = small_document(**document)
    made["forms"] = [*made["forms"], form]
    return build(made).items[Key("X", raw["code"])]


def codes(instrument: Instrument) -> list[str]:
    return [node.code for node in instrument.index.walk()]


def test_the_small_document_is_read_whole() -> None:
    made = build(small_document())
    assert (made.code, made.version, made.measure, made.year) == ("small", "1", "small", 2026)
    assert (made.variant, made.decimals, made.rollup_over) == ("usual", 2, "units")
    assert made.forms == {"E": Role.EVALUATION, "R": Role.RESPONDENTS}
    assert made.min_respondents == {}
    assert codes(made) == (
        [
            "all",
            "e",
            "a",
            "E:1",
            "E:2",
            "E:5",
            "b",
            "E:3",
            "E:4",
            "r",
            "r.a",
            "R:1",
            "R:2",
            "r.b",
            "R:3",
        ]
    )
    e, r = made.index.children
    assert (e.share, r.share, r.combine) == (Fraction(3, 4), Fraction(1, 4), Combine.POOL)
    assert [leaf.scored for leaf in e.children[0].leaves()] == [True, True, False]
    assert e.children[0].children[0].share == Fraction(3, 10)
    band = made.grades[0].bands[1]
    assert (band.low, band.grade, band.name, band.zone) == (Fraction("1.01"), "D", text("D"), None)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("", "usual"),
        ("usual", "usual"),
        ("weights=given", "usual"),
        ("weights=plain,r=aspects", "all-plain"),
        (" r=aspects , weights=plain", "all-plain"),
        ("all-plain", "all-plain"),
        ("missing=e-only", "missing=e-only"),
        ("missing=e-only,weights=plain", "weights=plain,missing=e-only"),
    ],
)
def test_a_variant_is_called_by_its_alias_or_in_the_order_of_the_axes(
    asked: str, name: str
) -> None:
    assert build(small_document(), asked).variant == name


def test_a_variant_changes_what_it_sets_and_not_the_document() -> None:
    document = small_document()
    made = build(document, "all-plain")
    e, r = made.index.children
    assert [part.plain for part in e.children] == [True, True] and not e.plain
    assert r.combine is Combine.RESPONDENT_MEANS
    assert document == small_document()


@pytest.mark.parametrize("asked", ["weights=other", "axis=plain", "weights", "no-alias"])
def test_an_unknown_variant_is_answered_with_those_there_are(asked: str) -> None:
    with pytest.raises(UserError) as caught:
        build(small_document(), asked)
    assert caught.value.code == "unknown-variant"
    assert caught.value.facts["found"] == asked
    assert caught.value.facts["aliases"] == ["usual", "all-plain"]
    assert caught.value.facts["axes"]["r"] == ["flat", "aspects"]


def test_the_default_variant_comes_first_even_without_aliases() -> None:
    assert variant_names(small_document(aliases={"b": "x=y", "a": ""})) == ["a", "b"]
    assert variant_names({}) == [""]


def test_patches_reach_items_forms_grades_and_the_rounding() -> None:
    sets = [
        {"item": "E:1", "scale": ["1", "4"]},
        {"form": "R", "scale": ["0", "10"]},
        {"grades": "k", "decimals": "exact"},
        {"rounding": "all", "decimals": "3"},
    ]
    axis = {
        "code": "x",
        "default": "old",
        "options": [{"code": "old"}, {"code": "new", "set": sets}],
    }
    document = small_document(axes=[axis], aliases={})
    for item in document["forms"][1]["items"][:2]:
        item["scale"] = ["1", "5"]
    document["forms"][1]["scale"] = ["1", "5"]
    made = build(document, "x=new")
    assert made.items[Key("E", "1")].scale == Scale(Fraction(1), Fraction(4))
    assert made.items[Key("E", "2")].scale == Scale(Fraction(0), Fraction(5))
    assert made.items[Key("R", "1")].scale == Scale(Fraction(0), Fraction(10))
    assert made.items[Key("R", "3")].scale == Scale(Fraction(0), Fraction(5))
    assert made.grades[0].decimals is None and made.decimals == 3
    assert (build(document).grades[0].decimals, build(document).decimals) == (2, 2)


# ---- years and kinds --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "asked", "year"),
    [
        (["2020", "2026"], None, 2026),
        (["2020", None], None, 2020),
        (["2020", None], 2030, 2030),
        (["2020", "2026"], 2020, 2020),
    ],
)
def test_without_a_year_the_last_valid_one_is_taken(years: Any, asked: Any, year: int) -> None:
    assert build(small_document(years=years), year=asked).year == year


@pytest.mark.parametrize("year", [2019, 2027])
def test_a_year_in_which_the_instrument_did_not_hold_is_refused(year: int) -> None:
    with pytest.raises(UserError) as caught:
        build(small_document(), year=year)
    assert caught.value.code == "unknown-year"
    assert caught.value.facts == {"found": year, "first": "2020", "last": "2026"}


@pytest.mark.parametrize(
    ("raw", "year", "kind", "holds"),
    [
        ({}, 2024, "", True),
        ({"years": ["2024", None]}, 2023, "", False),
        ({"years": ["2024", None]}, 2024, "", True),
        ({"years": [None, "2024"]}, 2024, "", True),
        ({"years": [None, "2024"]}, 2025, "", False),
        ({"applies_to": {"kinds": ["rsud"]}}, 2024, "rsud", True),
        ({"applies_to": {"kinds": ["rsud"]}}, 2024, "dinas", False),
    ],
)
def test_a_part_holds_for_its_years_and_kinds(raw: Any, year: int, kind: str, holds: bool) -> None:
    assert in_force(raw, year, kind) is holds


def test_an_instrument_without_an_end_is_read_as_it_last_changed() -> None:
    document = small_document(years=["2020", None])
    document["forms"][0]["items"][0]["years"] = ["2023", None]
    document["index"]["children"][1]["years"] = [None, "2021"]
    document["grades"][0]["years"] = ["2022", None]
    assert build(document).year == 2023


def test_what_is_not_in_force_is_neither_asked_nor_scored() -> None:
    document = small_document()
    document["forms"][0]["items"][0]["years"] = ["2024", None]
    document["grades"].insert(0, {**document["grades"][0], "code": "old", "years": [None, "2023"]})
    early, late = build(document, year=2023), build(document, year=2024)
    assert "E:1" not in codes(early) and Key("E", "1") not in early.items
    assert "E:1" in codes(late)
    assert (early.grades[0].code, late.grades[0].code) == ("old", "k")


def test_a_node_of_which_nothing_is_left_in_force_is_gone() -> None:
    document = small_document()
    for item in document["forms"][0]["items"][:2] + document["forms"][0]["items"][4:]:
        item["applies_to"] = {"kinds": ["rsud"]}
    assert "a" not in codes(build(document, kind="dinas"))
    assert "a" in codes(build(document, kind="rsud"))
    document["index"]["children"][0]["children"][0]["whole"] = "E:3"
    assert "a" in codes(build(document, kind="dinas"))


def test_a_node_whose_parts_nobody_published_stays() -> None:
    document = small_document()
    document["index"]["children"].append({"code": "open", "weight": "unknown", "complete": False})
    made = build(document).index.children[2]
    assert (made.code, made.share, made.complete, made.children) == ("open", None, False, ())


# ---- parts ------------------------------------------------------------------------------


def test_nodes_keep_everything_the_format_can_say() -> None:
    document = small_document()
    document["index"]["children"][0] |= {
        "scale": ["1", "4"],
        "weighting": "plain",
        "round_weights": "3",
        "optional": True,
        "whole": "E:5",
        "of": "all",
    }
    node = build(document).index.children[0]
    assert (node.plain, node.round_shares, node.optional, node.of) == (True, 3, True, "all")
    assert node.whole == Key("E", "5") and node.scale == Scale(Fraction(1), Fraction(4))
    assert node.children[0].scale == node.scale and node.complete and node.scored


def test_a_leaf_takes_its_items_scale_unless_it_has_its_own() -> None:
    document = small_document()
    document["index"]["children"][0]["children"][0]["scale"] = ["0", "100"]
    leaf = build(document).index.children[0].children[0].children[0]
    assert (leaf.code, leaf.scale) == ("E:1", Scale(Fraction(0), Fraction(5)))
    assert node_code({"code": "own", "item": "E:1"}) == "own"


def test_a_leaf_of_options_runs_from_the_lowest_to_the_highest_of_them() -> None:
    document = small_document()
    options = [{"code": c, "value": v} for c, v in (("x", "2"), ("y", "-1"), ("z", None))]
    document["forms"][0]["items"][0] = {"code": "1", "kind": "choice", "options": options}
    leaf = build(document).index.children[0].children[0].children[0]
    assert leaf.scale == Scale(Fraction(-1), Fraction(2))


def test_a_node_without_any_scale_cannot_be_built() -> None:
    document = small_document()
    del document["index"]["scale"]
    with pytest.raises(ValueError, match="node all has no scale"):
        build(document)


def test_yes_no_takes_the_shared_list_of_that_name() -> None:
    options = {
        "ya-tidak": [
            {"code": "ya", "value": "1", "title": text("Ya ")},
            {"code": "tb", "gap": "not-applicable"},
        ]
    }
    item = first_item({"code": "q", "kind": "yes-no"}, options=options)
    yes, none = item.options
    assert (yes.code, yes.value, yes.gap, yes.words) == ("ya", 1, None, {"ya"})
    assert (none.code, none.value, none.gap) == ("tb", None, Gap.NOT_APPLICABLE)
    named = first_item({"code": "q", "kind": "choice", "options": "ya-tidak"}, options=options)
    assert named.options == item.options


def test_an_option_is_known_by_its_code_titles_and_words() -> None:
    raw = {"code": "A1", "title": {"id": "Ada", "en": "There"}, "words": ["Sudah"]}
    item = first_item({"code": "q", "kind": "choice", "options": [raw]})
    assert item.options[0].words == {"a1", "ada", "there", "sudah"}


def test_levels_are_exact_and_may_be_unknown() -> None:
    levels = [{"level": "0"}, {"level": "2.5"}]
    assert first_item(level("q", levels=levels)).levels == (0, Fraction(5, 2))
    assert first_item(level("q", levels="unknown")).levels == ()


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ({"kind": "level"}, True),
        ({"kind": "rating"}, True),
        ({"kind": "number"}, False),
        ({"kind": "level", "steps": "any"}, False),
    ],
)
def test_levels_and_ratings_take_whole_steps(raw: dict[str, str], whole: bool) -> None:
    assert first_item({"code": "q"} | raw).whole_steps is whole


def test_a_forms_scale_holds_for_levels_and_ratings_only() -> None:
    document = small_document()
    document["forms"][0] |= {"scale": ["0", "3"], "min_respondents": "10"}
    document["forms"][0]["items"] += [
        {"code": "n", "kind": "number"},
        {"code": "l", "kind": "level"},
    ]
    made = build(document)
    assert made.items[Key("E", "n")].scale is None
    assert made.items[Key("E", "l")].scale == Scale(Fraction(0), Fraction(3))
    assert made.min_respondents == {"E": 10}


def test_a_scale_open_at_the_top_is_no_scale() -> None:
    assert first_item({"code": "q", "kind": "number", "scale": ["0", None]}).scale is None


def test_of_several_rules_the_named_one_is_in_force() -> None:
    rules = {
        "a": {"ladder": [{"item": "x", "is": "ya"}]},
        "b": {"choice": {"item": "y", "levels": {"ya": "3"}}},
    }
    item = first_item(level("q", rules=rules, rule="b"))
    assert item.rule is not None and item.rule.rows[0].level == 3
    assert first_item(level("q")).rule is None


def test_items_keep_their_condition_claim_indicator_and_aliases() -> None:
    item = first_item(
        level("q", when={"item": "x", "is": "ya"}, claim="1", indicator="2", aliases=["U08"])
    )
    assert item.when is not None and item.when.op == "is"
    assert (item.claim, item.indicator, item.aliases) == ("1", "2", ("U08",))


@pytest.mark.parametrize(
    ("role", "raw", "own"),
    [
        ("evaluation", {}, False),
        ("government", {}, True),
        ("evaluation", {"scope": "government"}, True),
        ("government", {"scope": "unit"}, False),
    ],
)
def test_inputs_of_the_government_are_known_by_form_or_scope(
    role: str, raw: Any, own: bool
) -> None:
    assert first_item(level("q", **raw), role).of_government is own


def test_a_grade_scale_keeps_scope_zones_and_suffix() -> None:
    bands = [
        {"grade": "K", "from": "0", "name": text("k"), "zone": {"id": "kuning", "en": "yellow"}},
        {"grade": "H", "from": "3", "name": text("h"), "zone": "hijau"},
    ]
    raw = {"code": "z", "bands": bands, "to": "5", "scope": "government"}
    raw["suffix"] = {"item": "E:1", "is": "tinggi", "text": text("tanpa")}
    made = build(small_document(grades=[raw])).grades[0]
    assert (made.decimals, made.scope, made.top) == (None, "government", 5)
    assert [band.zone for band in made.bands] == ["kuning", "hijau"]
    assert made.suffix is not None
    assert (made.suffix.item, made.suffix.values) == (Key("E", "1"), {"tinggi"})
    raw["suffix"]["is"] = ["a", "b"]
    assert build(small_document(grades=[raw])).grades[0].suffix.values == {"a", "b"}


def test_a_document_may_do_without_grades_axes_and_roll_up() -> None:
    document = small_document()
    for name in ("grades", "axes", "aliases", "rollup", "options"):
        del document[name]
    made = build(document)
    assert (made.grades, made.variant, made.rollup_over) == ((), "", "units")


def test_raw_nodes_come_parents_first() -> None:
    assert [node_code(n) for n in raw_nodes(small_document()["index"])][:4] == [
        "all",
        "e",
        "a",
        "E:1",
    ]
