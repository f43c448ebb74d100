"""Instrument versions: stored byte for byte, read back as the core knows them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.bridges import store_bridges
from tilik.actions.permissions import require
from tilik.core.document import build, named_channels, named_kinds
from tilik.core.errors import InvalidInput, UserError
from tilik.core.instrument import Instrument
from tilik.library.canonical import canonical_bytes
from tilik.library.lint import check_text, is_error
from tilik.library.load import load_text
from tilik.records.models import Government, InstrumentVersion, Round, RoundUnit, Unit, User
from tilik.records.models.instrument import Origin
from tilik.records.queries.documents import get_document, get_year
from tilik.records.queries.people import of_or_for_all


def store_version(
    *,
    by: User | None,
    content: bytes,
    government: Government | None = None,
    report: Sequence[Mapping[str, Any]] = (),
    cases: Sequence[Mapping[str, Any]] = (),
    may_revise: bool = False,
) -> InstrumentVersion:
    """The stored version of these canonical bytes; the same bytes are stored once for one reader.

    Identity is the fingerprint; a government sees its own and those for all, so what another one
    uploaded is stored for it again. `cases` are its worked examples, for readers. `may_revise`: a
    shipped text may follow a shipped one under its number; what was begun with that keeps it.
    `by` None is the installation itself (shipped instruments); a person uploads for a government.
    Raises PermissionDenied, UserError("instrument-not-canonical" | "instrument-version-taken").
    """
    if by is not None:
        require(by, "instrument.upload", government=government)
    document = _read_canonical(content)
    sha = hashlib.sha256(content).hexdigest()
    with audit.writing(government):
        visible = InstrumentVersion.objects.filter(of_or_for_all(government))
        if found := visible.filter(sha256=sha).order_by("pk").first():
            return found
        _refuse_taken(document, visible, may_revise=may_revise)
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
        if version.government == government:
            store_bridges(by=by, version=version)
    return version


def load_for(round: Round, *, variant: str = "", kind: str = "", channel: str = "") -> Instrument:
    """The round's instrument for its year, a variant (default: the round's), a kind, a channel."""
    version, year = round.instrument_version, get_year(round)
    return load(version, variant=variant or round.variant, year=year, kind=kind, channel=channel)


def load_for_unit(round: Round, unit: Unit | None, *, variant: str = "") -> Instrument:
    """The round's instrument for the kind of unit it was when the round began, and its channel."""
    rows = RoundUnit.objects.filter(round=round, unit=unit).values_list("kind", "form_variant")
    kind, channel = next(iter(rows), ("", "")) if unit else ("", "")
    return load_for(round, variant=variant, kind=kind, channel=channel)


def load_for_units(round: Round, *, variant: str = "") -> dict[str, Instrument]:
    """The instrument of every unit of the round, by its code; "" is the government's own."""
    rows = RoundUnit.objects.filter(round=round).values_list("unit__code", "kind", "form_variant")
    return {
        code: load_for(round, variant=variant, kind=kind, channel=channel)
        for code, kind, channel in (("", "", ""), *rows)
    }


def load(
    version: InstrumentVersion,
    *,
    variant: str = "",
    year: int | None = None,
    kind: str = "",
    channel: str = "",
) -> Instrument:
    """The instrument as the core knows it; kept in memory, for its bytes never change."""
    kinds, channels = _told_apart(version.sha256)
    kind, channel = kind if kind in kinds else "", channel if channels else ""
    return _load(version.sha256, variant, year, kind, channel)


@lru_cache(maxsize=32)
def _told_apart(sha: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of unit and channels the instrument tells apart: a hundred others share one object."""
    document = get_document(sha)
    return named_kinds(document), named_channels(document)


@lru_cache(maxsize=128)
def _load(sha: str, variant: str, year: int | None, kind: str, channel: str) -> Instrument:
    return build(get_document(sha), variant, year, kind, channel)


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


def _refuse_taken(
    document: Mapping[str, Any], visible: QuerySet[InstrumentVersion], *, may_revise: bool
) -> None:
    """Nothing. Raises UserError where another text goes by that code and version.

    A published version is never edited: an erratum is a new version.
    """
    taken = visible.filter(code=document["code"], version=str(document["version"]))
    if may_revise:
        taken = taken.exclude(origin=Origin.SHIPPED)
    if taken.exists():
        raise UserError(
            "instrument-version-taken", code=document["code"], version=document["version"]
        )
