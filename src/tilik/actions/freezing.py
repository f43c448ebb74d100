"""Freezing a round: its whole content sealed and chained, and every write on it refused."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.freeze_content import describe, make_content
from tilik.actions.intake import store_spooled
from tilik.actions.permissions import require
from tilik.actions.results import compute
from tilik.core.errors import UserError
from tilik.core.export import first_difference
from tilik.library.freeze_file import SEAL, compute_results, get_seal, seal
from tilik.records.models import AuditEvent, Freeze, Reopening, Round, User
from tilik.records.models.round import Stage
from tilik.records.queries.agreement import count_awaiting
from tilik.records.queries.clarification import count_waiting
from tilik.records.queries.freezes import get_freeze, get_standing, list_freezes

Difference = tuple[str, Any, Any]
STEPS, TURNS = 4, 3


def find_obstacle(round: Round) -> UserError | None:
    """What still stands against freezing the round, or None."""
    if get_standing(round):
        return UserError("round-frozen")
    now = timezone.now()
    running = [p for p in round.phases.all() if p.stage != Stage.FINAL and p.ends_at > now]
    if running:
        last = max(running, key=lambda phase: phase.ends_at)
        return UserError("phases-running", phase=last.title, ends_at=last.ends_at)
    waiting = count_waiting(round)
    if waiting:
        return UserError("objections-open", n=waiting)
    awaiting = count_awaiting(round)
    if awaiting:
        return UserError("adjudications-open", n=awaiting)
    return None


def freeze_round(
    *, by: User, round: Round, client_uuid: UUID, tell: Callable[[int], object] = int
) -> Freeze:
    """The new version, chained to the one before; the same client UUID is the same freeze.

    The results are computed once more and made again from the content alone; where the two differ
    nothing is frozen. All that takes long is done before the one write, and done again where
    anything was written meanwhile; `tell` is told after each of the `STEPS`.
    Raises PermissionDenied, UserError("phases-running" | "objections-open" | "round-changing" | …).
    """
    require(by, "round.freeze", government=round.government, round=round)
    store_spooled()
    for _turn in range(TURNS):
        found = Freeze.objects.filter(client_uuid=client_uuid, round=round).first()
        if found:
            return found
        if obstacle := find_obstacle(round):
            raise obstacle
        seen = _get_last(round)
        compute(round=round, by=by, at=timezone.now())
        tell(1)
        content = _make(round)
        tell(2)
        hit = first_difference(content["results"], compute_results(content))
        tell(3)
        if hit and _get_last(round) == seen:
            raise UserError("freeze-not-recomputed", place=hit[0], found=hit[1], made=hit[2])
        if frozen := _store(by, round, content, seen, client_uuid):
            return frozen
    raise UserError("round-changing")


def _make(round: Round) -> dict[str, Any]:
    """What is to be frozen, as the round stands now."""
    previous = next(iter(list_freezes(round)), None)
    reason = previous.reopening.reason if previous else ""
    return make_content(round, previous=previous, reason=reason, at=timezone.now())


def _store(
    by: User, round: Round, content: dict[str, Any], seen: int | None, client_uuid: UUID
) -> Freeze | None:
    """The stored freeze; None where anything of the round was written since the content was read."""
    with audit.writing(round.government):
        if _get_last(round) != seen:
            return None
        if obstacle := find_obstacle(round):
            raise obstacle
        previous = next(iter(list_freezes(round)), None)
        frozen = Freeze.objects.create(
            government=round.government,
            round=round,
            n=content["n"],
            sha256=get_seal(content),
            previous_sha=content["previous_sha256"],
            canonical=seal(content),
            reason=previous.reopening.reason if previous else "",
            by=by,
            at=datetime.fromisoformat(content["frozen_at"]),
            client_uuid=client_uuid,
        )
        _record(by, "round.freeze", round, frozen)
    return frozen


def _get_last(round: Round) -> int | None:
    """The newest event of the round on the trail: all its writes are there."""
    events = AuditEvent.objects.filter(round=round).order_by("-pk")
    return events.values_list("pk", flat=True).first()


def reopen_round(*, by: User, round: Round, reason: str, client_uuid: UUID) -> Reopening:
    """The end of the freeze that holds now; the same client UUID is the same reopening.

    Raises PermissionDenied, UserError("reason-missing" | "round-not-frozen").
    """
    require(by, "round.freeze", government=round.government, round=round)
    if not reason.strip():
        raise UserError("reason-missing")
    with audit.writing(round.government):
        found = Reopening.objects.filter(client_uuid=client_uuid, freeze__round=round).first()
        if found:
            return found
        frozen = get_standing(round)
        if frozen is None:
            raise UserError("round-not-frozen")
        reopened = Reopening.objects.create(
            government=round.government,
            freeze=frozen,
            reason=reason.strip(),
            by=by,
            at=timezone.now(),
            client_uuid=client_uuid,
        )
        _record(by, "round.reopen", round, frozen)
    return reopened


def find_changed_since(round: Round) -> Difference | None:
    """The first place where the database no longer agrees with its freezes, or None.

    Every version must hold its own fingerprint and the one before it; the newest, while it holds,
    must be what the database still says, and the trail must stand as it stood then.
    """
    previous = ""
    for bare in reversed(list_freezes(round)):
        frozen = get_freeze(round, bare.n)
        if frozen is None:
            return f"freeze {bare.n}", None, bare.sha256
        content = read_content(frozen)
        sealed = (content.get(SEAL), content["previous_sha256"], get_seal(content))
        if sealed != (frozen.sha256, previous, frozen.sha256):
            return f"freeze {frozen.n}.sha256", frozen.sha256, sealed[-1]
        if hit := _find_in_trail(round, content):
            return hit
        previous = frozen.sha256
    standing = get_standing(round)
    if standing is None:
        return None
    frozen = get_freeze(round, standing.n)
    return _compare(read_content(frozen), describe(round)) if frozen else None


def read_content(frozen: Freeze) -> dict[str, Any]:
    """What the freeze holds."""
    content: dict[str, Any] = json.loads(bytes(frozen.canonical))
    return content


def _compare(content: dict[str, Any], now: dict[str, Any]) -> Difference | None:
    """The first part of the round that is no longer as it was frozen.

    A freeze of an older version holds fewer parts; of those it lacks nothing can be said.
    """
    said = {name: content[name] for name in now if name in content}
    return first_difference(said, {name: _narrow(now[name], said[name]) for name in said})


def _narrow(now: Any, said: Any) -> Any:
    """What is now, without the fields that rows of an older version do not have."""
    if not isinstance(now, list) or not isinstance(said, list):
        return now
    known = {name for row in said if isinstance(row, dict) for name in row}
    return [
        {name: value for name, value in row.items() if name in known}
        if isinstance(row, dict)
        else row
        for row in now
    ]


def _find_in_trail(round: Round, content: dict[str, Any]) -> Difference | None:
    """The event the freeze rests on, where it is gone or another one."""
    event = content.get("audit")
    if event is None:
        return None
    chain = f"government:{round.government_id}"
    stands = AuditEvent.objects.filter(chain=chain, n=event["n"]).first()
    found = stands.sha256 if stands else None
    return None if found == event["sha256"] else ("audit", event["sha256"], found)


def _record(by: User, verb: str, round: Round, frozen: Freeze) -> None:
    diff = {"n": [None, frozen.n], "sha256": [None, frozen.sha256]}
    audit.record(
        by=by, verb=verb, target=frozen, government=round.government, round=round, diff=diff
    )
