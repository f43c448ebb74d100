"""Interview practice by a link, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tilik.actions.practice import read_link
from tilik.records.queries.practice import list_latest_answers
from tilik.records.queries.standards import list_standards
from tilik.web.desk.practice import ask
from tilik.web.presenters.practice import make_cards, make_progress
from tilik.web.public.frames import make_frame


def show_officials(request: HttpRequest, token: str) -> HttpResponse:
    """Whose part to take, and the cards to learn. Raises NotFound for a link that is not valid."""
    unit = read_link(token)
    request.frame = make_frame(request)  # type: ignore[attr-defined]
    standards = list_standards([unit]).get(unit.pk, [])
    context = {
        "unit": unit,
        "token": token,
        "officials": make_progress(list_latest_answers([unit]), unit, standards),
        "cards": make_cards(standards),
    }
    return render(request, "tilik/public/quiz.html", context)


def show_quiz(request: HttpRequest, token: str, official: str) -> HttpResponse:
    """One question; answered, the verdict with the reason. Raises NotFound."""
    unit = read_link(token)
    request.frame = make_frame(request)  # type: ignore[attr-defined]
    standards = list_standards([unit]).get(unit.pk, [])
    back = reverse("tilik:quiz", args=[token])
    return ask(request, unit, official, standards, by=None, back=back,
               template="tilik/public/quiz_question.html")  # fmt: skip
