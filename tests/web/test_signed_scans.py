"""A signed scan is held against the code printed on it, the freeze and the data: warned, never refused."""

import io
from typing import Any

import pytest
import segno
from PIL import Image

from tests.files import Sent, make_pdf
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored, make_scored
from tests.web.test_papers_register import PAGE, file, freeze, make
from tilik.reading.extract import find_marks
from tilik.reading.isolated import read_marks
from tilik.reading.kinds import PDF, PNG
from tilik.records.models import Freeze, IssuedPaper, Reopening

pytestmark = pytest.mark.django_db
WARNED = "Tersimpan, tetapi periksa lagi"


@shared
def scored() -> Scored:
    return make_scored()


def send(scored: Scored, paper: IssuedPaper, content: bytes, name: str = "scan.pdf") -> str:
    """What the page says after the scan was filed."""
    status, page = file(scored, paper, file=Sent(content, name))
    assert status == 200
    paper.refresh_from_db()
    assert paper.signed is not None, "filed, whatever differs"
    return strip(page)


def make_qr(code: str) -> bytes:
    """A photo of the QR of a paper."""
    out = io.BytesIO()
    segno.make(f"https://contoh.go.id/cek/{code}/").save(out, kind="png", scale=6)
    return out.getvalue()


def test_a_scan_with_the_code_of_the_paper_is_filed_without_a_warning(scored: Scored) -> None:
    content, paper = make(scored)
    page = send(scored, paper, content)
    assert paper.scan_code == paper.code
    assert WARNED not in page
    assert "Tersimpan: pindaian itu kini versi resminya." in page
    assert "pindaian memuat kode naskah ini" in page


def test_the_scan_of_another_paper_is_filed_and_said_to_be_one(scored: Scored) -> None:
    paper = make(scored)[1]
    content, other = make(scored, unit="klinik")
    page = send(scored, paper, content)
    assert paper.scan_code == other.code
    assert WARNED in page
    assert page.count(f"pindaian memuat kode lain: {other.code}") == 2, "message and register"


def test_a_text_without_any_code_is_warned_of(scored: Scored, monkeypatch: Any) -> None:
    paper = make(scored)[1]
    found = {"text": "Berita acara tanpa kode", "marks": [], "is_read": True}
    monkeypatch.setattr("tilik.actions.scans.read_marks", lambda content, kind: found)
    page = send(scored, paper, make_pdf())
    assert paper.scan_code == "-"
    assert page.count("tidak ada kode pada pindaian") == 2


def test_a_scan_nobody_can_read_asks_the_person_to_compare(
    scored: Scored, monkeypatch: Any
) -> None:
    paper = make(scored)[1]
    found = {"text": "", "marks": [], "is_read": False}
    monkeypatch.setattr("tilik.actions.scans.read_marks", lambda content, kind: found)
    assert "bandingkan sendiri" in send(scored, paper, make_pdf())
    assert paper.scan_code == "?"


def test_a_code_the_qr_says_counts_like_a_printed_one(scored: Scored, monkeypatch: Any) -> None:
    paper = make(scored)[1]
    found = {"text": "", "marks": [f"http://x/cek/{paper.code}/"], "is_read": True}
    monkeypatch.setattr("tilik.actions.scans.read_marks", lambda content, kind: found)
    assert WARNED not in send(scored, paper, make_pdf())


def test_a_newer_scan_is_looked_at_anew(scored: Scored) -> None:
    content, paper = make(scored)
    send(scored, paper, make(scored, unit="klinik")[0])
    assert WARNED not in send(scored, paper, content)
    assert paper.scan_code == paper.code


def test_a_paper_of_the_freeze_that_holds_matches_it_in_the_register(scored: Scored) -> None:
    freeze(scored)
    content, paper = make(scored)
    assert "sesuai data beku versi 1" in send(scored, paper, content)


def test_after_reopening_the_paper_of_the_old_freeze_is_warned_of(scored: Scored) -> None:
    freeze(scored)
    content, paper = make(scored)
    old = Freeze.objects.get(n=1, round=scored.round)
    Reopening.objects.create(
        government=scored.world.government, freeze=old, reason="Ralat", by=scored.world.admin,
        at=scored.round.at,
    )  # fmt: skip
    freeze(scored, sha="cd" * 32, n=2)
    page = send(scored, paper, content)
    assert WARNED in page
    assert page.count("dibuat dari data beku versi 1, yang tidak berlaku lagi") == 2


def test_a_paper_made_before_the_freeze_says_so_without_a_warning(scored: Scored) -> None:
    content, paper = make(scored)
    freeze(scored)
    page = send(scored, paper, content)
    assert WARNED not in page
    assert "dibuat sebelum data beku versi 1" in page


def test_data_that_changed_since_are_warned_of(scored: Scored, monkeypatch: Any) -> None:
    content, paper = make(scored)
    monkeypatch.setattr("tilik.web.presenters.scans.is_current", lambda paper: False)
    assert "datanya bukan data sekarang" in send(scored, paper, content)


def test_what_was_not_filed_is_compared_with_nothing(scored: Scored) -> None:
    freeze(scored)
    make(scored)
    assert "sesuai data beku" not in read(scored.log_in(), scored.path(PAGE))


def test_text_is_read_in_the_process_of_its_own(scored: Scored) -> None:
    content, paper = make(scored)
    found = read_marks(content, PDF)
    assert str(paper) in found["text"]
    assert found["is_read"]


def test_the_qr_of_a_photo_is_read_where_a_reader_is_installed() -> None:
    pytest.importorskip("zxingcpp")
    found = find_marks(make_qr("ABCDEFGHIJKL"), PNG)
    assert found["marks"] == ["https://contoh.go.id/cek/ABCDEFGHIJKL/"]
    blank = io.BytesIO()
    Image.new("RGB", (80, 80), "white").save(blank, "PNG")
    assert find_marks(blank.getvalue(), PNG) == {"text": "", "marks": [], "is_read": True}


def test_the_qr_of_a_page_without_text_is_read_where_a_reader_is_installed() -> None:
    pytest.importorskip("zxingcpp")
    out = io.BytesIO()
    with Image.open(io.BytesIO(make_qr("ABCDEFGHIJKL"))) as photo:
        photo.convert("RGB").save(out, "PDF")
    found = find_marks(out.getvalue(), PDF)
    assert found == {
        "text": "", "marks": ["https://contoh.go.id/cek/ABCDEFGHIJKL/"], "is_read": True,
    }  # fmt: skip
