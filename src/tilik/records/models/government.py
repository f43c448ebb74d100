"""Governments (the tenants) and their holidays."""

from django.db import models

from tilik.records.models.base import not_before, one_of


class GovernmentKind(models.TextChoices):
    """Kinds of government."""

    PROVINCE = "provinsi"
    REGENCY = "kabupaten"
    CITY = "kota"
    CENTRAL = "pusat"


class Government(models.Model):
    """A province, regency, city or central body whose services are measured."""

    code_kemendagri = models.CharField(max_length=20, unique=True)
    code_bps = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=GovernmentKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="children", null=True, blank=True
    )
    bureau = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("government", "kind", GovernmentKind),
            not_before("government_valid_order", "valid_from", "valid_to"),
        )

    def __str__(self) -> str:
        """The name as the regulations print it."""
        return self.name


class HolidayKind(models.TextChoices):
    """Why nobody works."""

    HOLIDAY = "libur"
    JOINT_LEAVE = "cuti-bersama"


class Holiday(models.Model):
    """A public holiday or *cuti bersama*; without a government it holds for the nation."""

    government = models.ForeignKey(
        Government, on_delete=models.PROTECT, related_name="holidays", null=True, blank=True
    )
    date = models.DateField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=HolidayKind, default=HolidayKind.HOLIDAY)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            one_of("holiday", "kind", HolidayKind),
            models.UniqueConstraint(
                "date",
                models.functions.Coalesce("government", 0, output_field=models.BigIntegerField()),
                name="holiday_once",
            ),
        )

    def __str__(self) -> str:
        """Date and name."""
        return f"{self.date}: {self.name}"
