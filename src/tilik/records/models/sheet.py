"""Sheets of answers: every revision is kept, one of them is current."""

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from tilik.core.instrument import Gap
from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH, ClientRow, TenantRow, one_of, together
from tilik.records.models.round import Round, Stage
from tilik.records.models.seat import Seat
from tilik.records.models.service import Service
from tilik.records.models.unit import Unit

ABSENCES = [(gap.value, gap.value) for gap in Gap]


class Sheet(TenantRow):
    """One form of one unit at one stage; without a unit it is the government's own.

    An evaluator's sheet is set aside while the unit is not theirs: it stays, but counts no more.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="sheets", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="sheets", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH)
    stage = models.CharField(max_length=10, choices=Stage)
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="sheets", null=True, blank=True
    )
    opened_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    receipt_sha = models.CharField(max_length=64, blank=True)
    returned_reason = models.TextField(blank=True)
    returned_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("sheet", "stage", Stage),
            together("sheet_sent", "sent_by", "sent_at"),
            together("sheet_approved", "approved_by", "approved_at"),
            CheckConstraint(
                condition=Q(service__isnull=True) | Q(unit__isnull=False),
                name="sheet_service_has_unit",
            ),
            UniqueConstraint(
                F("round"),
                Coalesce("unit", 0, output_field=BigIntegerField()),
                Coalesce("service", 0, output_field=BigIntegerField()),
                F("form"),
                F("stage"),
                Coalesce("seat", 0, output_field=BigIntegerField()),
                name="sheet_once",
            ),
        )


class AnswerRevision(TenantRow, ClientRow):
    """One thing somebody entered, for ever; `took_effect` is false where a newer one stood."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="revisions")
    item = models.CharField(max_length=KEY_LENGTH)
    value = models.JSONField(null=True, blank=True)
    absence = models.CharField(max_length=20, choices=ABSENCES, null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on_behalf = models.BooleanField(default=False)
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="followers", null=True, blank=True
    )
    took_effect = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("sheet", "item", "id")),)
        constraints = (
            CheckConstraint(
                condition=Q(value__isnull=False, absence__isnull=True)
                | Q(
                    value__isnull=True,
                    absence__isnull=False,
                    absence__in=[code for code, _ in ABSENCES],
                ),
                name="revision_value_or_absence",
            ),
        )


class Answer(TenantRow):
    """The current revision of one item on one sheet; `is_filled` is false while nobody answered."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=KEY_LENGTH)
    revision = models.OneToOneField(
        AnswerRevision, on_delete=models.PROTECT, related_name="current"
    )

    is_filled = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("sheet", "is_filled")),)
        constraints = (UniqueConstraint(fields=("sheet", "item"), name="answer_once"),)


class SheetReceipt(TenantRow):
    """What a head of unit approved, for ever: canonical bytes without names, and their fingerprint.

    A sheet that is sent and approved again gets another one; this one stays.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="receipts")
    n = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=SHA_LENGTH, db_index=True)
    canonical = models.BinaryField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("sheet", "n")
        constraints = (UniqueConstraint(fields=("sheet", "n"), name="sheetreceipt_n_once"),)
