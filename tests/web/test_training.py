"""The training space: one step, the same units, marked everywhere, in no result of the others."""

import pytest

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored, make_scored
from tests.world import World, give, in_days, make_world
from tilik.actions.results import compute
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.actions.sheets import open_sheet
from tilik.actions.training import open_training
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Result, Round
from tilik.records.queries.rounds import find_newest_of, list_rounds
from tilik.records.queries.scores import find_earlier

pytestmark = pytest.mark.django_db
MARK = "DATA CONTOH – BUKAN HASIL RESMI"


@shared
def scored() -> Scored:
    return make_scored()


def press(scored: Scored) -> Round:
    """The training space after the button was pressed on the calendar."""
    client = scored.log_in()
    assert f'action="{scored.path("latihan/")}"' in read(client, scored.path("jadwal/"))
    response = client.post(scored.path("latihan/"))
    made = Round.objects.get(scheme="latihan")
    assert response.headers["Location"] == f"/periode/{made.pk}/"
    return made


def test_one_press_opens_it_with_the_same_units_and_instrument(scored: Scored) -> None:
    made = press(scored)
    assert made.title == "Latihan: Nilai contoh"
    assert made.instrument_version == scored.round.instrument_version
    units = {row.unit.code: row.form_variant for row in made.round_units.all()}
    assert units == {"sekolah": "luring", "klinik": "luring"}
    assert not made.phases.exists()
    assert not made.sheets.exists()


def test_pressed_twice_it_is_opened_once(scored: Scored) -> None:
    assert press(scored) == press(scored)


def test_every_page_of_it_is_marked(scored: Scored) -> None:
    made = press(scored)
    operator = scored.log_in(scored.world.operator)
    for path in ("", "jadwal/", "tenggat/sekolah/", "isian/sekolah/", "peringkat/"):
        page = read(operator, f"/periode/{made.pk}/{path}")
        assert MARK in page
        assert "Latihan: Nilai contoh" in page
    assert MARK not in read(operator, scored.path())


def test_it_stays_open_where_the_real_period_has_closed(scored: Scored) -> None:
    made, world = press(scored), scored.world
    over = PhasePlan("claim", "Isian", "claim", in_days(-9), in_days(-1))
    set_phases(by=world.admin, round=scored.round, phases=[over])
    sheet = open_sheet(by=world.operator, round=made, unit=world.school, form="K")
    assert give(sheet, world.operator, "1", "ya").took_effect


def test_what_is_filled_in_there_changes_nothing_of_the_real_period(scored: Scored) -> None:
    made, world = press(scored), scored.world
    before = list(Result.objects.filter(round=scored.round).values_list("pk", flat=True))
    league = strip(read(scored.log_in(), scored.path("peringkat/")))
    sheet = open_sheet(by=world.operator, round=made, unit=world.school, form="K")
    give(sheet, world.operator, "1", "tidak")
    compute(round=made, by=world.admin, at=in_days(0))
    compute(round=scored.round, by=world.admin, at=in_days(0))
    after = Result.objects.filter(round=scored.round).values_list("pk", flat=True)
    assert list(after) == before
    assert strip(read(scored.log_in(), scored.path("peringkat/"))) == league


def test_it_is_nobodys_earlier_or_newest_period(scored: Scored) -> None:
    made, world = press(scored), scored.world
    Round.objects.filter(pk=made.pk).update(period_end="2023-12-31", period_start="2023-01-01")
    assert find_earlier(scored.round) != made
    Round.objects.filter(pk=made.pk).update(period_end="2030-12-31")
    assert find_newest_of(world.school) in (scored.round, world.round)
    assert list_rounds(world.operator, in_days(0))[-1] == made
    home = scored.log_in(world.operator).get("/beranda/").headers["Location"]
    assert home != f"/periode/{made.pk}/"


def test_a_training_space_has_none_of_its_own(scored: Scored) -> None:
    made = press(scored)
    with pytest.raises(UserError, match="training-of-training"):
        open_training(by=scored.world.admin, round=made)
    assert "Ruang latihan" not in strip(read(scored.log_in(), f"/periode/{made.pk}/jadwal/"))


def test_only_the_office_of_the_government_opens_it(scored: Scored) -> None:
    other: World = make_world("64.09")
    for person in (scored.world.operator, scored.world.evaluator, other.admin):
        with pytest.raises(PermissionDenied):
            open_training(by=person, round=scored.round)
    assert scored.log_in(scored.world.operator).post(scored.path("latihan/")).status_code == 403
    assert scored.log_in(other.admin).post(scored.path("latihan/")).status_code == 404
    assert scored.log_in().get(scored.path("latihan/")).status_code == 405
