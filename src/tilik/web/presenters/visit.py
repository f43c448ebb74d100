"""A visit as a phone carries it: questions, claims, rules and what stands, all in one document."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tilik.core.instrument import Gap
from tilik.core.rules import Condition, read_condition, read_rule
from tilik.records.models import Answer, AnswerRevision, RoundUnit, Seat, Sheet, Visit
from tilik.records.models.round import Stage
from tilik.records.queries.documents import (
    find_form,
    get_sort,
    list_forms,
    list_unit_forms,
)
from tilik.records.queries.findings import ClaimAnswer, FindingRow, list_claims, list_findings
from tilik.records.queries.sheets import list_sheets
from tilik.web.numbers import format_day
from tilik.web.presenters.conditions import describe_when, get_rule
from tilik.web.presenters.filling import list_choices, say_value, show_stored
from tilik.web.presenters.texts import say

Document = Mapping[str, Any]


def make_pack(visit: Visit, row: RoundUnit, seat: Seat | None) -> dict[str, Any]:
    """Everything an evaluator needs at the unit without a signal."""
    document = visit.round.instrument_version.document
    forms = list_unit_forms(document, Stage.FIELD, row.form_variant)
    seen = _list_seen(visit, seat, document)
    sheets = {
        sheet.form: sheet
        for sheet in list_sheets(visit.round, visit.unit)
        if sheet.stage == Stage.FIELD
        and sheet.service_id is None
        and sheet.seat_id == (seat.pk if seat else None)
    }
    indicators = [
        _make_indicator(document, found, seen, own)
        for form in forms
        for own in [_list_own(visit, str(form["code"]))]
        for found in list_findings(_make_place(visit, str(form["code"]), seat, sheets))
        if not found.item.of_government
    ]
    shown = {(each["form"], each["code"]) for one in indicators for each in one["questions"]}
    place = Sheet(round=visit.round, unit=visit.unit)
    others = [
        _make_question(document, claim, seen)
        for group in list_claims(place, get_sort(visit.round, row)).values()
        for claim in group
        if (claim.item.form, claim.item.code) not in shown
    ]
    return {
        **describe_visit(visit),
        "indicators": indicators,
        "others": others,  # asked at no indicator, but a rule may look at them
        "interviews": {"staff": list_staff_questions(), "user": list_user_questions()},
        "counts": list_counts(),
    }


def describe_visit(visit: Visit) -> dict[str, Any]:
    """The visit in a line."""
    return {
        "id": str(visit.client_uuid),
        "unit": visit.unit.name,
        "round": visit.round.title,
        "kind": visit.kind,
        "day": format_day(visit.planned_for) if visit.planned_for else "",
        "isDone": visit.closed_at is not None,
        "isExample": visit.round.is_example,
    }


def list_staff_questions() -> list[dict[str, str]]:
    """What is asked of staff; the answers show whether they know their own standard."""
    return _number([
        _("Which requirements does the applicant bring?"),
        _("What are the steps, from the first to the last?"),
        _("How long may it take, and what happens when it takes longer?"),
        _("What does it cost, and where is that announced?"),
        _("Where can a user complain, and who answers by when?"),
        _("What is done for the elderly, people with disabilities, pregnant women?"),
        _("Which behaviour counts as maladministration?"),
    ])  # fmt: skip


def list_user_questions() -> list[dict[str, str]]:
    """What is asked of users: facts, not satisfaction, which the survey asks."""
    return _number([
        _("Were the requirements the same as those announced?"),
        _("Was it done within the time that was promised?"),
        _("Was the cost the same as the one announced, and nothing on top?"),
        _("Do you know where to complain?"),
        _("Could you find the way and wait in comfort?"),
    ])  # fmt: skip


def list_counts() -> list[str]:
    """What is often counted on the spot."""
    return [_("People waiting"), _("Counters open"), _("Seats for waiting"), _("Staff at work")]


def make_condition(condition: Condition) -> dict[str, Any]:
    """A condition as JSON: fractions as texts, sets as sorted lists."""
    return {"op": condition.op, "args": [_plain(each) for each in condition.args]}


def make_rule(raw: Document) -> dict[str, Any] | None:
    """The decision table of an item as JSON, or None where it has none."""
    found = get_rule(raw)
    if found is None:
        return None
    rule = read_rule(found)
    rows = [
        {
            "when": None if row.when is None else make_condition(row.when),
            "level": None if row.level is None else str(row.level),
            "decide": say(row.decide),
        }
        for row in rule.rows
    ]
    return {"form": rule.form, "rows": rows}


def _number(questions: Sequence[str]) -> list[dict[str, str]]:
    return [{"code": str(n), "title": title} for n, title in enumerate(questions, 1)]


def _plain(value: Any) -> Any:
    """An argument of a condition as JSON holds it."""
    if isinstance(value, Condition):
        return make_condition(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return {"number": str(value["number"])} if isinstance(value, Mapping) else value


def _make_place(visit: Visit, form: str, seat: Seat | None, sheets: Mapping[str, Sheet]) -> Sheet:
    """The evaluator's sheet, or one like it that is not stored."""
    place = {"round": visit.round, "unit": visit.unit, "form": form, "stage": Stage.FIELD}
    found = sheets.get(form) or Sheet(government=visit.government, seat=seat, **place)
    found.round = visit.round  # so that its instrument is read once
    return found


def _list_seen(
    visit: Visit, seat: Seat | None, document: Document
) -> dict[tuple[str, str], AnswerRevision]:
    """What this evaluator saw so far, by form and question of the claim."""
    forms = [str(form["code"]) for form in list_forms(document, ("claim",))]
    rows = Answer.objects.filter(
        sheet__round=visit.round, sheet__unit=visit.unit, sheet__stage=Stage.FIELD,
        sheet__seat=seat, sheet__form__in=forms,
    )  # fmt: skip
    found = rows.select_related("revision", "sheet")
    return {(row.sheet.form, row.item): row.revision for row in found}


def _list_own(visit: Visit, form: str) -> dict[str, Answer]:
    """The levels the unit gave itself."""
    rows = Answer.objects.filter(
        sheet__round=visit.round, sheet__unit=visit.unit, sheet__stage=Stage.CLAIM,
        sheet__form=form, sheet__service=None,
    )  # fmt: skip
    return {row.item: row for row in rows.select_related("revision")}


def _make_indicator(
    document: Document,
    row: FindingRow,
    seen: Mapping[tuple[str, str], AnswerRevision],
    own: Mapping[str, Answer],
) -> dict[str, Any]:
    """One indicator: its questions, its rule and the level that stands."""
    raw, revision = row.item.raw, row.answer.revision if row.answer else None
    unit_level = own.get(row.item.code)
    return {
        "form": row.item.form,
        "code": row.item.code,
        "title": say(row.item.title),
        **_describe_field(document, raw),
        "value": _read(revision),
        "remark": revision.note if revision else "",
        "base": revision.pk if revision else None,
        "rule": make_rule(raw),
        "questions": [_make_question(document, each, seen) for each in row.claim],
        "own": say_value(document, raw, show_stored(unit_level.revision)) if unit_level else "",
        "evidence": [say(slot["title"]) for slot in raw.get("evidence", ())],
    }


def _make_question(
    document: Document, claim: ClaimAnswer, seen: Mapping[tuple[str, str], AnswerRevision]
) -> dict[str, Any]:
    """One question of the claim: what the unit says and what was seen."""
    item = claim.item
    claimed = claim.answer.revision if claim.answer else None
    own = seen.get((item.form, item.code))
    when = item.raw.get("when")
    stored = show_stored(claimed)
    return {
        "form": item.form,
        "code": item.code,
        "title": say(item.title),
        "help": say(item.raw.get("help")),
        **_describe_field(document, item.raw),
        "when": make_condition(read_condition(when)) if when else None,
        "whenWords": describe_when(document, item.form, when),
        "claimed": _read(claimed),
        "claimedWords": say_value(document, item.raw, stored),
        "claimedNote": claimed.note if claimed else "",
        "isOutside": bool(claimed and claimed.absence == Gap.NOT_APPLICABLE.value),
        "seen": _read(own),
        "note": own.note if own else "",
        "base": own.pk if own else None,
    }


def _describe_field(document: Document, raw: Document) -> dict[str, Any]:
    """How the answer is given."""
    choices = [[choice.code, choice.title] for choice in list_choices(document, raw, "")]
    return {"kind": str(raw["kind"]), "choices": choices, "measure": say(raw.get("unit"))}


def _read(revision: AnswerRevision | None) -> Any:
    """The stored value as it is, or None."""
    return revision.value if revision else None


def find_raw(document: Document, form: str, item: str) -> Document:
    """The item as the document says it. Raises KeyError, StopIteration."""
    items = find_form(document, form)["items"]
    return next(dict(raw) for raw in items if str(raw["code"]) == item)
