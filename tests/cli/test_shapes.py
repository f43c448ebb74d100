"""The same answers in other shapes are the same answers."""

import itertools
import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.documents import ELEMENTS, evaluation, read, save, survey
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.export import answer_data
from tilik.core.instrument import Gap
from tilik.library.score_file import answer_of

ITEMS = tuple(ELEMENTS)
CELLS = st.sampled_from(["1", "2", "3", "4", "", "TB"])
ROWS = st.lists(st.lists(CELLS, min_size=9, max_size=9), min_size=1, max_size=4)
SHUFFLES = st.integers(min_value=0, max_value=2**16)


def answered(path: Path, **options: object) -> set[tuple[str, str, str, str]]:
    """What was answered, whatever the shape it came in."""
    found = read(path, survey(), **options).answers
    kept = [a for a in found if a.gap is not Gap.NOT_ANSWERED]
    return {(a.unit, a.respondent, a.item, str(a.gap or a.value)) for a in kept}


def expected(rows: list[list[str]]) -> set[tuple[str, str, str, str]]:
    cells = itertools.chain.from_iterable(
        ((str(n), item, cell) for item, cell in zip(ITEMS, row, strict=True))
        for n, row in enumerate(rows, 1)
    )
    words = {"TB": "not-applicable"}
    return {("RSUD", n, item, words.get(c, c)) for n, item, c in cells if c}


def write(folder: str, lines: list[list[str]], delimiter: str = ";") -> Path:
    path = Path(folder) / "a.csv"
    path.write_text("\n".join(map(delimiter.join, lines)), encoding="utf-8")
    return path


@settings(max_examples=40, deadline=None)
@given(ROWS, SHUFFLES, st.sampled_from([";", ",", "\t"]))
def test_long_and_wide_in_any_order_say_the_same(
    rows: list[list[str]], shuffle: int, delimiter: str
) -> None:
    order = random.Random(shuffle).sample(range(9), 9)
    wide = [["unit", "responden", *(ITEMS[c] for c in order)]]
    wide += [["RSUD", str(n), *(row[c] for c in order)] for n, row in enumerate(rows, 1)]
    long = [["unit", "respondent", "item", "value"]]
    long += [
        ["RSUD", str(n), item, cell]
        for n, row in enumerate(rows, 1)
        for item, cell in zip(ITEMS, row, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        assert answered(write(folder, wide, delimiter)) == expected(rows)
        assert answered(write(folder, long, delimiter)) == expected(rows)


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_the_questionnaire_s_order_declared_says_the_same(rows: list[list[str]]) -> None:
    def swapped(row: list[str]) -> list[str]:
        return [*row[:7], row[8], row[7]]

    lines = [["RSUD", str(n), *swapped(row)] for n, row in enumerate(rows, 1)]
    by_option = [["unit", "responden", *ITEMS], *lines]
    by_heading = [["unit", "responden", *(f"Q{n}" for n in range(1, 10))], *lines]
    with tempfile.TemporaryDirectory() as folder:
        assert answered(write(folder, by_option), order="kuesioner") == expected(rows)
        assert answered(write(folder, by_heading)) == expected(rows)


@settings(max_examples=10, deadline=None)
@given(ROWS)
def test_a_workbook_says_what_its_csv_says(rows: list[list[str]]) -> None:
    cells = [[int(c) if c.isdigit() else c or None for c in row] for row in rows]
    lines = [["RSUD", n, *row] for n, row in enumerate(cells, 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = save(Path(folder) / "a.xlsx", {"S": [["unit", "responden", *ITEMS], *lines]})
        assert answered(path) == expected(rows)


def test_every_kind_of_answer_comes_back_from_its_data(tmp_path: Path) -> None:
    instrument = build(evaluation())
    rows = ["F-01,1.1,tidak", 'F-01,1.2,"2,5"', "F-01,1.3,web;papan", "F-01,1.4,01/02/2024"]
    rows += ["F-01,1.5,4/1", "F-02A,1,4", "F-02A,2,TB"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["form,item,value", *rows]), encoding="utf-8")
    answers = read(path, evaluation()).answers
    assert len(answers) == len(rows)
    again = [answer_of(instrument, answer_data(answer)) for answer in answers]
    assert again == list(answers)


def test_no_choice_at_all_comes_back_as_none_chosen() -> None:
    answer = Answer("A", "F-01", "1.3", value=frozenset())
    assert answer_of(build(evaluation()), answer_data(answer)) == answer
