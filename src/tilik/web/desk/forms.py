"""The form that opens a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from tilik.actions.calendars import Preset, get_preset, propose_presets
from tilik.actions.rounds import PhasePlan
from tilik.records.models import Government, InstrumentVersion, Unit
from tilik.records.models.round import Scheme
from tilik.records.queries.people import (
    find_last_instrument,
    list_instruments,
    list_unit_names,
    list_units,
)
from tilik.web.desk.widgets import Boxes
from tilik.web.presenters.instrument import name_instrument
from tilik.web.presenters.texts import say

LAST_MINUTE = time(23, 59)
TYPED = ("title", "instrument", "scheme", "start", "end", "channel", "every")


def make_day(label: Any, *, required: bool) -> forms.DateField:
    """A field for a day, in the browser's own picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(label=label, required=required, widget=widget)


class RoundForm(forms.Form):
    """Title, instrument, scheme, period, units and the days of each phase of a calendar."""

    title = forms.CharField(label=_("Name of the period"), max_length=200)
    instrument = forms.ChoiceField(
        label=_("Instrument"),
        widget=forms.Select(
            attrs={
                "hx-post": "",
                "hx-vals": '{"act": "calendar"}',
                "hx-select": "#calendar",
                "hx-target": "#calendar",
                "hx-swap": "outerHTML",
            }
        ),
    )
    scheme = forms.ChoiceField(label=_("Scheme"))
    start = make_day(_("Period from"), required=True)
    end = make_day(_("Period until"), required=True)
    channel = forms.ChoiceField(label=_("Kind of service"), required=False)
    every = forms.BooleanField(label=_("All units"), required=False)
    units = forms.MultipleChoiceField(label=_("Units taking part"), widget=Boxes, required=False)
    calendar = forms.ChoiceField(label=_("Calendar to begin with"), required=False)
    first = make_day(_("It begins on"), required=False)

    def __init__(self, *args: Any, government: Government, offer: "Offer", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.preset = preset = offer.preset
        self.measure = offer.measure
        self.versions = offer.versions
        self.government = government
        names = list_unit_names(government)
        self.n_units = len(names)
        self.has_units = bool(names)
        titles = [(pk, name_instrument(each)) for pk, each in self.versions.items()]
        self._choose("instrument", titles)
        self.initial.setdefault("instrument", offer.chosen)
        self._choose("scheme", [
            (Scheme.OWN, _("mandiri: the government's own evaluation")),
            (Scheme.NATIONAL, _("nasional: the ministry's or the Ombudsman's")),
            (Scheme.SPECIAL, _("khusus: a special evaluation")),
            (Scheme.TRAINING, _("latihan: practice, not ranked with others")),
        ])  # fmt: skip
        self._choose("channel", [*self._list_channels(), ("", _("all forms"))])
        self.initial.setdefault("channel", next(iter(self._list_channels()), ("",))[0])
        self._choose("units", names)
        self._choose(
            "calendar", [(each.code, say(each.title)) for each in propose_presets(self.measure)]
        )
        for phase in preset.phases:
            words = {"phase": say(phase.title)}
            for end, label in (("from", _("%(phase)s: from")), ("until", _("%(phase)s: until"))):
                self.fields[f"{phase.code}_{end}"] = make_day(label % words, required=False)

    def clean(self) -> dict[str, Any]:
        """The values; a phase has both days or neither."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("start") and values.get("end") and values["end"] < values["start"]:
            self.add_error("end", _("The period ends before it begins."))
        if not values.get("every") and not values.get("units"):
            self.add_error("units", _("Tick the units first."))
        for phase in self.preset.phases:
            first, last = values.get(f"{phase.code}_from"), values.get(f"{phase.code}_until")
            if bool(first) != bool(last):
                self.add_error(f"{phase.code}_until", _("Give both days, or neither."))
            elif first and last and last < first:
                self.add_error(f"{phase.code}_until", _("This phase ends before it begins."))
        return values

    def list_units(self) -> list[Unit]:
        """The units that take part."""
        chosen, is_all = set(self.cleaned_data["units"]), self.cleaned_data["every"]
        return [unit for unit in list_units(self.government) if is_all or unit.code in chosen]

    def list_phases(self) -> list[PhasePlan]:
        """The phases that have days, from the first minute of one to the last of the other."""
        values = self.cleaned_data
        return [
            PhasePlan(
                code=phase.code,
                title=str(phase.title["id"]),
                stage=phase.stage,
                starts_at=_at(values[f"{phase.code}_from"], time(0, 0)),
                ends_at=_at(values[f"{phase.code}_until"], LAST_MINUTE),
            )
            for phase in self.preset.phases
            if values.get(f"{phase.code}_from")
        ]

    def _list_channels(self) -> list[tuple[str, Any]]:
        """The kinds of service some instrument has forms of its own for."""
        words = {"luring": _("at the counter"), "daring": _("online")}
        forms_ = [form for v in self.versions.values() for form in v.document["forms"]]
        found = dict.fromkeys(form.get("channel") for form in forms_ if form.get("channel"))
        return [(code, words.get(code, code)) for code in found]

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


@dataclass(frozen=True, slots=True)
class Offer:
    """The instruments there are, the chosen one (the last period's at first), what it measures, its calendar.

    `is_new`: the calendar on the page was proposed for an instrument of another measure.
    """

    versions: Mapping[str, InstrumentVersion]
    chosen: str
    measure: str
    preset: Preset
    is_new: bool


def make_offer(government: Government, data: Mapping[str, Any]) -> Offer:
    """What the form offers; an instrument of another measure brings its own calendar along."""
    versions = {str(version.pk): version for version in list_instruments(government)}
    used = find_last_instrument(government)
    first = next(
        (pk for pk, each in versions.items() if each.code == used), next(iter(versions), "")
    )
    chosen = versions.get(data.get("instrument", ""), versions.get(first))
    measure = str(chosen.document["measure"]) if chosen else ""
    proposed = propose_presets(measure)[0]
    is_new = data.get("measure", measure) != measure
    preset = proposed if is_new else get_preset(data.get("calendar", proposed.code))
    return Offer(versions, str(chosen.pk) if chosen else "", measure, preset, is_new)


def suggest_days(preset: Preset, today: date, first: date | None = None) -> dict[str, Any]:
    """What the form begins with: this year, and the calendar laid out from a day or tomorrow."""
    first = first or today + timedelta(days=1)
    days: dict[str, Any] = {
        "calendar": preset.code,
        "first": first,
        "start": today.replace(month=1, day=1),
        "end": today.replace(month=12, day=31),
    }
    for code, (start, end) in preset.lay_out(first).items():
        days |= {f"{code}_from": start, f"{code}_until": end}
    return days


def lay_out_anew(data: Any, preset: Preset, today: date) -> dict[str, Any]:
    """All that was typed, with the days of the calendar in place of the old ones."""
    first = parse_date(data.get("first", "") or "")
    typed = {name: data.get(name) for name in TYPED if name in data}
    return {**suggest_days(preset, today, first), **typed, "units": data.getlist("units")}


def _at(day: date, clock: time) -> datetime:
    """The moment in the government's time zone."""
    return datetime.combine(day, clock, timezone.get_current_timezone())
