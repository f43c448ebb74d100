"""The pack for the ministry: accepted evidence alone, named by indicator, with what is lacking in words."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from PIL import Image

from tests.files import Sent, make_pdf
from tests.shared import build_once
from tests.web.proofs import decide, make_proofs, offer
from tests.web.scored import Scored
from tests.world import make_government, make_user
from tilik.actions.documents import add_version
from tilik.actions.receiving import open_kept
from tilik.actions.storage import get_store
from tilik.records.models import EvidenceLink, IssuedPaper, Round
from tilik.records.models.seat import Role
from tilik.records.queries.accepted import Accepted, list_accepted
from tilik.records.queries.evidence import get_current
from tilik.web.papers import ministry
from tilik.web.reports.zips import Member, hold, name_folder, stream_zip

SCHOOL, CLINIC = "002 Sekolah", "001 Klinik"
REPORT, SHEET = "LAPORAN PAKET.txt", "00 Lembar salin.xlsx"


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scored]:
    yield from build_once(django_db_blocker, make_proofs)


@pytest.fixture
def made(_made: Scored, db: None) -> Scored:
    return _made


def fetch(made: Scored) -> bytes:
    response = made.log_in().post(made.path("naskah/paket/"), {"format": "zip"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    return b"".join(response.streaming_content)


def open_pack(made: Scored) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(fetch(made)))
    assert archive.testzip() is None
    return archive


def list_files(made: Scored, folder: str = SCHOOL) -> list[str]:
    names = open_pack(made).namelist()
    return [name.partition("/")[2] for name in names if name.startswith(f"{folder}/")]


def read_report(made: Scored, name: str = REPORT) -> str:
    return open_pack(made).read(name).decode("utf-8-sig")


def accept(made: Scored, content: bytes = b"", name: str = "SK.pdf", **place: Any) -> EvidenceLink:
    return decide(made, offer(made, content, name, **place), accepts=True)


def paint(size: tuple[int, int], form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, form)
    return out.getvalue()


def set_limits(monkeypatch: pytest.MonkeyPatch, **limits: Any) -> None:
    words = ministry.read_words("paket")
    changed = {**words, "limits": {**words["limits"], **limits}}
    monkeypatch.setattr(ministry, "read_words", lambda _name: changed)


# ---- what is in it ------------------------------------------------------------------


def test_each_unit_has_a_folder_with_a_sheet_to_copy_from(made: Scored) -> None:
    names = open_pack(made).namelist()
    assert names == [REPORT, f"{CLINIC}/{SHEET}", f"{SCHOOL}/{SHEET}"]


def test_accepted_evidence_is_named_by_its_indicator(made: Scored) -> None:
    accept(made, make_pdf("satu"), item="2", slot="")
    assert list_files(made) == [SHEET, "02.pdf"]


def test_several_files_of_an_indicator_are_counted_in_order(made: Scored) -> None:
    first = accept(made, make_pdf("satu"), slot="a")
    accept(made, paint((30, 20)), "papan.jpg", slot="b")
    assert list_files(made) == [SHEET, "01-1.pdf", "01-2.jpg"]
    with open_kept(get_current(first.document).storage_key) as file:
        assert open_pack(made).read(f"{SCHOOL}/01-1.pdf") == file.read()


def test_what_waits_or_was_returned_stays_at_home_and_is_said(made: Scored) -> None:
    offer(made, make_pdf("menunggu"), slot="a")
    decide(made, offer(made, make_pdf("salah"), slot="b"), accepts=False, reason="Bukan ini")
    assert list_files(made) == [SHEET]
    report = read_report(made)
    assert "1: 2 bukti menunggu atau dikembalikan, tidak disertakan" in report
    assert "Bukan ini" not in report


def test_a_version_nobody_checked_stays_at_home(made: Scored) -> None:
    link = accept(made, make_pdf("diterima"), slot="a")
    add_version(by=made.world.operator, link=link, file=Sent(make_pdf("baru"), "SK.pdf"))
    link.refresh_from_db()
    assert link.status == "accepted"
    assert open_pack(made).read(f"{SCHOOL}/01.pdf") == make_pdf("diterima")
    assert "01.pdf: ada versi lebih baru yang belum diperiksa" in read_report(made)


def test_the_report_names_what_is_missing_in_plain_words(made: Scored) -> None:
    accept(made, make_pdf("satu"), slot="a")
    report = read_report(made)
    assert "Sekolah: 1 dari 2 indikator berbukti, 1 berkas" in report
    assert "Belum ada bukti yang diterima: 2" in report
    assert "Klinik: 0 dari 2 indikator berbukti, 0 berkas" in report
    assert "Belum ada bukti yang diterima: 1, 2" in report
    assert "\r\n" in report


def test_a_unit_with_everything_has_nothing_lacking(made: Scored) -> None:
    accept(made, make_pdf("satu"), slot="a")
    accept(made, make_pdf("dua"), item="2", slot="")
    lines = read_report(made).splitlines()
    at = lines.index("Sekolah: 2 dari 2 indikator berbukti, 2 berkas")
    assert lines[at + 1] == "  Tidak ada kekurangan."


# ---- what the site takes ---------------------------------------------------------------


def test_large_photos_are_scaled_and_the_report_says_so(
    made: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = paint((900, 700))
    accept(made, photo, "papan.jpg", slot="b")
    set_limits(monkeypatch, photo=len(photo) // 2, dots=500)
    archive = open_pack(made)
    content = archive.read(f"{SCHOOL}/01.jpg")
    assert len(content) <= len(photo) // 2
    with Image.open(io.BytesIO(content)) as image:
        assert max(image.size) == 500
    assert "01.jpg: foto diperkecil dari " in read_report(made)


def test_photos_of_a_kind_the_site_does_not_know_are_painted_anew(made: Scored) -> None:
    accept(made, paint((30, 20), "WEBP"), "papan.webp", slot="b")
    with Image.open(io.BytesIO(open_pack(made).read(f"{SCHOOL}/01.jpg"))) as image:
        assert image.format == "JPEG"


def test_large_documents_are_carried_and_named(
    made: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(made, make_pdf("satu"), slot="a")
    set_limits(monkeypatch, document=100)
    assert "01.pdf" in list_files(made)
    assert "01.pdf: 0,0 MB, melebihi batas 0,0 MB" in read_report(made)


def test_more_files_than_the_site_takes_are_named(
    made: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(made, make_pdf("satu"), slot="a")
    accept(made, make_pdf("dua"), slot="b")
    set_limits(monkeypatch, files=1)
    assert "1: 2 berkas, melebihi batas 1 berkas" in read_report(made)


def test_the_limits_are_those_of_the_site() -> None:
    limits = ministry.read_words("paket")["limits"]
    assert limits["document"] == 20_000_000
    assert limits["photo"] == 1_000_000


# ---- the sheet to copy from ---------------------------------------------------------------


def read_sheet(made: Scored, title: str = "Lembar salin", folder: str = SCHOOL) -> list[list[Any]]:
    content = open_pack(made).read(f"{folder}/{SHEET}")
    sheet = openpyxl.load_workbook(io.BytesIO(content))[title]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[0] in ("No.", "Formulir"))
    return [row for row in rows[top + 1 :] if row[1]]


def test_the_sheet_has_level_explanation_and_file_of_each_indicator(made: Scored) -> None:
    made.claim("sekolah", i1="ya", i2="4", i3=["papan"])
    made.find("sekolah", "1", "2")
    made.compute()
    accept(made, make_pdf("satu"), slot="a")
    first, second = read_sheet(made)
    assert first[:4] == ["1", "Standar", 3, 2]
    assert first[5] == "01.pdf"
    assert second[3] is None
    assert second[5] == "belum ada bukti dukung yang diterima"


def test_the_answers_stand_in_words(made: Scored) -> None:
    made.claim("sekolah", i1="ya", i3=["papan"])
    rows = {row[1]: row for row in read_sheet(made, "Jawaban isian")}
    assert rows["1"][3:5] == ["Ada standar?", "Ya"]
    assert rows["3"][4] == "Papan"
    assert rows["2"][4] == "belum dijawab"


def test_nothing_is_nought_where_nothing_is_known(made: Scored) -> None:
    for row in read_sheet(made, folder=CLINIC):
        assert row[2] is None
        assert row[3] is None


def test_links_are_words_and_lead_nowhere_by_themselves(
    made: Scored, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(made, make_pdf("satu"), slot="a")

    def list_fetched(round: Round, _unit: Any = None) -> dict[int, list[Accepted]]:
        found = list_accepted(round)
        for each in (one for proofs in found.values() for one in proofs):
            each.version.source_address = "https://contoh.go.id/sk.pdf"
        return found

    monkeypatch.setattr(ministry, "list_accepted", list_fetched)
    content = open_pack(made).read(f"{SCHOOL}/{SHEET}")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Lembar salin"]
    cell = next(c for row in sheet.iter_rows() for c in row if str(c.value).startswith("https://"))
    assert cell.hyperlink is None


# ---- who, and always the same --------------------------------------------------------------


def test_the_same_data_are_the_same_bytes_and_the_same_paper(made: Scored) -> None:
    accept(made, make_pdf("satu"), slot="a")
    accept(made, paint((30, 20), "WEBP"), "papan.webp", slot="b")
    assert fetch(made) == fetch(made)
    assert IssuedPaper.objects.filter(kind="paket").count() == 1


def test_another_file_is_another_pack(made: Scored) -> None:
    fetch(made)
    before = IssuedPaper.objects.get(kind="paket").data_sha
    accept(made, make_pdf("satu"), slot="a")
    fetch(made)
    assert IssuedPaper.objects.filter(kind="paket").latest("pk").data_sha != before


def test_the_pack_can_be_checked_by_its_code(made: Scored) -> None:
    report = read_report(made)
    paper = IssuedPaper.objects.get(kind="paket")
    assert f"Kode: {paper}" in report
    page = made.log_in().get(f"/cek/{paper.code}/").content.decode()
    assert "datanya sama dengan data sekarang" in page


@pytest.mark.parametrize("who", ["operator", "evaluator", "leader", "head"])
def test_only_the_coordinator_carries_it_away(made: Scored, who: str) -> None:
    client = made.log_in(getattr(made.world, who))
    response = client.post(made.path("naskah/paket/"), {"format": "zip"})
    assert response.status_code == 403
    assert not IssuedPaper.objects.filter(kind="paket").exists()


def test_another_government_is_told_that_nothing_is_there(made: Scored) -> None:
    other = make_user(make_government("64.01", "Kabupaten Lain"), Role.ADMIN)
    response = made.log_in(other).post(made.path("naskah/paket/"), {"format": "zip"})
    assert response.status_code == 404


def test_example_data_is_marked_in_the_folder_the_report_and_every_sheet(made: Scored) -> None:
    Round.objects.filter(pk=made.round.pk).update(is_example=True)
    root = "DATA CONTOH – BUKAN HASIL RESMI"
    archive = open_pack(made)
    assert all(name.startswith(f"{root}/") for name in archive.namelist())
    assert read_report(made, f"{root}/{REPORT}").startswith(root)
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(f"{root}/{SCHOOL}/{SHEET}"))).active
    assert sheet["A1"].value == root


def test_a_file_that_is_lost_does_not_break_the_pack(made: Scored) -> None:
    link = accept(made, make_pdf("satu"), slot="a")
    get_store().remove(get_current(link.document).storage_key)
    assert list_files(made) == [SHEET, "01.pdf.tidak-ditemukan.txt"]


# ---- one unit by itself -----------------------------------------------------------------


def fetch_unit(made: Scored, unit: str = "sekolah", who: Any = None) -> Any:
    data = {"format": "zip", "unit": unit}
    return made.log_in(who).post(made.path("naskah/paket-unit/"), data)


def open_unit(made: Scored, unit: str = "sekolah") -> zipfile.ZipFile:
    response = fetch_unit(made, unit)
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_a_unit_has_the_folder_it_has_in_the_pack_of_all(made: Scored) -> None:
    accept(made, make_pdf("satu"), slot="a")
    accept(made, make_pdf("klinik"), unit="klinik", by=made.world.admin)
    whole, one = open_pack(made), open_unit(made)
    own = [name for name in whole.namelist() if name.startswith(f"{SCHOOL}/")]
    assert one.namelist() == [REPORT, *own]
    assert one.read(f"{SCHOOL}/01.pdf") == whole.read(f"{SCHOOL}/01.pdf")
    report = one.read(REPORT).decode("utf-8-sig")
    assert "Sekolah" in report
    assert "Klinik" not in report


def test_what_is_lacking_at_others_is_not_said_of_the_unit(made: Scored) -> None:
    offer(made, make_pdf("menunggu"), unit="klinik", by=made.world.admin)
    assert "menunggu atau dikembalikan" in read_report(made)
    assert "menunggu atau dikembalikan" not in open_unit(made).read(REPORT).decode("utf-8-sig")


def test_the_pack_of_a_unit_is_a_paper_of_that_unit(made: Scored) -> None:
    report = open_unit(made).read(REPORT).decode("utf-8-sig")
    paper = IssuedPaper.objects.get(kind="paket-unit")
    assert paper.unit == made.world.school
    assert f"Kode: {paper}" in report
    page = made.log_in().get(f"/cek/{paper.code}/").content.decode()
    assert "datanya sama dengan data sekarang" in page
    assert fetch_unit(made, "tidak-ada").status_code == 404
    for who in (made.world.operator, made.world.evaluator, made.world.leader):
        assert fetch_unit(made, who=who).status_code == 403


# ---- the zip itself ---------------------------------------------------------------------


def test_a_large_file_passes_through_in_pieces() -> None:
    size = 40 * 1024 * 1024

    class Long(io.RawIOBase):
        left = size

        def read(self, n: int = -1) -> bytes:
            taken = min(n, self.left)
            self.left -= taken
            return b"\x00" * taken

    tracemalloc.start()
    total = sum(len(piece) for piece in stream_zip([Member("besar.bin", Long)]))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 0
    assert peak < 8 * 1024 * 1024


def test_what_is_streamed_is_a_zip_with_the_same_bytes_each_time() -> None:
    members = [hold("a.txt", b"satu"), hold("b/c.txt", b"dua" * 100_000), hold("kosong.txt", b"")]
    first, second = (b"".join(stream_zip(members)) for _n in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.txt", "b/c.txt", "kosong.txt"]
        assert archive.read("b/c.txt") == b"dua" * 100_000
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dinas Kesehatan", "Dinas Kesehatan"),
        ("../../etc", "etc"),
        ('A/B\\C:"D"*?', "A B C D"),
        ("  .. ", "tanpa nama"),
        ("x" * 80, "x" * 60),
        ("baris\nbaru\x00", "baris baru"),
    ],
)
def test_names_of_folders_hurt_no_file_system(text: str, name: str) -> None:
    assert name_folder(text) == name
