"""What a person checks of one indicator: the units, their lines, one of them opened."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tilik.actions.catalogue_levels import suggest_from_catalogues
from tilik.actions.checking import Place
from tilik.actions.suggesting import suggest_across
from tilik.core.calendar import WorkCalendar
from tilik.core.errors import NotFound
from tilik.core.instrument import Key
from tilik.core.rules import Suggestion
from tilik.records.models import Round, RoundUnit, Sheet
from tilik.records.models.round import Stage
from tilik.records.models.seat import Role
from tilik.records.queries.calendars import get_days_off
from tilik.records.queries.checking import (
    CheckRow,
    count_done,
    get_rules,
    list_checked,
    list_checks,
    pick_item,
)
from tilik.records.queries.documents import ItemText, find_form, get_year, list_items
from tilik.records.queries.evidence import find_item
from tilik.web.desk.noticing import tell_returned
from tilik.web.desk.rooms import Room
from tilik.web.presenters.catalogue_levels import make_catalogue_box
from tilik.web.presenters.checking import (
    Line,
    Open,
    list_keys,
    list_points,
    list_stored,
    make_line,
    open_line,
)
from tilik.web.presenters.notices import Notice
from tilik.web.presenters.refusals import say_closed
from tilik.web.presenters.texts import say

STAGES = {"dokumen": Stage.DESK, "lapangan": Stage.FIELD}
PAGE = 60
MANY = 2 * PAGE
Typed = dict[str, dict[str, Any]]


@dataclass
class Board:
    """One indicator at one stage, with the units the person checks; read as it is asked for."""

    room: Room
    item: ItemText
    stage_word: str
    members: list[tuple[RoundUnit, ItemText]]
    typed: Typed = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The indicator as actions take it."""
        stage = STAGES[self.stage_word]
        return Place(self.room.round, self.item.form, self.item.code, stage)

    @cached_property
    def seats(self) -> dict[int, int | None]:
        """The seat each unit is checked from."""
        round, rights = self.room.round, self.room.rights
        found = {
            row.unit_id: rights.get_seat(Role.EVALUATOR, round=round, unit=row.unit)
            for row, _item in self.members
        }
        return {unit: seat.pk if seat else None for unit, seat in found.items()}

    @cached_property
    def checks(self) -> dict[str, CheckRow]:
        """What stands on the indicator, by unit code."""
        found = list_checks(self.members, self.place.stage, self.seats)
        return {check.row.unit.code: check for check in found}

    @cached_property
    def suggestions(self) -> dict[int, Suggestion]:
        """The level of the rule, by unit."""
        rows = [row for row, _item in self.members]
        place = self.place
        return suggest_across(round=place.round, rows=rows, form=place.form, item=place.item)

    @cached_property
    def closed(self) -> str:
        """Why nothing can be written any more; empty while it can."""
        place = self.place
        return say_closed(Sheet(round=place.round, form=place.form, stage=place.stage))

    def narrow(self, code: str = "") -> "Board":
        """The board of one unit, or of the same ones, read anew; what could not be kept stays."""
        return self.only([pair for pair in self.members if code in ("", pair[0].unit.code)])

    def only(self, members: list[tuple[RoundUnit, ItemText]]) -> "Board":
        """The board of some of the units; what could not be kept stays."""
        return Board(self.room, self.item, self.stage_word, members, self.typed)

    def count_done(self) -> int:
        """How many units have a level, without reading anything else."""
        return count_done(self.place.round, self.item, self.place.stage, self.seats)

    def tell(self, lines: Iterable[Line]) -> list[Line]:
        """The same lines, each with what unit and catalogue say; nobody reads it of other pages."""
        document, shown = self.room.round.instrument_version.document, list(lines)
        checks = [self.checks[line.code] for line in shown]
        key = Key(self.place.form, self.place.item)
        rows = [check.row for check in checks]
        catalogue = suggest_from_catalogues(round=self.place.round, rows=rows, key=key)
        return [
            replace(
                line,
                points=list_points(document, check),
                catalogue=make_catalogue_box(
                    document, catalogue.get(check.row.unit_id), list_stored(check)
                ),
            )
            for line, check in zip(shown, checks, strict=True)
        ]

    def list_lines(self, start: int = 1) -> list[Line]:
        """The lines in the order of the units from that number on, without what they said."""
        document = self.room.round.instrument_version.document
        keys = list_keys(document, self.item.raw)
        return [
            make_line(
                document, n, check, self.suggestions.get(check.row.unit_id), keys,
                self.typed.get(code),
            )
            for n, (code, check) in enumerate(self.checks.items(), start)
        ]  # fmt: skip

    def open(self, code: str = "") -> Open:
        """What stands beside the line of a unit; without one, the rubric. Raises NotFound."""
        check = self.checks.get(code) if code else None
        if code and check is None:
            raise NotFound("unit-not-found", found=code)
        document = self.room.round.instrument_version.document
        suggestion = self.suggestions.get(check.row.unit_id) if check else None
        return open_line(document, self.item, check, suggestion)

    @property
    def is_own(self) -> bool:
        """Whether the person is an evaluator of any of the units."""
        return any(self.seats.values())


FILTERS: Mapping[str, Callable[[Line], bool]] = {
    "belum": lambda line: not line.is_done,
    "berubah": lambda line: line.is_changed or line.state == "back",
    "beda": lambda line: line.differs,
    "dikembalikan": lambda line: line.state in ("with-unit", "over"),
}


def sit_down(request: HttpRequest, room: Room, form: str, item: str) -> Board:
    """The board of an indicator. Raises NotFound, PermissionDenied."""
    document = room.round.instrument_version.document
    word = request.GET.get("tahap") or find_stage(room)
    raw = find_item(document, form, item)
    if raw is None or word not in STAGES:
        raise NotFound("item-not-found", found=item)
    rows = room.pick("finding.write", room.round.round_units.select_related("unit"), form)
    asked = list_checked(rows)
    members = [(row, text) for row in rows if (text := pick_item(asked[row.unit_id], form, item))]
    if not members:
        room.require("finding.write", None, form)
        raise NotFound("item-not-found", found=item)
    return Board(room, members[0][1], word, members)


def find_stage(room: Room) -> str:
    """The stage whose phase runs now; documents where none does."""
    now = timezone.now()
    running = {p.stage for p in room.round.phases.all() if p.starts_at <= now <= p.ends_at}
    return next((word for word, stage in STAGES.items() if stage in running), "dokumen")


def describe(request: HttpRequest, board: Board) -> dict[str, Any]:
    """What the page shows."""
    round, place = board.room.round, board.place
    picked = request.GET.get("saring", "")
    many = len(board.members) > MANY and not picked
    opened = request.GET.get("unit", "")
    n_page = request.GET.get("halaman") or _find_page(board, opened)
    read, page, lines = (_turn_many if many else _turn)(board, n_page, picked)
    n = len(board.members)
    n_done = board.count_done() if many else sum(line.is_done for line in lines)
    return {
        "round": round,
        "board": board,
        "lines": page,
        "words": _list_words(),
        "n": n,
        "n_done": n_done,
        "n_ready": sum(bool(line.suggested) and not line.is_done for line in lines),
        "filters": _list_filters(
            board, {"": n, "belum": n - n_done} if many else _count(lines), picked
        ),
        "picking": request.GET.get("pilih") == "usulan",
        "title": say(board.item.title),
        "form_title": say(find_form(round.instrument_version.document, place.form).get("title")),
        "stages": list_stage_tabs(request.path, board.stage_word),
        "before": _find_neighbour(board, -1),
        "following": _find_neighbour(board, 1),
        "url": get_url(board),
        "opened": opened,
        "open": _open(board, read, opened) if opened else None,
        "rubric": board.open(),
        "rules": get_rules(round),
        "until": request.POST.get("until") or suggest_day(round),
        "reason": request.POST.get("reason", ""),
        "page": request.POST.get("page") or uuid4(),
        "notices": _list_notices(request, read, page),
    }


def _list_notices(request: HttpRequest, board: Board, lines: Iterable[Line]) -> list[Notice]:
    """The messages to the units of the lines that are to mend the indicator."""
    checks = [board.checks[line.code] for line in lines if line.state == "with-unit"]
    return [
        notice
        for each in checks
        if each.finding and each.sheet
        for notice in tell_returned(request, board.room, each.row, [each.finding])
    ]


Turned = tuple[Board, Page[Line], list[Line]]
"""The board that was read for it, a page of lines, and all lines that were read."""


def _find_page(board: Board, code: str) -> str:
    """The page on which a unit's line stands while no filter is picked; the first without one."""
    places = (n for n, (row, _item) in enumerate(board.members) if row.unit.code == code)
    return str(next(places, 0) // PAGE + 1)


def _open(board: Board, read: Board, code: str) -> Open:
    """The unit opened, whether its line is on the page or not. Raises NotFound."""
    return (read if code in read.checks else board.narrow(code)).open(code)


def _turn(board: Board, number: str, picked: str) -> Turned:
    """The page asked for of the lines picked."""
    lines = board.list_lines()
    page = Paginator(list(filter(FILTERS.get(picked), lines)), PAGE).get_page(number)
    page.object_list = board.tell(page.object_list)
    return board, page, lines


def _turn_many(board: Board, number: str, picked: str) -> Turned:
    """The same, where only the units of the page are read."""
    page: Page[Any] = Paginator(board.members, PAGE).get_page(number)
    part = board.only(list(page.object_list))
    lines = part.tell(part.list_lines(page.start_index()))
    page.object_list = lines
    return part, page, lines


def _count(lines: Sequence[Line]) -> dict[str, int]:
    """How many lines every filter lets through."""
    return {"": len(lines)} | {name: sum(map(FILTERS[name], lines)) for name in FILTERS}


def _list_words() -> dict[str, str]:
    """The words every line says, looked up once."""
    return {
        "evidence": _("evidence"),
        "by_rule": _("by the rule"),
        "remark": _("Remark"),
        "tick": _("Tick"),
    }


def describe_open(board: Board, request: HttpRequest) -> dict[str, Any]:
    """What the opened line shows. Raises NotFound."""
    alone = board.narrow(request.GET["unit"])
    opened = alone.open(request.GET["unit"])
    return {
        "round": board.room.round,
        "board": board,
        "line": alone.tell(alone.list_lines())[0],
        "open": opened,
    }


def get_url(board: Board, item: str = "") -> str:
    """The address of the board, or of a neighbour at the same stage."""
    place = board.place
    path = reverse("tilik:check_item", args=[place.round.pk, place.form, item or place.item])
    return f"{path}?tahap={board.stage_word}"


def _list_filters(board: Board, counts: Mapping[str, int], picked: str) -> list[Any]:
    """Label with its number where it is known, address and whether current."""
    words = {
        "": _("All"),
        "belum": _("Not checked"),
        "berubah": _("Changed since you looked"),
        "beda": _("Other than the rule"),
        "dikembalikan": _("With the unit"),
    }
    url = get_url(board)
    found = []
    for name, label in words.items():
        found.append(
            (label, counts.get(name), f"{url}&saring={name}" if name else url, name == picked)
        )
    return found


def list_stage_tabs(path: str, current: str) -> list[tuple[str, str, bool]]:
    """Label, address and whether current, of both checks."""
    words = {"dokumen": _("Document check"), "lapangan": _("Field check")}
    return [(label, f"{path}?tahap={word}", word == current) for word, label in words.items()]


def _find_neighbour(board: Board, step: int) -> tuple[str, str] | None:
    """Code and address of the indicator before or after, of those that units are checked by."""
    document, round = board.room.round.instrument_version.document, board.room.round
    kinds = {row.kind for row, _item in board.members}
    form = find_form(document, board.item.form)
    asked = {
        item.code
        for kind in kinds
        for item in list_items(form, get_year(round), kind)
        if not item.of_government
    }
    codes = [code for raw in form["items"] if (code := str(raw["code"])) in asked]
    place = codes.index(board.item.code) + step
    return (codes[place], get_url(board, codes[place])) if 0 <= place < len(codes) else None


def suggest_day(round: Round) -> str:
    """The day until which a returned item is asked for, as the round lays down."""
    calendar = WorkCalendar(5, get_days_off(round.government))
    return calendar.add(timezone.localdate(), get_rules(round).workdays).isoformat()


def read_until(text: str) -> datetime | None:
    """The end of the day that was chosen, or None."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return datetime.combine(day, time(23, 59), timezone.get_current_timezone()) if day else None
