"""Offline packs on their pages: taken along, looked at first, brought in once, mended by words."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.packs import fill_book, fill_pack, unzip, zip_up
from tests.files import make_pdf
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.proofs import make_proofs
from tests.web.scored import Scored
from tests.world import give, in_days, new_uuid
from tilik.actions.pack_import import BAD, Line, Report
from tilik.actions.pack_reports import keep_report, read_report
from tilik.actions.packs import BOOK
from tilik.actions.sheets import open_sheet
from tilik.core.errors import UserError
from tilik.records.models import Answer, EvidenceLink, PackImport, RoundUnit

pytestmark = pytest.mark.django_db
ALL, SCHOOL = "paket/", "paket/sekolah/"
FOLDER = "bukti/E_1_a Keputusan"
ANSWERS = {"K:1": "Ya", "K:2": 7}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "partial"


@shared
def made() -> Scored:
    return make_proofs()


@pytest.fixture
def officer(made: Scored) -> Client:
    return made.log_in(made.world.operator)


@pytest.fixture
def office(made: Scored) -> Client:
    return made.log_in()


def download(client: Client, made: Scored, unit: str = "sekolah") -> bytes:
    response = client.post(made.path(f"paket/{unit}/unduh/"))
    assert response["Content-Type"] == "application/zip"
    return bytes(response.content)


def hand_in(client: Client, made: Scored, content: bytes, name: str = "paket.zip") -> str:
    """Where the one who sent it is led."""
    file = SimpleUploadedFile(name, content)
    return str(client.post(made.path(ALL), {"file": file})["Location"])


def bring_in(client: Client, made: Scored, content: bytes) -> str:
    """The page after the pack was looked at and brought in."""
    address, _, uuid = hand_in(client, made, content).partition("?paket=")
    return strip(client.post(address, {"act": "apply", "paket": uuid}).content.decode())


def test_an_officer_takes_the_pack_along_and_brings_it_back(made: Scored, officer: Client) -> None:
    assert "isi tanpa internet" in strip(read(officer, made.path(SCHOOL)))
    pack = fill_pack(
        download(officer, made), ANSWERS, {"K:1": "Ada SK."}, {f"{FOLDER}/sk.pdf": make_pdf()}
    )
    address = hand_in(officer, made, pack)
    looked = strip(read(officer, address))
    assert "3 baris diambil" in looked
    assert "akan diambil" in looked
    assert "Catatan: Ada SK." in looked
    assert not Answer.objects.exists()
    done = bring_in(officer, made, pack)
    assert "Sudah dimasukkan: 3 baris diambil" in done
    assert Answer.objects.count() == 2
    assert EvidenceLink.objects.count() == 1
    assert "1 paket sudah dimasukkan" in done


def test_the_same_pack_again_brings_nothing_new(made: Scored, officer: Client) -> None:
    pack = fill_pack(download(officer, made), ANSWERS)
    bring_in(officer, made, pack)
    again = strip(read(officer, hand_in(officer, made, pack)))
    assert "2 baris sudah sama" in again
    assert "Tidak ada yang baru" in again
    assert "Masukkan</button>" not in again


def test_a_line_that_cannot_be_taken_says_why_and_the_unit_gets_a_message(
    made: Scored, officer: Client
) -> None:
    files = {"bukti/di mana saja/sk.pdf": make_pdf(), f"{FOLDER}/x.exe": b"MZ" + b"\0" * 90}
    pack = fill_pack(download(officer, made), {"K:1": "Mungkin", "K:2": 7}, {}, files)
    done = bring_in(officer, made, pack)
    assert "1 baris diambil, 3 tidak diambil" in done
    assert "K · C3" in done
    assert "Mungkin" in done
    assert "folder indikatornya di bawah bukti/" in done
    assert "Mohon perbaiki" in done
    assert Answer.objects.count() == 1


def test_a_newer_answer_stands_and_is_named(made: Scored, officer: Client) -> None:
    pack = fill_pack(download(officer, made), {"K:2": 7})
    by = made.world.admin
    sheet = open_sheet(by=by, round=made.round, unit=made.units["sekolah"], form="K")
    give(sheet, by, "2", "9")
    done = bring_in(officer, made, pack)
    assert "1 disimpan di samping jawaban yang lebih baru" in done
    assert Answer.objects.get().revision.value == "9"


def test_the_office_brings_in_whichever_units_pack_it_gets(made: Scored, office: Client) -> None:
    book = fill_book(unzip(download(office, made, "klinik"))[BOOK], ANSWERS)
    address = hand_in(office, made, book, "isian.xlsx")
    assert address.startswith(made.path("paket/klinik/?paket="))
    assert "2 baris diambil" in bring_in(office, made, book)
    page = strip(read(office, made.path(ALL)))
    assert "1 dari 2 unit sudah mengembalikan paket" in page
    assert "2 baris diambil" in page


def test_all_packs_come_in_one_zip(made: Scored, office: Client) -> None:
    content = office.post(made.path("paket/semua.zip")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        inside = [unzip(archive.read(name)) for name in names]
    assert [name.rpartition("-")[0] for name in sorted(names)] == ["tilik-klinik", "tilik-sekolah"]
    assert all(BOOK in files for files in inside)


def test_a_units_own_people_are_led_to_their_unit(made: Scored, officer: Client) -> None:
    assert officer.get(made.path(ALL))["Location"] == made.path(SCHOOL)
    assert f'href="{made.path(SCHOOL)}"' in read(officer, made.path("isian/sekolah/"))


@pytest.mark.parametrize(("spoil", "words"), [
    (lambda _pack: b"Rar!", "bukan paket yang dapat dibaca"),
    (lambda pack: zip_up({name: each for name, each in unzip(pack).items() if name != BOOK}),
     "Tidak ada isian.xlsx"),
])  # fmt: skip
def test_what_is_no_pack_is_refused_in_words(
    made: Scored, officer: Client, folder: Path, spoil: Any, words: str
) -> None:
    hand_in(officer, made, spoil(download(officer, made)))
    assert words in strip(read(officer, made.path(SCHOOL)))
    assert not list(folder.glob("*"))


def test_another_units_pack_is_refused_by_name(
    made: Scored, office: Client, officer: Client
) -> None:
    pack = download(office, made, "klinik")
    hand_in(officer, made, pack)
    assert "Paket ini milik Klinik" in strip(read(officer, made.path(SCHOOL)))
    address, _, uuid = hand_in(office, made, pack).partition("?")
    there = address.replace("klinik", "sekolah")
    assert "Paket ini milik Klinik" in strip(read(office, f"{there}?{uuid}"))


def test_a_pack_larger_than_a_document_comes_in(
    made: Scored, officer: Client, settings: Any
) -> None:
    settings.TILIK_DOCUMENT_BYTES = 60_000
    pack = fill_pack(download(officer, made), ANSWERS, {}, {f"{FOLDER}/a.pdf": make_pdf("x" * 9)})
    pack += b"\0" * 0
    filler = {f"bukti/E_1_b Foto papan/{n}.bin": new_uuid().bytes * 5000 for n in range(2)}
    big = zip_up({**unzip(pack), **filler})
    settings.TILIK_PACK_BYTES = len(big)
    assert "?paket=" in hand_in(officer, made, big)
    settings.TILIK_PACK_BYTES = len(big) - 1
    assert hand_in(officer, made, big) == made.path(ALL)
    assert "lebih besar dari" in strip(read(officer, made.path(SCHOOL)))


def test_a_pack_comes_in_pieces_over_a_bad_link(made: Scored, officer: Client) -> None:
    pack = fill_pack(download(officer, made), ANSWERS)
    address = made.path(f"paket/unggah/{new_uuid()}/")

    def send(offset: int, piece: bytes) -> Any:
        return officer.post(
            address, piece, "application/octet-stream",
            headers={"Upload-Offset": str(offset), "Upload-Length": str(len(pack)),
                     "Upload-Name": "paket.zip"},
        )  # fmt: skip

    assert send(0, pack[:1000]).json() == {"offset": 1000}
    assert send(0, pack[:1000]).status_code == 409
    assert officer.get(address).json() == {"offset": 1000}
    go = send(1000, pack[1000:]).json()["go"]
    assert "2 baris diambil" in strip(read(officer, go))


def test_a_large_pack_is_taken_in_parts_and_nothing_twice(
    made: Scored, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{FOLDER}/{n}.pdf": make_pdf(f"Bukti {n}") for n in range(3)}
    pack = fill_pack(download(officer, made), ANSWERS, {}, files)
    address, _, uuid = hand_in(officer, made, pack).partition("?paket=")
    said = []
    for seconds in (-1, 60):
        monkeypatch.setattr("tilik.actions.pack_import.SECONDS", seconds)
        page = officer.post(address, {"act": "apply", "paket": uuid}).content.decode()
        said.append((strip(page), EvidenceLink.objects.count(), Answer.objects.count()))
    (first, *so_far), (second, *at_last) = said
    assert "3 berkas belum masuk" in first
    assert "Lanjutkan sisanya" in first
    assert so_far == [0, 2]
    assert "Sudah dimasukkan: 3 baris diambil" in second
    assert "2 baris sudah sama" in second
    assert at_last == [3, 2]
    assert "Lanjutkan sisanya" not in second


def test_a_broken_pack_in_pieces_is_refused_in_words(made: Scored, officer: Client) -> None:
    address = made.path(f"paket/unggah/{new_uuid()}/")
    headers = {"Upload-Offset": "0", "Upload-Length": "4", "Upload-Name": "a.rar"}
    said = officer.post(address, b"Rar!", "application/octet-stream", headers=headers).json()
    assert said["error"].startswith("a.rar: ")
    assert officer.get(address).json() == {"offset": 0}


def test_a_pack_waits_for_its_own_sender_alone(
    made: Scored, officer: Client, office: Client
) -> None:
    address = hand_in(officer, made, fill_pack(download(officer, made), ANSWERS))
    assert "tidak lagi menunggu di sini" in strip(read(office, address))


# --- What is kept of a pack -----------------------------------------------------------------------


def test_the_report_of_a_pack_is_looked_at_line_by_line_later(
    made: Scored, officer: Client, office: Client
) -> None:
    answers = {"K:1": "Barangkali", "K:2": 7}
    done = bring_in(officer, made, fill_pack(download(officer, made), answers, {}, {}))
    kept = PackImport.objects.get()
    page = read(office, made.path(SCHOOL))
    assert f"?laporan={kept.pk}#laporan" in page
    later = strip(read(office, made.path(f"{SCHOOL}?laporan={kept.pk}")))
    assert f"apa jadinya paket {str(kept.pack)[:8]}" in later
    for words in ("Barangkali", "1 baris diambil, 1 tidak diambil", "Orang 2, Staf"):
        assert words in later
    # Every line says what it said then, with why it was not taken.
    before, after = (text.partition("Dalam paket ")[2][:90] for text in (done, later))
    assert before and before == after


def test_a_report_is_shown_to_nobody_but_the_people_of_its_unit(
    made: Scored, officer: Client
) -> None:
    bring_in(officer, made, fill_pack(download(officer, made), ANSWERS, {}, {}))
    kept = PackImport.objects.get()
    numbers = (kept.pk + 1, "x")
    for wrong in (f"paket/klinik/?laporan={kept.pk}", *(f"{SCHOOL}?laporan={n}" for n in numbers)):
        assert made.log_in().get(made.path(wrong)).status_code == 404
    leader = made.log_in(made.world.leader)
    assert leader.get(made.path(f"{SCHOOL}?laporan={kept.pk}")).status_code == 403


def test_a_moment_in_a_reason_is_read_back_as_one(made: Scored) -> None:
    error = UserError("phase-closed", starts_at=in_days(-9), ends_at=in_days(-1))
    report = Report(str(new_uuid()), (Line("Isian!B2", "x", BAD, error=error),), True)
    row = RoundUnit.objects.get(round=made.round, unit=made.world.school)
    kept = keep_report(by=made.world.admin, row=row, report=report)
    kept.refresh_from_db()
    (line,) = read_report(kept).lines
    assert line.error is not None and line.error.facts == error.facts


def test_three_packs_wait_and_a_fourth_takes_the_place_of_the_oldest(
    made: Scored, officer: Client, folder: Path
) -> None:
    pack = fill_pack(download(officer, made), ANSWERS, {}, {})
    addresses = []
    for n in range(4):
        addresses.append(hand_in(officer, made, pack))
        for path in folder.glob("*"):
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))
        assert len(list(folder.glob("*"))) == min(n + 1, 3)
    assert "akan diambil" not in strip(read(officer, addresses[0]))
    for address in addresses[1:]:
        assert "akan diambil" in strip(read(officer, address))
    assert "akan diambil" in strip(read(made.log_in(), hand_in(made.log_in(), made, pack)))
    assert len(list(folder.glob("*"))) == 4  # the office's own beside the officer's three
