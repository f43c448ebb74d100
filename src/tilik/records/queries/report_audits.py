"""Reports looked through, and whether anything still needs their bytes."""

from uuid import UUID

from tilik.records.models import DocumentVersion, Government, ReportAudit, VisitEntry


def find_audit(job_id: int) -> ReportAudit | None:
    """The audit of the job, or None where it was deleted."""
    rows = ReportAudit.objects.select_related("job", "unit", "government")
    return rows.filter(pk=job_id).first()


def get_audit(uuid: UUID) -> ReportAudit | None:
    """The audit of that address, or None."""
    rows = ReportAudit.objects.select_related("job", "unit", "government")
    return rows.filter(job__client_uuid=uuid).first()


def list_audits(government: Government, most: int = 500) -> list[ReportAudit]:
    """The newest audits of a government, without their findings."""
    rows = ReportAudit.objects.filter(government=government)
    rows = rows.select_related("job", "unit", "government").defer("outcome")
    return list(rows.order_by("-pk")[:most])


def is_used(key: str) -> bool:
    """Whether a row still points at the bytes of that key."""
    tables = (DocumentVersion.objects, VisitEntry.objects, ReportAudit.objects)
    return any(rows.filter(storage_key=key).exists() for rows in tables)
