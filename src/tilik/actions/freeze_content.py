"""What a freeze holds of a round: everything that decided its results, and no personal value.

People stand as keyed digests, free texts as fingerprints; `library.freeze_file` reads it back.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tilik import __version__
from tilik.actions import audit
from tilik.actions.collecting import collect
from tilik.actions.instruments import load_for_units
from tilik.actions.ledger import read_deciding
from tilik.core.answers import Answer
from tilik.core.export import answer_data
from tilik.core.instrument import Instrument
from tilik.core.rounds import list_legs
from tilik.library.freeze_file import FREEZE
from tilik.records.models import (
    Adjudication,
    AuditEvent,
    EvidenceLink,
    Finding,
    Freeze,
    Objection,
    Result,
    ReturnNote,
    Round,
    Sheet,
    Visit,
    VisitEntry,
)
from tilik.records.models import (
    Answer as StoredAnswer,
)
from tilik.records.models.visit import EntryKind
from tilik.records.queries.documents import get_year
from tilik.records.queries.results import find_newest

Data = dict[str, Any]
WORDS = "text"
PERSON = 16
"""So many letters of a person's digest: enough to tell people apart within a round."""


def make_content(round: Round, *, previous: Freeze | None, reason: str, at: datetime) -> Data:
    """The round as it stands now, as plain data."""
    version = round.instrument_version
    last = AuditEvent.objects.filter(chain=f"government:{round.government_id}").last()
    return {
        "kind": FREEZE,
        "code_version": __version__,
        "n": previous.n + 1 if previous else 1,
        "previous_sha256": previous.sha256 if previous else "",
        "reason_sha256": say_text(reason),
        "frozen_at": at.isoformat(),
        "government": round.government.code_kemendagri,
        "audit": {"n": last.n, "sha256": last.sha256} if last else None,
        "instrument": {
            "code": version.code,
            "version": str(version.version),
            "sha256": version.sha256,
            "document": version.document,
        },
        **describe(round),
    }


def describe(round: Round) -> Data:
    """All of the round that must not change while it is frozen."""
    ledger = read_deciding(round)
    return {
        "round": {
            "uuid": str(round.client_uuid),
            "title": round.title,
            "scheme": round.scheme,
            "start": round.period_start.isoformat(),
            "end": round.period_end.isoformat(),
            "year": get_year(round),
            "variant": round.variant,
            "is_example": round.is_example,
        },
        "phases": [
            [phase.code, phase.stage, phase.starts_at.isoformat(), phase.ends_at.isoformat()]
            for phase in round.phases.order_by("n")
        ],
        "units": [
            {
                "code": row.unit.code,
                "name": row.name,
                "kind": row.kind,
                "channel": row.form_variant,
                "sector": row.sector,
                "is_lokus": row.is_lokus,
                "extended_until": _say_time(row.extended_until),
            }
            for row in round.round_units.select_related("unit").order_by("pk")
        ],
        "answers": _list_answers(round),
        "sheets": _list_sheets(round),
        "findings": _list_findings(round),
        "decisions": _list_decisions(round),
        "clarification": _list_replies(round),
        "evidence": _list_evidence(round),
        "visits": _list_visits(round),
        "results": _list_results(round),
        **({"oversight": ledger} if ledger else {}),
    }


def say_text(text: str) -> str:
    """The fingerprint of a free text; empty where there is none."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def say_person(key: int | None) -> str:
    """The digest that stands for a person; empty where there is nobody."""
    return (audit.digest(f"user:{key}") or "")[:PERSON] if key else ""


def _say_time(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _list_answers(round: Round) -> list[Data]:
    """Every answer of every stage as the calculation reads it, respondents numbered."""
    instruments = load_for_units(round)
    members = list(round.round_units.values_list("unit", flat=True).order_by("pk"))
    collected = collect(round, instruments, members)
    seats: dict[str, str] = {
        str(pk): say_person(user)
        for pk, user in Sheet.objects.filter(round=round).values_list("seat", "seat__user")
    }
    numbers: dict[str, str] = {}
    rows = []
    for unit, found in sorted(collected.items()):
        for answer in found.answers:
            row = _say_answer(answer, instruments[unit])
            if answer.evaluator:
                row["evaluator"] = f"{seats[answer.evaluator]}.{answer.evaluator}"
            if answer.respondent:
                row["respondent"] = numbers.setdefault(answer.respondent, str(len(numbers) + 1))
            rows.append(row)
    return rows


def _say_answer(answer: Answer, instrument: Instrument) -> Data:
    """The answer as data; of a free text its fingerprint."""
    row: Data = dict(answer_data(answer))
    if "value" in row and instrument.items[answer.key].kind == WORDS:
        row["value"] = say_text(row["value"])
    return row


def _list_sheets(round: Round) -> list[Data]:
    """Each sheet: who sent and approved it when, and who entered what stands on it when."""
    entries: dict[int, list[list[Any]]] = {}
    standing = StoredAnswer.objects.filter(sheet__round=round).order_by("sheet", "item")
    fields = ("sheet", "item", "at", "revision__by", "revision__note", "revision__on_behalf")
    for sheet, item, at, by, note, on_behalf in standing.values_list(*fields):
        entry = [item, at.isoformat(), say_person(by), say_text(note), on_behalf]
        entries.setdefault(sheet, []).append(entry)
    sheets = Sheet.objects.filter(round=round).select_related("unit", "service", "seat")
    return [
        {
            "unit": sheet.unit.code if sheet.unit else "",
            "service": sheet.service.code if sheet.service else "",
            "form": sheet.form,
            "stage": sheet.stage,
            "evaluator": say_person(sheet.seat.user_id) if sheet.seat else "",
            "sent": [say_person(sheet.sent_by_id), _say_time(sheet.sent_at)],
            "approved": [say_person(sheet.approved_by_id), _say_time(sheet.approved_at)],
            "set_aside_at": _say_time(sheet.set_aside_at),
            "entries": entries.get(sheet.pk, []),
        }
        for sheet in sheets.order_by("pk")
    ]


def _list_findings(round: Round) -> list[Data]:
    findings = Finding.objects.filter(sheet__round=round).order_by("sheet", "item")
    notes: dict[int | None, list[list[str]]] = {}
    for note in ReturnNote.objects.filter(round=round, finding__isnull=False).order_by("pk"):
        said = [say_person(note.by_id), _say_time(note.at), say_text(note.reason)]
        notes.setdefault(note.finding_id, []).append(said)
    return [
        {
            "unit": finding.sheet.unit.code if finding.sheet.unit else "",
            "service": finding.sheet.service.code if finding.sheet.service else "",
            "form": finding.sheet.form,
            "item": finding.item,
            "stage": finding.sheet.stage,
            "suggested": finding.suggested,
            "row": (finding.trace or {}).get("row"),
            "returned": [
                say_person(finding.returned_by_id),
                _say_time(finding.returned_at),
                say_text(finding.return_reason),
            ],
            **({"returned_before": before} if (before := notes.get(finding.pk, [])[:-1]) else {}),
        }
        for finding in findings.select_related("sheet__unit", "sheet__service")
    ]


def _list_decisions(round: Round) -> list[Data]:
    settled = Adjudication.objects.filter(round=round).select_related("unit", "service")
    return [
        {
            "unit": each.unit.code if each.unit else "",
            "service": each.service.code if each.service else "",
            "form": each.form,
            "item": each.item,
            "chosen": each.chosen,
            "reason_sha256": say_text(each.reason),
            "by": say_person(each.by_id),
            "at": each.at.isoformat(),
        }
        for each in settled.order_by("pk")
    ]


def _list_replies(round: Round) -> list[Data]:
    replies = Objection.objects.filter(finding__sheet__round=round).order_by("pk")
    return [
        {
            "unit": reply.finding.sheet.unit.code if reply.finding.sheet.unit else "",
            "service": reply.finding.sheet.service.code if reply.finding.sheet.service else "",
            "form": reply.finding.sheet.form,
            "item": reply.finding.item,
            "agrees": reply.agrees,
            "reason_sha256": say_text(reply.reason),
            "by": say_person(reply.by_id),
            "at": reply.at.isoformat(),
            "decision": reply.decision or "",
            "decision_reason_sha256": say_text(reply.decision_reason),
            "decided": [say_person(reply.decided_by_id), _say_time(reply.decided_at)],
        }
        for reply in replies.select_related("finding__sheet__unit", "finding__sheet__service")
    ]


def _list_evidence(round: Round) -> list[Data]:
    """Each piece of evidence with the fingerprint of every version of its document."""
    links = EvidenceLink.objects.filter(round=round).select_related("unit").order_by("pk")
    return [
        {
            "unit": link.unit.code if link.unit else "",
            "form": link.form,
            "item": link.item,
            "slot": link.slot,
            "page": link.page,
            "status": link.status,
            "withdrawn_at": _say_time(link.withdrawn_at),
            "versions": [
                [version.n, version.sha256]
                for version in sorted(link.document.versions.all(), key=lambda each: each.n)
            ],
        }
        for link in links.prefetch_related("document__versions")
    ]


def read_erased(round: Round) -> dict[str, str]:
    """The fingerprints of erased photos by the key of their entry, from the trail."""
    events = AuditEvent.objects.filter(round=round, verb="visit.erase")
    rows = events.values_list("object_id", "diff__sha256")
    return {key: pair[0] for key, pair in rows if pair and pair[0]}


def _list_visits(round: Round) -> list[Data]:
    """Each visit: how it came about, how much was recorded there, and the photos' fingerprints.

    What was said, who signed and where it was stays out. An erased photo keeps its fingerprint.
    """
    erased = read_erased(round)
    visits = Visit.objects.filter(round=round).select_related("unit").order_by("pk")
    return [
        {
            "unit": visit.unit.code,
            "kind": visit.kind,
            "planned_for": visit.planned_for.isoformat() if visit.planned_for else "",
            "seed": visit.seed,
            "closed": [say_person(visit.closed_by_id), _say_time(visit.closed_at)],
            "cancelled_at": _say_time(visit.cancelled_at),
            **_say_entries(visit.entries.all(), erased),
        }
        for visit in visits.prefetch_related("entries")
    ]


def _say_entries(entries: Iterable[VisitEntry], erased: Mapping[str, str]) -> Data:
    """How many recordings of each kind stand and were withdrawn; the photos by their fingerprints."""
    rows = list(entries)
    standing = [row for row in rows if row.withdrawn_at is None]
    photos = [row for row in standing if row.kind == EntryKind.PHOTO]
    return {
        "counts": dict(sorted(Counter(row.kind for row in standing).items())),
        "withdrawn": len(rows) - len(standing),
        "photos": sorted(
            filter(None, (row.sha256 or erased.get(str(row.pk)) for row in photos)),
        ),
    }


def _list_results(round: Round) -> Data:
    """The stored results by basis, variant and whose they are."""
    legs = list_legs(round.instrument_version.document, round.variant)
    results: Data = {}
    found = find_newest(Result.objects.filter(round=round)).select_related("unit", "service")
    rows = [row for row in found.defer("tree").order_by("pk") if (row.basis, row.variant) in legs]
    runs = {(row.unit_id, row.basis, row.variant): row.run for row in rows if row.scope == "unit"}
    for row in rows:
        # What a unit's service was worth counts while it came with what the unit is worth.
        if not row.service or runs.get((row.unit_id, row.basis, row.variant)) == row.run:
            name = " ".join(each.code for each in (row.unit, row.service) if each) or row.sector
            place = f"{row.scope} {name}".strip()
            results.setdefault(row.basis, {}).setdefault(row.variant, {})[place] = _say_result(row)
    return results


def _say_result(row: Result) -> Mapping[str, Any]:
    value = None if row.numerator is None else f"{row.numerator}/{row.denominator}"
    return {
        "value": value,
        "low": row.low,
        "high": row.high,
        "rounded": row.rounded,
        "grades": row.grades,
        "status": row.status,
    }
