"""What is sent from a visit: kept exactly once, whatever the line and the phone's clock do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.answers import keep_answer
from tilik.actions.findings import write_finding
from tilik.actions.permissions import load_rights, require
from tilik.actions.receiving import Incoming, drop_bytes, receive
from tilik.actions.sheets import open_sheet
from tilik.actions.visits import record, require_visiting
from tilik.core.errors import Conflict, PermissionDenied, UserError
from tilik.core.instrument import Gap
from tilik.reading.kinds import PICTURES
from tilik.records.models import AnswerRevision, User, Visit, VisitEntry
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role
from tilik.records.models.visit import EntryKind, Outcome
from tilik.records.queries.documents import list_forms

TEXTS: Mapping[str, Mapping[str, int]] = {
    EntryKind.PHOTO: {"caption": 300},
    EntryKind.STAFF: {"who": 100, "note": 4000},
    EntryKind.USER: {"who": 100, "note": 4000},
    EntryKind.COUNT: {"what": 200, "note": 1000},
    EntryKind.NOTE: {"text": 4000},
    EntryKind.SIGNATURE: {"name": 200, "position": 200},
}
NEEDED = {
    EntryKind.COUNT: "what", EntryKind.NOTE: "text", EntryKind.SIGNATURE: "name",
}  # fmt: skip
FILES = {EntryKind.PHOTO: {True}, EntryKind.SIGNATURE: {True, False}}
"""Which entries come with a picture; who cannot sign on a screen is present all the same."""
INTERVIEWS = frozenset({EntryKind.STAFF, EntryKind.USER})
QUESTIONS, ANSWER_LENGTH, LARGEST_COUNT = 40, 1000, 100_000


@dataclass(frozen=True)
class Sent:
    """One thing as a phone sends it; `said_at` is the phone's own clock, right or wrong."""

    uuid: UUID
    kind: str
    said_at: datetime | None = None
    form: str = ""
    item: str = ""
    value: Any = None
    remark: str = ""
    base: int | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    file: Incoming | None = None


def keep_entry(*, by: User, visit: Visit, sent: Sent) -> VisitEntry:
    """The entry kept; the same client UUID is the same entry, however often it is sent.

    An answer on top of one that was not seen is kept beside it, with the outcome "conflict".
    Raises PermissionDenied, UserError("visit-cancelled" | "entry-…" | "phase-closed" | …).
    """
    require_visiting(by, visit, sent.form)
    found = VisitEntry.objects.filter(client_uuid=sent.uuid).select_related("revision").first()
    if found:
        return _check_same(found, by, visit)
    if visit.cancelled_at is not None:
        raise UserError("visit-cancelled")
    if sent.kind == EntryKind.ANSWER:
        return _keep_answer(by, visit, sent)
    return _keep_other(by, visit, sent)


def withdraw_entry(*, by: User, entry: VisitEntry) -> VisitEntry:
    """The entry, taken back by who made it; answers are corrected, not withdrawn.

    Raises PermissionDenied, UserError("entry-is-answer").
    """
    require_visiting(by, entry.visit)
    if entry.by_id != by.pk:
        raise PermissionDenied("permission-denied", verb="finding.write")
    if entry.kind == EntryKind.ANSWER:
        raise UserError("entry-is-answer")
    with audit.writing(entry.government):
        if entry.withdrawn_at is None:
            entry.withdrawn_at = timezone.now()
            entry.save()
            record(by, "visit.withdraw", entry.visit, {}, target=entry)
    return entry


def erase_entry(*, by: User, entry: VisitEntry) -> VisitEntry:
    """The entry without its words and picture; that there was one stays on the trail.

    In a frozen round, too: who is shown may ask for it, and the trail keeps a photo's fingerprint.
    Raises PermissionDenied, UserError("entry-is-answer").
    """
    require(by, "people.import", government=entry.government)
    if entry.kind == EntryKind.ANSWER:
        raise UserError("entry-is-answer")
    with audit.writing(entry.government):
        key, diff = entry.storage_key, {"kind": [entry.kind, None]}
        if entry.kind == EntryKind.PHOTO and entry.sha256:
            diff["sha256"] = [entry.sha256, None]
        entry.content, entry.sha256, entry.storage_key = {}, "", ""
        entry.erased_at = entry.erased_at or timezone.now()
        entry.save()
        record(by, "visit.erase", entry.visit, diff, target=entry)
        drop_bytes(key)
    return entry


def _check_same(found: VisitEntry, by: User, visit: Visit) -> VisitEntry:
    """The entry that was kept before. Raises UserError("client-uuid-taken")."""
    if (found.visit_id, found.by_id) != (visit.pk, by.pk):
        raise UserError("client-uuid-taken")
    return found


def _keep_answer(by: User, visit: Visit, sent: Sent) -> VisitEntry:
    """An answer or level on the person's own field sheet, and the entry that says it was sent."""
    with audit.writing(visit.government):
        revision, outcome = _write(by, visit, sent)
        return _make(by, visit, sent, revision=revision, outcome=outcome)


def _write(by: User, visit: Visit, sent: Sent) -> tuple[AnswerRevision, str]:
    """The revision of the answer, and whether another one stood by then."""
    seat = load_rights(by).get_seat(Role.EVALUATOR, round=visit.round, unit=visit.unit)
    sheet = open_sheet(
        by=by, round=visit.round, unit=visit.unit, form=sent.form, stage=Stage.FIELD, seat=seat
    )
    gap = Gap.NOT_ANSWERED if sent.value in (None, "") else None
    facts: dict[str, Any] = {
        "by": by, "sheet": sheet, "item": sent.item, "gap": gap, "base": sent.base,
        "client_uuid": sent.uuid,
    }  # fmt: skip
    claims = list_forms(visit.round.instrument_version.document, ("claim",))
    if sent.form in {str(form["code"]) for form in claims}:
        revision = keep_answer(**facts, value=sent.value, note=sent.remark)
        return revision, Outcome.KEPT if revision.took_effect else Outcome.CONFLICT
    try:
        finding = write_finding(**facts, chosen=sent.value, remark=sent.remark)
    except Conflict:
        return AnswerRevision.objects.get(client_uuid=sent.uuid), Outcome.CONFLICT
    if finding.revision is None:  # a finding of this action always has one
        raise UserError("entry-unreadable")
    return finding.revision, Outcome.KEPT


def _keep_other(by: User, visit: Visit, sent: Sent) -> VisitEntry:
    """A photo, interview, count, note or signature."""
    if sent.kind not in TEXTS:
        raise UserError("entry-unreadable", found=sent.kind)
    content = _read_content(sent)
    if (sent.file is not None) not in FILES.get(EntryKind(sent.kind), {False}):
        raise UserError("entry-file", kind=sent.kind)
    stored: dict[str, Any] = {"content": content}
    if sent.file is not None:
        kept = receive(sent.file)
        if kept.kind not in PICTURES:
            raise UserError("entry-file", kind=sent.kind)
        stored |= {"sha256": kept.sha256, "storage_key": kept.key, "media_type": kept.kind}
    with audit.writing(visit.government):
        found = VisitEntry.objects.filter(client_uuid=sent.uuid).first()
        return _check_same(found, by, visit) if found else _make(by, visit, sent, **stored)


def _make(by: User, visit: Visit, sent: Sent, **stored: Any) -> VisitEntry:
    """The stored entry with the server's time, on the trail without what it says."""
    entry = VisitEntry.objects.create(
        government=visit.government, visit=visit, client_uuid=sent.uuid, kind=sent.kind,
        form=sent.form, item=sent.item, by=by, at=timezone.now(), said_at=sent.said_at, **stored,
    )  # fmt: skip
    diff = {"kind": [None, entry.kind], "sha256": [None, entry.sha256 or None]}
    record(by, "visit.entry", visit, diff, target=entry, form=sent.form, item=sent.item)
    return entry


def _read_content(sent: Sent) -> dict[str, Any]:
    """What the kind of entry may say and no more. Raises UserError("entry-empty" | "entry-…")."""
    raw = sent.content
    content: dict[str, Any] = {
        name: str(raw.get(name) or "").strip()[:length] for name, length in TEXTS[sent.kind].items()
    }
    needed = NEEDED.get(EntryKind(sent.kind))
    if needed and not content[needed]:
        raise UserError("entry-empty", field=needed)
    if sent.kind == EntryKind.COUNT:
        content["number"] = _read_count(raw.get("number"))
    if sent.kind in INTERVIEWS:
        content["answers"] = _read_answers(raw.get("answers"))
    if sent.kind == EntryKind.PHOTO and raw.get("place"):
        content["place"] = _read_place(raw["place"])
    return content


def _read_count(raw: Any) -> int:
    """A whole number from 0. Raises UserError("entry-number")."""
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= LARGEST_COUNT:
        raise UserError("entry-number", most=LARGEST_COUNT)
    return raw


def _read_answers(raw: Any) -> dict[str, str]:
    """The answers of an interview by question; what was not asked is left out."""
    pairs = list(raw.items())[:QUESTIONS] if isinstance(raw, Mapping) else []
    return {str(code)[:40]: str(words)[:ANSWER_LENGTH] for code, words in pairs if words}


def _read_place(raw: Any) -> dict[str, float]:
    """Latitude, longitude and how far off they may be, in metres. Raises UserError("entry-place")."""
    try:
        place = {name: float(raw[name]) for name in ("latitude", "longitude", "accuracy")}
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("entry-place") from error
    is_on_earth = abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180
    if not is_on_earth or not 0 <= place["accuracy"] < float("inf"):
        raise UserError("entry-place")
    return place
