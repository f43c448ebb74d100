"""A survey report sent in and looked through: findings beside its pages, a note to take along."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tilik.actions.documents import keep_document
from tilik.actions.permissions import Rights, load_rights
from tilik.actions.report_audit import audit_file, open_note, seal_note
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import Government, Round, Unit
from tilik.web.desk.doors import set_frame
from tilik.web.presenters.report_audit import make_view, say_refused_report


def show_audit(request: HttpRequest) -> HttpResponse:
    """The form; after a file was sent, what was found in it. Nothing is stored unless asked."""
    rights, home = _enter(request)
    units = _list_units(rights, home)
    context: dict[str, object] = {"units": units, "chosen": request.POST.get("unit", "")}
    status = 200
    if request.method == "POST":
        try:
            context |= _audit(request, units)
        except (NotFound, PermissionDenied):
            raise
        except UserError as error:
            context["error"], status = say_refused_report(error), 400
    return render(request, "tilik/desk/report_audit.html", context, status=status)


def download_note(request: HttpRequest) -> HttpResponse:
    """The note of one page as PDF, from the findings the page holds."""
    _enter(request)
    try:
        content = open_note(request.POST.get("note", ""), (get_language() or "id")[:2])
    except NotFound:
        messages.error(request, _("These findings are over a day old. Send the report in again."))
        return redirect("tilik:report_audit")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="catatan-laporan.pdf"'
    return response


def _audit(request: HttpRequest, units: list[Unit]) -> dict[str, object]:
    """What the template shows. Raises UserError for a file that is refused."""
    file = request.FILES.get("file")
    if file is None:
        raise UserError("file-missing")
    unit = next((each for each in units if each.code == request.POST.get("unit")), None)
    if request.POST.get("unit") and unit is None:
        raise NotFound("unit-not-found", found=request.POST["unit"])
    audited = audit_file(file)
    if unit is not None:
        file.seek(0)
        keep_document(by=request.user, unit=unit, file=file)  # type: ignore[arg-type]
        messages.success(
            request, _("The file is kept as a document of %(unit)s.") % {"unit": unit.name}
        )
    view = make_view(audited, (get_language() or "id")[:2])
    return {"view": view, "note": seal_note(audited.data), "is_kept": unit is not None}


def _enter(request: HttpRequest) -> tuple[Rights, Government]:
    """The person's rights and their government; the frame is set. Raises PermissionDenied."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = next((each for each in homes if rights.may_somewhere("standard.read", each)), None)
    if home is None:
        raise PermissionDenied("permission-denied", verb="standard.read")
    set_frame(request, rights, home, "report_audit")
    is_example = Round.objects.filter(government=home, is_example=True).exists()
    request.frame = replace(request.frame, is_example=is_example)  # type: ignore[attr-defined]
    return rights, home


def _list_units(rights: Rights, home: Government) -> list[Unit]:
    """The units whose documents the person may add to."""
    units = Unit.objects.filter(government=home, valid_to=None).order_by("name")
    rows = units.select_related("government")
    return [unit for unit in rows if rights.may("sheet.fill", government=home, unit=unit)]
