"""Standards as Excel, out and in with a look first; two standards side by side."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.actions.standard_import import export_standards, import_standards
from tilik.core.errors import NotFound, PermissionDenied
from tilik.records.queries.standards import get_version
from tilik.web.desk.managing import EXCEL, run_import
from tilik.web.desk.standard import find_place
from tilik.web.desk.standard_rooms import find_unit
from tilik.web.presenters.catalogue import compare_versions


def send_file(request: HttpRequest, unit: str) -> HttpResponse:
    """The unit's standards as a workbook."""
    _rights, found = find_unit(request, unit)
    content = export_standards(by=request.user, unit=found)  # type: ignore[arg-type]
    name = f"standar-{found.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


def show_file(request: HttpRequest, unit: str) -> HttpResponse:
    """Where a workbook is sent; then what each service in it would become, or became."""
    rights, found = find_unit(request, unit)
    if not rights.may("standard.write", government=found.government, unit=found):
        raise PermissionDenied("permission-denied", verb="standard.write")
    context = (
        run_import(request, partial(import_standards, unit=found))
        if request.method == "POST"
        else {}
    )
    status = 409 if "faults" in context else 200
    context["unit"] = found
    return render(request, "tilik/desk/standard_file.html", context, status=status)


def show_comparison(
    request: HttpRequest, unit: str, service: str, n: int, other: int
) -> HttpResponse:
    """Two standards side by side, component by component."""
    place = find_place(request, unit, service)
    one = next((each for each in place.versions if each.n == n), None)
    beside = get_version(place.service.government, other)
    if one is None or beside is None:
        raise NotFound("standard-not-found")
    if not place.rights.may(
        "standard.read", government=beside.government, unit=beside.service.unit
    ):
        raise PermissionDenied("permission-denied", verb="standard.read")
    parts = compare_versions(one, beside)
    context = {
        "unit": place.service.unit, "service": place.service, "one": one, "other": beside,
        "parts": parts, "n_same": sum(part.is_same for part in parts),
    }  # fmt: skip
    return render(request, "tilik/desk/standard_compared.html", context)
