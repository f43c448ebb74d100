"""Naskah: every paper made is registered, carries its code and QR, and gets its signed scan."""

import re
from collections.abc import Iterator
from typing import cast

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.files import Sent, make_pdf
from tests.shared import shared
from tests.web.paper_files import open_docx, read_docx, read_pdf
from tests.web.scored import Scored, make_scored
from tests.web.test_scores import read
from tests.world import count_events, make_government, make_user
from tilik.records.models import AuditEvent, Freeze, IssuedPaper, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
PAGE, MINUTES = "naskah/", "naskah/berita-acara/"
HASH = re.compile(r"[0-9a-f]{64}")


@shared
def scored() -> Scored:
    return make_scored()


def make(scored: Scored, ending: str = "pdf", unit: str = "sekolah") -> tuple[bytes, IssuedPaper]:
    data = {"unit": unit, "format": ending}
    content = scored.log_in().post(scored.path(MINUTES), data).content
    return content, IssuedPaper.objects.latest("pk")


def check(paper: IssuedPaper, language: str = "id") -> str:
    client = Client()
    client.cookies["django_language"] = language
    response = client.get(f"/cek/{paper.code}/")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def freeze(scored: Scored, sha: str = "ab" * 32, n: int = 1) -> None:
    Freeze.objects.create(
        government=scored.world.government, round=scored.round, n=n, sha256=sha,
        previous_sha="" if n == 1 else "ab" * 32, reason="" if n == 1 else "Ralat",
        canonical=b"{}", by=scored.world.admin, at=scored.round.at,
    )  # fmt: skip


def file(
    scored: Scored, paper: IssuedPaper, user: User | None = None, **data: object
) -> tuple[int, str]:
    values = {"file": Sent(make_pdf(), "scan.pdf"), "number": "12/BA", "signed_on": "2026-11-24"}
    client = scored.log_in(user)
    response = client.post(scored.path(f"naskah/berkas/{paper.code}/"), values | data, follow=True)
    return response.status_code, response.content.decode()


def test_both_forms_of_a_paper_are_one_paper_with_one_code(scored: Scored) -> None:
    pdf, paper = make(scored)
    docx, same = make(scored, "docx")
    assert paper == same
    assert f"Kode {paper} · sidik data SHA-256 {paper.data_sha[:16]}…" in read_pdf(pdf)
    assert f"http://testserver/cek/{paper.code}/" in read_docx(docx)
    assert f'descr="QR cek data {paper}"' in open_docx(docx).element.xml


def test_the_code_stands_at_the_foot_of_every_page(scored: Scored) -> None:
    pdf, paper = make(scored)
    assert read_pdf(pdf).count(f"kode {paper} halaman") == 3


def test_the_facts_are_kept_without_a_personal_value(scored: Scored) -> None:
    paper = make(scored)[1]
    assert '"unit":"sekolah"' in paper.facts
    assert '"item":"E:1"' in paper.facts
    for user in (scored.world.evaluator, scored.world.head, scored.world.admin):
        assert str(user) not in paper.facts
        assert user.person.nip not in paper.facts


def test_other_words_of_the_letterhead_are_not_other_data(scored: Scored) -> None:
    first = make(scored)[1]
    scored.log_in().post(
        "/kelola/naskah/", {"bureau": "Bagian Lain", "size": "F4", "letterhead": "Satu"}
    )
    assert make(scored)[1] == first


def test_the_page_lists_what_was_made_and_what_is_still_missing(scored: Scored) -> None:
    assert "Belum ada naskah yang dibuat" in read(scored.log_in(), scored.path(PAGE))
    _content, paper = make(scored)
    page = read(scored.log_in(), scored.path(PAGE))
    assert str(paper) in page
    assert page.count("Masih kurang: ") == 1
    assert "Tetap kosong: siapa yang menandatangani sebagai Kepala Bagian Organisasi" in page
    assert "Dibuat oleh: admin kabupaten, evaluator" in page


def test_an_evaluator_sees_the_register_of_their_own_units_alone(scored: Scored) -> None:
    own = make_user(scored.world.government, Role.EVALUATOR, scored.world.clinic)
    school, clinic = make(scored)[1], make(scored, unit="klinik")[1]
    page = read(scored.log_in(own), scored.path(PAGE))
    assert str(clinic) in page
    assert str(school) not in page


# ---- cek data --------------------------------------------------------------------


def test_anybody_sees_that_the_data_are_those_of_now(scored: Scored) -> None:
    paper = make(scored)[1]
    page = check(paper)
    assert "Naskah terdaftar: datanya sama dengan data sekarang" in page
    assert "Nilai contoh" in page
    assert "Sekolah" in page
    assert "Berita Acara unit" in page
    assert paper.data_sha in page
    assert "Periode ini belum dibekukan." in page


def test_the_public_page_shows_no_value_and_no_person(scored: Scored) -> None:
    page = check(make(scored)[1])
    assert "3,10" not in page
    assert "Baik" not in page
    people = [scored.world.admin, scored.world.evaluator, scored.world.head]
    assert not [user for user in people if str(user) in page]


def test_a_paper_of_older_data_says_so(scored: Scored) -> None:
    paper = make(scored)[1]
    scored.find("sekolah", "1", "4")
    scored.compute()
    assert "keadaan data yang lebih lama" in check(paper)
    newer = make(scored)[1]
    assert newer.code != paper.code
    assert "datanya sama dengan data sekarang" in check(newer)


def test_the_answer_of_a_scan_is_remembered_for_a_while(scored: Scored) -> None:
    paper = make(scored)[1]
    assert "datanya sama" in check(paper)
    scored.find("sekolah", "1", "4")
    scored.compute()
    assert "datanya sama" in check(paper)


def test_a_frozen_round_is_named_and_an_older_freeze_is_told_apart(scored: Scored) -> None:
    before = make(scored)[1]
    freeze(scored)
    paper = make(scored)[1]
    assert paper.code != before.code
    assert paper.data_sha == before.data_sha
    assert "Datanya sama dengan pembekuan terakhir: " + "ab" * 32 in check(paper)
    assert "dibuat sebelum periode dibekukan" in check(before)
    freeze(scored, "cd" * 32, 2)
    assert "menyebut pembekuan yang lebih lama: " + "ab" * 32 in check(paper)


@pytest.mark.parametrize("code", ["AAAABBBBCCCC", "x", "..", "%00"])
def test_a_code_nobody_gave_is_said_to_be_unknown(scored: Scored, code: str) -> None:
    response = Client().get(f"/cek/{code}/")
    assert response.status_code == 404
    assert "Kode ini tidak dikenal" in response.content.decode()


def ask(code: str, address: str = "10.0.0.1", language: str = "id") -> HttpResponse:
    client = Client(REMOTE_ADDR=address)
    client.cookies["django_language"] = language
    return cast(HttpResponse, client.get(f"/cek/{code}/"))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two codes a minute may be asked for from one address."""
    cache.clear()
    monkeypatch.setattr("tilik.web.public.check.MOST", 2)
    monkeypatch.setattr("tilik.web.limits.time.time", lambda: 1_000_000.0)
    yield
    cache.clear()


def test_an_address_that_asks_for_very_many_codes_is_told_kindly(scored: Scored, few: None) -> None:
    paper = make(scored)[1]
    assert [ask(paper.code).status_code for _n in range(2)] == [200, 200]
    response = ask(paper.code)
    page = response.content.decode()
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Terlalu banyak kode" in page
    assert f'value="{paper.code}"' in page
    assert "Nilai contoh" not in page


def test_unknown_codes_count_like_known_ones(scored: Scored, few: None) -> None:
    statuses = [ask(f"AAAABBBBCCC{n}").status_code for n in range(2, 5)]
    assert statuses == [404, 404, 429]


def test_another_address_is_not_held_up(scored: Scored, few: None) -> None:
    paper = make(scored)[1]
    for _n in range(3):
        ask(paper.code)
    assert ask(paper.code, "10.0.0.2").status_code == 200


def test_the_pause_is_said_in_english_too(scored: Scored, few: None) -> None:
    paper = make(scored)[1]
    for _n in range(2):
        ask(paper.code)
    assert "Too many codes" in ask(paper.code, language="en").content.decode()


def test_a_meeting_that_scans_one_paper_is_not_held_up(scored: Scored) -> None:
    cache.clear()
    paper = make(scored)[1]
    assert {ask(paper.code).status_code for _n in range(40)} == {200}


def test_a_code_can_be_typed_as_it_is_printed(scored: Scored) -> None:
    paper = make(scored)[1]
    response = Client().get("/cek/", {"kode": str(paper).lower()})
    assert response["Location"] == f"/cek/{paper.code}/"
    assert "Kode pada naskah" in Client().get("/cek/").content.decode()


def test_no_search_engine_is_to_keep_the_page(scored: Scored) -> None:
    response = Client().get(f"/cek/{make(scored)[1].code}/")
    assert response["X-Robots-Tag"] == "noindex"


def test_the_page_is_there_in_english(scored: Scored) -> None:
    page = check(make(scored)[1], "en")
    assert "its data are those of now" in page
    assert "The period is not frozen yet." in page


def test_example_data_is_marked_there_too() -> None:
    paper = make(make_scored("64.09", is_example=True))[1]
    assert "DATA CONTOH – BUKAN HASIL RESMI" in check(paper)


# ---- the signed scan ---------------------------------------------------------------


def test_the_signed_scan_is_filed_and_shown_with_its_number(scored: Scored) -> None:
    content, paper = make(scored)
    status, page = file(scored, paper, file=Sent(content, "scan.pdf"))
    assert status == 200
    assert "Tersimpan: pindaian itu kini versi resminya." in page
    assert "12/BA" in page
    assert "24 November 2026" in page
    public = check(paper)
    assert "12/BA · 24 November 2026" in public
    assert len(HASH.findall(public)) == 2


def test_the_unit_may_fetch_its_own_signed_paper_and_no_other(scored: Scored) -> None:
    paper = make(scored)[1]
    file(scored, paper)
    path = scored.path(f"naskah/berkas/{paper.code}/")
    response = scored.log_in(scored.world.operator).get(path)
    assert response.content == make_pdf()
    assert response["Content-Disposition"].startswith('attachment; filename="berita-acara-')
    other = make_user(scored.world.government, Role.OPERATOR, scored.world.clinic)
    assert scored.log_in(other).get(path).status_code == 403


def test_what_was_not_filed_cannot_be_fetched(scored: Scored) -> None:
    paper = make(scored)[1]
    assert scored.log_in().get(scored.path(f"naskah/berkas/{paper.code}/")).status_code == 404
    assert scored.log_in().get(scored.path("naskah/berkas/AAAA/")).status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"number": ""}, "Tulis nomor dari bagian persuratan."),
        ({"file": Sent(b"halo", "x.pdf")}, "JPEG, PNG, WebP"),
        ({"file": ""}, "Pilih pindaian atau foto"),
    ],
)
def test_a_scan_that_will_not_do_is_refused_in_words(
    scored: Scored, data: dict[str, object], words: str
) -> None:
    paper = make(scored)[1]
    _status, page = file(scored, paper, **data)
    assert words in page
    paper.refresh_from_db()
    assert paper.signed is None
    assert count_events("paper.file") == 0


def test_a_day_that_cannot_be_read_is_left_open(scored: Scored) -> None:
    paper = make(scored)[1]
    file(scored, paper, signed_on="kemarin")
    paper.refresh_from_db()
    assert paper.signed is not None
    assert paper.signed.signed_on is None


def test_a_paper_of_another_round_is_not_found_here(scored: Scored) -> None:
    from tests.web.scored import make_round

    paper = make(scored)[1]
    other = make_round(scored.world, title="Periode lain")
    path = other.path(f"naskah/berkas/{paper.code}/")
    assert scored.log_in().get(path).status_code == 404
    assert scored.log_in().post(path, {"number": "1"}).status_code == 404


# ---- letterhead and signatories ------------------------------------------------------

SETTINGS = {
    "bureau": "Bagian Organisasi dan Tata Laksana",
    "letterhead": "Pemerintah Contoh\nSekretariat Daerah",
    "address": "Jalan Satu Nomor 2",
    "city": "Kota Contoh",
    "size": "F4",
    "numbering": "000.8/……/ORG/{bulan}/{tahun}",
    "regulations": "Perda Nomor 1",
    "kepala-bagian-title": "Kepala Bagian Organisasi",
    "kepala-bagian-acting": "Plt.",
    "kepala-bagian-name": "Rahma Contoh, S.E.",
    "kepala-bagian-rank": "Pembina (IV/a)",
    "kepala-bagian-nip": "00000000 000000 000 9",
}
OFFICE = "/kelola/naskah/"


def test_what_is_set_stands_on_the_next_paper(scored: Scored) -> None:
    response = scored.log_in().post(OFFICE, SETTINGS, follow=True)
    assert "Semua naskah yang dibuat sejak sekarang memuatnya." in response.content.decode()
    text = read_docx(make(scored, "docx")[0])
    assert "PEMERINTAH CONTOH" in text
    assert "Jalan Satu Nomor 2" in text
    assert "Plt. Kepala Bagian Organisasi" in text
    assert "Rahma Contoh, S.E." in text
    assert "NIP 000000000000000009" in text
    assert re.search(r"Nomor: 000\.8/……/ORG/[IVX]+/\d{4}", text)
    page = read(scored.log_in(), scored.path(PAGE))
    assert "menandatangani sebagai Kepala Bagian" not in page


def test_the_form_shows_what_is_set(scored: Scored) -> None:
    scored.log_in().post(OFFICE, SETTINGS)
    page = scored.log_in().get(OFFICE).content.decode()
    assert "Rahma Contoh, S.E." in page
    assert "{bulan}" in page
    assert "Bupati" in page


def test_a_nip_that_is_none_is_said_at_its_field_and_nothing_entered_is_lost(
    scored: Scored,
) -> None:
    client = scored.log_in()
    page = client.post(OFFICE, {**SETTINGS, "kepala-bagian-nip": "12"}).content.decode()
    assert "NIP terdiri atas delapan belas angka" in page
    assert "Rahma Contoh, S.E." in page
    assert "Jalan Satu Nomor 2" in page
    assert count_events("stationery.set") == 0


def test_an_emblem_that_is_no_picture_is_said_and_nothing_is_kept(scored: Scored) -> None:
    data = {**SETTINGS, "logo": Sent(make_pdf(), "logo.png")}
    page = scored.log_in().post(OFFICE, data).content.decode()
    assert "Lambang harus berupa gambar" in page
    assert count_events("stationery.set") == 0


def test_the_emblem_stands_in_the_letterhead_and_can_be_taken_away(scored: Scored) -> None:
    from tests.web.test_blocks import paint

    client = scored.log_in()
    client.post(OFFICE, {**SETTINGS, "logo": Sent(paint(), "logo.png")})
    assert 'descr="Lambang daerah"' in open_docx(make(scored, "docx")[0]).element.xml
    assert "Hapus lambang" in client.get(OFFICE).content.decode()
    client.post(OFFICE, {**SETTINGS, "no_logo": "1"})
    assert "Hapus lambang" not in client.get(OFFICE).content.decode()
    assert count_events("stationery.logo") == 2


def test_the_trail_of_the_settings_holds_no_name(scored: Scored) -> None:
    scored.log_in().post(OFFICE, SETTINGS)
    told = str([event.diff for event in AuditEvent.objects.filter(verb="signatory.set")])
    assert "Rahma" not in told
    assert "000000000000000009" not in told


def test_each_government_has_its_own(scored: Scored) -> None:
    scored.log_in().post(OFFICE, SETTINGS)
    there = make_user(make_government("64.01", "Kabupaten Lain"), Role.ADMIN)
    page = scored.log_in(there).get(OFFICE).content.decode()
    assert "Rahma" not in page
    assert "Bupati Lain" in page
