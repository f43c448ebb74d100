"""Cek data: what a paper's code says to anybody, without a personal value."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tilik.actions.papers import read_code
from tilik.records.models import IssuedPaper
from tilik.records.queries.evidence import get_current
from tilik.records.queries.freezes import get_standing
from tilik.records.queries.issued import find_issued
from tilik.web.frame import Frame
from tilik.web.limits import may_ask
from tilik.web.papers.entered import UnitWork
from tilik.web.papers.kinds import KNOWN
from tilik.web.papers.standing import is_current
from tilik.web.public.frames import make_frame

MOST = 60
"""Codes a minute from one address: a hall full of phones, never a search through all codes."""
PAUSE = 60
"""Seconds after which as many codes as before may be asked for from one address."""


def ask_code(request: HttpRequest) -> HttpResponse:
    """A field for the code printed on a paper; given one, the way to what it says."""
    code = read_code(request.GET.get("kode", ""))
    if code:
        return redirect("tilik:check", code)
    request.frame = make_frame(request, "ask_code")  # type: ignore[attr-defined]
    return render(request, "tilik/public/check.html", {})


def show_check(request: HttpRequest, code: str) -> HttpResponse:
    """Of which round and unit the paper is, and whether its data are still those of now."""
    request.frame = make_frame(request)  # type: ignore[attr-defined]
    if not may_ask(request, "check", MOST):
        return _answer_later(request, code)
    paper = find_issued(read_code(code))
    if paper is None or paper.kind not in KNOWN:
        return _answer(request, {"unknown": code[:20]}, 404)
    frame = make_frame(request)
    request.frame = Frame(  # type: ignore[attr-defined]
        navigation=frame.navigation, is_example=_is_example(paper)
    )
    freeze = get_standing(paper.round) if paper.round else None
    context = {
        "paper": paper,
        "kind": KNOWN[paper.kind].title,
        "is_current": is_current(paper),
        "freeze": freeze,
        "is_frozen_so": freeze is not None and freeze.sha256 == paper.freeze_sha,
        "version": get_current(paper.signed) if paper.signed else None,
    }
    return _answer(request, context, 200)


def _answer_later(request: HttpRequest, code: str) -> HttpResponse:
    """A page that keeps the code and says when to ask again."""
    context = {"too_many": True, "code": code[:20]}
    response = _answer(request, context, HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(PAUSE)
    return response


def _answer(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    response = render(request, "tilik/public/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_example(paper: IssuedPaper) -> bool:
    """Whether the paper is of made-up data."""
    if paper.round:
        return paper.round.is_example
    return paper.unit is not None and UnitWork(paper.unit).is_example
