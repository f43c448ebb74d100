"""Answers out of the spreadsheets people really have."""

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.cli.documents import ELEMENTS, evaluation, read, save, survey, values
from tests.cli.files import faults, write
from tilik.core.instrument import Gap

NINE = list(ELEMENTS)


# ---- long form -------------------------------------------------------------


def test_the_long_form_is_read_with_english_headings(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "unit,form,respondent,item,value,service,evaluator,stage\n"
        "Disdik,F-02A,,1,4,,Ani,desk\nDisdik,F-02A,,1,5,,Budi,desk\n,F-01,,1.1,ya,,,\n",
    )
    first, second, own = read(path, evaluation()).answers
    assert (first.unit, first.form, first.item, first.value) == (
        "Disdik",
        "F-02A",
        "1",
        Fraction(4),
    )
    assert (first.evaluator, first.stage, second.evaluator) == ("Ani", "desk", "Budi")
    assert (own.unit, own.value) == ("", "ya")


def test_the_long_form_is_read_with_indonesian_headings_and_semicolons(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "\ufeffUnit Kerja;Formulir;No. Responden;Butir;Nilai;Layanan;Tahap\r\n"
        "Disdik;F-02A;;1;3,50;;Verifikasi lapangan\r\n",
    )
    (answer,) = read(path, evaluation()).answers
    assert (answer.value, answer.stage) == (Fraction(7, 2), "field")


def test_a_row_number_beside_a_value_names_the_item(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "no;formulir;jawaban\n1;F-02A;5\n2;F-02A;4\n")
    reading = read(path, evaluation())
    assert values(reading.answers) == {"1": "5", "2": "4"}
    assert {a.unit for a in reading.answers} == {"a"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_old_and_new_excel_are_read(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", "unit;form;item;value\nPuskésmas;F-02A;1;4\n", encoding)
    assert read(path, evaluation()).answers[0].unit == "Puskésmas"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["unit", "form", "item", "value"], ["Disdik", "F-01", "1.3", '"web|papan"']]
    path = write(tmp_path / "a.csv", "\n".join(map(delimiter.join, rows)))
    assert read(path, evaluation()).answers[0].value == frozenset({"web", "papan"})


def test_excel_s_own_hint_of_the_delimiter_keeps_addresses_true(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "sep=,\nunit,form,item,value\nDisdik,F-02A,1,9\n")
    assert faults(path, evaluation()) == [("bad-value", "D3", "9")]


def test_each_kind_of_answer_is_read_as_itself(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "unit;form;item;value\nA;F-01;1.1; YA \nA;F-01;1.2;1.250,5\nA;F-01;1.3;web;\n"
        "A;F-01;1.4;31/05/2024\nA;F-01;1.5;Sudah  diperbaiki\n",
    )
    found = {a.item: a.value for a in read(path, evaluation()).answers}
    assert found == {
        "1.1": "ya",
        "1.2": Fraction(2501, 2),
        "1.3": frozenset({"web"}),
        "1.4": "2024-05-31",
        "1.5": "Sudah diperbaiki",
    }


def test_blank_is_not_answered_and_tb_is_not_applicable(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;F-02A:1;F-02A:2;F-02A:3\nA;;TB;tidak berlaku\n")
    found = read(path, evaluation()).answers
    assert [(a.item, a.gap) for a in found] == [
        ("2", Gap.NOT_APPLICABLE),
        ("3", Gap.NOT_APPLICABLE),
    ]


def test_a_number_that_may_mean_thousands_is_a_question(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;form;item;value\nA;F-01;1.2;1.250\n")
    assert faults(path, evaluation()) == [("ambiguous-number", "D2", "1.250")]


# ---- wide form -------------------------------------------------------------


def test_colliding_items_are_told_apart_by_their_form(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;F-02A:1;F-03A:1\nDisdik;5;4\n")
    assert [(a.form, a.value) for a in read(path, evaluation()).answers] == [
        ("F-02A", Fraction(5)),
        ("F-03A", Fraction(4)),
    ]


def test_a_colliding_item_without_its_form_is_a_question(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;1;2\nDisdik;5;4\n")
    assert faults(path, evaluation()) == [
        ("ambiguous-item", "B1", "1"),
        ("ambiguous-item", "C1", "2"),
    ]


def test_a_sheet_is_a_form(tmp_path: Path) -> None:
    rows = {
        "F-02A": [["OPD", 1, 2, 3], ["Disdik", 5, 4, 3]],
        "Formulir F03A": [
            ["OPD", "Responden", 1, 2],
            ["Disdik", "r1", 5, 4],
            ["Disdik", "r2", 3, 2],
        ],
    }
    found = read(save(tmp_path / "a.xlsx", rows), evaluation()).answers
    assert [(a.form, a.item, a.respondent, int(a.value)) for a in found] == [
        ("F-02A", "1", "", 5),
        ("F-02A", "2", "", 4),
        ("F-02A", "3", "", 3),
        ("F-03A", "1", "r1", 5),
        ("F-03A", "2", "r1", 4),
        ("F-03A", "1", "r2", 3),
        ("F-03A", "2", "r2", 2),
    ]


def test_headings_of_two_rows_with_merged_cells_are_joined(tmp_path: Path) -> None:
    rows = [
        ["REKAPITULASI NILAI"],
        [],
        ["No", "Perangkat Daerah", "F-02A", None, None, "F-03A", None],
        [None, None, 1, 2, 3, 1, 2],
        [1, "Disdik", 5, 4, 3, 4.5, 4],
        [2, "Dinkes", 4, 4, 4, 5, "TB"],
        [None, "Jumlah", 9, 8, 7, 9.5, 4],
    ]
    merged = ["A1:G1", "A3:A4", "B3:B4", "C3:E3", "F3:G3"]
    reading = read(save(tmp_path / "a.xlsx", {"Rekap": rows}, merged), evaluation())
    assert len(reading.answers) == 10
    assert [(n.code, n.facts.get("found")) for n in reading.notices] == [
        ("row-left-out", "Jumlah"),
        ("means-read", None),
    ]


def test_headings_of_two_rows_in_a_csv_hold_until_the_next_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Unit;F-02A;;;F-03A;\n;1;2;3;1;2\nDisdik;5;4;3;2;1\n")
    assert [a.form for a in read(path, evaluation()).answers] == ["F-02A"] * 3 + ["F-03A"] * 2


def test_a_row_that_numbers_the_columns_is_no_answer(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "no;unit;F-02A:1;F-02A:2\n(1);(2);(3);(4)\n1;Disdik;5;4\n")
    reading = read(path, evaluation())
    assert {a.unit for a in reading.answers} == {"Disdik"}
    assert [n.code for n in reading.notices] == ["row-left-out"]


def test_blank_rows_and_signatures_below_the_table_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;F-02A:1\nDisdik;5\n;\nMengetahui,;\nKepala Dinas;\n")
    reading = read(path, evaluation())
    assert {a.unit for a in reading.answers} == {"Disdik"}
    assert [n.facts["cell"] for n in reading.notices] == ["4", "5"]


def test_a_unit_without_any_answer_does_not_vanish(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;F-02A:1\nDisdik;5\nDinsos;\n")
    assert [(a.unit, a.gap) for a in read(path, evaluation()).answers] == [
        ("Disdik", None),
        ("Dinsos", Gap.NOT_ANSWERED),
    ]


def test_a_file_that_names_no_unit_is_the_unit_s(tmp_path: Path) -> None:
    path = write(
        tmp_path / "puskesmas-sangatta.csv", "no," + ",".join(NINE) + "\n1" + ",3" * 9 + "\n"
    )
    assert {a.unit for a in read(path, survey()).answers} == {"puskesmas-sangatta"}
    assert {a.unit for a in read(path, survey(), unit="RSUD").answers} == {"RSUD"}


def test_a_column_that_names_no_item_is_left_out_and_said_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;Jenis kelamin;U1\nRSUD;L;3\n")
    reading = read(path, survey())
    assert [(n.code, n.facts["found"]) for n in reading.notices] == [
        ("column-left-out", "Jenis kelamin")
    ]


def test_a_column_that_looks_like_an_item_but_is_none_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;U1;U10\nRSUD;3;3\n")
    assert faults(path, survey()) == [("unknown-item", "C1", "U10")]


def test_two_columns_of_one_item_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;U1;U01\nRSUD;3;4\n")
    assert faults(path, survey()) == [("column-twice", "C1", "U01")]


def test_two_answers_of_one_respondent_to_one_item_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;responden;U1\nRSUD;r1;3\nRSUD;r1;4\n")
    assert faults(path, survey()) == [("answer-twice", "C3", "4")]


def test_respondents_without_a_number_are_told_apart_by_their_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;U1;U2\nRSUD;3;4\nRSUD;3;4\n")
    assert len({a.respondent for a in read(path, survey()).answers}) == 2


def test_a_respondent_s_own_answer_is_a_whole_step_and_a_unit_s_mean_need_not_be(
    tmp_path: Path,
) -> None:
    own = write(tmp_path / "own.csv", "unit;responden;U1\nRSUD;r1;3,5\n")
    mean = write(tmp_path / "mean.csv", "unit;U1;U2\nRSUD;3,53;3,2\n")
    assert faults(own, survey()) == [("bad-value", "C2", "3,5")]
    reading = read(mean, survey())
    assert reading.answers[0].value == Fraction("3.53")
    assert reading.notices[0].facts["n"] == 2


def test_answers_in_the_words_of_the_scale_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unit;responden;U1\nRSUD;r1;Tingkat  3\n")
    assert read(path, survey()).answers[0].value == Fraction(3)


def test_renamed_and_differently_spelled_units_are_one_unit(tmp_path: Path) -> None:
    units = write(tmp_path / "map.csv", "lama;baru\nBadan Lama;Dinas Baru\n")
    path = write(tmp_path / "a.csv", "unit;F-02A:1;F-02A:2\nBadan lama;5;\nDINAS BARU;;4\n")
    found = read(path, evaluation(), units=units).answers
    assert [(a.unit, a.item) for a in found] == [("Dinas Baru", "1"), ("Dinas Baru", "2")]


def test_codes_of_units_stay_text(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", {"F-02A": [["unit", 1], ["64.08", 5], [64.04, 4]]})
    assert [a.unit for a in read(path, evaluation()).answers] == ["64.08", "64.04"]


def test_merged_units_hold_for_all_their_rows(tmp_path: Path) -> None:
    rows = [["unit", "responden", "U1"], ["RSUD", "a", 3], [None, "b", 4]]
    found = read(save(tmp_path / "a.xlsx", {"S": rows}, ["A2:A3"]), survey()).answers
    assert [(a.unit, a.respondent) for a in found] == [("RSUD", "a"), ("RSUD", "b")]


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.xlsx",
        {"F-02A": [["unit", 1], ["Disdik", 5]], "Arsip": [["unit", "F-02A:1"], ["X", 1]]},
    )
    book = openpyxl.load_workbook(path)
    book["Arsip"].sheet_state = "hidden"
    book.save(path)
    assert {a.unit for a in read(path, evaluation()).answers} == {"Disdik"}


def test_a_heading_over_several_columns_does_not_make_a_table_long(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "No;Unit;Nilai;;Responden;\n;;F-02A:1;F-02A:2;L/P;Usia\n1;Disdik;5;4;;\n",
    )
    assert values(read(path, evaluation()).answers) == {"1": "5", "2": "4"}
