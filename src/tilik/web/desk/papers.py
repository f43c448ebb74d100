"""Naskah: every paper of a round, made as PDF to sign or as DOCX to edit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from tilik.core.errors import PermissionDenied
from tilik.records.models import RoundUnit
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.papers.kinds import BY_CODE, KINDS, Kind
from tilik.web.papers.work import Draft, Work
from tilik.web.reports.blocks import Paper
from tilik.web.reports.docx import make_docx
from tilik.web.reports.pdf import make_pdf

WRITERS = {
    "pdf": (make_pdf, "application/pdf"),
    "docx": (
        make_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}
BAND = "DATA CONTOH – BUKAN HASIL RESMI"


def show_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers the person may make, and of which units."""
    room = enter(request, pk, "papers")
    rows = list(room.round.round_units.select_related("unit"))
    cards = [(kind, _list_units(room, kind, rows)) for kind in KINDS]
    shown = [(kind, units) for kind, units in cards if units]
    if not shown:
        raise PermissionDenied("permission-denied", verb=KINDS[0].verb)
    context = {"round": room.round, "cards": shown}
    return render(request, "tilik/desk/papers.html", context)


@require_POST
def make_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The paper as a file."""
    room, known = enter(request, pk), BY_CODE.get(kind)
    writer, media = WRITERS.get(request.POST.get("format", ""), (None, ""))
    if known is None or writer is None:
        raise Http404
    member = find_member(room, request.POST.get("unit", ""), known.verb)
    with translation.override("id"):
        work = Work(room.round)
        draft = known.make(work, member)
        content = writer(finish(work, draft))
    ending = request.POST["format"]
    name = f"{slugify(draft.title)}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media, headers=headers)


def finish(work: Work, draft: Draft) -> Paper:
    """The draft as a paper, with letterhead, foot and mark."""
    return Paper(
        title=draft.title,
        sections=draft.sections,
        foot=draft.title,
        letterhead=work.office.letterhead,
        size=work.office.size,
        band=BAND if work.round.is_example else "",
        plain=draft.plain,
    )


def _list_units(room: Room, kind: Kind, rows: list[RoundUnit]) -> list[RoundUnit]:
    """The units the person may make the paper of."""
    return [row for row in rows if room.may(kind.verb, row.unit)]
