"""Opening a period, roles and accounts, help."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.imports import Slip
from tilik.actions.invitations import invite_person
from tilik.actions.people import reset_password
from tilik.actions.permissions import load_rights
from tilik.actions.rounds import Member, open_round
from tilik.actions.sessions import end_sessions
from tilik.core.errors import UserError
from tilik.records.models import Government, Round, User
from tilik.records.models.seat import Role
from tilik.records.queries.people import list_people
from tilik.web.desk.doors import enter_office, set_frame
from tilik.web.desk.forms import RoundForm, lay_out_anew, make_offer, suggest_days
from tilik.web.desk.slips import seal_slips
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.managing import (
    get_role_word,
    make_accounts,
    make_role_table,
    write_invitation,
    write_slips,
)
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.texts import say


def show_new_round(request: HttpRequest) -> HttpResponse:
    """The form of a new period; sent, it opens it and goes there."""
    home = enter_office(request, "round.manage", "manage_round")
    today = timezone.localdate()
    offer = make_offer(home, request.POST)
    is_laid_out = request.POST.get("act") == "calendar" or offer.is_new
    if is_laid_out:
        typed = lay_out_anew(request.POST, offer.preset, today)
        form = RoundForm(government=home, offer=offer, initial=typed)
    else:
        days = suggest_days(offer.preset, today)
        form = RoundForm(request.POST or None, government=home, offer=offer, initial=days)
    if request.method == "POST" and not is_laid_out and form.is_valid():
        try:
            round = _open(request, home, form)
        except UserError as error:
            form.add_error(None, say_refusal(error))
        else:
            messages.success(request, _("The period is open; its units see it from now on."))
            return redirect("tilik:home", round.pk)
    context = {
        "form": form,
        "client": request.POST.get("client") or uuid4(),
        "has_units": form.has_units,
        "note": say(offer.preset.note),
        "measure": offer.measure,
        "is_new": offer.is_new,
    }
    return render(request, "tilik/desk/manage_round.html", context)


def show_roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, and the accounts with their seats; a slip or an invitation on request."""
    home = enter_office(request, "seat.manage", "manage_roles")
    people = list_people(home)
    context: dict[str, object] = {}
    if request.method == "POST":
        acts = {"invite": _invite, "end": _end_sessions}
        context = acts.get(request.POST.get("act", ""), _renew)(request, people)
    roles, rows = make_role_table()
    context |= {"roles": roles, "rows": rows, "accounts": make_accounts(people)}
    return render(request, "tilik/desk/manage_roles.html", context)


def show_help(request: HttpRequest) -> HttpResponse:
    """Short help for the roles the person has; for all of them where they have none."""
    rights = load_rights(request.user)  # type: ignore[arg-type]
    homes = [seat.government for seat in rights.seats if seat.government]
    home = homes[0] if homes else None
    set_frame(request, rights, home, "help")
    mine = {seat.role for seat in rights.seats} or set(Role.values)
    roles = [(role, get_role_word(role)) for role in Role.values if role in mine]
    return render(request, "tilik/desk/help.html", {"roles": roles})


def _open(request: HttpRequest, home: Government, form: RoundForm) -> Round:
    """The opened period. Raises UserError."""
    values = form.cleaned_data
    return open_round(
        by=request.user,  # type: ignore[arg-type]
        government=home,
        instrument_version=form.versions[values["instrument"]],
        scheme=values["scheme"],
        title=values["title"].strip(),
        period=(values["start"], values["end"]),
        members=[Member(unit, values["channel"]) for unit in form.list_units()],
        phases=form.list_phases(),
        options={"verification": dict(form.preset.checking)},
        client_uuid=read_uuid(request.POST.get("client", "")),
    )


def _renew(request: HttpRequest, people: list[User]) -> dict[str, object]:
    """New first passwords for the accounts named: as text, and as paper to print once."""
    chosen = _find_accounts(request, people)
    slips = []
    for user in chosen:
        password = reset_password(by=request.user, user=user)  # type: ignore[arg-type]
        account = make_accounts([user])[0]
        slips.append(Slip(account.name, account.login, password, ", ".join(account.seats)))
    names = ", ".join(slip.full_name for slip in slips)
    text = write_slips(slips, request.build_absolute_uri("/"))
    return {"slip": (names, text), "sealed": seal_slips(slips)}


def _invite(request: HttpRequest, people: list[User]) -> dict[str, object]:
    """The message with the address at which one person chooses a password."""
    user = _find_accounts(request, people)[0]
    code, token, ends = invite_person(by=request.user, user=user)  # type: ignore[arg-type]
    place = reverse("tilik:invitation", args=[code, token])
    account = make_accounts([user])[0]
    text = write_invitation(account, request.build_absolute_uri(place), ends)
    return {"invitation": (account.name, text)}


def _find_accounts(request: HttpRequest, people: list[User]) -> list[User]:
    """The accounts named in what was sent. Raises Http404 where there is none."""
    wanted = set(request.POST.getlist("account"))
    found = [user for user in people if str(user.pk) in wanted]
    if not found:
        raise Http404
    return found


def _end_sessions(request: HttpRequest, people: list[User]) -> dict[str, object]:
    """Nothing more to show: the page says how many log-ins of the account ended."""
    user = _find_accounts(request, people)[0]
    n = end_sessions(by=request.user, user=user)  # type: ignore[arg-type]
    words = ngettext("%(name)s: %(n)s log-in ended.", "%(name)s: %(n)s log-ins ended.", n)
    messages.success(request, words % {"name": make_accounts([user])[0].name, "n": n})
    return {}
