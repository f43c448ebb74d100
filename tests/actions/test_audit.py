"""The trail: chained, complete, free of personal values, gone with what was undone."""

import itertools
import json

import pytest
from django.db import IntegrityError, transaction

from tests.shared import shared
from tests.world import World, make_government, make_world
from tilik.actions import audit
from tilik.actions.people import change_person
from tilik.records.append_only import drop_triggers, ensure_triggers
from tilik.records.models import AuditEvent

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


def test_every_event_follows_from_the_one_before(world: World) -> None:
    chain = f"government:{world.government.pk}"
    events = list(AuditEvent.objects.filter(chain=chain).order_by("n"))
    assert [event.n for event in events] == list(range(1, len(events) + 1))
    assert events[0].previous_sha == ""
    assert all(b.previous_sha == a.sha256 for a, b in itertools.pairwise(events))
    assert audit.find_break(chain) is None


@pytest.mark.parametrize("change", [{"verb": "other"}, {"diff": {"a": 1}}, {"object_id": "0"}])
def test_a_changed_event_is_found(world: World, change: dict[str, object]) -> None:
    chain = f"government:{world.government.pk}"
    drop_triggers()
    AuditEvent.objects.filter(chain=chain, n=3).update(**change)
    ensure_triggers()
    assert audit.find_break(chain) == 3


def test_a_missing_event_is_found(world: World) -> None:
    chain = f"government:{world.government.pk}"
    drop_triggers()
    AuditEvent.objects.filter(chain=chain, n=2).delete()
    ensure_triggers()
    assert audit.find_break(chain) == 3


def test_each_government_has_its_own_chain(world: World) -> None:
    other = make_world("64.01")
    chains = set(AuditEvent.objects.values_list("chain", flat=True))
    assert chains == {
        "system",
        f"government:{world.government.pk}",
        f"government:{other.government.pk}",
    }


def test_no_personal_value_stands_in_the_trail(world: World) -> None:
    change_person(by=world.admin, user=world.operator, full_name="Siti Rahma", phone="081234567890")
    values = ("Siti", "Rahma", "1234567890", "Orang", world.operator.person.nip)
    trail = json.dumps(list(AuditEvent.objects.values_list("diff", flat=True)))
    assert not [value for value in values if value in trail]


def test_a_fingerprint_tells_equal_from_different_and_nothing_from_something() -> None:
    assert audit.digest("081") == audit.digest("081") != audit.digest("082")
    assert audit.digest("") is audit.digest(None) is None


def test_what_is_undone_leaves_no_event() -> None:
    government = make_government()
    before = AuditEvent.objects.count()
    with pytest.raises(IntegrityError), audit.writing(government):
        audit.record(by=None, verb="x", target=government, government=government)
        with transaction.atomic():
            make_government_twice()
    assert AuditEvent.objects.count() == before


def make_government_twice() -> None:
    from tilik.records.models import Government

    Government.objects.create(code_kemendagri="64.08", name="x", kind="kabupaten")


def test_only_what_differs_is_compared() -> None:
    assert audit.compare({"a": 1, "b": None}, {"a": 1, "b": "x"}) == {"b": [None, "x"]}
