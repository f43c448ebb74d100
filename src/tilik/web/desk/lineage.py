"""What became of a unit: it has another name, or is part of another."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.units import merge_units, rename_unit
from tilik.records.models import Government, Unit
from tilik.records.queries.people import has_step, list_units
from tilik.web.desk.forms import make_day
from tilik.web.desk.widgets import Options

REASON = 300


class LineageForm(forms.Form):
    """A unit, its new name or the unit that goes on with its work, the day, and the regulation."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"), widget=Options)
    name = forms.CharField(
        label=gettext_lazy("New name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Periods opened before keep the name they knew."),
    )
    into = forms.ChoiceField(
        label=gettext_lazy("Or merged into"),
        widget=Options,
        required=False,
        help_text=gettext_lazy(
            "The unit then ends: it stays in the periods it took part in and joins no new one."
        ),
    )
    on = make_day(gettext_lazy("In force since"), required=True)
    reason = forms.CharField(label=gettext_lazy("Regulation"), max_length=REASON, required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        names = [(unit.code, unit.name) for unit in units]
        for field in ("unit", "into"):
            self.fields[field].choices = [("", "–"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The values, with the units instead of their codes."""
        values = super().clean() or {}
        unit, into = (self.units.get(values.get(name) or "") for name in ("unit", "into"))
        if bool(values.get("name")) == bool(into):
            self.add_error("name", _("Write a new name or choose the unit it was merged into."))
        elif unit is not None and unit == into:
            self.add_error("into", _("A unit cannot be merged into itself."))
        elif unit and values.get("on") and has_step(unit, into or unit, values["on"]):
            self.add_error("on", _("A change of this unit on that day is recorded already."))
        if values.get("on") and values["on"] > timezone.localdate():
            self.add_error("on", _("That day is still to come; record it once it is in force."))
        return values | {"unit": unit, "into": into}


def take_step(request: HttpRequest, home: Government) -> LineageForm | None:
    """The form with what is wrong in it, or nothing once the step is recorded."""
    form = LineageForm(request.POST, units=list_units(home))
    if not form.is_valid():
        return form
    values = form.cleaned_data
    unit, into, name = values["unit"], values["into"], values["name"]
    details = {"by": request.user, "on": values["on"], "reason": values["reason"]}
    if into:
        merge_units(before=[unit], after=into, **details)
        words = _("%(unit)s is now part of %(name)s.") % {"unit": unit.name, "name": into.name}
    else:
        words = _("%(unit)s is now called %(name)s.") % {"unit": unit.name, "name": name}
        rename_unit(unit=unit, name=name, **details)
    messages.success(request, words)
    return None
