"""A document read for standards: how far it is, what was found, accepted beside its pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tilik.actions.permissions import Rights
from tilik.actions.receiving import open_kept
from tilik.actions.standard_readings import (
    draft_from_reading,
    get_service_read,
    learn_name,
    resume_reading,
    start_reading,
    stop_reading,
)
from tilik.actions.standards import set_component
from tilik.actions.units import add_service
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.reading.isolated import read_page
from tilik.reading.kinds import PDF, PICTURES
from tilik.records.models import Service, StandardReading, StandardVersion, Unit
from tilik.records.models.job import JobState
from tilik.records.queries.standard_readings import get_reading, list_drafts
from tilik.records.queries.standards import list_services
from tilik.web.desk.serving import protect
from tilik.web.desk.standard_rooms import find_unit
from tilik.web.identifiers import read_uuid
from tilik.web.presenters import standard_readings as words
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.texts import say

NEW = "baru"


@dataclass(frozen=True, slots=True)
class Place:
    """A reading as one person sees it."""

    reading: StandardReading
    rights: Rights

    @property
    def may_write(self) -> bool:
        """Whether the person may accept what was read."""
        unit = self.reading.unit
        return self.rights.may("standard.write", government=unit.government, unit=unit)

    def require_writing(self) -> None:
        """Nothing. Raises PermissionDenied."""
        if not self.may_write:
            raise PermissionDenied("permission-denied", verb="standard.write")


def take_document(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Off to the reading of the document sent. Raises UserError, PermissionDenied."""
    file: Any = request.FILES.get("file")
    if file is None:
        raise UserError("file-missing")
    uuid = read_uuid(request.POST.get("client", "")) or uuid4()
    reading = start_reading(by=request.user, unit=unit, file=file, client_uuid=uuid)  # type: ignore[arg-type]
    return redirect("tilik:standard_reading", reading.job.client_uuid)


def show_reading(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far the reading is; read, the services found and what becomes of each."""
    place = _find(request, uuid)
    if request.method == "POST":
        return _act(request, place)
    if request.headers.get("HX-Request"):
        return render(request, "tilik/desk/reading_state.html", _describe(place))
    return render(request, "tilik/desk/reading.html", _describe(place))


def show_service(request: HttpRequest, uuid: UUID, n: int) -> HttpResponse:
    """One service found: its components beside the page they stand on."""
    place = _find(request, uuid)
    version = list_drafts(place.reading).get(n)
    if version is None:
        raise NotFound("standard-not-found")
    asked = request.POST.get("component") or request.GET.get("komponen", "")
    current = int(asked) if asked.isdecimal() and 1 <= int(asked) <= 14 else 0
    error = ""
    if request.method == "POST":
        place.require_writing()
        try:
            set_component(
                by=request.user, version=version, number=current,  # type: ignore[arg-type]
                text=request.POST.get("text", ""),
            )  # fmt: skip
        except (PermissionDenied, NotFound):
            raise
        except UserError as refused:
            error = say_refusal(refused)
        else:
            following = _find_open(list_drafts(place.reading)[n])
            url = redirect("tilik:standard_read", uuid, n).url
            return redirect(f"{url}?komponen={following}#isi" if following else url)
    context = _describe_service(request, place, n, version, current)
    context |= {"error": error, "typed": request.POST.get("text", "")}
    return render(request, "tilik/desk/reading_service.html", context, status=409 if error else 200)


def send_page(request: HttpRequest, uuid: UUID, page: int) -> HttpResponse:
    """A page of the document as a picture, painted in a process of its own."""
    version = _find(request, uuid).reading.version
    if version.media_type not in {PDF, *PICTURES}:
        raise NotFound("page-not-found")
    with open_kept(version.storage_key) as file:
        content = file.read()
    if version.media_type in PICTURES:  # painted anew when it was taken
        return protect(HttpResponse(content, content_type=version.media_type))
    return protect(HttpResponse(read_page(content, page), content_type="image/webp"))


def _find(request: HttpRequest, uuid: UUID) -> Place:
    """The reading. Raises NotFound for another government's, PermissionDenied."""
    reading = get_reading(uuid)
    if reading is None:
        raise NotFound("reading-not-found")
    rights, unit = find_unit(request, reading.unit.code)
    if unit.pk != reading.unit_id:
        raise NotFound("reading-not-found")
    return Place(reading, rights)


def _describe(place: Place) -> dict[str, object]:
    reading = place.reading
    services = list_services(reading.unit)
    drafts = list_drafts(reading)
    return {
        "reading": reading,
        "unit": reading.unit,
        "state": words.say_reading(reading),
        "failure": words.say_failure(reading),
        "is_running": reading.job.state in (JobState.WAITING, JobState.RUNNING),
        "is_done": reading.job.state == JobState.DONE,
        "services": words.make_services(reading, drafts, services),
        "remarks": words.make_remarks(reading),
        "facts": words.list_facts(reading),
        "own": services,
        "components": _list_titles(reading),
        "may_write": place.may_write,
    }


def _list_titles(reading: StandardReading) -> list[tuple[int, str]]:
    """The fourteen by number, to say which of them a heading means."""
    services = reading.report.get("services", [])
    components = services[0]["components"] if services else []
    return [(each["number"], say(each["title"])) for each in components]


def _describe_service(
    request: HttpRequest, place: Place, n: int, version: StandardVersion, current: int
) -> dict[str, object]:
    """The components, and the page of the one that is looked at."""
    reading = place.reading
    components = words.make_read_components(reading, n, version)
    shown = next(
        (each for each in components if each.view.number == current),
        next((each for each in components if each.is_open), components[0]),
    )
    rows = {row.number: row for row in version.components.all()}
    row = rows[shown.view.number]
    asked = request.GET.get("halaman", "")
    page = int(asked) if asked.isdecimal() and len(asked) < 5 else row.page or 1
    spot = words.make_spot(reading, page, row.box if page == row.page else None)
    return {
        "reading": reading,
        "unit": reading.unit,
        "version": version,
        "n": n,
        "components": components,
        "shown": shown,
        "spot": spot,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if page < len(reading.report.get("sizes", [])) else None,
        "n_open": sum(each.is_open for each in components),
        "may_write": place.may_write and not version.is_adopted,
    }


def _find_open(version: StandardVersion) -> int | None:
    """The first component nobody accepted yet."""
    rows = sorted(version.components.all(), key=lambda row: row.number)
    return next((row.number for row in rows if row.suggested == "unread"), None)


def _act(request: HttpRequest, place: Place) -> HttpResponse:
    """Stops, goes on, learns a heading or makes a draft; then back or on to the components."""
    place.require_writing()
    by: Any = request.user
    reading, act, data = place.reading, request.POST.get("act", ""), request.POST
    try:
        if act == "stop":
            stop_reading(by=by, reading=reading)
        elif act == "resume":
            resume_reading(by=by, reading=reading)
        elif act == "learn":
            number = data.get("component", "")
            learn_name(
                by=by, reading=reading, name=data.get("label", ""),
                number=int(number) if number.isdecimal() else 0,
            )  # fmt: skip
            messages.success(request, _("Learned for the whole government."))
        elif act == "draft":
            n = int(data["n"]) if data.get("n", "").isdecimal() else -1
            service = _choose_service(request, reading, n)
            draft_from_reading(by=by, reading=reading, n=n, service=service)
            return redirect("tilik:standard_read", reading.job.client_uuid, n)
        else:
            raise UserError("act-missing")
    except (PermissionDenied, NotFound):
        raise
    except UserError as error:
        context = _describe(place) | {"error": say_refusal(error)}
        return render(request, "tilik/desk/reading.html", context, status=409)
    return redirect("tilik:standard_reading", reading.job.client_uuid)


def _choose_service(request: HttpRequest, reading: StandardReading, n: int) -> Service:
    """The unit's service that was chosen, or a new one of the name given. Raises UserError."""
    chosen = request.POST.get("service", "")
    if chosen != NEW:
        found = reading.unit.services.filter(pk=chosen if chosen.isdecimal() else 0).first()
        if found is None:
            raise NotFound("service-not-found")
        return found
    name = " ".join((request.POST.get("name") or get_service_read(reading, n)["name"]).split())
    code = slugify(name)[:40].strip("-")
    if not code:
        raise UserError("service-name-missing")
    return add_service(by=request.user, unit=reading.unit, code=code, name=name[:300])  # type: ignore[arg-type]
