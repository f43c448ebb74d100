"""tilik read: what is said of a standard, for people and for programs."""

import importlib.util
import io
from pathlib import Path

import pytest
import segno
from PIL import Image

from tests.cli.command import Capture, run, run_json
from tests.files import make_picture, make_signed_pdf
from tests.reading.examples import BALKESMAS, make_pdf
from tilik.cli.parser import make_parser
from tilik.reading.layout import Layout
from tilik.reading.signs import find_signs


def test_the_report_names_service_row_fault_and_question(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "sk.pdf"
    path.write_bytes(make_pdf(BALKESMAS))
    code, out, _err = run(capsys, "read", path, "--unit", BALKESMAS.unit)
    assert code == 0
    assert "Rawat Jalan" in out
    assert "Ini jam buka, bukan lama penyelesaian." in out
    assert "Berapa orang pelaksananya?" in out


def test_the_json_holds_every_component_with_page_box_and_remarks(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "sk.pdf"
    path.write_bytes(make_pdf(BALKESMAS))
    data = run_json(capsys, "read", path)
    assert data["facts"]["number"] == "800/001.11/7/2022"
    components = data["services"][0]["components"]
    assert [each["number"] for each in components] == list(range(1, 15))
    third = components[2]
    assert third["suggestion"] == "defective"
    assert third["page"] == 2
    assert len(third["box"]) == 4
    assert third["remarks"][0]["code"] == "opening-hours"


def test_pages_that_are_pictures_are_said_with_what_became_of_them(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "foto.png"
    path.write_bytes(make_picture("PNG"))
    _code, out, _err = run(capsys, "read", path, "--ocr", "off")
    assert "tidak terbaca: 1." in out
    read = Layout((), 2, (), scanned=(1, 2), poor=(2,))
    monkeypatch.setattr("tilik.cli.reading.read_all_rows", lambda content, ocr: read)
    _code, out, _err = run(capsys, "read", path)
    assert "dibaca dengan OCR: 1, 2." in out
    assert "Kualitas pindaian rendah, tidak ada yang disebut tidak ada: 2." in out
    data = run_json(capsys, "read", path)
    assert (data["scanned_pages"], data["poor_pages"], data["unread_pages"]) == ([1, 2], [2], [])


@pytest.mark.parametrize(("said", "taken"), [("light", "light"), ("", "best"), ("cepat", "best")])
def test_the_environment_says_which_engine_unless_the_command_does(said: str, taken: str) -> None:
    parser = make_parser("id", ocr=said)
    assert parser.parse_args(["read", "x.pdf"]).ocr == taken
    assert parser.parse_args(["read", "x.pdf", "--ocr", "off"]).ocr == "off"


def test_a_file_that_is_not_there_or_no_document_is_refused(
    tmp_path: Path, capsys: Capture
) -> None:
    assert run(capsys, "read", tmp_path / "x.pdf")[0] == 2
    (tmp_path / "x.pdf").write_bytes(b"bukan pdf")
    code, _out, err = run(capsys, "read", tmp_path / "x.pdf")
    assert code == 2
    assert "file-kind" not in err
    assert err.strip()


def test_an_embedded_signature_is_counted_and_what_was_not_looked_at_is_unknown(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "tte.pdf"
    path.write_bytes(make_signed_pdf())
    assert run_json(capsys, "read", path)["signed"]["signatures"] == 1
    _code, out, _err = run(capsys, "read", path)
    assert "Tanda tangan elektronik tertanam dalam berkas: 1 (tidak diverifikasi)." in out
    path.write_bytes(make_pdf(BALKESMAS))
    assert run_json(capsys, "read", path)["signed"]["signatures"] == 0
    path.write_bytes(b"<!doctype html><p>Standar</p>")
    assert run_json(capsys, "read", path)["signed"] == {"signatures": None, "qr": None}


def test_the_qr_of_a_signature_on_the_last_page_is_read_or_said_to_be_unknown() -> None:
    address = "https://tte.contoh.go.id/cek/421-7"
    code = Image.open(io.BytesIO(segno_png(address))).convert("RGB")
    blank = Image.new("RGB", code.size, "white")
    out = io.BytesIO()
    blank.save(out, "PDF", save_all=True, append_images=[blank] * 11 + [code])
    is_there = importlib.util.find_spec("zxingcpp") is not None
    assert find_signs(out.getvalue())["qr"] == ([address] if is_there else None)


def segno_png(text: str) -> bytes:
    """A QR as a picture."""
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=6, border=6)
    return out.getvalue()
