"""Surveys: campaigns, responses, masked comments, receipts kept apart, integer roll-ups."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from tilik.records.models.base import (
    KEY_LENGTH,
    SHA_LENGTH,
    ClientRow,
    TenantRow,
    not_before,
    one_of,
    reason_when,
    together,
)
from tilik.records.models.instrument import InstrumentVersion
from tilik.records.models.round import Round
from tilik.records.models.service import Service
from tilik.records.models.unit import Unit


class Campaign(TenantRow, ClientRow):
    """One survey of one form among the users of a unit in a period."""

    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="campaigns"
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="campaigns", null=True, blank=True
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="campaigns", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=200)
    period_start = models.DateField()
    period_end = models.DateField()
    population = models.PositiveIntegerField(null=True, blank=True)
    options = models.JSONField(default=dict, blank=True)
    # What its public address ends in; a later campaign of the same place takes it over.
    code = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            not_before("campaign_period_order", "period_start", "period_end"),
            together("campaign_closed", "closed_by", "closed_at"),
            UniqueConstraint(
                fields=("code",),
                condition=Q(closed_at__isnull=True) & ~Q(code=""),
                name="campaign_code_open_once",
            ),
        )

    def __str__(self) -> str:
        """The title."""
        return self.title


class ResponseChannel(models.TextChoices):
    """How it came in."""

    LINK = "link"
    QR = "qr"
    KIOSK = "kiosk"
    PAPER = "paper"
    FIELD = "field"
    IMPORT = "import"


class Response(TenantRow):
    """One respondent's compact answers: no name, no number, only the day."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="responses")
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    day = models.DateField()
    channel = models.CharField(max_length=20, choices=ResponseChannel)
    batch = models.CharField(max_length=KEY_LENGTH, blank=True)
    answers = models.JSONField()
    traits = models.JSONField(default=dict, blank=True)
    signals = models.JSONField(default=list, blank=True)
    # A fingerprint that holds for one day and one campaign: it marks doubles, it drops nothing.
    device = models.CharField(max_length=12, blank=True)
    excluded_reason = models.TextField(blank=True)
    excluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    excluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("campaign", "day", "device")),)
        constraints = (
            one_of("response", "channel", ResponseChannel),
            together("response_excluded", "excluded_by", "excluded_at"),
            reason_when(
                "response_exclusion_reason", Q(excluded_at__isnull=False), "excluded_reason"
            ),
        )


class Comment(TenantRow):
    """A respondent's words with personal data masked before storing."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="comment")
    text = models.TextField()
    theme = models.CharField(max_length=KEY_LENGTH, blank=True)
    tone = models.CharField(max_length=KEY_LENGTH, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    corrected_at = models.DateTimeField(null=True, blank=True)
    is_quotable = models.BooleanField(default=False)

    class Meta:
        constraints = (
            together("comment_corrected", "corrected_by", "corrected_at"),
            CheckConstraint(
                condition=Q(is_quotable=False) | Q(corrected_by__isnull=False),
                name="comment_quote_was_read",
            ),
        )


class Receipt(models.Model):
    """The hash of the slip that lets a respondent withdraw, apart from what was said."""

    sha256 = models.CharField(max_length=SHA_LENGTH, unique=True)
    response_uuid = models.UUIDField(unique=True)


class Rollup(TenantRow):
    """Additive integers of one element: all that a score needs, mergeable night by night."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rollups")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rollups")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    period_start = models.DateField()
    element = models.CharField(max_length=KEY_LENGTH)
    n = models.PositiveBigIntegerField()
    total = models.BigIntegerField()
    total_of_squares = models.BigIntegerField()
    counts = models.JSONField(default=dict)
    watermark = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            UniqueConstraint(
                F("campaign"),
                F("unit"),
                Coalesce("service", 0, output_field=BigIntegerField()),
                F("period_start"),
                F("element"),
                name="rollup_once",
            ),
        )
