"""The unit's form: all its indicators, and one indicator per screen."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tilik.actions.catalogue_levels import suggest_from_catalogue
from tilik.actions.documents import Place
from tilik.actions.recompute import note_change
from tilik.actions.returns import is_over
from tilik.actions.rounds import extend_unit
from tilik.actions.sheets import approve_sheet, open_sheet, return_sheet, send_sheet
from tilik.actions.suggesting import suggest_levels
from tilik.core.errors import NotFound, UserError
from tilik.core.instrument import Key
from tilik.core.rules import Suggestion
from tilik.records.models import RoundUnit, Sheet
from tilik.records.models.round import Stage
from tilik.records.queries.documents import find_form, list_unit_forms
from tilik.records.queries.evidence import list_links, list_pins
from tilik.records.queries.returns import list_return_notes, list_returned, pick_item_notes
from tilik.records.queries.rounds import find_deadline
from tilik.records.queries.sheets import SheetView, get_sheet, list_sheets, view_sheet
from tilik.web.desk.answering import Typed, keep
from tilik.web.desk.noticing import ask_for_form, tell_extended, tell_form
from tilik.web.desk.offering import Taken, take_files
from tilik.web.desk.rooms import Room, enter, find_member
from tilik.web.presenters.catalogue_levels import CatalogueBox, make_catalogue_box
from tilik.web.presenters.evidence import make_slots
from tilik.web.presenters.filling import (
    Group,
    LevelBox,
    Question,
    make_groups,
    make_level,
    make_question,
    show_stored,
)
from tilik.web.presenters.notices import Notice
from tilik.web.presenters.pins import make_pins
from tilik.web.presenters.refusals import say_closed, say_refusal
from tilik.web.presenters.reminders import say_deadline
from tilik.web.presenters.returns import Return, make_returns
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Desk:
    """One form of one unit: the sheet where it was opened, and its indicators."""

    room: Room
    row: RoundUnit
    form: str
    view: SheetView | None
    groups: list[Group]
    closed: str
    remark: str = ""

    @property
    def sheet(self) -> Sheet | None:
        """The sheet, or None while nobody opened it."""
        return self.view.sheet if self.view else None

    @property
    def may_fill(self) -> bool:
        """Whether the person may write here now."""
        return not self.closed and self.room.may("sheet.fill", self.row.unit, self.form)


def show_claim(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """All indicators of the unit's form, and where the form stands."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    desks = _list_desks(room, row)
    if request.method == "POST":
        return _act(request, room, row, desks)
    deadline = find_deadline(row, tuple(room.round.phases.all()), Stage.CLAIM)
    context = {
        "round": room.round,
        "row": row,
        "forms": [_describe(room, desk) for desk in desks],
        "deadline": say_deadline(deadline),
        "n_returned": len(list_returned(row)),
        "notices": _list_notices(request, room, row, desks, deadline),
    }
    return render(request, "tilik/desk/claim.html", context)


def show_group(request: HttpRequest, pk: int, unit: str, form: str, group: str) -> HttpResponse:
    """One indicator: its questions, the level they amount to, the evidence asked for."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    desk = next((each for each in _list_desks(room, row) if each.form == form), None)
    if desk is not None and desk.sheet is None:
        return redirect("tilik:claim", pk, unit)
    if desk is None or group not in {each.code for each in desk.groups}:
        raise NotFound("group-not-found", found=group)
    desk = _reopen(desk, group)
    if request.method == "POST":
        return _keep(request, desk, group)
    return render(request, "tilik/desk/fill.html", _describe_group(desk, group, {}))


def _list_notices(
    request: HttpRequest, room: Room, row: RoundUnit, desks: list[Desk], deadline: datetime | None
) -> list[Notice]:
    """What the office tells the unit; for the unit's officer, how to ask for more time."""
    is_office = room.may("round.manage")
    if is_office or room.may("sheet.return", row.unit):
        sheets = [desk.sheet for desk in desks if desk.sheet]
        told = [each for sheet in sheets for each in tell_form(request, room, row, sheet)]
        return [*told, *(tell_extended(request, room, [row]) if is_office else [])]
    if deadline is None or timezone.now() < deadline or not room.may("sheet.fill", row.unit):
        return []
    forms = [
        (desk.form, sum(group.is_complete for group in desk.groups), len(desk.groups))
        for desk in desks
        if desk.sheet is None or not desk.sheet.sent_at
    ]
    return ask_for_form(room, row, deadline, forms)


def _list_desks(room: Room, row: RoundUnit) -> list[Desk]:
    """The forms of the unit's claim."""
    document = room.round.instrument_version.document
    opened = {
        sheet.form: sheet.pk
        for sheet in list_sheets(room.round, row.unit)
        if sheet.stage == Stage.CLAIM and sheet.service_id is None
    }
    forms = list_unit_forms(document, Stage.CLAIM, row.form_variant)
    return [_load(room, row, str(form["code"]), opened.get(str(form["code"]))) for form in forms]


def _load(room: Room, row: RoundUnit, form: str, sheet_pk: int | None) -> Desk:
    sheet = get_sheet(sheet_pk) if sheet_pk else None
    if sheet:
        sheet.round = room.round  # so that its instrument is read once
    view = view_sheet(sheet) if sheet else None
    document = room.round.instrument_version.document
    groups = make_groups(document, view.rows, row.form_variant) if view else []
    return Desk(room, row, form, view, groups, say_closed(sheet) if sheet else "")


def _reopen(desk: Desk, group: str) -> Desk:
    """The desk, open for an indicator that was returned although the form is closed."""
    if not desk.closed:
        return desk
    now = timezone.now()
    for each in list_returned(desk.row):
        if (each.form, each.group) == (desk.form, group):
            running = [finding for finding in each.findings if not is_over(finding, now)]
            if running:
                remarks = " · ".join(finding.return_reason for finding in running)
                return replace(desk, closed="", remark=remarks)
    return desk


def _describe(room: Room, desk: Desk) -> dict[str, object]:
    """One form on the overview."""
    document = room.round.instrument_version.document
    levels = suggest_levels(round=room.round, row=desk.row) if desk.groups else {}
    lines = [(group, _find_level(desk, group, levels)) for group in desk.groups]
    unit = desk.row.unit
    return {
        "form": desk.form,
        "title": say(find_form(document, desk.form).get("title")) or desk.form,
        "sheet": desk.sheet,
        "returns": make_returns(list_return_notes(desk.row, Q(sheet=desk.sheet))),
        "lines": lines,
        "n_done": sum(group.is_complete for group in desk.groups),
        "closed": desk.closed,
        "may_fill": desk.may_fill,
        "may_approve": room.may("sheet.approve", unit, desk.form),
        "may_return": room.may("sheet.return", unit, desk.form)
        or room.may("sheet.approve", unit, desk.form),
        "may_extend": room.may("round.manage"),
        "first_open": next((g.code for g in desk.groups if not g.is_complete), ""),
    }


def _find_level(desk: Desk, group: Group, levels: dict[str, Suggestion]) -> LevelBox | None:
    """The level the answers of an indicator amount to."""
    key = _find_key(desk, group)
    suggestion = levels.get(key)
    document = desk.room.round.instrument_version.document
    return make_level(document, group, suggestion, with_rule=False)


def _find_key(desk: Desk, group: Group) -> str:
    """The key of the rubric item an indicator is judged by."""
    document = desk.room.round.instrument_version.document
    for form in list_unit_forms(document, Stage.DESK, desk.row.form_variant):
        if any(item is group.rubric for item in form["items"]):
            return f"{form['code']}:{group.rubric['code']}" if group.rubric else ""
    return ""


def _act(request: HttpRequest, room: Room, row: RoundUnit, desks: list[Desk]) -> HttpResponse:
    """Opens, sends, approves or returns the form; then back to it."""
    act, form = request.POST.get("act", ""), request.POST.get("form", "")
    desk = next((each for each in desks if each.form == form), None)
    if desk is None:
        raise NotFound("form-not-found", found=form)
    by, sheet = request.user, desk.sheet
    if act == "extend":
        return _extend(request, room, row)
    if act == "open":
        opened = open_sheet(by=by, round=room.round, unit=row.unit, form=form)  # type: ignore[arg-type]
        fresh = _load(room, row, form, opened.pk)
        return redirect("tilik:fill", room.round.pk, row.unit.code, form, fresh.groups[0].code)
    if sheet is None:
        raise NotFound("sheet-not-found")
    try:
        messages.success(request, _move(request, sheet, act))
    except UserError as error:
        messages.error(request, say_refusal(error))
    return redirect("tilik:claim", room.round.pk, row.unit.code)


def _extend(request: HttpRequest, room: Room, row: RoundUnit) -> HttpResponse:
    """Back to the form; the unit has until the end of the day given, by the letter named."""
    day = parse_date(request.POST.get("until", ""))
    if day is None:
        messages.error(request, _("Give the day and the letter."))
    else:
        until = datetime.combine(day, time(23, 59), timezone.get_current_timezone())
        letter = request.POST.get("letter", "")
        try:
            extend_unit(by=request.user, round_unit=row, until=until, letter=letter)  # type: ignore[arg-type]
            messages.success(request, _("The unit has more time."))
        except UserError as error:
            messages.error(request, say_refusal(error))
    return redirect("tilik:claim", room.round.pk, row.unit.code)


def _move(request: HttpRequest, sheet: Sheet, act: str) -> str:
    """What was done, in words. Raises UserError, PermissionDenied."""
    by = request.user
    if act == "send":
        send_sheet(by=by, sheet=sheet)  # type: ignore[arg-type]
        return _("The form is sent to the head of the unit.")
    if act == "approve":
        approve_sheet(by=by, sheet=sheet)  # type: ignore[arg-type]
        return _("The form is approved and its receipt made; it can be read, not changed.")
    return_sheet(by=by, sheet=sheet, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
    return _("The form is open again; the reason stands on it.")


def _keep(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The answers kept; then on to the next screen, or this one with what could not be kept."""
    room, sheet = desk.room, desk.sheet
    room.require("sheet.fill", desk.row.unit, desk.form)
    if sheet is None:
        raise NotFound("sheet-not-found")
    document = room.round.instrument_version.document
    group = next(each for each in desk.groups if each.code == code)
    was_shown = {row.item.code for row in group.rows if row.asked is not False}
    refused = keep(request.user, sheet, group.rows, request.POST, document)  # type: ignore[arg-type]
    taken = _take_files(request, desk, group)
    note_change(round=room.round)
    fresh = _reopen(_load(room, desk.row, desk.form, sheet.pk), code)
    context = _describe_group(fresh, code, refused)
    context |= {"page": request.POST.get("page", ""), "refused_files": taken.refused}
    if request.headers.get("HX-Request"):
        moved = [q for q in context["questions"] if q.is_shown != (q.code in was_shown)]  # type: ignore[attr-defined]
        return render(request, "tilik/desk/fill_saved.html", context | {"moved": moved})
    go = request.POST.get("go", "")
    neighbour = {"next": context["following"], "back": context["before"]}.get(go)
    if refused or taken.refused or neighbour is None:
        status = 409 if refused or taken.refused else 200
        return render(request, "tilik/desk/fill.html", context, status=status)
    pk, unit = room.round.pk, desk.row.unit.code
    if not neighbour:
        return redirect("tilik:claim", pk, unit)
    return redirect("tilik:fill", pk, unit, desk.form, neighbour)


def _describe_group(desk: Desk, code: str, typed: Typed) -> dict[str, object]:
    """What the screen of one indicator shows."""
    codes = [group.code for group in desk.groups]
    place = codes.index(code)
    group = desk.groups[place]
    document = desk.room.round.instrument_version.document
    levels = suggest_levels(round=desk.room.round, row=desk.row) if group.rubric else {}
    questions = [
        make_question(document, n, row, typed.get(row.item.code))
        for n, row in enumerate(group.rows)
    ]
    return {
        "round": desk.room.round,
        "row": desk.row,
        "form": desk.form,
        "group": group,
        "why": say((group.rubric or {}).get("why")),
        "questions": questions,
        "level": make_level(document, group, levels.get(_find_key(desk, group))),
        "level_mine": _find_own_level(desk, group, typed),
        "catalogue": _describe_catalogue(desk, group),
        **_describe_evidence(desk, group),
        "place": place + 1,
        "n_groups": len(codes),
        "n_done": sum(each.is_complete for each in desk.groups),
        "before": codes[place - 1] if place else "",
        "following": codes[place + 1] if place + 1 < len(codes) else "",
        "saved": _find_last(questions),
        "people": "; ".join(dict.fromkeys(q.who for q in questions if q.who)),
        "closed": desk.closed,
        "may_fill": desk.may_fill,
        "returned": desk.remark or (desk.sheet.returned_reason if desk.sheet else ""),
        "is_returned": bool(desk.remark),
        "returns": _list_returns(desk, group),
        "page": uuid4(),
    }


def _list_returns(desk: Desk, group: Group) -> tuple[Return, ...]:
    """Every return of the indicator and of its proofs, newest first."""
    form, _colon, item = _find_key(desk, group).partition(":")
    return make_returns(list_return_notes(desk.row, pick_item_notes(form, item))) if item else ()


def _find_own_level(desk: Desk, group: Group, typed: Typed) -> LevelBox | None:
    """The level with the answers that met somebody else's in place of those that stand, or None."""
    clashes = {
        Key(desk.form, code): said["clash"].value
        for code, said in typed.items()
        if said.get("clash")
    }
    if not clashes:
        return None
    levels = suggest_levels(round=desk.room.round, row=desk.row, instead=clashes)
    document = desk.room.round.instrument_version.document
    return make_level(document, group, levels.get(_find_key(desk, group)), with_rule=False)


def _describe_catalogue(desk: Desk, group: Group) -> CatalogueBox | None:
    """What the catalogue of services says to the indicator, beside what is answered."""
    if group.rubric is None:
        return None
    round = desk.room.round
    found = suggest_from_catalogue(round=round, row=desk.row).get(_find_key(desk, group))
    document = round.instrument_version.document
    answers = {row.item.code: show_stored(row.revision) for row in group.rows}
    return make_catalogue_box(document, found, answers)


def _describe_evidence(desk: Desk, group: Group) -> dict[str, object]:
    """The proofs the indicator asks for; none where no rubric judges it."""
    if group.rubric is None:
        return {"slots": []}
    form, _colon, item = _find_key(desk, group).partition(":")
    round = desk.room.round
    links = list_links(round, desk.row.unit, form, item)
    pins = make_pins(list_pins(round, desk.row.unit, form, item))
    slots = make_slots(group.rubric, links, round, may_fill=desk.may_fill, pins=pins)
    return {"slots": slots, "item_form": form, "item": item}


def _take_files(request: HttpRequest, desk: Desk, group: Group) -> Taken:
    """What became of the files chosen on the form itself, as a browser without script sends them."""
    form, _colon, item = _find_key(desk, group).partition(":")
    desk.row.round = desk.room.round  # so that its instrument is read once
    takings = [
        take_files(
            request.user,  # type: ignore[arg-type]
            Place(desk.row, form, item, name.removeprefix("file-")),
            request.FILES.getlist(name),
        )
        for name in request.FILES
        if name.startswith("file-")
    ]
    return Taken(sum(t.n for t in takings), tuple(each for t in takings for each in t.refused))


def _find_last(questions: list[Question]) -> object:
    """When anything on the screen was last kept."""
    return max((question.at for question in questions if question.at), default=None)
