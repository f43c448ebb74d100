"""Instrument versions: stored byte for byte and once, refused with all their faults."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.samples import cases, sound
from tests.shared import shared
from tests.world import DOCUMENT, World, count_events, make_user, make_world
from tilik.actions import instruments
from tilik.actions.installed import Installed, store_installed
from tilik.actions.instruments import load, store_version, upload_version
from tilik.core.errors import InvalidInput, PermissionDenied, UserError
from tilik.library.canonical import canonical_bytes
from tilik.library.cases import differences
from tilik.library.emit import emit
from tilik.library.load import load as load_file
from tilik.library.load import load_text, versions
from tilik.library.source import Number
from tilik.records.models import InstrumentVersion
from tilik.records.models.seat import Role
from tilik.records.queries.people import list_instruments

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


def content(**changes: Any) -> bytes:
    return canonical_bytes({**DOCUMENT, **changes})


# ---- storing ---------------------------------------------------------------


def test_a_version_is_stored_byte_for_byte_with_its_hash() -> None:
    version = store_version(by=None, content=content())
    version.refresh_from_db()
    assert bytes(version.canonical) == content()
    assert version.sha256 == hashlib.sha256(content()).hexdigest()
    assert (version.code, version.version, version.rule_semantics) == (
        "contoh",
        "1",
        "instrument/1",
    )
    assert (version.origin, version.by, version.government) == ("shipped", None, None)
    assert version.document == json.loads(content())


def test_the_same_bytes_are_stored_once() -> None:
    first = store_version(by=None, content=content())
    assert store_version(by=None, content=content()) == first
    assert count_events("instrument.store") == 1


def test_worked_examples_stand_beside_the_version() -> None:
    told = [{"code": "a", "expect": {"score": "1"}}]
    assert store_version(by=None, content=content(), cases=told).cases == told


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"3",
        b"not json",
        b"\xff\xfe",
        content() + b"\n",
        content().replace(b'":', b'": ', 1),
        json.dumps(DOCUMENT).encode(),
        canonical_bytes({"code": "x", "version": 1}),
    ],
)
def test_what_is_not_the_canonical_form_is_refused(raw: bytes) -> None:
    with pytest.raises(UserError, match="instrument-not-canonical"):
        store_version(by=None, content=raw)
    assert not InstrumentVersion.objects.exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 200), byte=st.binary(min_size=1, max_size=3))
def test_bytes_that_were_tampered_with_are_refused_or_have_another_hash(
    at: int, byte: bytes, db: None
) -> None:
    whole = content()
    spoiled = whole[:at] + byte + whole[at + len(byte) :]
    try:
        version = store_version(by=None, content=spoiled)
    except UserError as refused:
        assert refused.code in ("instrument-not-canonical", "instrument-version-taken")
    else:
        assert bytes(version.canonical) == spoiled
        assert (spoiled == whole) == (version.sha256 == hashlib.sha256(whole).hexdigest())


def test_everything_shipped_is_stored_once_with_its_examples() -> None:
    first = store_installed().versions
    assert {v.code for v in first} == {entry.code for entry in versions()}
    for version, entry in zip(first, versions(), strict=True):
        assert version.sha256 == load_file(entry).sha256
        assert version.cases, f"{version.code} has worked examples"
    assert store_installed() == Installed(first, ())
    assert count_events("instrument.store") == len(first)


# ---- uploading -------------------------------------------------------------


def own() -> dict[str, Any]:
    """A sound instrument of somebody's own."""
    return sound() | {"code": "milik-sendiri"}


def upload(world: World, data: Any, **changes: Any) -> InstrumentVersion:
    wanted = {"by": world.admin, "government": world.government, "name": "v1.yaml"}
    return upload_version(text=emit(data), **wanted | changes)


def test_an_upload_belongs_to_its_government_and_says_who(world: World) -> None:
    version = upload(world, own())
    assert (version.government, version.by, version.origin) == (
        world.government,
        world.admin,
        "uploaded",
    )
    assert version.sha256 == load_text(emit(own()), "v1.yaml").sha256


def test_what_the_linter_remarked_stands_beside_an_upload(world: World) -> None:
    data = own()
    data["sources"]["S2"] = {"title": "Tidak dipakai"}
    version = upload(world, data)
    assert {row["code"] for row in version.lint_report} >= {"source-unused"}
    assert all({"code", "where", "facts"} == set(row) for row in version.lint_report)


def test_an_upload_with_errors_is_refused_with_all_of_them(world: World) -> None:
    data = own()
    data["index"]["children"][0]["weight"] = "50"
    data["forms"][0]["items"][0]["indicator"] = "zzz"
    data["sources"] = {}
    with pytest.raises(InvalidInput) as caught:
        upload(world, data)
    found = {fault.code for fault in caught.value.faults}
    assert {"weights-not-100", "source-unknown"} <= found
    assert (
        not InstrumentVersion.objects.filter(code=data["code"])
        .exclude(pk=world.instrument.pk)
        .exists()
    )


@pytest.mark.parametrize("text", ["", "a: [", "tilik: instrument/9\n", "# nothing\n"])
def test_a_file_that_is_no_instrument_is_refused(world: World, text: str) -> None:
    with pytest.raises(InvalidInput):
        upload_version(by=world.admin, government=world.government, text=text, name="v1.yaml")


def test_a_published_version_is_never_edited(world: World) -> None:
    data = own()
    upload(world, data)
    with pytest.raises(UserError, match="instrument-version-taken") as caught:
        upload(world, data | {"title": {"id": "Lain", "en": "Other"}})
    assert caught.value.facts["code"] == "milik-sendiri"
    assert upload(world, data) == InstrumentVersion.objects.get(code="milik-sendiri")


def test_two_governments_may_upload_the_same_file_and_each_has_its_own(world: World) -> None:
    other = make_world("64.01")
    first = upload(world, own())
    second = upload(world, own(), by=other.admin, government=other.government)
    assert first != second
    assert first.sha256 == second.sha256
    assert (second.government, second.by) == (other.government, other.admin)
    assert [v.pk for v in list_instruments(other.government) if v.code == own()["code"]] == [
        second.pk
    ]
    assert load(first) is load(second)
    assert upload(world, own()) == first


def test_another_government_s_text_takes_no_code_and_version(world: World) -> None:
    other = make_world("64.01")
    upload(world, own())
    changed = own() | {"title": {"id": "Lain", "en": "Other"}}
    second = upload(world, changed, by=other.admin, government=other.government)
    assert second.version == "1"
    assert second not in list_instruments(world.government)


def test_what_is_there_for_all_is_not_stored_again_for_one(world: World) -> None:
    for_all = store_version(by=None, content=load_text(emit(own()), "v1.yaml").content)
    assert upload(world, own()) == for_all


def test_a_new_version_stands_beside_the_old(world: World) -> None:
    data = own()
    first = upload(world, data)
    second = upload(world, data | {"version": Number("2")}, name="v2.yaml")
    assert (first.version, second.version) == ("1", "2")


def test_only_who_may_upload_does(world: World) -> None:
    other = make_world("64.01")
    for by in (world.operator, world.head, world.evaluator, world.leader, other.admin):
        with pytest.raises(PermissionDenied):
            upload(world, own(), by=by)
    system = make_user(None, Role.SYSTEM)
    assert (
        upload(world, sound() | {"code": "sistem"}, by=system, government=None).government is None
    )


def test_the_examples_of_the_sample_recompute_after_an_upload(world: World) -> None:
    version = upload(world, own())
    told = [dict(case) for case in cases()]
    assert differences(version.document, told) == []


# ---- loading ---------------------------------------------------------------


def test_an_instrument_is_built_once_however_often_it_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    instruments._load.cache_clear()
    first = load(world.instrument)
    monkeypatch.setattr(instruments, "build", None)
    assert load(world.instrument) is first
    assert load(InstrumentVersion.objects.get(pk=world.instrument.pk)) is first


def test_the_document_is_read_once_for_all_rows_of_the_same_bytes(world: World) -> None:
    again = InstrumentVersion.objects.get(pk=world.instrument.pk)
    assert again.document is InstrumentVersion.objects.get(pk=world.instrument.pk).document


def test_another_year_or_variant_is_another_instrument() -> None:
    version = store_installed().versions[-3]
    assert version.code == "pekppp-2022"
    by_year = {load(version, year=year).year for year in (2022, 2024)}
    assert by_year == {2022, 2024}
    plain, other = load(version), load(version, variant="weights=plain")
    assert plain != other
    with pytest.raises(UserError, match="unknown-variant"):
        load(version, variant="tidak-ada")
