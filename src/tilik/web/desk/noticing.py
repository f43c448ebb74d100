"""The messages to copy that a page offers where the act was done, with their addresses."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tilik.records.models import EvidenceLink, Finding, OversightProduct, RoundUnit, Sheet
from tilik.records.queries.documents import find_form
from tilik.records.queries.evidence import find_item
from tilik.records.queries.visits import VisitRow
from tilik.web.desk.rooms import Room
from tilik.web.presenters.notices import (
    Matter,
    Notice,
    say_filled,
    write_extension,
    write_plea,
    write_product,
    write_return,
    write_visit,
)
from tilik.web.presenters.reminders import LANGUAGE
from tilik.web.presenters.texts import say


def tell_returned(
    request: HttpRequest, room: Room, row: RoundUnit, findings: Sequence[Finding]
) -> list[Notice]:
    """The message to a unit about the indicators that are with it; none where none is."""
    if not findings:
        return []
    matters = [_make_matter(room, each) for each in findings]
    address = _build(request, "tilik:returned", row)
    text = write_return(room.round, row.name, matters, address)
    return [Notice(f"back-{row.unit.code}", row.name, text)]


def tell_proof(request: HttpRequest, room: Room, row: RoundUnit, link: EvidenceLink) -> Notice:
    """The message to a unit about a proof that was returned to it."""
    with override(LANGUAGE):
        what = _("evidence “%(title)s” of indicator %(item)s") % {
            "title": link.document.title, "item": link.item,
        }  # fmt: skip
    address = _build(request, "tilik:evidence", row, link.pk)
    text = write_return(room.round, row.name, [Matter(what, link.reason)], address)
    return Notice(f"proof-{link.pk}", row.name, text)


def tell_form(request: HttpRequest, room: Room, row: RoundUnit, sheet: Sheet) -> list[Notice]:
    """The message to a unit about its form; none where it is not with the unit."""
    if not sheet.returned_reason or sheet.sent_at:
        return []
    matter = Matter(_say_form(room, sheet.form), sheet.returned_reason, sheet.returned_until)
    text = write_return(room.round, row.name, [matter], _build(request, "tilik:claim", row))
    return [Notice(f"form-{sheet.form}", _("To the unit: the form is returned"), text)]


def tell_extended(request: HttpRequest, room: Room, rows: Iterable[RoundUnit]) -> list[Notice]:
    """The messages to the units whose longer time runs."""
    now = timezone.now()
    return [
        Notice(
            f"time-{row.unit.code}",
            _("More time: %(unit)s") % {"unit": row.name},
            write_extension(
                room.round, row.name, row.extended_until, row.extension_letter,
                _build(request, "tilik:claim", row),
            ),
        )
        for row in rows
        if row.extended_until and row.extended_until > now
    ]  # fmt: skip


def ask_for_form(
    room: Room, row: RoundUnit, deadline: datetime, forms: Sequence[tuple[str, int, int]]
) -> list[Notice]:
    """The message with which a unit asks for more time for forms it has not sent.

    `forms` are form, indicators filled in and indicators in all; none where all are sent.
    """
    if not forms:
        return []
    matters = [
        Matter(say_filled(_say_form(room, form), done, total) if total else _say_form(room, form),
               until=deadline)
        for form, done, total in forms
    ]  # fmt: skip
    text = write_plea(room.round, row.name, matters)
    return [Notice("plea", _("To the office: ask for more time"), text)]


def ask_for_mending(room: Room, row: RoundUnit, findings: Sequence[Finding]) -> list[Notice]:
    """The message with which a unit asks for more time for what was returned to it."""
    if not findings:
        return []
    matters = [_make_matter(room, each)._replace(remark="") for each in findings]
    text = write_plea(room.round, row.name, matters)
    return [Notice("plea", _("To the office: ask for more time"), text)]


def tell_visits(room: Room, visits: Iterable[VisitRow], rows: Iterable[RoundUnit]) -> list[Notice]:
    """The messages to the units about visits that lie ahead."""
    names, today = {row.unit_id: row.name for row in rows}, timezone.localdate()
    ahead = [
        each.visit
        for each in visits
        if not each.n_entries and each.visit.closed_at is None and each.visit.unit_id in names
    ]
    return [
        Notice(
            f"visit-{visit.client_uuid}",
            names[visit.unit_id],
            write_visit(room.round, names[visit.unit_id], visit.kind, visit.planned_for),
        )
        for visit in ahead
        if visit.planned_for is None or visit.planned_for >= today
    ]


def tell_products(
    request: HttpRequest, room: Room, products: Iterable[OversightProduct]
) -> list[Notice]:
    """The messages about products that are not settled, the nearest deadline first."""
    today, made = timezone.localdate(), []
    for product in products:
        place = reverse("tilik:oversight_product", args=[room.round.pk, product.pk])
        text = write_product(room.round, product, today, request.build_absolute_uri(place))
        unit = product.unit.name if product.unit else _("the government as a whole")
        made.append(Notice(f"product-{product.pk}", f"{product.number}: {unit}", text))
    return made


def _make_matter(room: Room, finding: Finding) -> Matter:
    """A returned indicator by its number and its title in Indonesian."""
    document = room.round.instrument_version.document
    raw = find_item(document, finding.sheet.form, finding.item) or {}
    with override(LANGUAGE):
        what = " ".join(filter(None, ("No.", finding.item, say(raw.get("title")))))
    return Matter(what, finding.return_reason, finding.returned_until)


def _say_form(room: Room, code: str) -> str:
    """The name of a form in Indonesian."""
    with override(LANGUAGE):
        title = say(find_form(room.round.instrument_version.document, code).get("title"))
    return title or code


def _build(request: HttpRequest, name: str, row: RoundUnit, *rest: object) -> str:
    """The whole address of a page of the unit."""
    return request.build_absolute_uri(reverse(name, args=[row.round_id, row.unit.code, *rest]))
