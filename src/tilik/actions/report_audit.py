"""Survey reports looked through by the worker: stopped, gone on with, kept, forgotten, deleted."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.actions.documents import keep_document
from tilik.actions.long_work import RUNS, find_lost, find_next, join_parts, move
from tilik.actions.permissions import Rights, load_rights
from tilik.actions.receiving import Incoming, clean_name, drop_bytes, open_kept, receive
from tilik.actions.storage import get_store
from tilik.core.errors import PermissionDenied, UserError
from tilik.library.audit import load_words
from tilik.library.audit_note import make_data, say_place, say_read, say_summary, write_pdf
from tilik.reading.isolated import AT_ONCE, audit_rows, paint_marks, read_report_part
from tilik.reading.kinds import DOCX, PDF, XLSX, tell_kind
from tilik.reading.layout import Layout, to_data
from tilik.reading.workbooks import is_csv
from tilik.records.models import (
    Government,
    Job,
    ReportAudit,
    ReportAuditPart,
    Unit,
    User,
)
from tilik.records.models.job import JobState
from tilik.records.queries.evidence import get_current
from tilik.records.queries.report_audits import find_audit

KIND = "report-audit"
CSV = "text/csv"
MOST = 200
"""So many findings of a report are kept."""
__all__ = ["say_place", "say_read", "say_summary", "write_pdf"]


def may_read(rights: Rights, user: User, found: ReportAudit) -> bool:
    """Whether it is the person's own report, or one of a unit whose standards they read."""
    home = found.government
    is_own = found.job.by_id == user.pk and rights.may_somewhere("standard.read", home)
    return is_own or rights.may("standard.read", government=home, unit=found.unit)


def may_change(rights: Rights, user: User, found: ReportAudit) -> bool:
    """Whether the person may stop and delete it: who sent it in, and the office."""
    is_own = found.job.by_id == user.pk and may_read(rights, user, found)
    return is_own or rights.may("unit.manage", government=found.government)


def start_audit(
    *, by: User, government: Government, unit: Unit | None, file: Incoming, client_uuid: UUID
) -> ReportAudit:
    """The audit that waits for the worker; sent twice is one audit.

    With a unit the report is kept as its document. Raises PermissionDenied, UserError("file-…").
    """
    if not load_rights(by).may_somewhere("standard.read", government):
        raise PermissionDenied("permission-denied", verb="standard.read")
    found = ReportAudit.objects.filter(job__client_uuid=client_uuid, job__by=by).first()
    if found:
        return found
    kept = _keep(by, unit, file)
    with audit.writing(government):
        job = Job.objects.create(
            government=government, kind=KIND, by=by, at=timezone.now(), client_uuid=client_uuid
        )
        made = ReportAudit.objects.create(government=government, **kept, job=job, unit=unit)
        diff = {"sha256": [None, made.sha256]}
        audit.record(
            by=by, verb="report.audit", target=made, unit=unit, diff=diff, government=government
        )
        transaction.on_commit(lambda: _hand_over(job.pk))
    return made


def _keep(by: User, unit: Unit | None, file: Incoming) -> dict[str, Any]:
    """The columns of the file, which is safe now. Raises UserError for what is no report."""
    if (file.size or 0) > settings.TILIK_DOCUMENT_BYTES:
        raise UserError("file-large", most=settings.TILIK_DOCUMENT_BYTES)
    content, name = file.read(), file.name
    if unit is None and is_csv(content):
        return {"file_name": clean_name(name or "", "csv"), "media_type": CSV,
                "sha256": hashlib.sha256(content).hexdigest(),
                "storage_key": get_store().put(content)}  # fmt: skip
    if tell_kind(content) not in (PDF, DOCX, XLSX):
        raise UserError("file-kind")
    sent = _Sent(content, name)
    if unit is None:
        kept = receive(sent)
        return {"file_name": kept.name, "media_type": kept.kind, "sha256": kept.sha256,
                "storage_key": kept.key}  # fmt: skip
    version = get_current(keep_document(by=by, unit=unit, file=sent))
    return {"file_name": version.file_name, "media_type": version.media_type,
            "sha256": version.sha256, "storage_key": version.storage_key,
            "version": version}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sent:
    """Bytes that were looked at already, to be received."""

    content: bytes
    name: str | None

    @property
    def size(self) -> int:
        """How many bytes."""
        return len(self.content)

    def read(self) -> bytes:
        """All of them."""
        return self.content


def stop_audit(*, by: User, found: ReportAudit) -> None:
    """Nothing; the worker stops after the pages it is at. Raises PermissionDenied."""
    _require_change(by, found)
    with audit.writing(found.government):
        move(found.pk, RUNS, state=JobState.STOPPED, ended_at=timezone.now())


def resume_audit(*, by: User, found: ReportAudit) -> None:
    """Nothing; the worker goes on with the pages that are missing.

    Raises PermissionDenied, UserError("report-erased").
    """
    _require_change(by, found)
    if found.erased_at:
        raise UserError("report-erased")
    with audit.writing(found.government):
        halted = (JobState.STOPPED, JobState.FAILED)
        if move(found.pk, halted, state=JobState.WAITING, ended_at=None, message=""):
            transaction.on_commit(lambda: _hand_over(found.pk))


def delete_audit(*, by: User, found: ReportAudit) -> None:
    """Nothing; findings and file are gone, that there was an audit stays on the trail.

    A document the report was kept as stays. Raises PermissionDenied.
    """
    _require_change(by, found)
    home, key = found.government, found.storage_key
    with audit.writing(home):
        diff = {"sha256": [found.sha256, None]}
        audit.record(
            by=by, verb="report.delete", target=found, government=home, unit=found.unit, diff=diff
        )
        job = found.job
        found.delete()
        job.delete()
        drop_bytes(key)


@task()
def forget_reports() -> None:
    """Nothing; files of reports that are no documents are gone when their time is over."""
    before = timezone.now() - timedelta(days=settings.TILIK_REPORT_DAYS)
    due = ReportAudit.objects.filter(erased_at=None, version=None, job__at__lt=before)
    for found in due.exclude(job__state__in=RUNS).select_related("government"):
        key = found.storage_key
        with audit.writing(found.government):
            found.storage_key, found.erased_at = "", timezone.now()
            found.save(update_fields=["storage_key", "erased_at"])
            drop_bytes(key)


@task()
def go_on_auditing() -> None:
    """Nothing; what has lost its worker is handed over anew. Read twice at once is read once."""
    for pk in find_lost(KIND):
        _hand_over(pk)


@task()
def audit_report(job_id: int) -> str:
    """How the audit stands; pages read before are not read again."""
    found = find_audit(job_id)
    if found is None or not move(found.pk, RUNS, state=JobState.RUNNING):
        return JobState.STOPPED
    try:
        with open_kept(found.storage_key) as file:
            content = file.read()
        while (first := find_next(found.parts.all())) is not None:
            if not _keep_part(found, first, read_report_part(content, first)):
                return JobState.STOPPED
        return _finish(found, join_parts(found.parts.all()))
    except UserError as error:
        move(found.pk, RUNS, state=JobState.FAILED, message=error.code, ended_at=timezone.now())
        return JobState.FAILED


def paint_findings(found: ReportAudit, page: int) -> bytes:
    """A page as a picture, the findings on it numbered. Raises NotFound, UserError."""
    with open_kept(found.storage_key) as file:
        content = file.read()
    marks = [
        (n, *finding["box"])
        for n, finding in enumerate(found.outcome["findings"], 1)
        if finding["page"] == page and finding["box"]
    ]
    return paint_marks(content, page, marks)


def _keep_part(found: ReportAudit, first: int, part: Layout) -> bool:
    """Whether the work goes on; the rows are kept and counted together, or neither."""
    done = min(first + AT_ONCE - 1, max(part.pages, 1))
    with audit.writing(found.government):
        if not move(found.pk, RUNS, done=done, total=max(part.pages, 1)):
            return False
        ReportAuditPart.objects.get_or_create(
            audit=found, first=first, defaults={"layout": to_data(part)}
        )
    return True


def _finish(found: ReportAudit, layout: Layout) -> str:
    """Done: what was found is kept, the words of the report are not."""
    read, findings = audit_rows(layout, load_words())
    data = make_data(read, findings[:MOST], found.file_name)
    data |= {"pages": layout.pages, "unread_pages": list(layout.unread),
             "left": max(0, len(findings) - MOST)}  # fmt: skip
    counts = {"read": sum(read.values()), **Counter(str(each.weight) for each in findings)}
    with audit.writing(found.government):
        if not move(found.pk, RUNS, state=JobState.DONE, ended_at=timezone.now()):
            return JobState.STOPPED
        ReportAudit.objects.filter(pk=found.pk).update(outcome=data, counts=counts)
        found.parts.all().delete()
    return JobState.DONE


def _require_change(by: User, found: ReportAudit) -> None:
    if not may_change(load_rights(by), by, found):
        raise PermissionDenied("permission-denied", verb="standard.read")


def _hand_over(job_id: int) -> None:
    audit_report.enqueue(job_id)
