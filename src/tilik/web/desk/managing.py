"""Units, people and instruments from files: looked at first, brought in only then."""

import base64
import binascii
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tilik.actions.faults import check_instrument, list_faults
from tilik.actions.imports import Report
from tilik.actions.instruments import upload_version
from tilik.actions.people_import import import_people
from tilik.actions.templates import KINDS, make_template
from tilik.actions.unit_import import import_units
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Government
from tilik.records.queries.people import list_instruments, list_steps, list_units
from tilik.web.desk.doors import enter_office
from tilik.web.desk.lineage import LineageForm, take_step
from tilik.web.desk.slips import seal_slips
from tilik.web.presenters.managing import make_lines, write_slips
from tilik.web.presenters.texts import say

LARGEST = 1_500_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMPORTS: dict[str, Callable[..., Report]] = {"unit": import_units, "orang": import_people}


def show_units(request: HttpRequest) -> HttpResponse:
    """The units, and the two files they and their people come from."""
    home = enter_office(request, "unit.manage", "manage_units")
    context: dict[str, object] = {}
    if request.POST.get("act") == "lineage":
        form = take_step(request, home)
        if form is None:
            return redirect("tilik:manage_units")
        context = {"form": form}
    elif request.method == "POST":
        context = _import(request, home)
    units = list_units(home)
    context = {"form": LineageForm(units=units), "steps": list_steps(home), **context}
    return render(request, "tilik/desk/manage_units.html", {"units": units, **context})


def download_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook for units or people."""
    enter_office(request, "unit.manage", "manage_units")
    if kind not in KINDS:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="tilik-{kind}.xlsx"'}
    return HttpResponse(make_template(kind), content_type=EXCEL, headers=headers)


def show_instruments(request: HttpRequest) -> HttpResponse:
    """The instruments in use, and a file of one's own with all the linter says of it."""
    home = enter_office(request, "instrument.upload", "manage_instruments")
    context: dict[str, object] = {}
    if request.method == "POST":
        found = _upload(request, home)
        if isinstance(found, HttpResponse):
            return found
        context = found
    rows = [(version, say(version.document["title"])) for version in list_instruments(home)]
    return render(request, "tilik/desk/manage_instruments.html", {"rows": rows, **context})


def _import(request: HttpRequest, home: Government) -> dict[str, object]:
    """What the file does line by line, or did; what is wrong with it as a whole."""
    kind = request.POST.get("kind", "")
    run = IMPORTS.get(kind)
    context = run_import(request, run and partial(run, government=home))
    report = context.get("report")
    if isinstance(report, Report):
        context |= {
            "slips": write_slips(report.slips, request.build_absolute_uri("/")),
            "sealed": seal_slips(report.slips) if report.slips else "",
            "counts": [report.count(each) for each in ("add", "change", "same", "conflict")],
        }
    return context | {"kind": kind}


def run_import(request: HttpRequest, run: Callable[..., Report] | None) -> dict[str, object]:
    """What the file sent does line by line, or did; what is wrong with it as a whole.

    `run` takes by, path and apply. Raises PermissionDenied.
    """
    content, name = read_file(request)
    if run is None or content is None:
        return {"faults": [("", _("Choose a file of at most 1.5 MB."))]}
    language = (get_language() or "id")[:2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            report = run(by=request.user, path=path, apply=request.POST.get("act") == "apply")
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


def read_file(request: HttpRequest) -> tuple[bytes | None, str]:
    """The file sent, or the one looked at before; its name without folders."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        if not upload.size or upload.size > LARGEST:
            return None, ""
        return upload.read(), Path(upload.name or "berkas.xlsx").name
    try:
        content = base64.b64decode(request.POST.get("content", ""), validate=True)
    except binascii.Error:
        return None, ""
    return content or None, Path(request.POST.get("name") or "berkas.xlsx").name


def _upload(request: HttpRequest, home: Government) -> HttpResponse | dict[str, object]:
    """Back to the page with the instrument stored, or all that stands against it."""
    content, name = read_file(request)
    if content is None:
        return {"faults": [("", _("Choose a file of at most 1.5 MB."), True)]}
    language = (get_language() or "id")[:2]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"faults": [("", _("This is no text file; upload the instrument’s YAML."), True)]}
    faults = check_instrument(text, name, language)
    if any(stops for _where, _words, stops in faults) or request.POST.get("act") == "look":
        return {"faults": faults, "name": name, "is_checked": True}
    try:
        version = upload_version(by=request.user, government=home, text=text, name=name)  # type: ignore[arg-type]
    except UserError as error:
        return {"faults": [(*each, True) for each in list_faults(error, language)], "name": name}
    words = ngettext(
        "%(version)s is stored with %(n)s remark.", "%(version)s is stored with %(n)s remarks.",
        len(faults),
    )  # fmt: skip
    messages.success(request, words % {"version": version, "n": len(faults)})
    return redirect("tilik:manage_instruments")
