"""The trail sieved: the database and a plain loop over all events come to the same lines."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shared import build_once
from tests.world import World, make_world
from tilik.records.models import AuditEvent
from tilik.records.queries.audit import (
    Sieve,
    list_chains,
    list_events,
    list_people,
    list_verbs,
    load_revisions,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 3)
VERBS = ("answer.give", "sheet.send", "finding.return")
UNITS = ("sekolah", "klinik", "")
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def make_trail() -> World:
    """Sixty events of two days by two people on two units."""
    world = make_world()
    units = {"sekolah": world.school, "klinik": world.clinic, "": None}
    people = (world.operator, world.evaluator, None)
    zone = timezone.get_current_timezone()
    midnight = datetime.combine(TODAY, time.min, zone)
    AuditEvent.objects.bulk_create(
        AuditEvent(
            chain="uji",
            n=n,
            at=midnight + timedelta(hours=n - 30, seconds=-1 if n % 7 else 0),
            by=people[n % 3],
            verb=VERBS[n % len(VERBS)],
            government=world.government,
            round=world.round,
            unit=units[UNITS[(n // 3) % 3]],
            object_type="x",
            object_id="1",
            form="E" if n % 2 else "K",
            item=str(n % 4) if n % 5 else "",
            sha256="0",
        )
        for n in range(60)
    )
    return world


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    yield from build_once(django_db_blocker, make_trail)


@pytest.fixture
def world(_world: World, db: None) -> World:
    """Read only."""
    return _world


def passes(event: AuditEvent, sieve: Sieve) -> bool:
    """Whether the event passes, said plainly."""
    local = timezone.localtime(event.at).date()
    return all(
        (
            not sieve.person or str(event.by_id) == sieve.person,
            not sieve.verb or event.verb == sieve.verb,
            not sieve.unit or (event.unit is not None and event.unit.code == sieve.unit),
            sieve.day is None or local == sieve.day,
            not sieve.form or event.form == sieve.form,
            not sieve.item or event.item == sieve.item,
        )
    )


@FEW
@given(
    who=st.integers(0, 2),
    verb=st.sampled_from(("", *VERBS, "nothing.done")),
    unit=st.sampled_from(UNITS),
    day=st.sampled_from((None, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=9))),
    form=st.sampled_from(("", "K", "E")),
    item=st.sampled_from(("", "1", "3")),
)
def test_the_sieve_lets_through_what_a_plain_loop_would(
    world: World, who: int, verb: str, unit: str, day: date | None, form: str, item: str
) -> None:
    person = ("", str(world.operator.pk), str(world.evaluator.pk))[who]
    sieve = Sieve(person, verb, unit, day, form, item)
    every = AuditEvent.objects.filter(round=world.round).select_related("unit").order_by("-pk")
    assert list(list_events(world.round, sieve)) == [each for each in every if passes(each, sieve)]


def test_people_and_verbs_are_those_that_did_something(world: World) -> None:
    assert world.operator in list_people(world.round)
    assert world.leader not in list_people(world.round)
    assert set(VERBS) <= set(list_verbs(world.round))
    assert "nothing.done" not in list_verbs(world.round)


def test_chains_are_counted_and_may_be_narrowed(world: World) -> None:
    chains = {chain.name: chain for chain in list_chains()}
    assert chains["uji"].n == 60
    assert chains["uji"].last is not None
    own = f"government:{world.government.pk}"
    assert [chain.name for chain in list_chains([own])] == [own]
    assert list_chains([]) == []


def test_entries_named_by_events_are_read_at_once(
    world: World, django_assert_num_queries: Any
) -> None:
    events = [AuditEvent(diff={"revision": [None, 999999]}), AuditEvent(diff={"until": [1, 2]})]
    with django_assert_num_queries(1):
        assert load_revisions(events) == {}
