"""The unit's form: kept question by question, the level as it comes, two editors, no script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.filled import fill, get_value, read, read_fields, strip
from tests.web.scored import USERS, Scored, make_document, make_round
from tests.world import make_government, make_user, make_world
from tilik.actions.sheets import approve_sheet, open_sheet, send_sheet
from tilik.records.models import AnswerRevision, RoundUnit, Sheet
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
CLAIM, FIRST, SECOND = "isian/sekolah/", "isian/sekolah/K/a/", "isian/sekolah/K/b/"


@shared
def scored() -> Scored:
    return make_round(make_world())


@pytest.fixture
def opened(scored: Scored) -> Scored:
    """The school's form was opened; nothing is answered."""
    open_sheet(by=scored.world.operator, round=scored.round, unit=scored.world.school, form="K")
    return scored


# --- Opening and the overview ---------------------------------------------------------------------


def test_a_form_nobody_opened_explains_itself_and_begins_with_one_button(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    assert "Mulai" in read(client, scored.path(CLAIM))
    response = client.post(scored.path(CLAIM), {"act": "open", "form": "K"})
    assert response.headers["Location"] == scored.path(FIRST)
    assert Sheet.objects.filter(round=scored.round, stage="claim").count() == 1


def test_looking_at_a_form_opens_nothing(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    read(client, scored.path(CLAIM))
    assert client.get(scored.path(FIRST)).headers["Location"] == scored.path(CLAIM)
    assert not Sheet.objects.filter(round=scored.round).exists()


def test_the_overview_counts_indicators_and_leads_to_the_first_open_one(opened: Scored) -> None:
    opened.claim("sekolah", i1="ya", i2="4")
    page = read(opened.log_in(opened.world.operator), opened.path(CLAIM))
    assert "1 dari 2 indikator terisi" in strip(page)
    assert f'href="{opened.path(SECOND)}"' in page.split('class="actions"')[1]


def test_a_form_is_sent_approved_and_then_read_only(opened: Scored) -> None:
    operator = opened.log_in(opened.world.operator)
    operator.post(opened.path(CLAIM), {"act": "send", "form": "K"})
    head = opened.log_in(opened.world.head)
    assert "Setujui" in read(head, opened.path(CLAIM))
    head.post(opened.path(CLAIM), {"act": "approve", "form": "K"})
    sheet = Sheet.objects.get(round=opened.round)
    assert sheet.approved_by == opened.world.head
    page = read(operator, opened.path(FIRST))
    assert "sudah disetujui" in page
    assert " disabled" in page
    assert "hx-post" not in page


def test_a_form_is_returned_with_a_reason_and_never_without(opened: Scored) -> None:
    sheet = Sheet.objects.get(round=opened.round)
    send_sheet(by=opened.world.operator, sheet=sheet)
    head = opened.log_in(opened.world.head)
    response = head.post(opened.path(CLAIM), {"act": "return", "form": "K"}, follow=True)
    assert "Tulis alasannya." in response.content.decode()
    head.post(opened.path(CLAIM), {"act": "return", "form": "K", "reason": "Nomor 2 keliru"})
    page = read(opened.log_in(opened.world.operator), opened.path(FIRST))
    assert "Nomor 2 keliru" in page


def test_the_office_gives_more_time_by_letter(opened: Scored) -> None:
    client = opened.log_in()
    fields = {"act": "extend", "form": "K", "until": "2031-05-02", "letter": ""}
    page = client.post(opened.path(CLAIM), fields, follow=True).content.decode()
    assert "surat dasar" in page
    client.post(opened.path(CLAIM), {**fields, "letter": "Surat 1"})
    row = RoundUnit.objects.get(round=opened.round, unit=opened.world.school)
    assert row.extension_letter == "Surat 1"
    assert row.extended_until is not None


def test_an_operator_may_not_give_more_time(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fields = {"act": "extend", "form": "K", "until": "2031-05-02", "letter": "Surat 1"}
    client.post(opened.path(CLAIM), fields)
    row = RoundUnit.objects.get(round=opened.round, unit=opened.world.school)
    assert row.extended_until is None


# --- One indicator --------------------------------------------------------------------------------


def test_an_answer_is_kept_and_the_next_screen_comes(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    response = fill(client, opened.path(FIRST), v_1="ya", go="next")
    assert response.headers["Location"] == opened.path(SECOND)
    assert get_value(opened, "1") == "ya"


def test_what_was_not_touched_is_not_written(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fill(client, opened.path(FIRST), v_1="ya", go="next")
    fill(client, opened.path(FIRST), go="next")
    assert AnswerRevision.objects.count() == 1


def test_the_last_screen_leads_back_to_the_whole_form(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    response = fill(client, opened.path(SECOND), v_3=["papan"], go="next")
    assert response.headers["Location"] == opened.path(CLAIM)
    assert get_value(opened, "3") == ["papan"]


def test_the_level_comes_with_the_answers_and_names_what_the_next_needs(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    page = strip(fill(client, opened.path(FIRST), v_1="ya", v_2="4").content.decode())
    assert "Level 3 dari 5" in page
    assert "Untuk level 4: Tingkat 4" in page


def test_an_open_level_is_a_range_and_not_zero(opened: Scored) -> None:
    page = strip(read(opened.log_in(opened.world.operator), opened.path(FIRST)))
    assert "masih antara 0 dan 3" in page
    assert "Level 0" not in page


def test_where_the_rubric_is_silent_the_page_says_so(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    page = strip(fill(client, opened.path(FIRST), v_1="ya", v_2="0").content.decode())
    assert "Rubrik tidak mengatur hal ini: Tidak ada layanan" in page


def test_a_question_that_is_not_asked_is_hidden_and_comes_back(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    page = fill(client, opened.path(FIRST), v_1="tidak").content.decode()
    assert 'id="q-1" hidden' in page
    page = fill(client, opened.path(FIRST), v_1="ya").content.decode()
    assert 'id="q-1" hidden' not in page
    assert 'id="q-1"' in page


def test_without_script_a_conditional_question_says_when_it_applies(opened: Scored) -> None:
    page = strip(read(opened.log_in(opened.world.operator), opened.path(FIRST)))
    assert "Ditanya hanya bila: 1 “Ada standar?” = “Ya”" in page


def test_no_ticks_are_no_answer_but_none_of_these_is_one(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fill(client, opened.path(SECOND), v_3=["papan", "situs"])
    assert get_value(opened, "3") == ["papan", "situs"]
    fields = read_fields(read(client, opened.path(SECOND)))
    fields.pop("v-3")
    client.post(opened.path(SECOND), fields)
    assert get_value(opened, "3") is None
    fill(client, opened.path(SECOND), v_3=["-"])
    assert get_value(opened, "3") == []
    assert 'value="-" checked' in read(client, opened.path(SECOND))


def test_an_answer_taken_back_is_open_again(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fill(client, opened.path(FIRST), v_1="ya", v_2="4")
    fill(client, opened.path(FIRST), v_2="")
    assert get_value(opened, "2") is None
    assert AnswerRevision.objects.filter(item="2", value="4").exists()


def test_what_cannot_be_an_answer_stays_in_its_field_with_words(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    response = fill(client, opened.path(FIRST), v_1="ya", v_2="banyak", go="next")
    assert response.status_code == 409
    page = response.content.decode()
    assert 'value="banyak"' in page
    assert "tidak mungkin" in page
    assert get_value(opened, "1") == "ya"
    assert get_value(opened, "2") is None


def test_a_note_is_kept_with_its_answer(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    page = fill(client, opened.path(FIRST), v_1="ya", note_1="Baris satu\r\nbaris dua")
    assert "baris dua" in page.content.decode()
    fill(client, opened.path(FIRST))
    assert AnswerRevision.objects.count() == 1


def test_the_same_form_sent_twice_is_one_answer(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fields = {**read_fields(read(client, opened.path(FIRST))), "v-1": "ya"}
    client.post(opened.path(FIRST), fields)
    assert client.post(opened.path(FIRST), fields).status_code == 200
    assert AnswerRevision.objects.count() == 1


def test_what_is_typed_while_the_first_answer_is_on_its_way_counts(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fields = read_fields(read(client, opened.path(FIRST)))
    client.post(opened.path(FIRST), {**fields, "v-2": "4"})
    response = client.post(opened.path(FIRST), {**fields, "v-2": "45"})
    assert response.status_code == 200
    assert get_value(opened, "2") == "45"


def test_the_office_fills_in_on_behalf_and_the_page_says_so(opened: Scored) -> None:
    page = fill(opened.log_in(), opened.path(FIRST), v_1="ya").content.decode()
    assert "diisi atas nama unit oleh Orang 1" in page


# --- Who may --------------------------------------------------------------------------------------


def test_a_leader_and_an_evaluator_read_but_do_not_write(opened: Scored) -> None:
    for person in (opened.world.leader, opened.world.evaluator):
        client = opened.log_in(person)
        assert "hx-post" not in read(client, opened.path(FIRST))
        response = client.post(opened.path(FIRST), {"v-1": "ya", "seen-1": "", "page": "x"})
        assert response.status_code == 403
    assert get_value(opened, "1") is None


def test_an_operator_does_not_see_the_form_of_another_unit(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    assert client.get(opened.path("isian/klinik/")).status_code == 403


def test_a_stranger_finds_no_form_at_all(opened: Scored) -> None:
    stranger = make_user(make_government("64.09", "Kabupaten Lain"), Role.ADMIN)
    client = opened.log_in(stranger)
    for path in (CLAIM, FIRST):
        assert client.get(opened.path(path)).status_code == 404


@pytest.mark.parametrize("path", ["isian/tidak/", "isian/sekolah/K/z/", "isian/sekolah/X/a/"])
def test_what_is_not_there_is_not_found(opened: Scored, path: str) -> None:
    assert opened.log_in().get(opened.path(path)).status_code == 404


def test_an_instrument_without_a_claim_form_is_claimed_on_its_levels() -> None:
    world = make_world("64.09")
    evaluation = make_document()["forms"][1]
    items = [{k: v for k, v in item.items() if k != "rule"} for item in evaluation["items"]]
    scored = make_round(world, version=2, forms=[{**evaluation, "items": items}, USERS])
    operator = scored.log_in(world.operator)
    operator.post(scored.path(CLAIM), {"act": "open", "form": "E"})
    path = scored.path("isian/sekolah/E/2/")
    page = fill(operator, path, v_2="4").content.decode()
    assert 'value="4" checked' in page
    assert get_value(scored, "2") == "4"


def test_a_screen_asks_few_questions_of_the_database(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    for path in (CLAIM, FIRST):
        read(client, opened.path(path))
        with CaptureQueriesContext(connection) as queries:
            read(client, opened.path(path))
        assert len(queries) <= 20


def test_an_approved_form_refuses_what_is_sent_all_the_same(opened: Scored) -> None:
    client = opened.log_in(opened.world.operator)
    fields = read_fields(read(client, opened.path(FIRST)))
    sheet = Sheet.objects.get(round=opened.round)
    send_sheet(by=opened.world.operator, sheet=sheet)
    approve_sheet(by=opened.world.head, sheet=sheet)
    response = client.post(opened.path(FIRST), {**fields, "v-1": "ya"})
    assert response.status_code == 409
    assert "sudah disetujui" in response.content.decode()
    assert get_value(opened, "1") is None
