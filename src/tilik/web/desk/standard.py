"""One service: its standard component by component, its versions, what is known of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tilik.actions.drafting import take_pattern
from tilik.actions.judging import get_guide, judge_component
from tilik.actions.permissions import Rights
from tilik.actions.standards import (
    adopt_version,
    decide_component,
    describe_service,
    set_component,
    start_version,
)
from tilik.actions.units import set_volume
from tilik.core.catalogue import (
    DURATION,
    FEES,
    UNITS,
    Duration,
    write_duration,
    write_fees,
    write_waiting,
)
from tilik.core.drafting import add_pattern
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.records.models import Service, StandardVersion, User
from tilik.records.queries.standard_readings import find_decree_read
from tilik.records.queries.standards import (
    get_service,
    list_models,
    list_versions,
    pick_draft,
    pick_standing,
)
from tilik.web.desk.standard_rooms import find_unit
from tilik.web.presenters import catalogue as words
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.signed_standards import list_signed

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """One service as one person sees it, with the version looked at."""

    rights: Rights
    service: Service
    versions: list[StandardVersion]
    version: StandardVersion | None

    def may(self, verb: str) -> bool:
        """Whether the person may do that with the service."""
        unit = self.service.unit
        return self.rights.may(verb, government=unit.government, unit=unit)


def show_service(request: HttpRequest, unit: str, service: str) -> HttpResponse:
    """The fourteen components with what the checks say, and all that may be done with them."""
    place = find_place(request, unit, service)
    if request.method == "POST":
        return _act(request, place)
    opened = request.GET.get("buka", "")
    context = _describe(place) | {"open": int(opened) if opened.isdecimal() else None}
    return render(request, "tilik/desk/standard.html", context)


def find_place(request: HttpRequest, unit: str, code: str) -> Place:
    """The service and the version asked for, else the draft, else the standing one.

    Raises NotFound, PermissionDenied.
    """
    rights, found = find_unit(request, unit)
    service = get_service(found, code)
    if service is None:
        raise NotFound("service-not-found", found=code)
    versions = list_versions(service)
    asked = request.GET.get("versi", "")
    version = next((each for each in versions if str(each.n) == asked), None)
    version = version or pick_draft(versions) or pick_standing(versions)
    return Place(rights, service, versions, version)


def _describe(place: Place, refused: words.ComponentView | None = None) -> dict[str, object]:
    """What the page shows; `refused` is the component that was not kept."""
    version, service = place.version, place.service
    components = words.make_components(version) if version else []
    if refused:
        components = [refused if each.number == refused.number else each for each in components]
    may_write = place.may("standard.write")
    read = find_decree_read(version) if version else {}
    models = list_models(service.government, service)
    volume = service.volumes.order_by("-period_end").first()
    return {
        "unit": service.unit,
        "service": service,
        "version": version,
        "versions": [(each, words.say_standing(each)) for each in place.versions],
        "components": components,
        "row": words.make_service_row(service, version),
        "is_due": bool(version and words.is_due(version)),
        "may_write": may_write,
        "typed": {"decree": read.get("number", ""), "signed_on": read.get("date", "")},
        "is_read": bool(read.get("number") or read.get("date")),
        "may_edit": may_write and version is not None and not version.is_adopted,
        "may_start": may_write and pick_draft(place.versions) is None,
        "may_decide": place.may("standard.decide") and version is not None,
        "models": models if may_write else [],
        "compared": _list_compared(place, models) if version else [],
        "volume": volume,
        "signed": list_signed(service, place.versions),
        "channel": words.CHANNELS[service.channel],
        "choices": {
            "channels": words.CHANNELS.items(), "units": words.UNITS.items(),
            "registry": words.REGISTRY.items(), "promises": words.PROMISES.items(),
            "states": words.STATES.items(),
        },
        "open": refused.number if refused else None,
    }  # fmt: skip


def _list_compared(place: Place, models: list[StandardVersion]) -> list[StandardVersion]:
    """Standards to lay beside this one: its other versions, then services of the same name."""
    name = place.service.name.lower()
    own = [each for each in place.versions if each != place.version]
    unit = place.service.unit_id
    near = [m for m in models if m.service.name.lower() == name or m.service.unit_id == unit]
    return [*own, *(m for m in near if _may_read(place, m))][:10]


def _may_read(place: Place, version: StandardVersion) -> bool:
    """Whether the person may read that standard of the same government."""
    unit, government = version.service.unit, place.service.government
    return place.rights.may("standard.read", government=government, unit=unit)


def _act(request: HttpRequest, place: Place) -> HttpResponse:
    """What was asked for is done; then back, or the same page with what could not be kept."""
    act = request.POST.get("act", "")
    needed = "standard.decide" if act == "decide" else "standard.write"
    if not place.may(needed):
        raise PermissionDenied("permission-denied", verb=needed)
    if act == "write":
        return _write(request, place)
    try:
        done = ACTS[act](request, place) if act in ACTS else _refuse_act()
    except PermissionDenied:
        raise
    except UserError as error:
        context = _describe(place) | {"error": say_refusal(error), "typed": request.POST.dict()}
        return render(request, "tilik/desk/standard.html", context, status=409)
    messages.success(request, done)
    url = redirect("tilik:standard", place.service.unit.code, place.service.code).url
    number = request.POST.get("component", "")
    is_open = act == "take" and number.isdecimal()
    return redirect(f"{url}?buka={number}#komponen-{number}" if is_open else url)


def _refuse_act() -> str:
    raise UserError("act-missing")


def _write(request: HttpRequest, place: Place) -> HttpResponse:
    """The component kept and judged anew; or why it was not, with what was typed."""
    version, data = _get_version(request, place), request.POST
    number = int(data.get("component", "0")) if data.get("component", "").isdigit() else 0
    typed = {name: data.get(name, "") for name in FIELDS}
    said: dict[str, Any] = {}
    by: Any = request.user
    try:
        row = set_component(
            by=by, version=version, number=number, text=_compose(number, typed, data),
            seen=data.get("seen") if "seen" in data else None,
        )  # fmt: skip
        typed_or_none: Typed | None = None
    except (PermissionDenied, NotFound):
        raise
    except UserError as error:
        row = version.components.get(number=number)
        typed_or_none, said = typed, {"error": say_refusal(error)}
        if isinstance(error, Conflict):
            said["theirs"] = row.content
    row.version.service = place.service
    view = words.make_component(row, judge_component(place.service, row), typed_or_none, **said)
    if request.headers.get("HX-Request"):
        context = {"component": view, "saved_at": timezone.now(), "is_saved": not said}
        return render(request, "tilik/desk/standard_saved.html", context)
    if said:
        context = _describe(place, view)
        return render(request, "tilik/desk/standard.html", context, status=409)
    url = redirect("tilik:standard", place.service.unit.code, place.service.code).url
    following = min(number + 1, 14) if data.get("go") == "next" else number
    if "pattern" in data:
        messages.success(request, _("The wording is taken over: put your own words for the dots."))
    return redirect(f"{url}?buka={following}#komponen-{following}")


FIELDS = ("text", "number", "unit", "start", "kind", "basis")


def _compose(number: int, typed: Typed, data: Typed) -> str:
    """The text the fields amount to, with the pattern that was asked for below it.

    Raises UserError("duration-number" | "duration-unit").
    """
    pattern = get_guide().get(number, data.get("pattern", ""))
    text = _join_fields(number, typed)
    return add_pattern(text, pattern) if pattern else text


def _join_fields(number: int, typed: Typed) -> str:
    """The text the fields amount to. Raises UserError("duration-number" | "duration-unit")."""
    if number == FEES:
        kind = typed["kind"]
        return write_fees(is_free=kind == "free", lines=typed["text"], basis=typed["basis"])
    if number != DURATION:
        return typed["text"]
    raw = typed["number"].strip().replace(",", ".")
    if not raw:
        return write_waiting(typed["unit"], typed["start"], typed["text"])
    try:
        amount = Decimal(raw)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or not 0 < amount < 10_000:
        raise UserError("duration-number")
    if typed["unit"] not in UNITS:
        raise UserError("duration-unit")
    start = " ".join(typed["start"].split())[:180].rstrip(".;")
    return write_duration(Duration(amount, typed["unit"], start), typed["text"])


def _start(request: HttpRequest, place: Place) -> str:
    """A new version, empty or from another."""
    origin = request.POST.get("origin", "")
    found = None
    if origin:
        known = [*place.versions, *list_models(place.service.government, place.service)]
        found = next((each for each in known if str(each.pk) == origin), None)
        if found is None:
            raise NotFound("standard-not-found")
    start_version(by=_by(request), service=place.service, origin=found)
    return _("A draft is begun. Go through it component by component.")


def _adopt(request: HttpRequest, place: Place) -> str:
    data = request.POST
    adopt_version(
        by=_by(request), version=_get_version(request, place), number=data.get("decree", "")[:200],
        signed_on=_read_day(data.get("signed_on")), valid_from=_read_day(data.get("valid_from")),
        valid_to=_read_day(data.get("valid_to")),
    )  # fmt: skip
    return _("The standard is in force and can no longer be changed; a new version can follow it.")


def _decide(request: HttpRequest, place: Place) -> str:
    number = request.POST.get("component", "")
    decide_component(
        by=_by(request), version=_get_version(request, place),
        number=int(number) if number.isdigit() else 0,
        status=request.POST.get("status", ""), note=request.POST.get("note", ""),
    )  # fmt: skip
    return _("Your decision is kept.")


def _describe_service(request: HttpRequest, place: Place) -> str:
    data = request.POST
    registry, promise = data.get("registry_state", ""), data.get("promise_state", "")
    channel = data.get("channel", "")
    describe_service(
        by=_by(request), service=place.service,
        name=" ".join(data.get("name", "").split())[:300],
        channel=channel if channel in words.CHANNELS else place.service.channel,
        registry_state=registry if registry in words.REGISTRY else "unknown",
        registry_number=data.get("registry_number", "").strip()[:60],
        registry_checked_on=_read_day(data.get("registry_checked_on")),
        promise_state=promise if promise in words.PROMISES else "unknown",
        promise_on=_read_day(data.get("promise_on")),
        forum_number=data.get("forum_number", "").strip()[:200],
        forum_on=_read_day(data.get("forum_on")),
    )  # fmt: skip
    users = data.get("users", "").strip().replace(".", "")
    if users:
        year = data.get("users_year", "")
        if not (users.isdecimal() and len(users) < 10 and re.fullmatch("2[0-9]{3}", year)):
            raise UserError("users-unreadable")
        start, end = date(int(year), 1, 1), date(int(year), 12, 31)
        set_volume(by=_by(request), service=place.service, start=start, end=end, users=int(users))
    return _("What you wrote is kept.")


def _take(request: HttpRequest, place: Place) -> str:
    """The wording of a pattern below what stands in the component."""
    number = request.POST.get("component", "")
    take_pattern(
        by=_by(request), version=_get_version(request, place),
        number=int(number) if number.isdecimal() else 0, code=request.POST.get("pattern", ""),
    )  # fmt: skip
    return _("The wording is taken over: put your own words for the dots.")


ACTS: Mapping[str, Callable[[HttpRequest, Place], str]] = {
    "start": _start,
    "adopt": _adopt,
    "decide": _decide,
    "describe": _describe_service,
    "take": _take,
}


def _get_version(request: HttpRequest, place: Place) -> StandardVersion:
    """The version the form was of. Raises NotFound."""
    n = request.POST.get("n", "")
    version = next((each for each in place.versions if str(each.n) == n), None)
    if version is None:
        raise NotFound("standard-not-found")
    return version


def _read_day(raw: str | None) -> date | None:
    """The day, or None where nothing was entered. Raises UserError("day-unreadable")."""
    try:
        day = parse_date(raw or "")
    except ValueError:
        day = None
    if raw and day is None:
        raise UserError("day-unreadable")
    return day


def _by(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
