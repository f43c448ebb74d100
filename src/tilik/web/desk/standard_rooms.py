"""What every page of services and standards begins with: the government and the units to be read."""

from django.http import HttpRequest

from tilik.actions.permissions import Rights, load_rights
from tilik.core.errors import NotFound, PermissionDenied
from tilik.records.models import Government, Unit
from tilik.web.desk.doors import set_frame


def enter(request: HttpRequest) -> tuple[Rights, Government]:
    """The person's rights and the government they read standards of; the frame is set."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = next((each for each in homes if rights.may_somewhere("standard.read", each)), None)
    if home is None:
        raise PermissionDenied("permission-denied", verb="standard.read")
    set_frame(request, rights, home, "standards")
    return rights, home


def list_units(rights: Rights, home: Government) -> list[Unit]:
    """The units whose standards the person may read."""
    units = Unit.objects.filter(government=home, valid_to=None).order_by("name")
    rows = units.select_related("government")
    return [unit for unit in rows if rights.may("standard.read", government=home, unit=unit)]


def find_unit(request: HttpRequest, code: str) -> tuple[Rights, Unit]:
    """The unit whose standards the person may read. Raises NotFound, PermissionDenied."""
    rights, home = enter(request)
    unit = Unit.objects.select_related("government").filter(government=home, code=code).first()
    if unit is None:
        raise NotFound("unit-not-found", found=code)
    if not rights.may("standard.read", government=home, unit=unit):
        raise PermissionDenied("permission-denied", verb="standard.read")
    return rights, unit
