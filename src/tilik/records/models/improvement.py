"""What is to be mended: recommendations, actions, their re-check, the Ombudsman's products."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tilik.records.models.base import (
    KEY_LENGTH,
    ClientRow,
    TenantRow,
    not_before,
    one_of,
    reason_when,
    together,
)
from tilik.records.models.document import Document
from tilik.records.models.round import Round
from tilik.records.models.unit import Unit


class Source(models.TextChoices):
    """Which paper said so."""

    MINUTES = "berita-acara"
    REPORT = "laporan-hasil"
    OMBUDSMAN = "ombudsman"
    SURVEY = "rtl"
    PLAN = "rencana"


class Recommendation(TenantRow, ClientRow):
    """Something a paper told a unit to mend."""

    source = models.CharField(max_length=20, choices=Source)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="recommendations", null=True, blank=True
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="recommendations", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH, blank=True)
    item = models.CharField(max_length=KEY_LENGTH, blank=True)
    text = models.TextField()
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (one_of("recommendation", "source", Source),)


class ActionState(models.TextChoices):
    """How far it is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class Window(models.TextChoices):
    """Which budget could carry it."""

    NONE = "tanpa-anggaran"
    SHIFT = "pergeseran"
    REVISED = "perubahan"
    NEXT = "tahun-berikutnya"


class Action(TenantRow, ClientRow):
    """A step somebody promised, with owner, quarter, funding window and cost.

    `responsible` is the office that answers for it, `done` what was done, `proof` where it can be
    seen, `obstacle` what stood in the way.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="actions", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="actions", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH, blank=True)
    item = models.CharField(max_length=KEY_LENGTH, blank=True)
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    quarter_start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    window = models.CharField(max_length=20, choices=Window, null=True, blank=True)
    cost = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    evidence_asked = models.TextField(blank=True)
    done = models.TextField(blank=True)
    proof = models.CharField(max_length=300, blank=True)
    obstacle = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.PLANNED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("action", "state", ActionState),
            one_of("action", "window", Window),
            CheckConstraint(condition=Q(progress__range=(0, 100)), name="action_progress_percent"),
            together("action_done", "done_by", "done_at"),
            CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
                name="action_done_has_who",
            ),
        )


class Outcome(models.TextChoices):
    """What was found."""

    HELD = "held"
    PARTLY = "partly"
    NOT_FOUND = "not-found"


class Verification(TenantRow, ClientRow):
    """What a later round found of an action; never rewritten."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="verifications")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="verifications")
    outcome = models.CharField(max_length=20, choices=Outcome)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (one_of("verification", "outcome", Outcome),)


class OversightKind(models.TextChoices):
    """Its kind, in rising weight."""

    REPORT = "lahp"
    CORRECTIVE = "tindakan-korektif"
    ADVICE = "saran"
    RECOMMENDATION = "rekomendasi"


class OversightState(models.TextChoices):
    """Whether it was followed."""

    OPEN = "open"
    PARTLY = "partly"
    DONE = "done"
    DISPUTED = "disputed"


class OversightProduct(TenantRow, ClientRow):
    """A product of the Ombudsman that must be followed up by a day.

    `subject` is what is asked, `done` what was done, `proof` where it can be seen, `settled_on` the
    day on which it was followed up whole.
    """

    kind = models.CharField(max_length=20, choices=OversightKind)
    number = models.CharField(max_length=200)
    received_on = models.DateField()
    subject = models.TextField()
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="oversight", null=True, blank=True
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=OversightState, default=OversightState.OPEN)
    done = models.TextField(blank=True)
    proof = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            UniqueConstraint(fields=("government", "number"), name="oversight_number_once"),
            one_of("oversight", "kind", OversightKind),
            one_of("oversight", "state", OversightState),
            together("oversight_done", "done_by", "done_at", "settled_on"),
            CheckConstraint(
                condition=Q(state=OversightState.DONE, done_at__isnull=False)
                | (~Q(state=OversightState.DONE) & Q(done_at__isnull=True)),
                name="oversight_done_has_who",
            ),
            reason_when("oversight_done_proof", Q(state=OversightState.DONE), "proof"),
            not_before("oversight_settled_order", "received_on", "settled_on"),
            not_before("oversight_due_order", "received_on", "due"),
        )
