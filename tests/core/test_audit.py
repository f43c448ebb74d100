"""Contradictions among the figures of a report, and a naive twin of every way of computing."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.audited import MEANS, codes, counted, figure, find, rows, table
from tilik.core.audit import (
    NOWHERE,
    ElementRow,
    ElementTable,
    Heading,
    Mark,
    Meaning,
    Period,
    Statement,
    SurveyReport,
    Weight,
)
from tilik.core.audit_paths import compute, list_paths


def test_a_report_without_anything_has_no_contradiction() -> None:
    assert not codes(SurveyReport())


# ---- kind 1 ----------------------------------------------------------------


def test_a_mean_that_its_answers_do_not_give_is_named_with_the_right_one() -> None:
    # Balkesmas, second half of 2024: 179/20/1 gives 3.89, printed 3.69.
    row = ElementRow("U7", NOWHERE, (0, 1, 20, 179), figure("778"), figure("3.69"))
    found = find(SurveyReport(tables=(ElementTable((row,)),)))
    assert [(f.kind, f.code, f.found, f.expected) for f in found] == [
        (1, "mean-counts", "3.69", "3.89")
    ]


def test_a_mean_that_was_cut_off_rather_than_rounded_is_no_contradiction() -> None:
    row = ElementRow("U1", NOWHERE, (0, 0, 1, 2), mean=figure("3.66"))
    assert not codes(SurveyReport(tables=(ElementTable((row,)),)))


def test_a_sum_of_answers_that_is_not_theirs_is_named() -> None:
    row = ElementRow("U1", NOWHERE, (0, 0, 1, 2), figure("12"), figure("3.67"))
    assert codes(SurveyReport(tables=(ElementTable((row,)),))) == ["total-counts"]


def test_an_element_nobody_answered_is_not_divided_by_nobody() -> None:
    row = ElementRow("U1", NOWHERE, (0, 0, 0, 0), mean=figure("3.67"))
    assert not codes(SurveyReport(tables=(ElementTable((row,)),)))


# ---- kind 2 ----------------------------------------------------------------


@pytest.mark.parametrize("printed", ["87.50", "87.51"])
def test_an_index_of_the_plain_way_or_of_unrounded_means_is_sound(printed: str) -> None:
    assert not codes(table(index=figure(printed)))


@pytest.mark.parametrize(
    ("printed", "path"),
    [("87.41", "printed/0.111/none"), ("86.63", "printed/0.11/none")],
)
def test_an_index_by_a_rounded_weight_says_by_which_one(printed: str, path: str) -> None:
    (found,) = find(table(index=figure(printed)))
    assert (found.code, found.weight) == ("index-path", Weight.INFORMATION)
    assert path in found.paths


def test_an_index_whose_weight_lowers_the_category_is_a_warning() -> None:
    (found,) = find(table(("3.56",) * 9, index=figure("88.11")))
    assert (found.code, found.weight, found.facts["letter"]) == ("index-flips", "warning", "A")


def test_an_index_rounded_twice_is_explained() -> None:
    # Balkesmas, first half of 2024: 92.25 for 92.11.
    counts = [(0, 0, 59, 141), (0, 0, 88, 112), (0, 0, 59, 141), (0, 0, 162, 38), (0, 0, 50, 150),
              (0, 0, 47, 153), (0, 0, 33, 167), (0, 0, 35, 165), (0, 0, 35, 165)]  # fmt: skip
    made = ElementTable(counted(*counts), index=figure("92.25"))
    (found,) = find(SurveyReport(tables=(made,)))
    assert found.expected == "92.11"
    assert "counts/exact/mean-2-index-2" in found.paths


def test_an_index_no_way_gives_is_a_contradiction() -> None:
    (found,) = find(table(index=figure("81.71")))
    assert (found.kind, found.code, found.expected) == (2, "index-unexplained", "87.50")


def test_means_of_one_decimal_cannot_tell_and_that_is_said() -> None:
    means = tuple(mean[:3] for mean in MEANS)
    (found,) = find(table(means, index=figure("88.20")))
    assert (found.code, found.weight) == ("index-coarse", Weight.INFORMATION)


def test_an_index_said_in_a_sentence_is_held_against_the_main_table() -> None:
    report = replace(table(), statements=(Statement(figure("80.00")),))
    assert codes(report) == ["index-unexplained"]
    scoped = replace(table(), statements=(Statement(figure("80.00"), scope="2023"),))
    assert not codes(scoped)


def test_an_index_without_means_is_not_judged() -> None:
    assert not codes(SurveyReport(tables=(ElementTable((), index=figure("80.00")),)))


def test_weighted_means_and_their_sum_are_held_against_the_means() -> None:
    # Sumatera Barat: the weighted column adds up to 3.305.
    made = [replace(row, share=figure("0.344" if n else "0.644")) for n, row in enumerate(rows())]
    report = SurveyReport(tables=(ElementTable(tuple(made), share_sum=figure("3.100")),))
    found = codes(report)
    assert "share-sum" in found
    assert found.count("share-mean") == 9


def test_a_weighted_mean_by_any_of_the_three_weights_is_sound() -> None:
    made = [
        replace(row, share=figure(share))
        for row, share in zip(rows()[:2], ["0.344", "0.352"], strict=True)
    ]
    nine = (*made, *rows()[2:])
    assert not codes(SurveyReport(tables=(ElementTable(nine, share_sum=figure("1.0")),)))


# ---- kind 3 ----------------------------------------------------------------


def test_a_category_that_is_not_the_value_s_is_named() -> None:
    report = table(index=figure("87.50"), mark=Mark("A", ""))
    assert [(f.code, f.expected) for f in find(report)] == [("mark-index", "B Baik")]


def test_a_sound_category_by_letter_or_name_is_left_alone() -> None:
    assert not codes(table(index=figure("87.50"), mark=Mark("B", "")))
    assert not codes(table(index=figure("87.50"), mark=Mark("", "Baik")))


def test_a_name_no_regulation_knows_is_a_matter_of_its_own() -> None:
    said = Statement(figure("70.00"), Mark("C", "Cukup"), "2024")
    assert codes(SurveyReport(statements=(said,))) == ["mark-name"]
    other = Statement(figure("92.25"), Mark("", "Baik"), "2024")
    assert codes(SurveyReport(statements=(other,))) == ["mark-index"]
    third = Statement(figure("70.00"), Mark("", "Cukup"), "2024")
    assert codes(SurveyReport(statements=(third,))) == ["mark-name"]


def test_each_element_has_its_own_category() -> None:
    made = (replace(rows()[0], mark=Mark("B", "")), replace(rows()[1], mark=Mark("A", "")))
    (found,) = find(SurveyReport(tables=(ElementTable(made),)))
    assert (found.code, found.facts["element"]) == ("mark-element", "U2")


# ---- kinds 4, 8, 11, 12 ----------------------------------------------------


def test_the_same_value_printed_differently_is_named_once_for_each_value() -> None:
    said = tuple(Statement(figure(v)) for v in ("87.5", "87.52", "87.52"))
    report = replace(table(index=figure("87.50")), statements=said)
    assert codes(report).count("index-differs") == 1


def test_a_mean_that_a_chart_shows_differently_is_named() -> None:
    chart = ElementTable(rows(("3.40", *MEANS[1:])))
    report = SurveyReport(tables=(ElementTable(rows()), chart))
    assert [(f.code, f.found, f.expected) for f in find(report)] == [
        ("mean-differs", "3.40", "3.10")
    ]


def test_two_means_that_changed_places_are_two_meanings_of_a_code() -> None:
    chart = ElementTable(rows((*MEANS[:7], MEANS[8], MEANS[7])))
    (found,) = find(SurveyReport(tables=(ElementTable(rows()), chart)))
    assert (found.kind, found.code) == (12, "meaning-swapped")


def test_two_means_that_differ_otherwise_are_two_differences() -> None:
    chart = ElementTable(rows((*MEANS[:7], "3.11", "3.12")))
    assert codes(SurveyReport(tables=(ElementTable(rows()), chart))) == ["mean-differs"] * 2


def test_an_element_given_out_as_the_index_is_named() -> None:
    report = replace(table(), small=(figure("3.10"), figure("3.50"), figure("2.22")))
    (found,) = find(report)
    assert (found.kind, found.facts["element"], found.expected) == (8, "U1", "87.50")
    assert not codes(SurveyReport(small=(figure("3.10"),)))


def test_a_sum_or_a_mean_of_another_table_is_named() -> None:
    assert codes(table(sum=figure("33.19"))) == ["left-sum"]
    assert codes(table(average=figure("3.69"))) == ["left-average"]
    assert not codes(table(sum=figure("31.50"), average=figure("3.50")))


def test_a_title_of_another_half_year_is_named_where_the_report_is_of_a_half() -> None:
    first, second = Period(2024, 1, 6), Period(2024, 7, 12)
    heads = (Heading(first, "Tabel 4", NOWHERE, True), Heading(second, "Tabel 5", NOWHERE, True))
    assert codes(SurveyReport(period=second, headings=heads)) == ["other-period"]
    assert not codes(SurveyReport(period=Period(2024), headings=heads))


def test_codes_without_a_meaning_and_with_two_are_named() -> None:
    assert codes(SurveyReport(bare_codes=NOWHERE)) == ["meaning-missing"]
    meanings = (Meaning("U8", "U8", NOWHERE), Meaning("U8", "U9", NOWHERE))
    assert codes(SurveyReport(meanings=meanings, bare_codes=NOWHERE)) == ["meaning-differs"]


# ---- a naive twin ----------------------------------------------------------


def naive_index(counts: list[list[int]], weight: str, rounding: str) -> Decimal:
    """The index in decimals of fifty places, written a second time."""

    def two(value: Decimal, places: str) -> Decimal:
        return value.quantize(Decimal(places), ROUND_HALF_UP)

    means = [
        Decimal(sum((level + 1) * n for level, n in enumerate(row))) / sum(row) for row in counts
    ]
    if rounding in ("mean-2", "mean-2-index-2"):
        means = [two(mean, "0.01") for mean in means]
    each = Decimal(1) / len(means)
    if weight == "0.111":
        each = two(each, "0.001")
    if weight == "0.11":
        each = two(each, "0.01")
    shares = [mean * each for mean in means]
    if rounding == "share-2":
        shares = [two(share, "0.01") for share in shares]
    if rounding == "share-3":
        shares = [two(share, "0.001") for share in shares]
    index = sum(shares, Decimal(0))
    return 25 * (two(index, "0.01") if rounding in ("index-2", "mean-2-index-2") else index)


ANSWERS = st.lists(
    st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(any), min_size=9, max_size=9
)


@given(ANSWERS)
def test_every_way_gives_what_a_second_computation_gives(counts: list[list[int]]) -> None:
    made = ElementTable(counted(*[tuple(row) for row in counts]))  # type: ignore[arg-type]
    for path in list_paths(made):
        twin = naive_index(counts, path.weight, path.rounding)
        # Decimals of 28 places may tip a half that is exact; that is one step of the rounding.
        assert abs(Decimal(path.value.numerator) / path.value.denominator - twin) < Decimal("0.26")


@given(ANSWERS)
def test_the_plain_way_is_the_mean_of_means_times_25(counts: list[list[int]]) -> None:
    means = [Fraction(sum(k * n for k, n in enumerate(row, 1)), sum(row)) for row in counts]
    assert compute(means, "exact", "none") == 25 * sum(means) / 9
    assert compute(means, "0.11", "none") <= compute(means, "0.111", "none")
