"""What a file may not say, and the order of questions."""

from pathlib import Path

import pytest

from tests.cli.documents import ELEMENTS, evaluation, read, save, survey, values
from tests.cli.files import faults, write
from tilik.core.errors import InvalidInput, UserError

NINE = list(ELEMENTS)


# ---- the order of questions ------------------------------------------------


def header(*labels: str) -> str:
    return "unit;responden;" + ";".join(labels) + "\nRSUD;r1;1;1;1;1;1;1;1;4;2\n"


def test_u8_means_complaints_whatever_its_place(tmp_path: Path) -> None:
    found = values(read(write(tmp_path / "a.csv", header(*NINE)), survey()).answers)
    assert (found["U8"], found["U9"]) == ("4", "2")


def test_the_order_of_the_questionnaire_is_declared_by_option(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", header(*NINE))
    found = values(read(path, survey(), order="kuesioner").answers)
    assert (found["U8"], found["U9"]) == ("2", "4")


def test_the_order_of_the_questionnaire_is_declared_by_the_headings_q(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", header(*(f"Q{n}" for n in range(1, 10))))
    found = values(read(path, survey()).answers)
    assert (found["U8"], found["U9"]) == ("2", "4")


def test_bare_numbers_whose_order_matters_are_a_question(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", header(*"123456789"))
    assert faults(path, survey()) == [("question-order", "J1", "8"), ("question-order", "K1", "9")]
    assert values(read(path, survey(), order="permen").answers)["U8"] == "4"


def test_a_u8_that_says_facilities_is_a_question(tmp_path: Path) -> None:
    labels = [*NINE[:7], "U8 – Sarana dan Prasarana", "U9 (Pengaduan)"]
    path = write(tmp_path / "a.csv", header(*labels))
    assert [code for code, _, _ in faults(path, survey())] == ["question-order"] * 2
    found = values(read(path, survey(), order="kuesioner").answers)
    assert (found["U8"], found["U9"]) == ("2", "4")


def test_a_declared_order_that_the_words_deny_is_a_question(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", header(*NINE[:7], "U8 Pengaduan", "U9 Sarana"))
    assert [code for code, _, _ in faults(path, survey(), order="kuesioner")] == [
        "question-order"
    ] * 2


def test_elements_named_by_their_words_need_no_code(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", header(*NINE[:7], "Sarana dan prasarana", "Penanganan pengaduan")
    )
    found = values(read(path, survey()).answers)
    assert (found["U8"], found["U9"]) == ("2", "4")


def test_an_order_the_instrument_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read(write(tmp_path / "a.csv", header(*NINE)), survey(), order="terbalik")
    assert caught.value.facts["allowed"] == ["kuesioner", "permen"]


# ---- faults ----------------------------------------------------------------


def test_all_bad_cells_are_named_at_once_with_sheet_and_cell(tmp_path: Path) -> None:
    rows = {
        "F-02A": [["unit", 1, 2], ["Disdik", 7, "lima"]],
        "F-03A": [["unit", "responden", 1], ["Disdik", "r1", 0]],
    }
    with pytest.raises(InvalidInput) as caught:
        read(save(tmp_path / "a.xlsx", rows), evaluation())
    assert [(f.where, f.facts["found"], f.facts["allowed"]) for f in caught.value.faults] == [
        ("a.xlsx:F-02A:B2", "7", "0–5"),
        ("a.xlsx:F-02A:C2", "lima", "0–5"),
        ("a.xlsx:F-03A:C2", "0", "1–5"),
    ]


@pytest.mark.parametrize(
    ("item", "value", "allowed"),
    [
        ("1.1", "mungkin", "ya, tidak"),
        ("1.3", "web;tv", "web, papan, sippn (;)"),
        ("1.4", "31/31/2024", "dd/mm/yyyy"),
        ("1.2", "banyak", "123,45"),
    ],
)
def test_a_bad_answer_says_what_is_allowed(
    tmp_path: Path, item: str, value: str, allowed: str
) -> None:
    path = write(tmp_path / "a.csv", f'unit,form,item,value\nA,F-01,{item},"{value}"\n')
    with pytest.raises(InvalidInput) as caught:
        read(path, evaluation())
    assert caught.value.faults[0].facts["allowed"] == allowed


def test_unknown_forms_items_and_stages_are_named_together(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "unit,form,item,value,stage\nA,F-09,1,1,\nA,F-02A,44,1,\nA,F-02A,1,1,entah\n",
    )
    assert faults(path, evaluation()) == [
        ("unknown-form", "B2", "F-09"),
        ("unknown-item", "C3", "44"),
        ("bad-value", "E4", "entah"),
    ]


def test_a_table_of_another_instrument_is_refused_and_gives_no_empty_result(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.csv", "No;Unit Kerja;F-02A:1;F-02A:2\n1;Disdik;4;5\n")
    with pytest.raises(InvalidInput) as caught:
        read(path, survey())
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("no-items", "a.csv")
    assert fault.facts["allowed"][:2] == ["SKM:U1", "SKM:U2"]


def test_a_file_without_a_table_is_refused(tmp_path: Path) -> None:
    assert faults(write(tmp_path / "a.csv", "halo\n"), evaluation()) == [
        ("no-table", "None", "None")
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"no workbook"), ("b.csv", b"\xff\xfe\x00")]
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match="file-unreadable"):
        read(tmp_path / name, evaluation())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-missing"):
        read(tmp_path / "tiada.csv", evaluation())
