"""tilik audit: what is said of a report, for people, for programs and on one page."""

import json
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from tests.cli.command import Capture, run
from tests.reading.papers import make_photo, make_scan, make_text_pdf
from tests.reports.layouts import LAYOUTS
from tests.reports.truth import make_sound, plant
from tilik.library.audit_note import MOST, list_note_lines, say_more


def write(path: Path, *kinds: int, layout: str = "ruled") -> Path:
    report = make_sound(3)
    for kind in kinds:
        report = plant(report, kind)
    path.write_bytes(LAYOUTS[layout](report))
    return path


def run_json(capsys: Capture, *arguments: object) -> Any:
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 1, err
    return json.loads(out)


def test_a_contradiction_is_said_with_page_value_and_what_to_do(
    tmp_path: Path, capsys: Capture
) -> None:
    code, out, _err = run(capsys, "audit", write(tmp_path / "skm.pdf", 1))
    assert code == 1
    assert "[1] NRR tidak sama dengan jawaban yang dihitung" in out
    assert "U7 Perilaku pelaksana: NRR tercetak 3,28; dari jumlah jawabannya 3,59. (hal. 2)" in out
    assert "→ Perbaiki NRR" in out


def test_a_sound_report_ends_with_nothing_found_and_says_what_was_read(
    tmp_path: Path, capsys: Capture
) -> None:
    code, out, _err = run(capsys, "audit", write(tmp_path / "skm.pdf"), "--lang", "en")
    assert code == 0
    assert "tables of elements 2" in out
    assert "Contradictions: 0." in out


def test_the_weight_that_explains_a_value_is_named(tmp_path: Path, capsys: Capture) -> None:
    _code, out, _err = run(capsys, "audit", write(tmp_path / "skm.pdf"))
    assert "bobot 0,111, dari jumlah jawaban" in out


def test_the_json_holds_page_box_values_and_paths(tmp_path: Path, capsys: Capture) -> None:
    data = run_json(capsys, "audit", write(tmp_path / "skm.pdf", 1))
    first = data["findings"][0]
    assert (first["kind"], first["found"], first["recomputed"]) == (1, "3,28", "3.59")
    assert first["page"] == 2
    assert len(first["box"]) == 4
    assert any(each["path"] == "counts/0.111/none" for f in data["findings"] for each in f["paths"])


def test_a_workbook_is_pointed_at_by_sheet_and_cell(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path / "skm.xlsx", 10, layout="workbook")
    data = run_json(capsys, "audit", path)
    cells = {f["cell"] for f in data["findings"] if f["kind"] == 10}
    assert all(cell.startswith("Laporan SKM!A") for cell in cells)


def test_the_note_is_one_page_as_pdf_and_the_same_as_text(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path / "skm.pdf", 1, 3, 4, 5, 8, 9, 10, 12, 13)
    pdf, text = tmp_path / "catatan.pdf", tmp_path / "catatan.txt"
    run(capsys, "audit", path, "--out", pdf, "--out", text)
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert "Tulis PermenPANRB" in document[0].get_textpage().get_text_bounded()
    assert "Tulis PermenPANRB Nomor 14 Tahun 2017." in text.read_text("utf-8")


def test_a_note_has_room_for_the_gravest_and_says_how_many_are_left() -> None:
    one = {
        "kind": 1, "severity": "information", "page": None, "cell": "", "title": {"id": "t"},
        "reason": {"id": "r"}, "ask": {"id": "a"},
    }  # fmt: skip
    data = {"findings": [one] * MOST + [one | {"severity": "error"}]}
    assert list_note_lines(data, "id")[0]["severity"] == "error"
    assert say_more(data, "id").startswith("1 temuan")


def test_what_is_no_report_is_refused_or_said_to_hold_nothing(
    tmp_path: Path, capsys: Capture
) -> None:
    assert run(capsys, "audit", tmp_path / "tidak-ada.pdf")[0] == 2
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"bukan pdf")
    code, _out, err = run(capsys, "audit", broken)
    assert code == 2
    assert "bukan PDF" in err
    broken.write_bytes(make_text_pdf("Surat undangan rapat koordinasi bagian organisasi"))
    code, out, _err = run(capsys, "audit", broken)
    assert code == 0
    assert "Tidak ditemukan tabel survei" in out
    assert run(capsys, "audit", broken, "--out", tmp_path / "x.odt")[0] == 2


def test_a_scan_is_said_to_be_unread(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(make_scan(make_photo()))
    _code, out, _err = run(capsys, "audit", path)
    assert "Halaman tanpa lapisan teks, tidak terbaca: 1." in out
