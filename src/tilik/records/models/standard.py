"""Service standards: the decree of a service and its fourteen components."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import TenantRow, not_before, one_of, together
from tilik.records.models.service import Service
from tilik.records.models.unit import Unit


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
    # What it was begun from: another version, or the bytes of a document that was read.
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    source = models.ForeignKey(
        "records.DocumentVersion", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @property
    def is_adopted(self) -> bool:
        """Whether a decree put it in force; then it is changed no more, only followed by another."""
        return self.decree_id is not None and self.valid_from is not None

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
    # What the checks make of the text, stored so that shares need no reading of texts.
    suggested = models.CharField(max_length=20, choices=ComponentStatus, blank=True)
    # What was read before a person corrected it, and whether a picture stood there.
    read_text = models.TextField(blank=True)
    is_picture = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    @property
    def state(self) -> str:
        """What a person decided, else what the checks suggest."""
        return str(self.status if self.judged_at else self.suggested or ComponentStatus.UNREAD)

    class Meta:
        constraints = (
            UniqueConstraint(fields=("version", "number"), name="component_once"),
            CheckConstraint(condition=Q(number__range=(1, 14)), name="component_one_to_fourteen"),
            one_of("component", "status", ComponentStatus),
            together("component_judged", "judged_by", "judged_at"),
        )


class LearnedName(TenantRow):
    """A heading that a person of the government said to mean a component."""

    name = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            UniqueConstraint(fields=("government", "name"), name="learned_name_once"),
            CheckConstraint(condition=Q(number__range=(1, 14)), name="learned_one_to_fourteen"),
        )


class StandardReading(TenantRow):
    """A document of a unit being read for standards: how far it is, and what was found.

    `report` is kept as found, `services` maps each place in it to the version made of it.
    """

    job = models.OneToOneField(
        "records.Job", on_delete=models.PROTECT, related_name="standard_reading", primary_key=True
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standard_readings")
    version = models.ForeignKey(
        "records.DocumentVersion", on_delete=models.PROTECT, related_name="standard_readings"
    )
    report = models.JSONField(default=dict)
    services = models.JSONField(default=dict)


class StandardReadingPart(models.Model):
    """The rows of some pages, kept as soon as they are read: work goes on where it stopped."""

    reading = models.ForeignKey(StandardReading, on_delete=models.CASCADE, related_name="parts")
    first = models.PositiveIntegerField()
    layout = models.JSONField()

    class Meta:
        constraints = (UniqueConstraint(fields=("reading", "first"), name="reading_part_once"),)
