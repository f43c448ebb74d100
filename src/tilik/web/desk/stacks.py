"""The keyboard entry of a stack of paper forms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.stacks import add_stack
from tilik.actions.surveys import take_back
from tilik.core.errors import UserError
from tilik.core.stacks import Row, read_stack
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import list_batches
from tilik.web.desk.campaigns import find_place
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.surveys import Question, list_questions


def enter_stack(request: HttpRequest, pk: int) -> HttpResponse:
    """One row a sheet; sent, the rows that cannot be read, or the stack is stored."""
    campaign = find_place(request, pk, manages=True).campaign
    questions = list_questions(campaign)
    data = request.POST
    if data.get("act") == "take-back":
        n = take_back(by=request.user, campaign=campaign, batch=data.get("batch", ""))  # type: ignore[arg-type]
        words = ngettext("%(n)s sheet was taken back.", "%(n)s sheets were taken back.", n)
        messages.success(request, words % {"n": n})
        return redirect("tilik:campaign_stack", pk)
    error = ""
    if request.method == "POST" and data.get("act") == "keep":
        error = _keep(request, campaign, questions)
        if not error:
            return redirect("tilik:campaign_stack", pk)
    rows = data.get("rows", "")
    stack = read_stack(rows, _list_values(questions))
    context: dict[str, Any] = {
        "campaign": campaign,
        "questions": questions,
        "digits": len(questions),
        "allowed": "".join(choice.value for choice in questions[0].choices) if questions else "",
        "rows": rows,
        "batch": data.get("batch", ""),
        "day": data.get("day") or timezone.localdate().isoformat(),
        "counted": data.get("counted", ""),
        "faults": [(row, _say_fault(row, questions)) for row in stack.faulty],
        "n": len(stack.rows),
        "sums": [(q.n, *stack.sums[q.code]) for q in questions] if stack.rows else [],
        "batches": list_batches(campaign),
        "error": error,
    }
    return render(request, "tilik/desk/campaign_stack.html", context)


def _keep(request: HttpRequest, campaign: Campaign, questions: list[Question]) -> str:
    """Nothing where the stack is stored; else why it is not."""
    data = request.POST
    counted = data.get("counted", "").strip()
    day = parse_date(data.get("day", "") or "-") if data.get("day", "")[:1].isdigit() else None
    try:
        n = add_stack(
            by=request.user,  # type: ignore[arg-type]
            campaign=campaign,
            stack=read_stack(data.get("rows", ""), _list_values(questions)),
            batch=data.get("batch", ""),
            day=day or timezone.localdate(),
            counted=int(counted) if counted.isdecimal() else 0,
        )
    except UserError as error:
        return say_refusal(error)
    if n:
        words = ngettext("%(n)s sheet is kept.", "%(n)s sheets are kept.", n) % {"n": n}
    else:
        words = _("This stack was kept already: nothing is counted twice.")
    messages.success(request, words)
    return ""


def _list_values(questions: list[Question]) -> dict[str, list[str]]:
    """The digits each question may have, in the order of the paper."""
    return {each.code: [choice.value for choice in each.choices] for each in questions}


def _say_fault(row: Row, questions: list[Question]) -> str:
    """What is wrong with a row."""
    facts = {"n": row.place, "most": len(questions)}
    return {
        "length": _("%(n)s digits instead of %(most)s; write - for a question left blank.") % facts,
        "digit": _("digit %(n)s is not an answer to that question.") % facts,
        "blank": _("nothing is answered; leave the sheet out."),
        "word": _("behind the digits stand only L or P, the age, the education (SMA, S1 …)."),
    }[row.fault]
