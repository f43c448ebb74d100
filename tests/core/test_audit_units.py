"""Tables of units judged: the scale that explains them, means, sums, places, duplicates."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.audited import codes, figure, find
from tilik.core.audit import (
    Band,
    Combination,
    Finding,
    Label,
    Place,
    Rules,
    SurveyReport,
    Tally,
    UnitLine,
    UnitRow,
    UnitScale,
    UnitTable,
)
from tilik.core.audit_units import check_units, understand

FIVE, HUNDRED = UnitScale(Fraction(0), Fraction(5)), UnitScale(Fraction(0), Fraction(100))
BANDS = {
    "five": (
        Band("C", "Cukup", Fraction(0)), Band("B-", "Baik (Dengan Catatan)", Fraction("3.01")),
        Band("B", "Baik", Fraction("3.51")), Band("A", "Prima", Fraction("4.51")),
    ),
    "zones": (
        Band("E", "Rendah", Fraction(0), "merah"), Band("B", "Tinggi", Fraction(78), "hijau"),
        Band("A", "Tertinggi", Fraction(88), "hijau"),
    ),
    "words": (Band("Rendah", "Kepatuhan Rendah", Fraction(0), "merah"),
              Band("Tinggi", "Kepatuhan Tinggi", Fraction(81), "hijau")),
    "twin": (Band("C", "Cukup", Fraction(0)), Band("B", "Baik", Fraction("3.51"))),
    "twenty": (Band("C", "Cukup", Fraction(0)), Band("A", "Prima", Fraction("4.51"))),
}  # fmt: skip
COMBINED = (Combination("", {"f02": Fraction(75), "f03": Fraction(25)}),)
RULES = Rules(
    BANDS,
    "five",
    {
        "five": UnitScale(Fraction(0), Fraction(5), combined=COMBINED),
        "zones": HUNDRED,
        "words": HUNDRED,
        "twin": FIVE,
        "twenty": UnitScale(Fraction(6), Fraction(100), Fraction(20)),
    },
)


def row(name: str, value: str, mark: str = "", rank: str = "", n: str = "") -> UnitRow:
    page = sum(map(ord, name)) if name else 1
    label = Label(mark, Place(page)) if mark else None
    return UnitRow(
        name,
        figure(value, page),
        label,
        figure(n, page) if n else None,
        figure(rank, page) if rank else None,
    )


def judge(table: UnitTable, *tallies: Tally) -> list[Finding]:
    return list(check_units(SurveyReport(units=(table,), tallies=tallies), RULES))


def say(table: UnitTable, *tallies: Tally) -> list[tuple[str, str]]:
    return [(f.code, f.expected) for f in judge(table, *tallies)]


# ---- words of a scale ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scale", "letters"),
    [
        ("B-", "five", ["B-"]), ("B −", "five", ["B-"]), ("Kategori B", "five", ["B"]),
        ("Baik dengan catatan", "five", ["B-"]), ("B- (Baik, dengan catatan)", "five", ["B-", "B-"]),
        ("Zona Hijau", "zones", ["AB"]), ("A / Hijau", "zones", ["AB", "A"]),
        ("TINGGI", "words", ["Tinggi"]),
    ],
)  # fmt: skip
def test_letters_names_and_colours_are_understood(
    text: str, scale: str, letters: list[str]
) -> None:
    found = ["".join(sorted(each)) for each in understand(text, BANDS[scale])]
    assert sorted(found) == sorted(letters)


@pytest.mark.parametrize(
    ("text", "scale"),
    [("Kurang Baik", "five"), ("Sangat Tinggi", "words"), ("A-", "zones"), ("-", "five"), ("b", "five")],
)  # fmt: skip
def test_a_word_the_scale_does_not_have_is_not_half_understood(text: str, scale: str) -> None:
    assert understand(text, BANDS[scale]) == ()


# ---- which scale -----------------------------------------------------------


def test_a_wrong_category_of_a_named_scale_is_an_error() -> None:
    table = UnitTable((row("P", "4.44", "A"), row("Q", "3.60", "B")), ("five",), ("five", "twin"))
    (found,) = judge(table)
    assert (found.code, found.weight, found.expected) == ("unit-mark", "error", "B")


def test_the_scale_that_explains_all_categories_is_named() -> None:
    rows = (row("P", "90.00", "A"), row("Q", "80.00", "B"), row("R", "20.00", "E"))
    (found,) = judge(UnitTable(rows, ("zones",), ("zones", "words")))
    assert (found.code, found.facts["scales"], found.weight) == (
        "unit-scale", "zones", "information",
    )  # fmt: skip


def test_several_scales_that_explain_the_categories_are_all_named() -> None:
    rows = (row("P", "90.00", "hijau"), row("Q", "85.00", "Hijau"), row("R", "20.00", "Merah"))
    (found,) = judge(UnitTable(rows, (), ("zones", "words")))
    assert (found.code, found.facts["scales"]) == ("unit-scales", "zones, words")


def test_categories_of_another_scale_than_the_heading_names_are_pointed_out() -> None:
    rows = (row("P", "3.20", "C"), row("Q", "3.60", "B"), row("R", "3.30", "C"))
    found = judge(UnitTable(rows, ("five",), ("five", "twin")))
    assert (found[0].code, found[0].facts["scales"]) == ("unit-scale-other", "twin")
    assert [f.code for f in found[1:]] == ["unit-mark", "unit-mark"]


def test_without_a_name_only_a_scale_that_fits_nearly_all_judges_and_only_warns() -> None:
    good = [row(f"U{n}", "4.60", "A") for n in range(4)]
    wrong = row("X", "3.60", "A")
    (found,) = judge(UnitTable((*good, wrong), (), ("five",)))
    assert (found.code, found.weight, found.expected) == ("unit-mark", "warning", "B")
    assert not judge(UnitTable((*good[:2], wrong), (), ("five",)))
    assert not judge(UnitTable((good[0], *[wrong] * 1, row("Y", "3.6", "C")), (), ("five",)))


def test_coarsely_printed_values_may_have_either_category() -> None:
    rows = (row("P", "4.5", "A"), row("Q", "3.5", "B"))
    assert not judge(UnitTable(rows, ("five",), ("five",)))
    assert say(UnitTable((row("P", "4.50", "A"), row("Q", "3.50", "B-")), ("five",))) == [
        ("unit-mark", "B")
    ]


def test_values_times_twenty_are_graded_by_the_scale_they_come_from() -> None:
    rows = (row("P", "90.15", "A"), row("Q", "90.00", "C"))
    assert not judge(UnitTable(rows, ("twenty",), ("twenty",)))


def test_a_word_that_is_no_category_and_a_value_off_the_scale_are_named() -> None:
    rows = (row("P", "4.60", "A"), row("Q", "3.60", "Memuaskan"), row("R", "36.10", "B"))
    assert say(UnitTable(rows, ("five",))) == [
        ("unit-label", "B"), ("unit-mark", "A"), ("unit-range", "0–5"),
    ]  # fmt: skip


def test_a_misplaced_comma_is_named_without_accusing_places_and_means() -> None:
    rows = (row("P", "46.00", rank="2"), row("Q", "3.60", rank="1"))
    lines = (line("average", "4.10", 2),)
    assert say(UnitTable(rows, ("five",), (), lines)) == [("unit-range", "0–5")]


def test_a_column_of_other_words_is_not_taken_for_categories() -> None:
    rows = (row("P", "4.60", "Dinas"), row("Q", "3.60", "Badan"), row("R", "3.61", "Badan"))
    assert not judge(UnitTable(rows, ("five",), ("five",)))


@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from(["C", "B-", "B", "A"])), min_size=2))
def test_wrong_categories_are_those_of_a_plain_loop(drawn: list[tuple[int, str]]) -> None:
    rows = tuple(row(f"U{n}", f"{v / 100:.2f}", mark) for n, (v, mark) in enumerate(drawn))
    found = {f.facts["unit"] for f in judge(UnitTable(rows, ("five",))) if f.code == "unit-mark"}
    twin = set()
    for n, (v, mark) in enumerate(drawn):
        letter = "C" if v < 301 else "B-" if v < 351 else "B" if v < 451 else "A"
        if letter != mark:
            twin.add(f"U{n}")
    assert found == twin


# ---- duplicates and places -------------------------------------------------


def test_a_unit_that_stands_twice_is_named_with_both_values() -> None:
    rows = (
        row("Kab. Asri", "3.60"),
        row("Q", "3.70"),
        row("KABUPATEN ASRI", "3.90"),
        row("q", "3.70"),
    )
    assert say(UnitTable(rows)) == [("unit-twice", "3.60"), ("unit-repeated", "3.70")]  # fmt: skip


@pytest.mark.parametrize("ranks", ["1 2 3 4", "1 3 2 4", "1 2 2 4", "1 2 2 3"])
def test_equal_values_may_share_a_place_or_stand_in_any_order(ranks: str) -> None:
    values = ("4.60", "3.70", "3.70", "3.10")
    rows = [row(v + r, v, rank=r) for v, r in zip(values, ranks.split(), strict=True)]
    rows = [UnitRow(str(n), r.value, rank=r.rank) for n, r in enumerate(rows)]
    assert not judge(UnitTable(tuple(rows)))


def test_a_wrong_place_is_named_with_the_right_one() -> None:
    rows = (row("P", "4.60", rank="2"), row("Q", "3.70", rank="1"), row("R", "3.10", rank="3"))
    assert say(UnitTable(rows)) == [("unit-rank", "1"), ("unit-rank", "2")]


def test_in_an_excerpt_of_a_longer_list_only_the_order_is_judged() -> None:
    rows = (row("P", "4.60", rank="5"), row("Q", "3.70", rank="98"), row("R", "3.90", rank="120"))
    assert say(UnitTable(rows)) == [("unit-order", "")]
    assert not judge(UnitTable(rows[:2]))


# ---- lines and columns -----------------------------------------------------


def line(kind: str, value: str, at: int, mark: str = "", n: str = "") -> UnitLine:
    return UnitLine(
        kind, figure(value), at, Label(mark) if mark else None, figure(n) if n else None
    )


ROWS = (row("P", "4.00", n="30"), row("Q", "2.00", n="10"), row("R", "3.00", n="20"))


@pytest.mark.parametrize(
    ("kind", "value", "right"),
    [
        ("average", "3.00", ""), ("average", "3.33", ""), ("average", "3.40", "3.00"),
        ("sum", "9.00", ""), ("sum", "9.40", "9.00"), ("sum", "3.33", ""),
        ("highest", "4.00", ""), ("highest", "4.10", "4.00"),
        ("lowest", "2.00", ""), ("lowest", "2.10", "2.00"),
    ],
)  # fmt: skip
def test_lines_below_follow_from_the_rows_above(kind: str, value: str, right: str) -> None:
    code = "unit-mean" if kind == "average" else f"unit-{kind}"
    expected = [(code, right)] if right else []
    assert say(UnitTable(ROWS, lines=(line(kind, value, 3),))) == expected


def test_a_mean_may_be_of_its_own_group_or_of_all_before_it() -> None:
    lines = (line("average", "3.00", 2), line("average", "3.00", 3))
    assert not judge(UnitTable(ROWS, lines=lines))
    assert say(UnitTable(ROWS, lines=(line("average", "1.00", 0), line("average", "2.00", 3)))) == [
        ("unit-mean", "3.00")
    ]


def test_the_category_of_the_mean_and_the_number_of_people_are_judged_too() -> None:
    rows = tuple(UnitRow(r.name, r.value, Label("C"), r.n) for r in ROWS[1:])
    lines = (line("average", "2.50", 2, "A"), line("sum", "5.00", 2, n="31"))
    assert say(UnitTable(rows, ("five",), (), lines)) == [("unit-mark", "C"), ("unit-people", "30")]


def split(value: str, f02: str, f03: str) -> UnitRow:
    return UnitRow(
        value, figure(value, int(value[0])), parts={"f02": figure(f02), "f03": figure(f03)}
    )


def test_a_value_follows_from_the_columns_beside_it() -> None:
    right = split("4.00", "4.20", "3.40")
    assert not judge(UnitTable((right, split("3.21", "3.33", "2.83")), ("five",)))
    assert say(UnitTable((right, split("3.90", "3.00", "2.00")), ("five",))) == [
        ("unit-combined", "2.75")
    ]


def test_a_plain_mean_of_the_columns_is_explained_once() -> None:
    rows = (split("3.80", "4.20", "3.40"), split("2.50", "3.00", "2.00"))
    (found,) = judge(UnitTable(rows, ("five",)))
    assert (found.code, found.expected, found.weight) == ("unit-plain", "4.00", "warning")


def test_numbers_by_category_are_those_of_the_table() -> None:
    rows = (row("P", "4.60", "A"), row("Q", "3.60", "B"), row("R", "3.70", "B"))
    table = UnitTable(rows, ("five",))
    right = Tally(((Label("A (Prima)"), figure("1")), (Label("Baik"), figure("2"))))
    assert not judge(table, right)
    wrong = Tally(((Label("A"), figure("2")), (Label("C"), figure("0"))))
    assert say(table, wrong) == [("unit-tally", "1")]


@given(st.lists(st.integers(0, 500), min_size=2, max_size=9), st.integers(0, 500))
def test_means_are_those_of_decimals_added_up(values: list[int], printed: int) -> None:
    rows = tuple(row(f"U{n}", f"{v / 100:.2f}") for n, v in enumerate(values))
    found = judge(UnitTable(rows, lines=(line("average", f"{printed / 100:.2f}", len(rows)),)))
    exact = (Decimal(sum(values)) / len(values)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    far = abs(Decimal(printed) - exact)
    if far > Decimal("1.6") or far < Decimal("1.4"):
        assert [f.code for f in found] == (["unit-mean"] if far > Decimal("1.5") else [])


def test_a_table_of_units_without_a_scale_is_not_judged_by_one() -> None:
    assert not codes(SurveyReport(units=(UnitTable((row("P", "3.20", "Z"), row("Q", "2.90"))),)))
    made = (UnitTable(ROWS, ("units",)), UnitTable((), lines=(line("sum", "1.00", 0),)))
    assert not find(SurveyReport(units=made))


def test_a_unit_without_a_category_is_passed_over() -> None:
    table = UnitTable((row("P", "4.44", "A"), row("Q", "3.60")), ("five",), ("five", "twin"))
    assert [(f.code, f.expected) for f in judge(table)] == [("unit-mark", "B")]


def test_what_two_columns_of_categories_share_is_said_once() -> None:
    table = UnitTable((row("P", "5.44", "A"), row("Q", "3.60", "B")), ("five",), ("five",))
    once = judge(table)
    assert once
    twice = check_units(SurveyReport(units=(table, table)), RULES)
    assert list(twice) == once
