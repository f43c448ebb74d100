"""What surveys of users came to: one of them with all its figures, and those of a half-year together."""

import re
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from tilik.actions.campaign_results import get_required, get_wanted_margin
from tilik.actions.campaign_study import Studied, explain, gather, gather_units, read_trend, study
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import get_half_year, list_ending, list_periods
from tilik.records.queries.survey_results import is_survey
from tilik.web.desk.campaigns import enter, find_place, list_own_units, pick_hidden
from tilik.web.numbers import format_day
from tilik.web.presenters import campaign_study as words
from tilik.web.presenters.campaigns import list_shares, say_progress
from tilik.web.presenters.surveys import find_form
from tilik.web.presenters.texts import say

PRINTED = re.compile(r"^\d{1,3}(?:[.,](\d{1,4}))?$")


def show_results(request: HttpRequest, pk: int) -> HttpResponse:
    """All figures of one campaign, and which way of computing explains a printed index."""
    place = find_place(request, pk)
    campaign = place.campaign
    trend = read_trend(campaign)
    found = next((each for each in trend if each.campaign == campaign), None)
    shown = found if found and found.is_shown else None
    printed = request.GET.get("tercetak", "").strip()
    people, required = found.facts.people if found else 0, get_required(campaign)
    context = {
        "campaign": campaign,
        "people": people,
        "said": words.make_page(shown) if shown else None,
        "trend": words.make_trend(trend) if len(trend) > 1 else [],
        "shares": list_shares(found.traits) if found else [],
        "required": required,
        "progress": say_progress(people, required),
        "least": words.say_least(),
        "printed": printed,
        "is_readable": bool(PRINTED.match(printed)),
        "paths": _explain(shown, printed) if shown else [],
        "margins": words.list_margins(),
        "margin": str(get_wanted_margin(campaign)),
        "may_manage": place.may_manage and campaign.closed_at is None,
        "has_steps": campaign.round is not None and is_survey(campaign.round),
    }
    return render(request, "tilik/desk/campaign_results.html", context)


def _explain(found: Studied, printed: str) -> list[str]:
    match = PRINTED.match(printed)
    if match is None:
        return []
    value = Fraction(printed.replace(",", "."))
    return explain(found, value, len(match[1] or ""), get_language() or "id")


def show_together(request: HttpRequest) -> HttpResponse:
    """The surveys that end in a half-year: of the government, of each unit, of each service."""
    rights, home = enter(request)
    is_whole = rights.may("campaign.read", government=home)
    own = None if is_whole else list_own_units(rights, home, "campaign.read")
    ends = list_periods(home)
    chosen = next((d for d in ends if d.isoformat() == request.GET.get("sampai")), None)
    end = chosen or (ends[0] if ends else None)
    rows: list[Campaign] = []
    if end:
        asked = list_ending(home, get_half_year(end), own).exclude(pick_hidden(rights, home))
        rows = list(asked)
    kinds = {_kind_of(row): say(find_form(row)["title"]) for row in rows}
    kind = request.GET.get("kuesioner", "")
    kind = kind if kind in kinds else next(iter(kinds), "")
    found = study([row for row in rows if _kind_of(row) == kind])
    context = {
        "ends": [(d.isoformat(), _say_half(d), d == end) for d in ends],
        "kinds": [(code, title, code == kind) for code, title in kinds.items()],
        "whole": _make_whole(found, is_whole),
        "rows": _list_rows(found),
        "least": words.say_least(),
    }
    return render(request, "tilik/desk/campaigns_results.html", context)


def _kind_of(campaign: Campaign) -> str:
    return f"{campaign.instrument_version.code}/{campaign.form}"


def _say_half(end: date) -> str:
    first, last = get_half_year(end)
    return f"{format_day(first)} – {format_day(last)}"


def _by_unit(found: list[Studied]) -> dict[int, list[Studied]]:
    units: dict[int, list[Studied]] = {}
    for each in found:
        units.setdefault(each.campaign.unit_id, []).append(each)
    return units


def _make_whole(found: list[Studied], is_whole: bool) -> words.Point | None:
    """The government as one row; None for somebody who sees some of its units only."""
    if not is_whole or not found:
        return None
    return words.make_group("", gather_units(found), sum(each.facts.people for each in found))


def _list_rows(found: list[Studied]) -> list[words.Point]:
    """Each unit, and under it its surveys where it has several."""
    rows = []
    for parts in _by_unit(found).values():
        unit = parts[0].campaign.unit
        if len(parts) == 1:
            rows.append(words.make_single(unit.name, parts[0]))
            continue
        people = sum(each.facts.people for each in parts)
        rows.append(words.make_group(unit.name, gather(parts), people))
        rows += [words.make_part(each) for each in parts]
    return rows
