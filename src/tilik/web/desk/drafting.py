"""A unit's own papers: what would fail, the form of each, its files, the signed scan."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tilik.actions.drafting import SIGNER, keep_paper
from tilik.actions.papers import Made, file_signed, issue_paper
from tilik.actions.receiving import open_kept
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.records.models import IssuedPaper, Unit, UnitPaper, User
from tilik.records.queries.evidence import get_current
from tilik.records.queries.issued import find_issued, list_issued_of
from tilik.web.desk.papers import WRITERS, read_day, say_filed
from tilik.web.desk.standard_rooms import find_unit
from tilik.web.papers.checked import check_paper, count_errors, count_weak
from tilik.web.papers.drafted import UNIT_KINDS, draft_of_unit
from tilik.web.papers.entered import UnitWork
from tilik.web.papers.registering import finish_unit
from tilik.web.papers.words import read_words
from tilik.web.papers.work import write_canonical
from tilik.web.presenters import drafting as words
from tilik.web.presenters.papers import list_register
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.texts import say


def show_papers(request: HttpRequest, unit: str) -> HttpResponse:
    """The four papers with what would fail of each, and the register."""
    found = _enter(request, unit)
    work = UnitWork(found)
    context = {
        "unit": found,
        "cards": words.list_paper_cards(work),
        "signer": work.signer,
        "register": list_register(list_issued_of(found)),
    }
    return render(request, "tilik/desk/unit_papers.html", context)


def show_paper(request: HttpRequest, unit: str, kind: str) -> HttpResponse:
    """The form of one paper with what would fail; kept, then sent as a file where asked for."""
    found = _enter(request, unit)
    if kind != SIGNER and kind not in UNIT_KINDS:
        raise Http404
    if request.method == "POST":
        return _act(request, found, kind)
    return render(request, "tilik/desk/unit_paper.html", _describe(found, kind))


def show_signed(request: HttpRequest, unit: str, code: str) -> HttpResponse:
    """The signed scan of a paper; sent, the scan is filed."""
    (_rights, found), paper = find_unit(request, unit), find_issued(code)
    if paper is None or paper.round_id is not None or paper.unit_id != found.pk:
        raise NotFound("paper-not-found")
    _enter(request, unit)
    if request.method == "POST":
        return _file(request, found, paper)
    if paper.signed is None:
        raise NotFound("paper-not-found")
    version = get_current(paper.signed)
    with open_kept(version.storage_key) as file:
        content = file.read()
    ending = version.file_name.rpartition(".")[2]
    headers = {"Content-Disposition": f'attachment; filename="{paper.kind}-{paper}.{ending}"'}
    return HttpResponse(content, content_type=version.media_type, headers=headers)


def _enter(request: HttpRequest, code: str) -> Unit:
    """The unit whose standards the person may write. Raises NotFound, PermissionDenied."""
    rights, unit = find_unit(request, code)
    if not rights.may("standard.write", government=unit.government, unit=unit):
        raise PermissionDenied("permission-denied", verb="standard.write")
    return unit


def _act(request: HttpRequest, unit: Unit, kind: str) -> HttpResponse:
    """What was entered is kept first, whatever is asked for next."""
    typed = words.read_form(kind, request.POST)
    seen = request.POST.get("seen", "")
    try:
        words.refuse_days(kind, typed)
        keep_paper(
            by=_by(request), unit=unit, kind=kind, content=typed,
            seen=int(seen) if seen.isdecimal() else None,
        )  # fmt: skip
    except (PermissionDenied, NotFound):
        raise
    except UserError as error:
        theirs = error.facts["stands"] if isinstance(error, Conflict) else {}
        context = _describe(unit, kind, typed, theirs) | {"error": say_refusal(error)}
        return render(request, "tilik/desk/unit_paper.html", context, status=409)
    if kind in UNIT_KINDS and request.POST.get("act") in UNIT_KINDS[kind].formats:
        return _send(request, unit, kind, request.POST["act"])
    messages.success(request, _("What you wrote is kept."))
    return redirect("tilik:unit_paper", unit.code, kind)


def _describe(
    unit: Unit, kind: str, typed: Mapping[str, Any] | None = None, theirs: Any = None
) -> dict[str, object]:
    """The form and, of a paper, what would fail of it as it is kept."""
    work = UnitWork(unit)
    kept: UnitPaper | None = work.entered.get(kind)
    concerns = check_paper(work, kind) if kind in UNIT_KINDS else []
    texts = read_words(kind)
    return {
        "unit": unit,
        "title": say(texts["title"]),
        "purpose": say(texts["purpose"]),
        "kind": UNIT_KINDS.get(kind),
        "fields": words.list_fields(work, kind, typed, theirs or {}),
        "seen": kept.n if kept else 0,
        "kept": kept,
        "groups": words.group_concerns(concerns),
        "n_errors": count_errors(concerns),
        "n_weak": count_weak(concerns),
    }


def _send(request: HttpRequest, unit: Unit, kind: str, ending: str) -> HttpResponse:
    """The registered paper as a file."""
    _complete, write, media = WRITERS[ending]
    with translation.override("id"):
        work = UnitWork(unit)
        made = draft_of_unit(work, kind)
        facts = write_canonical(made.facts)
        issued = issue_paper(by=_by(request), made=Made(None, unit, kind, "", facts, ""))
        address = request.build_absolute_uri(reverse("tilik:check", args=[issued.code]))
        n_errors = count_errors(check_paper(work, kind))
        paper = finish_unit(work, made, issued, address=address, n_errors=n_errors)
    headers = {"Content-Disposition": f'attachment; filename="{slugify(made.title)}.{ending}"'}
    return HttpResponse(write(paper), content_type=media, headers=headers)


def _file(request: HttpRequest, unit: Unit, paper: IssuedPaper) -> HttpResponse:
    """The scan filed as the official version; or why it was not."""
    file, data = request.FILES.get("file"), request.POST
    day = read_day(data.get("signed_on", ""))
    if not isinstance(file, UploadedFile):
        messages.error(request, _("Choose the scan or photo of the signed paper."))
    else:
        try:
            number = data.get("number", "")
            file_signed(by=_by(request), paper=paper, file=file, number=number, signed_on=day)
        except PermissionDenied:
            raise
        except UserError as error:
            messages.error(request, say_refusal(error))
        else:
            say_filed(request, paper)
    return redirect(f"{reverse('tilik:unit_papers', args=[unit.code])}#register")


def _by(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
