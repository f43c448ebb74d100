"""What evaluators found, how disagreements were settled, and what units reply."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import (
    KEY_LENGTH,
    ClientRow,
    TenantRow,
    one_of,
    reason_when,
    together,
)
from tilik.records.models.round import Round
from tilik.records.models.service import Service
from tilik.records.models.sheet import AnswerRevision, Sheet
from tilik.records.models.unit import Unit


class Finding(TenantRow):
    """The state of one item on an evaluator's sheet.

    The chosen level and the remark are the sheet's answer (`revision`): their history is kept.
    `seen_at` is when the evaluator last looked at what the unit says.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=KEY_LENGTH)
    suggested = models.JSONField(null=True, blank=True)
    trace = models.JSONField(null=True, blank=True)
    revision = models.ForeignKey(
        AnswerRevision, on_delete=models.PROTECT, related_name="findings", null=True, blank=True
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_until = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    n_returns = models.PositiveSmallIntegerField(default=0)
    resent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    resent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            UniqueConstraint(fields=("sheet", "item"), name="finding_once"),
            together("finding_returned", "returned_by", "returned_at"),
            together("finding_resent", "resent_by", "resent_at"),
            reason_when("finding_return_reason", Q(returned_at__isnull=False), "return_reason"),
        )

    @property
    def is_with_unit(self) -> bool:
        """Whether the item was returned and the unit has not sent it again."""
        return self.returned_at is not None and self.resent_at is None


class Adjudication(TenantRow, ClientRow):
    """The level that stands whatever evaluators chose, with its reason; never rewritten.

    Of one service of the unit, or of the unit as a whole.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="adjudications")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH)
    item = models.CharField(max_length=KEY_LENGTH)
    chosen = models.JSONField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            CheckConstraint(condition=~Q(reason=""), name="adjudication_reason"),
            CheckConstraint(
                condition=Q(service__isnull=True) | Q(unit__isnull=False),
                name="adjudication_service_has_unit",
            ),
        )


class Decision(models.TextChoices):
    """How it was decided."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class Objection(TenantRow, ClientRow):
    """A unit's answer to a finding (klarifikasi), and the decision on it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="objections")
    agrees = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision = models.CharField(max_length=20, choices=Decision, null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("objection", "decision", Decision),
            together("objection_decided", "decision", "decided_by", "decided_at"),
            reason_when("objection_has_reason", Q(agrees=False), "reason"),
            reason_when("objection_decision_reason", Q(decision__isnull=False), "decision_reason"),
        )
