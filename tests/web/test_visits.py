"""Visits on the desk: picked, drawn, looked at afterwards."""

from typing import Any

import pytest

from tests.actions.test_visit_entries import WRONG_CLOCK, make_photo
from tests.files import Sent as File
from tests.shared import shared
from tests.web.filled import strip
from tests.web.scored import Scored, make_scored
from tests.world import new_uuid
from tilik.actions.visit_entries import Sent, keep_entry
from tilik.actions.visits import make_lot, plan_visit
from tilik.records.models import Visit, VisitEntry

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_scored()


@pytest.fixture
def visit(scored: Scored) -> Visit:
    unit = scored.units["sekolah"]
    return plan_visit(by=scored.world.admin, round=scored.round, unit=unit, kind="lapangan")


def send(scored: Scored, visit: Visit, kind: str, **facts: Any) -> VisitEntry:
    sent = Sent(uuid=new_uuid(), kind=kind, **facts)
    return keep_entry(by=scored.world.evaluator, visit=visit, sent=sent)


def read(scored: Scored, path: str = "kunjungan/", user: Any = None) -> str:
    return str(scored.log_in(user).get(scored.path(path)).content.decode())


def post(scored: Scored, path: str = "kunjungan/", **data: Any) -> str:
    return str(scored.log_in().post(scored.path(path), data, follow=True).content.decode())


def test_a_unit_without_a_visit_is_calmly_not_checked_yet(scored: Scored) -> None:
    page = read(scored)
    assert "0 unit punya kunjungan, 2 belum dicek lapangan" in page
    assert "keadaan yang wajar" in page


def test_what_was_found_in_the_field_without_a_visit_counts_too(
    scored: Scored, visit: Visit
) -> None:
    scored.find("klinik", "1", "3", stage="field")
    page = strip(read(scored))
    assert "1 unit punya kunjungan, 1 dicek lapangan tanpa kunjungan" in page
    assert "belum dicek lapangan" not in page.split("keadaan yang wajar")[1]
    assert "tanpa kunjungan: 1 indikator dicek lapangan" in page


def test_the_units_ticked_are_planned_for_the_day(scored: Scored) -> None:
    page = post(scored, act="plan", unit=["sekolah"], kind="daring", day="2026-11-26")
    assert "1 kunjungan direncanakan" in page
    assert "direncanakan 26 November 2026" in page
    assert Visit.objects.get().kind == "daring"


def test_a_draw_shows_its_seed_and_lot(scored: Scored) -> None:
    page = post(scored, act="draw", number="1", seed="rapat", kind="lapangan")
    drawn = Visit.objects.get()
    assert f"Diundi: {drawn.unit.name}" in page.replace("Terundi", "Diundi")
    assert make_lot("rapat", drawn.unit.code)[:8] in page


@pytest.mark.parametrize(("data", "words"), [
    ({"act": "draw", "number": "9", "seed": "x"}, "paling banyak 2 unit"),
    ({"act": "draw", "number": "satu", "seed": "x"}, "paling banyak 2 unit"),
    ({"act": "draw", "number": "1", "seed": ""}, "kata kunci"),
    ({"act": "cancel", "visit": "x"}, "tidak dapat dibaca"),
])  # fmt: skip
def test_what_cannot_be_planned_is_said_and_changes_nothing(
    scored: Scored, data: dict[str, str], words: str
) -> None:
    assert words in post(scored, **data)
    assert not Visit.objects.exists()


def test_a_visit_is_cancelled_while_it_is_empty(scored: Scored, visit: Visit) -> None:
    post(scored, act="cancel", visit=str(visit.client_uuid))
    visit.refresh_from_db()
    assert visit.cancelled_at is not None
    assert "0 unit punya kunjungan, 2 belum dicek lapangan" in read(scored)


def test_an_evaluator_sees_the_visits_and_plans_none(scored: Scored, visit: Visit) -> None:
    page = read(scored, user=scored.world.evaluator)
    assert "Rencanakan" not in page
    assert f"kunjungan/{visit.client_uuid}/" in page
    assert "<svg" in page


def test_a_visit_shows_where_it_differs_from_the_claim(scored: Scored, visit: Visit) -> None:
    send(scored, visit, "answer", form="K", item="1", value="tidak", remark="Papan kosong.")
    send(scored, visit, "answer", form="K", item="2", value="4")
    page = read(scored, f"kunjungan/{visit.client_uuid}/")
    assert "Papan kosong." in page
    assert "Ada standar?" in page
    assert "Berapa layanan?" not in page
    assert "2 jawaban diisi di sana." in page


def test_everything_brought_back_is_shown_with_both_clocks(scored: Scored, visit: Visit) -> None:
    place = {"latitude": -0.5, "longitude": 117.1, "accuracy": 12.0}
    photo = send(
        scored, visit, "photo", file=File(make_photo(), "x.jpg"), said_at=WRONG_CLOCK,
        content={"caption": "Loket <b>satu</b>", "place": place},
    )  # fmt: skip
    send(scored, visit, "count", content={"what": "Antrean", "number": 7})
    answers = {"1": "part", "9": "apa?"}
    send(scored, visit, "staff", content={"who": "loket", "answers": answers, "note": "Gugup."})
    page = read(scored, f"kunjungan/{visit.client_uuid}/")
    for words in ("Loket &lt;b&gt;satu", "Antrean: 7", "sebagian", "apa?", "Gugup.", "-0.50000",
                  "jam ponsel", f"gambar/{photo.client_uuid}/"):  # fmt: skip
        assert words in page, words


def test_the_picture_is_served_after_the_check_and_gone_when_erased(
    scored: Scored, visit: Visit
) -> None:
    photo = send(scored, visit, "photo", file=File(make_photo(), "x.jpg"))
    path = scored.path(f"kunjungan/{visit.client_uuid}/gambar/{photo.client_uuid}/")
    found = scored.log_in().get(path)
    assert found["Content-Type"] == "image/jpeg"
    assert found["Cache-Control"] == "private, no-store"
    assert found.content.startswith(b"\xff\xd8\xff")
    page = post(
        scored, f"kunjungan/{visit.client_uuid}/", act="erase", entry=str(photo.client_uuid)
    )
    assert "dihapus" in page
    assert scored.log_in().get(path).status_code == 404


def test_a_visit_is_marked_done_and_opened_again(scored: Scored, visit: Visit) -> None:
    path = f"kunjungan/{visit.client_uuid}/"
    assert "selesai" in post(scored, path, act="close")
    assert "Kunjungan selesai" in post(scored, path, act="open")


def test_the_page_of_visits_is_read_in_few_queries(
    scored: Scored, visit: Visit, django_assert_max_num_queries: Any
) -> None:
    client = scored.log_in()
    for path in ("kunjungan/", f"kunjungan/{visit.client_uuid}/"):
        with django_assert_max_num_queries(20):
            client.get(scored.path(path))


def test_without_https_the_page_says_what_to_do_instead(scored: Scored) -> None:
    client = scored.log_in()
    assert "tanpa HTTPS" in client.get(scored.path("kunjungan/")).content.decode()
    secure = client.get(scored.path("kunjungan/"), secure=True).content.decode()
    assert "tanpa HTTPS" not in secure
