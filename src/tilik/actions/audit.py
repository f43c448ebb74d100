"""The trail of every write: chained events, free of personal values."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tilik.core.errors import UserError
from tilik.records.models import AuditEvent, Government, Round, Unit, User
from tilik.records.queries.freezes import get_standing

Diff = Mapping[str, tuple[Any, Any]]
SYSTEM_CHAIN = "system"
WHILE_FROZEN = (
    *("round.freeze", "round.reopen", "seat.", "paper.", "publication.", "practice."),
    *("step.", "visit.erase"),
)
"""What these verbs begin with leaves the round itself as it is; of what is erased the trail keeps the
fingerprint, so that a freeze stays whole."""


@dataclass(frozen=True)
class Change:
    """What one event is about."""

    target: Model
    item: str
    diff: Mapping[str, Any]


@contextmanager
def writing(government: Government | None) -> Iterator[None]:
    """One write, whole or not at all, alone on its government's chain.

    SQLite begins IMMEDIATE; PostgreSQL takes the chain's lock first, so that two writers wait for
    each other in one order and never deadlock.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                key = government.pk if government else 0
                cursor.execute("SELECT pg_advisory_xact_lock(7417, %s)", [key])
        yield


def record(
    *,
    by: User | None,
    verb: str,
    target: Model,
    government: Government | None,
    round: Round | None = None,
    unit: Unit | None = None,
    form: str = "",
    item: str = "",
    diff: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """The stored event, linked to the one before; call it inside `writing`."""
    return record_many(
        [Change(target, item, diff or {})],
        by=by,
        verb=verb,
        government=government,
        round=round,
        unit=unit,
        form=form,
    )[0]


def record_many(
    changes: Iterable[Change],
    *,
    by: User | None,
    verb: str,
    government: Government | None,
    round: Round | None = None,
    unit: Unit | None = None,
    form: str = "",
) -> list[AuditEvent]:
    """One stored event for each change, in order, as `record` stores one.

    Every write of a round passes here: UserError("round-frozen") undoes it where the round is frozen.
    """
    refuse_frozen(round, verb)
    chain = f"government:{government.pk}" if government else SYSTEM_CHAIN
    last = AuditEvent.objects.filter(chain=chain).order_by("-n").first()
    events = []
    for change in changes:
        event = AuditEvent(
            chain=chain,
            n=last.n + 1 if last else 1,
            at=timezone.now(),
            by=by,
            verb=verb,
            government=government,
            round=round,
            unit=unit,
            object_type=change.target._meta.model_name or "",
            object_id=str(change.target.pk),
            form=form,
            item=change.item,
            diff=dict(change.diff),
            previous_sha=last.sha256 if last else "",
        )
        event.sha256 = seal(event)
        events.append(event)
        last = event
    return AuditEvent.objects.bulk_create(events)


def refuse_frozen(round: Round | None, verb: str = "") -> None:
    """Nothing. Raises UserError("round-frozen"): a frozen round is written on no more.

    What is done with a frozen round (its papers, its publication, its people, opening it again) may
    still be done.
    """
    if round is None or round.pk is None or verb.startswith(WHILE_FROZEN):
        return
    frozen = get_standing(round)
    if frozen is not None:
        raise UserError("round-frozen", at=frozen.at, sha=frozen.sha256)


def seal(event: AuditEvent) -> str:
    """The fingerprint of an event and, through `previous_sha`, of all before it."""
    content = [
        *(event.chain, event.n, event.at.isoformat(), event.by_id, event.verb),
        *(event.government_id, event.round_id, event.unit_id),
        *(event.object_type, event.object_id, event.form, event.item),
        *(event.diff, event.previous_sha),
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def find_break(chain: str) -> int | None:
    """The number of the first event that does not follow from the one before, or None."""
    previous, expected = "", 1
    for event in AuditEvent.objects.filter(chain=chain).order_by("n").iterator():
        if (event.n, event.previous_sha, event.sha256) != (expected, previous, seal(event)):
            return event.n
        previous, expected = event.sha256, event.n + 1
    return None


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ, each as [before, after] in texts JSON can hold."""
    return {
        name: [_plain(before.get(name)), _plain(value)]
        for name, value in after.items()
        if before.get(name) != value
    }


def digest(value: Any) -> str | None:
    """A keyed fingerprint that stands in for a personal value; None where there is none."""
    if value in (None, ""):
        return None
    return salted_hmac("tilik.audit", str(value), algorithm="sha256").hexdigest()


def _plain(value: Any) -> Any:
    """The value as JSON holds it."""
    if isinstance(value, Model):
        return value.pk
    return value if isinstance(value, bool | int | str | list | dict | None) else str(value)
