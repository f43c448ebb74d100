"""A store of survey rows that grows night by night: partitions, a manifest and a roll-up.

    STORE/manifest.json       what is in the store: partitions in order, and the roll-up
    STORE/rows/000001.parquet one partition for each file added
    STORE/rollup-000001.parquet the integers of partitions 1 to 1

The manifest decides. Everything else is written under another name, forced to disk and renamed
before the manifest names it, and the manifest itself is replaced in one step: whenever power fails,
the store is what it was before or after, never between. The roll-up and its watermark (the last
partition in it) change with the same step, so that no partition is added twice or left out.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import narwhals as nw

from tilik.core.errors import UserError
from tilik.engine.engines import DuckDB
from tilik.engine.expression import Elements, add_up, roll_up
from tilik.engine.rows import Layout
from tilik.engine.survey import Groups, prepare, read_groups

KIND = "tilik-store/1"
MANIFEST, ROWS = "manifest.json", "rows"
Manifest = dict[str, Any]


def is_store(path: Path) -> bool:
    """Whether there is a store in that folder."""
    return (path / MANIFEST).is_file()


def add_file(
    duckdb: DuckDB, store: Path, file: Path, layout: Layout, elements: Elements,
    labels: Mapping[str, str],
) -> bool:  # fmt: skip
    """Whether the rows of the file were new; the same bytes are added once.

    Raises UserError("other-elements" | "file-unreadable" | "values-outside").
    """
    with _locked(store):
        manifest = _read(store, elements)
        digest = _digest(file)
        if any(part["sha256"] == digest for part in manifest["parts"]):
            return False
        frame = prepare(duckdb.open([file]), layout, elements, labels)
        rolled = read_groups(duckdb.fetch(roll_up(frame, elements)), elements)
        number = len(manifest["parts"]) + 1
        name = f"{ROWS}/{number:06}.parquet"
        with _put(store / name) as part:
            duckdb.write(frame, part)
        people = sum(group.people for group in rolled.values())
        manifest["parts"].append({"file": name, "sha256": digest, "people": people})
        _write(store, manifest)
    return True


def refresh(duckdb: DuckDB, store: Path, elements: Elements) -> int:
    """How many partitions were new to the roll-up, which now holds all of them.

    Raises UserError("other-elements" | "store-damaged").
    """
    with _locked(store):
        manifest = _read(store, elements)
        mark, last = int(manifest["watermark"]), len(manifest["parts"])
        if mark == last:
            return 0
        files = [store / part["file"] for part in manifest["parts"][mark:]]
        if gone := [file.name for file in files if not file.is_file()]:
            raise UserError("store-damaged", file=", ".join(gone))
        made = roll_up(duckdb.open(files), elements)
        old = manifest["rollup"]
        if old:
            held, new = duckdb.open([store / old]).to_native(), made.to_native()
            made = add_up(nw.from_native(held.union(new)))
        name = f"rollup-{last:06}.parquet"
        with _put(store / name) as part:
            duckdb.write(made, part)
        _write(store, {**manifest, "rollup": name, "watermark": last})
        if old:
            (store / old).unlink(missing_ok=True)
    return last - mark


def read_store(duckdb: DuckDB, store: Path, elements: Elements) -> Groups:
    """What every group answered, from the roll-up alone: as of its last refresh."""
    manifest = _read(store, elements)
    if not manifest["rollup"]:
        return {}
    return read_groups(duckdb.fetch(duckdb.open([store / manifest["rollup"]])), elements)


# ---- the manifest ----------------------------------------------------------


def _read(store: Path, elements: Elements) -> Manifest:
    """The manifest, or a new one. Raises UserError where the store holds another survey."""
    columns = {name: list(values) for name, values in elements.items()}
    path = store / MANIFEST
    if not path.is_file():
        return {"kind": KIND, "elements": columns, "parts": [], "rollup": "", "watermark": 0}
    try:
        found: Manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UserError("store-damaged", file=MANIFEST) from error
    if found.get("kind") != KIND or list(found["elements"].items()) != list(columns.items()):
        raise UserError("other-elements", file=store.name, allowed=list(columns))
    return found


def _write(store: Path, manifest: Manifest) -> None:
    with _put(store / MANIFEST) as part:
        part.write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")


@contextmanager
def _put(path: Path) -> Iterator[Path]:
    """Another name to write under; it becomes `path` once its bytes are on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    yield part
    _sync(part)
    part.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """One writer at a time; a second one waits."""
    store.mkdir(parents=True, exist_ok=True)
    with (store / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
