"""Visits to units (verifikasi lapangan and daring), and what was seen and said there."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, SHA_LENGTH, ClientRow, TenantRow, one_of, together
from tilik.records.models.round import Round
from tilik.records.models.sheet import AnswerRevision
from tilik.records.models.unit import Unit


class VisitKind(models.TextChoices):
    """How the evaluators come to see the unit."""

    FIELD = "lapangan"
    ONLINE = "daring"


class EntryKind(models.TextChoices):
    """What an entry of a visit holds."""

    ANSWER = "answer"
    PHOTO = "photo"
    STAFF = "staff"
    USER = "user"
    COUNT = "count"
    NOTE = "note"
    SIGNATURE = "signature"


class Outcome(models.TextChoices):
    """What became of an entry that was sent."""

    KEPT = "kept"
    CONFLICT = "conflict"


class Visit(TenantRow, ClientRow):
    """A unit that is to be seen; a drawn one says from which seed, so that anybody can draw again."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=VisitKind)
    planned_for = models.DateField(null=True, blank=True)
    seed = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("visit", "kind", VisitKind),
            together("visit_closed", "closed_by", "closed_at"),
            UniqueConstraint(fields=("round", "unit", "kind"), name="visit_once"),
        )


class VisitEntry(TenantRow, ClientRow):
    """One thing sent from a visit. `at` is the server's clock, `said_at` what the phone's said.

    The client UUID makes sending it again harmless. What names or shows people can be erased.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind)
    form = models.CharField(max_length=KEY_LENGTH, blank=True)
    item = models.CharField(max_length=KEY_LENGTH, blank=True)
    content = models.JSONField(default=dict, blank=True)
    revision = models.ForeignKey(
        AnswerRevision, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.KEPT)
    sha256 = models.CharField(max_length=SHA_LENGTH, blank=True)
    storage_key = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("visit", "kind")),)
        constraints = (
            one_of("visitentry", "kind", EntryKind),
            one_of("visitentry", "outcome", Outcome),
            CheckConstraint(
                condition=Q(kind="answer", revision__isnull=False)
                | (~Q(kind="answer") & Q(revision__isnull=True)),
                name="visitentry_answer_has_revision",
            ),
            CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(storage_key="", sha256=""),
                name="visitentry_erased_has_no_file",
            ),
        )
