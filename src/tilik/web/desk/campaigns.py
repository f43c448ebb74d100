"""Surveys of users: the list, opening one, and everything of one campaign."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.campaign_results import compute_findings, get_required
from tilik.actions.permissions import Rights, load_rights
from tilik.actions.surveys import (
    close_campaign,
    exclude_response,
    include_response,
    open_campaign,
    set_margin,
    set_population,
)
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import Campaign, Government, Round, Service, Unit
from tilik.records.queries.campaigns import (
    count_channels,
    count_traits,
    find_volume,
    get_campaign,
    is_example,
    list_campaigns,
    list_counting,
    list_flagged,
    list_forms,
    list_services,
)
from tilik.web.desk.doors import set_frame
from tilik.web.desk.forms import make_day
from tilik.web.desk.widgets import Options
from tilik.web.identifiers import read_uuid
from tilik.web.presenters import campaigns as words
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.texts import say
from tilik.web.zones import enter_zone

HALF = 6
PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """One campaign as one person sees it."""

    rights: Rights
    campaign: Campaign

    @property
    def may_manage(self) -> bool:
        """Whether the person may open, close, enter and import."""
        found = self.campaign
        return self.rights.may(
            "campaign.manage", government=found.government, round=found.round, unit=found.unit
        )


class OpenForm(forms.Form):
    """What is asked, of whose users, from when until when."""

    place = forms.ChoiceField(label=gettext_lazy("Unit or service"), widget=Options)
    form = forms.ChoiceField(label=gettext_lazy("Questionnaire"))
    start = make_day(gettext_lazy("From"), required=True)
    end = make_day(gettext_lazy("Until"), required=True)
    population = forms.IntegerField(
        label=gettext_lazy("Users in this time"), required=False, min_value=1,
        help_text=gettext_lazy(
            "Left empty: what is known of the services' volume; unknown stays unknown."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, offer: "Offer", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("place", offer.places), ("form", offer.forms)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


@dataclass(frozen=True, slots=True)
class Offer:
    """The units and services, and the questionnaires of periods and of instruments alone."""

    places: list[tuple[str, str]]
    forms: list[tuple[str, str]]


def enter(request: HttpRequest) -> tuple[Rights, Government]:
    """The person's rights and the government whose surveys they may see; the frame is set."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = next((each for each in homes if rights.may_somewhere("campaign.read", each)), None)
    if home is None:
        raise PermissionDenied("permission-denied", verb="campaign.read")
    enter_zone(home)
    set_frame(request, rights, home, "campaigns")
    request.frame = replace(request.frame, is_example=is_example(home))  # type: ignore[attr-defined]
    return rights, home


def find_place(request: HttpRequest, pk: int, *, manages: bool = False) -> Place:
    """The campaign. Raises NotFound for one of another government, PermissionDenied."""
    rights, home = enter(request)
    campaign = get_campaign(pk)
    if campaign is None or campaign.government_id != home.pk:
        raise NotFound("campaign-not-found")
    verb = "campaign.manage" if manages else "campaign.read"
    if not rights.may(verb, government=home, round=campaign.round, unit=campaign.unit):
        raise PermissionDenied("permission-denied", verb=verb)
    return Place(rights, campaign)


def list_own_units(rights: Rights, home: Government, verb: str) -> list[Unit]:
    """The units for which the person may do that."""
    units = Unit.objects.filter(government=home, valid_to=None).select_related("government")
    return [u for u in units.order_by("name") if rights.may(verb, government=home, unit=u)]


def show_list(request: HttpRequest) -> HttpResponse:
    """The campaigns the person may see, open ones first."""
    rights, home = enter(request)
    is_whole = rights.may("campaign.read", government=home)
    own = None if is_whole else list_own_units(rights, home, "campaign.read")
    today = timezone.localdate()
    rows = list_campaigns(home, own).exclude(pick_hidden(rights, home))
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    open_now = rows.filter(closed_at=None, period_start__lte=today, period_end__gte=today)
    context = {
        "page": page,
        "lines": [words.make_line(row, today) for row in page],
        "n_open": open_now.count(),
        "may_manage": rights.may_somewhere("campaign.manage", home),
    }
    return render(request, "tilik/desk/campaigns.html", context)


def pick_hidden(rights: Rights, home: Government) -> Q:
    """The surveys of units that a period gave to another evaluator."""
    hidden = Q(pk__in=())
    for round in Round.objects.filter(government=home, options__verification__assigned=True):
        place: dict[str, Any] = {"government": home, "round": round}
        if rights.may("campaign.read", **place):
            continue
        rows = round.round_units.select_related("unit")
        own = [row.unit for row in rows if rights.may("campaign.read", **place, unit=row.unit)]
        hidden |= Q(round=round) & ~Q(unit__in=own)
    return hidden


def open_new(request: HttpRequest) -> HttpResponse:
    """A new campaign."""
    rights, home = enter(request)
    units = list_own_units(rights, home, "campaign.manage")
    if not units:
        raise PermissionDenied("permission-denied", verb="campaign.manage")
    services = list_services(units)
    asked = list_forms(home)
    form = OpenForm(
        request.POST or None, offer=_make_offer(units, services, asked), initial=_suggest_days()
    )
    if request.method == "POST" and form.is_valid():
        unit_pk, _slash, service_pk = form.cleaned_data["place"].partition("/")
        unit = next(each for each in units if str(each.pk) == unit_pk)
        service = next((each for each in services if str(each.pk) == service_pk), None)
        try:
            made = _open(request, form, unit, service, asked)
        except UserError as error:
            form.add_error(None, say_refusal(error))
        else:
            messages.success(request, _("The survey is open; hang up its poster."))
            return redirect("tilik:campaign", made.pk)
    context = {"form": form, "page": request.POST.get("page") or uuid4()}
    return render(request, "tilik/desk/campaign_new.html", context)


def _open(
    request: HttpRequest, form: OpenForm, unit: Unit, service: Service | None, asked: list[Any]
) -> Campaign:
    values = form.cleaned_data
    round, version, code, title = asked[int(values["form"])]
    period = (values["start"], values["end"])
    return open_campaign(
        by=request.user,  # type: ignore[arg-type]
        round=round,
        version=version,
        unit=unit,
        service=service,
        form=code,
        title=f"{say(title)} · {service or unit}"[:200],
        period=period,
        population=values["population"] or find_volume(unit, service, *period),
        client_uuid=read_uuid(request.POST.get("page", "")) or uuid4(),
    )


def show_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: how far it is, what it says, how to reach people. Sent: closed, or changed."""
    place = find_place(request, pk, manages=request.method == "POST")
    campaign = place.campaign
    if request.method == "POST":
        return _act(request, campaign)
    n, required = list_counting(campaign).count(), get_required(campaign)
    found = compute_findings(campaign)
    channels = words.say_channels()
    address = request.build_absolute_uri(reverse("tilik:survey", args=[campaign.code or "-"]))
    campaign.n = n  # type: ignore[attr-defined]
    context = {
        "campaign": campaign,
        "line": words.make_line(campaign, timezone.localdate()),
        "heading": words.say_progress(n, required),
        "shares": words.list_shares(count_traits(campaign)) if n else [],
        "channels": [(channels.get(k, k), v) for k, v in count_channels(campaign).items()],
        "said": words.say_findings(campaign, found, required) if found else None,
        "flagged": words.make_flagged(list_flagged(campaign)),
        "address": address,
        "invitation": _("Please rate our service, it takes under a minute: %(address)s") % {"address": address},
        "may_manage": place.may_manage,
    }  # fmt: skip
    return render(request, "tilik/desk/campaign.html", context)


def _act(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Back to the page; what was asked for is done."""
    data, by = request.POST, request.user
    act, picked = data.get("act", ""), data.get("response", "")
    row = campaign.responses.filter(pk=picked).first() if picked.isdecimal() else None
    try:
        if act == "close":
            close_campaign(by=by, campaign=campaign)  # type: ignore[arg-type]
        elif act == "population":
            users = data.get("population", "")
            set_population(
                by=by,  # type: ignore[arg-type]
                campaign=campaign,
                population=int(users) if users.isdecimal() and int(users) else None,
            )
        elif act == "margin":
            set_margin(by=by, campaign=campaign, margin=data.get("margin", ""))  # type: ignore[arg-type]
        elif act == "exclude" and row:
            exclude_response(by=by, response=row, reason=data.get("reason", ""))  # type: ignore[arg-type]
        elif act == "include" and row:
            include_response(by=by, response=row)  # type: ignore[arg-type]
        else:
            raise NotFound("act-not-found", found=act)
    except NotFound:
        raise
    except UserError as error:
        messages.error(request, say_refusal(error))
    else:
        messages.success(request, _("Kept."))
    return redirect("tilik:campaign_results" if act == "margin" else "tilik:campaign", campaign.pk)


def _make_offer(units: list[Unit], services: list[Service], asked: list[Any]) -> Offer:
    places = []
    for unit in units:
        places.append((f"{unit.pk}/", unit.name))
        own = [each for each in services if each.unit_id == unit.pk]
        places += [(f"{unit.pk}/{each.pk}", f"{unit.name} › {each.name}") for each in own]
    titles = [
        (str(n), f"{say(title)} · {round.title}" if round else say(title))
        for n, (round, _version, _code, title) in enumerate(asked)
    ]
    return Offer(places, titles)


def _suggest_days() -> dict[str, date]:
    """From today until the end of the half-year."""
    today = timezone.localdate()
    first = today.replace(month=1 if today.month <= HALF else HALF + 1, day=1)
    after = first.replace(month=first.month + HALF) if first.month == 1 else first.replace(
        year=first.year + 1, month=1
    )  # fmt: skip
    return {"start": today, "end": after - timedelta(days=1)}
