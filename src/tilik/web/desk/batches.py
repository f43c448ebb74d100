"""What is posted from a board: one level at a tap, or all that was entered and a batch act."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.checking import (
    Pick,
    accept_suggestions,
    mark_seen,
    open_check,
    return_items,
)
from tilik.actions.findings import write_finding
from tilik.actions.recompute import note_change
from tilik.core.errors import Conflict, NotFound, UserError
from tilik.core.instrument import Gap
from tilik.records.models import AnswerRevision, User
from tilik.records.queries.checking import CheckRow
from tilik.web.desk.boards import Board, describe, read_until
from tilik.web.numbers import format_clock
from tilik.web.presenters.filling import say_value, show_stored
from tilik.web.presenters.refusals import say_refusal


@dataclass(frozen=True, slots=True)
class Posted:
    """One line as it came in; `base` is the entry the person saw."""

    value: str
    remark: str
    base: int | None

    def is_changed(self, seen: AnswerRevision | None) -> bool:
        """Whether the person entered anything."""
        was = (show_stored(seen), seen.note if seen else "")
        return (self.value, self.remark) != was


def keep(request: HttpRequest, board: Board) -> HttpResponse:
    """Everything entered is kept, then the act asked for is done; what could not be stays shown."""
    code = request.POST.get("row", "")
    if code and request.headers.get("HX-Request"):
        return _keep_one(request, board, code)
    user: User = request.user  # type: ignore[assignment]
    act = request.POST.get("act", "")
    # A suggestion is accepted with the remark as typed, so that is not kept on its own first.
    left_out = request.POST.getlist("pick") if act == "accept" else []
    _keep_entered(user, board, request.POST, left_out)
    done = _act(request, user, board, act) if act in ACTS else ""
    note_change(round=board.room.round)
    fresh = board.narrow()
    if fresh.typed:
        context = describe(request, fresh) | {"done": done}
        return render(request, "tilik/desk/check.html", context, status=409)
    if done:
        messages.success(request, done)
    return redirect(request.get_full_path())


def _keep_one(request: HttpRequest, board: Board, code: str) -> HttpResponse:
    """The state of one line after its level was chosen or its remark written."""
    alone = board.narrow(code)
    if not alone.members:
        raise NotFound("unit-not-found", found=code)
    posted = read_posted(request.POST, code)
    _write(request.user, alone, alone.checks[code], posted, request.POST)  # type: ignore[arg-type]
    if not alone.typed:
        note_change(round=board.room.round)
    line = alone.narrow(code).list_lines()[0]
    context = {"line": line, "n_done": board.count_done(), "n": len(board.members), "oob": True}
    return render(request, "tilik/desk/check_saved.html", context | {"board": board})


def read_posted(data: QueryDict, code: str) -> Posted:
    """The line's fields."""
    base = data.get(f"base-{code}", "")
    remark = data.get(f"remark-{code}", "").replace("\r\n", "\n").strip()
    value = data.get(f"value-{code}", "").strip()
    return Posted(value, remark, int(base) if base.isdigit() else None)


def _keep_entered(user: User, board: Board, data: QueryDict, left_out: Sequence[str]) -> None:
    """Nothing; every other line on which something was entered is written."""
    posted = {
        code: read_posted(data, code)
        for code in board.checks
        if f"base-{code}" in data and code not in left_out
    }
    seen = AnswerRevision.objects.in_bulk([each.base for each in posted.values() if each.base])
    for code, each in posted.items():
        is_choice = code in (data.get("mine"), data.get("theirs"))
        if is_choice or each.is_changed(seen.get(each.base or 0)):
            _write(user, board, board.checks[code], each, data)


def _write(user: User, board: Board, check: CheckRow, posted: Posted, data: QueryDict) -> None:
    """Nothing; what was entered stands, or is left in `board.typed` with the reason."""
    code, place = check.row.unit.code, board.place
    if code == data.get("theirs"):
        return
    theirs = data.get(f"theirs-{code}", "")
    is_mine = code == data.get("mine") and theirs.isdigit()
    base = int(theirs) if is_mine else posted.base
    typed: dict[str, Any] = {
        "value": posted.value, "remark": posted.remark, "base": posted.base,
    }  # fmt: skip
    try:
        write_finding(
            by=user, sheet=open_check(by=user, place=place, row=check.row), item=place.item,
            chosen=posted.value or None, gap=None if posted.value else Gap.NOT_ANSWERED,
            remark=posted.remark, base=base,
            client_uuid=make_name(data, code, base, posted.value, posted.remark),
        )  # fmt: skip
    except Conflict as conflict:
        board.typed[code] = typed | say_clash(board, conflict)
    except UserError as error:
        board.typed[code] = typed | {"error": say_refusal(error)}


def make_name(data: QueryDict, *parts: object) -> UUID:
    """The same UUID for the same entry sent twice from one page."""
    return uuid5(NAMESPACE_URL, json.dumps([data.get("page", ""), *parts]))


def say_clash(board: Board, conflict: Conflict) -> dict[str, Any]:
    """What stands by now, and whose it is."""
    document, facts = board.room.round.instrument_version.document, conflict.facts
    stands = "" if facts["value"] is None else str(facts["value"])
    words = say_value(document, board.item.raw, stands)
    at: Any = facts["at"]
    text = _("%(who)s chose at %(at)s: %(value)s. Which one shall stand?") % {
        "who": facts["by"], "at": format_clock(at), "value": words,
    }  # fmt: skip
    return {"error": text, "theirs": str(facts["revision"])}


# ---- batch acts --------------------------------------------------------------


def _act(request: HttpRequest, user: User, board: Board, act: str) -> str:
    """What was done to the lines picked, in words; what could not be is left in `board.typed`."""
    picked = [code for code in request.POST.getlist("pick") if code in board.checks]
    ready = [code for code in picked if code not in board.typed]
    if not picked:
        messages.error(request, _("Tick the units first."))
        return ""
    try:
        n, refused = ACTS[act](user, board, ready, request.POST)
    except UserError as error:
        messages.error(request, say_refusal(error))
        for code in picked:
            board.typed.setdefault(code, {"is_picked": True})
        return ""
    codes = {check.row.unit_id: code for code, check in board.checks.items()}
    for unit, why in refused.items():
        clash = say_clash(board, why) if isinstance(why, Conflict) else {}
        board.typed[codes[unit]] = {"error": say_refusal(why), "is_picked": True, **clash}
    return _say_done(act, n) if n else ""


def _say_done(act: str, n: int) -> str:
    words = {
        "accept": ngettext(
            "%(n)s suggested level accepted.", "%(n)s suggested levels accepted.", n
        ),
        "return": ngettext("%(n)s item returned.", "%(n)s items returned.", n),
        "seen": ngettext("%(n)s item marked as seen.", "%(n)s items marked as seen.", n),
    }
    return words[act] % {"n": n}


Done = tuple[int, dict[int, UserError]]


def _accept(user: User, board: Board, codes: Sequence[str], data: QueryDict) -> Done:
    picks = []
    for code in codes:
        posted = read_posted(data, code)
        name = make_name(data, code, "accept", posted.base, posted.remark)
        picks.append(Pick(board.checks[code].row, posted.base, posted.remark, name))
    made, refused = accept_suggestions(by=user, place=board.place, picks=picks)
    return len(made), refused


def _return(user: User, board: Board, codes: Sequence[str], data: QueryDict) -> Done:
    until = read_until(data.get("until", ""))
    rows = [board.checks[code].row for code in codes]
    made, refused = return_items(
        by=user, place=board.place, rows=rows, reason=data.get("reason", ""), until=until
    )
    return len(made), refused


def _see(user: User, board: Board, codes: Sequence[str], data: QueryDict) -> Done:
    rows = [board.checks[code].row for code in codes]
    return len(mark_seen(by=user, place=board.place, rows=rows)), {}


ACTS = {"accept": _accept, "return": _return, "seen": _see}
