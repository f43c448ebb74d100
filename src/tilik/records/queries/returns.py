"""What evaluators returned to a unit and what that lets it answer."""

from dataclasses import dataclass

from django.db.models import Q

from tilik.records.models import Finding, ReturnNote, RoundUnit, Sheet
from tilik.records.queries.checking import find_item_text, list_questions
from tilik.records.queries.documents import ItemText, get_year
from tilik.records.queries.progress import get_group


@dataclass(frozen=True)
class Returned:
    """An indicator with what evaluators wrote on returning it, and where the unit mends it."""

    item: ItemText
    form: str
    group: str
    findings: tuple[Finding, ...]


def list_with_unit(row: RoundUnit) -> list[Finding]:
    """The findings the unit has to answer, the nearest deadline first."""
    found = Finding.objects.filter(
        sheet__round=row.round_id, sheet__unit=row.unit_id, returned_at__isnull=False,
        resent_at__isnull=True,
    )  # fmt: skip
    related = found.select_related("sheet__round", "sheet__unit", "returned_by__person")
    return sorted(
        related, key=lambda each: (each.returned_until is None, each.returned_until, each.pk)
    )


def list_returned(row: RoundUnit) -> list[Returned]:
    """The indicators the unit has to answer, the nearest deadline first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in list_with_unit(row):
        groups.setdefault((finding.sheet.form, finding.item), []).append(finding)
    made = []
    for (form, code), findings in groups.items():
        item = find_item_text(row, form, code)
        if item is not None:
            questions = list_questions(row, item, get_year(row.round))
            first = questions[0] if questions else item
            made.append(Returned(item, first.form, get_group(first.raw), tuple(findings)))
    return made


def find_groups(row: RoundUnit, form: str, code: str) -> set[tuple[str, str]]:
    """Form and code of an indicator and of every question behind it."""
    item = find_item_text(row, form, code)
    if item is None:
        return set()
    questions = list_questions(row, item, get_year(row.round))
    return {(form, code), *((question.form, question.code) for question in questions)}


def list_return_notes(row: RoundUnit, of: Q) -> list[ReturnNote]:
    """Every return to the unit in its round that `of` picks, newest first; in one query."""
    notes = ReturnNote.objects.filter(of, round=row.round_id, unit=row.unit_id)
    return list(notes.select_related("by__person", "finding", "evidence__document").order_by("-pk"))


def pick_item_notes(form: str, item: str) -> Q:
    """The returns of an indicator and of its proofs, whoever returned them."""
    return Q(finding__sheet__form=form, finding__item=item) | Q(
        evidence__form=form, evidence__item=item
    )


def pick_own_notes(form: str, item: str, sheet: Sheet | None) -> Q:
    """Those of them an evaluator sees: their own, those before theirs, and those of proofs."""
    mine = Q(finding__sheet=sheet) if sheet else Q(pk__in=())
    is_theirs = mine | Q(finding__sheet__set_aside_at__isnull=False) | Q(evidence__isnull=False)
    return pick_item_notes(form, item) & is_theirs
