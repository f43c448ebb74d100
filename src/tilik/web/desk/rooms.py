"""What every desk page begins with: the round, the right to see it, and the frame around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tilik.actions.permissions import Rights, load_rights
from tilik.core.errors import NotFound, PermissionDenied
from tilik.records.models import Round, RoundUnit, Service, Unit
from tilik.records.models.round import Stage
from tilik.records.queries.outlines import Participant, list_participants
from tilik.records.queries.rounds import get_round, list_rounds_of
from tilik.records.queries.standards import get_service
from tilik.records.queries.survey_results import is_survey
from tilik.web.desk.doors import arrange, list_doors, say_group
from tilik.web.frame import Frame, Link
from tilik.web.presenters.managing import get_role_word
from tilik.web.zones import enter_zone

PAGES = (
    ("home", "house"),
    ("deadline", "clock"),
    ("schedule", "calendar"),
    ("league", "list-ordered"),
    ("visits", "map-pin"),
    ("clarify", "clipboard-check"),
    ("oversight", "shield-check"),
    ("official", "scale"),
    ("brief", "file-text"),
    ("papers", "clipboard-list"),
    ("freezes", "lock"),
    ("audit", "clock"),
)
STAGES: Mapping[str, str] = {
    Stage.CLAIM: "fill",
    Stage.DESK: "check",
    Stage.FIELD: "check",
    Stage.REPLY: "check",
    Stage.FINAL: "tell",
}
"""The pages whose time it is while a stage runs."""
ASKED = {
    "audit": ("audit.read",),
    "freezes": ("round.read",),
    "visits": ("finding.write",),
    "brief": ("result.read",),
    "papers": ("finding.write", "paper.manage"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """A round as one person sees it."""

    round: Round
    rights: Rights

    def may(self, verb: str, unit: Unit | None = None, form: str = "") -> bool:
        """Whether the person may do that in this round."""
        place = {"government": self.round.government, "round": self.round}
        return self.rights.may(verb, **place, unit=unit, form=form)

    def require(self, verb: str, unit: Unit | None = None, form: str = "") -> None:
        """Nothing. Raises PermissionDenied, or NotFound for somebody of another government."""
        if self.may(verb, unit, form):
            return
        homes = {seat.government_id for seat in self.rights.seats}
        if homes & {None, self.round.government_id}:
            raise PermissionDenied("permission-denied", verb=verb)
        raise NotFound("round-not-found")

    def list_members(self) -> list[RoundUnit]:
        """The units of the round whose results the person may see."""
        return self.pick("result.read", self.round.round_units.select_related("unit"))

    def pick(self, verb: str, rows: Iterable[RoundUnit], form: str = "") -> list[RoundUnit]:
        """Those of the units where the person may do that; who may in the whole round may in each."""
        if self.may(verb, form=form):
            return list(rows)
        return [row for row in rows if self.may(verb, row.unit, form)]

    def list_participants(self) -> list[Participant]:
        """The same by their names alone. Raises PermissionDenied, NotFound where there is none."""
        if self.may("result.read"):
            return list_participants(self.round)
        mine = {row.unit_id for row in self.list_members()}
        if not mine:
            self.require("result.read")
        return [unit for unit in list_participants(self.round) if unit.unit_id in mine]


def enter(request: HttpRequest, pk: int, current: str = "") -> Room:
    """The round with the person's rights; the frame is set.

    Raises NotFound for a round that is not there or of another government.
    """
    round = get_round(pk)
    rights = load_rights(request.user)  # type: ignore[arg-type]
    if round is None or not _is_of(rights, round):
        raise NotFound("round-not-found")
    enter_zone(round.government)
    request.frame = make_frame(request, round, rights, current)  # type: ignore[attr-defined]
    return Room(round, rights)


def find_member(room: Room, code: str, verb: str = "result.read") -> RoundUnit:
    """The unit's row in the round. Raises NotFound, PermissionDenied."""
    row = room.round.round_units.select_related("unit").filter(unit__code=code).first()
    if row is None:
        raise NotFound("unit-not-found", found=code)
    room.require(verb, row.unit)
    return row


def find_service(row: RoundUnit, code: str) -> Service | None:
    """The service of the unit; None where no code is given. Raises NotFound."""
    if not code:
        return None
    found = get_service(row.unit, code)
    if found is None:
        raise NotFound("service-not-found", found=code)
    return found


def make_frame(request: HttpRequest, round: Round, rights: Rights, current: str) -> Frame:
    """The government, its rounds, the pages of this one, the person's role."""
    others = list_rounds_of(rights.seats)
    return Frame(
        government=round.government.name,
        period=round.title,
        periods=tuple(
            Link(each.title, reverse("tilik:home", args=[each.pk]), each.pk == round.pk)
            for each in others
        ),
        navigation=arrange(
            {
                **_list_links(round, rights, current),
                **list_doors(rights, round.government),
                "help": Link(_("Help"), reverse("tilik:help"), icon="circle-help"),
            }
        ),
        now=_find_now(round),
        role=_get_role(rights, round),
        is_example=round.is_example,
    )


def _find_now(round: Round) -> str:
    """The group of what runs now by the calendar; before it begins, that of preparing."""
    now, phases = timezone.now(), list(round.phases.all())
    running = [phase.stage for phase in phases if phase.starts_at <= now <= phase.ends_at]
    if running:
        return say_group(STAGES[running[-1]])
    if all(phase.starts_at > now for phase in phases):
        return say_group("prepare")
    return say_group("tell") if all(phase.ends_at < now for phase in phases) else ""


def _list_links(round: Round, rights: Rights, current: str) -> dict[str, Link]:
    """The pages of the round the person may open, by name."""
    words = {
        "home": _("Home"),
        "deadline": _("Deadline"),
        "schedule": _("Calendar"),
        "league": _("Ranking"),
        "visits": _("Visits"),
        "oversight": _("Ombudsman’s products"),
        "official": _("Official and own"),
        "brief": _("Leader's brief"),
        "papers": _("Papers"),
        "freezes": _("Freeze"),
        "audit": _("Trail"),
        "clarify": _("Clarification"),
    }
    place = {"government": round.government, "round": round}
    links = {
        name: Link(words[name], reverse(f"tilik:{name}", args=[round.pk]), name == current, icon)
        for name, icon in PAGES
        if name not in ASKED or any(rights.may(verb, **place) for verb in ASKED[name])
    }
    if rights.may_in_part("finding.write", round):
        url = reverse("tilik:checks", args=[round.pk])
        links["checks"] = Link(_("Checking"), url, current == "checks", "clipboard-check")
    if is_survey(round) and rights.may_in_part("result.read", round):
        url = reverse("tilik:steps", args=[round.pk])
        links["steps"] = Link(_("Follow-up (RTL)"), url, current == "steps", "clipboard-list")
    url = reverse("tilik:instruments")
    return links | {"instruments": Link(_("Instruments"), url, icon="book-open")}


def _get_role(rights: Rights, round: Round) -> str:
    """The person's role in the government, in words."""
    mine = (None, round.government_id)
    role = next((seat.role for seat in rights.seats if seat.government_id in mine), "")
    return get_role_word(role)


def _is_of(rights: Rights, round: Round) -> bool:
    """Whether the person has a seat in the round's government, or over all."""
    return any(seat.government_id in (None, round.government_id) for seat in rights.seats)
