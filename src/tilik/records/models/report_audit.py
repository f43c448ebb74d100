"""Survey reports looked through by the worker: how far it is, and what they contradict themselves in."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import SHA_LENGTH, TenantRow
from tilik.records.models.unit import Unit


class ReportAudit(TenantRow):
    """One report sent in. Its bytes are kept for a time, its outcome until somebody deletes it.

    `version`: the document it is kept as, where a unit was chosen; then the bytes are that one's.
    """

    job = models.OneToOneField(
        "records.Job", on_delete=models.PROTECT, related_name="report_audit", primary_key=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="report_audits", null=True, blank=True
    )
    version = models.ForeignKey(
        "records.DocumentVersion", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=SHA_LENGTH)
    storage_key = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)

    class Meta:
        constraints = (
            CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(storage_key="")
                | Q(erased_at__isnull=False, storage_key=""),
                name="reportaudit_erased_has_no_file",
            ),
        )


class ReportAuditPart(models.Model):
    """The rows of some pages, until the audit is done: work goes on where it stopped."""

    audit = models.ForeignKey(ReportAudit, on_delete=models.CASCADE, related_name="parts")
    first = models.PositiveIntegerField()
    layout = models.JSONField()

    class Meta:
        constraints = (UniqueConstraint(fields=("audit", "first"), name="report_audit_part_once"),)
