"""Reports are opened in a process of their own; what would harm is refused in words."""

import io
import zipfile

import pytest

from tests.reading.papers import make_book, make_text_pdf
from tests.reports.layouts import LAYOUTS
from tests.reports.reading import lay_out
from tests.reports.truth import make_sound
from tilik.core.errors import UserError
from tilik.reading import isolated
from tilik.reading.isolated import paint_marks, read_report_rows


@pytest.mark.parametrize("layout", ["ruled", "word-long", "workbook"])
def test_the_process_gives_the_same_rows(layout: str) -> None:
    content = LAYOUTS[layout](make_sound(1))
    assert read_report_rows(content) == lay_out(content)


def refuse(content: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_report_rows(content)
    return caught.value.code


def test_scripts_bombs_and_other_kinds_are_refused() -> None:
    pdf = make_text_pdf("x")
    assert refuse(pdf.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</JavaScript 1>>")) == (
        "file-active"
    )
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", b"0" * 400_000_000)
    assert refuse(bomb.getvalue()) == "file-bomb"
    assert refuse(b"\x89PNG\r\n\x1a\n rest") == "file-broken"
    assert refuse(b"\x7fELF\x00 rest") == "file-kind"
    assert refuse(b"") == "file-empty"


def test_more_pages_and_rows_than_any_report_has_are_refused() -> None:
    assert refuse(make_text_pdf(*["x"] * 401)) == "file-long"
    assert refuse(make_book(*[(1, 2)] * 20_001)) == "file-long"


def test_a_damaged_file_is_called_damaged() -> None:
    content = LAYOUTS["ruled"](make_sound(1))
    assert refuse(content[: len(content) // 2]) == "file-broken"
    assert refuse(b"%PDF-1.4\n%%EOF") in ("file-broken", "file-unreadable")


def test_a_process_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "START", "while True: pass")
    monkeypatch.setattr(isolated, "SECONDS", 0.2)
    assert refuse(make_text_pdf("x")) == "file-unreadable"


def test_a_page_is_painted_with_its_marks() -> None:
    content = make_text_pdf("satu", "dua")
    plain, marked = paint_marks(content, 1, []), paint_marks(content, 1, [(3, 20, 90, 60, 110)])
    assert plain[:4] == marked[:4] == b"RIFF"
    assert plain != marked
