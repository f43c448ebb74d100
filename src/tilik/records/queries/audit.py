"""The trail as pages read it: events of a round, a unit or an indicator, and the chains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from tilik.records.models import AnswerRevision, AuditEvent, Document, Round, Seat, User


@dataclass(frozen=True)
class Sieve:
    """What is looked for; empty means everything."""

    person: str = ""
    verb: str = ""
    unit: str = ""
    day: date | None = None
    form: str = ""
    item: str = ""


@dataclass(frozen=True)
class Chain:
    """One chain of events: how long it is and when it last grew."""

    name: str
    n: int
    last: datetime | None


def list_events(round: Round, sieve: Sieve) -> QuerySet[AuditEvent]:
    """The events of the round that pass the sieve, newest first."""
    events = AuditEvent.objects.filter(round=round).select_related("by__person", "unit")
    wanted: dict[str, Any] = {
        "by": sieve.person,
        "verb": sieve.verb,
        "unit__code": sieve.unit,
        "form": sieve.form,
        "item": sieve.item,
    }
    events = events.filter(**{name: value for name, value in wanted.items() if value})
    if sieve.day:
        start = datetime.combine(sieve.day, time.min, timezone.get_current_timezone())
        events = events.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return events.order_by("-pk")


def list_people(round: Round) -> list[User]:
    """Who did anything in the round, by name."""
    found = AuditEvent.objects.filter(round=round).exclude(by=None).values("by").distinct()
    people = User.objects.filter(pk__in=found).select_related("person")
    return sorted(people, key=lambda user: user.get_role_line())


def list_verbs(round: Round) -> list[str]:
    """What was done in the round."""
    events = AuditEvent.objects.filter(round=round).order_by()
    return sorted(events.values_list("verb", flat=True).distinct())


def load_revisions(events: Iterable[AuditEvent]) -> Mapping[int, AnswerRevision]:
    """The entries that events of answers name as before and after, in one query."""
    keys = {
        key
        for event in events
        for key in event.diff.get("revision", ())
        if isinstance(key, int)
    }  # fmt: skip
    return AnswerRevision.objects.select_related("sheet").in_bulk(keys)


def load_names(events: Iterable[AuditEvent]) -> dict[str, dict[int, str]]:
    """What events name by a key (an account, a seat, a document), by field, in three queries."""
    keys: dict[str, set[int]] = {"user": set(), "seat": set(), "document": set()}
    for event in events:
        for name, found in keys.items():
            found |= {key for key in event.diff.get(name, ()) if isinstance(key, int)}
    people = User.objects.filter(pk__in=keys["user"]).select_related("person")
    seats = Seat.objects.filter(pk__in=keys["seat"]).select_related("user__person")
    titles = Document.objects.filter(pk__in=keys["document"]).values_list("pk", "title")
    return {
        "user": {user.pk: user.get_role_line() for user in people},
        "seat": {seat.pk: seat.user.get_role_line() for seat in seats},
        "document": dict(titles),
    }


def list_chains(names: Iterable[str] | None = None) -> list[Chain]:
    """The chains of these names, or all of them."""
    events = AuditEvent.objects.order_by()
    if names is not None:
        events = events.filter(chain__in=list(names))
    counted = events.values("chain").annotate(n=Count("pk"), last=Max("at")).order_by("chain")
    return [Chain(row["chain"], row["n"], row["last"]) for row in counted]
