"""The instruments on disk are stored at every start; a faulty file is named and stops no other."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.library.samples import cases, sound, write
from tests.world import make_world
from tilik.actions import installed
from tilik.actions.installed import store_installed
from tilik.library.load import SHIPPED, catalogue
from tilik.records.models import InstrumentVersion, Round
from tilik.records.queries.people import list_instruments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty directory in place of the shipped instruments, to be quick."""
    empty = tmp_path / "kiriman"
    empty.mkdir()
    monkeypatch.setattr(installed, "SHIPPED", empty)
    return empty


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The operator's directory with one sound instrument."""
    folder = tmp_path / "milik"
    write(folder, sound(), cases())
    return folder


def store_by_command(**options: Any) -> tuple[str, str]:
    """What the command says and what it complains of."""
    said, wrong = StringIO(), StringIO()
    call_command("store_instruments", stdout=said, stderr=wrong, **options)
    return said.getvalue(), wrong.getvalue()


def test_an_own_instrument_serves_every_government_with_its_examples(own: Path) -> None:
    found = store_installed([own])
    assert found.faults == ()
    (version,) = found.versions
    assert (version.code, version.government, version.by) == ("contoh", None, None)
    assert [case["code"] for case in version.cases] == ["penuh", "batas"]


def test_a_second_start_reads_no_stored_file_through_the_linter(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store_installed([own])
    monkeypatch.setattr(installed, "check", None)
    assert store_installed([own]) == first


def test_a_faulty_file_is_named_with_line_and_field_and_the_others_are_stored(own: Path) -> None:
    broken = sound() | {"code": "rusak"}
    broken["index"]["children"][0]["weight"] = "50"
    path = write(own, broken, cases())
    found = store_installed([own])
    assert [version.code for version in found.versions] == ["contoh"]
    assert "weights-not-100" in {fault.code for fault in found.faults}
    place = re.escape(str(path)) + r":[1-9]\d*:\w.*"
    assert all(re.fullmatch(place, fault.where) for fault in found.faults)


@pytest.mark.parametrize("content", [b"", b"a: [", b"\xff\xfe", b"tilik: instrument/1\n"])
def test_a_file_that_is_no_instrument_stops_nothing(own: Path, content: bytes) -> None:
    path = own / "bukan" / "v1.yaml"
    path.parent.mkdir()
    path.write_bytes(content)
    found = store_installed([own])
    assert len(found.versions) == 1
    assert found.faults
    assert all(fault.where.startswith(str(path.parent)) for fault in found.faults)


def test_a_file_under_another_name_than_its_own_is_refused(own: Path) -> None:
    (own / "contoh").rename(own / "lain")
    assert {fault.code for fault in store_installed([own]).faults} == {"place-differs"}


OTHER = {"title": {"id": "Lain", "en": "Other"}}


def test_a_file_edited_under_its_old_number_is_refused_and_the_stored_one_stays(own: Path) -> None:
    (version,) = store_installed([own]).versions
    path = write(own, sound() | OTHER, cases())
    found = store_installed([own])
    assert found.versions == (version,)
    assert [fault.code for fault in found.faults if fault.where.startswith(str(path))] == [
        "instrument-version-taken"
    ]
    assert InstrumentVersion.objects.get().sha256 == version.sha256


def test_another_text_that_tilik_brings_is_stored_beside_the_old_one_and_said_once(
    no_shipped: Path,
) -> None:
    write(no_shipped, sound(), cases())
    (old,) = store_installed().versions
    write(no_shipped, sound() | OTHER, cases())
    said, wrong = store_by_command(verbosity=0)
    assert (wrong, said.count("\n")) == ("", 1)
    assert said.startswith("Lain, versi 1: Tilik membawa naskah yang lebih baru.")
    assert "tidak ada nilai yang berubah" in said
    assert store_by_command(verbosity=0) == ("", "")
    old.refresh_from_db()
    newer = InstrumentVersion.objects.exclude(pk=old.pk).get()
    assert (newer.code, newer.version) == (old.code, old.version)
    assert [each.pk for each in list_instruments(None)] == [newer.pk]


def test_a_round_begun_with_the_old_text_keeps_it(no_shipped: Path) -> None:
    round = make_world().round
    old, document = round.instrument_version, round.instrument_version.document
    write(no_shipped, sound() | {"code": old.code}, cases())
    (newer,) = store_installed().revised
    round = Round.objects.get(pk=round.pk)
    assert (newer.code, newer.version) == (old.code, old.version)
    assert (round.instrument_version, round.instrument_version.document) == (old, document)


def test_an_own_file_never_takes_the_number_of_a_shipped_one(own: Path, no_shipped: Path) -> None:
    write(no_shipped, sound() | OTHER, cases())
    found = store_installed([own])
    assert [version.document["title"]["id"] for version in found.versions] == ["Lain"]
    assert [fault.code for fault in found.faults] == ["instrument-version-taken"]
    assert found.revised == ()


def test_the_command_says_what_is_wrong_even_when_asked_to_be_quiet(
    own: Path, settings: Any
) -> None:
    settings.TILIK_INSTRUMENTS = [own]
    assert store_by_command() == ("1 instrumen tersimpan.\n", "")
    path = write(own, sound() | {"title": {"id": "Lain", "en": "Other"}}, cases())
    said, wrong = store_by_command(verbosity=0)
    assert said == ""
    first, last = wrong.splitlines()
    assert re.match(rf"{re.escape(str(path))}:\d+:version: contoh versi 1 .*naikkan", first)
    assert "tidak dimuat" in last


def test_an_installation_without_the_example_has_the_shipped_instruments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(installed, "SHIPPED", SHIPPED)
    for _ in range(2):
        said, wrong = store_by_command()
        assert (str(len(catalogue())) in said, wrong) == (True, "")
    held = InstrumentVersion.objects.values_list("code", flat=True)
    assert sorted(held) == sorted(entry.code for entry in catalogue())
