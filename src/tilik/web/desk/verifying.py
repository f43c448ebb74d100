"""The evaluator's sheet of one unit: choose a level for each indicator, say why where one must."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tilik.actions.catalogue_levels import suggest_from_catalogue
from tilik.actions.checking import Place, return_items
from tilik.actions.findings import write_finding
from tilik.actions.recompute import note_change
from tilik.actions.sheets import open_sheet
from tilik.actions.suggesting import suggest_levels
from tilik.core.errors import Conflict, NotFound, UserError
from tilik.core.instrument import Gap
from tilik.records.models import Answer, RoundUnit, Service, Sheet
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role
from tilik.records.queries.documents import find_form, list_unit_forms
from tilik.records.queries.doubts import find_doubts
from tilik.records.queries.findings import FindingRow, list_findings
from tilik.records.queries.sheets import get_sheet, list_sheets
from tilik.web.desk.boards import STAGES, find_stage, read_until, suggest_day
from tilik.web.desk.noticing import tell_returned
from tilik.web.desk.rooms import Room, enter, find_member, find_service
from tilik.web.numbers import format_clock
from tilik.web.presenters.catalogue_levels import make_catalogue_box
from tilik.web.presenters.doubts import say_doubts
from tilik.web.presenters.evidence import make_slots
from tilik.web.presenters.filling import say_value, show_stored
from tilik.web.presenters.refusals import say_closed, say_refusal
from tilik.web.presenters.texts import say
from tilik.web.presenters.verifying import Card, make_card


@dataclass(frozen=True, slots=True)
class Bench:
    """What one evaluator works on: a form of a unit at a stage; the sheet where it was opened.

    Of one service of the unit where one is named.
    """

    room: Room
    row: RoundUnit
    form: str
    stage_word: str
    sheet: Sheet | None
    closed: str
    service: Service | None = None

    @property
    def stage(self) -> str:
        """The stage as it is stored."""
        return STAGES[self.stage_word]

    def make_place(self) -> Sheet:
        """The sheet, or one like it that is not stored."""
        round, unit = self.room.round, self.row.unit
        if self.sheet:
            return self.sheet
        place = {"round": round, "unit": unit, "form": self.form, "stage": self.stage}
        return Sheet(government=round.government, service=self.service, **place)

    @property
    def url(self) -> str:
        """The address of the unit's sheet, or of its service's."""
        return make_sheet_url(self.room.round.pk, self.row.unit.code, self.service)


def make_sheet_url(round: int, unit: str, service: Service | None) -> str:
    """The address of an evaluator's sheet of a unit, or of one of its services."""
    if service is None:
        return reverse("tilik:verify", args=[round, unit])
    return reverse("tilik:service_verify", args=[round, unit, service.code])


def show_sheet(request: HttpRequest, pk: int, unit: str, service: str = "") -> HttpResponse:
    """All indicators of one form of the unit, or of one of its services, one card each."""
    room = enter(request, pk)
    row = find_member(room, unit, "finding.write")
    bench = _sit_down(request, room, row, find_service(row, service))
    if request.method == "POST":
        return _keep(request, bench)
    return render(request, "tilik/desk/verify.html", _describe(request, bench, {}))


def _sit_down(request: HttpRequest, room: Room, row: RoundUnit, service: Service | None) -> Bench:
    """The form and stage asked for, else the first that is open. Raises NotFound."""
    document = room.round.instrument_version.document
    forms = [str(f["code"]) for f in list_unit_forms(document, Stage.DESK, row.form_variant)]
    form = request.GET.get("form") or (forms[0] if forms else "")
    word = request.GET.get("tahap") or find_stage(room)
    if form not in forms or word not in STAGES:
        raise NotFound("form-not-found", found=form)
    seat = room.rights.get_seat(Role.EVALUATOR, round=room.round, unit=row.unit)
    found = next(
        (
            sheet.pk
            for sheet in list_sheets(room.round, row.unit)
            if (sheet.form, sheet.stage) == (form, STAGES[word])
            and sheet.service_id == (service.pk if service else None)
            and sheet.seat_id == (seat.pk if seat else None)
        ),
        None,
    )
    sheet = get_sheet(found) if found else None
    if sheet:
        sheet.round = room.round  # so that its instrument is read once
    place = sheet or Sheet(round=room.round, unit=row.unit, stage=STAGES[word], form=form)
    return Bench(room, row, form, word, sheet, say_closed(place), service)


def _list_cards(bench: Bench, typed: dict[str, dict[str, Any]]) -> list[Card]:
    """The cards in the order of the form."""
    room, place = bench.room, bench.make_place()
    document = room.round.instrument_version.document
    levels = suggest_levels(round=room.round, row=bench.row, sheet=place)
    claims = _list_own_levels(bench)
    rows = [row for row in list_findings(place, bench.row) if not row.item.of_government]
    links = [link for row in rows for link in row.evidence]
    doubts = say_doubts(find_doubts(links, room.round, bench.row.unit))
    catalogue = suggest_from_catalogue(round=room.round, row=bench.row)
    return [
        make_card(
            document, n, row, levels.get(row.item.key), claims.get(row.item.code),
            make_slots(row.item.raw, row.evidence, room.round, doubts=doubts),
            typed.get(row.item.code),
            make_catalogue_box(document, catalogue.get(row.item.key), _list_said(row)),
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip


def _list_own_levels(bench: Bench) -> dict[str, Answer]:
    """What the unit entered on this very form, where the instrument has units claim on it."""
    document, row = bench.room.round.instrument_version.document, bench.row
    claimed = list_unit_forms(document, Stage.CLAIM, row.form_variant)
    if bench.form not in {str(form["code"]) for form in claimed}:
        return {}
    own = Answer.objects.filter(
        sheet__round=bench.room.round, sheet__unit=row.unit, sheet__stage=Stage.CLAIM,
        sheet__form=bench.form,
    ).filter(Q(sheet__service=None) | Q(sheet__service=bench.service))  # fmt: skip
    found = sorted(own.select_related("revision", "sheet"), key=_is_of_service)
    return {answer.item: answer for answer in found}


def _is_of_service(answer: Answer) -> bool:
    """Whether it is of a service: what was said of the service stands before that of the unit."""
    return answer.sheet.service_id is not None


def _list_said(row: FindingRow) -> dict[str, str]:
    """What the unit answered, as its fields hold it, by question."""
    return {
        each.item.code: show_stored(each.answer.revision if each.answer else None)
        for each in row.claim
    }


def _describe(
    request: HttpRequest, bench: Bench, typed: dict[str, dict[str, Any]]
) -> dict[str, object]:
    """What the page shows."""
    room, row = bench.room, bench.row
    cards = _list_cards(bench, typed)
    document = room.round.instrument_version.document
    forms = list_unit_forms(document, Stage.DESK, row.form_variant)
    done = sum(card.is_done for card in cards)
    returned = [card.back for card in cards if card.back]
    for finding in returned:
        finding.sheet = bench.make_place()
    return {
        "round": room.round,
        "row": row,
        "bench": bench,
        "title": say(find_form(document, bench.form).get("title")) or bench.form,
        "cards": cards,
        "n_done": done,
        "first_open": next((card.n for card in cards if not card.is_done), None),
        "tabs": _list_tabs(bench, [str(form["code"]) for form in forms]),
        "services": _list_services(bench),
        "page": request.POST.get("page") or uuid4(),
        "until": request.POST.get("until") or suggest_day(room.round),
        "notices": tell_returned(request, room, row, returned),
    }


def _list_tabs(bench: Bench, forms: list[str]) -> list[tuple[str, str, bool]]:
    """Label, address and whether current, of every stage and form."""
    words = {"dokumen": _("Document check"), "lapangan": _("Field check")}
    url = bench.url
    return [
        (
            f"{words[word]} {form}" if len(forms) > 1 else words[word],
            f"{url}?tahap={word}&form={form}",
            (word, form) == (bench.stage_word, bench.form),
        )
        for form in forms
        for word in STAGES
    ]


def _list_services(bench: Bench) -> list[tuple[str, str, bool]]:
    """Name, address and whether current, of the unit as a whole and each service; empty without any."""
    services = list(bench.row.unit.services.filter(valid_to=None).order_by("code"))
    rest = f"?tahap={bench.stage_word}&form={bench.form}"
    round, unit = bench.room.round.pk, bench.row.unit.code
    return [
        (
            each.name if each else _("Unit as a whole"),
            make_sheet_url(round, unit, each) + rest,
            each == bench.service,
        )
        for each in (None, *services)
        if services
    ]


def _keep(request: HttpRequest, bench: Bench) -> HttpResponse:
    """The finding kept; then the same card, with what could not be kept and why."""
    data, item = request.POST, request.POST.get("item", "")
    refused = _write(request, bench, item) or _return(request, bench, item)
    if not refused:
        note_change(round=bench.room.round)
    fresh = _sit_down(request, bench.room, bench.row, bench.service)
    context = _describe(request, fresh, {item: refused} if refused else {})
    card = next((each for each in context["cards"] if each.code == item), None)  # type: ignore[attr-defined]
    if card is None:
        raise NotFound("item-not-found", found=item)
    if request.headers.get("HX-Request"):
        return render(request, "tilik/desk/verify_saved.html", context | {"card": card})
    if refused:
        return render(request, "tilik/desk/verify.html", context, status=409)
    following = card.n + (data.get("go") == "next")
    return redirect(f"{request.get_full_path()}#butir-{following}")


def _write(request: HttpRequest, bench: Bench, item: str) -> dict[str, Any]:
    """What was entered, where it could not be kept; empty where it was."""
    data, room = request.POST, bench.room
    base, theirs = data.get("base", ""), data.get("theirs", "")
    value, remark = data.get("value", "").strip(), data.get("remark", "").strip()
    before = int(base) if base.isdigit() else None
    typed: dict[str, Any] = {"value": value, "remark": remark, "base": before}
    typed["reason"] = data.get("reason", "").strip()
    seen = int(theirs) if data.get("go") == "mine" and theirs.isdigit() else before
    if data.get("go") == "theirs" or (data.get("go") == "return" and not value and not remark):
        return {}
    try:
        sheet = bench.sheet or open_sheet(
            by=request.user,  # type: ignore[arg-type]
            round=room.round, unit=bench.row.unit, form=bench.form, stage=bench.stage,
            service=bench.service,
            seat=room.rights.get_seat(Role.EVALUATOR, round=room.round, unit=bench.row.unit),
        )  # fmt: skip
        write_finding(
            by=request.user,  # type: ignore[arg-type]
            sheet=sheet, item=item, chosen=value or None,
            gap=None if value else Gap.NOT_ANSWERED, remark=remark, base=seen,
            client_uuid=_name(data, item, seen, value, remark),
        )  # fmt: skip
    except Conflict as conflict:
        return typed | _say_clash(conflict, bench, item)
    except UserError as error:
        return typed | {"error": say_refusal(error)}
    return {}


def _return(request: HttpRequest, bench: Bench, item: str) -> dict[str, Any]:
    """What was entered, where the indicator could not be returned; empty where it was, or not asked."""
    data, round = request.POST, bench.room.round
    if data.get("go") != "return":
        return {}
    reason, day = data.get("reason", "").strip(), data.get("until", "")
    place = Place(round, bench.form, item, bench.stage, bench.service)
    try:
        _made, refused = return_items(
            by=request.user,  # type: ignore[arg-type]
            place=place, rows=[bench.row], reason=reason, until=read_until(day),
        )  # fmt: skip
    except UserError as error:
        return {"error": say_refusal(error), "reason": reason}
    if refused:
        return {"error": say_refusal(refused[bench.row.unit_id]), "reason": reason}
    messages.success(request, _("%(item)s is returned to the unit.") % {"item": item})
    return {}


def _name(data: QueryDict, item: str, base: int | None, value: str, remark: str) -> UUID:
    """The same UUID for the same finding sent twice from one page."""
    return uuid5(NAMESPACE_URL, json.dumps([data.get("page", ""), item, base, value, remark]))


def _say_clash(conflict: Conflict, bench: Bench, item: str) -> dict[str, Any]:
    """What stands by now, and whose it is."""
    document = bench.room.round.instrument_version.document
    raw = next(i for i in find_form(document, bench.form)["items"] if str(i["code"]) == item)
    facts: dict[str, Any] = conflict.facts
    words = say_value(document, raw, "" if facts["value"] is None else str(facts["value"]))
    text = _("%(who)s chose at %(at)s: %(value)s. Which one shall stand?") % {
        "who": facts["by"], "at": format_clock(facts["at"]), "value": words,
    }  # fmt: skip
    return {"error": text, "theirs": str(facts["revision"])}
