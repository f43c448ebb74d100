"""Which management pages a person may open, and in which government."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tilik.actions.permissions import Rights, load_rights
from tilik.core.errors import PermissionDenied
from tilik.records.models import Government
from tilik.records.queries.rounds import is_example
from tilik.web.frame import Frame, Link
from tilik.web.zones import enter_zone

DOORS = (
    ("manage_units", "building-2", "unit.manage"),
    ("manage_instruments", "upload", "instrument.upload"),
    ("manage_round", "calendar", "round.manage"),
    ("manage_roles", "users", "seat.manage"),
    ("manage_papers", "printer", "paper.manage"),
    ("trail", "shield-check", "audit.read"),
    ("standards", "clipboard-list", "standard.read"),
    ("campaigns", "messages-square", "campaign.read"),
    ("report_audit", "file-text", "standard.read"),
    ("practice", "messages-square", "practice.take"),
)
GROUPS = {
    "prepare": ("schedule", "manage_units", "manage_round", "instruments", "manage_instruments"),
    "fill": ("deadline", "standards", "campaigns", "practice"),
    "check": ("checks", "visits", "report_audit", "clarify", "oversight"),
    "tell": ("league", "official", "brief", "steps", "papers", "freezes"),
    "keep": ("manage_roles", "manage_papers", "audit", "trail"),
}
"""What a person does in the course of a year, and the pages for it, in that order."""
FEW = 8
"""So many links are seen at a glance and need no groups."""
OF_UNITS = frozenset(("standards", "report_audit", "practice", "campaigns"))
"""Pages that open for one's own units too."""


def say_group(code: str) -> str:
    """What is done with the pages of a group."""
    return {
        "prepare": _("Prepare"),
        "fill": _("Fill in"),
        "check": _("Examine"),
        "tell": _("Announce"),
        "keep": _("Keep in order"),
    }.get(code, "")


def arrange(links: Mapping[str, Link]) -> tuple[Link, ...]:
    """The links by name in the order of the year, each with its group; home first, help last."""
    if len(links) <= FEW:
        return tuple(links.values())
    placed = {name: code for code, names in GROUPS.items() for name in names}
    order = ["", *placed]
    names = sorted(links, key=lambda name: order.index(name) if name in placed else 0)
    made = [replace(links[name], group=say_group(placed.get(name, ""))) for name in names]
    return tuple(sorted(made, key=lambda link: link.url == reverse("tilik:help")))


def list_doors(rights: Rights, government: Government | None, current: str = "") -> dict[str, Link]:
    """The pages the person may open, by name."""
    words = {
        "manage_units": _("Units and people"),
        "manage_instruments": _("Own instrument"),
        "manage_round": _("New period"),
        "manage_roles": _("Roles and accounts"),
        "manage_papers": _("Letterhead and signatories"),
        "trail": _("Is the trail whole?"),
        "standards": _("Service standards"),
        "campaigns": _("Surveys of users"),
        "report_audit": _("Audit a report"),
        "practice": _("Interview practice"),
    }
    return {
        name: Link(words[name], reverse(f"tilik:{name}"), name == current, icon)
        for name, icon, verb in DOORS
        if rights.may(verb, government=government)
        or (name in OF_UNITS and rights.may_somewhere(verb, government))
    }


def enter_office(request: HttpRequest, verb: str, current: str) -> Government:
    """The government the person may do this in; the frame is set. Raises PermissionDenied."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = next((each for each in homes if rights.may(verb, government=each)), None)
    if home is None:
        raise PermissionDenied("permission-denied", verb=verb)
    enter_zone(home)
    set_frame(request, rights, home, current, _("regency administrator"))
    return home


def set_frame(
    request: HttpRequest, rights: Rights, home: Government | None, current: str, role: str = ""
) -> None:
    """Nothing; what surrounds a page outside a round is the doors the person may open."""
    request.frame = Frame(  # type: ignore[attr-defined]
        government=home.name if home else "",
        navigation=arrange(
            {
                "home": Link(_("Home"), reverse("tilik:rounds"), icon="house"),
                **list_doors(rights, home, current),
                "help": Link(_("Help"), reverse("tilik:help"), current == "help", "circle-help"),
            }
        ),
        role=role,
        is_example=home is not None and is_example(home),
    )
