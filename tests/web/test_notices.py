"""Messages to copy about one act: their exact words, and the pages that offer them."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from tests.shared import shared
from tests.web.filled import read
from tests.web.scored import Scored, log_in, make_document, make_scored
from tests.world import in_days, make_version, new_uuid
from tilik.actions.findings import return_finding
from tilik.actions.oversight import Entry, add_product
from tilik.actions.rounds import PhasePlan, extend_unit, set_phases
from tilik.actions.sheets import return_sheet, send_sheet
from tilik.actions.visits import close_visit, plan_visit
from tilik.records.models import Finding, OversightProduct, Round, RoundUnit, Sheet
from tilik.web.presenters import notices
from tilik.web.presenters.notices import Matter

pytestmark = pytest.mark.django_db
ADDRESS = "https://tilik.contoh.go.id/periode/1/"
NEW = "/kelola/periode/baru/"
EVENING = datetime(2024, 4, 15, 15, 59, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@shared
def scored() -> Scored:
    return make_scored()


@pytest.fixture
def back(scored: Scored) -> Finding:
    """The first indicator of the school, returned."""
    finding = Finding.objects.get(sheet__round=scored.round, item="1", sheet__unit__code="sekolah")
    return return_finding(
        by=scored.world.evaluator, finding=finding, reason="Foto buram.", until=in_days(3)
    )


def list_texts(client: Client, path: str) -> list[str]:
    """Every text to copy of a page."""
    found = re.findall(r'<textarea id="copy-[^>]*readonly>([^<]*)</textarea>', read(client, path))
    return [html.unescape(text) for text in found]


def get_row(scored: Scored, unit: str = "sekolah") -> RoundUnit:
    return RoundUnit.objects.get(round=scored.round, unit=scored.units[unit])


# --- Exact words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_came_back_is_told_with_remark_deadline_in_both_zones_and_address(
    scored: Scored, language: str
) -> None:
    matters = [Matter("No. 2 Foto ruang", "Foto\nburam.", EVENING), Matter("Isian", "Kosong.")]
    with translation.override(language):
        text = notices.write_return(scored.round, "Sekolah", matters, ADDRESS)
    assert text == (
        "*Nilai contoh*\n"
        "Yth. operator Sekolah, mohon diperbaiki dan dikirim ulang:\n"
        "1. No. 2 Foto ruang: Foto buram.\n"
        "Tenggat: 15 April 2024 23.59 WITA = 22.59 WIB.\n"
        "2. Isian: Kosong.\n"
        f"Perbaiki di sini: {ADDRESS}\n"
        "– Kabupaten 64.08"
    )


def test_a_single_matter_has_no_number(scored: Scored) -> None:
    text = notices.write_return(scored.round, "Sekolah", [Matter("Isian", "Kosong.")], ADDRESS)
    assert "\nIsian: Kosong.\n" in text


def test_more_time_is_told_with_its_letter(scored: Scored) -> None:
    text = notices.write_extension(scored.round, "Sekolah", EVENING, "800/12/2024", ADDRESS)
    assert text == (
        "*Nilai contoh*\n"
        "Yth. operator Sekolah, waktu pengisian isian diperpanjang sampai"
        " 15 April 2024 23.59 WITA = 22.59 WIB.\n"
        "Dasar surat: 800/12/2024.\n"
        f"Isi di sini: {ADDRESS}\n"
        "– Kabupaten 64.08"
    )


def test_a_visit_is_told_with_its_weekday(scored: Scored) -> None:
    with translation.override("en"):
        text = notices.write_visit(scored.round, "Sekolah", "lapangan", FRIDAY)
    assert text == (
        "*Nilai contoh*\n"
        "Yth. pimpinan Sekolah, verifikasi lapangan di unit Bapak/Ibu:"
        " Jumat, 27 November 2026.\n"
        "Mohon penanggung jawab layanan hadir dan dokumen asli bukti dukung disiapkan.\n"
        "Bila berhalangan, mohon kabari kami sebelum hari itu.\n"
        "– Kabupaten 64.08"
    )


def test_an_online_check_asks_for_a_phone_and_a_day_that_is_not_known_follows(
    scored: Scored,
) -> None:
    text = notices.write_visit(scored.round, "Sekolah", "daring", None)
    assert "verifikasi daring lewat panggilan video: harinya menyusul." in text
    assert "ponsel berkamera" in text
    assert "dokumen asli" not in text


@pytest.mark.parametrize(
    ("today", "due", "words"),
    [
        (FRIDAY, date(2026, 12, 1), "1 Desember 2026 (4 hari lagi)"),
        (FRIDAY, FRIDAY, "27 November 2026 (batas waktunya hari ini)"),
        (FRIDAY, date(2026, 11, 25), "25 November 2026 (2 hari terlambat)"),
        (FRIDAY, None, "tanpa batas waktu"),
    ],
)
def test_a_product_is_told_with_its_deadline_what_is_asked_and_its_state(
    scored: Scored, today: date, due: date | None, words: str
) -> None:
    product = OversightProduct(
        kind="saran", number="T/1", subject="Pasang  jadwal\nloket", received_on=today, due=due,
        unit=scored.units["sekolah"], state="open",
    )  # fmt: skip
    text = notices.write_product(scored.round, product, today, ADDRESS)
    assert text == (
        "*Nilai contoh*\n"
        "Kepada: Sekolah\n"
        "Produk Ombudsman: saran T/1\n"
        "Yang diminta: Pasang jadwal loket\n"
        f"Batas waktu: {words}\n"
        "Keadaan: belum ditindaklanjuti\n"
        f"Mohon sampaikan kepada kami tindak lanjutnya beserta buktinya. Selengkapnya: {ADDRESS}\n"
        "– Kabupaten 64.08"
    )


def test_what_the_ombudsman_asks_at_length_is_shortened(scored: Scored) -> None:
    product = OversightProduct(
        kind="saran", number="T/1", subject="kata " * 300, received_on=FRIDAY, state="open"
    )
    text = notices.write_product(scored.round, product, FRIDAY, ADDRESS)
    (asked,) = [line for line in text.splitlines() if line.startswith("Yang diminta")]
    assert asked.endswith("…")
    assert len(asked) <= len("Yang diminta: ") + notices.LONGEST
    assert "Kepada: pemerintah daerah secara keseluruhan" in text


def test_a_unit_asks_for_more_time_in_its_own_name(scored: Scored) -> None:
    matter = Matter(notices.say_filled("Isian", 1, 2), until=EVENING)
    assert notices.write_plea(scored.round, "Sekolah", [matter]) == (
        "*Nilai contoh*\n"
        "Yth. Kabupaten 64.08, Sekolah memohon perpanjangan waktu untuk:\n"
        "Isian (1 dari 2 indikator terisi)\n"
        "Tenggat: 15 April 2024 23.59 WITA = 22.59 WIB.\n"
        "Sampai: … (hari dan jam)\n"
        "Alasan: …\n"
        "Surat pimpinan unit menyusul: nomor …, tanggal …\n"
        "– Operator Sekolah"
    )


def test_the_office_is_called_by_its_own_name(scored: Scored) -> None:
    scored.round.government.bureau = "Bagian Organisasi Setkab"
    text = notices.write_plea(scored.round, "Sekolah", [Matter("Isian")])
    assert "Yth. Bagian Organisasi Setkab, Sekolah memohon" in text
    told = notices.write_visit(scored.round, "Sekolah", "lapangan", FRIDAY)
    assert told.endswith("\n– Bagian Organisasi Setkab")


def test_every_message_of_example_data_says_so_first(scored: Scored) -> None:
    scored.round.is_example = True
    product = OversightProduct(
        kind="saran", number="T/1", subject="x", received_on=FRIDAY, state="open"
    )
    texts = [
        notices.write_return(scored.round, "S", [Matter("Isian")], ADDRESS),
        notices.write_extension(scored.round, "S", EVENING, "1", ADDRESS),
        notices.write_visit(scored.round, "S", "lapangan", FRIDAY),
        notices.write_product(scored.round, product, FRIDAY, ADDRESS),
        notices.write_plea(scored.round, "S", [Matter("Isian")]),
    ]
    for text in texts:
        assert text.startswith("DATA CONTOH – BUKAN HASIL RESMI\n*Nilai contoh*\n")


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["verifikasi/sekolah/", "verifikasi/E/1/", "dikembalikan/sekolah/"],
)
def test_the_evaluator_copies_what_was_returned(scored: Scored, back: Finding, path: str) -> None:
    (text,) = list_texts(scored.log_in(scored.world.evaluator), scored.path(path))
    assert "Yth. operator Sekolah" in text
    assert ": Foto buram.\nTenggat: " in text
    assert " WITA = " in text
    assert f"http://testserver{scored.path('dikembalikan/sekolah/')}" in text


def test_what_the_unit_sent_again_is_no_longer_told(scored: Scored, back: Finding) -> None:
    scored.log_in(scored.world.operator).post(scored.path("dikembalikan/sekolah/"), {"item": "E:1"})
    evaluator = scored.log_in(scored.world.evaluator)
    for path in ("verifikasi/sekolah/", "verifikasi/E/1/", "dikembalikan/sekolah/"):
        assert list_texts(evaluator, scored.path(path)) == []


def test_the_officer_gets_a_text_to_ask_with_only_when_the_time_is_over(
    scored: Scored, back: Finding
) -> None:
    operator, path = scored.log_in(scored.world.operator), scored.path("dikembalikan/sekolah/")
    assert list_texts(operator, path) == []
    Finding.objects.filter(pk=back.pk).update(returned_until=timezone.now() - timedelta(hours=1))
    (text,) = list_texts(operator, path)
    assert "Sekolah memohon perpanjangan waktu untuk:\nNo. 1" in text
    assert "Foto buram" not in text
    assert list_texts(scored.log_in(scored.world.leader), path) == []


def test_a_returned_form_is_told_until_it_is_sent_again(scored: Scored) -> None:
    sheet = Sheet.objects.get(round=scored.round, form="K", unit=scored.units["sekolah"])
    send_sheet(by=scored.world.operator, sheet=sheet)
    admin, path = scored.log_in(), scored.path("isian/sekolah/")
    assert list_texts(admin, path) == []
    return_sheet(by=scored.world.admin, sheet=sheet, reason="Belum lengkap.")
    (text,) = list_texts(admin, path)
    assert "\nIsian: Belum lengkap.\n" in text
    assert f"http://testserver{path}" in text
    send_sheet(by=scored.world.operator, sheet=sheet)
    assert list_texts(admin, path) == []


def test_more_time_is_told_where_it_was_given_while_it_runs(scored: Scored) -> None:
    until = in_days(5)
    extend_unit(by=scored.world.admin, round_unit=get_row(scored), until=until, letter="800/12")
    admin = scored.log_in()
    for path in ("jadwal/", "isian/sekolah/"):
        (text,) = list_texts(admin, scored.path(path))
        assert "Dasar surat: 800/12." in text
        assert f"http://testserver{scored.path('isian/sekolah/')}" in text
    for person in (scored.world.operator, scored.world.leader):
        assert list_texts(scored.log_in(person), scored.path("jadwal/")) == []
    RoundUnit.objects.filter(pk=get_row(scored).pk).update(extended_until=timezone.now())
    assert list_texts(admin, scored.path("jadwal/")) == []


def test_a_late_officer_gets_a_text_to_ask_for_more_time(scored: Scored) -> None:
    operator, path = scored.log_in(scored.world.operator), scored.path("isian/sekolah/")
    assert list_texts(operator, path) == []
    now = timezone.now()
    over = PhasePlan("claim", "Isian", "claim", now - timedelta(days=9), now - timedelta(days=1))
    set_phases(by=scored.world.admin, round=scored.round, phases=[over])
    (text,) = list_texts(operator, path)
    assert "Sekolah memohon perpanjangan waktu untuk:\nIsian (" in text
    assert "indikator terisi)\nTenggat: " in text
    assert list_texts(scored.log_in(scored.world.leader), path) == []


def test_a_planned_visit_is_told_and_one_that_is_over_is_not(scored: Scored) -> None:
    plan = {"by": scored.world.admin, "round": scored.round, "kind": "lapangan"}
    today = timezone.localdate()
    ahead = plan_visit(**plan, unit=scored.units["sekolah"], planned_for=today)  # type: ignore[arg-type]
    plan_visit(**plan, unit=scored.units["klinik"], planned_for=today - timedelta(days=1))  # type: ignore[arg-type]
    (text,) = list_texts(scored.log_in(), scored.path("kunjungan/"))
    assert "Yth. pimpinan Sekolah, verifikasi lapangan" in text
    close_visit(by=scored.world.evaluator, visit=ahead, is_closed=True)
    assert list_texts(scored.log_in(), scored.path("kunjungan/")) == []


def test_products_that_are_due_are_told_by_the_office_alone(scored: Scored) -> None:
    came = timezone.localdate() - timedelta(days=9)
    for number, days, state in (("T/2", 20, "open"), ("T/1", 3, "open"), ("T/3", None, "open")):
        entry = Entry(
            kind="saran", number=number, subject="Pasang jadwal", received_on=came, state=state,
            due=came + timedelta(days=days) if days else None, unit=scored.units["sekolah"],
        )  # fmt: skip
        add_product(by=scored.world.admin, government=scored.world.government, entry=entry,
                    client_uuid=new_uuid())  # fmt: skip
    path = scored.path("produk-ombudsman/")
    texts = list_texts(scored.log_in(), path)
    assert [re.findall(r"saran (T/\d)", text)[0] for text in texts] == ["T/1", "T/2"]
    assert "6 hari terlambat" in texts[0]
    loose = OversightProduct.objects.get(number="T/3")
    (text,) = list_texts(scored.log_in(), f"{path}{loose.pk}/")
    assert "Batas waktu: tanpa batas waktu" in text
    settled = {"state": "done", "settled_on": came, "done": "Dipasang", "proof": "Surat 1"}
    settled |= {"done_by": scored.world.admin, "done_at": timezone.now()}
    OversightProduct.objects.filter(pk=loose.pk).update(**settled)
    assert list_texts(scored.log_in(), f"{path}{loose.pk}/") == []
    assert list_texts(scored.log_in(scored.world.operator), path) == []


# --- All units at once ----------------------------------------------------------------------------


def open_period(scored: Scored, **changes: Any) -> str:
    """The page after a new period was sent."""
    version = make_version(**make_document() | {"code": "semua"})
    sent = {
        "title": "Kesiapan", "instrument": str(version.pk), "scheme": "mandiri",
        "start": "2024-01-01", "end": "2024-12-31", "channel": "luring", **changes,
    }  # fmt: skip
    return str(log_in(scored.world.admin).post(NEW, sent).content.decode())


@pytest.mark.parametrize("units", [[], ["sekolah"]])
def test_one_tick_takes_all_units_without_a_script(scored: Scored, units: list[str]) -> None:
    open_period(scored, every="on", units=units)
    made = Round.objects.get(title="Kesiapan")
    assert set(made.round_units.values_list("unit__code", flat=True)) == {"sekolah", "klinik"}


def test_without_any_tick_no_period_is_opened_and_what_was_typed_stays(scored: Scored) -> None:
    page = open_period(scored)
    assert "Centang dulu unitnya." in page
    assert 'value="Kesiapan"' in page
    assert not Round.objects.filter(title="Kesiapan").exists()


def test_the_tick_for_all_says_how_many_and_stays_when_the_calendar_is_laid_out_anew(
    scored: Scored,
) -> None:
    page = read(scored.log_in(), NEW)
    assert "Semua unit (2)" in page
    assert page.count('name="every"') == 1
    assert not re.search(r'name="every"[^>]*checked', page)
    page = open_period(scored, every="on", act="calendar", calendar="ombudsman", first="2024-07-01")
    assert re.search(r'name="every"[^>]*data-all="units" checked', page)
