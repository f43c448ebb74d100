"""The home of a round: where we stand, who is late, what to do next."""

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

from tilik.actions.permissions import load_rights
from tilik.actions.recompute import request_compute
from tilik.core.errors import PermissionDenied
from tilik.records.models import Result
from tilik.records.models.round import Stage
from tilik.records.queries.documents import get_year, list_titles
from tilik.records.queries.progress import count_respondents, list_open_groups, list_survey_forms
from tilik.records.queries.results import list_standing_of_round
from tilik.records.queries.rounds import RoundOverview, UnitProgress, get_overviews, list_rounds
from tilik.records.queries.scores import get_default_variant
from tilik.web.desk.rooms import Room, enter
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
from tilik.web.presenters.reminders import write_reminder, write_round_up
from tilik.web.presenters.sides import Sides, mean

PAGE = 25
CHECKS = ("desk", "field")


@dataclass(frozen=True)
class Found:
    """What was read of a round: progress of every stage, results, respondents."""

    room: Room
    now: datetime
    claims: RoundOverview
    checks: dict[str, dict[int, UnitProgress]]
    results: dict[tuple[int | None, str], Result]
    summaries: dict[int, Summary]
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

    def show(self, unit: int | None) -> Shown | None:
        """The final result of a unit, or of the government."""
        result = self.results.get((unit, "final"))
        return show(result, self.decimals) if result else None

    def is_known(self, unit: int) -> bool:
        """Whether the final value of a unit is known."""
        result = self.results.get((unit, "final"))
        return result is not None and result.numerator is not None

    def list_forms(self, channel: str) -> list[tuple[str, int]]:
        """The respondents' forms of a channel with the fewest respondents each needs."""
        return list_survey_forms(self.document, channel)

    def summary(self, unit: int, basis: str) -> Summary | None:
        """The unit's result of a basis in short."""
        result = self.results.get((unit, basis))
        return self.summaries.get(result.pk) if result else None

    def sides(self, unit: int) -> Sides:
        """What documents, field and users say of a unit."""
        claim, final = self.summary(unit, "claim"), self.summary(unit, "final")
        return Sides(
            claim.evaluation if claim else None,
            final.evaluation if final else None,
            final.respondents if final else None,
        )


def show_rounds(request: HttpRequest) -> HttpResponse:
    """On to the newest round; where there is none yet, what to do about it."""
    rounds = list_rounds(request.user, timezone.now())  # type: ignore[arg-type]
    if rounds:
        return redirect("tilik:home", rounds[0].pk)
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    request.frame = Frame(  # type: ignore[attr-defined]
        government=homes[0].name if homes else "",
        navigation=(Link(_("Home"), reverse("tilik:rounds"), True, "house"),),
    )
    may_open = any(rights.may("round.manage", government=home) for home in homes)
    return render(request, "tilik/desk/rounds.html", {"may_open": may_open})


def show_home(request: HttpRequest, pk: int) -> HttpResponse:
    """The round: of all units for those who see it whole, else of the person's own."""
    room = enter(request, pk, "home")
    if not room.may("round.read"):
        return _show_own(request, room)
    found = _read(room)
    rows = sorted(
        (_make_row(found, unit) for unit in found.claims.units), key=lambda row: not row.is_late
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    page.object_list = [_complete(found, row) for row in page.object_list]
    context = {
        "round": room.round,
        "rows": page,
        "task": make_task(room, rows),
        "has_results": bool(found.results),
        "may_compute": room.may("result.compute"),
        "may_verify": room.may("finding.write"),
        "scale": [Decimal(end) for end in found.document["index"]["scale"]],
        **_describe_whole(found, rows),
        **_write_messages(request, found, [row.progress for row in page]),
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


def _show_own(request: HttpRequest, room: Room) -> HttpResponse:
    """The home of a unit's officer and head: their own unit alone."""
    members = {row.unit_id for row in room.list_members()}
    if not members:
        raise PermissionDenied("permission-denied", verb="round.read")
    found = _read(room)
    units = [unit for unit in found.claims.units if unit.row.unit_id in members]
    groups = list_open_groups(room.round, [unit.row for unit in units])
    rows = [_complete(found, _make_row(found, unit)) for unit in units]
    tasks = [make_unit_task(room, row, groups[row.progress.row.unit_id]) for row in rows]
    context = {"round": room.round, "cards": list(zip(rows, tasks, strict=True))}
    return render(request, "tilik/desk/home_unit.html", context)


def _read(room: Room) -> Found:
    """Everything the page is made of, in a fixed number of queries."""
    round, now = room.round, timezone.now()
    results = {
        (result.unit_id, str(result.basis)): result
        for result in list_standing_of_round(round, variant=get_default_variant(round))
    }
    of_units = [result for (unit, _basis), result in results.items() if unit]
    overviews = get_overviews(round, now, (Stage.CLAIM, *CHECKS))
    return Found(
        room=room,
        now=now,
        claims=overviews[Stage.CLAIM],
        checks={
            stage: {unit.row.unit_id: unit for unit in overviews[stage].units} for stage in CHECKS
        },
        results=results,
        summaries=summarise(of_units, round.instrument_version.document),
        respondents=count_respondents(round),
        titles=list_titles(round.instrument_version.document),
    )


def _make_row(found: Found, unit: UnitProgress) -> Row:
    """The row as far as the whole of the round needs it of every unit."""
    key = unit.row.unit_id
    return make_row(
        unit,
        checks={stage: sum_checks(units[key]) for stage, units in found.checks.items()},
        surveys=tuple(
            Survey(form, found.respondents.get((key, form), 0), least)
            for form, least in found.list_forms(unit.row.form_variant)
        ),
    )


def _complete(found: Found, row: Row) -> Row:
    """The row with its result, for the few units a page shows."""
    key = row.progress.row.unit_id
    final, shown = found.summary(key, "final"), found.show(key)
    n_open = final.n_open if final and shown and not shown.is_known else 0
    return replace(
        row,
        shown=shown,
        readings=found.sides(key).list_readings(),
        holding=say_holding(final.holding if final else None, found.titles, found.decimals),
        missing=say_missing(n_open),
    )


def _describe_whole(found: Found, rows: list[Row]) -> dict[str, object]:
    """The heading, the ladder and the three signs of the government."""
    document, round = found.document, found.room.round
    shown = found.show(None)
    bands = list_bands(document, "government", get_year(round)) if shown else []
    standing = make_standing(shown, bands, found.decimals) if shown and bands else None
    ends = [phase.ends_at for phase in found.claims.phases]
    is_final = bool(ends) and found.now > max(ends)
    sides = [found.sides(row.progress.row.unit_id) for row in rows]
    whole = found.results.get((None, "final"))
    paper, n_paper = mean([each.paper for each in sides])
    field, n_field = mean([each.field for each in sides])
    citizen, n_citizen = mean([each.citizen for each in sides])
    return {
        "heading": make_heading(get_index_name(document), shown, standing, is_final),
        "whole": whole,
        "shown": shown,
        "bands": bands,
        "standing": standing,
        "paper": paper,
        "field": field,
        "citizen": citizen,
        "n_known": (n_paper, n_field, n_citizen),
        "n_units": len(rows),
        "n_sent": sum(row.progress.is_sent for row in rows),
        "n_late": sum(row.is_late for row in rows),
        "n_complete": sum(found.is_known(row.progress.row.unit_id) for row in rows),
    }


def _write_messages(
    request: HttpRequest, found: Found, shown: list[UnitProgress]
) -> dict[str, object]:
    """The texts to copy: one for all, one for each unit that has not sent its claim."""
    round = found.room.round
    waiting = [unit for unit in found.claims.units if not unit.is_sent]
    groups = list_open_groups(round, [unit.row for unit in waiting]) if waiting else {}
    texts = [
        (
            unit.row.unit.code,
            unit.row.name,
            write_reminder(
                round,
                unit,
                groups[unit.row.unit_id],
                request.build_absolute_uri(
                    reverse("tilik:claim", args=[round.pk, unit.row.unit.code])
                ),
                found.now,
            ),
        )
        for unit in shown
        if not unit.is_sent
    ]
    whole = write_round_up(round, waiting, groups, len(found.claims.units), found.now)
    return {"reminders": texts, "round_up": whole if waiting else "", "n_waiting": len(waiting)}
