"""The catalogue: shares of the government, the services of one unit."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tilik.actions.units import add_service
from tilik.core.catalogue import count_states
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Service, Unit
from tilik.records.queries.standard_readings import list_readings
from tilik.records.queries.standards import list_services, list_standards, list_states
from tilik.web.desk.standard_readings import take_document
from tilik.web.desk.standard_rooms import enter, find_unit, list_units
from tilik.web.presenters.catalogue import CHANNELS, make_service_row, make_share_rows
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.standard_readings import say_reading


def show_government(request: HttpRequest) -> HttpResponse:
    """The share of every unit and sector; somebody of one unit goes there at once."""
    rights, home = enter(request)
    units = list_units(rights, home)
    if len(units) == 1 and not rights.may("standard.read", government=home):
        return redirect("tilik:unit_standards", units[0].code)
    rows, sectors, total = make_share_rows(units, list_states(home))
    context = {
        "rows": [row for row in rows if row.share.n_services],
        "without": [row for row in rows if not row.share.n_services],
        "sectors": sectors if len(units) > 1 else [],
        "total": total,
    }
    return render(request, "tilik/desk/standards.html", context)


def show_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """The unit's services with their standards, and a new one to add."""
    rights, found = find_unit(request, unit)
    may_write = rights.may("standard.write", government=found.government, unit=found)
    context: dict[str, object] = {"typed": {}}
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied("permission-denied", verb="standard.write")
        try:
            if request.POST.get("act") == "read":
                return take_document(request, found)
            service = _add(request, found)
        except UserError as error:
            context = {"error": say_refusal(error), "typed": request.POST.dict()}
        else:
            return redirect("tilik:standard", found.code, service.code)
    standing = {v.service_id: v for v in list_standards([found]).get(found.pk, [])}
    rows = [make_service_row(each, standing.get(each.pk)) for each in list_services(found)]
    context |= {
        "unit": found,
        "rows": rows,
        "total": count_states(
            [c.state for c in row.version.components.all()] if row.version else None for row in rows
        ),
        "may_write": may_write,
        "channels": CHANNELS.items(),
        "readings": [(each, say_reading(each)) for each in list_readings(found)],
        "client": uuid4(),
    }
    status = 409 if "error" in context else 200
    return render(request, "tilik/desk/unit_standards.html", context, status=status)


def _add(request: HttpRequest, unit: Unit) -> Service:
    """The service that was named. Raises UserError("service-name-missing" | "service-there")."""
    name = " ".join(request.POST.get("name", "").split())[:300]
    channel = request.POST.get("channel", "")
    code = slugify(name)[:40].strip("-")
    if not code:
        raise UserError("service-name-missing")
    if unit.services.filter(code=code).exists():
        raise UserError("service-there", name=name)
    service = add_service(
        by=request.user,  # type: ignore[arg-type]
        unit=unit, code=code, name=name, channel=channel if channel in CHANNELS else "luring",
    )  # fmt: skip
    messages.success(request, _("The service is added. Begin its standard."))
    return service
