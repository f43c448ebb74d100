"""Bridges are stored once, from the newer instrument to the older ones that are there."""

import pytest

from tilik.actions.bridges import store_bridges
from tilik.actions.installed import store_installed
from tilik.actions.instruments import store_version
from tilik.library.load import load
from tilik.records.models import AuditEvent, InstrumentVersion, ItemMap

pytestmark = pytest.mark.django_db


def newer() -> InstrumentVersion:
    return InstrumentVersion.objects.get(code="ombudsman-2026")


def test_what_an_instrument_says_of_older_items_is_stored_with_the_shipped_ones() -> None:
    store_installed()
    named = load("ombudsman-2026").document["bridges"]
    held = ItemMap.objects.filter(new=newer())
    assert held.count() == len(named) > 0
    bridge = held.get(old__code="ombudsman-2022", old_item="I13")
    assert (bridge.new_form, bridge.new_item, bridge.kind) == ("PENILAIAN", "PR-07", "narrower")
    assert (bridge.by, bridge.at) == (None, None)


def test_the_same_bridge_is_stored_once_and_leaves_one_event() -> None:
    store_installed()
    count, events = ItemMap.objects.count(), AuditEvent.objects.count()
    assert store_bridges(by=None, version=newer()) == []
    assert (ItemMap.objects.count(), AuditEvent.objects.count()) == (count, events)
    assert AuditEvent.objects.filter(verb="instrument.bridge").count() == 1


def test_an_older_instrument_that_is_not_stored_is_led_to_by_nothing() -> None:
    version = store_version(by=None, content=load("ombudsman-2026").content)
    assert store_bridges(by=None, version=version) == []
    assert not ItemMap.objects.exists()
