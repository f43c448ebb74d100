"""Respondents answer once, without a name, and take it back with their receipt."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.campaigned import NINE, make_reply, said, start_survey
from tests.world import World, make_world
from tilik.actions.respondents import (
    BURST,
    Slip,
    give_response,
    is_open,
    make_token,
    name_link,
    read_token,
    withdraw,
)
from tilik.actions.surveys import close_campaign
from tilik.core.errors import NotFound, UserError
from tilik.records.models import AuditEvent, Campaign, Comment, Freeze, Receipt, Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world)


def give(campaign: Campaign, digits: str = "343434343", **rest: Any) -> Slip:
    """The slip of somebody who answered so."""
    how = {name: rest.pop(name) for name in ("device", "seconds") if name in rest}
    return give_response(by=None, campaign=campaign, reply=said(digits, **rest), **how)


# ---- answering ---------------------------------------------------------------


def test_what_is_kept_is_the_answers_the_day_and_the_way_and_nobody(campaign: Campaign) -> None:
    slip = give(campaign, traits={"sex": "P", "age": "26-35", "name": "Siti"}, channel="qr")
    row = Response.objects.get()
    assert slip.is_new
    assert row.answers == dict(zip(NINE, "343434343", strict=True))
    assert (row.day, row.channel, row.device) == (timezone.localdate(), "qr", "")
    assert row.traits == {"sex": "P", "age": "26-35"}
    assert (row.batch, row.signals) == ("", [])


def test_answering_leaves_no_moment_behind_but_the_day(campaign: Campaign) -> None:
    before = AuditEvent.objects.count()
    give(campaign, device="10.0.0.1 Firefox")
    assert AuditEvent.objects.count() == before
    moments = [f.name for f in Response._meta.get_fields() if "DateTime" in type(f).__name__]
    assert moments == ["excluded_at"]
    assert not [f.name for f in Receipt._meta.get_fields() if "Date" in type(f).__name__]


def test_a_reply_that_comes_twice_counts_once_and_has_one_receipt(campaign: Campaign) -> None:
    one = uuid.uuid4()
    first, second = give(campaign, uuid=one), give(campaign, "111111111", uuid=one)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.code == second.code
    assert Response.objects.get().answers["U1"] == "3"
    assert Receipt.objects.count() == 1


def test_a_reply_known_elsewhere_brings_nothing_here(world: World, campaign: Campaign) -> None:
    one, other = uuid.uuid4(), start_survey(world, by=world.admin, unit=world.clinic)
    give(other, uuid=one)
    with pytest.raises(UserError, match="campaign-closed"):
        give(campaign, uuid=one)
    assert not campaign.responses.exists()


def test_questions_left_blank_are_left_out_not_zero(campaign: Campaign) -> None:
    give(campaign, "3--------")
    assert Response.objects.get().answers == {"U1": "3"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [({}, "answers-missing"), ({"U1": "5"}, "bad-answer"), ({"U1": "0"}, "bad-answer"),
     ({"U1": "baik"}, "bad-answer"), ({"U10": "3"}, "unknown-item")],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_nothing_is_kept(
    campaign: Campaign, answers: dict[str, str], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        give_response(by=None, campaign=campaign, reply=make_reply(answers))
    assert not Response.objects.exists()
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(("days", "takes"), [(-11, False), (-10, True), (10, True), (11, False)])
def test_a_survey_is_open_from_its_first_day_to_its_last(
    campaign: Campaign, days: int, takes: bool
) -> None:
    day = timezone.localdate() + timedelta(days)
    assert is_open(campaign, day) == takes
    if takes:
        assert give(campaign, day=day).is_new
    else:
        with pytest.raises(UserError, match="campaign-closed"):
            give(campaign, day=day)


def test_a_closed_survey_takes_nothing(world: World, campaign: Campaign) -> None:
    close_campaign(by=world.operator, campaign=campaign)
    with pytest.raises(UserError, match="campaign-closed"):
        give(campaign)


def test_a_frozen_period_takes_no_answer_and_gives_none_back(world: World) -> None:
    campaign = start_survey(world)
    slip = give(campaign)
    Campaign.objects.update(round=world.round)
    campaign.refresh_from_db()
    Freeze.objects.create(
        government=world.government, round=world.round, n=1, sha256="0" * 64, canonical=b"{}",
        by=world.admin, at=timezone.now(),
    )  # fmt: skip
    for act in (lambda: give(campaign), lambda: withdraw(by=None, code=slip.code)):
        with pytest.raises(UserError, match="round-frozen"):
            act()
    assert campaign.responses.count() == 1


def test_words_are_kept_masked_and_apart(campaign: Campaign) -> None:
    give(campaign, comment="  Ibu Siti  ramah,\n WA 081234567890 ")
    comment = Comment.objects.get()
    assert comment.text == "Ibu [nama] ramah, WA [telepon]"
    assert comment.response == Response.objects.get()
    assert not comment.is_quotable


def test_no_words_leave_no_row(campaign: Campaign) -> None:
    give(campaign, comment=" \n ")
    assert not Comment.objects.exists()


# ---- receipts ------------------------------------------------------------------


def test_the_receipt_takes_the_answers_and_the_words_back(campaign: Campaign) -> None:
    slip, other = give(campaign, comment="Cepat"), give(campaign)
    assert withdraw(by=None, code=slip.code) == campaign
    assert Response.objects.count() == Receipt.objects.count() == 1
    assert not Comment.objects.exists()
    assert withdraw(by=None, code=other.code) == campaign


@pytest.mark.parametrize(
    "change", [str.upper, lambda code: f" {code[:4]}-{code[4:8]} {code[8:]} ", str]
)
def test_a_receipt_is_read_however_it_is_typed(campaign: Campaign, change: Any) -> None:
    slip = give(campaign)
    withdraw(by=None, code=change(slip.code))
    assert not Response.objects.exists()


@pytest.mark.parametrize("code", ["", "x", "aaaaaaaaaaaa", "….", "0" * 200])
def test_an_unknown_receipt_takes_nothing(campaign: Campaign, code: str) -> None:
    give(campaign)
    with pytest.raises(NotFound, match="receipt-unknown"):
        withdraw(by=None, code=code)
    assert Response.objects.count() == 1


def test_what_was_taken_back_is_gone_for_good(campaign: Campaign) -> None:
    slip = give(campaign)
    withdraw(by=None, code=slip.code)
    with pytest.raises(NotFound, match="receipt-unknown"):
        withdraw(by=None, code=slip.code)
    event = AuditEvent.objects.get(verb="campaign.withdraw")
    assert event.diff == {"responses": [1, None]}
    assert event.by is None


def test_of_a_receipt_only_its_fingerprint_is_stored(campaign: Campaign) -> None:
    slip = give(campaign)
    stored = Receipt.objects.values_list("sha256", flat=True).get()
    assert slip.code not in stored
    assert len(slip.code) == 12
    assert slip.code.isalnum()


# ---- links that count once --------------------------------------------------------


def test_a_link_brings_the_response_of_its_number(campaign: Campaign) -> None:
    tokens = [make_token(campaign, n) for n in range(1, 40)]
    names = {read_token(campaign, token) for token in tokens}
    assert len(names) == len(set(tokens)) == 39
    assert read_token(campaign, tokens[0]) == name_link(campaign, 1)


def test_a_link_of_another_survey_or_with_a_changed_sign_is_none_of_ours(
    world: World, campaign: Campaign
) -> None:
    token = make_token(campaign, 7)
    other = start_survey(world, title="Lain")
    wrong = [f"8{token[1:]}", f"{token}0", token[:-1], "7", "", "-", "x-y", "7-"]
    for place, each in [(other, token), *((campaign, each) for each in wrong)]:
        with pytest.raises(NotFound, match="survey-not-found"):
            read_token(place, each)


def test_a_link_used_twice_counts_once(campaign: Campaign) -> None:
    link = name_link(campaign, 3)
    assert give(campaign, uuid=link).is_new
    assert not give(campaign, "111111111", uuid=link).is_new
    assert campaign.responses.count() == 1


# ---- signs ---------------------------------------------------------------------------


def list_signals(campaign: Campaign) -> list[list[str]]:
    return list(campaign.responses.order_by("pk").values_list("signals", flat=True))


@pytest.mark.parametrize(
    ("digits", "seconds", "signals"),
    [("343434343", 18, []), ("343434343", 17, ["fast"]), ("343434343", None, []),
     ("333333333", 60, ["straight"]), ("333333333", 1, ["straight", "fast"]),
     ("3333-----", 60, []), ("33333----", 60, ["straight"])],
)  # fmt: skip
def test_haste_and_rows_all_alike_are_marked_and_kept(
    campaign: Campaign, digits: str, seconds: int | None, signals: list[str]
) -> None:
    give(campaign, digits, seconds=seconds)
    assert list_signals(campaign) == [signals]


def test_a_second_answer_of_a_device_on_one_day_is_marked_and_counts(campaign: Campaign) -> None:
    for device in ("a", "b", "a"):
        give(campaign, device=device)
    assert list_signals(campaign) == [[], [], ["device"]]
    marks = list(campaign.responses.order_by("pk").values_list("device", flat=True))
    assert marks[0] == marks[2] != marks[1]
    assert all(len(mark) == 10 for mark in marks)


def test_a_devices_mark_holds_for_one_day_and_one_survey(world: World, campaign: Campaign) -> None:
    other, today = start_survey(world, title="Lain"), timezone.localdate()
    give(campaign, device="a")
    give(campaign, device="a", day=today - timedelta(1))
    give(other, device="a")
    assert len(set(Response.objects.values_list("device", flat=True))) == 3
    assert not any(signal for row in (campaign, other) for signal in list_signals(row))


def test_a_device_that_serves_everybody_is_no_sign(campaign: Campaign) -> None:
    for _n in range(3):
        give(campaign, device="", channel="kiosk")
    assert list_signals(campaign) == [[], [], []]


def test_a_burst_is_marked_from_where_it_becomes_one(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr("tilik.actions.respondents.timezone.now", lambda: now)
    for _n in range(BURST + 2):
        give(campaign)
    assert list_signals(campaign) == [[]] * BURST + [["burst"]] * 2
