"""Interview practice at the desk: all units, one unit's officials and cards, the quiz."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from tilik.actions.permissions import load_rights
from tilik.actions.practice import answer_question, list_questions, make_link
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import StandardVersion, Unit, User
from tilik.records.queries.practice import list_latest_answers
from tilik.records.queries.standards import list_standards
from tilik.web.desk.doors import set_frame
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.practice import (
    make_asked,
    make_cards,
    make_progress,
    pick_next,
    write_invitation,
)
from tilik.web.presenters.refusals import say_refusal
from tilik.web.reports.cards import make_pdf

PAGE = 50


def show_units(request: HttpRequest) -> HttpResponse:
    """How far the officials of every unit are; somebody of one unit goes there at once."""
    units = _enter(request)
    if len(units) == 1:
        return redirect("tilik:practice_unit", units[0].code)
    answers, standards = list_latest_answers(units), list_standards(units)
    rows = [(unit, make_progress(answers, unit, standards.get(unit.pk, []))) for unit in units]
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("halaman")),
        "officials": [each.title for each in rows[0][1]] if rows else [],
        "n_ready": sum(all(each.is_ready for each in row) for _unit, row in rows),
        "n_begun": sum(any(each.is_begun for each in row) for _unit, row in rows),
    }
    return render(request, "tilik/desk/practice.html", context)


def show_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """The unit's four officials, the link to share, the pocket cards."""
    found, standards = _find_unit(request, unit)
    address = request.build_absolute_uri(reverse("tilik:quiz", args=[make_link(found)]))
    context = {
        "unit": found,
        "officials": make_progress(list_latest_answers([found]), found, standards),
        "cards": make_cards(standards),
        "has_standards": bool(standards),
        "invitation": write_invitation(found, address),
    }
    return render(request, "tilik/desk/practice_unit.html", context)


def show_quiz(request: HttpRequest, unit: str, official: str) -> HttpResponse:
    """One question; answered, the verdict with the reason."""
    found, standards = _find_unit(request, unit)
    back = reverse("tilik:practice_unit", args=[found.code])
    user: User = request.user  # type: ignore[assignment]
    return ask(request, found, official, standards, by=user, back=back)


def download_cards(request: HttpRequest, unit: str) -> HttpResponse:
    """The pocket cards as PDF, eight to a page."""
    found, standards = _find_unit(request, unit)
    content = make_pdf(make_cards(standards), found.name, get_language() or "id")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="kartu-saku-{found.code}.pdf"'
    return response


def ask(
    request: HttpRequest,
    unit: Unit,
    official: str,
    standards: list[StandardVersion],
    *,
    by: User | None,
    back: str,
    template: str = "tilik/desk/quiz.html",
) -> HttpResponse:
    """The page of one question for an official of the unit. Raises NotFound."""
    codes = [question.code for question in list_questions(official, standards)]
    context: dict[str, Any] = {"unit": unit, "back": back, "client": uuid4()}
    if request.method == "POST":
        context |= _take(request, unit, official, standards, by)
    given = list_latest_answers([unit]).get((unit.pk, official), {})
    if "asked" not in context:
        context["asked"] = make_asked(official, pick_next(codes, given), standards)
    progress = make_progress({(unit.pk, official): given}, unit, standards)
    context["official"] = next(each for each in progress if each.code == official)
    return render(request, template, context)


def _take(
    request: HttpRequest, unit: Unit, official: str, standards: list[StandardVersion],
    by: User | None,
) -> Mapping[str, Any]:  # fmt: skip
    """The answered question with its verdict, or the same question with what is wrong."""
    code = request.POST.get("question", "")
    chosen = [int(n) for n in request.POST.getlist("chosen") if n.isdecimal()]
    client = read_uuid(request.POST.get("client", "")) or uuid4()
    try:
        is_right = answer_question(by=by, unit=unit, official=official, question=code,
                                   chosen=chosen, client_uuid=client)  # fmt: skip
    except (NotFound, PermissionDenied):
        raise
    except UserError as error:
        return {"asked": make_asked(official, code, standards), "error": say_refusal(error)}
    return {"asked": make_asked(official, code, standards, chosen, is_right)}


def _find_unit(request: HttpRequest, code: str) -> tuple[Unit, list[StandardVersion]]:
    """The unit the person may practise in, with the standards of its services. Raises NotFound."""
    units = _enter(request)
    unit = next((each for each in units if each.code == code), None)
    if unit is None:
        raise NotFound("unit-not-found", found=code)
    return unit, list_standards([unit]).get(unit.pk, [])


def _enter(request: HttpRequest) -> list[Unit]:
    """The units the person may practise in; the frame is set. Raises PermissionDenied."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = next((each for each in homes if rights.may_somewhere("practice.take", each)), None)
    if home is None:
        raise PermissionDenied("permission-denied", verb="practice.take")
    set_frame(request, rights, home, "practice")
    units = Unit.objects.filter(government=home, valid_to=None).order_by("name")
    units = units.select_related("government")
    return [unit for unit in units if rights.may("practice.take", government=home, unit=unit)]
