"""Service standards: the decree of a service and its fourteen components."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import TenantRow, not_before, one_of, together
from tilik.records.models.service import Service


class DurationUnit(models.TextChoices):
    """In what a promised duration is counted."""

    MINUTES = "menit"
    HOURS = "jam"
    WORKDAYS = "hari-kerja"
    DAYS = "hari-kalender"
    MONTHS = "bulan"


class StandardVersion(TenantRow):
    """One version of a service's standard, with what it promises in numbers."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="standards")
    n = models.PositiveIntegerField()
    decree = models.ForeignKey(
        "records.Document", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    duration = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    duration_unit = models.CharField(max_length=20, choices=DurationUnit, null=True, blank=True)
    duration_start = models.CharField(max_length=200, blank=True)
    is_free = models.BooleanField(null=True, blank=True)
    fees = models.JSONField(default=list, blank=True)
    fee_basis = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            UniqueConstraint(fields=("service", "n"), name="standard_n_once"),
            together("standard_duration_has_unit", "duration", "duration_unit"),
            not_before("standard_valid_order", "valid_from", "valid_to"),
        )


class ComponentStatus(models.TextChoices):
    """How the component was judged; unread is not absent."""

    ADEQUATE = "adequate"
    DEFECTIVE = "defective"
    ABSENT = "absent"
    UNREAD = "unread"


class StandardComponent(TenantRow):
    """One of the fourteen components as it stands in a version."""

    version = models.ForeignKey(
        StandardVersion, on_delete=models.PROTECT, related_name="components"
    )
    number = models.PositiveSmallIntegerField()
    content = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=ComponentStatus, default=ComponentStatus.UNREAD
    )
    note = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            UniqueConstraint(fields=("version", "number"), name="component_once"),
            CheckConstraint(condition=Q(number__range=(1, 14)), name="component_one_to_fourteen"),
            one_of("component", "status", ComponentStatus),
            together("component_judged", "judged_by", "judged_at"),
        )
