"""Pages of scores and rights: seats that end, units of other rounds, the frame, the language.

Who may open which address is walked in `test_every_address.py`.
"""

import pytest

from tests.shared import shared
from tests.web.scored import Scored, make_scored

pytestmark = pytest.mark.django_db

OWN, LEAF = "nilai/sekolah/", "nilai/sekolah/E:1/"
OTHER = "nilai/klinik/"
LEAGUE, OFFICIAL, BRIEF = "peringkat/", "resmi-mandiri/", "ringkasan/"


@shared
def scored() -> Scored:
    return make_scored()


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


def test_a_sector_is_a_link_only_for_who_may_open_it(scored: Scored) -> None:
    scored.round.round_units.update(sector="pendidikan")
    link = f'href="{scored.path("sektor/pendidikan/")}"'
    leader = scored.log_in(scored.world.leader).get(scored.path(LEAGUE)).content.decode()
    operator = scored.log_in(scored.world.operator).get(scored.path(LEAGUE)).content.decode()
    assert link in leader
    assert link not in operator
    assert "pendidikan" in operator
