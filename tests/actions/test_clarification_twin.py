"""Klarifikasi beside a naive twin: whatever people send in whatever order, both agree what stands.

The twin is a list of sentences about one indicator. It knows nothing of tables, stages or sheets.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shared import shared
from tests.world import World, make_phases, make_world, new_uuid
from tilik.actions.clarification import agree_with_rest, decide, reply_to
from tilik.actions.findings import write_finding
from tilik.actions.sheets import open_sheet
from tilik.core.errors import UserError
from tilik.records.models import Adjudication, AuditEvent, Finding, Objection, RoundUnit, Seat
from tilik.records.models.seat import Role
from tilik.records.queries.clarification import count_states, list_states

pytestmark = pytest.mark.django_db
ITEMS = ("1", "2")
MANY = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
STEPS = st.one_of(
    st.tuples(st.just("agree"), st.sampled_from(ITEMS)),
    st.tuples(st.just("object"), st.sampled_from(ITEMS), st.sampled_from(["ada SK", " "])),
    st.tuples(st.just("rest")),
    st.tuples(
        st.just("decide"),
        st.sampled_from(ITEMS),
        st.sampled_from(["accepted", "partly", "rejected"]),
        st.sampled_from(["benar", ""]),
        st.sampled_from(["4", "9", ""]),
    ),
)


@dataclass
class Twin:
    """What anybody would note on paper: of each indicator its last word, and the level settled."""

    said: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ITEMS, "open"))
    level: dict[str, str] = field(default_factory=dict)
    events: int = 0

    def take(self, step: tuple[Any, ...]) -> bool:
        """Whether the step is allowed; if so it is noted."""
        act, *rest = step
        return bool(getattr(self, f"do_{act}")(*rest))

    def do_agree(self, item: str) -> bool:
        return self._reply(item, "agreed")

    def do_object(self, item: str, reason: str) -> bool:
        return bool(reason.strip()) and self._reply(item, "objected")

    def do_rest(self) -> bool:
        for item, word in self.said.items():
            if word == "open":
                self._reply(item, "agreed")
        return True

    def do_decide(self, item: str, decision: str, reason: str, level: str) -> bool:
        """An objection or an agreement may be decided once; what is followed names its level."""
        is_followed = decision != "rejected"
        if self.said[item] not in ("agreed", "objected") or not reason:
            return False
        if is_followed and level != "4":
            return False
        self.said[item] = decision
        if is_followed:
            self.level[item] = level
        self.events += 1
        return True

    def _reply(self, item: str, word: str) -> bool:
        if self.said[item] not in ("open", "agreed", "objected"):
            return False
        self.said[item] = word
        self.events += 1
        return True


@dataclass
class Desk:
    """The real thing, by the same steps."""

    world: World
    row: RoundUnit
    findings: dict[str, Finding]

    def take(self, step: tuple[Any, ...]) -> bool:
        """Whether the step was allowed."""
        act, *rest = step
        try:
            with transaction.atomic():
                getattr(self, f"do_{act}")(*rest)
        except UserError:
            return False
        return True

    def do_agree(self, item: str) -> None:
        self._reply(item, True)

    def do_object(self, item: str, reason: str) -> None:
        self._reply(item, False, reason)

    def do_rest(self) -> None:
        agree_with_rest(by=self.world.head, row=self.row, client_uuid=new_uuid())

    def do_decide(self, item: str, decision: str, reason: str, level: str) -> None:
        state = next(each for each in list_states(self.row) if each.item.code == item)
        if state.reply is None:
            raise UserError("nothing-to-decide")
        decide(
            by=self.world.admin,
            objection=state.reply,
            decision=decision,
            reason=reason,
            level=level,
        )

    def _reply(self, item: str, agrees: bool, reason: str = "") -> None:
        reply_to(
            by=self.world.operator,
            finding=self.findings[item],
            agrees=agrees,
            reason=reason,
            client_uuid=new_uuid(),
        )


@shared
def desk() -> Desk:
    world = make_world(phases=make_phases(("claim", "desk", "reply")))
    place = {"round": world.round, "unit": world.school, "form": "E", "stage": "desk"}
    seat = Seat.objects.get(user=world.evaluator, role=Role.EVALUATOR)
    sheet = open_sheet(by=world.evaluator, seat=seat, **place)
    findings = {
        item: write_finding(
            by=world.evaluator,
            sheet=sheet,
            item=item,
            chosen="2",
            remark="Menurut bukti",
            client_uuid=new_uuid(),
        )
        for item in ITEMS
    }
    return Desk(world, RoundUnit.objects.get(round=world.round, unit=world.school), findings)


@MANY
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_the_twin_and_the_desk_agree_on_every_step(desk: Desk, steps: list[Any]) -> None:
    twin, events = Twin(), AuditEvent.objects.count()
    with transaction.atomic():
        for step in steps:
            assert desk.take(step) == twin.take(step), step
        assert_alike(desk, twin)
        assert AuditEvent.objects.count() - events == twin.events
        transaction.set_rollback(True)


def assert_alike(desk: Desk, twin: Twin) -> None:
    """State, settled level and count of every indicator are what the twin noted."""
    states = {state.item.code: state for state in list_states(desk.row)}
    assert {code: state.state for code, state in states.items()} == twin.said
    settled = {
        code: state.settled.chosen for code, state in states.items() if state.settled is not None
    }
    assert settled == twin.level
    count = next(each for each in count_states(desk.world.round) if each.row == desk.row)
    words = list(twin.said.values())
    assert count.total == len(ITEMS)
    assert count.replied == len(ITEMS) - words.count("open")
    assert count.waiting == words.count("objected")
    assert count.decided == sum(word in ("accepted", "partly", "rejected") for word in words)


@MANY
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_nothing_that_was_said_is_ever_lost(desk: Desk, steps: list[Any]) -> None:
    """Every reply that was allowed stands in the history, and a decision is never rewritten."""
    with transaction.atomic():
        kept: dict[int, Any] = {}
        for step in steps:
            desk.take(step)
            now = {
                row.pk: (row.agrees, row.reason, row.decision) for row in Objection.objects.all()
            }
            for pk, (agrees, reason, decision) in kept.items():
                assert now[pk][:2] == (agrees, reason)
                assert decision is None or now[pk][2] == decision
            kept = now
        followed = [row for row in kept.values() if row[2] in ("accepted", "partly")]
        assert Adjudication.objects.count() == len(followed)
        transaction.set_rollback(True)
