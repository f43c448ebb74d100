"""The ledger of the Ombudsman's products as Excel, out and in with a look first."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.actions.oversight_import import export_ledger, import_ledger
from tilik.web.desk.managing import EXCEL, run_import
from tilik.web.desk.overseeing import MANAGE
from tilik.web.desk.rooms import enter


def send_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger as a workbook."""
    room = enter(request, pk, "oversight")
    room.require(MANAGE)
    content = export_ledger(by=request.user, government=room.round.government)  # type: ignore[arg-type]
    headers = {"Content-Disposition": 'attachment; filename="produk-ombudsman.xlsx"'}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


def show_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a workbook is sent; then what each row of it would do, or did."""
    room = enter(request, pk, "oversight")
    room.require(MANAGE)
    run = partial(import_ledger, government=room.round.government)
    context = run_import(request, run) if request.method == "POST" else {}
    status = 409 if "faults" in context else 200
    context["round"] = room.round
    return render(request, "tilik/desk/oversight_file.html", context, status=status)
