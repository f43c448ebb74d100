"""The ledger of the Ombudsman's products as Excel, out and in with a look first."""

import base64
import tempfile
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tilik.actions.faults import list_faults
from tilik.actions.oversight_import import export_ledger, import_ledger
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Government
from tilik.web.desk.managing import EXCEL, read_file
from tilik.web.desk.overseeing import MANAGE
from tilik.web.desk.rooms import enter
from tilik.web.presenters.managing import make_lines


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
    context = _import(request, room.round.government) if request.method == "POST" else {}
    status = 409 if "faults" in context else 200
    context["round"] = room.round
    return render(request, "tilik/desk/oversight_file.html", context, status=status)


def _import(request: HttpRequest, home: Government) -> dict[str, object]:
    """What the file does row by row, or did; what is wrong with it as a whole."""
    content, name = read_file(request)
    if content is None:
        return {"faults": [("", _("Choose a file of at most 1.5 MB."))]}
    language = (get_language() or "id")[:2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            report = import_ledger(
                by=request.user, government=home, path=path,  # type: ignore[arg-type]
                apply=request.POST.get("act") == "apply",
            )  # fmt: skip
        except PermissionDenied:
            raise
        except UserError as error:
            return {"faults": list_faults(error, language)}
    return {
        "report": report,
        "lines": make_lines(report, language),
        "n_conflicts": report.count("conflict"),
        "content": base64.b64encode(content).decode(),
        "name": name,
    }
