"""One workbook as offices really send them, from import to score."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.command import run

TITLE = "REKAPITULASI SURVEI KEPUASAN MASYARAKAT"
OLD, NEW = "Kantor Perizinan", "Dinas Penanaman Modal"
# Questions in the order of the printed questionnaire: facilities eighth, complaints ninth.
ROWS: list[list[Any]] = [
    [1, OLD, "Izin Usaha", "3,0", "4", "3", " 4 ", "3", "3", "4", "2", "4"],
    [2, OLD, "Izin Usaha", 3, 3, 3, 4, 3, 4, 4, 2, 4],
    [None] * 12,
    [1, f"{NEW} ", "Izin\u00a0Praktik", "4,00", "4", "TB", "4", "4", "4", "4", "3", "4"],
    [2, NEW.upper(), "Izin Praktik", 4, 3, 4, 4, 4, None, 4, 3, 4],
]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rekap Semester I"
    elements = ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8 Sarana Prasarana", "U9 Pengaduan"]
    blank = [None] * 8
    for row in (
        [TITLE],
        ["Periode 01/01/2025 s.d. 30/06/2025"],
        [],
        ["No.", "Unit Kerja", "Jenis Layanan", "Nilai", *blank, "Saran"],
        [None, None, None, *elements, None],
        ["(1)", "(2)", "(3)", *(f"({n})" for n in range(4, 14))],
        *ROWS,
        ["Jumlah", None, None, 14, 14, 10, 16, 14, 11, 16, 10, 16],
        ["Rata-rata", None, None, "3,50", *["3,50"] * 8],
        [],
        ["Mengetahui,"],
        ["Kepala Dinas"],
    ):
        sheet.append(row)
    for span in ("A1:M1", "A2:M2", "A4:A5", "B4:B5", "C4:C5", "D4:L4", "A12:C12", "A13:C13"):
        sheet.merge_cells(span)
    sheet.row_dimensions[9].hidden = True
    path = tmp_path / "SKM Semester I.xlsx"
    book.save(path)
    (tmp_path / "unit.csv").write_text(f"lama;baru\n{OLD};{NEW}\n", encoding="utf-8")
    return path


def test_the_messy_workbook_goes_from_import_to_score(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = workbook.parent / "unit.csv"
    code, out, err = run(
        capsys, "score", "skm-2017", workbook, "--order", "kuesioner", "--units", units, "--json"
    )
    data = json.loads(out)
    assert code == 0, err
    (unit,) = data["units"]
    assert unit["unit"] == NEW
    assert {s["service"] for s in unit["services"]} == {"Izin Usaha", "Izin Praktik"}
    leaves = {n["item"]: n["value"]["exact"] for n in unit["tree"]["children"]}
    assert leaves == {
        "SKM:U1": "7/2",
        "SKM:U2": "7/2",
        "SKM:U3": "10/3",
        "SKM:U4": "4/1",
        "SKM:U5": "7/2",
        "SKM:U6": "11/3",
        "SKM:U7": "4/1",
        "SKM:U8": "4/1",
        "SKM:U9": "5/2",
    }
    # (3·7/2 + 10/3 + 3·4 + 11/3 + 5/2) / 9 · 25
    assert (unit["exact"], unit["rounded"], unit["grade"]) == ("800/9", "88.89", "A")
    assert data["government"]["rounded"] == "88.89"


def test_what_the_messy_workbook_leaves_out_is_said(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = workbook.parent / "unit.csv"
    _, _, err = run(capsys, "score", "skm-2017", workbook, "--order", "kuesioner", "--units", units)
    for found in ("(1)", "Jumlah", "Rata-rata", "Mengetahui,", "Kepala Dinas", "Saran"):
        assert found in err


def test_the_messy_workbook_without_its_order_is_a_question(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "score", "skm-2017", workbook)
    assert (code, out) == (2, "")
    assert "SKM Semester I.xlsx:Rekap Semester I:K5" in err
    assert "--order" in err
