"""The forms of a running period's calendar: its phases, and more time for one unit."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tilik.actions.rounds import RULES, PhasePlan
from tilik.records.models import Phase, RoundUnit
from tilik.records.models.round import Stage
from tilik.web.desk.widgets import Options

EMPTY_ROWS = 1


def make_moment(label: Any) -> forms.DateTimeField:
    """A field for a day and a time in the government's zone, in the browser's own picker."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget)


class PhaseForm(forms.Form):
    """One phase: its name, what is written in it, from when to when."""

    code = forms.SlugField(required=False, widget=forms.HiddenInput, max_length=40)
    title = forms.CharField(label=_("Phase"), max_length=200)
    stage = forms.ChoiceField(label=_("What is written in it"))
    starts_at = make_moment(_("From"))
    ends_at = make_moment(_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (Stage.CLAIM, _("the units' forms and evidence")),
                (Stage.DESK, _("document check")),
                (Stage.FIELD, _("field check")),
                (Stage.REPLY, _("clarification")),
                (Stage.FINAL, _("the final result")),
            ]

    def has_changed(self) -> bool:
        """Whether anything was entered: a stage stands in every row, the empty one included."""
        return bool(set(self.changed_data) - {"stage"})

    def clean(self) -> dict[str, Any]:
        """The values; a phase does not end before it begins."""
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("starts_at"), values.get("ends_at")
        if first and last and last < first:
            self.add_error("ends_at", _("This phase ends before it begins."))
        return values


class BasePhases(forms.BaseFormSet):  # type: ignore[type-arg]
    """All phases of a period."""

    def list_plans(self) -> list[PhasePlan]:
        """The phases that stay or are new, by their beginning; codes are kept."""
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("title") and not form.cleaned_data.get("DELETE")
        ]
        kept.sort(key=lambda values: values["starts_at"])
        taken: set[str] = set()
        return [_make_plan(values, taken) for values in kept]


Phases = forms.formset_factory(
    PhaseForm, formset=BasePhases, extra=EMPTY_ROWS, can_delete=True, max_num=20
)


def make_phases(data: Any, phases: Sequence[Phase]) -> BasePhases:
    """The forms of the phases that stand, and an empty one."""
    initial = [
        {
            "code": phase.code,
            "title": phase.title,
            "stage": phase.stage,
            "starts_at": timezone.localtime(phase.starts_at),
            "ends_at": timezone.localtime(phase.ends_at),
        }
        for phase in phases
    ]
    made = Phases(data, initial=initial, prefix="fase")
    return cast(BasePhases, made)


class ExtensionForm(forms.Form):
    """More time for one unit, by letter."""

    unit = forms.ChoiceField(label=_("Unit"), widget=Options)
    until = make_moment(_("Until"))
    letter = forms.CharField(label=_("Number and date of the letter"), max_length=200)

    def __init__(self, *args: Any, rows: Sequence[RoundUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.unit.code: row for row in rows}
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, row.name) for code, row in self.rows.items()]

    def clean_until(self) -> Any:
        """The moment, which lies ahead."""
        until = self.cleaned_data["until"]
        if until <= timezone.now():
            raise forms.ValidationError(_("The new deadline lies in the past; choose a later one."))
        return until


class RulesForm(forms.Form):
    """How the period is checked: returns, time for mending, evaluators of a unit."""

    returns = forms.IntegerField(
        label=_("How often an indicator may be returned"),
        help_text=_("0: evaluators decide at once."),
    )
    workdays = forms.IntegerField(
        label=_("Working days for mending"),
        help_text=_("The day proposed when something is returned; the evaluator may change it."),
    )
    evaluators = forms.TypedChoiceField(label=_("Evaluators of a unit"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("returns", "workdays"):
            low, high = RULES[name]
            field = self.fields[name]
            field.widget.attrs |= {"min": low, "max": high, "class": "short"}
            field.validators += [MinValueValidator(low), MaxValueValidator(high)]
        field = self.fields["evaluators"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (1, _("one")),
                (2, _("two, independently; where they differ by two levels, the office settles")),
            ]


def _make_plan(values: dict[str, Any], taken: set[str]) -> PhasePlan:
    """The phase with a code of its own."""
    stem = values["code"] or slugify(values["title"])[:30] or "fase"
    code, n = stem, 2
    while code in taken:
        code, n = f"{stem}-{n}", n + 1
    taken.add(code)
    return PhasePlan(
        code=code,
        title=values["title"].strip(),
        stage=values["stage"],
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
    )
