"""The signed scans of a service: its decree, its maklumat, the minutes of its FKP."""

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.actions.readings import note_version
from tilik.actions.receiving import Incoming, Kept, receive
from tilik.core.errors import UserError
from tilik.reading.kinds import PDF, PICTURES
from tilik.records.models import Document, DocumentVersion, Service, User
from tilik.records.queries.standards import list_versions, pick_adopted

DECREE, PROMISE, FORUM = "keputusan", "maklumat", "fkp"
FIELDS = {PROMISE: "promise_document", FORUM: "forum_document"}


def file_signed_paper(*, by: User, service: Service, of: str, file: Incoming) -> DocumentVersion:
    """The signed scan as it is kept; a newer scan is its next version, the same bytes are the same.

    Raises PermissionDenied, UserError("paper-unknown" | "decree-not-named" | "not-a-scan" |
    "quota-full" | "file-…").
    """
    unit = service.unit
    require(by, "standard.write", government=service.government, unit=unit)
    if of not in (DECREE, *FIELDS):
        raise UserError("paper-unknown")
    standing = pick_adopted(list_versions(service))
    decree = standing.decree if standing else None
    if of == DECREE and decree is None:
        raise UserError("decree-not-named")
    kept = _receive(service, file)
    with audit.writing(service.government):
        service.refresh_from_db()
        document = decree if decree and of == DECREE else _get_document(service, of)
        newest = document.versions.order_by("-n").first()
        if newest and newest.sha256 == kept.sha256:
            return newest
        version = DocumentVersion.objects.create(
            government=service.government, document=document, n=newest.n + 1 if newest else 1,
            sha256=kept.sha256, size=kept.size, media_type=kept.kind, file_name=kept.name,
            sent_sha256="" if kept.sent_sha256 == kept.sha256 else kept.sent_sha256,
            storage_key=kept.key, by=by, at=timezone.now(),
        )  # fmt: skip
        diff = {"kind": [None, document.kind], "n": [None, version.n], "sha": [None, kept.sha256]}
        place = {"government": service.government, "unit": unit}
        audit.record(by=by, verb="service.file", target=service, diff=diff, **place)
        transaction.on_commit(lambda: note_version(version))
    return version


def _receive(service: Service, file: Incoming) -> Kept:
    """The scan, kept. Raises UserError("quota-full") before a byte is read, "not-a-scan"."""
    held = DocumentVersion.objects.filter(document__unit=service.unit).aggregate(sum=Sum("size"))
    if (held["sum"] or 0) + (file.size or 0) > settings.TILIK_UNIT_BYTES:
        raise UserError("quota-full", held=held["sum"] or 0, most=settings.TILIK_UNIT_BYTES)
    kept = receive(file)
    if kept.kind not in {PDF, *PICTURES}:
        raise UserError("not-a-scan")
    return kept


def _get_document(service: Service, of: str) -> Document:
    """The document the scan is of; the first time it begins with what is known of the paper."""
    field = FIELDS[of]
    found: Document | None = getattr(service, field)
    if found is None:
        is_promise = of == PROMISE
        found = Document.objects.create(
            government=service.government, unit=service.unit,
            kind="maklumat" if is_promise else "berita-acara-fkp",
            title=f"{'Maklumat pelayanan' if is_promise else 'Berita acara FKP'} {service.name}"[:300],
            number="" if is_promise else service.forum_number,
            signed_on=service.promise_on if is_promise else service.forum_on,
        )  # fmt: skip
        setattr(service, field, found)
        service.save(update_fields=[field])
    return found
