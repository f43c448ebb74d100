"""Which evaluator checks which unit: proposed with its reasons, changed, confirmed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.assigning import Plan, Staff, confirm, load_staff, propose
from tilik.actions.recompute import note_change
from tilik.core.errors import UserError
from tilik.records.models import RoundUnit, User
from tilik.records.queries.assignments import count_set_aside
from tilik.records.queries.checking import get_rules
from tilik.web.desk.rooms import enter
from tilik.web.presenters.refusals import say_refusal


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with the evaluators chosen for it, those who may be, and why."""

    row: RoundUnit
    chosen: tuple[int | None, ...]
    may: tuple[tuple[int, str], ...]
    why: str


def show_assignments(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit with its evaluators; sent, they are seats from now on."""
    room = enter(request, pk, "checks")
    room.require("round.manage")
    round = room.round
    rows = list(round.round_units.select_related("unit"))
    each = 2 if request.GET.get("dua") or get_rules(round).evaluators > 1 else 1
    staff = load_staff(round)
    plan: Plan = propose(rows=rows, staff=staff, each=each)
    if request.method == "POST":
        sent = _read(request, rows, each)
        try:
            seats = confirm(by=request.user, round=round, plan=sent)  # type: ignore[arg-type]
        except UserError as error:
            messages.error(request, say_refusal(error))
            plan = sent
        else:
            words = ngettext("%(n)s assignment stands.", "%(n)s assignments stand.", len(seats))
            messages.success(request, words % {"n": len(seats)})
            note_change(round=round)
            if n := count_set_aside(round):
                words = ngettext(
                    "%(n)s form of evaluators without these units is kept, but counts no more.",
                    "%(n)s forms of evaluators without these units are kept, but count no more.", n,
                )  # fmt: skip
                messages.info(request, words % {"n": n})
            return redirect("tilik:assignments", pk)
    context = {
        "round": round,
        "lines": _make_lines(rows, staff, plan, each),
        "loads": [
            (user, sum(user.pk in users for users in plan.values())) for user in staff.people
        ],
        "is_assigned": bool(staff.seats),
        "each": each,
    }
    return render(request, "tilik/desk/assignments.html", context)


def _read(request: HttpRequest, rows: list[RoundUnit], each: int) -> dict[int, list[int]]:
    """The evaluators chosen for each unit."""
    return {
        row.unit_id: list(
            dict.fromkeys(
                int(key)
                for key in request.POST.getlist(f"who-{row.unit_id}")[:each]
                if key.isdigit()
            )
        )
        for row in rows
    }


def _make_lines(rows: list[RoundUnit], staff: Staff, plan: Plan, each: int) -> list[Line]:
    """The units in order."""
    people, own, last = staff.people, staff.own, staff.last
    names = {user.pk: str(user) for user in people}
    lines = []
    for row in rows:
        users = plan.get(row.unit_id, [])
        barred = [user for user in people if row.unit_id in own.get(user.pk, ())]
        may = tuple((user.pk, names[user.pk]) for user in people if user not in barred)
        chosen = tuple([*users, None, None][:each])
        before = [user for user in people if row.unit_id in last.get(user.pk, ())]
        is_again = any(user.pk in users for user in before)
        lines.append(Line(row, chosen, may, _say_why(barred, before, is_again)))
    return lines


def _say_why(barred: list[User], before: list[User], is_again: bool) -> str:
    """Why these: who may not, and who checked the unit the last time."""
    words = []
    if barred:
        words.append(_("own or former unit of %(who)s") % {"who": _name(barred)})
    if before:
        text = _("again %(who)s: otherwise uneven") if is_again else _("last time %(who)s")
        words.append(text % {"who": _name(before)})
    return "; ".join(words) or _("shared out evenly")


def _name(people: list[User]) -> str:
    return ", ".join(map(str, people))
