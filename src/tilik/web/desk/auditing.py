"""The trail: of a period with filters, of a unit and an indicator as a story, and its chains."""

import csv
from io import StringIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tilik.actions.audit import SYSTEM_CHAIN, find_break
from tilik.actions.permissions import Rights, load_rights
from tilik.core.errors import PermissionDenied
from tilik.records.models import AuditEvent, Government
from tilik.records.queries.audit import (
    Chain,
    Sieve,
    list_chains,
    list_events,
    list_people,
    list_verbs,
    load_names,
    load_revisions,
)
from tilik.records.queries.documents import list_titles
from tilik.web.desk.doors import set_frame
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.audit import Line, list_heads, list_rows, make_lines
from tilik.web.presenters.managing import get_role_word
from tilik.web.presenters.texts import say
from tilik.web.presenters.verbs import say_verb

PAGE = 50
MOST = 20_000
"""So many lines a file takes: more than a spreadsheet is pleasant with."""


def show_trail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every event of the period, page by page, with filters."""
    room = enter(request, pk, "audit")
    room.require("audit.read")
    sieve = _read_sieve(request)
    page = Paginator(list_events(room.round, sieve), PAGE).get_page(request.GET.get("halaman"))
    kept = request.GET.copy()
    kept.pop("halaman", None)
    context = {
        "round": room.round,
        "page": page,
        "lines": _make_lines(room, list(page)),
        "sieve": sieve,
        "people": [(str(user.pk), user.get_role_line()) for user in list_people(room.round)],
        "verbs": sorted(
            ((verb, say_verb(verb)) for verb in list_verbs(room.round)), key=lambda pair: pair[1]
        ),
        "units": [(row.unit.code, row.name) for row in room.list_members()],
        "query": kept.urlencode(),
    }
    return render(request, "tilik/desk/audit.html", context)


def download_trail(request: HttpRequest, pk: int) -> HttpResponse:
    """The events that pass the filters as CSV, newest first."""
    room = enter(request, pk)
    room.require("audit.read")
    events = list(list_events(room.round, _read_sieve(request))[:MOST])
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(list_heads())
    writer.writerows(list_rows(_make_lines(room, events)))
    headers = {"Content-Disposition": f'attachment; filename="tilik-riwayat-{pk}.csv"'}
    content = "\ufeff" + text.getvalue()  # so that spreadsheets read it as UTF-8
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def show_unit_story(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """Everything that happened to one unit in the period."""
    return _show_story(request, enter(request, pk, "audit"), unit)


def show_story(request: HttpRequest, pk: int, unit: str, form: str, item: str) -> HttpResponse:
    """Everything that happened to one indicator of a unit."""
    return _show_story(request, enter(request, pk, "audit"), unit, form, item)


def show_chains(request: HttpRequest) -> HttpResponse:
    """The chains of the trail the person answers for, checked event by event on demand."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    chains = _list_chains(rights)
    _show_doors(request, rights)
    is_asked = "periksa" in request.GET
    names = {
        f"government:{each.pk}": each.name
        for each in Government.objects.filter(pk__in=[_get_key(chain) for chain in chains])
    }
    rows = [
        (names.get(chain.name, _("the installation")), chain, find_break(chain.name))
        if is_asked
        else (names.get(chain.name, _("the installation")), chain, None)
        for chain in chains
    ]
    n_broken = sum(broken is not None for _name, _chain, broken in rows)
    context = {"rows": rows, "is_asked": is_asked, "n_broken": n_broken}
    return render(request, "tilik/desk/chains.html", context)


def _show_story(
    request: HttpRequest, room: Room, unit: str, form: str = "", item: str = ""
) -> HttpResponse:
    row = find_member(room, unit)
    events = list_events(room.round, Sieve(unit=unit, form=form, item=item))
    page = Paginator(events, PAGE).get_page(request.GET.get("halaman"))
    titles = list_titles(room.round.instrument_version.document)
    context = {
        "round": room.round,
        "row": row,
        "form": form,
        "item": item,
        "title": say(titles.get(f"{form}:{item}")) if item else "",
        "page": page,
        "lines": _make_lines(room, list(page)),
    }
    return render(request, "tilik/desk/story.html", context)


def _make_lines(room: Room, events: list[AuditEvent]) -> list[Line]:
    document = room.round.instrument_version.document
    return make_lines(events, document, load_revisions(events), load_names(events))


def _read_sieve(request: HttpRequest) -> Sieve:
    """What is asked for; what cannot be read is not asked for."""
    data = request.GET
    person = data.get("orang", "")
    try:
        day = parse_date(data.get("hari", ""))
    except ValueError:
        day = None
    return Sieve(
        person=person if person.isdigit() else "",
        verb=data.get("tindakan", ""),
        unit=data.get("unit", ""),
        day=day,
    )


def _list_chains(rights: Rights) -> list[Chain]:
    """All chains for who answers for the installation, else the own. Raises PermissionDenied."""
    if rights.may("audit.read", government=None):
        return list_chains()
    homes = [seat.government for seat in rights.seats if seat.government]
    names = [f"government:{h.pk}" for h in homes if rights.may("audit.read", government=h)]
    if not names:
        raise PermissionDenied("permission-denied", verb="audit.read")
    return list_chains(names)


def _get_key(chain: Chain) -> str | None:
    """The key of the government a chain belongs to, or None."""
    return None if chain.name == SYSTEM_CHAIN else chain.name.partition(":")[2]


def _show_doors(request: HttpRequest, rights: Rights) -> None:
    home = next((seat.government for seat in rights.seats if seat.government), None)
    role = get_role_word(rights.seats[0].role) if rights.seats else ""
    set_frame(request, rights, home, "trail", role)
