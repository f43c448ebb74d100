"""Instruments are found by code, version or file; the operator's own stand beside those shipped."""

import os
import re
from pathlib import Path

import pytest

from tests.library.samples import cases, number, sound, write
from tilik.core.errors import InvalidInput, NotFound
from tilik.library.canonical import canonical_bytes, sha256
from tilik.library.emit import emit
from tilik.library.lint import check, is_error
from tilik.library.load import (
    SHIPPED,
    catalogue,
    find,
    load,
    load_cases,
    load_text,
    titled,
    versions,
)

SHIPPED_CODES = [
    "ombudsman-2016", "ombudsman-2022", "ombudsman-2025", "ombudsman-2026",
    "pekppp-2022", "skm-2017", "standar-pelayanan-2014",
]  # fmt: skip


def test_the_shipped_instruments_are_all_there() -> None:
    assert [entry.code for entry in catalogue()] == SHIPPED_CODES
    assert all(entry.path.with_name("README.md").is_file() for entry in catalogue())


@pytest.mark.parametrize("code", SHIPPED_CODES)
def test_every_shipped_instrument_passes_the_linter_with_its_cases(code: str) -> None:
    assert [(f.code, f.where, f.facts) for f in check(find(code)) if is_error(f)] == []


def test_the_newest_version_is_meant_unless_one_is_named(tmp_path: Path) -> None:
    for n in (1, 2, 10):
        write(tmp_path, sound() | {"version": number(n)}, version=n)
    assert [e.version for e in versions([tmp_path]) if e.code == "contoh"] == [1, 2, 10]
    assert find("contoh", [tmp_path]).version == 10
    assert find("contoh@2", [tmp_path]).version == 2
    assert find("contoh@v1", [tmp_path]).version == 1
    assert [e.version for e in catalogue([tmp_path]) if e.code == "contoh"] == [10]


def test_an_operators_own_never_goes_by_the_number_of_a_shipped_one(tmp_path: Path) -> None:
    path = write(tmp_path, sound() | {"code": "skm-2017"})
    assert find("skm-2017").path.is_relative_to(SHIPPED)
    for ask in (lambda: find("skm-2017", [tmp_path]), lambda: versions([tmp_path])):
        with pytest.raises(InvalidInput) as refused:
            ask()
        (fault,) = refused.value.faults
        assert fault.code == "instrument-version-taken"
        assert re.fullmatch(rf"{re.escape(str(path))}:\d+:version", fault.where)
    assert find(path, [tmp_path]).path == path  # a file is looked at wherever it stands


def test_a_copy_of_a_shipped_one_is_the_shipped_one(tmp_path: Path) -> None:
    shipped = find("skm-2017").path
    path = tmp_path / "skm-2017" / "v1.yaml"
    path.parent.mkdir()
    path.write_bytes(shipped.read_bytes())
    assert find("skm-2017", [tmp_path]).path == shipped


def test_what_is_not_there_is_refused_with_what_is() -> None:
    for reference in ("tiada", "skm-2017@99", "tiada.yaml", "../skm-2017", ""):
        with pytest.raises(NotFound) as caught:
            find(reference)
        assert caught.value.code == "instrument-not-found"
        assert "skm-2017" in caught.value.facts["allowed"]  # type: ignore[operator]


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, sound(), cases())
    entry = find(path)
    assert (entry.code, entry.version) == ("contoh", 1)
    assert [case["code"] for case in load_cases(entry).data] == ["penuh", "batas"]
    other = path.rename(path.with_name("lain.yaml"))
    assert load(other).document["code"] == "contoh"


def test_an_instrument_without_cases_has_none(tmp_path: Path) -> None:
    assert load_cases(find(write(tmp_path, sound()))).data == []


def test_loading_gives_the_document_its_bytes_and_their_hash() -> None:
    loaded = load("skm-2017")
    assert loaded.content == canonical_bytes(loaded.document)
    assert loaded.sha256 == sha256(loaded.document)
    assert len(loaded.sha256) == 64


def test_the_same_file_is_read_once_and_a_changed_one_again(tmp_path: Path) -> None:
    path = write(tmp_path, sound())
    first = load(path)
    assert load(path) is first
    path.write_text(emit(sound() | {"measure": "lain"}), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert load(path).document["measure"] == "lain"


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ("warna: biru\n", "schema-unknown-key"),
        ("# catatan\n", "yaml-comment"),
        ("measure: dua\n", "yaml-duplicate-key"),
    ],
)
def test_loading_refuses_what_the_format_refuses(spoiled: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_text(emit(sound()) + spoiled, "unggahan.yaml")
    assert [f.code for f in caught.value.faults] == [code]
    assert caught.value.faults[0].where.startswith("unggahan.yaml:")


def test_a_sound_text_is_loaded() -> None:
    assert load_text(emit(sound()), "unggahan.yaml").document["code"] == "contoh"


def test_the_title_is_given_in_the_language_asked_for() -> None:
    document = load_text(emit(sound()), "x").document
    assert (titled(document, "en"), titled(document, "fr")) == ("Contoh (en)", "Contoh (id)")
