"""Survey reports sent in and looked through by the worker: findings beside the pages, a note."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tilik.actions.permissions import Rights, load_rights
from tilik.actions.report_audit import (
    delete_audit,
    may_change,
    may_read,
    paint_findings,
    resume_audit,
    start_audit,
    stop_audit,
    write_pdf,
)
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.reading.kinds import PDF
from tilik.records.models import Government, ReportAudit, Unit
from tilik.records.models.job import JobState
from tilik.records.queries.report_audits import get_audit, list_audits
from tilik.web.desk.doors import set_frame
from tilik.web.desk.serving import protect
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.report_audit import make_row, make_view, say_refused_report, say_state
from tilik.web.zones import enter_zone

SHOWN = 50
RUNS = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Place:
    """A report as one person sees it."""

    found: ReportAudit
    may_change: bool


def show_audits(request: HttpRequest) -> HttpResponse:
    """The form, and the reports of the government that were looked through before."""
    rights, home = _enter(request)
    units = _list_units(rights, home)
    error, status = "", 200
    if request.method == "POST":
        try:
            return _take(request, home, units)
        except (NotFound, PermissionDenied):
            raise
        except UserError as refused:
            error, status = say_refused_report(refused.code, refused.facts), 400
    user: Any = request.user
    rows = [row for row in list_audits(home) if may_read(rights, user, row)]
    context = {
        "units": units,
        "chosen": request.POST.get("unit", ""),
        "client": uuid4(),
        "error": error,
        "rows": [make_row(row) for row in rows[:SHOWN]],
        "n_left": max(0, len(rows) - SHOWN),
    }
    return render(request, "tilik/desk/report_audits.html", context, status=status)


def show_audit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is; done, what was found."""
    place = _find(request, uuid)
    if request.method == "POST":
        return _act(request, place)
    part = "state" if request.headers.get("HX-Request") else ""
    template = f"tilik/desk/report_audit{'_' + part if part else ''}.html"
    return render(request, template, _describe(place))


def send_page(request: HttpRequest, uuid: UUID, page: int) -> HttpResponse:
    """A page with the numbers of its findings, painted in a process of its own."""
    found = _find(request, uuid).found
    if page not in _list_pages(found):
        raise NotFound("page-not-found")
    return protect(HttpResponse(paint_findings(found, page), content_type="image/webp"))


def send_note(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The note of one page as PDF."""
    found = _find(request, uuid).found
    if not found.outcome:
        raise NotFound("note-not-found")
    content = write_pdf(found.outcome, (get_language() or "id")[:2])
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="catatan-laporan.pdf"'
    return response


def _take(request: HttpRequest, home: Government, units: list[Unit]) -> HttpResponse:
    """Off to the audit of the report sent. Raises UserError, NotFound."""
    file: Any = request.FILES.get("file")
    if file is None:
        raise UserError("file-missing")
    unit = next((each for each in units if each.code == request.POST.get("unit")), None)
    if request.POST.get("unit") and unit is None:
        raise NotFound("unit-not-found", found=request.POST["unit"])
    found = start_audit(
        by=request.user, government=home, unit=unit, file=file,  # type: ignore[arg-type]
        client_uuid=read_uuid(request.POST.get("client", "")) or uuid4(),
    )  # fmt: skip
    return redirect("tilik:report_audited", found.job.client_uuid)


def _act(request: HttpRequest, place: Place) -> HttpResponse:
    """Stops, goes on or deletes."""
    found, act = place.found, request.POST.get("act", "")
    if not place.may_change:
        raise PermissionDenied("permission-denied", verb="standard.read")
    acts = {"stop": stop_audit, "resume": resume_audit, "delete": delete_audit}
    try:
        if act not in acts:
            raise UserError("act-missing")
        uuid = found.job.client_uuid
        acts[act](by=request.user, found=found)  # type: ignore[arg-type]
    except PermissionDenied:
        raise
    except UserError as error:
        refused = say_refused_report(error.code, error.facts)
        context = _describe(place) | {"error": refused}
        return render(request, "tilik/desk/report_audit.html", context, status=409)
    if act == "delete":
        messages.success(request, _("The findings were deleted, and the file if no unit keeps it."))
        return redirect("tilik:report_audit")
    return redirect("tilik:report_audited", uuid)


def _describe(place: Place) -> dict[str, object]:
    found = place.found
    language = (get_language() or "id")[:2]
    pages = _list_pages(found)
    return {
        "audit": found,
        "state": say_state(found),
        "failure": say_refused_report(found.job.message, {}) if found.job.message else "",
        "is_running": found.job.state in RUNS,
        "view": make_view(found.outcome, pages, language) if found.outcome else None,
        "may_change": place.may_change,
    }


def _list_pages(found: ReportAudit) -> list[int]:
    """The pages that have findings, where they can be shown."""
    if found.media_type != PDF or not found.storage_key:
        return []
    findings = found.outcome.get("findings", [])
    return sorted({each["page"] for each in findings if each["page"] and each["box"]})


def _find(request: HttpRequest, uuid: UUID) -> Place:
    """The audit. Raises NotFound for another government's, PermissionDenied."""
    rights, home = _enter(request)
    found = get_audit(uuid)
    if found is None or found.government_id != home.pk:
        raise NotFound("report-not-found")
    user: Any = request.user
    if not may_read(rights, user, found):
        raise PermissionDenied("permission-denied", verb="standard.read")
    return Place(found, may_change(rights, user, found))


def _enter(request: HttpRequest) -> tuple[Rights, Government]:
    """The person's rights and their government; the frame is set. Raises PermissionDenied."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = next((each for each in homes if rights.may_somewhere("standard.read", each)), None)
    if home is None:
        raise PermissionDenied("permission-denied", verb="standard.read")
    enter_zone(home)
    set_frame(request, rights, home, "report_audit")
    return rights, home


def _list_units(rights: Rights, home: Government) -> list[Unit]:
    """The units whose documents the person may add to."""
    units = Unit.objects.filter(government=home, valid_to=None).order_by("name")
    rows = units.select_related("government")
    return [unit for unit in rows if rights.may("sheet.fill", government=home, unit=unit)]
