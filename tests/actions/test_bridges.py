"""Bridges are stored once, from the newer instrument to the older ones that are there."""

import pytest

from tests.world import make_world
from tilik.actions.bridges import store_bridges
from tilik.actions.installed import store_installed
from tilik.actions.instruments import store_version
from tilik.library.load import load
from tilik.records.models import AuditEvent, InstrumentVersion, ItemMap
from tilik.records.queries.bridges import Bridge, list_crossings

pytestmark = pytest.mark.django_db


def newer() -> InstrumentVersion:
    return InstrumentVersion.objects.get(code="ombudsman-2026", government=None)


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


def test_a_bridge_leads_to_no_instrument_of_another_government() -> None:
    world, other = make_world(), make_world("64.01")
    store_version(
        by=other.admin, content=load("ombudsman-2022").content, government=other.government
    )
    mine = store_version(
        by=world.admin, content=load("ombudsman-2026").content, government=world.government
    )
    assert store_bridges(by=world.admin, version=mine) == []


def test_both_ends_of_a_bridge_say_what_the_other_is_to_them() -> None:
    store_installed()
    old = InstrumentVersion.objects.get(code="ombudsman-2022")
    there = {crossing.other: crossing for crossing in list_crossings(newer())}[old]
    back = {crossing.other: crossing for crossing in list_crossings(old)}[newer()]
    ends = (("PENILAIAN", "PR-07"), ("KEPATUHAN", "I13"))
    assert Bridge(*ends, "narrower") in there.bridges
    assert Bridge(*ends[::-1], "wider") in back.bridges
    assert len(there.bridges) == len(back.bridges) > 20
    assert there.is_newest and back.is_newest


def test_a_version_that_is_not_for_all_is_crossed_to_by_nobody() -> None:
    store_installed()
    world = make_world()
    text = load("ombudsman-2026").content.replace(b'"version":"1"', b'"version":"2"')
    mine = store_version(by=world.admin, content=text, government=world.government)
    assert store_bridges(by=world.admin, version=mine)
    old = InstrumentVersion.objects.get(code="ombudsman-2022")
    assert {crossing.other for crossing in list_crossings(old)} == {newer()}


def test_of_two_texts_of_one_number_the_newer_is_crossed_to() -> None:
    store_installed()
    text = load("ombudsman-2022").content.replace(b"Tim Tilik", b"Tim lain")
    newest = store_version(by=None, content=text, may_revise=True)
    store_bridges(by=None, version=newer())
    others = [crossing.other for crossing in list_crossings(newer())]
    assert newest in others
    assert [other.code for other in others].count("ombudsman-2022") == 1
