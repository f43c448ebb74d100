"""Background work, its timetable, and texts ready to be sent by a person."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from tilik.records.models.base import KEY_LENGTH, ClientRow, TenantRow, one_of, together


class JobState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Job(ClientRow):
    """One piece of long work, with progress that survives leaving the page; `at`: when it last moved."""

    government = models.ForeignKey(
        "records.Government", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=KEY_LENGTH)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    message = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("job", "state", JobState),
            CheckConstraint(
                condition=Q(state__in=("waiting", "running"), ended_at__isnull=True)
                | (Q(state__in=("done", "failed", "stopped")) & Q(ended_at__isnull=False)),
                name="job_ended_has_when",
            ),
        )


class Schedule(models.Model):
    """Work that comes again: what, how often, and when next."""

    kind = models.CharField(max_length=KEY_LENGTH, unique=True)
    arguments = models.JSONField(default=dict)
    every_seconds = models.PositiveIntegerField()
    next_at = models.DateTimeField(db_index=True)
    last_at = models.DateTimeField(null=True, blank=True)


class Outbox(TenantRow, ClientRow):
    """A text ready to copy (WhatsApp); Tilik itself sends nothing."""

    kind = models.CharField(max_length=KEY_LENGTH)
    audience = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    copied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    copied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (together("outbox_copied", "copied_by", "copied_at"),)
