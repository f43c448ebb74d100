"""The form that opens a period."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilik.actions.rounds import PhasePlan
from tilik.records.models import Government, Unit
from tilik.records.models.round import Scheme, Stage
from tilik.records.queries.people import list_instruments, list_units
from tilik.web.presenters.texts import say

STAGES = (
    (Stage.CLAIM, _("Filling in by the units")),
    (Stage.DESK, _("Document check")),
    (Stage.FIELD, _("Field check")),
    (Stage.REPLY, _("Clarification of provisional results")),
)
LAST_MINUTE = time(23, 59)


def make_day(label: Any, *, required: bool) -> forms.DateField:
    """A field for a day, in the browser's own picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
    return forms.DateField(label=label, required=required, widget=widget)


class RoundForm(forms.Form):
    """Title, instrument, scheme, period, units and the days of each stage."""

    title = forms.CharField(label=_("Name of the period"), max_length=200)
    instrument = forms.ChoiceField(label=_("Instrument"))
    scheme = forms.ChoiceField(label=_("Scheme"))
    start = make_day(_("Period from"), required=True)
    end = make_day(_("Period until"), required=True)
    channel = forms.ChoiceField(label=_("Kind of service"), required=False)
    units = forms.MultipleChoiceField(
        label=_("Units taking part"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(v.pk): v for v in list_instruments(government)}
        self.known_units: dict[str, Unit] = {u.code: u for u in list_units(government)}
        titles = [(pk, f"{say(v.document['title'])} ({v})") for pk, v in self.versions.items()]
        self._choose("instrument", titles)
        self._choose("scheme", [
            (Scheme.OWN, _("mandiri: the government's own evaluation")),
            (Scheme.NATIONAL, _("nasional: the ministry's or the Ombudsman's")),
            (Scheme.SPECIAL, _("khusus: a special evaluation")),
            (Scheme.TRAINING, _("latihan: practice, not ranked with others")),
        ])  # fmt: skip
        self._choose("channel", [*self._list_channels(), ("", _("all forms"))])
        self.initial.setdefault("channel", next(iter(self._list_channels()), ("",))[0])
        self._choose("units", [(code, unit.name) for code, unit in self.known_units.items()])
        for stage, label in STAGES:
            self.fields[f"{stage}_from"] = make_day(
                _("%(stage)s: from") % {"stage": label}, required=False
            )
            self.fields[f"{stage}_until"] = make_day(
                _("%(stage)s: until") % {"stage": label}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """The values; a stage has both days or neither."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("start") and values.get("end") and values["end"] < values["start"]:
            self.add_error("end", _("The period ends before it begins."))
        for stage, _label in STAGES:
            first, last = values.get(f"{stage}_from"), values.get(f"{stage}_until")
            if bool(first) != bool(last):
                self.add_error(f"{stage}_until", _("Give both days, or neither."))
            elif first and last and last < first:
                self.add_error(f"{stage}_until", _("This stage ends before it begins."))
        return values

    def list_phases(self) -> list[PhasePlan]:
        """The stages that have days, from the first minute of one to the last of the other."""
        values = self.cleaned_data
        return [
            PhasePlan(
                code=str(stage),
                title=str(label),
                stage=str(stage),
                starts_at=_at(values[f"{stage}_from"], time(0, 0)),
                ends_at=_at(values[f"{stage}_until"], LAST_MINUTE),
            )
            for stage, label in STAGES
            if values.get(f"{stage}_from")
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


def suggest_days(today: date) -> dict[str, date]:
    """Days to begin with: a month to fill in, a month to check, a week to reply."""
    lengths = {Stage.CLAIM: 30, Stage.DESK: 21, Stage.FIELD: 14, Stage.REPLY: 7}
    days: dict[str, date] = {}
    first = today + timedelta(days=1)
    for stage, length in lengths.items():
        days[f"{stage}_from"], last = first, first + timedelta(days=length - 1)
        days[f"{stage}_until"] = last
        first = last + timedelta(days=1)
    return {**days, "start": today.replace(month=1, day=1), "end": today.replace(month=12, day=31)}


def _at(day: date, clock: time) -> datetime:
    """The moment in the installation's time zone."""
    return datetime.combine(day, clock, timezone.get_current_timezone())
