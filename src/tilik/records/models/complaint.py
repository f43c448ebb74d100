"""Complaints: what was said, who said it (apart, encrypted), and what happened since."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH, ClientRow, TenantRow, one_of
from tilik.records.models.service import Service
from tilik.records.models.unit import Unit


class ComplaintChannel(models.TextChoices):
    """Where it was made."""

    SP4N = "sp4n"
    COUNTER = "loket"
    WHATSAPP = "whatsapp"
    LETTER = "surat"
    PHONE = "telepon"
    QR = "qr"
    FORM = "formulir"


class Complaint(TenantRow, ClientRow):
    """A complaint with personal data masked; its state and clock follow from its events."""

    tracking_hash = models.CharField(max_length=SHA_LENGTH, unique=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="complaints", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="complaints", null=True, blank=True
    )
    channel = models.CharField(max_length=20, choices=ComplaintChannel)
    sort = models.CharField(max_length=KEY_LENGTH, blank=True)
    text = models.TextField()
    is_anonymous = models.BooleanField(default=False)
    is_secret = models.BooleanField(default=False)
    sp4n_number = models.CharField(max_length=60, null=True, blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="duplicates", null=True, blank=True
    )
    received_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("government", "received_at")),)
        constraints = (
            one_of("complaint", "channel", ComplaintChannel),
            UniqueConstraint(fields=("government", "sp4n_number"), name="complaint_sp4n_once"),
            CheckConstraint(condition=~Q(sp4n_number=""), name="complaint_sp4n_unknown_is_null"),
        )


class ComplaintPerson(models.Model):
    """The complainant, encrypted, kept only until its day."""

    complaint = models.OneToOneField(Complaint, on_delete=models.CASCADE, related_name="person")
    sealed = models.BinaryField()
    key_name = models.CharField(max_length=KEY_LENGTH)
    keep_until = models.DateField()


class ComplaintStep(models.TextChoices):
    """What happened."""

    RECEIVED = "received"
    VERIFIED = "verified"
    WAITING = "waiting-for-data"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    ARCHIVED = "archived"
    ASSIGNED = "assigned"
    FIRST_RESPONSE = "first-response"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    SILENT = "silent"
    REOPENED = "reopened"
    MERGED = "merged"
    SPLIT = "split"
    NOTED = "noted"


class ComplaintEvent(TenantRow, ClientRow):
    """One step of a complaint; clocks are derived from these rows alone."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=ComplaintStep)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            one_of("complaintevent", "kind", ComplaintStep),
            CheckConstraint(
                condition=~Q(kind__in=("archived", "transferred", "reopened")) | ~Q(note=""),
                name="complaintevent_reason",
            ),
        )
