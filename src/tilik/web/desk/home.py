"""The home of a round: where we stand, who is late, what to do next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilik.actions.permissions import Rights, load_rights
from tilik.actions.recompute import request_compute
from tilik.core.errors import PermissionDenied
from tilik.records.models import Result
from tilik.records.models.round import Stage
from tilik.records.queries.documents import get_year, list_titles
from tilik.records.queries.outlines import Outline, list_open, list_outlines
from tilik.records.queries.oversight import list_open_of
from tilik.records.queries.progress import count_respondents, list_open_groups, list_survey_forms
from tilik.records.queries.results import list_both
from tilik.records.queries.rounds import RoundOverview, UnitProgress, get_overviews, list_rounds
from tilik.records.queries.scores import get_default_variant, get_whole
from tilik.web.desk.kept import Whole, keep_whole
from tilik.web.desk.rooms import Room, enter
from tilik.web.desk.searching import Search
from tilik.web.desk.summaries import Summary, summarise
from tilik.web.desk.tasks import make_task, make_unit_task
from tilik.web.frame import Frame, Link
from tilik.web.presenters.home import (
    Row,
    Survey,
    get_index_name,
    make_heading,
    make_row,
    say_holding,
    say_missing,
    sum_checks,
)
from tilik.web.presenters.outcome import Shown, list_bands, make_standing, show
from tilik.web.presenters.oversight import make_line
from tilik.web.presenters.reminders import Waiting, write_reminder, write_round_up
from tilik.web.presenters.sides import Sides

PAGE = 25
CHECKS = ("desk", "field")
IN_FULL = 100
"""So many units are told of in full in the message to all; of more, only who they are."""


@dataclass(frozen=True)
class Found:
    """What was read of some units of a round: progress, results, respondents."""

    room: Room
    now: datetime
    claims: RoundOverview
    checks: dict[str, dict[int, UnitProgress]]
    results: dict[tuple[int, str], Result]
    summaries: dict[tuple[int, str], Summary]
    respondents: dict[tuple[int, str], int]
    titles: dict[str, Any]

    @property
    def document(self) -> dict[str, Any]:
        """The instrument."""
        return self.room.round.instrument_version.document

    @property
    def decimals(self) -> int:
        """The decimals values are rounded to."""
        return int(self.document["rounding"]["decimals"])

    def show(self, unit: int) -> Shown | None:
        """The final result of a unit."""
        result = self.results.get((unit, "final"))
        return show(result, self.decimals) if result else None


def show_rounds(request: HttpRequest) -> HttpResponse:
    """On to the newest round; where there is none yet, what to do about it."""
    rounds = list_rounds(request.user, timezone.now())  # type: ignore[arg-type]
    if rounds:
        return redirect("tilik:home", rounds[0].pk)
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    request.frame = Frame(  # type: ignore[attr-defined]
        government=homes[0].name if homes else "",
        navigation=(Link(_("Home"), reverse("tilik:rounds"), True, "house"), *_list_trail(rights)),
    )
    may_open = any(rights.may("round.manage", government=home) for home in homes)
    context = {"may_open": may_open, "is_system": rights.may("audit.read", government=None)}
    return render(request, "tilik/desk/rounds.html", context)


def _list_trail(rights: Rights) -> list[Link]:
    """The trail, for who answers for the installation and belongs to no government."""
    if not rights.may("audit.read", government=None):
        return []
    return [Link(_("Is the trail whole?"), reverse("tilik:trail"), icon="shield-check")]


def show_home(request: HttpRequest, pk: int) -> HttpResponse:
    """The round: of all units for those who see it whole, else of the person's own."""
    room, now = enter(request, pk, "home"), timezone.now()
    if not room.may("round.read"):
        if room.rights.may_in_part("finding.write", room.round):
            return redirect("tilik:checks", pk)
        return _show_own(request, room, now)
    outlines = sorted(list_outlines(room.round, now), key=lambda unit: not unit.is_late)
    search = Search.read(request.GET)
    page = Paginator(search.choose(outlines), PAGE).get_page(request.GET.get("halaman"))
    whole = keep_whole(room.round, [unit.unit_id for unit in outlines])
    order = {unit.unit_id: n for n, unit in enumerate(page)}
    found = _read(room, now, order)
    shown = sorted(found.claims.units, key=lambda unit: order[unit.row.unit_id])
    context = {
        "round": room.round,
        "page": page,
        "rows": [_make_row(found, unit) for unit in shown],
        "search": search if len(outlines) > PAGE else None,
        "task": make_task(room, outlines),
        "may_compute": room.may("result.compute"),
        "may_verify": room.may("finding.write"),
        "scale": [Decimal(end) for end in found.document["index"]["scale"]],
        "n_units": len(outlines),
        "n_sent": sum(unit.is_sent for unit in outlines),
        "n_late": sum(unit.is_late for unit in outlines),
        "n_complete": whole.n_complete,
        **_describe_whole(room, now, whole),
        **_write_messages(request, found, outlines, shown),
    }
    return render(request, "tilik/desk/home.html", context)


@require_POST
def compute_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to where the button stood; the worker computes."""
    room = enter(request, pk)
    request_compute(by=request.user, round=room.round)  # type: ignore[arg-type]
    messages.success(request, _("The results are being computed; reload this page in a moment."))
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if is_ours else reverse("tilik:home", args=[pk]))


def _show_own(request: HttpRequest, room: Room, now: datetime) -> HttpResponse:
    """The home of a unit's officer and head: their own unit alone."""
    members = [row.unit_id for row in room.list_members()]
    if not members:
        raise PermissionDenied("permission-denied", verb="round.read")
    found = _read(room, now, members)
    units = found.claims.units
    groups = list_open_groups(room.round, [unit.row for unit in units])
    rows = [_make_row(found, unit) for unit in units]
    tasks = [make_unit_task(room, row, groups[row.progress.row.unit_id]) for row in rows]
    products = list_open_of(room.round.government, members)
    context = {
        "round": room.round,
        "cards": list(zip(rows, tasks, strict=True)),
        "products": [make_line(each, timezone.localdate()) for each in products],
    }
    return render(request, "tilik/desk/home_unit.html", context)


def _read(room: Room, now: datetime, of: Collection[int]) -> Found:
    """Everything the rows of these units are made of, in a fixed number of queries."""
    round = room.round
    document = round.instrument_version.document
    overviews = get_overviews(round, now, (Stage.CLAIM, *CHECKS), of=of)
    results = list_both(round, variant=get_default_variant(round), of=of)
    summaries = summarise([(each.pk, each.run) for each in results.values()], document)
    return Found(
        room=room,
        now=now,
        claims=overviews[Stage.CLAIM],
        checks={
            stage: {unit.row.unit_id: unit for unit in overviews[stage].units} for stage in CHECKS
        },
        results=results,
        summaries={place: summaries[each.pk] for place, each in results.items()},
        respondents=count_respondents(round, of=of),
        titles=list_titles(document),
    )


def _make_row(found: Found, unit: UnitProgress) -> Row:
    """The row of a unit with its result."""
    key = unit.row.unit_id
    forms = list_survey_forms(found.document, unit.row.form_variant)
    row = make_row(
        unit,
        checks={stage: sum_checks(units[key]) for stage, units in found.checks.items()},
        surveys=tuple(
            Survey(form, found.respondents.get((key, form), 0), least) for form, least in forms
        ),
    )
    final, shown = found.summaries.get((key, "final")), found.show(key)
    n_open = final.n_open if final and shown and not shown.is_known else 0
    return replace(
        row,
        shown=shown,
        readings=_find_sides(found.summaries, key).list_readings(),
        holding=say_holding(final.holding if final else None, found.titles, found.decimals),
        missing=say_missing(n_open),
    )


def _find_sides(summaries: Mapping[tuple[int, str], Summary], unit: int) -> Sides:
    """What documents, field and users say of a unit."""
    claim, final = summaries.get((unit, "claim")), summaries.get((unit, "final"))
    return Sides(
        claim.evaluation if claim else None,
        final.evaluation if final else None,
        final.respondents if final else None,
    )


def _describe_whole(room: Room, now: datetime, units: Whole) -> dict[str, object]:
    """The heading, the ladder and the three signs of the government."""
    round = room.round
    document = round.instrument_version.document
    decimals = int(document["rounding"]["decimals"])
    whole = get_whole(round)
    shown = show(whole, decimals) if whole else None
    bands = list_bands(document, "government", get_year(round)) if shown else []
    standing = make_standing(shown, bands, decimals) if shown and bands else None
    ends = [phase.ends_at for phase in round.phases.all()]
    is_final = bool(ends) and now > max(ends)
    sides = (units.paper, units.field, units.citizen)
    return {
        "heading": make_heading(get_index_name(document), shown, standing, is_final),
        "whole": whole,
        "shown": shown,
        "bands": bands,
        "standing": standing,
        "n_known": [n for _mean, n in sides],
        **dict(zip(("paper", "field", "citizen"), (value for value, _n in sides), strict=True)),
    }


def _write_messages(
    request: HttpRequest,
    found: Found,
    outlines: Sequence[Outline],
    shown: Sequence[UnitProgress],
) -> dict[str, object]:
    """The texts to copy: one for all, one for each unit shown that has not sent its claim."""
    round, now = found.room.round, found.now
    waiting = [unit for unit in outlines if not unit.is_sent]
    here = {unit.row.unit_id: unit for unit in shown if not unit.is_sent}
    in_full = len(waiting) <= IN_FULL
    told = list_open(round, [unit for unit in waiting if in_full or unit.unit_id in here])
    texts = [
        (
            unit.row.unit.code,
            unit.row.name,
            write_reminder(
                round,
                unit,
                told[unit.row.unit_id].groups,
                request.build_absolute_uri(
                    reverse("tilik:claim", args=[round.pk, unit.row.unit.code])
                ),
                now,
            ),
        )
        for unit in here.values()
    ]
    late = [
        Waiting(
            unit.name,
            unit.deadline,
            told.get(unit.unit_id) if in_full else None,
            here[unit.unit_id].workdays if unit.unit_id in here else None,
        )
        for unit in waiting
    ]
    whole = write_round_up(round, late, len(outlines), now)
    return {"reminders": texts, "round_up": whole if waiting else "", "n_waiting": len(waiting)}
