"""An instrument goes out to Excel and comes back."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.command import Capture, run, run_json
from tilik.library.load import find

CODE = "skm-2017"


@pytest.fixture
def workbook(tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "skm.xlsx"
    assert run(capsys, "workbook", CODE, path) == (0, "skm.xlsx ditulis\n", "")
    return path


def test_an_unchanged_workbook_gives_the_same_file(
    workbook: Path, tmp_path: Path, capsys: Capture
) -> None:
    back = tmp_path / "v2.yaml"
    assert run_json(capsys, "workbook", CODE, workbook, "--to", back) == []
    assert back.read_bytes() == find(CODE).path.read_bytes()


def test_a_changed_cell_is_listed_and_written(
    workbook: Path, tmp_path: Path, capsys: Capture
) -> None:
    book = openpyxl.load_workbook(workbook)
    cell = next(c for row in book["Kategori"].iter_rows() for c in row if str(c.value) == "88.31")
    cell.value = "88.5"
    book.save(workbook)
    back = tmp_path / "v2.yaml"
    changes = run_json(capsys, "workbook", CODE, workbook, "--to", back)
    assert [(c["before"], c["after"]) for c in changes] == [("88.31", "88.5")]
    assert "from: 88.5\n" in back.read_text(encoding="utf-8")


def test_a_bad_cell_is_named_and_nothing_is_written(
    workbook: Path, tmp_path: Path, capsys: Capture
) -> None:
    book = openpyxl.load_workbook(workbook)
    cell = next(c for row in book["Kategori"].iter_rows() for c in row if str(c.value) == "88.31")
    cell.value = "delapan"
    book.save(workbook)
    back = tmp_path / "v2.yaml"
    code, _, err = run(capsys, "workbook", CODE, workbook, "--to", back)
    assert (code, back.exists()) == (2, False)
    assert f"Kategori:{cell.coordinate}" in err


def test_written_and_unchanged_are_said_to_people_and_to_programs(
    workbook: Path, tmp_path: Path, capsys: Capture
) -> None:
    data = run_json(capsys, "workbook", CODE, tmp_path / "lagi.xlsx")
    assert data == {"instrument": CODE, "file": "lagi.xlsx"}
    said = run(capsys, "workbook", CODE, workbook, "--to", tmp_path / "v2.yaml")
    assert said == (0, "tidak ada yang diubah; v2.yaml ditulis sama\n", "")


def test_what_cannot_be_written_or_read_is_refused_in_words(
    workbook: Path, tmp_path: Path, capsys: Capture
) -> None:
    nowhere = tmp_path / "tiada" / "x"
    for arguments in ([nowhere], [workbook, "--to", nowhere]):
        code, out, err = run(capsys, "workbook", CODE, *arguments)
        assert (code, out, err) == (2, "", f"folder {nowhere.parent} tidak ada\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "tidak dapat ditulis" in run(capsys, "workbook", CODE, workbook, "--to", folder)[2]
    table = tmp_path / "x.csv"
    table.write_text("a,b\n")
    code, _, err = run(capsys, "workbook", CODE, table, "--to", tmp_path / "v2.yaml")
    assert code == 2
    assert err.startswith("x.csv tidak terbaca")


def test_a_missing_workbook_is_said_to_be_missing(tmp_path: Path, capsys: Capture) -> None:
    code, _, err = run(
        capsys, "workbook", CODE, tmp_path / "tiada.xlsx", "--to", tmp_path / "v2.yaml"
    )
    assert code == 2
    assert "tiada.xlsx" in err
