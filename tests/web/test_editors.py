"""Two people on one form, and a tap kept in place: nothing typed is lost, nothing overwritten."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.shared import shared
from tests.web.filled import fill, get_value, read, read_fields, strip
from tests.web.scored import Scored, make_round
from tests.world import make_world
from tilik.actions.sheets import open_sheet
from tilik.records.models import AnswerRevision

pytestmark = pytest.mark.django_db
FIRST = "isian/sekolah/K/a/"


@shared
def opened() -> Scored:
    """The school's form was opened; nothing is answered."""
    scored = make_round(make_world())
    open_sheet(by=scored.world.operator, round=scored.round, unit=scored.world.school, form="K")
    return scored


# --- Two editors ----------------------------------------------------------------------------------


@pytest.fixture
def clash(opened: Scored) -> tuple[Scored, Client, dict[str, Any], HttpResponse]:
    """The office opened the page first, the operator answered meanwhile, the office answers."""
    office = opened.log_in()
    fields = read_fields(read(office, opened.path(FIRST)))
    fill(opened.log_in(opened.world.operator), opened.path(FIRST), v_1="ya")
    answers = {**fields, "v-1": "tidak"}
    return opened, office, answers, office.post(opened.path(FIRST), answers)


def test_a_second_editor_sees_both_answers_who_and_when(clash: Any) -> None:
    opened, _office, _answers, response = clash
    assert response.status_code == 409
    page = strip(response.content.decode())
    assert "Orang 2, Staf," in page
    assert re.search(r"Orang 2, Staf, \d\d\.\d\d Ya Anda Tidak", page)
    assert get_value(opened, "1") == "ya"


def test_what_the_second_editor_typed_is_still_in_the_field(clash: Any) -> None:
    _opened, _office, _answers, response = clash
    assert 'value="tidak" checked' in response.content.decode()
    assert AnswerRevision.objects.filter(value="tidak", took_effect=False).exists()


def get_level(page: str) -> str:
    """What the box says of the level."""
    return strip(page.partition('id="level"')[2].partition("</div>")[0].partition(">")[2])


def test_the_level_is_told_by_what_stands_and_by_what_was_typed(clash: Any) -> None:
    """Yes stands, and how many is still open; no, as the second editor typed, is level 0."""
    opened, office, answers, response = clash
    says = get_level(response.content.decode())
    assert "Dengan jawaban Anda, yang belum disimpan: Level 0" in says
    assert "Di bawah ini level menurut jawaban yang berlaku" in says
    assert says.count("Level") == 2 and says.count("Level 0") == 1
    in_place = office.post(opened.path(FIRST), answers, headers={"HX-Request": "true"})
    assert get_level(in_place.content.decode()) == says
    mine = read_fields(response.content.decode()) | {"mine": "1"}
    kept = get_level(office.post(opened.path(FIRST), mine).content.decode())
    assert "belum disimpan" not in kept and "Level 0" in kept


def test_without_a_clash_there_is_one_level(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fields = {**read_fields(read(client, opened.path(FIRST))), "v-1": "tidak"}
    says = get_level(client.post(opened.path(FIRST), fields).content.decode())
    assert says.count("Level") == 1


def test_sending_again_without_choosing_does_not_overwrite(clash: Any) -> None:
    opened, office, _answers, response = clash
    fields = read_fields(response.content.decode())
    assert office.post(opened.path(FIRST), {**fields, "go": "next"}).status_code == 409
    assert get_value(opened, "1") == "ya"


def test_the_second_editor_keeps_the_own_answer_by_choosing_it(clash: Any) -> None:
    opened, office, _answers, response = clash
    fields = read_fields(response.content.decode())
    assert office.post(opened.path(FIRST), {**fields, "mine": "1"}).status_code == 200
    assert get_value(opened, "1") == "tidak"


def test_the_second_editor_keeps_the_other_answer_by_choosing_it(clash: Any) -> None:
    opened, office, _answers, response = clash
    fields = read_fields(response.content.decode())
    page = office.post(opened.path(FIRST), {**fields, "theirs": "1"})
    assert page.status_code == 200
    assert 'value="ya" checked' in page.content.decode()
    assert get_value(opened, "1") == "ya"


def test_two_people_on_different_questions_do_not_meet(opened: Scored) -> None:
    office = opened.log_in()
    fields = read_fields(read(office, opened.path(FIRST)))
    fill(opened.log_in(opened.world.operator), opened.path(FIRST), v_1="ya")
    assert office.post(opened.path(FIRST), {**fields, "v-2": "7"}).status_code == 200
    assert (get_value(opened, "1"), get_value(opened, "2")) == ("ya", "7")


# --- With htmx ------------------------------------------------------------------------------------


def test_a_tap_is_kept_and_only_what_changed_comes_back(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fields = {**read_fields(read(client, opened.path(FIRST))), "v-1": "tidak"}
    response = client.post(opened.path(FIRST), fields, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert "tersimpan" in page
    assert 'id="level"' in page
    # the second question is no longer asked, so its whole block comes; the first keeps its fields
    assert 'id="q-1"' in page
    assert 'id="q-0"' not in page
    assert get_value(opened, "1") == "tidak"


def test_a_clash_comes_back_in_place(clash: Any) -> None:
    opened, office, answers, _response = clash
    response = office.post(opened.path(FIRST), answers, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "Pakai isian saya" in response.content.decode()
