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
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db import transaction

from tilik import __version__
from tilik.actions.collecting import Collected, collect
from tilik.actions.instruments import load_for, load_for_units
from tilik.actions.marks import MARK, find_changed, read_marks
from tilik.core.answers import BASES, Answer, Sheet, counted
from tilik.core.export import answer_data, band_data, rollup_data, tree_data
from tilik.core.instrument import Instrument
from tilik.core.numbers import decimal_text, ratio_text
from tilik.core.results import Outcome, Part, Result, as_part, own_inputs, roll_up, score_unit
from tilik.core.rounds import Leg, claimed, get_shared, list_forms, list_legs
from tilik.records import models
from tilik.records.queries.freezes import get_standing
from tilik.records.queries.results import find_newest

OWN = ""
NOTHING = Collected((), {}, 0)
ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
AT_ONCE = 50
"""So many units are read at once: the answers of all may be a million."""

Scored = tuple[Result, bytes]
"""A result and its tree as it is stored."""


@dataclass(frozen=True, slots=True)
class Known:
    """What one unit brings to the roll-ups: the digest of what it rests on, and its parts."""

    sha: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One computation of a round: what every row it stores has in common."""

    round: models.Round
    by: models.User | None
    at: datetime
    uuid: uuid.UUID
    legs: tuple[Leg, ...]
    instruments: Mapping[str, Mapping[str, Instrument]]
    marks: Mapping[int, str]
    stored: Mapping[tuple[str, str, str, str], Known]
    services: Mapping[tuple[int, str], models.Service]
    rows: list[models.Result]


def compute(*, round: models.Round, by: models.User | None, at: datetime) -> int:
    """Computes the results of a round that changed; returns how many rows were stored.

    Only the answers of units with anything new are read; of the others the stored results count.
    Those of a frozen round stand as they are.
    """
    if get_standing(round):
        return 0
    members = list(round.round_units.select_related("unit"))
    run = _begin(round, by, at, members)
    changed = find_changed(round, run.marks)
    if load_for(round).rollup_over != "units":
        changed = set(run.marks)  # the parts of a product are not stored
    legs: dict[Leg, dict[str, Known]] = {leg: {} for leg in run.legs}
    for member in members:
        if member.unit_id not in changed:
            for leg in run.legs:
                legs[leg][member.unit.code] = run.stored["unit", member.unit.code, *leg]
    fresh = [member for member in members if member.unit_id in changed]
    for start in range(0, len(fresh), AT_ONCE):
        _compute_units(run, fresh[start : start + AT_ONCE], legs)
    own = collect(round, run.instruments[run.legs[0][1]], ()).get(OWN, NOTHING).answers
    for leg in run.legs:
        _roll_ups(run, leg, members, legs[leg], own)
    run.rows.sort(key=lambda row: run.legs.index((row.basis, row.variant)))
    with transaction.atomic():
        models.Result.objects.bulk_create(run.rows, batch_size=200)
    return len(run.rows)


def _begin(
    round_: models.Round,
    by: models.User | None,
    at: datetime,
    members: Sequence[models.RoundUnit],
) -> Run:
    legs = list_legs(round_.instrument_version.document, round_.variant)
    variants = dict.fromkeys(variant for _basis, variant in legs)
    return Run(
        round=round_,
        by=by,
        at=at,
        uuid=uuid.uuid4(),
        legs=legs,
        instruments={name: load_for_units(round_, variant=name) for name in variants},
        marks=read_marks(round_, members, __version__),
        stored=_read_stored(round_),
        services=_read_services(members),
        rows=[],
    )


def _compute_units(
    run: Run, members: Sequence[models.RoundUnit], legs: Mapping[Leg, dict[str, Known]]
) -> None:
    instruments = run.instruments[run.legs[0][1]]
    collected = collect(run.round, instruments, [member.unit_id for member in members])
    own = collected.get(OWN, NOTHING).answers
    for member in members:
        code = member.unit.code
        instrument, found = instruments[code], collected.get(code, NOTHING)
        shared = get_shared(instrument, own)
        scored: dict[tuple[str, str], Scored] = {}
        for basis in BASES:
            answers = _of_basis(run.round, instrument, member, found.answers, basis)
            sheet = {**counted(answers, basis), **shared}
            digest, inputs = _digest(sheet.values()), _inputs(found, sheet)
            inputs[MARK] = run.marks[member.unit_id]
            for leg in (leg for leg in run.legs if leg[0] == basis):
                legs[leg][code] = _compute_unit(run, leg, member, sheet, digest, inputs, scored)


def _compute_unit(
    run: Run,
    leg: Leg,
    member: models.RoundUnit,
    sheet: Sheet,
    digest: str,
    inputs: Mapping[str, Any],
    scored: dict[tuple[str, str], Scored],
) -> Known:
    """What is known of the unit now; `scored` are its results by variant and digest."""
    code, variant = member.unit.code, leg[1]
    instrument = run.instruments[variant][code]
    sha = _seal(run, digest)
    stored = run.stored.get(("unit", code, *leg))
    is_stored = stored is not None and stored.sha == sha
    if stored and is_stored and instrument.rollup_over == "units":
        return stored
    if (variant, digest) not in scored:
        made = score_unit(instrument, sheet, code)
        scored[variant, digest] = made, _pack(tree_data(made.tree))
    result, tree = scored[variant, digest]
    if not is_stored:
        row = _Row("unit", *leg, result.outcome, tree, sha, inputs)
        _keep(run, instrument, row, unit=member.unit)
        _keep_services(run, instrument, row, member, result.services, sheet)
    parts = (result,) if instrument.rollup_over == "units" else result.services or (result,)
    return Known(sha, tuple(map(as_part, parts)))


def _keep_services(
    run: Run,
    instrument: Instrument,
    whole: "_Row",
    member: models.RoundUnit,
    services: Sequence[Result],
    sheet: Sheet,
) -> None:
    """Adds the result of each of a unit's services, where it has several, to the unit's run."""
    for made in services:
        rows = [row for each in sheet.values() for row in each if row.service == made.service]
        inputs = {
            "revisions": whole.inputs["revisions"],
            "responses": len({row.respondent for row in rows if row.respondent}),
        }
        row = replace(
            whole,
            scope="service",
            outcome=made.outcome,
            tree=_pack(tree_data(made.tree)),
            inputs=inputs,
        )
        service = run.services[member.unit_id, made.service]
        _keep(run, instrument, row, unit=member.unit, service=service)


def _inputs(found: Collected, sheet: Sheet) -> dict[str, Any]:
    """The revisions that count, by item, and how many respondents there were."""
    entered = {
        str(key): sorted(found.revisions[row] for row in rows if row in found.revisions)
        for key, rows in sheet.items()
    }
    revisions = {key: ids for key, ids in entered.items() if ids}
    return {"revisions": revisions, "responses": found.responses}


def _of_basis(
    round_: models.Round,
    instrument: Instrument,
    member: models.RoundUnit,
    answers: Sequence[Answer],
    basis: str,
) -> list[Answer]:
    document = round_.instrument_version.document
    forms = frozenset(str(form["code"]) for form in list_forms(document, member.form_variant))
    kept = [a for a in answers if a.form in forms]
    return claimed(instrument, kept, forms) if basis == "claim" else kept


def _roll_ups(
    run: Run,
    leg: Leg,
    members: Sequence[models.RoundUnit],
    known: Mapping[str, Known],
    own: Sequence[Answer],
) -> None:
    """Nothing; the sectors and the government over their units, where any of them changed."""
    instrument = run.instruments[leg[1]][OWN]
    groups: dict[str, list[Known]] = {"": [known[member.unit.code] for member in members]}
    for member in members:
        if member.sector:
            groups.setdefault(member.sector, []).append(known[member.unit.code])
    for sector, inside in groups.items():
        inputs = () if sector else own
        scope = "sector" if sector else "government"
        sha = _seal(run, _digest_of([*(each.sha for each in inside), _digest([inputs])]))
        stored = run.stored.get((scope, sector, *leg))
        if not inside or (stored and stored.sha == sha):
            continue
        parts = [part for each in inside for part in each.parts]
        rolled = roll_up(instrument, parts, own_inputs(instrument, inputs))
        tree = _pack(rollup_data(instrument, rolled) or {})
        _keep(run, instrument, _Row(scope, *leg, rolled.outcome, tree, sha, {}), sector=sector)


@dataclass(frozen=True, slots=True)
class _Row:
    scope: str
    basis: str
    variant: str
    outcome: Outcome
    tree: bytes
    sha: str
    inputs: Mapping[str, Any]


def _keep(
    run: Run,
    instrument: Instrument,
    row: _Row,
    unit: models.Unit | None = None,
    sector: str = "",
    service: models.Service | None = None,
) -> None:
    """Adds the row to the run."""
    outcome = row.outcome
    run.rows.append(
        models.Result(
            government_id=run.round.government_id,
            run=run.uuid,
            round=run.round,
            scope=row.scope,
            unit=unit,
            service=service,
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
            inputs_sha=row.sha,
            instrument_version=run.round.instrument_version,
            instrument_sha=run.round.instrument_version.sha256,
            code_version=__version__,
            tree=row.tree,
            by=run.by,
            at=run.at,
        )
    )


def _suffix(outcome: Outcome) -> dict[str, Any]:
    return {"suffix": dict(outcome.suffix)} if outcome.suffix else {}


def _rounded(value: Fraction | None, decimals: int) -> str | None:
    return None if value is None else decimal_text(value, decimals)


def _read_services(members: Sequence[models.RoundUnit]) -> dict[tuple[int, str], models.Service]:
    """The services of these units, by unit and code."""
    found = models.Service.objects.filter(unit__in=[member.unit_id for member in members])
    return {(service.unit_id, service.code): service for service in found}


def _read_stored(round_: models.Round) -> dict[tuple[str, str, str, str], Known]:
    """The latest result of every place (scope, name, basis, variant) as a roll-up takes it in."""
    fields = ("scope", "unit__code", "sector", "basis", "variant", "inputs_sha")
    numbers = ("numerator", "denominator", "low", "high", "status")
    wholes = models.Result.objects.filter(round=round_).exclude(scope="service")
    rows = find_newest(wholes).values_list(*fields, *numbers)
    return {
        (scope, unit or sector, basis, variant): Known(sha, (_make_part(unit or "", *figures),))
        for scope, unit, sector, basis, variant, sha, *figures in rows
    }


def _make_part(
    unit: str,
    numerator: str | None,
    denominator: str | None,
    low: str | None,
    high: str | None,
    status: Sequence[str],
) -> Part:
    return Part(
        unit=unit,
        value=None if numerator is None else Fraction(f"{numerator}/{denominator}"),
        low=None if low is None else Fraction(low),
        high=None if high is None else Fraction(high),
        status=frozenset(status),
    )


def _seal(run: Run, digest: str) -> str:
    """The digest of all that a result rests on: answers, instrument and code."""
    return _digest_of([digest, run.round.instrument_version.sha256, __version__])


def _pack(tree: Mapping[str, Any]) -> bytes:
    """The tree as it is stored."""
    return zlib.compress(_canonical(tree))


def _canonical(data: Any) -> bytes:
    return ENCODER.encode(data).encode()


@lru_cache(maxsize=8192)
def _write(answer: Answer) -> bytes:
    """The answer as it goes into digests; the bases of a unit share most of theirs."""
    return _canonical(answer_data(answer))


def _digest(answers: Iterable[Iterable[Answer]]) -> str:
    rows = sorted(_write(answer) for each in answers for answer in each)
    return hashlib.sha256(b"\n".join(rows)).hexdigest()


def _digest_of(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
