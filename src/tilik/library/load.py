"""Instruments found and read: those that come with Tilik and those of the operator's own directories."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tilik.core.errors import Fault, InvalidInput, NotFound
from tilik.library.canonical import Document, canonical, canonical_bytes, sha256
from tilik.library.schema import faults_of
from tilik.library.source import Source, parse, read

SHIPPED = Path(__file__).resolve().parent.parent / "instruments"

_VERSION = re.compile(r"v([1-9][0-9]*)\.yaml\Z")
_REFERENCE = re.compile(r"([a-z0-9][a-z0-9-]*)(?:@v?([1-9][0-9]*))?\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of an instrument on disk."""

    code: str
    version: int
    path: Path

    @property
    def cases(self) -> Path:
        """Where its worked examples stand (the file may be missing)."""
        return self.path.with_name("cases.yaml")


@dataclass(frozen=True, slots=True)
class Loaded:
    """An instrument read: its source, canonical document, canonical JSON and the hash of that."""

    source: Source
    document: Document
    content: bytes
    sha256: str


def list_entries(root: str | Path) -> Iterator[Entry]:
    """Every version of every instrument in one directory, by the names of its files."""
    for path in sorted(Path(root).glob("*/v*.yaml")):
        if match := _VERSION.match(path.name):
            yield Entry(path.parent.name, int(match[1]), path)


def versions(directories: Iterable[str | Path] = ()) -> tuple[Entry, ...]:
    """Every version of every instrument, by code, oldest first: shipped ones and the operator's own.

    Raises InvalidInput where a file goes by the code and version of another that says something else.
    """
    found: dict[tuple[str, int], Entry] = {}
    taken: list[Fault] = []
    for root in (SHIPPED, *directories):
        for entry in list_entries(root):
            first = found.setdefault((entry.code, entry.version), entry)
            taken.extend(_find_taken(entry, first))
    if taken:
        raise InvalidInput(taken)
    return tuple(found[key] for key in sorted(found))


def _find_taken(entry: Entry, first: Entry) -> Iterator[Fault]:
    if first is not entry and read(entry.path).text != read(first.path).text:
        yield taken_fault(entry)


def taken_fault(entry: Entry) -> Fault:
    """The fault of a file that says something else than what goes by its code and version already."""
    facts = {"severity": "error", "code": entry.code, "version": entry.version}
    source = read(entry.path)
    return Fault("instrument-version-taken", source.where(("version",)), facts)


def catalogue(directories: Iterable[str | Path] = ()) -> tuple[Entry, ...]:
    """The newest version of each instrument, by code."""
    newest: Mapping[str, Entry] = {entry.code: entry for entry in versions(directories)}
    return tuple(newest.values())


def find(reference: str | Path, directories: Iterable[str | Path] = ()) -> Entry:
    """The instrument of that code (`code`, newest; `code@1`, that version) or file.

    Raises NotFound, and InvalidInput as `versions` does.
    """
    path = Path(reference)
    if path.suffix in {".yaml", ".yml"} and path.is_file():
        match = _VERSION.match(path.name)
        return Entry(path.parent.name, int(match[1]) if match else 1, path)
    every = versions(directories)
    if match := _REFERENCE.match(str(reference)):
        hits = [e for e in every if e.code == match[1] and match[2] in (None, str(e.version))]
        if hits:
            return hits[-1]
    raise NotFound(
        "instrument-not-found", found=str(reference), allowed=sorted({e.code for e in every})
    )


def load(reference: str | Path | Entry, directories: Iterable[str | Path] = ()) -> Loaded:
    """The instrument, read strictly. Raises NotFound, or InvalidInput with all that the format refuses."""
    entry = reference if isinstance(reference, Entry) else find(reference, directories)
    stat = entry.path.stat()
    return _load(entry.path, stat.st_mtime_ns, stat.st_size)


def load_text(text: str, name: str) -> Loaded:
    """The instrument in the text (an upload). Raises InvalidInput with all that the format refuses."""
    return loaded(parse(text, name))


def loaded(source: Source) -> Loaded:
    """The instrument of a source. Raises InvalidInput with all that the format refuses."""
    is_readable = source.data is not None or not source.faults
    if faults := [*source.faults, *(faults_of(source) if is_readable else ())]:
        raise InvalidInput(faults)
    document = canonical(source.data)
    return Loaded(source, document, canonical_bytes(document), sha256(document))


def load_cases(entry: Entry) -> Source:
    """The worked examples of the instrument; an empty list where it has none."""
    if not entry.cases.is_file():
        return Source(str(entry.cases), "", [])
    return read(entry.cases)


@lru_cache(maxsize=64)
def _load(path: Path, _changed: int, _size: int) -> Loaded:
    return loaded(read(path))


def titled(document: Mapping[str, Any], language: str) -> str:
    """The title of the instrument in the language, else in Indonesian."""
    title = document["title"]
    return str(title.get(language, title["id"]))
