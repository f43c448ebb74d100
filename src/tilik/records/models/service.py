"""Services of a unit and how many people use them."""

from django.db import models
from django.db.models import UniqueConstraint

from tilik.records.models.base import KEY_LENGTH, TenantRow, not_before, one_of
from tilik.records.models.unit import Unit


class ServiceChannel(models.TextChoices):
    """Where it is given."""

    OFFLINE = "luring"
    ONLINE = "daring"
    BOTH = "luring-daring"


class RegistryState(models.TextChoices):
    """Whether the service is in SIPPN; unknown is not absent."""

    UNKNOWN = "unknown"
    ABSENT = "absent"
    LISTED = "listed"


class PromiseState(models.TextChoices):
    """How far the promise (maklumat) is: what each adds to the one before."""

    UNKNOWN = "unknown"
    ABSENT = "absent"
    DRAFTED = "drafted"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class Service(TenantRow):
    """A kind of service a unit gives."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=KEY_LENGTH)
    name = models.CharField(max_length=300)
    channel = models.CharField(
        max_length=20, choices=ServiceChannel, default=ServiceChannel.OFFLINE
    )
    group = models.CharField(max_length=KEY_LENGTH, blank=True)
    registry_number = models.CharField(max_length=60, blank=True)
    registry_state = models.CharField(
        max_length=20, choices=RegistryState, default=RegistryState.UNKNOWN
    )
    registry_checked_on = models.DateField(null=True, blank=True)
    promise_state = models.CharField(
        max_length=20, choices=PromiseState, default=PromiseState.UNKNOWN
    )
    promise_on = models.DateField(null=True, blank=True)
    # The public consultation (FKP) the standard was drawn up in: its minutes.
    forum_number = models.CharField(max_length=200, blank=True)
    forum_on = models.DateField(null=True, blank=True)
    # The signed scans of both, once they are filed.
    promise_document = models.ForeignKey(
        "records.Document", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    forum_document = models.ForeignKey(
        "records.Document", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit", "code")
        constraints = (
            UniqueConstraint(fields=("unit", "code"), name="service_code_once"),
            one_of("service", "channel", ServiceChannel),
            one_of("service", "registry_state", RegistryState),
            one_of("service", "promise_state", PromiseState),
            not_before("service_valid_order", "valid_from", "valid_to"),
        )

    def __str__(self) -> str:
        """The name."""
        return self.name


class ServiceVolume(TenantRow):
    """Users of a service in one period: the population surveys are drawn from."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="volumes")
    period_start = models.DateField()
    period_end = models.DateField()
    users = models.PositiveIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            UniqueConstraint(fields=("service", "period_start", "period_end"), name="volume_once"),
            not_before("volume_period_order", "period_start", "period_end"),
        )
