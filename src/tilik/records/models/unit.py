"""Units (UPP) and what became of them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, TenantRow, not_before, one_of


class Unit(TenantRow):
    """A service unit of a government, as it is now."""

    code = models.CharField(max_length=KEY_LENGTH)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="children", null=True, blank=True
    )
    kind = models.CharField(max_length=KEY_LENGTH, blank=True)
    sector = models.CharField(max_length=KEY_LENGTH, blank=True)
    workdays_per_week = models.PositiveSmallIntegerField(default=5)
    address = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("government", "code")
        constraints = (
            UniqueConstraint(fields=("government", "code"), name="unit_code_once"),
            CheckConstraint(
                condition=Q(workdays_per_week__in=(5, 6, 7)), name="unit_workdays_known"
            ),
            not_before("unit_valid_order", "valid_from", "valid_to"),
        )

    def __str__(self) -> str:
        """The name."""
        return self.name


class LineageKind(models.TextChoices):
    """What happened."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"


class UnitLineage(TenantRow):
    """One step in a unit's history: merged, split or renamed, with its date."""

    kind = models.CharField(max_length=20, choices=LineageKind)
    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    name_before = models.CharField(max_length=200)
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            one_of("unitlineage", "kind", LineageKind),
            CheckConstraint(
                condition=Q(kind="renamed", before=F("after"))
                | (~Q(kind="renamed") & ~Q(before=F("after"))),
                name="unitlineage_renamed_is_same",
            ),
            UniqueConstraint(fields=("kind", "before", "after", "on"), name="unitlineage_once"),
        )

    def __str__(self) -> str:
        """What happened, and when."""
        return f"{self.name_before} {self.kind} {self.on}"
