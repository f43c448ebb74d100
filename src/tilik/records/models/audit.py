"""The audit trail: who did what to which row, chained so that a gap shows."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH
from tilik.records.models.round import Round
from tilik.records.models.unit import Unit


class AuditEvent(models.Model):
    """One write: what changed without personal values, and the fingerprint of the event before."""

    chain = models.CharField(max_length=KEY_LENGTH)
    n = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    verb = models.CharField(max_length=60)
    government = models.ForeignKey(
        "records.Government", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    form = models.CharField(max_length=KEY_LENGTH, blank=True)
    item = models.CharField(max_length=KEY_LENGTH, blank=True)
    diff = models.JSONField(default=dict)
    previous_sha = models.CharField(max_length=SHA_LENGTH, blank=True)
    sha256 = models.CharField(max_length=SHA_LENGTH)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("round", "unit", "item")),
            models.Index(fields=("object_type", "object_id")),
        )
        constraints = (UniqueConstraint(fields=("chain", "n"), name="audit_n_once"),)
