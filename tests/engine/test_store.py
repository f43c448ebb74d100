"""A store that grows night by night: added once, rolled up once, whole after every power cut."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.rowed import ELEMENTS, LABELS, ROWS, WIDE, Row, count, write_wide
from tilik.core.errors import UserError
from tilik.engine import store as stores
from tilik.engine.engines import DuckDB, start_duckdb
from tilik.engine.store import add_file, is_store, read_store, refresh

FIRST: list[Row] = [("I", "a", "x", {"U1": 4, "U2": 3}), ("I", "b", "", {"U1": None})]
SECOND: list[Row] = [("I", "a", "x", {"U1": 1}), ("II", "a", "x", {"U4": 2})]


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    with start_duckdb() as engine:
        yield engine


def add(duckdb: DuckDB, store: Path, rows: Sequence[Row], name: str) -> bool:
    file = write_wide(store.parent / name, rows)
    return add_file(duckdb, store, file, WIDE, ELEMENTS, LABELS)


def test_nights_add_up_to_what_all_rows_at_once_give(duckdb: DuckDB, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert not is_store(store)
    assert add(duckdb, store, FIRST, "1.csv")
    assert refresh(duckdb, store, ELEMENTS) == 1
    assert read_store(duckdb, store, ELEMENTS) == count(FIRST)
    assert add(duckdb, store, SECOND, "2.csv")
    assert read_store(duckdb, store, ELEMENTS) == count(FIRST)
    assert refresh(duckdb, store, ELEMENTS) == 1
    assert read_store(duckdb, store, ELEMENTS) == count([*FIRST, *SECOND])
    assert is_store(store)
    assert [p.name for p in store.glob("rollup-*")] == ["rollup-000002.parquet"]


def test_the_same_file_twice_and_a_second_refresh_change_nothing(
    duckdb: DuckDB, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    add(duckdb, store, FIRST, "1.csv")
    refresh(duckdb, store, ELEMENTS)
    before = (store / "manifest.json").read_bytes()
    assert not add(duckdb, store, FIRST, "copy.csv")
    assert refresh(duckdb, store, ELEMENTS) == 0
    assert (store / "manifest.json").read_bytes() == before
    assert read_store(duckdb, store, ELEMENTS) == count(FIRST)


@settings(max_examples=6)
@given(st.lists(ROWS, min_size=1, max_size=3), st.data())
def test_any_nights_in_any_steps_give_the_integers_of_a_naive_count(
    nights: list[list[Row]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, start_duckdb() as engine:
        store = Path(folder) / "store"
        known: list[Row] = []
        for n, rows in enumerate(nights):
            if add(engine, store, rows, f"{n}.csv"):
                known += rows
            if data.draw(st.booleans()):
                refresh(engine, store, ELEMENTS)
        refresh(engine, store, ELEMENTS)
        assert read_store(engine, store, ELEMENTS) == count(known)


class Cut(Exception):
    """The power fails."""


@pytest.mark.parametrize("step", range(6))
def test_a_power_cut_at_any_step_of_adding_and_merging_loses_and_doubles_nothing(
    duckdb: DuckDB, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    store = tmp_path / "store"
    add(duckdb, store, FIRST, "1.csv")
    refresh(duckdb, store, ELEMENTS)
    seen = 0
    sync = os.fsync

    def fail(handle: int) -> None:
        nonlocal seen
        seen += 1
        if seen > step:
            raise Cut
        sync(handle)

    # Each of the four files written is forced to disk, and its folder after the renaming.
    with monkeypatch.context() as patched, pytest.raises(Cut):
        patched.setattr(stores.os, "fsync", fail)
        add(duckdb, store, SECOND, "2.csv")
        refresh(duckdb, store, ELEMENTS)
    known = count(FIRST)
    both = count([*FIRST, *SECOND])
    assert read_store(duckdb, store, ELEMENTS) in (known, both)
    add(duckdb, store, SECOND, "2.csv")
    refresh(duckdb, store, ELEMENTS)
    assert read_store(duckdb, store, ELEMENTS) == both


def test_a_file_with_a_value_outside_never_enters(duckdb: DuckDB, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with pytest.raises(UserError) as refused:
        add(duckdb, store, [("I", "a", "", {"U1": 9})], "1.csv")
    assert refused.value.code == "values-outside"
    assert not is_store(store)
    assert read_store(duckdb, store, ELEMENTS) == {}


def test_a_store_of_another_survey_is_refused(duckdb: DuckDB, tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(duckdb, store, FIRST, "1.csv")
    with pytest.raises(UserError) as refused:
        refresh(duckdb, store, {"U1": (1, 2, 3, 4)})
    assert refused.value.code == "other-elements"


def test_a_partition_that_is_gone_is_named(duckdb: DuckDB, tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(duckdb, store, FIRST, "1.csv")
    (store / "rows" / "000001.parquet").unlink()
    with pytest.raises(UserError) as refused:
        refresh(duckdb, store, ELEMENTS)
    assert refused.value.facts["file"] == "000001.parquet"
    (store / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        refresh(duckdb, store, ELEMENTS)
    assert refused.value.code == "store-damaged"


def test_the_manifest_says_what_is_in_the_store(duckdb: DuckDB, tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(duckdb, store, FIRST, "1.csv")
    said = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    assert (said["kind"], said["watermark"], len(said["parts"])) == ("tilik-store/1", 0, 1)
    assert said["parts"][0]["people"] == 1
