"""Answers: kept one by one, never lost to a second editor, never written twice."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shared import shared
from tests.world import World, count_events, give, in_days, make_phases, make_world, new_uuid
from tilik.actions.answers import answer
from tilik.actions.rounds import extend_unit, set_phases
from tilik.actions.sheets import approve_sheet, open_sheet, return_sheet, send_sheet
from tilik.core.errors import Conflict, PermissionDenied, UserError
from tilik.core.instrument import Gap
from tilik.records.models import Answer, AnswerRevision, RoundUnit, Sheet

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def sheet(world: World) -> Sheet:
    return open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")


def stands(sheet: Sheet, item: str) -> Any:
    return Answer.objects.get(sheet=sheet, item=item).revision


def test_a_sheet_opened_twice_is_one_sheet(world: World, sheet: Sheet) -> None:
    again = open_sheet(by=world.head, round=world.round, unit=world.school, form="K")
    assert again == sheet
    assert count_events("sheet.open") == 1


def test_an_answer_stands_with_who_and_when(world: World, sheet: Sheet) -> None:
    revision = give(sheet, world.operator, "1", "ya", note=" sejak lama ")
    assert (revision.value, revision.absence, revision.note) == ("ya", None, "sejak lama")
    assert revision.by == world.operator
    assert revision.at is not None
    assert stands(sheet, "1") == revision
    assert count_events("answer.give") == 1


def test_every_revision_stays(world: World, sheet: Sheet) -> None:
    for value in ("ya", "tidak", "ya"):
        give(sheet, world.operator, "1", value)
    assert list(sheet.revisions.values_list("value", flat=True)) == ["ya", "tidak", "ya"]


def test_the_same_answer_again_writes_nothing(world: World, sheet: Sheet) -> None:
    first = give(sheet, world.operator, "1", "ya")
    assert give(sheet, world.operator, "1", "ya") == first
    assert sheet.revisions.count() == 1


def test_the_same_client_uuid_twice_is_once(world: World, sheet: Sheet) -> None:
    uuid = new_uuid()
    first = answer(by=world.operator, sheet=sheet, item="1", value="ya", client_uuid=uuid)
    again = answer(by=world.operator, sheet=sheet, item="1", value="ya", client_uuid=uuid)
    assert first == again
    assert sheet.revisions.count() == count_events("answer.give") == 1


def test_a_client_uuid_of_another_answer_is_refused(world: World, sheet: Sheet) -> None:
    uuid = give(sheet, world.operator, "1", "ya").client_uuid
    with pytest.raises(UserError, match="client-uuid-taken"):
        answer(by=world.operator, sheet=sheet, item="3", value=["papan"], client_uuid=uuid)


def test_two_editors_never_overwrite_each_other(world: World, sheet: Sheet) -> None:
    first = give(sheet, world.operator, "1", "ya")
    with pytest.raises(Conflict) as conflict:
        give(sheet, world.head, "1", "tidak", note="belum", base=None)
    facts = conflict.value.facts
    assert (facts["value"], facts["revision"]) == ("ya", first.pk)
    assert facts["by"] == world.operator.get_role_line()
    assert facts["at"] == first.at
    assert (facts["my_value"], facts["my_note"]) == ("tidak", "belum")
    assert stands(sheet, "1") == first
    assert [(r.value, r.took_effect) for r in sheet.revisions.all()] == [
        ("ya", True),
        ("tidak", False),
    ]
    assert count_events("answer.conflict") == 1


def test_the_loser_may_choose_its_own_version_after_seeing_both(world: World, sheet: Sheet) -> None:
    first = give(sheet, world.operator, "1", "ya")
    with pytest.raises(Conflict):
        give(sheet, world.head, "1", "tidak", base=None)
    mine = give(sheet, world.head, "1", "tidak", base=first.pk)
    assert stands(sheet, "1") == mine
    assert sheet.revisions.count() == 3


def test_a_conflict_sent_twice_is_kept_once(world: World, sheet: Sheet) -> None:
    give(sheet, world.operator, "1", "ya")
    uuid = new_uuid()
    for _ in range(2):
        with pytest.raises(Conflict):
            give(sheet, world.head, "1", "tidak", base=None, client_uuid=uuid)
    assert sheet.revisions.count() == 2


def test_two_editors_who_agree_do_not_quarrel(world: World, sheet: Sheet) -> None:
    first = give(sheet, world.operator, "1", "ya")
    assert give(sheet, world.head, "1", "ya", base=None) == first


def test_a_base_from_elsewhere_is_refused(world: World, sheet: Sheet) -> None:
    elsewhere = give(sheet, world.operator, "3", ["papan"])
    with pytest.raises(UserError, match="base-unknown"):
        give(sheet, world.operator, "1", "ya", base=elsewhere.pk)


@pytest.mark.parametrize(
    ("item", "entered", "stored"),
    [
        ("1", "tidak", "tidak"),
        ("2", "3,5", "3.5"),
        ("2", " 12 ", "12"),
        ("3", ["situs", "papan"], ["papan", "situs"]),
        ("3", [], []),
    ],
)
def test_a_value_is_stored_exactly(
    item: str, entered: Any, stored: Any, world: World, sheet: Sheet
) -> None:
    assert give(sheet, world.operator, item, entered).value == stored


@pytest.mark.parametrize(
    ("item", "entered"), [("1", "mungkin"), ("2", "banyak"), ("2", "1/0"), ("3", ["radio"])]
)
def test_a_value_that_is_not_allowed_is_refused(
    item: str, entered: Any, world: World, sheet: Sheet
) -> None:
    with pytest.raises(UserError):
        give(sheet, world.operator, item, entered)
    assert sheet.revisions.count() == 0


def test_an_item_the_form_does_not_have_is_refused(world: World, sheet: Sheet) -> None:
    with pytest.raises(UserError, match="unknown-item"):
        give(sheet, world.operator, "99", "ya")


def test_nothing_entered_is_not_answered_and_not_zero(world: World, sheet: Sheet) -> None:
    revision = give(sheet, world.operator, "2", "")
    assert (revision.value, revision.absence) == (None, Gap.NOT_ANSWERED)
    assert not Answer.objects.get(sheet=sheet, item="2").is_filled


def test_not_applicable_is_an_answer(world: World, sheet: Sheet) -> None:
    revision = give(sheet, world.operator, "2", gap=Gap.NOT_APPLICABLE)
    assert (revision.value, revision.absence) == (None, Gap.NOT_APPLICABLE)
    assert Answer.objects.get(sheet=sheet, item="2").is_filled


def test_an_answer_can_be_taken_back(world: World, sheet: Sheet) -> None:
    give(sheet, world.operator, "1", "ya")
    give(sheet, world.operator, "1", gap=Gap.NOT_ANSWERED)
    assert stands(sheet, "1").absence == Gap.NOT_ANSWERED
    assert sheet.revisions.count() == 2


def test_filling_in_for_a_unit_is_marked(world: World, sheet: Sheet) -> None:
    assert give(sheet, world.admin, "1", "ya").on_behalf
    assert not give(sheet, world.operator, "3", ["papan"]).on_behalf


def test_strangers_do_not_write(world: World, sheet: Sheet) -> None:
    other = make_world("64.01")
    for user in (world.leader, world.evaluator, other.operator, other.admin):
        with pytest.raises(PermissionDenied):
            give(sheet, user, "1", "ya")
    assert sheet.revisions.count() == 0


def test_an_evaluators_sheet_is_written_from_its_seat_alone(world: World) -> None:
    seat = world.evaluator.seats.get()
    place = {"round": world.round, "unit": world.school, "form": "E", "stage": "desk"}
    sheet = open_sheet(by=world.evaluator, seat=seat, **place)
    give(sheet, world.evaluator, "2", "4")
    with pytest.raises(PermissionDenied):
        give(sheet, world.admin, "2", "5")
    with pytest.raises(PermissionDenied):
        open_sheet(by=world.admin, seat=seat, **place)


def test_a_sheet_needs_a_unit_of_the_round_and_a_form_of_the_instrument(world: World) -> None:
    from tilik.actions.units import add_unit

    outside = add_unit(by=world.admin, government=world.government, code="x", name="X")
    with pytest.raises(UserError, match="unit-not-in-round"):
        open_sheet(by=world.admin, round=world.round, unit=outside, form="K")
    with pytest.raises(UserError, match="unknown-form"):
        open_sheet(by=world.admin, round=world.round, unit=world.school, form="Z")


def test_a_service_belongs_to_the_unit_of_the_sheet(world: World) -> None:
    from tilik.actions.units import add_service

    service = add_service(by=world.admin, unit=world.clinic, code="s", name="S")
    with pytest.raises(UserError, match="service-of-another-unit"):
        open_sheet(by=world.admin, round=world.round, unit=world.school, form="K", service=service)
    mine = open_sheet(
        by=world.admin, round=world.round, unit=world.clinic, form="K", service=service
    )
    whole = open_sheet(by=world.admin, round=world.round, unit=world.clinic, form="K")
    assert mine != whole


def test_after_the_phase_only_an_extension_by_letter_opens(world: World, sheet: Sheet) -> None:
    set_phases(by=world.admin, round=world.round, phases=make_phases(("claim",), days=-1))
    sheet.refresh_from_db()
    with pytest.raises(UserError, match="phase-closed"):
        give(sheet, world.operator, "1", "ya")
    row = RoundUnit.objects.get(round=world.round, unit=world.school)
    with pytest.raises(UserError, match="letter-missing"):
        extend_unit(by=world.admin, round_unit=row, until=in_days(2), letter=" ")
    extend_unit(by=world.admin, round_unit=row, until=in_days(2), letter="065/12")
    assert give(sheet, world.operator, "1", "ya").took_effect


def test_a_round_without_phases_is_open() -> None:
    world = make_world("64.02", phases=[])
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    assert give(sheet, world.operator, "1", "ya").took_effect


def test_an_approved_sheet_is_read_only_until_it_is_returned(world: World, sheet: Sheet) -> None:
    with pytest.raises(UserError, match="sheet-not-sent"):
        approve_sheet(by=world.head, sheet=sheet)
    send_sheet(by=world.operator, sheet=sheet)
    with pytest.raises(PermissionDenied):
        approve_sheet(by=world.operator, sheet=sheet)
    approve_sheet(by=world.head, sheet=sheet)
    with pytest.raises(UserError, match="sheet-approved"):
        give(sheet, world.operator, "1", "ya")
    with pytest.raises(UserError, match="reason-missing"):
        return_sheet(by=world.evaluator, sheet=sheet, reason="")
    return_sheet(by=world.evaluator, sheet=sheet, reason="kurang", until=in_days(3))
    sheet.refresh_from_db()
    assert (sheet.sent_at, sheet.approved_by, sheet.returned_reason) == (None, None, "kurang")
    assert give(sheet, world.operator, "1", "ya").took_effect


def test_sending_and_approving_twice_is_once(world: World, sheet: Sheet) -> None:
    for _ in range(2):
        send_sheet(by=world.operator, sheet=sheet)
        approve_sheet(by=world.head, sheet=sheet)
    assert count_events("sheet.send") == count_events("sheet.approve") == 1


Editors = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["ya", "tidak"]), st.booleans()), max_size=12
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=Editors)
def test_no_answer_of_two_editors_is_ever_lost(
    steps: list[tuple[bool, str, bool]], world: World
) -> None:
    """Two people, each looking again or not before writing: a naive model says what must stand."""
    unit = world.clinic
    sheet = open_sheet(by=world.admin, round=world.round, unit=unit, form="K")
    Answer.objects.filter(sheet=sheet).delete()
    start = AnswerRevision.objects.filter(sheet=sheet).count()
    seen: dict[bool, int | None] = {True: None, False: None}
    current: tuple[int, str] | None = None
    entered = 0
    for who, value, looks in steps:
        if looks:
            seen[who] = current[0] if current else None
        stale = seen[who] != (current[0] if current else None)
        try:
            revision = give(sheet, world.admin, "1", value, base=seen[who])
        except Conflict as conflict:
            assert stale and current
            assert (conflict.facts["revision"], conflict.facts["value"]) == current
            entered += 1
            continue
        if current is None or current[1] != value:
            assert not stale
            current = (revision.pk, value)
            entered += 1
        seen[who] = current[0]
    assert AnswerRevision.objects.filter(sheet=sheet).count() == start + entered
    standing = Answer.objects.filter(sheet=sheet, item="1").first()
    assert (standing and standing.revision_id) == (current and current[0])
