"""Interview practice: what the officials of a unit answered."""

from django.conf import settings
from django.db import models

from tilik.records.models.base import KEY_LENGTH, ClientRow, TenantRow
from tilik.records.models.unit import Unit


class PracticeAnswer(TenantRow, ClientRow):
    """One answer to a practice question; `official` is whose part was practised, never a name.

    `by` is empty where it was given by link, without an account.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="practice")
    official = models.CharField(max_length=KEY_LENGTH)
    question = models.CharField(max_length=100)
    is_right = models.BooleanField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("unit", "official", "question", "id")),)
