"""Papers: how a government writes and signs them, and every one that was made."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH, TenantRow, one_of, together
from tilik.records.models.document import Document
from tilik.records.models.round import Round
from tilik.records.models.unit import Unit


class PaperSize(models.TextChoices):
    """What the printer holds; F4 is the folio of offices."""

    A4 = "A4"
    F4 = "F4"


class Stationery(TenantRow):
    """The letterhead of a government and its ways with papers; lines stand one below the other."""

    letterhead = models.TextField(blank=True)
    address = models.TextField(blank=True)
    city = models.CharField(max_length=100, blank=True)
    size = models.CharField(max_length=2, choices=PaperSize, default=PaperSize.A4)
    numbering = models.CharField(max_length=100, blank=True)
    regulations = models.TextField(blank=True)
    logo_key = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            one_of("stationery", "size", PaperSize),
            UniqueConstraint(fields=("government",), name="stationery_once"),
        )


class SigningOffice(models.TextChoices):
    """Who signs a government's papers."""

    HEAD = "kepala-daerah"
    SECRETARY = "sekda"
    BUREAU = "kepala-bagian"


class Signatory(TenantRow):
    """Who holds an office that signs; name, rank and NIP are personal and may be emptied."""

    office = models.CharField(max_length=20, choices=SigningOffice)
    title = models.CharField(max_length=200, blank=True)
    acting = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200, blank=True)
    rank = models.CharField(max_length=100, blank=True)
    nip = models.CharField(max_length=18, blank=True)

    class Meta:
        constraints = (
            one_of("signatory", "office", SigningOffice),
            UniqueConstraint(fields=("government", "office"), name="signatory_once"),
        )


class UnitPaper(TenantRow):
    """What a unit entered for one of the papers around its standards; names in it can be emptied."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="drafted")
    kind = models.CharField(max_length=KEY_LENGTH)
    content = models.JSONField(default=dict)
    n = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (UniqueConstraint(fields=("unit", "kind"), name="unitpaper_once"),)


class IssuedPaper(TenantRow):
    """A paper as it was made: the facts its fingerprint covers, without personal values.

    It is of a round, or of a unit alone where it belongs to no round.
    `signed` is the scan that came back, the official version, and `scan_code` the code found on
    it (`actions.scans`); nothing else ever changes.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="papers", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="papers", null=True, blank=True
    )
    kind = models.CharField(max_length=KEY_LENGTH)
    subject = models.CharField(max_length=KEY_LENGTH, blank=True)
    code = models.CharField(max_length=20, unique=True)
    data_sha = models.CharField(max_length=SHA_LENGTH)
    freeze_sha = models.CharField(max_length=SHA_LENGTH, blank=True)
    facts = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signed = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="papers", null=True, blank=True
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    filed_at = models.DateTimeField(null=True, blank=True)
    scan_code = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = (models.Index(fields=("round", "kind", "unit")),)
        constraints = (together("issuedpaper_filed", "signed", "filed_by", "filed_at"),)

    def __str__(self) -> str:
        """The code in groups of four, as it is printed."""
        return "-".join(self.code[n : n + 4] for n in range(0, len(self.code), 4))
