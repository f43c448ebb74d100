"""Every return there was, with its reason: what a row says of its newest return may be overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tilik.records.models.base import TenantRow
from tilik.records.models.document import EvidenceLink
from tilik.records.models.finding import Finding
from tilik.records.models.round import Round
from tilik.records.models.sheet import Sheet
from tilik.records.models.unit import Unit


class ReturnNote(TenantRow):
    """Evidence, a finding or a sheet went back to the unit: why, until when, by whom."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="return_notes")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    evidence = models.ForeignKey(
        EvidenceLink, on_delete=models.PROTECT, related_name="return_notes", null=True, blank=True
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, related_name="return_notes", null=True, blank=True
    )
    sheet = models.ForeignKey(
        Sheet, on_delete=models.PROTECT, related_name="return_notes", null=True, blank=True
    )
    reason = models.TextField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            CheckConstraint(condition=~Q(reason=""), name="return_note_reason"),
            CheckConstraint(
                condition=Q(evidence__isnull=False, finding__isnull=True, sheet__isnull=True)
                | Q(evidence__isnull=True, finding__isnull=False, sheet__isnull=True)
                | Q(evidence__isnull=True, finding__isnull=True, sheet__isnull=False),
                name="return_note_of_one",
            ),
        )
