"""What a cell says of an item: its code, its words, its figure, or what would have been allowed."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Item, Key, Option, Role, Scale
from tilik.library.values import NO, YES, allowed, figure, read_value

FIVE = Scale(Fraction(0), Fraction(5))


def item(kind: str, **rest: Any) -> Item:
    return Item(Key("F", "1"), kind, Role.CLAIM, **rest)


def option(code: str, value: int | None = None, *words: str) -> Option:
    worth = None if value is None else Fraction(value)
    return Option(code, worth, words=frozenset({code, *words}))


YES_NO = item("yes-no", options=(option("ya", 1, "ya"), option("tidak", 0, "tidak")))
CHOICE = item(
    "choice",
    options=(option("ada", 2, "ada lengkap"), option("sebagian", 1), option("nihil", 0)),
)
CHOICES = item("choices", options=(option("web"), option("papan", None, "papan informasi")))
LEVEL = item("level", scale=FIVE, whole_steps=True, levels=tuple(map(Fraction, range(6))))
FREE = item("number")


def read(found: Item, cell: Any, **rest: Any) -> Any:
    return read_value(found, cell, rest.pop("levels", {}), **rest)


@pytest.mark.parametrize("word", sorted(YES))
def test_every_word_for_yes_is_yes(word: str) -> None:
    assert read(YES_NO, word.upper()) == "ya"


@pytest.mark.parametrize("word", sorted(NO))
def test_every_word_for_no_is_no(word: str) -> None:
    assert read(YES_NO, word.title()) == "tidak"


def test_no_word_means_both() -> None:
    assert not YES & NO


@pytest.mark.parametrize(
    ("cell", "code"),
    [("ada", "ada"), ("ADA", "ada"), ("Ada Lengkap", "ada"), ("2", "ada"), ("0", "nihil")],
)
def test_an_option_goes_by_its_code_its_words_and_its_worth(cell: str, code: str) -> None:
    assert read(CHOICE, cell) == code


def test_a_worth_that_two_options_share_names_neither() -> None:
    twins = item("choice", options=(option("a", 1), option("b", 1)))
    with pytest.raises(UserError, match="bad-value"):
        read(twins, "1")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("web", {"web"}),
        ("web;papan", {"web", "papan"}),
        (" Web | Papan Informasi ", {"web", "papan"}),
        ("web\npapan", {"web", "papan"}),
        ("web;;", {"web"}),
        ("web;web", {"web"}),
    ],
)
def test_several_options_stand_in_one_cell(cell: str, codes: set[str]) -> None:
    assert read(CHOICES, cell) == frozenset(codes)


def test_one_unknown_option_among_known_ones_is_refused() -> None:
    with pytest.raises(UserError, match="bad-value") as caught:
        read(CHOICES, "web;radio")
    assert caught.value.facts["found"] == "web;radio"


@pytest.mark.parametrize("cell", ["TB", "n/a", "Tidak Berlaku", "#N/A"])
@pytest.mark.parametrize(
    "found", [YES_NO, CHOICE, CHOICES, LEVEL, FREE, item("text"), item("date")]
)
def test_not_applicable_is_said_alike_everywhere(found: Item, cell: str) -> None:
    assert read(found, cell) is Gap.NOT_APPLICABLE


@pytest.mark.parametrize("found", [YES_NO, CHOICE, LEVEL, FREE, item("date")])
def test_a_cell_that_answers_nothing_is_refused_with_what_would(found: Item) -> None:
    with pytest.raises(UserError, match="bad-value") as caught:
        read(found, "entahlah")
    assert caught.value.facts["allowed"] == allowed(found)
    assert caught.value.facts["item"] == "F:1"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (YES_NO, "ya, tidak"),
        (CHOICES, "web, papan (;)"),
        (LEVEL, "0–5"),
        (FREE, "123,45"),
        (item("date"), "dd/mm/yyyy"),
        (item("number", scale=Scale(Fraction(1, 2), Fraction(9, 4))), "0.5–2.25"),
    ],
)
def test_what_is_allowed_is_said_in_codes_and_figures(found: Item, said: str) -> None:
    assert allowed(found) == said


def test_a_person_chooses_a_step_and_a_unit_may_have_a_mean() -> None:
    assert read(LEVEL, "3,5") == Fraction(7, 2)
    with pytest.raises(UserError) as caught:
        read(LEVEL, "3,5", in_person=True)
    assert caught.value.facts["allowed"] == "0, 1, 2, 3, 4, 5"


def test_the_words_of_a_level_stand_for_it() -> None:
    assert read(LEVEL, "Sangat Baik", levels={"sangat baik": Fraction(5)}) == 5


@given(st.fractions(0, 5, max_denominator=40))
def test_every_figure_on_the_scale_is_taken_and_no_other(value: Fraction) -> None:
    shown = figure(value) if value.denominator in (1, 2, 4, 5, 8, 10, 20, 25, 40) else None
    if shown is not None:
        assert read(LEVEL, shown) == value
        with pytest.raises(UserError):
            read(LEVEL, figure(value + 6))


@given(st.integers(0, 10**9))
def test_whole_figures_are_written_without_decimals(number: int) -> None:
    assert figure(Fraction(number)) == str(number)
