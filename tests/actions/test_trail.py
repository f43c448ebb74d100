"""The trail under attack and under haste: every change shows, every answer sent twice is one."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.scenes import Scene
from tests.world import give, new_uuid
from tilik.actions import audit
from tilik.actions.answers import answer
from tilik.core.errors import Conflict, UserError
from tilik.core.instrument import Gap
from tilik.records.append_only import drop_triggers, ensure_triggers
from tilik.records.models import Answer, AnswerRevision, AuditEvent, Sheet

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])

CHANGES: dict[str, Any] = {
    "at": lambda event: event.at + timedelta(microseconds=1),
    "by_id": lambda event: None if event.by_id else 1,
    "verb": lambda event: event.verb + "!",
    "round_id": lambda event: None if event.round_id else 1,
    "unit_id": lambda event: None if event.unit_id else 1,
    "object_type": lambda event: event.object_type.upper(),
    "object_id": lambda event: event.object_id + "0",
    "form": lambda event: event.form + "x",
    "item": lambda event: event.item + "x",
    "diff": lambda event: {**event.diff, "x": [None, 1]},
    "previous_sha": lambda event: "f" * 64,
    "sha256": lambda event: "e" * 64,
    "n": lambda event: event.n + 1000,
}


@MANY
@given(field=st.sampled_from(sorted(CHANGES)), at=st.integers(0, 10**6))
def test_whatever_is_changed_in_any_event_breaks_the_chain_there(
    field: str, at: int, full: Scene
) -> None:
    chain = f"government:{full.world.government.pk}"
    events = list(AuditEvent.objects.filter(chain=chain).order_by("n"))
    victim = events[at % len(events)]
    before = getattr(victim, field)
    drop_triggers()
    change = {field: CHANGES[field](victim)}
    try:
        audit_break(chain, victim, change)
    finally:
        AuditEvent.objects.filter(pk=victim.pk).update(**{field: before})
        ensure_triggers()
    assert audit.find_break(chain) is None


def audit_break(chain: str, victim: AuditEvent, change: dict[str, Any]) -> None:
    """Nothing; the chain with the change breaks at the victim, or where it now is missing."""
    AuditEvent.objects.filter(pk=victim.pk).update(**change)
    found = audit.find_break(chain)
    assert found is not None
    assert found in (victim.n, victim.n + 1, change.get("n"))


@MANY
@given(at=st.integers(1, 10**6))
def test_a_forger_who_seals_the_changed_event_anew_is_found_at_the_next(
    at: int, full: Scene
) -> None:
    chain = f"government:{full.world.government.pk}"
    count = AuditEvent.objects.filter(chain=chain).count()
    victim = AuditEvent.objects.get(chain=chain, n=1 + at % (count - 1))
    before = {"verb": victim.verb, "sha256": victim.sha256}
    victim.verb = "forged"
    drop_triggers()
    AuditEvent.objects.filter(pk=victim.pk).update(verb="forged", sha256=audit.seal(victim))
    found = audit.find_break(chain)
    AuditEvent.objects.filter(pk=victim.pk).update(**before)
    ensure_triggers()
    assert found == victim.n + 1


def test_a_trail_of_nobody_is_whole() -> None:
    assert audit.find_break("government:0") is None


# ---- sent in haste ---------------------------------------------------------

ANSWERS = st.tuples(st.sampled_from(["1", "2", "3"]), st.integers(0, 3))
VALUES = {
    "1": ["ya", "tidak", "", "ya"],
    "2": ["1", "2,5", "", "0"],
    "3": [["papan"], ["situs", "papan"], [], ["radio"]],
}


@MANY
@given(
    sent=st.lists(st.tuples(ANSWERS, st.integers(1, 3)), min_size=1, max_size=8),
    turn=st.randoms(use_true_random=False),
)
def test_answers_sent_any_number_of_times_are_kept_once(
    sent: list[Any], turn: Any, scene: Scene
) -> None:
    """A page that lost its connection sends all it has again: each message is one answer."""
    n = Sheet.objects.count()
    service = scene.service(scene.school, f"s{n}")
    sheet = scene.sheet(scene.school, "K", "claim", service=service)
    messages = [(item, VALUES[item][at], new_uuid(), times) for (item, at), times in sent]
    for item, value, uuid, times in messages:
        for _ in range(times):
            send(scene, sheet, item, value, uuid)
    kept = list(sheet.revisions.values_list("pk", "client_uuid"))
    standing = set(Answer.objects.filter(sheet=sheet).values_list("item", "revision"))
    again = [m for m in messages if m[2] in {uuid for _, uuid in kept}]
    turn.shuffle(again)
    for item, value, uuid, _ in again:
        send(scene, sheet, item, value, uuid)
    assert list(sheet.revisions.values_list("pk", "client_uuid")) == kept
    assert set(Answer.objects.filter(sheet=sheet).values_list("item", "revision")) == standing


def send(scene: Scene, sheet: Sheet, item: str, value: Any, uuid: Any) -> None:
    """Nothing; the message is sent on top of what stands."""
    standing = sheet.answers.filter(item=item).first()
    try:
        answer(
            by=scene.world.operator,
            sheet=sheet,
            item=item,
            value=value,
            base=standing.revision_id if standing else None,
            client_uuid=uuid,
        )
    except Conflict:
        raise AssertionError("nobody else writes here") from None


@pytest.mark.parametrize("other", ["sheet", "item", "person"])
def test_a_message_of_somebody_else_is_no_repetition(scene: Scene, other: str) -> None:
    sheet = scene.sheet(scene.school, "K", "claim")
    uuid = give(sheet, scene.world.operator, "1", "ya").client_uuid
    elsewhere = scene.sheet(scene.clinic, "K", "claim") if other == "sheet" else sheet
    with pytest.raises(UserError, match="client-uuid-taken"):
        answer(
            by=scene.world.admin if other != "item" else scene.world.operator,
            sheet=elsewhere,
            item="3" if other == "item" else "1",
            value=["papan"] if other == "item" else "ya",
            client_uuid=uuid,
        )


def test_what_was_taken_back_and_given_again_is_three_revisions(scene: Scene) -> None:
    sheet = scene.sheet(scene.school, "K", "claim")
    give(sheet, scene.world.operator, "2", "4")
    give(sheet, scene.world.operator, "2", gap=Gap.NOT_ANSWERED)
    give(sheet, scene.world.operator, "2", "4")
    values = (
        AnswerRevision.objects.filter(sheet=sheet).order_by("pk").values_list("value", "absence")
    )
    assert list(values) == [("4", None), (None, "not-answered"), ("4", None)]
