"""The score sheet of a unit, and each of its leaves: the answer, the rule that holds, who and when."""

from dataclasses import replace
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tilik.actions.findings import suggest_level
from tilik.core.errors import NotFound
from tilik.records.models import Result, RoundUnit, Service, Sheet
from tilik.records.queries.documents import get_year, list_titles
from tilik.records.queries.results import find_latest
from tilik.records.queries.scores import (
    UnitScore,
    count_ratings,
    find_service_score,
    get_default_variant,
    get_unit_score,
    list_adjudications,
    list_entries,
    list_item_findings,
    list_service_scores,
    list_standing,
)
from tilik.records.queries.survey_results import is_survey
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters import leaves, scores
from tilik.web.presenters.item import find_item
from tilik.web.presenters.outcome import list_bands, make_standing, show
from tilik.web.presenters.texts import say
from tilik.web.presenters.variants import make_strip


def show_scores(request: HttpRequest, pk: int, unit: str, service: str = "") -> HttpResponse:
    """The index of the unit, or of one of its services, opened down to its items."""
    room = enter(request, pk)
    row = find_member(room, unit)
    found = get_unit_score(room.round, row.unit)
    if service:
        found = replace(found, final=_narrow(found.final, service), variants=(), published=None)
    context = {"round": room.round, "row": row, "may_compute": room.may("result.compute")}
    context["is_survey"] = is_survey(room.round)
    if found.final is not None:
        context |= _describe(room, row, found) | _place(room, row, found.final)
    return render(request, "tilik/desk/scores.html", context)


def _narrow(whole: Result | None, service: str) -> Result | None:
    """The unit's result, or that of the service where one is named. Raises NotFound."""
    if not service:
        return whole
    final = find_service_score(whole, service) if whole else None
    if final is None:
        raise NotFound("service-not-found", found=service)
    return final


def _place(room: Room, row: RoundUnit, final: Result) -> dict[str, object]:
    """The address below which the parts of this sheet stand, and the service it is of."""
    names = [str(room.round.pk), row.unit.code]
    if final.service is None:
        return {"sheet_url": reverse("tilik:scores", args=names)}
    url = reverse("tilik:service_scores", args=[*names, final.service.code])
    return {"sheet_url": url, "service": final.service}


def _list_services(final: Result, decimals: int) -> list[dict[str, object]]:
    """The unit's services with what each is worth; none on the sheet of a service."""
    rows = [] if final.service_id else list_service_scores(final)
    return [{"service": row.service, "shown": show(row, decimals)} for row in rows]


def _describe(room: Room, row: RoundUnit, found: UnitScore) -> dict[str, object]:
    """What the sheet of a computed unit shows."""
    final, document = found.final, room.round.instrument_version.document
    if final is None:
        return {}
    decimals = int(document["rounding"]["decimals"])
    tree, shown = final.read_tree(), show(final, decimals)
    titles = list_titles(document)
    bands = list_bands(document, "unit", get_year(room.round))
    sheet = scores.Sheet(
        titles=titles,
        claims=scores.list_values(found.claim.read_tree()) if found.claim else {},
        rules=_list_rules(found),
        rated=leaves.list_rated(document),
    )
    return {
        "final": final,
        "shown": shown,
        "services": _list_services(final, decimals),
        "bands": bands,
        "standing": make_standing(shown, bands, decimals) if bands else None,
        "sum": scores.make_sum(tree, titles, final.rounded),
        "lines": scores.make_lines(tree, sheet),
        "variants": make_strip(document, found.variants, get_default_variant(room.round)),
        "published": found.published,
        "instrument": say(document["title"]),
    }


def _list_rules(found: UnitScore) -> dict[str, Fraction]:
    """The level each rule suggested when the evaluator decided, by item key."""
    return {
        f"{finding.sheet.form}:{finding.item}": Fraction(str(finding.suggested))
        for finding in found.findings
        if finding.suggested is not None
    }


def show_leaf(
    request: HttpRequest, pk: int, unit: str, node: str, service: str = ""
) -> HttpResponse:
    """One figure of the sheet: what it is made of, who entered it and when."""
    room = enter(request, pk)
    row = find_member(room, unit)
    variant = get_default_variant(room.round)
    whole = find_latest(room.round, unit=row.unit, basis="final", variant=variant)
    final = _narrow(whole, service)
    path = scores.find_path(final.read_tree(), node) if final else []
    if not final or not path:
        raise NotFound("node-not-found", found=node)
    document = room.round.instrument_version.document
    titles = list_titles(document)
    context = {
        "round": room.round,
        "row": row,
        "node": leaves.make_node(path, titles),
        "code": room.round.instrument_version.code,
        "sha": room.round.instrument_version.sha256,
    } | _place(room, row, final)
    if path[-1].get("item"):
        context |= _describe_leaf(room, row, str(path[-1]["item"]), final.service)
    else:
        sheet = scores.Sheet(titles, {}, {}, leaves.list_rated(document))
        context["lines"] = scores.make_lines(path[-1], sheet)
    return render(request, "tilik/desk/leaf.html", context)


def _describe_leaf(
    room: Room, row: RoundUnit, key: str, service: Service | None
) -> dict[str, object]:
    """The answers, the rule and the people behind one item."""
    round, document = room.round, room.round.instrument_version.document
    form_code, _colon, item = key.partition(":")
    found = find_item(document, form_code, item)
    if found is None:
        raise NotFound("item-not-found", found=key)
    form, raw = found
    of_government = raw.get("scope") == "government"
    unit = None if of_government else row.unit
    questions = leaves.list_questions(document, raw)
    places = [(form_code, item), *((q.form, q.code) for q in questions)]
    entries = list_entries(round, unit, places, service)
    suggestion = None
    if not of_government:
        sheet = Sheet(
            government=round.government, round=round, unit=unit, form=form_code, service=service
        )
        suggestion = suggest_level(sheet=sheet, item=item)
    ratings = {}
    if form["role"] == "respondents":
        ratings = count_ratings(round, row.unit, form_code, item, service)
    return {
        "leaf": leaves.make_leaf(
            document,
            form,
            raw,
            entries=entries,
            standing=list_standing(round, unit),
            suggestion=suggestion,
            findings=list_item_findings(round, unit, form_code, item, service),
            settled=list_adjudications(round, unit, form_code, item, service),
            ratings=ratings,
        )
    }
