"""Instrument versions: immutable canonical JSON, and bridges between their items."""

import json
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH, one_of, together


class Origin(models.TextChoices):
    """Where it came from."""

    SHIPPED = "shipped"
    UPLOADED = "uploaded"


class InstrumentVersion(models.Model):
    """One version of an instrument, byte for byte; without a government it serves all.

    Its fingerprint says which it is; two governments may each have uploaded the same bytes.
    """

    government = models.ForeignKey(
        "records.Government", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    code = models.CharField(max_length=KEY_LENGTH)
    version = models.CharField(max_length=KEY_LENGTH)
    sha256 = models.CharField(max_length=SHA_LENGTH, db_index=True)
    canonical = models.BinaryField()
    rule_semantics = models.CharField(max_length=KEY_LENGTH)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.SHIPPED)
    lint_report = models.JSONField(default=list, blank=True)
    cases = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("code", "-at", "-id")
        constraints = (
            one_of("instrument", "origin", Origin),
            UniqueConstraint(
                Coalesce("government", 0, output_field=models.BigIntegerField()),
                "sha256",
                name="instrument_once",
            ),
            CheckConstraint(
                condition=~Q(origin="uploaded") | Q(by__isnull=False),
                name="instrument_upload_has_who",
            ),
        )

    def __str__(self) -> str:
        """Code and version."""
        return f"{self.code} {self.version}"

    @cached_property
    def document(self) -> dict[str, Any]:
        """The canonical JSON as a dict (read it, never change it)."""
        return _parse(bytes(self.canonical))


@lru_cache(maxsize=64)
def _parse(canonical: bytes) -> dict[str, Any]:
    """The document, read once for all rows that hold the same bytes: they never change."""
    loaded: dict[str, Any] = json.loads(canonical)
    return loaded


class ItemMapKind(models.TextChoices):
    """How the two items relate."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"
    RELATED = "related"


class ItemMap(models.Model):
    """A bridge from an item of one version to an item of another (dossier, trend)."""

    old = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="maps_out")
    old_form = models.CharField(max_length=KEY_LENGTH, blank=True)
    old_item = models.CharField(max_length=KEY_LENGTH)
    new = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="maps_in")
    new_form = models.CharField(max_length=KEY_LENGTH, blank=True)
    new_item = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20, choices=ItemMapKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("itemmap", "kind", ItemMapKind),
            together("itemmap_who_when", "by", "at"),
            UniqueConstraint(
                fields=("old", "old_form", "old_item", "new", "new_form", "new_item"),
                name="itemmap_once",
            ),
        )
