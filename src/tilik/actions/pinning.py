"""Links as evidence: what they lead to is fetched once by the worker and kept like a sent file."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.actions.documents import Place, Source, offer_fetched, require_offering
from tilik.core.errors import Conflict, NotFound, UserError
from tilik.reading.fetching import Fetched, fetch
from tilik.reading.links import make_direct, read_target
from tilik.records.models import DocumentVersion, PinnedLink, RoundUnit, User
from tilik.records.models.document import PinStatus
from tilik.records.queries.evidence import get_current

MOST_WAITING = 20
LATE = timedelta(minutes=10)
"""How many links of a unit may wait at once; what waits longer than LATE is asked for again."""


def pin_link(*, by: User, place: Place, address: str, client_uuid: UUID) -> PinnedLink:
    """The link, waiting to be fetched; a link that waits there already is that one.

    Raises PermissionDenied, UserError("links-off" | "link-…" | "phase-closed" | …).
    """
    require_offering(by, place)
    if not settings.TILIK_LINKS:
        raise UserError("links-off")
    address = address.strip()
    read_target(make_direct(address))
    row = place.row
    where = {"round": row.round, "unit": row.unit, "form": place.form, "item": place.item}
    waiting = PinnedLink.objects.filter(round=row.round, unit=row.unit, status=PinStatus.WAITING)
    with audit.writing(row.government):
        found = waiting.filter(**where, slot=place.slot, address=address).first()
        if found:
            return found
        if waiting.count() >= MOST_WAITING:
            raise UserError("links-many", most=MOST_WAITING)
        if PinnedLink.objects.filter(client_uuid=client_uuid).exists():
            raise Conflict("sent-before")
        _drop_refused(place, address)
        pin = PinnedLink.objects.create(
            government=row.government, **where, slot=place.slot, address=address,
            by=by, at=timezone.now(), client_uuid=client_uuid,
        )  # fmt: skip
        _record(by, "evidence.pin", pin, {"address": [None, audit.digest(address)]})
        transaction.on_commit(lambda: fetch_link.enqueue(pin.pk))
    return pin


def drop_link(*, by: User, place: Place, pk: int) -> PinnedLink:
    """The link, no longer shown. Raises PermissionDenied, NotFound."""
    require_offering(by, place)
    row = place.row
    with audit.writing(row.government):
        pin = find_pin(place, pk)
        pin.status = PinStatus.DROPPED
        pin.save()
        _record(by, "evidence.drop-pin", pin, {})
    return pin


def find_pin(place: Place, pk: int) -> PinnedLink:
    """The link that waits or was refused there. Raises NotFound."""
    pin = PinnedLink.objects.filter(
        pk=pk, round=place.row.round, unit=place.row.unit, form=place.form, item=place.item,
        status__in=(PinStatus.WAITING, PinStatus.REFUSED),
    ).first()  # fmt: skip
    if pin is None:
        raise NotFound("link-not-found")
    return pin


@task()
def fetch_link(pk: int) -> str:
    """What became of the link."""
    return take_link(pk, fetch)


@task()
def fetch_waiting() -> None:
    """Nothing; what a stopped worker never came to is fetched."""
    late = PinnedLink.objects.filter(status=PinStatus.WAITING, at__lt=timezone.now() - LATE)
    for pk in list(late.order_by("pk").values_list("pk", flat=True)[:100]):
        take_link(pk, fetch)


def take_link(pk: int, get: Callable[..., Fetched]) -> str:
    """What became of the link: its bytes are kept, or it says why not. No write while it waits."""
    pin = PinnedLink.objects.select_related("by", "government").get(pk=pk)
    if pin.status != PinStatus.WAITING or not settings.TILIK_LINKS:
        return str(pin.status)
    try:
        file = get(pin.address, most=settings.TILIK_DOCUMENT_BYTES)
        link = offer_fetched(
            by=pin.by, place=_get_place(pin), file=file, client_uuid=pin.client_uuid,
            source=Source(pin.address, timezone.now()),
        )  # fmt: skip
    except UserError as error:
        return _refuse(pin, error)
    return _settle(pin, PinStatus.FETCHED, version=get_current(link.document))


def _refuse(pin: PinnedLink, error: UserError) -> str:
    facts = {name: fact for name, fact in error.facts.items() if isinstance(fact, int)}
    return _settle(pin, PinStatus.REFUSED, code=error.code, facts=facts)


def _settle(
    pin: PinnedLink,
    status: str,
    *,
    version: DocumentVersion | None = None,
    code: str = "",
    facts: dict[str, int] | None = None,
) -> str:
    """How it stands; one that was dropped meanwhile stays so. A frozen round has no new event."""
    with audit.writing(pin.government):
        pin.refresh_from_db()
        if pin.status == PinStatus.WAITING:
            pin.status, pin.version, pin.code, pin.facts = status, version, code, facts or {}
            pin.save()
            if code != "round-frozen":
                _record(pin.by, "evidence.fetch", pin, {"status": [None, code or str(status)]})
    return str(pin.status)


def _drop_refused(place: Place, address: str) -> None:
    """Nothing; what the same link was refused for before is no longer shown."""
    PinnedLink.objects.filter(
        round=place.row.round, unit=place.row.unit, form=place.form, item=place.item,
        slot=place.slot, address=address, status=PinStatus.REFUSED,
    ).update(status=PinStatus.DROPPED)  # fmt: skip


def _get_place(pin: PinnedLink) -> Place:
    rows = RoundUnit.objects.select_related("round__instrument_version", "unit", "government")
    return Place(rows.get(round=pin.round, unit=pin.unit), pin.form, pin.item, pin.slot)


def _record(by: User, verb: str, pin: PinnedLink, diff: dict[str, list[object]]) -> None:
    """Nothing; the event is on the story of the unit and the indicator, without the address."""
    audit.record(
        by=by, verb=verb, target=pin, government=pin.government, round=pin.round, unit=pin.unit,
        form=pin.form, item=pin.item, diff=diff,
    )  # fmt: skip
