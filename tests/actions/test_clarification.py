"""Klarifikasi: a unit replies once more and once only, an objection is decided with a reason."""

from pathlib import Path
from typing import Any

import pytest

from tests.actions.test_documents import Desk
from tests.shared import shared
from tests.world import World, count_events, in_days, make_phases, make_world, new_uuid
from tilik.actions.clarification import agree_with_rest, decide, reply_to
from tilik.actions.findings import write_finding
from tilik.actions.recompute import note_change
from tilik.actions.results import compute
from tilik.actions.rounds import set_phases
from tilik.actions.seats import give_seat
from tilik.actions.sheets import is_replying, open_sheet
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Finding, Objection, Result, RoundUnit, Seat
from tilik.records.models.seat import Role
from tilik.records.queries.clarification import count_states, list_states

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world(phases=make_phases(("claim", "desk", "reply")))


def find(world: World, item: str, level: str, stage: str = "desk", by: Any = None) -> Finding:
    by = by or world.evaluator
    seat = Seat.objects.get(user=by, role__in=(Role.EVALUATOR, Role.ADMIN))
    place = {"round": world.round, "unit": world.school, "form": "E", "stage": stage}
    sheet = open_sheet(by=by, seat=seat, **place)
    return write_finding(
        by=by, sheet=sheet, item=item, chosen=level, remark="Menurut bukti", client_uuid=new_uuid()
    )


@pytest.fixture
def finding(world: World) -> Finding:
    return find(world, "2", "2")


def object_to(world: World, finding: Finding, reason: str = "ada papan") -> Objection:
    return reply_to(
        by=world.operator, finding=finding, agrees=False, reason=reason, client_uuid=new_uuid()
    )


def get_row(world: World) -> RoundUnit:
    return RoundUnit.objects.get(round=world.round, unit=world.school)


def get_states(world: World) -> dict[str, str]:
    return {state.item.code: state.state for state in list_states(get_row(world))}


def test_an_objection_has_a_reason_and_is_kept_once(world: World, finding: Finding) -> None:
    uuid = new_uuid()
    with pytest.raises(UserError, match="reason-missing"):
        reply_to(by=world.operator, finding=finding, agrees=False, client_uuid=uuid)
    first, again = (
        reply_to(by=world.operator, finding=finding, agrees=False, reason="x", client_uuid=uuid)
        for _ in range(2)
    )
    assert first == again
    assert count_events("finding.reply") == 1


@pytest.mark.parametrize("who", ["leader", "evaluator"])
def test_only_the_unit_and_the_office_reply(world: World, finding: Finding, who: str) -> None:
    with pytest.raises(PermissionDenied):
        reply_to(by=getattr(world, who), finding=finding, agrees=True, client_uuid=new_uuid())
    with pytest.raises(PermissionDenied):
        agree_with_rest(by=getattr(world, who), row=get_row(world), client_uuid=new_uuid())


def test_a_unit_may_think_again_until_it_is_decided(world: World, finding: Finding) -> None:
    reply_to(by=world.head, finding=finding, agrees=True, client_uuid=new_uuid())
    assert get_states(world) == {"2": "agreed"}
    objection = object_to(world, finding)
    assert get_states(world) == {"2": "objected"}
    decide(by=world.admin, objection=objection, decision="rejected", reason="belum terbaca")
    assert get_states(world) == {"2": "rejected"}
    with pytest.raises(UserError, match="already-decided"):
        object_to(world, finding)
    with pytest.raises(UserError, match="already-decided"):
        decide(by=world.admin, objection=objection, decision="accepted", reason="x", level="3")


def test_an_accepted_objection_settles_the_level_of_the_final_result(
    world: World, finding: Finding
) -> None:
    objection = object_to(world, finding)
    with pytest.raises(UserError, match="level-missing"):
        decide(by=world.admin, objection=objection, decision="accepted", reason="benar")
    with pytest.raises(UserError, match="bad-answer"):
        decide(by=world.admin, objection=objection, decision="accepted", reason="b", level="9")
    decide(by=world.evaluator, objection=objection, decision="accepted", reason="benar", level="4")
    compute(round=world.round, by=None, at=in_days(0))
    levels = {}
    for basis in ("field", "final"):
        result = Result.objects.filter(unit=world.school, basis=basis).latest("pk")
        leaf = next(each for each in result.read_tree()["children"] if each["item"] == "E:2")
        levels[basis] = leaf["value"]["exact"]
    assert levels == {"field": "2/1", "final": "4/1"}


def test_a_rejected_objection_leaves_the_level_as_it_is(world: World, finding: Finding) -> None:
    objection = object_to(world, finding)
    with pytest.raises(UserError, match="reason-missing"):
        decide(by=world.admin, objection=objection, decision="rejected", reason=" ")
    with pytest.raises(UserError, match="decision-unknown"):
        decide(by=world.admin, objection=objection, decision="perhaps", reason="x")
    decide(by=world.admin, objection=objection, decision="rejected", reason="foto lama")
    assert not list_states(get_row(world))[0].settled


def test_the_unit_does_not_decide_on_its_own_objection(world: World, finding: Finding) -> None:
    objection = object_to(world, finding)
    for person in (world.operator, world.head, world.leader):
        with pytest.raises(PermissionDenied):
            decide(by=person, objection=objection, decision="rejected", reason="x")


def test_agreeing_with_the_rest_leaves_objections_alone(world: World, finding: Finding) -> None:
    find(world, "1", "1")
    object_to(world, finding)
    uuid = new_uuid()
    assert agree_with_rest(by=world.operator, row=get_row(world), client_uuid=uuid) == 1
    assert get_states(world) == {"1": "agreed", "2": "objected"}
    assert agree_with_rest(by=world.operator, row=get_row(world), client_uuid=uuid) == 0


def test_the_latest_stage_is_replied_to_with_every_evaluator_in_it(
    world: World, finding: Finding
) -> None:
    give_seat(by=None, user=world.leader, role=Role.EVALUATOR, government=world.government)
    find(world, "2", "3", "field")
    find(world, "2", "5", "field", world.leader)
    state = list_states(get_row(world))[0]
    assert [each.revision and each.revision.value for each in state.findings] == ["3", "5"]
    # What was replied to the desk check is not lost when the field check comes.
    object_to(world, finding)
    assert get_states(world)["2"] == "objected"


def test_nobody_replies_outside_the_clarification(world: World, finding: Finding) -> None:
    set_phases(by=world.admin, round=world.round, phases=make_phases(("reply",), days=-1))
    finding = Finding.objects.get(pk=finding.pk)
    with pytest.raises(UserError, match="phase-closed"):
        reply_to(by=world.operator, finding=finding, agrees=True, client_uuid=new_uuid())
    with pytest.raises(UserError, match="phase-closed"):
        agree_with_rest(by=world.operator, row=get_row(world), client_uuid=new_uuid())
    assert not is_replying(finding.sheet.round)


def test_decisions_may_come_after_the_days_of_the_clarification(
    world: World, finding: Finding
) -> None:
    objection = object_to(world, finding)
    set_phases(by=world.admin, round=world.round, phases=make_phases(("reply",), days=-1))
    decide(by=world.admin, objection=objection, decision="partly", reason="sebagian", level="3")
    note_change(round=world.round)
    assert get_states(world) == {"2": "partly"}


def test_the_office_sees_how_far_every_unit_is(world: World, finding: Finding) -> None:
    find(world, "1", "1")
    object_to(world, finding)
    counts = {each.row.unit.code: each for each in count_states(world.round)}
    school, clinic = counts["sekolah"], counts["klinik"]
    assert (school.total, school.replied, school.waiting, school.decided) == (2, 1, 1, 0)
    assert (clinic.total, clinic.replied) == (0, 0)


def test_new_proof_may_be_brought_while_the_clarification_runs(
    world: World, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    desk = Desk(world)
    common = {"government": world.government, "starts_at": in_days(-9)}
    desk.round.phases.create(n=1, code="isi", stage="claim", ends_at=in_days(-2), **common)
    reply = desk.round.phases.create(n=2, code="k", stage="reply", ends_at=in_days(-1), **common)
    with pytest.raises(UserError, match="phase-closed"):
        desk.offer()
    reply.ends_at = in_days(1)
    reply.save()
    assert desk.offer().status == "waiting"
    with pytest.raises(PermissionDenied):
        desk.offer(by=world.leader)
