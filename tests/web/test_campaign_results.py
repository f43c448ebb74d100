"""Results of surveys at the desk: one survey with all its figures, a half-year together."""

import pytest

from tests.campaigned import enter, start_survey
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import log_in
from tests.world import World, make_world
from tilik.actions.surveys import set_population
from tilik.actions.units import add_service
from tilik.records.models import AuditEvent, Campaign

pytestmark = pytest.mark.django_db
TOGETHER = "/survei/hasil/"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    made = start_survey(world)
    enter(made, *["343434343", "332433443", "444444443", "343434343"] * 5)
    return made


def show(campaign: Campaign, query: str = "", by: object = None) -> str:
    return strip(read(log_in(by or campaign.by), f"/survei/{campaign.pk}/hasil/{query}"))  # type: ignore[arg-type]


def test_the_page_says_index_ranges_marks_and_every_way(campaign: Campaign) -> None:
    page = show(campaign)
    assert "20 responden" in page
    for words in ("Unsur demi unsur", "terendah", "tertinggi", "0,111", "0,11", "Alfa Cronbach"):
        assert words in page
    assert "tepat 1/x" in page


def test_a_printed_figure_is_explained_or_said_to_come_from_nowhere(campaign: Campaign) -> None:
    said = show(campaign, "?tercetak=87,5")
    assert "87,5" in said
    assert "Tidak ada cara" in show(campaign, "?tercetak=12,34")
    page = show(campaign, "?tercetak=<b>")
    assert "bukan indeks" in page
    assert "<b>”" not in read(log_in(campaign.by), f"/survei/{campaign.pk}/hasil/?tercetak=<b>")


def test_of_four_respondents_no_figure_is_shown(world: World) -> None:
    few = start_survey(world)
    enter(few, *["343434343"] * 4)
    page = show(few)
    assert "Terlalu sedikit responden" in page
    assert "Unsur demi unsur" not in page
    assert "Terlalu sedikit responden" in show(start_survey(world))


def test_a_free_service_is_explained(world: World) -> None:
    free = start_survey(world)
    enter(free, *["333433333"] * 6)
    assert "77,78" in show(free)
    assert "75,00 dari unsur lainnya" in show(free)


def test_a_chosen_margin_moves_the_required_sample_and_is_in_the_trail(campaign: Campaign) -> None:
    set_population(by=campaign.by, campaign=campaign, population=1000)
    client = log_in(campaign.by)
    sent = {"act": "margin", "margin": "1/10"}
    page = client.post(f"/survei/{campaign.pk}/", sent, follow=True).content.decode()
    assert "20 dari 88" in strip(page)
    assert AuditEvent.objects.filter(verb="campaign.margin").count() == 1
    refused = client.post(f"/survei/{campaign.pk}/", sent | {"margin": "9"}, follow=True)
    assert "tidak ada yang diubah" in refused.content.decode()


def test_together_units_and_services_stand_with_both_means(
    world: World, campaign: Campaign
) -> None:
    service = add_service(by=world.admin, unit=world.school, code="izin", name="Izin")
    more = start_survey(world, service=service)
    enter(more, *["222222222"] * 6)
    few = start_survey(world, by=world.admin, unit=world.clinic)
    enter(few, "444444444", by=world.admin)
    page = strip(read(log_in(world.admin), TOGETHER))
    for words in ("Rata-rata sederhana", "Menurut volume", "Izin", "50,00", "terlalu sedikit"):
        assert words in page
    assert "tidak diketahui" in page


def test_a_unit_sees_its_own_and_no_sum_of_the_government(world: World, campaign: Campaign) -> None:
    other = start_survey(world, by=world.admin, unit=world.clinic)
    enter(other, *["222222222"] * 6, by=world.admin)
    page = strip(read(log_in(world.operator), TOGETHER))
    assert world.clinic.name not in page
    assert "50,00" not in page
    assert "Rata-rata sederhana unit" not in page


def test_without_answers_the_page_says_what_will_stand_there(world: World) -> None:
    assert "Belum ada jawaban" in strip(read(log_in(world.admin), TOGETHER))


def test_a_survey_of_a_foreign_government_is_not_there(campaign: Campaign) -> None:
    far = make_world("64.01")
    assert log_in(far.admin).get(f"/survei/{campaign.pk}/hasil/").status_code == 404
