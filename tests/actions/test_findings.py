"""Findings: the chosen level beside the rule's, remarks where they are owed, disagreements."""

from typing import Any

import pytest

from tests.shared import shared
from tests.world import World, give, in_days, make_phases, make_world, new_uuid
from tilik.actions.findings import (
    adjudicate,
    return_finding,
    suggest_level,
    write_finding,
)
from tilik.actions.sheets import open_sheet
from tilik.core.errors import Conflict, PermissionDenied, UserError
from tilik.core.instrument import Gap
from tilik.records.models import Finding, Sheet

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world(phases=make_phases(("claim", "desk", "reply")))


@pytest.fixture
def claim(world: World) -> Sheet:
    return open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")


@pytest.fixture
def sheet(world: World) -> Sheet:
    return open_sheet(
        by=world.evaluator, round=world.round, unit=world.school, form="E", stage="desk"
    )


def write(sheet: Sheet, by: Any, item: str, chosen: Any = None, **rest: Any) -> Finding:
    standing = sheet.answers.filter(item=item).first()
    rest.setdefault("base", standing.revision_id if standing else None)
    return write_finding(
        by=by, sheet=sheet, item=item, chosen=chosen, client_uuid=new_uuid(), **rest
    )


def test_the_suggestion_follows_the_claim(world: World, claim: Sheet, sheet: Sheet) -> None:
    open_question = suggest_level(sheet=sheet, item="1")
    assert open_question is not None and open_question.level is None
    give(claim, world.operator, "1", "tidak")
    closed = suggest_level(sheet=sheet, item="1")
    assert closed is not None and closed.level == 0
    assert suggest_level(sheet=sheet, item="2") is None


def test_a_finding_keeps_level_suggestion_and_trace(
    world: World, claim: Sheet, sheet: Sheet
) -> None:
    give(claim, world.operator, "1", "tidak")
    finding = write(sheet, world.evaluator, "1", "0")
    assert (finding.suggested, finding.revision and finding.revision.value) == ("0", "0")
    assert finding.trace is not None and finding.trace["row"] == 0


def test_another_level_than_the_suggested_needs_a_remark(
    world: World, claim: Sheet, sheet: Sheet
) -> None:
    give(claim, world.operator, "1", "tidak")
    with pytest.raises(UserError, match="remark-missing"):
        write(sheet, world.evaluator, "1", "2")
    finding = write(sheet, world.evaluator, "1", "2", remark="ada SK lama")
    assert finding.revision is not None and finding.revision.note == "ada SK lama"


def test_where_the_rubric_is_silent_a_remark_is_owed(
    world: World, claim: Sheet, sheet: Sheet
) -> None:
    give(claim, world.operator, "1", "ya")
    give(claim, world.operator, "2", "0")
    with pytest.raises(UserError) as owed:
        write(sheet, world.evaluator, "1", "3")
    assert owed.value.facts["why"] == "rubric-silent"
    finding = write(sheet, world.evaluator, "1", "3", remark="layanan daring saja")
    assert finding.trace is not None and finding.trace["decide"] == {"id": "Tidak ada layanan"}


def test_not_checked_is_a_finding_without_remark(world: World, claim: Sheet, sheet: Sheet) -> None:
    give(claim, world.operator, "1", "tidak")
    finding = write(sheet, world.evaluator, "1", gap=Gap.NOT_CHECKED)
    assert finding.revision is not None and finding.revision.absence == Gap.NOT_CHECKED


def test_two_evaluators_on_one_sheet_keep_both_levels(world: World, sheet: Sheet) -> None:
    first = write(sheet, world.evaluator, "2", "4")
    with pytest.raises(Conflict):
        write(sheet, world.admin, "2", "5", base=None)
    assert [(r.value, r.took_effect) for r in sheet.revisions.all()] == [("4", True), ("5", False)]
    assert Finding.objects.get(sheet=sheet, item="2").revision == first.revision


def test_the_unit_does_not_write_findings(world: World, sheet: Sheet) -> None:
    with pytest.raises(PermissionDenied):
        write(sheet, world.operator, "2", "5")


def test_a_level_off_the_scale_is_refused(world: World, sheet: Sheet) -> None:
    for level in ("6", "2,5", "x"):
        with pytest.raises(UserError):
            write(sheet, world.evaluator, "2", level)
    assert not Finding.objects.exists()


def test_a_returned_finding_has_reason_and_deadline(world: World, sheet: Sheet) -> None:
    finding = write(sheet, world.evaluator, "2", "4")
    with pytest.raises(UserError, match="reason-missing"):
        return_finding(by=world.evaluator, finding=finding, reason=" ")
    until = in_days(3)
    return_finding(by=world.evaluator, finding=finding, reason="foto buram", until=until)
    finding.refresh_from_db()
    assert (finding.returned_by, finding.returned_until) == (world.evaluator, until)


def test_a_disagreement_is_settled_with_a_reason(world: World) -> None:
    place = {"round": world.round, "unit": world.school, "form": "E", "item": "2"}
    with pytest.raises(UserError, match="reason-missing"):
        adjudicate(by=world.admin, chosen="3", reason="", client_uuid=new_uuid(), **place)
    uuid = new_uuid()
    first = adjudicate(by=world.admin, chosen="3", reason="rapat", client_uuid=uuid, **place)
    assert adjudicate(by=world.admin, chosen="3", reason="x", client_uuid=uuid, **place) == first
    with pytest.raises(PermissionDenied):
        adjudicate(by=world.evaluator, chosen="3", reason="x", client_uuid=new_uuid(), **place)
