"""Rounds and instruments: opened once, stored byte for byte."""

import json
from datetime import date
from typing import Any

import pytest

from tests.shared import shared
from tests.world import (
    DOCUMENT,
    World,
    count_events,
    make_phases,
    make_user,
    make_version,
    make_world,
    new_uuid,
)
from tilik.actions.instruments import load_for, store_version, upload_version
from tilik.actions.rounds import Member, add_units, open_round, set_phases
from tilik.actions.units import change_unit
from tilik.core.errors import InvalidInput, PermissionDenied, UserError
from tilik.core.instrument import Key
from tilik.library.canonical import canonical_bytes
from tilik.library.load import SHIPPED
from tilik.records.models import InstrumentVersion, Phase, Round
from tilik.records.models.seat import Role
from tilik.records.queries.people import list_instruments

pytestmark = pytest.mark.django_db
PERIOD = (date(2025, 1, 1), date(2025, 12, 31))


@shared
def world() -> World:
    return make_world()


def start(world: World, **changes: Any) -> Round:
    """A round opened by the world's admin, with changes."""
    words: dict[str, Any] = {
        "by": world.admin,
        "government": world.government,
        "instrument_version": world.instrument,
        "scheme": "latihan",
        "title": "Latihan",
        "period": PERIOD,
        **changes,
    }
    return open_round(**words)


def test_a_round_keeps_its_units_as_they_were(world: World) -> None:
    change_unit(by=world.admin, unit=world.school, sector="pendidikan")
    round = start(world, members=[Member(world.school, "luring", is_lokus=False)])
    change_unit(by=world.admin, unit=world.school, sector="lain", kind="lain", name="Lain")
    row = round.round_units.get()
    assert (row.name, row.kind, row.sector) == ("Sekolah", "sekolah", "pendidikan")
    assert (row.form_variant, row.is_lokus) == ("luring", False)


def test_the_same_client_uuid_opens_one_round(world: World) -> None:
    uuid = new_uuid()
    assert start(world, client_uuid=uuid) == start(world, client_uuid=uuid)
    assert Round.objects.filter(title="Latihan").count() == 1
    with pytest.raises(UserError, match="round-title-taken"):
        start(world)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scheme": "lain"}, "scheme-unknown"),
        ({"period": (PERIOD[1], PERIOD[0])}, "period-backwards"),
        ({"variant": "tak-ada"}, "unknown-variant"),
        ({"phases": make_phases(("desk",), days=-5)}, "phase-backwards"),
        ({"phases": make_phases(("makan",))}, "stage-unknown"),
    ],
)
def test_what_no_round_can_be_is_refused(changes: dict[str, Any], code: str, world: World) -> None:
    with pytest.raises(UserError, match=code):
        start(world, **changes)
    assert not Round.objects.filter(title="Latihan").exists()


def test_units_and_instruments_of_others_stay_out(world: World) -> None:
    other = make_world("64.01")
    with pytest.raises(UserError, match="unit-of-another-government"):
        start(world, members=[Member(other.school)])
    mine = store_version(
        by=other.admin,
        content=canonical_bytes({**DOCUMENT, "code": "lokal"}),
        government=other.government,
    )
    with pytest.raises(UserError, match="instrument-of-another-government"):
        start(world, instrument_version=mine)
    with pytest.raises(PermissionDenied):
        start(world, by=other.admin)
    with pytest.raises(PermissionDenied):
        start(world, by=world.operator)


def test_phases_are_set_anew_and_only_where_they_differ(world: World) -> None:
    phases = make_phases(("claim", "desk", "field"))
    for _ in range(2):
        made = set_phases(by=world.admin, round=world.round, phases=phases)
    assert [phase.n for phase in made] == [1, 2, 3]
    assert Phase.objects.filter(round=world.round).count() == 3
    assert count_events("round.phases") == 2


def test_a_unit_joins_a_round_once(world: World) -> None:
    rows = add_units(by=world.admin, round=world.round, members=[Member(world.school)])
    assert [row.form_variant for row in rows] == ["luring"]
    assert count_events("round.add-unit") == 2


def test_the_same_bytes_are_stored_once() -> None:
    first = make_version()
    assert make_version() == first
    assert bytes(InstrumentVersion.objects.get().canonical) == canonical_bytes(DOCUMENT)
    assert first.document == json.loads(canonical_bytes(DOCUMENT))
    assert (first.code, first.version, first.rule_semantics) == ("contoh", "1", "instrument/1")


@pytest.mark.parametrize(
    "content", [b"{", b'{"b": 1, "a": 2}', b'{"a":1}', b"[]", b"\xff", b'"code version tilik"']
)
def test_bytes_that_are_not_canonical_are_refused(content: bytes) -> None:
    with pytest.raises(UserError, match="instrument-not-canonical"):
        store_version(by=None, content=content)


def test_a_published_version_is_edited_by_nobody(world: World) -> None:
    changed = canonical_bytes({**DOCUMENT, "measure": "lain"})
    with pytest.raises(UserError, match="instrument-version-taken"):
        store_version(by=world.admin, content=changed, government=world.government)
    with pytest.raises(UserError, match="instrument-version-taken"):
        store_version(by=None, content=changed)


def test_an_upload_is_read_by_the_linter_first(world: World) -> None:
    good = (SHIPPED / "skm-2017" / "v1.yaml").read_text(encoding="utf-8")
    place = {"by": world.admin, "government": world.government, "name": "skm.yaml"}
    version = upload_version(text=good, **place)
    assert (version.origin, version.by, version.government) == (
        "uploaded",
        world.admin,
        world.government,
    )
    with pytest.raises(InvalidInput):
        upload_version(text=good.replace("forms:", "borang:", 1), **place)
    with pytest.raises(PermissionDenied):
        upload_version(text=good, **{**place, "by": world.operator})


def test_governments_see_their_own_instruments_and_the_shipped_ones(world: World) -> None:
    other = make_world("64.01")
    lokal = canonical_bytes({**DOCUMENT, "code": "lokal"})
    store_version(by=other.admin, content=lokal, government=other.government)
    assert [v.code for v in list_instruments(world.government)] == ["contoh"]
    assert [v.code for v in list_instruments(other.government)] == ["contoh", "lokal"]


def test_the_core_knows_a_rounds_instrument(world: World) -> None:
    instrument = load_for(world.round)
    assert instrument.year == 2024
    assert Key("E", "1") in instrument.items
    assert load_for(world.round) is instrument


def test_a_leader_opens_nothing(world: World) -> None:
    system = make_user(None, Role.SYSTEM)
    for user in (world.leader, world.head, system):
        with pytest.raises(PermissionDenied):
            start(world, by=user)
