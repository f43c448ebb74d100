"""The pages of what is promised after a survey: planned by the unit, looked at a period later."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import build_once
from tests.web.surveyed import Surveys, make_surveys
from tests.world import make_user, new_uuid
from tilik.actions.steps import get_newest
from tilik.records.models import Action, RoundUnit, Unit, Verification
from tilik.records.models.seat import Role
from tilik.web.presenters.steps import is_late, list_quarters

CODES = [f"U{n}" for n in range(1, 10)]
PLAN = {
    "item": "U4", "title": "Umumkan tarif", "quarter_start": "2026-04-01",
    "responsible": "Kepala Seksi",
}  # fmt: skip


def read_row(marks: str) -> dict[str, str]:
    return dict(zip(CODES, marks, strict=True))


def build() -> Surveys:
    made = make_surveys()
    made.ask([read_row("333233333"), read_row("343233323")], made.before)
    made.ask([read_row("443444422"), read_row("443444432")], population=20)
    made.promise("U4", made.before, title="Papan tarif", quarter_start=date(2025, 7, 1))
    made.promise("U9", made.before, title="Kursi tunggu", quarter_start=date(2025, 10, 1))
    made.promise("U9", title="Kursi prioritas", quarter_start=date(2026, 1, 1))
    return made


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Surveys]:
    yield from build_once(django_db_blocker, build)


@pytest.fixture
def made(_made: Surveys, db: None) -> Surveys:
    return _made


def read(made: Surveys, rest: str, user: Any = None, lang: str = "") -> str:
    client = made.log_in(user)
    if lang:
        client.cookies["django_language"] = lang
    response = client.get(made.path(f"rtl/{rest}"))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def send(made: Surveys, rest: str, data: dict[str, Any], user: Any = None) -> Any:
    return made.log_in(user).post(made.path(f"rtl/{rest}"), data, follow=True)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# ---- the unit's page -------------------------------------------------------


def test_the_page_begins_with_what_is_done_and_names_the_lowest_without_a_step(
    made: Surveys,
) -> None:
    page = words(read(made, "sekolah/"))
    assert "Sekolah: 0 dari 1 RTL sudah dilaksanakan" in page
    assert "Indeks 87,50" in page
    assert "Belum ada RTL untuk unsur terendah: U8 Penanganan pengaduan" in page
    assert "indeks 25 sampai 100, bukan persentase" in page


def test_the_elements_stand_lowest_first_with_their_change(made: Surveys) -> None:
    page = read(made, "sekolah/")
    table = page.split('<h2 id="unsur">')[1]
    order = re.findall(r'<th scope="row">(U\d)', table)
    assert order == ["U9", "U8", "U3", "U1", "U2", "U4", "U5", "U6", "U7"]
    lowest = words(table.split("<tr>")[2])
    assert lowest.startswith("U9 Sarana dan prasarana termasuk terendah 2,0000 D −1,0000 1")
    fee = next(words(row) for row in table.split("<tr>") if "U4 Biaya" in row)
    assert fee.startswith("U4 Biaya/tarif 4,0000")
    assert "+2,0000" in fee


def test_a_step_of_the_period_before_stands_with_its_element_then_and_now(made: Surveys) -> None:
    page = read(made, "sekolah/")
    cards = [words(card) for card in page.split('class="card check"')[1:3]]
    assert "Papan tarif U4 Biaya/tarif · TW III 2025 · Kepala Seksi Pelayanan" in cards[0]
    assert "Unsur waktu itu 2,0000 Unsur sekarang 4,0000 Perubahan +2,0000" in cards[0]
    assert "Unsur waktu itu 3,0000 Unsur sekarang 2,0000 Perubahan −1,0000" in cards[1]
    assert "Belum diperiksa ulang." in cards[0]


def test_a_unit_nobody_answered_about_plans_all_the_same(made: Surveys) -> None:
    page = words(read(made, "klinik/"))
    assert "Klinik: belum ada jawaban survei" in page
    assert "RTL tetap dapat ditulis" in page
    assert "Laporan SKM" not in page
    send(made, "klinik/baru/", {**PLAN, "page": new_uuid()})
    assert "Klinik: 0 dari 1 RTL" in words(read(made, "klinik/"))


def test_the_page_offers_the_unit_s_papers_and_they_carry_the_step(made: Surveys) -> None:
    client = made.log_in(made.world.operator)
    page = client.get(made.path("rtl/sekolah/")).content.decode()
    assert made.path("naskah/laporan-skm/") in page
    response = client.post(
        made.path("naskah/tindak-lanjut-skm/"), {"format": "docx", "unit": "sekolah"}
    )
    assert response.status_code == 200


def test_in_english_every_word_is_english(made: Surveys) -> None:
    page = words(read(made, "sekolah/", lang="en"))
    for said in (
        "Sekolah: 0 of 1 step done", "Steps after this survey", "Q1 2026", "not begun",
        "Promised after SKM semester I 2025: does it hold?", "Nobody has looked at it again yet.",
    ):  # fmt: skip
        assert said in page


# ---- planning and changing -------------------------------------------------


def test_the_unit_plans_a_step_for_the_element_it_came_from(made: Surveys) -> None:
    operator = made.world.operator
    form = read(made, "sekolah/baru/?unsur=U8", operator)
    assert '<option value="U8" selected>' in form
    assert "TW IV 2025" in form
    assert "TW IV 2028" in form
    data = {**PLAN, "item": "U8", "page": new_uuid()}
    for _n in range(2):
        page = send(made, "sekolah/baru/", data, operator).content.decode()
    assert "Umumkan tarif" in page
    found = Action.objects.get(title="Umumkan tarif")
    assert (found.item, found.quarter_start, found.by) == ("U8", date(2026, 4, 1), operator)


@pytest.mark.parametrize("missing", ["title", "quarter_start", "responsible", "item"])
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    made: Surveys, missing: str
) -> None:
    data = {**PLAN, "page": new_uuid(), missing: ""}
    page = send(made, "sekolah/baru/", data).content.decode()
    assert "isian Anda masih ada di kolomnya" in page
    kept = {"title": "Umumkan tarif", "responsible": "Kepala Seksi"}
    assert all(value in page for name, value in kept.items() if name != missing)
    assert not Action.objects.filter(title="Umumkan tarif").exists()


def step_of(made: Surveys) -> Action:
    return Action.objects.get(title="Kursi prioritas")


def change(made: Surveys, **rest: Any) -> str:
    step = step_of(made)
    data = {
        **PLAN, "item": "U9", "title": step.title, "quarter_start": "2026-01-01", "progress": "0",
        "state": "planned", "seen": get_newest(step), **rest,
    }  # fmt: skip
    return str(send(made, f"sekolah/{step.pk}/", data, made.world.operator).content.decode())


def test_a_step_is_done_with_what_was_done_and_its_proof(made: Surveys) -> None:
    change(made, state="done", done="12 kursi dipasang", proof="BAST 12/2026")
    page = words(read(made, "sekolah/"))
    assert "Sekolah: 1 dari 1 RTL sudah dilaksanakan" in page
    assert "12 kursi dipasang Dokumentasi: BAST 12/2026" in page or "BAST 12/2026" in page
    assert step_of(made).progress == 100


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "done", "done": "12 kursi"}, "Selesai memerlukan apa yang dilakukan"),
        ({"state": "dropped"}, "dibatalkan"),
        ({"state": "running", "progress": "120"}, "100"),
        ({"seen": "1", "title": "Lain", "done": "Kata"}, "masih ada di kolomnya"),
    ],
)
def test_what_cannot_stand_is_said_and_stays_in_the_fields(
    made: Surveys, values: dict[str, str], said: str
) -> None:
    page = change(made, **values)
    assert said in page
    assert values.get("done", "") in page
    assert step_of(made).state == "planned"


def test_an_open_step_whose_quarter_is_over_is_marked(made: Surveys) -> None:
    assert "TW I 2026 Lewat triwulan" in words(read(made, "sekolah/"))
    change(made, state="done", done="12 kursi", proof="BAST")
    assert "TW I 2026 Lewat triwulan" not in words(read(made, "sekolah/"))


@pytest.mark.parametrize(
    ("start", "state", "today", "late"),
    [
        (date(2026, 1, 1), "planned", date(2026, 3, 31), False),
        (date(2026, 1, 1), "running", date(2026, 4, 1), True),
        (date(2026, 10, 1), "planned", date(2027, 1, 1), True),
        (date(2026, 1, 1), "done", date(2027, 1, 1), False),
        (date(2026, 1, 1), "dropped", date(2027, 1, 1), False),
        (None, "planned", date(2027, 1, 1), False),
    ],
)
def test_a_quarter_is_over_on_the_first_day_after_it(
    start: date | None, state: str, today: date, late: bool
) -> None:
    assert is_late(start, state, today) is late


def test_quarters_begin_with_that_of_the_period_s_end_and_keep_the_one_that_stands() -> None:
    offered = list_quarters(date(2025, 12, 31))
    assert (offered[0], offered[-1]) == (("2025-10-01", "TW IV 2025"), ("2028-10-01", "TW IV 2028"))
    kept = list_quarters(date(2025, 12, 31), date(2024, 1, 1))
    assert kept[0] == ("2024-01-01", "TW I 2024")
    assert len(kept) == len(offered) + 1


# ---- looked at again -------------------------------------------------------


def recheck(made: Surveys, user: Any = None, **rest: Any) -> Any:
    step = Action.objects.get(title="Papan tarif")
    data = {"step": step.pk, "page": new_uuid(), "outcome": "held", "note": "", **rest}
    return send(made, "sekolah/", data, user or made.world.evaluator)


def test_what_a_later_period_found_stands_beside_the_step(made: Surveys) -> None:
    recheck(made)
    page = recheck(made, outcome="partly", note="Hanya di loket 1").content.decode()
    assert "SKM semester II 2025: hanya sebagian" in words(page)
    assert "Hanya di loket 1" in page
    assert list(Verification.objects.values_list("outcome", flat=True)) == ["held", "partly"]
    assert "1 dari 2" in words(read(made, ""))


@pytest.mark.parametrize("outcome", ["", "partly", "not-found"])
def test_a_finding_without_a_choice_or_a_reason_is_asked_for_again(
    made: Surveys, outcome: str
) -> None:
    note = "" if outcome else "Sudah dilihat"
    page = recheck(made, outcome=outcome, note=note).content.decode()
    assert 'role="alert"' in page
    assert note in page
    assert not Verification.objects.exists()


def test_the_unit_does_not_look_at_its_own_steps_again(made: Surveys) -> None:
    assert recheck(made, made.world.operator).status_code == 403
    assert "Catat yang ditemukan sekarang" not in read(made, "sekolah/", made.world.operator)


def test_a_step_of_this_period_or_of_none_is_not_found_there(made: Surveys) -> None:
    for pk in (step_of(made).pk, 0, "x", "9" * 40):
        assert recheck(made, step=pk).status_code == 404


# ---- the round's page ------------------------------------------------------


def test_the_round_says_who_has_not_planned_yet(made: Surveys) -> None:
    page = words(read(made, ""))
    assert "1 unit belum punya RTL" in page
    assert "Sekolah 0 dari 1" in page
    assert "Klinik belum ada" in page
    assert "Diperiksa ulang, dari SKM semester I 2025" in page


def test_when_everybody_planned_it_says_how_much_is_done(made: Surveys) -> None:
    send(made, "klinik/baru/", {**PLAN, "page": new_uuid()})
    assert "0 dari 2 RTL sudah dilaksanakan" in words(read(made, ""))


def test_a_unit_sees_itself_alone(made: Surveys) -> None:
    other = make_user(made.world.government, Role.OPERATOR, made.world.clinic)
    page = read(made, "", other)
    assert "Klinik" in page
    assert "Sekolah" not in page
    assert made.log_in(other).get(made.path("rtl/sekolah/")).status_code == 403


def test_a_round_that_is_no_survey_has_no_such_page_and_no_link_to_it(made: Surveys) -> None:
    client = made.log_in()
    for rest in ("rtl/", "rtl/sekolah/", "rtl/sekolah/baru/", "rtl/sekolah/1/"):
        assert client.get(made.path(rest, made.world.round)).status_code == 404
    assert "/rtl/" not in client.get(made.path("", made.world.round)).content.decode()
    assert made.path("rtl/") in client.get(made.path("")).content.decode()
    assert made.path("rtl/sekolah/") in client.get(made.path("nilai/sekolah/")).content.decode()


def test_five_hundred_units_ask_few_queries_and_are_turned_page_by_page(made: Surveys) -> None:
    home = {"government": made.world.government}
    units = Unit.objects.bulk_create(
        Unit(code=f"u{n:03}", name=f"Unit {n:03}", **home) for n in range(500)
    )
    RoundUnit.objects.bulk_create(
        RoundUnit(unit=unit, name=unit.name, round=made.now, **home) for unit in units
    )
    client = made.log_in()
    for rest in ("rtl/", "rtl/?halaman=7", "rtl/sekolah/", "rtl/sekolah/baru/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(made.path(rest)).status_code == 200
        assert len(queries) <= 20, rest
    assert "Unit 499" not in read(made, "")
