"""Instrument versions: stored byte for byte, read back as the core knows them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.bridges import store_bridges
from tilik.actions.permissions import require
from tilik.core.document import build, named_kinds
from tilik.core.errors import InvalidInput, UserError
from tilik.core.instrument import Instrument
from tilik.library.canonical import canonical_bytes
from tilik.library.emit import plain_data
from tilik.library.lint import check_text, is_error
from tilik.library.load import load as load_file
from tilik.library.load import load_text, versions
from tilik.library.source import read
from tilik.records.models import Government, InstrumentVersion, Round, RoundUnit, Unit, User
from tilik.records.models.instrument import Origin
from tilik.records.queries.documents import get_year


def store_version(
    *,
    by: User | None,
    content: bytes,
    government: Government | None = None,
    report: Sequence[Mapping[str, Any]] = (),
    cases: Sequence[Mapping[str, Any]] = (),
) -> InstrumentVersion:
    """The stored version of these canonical bytes; the same bytes are stored once.

    `cases` are its worked examples, for readers; the tests hold them.

    `by` None is the installation itself (shipped instruments); a person uploads for a government.
    Raises PermissionDenied, UserError("instrument-not-canonical" | "instrument-version-taken").
    """
    if by is not None:
        require(by, "instrument.upload", government=government)
    document = _read_canonical(content)
    sha = hashlib.sha256(content).hexdigest()
    with audit.writing(government):
        found = InstrumentVersion.objects.filter(sha256=sha).first()
        if found:
            return found
        _refuse_taken(document, by)
        version = InstrumentVersion.objects.create(
            government=government,
            code=document["code"],
            version=str(document["version"]),
            sha256=sha,
            canonical=content,
            rule_semantics=document["tilik"],
            origin=Origin.UPLOADED if by else Origin.SHIPPED,
            lint_report=list(report),
            cases=list(cases),
            by=by,
            at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="instrument.store",
            target=version,
            government=government,
            diff={"sha256": [None, sha], "code": [None, version.code]},
        )
    return version


def store_shipped() -> list[InstrumentVersion]:
    """Every version that comes with Tilik, stored with its worked cases and bridges.

    The file of one that is stored already is not read again: a version's bytes never change.
    """
    shipped = InstrumentVersion.objects.filter(origin=Origin.SHIPPED).order_by("pk")
    held = set(shipped.values_list("code", "version"))
    for entry in versions():
        if (entry.code, str(entry.version)) not in held:
            content, cases = load_file(entry).content, _read_cases(entry.cases)
            store_version(by=None, content=content, cases=cases)
    stored = list(shipped.all())
    for version in stored:
        store_bridges(by=None, version=version)
    return stored


def _read_cases(path: Path) -> list[Any]:
    """The worked cases of a file as plain data; none where there is no file."""
    return list(plain_data(read(path).data)) if path.is_file() else []


def upload_version(
    *, by: User, government: Government | None, text: str, name: str
) -> InstrumentVersion:
    """The stored version of an instrument file, with what the linter remarked.

    Raises PermissionDenied, InvalidInput with all errors of the linter, UserError.
    """
    require(by, "instrument.upload", government=government)
    faults = check_text(text, name)
    errors = [fault for fault in faults if is_error(fault)]
    if errors:
        raise InvalidInput(errors)
    report = [{"code": f.code, "where": f.where, "facts": dict(f.facts)} for f in faults]
    content = load_text(text, name).content
    with audit.writing(government):
        version = store_version(by=by, content=content, government=government, report=report)
        store_bridges(by=by, version=version)
    return version


def load_for(round: Round, *, variant: str = "", kind: str = "") -> Instrument:
    """The round's instrument for its year, a variant (default: the round's), a kind of unit."""
    version = round.instrument_version
    return load(version, variant=variant or round.variant, year=get_year(round), kind=kind)


def load_for_unit(round: Round, unit: Unit | None, *, variant: str = "") -> Instrument:
    """The round's instrument for the kind of unit it was when the round began."""
    kinds = RoundUnit.objects.filter(round=round, unit=unit).values_list("kind", flat=True)
    return load_for(round, variant=variant, kind=next(iter(kinds), "") if unit else "")


def load_for_units(round: Round, *, variant: str = "") -> dict[str, Instrument]:
    """The instrument of every unit of the round, by its code; "" is the government's own."""
    rows = RoundUnit.objects.filter(round=round).values_list("unit__code", "kind")
    return {code: load_for(round, variant=variant, kind=kind) for code, kind in (("", ""), *rows)}


def load(
    version: InstrumentVersion, *, variant: str = "", year: int | None = None, kind: str = ""
) -> Instrument:
    """The instrument as the core knows it; kept in memory, for its bytes never change."""
    return _load(version.sha256, variant, year, kind if kind in _kinds(version.sha256) else "")


@lru_cache(maxsize=32)
def _kinds(sha: str) -> frozenset[str]:
    """The kinds of unit the instrument tells apart: a hundred others share one object."""
    return named_kinds(InstrumentVersion.objects.get(sha256=sha).document)


@lru_cache(maxsize=128)
def _load(sha: str, variant: str, year: int | None, kind: str) -> Instrument:
    version = InstrumentVersion.objects.get(sha256=sha)
    return build(version.document, variant, year, kind)


def _read_canonical(content: bytes) -> dict[str, Any]:
    """The document. Raises UserError where the bytes are not its canonical form."""
    try:
        document: Any = json.loads(content)
        is_canonical = canonical_bytes(document) == content
    except ValueError as error:
        raise UserError("instrument-not-canonical") from error
    is_document = isinstance(document, dict) and {"code", "version", "tilik"} <= set(document)
    if not is_canonical or not is_document:
        raise UserError("instrument-not-canonical")
    return dict(document)


def _refuse_taken(document: Mapping[str, Any], by: User | None) -> None:
    """Nothing. Raises UserError where another text goes by that code and version.

    A published version is never edited; only what ships with a newer Tilik may mend an erratum.
    """
    same = InstrumentVersion.objects.filter(code=document["code"], version=str(document["version"]))
    if by is not None and same.exists():
        raise UserError(
            "instrument-version-taken", code=document["code"], version=document["version"]
        )
