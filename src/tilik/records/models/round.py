"""Rounds (periode), their phases and the units taking part."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from tilik.records.models.base import (
    KEY_LENGTH,
    ClientRow,
    TenantRow,
    not_before,
    one_of,
    reason_when,
)
from tilik.records.models.instrument import InstrumentVersion
from tilik.records.models.unit import Unit


class Stage(models.TextChoices):
    """Whose word a sheet holds, in the order a round runs."""

    CLAIM = "claim"
    DESK = "desk"
    FIELD = "field"
    REPLY = "reply"
    FINAL = "final"


class Scheme(models.TextChoices):
    """Under whose rules it runs; results never rank across schemes."""

    NATIONAL = "nasional"
    OWN = "mandiri"
    SPECIAL = "khusus"
    TRAINING = "latihan"


class Round(TenantRow, ClientRow):
    """A periode: one instrument version over some units between two dates."""

    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="rounds"
    )
    scheme = models.CharField(max_length=20, choices=Scheme)
    title = models.CharField(max_length=200)
    period_start = models.DateField()
    period_end = models.DateField()
    variant = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(default=False)
    options = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-period_end", "-id")
        constraints = (
            one_of("round", "scheme", Scheme),
            not_before("round_period_order", "period_start", "period_end"),
            UniqueConstraint(fields=("government", "title"), name="round_title_once"),
        )

    def __str__(self) -> str:
        """The title."""
        return self.title


class Phase(TenantRow):
    """A named stretch of a round: what may be written, from when to when."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    n = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=Stage)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ("round", "n")
        constraints = (
            UniqueConstraint(fields=("round", "n"), name="phase_n_once"),
            UniqueConstraint(fields=("round", "code"), name="phase_code_once"),
            one_of("phase", "stage", Stage),
            not_before("phase_order", "starts_at", "ends_at"),
        )


class RoundUnit(TenantRow):
    """A unit in a round, with name, kind and sector as they were then."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="round_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="round_units")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=KEY_LENGTH, blank=True)
    sector = models.CharField(max_length=KEY_LENGTH, blank=True)
    form_variant = models.CharField(max_length=KEY_LENGTH, blank=True)
    is_lokus = models.BooleanField(default=False)
    extended_until = models.DateTimeField(null=True, blank=True)
    extension_letter = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("round", "unit__code")
        constraints = (
            UniqueConstraint(fields=("round", "unit"), name="roundunit_once"),
            reason_when(
                "roundunit_extension_has_letter",
                models.Q(extended_until__isnull=False),
                "extension_letter",
            ),
        )

    def __str__(self) -> str:
        """The unit's name in this round."""
        return self.name
