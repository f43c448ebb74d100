"""Deadline week on its pages: who is late, what is missing, points, messages and pictures."""

import io

import pytest
from PIL import Image

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import UNKNOWN, Scored, make_scored
from tests.world import in_days, make_world
from tilik.actions.rounds import PhasePlan, extend_unit, set_phases
from tilik.actions.sheets import send_sheet
from tilik.records.models import RoundUnit, Sheet

pytestmark = pytest.mark.django_db
OFFICE, SCHOOL, CLINIC = "tenggat/", "tenggat/sekolah/", "tenggat/klinik/"


@shared
def scored() -> Scored:
    return make_scored(is_example=True)


def close(scored: Scored) -> None:
    """The time to fill in is over."""
    phase = PhasePlan("claim", "Isian", "claim", in_days(-9), in_days(-1))
    set_phases(by=scored.world.admin, round=scored.round, phases=[phase])


def send(scored: Scored, unit: str) -> None:
    sheet = Sheet.objects.get(round=scored.round, unit=scored.units[unit], form="K")
    send_sheet(by=scored.world.admin, sheet=sheet)


def test_the_office_sees_who_has_not_sent_and_what_hangs_on_it(scored: Scored) -> None:
    send(scored, "sekolah")
    page = read(scored.log_in(), scored.path(OFFICE))
    assert "1 dari 2 unit belum mengirim isian" in strip(page)
    assert "Klinik" in page
    assert f'href="{scored.path(SCHOOL)}"' not in page
    assert "batas atas" in page


def test_what_is_missing_stands_worth_most_first(scored: Scored) -> None:
    page = strip(read(scored.log_in(scored.world.leader), scored.path(CLINIC)))
    assert "kurang 2 jawaban, paling banyak +2,850 poin indeks" in page
    # E:1 weighs 60 % of 75 %, and its rule gives 3 at most; E:2 weighs 40 % of 75 %, up to 5.
    assert page.index("2 Media") < page.index("1 Standar")
    assert "+1,500" in page
    assert "+1,350" in page


def test_a_unit_is_led_to_itself_and_to_the_indicator(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    response = client.get(scored.path(OFFICE))
    assert response.headers["Location"] == scored.path(SCHOOL)
    assert "tidak ada yang kurang" in read(client, scored.path(SCHOOL))
    assert f'href="{scored.path(SCHOOL)}"' in read(client, scored.path())


def test_a_late_unit_is_called_late_with_its_deadline_in_both_zones(scored: Scored) -> None:
    close(scored)
    page = strip(read(scored.log_in(), scored.path(OFFICE)))
    assert "2 terlambat" in page
    assert "Tenggatnya" in page
    assert "WITA = " in page


def test_the_message_says_what_is_worth_most_in_indonesian(scored: Scored) -> None:
    client = scored.log_in()
    client.cookies["django_language"] = "en"
    page = read(client, scored.path(CLINIC))
    message = page.split("<textarea")[1].split("</textarea>")[0]
    assert "Masih bisa diselamatkan" in message
    assert "+1,500  No. 2 Media (1 jawaban)" in message
    assert message.splitlines()[0].endswith("DATA CONTOH – BUKAN HASIL RESMI")
    assert "Missing" in page


@pytest.mark.parametrize("path", ["tenggat.png", "tenggat/klinik.png"])
def test_progress_is_a_picture_wide_enough_for_a_phone(scored: Scored, path: str) -> None:
    response = scored.log_in().get(scored.path(path))
    picture = Image.open(io.BytesIO(response.content))
    assert picture.format == "PNG"
    assert picture.width == 1080
    assert len(picture.getcolors(1 << 20) or []) > 20


def test_when_all_have_sent_there_is_nothing_to_remind_of(scored: Scored) -> None:
    scored.claim("klinik", i1="tidak", i3=["situs"])
    send(scored, "sekolah")
    send(scored, "klinik")
    page = strip(read(scored.log_in(), scored.path(OFFICE)))
    assert "Semua unit sudah mengirim isian" in page


@pytest.mark.parametrize("path", [SCHOOL, "tenggat/sekolah.png"])
def test_another_unit_sees_nothing_of_it(scored: Scored, path: str) -> None:
    other = path.replace("sekolah", "klinik")
    operator = scored.log_in(scored.world.operator)
    assert operator.get(scored.path(path)).status_code == 200
    assert operator.get(scored.path(other)).status_code == 403
    stranger = make_world("64.09")
    assert scored.log_in(stranger.operator).get(scored.path(path)).status_code == 404
    assert scored.log_in(stranger.admin).get(scored.path("tenggat.png")).status_code == 404


def test_units_that_miss_most_come_first_after_those_that_are_late(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(OFFICE))
    assert page.index(">Klinik</a>") < page.index(">Sekolah</a>")
    row = RoundUnit.objects.get(round=scored.round, unit=scored.units["klinik"])
    close(scored)
    extend_unit(by=scored.world.admin, round_unit=row, until=in_days(3), letter="800/1")
    page = read(scored.log_in(), scored.path(OFFICE))
    assert page.index(">Sekolah</a>") < page.index(">Klinik</a>")
    assert "1 terlambat" in strip(page)


def test_the_office_is_led_to_giving_that_unit_more_time(scored: Scored) -> None:
    link = f"{scored.path('jadwal/')}?unit=klinik#perpanjang"
    assert link in read(scored.log_in(), scored.path(CLINIC))
    assert link not in read(scored.log_in(scored.world.leader), scored.path(CLINIC))
    page = read(scored.log_in(), link.split("#")[0])
    assert '<option value="klinik" selected>' in page


def test_an_instrument_with_unpublished_weights_gives_an_estimate() -> None:
    scored = make_scored("64.09", version=2, children=UNKNOWN)
    page = strip(read(scored.log_in(), scored.path(CLINIC)))
    assert "tidak pernah diumumkan" in page
    assert "tidak pernah diumumkan" not in strip(read(scored.log_in(), scored.path(SCHOOL)))
