"""Naskah: every paper of a round, made as PDF to sign or as DOCX to edit, and its signed scan."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilik.actions.papers import Made, file_signed, issue_paper
from tilik.actions.receiving import open_kept
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import IssuedPaper, RoundUnit
from tilik.records.queries.evidence import get_current
from tilik.records.queries.freezes import list_freezes
from tilik.records.queries.issued import find_issued, list_issued
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.papers.kinds import BY_CODE, Kind, draft
from tilik.web.papers.registering import finish, finish_book, finish_deck, finish_pack
from tilik.web.papers.work import Work, write_canonical
from tilik.web.presenters.papers import list_cards, list_register
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.scans import say_warnings
from tilik.web.reports.docx import make_docx
from tilik.web.reports.pdf import make_pdf
from tilik.web.reports.pptx import make_pptx
from tilik.web.reports.xlsx import make_xlsx
from tilik.web.reports.zips import stream_zip

OFFICE = "application/vnd.openxmlformats-officedocument"
WRITERS: Mapping[str, tuple[Callable[..., Any], Callable[..., Any], str]] = {
    "pdf": (finish, make_pdf, "application/pdf"),
    "docx": (finish, make_docx, f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (finish_book, make_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "zip": (finish_pack, stream_zip, "application/zip"),
    "pptx": (finish_deck, make_pptx, f"{OFFICE}.presentationml.presentation"),
}
"""How each format is finished and written, and what it is called."""
A_PAGE = 20


def show_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers the person may make, what each still lacks, and the register."""
    room = enter(request, pk, "papers")
    work = Work(room.round)
    cards = list_cards(work, room.may)
    if not cards:
        raise PermissionDenied("permission-denied", verb="paper.manage")
    known = [each for each in list_issued(room.round) if _may_make(room, each)]
    pages = Paginator(known, A_PAGE)
    page = pages.get_page(request.GET.get("halaman"))
    context = {
        "round": room.round,
        "cards": cards,
        "lacks": list(dict.fromkeys(words for card in cards for words in card.lacks)),
        "page": page,
        "register": list_register(page.object_list, list_freezes(room.round)),
        "may_set": room.may("paper.manage"),
    }
    return render(request, "tilik/desk/papers.html", context)


@require_POST
def make_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The paper as a file; it is registered first."""
    room, known = enter(request, pk), BY_CODE.get(kind)
    ending = request.POST.get("format", "")
    if known is None or ending not in known.formats:
        raise Http404
    member, subject = _find_subject(request, room, known)
    try:
        return _send(request, room, known, (member, subject, ending))
    except UserError as error:
        messages.error(request, say_refusal(error))
        return redirect(f"{reverse('tilik:papers', args=[room.round.pk])}#{known.code}")


def _send(
    request: HttpRequest, room: Room, known: Kind, asked: tuple[RoundUnit | None, str, str]
) -> HttpResponseBase:
    """The registered paper as a file. Raises UserError where it cannot be made yet."""
    member, subject, ending = asked
    complete, write, media = WRITERS[ending]
    with translation.override("id"):
        work = Work(room.round, member)
        made = draft(work, known, member, subject)
        freeze = work.freeze
        issued = issue_paper(
            by=request.user,  # type: ignore[arg-type]
            made=Made(
                round=room.round,
                unit=member.unit if member else None,
                kind=known.code,
                subject=subject,
                facts=write_canonical(made.facts),
                freeze_sha=freeze.sha256 if freeze else "",
            ),
        )
        address = request.build_absolute_uri(reverse("tilik:check", args=[issued.code]))
        content = write(complete(work, made, issued, address))
    headers = {"Content-Disposition": f'attachment; filename="{slugify(made.title)}.{ending}"'}
    kind = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    return kind(content, content_type=media, headers=headers)


def show_signed(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The signed scan to who may see the result; sent, the scan is filed."""
    room = enter(request, pk)
    paper = find_issued(code)
    if paper is None or paper.round_id != room.round.pk:
        raise NotFound("paper-not-found")
    if request.method == "POST":
        return _file(request, room, paper)
    room.require("result.read", paper.unit)
    if paper.signed is None:
        raise NotFound("paper-not-found")
    version = get_current(paper.signed)
    ending = version.file_name.rpartition(".")[2]
    with open_kept(version.storage_key) as file:
        content = file.read()
    headers = {"Content-Disposition": f'attachment; filename="{paper.kind}-{paper}.{ending}"'}
    return HttpResponse(content, content_type=version.media_type, headers=headers)


def _file(request: HttpRequest, room: Room, paper: IssuedPaper) -> HttpResponse:
    kind = BY_CODE[paper.kind]
    room.require(kind.verb, paper.unit)
    if not kind.is_signed:
        raise NotFound("paper-not-found")
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        messages.error(request, _("Choose the scan or photo of the signed paper."))
        return redirect(_to_register(room))
    try:
        file_signed(
            by=request.user,  # type: ignore[arg-type]
            paper=paper,
            file=file,
            number=request.POST.get("number", ""),
            signed_on=read_day(request.POST.get("signed_on", "")),
        )
    except UserError as error:
        messages.error(request, say_refusal(error))
    else:
        say_filed(request, paper)
    return redirect(_to_register(room))


def say_filed(request: HttpRequest, paper: IssuedPaper) -> None:
    """Nothing; the person reads that it is filed, or what differs."""
    if words := say_warnings(paper):
        messages.warning(request, words)
    else:
        messages.success(request, _("Filed: the scan is now the official version."))


def _to_register(room: Room) -> str:
    return f"{reverse('tilik:papers', args=[room.round.pk])}#register"


def read_day(text: str) -> date | None:
    """The day of the signature, where it can be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _find_subject(request: HttpRequest, room: Room, kind: Kind) -> tuple[RoundUnit | None, str]:
    """The unit or the evaluator the paper is about. Raises NotFound, PermissionDenied."""
    if kind.per == "unit":
        return find_member(room, request.POST.get("unit", ""), kind.verb), ""
    room.require(kind.verb)
    if kind.reads:
        room.require("sheet.read")
    return None, request.POST.get("subject", "") if kind.per == "evaluator" else ""


def _may_make(room: Room, paper: IssuedPaper) -> bool:
    kind = BY_CODE.get(paper.kind)
    return kind is not None and room.may(kind.verb, paper.unit)
