"""A unit taken from an evaluator: what they found stays, counts no more, and the next one sees it."""

from datetime import timedelta
from fractions import Fraction
from unittest import mock

import pytest
from django.utils import timezone

from tests.actions.scenes import Scene, make_scene, value
from tests.shared import shared
from tests.world import count_events, make_user, new_uuid
from tilik.actions.assigning import confirm
from tilik.actions.findings import write_finding
from tilik.actions.freezing import find_changed_since, freeze_round
from tilik.actions.handover import pass_on
from tilik.actions.permissions import load_rights
from tilik.actions.schedules import KINDS
from tilik.actions.sheets import open_sheet
from tilik.core.errors import PermissionDenied
from tilik.records.models import Answer, Finding, Round, Seat, Sheet, User
from tilik.records.models.seat import Role
from tilik.records.queries.agreement import count_awaiting
from tilik.records.queries.clarification import count_states
from tilik.records.queries.outlines import list_checked, list_outlines

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DUE = KINDS["take-over"][0]


@shared
def scene() -> Scene:
    """Nobody has a unit yet; everything but the evaluators' levels is answered."""
    made = make_scene()
    made.ask(made.school, {"1": 4, "2": 3}, {"1": 4, "2": 5})
    made.ask(made.clinic, {"1": 5, "2": 5}, {"1": 5, "2": 5})
    made.put(None, "G", "final", {"1": "rendah", "2": "2"})
    return made


def assign(scene: Scene, *people: User, clinic: User | None = None) -> None:
    plan = {scene.school.pk: [each.pk for each in people]}
    if clinic:
        plan[scene.clinic.pk] = [clinic.pk]
    confirm(by=scene.world.admin, round=scene.round, plan=plan)
    scene.round.refresh_from_db()


def find(scene: Scene, by: User, first: str, second: str) -> Sheet:
    seat = load_rights(by).get_seat(Role.EVALUATOR, round=scene.round, unit=scene.school)
    sheet = open_sheet(
        by=by, round=scene.round, unit=scene.school, form="E-L", stage="desk", seat=seat
    )
    for item, level in (("1", first), ("2", second)):
        write_finding(
            by=by, sheet=sheet, item=item, chosen=level, remark="dilihat", client_uuid=new_uuid()
        )
    return sheet


def score(scene: Scene) -> Fraction | None:
    scene.compute()
    return value(scene.latest(name=scene.school.code))


def worth(level: int) -> Fraction:
    return Fraction(60, 100) * level + Fraction(20, 100) * 4 + Fraction(20, 100) * 2


def test_only_who_has_the_unit_now_counts(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first)
    find(scene, first, "5", "5")
    assert score(scene) == worth(5)
    assign(scene, second)
    assert score(scene) is None
    find(scene, second, "3", "3")
    assert score(scene) == worth(3)


def test_what_was_found_is_never_lost_and_counts_again_when_the_unit_is_given_back(
    scene: Scene,
) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first)
    sheet = find(scene, first, "5", "5")
    assign(scene, second)
    assert Answer.objects.filter(sheet=sheet).count() == 2
    assert Finding.objects.filter(sheet=sheet).count() == 2
    with pytest.raises(PermissionDenied):
        find(scene, first, "1", "1")
    assign(scene, first)
    assert score(scene) == worth(5)
    assert find(scene, first, "5", "5") == sheet
    assert count_events("sheet.set-aside") == count_events("sheet.take-back") == 1


def test_of_two_evaluators_only_the_one_who_stays_counts(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first, second)
    find(scene, first, "5", "5")
    find(scene, second, "3", "3")
    assert score(scene) == worth(4)
    assign(scene, second)
    assert score(scene) == worth(3)


def test_who_no_longer_has_the_unit_disagrees_with_nobody(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first, second)
    find(scene, first, "5", "5")
    find(scene, second, "1", "5")
    assert count_awaiting(scene.round) == 1
    assign(scene, second)
    assert count_awaiting(scene.round) == 0


def test_what_was_begun_from_a_seat_over_all_counts_only_for_who_is_assigned(scene: Scene) -> None:
    other = make_user(scene.world.government, Role.EVALUATOR)
    find(scene, scene.world.evaluator, "5", "5")
    find(scene, other, "1", "1")
    assign(scene, scene.world.evaluator)
    assert score(scene) == worth(5)


def test_a_unit_with_nothing_that_counts_is_neither_checked_nor_asked_to_reply(
    scene: Scene,
) -> None:
    other = make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, scene.world.evaluator)
    find(scene, scene.world.evaluator, "5", "5")
    outlines = list_outlines(scene.round, timezone.now())
    assert list_checked(scene.round, outlines) == {scene.school.pk}
    assert sum(each.total for each in count_states(scene.round)) == 2
    assign(scene, other)
    assert list_checked(scene.round, outlines) == set()
    assert sum(each.total for each in count_states(scene.round)) == 0


# --- Handed over ----------------------------------------------------------------------------------


def hand(scene: Scene, to: User, days: int = 0) -> Seat:
    seat = Seat.objects.filter(unit=scene.school, role=Role.EVALUATOR).latest("pk")
    at = timezone.now() + timedelta(days=days)
    return pass_on(by=scene.world.admin, seat=seat, to=to, newcomer={}, at=at)[0]


def test_with_the_seat_the_findings_pass_to_the_successor(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first)
    sheet = find(scene, first, "5", "5")
    seat = hand(scene, second)
    assert score(scene) == worth(5)
    sheet.refresh_from_db()
    assert sheet.seat == seat
    standing = Answer.objects.get(sheet=sheet, item="1").revision
    assert standing.by == first
    write_finding(
        by=second, sheet=sheet, item="1", chosen="3", remark="lain", base=standing.pk,
        client_uuid=new_uuid(),
    )  # fmt: skip
    assert score(scene) == worth(4)
    assert count_events("sheet.pass") == 1


def test_a_handover_to_come_passes_the_findings_on_when_its_day_comes(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first)
    sheet = find(scene, first, "5", "5")
    seat = hand(scene, second, days=2)
    assert DUE.call() == 0
    sheet.refresh_from_db()
    assert sheet.seat != seat
    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=3)):
        assert (DUE.call(), DUE.call()) == (1, 0)
    sheet.refresh_from_db()
    assert sheet.seat == seat
    assert score(scene) == worth(5)


def test_who_opens_the_sheet_before_the_hour_strikes_finds_it_too(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first)
    sheet = find(scene, first, "5", "5")
    hand(scene, second, days=2)
    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=3)):
        seat = load_rights(second).get_seat(Role.EVALUATOR, round=scene.round, unit=scene.school)
        place = {"unit": scene.school, "form": "E-L", "stage": "desk", "seat": seat}
        assert open_sheet(by=second, round=scene.round, **place) == sheet


def test_what_is_frozen_stays_as_it_was_frozen(scene: Scene) -> None:
    first, second = scene.world.evaluator, make_user(scene.world.government, Role.EVALUATOR)
    assign(scene, first)
    sheet = find(scene, first, "5", "5")
    Round.objects.get(pk=scene.round.pk).phases.all().delete()
    freeze_round(by=scene.world.admin, round=scene.round, client_uuid=new_uuid())
    hand(scene, second)
    before = sheet.seat
    sheet.refresh_from_db()
    assert sheet.seat == before
    assert find_changed_since(scene.round) is None
