"""Seats: permission and assignment in one row."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tilik.records.models.base import KEY_LENGTH, not_before, one_of
from tilik.records.models.round import Round
from tilik.records.models.unit import Unit


class Role(models.TextChoices):
    """The roles of the people who work here."""

    ADMIN = "admin-kabupaten"
    OPERATOR = "operator-unit"
    HEAD = "kepala-unit"
    EVALUATOR = "evaluator"
    LEADER = "pimpinan"
    SYSTEM = "admin-sistem"


class Seat(models.Model):
    """A user's role over a government, narrowed to a round, unit or form where given."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats"
    )
    role = models.CharField(max_length=20, choices=Role)
    government = models.ForeignKey(
        "records.Government", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="seats", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="seats", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    letter = models.CharField(max_length=200, blank=True)
    took_over_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="handed_to", null=True, blank=True
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        indexes = (models.Index(fields=("user", "valid_to")), models.Index(fields=("unit", "role")))
        constraints = (
            one_of("seat", "role", Role),
            CheckConstraint(
                condition=Q(role="admin-sistem", government__isnull=True)
                | (~Q(role="admin-sistem") & Q(government__isnull=False)),
                name="seat_government_unless_system",
            ),
            CheckConstraint(
                condition=~Q(role__in=("operator-unit", "kepala-unit")) | Q(unit__isnull=False),
                name="seat_unit_roles_have_unit",
            ),
            not_before("seat_valid_order", "valid_from", "valid_to"),
        )
