"""A stack of paper is read row by row, and its totals are those of a second count."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.stacks import read_stack

QUESTIONS = {f"U{n}": ("1", "2", "3", "4") for n in (1, 2, 3)}
CODES = tuple(QUESTIONS)


def test_a_row_is_the_answers_in_the_order_of_the_paper() -> None:
    (row,) = read_stack("342", QUESTIONS).rows
    assert row.answers == {"U1": "3", "U2": "4", "U3": "2"}
    assert (row.n, row.text, row.fault, row.traits) == (1, "342", "", {})


def test_the_order_of_the_paper_is_that_of_the_questions_handed_in() -> None:
    turned = {code: QUESTIONS[code] for code in ("U3", "U1", "U2")}
    (row,) = read_stack("342", turned).rows
    assert row.answers == {"U3": "3", "U1": "4", "U2": "2"}


def test_a_dash_is_a_blank_and_counts_nowhere() -> None:
    stack = read_stack("3-2\n4-4", QUESTIONS)
    assert stack.rows[0].answers == {"U1": "3", "U3": "2"}
    assert stack.sums == {"U1": (2, 7), "U2": (0, 0), "U3": (2, 6)}


@pytest.mark.parametrize(
    ("words", "traits"),
    [
        ("L", {"sex": "L"}),
        ("p", {"sex": "P"}),
        ("34", {"age": "26-35"}),
        ("sma", {"education": "SMA"}),
        ("P 56 S1", {"sex": "P", "age": "56-", "education": "S1"}),
        ("S1 56 P", {"sex": "P", "age": "56-", "education": "S1"}),
    ],
)
def test_behind_the_digits_stands_who_answered(words: str, traits: dict[str, str]) -> None:
    (row,) = read_stack(f"333 {words}", QUESTIONS).rows
    assert row.traits == traits
    assert not row.fault


@pytest.mark.parametrize(
    ("line", "fault", "place"),
    [
        ("33", "length", 2),
        ("3333", "length", 4),
        ("353", "digit", 2),
        ("30x", "digit", 2),
        ("---", "blank", 0),
        ("333 X", "word", 5),
        ("333 L P", "word", 7),
        ("333 0", "word", 5),
        ("333 121", "word", 5),
        ("333 34 35", "word", 8),
    ],
)
def test_a_row_nobody_can_read_says_where(line: str, fault: str, place: int) -> None:
    stack = read_stack(f"111\n{line}\n222", QUESTIONS)
    (bad,) = stack.faulty
    assert (bad.n, bad.text, bad.fault, bad.place) == (2, line, fault, place)


def test_a_faulty_row_is_left_out_of_the_totals() -> None:
    stack = read_stack("111\n99\n222", QUESTIONS)
    assert stack.sums["U1"] == (2, 3)


def test_empty_lines_and_spaces_around_are_passed_over() -> None:
    stack = read_stack("\n  111 \n\n\t222\n \n", QUESTIONS)
    assert [(row.n, row.text) for row in stack.rows] == [(1, "111"), (2, "222")]


def test_of_nothing_there_are_no_rows() -> None:
    stack = read_stack("", QUESTIONS)
    assert (stack.rows, stack.faulty, stack.sums["U1"]) == ((), (), (0, 0))


SHEETS = st.lists(
    st.lists(st.sampled_from("1234-"), min_size=3, max_size=3).filter(lambda row: set(row) != {"-"})
)


@given(SHEETS)
def test_the_totals_are_those_of_a_second_count(sheets: Sequence[Sequence[str]]) -> None:
    stack = read_stack("\n".join("".join(row) for row in sheets), QUESTIONS)
    assert not stack.faulty
    for place, code in enumerate(CODES):
        column = [int(row[place]) for row in sheets if row[place] != "-"]
        assert stack.sums[code] == (len(column), sum(column))


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_named(text: str) -> None:
    stack = read_stack(text, QUESTIONS)
    assert len(stack.rows) == len([line for line in text.splitlines() if line.strip()])
    for row in stack.rows:
        assert bool(row.answers) != bool(row.fault)
