"""Evidence in a real browser: dropped, pasted, over a link that breaks, checked, without script."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.e2e.conftest import THEMES, WIDTHS
from tests.files import make_pdf, make_picture
from tests.reading.papers import PARAGRAPH, make_photo, make_text_pdf, save
from tests.web.proofs import FILL, PLACE, make_proofs, offer
from tests.web.scored import Scored
from tilik.records.models import EvidenceLink

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SHEET = "verifikasi/sekolah/"
DROP = """([slot, name, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name));
  document.querySelector(slot).dispatchEvent(
    new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
}"""
PASTE = """([name, bytes]) => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true }));
}"""


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def proofs() -> Scored:
    return make_proofs()


def choose(page: Page, slot: int, *files: tuple[str, bytes]) -> None:
    """Files chosen for a proof."""
    page.set_input_files(
        f"#file-{slot}",
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files
        ],
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_evidence_are_accessible_and_fit_the_screen(
    opened, session_cookies, assert_accessible, shoot, proofs, width, theme
):
    link = offer(proofs, make_text_pdf(PARAGRAPH, "dua"))
    offer(proofs, save(make_photo(), "JPEG"), "papan.jpg", slot="b")
    pages = {
        "fill": FILL,
        "place": PLACE,
        "document": f"bukti/sekolah/{link.pk}/",
        "dossier": "bukti/sekolah/",
        "earlier": "bukti/sekolah/tahun-lalu/",
        "verify": SHEET,
    }
    cookies = session_cookies(proofs.world.admin)
    page = opened(proofs.path(), width=width, theme=theme, cookies=cookies)
    for name, path in pages.items():
        page.goto(proofs.path(path))
        shoot(page, f"evidence-{name}-{width}-{theme}")
        assert_accessible(page)


def test_files_chosen_dropped_and_pasted_stand_at_once(opened, session_cookies, proofs):
    cookies = session_cookies(proofs.world.operator)
    page = opened(proofs.path(FILL), cookies=cookies)
    choose(page, 1, ("satu.pdf", make_pdf("1")), ("dua.pdf", make_pdf("2")))
    page.locator("#slot-1 .paper").nth(1).wait_for()
    page.evaluate(DROP, ["#slot-2", "tiga.pdf", list(make_pdf("3"))])
    page.locator("#slot-2 .paper", has_text="tiga").wait_for()
    page.locator("#file-2").focus()
    page.evaluate(PASTE, ["tempel.png", list(save(make_photo(), "PNG"))])
    page.locator("#slot-2 .paper", has_text="tempel").wait_for()
    assert page.locator("#file-1").get_attribute("name") == "file-a"  # still part of the form
    assert EvidenceLink.objects.count() == 4


def test_a_photo_taken_on_a_phone_stands_at_once(opened, session_cookies, proofs):
    cookies = session_cookies(proofs.world.operator)
    page = opened(proofs.path(FILL), width="phone", cookies=cookies)
    camera = page.get_by_label("Foto untuk Foto papan")
    assert camera.get_attribute("capture") == "environment"
    photo = {"name": "papan.jpg", "mimeType": "image/jpeg", "buffer": save(make_photo(), "JPEG")}
    camera.set_input_files(photo)
    page.locator("#slot-2 .paper", has_text="papan").wait_for()
    assert EvidenceLink.objects.get().slot == "b"


def test_a_refused_file_says_why_beside_those_that_were_taken(opened, session_cookies, proofs):
    page = opened(proofs.path(FILL), cookies=session_cookies(proofs.world.operator))
    choose(page, 1, ("logo.svg", b"<svg/>"), ("baik.pdf", make_pdf()))
    page.locator("#slot-1 .paper", has_text="baik").wait_for()
    assert "logo.svg: Hanya PDF" in page.locator("#slot-1 .error-text").inner_text()


def test_a_link_that_breaks_costs_one_piece_and_the_file_arrives_once(
    opened, session_cookies, proofs
):
    page = opened(proofs.path(FILL), cookies=session_cookies(proofs.world.operator))
    content = make_pdf("x" * 900_000)
    offsets: list[str] = []

    def _break(route: Route) -> None:
        offset = route.request.headers.get("upload-offset")
        if offset is not None:
            offsets.append(offset)
        if offset == "262144" and offsets.count(offset) == 1:
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/unggah/**", _break)
    choose(page, 1, ("besar.pdf", content))
    page.locator("#slot-1 .paper", has_text="besar").wait_for()
    assert offsets.count("0") == 1
    assert offsets.count("262144") == 2
    assert EvidenceLink.objects.get().document.versions.get().size == len(content)


def test_the_same_file_chosen_after_the_tab_was_closed_goes_on(opened, session_cookies, proofs):
    page = opened(proofs.path(FILL), cookies=session_cookies(proofs.world.operator))
    content, offsets = make_pdf("y" * 600_000), []
    upload = {"name": "b.pdf", "mimeType": "application/pdf", "buffer": content}
    # The same time of change, as a file on a disk has.
    page.add_init_script("Object.defineProperty(File.prototype, 'lastModified', {value: 1})")
    page.reload()
    page.route("**/unggah/**", lambda route: _note(route, offsets, stop="262144"))
    page.set_input_files("#file-1", [upload])
    page.locator("#slot-1 .upload-state", has_text="sambungan terputus").wait_for()
    page.unroute("**/unggah/**")
    page.goto("about:blank")
    page.goto(proofs.path(FILL))
    later: list[str] = []
    page.route("**/unggah/**", lambda route: _note(route, later))
    page.set_input_files("#file-1", [upload])
    page.locator("#slot-1 .paper").wait_for()
    assert later[0] == "262144"


def _note(route: Route, offsets: list[str], stop: str = "") -> None:
    offset = route.request.headers.get("upload-offset")
    if offset:
        offsets.append(offset)
    route.fulfill(status=503) if offset and offset == stop else route.continue_()


def test_the_evaluator_looks_turns_the_page_and_decides_in_place(opened, session_cookies, proofs):
    link = offer(proofs, make_text_pdf("satu", "dua", "tiga"))
    page = opened(proofs.path(SHEET), cookies=session_cookies(proofs.world.evaluator))
    paper = page.locator(f"#bukti-{link.pk}")
    paper.locator("summary", has_text="Lihat di sini").click()
    shown = paper.locator(".viewer img")
    assert shown.evaluate("img => img.decode().then(() => img.naturalWidth)") > 500
    paper.get_by_role("link", name="Halaman berikutnya").click()
    paper.get_by_text("Halaman 2").wait_for()
    paper.locator("summary", has_text="Kembalikan dengan alasan").click()
    paper.get_by_label("Alasan").fill("Belum bertanda tangan")
    paper.get_by_role("button", name="Kembalikan").click()
    paper.locator(".state-returned").wait_for()
    link.refresh_from_db()
    assert (link.status, link.reason) == ("returned", "Belum bertanda tangan")
    paper.get_by_role("button", name="Terima").click()
    paper.locator(".state-accepted").wait_for()
    assert proofs.path(SHEET) in page.url


def test_without_script_files_go_with_the_form(opened, session_cookies, proofs):
    cookies = session_cookies(proofs.world.operator)
    page = opened(proofs.path(FILL), script=False, cookies=cookies)
    choose(page, 1, ("satu.pdf", make_pdf()))
    choose(page, 2, ("papan.jpg", make_picture()))
    page.get_by_role("button", name="Simpan dan tambahkan berkas").first.click()
    page.locator(".paper", has_text="papan").wait_for()
    assert EvidenceLink.objects.count() == 2
