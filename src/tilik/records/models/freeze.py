"""Frozen rounds, chained by fingerprint, and what was published from them."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import SHA_LENGTH, ClientRow, TenantRow, together
from tilik.records.models.document import Document
from tilik.records.models.round import Round


class Freeze(TenantRow, ClientRow):
    """The whole round as canonical JSON at one time; a re-opening makes the next one."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="freezes")
    n = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=SHA_LENGTH)
    previous_sha = models.CharField(max_length=SHA_LENGTH, blank=True)
    canonical = models.BinaryField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            UniqueConstraint(fields=("round", "n"), name="freeze_n_once"),
            CheckConstraint(
                condition=Q(n=1, previous_sha="")
                | (Q(n__gt=1) & ~Q(previous_sha="") & ~Q(reason="")),
                name="freeze_chained_with_reason",
            ),
        )


class Reopening(TenantRow, ClientRow):
    """The end of a freeze, with its reason; the next freeze is chained to the one it ended."""

    freeze = models.OneToOneField(Freeze, on_delete=models.PROTECT, related_name="reopening")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (CheckConstraint(condition=~Q(reason=""), name="reopening_reason"),)


class Publication(TenantRow, ClientRow):
    """One opening of a freeze to the public, resting on a signed decision."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="publications")
    decision = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    gate_policy = models.JSONField(default=dict)
    bundle_sha = models.CharField(max_length=SHA_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(null=True, blank=True)

    class Meta:
        constraints = (
            together("publication_withdrawn", "withdrawn_by", "withdrawn_at", "withdrawn_reason"),
        )
