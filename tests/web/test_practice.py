"""Interview practice: who may, what is asked, what is kept, how far everybody is."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from tests.shared import shared
from tests.web.scored import log_in
from tests.world import World, make_government, make_user, make_world
from tilik.actions.practice import SALT, answer_question, list_questions, make_link
from tilik.actions.units import add_service
from tilik.core.errors import PermissionDenied
from tilik.library.practice import load_practice
from tilik.records.models import AuditEvent, PracticeAnswer, StandardVersion
from tilik.records.models.seat import Role
from tilik.web.presenters.practice import pick_next

pytestmark = pytest.mark.django_db
HOME = "/latihan-wawancara/"


@shared
def world() -> World:
    return make_world()


def answer(world: World, question: str, *, right: bool = True, official: str = "loket") -> bool:
    """The kept answer of the school's official, given by its operator."""
    found = next(each for each in list_questions(official) if each.code == question)
    chosen = [n for n, option in enumerate(found.options) if option.is_right == right]
    return answer_question(
        by=world.operator, unit=world.school, official=official, question=question,
        chosen=chosen, client_uuid=uuid4(),
    )  # fmt: skip


def test_every_question_has_a_right_and_a_wrong_answer_and_belongs_to_a_card() -> None:
    practice = load_practice()
    topics = {topic.code for topic in practice.topics}
    officials = {official.code for official in practice.officials}
    texts = [text for topic in practice.topics for text in (topic.title, *topic.lines)]
    for question in practice.questions:
        texts += [question.ask, question.why, *(option.title for option in question.options)]
    assert all(set(text) == {"id", "en"} and all(text.values()) for text in texts)
    assert len({question.code for question in practice.questions}) == len(practice.questions)
    for question in practice.questions:
        assert {option.is_right for option in question.options} == {True, False}, question.code
        assert question.topic in topics
        assert set(question.officials) <= officials
    assert len(next(topic for topic in practice.topics if topic.code == "komponen").lines) == 14


def test_only_exactly_the_right_answers_are_right(world: World) -> None:
    assert answer(world, "maladministrasi-mana")
    assert not answer(world, "maladministrasi-mana", right=False)
    one = answer_question(
        by=world.operator, unit=world.school, official="loket", question="maladministrasi-mana",
        chosen=[0], client_uuid=uuid4(),
    )  # fmt: skip
    assert not one


def test_an_answer_sent_twice_is_kept_once_and_is_on_the_story_without_a_name(
    world: World,
) -> None:
    client, address = log_in(world.operator), f"{HOME}{world.school.code}/loket/"
    form = {"question": "rentan-biaya", "chosen": "0", "client": str(uuid4())}
    first, second = client.post(address, form), client.post(address, form)
    assert "Benar" in first.content.decode()
    assert "Benar" in second.content.decode()
    assert PracticeAnswer.objects.count() == 1
    event = AuditEvent.objects.get(verb="practice.answer")
    assert event.diff["question"] == [None, "rentan-biaya"]


def test_choosing_nothing_says_so_and_asks_the_same_question_again(world: World) -> None:
    client, address = log_in(world.operator), f"{HOME}{world.school.code}/loket/"
    page = client.post(address, {"question": "rentan-biaya", "client": "x"}).content.decode()
    assert "Pilih jawabannya dulu" in page
    assert 'value="rentan-biaya"' in page
    assert not PracticeAnswer.objects.exists()


def test_the_next_question_is_an_open_one_then_the_wrong_one_answered_longest_ago() -> None:
    codes = ("a", "b", "c")
    assert pick_next(codes, {"a": True}) == "b"
    assert pick_next(codes, {"c": False, "a": True, "b": False}) == "c"
    assert pick_next(codes, {"b": True, "a": True, "c": True}) == "b"


def test_the_latest_answer_counts_and_an_open_question_is_not_a_wrong_one(world: World) -> None:
    answer(world, "rentan-biaya", right=False)
    answer(world, "rentan-biaya")
    answer(world, "rentan-siapa", right=False)
    page = log_in(world.operator).get(f"{HOME}{world.school.code}/").content.decode()
    total = len(list_questions("loket"))
    assert f"1 dari {total} benar" in page
    assert "1 salah pada jawaban terakhir" in page
    assert page.count("belum mulai") == 3


def test_the_units_own_promise_is_asked_where_its_standard_is_stored(world: World) -> None:
    service = add_service(by=world.admin, unit=world.school, code="L1", name="Legalisir ijazah")
    StandardVersion.objects.create(
        government=world.government, service=service, n=1, duration=Decimal(3),
        duration_unit="hari-kerja", is_free=True, by=world.admin, at=timezone.now(),
    )  # fmt: skip
    page = log_in(world.operator).get(f"{HOME}{world.school.code}/loket/").content.decode()
    assert "Berapa lama Legalisir ijazah dijanjikan selesai?" in page
    for words in ("3 hari kerja", "6 hari kerja", "15 hari kerja"):
        assert words in page


def test_a_link_opens_the_quiz_without_an_account_and_a_forged_or_old_one_does_not(
    world: World,
) -> None:
    link = make_link(world.school)
    client = Client()
    assert client.get(f"/kuis/{link}/").status_code == 200
    form = {"question": "rentan-biaya", "chosen": "0", "client": str(uuid4())}
    assert "Benar" in client.post(f"/kuis/{link}/loket/", form).content.decode()
    assert PracticeAnswer.objects.get().by is None
    assert client.get(f"/kuis/{link[:-1]}x/").status_code == 404
    assert client.get(f"/kuis/{signing.dumps(world.school.pk, salt='other')}/").status_code == 404
    assert client.get(f"/kuis/{link}/raja/").status_code == 404
    assert SALT


def test_an_operator_practises_in_the_own_unit_only(world: World) -> None:
    client = log_in(world.operator)
    assert client.get(HOME).headers["Location"] == f"{HOME}{world.school.code}/"
    assert client.get(f"{HOME}{world.clinic.code}/").status_code == 404
    with pytest.raises(PermissionDenied):
        answer_question(
            by=world.operator, unit=world.clinic, official="loket", question="rentan-biaya",
            chosen=[0], client_uuid=uuid4(),
        )  # fmt: skip
    foreign = make_government("64.09", "Kabupaten Lain")
    stranger = log_in(make_user(foreign, Role.ADMIN))
    assert stranger.get(f"{HOME}{world.school.code}/").status_code == 404
    assert log_in(world.leader).get(HOME).status_code == 403


def test_the_office_sees_all_units_and_who_is_ready(world: World) -> None:
    for official in load_practice().officials:
        for question in list_questions(official.code):
            answer(world, question.code, official=official.code)
    page = " ".join(re.sub(r"<[^>]+>", " ", log_in(world.admin).get(HOME).content.decode()).split())
    assert "1 dari 2 unit siap diwawancarai" in page


def test_the_cards_print_as_a_tagged_pdf(world: World) -> None:
    response = log_in(world.operator).get(f"{HOME}{world.school.code}/kartu.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
