"""The instruments on disk, kept where rounds can use them: shipped ones and the operator's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from tilik.actions.bridges import store_bridges
from tilik.actions.instruments import store_version
from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.library.emit import plain_data
from tilik.library.lint import check, is_error
from tilik.library.load import SHIPPED, Entry, Loaded, list_entries, load, taken_fault
from tilik.library.source import read
from tilik.records.models import InstrumentVersion


@dataclass(frozen=True, slots=True)
class Installed:
    """The versions that every government may use, and what stands against files that are none.

    `revised`: stored just now beside an earlier text of the same number, which its rounds keep.
    """

    versions: tuple[InstrumentVersion, ...]
    faults: tuple[Fault, ...]
    revised: tuple[InstrumentVersion, ...] = ()


def store_installed(directories: Sequence[Path] = ()) -> Installed:
    """Every sound instrument of Tilik and of these directories, stored once, with its bridges.

    A faulty file stops no other. Own files are held against the linter before they are stored; an
    own file that says something else than the stored version of its number is a fault. A newer
    Tilik may bring another text under a number, once: its operator can mend nothing there.
    """
    before = set(_list_stored().values_list("pk", "code", "version"))
    faults: list[Fault] = []
    for root in (SHIPPED, *directories):
        for entry in list_entries(root):
            faults.extend(_store(entry, is_own=root != SHIPPED))
    stored = tuple(_list_stored())
    for version in stored:
        store_bridges(by=None, version=version)
    held, numbers = {pk for pk, *_ in before}, {tuple(rest) for _, *rest in before}
    revised = (v for v in stored if v.pk not in held and (v.code, v.version) in numbers)
    return Installed(stored, tuple(faults), tuple(revised))


def _list_stored() -> QuerySet[InstrumentVersion]:
    return InstrumentVersion.objects.filter(government=None, by=None).order_by("pk")


def _store(entry: Entry, *, is_own: bool) -> Iterator[Fault]:
    """What stands against the file; where nothing does, it is stored afterwards."""
    loaded = _load(entry)
    if loaded and _is_stored(loaded):
        return
    errors = _list_errors(entry) if is_own or not loaded else []
    yield from errors
    if loaded and not errors:
        try:
            cases = _read_cases(entry.cases)
            store_version(by=None, content=loaded.content, cases=cases, may_revise=not is_own)
        except UserError:
            yield taken_fault(entry)


def _load(entry: Entry) -> Loaded | None:
    """The instrument, or None where the format refuses the file."""
    try:
        return load(entry)
    except InvalidInput:
        return None


def _is_stored(loaded: Loaded) -> bool:
    return InstrumentVersion.objects.filter(sha256=loaded.sha256, government=None).exists()


def _list_errors(entry: Entry) -> list[Fault]:
    """All that refuses the file, with its place."""
    try:
        return [fault for fault in check(entry) if is_error(fault)]
    except InvalidInput as error:
        return list(error.faults)


def _read_cases(path: Path) -> list[Any]:
    """The worked cases of a file as plain data; none where there is no file."""
    return list(plain_data(read(path).data)) if path.is_file() else []
