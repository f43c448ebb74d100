"""Steps promised after a survey: who may enter them, what they need, and how they are looked at again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.web.surveyed import Surveys, make_surveys
from tests.world import count_events, make_government, make_user, new_uuid
from tilik.actions.steps import (
    Step,
    add_step,
    change_step,
    get_newest,
    recheck_step,
)
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import Action, AuditEvent, Freeze, Recommendation, Verification
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
STEP = Step("U4", "Umumkan tarif di loket", date(2026, 1, 1), "Kepala Seksi Pelayanan")
DONE: dict[str, Any] = {"state": "done", "done": "Papan tarif dipasang", "proof": "Foto 12/2026"}


@pytest.fixture
def made() -> Surveys:
    return make_surveys()


def change(made: Surveys, action: Action, **rest: Any) -> Action:
    return change_step(
        by=made.world.operator, action=action, step=replace(STEP, **rest), seen=get_newest(action)
    )


def recheck(made: Surveys, action: Action, **rest: Any) -> Verification:
    values = {"outcome": "held", "note": "", "client_uuid": new_uuid(), "round": made.now, **rest}
    return recheck_step(by=values.pop("by", made.world.evaluator), action=action, **values)


def test_a_step_stands_beside_the_element_it_mends_and_is_one_however_often_it_is_sent(
    made: Surveys,
) -> None:
    uuid = new_uuid()
    world = made.world
    for _n in range(2):
        add_step(by=world.operator, round=made.now, unit=world.school, step=STEP, client_uuid=uuid)
    action = Action.objects.get()
    assert (action.form, action.item, action.responsible) == ("SKM", "U4", "Kepala Seksi Pelayanan")
    assert action.recommendation.source == "rtl"  # type: ignore[union-attr]
    made.promise(title="Cetak selebaran")
    assert Recommendation.objects.count() == 1
    assert count_events("step.add") == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"item": "U10"}, "step-element"),
        ({"title": " "}, "step-incomplete"),
        ({"responsible": ""}, "step-incomplete"),
        ({"quarter_start": None}, "step-incomplete"),
        ({"state": "soon"}, "step-state"),
        ({"progress": 101}, "step-state"),
        ({"state": "done", "done": "x"}, "step-unproven"),
        ({"state": "done", "proof": "x"}, "step-unproven"),
        ({"state": "dropped"}, "step-dropped-why"),
    ],
)
def test_what_is_no_step_is_refused_and_nothing_kept(
    made: Surveys, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        made.promise(**{"item": "U4", **changes})
    assert not Action.objects.exists()
    assert not Recommendation.objects.exists()


def test_a_step_belongs_to_a_survey_and_to_a_unit_in_it(made: Surveys) -> None:
    world = made.world
    with pytest.raises(UserError, match="not-a-survey"):
        made.promise(round=world.round)
    with pytest.raises(UserError, match="unit-not-in-round"):
        from tilik.actions.units import add_unit

        other = add_unit(by=world.admin, government=world.government, code="lain", name="Lain")
        add_step(by=world.admin, round=made.now, unit=other, step=STEP, client_uuid=new_uuid())


def test_a_unit_writes_its_own_steps_alone(made: Surveys) -> None:
    world = made.world
    for user in (world.evaluator, world.leader):
        with pytest.raises(PermissionDenied):
            add_step(by=user, round=made.now, unit=world.school, step=STEP, client_uuid=new_uuid())
    with pytest.raises(PermissionDenied):
        add_step(by=world.operator, round=made.now, unit=world.clinic, step=STEP, client_uuid=new_uuid())  # fmt: skip
    stranger = make_user(make_government("11.01", "Kabupaten Lain"), Role.ADMIN)
    with pytest.raises((PermissionDenied, NotFound)):
        add_step(by=stranger, round=made.now, unit=world.school, step=STEP, client_uuid=new_uuid())
    assert not Action.objects.exists()


def test_done_is_done_by_somebody_and_whole_and_may_be_taken_back(made: Surveys) -> None:
    action = made.promise()
    change(made, action, **DONE)
    assert (action.state, action.progress, action.done_by) == ("done", 100, made.world.operator)
    change(made, action, state="running", progress=40)
    assert (action.progress, action.done_by, action.done_at) == (40, None, None)
    assert change(made, action, state="planned", progress=40).progress == 0


def test_who_looked_at_an_older_step_is_told_so_and_changes_nothing(made: Surveys) -> None:
    action = made.promise()
    seen = get_newest(action)
    change(made, action, state="running", progress=10)
    late = replace(STEP, title="Lain")
    with pytest.raises(UserError, match="step-changed"):
        change_step(by=made.world.admin, action=action, step=late, seen=seen)
    action.refresh_from_db()
    assert action.title == STEP.title
    same = replace(STEP, state="running", progress=10)
    change_step(by=made.world.admin, action=action, step=same, seen=seen)
    assert count_events("step.change") == 1


def test_the_trail_holds_no_word_of_a_step(made: Surveys) -> None:
    action = made.promise(title="Tegur Budi", responsible="Siti")
    change(made, action, title="Tegur Budi", obstacle="Wati sakit", **DONE)
    told = str([event.diff for event in AuditEvent.objects.filter(verb__startswith="step.")])
    assert "running" not in told
    assert "planned" in told
    for word in ("Budi", "Siti", "Wati", "Papan", "Foto"):
        assert word not in told


def test_a_later_period_finds_whether_a_step_held(made: Surveys) -> None:
    action = made.promise(round=made.before)
    uuid = new_uuid()
    for _n in range(2):
        recheck(made, action, client_uuid=uuid)
    recheck(made, action, outcome="not-found", note="Papan sudah dilepas")
    found = list(Verification.objects.order_by("pk").values_list("outcome", "round", "note"))
    assert found == [
        ("held", made.now.pk, ""), ("not-found", made.now.pk, "Papan sudah dilepas"),
    ]  # fmt: skip
    assert count_events("step.recheck") == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"outcome": "fine"}, "outcome-unknown"), ({"outcome": "partly"}, "reason-missing"),
     ({"outcome": "not-found", "note": " "}, "reason-missing")],
)  # fmt: skip
def test_a_finding_without_a_word_of_why_is_refused(
    made: Surveys, changes: dict[str, str], code: str
) -> None:
    action = made.promise(round=made.before)
    with pytest.raises(UserError, match=code):
        recheck(made, action, **changes)
    assert not Verification.objects.exists()


def test_a_step_is_not_looked_at_again_in_its_own_period_nor_by_the_unit_itself(
    made: Surveys,
) -> None:
    own = made.promise()
    with pytest.raises(UserError, match="recheck-too-early"):
        recheck(made, own)
    with pytest.raises(PermissionDenied):
        recheck(made, made.promise(round=made.before), by=made.world.operator)


def test_steps_go_on_after_their_period_is_frozen(made: Surveys) -> None:
    world = made.world
    Freeze.objects.create(
        government=world.government, round=made.now, n=1, sha256="0" * 64, canonical=b"{}",
        by=world.admin, at=world.round.at,
    )  # fmt: skip
    action = made.promise()
    assert change(made, action, **DONE).state == "done"
