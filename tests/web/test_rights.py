"""Who may open which page of scores: every role, every page, asked of the server."""

import pytest
from django.test import Client

from tests.web.scored import Scored, make_scored
from tests.world import make_government, make_user
from tilik.records.models import User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db

OWN, OTHER, LEAF = "nilai/sekolah/", "nilai/klinik/", "nilai/sekolah/E:1/"
LEAGUE, OFFICIAL, BRIEF, PAPER = "peringkat/", "resmi-mandiri/", "ringkasan/", "ringkasan.pdf"
EVERY = (OWN, OTHER, LEAF, LEAGUE, OFFICIAL, BRIEF, PAPER)
OF_A_UNIT = {OWN: 200, LEAF: 200, OTHER: 403, LEAGUE: 200, OFFICIAL: 200, BRIEF: 403, PAPER: 403}
RIGHTS = {
    "admin": dict.fromkeys(EVERY, 200),
    "leader": dict.fromkeys(EVERY, 200),
    "evaluator": dict.fromkeys(EVERY, 200),
    "operator": OF_A_UNIT,
    "head": OF_A_UNIT,
}
CASES = [(role, path, status) for role, row in RIGHTS.items() for path, status in row.items()]


@pytest.fixture
def scored() -> Scored:
    return make_scored()


def get_person(scored: Scored, role: str) -> User:
    person: User = getattr(scored.world, role)
    return person


@pytest.mark.parametrize(("role", "path", "status"), CASES)
def test_each_role_sees_what_it_may_and_no_more(
    scored: Scored, role: str, path: str, status: int
) -> None:
    client = scored.log_in(get_person(scored, role))
    assert client.get(scored.path(path)).status_code == status


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.LEADER, Role.EVALUATOR])
def test_nobody_of_another_government_learns_that_the_round_exists(
    scored: Scored, path: str, role: Role
) -> None:
    stranger = make_user(make_government("64.01", "Kabupaten Lain"), role)
    client = scored.log_in(stranger)
    assert client.get(scored.path(path)).status_code == 404
    assert client.get("/periode/999999/" + path).status_code == 404


@pytest.mark.parametrize("path", EVERY)
def test_who_is_not_logged_in_is_led_to_the_log_in(scored: Scored, path: str) -> None:
    response = Client().get(scored.path(path))
    assert response.status_code == 302
    assert response["Location"].startswith("/akun/login/")


def test_a_person_without_a_seat_any_more_sees_nothing(scored: Scored) -> None:
    from tilik.actions.seats import close_seat

    client = scored.log_in(scored.world.leader)
    assert client.get(scored.path(OWN)).status_code == 200
    for seat in scored.world.leader.seats.all():
        close_seat(by=scored.world.admin, seat=seat)
    assert client.get(scored.path(OWN)).status_code == 404


def test_a_unit_of_another_round_is_not_found(scored: Scored) -> None:
    from tilik.actions.units import add_unit

    add_unit(
        by=scored.world.admin,
        government=scored.world.government,
        code="baru",
        name="Baru",
        kind="dinas",
    )
    assert scored.log_in().get(scored.path("nilai/baru/")).status_code == 404


def test_the_frame_names_government_period_and_role(scored: Scored) -> None:
    page = scored.log_in(scored.world.leader).get(scored.path(OWN)).content.decode()
    assert scored.world.government.name in page
    assert "Nilai contoh" in page
    assert "pimpinan" in page


def test_the_way_to_the_brief_is_shown_to_who_may_read_it(scored: Scored) -> None:
    brief = f'href="{scored.path(BRIEF)}"'
    leader = scored.log_in(scored.world.leader).get(scored.path(OWN)).content.decode()
    operator = scored.log_in(scored.world.operator).get(scored.path(OWN)).content.decode()
    assert brief in leader
    assert brief not in operator


@pytest.mark.parametrize("path", [OWN, OTHER, LEAF, LEAGUE, OFFICIAL, BRIEF])
def test_no_page_says_anything_in_the_wrong_language(scored: Scored, path: str) -> None:
    client = scored.log_in()
    client.cookies["django_language"] = "en"
    page = client.get(scored.path(path)).content.decode()
    for word in ("Kategori", "Peringkat", "belum lengkap", "Dari mana", "Bobot ", "Rentang"):
        assert word not in page, word
    client.cookies["django_language"] = "id"
    page = client.get(scored.path(path)).content.decode()
    for word in ("Category", "Ranking", "incomplete", "Where does", "Weight", "Range"):
        assert word not in page, word
