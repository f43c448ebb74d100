"""Documents (bukti dukung): the papers, their versions and where they count."""

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint

from tilik.records.models.base import (
    KEY_LENGTH,
    SHA_LENGTH,
    ClientRow,
    TenantRow,
    not_before,
    one_of,
    reason_when,
    together,
)
from tilik.records.models.round import Round
from tilik.records.models.service import Service
from tilik.records.models.unit import Unit


class Document(TenantRow, ClientRow):
    """A paper of a unit: what it is and how long it holds (apart from when it was sent in)."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="documents", null=True, blank=True
    )
    kind = models.CharField(max_length=KEY_LENGTH, blank=True)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signatory = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (not_before("document_valid_order", "valid_from", "valid_to"),)

    def __str__(self) -> str:
        """The title."""
        return self.title


class DocumentVersion(TenantRow, ClientRow):
    """The bytes of a document at one time; nothing is overwritten."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=SHA_LENGTH, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    storage_key = models.CharField(max_length=200)
    # A photo is painted anew: the fingerprint of what was sent is not that of what is kept.
    sent_sha256 = models.CharField(max_length=SHA_LENGTH, blank=True)
    source_address = models.URLField(max_length=1000, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            UniqueConstraint(fields=("document", "n"), name="document_n_once"),
            models.CheckConstraint(
                condition=Q(source_address="", fetched_at__isnull=True)
                | (~Q(source_address="") & Q(fetched_at__isnull=False)),
                name="document_fetched_has_when",
            ),
        )


class DocumentReading(TenantRow):
    """What was found in the bytes of a version. The text itself is not kept.

    `sketch` and `picture` are fingerprints near-same documents share, `mentions` the units named.
    """

    version = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="reading", primary_key=True
    )
    n_pages = models.PositiveIntegerField(null=True, blank=True)
    n_characters = models.PositiveIntegerField(default=0)
    is_empty = models.BooleanField(default=False)
    is_unreadable = models.BooleanField(default=False)
    sketch = models.JSONField(default=list)
    picture = models.CharField(max_length=SHA_LENGTH, blank=True)
    mentions = models.JSONField(default=list)
    at = models.DateTimeField()


class DocumentMark(TenantRow):
    """One number by which the near-same documents of a government find each other."""

    reading = models.ForeignKey(DocumentReading, on_delete=models.PROTECT, related_name="marks")
    mark = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("government", "mark")),)


class DocumentLikeness(TenantRow):
    """Two versions of different documents that say or show nearly the same."""

    one = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()


class EvidenceStatus(models.TextChoices):
    """Where the evidence stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class EvidenceLink(TenantRow, ClientRow):
    """A document offered as evidence for one item, and what the evaluator made of it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="evidence", null=True, blank=True
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    form = models.CharField(max_length=KEY_LENGTH)
    item = models.CharField(max_length=KEY_LENGTH)
    slot = models.CharField(max_length=KEY_LENGTH, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    page = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=EvidenceStatus, default=EvidenceStatus.WAITING)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("round", "unit", "form", "item")),)
        constraints = (
            one_of("evidence", "status", EvidenceStatus),
            together("evidence_decided", "decided_by", "decided_at"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True)
                | (~Q(status="waiting") & Q(decided_at__isnull=False)),
                name="evidence_status_has_who",
            ),
            reason_when("evidence_return_reason", Q(status="returned"), "reason"),
        )


class PinStatus(models.TextChoices):
    """What became of a link."""

    WAITING = "waiting"
    FETCHED = "fetched"
    REFUSED = "refused"
    DROPPED = "dropped"


class PinnedLink(TenantRow, ClientRow):
    """A link offered as evidence: its bytes are fetched once; `code` says why they were not."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=KEY_LENGTH)
    item = models.CharField(max_length=KEY_LENGTH)
    slot = models.CharField(max_length=KEY_LENGTH, blank=True)
    address = models.CharField(max_length=1000)
    status = models.CharField(max_length=20, choices=PinStatus, default=PinStatus.WAITING)
    code = models.CharField(max_length=KEY_LENGTH, blank=True)
    facts = models.JSONField(default=dict)
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("round", "unit", "form", "item")),)
        constraints = (
            one_of("pinned", "status", PinStatus),
            models.CheckConstraint(
                condition=~Q(status="fetched") | Q(version__isnull=False),
                name="pinned_fetched_has_bytes",
            ),
            reason_when("pinned_refused_has_why", Q(status="refused"), "code"),
        )
