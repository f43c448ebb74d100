"""Results, computed once and never rewritten; published figures, never mixed into them."""

import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH, TenantRow, one_of, together
from tilik.records.models.campaign import Campaign
from tilik.records.models.instrument import InstrumentVersion
from tilik.records.models.round import Round
from tilik.records.models.service import Service
from tilik.records.models.unit import Unit


class Scope(models.TextChoices):
    """Whose index it is."""

    UNIT = "unit"
    SERVICE = "service"
    SECTOR = "sector"
    GOVERNMENT = "government"


class Basis(models.TextChoices):
    """On whose word it rests."""

    CLAIM = "claim"
    DESK = "desk"
    FIELD = "field"
    FINAL = "final"


class Result(TenantRow):
    """One computed index with everything needed to compute it again."""

    run = models.UUIDField(db_index=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="results", null=True, blank=True
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="results", null=True, blank=True
    )
    scope = models.CharField(max_length=20, choices=Scope)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="results", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="results", null=True, blank=True
    )
    sector = models.CharField(max_length=KEY_LENGTH, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    variant = models.CharField(max_length=200)
    numerator = models.TextField(null=True, blank=True)
    denominator = models.TextField(null=True, blank=True)
    low = models.TextField(null=True, blank=True)
    high = models.TextField(null=True, blank=True)
    rounded = models.CharField(max_length=30, null=True, blank=True)
    grades = models.JSONField(default=list)
    status = models.JSONField(default=list)
    inputs = models.JSONField(default=dict)
    inputs_sha = models.CharField(max_length=SHA_LENGTH)
    instrument_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="results"
    )
    instrument_sha = models.CharField(max_length=SHA_LENGTH)
    code_version = models.CharField(max_length=60)
    seed = models.BigIntegerField(null=True, blank=True)
    tree = models.BinaryField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("round", "basis", "variant", "scope", "unit", "id")),)
        constraints = (
            one_of("result", "scope", Scope),
            one_of("result", "basis", Basis),
            together("result_exact_is_whole", "numerator", "denominator"),
            together("result_range_is_whole", "low", "high"),
            CheckConstraint(
                condition=Q(round__isnull=False) | Q(campaign__isnull=False),
                name="result_has_source",
            ),
            CheckConstraint(
                condition=Q(scope="unit", unit__isnull=False)
                | Q(scope="service", service__isnull=False)
                | (Q(scope="sector") & ~Q(sector=""))
                | Q(scope="government", unit__isnull=True),
                name="result_scope_named",
            ),
            CheckConstraint(
                condition=Q(numerator__isnull=False) | ~Q(status=[]), name="result_gap_says_why"
            ),
        )

    def read_tree(self) -> dict[str, Any]:
        """The explained tree as a dict (stored compressed, canonical JSON)."""
        loaded: dict[str, Any] = json.loads(zlib.decompress(bytes(self.tree)))
        return loaded


class PublishedFigure(models.Model):
    """A figure somebody published about an entity; a missing value was not published."""

    government = models.ForeignKey(
        "records.Government",
        on_delete=models.PROTECT,
        related_name="published",
        null=True,
        blank=True,
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="published", null=True, blank=True
    )
    entity = models.CharField(max_length=200)
    level = models.CharField(max_length=KEY_LENGTH, blank=True)
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=KEY_LENGTH, blank=True)
    scheme = models.CharField(max_length=KEY_LENGTH, blank=True)
    value = models.CharField(max_length=30, null=True, blank=True)
    grade = models.CharField(max_length=60, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    opinion = models.CharField(max_length=200, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    rank_of = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=1000)
    note = models.TextField(blank=True)
    conflict = models.BooleanField(default=False)
    conflicts_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    n = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=("measure", "year", "entity")),)
        constraints = (
            CheckConstraint(condition=~Q(value=""), name="published_unknown_is_null"),
            UniqueConstraint(
                fields=("entity", "year", "measure", "kind", "scheme", "source", "n"),
                name="published_once",
            ),
        )
