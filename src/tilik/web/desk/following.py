"""The steps after a survey (RTL): of every unit, of one, and what the period after found of them."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.papers import VERBS
from tilik.actions.steps import Step, add_step, change_step, get_newest, recheck_step
from tilik.actions.survey_facts import Surveyed, read_surveyed
from tilik.core.errors import NotFound, UserError
from tilik.records.models import Action, Round, RoundUnit
from tilik.records.queries.survey_results import (
    find_before,
    find_step,
    is_survey,
    list_before,
    list_findings,
    list_kept,
    list_steps,
)
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.identifiers import read_uuid
from tilik.web.papers.study import list_asked, say_value
from tilik.web.papers.survey import FOLLOW_UP, REPORT
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.steps import (
    list_elements,
    list_outcomes,
    list_quarters,
    list_states,
    list_units,
    make_earlier,
    make_line,
    say_heading,
    say_whole,
)

FILL, RECHECK = "sheet.fill", "finding.write"
A_PAGE = 60


def _make_text(label: Any, **rest: Any) -> forms.CharField:
    """A field for a few lines, which need not be filled in."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea({"rows": 3}), **rest
    )  # fmt: skip


class PromiseForm(forms.Form):
    """What a step is: for which element, what, by when, by whom."""

    item = forms.ChoiceField(label=gettext_lazy("Element it mends"))
    title = forms.CharField(
        label=gettext_lazy("What will be done"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    quarter_start = forms.DateField(label=gettext_lazy("Quarter"), widget=forms.Select())
    responsible = forms.CharField(
        label=gettext_lazy("Who answers for it"), max_length=200,
        help_text=gettext_lazy("The office or position, not a person’s name."),
    )  # fmt: skip

    def __init__(self, *args: Any, round: Round, names: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("quarter_start")
        self.fields["item"].choices = list(names.items())  # type: ignore[attr-defined]
        quarters = list_quarters(round.period_end, chosen)
        self.fields["quarter_start"].widget.choices = quarters

    def make_step(self) -> Step:
        """The step as it was entered."""
        return Step(**self.cleaned_data)


class StepForm(PromiseForm):
    """A step, and how far it is."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=list_states)
    progress = forms.IntegerField(
        label=gettext_lazy("How far, per cent"), min_value=0, max_value=100, required=False,
        help_text=gettext_lazy("Only while it is under way."),
    )  # fmt: skip
    done = _make_text(gettext_lazy("What was done"))
    proof = forms.CharField(
        label=gettext_lazy("Proof"), required=False, max_length=300,
        help_text=gettext_lazy("Number and date of the document, or where the photo lies."),
    )  # fmt: skip
    obstacle = _make_text(gettext_lazy("What stands in the way"))

    def clean_progress(self) -> int:
        """Nothing said is not begun."""
        return self.cleaned_data["progress"] or 0


def show_overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Every unit the person may see with its steps counted."""
    room = _enter(request, pk)
    units = room.list_participants()
    before = find_before(room.round)
    earlier = list_kept(before, room.round) if before else []
    lines = list_units(units, list_kept(room.round), earlier, timezone.localdate())
    context = {
        "round": room.round,
        "before": before,
        "heading": say_whole(lines),
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "tilik/desk/steps.html", context)


def show_unit(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """The unit's elements and steps, and those of the period before. Sent: what was found of one."""
    room = _enter(request, pk)
    member = find_member(room, unit)
    failed: dict[str, Any] = {}
    if request.method == "POST":
        room.require(RECHECK, member.unit)
        failed = _recheck(request, room, member)
        if not failed:
            messages.success(request, _("Kept: what was found stands beside the step."))
            return redirect(f"{request.path}#sebelumnya")
    context = {
        "round": room.round,
        "row": member,
        "is_whole": room.may("round.read"),
        "may_fill": room.may(FILL, member.unit),
        "may_recheck": room.may(RECHECK, member.unit),
        "outcomes": list_outcomes(),
        "failed": failed,
        "page": uuid4(),
        **_describe(room, member),
    }
    return render(request, "tilik/desk/steps_unit.html", context)


def _describe(room: Room, member: RoundUnit) -> dict[str, Any]:
    """What the survey came to, the steps of it, and those of the survey before."""
    round, unit, today = room.round, member.unit, timezone.localdate()
    found, names = read_surveyed(round, unit), _name_elements(round)
    steps = list_steps(round, unit)
    before = next(iter(list_before(round, unit)), None)
    then = read_surveyed(before, unit) if before else None
    lines = [make_line(step, names, today) for step in steps]
    papers = [(kind, title) for kind, title in _list_papers() if room.may(VERBS[kind], unit)]
    return {
        "heading": say_heading(member.name, lines, found is not None),
        "steps": lines,
        "before": before,
        "earlier": _list_earlier(before, member, found, then) if before else [],
        "papers": papers if found else [],
        **(_describe_survey(found, then, steps, names) if found else {}),
    }


def _describe_survey(
    found: Surveyed, then: Surveyed | None, steps: list[Action], names: dict[str, str]
) -> dict[str, Any]:
    facts = found.facts
    elements = list_elements(names, facts, then.facts if then else None, steps)
    return {
        "facts": facts,
        "value": say_value(facts.outcome),
        "elements": elements,
        "missing": [each for each in elements if each.is_lowest and not each.n_steps],
    }


def _list_earlier(
    before: Round, member: RoundUnit, found: Surveyed | None, then: Surveyed | None
) -> list[Any]:
    """The steps of the period before with their element then and now."""
    steps, names = list_steps(before, member.unit), _name_elements(before)
    checked = list_findings(steps)
    facts = [each.facts if each else None for each in (then, found)]
    today = timezone.localdate()
    return [
        make_earlier(make_line(step, names, today), checked.get(step.pk, ()), *facts)
        for step in steps
    ]


def _list_papers() -> list[tuple[str, str]]:
    return [(REPORT, _("Report (SKM)")), (FOLLOW_UP, _("Follow-up report"))]


def _name_elements(round: Round) -> dict[str, str]:
    """The elements in the order of the regulation, by code and name."""
    asked = list_asked(round)
    return {code: f"{code} {asked[code].title}" for code in sorted(asked)}


def _recheck(request: HttpRequest, room: Room, member: RoundUnit) -> dict[str, Any]:
    """Nothing where what was found stands; else what was sent and why it was not kept."""
    data = request.POST
    before = next(iter(list_before(room.round, member.unit)), None)
    pk = _read_key(data.get("step", ""))
    step = find_step(before, member.unit, pk) if before else None
    if step is None:
        raise NotFound("step-not-found", found=pk)
    outcome, note = data.get("outcome", ""), data.get("note", "")
    try:
        recheck_step(
            by=request.user,  # type: ignore[arg-type]
            action=step, round=room.round, outcome=outcome, note=note,
            client_uuid=read_uuid(data.get("page", "")) or uuid4(),
        )  # fmt: skip
    except UserError as error:
        return {"pk": pk, "error": say_refusal(error), "outcome": outcome, "note": note}
    return {}


def add(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """A new step."""
    room = _enter(request, pk)
    member = find_member(room, unit, FILL)
    given: dict[str, Any] = {"round": room.round, "names": _name_elements(room.round)}
    if request.method == "POST":
        form = PromiseForm(request.POST, **given)
        if form.is_valid() and _keep(request, form, None, (room, member)):
            return redirect("tilik:steps_unit", pk, unit)
    else:
        form = PromiseForm(initial={"item": request.GET.get("unsur", "")}, **given)
    page = request.POST.get("page") or uuid4()
    context = {"round": room.round, "row": member, "form": form, "page": page}
    return render(request, "tilik/desk/step.html", context)


def show_step(request: HttpRequest, pk: int, unit: str, step: int) -> HttpResponse:
    """One step, to be changed by who may fill in for the unit."""
    room = _enter(request, pk)
    member = find_member(room, unit, FILL)
    found = find_step(room.round, member.unit, _read_key(str(step)))
    if found is None:
        raise NotFound("step-not-found", found=step)
    given: dict[str, Any] = {"round": room.round, "names": _name_elements(room.round)}
    stored = {name: getattr(found, name) for name in Step.__dataclass_fields__}
    form = StepForm(request.POST if request.method == "POST" else None, initial=stored, **given)
    if form.is_bound and form.is_valid() and _keep(request, form, found, (room, member)):
        return redirect("tilik:steps_unit", pk, unit)
    context = {
        "round": room.round,
        "row": member,
        "form": form,
        "step": found,
        "seen": request.POST.get("seen") or get_newest(found),
    }
    return render(request, "tilik/desk/step.html", context)


def _keep(
    request: HttpRequest, form: PromiseForm, step: Action | None, place: tuple[Room, RoundUnit]
) -> bool:
    """Whether the step stands as it was sent."""
    room, member = place
    data, by = request.POST, {"by": request.user, "step": form.make_step()}
    try:
        if step is None:
            uuid = read_uuid(data.get("page", "")) or uuid4()
            add_step(**by, round=room.round, unit=member.unit, client_uuid=uuid)  # type: ignore[arg-type]
        else:
            change_step(**by, action=step, seen=_read_key(data.get("seen", "")))  # type: ignore[arg-type]
    except UserError as error:
        form.add_error(None, say_refusal(error))
        return False
    messages.success(request, _("The step is kept."))
    return True


def _enter(request: HttpRequest, pk: int) -> Room:
    """The round of a survey. Raises NotFound for any other."""
    room = enter(request, pk, "steps")
    if not is_survey(room.round):
        raise NotFound("round-not-found")
    return room


def _read_key(text: str) -> int:
    """A key, or 0, which no row has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
