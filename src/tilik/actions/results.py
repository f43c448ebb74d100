"""The one place where instrument, answers and the calculation meet, and what comes out is stored.

A result is stored with the instrument's version and hash, the formula variant, the code
version and a digest of the answers, so that anybody can compute it again. It is never
rewritten: where nothing changed, nothing is stored.
"""

import hashlib
import json
import uuid
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from tilik import __version__
from tilik.actions.collecting import Collected, claimed, collect
from tilik.actions.instruments import load_for_units
from tilik.core.answers import Answer, Sheet, counted
from tilik.core.document import variant_names
from tilik.core.export import answer_data, band_data, rollup_data, tree_data
from tilik.core.instrument import Instrument
from tilik.core.numbers import decimal_text, ratio_text
from tilik.core.results import Outcome, Result, score_government, score_unit
from tilik.records import models

BASES = ("claim", "desk", "field", "final")
OWN = ""
NOTHING = Collected((), {}, 0)
Digests = dict[tuple[str, str, str, str], str]


@dataclass(frozen=True, slots=True)
class Run:
    """One computation of a round: what every row it stores has in common."""

    round: models.Round
    by: models.User | None
    at: datetime
    uuid: uuid.UUID
    stored: Digests
    rows: list[models.Result]


def compute(*, round: models.Round, by: models.User | None, at: datetime) -> int:
    """Computes the results of a round that changed; returns how many rows were stored."""
    version = round.instrument_version
    run = Run(round, by, at, uuid.uuid4(), _stored_digests(round), [])
    names = variant_names(version.document)
    default = round.variant or names[0]
    collected = collect(round, load_for_units(round))
    for basis in BASES:
        for variant in dict.fromkeys([default, *(names if basis == "final" else ())]):
            _compute(run, collected, variant, basis)
    with transaction.atomic():
        models.Result.objects.bulk_create(run.rows, batch_size=200)
    return len(run.rows)


def _compute(run: Run, collected: Mapping[str, Collected], variant: str, basis: str) -> None:
    instruments = load_for_units(run.round, variant=variant)
    own = collected.get(OWN, NOTHING).answers
    units = list(run.round.round_units.select_related("unit"))
    results: dict[str, Result] = {}
    digests: dict[str, str] = {}
    for member in units:
        code = member.unit.code
        instrument, found = instruments[code], collected.get(code, NOTHING)
        answers = _of_basis(run.round, instrument, member, found.answers, basis)
        sheet = {**counted(answers, basis), **_shared(instrument, own)}
        results[code] = result = score_unit(instrument, sheet, code)
        digests[code] = _digest(sheet.values())
        tree, inputs = tree_data(result.tree), _inputs(found, sheet)
        row = _Row("unit", basis, variant, result.outcome, tree, digests[code], inputs)
        _keep(run, instrument, row, unit=member.unit)
    _roll_ups(run, instruments[OWN], variant, basis, units, results, own, digests)


def _inputs(found: Collected, sheet: Sheet) -> dict[str, Any]:
    """The revisions that count, by item, and how many respondents there were."""
    entered = {
        str(key): sorted(found.revisions[row] for row in rows if row in found.revisions)
        for key, rows in sheet.items()
    }
    revisions = {key: ids for key, ids in entered.items() if ids}
    return {"revisions": revisions, "responses": found.responses}


def _shared(instrument: Instrument, own: Sequence[Answer]) -> Sheet:
    """What the government says of itself, where the unit's instrument asks for it."""
    asked = [a for a in own if a.key in instrument.items]
    return {k: rows for k, rows in counted(asked).items() if instrument.items[k].of_government}


def _of_basis(
    round_: models.Round,
    instrument: Instrument,
    member: models.RoundUnit,
    answers: Sequence[Answer],
    basis: str,
) -> list[Answer]:
    document = round_.instrument_version.document
    forms = frozenset(str(form["code"]) for form in forms_for(document, member))
    kept = [a for a in answers if a.form in forms]
    return claimed(instrument, kept, forms) if basis == "claim" else kept


def forms_for(document: Mapping[str, Any], member: models.RoundUnit) -> list[Mapping[str, Any]]:
    """The forms that hold for a unit in a round: those of its channel and of every channel."""
    channel = member.form_variant
    return [
        form
        for form in document["forms"]
        if not channel or not form.get("channel") or form["channel"] == channel
    ]


def _roll_ups(
    run: Run,
    instrument: Instrument,
    variant: str,
    basis: str,
    units: Sequence[models.RoundUnit],
    results: Mapping[str, Result],
    own: Sequence[Answer],
    digests: Mapping[str, str],
) -> None:
    groups: dict[str, list[str]] = {"": [member.unit.code for member in units]}
    for member in units:
        if member.sector:
            groups.setdefault(member.sector, []).append(member.unit.code)
    for sector, codes in groups.items():
        inputs = () if sector else own
        rolled = score_government(instrument, [results[code] for code in codes], inputs)
        if rolled is not None:
            tree = rollup_data(instrument, rolled) or {}
            digest = _digest_of([*(digests[code] for code in codes), _digest([inputs])])
            scope = "sector" if sector else "government"
            row = _Row(scope, basis, variant, rolled.outcome, tree, digest, {})
            _keep(run, instrument, row, sector=sector)


@dataclass(frozen=True, slots=True)
class _Row:
    scope: str
    basis: str
    variant: str
    outcome: Outcome
    tree: Mapping[str, Any]
    digest: str
    inputs: Mapping[str, Any]


def _keep(
    run: Run,
    instrument: Instrument,
    row: _Row,
    unit: models.Unit | None = None,
    sector: str = "",
) -> None:
    """Adds the row to the run, unless the same one is the latest stored."""
    place = (row.scope, unit.code if unit else sector, row.basis, row.variant)
    digest = _digest_of([row.digest, run.round.instrument_version.sha256, __version__])
    if run.stored.get(place) == digest:
        return
    outcome = row.outcome
    run.rows.append(
        models.Result(
            government_id=run.round.government_id,
            run=run.uuid,
            round=run.round,
            scope=row.scope,
            unit=unit,
            sector=sector,
            basis=row.basis,
            variant=row.variant,
            numerator=None if outcome.value is None else str(outcome.value.numerator),
            denominator=None if outcome.value is None else str(outcome.value.denominator),
            low=ratio_text(outcome.low),
            high=ratio_text(outcome.high),
            rounded=_rounded(outcome.rounded, instrument.decimals),
            grades=[band_data(band) | _suffix(outcome) for band in outcome.bands],
            status=sorted(outcome.status),
            inputs=row.inputs,
            inputs_sha=digest,
            instrument_version=run.round.instrument_version,
            instrument_sha=run.round.instrument_version.sha256,
            code_version=__version__,
            tree=zlib.compress(_canonical(row.tree)),
            by=run.by,
            at=run.at,
        )
    )


def _suffix(outcome: Outcome) -> dict[str, Any]:
    return {"suffix": dict(outcome.suffix)} if outcome.suffix else {}


def _rounded(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else decimal_text(value, decimals)


def _stored_digests(round_: models.Round) -> Digests:
    """The digest of the latest result of every place (scope, name, basis, variant)."""
    rows = models.Result.objects.filter(round=round_).order_by("pk")
    fields = ("scope", "unit__code", "sector", "basis", "variant", "inputs_sha")
    return {
        (scope, unit or sector, basis, variant): sha
        for scope, unit, sector, basis, variant, sha in rows.values_list(*fields)
    }


def _canonical(data: Any) -> bytes:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(answers: Iterable[Iterable[Answer]]) -> str:
    rows = sorted(_canonical(answer_data(answer)) for each in answers for answer in each)
    return hashlib.sha256(b"\n".join(rows)).hexdigest()


def _digest_of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
