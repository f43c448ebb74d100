"""Answers out to a table and in again: the same answers, whatever shape the table has."""

import csv
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.scenes import LENGKAP
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.errors import InvalidInput
from tilik.core.export import answer_data
from tilik.core.instrument import Gap, Instrument, Item, Key, Role
from tilik.core.numbers import decimal_text
from tilik.library.answers import Reading, level_words, read_answers, read_renamed
from tilik.library.load import load
from tilik.library.score_file import answer_of

INSTRUMENT = build(LENGKAP)
COLUMNS = ("unit", "form", "respondent", "item", "value", "service", "evaluator", "stage")
TRIP = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.sampled_from(["Disdik", "RSUD Kudungga", "Puskesmas Sangatta Utara", "Dinas Sosial"])


def figures(item: Item) -> st.SearchStrategy[Fraction]:
    """Numbers a cell can hold exactly."""
    low, high = (item.scale.low, item.scale.high) if item.scale else (Fraction(0), Fraction(9999))
    if item.whole_steps:
        return st.integers(int(low), int(high)).map(Fraction)
    places = st.decimals(int(low), int(high), places=2, allow_nan=False, allow_infinity=False)
    return places.map(Fraction)


def values_of(item: Item) -> st.SearchStrategy[Any]:
    """Any value of the item, as the core knows it."""
    codes = [option.code for option in item.options]
    match item.kind:
        case "choices":
            return st.sets(st.sampled_from(codes), min_size=1).map(frozenset)
        case "choice" | "yes-no":
            return st.sampled_from(codes)
        case "text":
            words = st.sampled_from(["Sudah", "Belum, menunggu SK", 'kata "kutip"', "a;b", "é ✓"])
            return words
        case "date":
            return st.dates().map(lambda day: day.isoformat())
        case _:
            return figures(item)


@st.composite
def answer(draw: Any, instrument: Instrument) -> Answer:
    """An answer somebody gave to some item."""
    item = draw(st.sampled_from(sorted(instrument.items.values(), key=lambda i: str(i.key))))
    is_person = item.role is Role.RESPONDENTS
    has_gap = draw(st.integers(0, 5)) == 0
    return Answer(
        unit="" if item.of_government else draw(NAMES),
        form=item.key.form,
        item=item.key.item,
        value=None if has_gap else draw(values_of(item)),
        gap=Gap.NOT_APPLICABLE if has_gap else None,
        respondent=str(draw(st.integers(1, 99))) if is_person else "",
        service=draw(st.sampled_from(["", "KTP", "Kartu Keluarga"])),
        evaluator=draw(st.sampled_from(["", "Ani", "Budi"])),
        stage=draw(st.sampled_from(["", "claim", "desk", "field", "reply", "final"])),
    )


def slot(a: Answer) -> tuple[str, ...]:
    return (a.unit.casefold(), str(a.key), a.respondent, a.evaluator, a.service, a.stage)


ANSWERS = st.lists(answer(INSTRUMENT), min_size=1, max_size=25, unique_by=slot)


def cell(a: Answer, mark: str = ".") -> str:
    """The answer as a person would type it."""
    if a.gap:
        return "TB"
    if isinstance(a.value, frozenset):
        return "; ".join(sorted(a.value))
    if isinstance(a.value, Fraction):
        return decimal_text(a.value, 2).replace(".", mark)
    return str(a.value)


def rows(answers: Iterable[Answer], mark: str = ".") -> list[list[str]]:
    """The answers in the long form, below its heading."""
    return [
        list(COLUMNS),
        *(
            [a.unit, a.form, a.respondent, a.item, cell(a, mark), a.service, a.evaluator, a.stage]
            for a in answers
        ),
    ]


def as_csv(folder: Path, table: list[list[str]], delimiter: str = ";") -> Path:
    path = folder / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(table)
    return path


def as_xlsx(folder: Path, table: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append([f"{c}" or None for c in row])
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def read(path: Path) -> Reading:
    return read_answers(path, LENGKAP, INSTRUMENT)


# ---- there and back --------------------------------------------------------


@TRIP
@given(answers=ANSWERS, delimiter=st.sampled_from(";,\t|"), mark=st.sampled_from(".,"))
def test_answers_written_as_a_csv_are_the_same_when_read(
    answers: list[Answer], delimiter: str, mark: str, tmp_path: Path
) -> None:
    if mark == ",":
        delimiter = ";"
    found = read(as_csv(tmp_path, rows(answers, mark), delimiter))
    assert sorted(map(slot, found.answers)) == sorted(map(slot, answers))
    assert set(found.answers) == set(answers)


@TRIP
@given(answers=ANSWERS)
def test_answers_written_as_a_workbook_are_the_same_when_read(
    answers: list[Answer], tmp_path: Path
) -> None:
    assert set(read(as_xlsx(tmp_path, rows(answers))).answers) == set(answers)


@given(answers=ANSWERS)
def test_answers_exported_with_a_result_are_the_same_when_read(answers: list[Answer]) -> None:
    assert [answer_of(INSTRUMENT, answer_data(a)) for a in answers] == answers


@TRIP
@given(answers=ANSWERS, turn=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(
    answers: list[Answer], turn: Any, tmp_path: Path
) -> None:
    table = rows(answers)
    head, body = table[0], table[1:]
    turn.shuffle(body)
    columns = list(range(len(head)))
    turn.shuffle(columns)
    shuffled = [[row[c] for c in columns] for row in [head, *body]]
    assert set(read(as_csv(tmp_path, shuffled)).answers) == set(answers)


LEVELS = st.dictionaries(
    NAMES,
    st.dictionaries(st.sampled_from(["E-D:1", "E-D:2"]), st.integers(0, 5), min_size=1),
    min_size=1,
)


@TRIP
@given(levels=LEVELS)
def test_the_wide_form_says_what_the_long_form_says(
    levels: dict[str, dict[str, int]], tmp_path: Path
) -> None:
    heads = ["E-D:1", "E-D:2"]
    wide = [["unit", *heads]] + [
        [unit, *(str(found.get(h, "")) for h in heads)] for unit, found in levels.items()
    ]
    long = [["unit", "form", "item", "value"]] + [
        [unit, *key.split(":"), str(level)]
        for unit, found in levels.items()
        for key, level in found.items()
    ]
    by_wide = {(a.unit, a.key, a.value) for a in read(as_csv(tmp_path, wide)).answers}
    by_long = {(a.unit, a.key, a.value) for a in read(as_csv(tmp_path, long)).answers}
    assert by_wide == by_long


@pytest.mark.parametrize("code", ["pekppp-2022", "skm-2017", "ombudsman-2026"])
def test_every_item_of_a_shipped_instrument_can_be_written_and_read(
    code: str, tmp_path: Path
) -> None:
    document = load(code).document
    instrument = build(document)
    answers = [
        Answer(
            unit="" if item.of_government else "Disdik",
            form=key.form,
            item=key.item,
            value=some_value(item),
            respondent="1" if item.role is Role.RESPONDENTS else "",
        )
        for key, item in instrument.items.items()
    ]
    path = as_csv(tmp_path, rows(answers))
    assert read_answers(path, document, instrument).answers == tuple(answers)


def some_value(item: Item) -> Any:
    """A value of the item, the same each time."""
    if item.kind == "choices":
        return frozenset({item.options[0].code})
    if item.kind in ("choice", "yes-no"):
        return item.options[-1].code
    if item.kind == "date":
        return "2024-05-31"
    if item.kind == "text":
        return "Sudah ada"
    return item.scale.high if item.scale else Fraction(7)


# ---- what goes wrong -------------------------------------------------------


@TRIP
@given(answers=ANSWERS, at=st.integers(0, 24))
def test_one_bad_cell_among_many_is_named_by_its_address(
    answers: list[Answer], at: int, tmp_path: Path
) -> None:
    table = rows(answers)
    line = 1 + at % len(answers)
    table[line][3] = "tak-ada-butir-ini"
    with pytest.raises(InvalidInput) as caught:
        read(as_csv(tmp_path, table))
    assert [(f.code, f.facts["cell"]) for f in caught.value.faults] == [
        ("unknown-item", f"D{line + 1}")
    ]


@TRIP
@given(answers=ANSWERS)
def test_every_answer_given_twice_is_named(answers: list[Answer], tmp_path: Path) -> None:
    table = rows(answers)
    with pytest.raises(InvalidInput) as caught:
        read(as_csv(tmp_path, [*table, *table[1:]]))
    n = len(answers)
    assert [(f.code, f.facts["cell"], f.facts["first"]) for f in caught.value.faults] == [
        ("answer-twice", f"E{n + 2 + i}", f"E{2 + i}") for i in range(n)
    ]


def test_faults_of_every_row_come_at_once(tmp_path: Path) -> None:
    table = [
        ["unit", "form", "item", "value", "tahap"],
        ["A", "E-D", "1", "6", ""],
        ["A", "Z-9", "1", "3", ""],
        ["A", "E-D", "9", "3", ""],
        ["A", "E-D", "2", "3", "kapan-kapan"],
        ["A", "K", "1", "mungkin", ""],
    ]
    with pytest.raises(InvalidInput) as caught:
        read(as_csv(tmp_path, table))
    assert [(f.code, f.facts["cell"]) for f in caught.value.faults] == [
        ("bad-value", "D2"),
        ("unknown-form", "B3"),
        ("unknown-item", "C4"),
        ("bad-value", "E5"),
        ("bad-value", "D6"),
    ]


def test_the_allowed_answers_are_named_beside_a_bad_one(tmp_path: Path) -> None:
    table = [["unit", "form", "item", "value"], ["A", "K", "3", "televisi"]]
    with pytest.raises(InvalidInput) as caught:
        read(as_csv(tmp_path, table))
    facts = caught.value.faults[0].facts
    assert (facts["found"], facts["allowed"]) == ("televisi", "papan, situs, radio (;)")


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_table_without_rows_has_no_answers(
    write: Callable[[Path, list[list[str]]], Path], tmp_path: Path
) -> None:
    assert read(write(tmp_path, [list(COLUMNS)])).answers == ()


def test_a_unit_spelled_with_other_capitals_is_the_same_unit(tmp_path: Path) -> None:
    table = [
        ["unit", "form", "item", "value"],
        ["Disdik", "E-D", "1", "3"],
        ["DISDIK", "E-D", "2", "4"],
    ]
    assert {a.unit for a in read(as_csv(tmp_path, table)).answers} == {"Disdik"}


def test_renamed_units_are_read_by_their_new_names(tmp_path: Path) -> None:
    names = tmp_path / "nama.csv"
    names.write_text("lama,baru\nKantor Pos,Dinas Pos\n", encoding="utf-8")
    assert read_renamed(names) == {"kantor pos": "Dinas Pos"}
    path = as_csv(tmp_path, [["unit", "E-D:1"], ["KANTOR POS", "3"], ["Lain", "2"]])
    found = read_answers(path, LENGKAP, INSTRUMENT, units=names)
    assert [a.unit for a in found.answers] == ["Dinas Pos", "Lain"]


def test_the_words_of_a_level_stand_for_it(tmp_path: Path) -> None:
    document = load("skm-2017").document
    words = level_words(document)[Key("SKM", "U1")]
    assert sorted(set(words.values())) == [1, 2, 3, 4]
    best = next(word for word, level in words.items() if level == 4)
    path = as_csv(tmp_path, [["unit", "responden", "U1"], ["RSUD", "1", best.title()]])
    (found,) = read_answers(path, document, build(document)).answers
    assert found.value == 4
