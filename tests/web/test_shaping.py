"""What presenters make of stored trees and results: sums, weights, worth, marks, words."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from tilik.records.models import Result
from tilik.web.presenters import leaves, reasons, scores
from tilik.web.presenters.instrument import make_finding, span
from tilik.web.presenters.outcome import list_bands, make_standing, show
from tilik.web.presenters.published import get_kind_word, get_zone_word, make_source
from tilik.web.presenters.texts import say, say_all
from tilik.web.presenters.variants import describe
from tilik.web.presenters.worth import find_holding, list_worth, share_of
from tilik.web.svg.palette import get_tone

BAND = {"grade": "B", "name": {"id": "Baik", "en": "Good"}, "zone": None}
LOWER = {"grade": "C", "name": {"id": "Cukup", "en": "Fair"}, "zone": None}


@pytest.fixture(autouse=True)
def indonesian() -> Any:
    with translation.override("id"):
        yield


def number(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    value = Fraction(text)
    return {"exact": f"{value.numerator}/{value.denominator}", "decimal": f"{float(value):.6f}"}


def node(code: str, value: str | None = None, **rest: Any) -> dict[str, Any]:
    """A stored node; a leaf where it names an item."""
    low_high = [value, value] if value else ["0", "5"]
    made = {
        "code": code, "scale": ["0", "5"], "value": number(value), "range": low_high,
        "weight": number(rest.pop("weight", None)),
        "contribution": number(rest.pop("contribution", None)),
        "status": [] if value else ["incomplete"], "reason": {"code": "weighted-mean"},
        "gap": None, "n": 1,
    }  # fmt: skip
    return made | rest


def leaf(item: str, value: str | None, weight: str, **rest: Any) -> dict[str, Any]:
    reason = {"code": "answer"} if value else {"code": "not-answered"}
    return node(item, value, item=item, weight=weight, reason=reason, **rest)


def tree() -> dict[str, Any]:
    inner = [leaf("E:1", "2", "3/5"), leaf("E:2", "4", "2/5")]
    return node(
        "akar",
        "31/10",
        children=[
            node("ev", "14/5", weight="3/4", contribution="21/10", children=inner),
            node("us", "4", weight="1/4", contribution="1", children=[leaf("R:1", "4", "1")]),
        ],
    )


RATED = frozenset({"E:1", "E:2"})
TITLES = {"ev": {"id": "Evaluator"}, "us": {"id": "Pengguna"}, "E:1": {"id": "Standar"}}


def test_one_level_is_worth_the_weights_on_its_way_multiplied() -> None:
    worth = {each.item: each.points for each in list_worth(tree(), RATED)}
    assert worth == {"E:1": Fraction(9, 20), "E:2": Fraction(3, 10)}


def test_a_level_on_a_shorter_scale_is_worth_more() -> None:
    whole = node("akar", "50", scale=["0", "100"])
    whole["children"] = [leaf("E:1", "2", "1/2", scale=["0", "4"])]
    assert list_worth(whole, RATED)[0].points == Fraction(25, 2)


def test_what_has_no_weight_is_worth_nothing_known() -> None:
    whole = node("akar", "3", children=[node("E:1", "3", item="E:1")])
    assert list_worth(whole, RATED) == []


def test_what_holds_back_is_the_furthest_reach_and_not_the_heaviest_weight() -> None:
    whole = tree()
    whole["children"][0]["children"] = [leaf("E:1", "5", "3/5"), leaf("E:2", "1", "2/5")]
    found = find_holding(list_worth(whole, RATED))
    assert found is not None
    assert found.item == "E:2"
    assert found.reach == Fraction(6, 5)
    assert find_holding(list_worth(node("akar"), RATED)) is None


def test_an_unknown_level_has_no_reach() -> None:
    whole = node("akar", None, children=[leaf("E:1", None, "1")])
    assert list_worth(whole, RATED)[0].reach == 0


def test_a_unit_counts_for_its_share_of_the_government() -> None:
    assert share_of(Fraction(9, 20), 8) == Fraction(9, 160)
    assert share_of(Fraction(1), 0) == 0


def test_the_sum_names_each_part_with_weight_and_value() -> None:
    words = scores.make_sum(tree(), TITLES, "3.10").replace("\u00a0", " ")
    assert words == "75 % × Evaluator 2,80 + 25 % × Pengguna 4,00 = 3,1 → dibulatkan sekali: 3,10"


def test_a_sum_over_another_scale_adds_contributions() -> None:
    whole = tree() | {"scale": ["0", "100"]}
    assert "Evaluator 2,10 + Pengguna 1,00" in scores.make_sum(whole, TITLES, "3.10")


def test_a_sum_of_many_parts_is_told_by_their_number() -> None:
    parts = [node(str(n), "1", weight="1/9", contribution="1/9") for n in range(9)]
    assert "jumlah 9 sumbangan" in scores.make_sum(node("a", "1", children=parts), {}, "1.00")


def test_a_value_that_does_not_end_is_told_to_be_near() -> None:
    whole = tree() | {"value": number("10001/3000")}
    assert "≈ 3,333667 → dibulatkan sekali: 3,33" in scores.make_sum(whole, TITLES, "3.33")


def test_a_short_fraction_is_told_as_it_is() -> None:
    whole = tree() | {"value": number("1/3")}
    assert "= 1/3 → dibulatkan sekali: 0,33" in scores.make_sum(whole, TITLES, "0.33")


def test_without_a_value_there_is_no_sum() -> None:
    assert scores.make_sum(node("akar"), TITLES, None) == ""


def test_a_choice_between_forms_shows_the_parts_of_the_one_that_was_used() -> None:
    used = node("a", "3", weight="1", children=[leaf("E:1", "3", "1")])
    unused = node("b", None, gap="not-applicable", reason={"code": "other-form-used"})
    both = node("pilih", "3", children=[used, unused], weight="1", reason={"code": "alternative"})
    sheet = scores.Sheet(TITLES | {"pilih": {"id": "Formulir"}, "a": {"id": "A"}}, {}, {}, RATED)
    line = scores.make_lines(node("akar", "3", children=[both]), sheet)[0]
    assert line.title == "Formulir · A"
    assert [child.code for child in line.children] == ["E:1"]


def test_a_level_between_two_steps_has_no_dots() -> None:
    sheet = scores.Sheet(TITLES, {"E:1": Fraction(3)}, {"E:1": Fraction(4)}, RATED)
    whole = node("akar", "5/2", children=[leaf("E:1", "5/2", "1", contribution="5/2")])
    line = scores.make_lines(whole, sheet)[0]
    assert line.levels == scores.Levels(claim=3, rule=4, finding=None, top=5)
    assert (line.value, line.contribution) == ("2,50", "2,50")


def test_what_is_not_counted_says_so_instead_of_incomplete() -> None:
    whole = node("akar", "3", children=[node("tambahan")])
    assert scores.make_lines(whole, scores.Sheet({}, {}, {}, RATED))[0].status == (
        "di luar hitungan",
    )


def test_a_path_leads_from_the_root_to_the_node() -> None:
    assert [each["code"] for each in scores.find_path(tree(), "E:2")] == ["akar", "ev", "E:2"]
    assert scores.find_path(tree(), "x") == []


def result(**changes: Any) -> Result:
    values: dict[str, Any] = {
        "numerator": "31", "denominator": "10", "low": "31/10", "high": "31/10",
        "rounded": "3.10", "grades": [BAND], "status": [],
    }  # fmt: skip
    return Result(**(values | changes))


def test_a_certain_result_has_one_category_and_no_range() -> None:
    shown = show(result(), 2)
    assert (shown.value, shown.grade, shown.range) == ("3,10", ("B", "Baik"), "")
    assert shown.finding == "3,10 — kategori B Baik"


def test_several_possible_categories_are_never_one() -> None:
    shown = show(result(low="2", high="4", grades=[LOWER, BAND], status=["estimate"]), 2)
    assert shown.grade is None
    assert shown.possible == (("C", "Cukup"), ("B", "Baik"))
    assert shown.finding == "3,10 (perkiraan) — kategori yang mungkin: C, B"
    assert shown.is_estimate


def test_an_unknown_value_is_no_zero() -> None:
    shown = show(result(numerator=None, denominator=None, rounded=None, low="0", high="5",
                        status=["incomplete"]), 2)  # fmt: skip
    assert (shown.value, shown.number, shown.is_known) == ("", None, False)
    assert shown.finding.startswith("Belum lengkap, antara 0,00–5,00")


def test_an_instrument_without_categories_shows_the_value_alone() -> None:
    assert show(result(grades=[]), 2).finding == "3,10"


def test_the_suffix_of_an_opinion_follows_its_words() -> None:
    band = BAND | {"suffix": {"id": "Tanpa Maladministrasi", "en": "Without maladministration"}}
    assert show(result(grades=[band]), 2).grade == ("B", "Baik Tanpa Maladministrasi")


def test_the_next_category_is_told_only_where_this_one_is_certain() -> None:
    bands = [{"grade": g, "from": f, "name": {"id": g}} for g, f in (("C", "2"), ("B", "3"))]
    document = {"grades": [{"bands": bands, "to": "5", "years": ["2020", None]}]}
    ladder = list_bands(document, "unit", date(2024, 1, 1).year)
    known = make_standing(
        show(result(numerator="5", denominator="2", grades=[LOWER]), 2), ladder, 2
    )
    assert (known.next_letter, str(known.next_at)) == ("B", "3")
    several = show(result(low="2", high="4", grades=[LOWER, BAND]), 2)
    assert make_standing(several, ladder, 2).next_letter == ""
    assert list_bands(document, "unit", 2019) == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ({"code": "answer"}, "satu jawaban"),
        ({"code": "mean-of-respondents", "n": 12}, "rata-rata 12 responden"),
        ({"code": "not-applicable"}, "tidak berlaku"),
        ({"code": "form-missing"}, "formulir belum ada"),
        ({"code": "sesuatu"}, "sesuatu"),
    ],
)
def test_every_reason_has_words(reason: dict[str, Any], words: str) -> None:
    assert reasons.describe_reason(reason) == words


def test_every_mark_has_its_word() -> None:
    words = reasons.list_status_words(["incomplete", "estimate", "disputed", "adjusted"])
    assert words == ("belum lengkap", "perkiraan", "diperdebatkan", "bobot disesuaikan")


def test_a_text_falls_back_to_indonesian() -> None:
    with translation.override("en"):
        assert say({"id": "Ya"}) == "Ya"
        assert say_all([{"id": "a", "en": "b"}]) == ("b",)
    assert say(None) == ""


@pytest.mark.parametrize(
    ("years", "words"),
    [(["2022", "2024"], "2022–2024"), (["2025", "2025"], "2025"), (["2020", None], "sejak 2020")],
)
def test_years_are_told_as_a_span(years: list[Any], words: str) -> None:
    assert span(years) == words


def test_an_index_of_many_equal_parts_is_told_by_their_number() -> None:
    items = [{"item": f"U:{n}"} for n in range(9)]
    assert make_finding({"index": {"children": items}}) == "9 butir menentukan nilai"


def test_a_variant_is_told_by_what_it_does_differently() -> None:
    options = [{"code": c, "title": {"id": t}} for c, t in (("a", "Biasa"), ("b", "Lain"))]
    document = {
        "aliases": {"x": "s=b"},
        "axes": [{"code": "s", "default": "a", "options": options}],
    }
    assert describe(document, "x") == "Lain"
    assert describe(document, "") == "cara bawaan"
    assert describe(document, "s=a") == "cara bawaan"


def test_a_source_keeps_its_address_apart_from_its_words() -> None:
    note = make_source("https://www.contoh.go.id/berita/1 (2024-12)", 3)
    assert (note.number, note.text) == (3, "contoh.go.id (2024-12)")
    assert note.address == "https://www.contoh.go.id/berita/1"
    assert make_source("Laporan cetak").address == ""


def test_a_kind_nobody_named_is_shown_as_its_source_calls_it() -> None:
    assert get_kind_word("final") == "nilai akhir"
    assert get_kind_word("count_hijau") == "jumlah di zona hijau"
    assert get_kind_word("count_B") == "jumlah berkategori B"
    assert get_kind_word("count_yang_lain") == "jumlah: yang lain"
    assert get_kind_word("lain_lagi") == "lain lagi"


def test_a_value_on_another_scale_than_the_part_above_names_it() -> None:
    other = leaf("E:1", "3", "1") | {"scale": ["1/1", "4/1"]}
    whole = node("akar", "3", children=[other, leaf("E:2", "3", "1")])
    lines = scores.make_lines(whole, scores.Sheet(TITLES, {}, {}, RATED))
    assert [line.scale for line in lines] == ["skala 1–4", ""]


def test_a_part_that_never_counts_is_no_gap() -> None:
    aside = node("tambahan", reason={"code": "not-computable"})
    whole = node("akar", "3", children=[aside])
    assert scores.make_lines(whole, scores.Sheet({}, {}, {}, RATED))[0].why == ""
    assert leaves.make_node([whole, aside], {}).why == "di luar hitungan"


def test_many_possible_categories_are_told_by_their_ends() -> None:
    bands = [{"grade": letter, "name": {"id": letter}} for letter in "DCBA"]
    assert show(result(grades=bands), 2).possible_words == "D sampai A"
    assert show(result(grades=bands[:2]), 2).possible_words == "D, C"


def test_a_zone_keeps_its_colour_in_both_languages() -> None:
    assert get_zone_word("hijau") == "hijau"
    with translation.override("en"):
        assert get_tone(get_zone_word("hijau")) == get_tone("hijau") == "a"
    assert get_zone_word("lain") == "lain"
