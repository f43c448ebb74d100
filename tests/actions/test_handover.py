"""Serah terima and invitations: one seat closes as the next opens, one address serves once."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from tests.shared import shared
from tests.world import World, count_events, give, in_days, make_user, make_world
from tilik.actions.handover import pass_on
from tilik.actions.invitations import TOKENS, accept_invitation, find_invited, invite_person
from tilik.actions.permissions import load_rights
from tilik.actions.seats import hand_over
from tilik.actions.sheets import open_sheet
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AuditEvent, Seat, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


def seat_of(user: User) -> Seat:
    return Seat.objects.filter(user=user).latest("pk")


def may_fill(world: World, user: User) -> bool:
    place = {"government": world.government, "round": world.round, "unit": world.school}
    return load_rights(user).may("sheet.fill", **place)


def test_rights_pass_in_the_moment_of_the_handover(world: World) -> None:
    to = make_user(world.government, Role.OPERATOR, world.clinic)
    assert (may_fill(world, world.operator), may_fill(world, to)) == (True, False)
    seat = hand_over(by=world.admin, seat=seat_of(world.operator), to=to, letter="800/1")
    assert (may_fill(world, world.operator), may_fill(world, to)) == (False, True)
    assert seat.took_over_from == Seat.objects.get(user=world.operator)
    assert seat.valid_from == seat.took_over_from.valid_to


def test_a_handover_to_come_leaves_rights_until_then(world: World) -> None:
    to, later = make_user(world.government, Role.OPERATOR, world.clinic), in_days(3)
    hand_over(by=world.admin, seat=seat_of(world.operator), to=to, at=later)
    assert (may_fill(world, world.operator), may_fill(world, to)) == (True, False)
    with mock.patch.object(timezone, "now", return_value=later + timedelta(minutes=1)):
        assert (may_fill(world, world.operator), may_fill(world, to)) == (False, True)


def test_no_right_ends_in_the_past(world: World) -> None:
    before = timezone.now()
    to = make_user(world.government, Role.LEADER)
    seat = hand_over(by=world.admin, seat=seat_of(world.operator), to=to, at=in_days(-30))
    assert seat.valid_from >= before


def test_somebody_new_gets_an_account_with_a_first_password(world: World) -> None:
    newcomer = {"full_name": "Pengganti", "nip": "9" * 18, "position": "Staf"}
    seat, password = pass_on(
        by=world.admin, seat=seat_of(world.head), to=None, newcomer=newcomer, letter="800/2"
    )
    user = User.objects.get(person__nip="9" * 18)
    assert seat.user == user
    assert seat.role == Role.HEAD
    assert user.check_password(password)
    assert user.password_is_temporary


def test_a_handover_that_fails_leaves_no_account_behind(world: World) -> None:
    seat = seat_of(world.operator)
    to = make_user(world.government, Role.LEADER)
    hand_over(by=world.admin, seat=seat, to=to)
    newcomer = {"full_name": "Pengganti", "nip": "9" * 18}
    with pytest.raises(UserError, match="seat-closed"):
        pass_on(by=world.admin, seat=seat, to=None, newcomer=newcomer)
    assert not User.objects.filter(person__nip="9" * 18).exists()
    with pytest.raises(UserError, match="successor-missing"):
        pass_on(by=world.admin, seat=seat, to=None, newcomer={})


def test_only_the_office_of_the_government_hands_over(world: World) -> None:
    other = make_world("64.09")
    seat = seat_of(world.operator)
    for person in (world.operator, world.head, world.leader, world.evaluator, other.admin):
        with pytest.raises(PermissionDenied):
            hand_over(by=person, seat=seat, to=world.leader)
    assert seat_of(world.operator).valid_to is None


def test_what_the_predecessor_wrote_stays_theirs(world: World) -> None:
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    first = give(sheet, world.operator, "1", "ya")
    to = make_user(world.government, Role.LEADER)
    hand_over(by=world.admin, seat=seat_of(world.operator), to=to)
    second = give(sheet, to, "3", ["papan"])
    assert (first.by, second.by) == (world.operator, to)
    assert not second.on_behalf
    with pytest.raises(PermissionDenied):
        give(sheet, world.operator, "3", ["situs"])


# --- Invitations ----------------------------------------------------------------------------------


def test_an_invitation_serves_once(world: World) -> None:
    code, token, _ends = invite_person(by=world.admin, user=world.operator)
    assert find_invited(code, token) == world.operator
    user = accept_invitation(code=code, token=token, password="pilihan-sendiri-1")
    assert user.check_password("pilihan-sendiri-1")
    assert not user.password_is_temporary
    assert find_invited(code, token) is None
    with pytest.raises(UserError, match="invitation-over"):
        accept_invitation(code=code, token=token, password="lain-lagi-sekali")


def test_an_invitation_ends(world: World) -> None:
    code, token, ends = invite_person(by=world.admin, user=world.operator)
    day = timedelta(days=1)
    with mock.patch.object(TOKENS, "_now", return_value=ends.replace(tzinfo=None) + day):
        assert find_invited(code, token) is None


def test_an_invitation_is_for_nobody_else(world: World) -> None:
    _code, token, _ends = invite_person(by=world.admin, user=world.operator)
    other, _token, _ends = invite_person(by=world.admin, user=world.head)
    assert find_invited(other, token) is None
    for code in ("", "x", "////", "9999999"):
        assert find_invited(code, token) is None


def test_nobody_invites_beyond_their_government(world: World) -> None:
    other = make_world("64.09")
    for person in (world.operator, world.leader, other.admin):
        with pytest.raises(PermissionDenied):
            invite_person(by=person, user=world.head)


def test_inviting_and_choosing_stand_in_the_story_without_the_token(world: World) -> None:
    code, token, _ends = invite_person(by=world.admin, user=world.operator)
    accept_invitation(code=code, token=token, password="pilihan-sendiri-1")
    assert count_events("person.invite") == count_events("person.choose-password") == 1
    told = str(list(AuditEvent.objects.values_list("diff", flat=True)))
    assert token not in told
    assert "pilihan" not in told
