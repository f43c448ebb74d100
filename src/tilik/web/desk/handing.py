"""Hand-over when staff move: from, to, from when; one seat closes and the next opens."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tilik.actions.handover import pass_on
from tilik.actions.identifiers import recognise
from tilik.actions.imports import Slip
from tilik.core.errors import UserError
from tilik.records.models import Government, Seat
from tilik.records.queries.people import list_people
from tilik.records.queries.rounds import find_newest_of, get_overview
from tilik.records.queries.seats import list_handovers, list_open_seats
from tilik.web.desk.doors import enter_office
from tilik.web.desk.forms import make_day
from tilik.web.desk.slips import seal_slips
from tilik.web.presenters.handover import name_seat, write_minutes
from tilik.web.presenters.managing import write_slips
from tilik.web.presenters.refusals import say_refusal

NOBODY = ""


class HandoverForm(forms.Form):
    """Which seat, to whom (an account, or somebody new), from when, by which letter."""

    seat = forms.ChoiceField(label=gettext_lazy("From"))
    to = forms.ChoiceField(label=pgettext_lazy("whom", "To"), required=False)
    full_name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    login = forms.CharField(
        label=gettext_lazy("NIP, phone number or e-mail"), required=False, max_length=200
    )
    position = forms.CharField(label=gettext_lazy("Position"), required=False, max_length=200)
    day = make_day(gettext_lazy("From this day"), required=True)
    letter = forms.CharField(
        label=gettext_lazy("Number and date of the letter"), required=False, max_length=200
    )

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in list_open_seats(government)}
        self.people = {str(user.pk): user for user in list_people(government)}
        self._choose("seat", [
            (NOBODY, _("choose whose task it is")),
            *((pk, f"{name_seat(seat)}: {seat.user.get_role_line()}")
              for pk, seat in self.seats.items()),
        ])  # fmt: skip
        self._choose("to", [
            (NOBODY, _("somebody new (fill in below)")),
            *((pk, user.get_role_line()) for pk, user in self.people.items()),
        ])  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The values; somebody new has a name and a way to log in."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("to"):
            if not values.get("full_name"):
                self.add_error("full_name", _("Choose an account, or name somebody new."))
            elif recognise(values.get("login") or "") is None:
                self.add_error(
                    "login", _("Fill in a NIP of 18 digits, a phone number or an e-mail.")
                )
        return values

    def make_newcomer(self) -> dict[str, str]:
        """The values of somebody new; empty where an account was chosen."""
        values = self.cleaned_data
        known = recognise(values["login"])
        if values["to"] or known is None:
            return {}
        field, text = known
        return {"full_name": values["full_name"], "position": values["position"], field: text}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def show_handover(request: HttpRequest) -> HttpResponse:
    """The form, the hand-overs so far, and the minutes of one of them."""
    home = enter_office(request, "seat.manage", "manage_roles")
    initial = {"day": timezone.localdate(), "seat": request.GET.get("seat", "")}
    form = HandoverForm(request.POST or None, government=home, initial=initial)
    slip: dict[str, str] = {}
    done = request.GET.get("selesai", "")
    if request.method == "POST" and form.is_valid():
        try:
            successor, password = _pass_on(request, form)
        except UserError as error:
            form.add_error(None, say_refusal(error))
        else:
            messages.success(request, _("The seat is handed over."))
            if not password:
                return redirect(f"{reverse('tilik:handover')}?selesai={successor.pk}")
            done, slip = str(successor.pk), _make_slip(request, form, successor, password)
            form = HandoverForm(government=home, initial=initial)
    handovers = list_handovers(home)
    chosen = next((seat for seat in handovers if str(seat.pk) == done), None)
    context = {
        "form": form,
        "handovers": [(seat, name_seat(seat)) for seat in handovers],
        "minutes": _write_minutes(home, chosen) if chosen else "",
        **slip,
    }
    return render(request, "tilik/desk/handover.html", context)


def _pass_on(request: HttpRequest, form: HandoverForm) -> tuple[Seat, str]:
    """The successor's seat and the first password of a new account. Raises UserError."""
    values = form.cleaned_data
    start = datetime.combine(values["day"], time(0, 0), timezone.get_current_timezone())
    return pass_on(
        by=request.user,  # type: ignore[arg-type]
        seat=form.seats[values["seat"]],
        to=form.people.get(values["to"]),
        newcomer=form.make_newcomer(),
        letter=values["letter"],
        at=start,
    )


def _make_slip(
    request: HttpRequest, form: HandoverForm, seat: Seat, password: str
) -> dict[str, str]:
    """The slip of the new account, as text and to print."""
    values = form.cleaned_data
    slip = Slip(values["full_name"], values["login"], password, name_seat(seat))
    text = write_slips([slip], request.build_absolute_uri("/"))
    return {"slip": text, "sealed": seal_slips([slip])}


def _write_minutes(home: Government, seat: Seat) -> str:
    """The minutes, with how far the unit's newest form is."""
    now = timezone.now()
    round = find_newest_of(seat.unit) if seat.unit else None
    units = get_overview(round, now, of=[seat.unit_id]).units if round and seat.unit_id else ()
    progress = units[0] if units else None
    return write_minutes(home, seat, round, progress, now)
