"""The evaluator's sheet: isian beside finding beside the level of the rule."""

from collections import defaultdict
from dataclasses import dataclass

from tilik.records.models import (
    Adjudication,
    Answer,
    AnswerRevision,
    EvidenceLink,
    Finding,
    RoundUnit,
    Sheet,
)
from tilik.records.models.round import Stage
from tilik.records.queries.documents import ItemText, find_form, get_sort, list_items
from tilik.records.queries.evidence import list_links


@dataclass(frozen=True)
class ClaimAnswer:
    """What the unit says to one of the questions behind an indicator."""

    item: ItemText
    answer: Answer | None


@dataclass(frozen=True)
class FindingRow:
    """One indicator: the unit's claim, the evidence, what was chosen and what the rule suggests."""

    item: ItemText
    claim: tuple[ClaimAnswer, ...]
    evidence: tuple[EvidenceLink, ...]
    answer: Answer | None
    finding: Finding | None
    adjudication: Adjudication | None
    earlier: tuple[AnswerRevision, ...] = ()
    """What stood there of evaluators the unit was taken from."""


def list_findings(sheet: Sheet, row: RoundUnit | None = None) -> list[FindingRow]:
    """The indicators of an evaluator's sheet in order, in nine queries; eight with the `row`."""
    round, unit = sheet.round, sheet.unit
    document = round.instrument_version.document
    row = row or round.round_units.filter(unit=unit).first()
    sort = get_sort(round, row)
    claims = list_claims(sheet, sort)
    mine = [sheet.pk] if sheet.pk else []  # of a sheet nobody opened nothing is asked for
    standing = Answer.objects.filter(sheet__in=mine).select_related("revision__by__person")
    chosen = {answer.item: answer for answer in standing}
    findings = {
        found.item: found
        for found in Finding.objects.filter(sheet__in=mine).select_related("returned_by__person")
    }
    settled = Adjudication.objects.filter(
        round=round, unit=unit, service=sheet.service_id, form=sheet.form
    ).order_by("pk")
    adjudications = {found.item: found for found in settled.select_related("by__person")}
    evidence = list_links(round, unit) if unit else []
    earlier = _list_earlier(sheet)
    return [
        FindingRow(
            item,
            tuple(claims.get(str(item.raw.get("claim", "")), ())),
            tuple(each for each in evidence if (each.form, each.item) == (item.form, item.code)),
            chosen.get(item.code),
            findings.get(item.code),
            adjudications.get(item.code),
            tuple(earlier[item.code]),
        )
        for item in list_items(find_form(document, sheet.form), *sort)
    ]


def _list_earlier(sheet: Sheet) -> dict[str, list[AnswerRevision]]:
    """What stands on sheets like this one that were set aside, by item."""
    answers = Answer.objects.filter(
        sheet__round=sheet.round, sheet__unit=sheet.unit, sheet__form=sheet.form,
        sheet__stage=sheet.stage, sheet__service=sheet.service_id,
        sheet__set_aside_at__isnull=False, is_filled=True,
    )  # fmt: skip
    found: dict[str, list[AnswerRevision]] = defaultdict(list)
    for answer in answers.select_related("revision__by__person").order_by("revision"):
        found[answer.item].append(answer.revision)
    return found


def list_claims(sheet: Sheet, sort: tuple[int, str, str]) -> dict[str, list[ClaimAnswer]]:
    """The unit's claim questions with their answers, by the indicator they stand behind."""
    answers = Answer.objects.filter(
        sheet__round=sheet.round, sheet__unit=sheet.unit, sheet__stage=Stage.CLAIM
    ).select_related("revision__by__person", "sheet")
    mine = [row for row in answers if row.sheet.service_id in (None, sheet.service_id)]
    mine.sort(key=lambda row: row.sheet.service_id is not None)
    standing = {(row.sheet.form, row.item): row for row in mine}
    groups: dict[str, list[ClaimAnswer]] = {}
    document = sheet.round.instrument_version.document
    forms = [form for form in document["forms"] if form["role"] == "claim"]
    for form in forms:
        for item in list_items(form, *sort):
            group = str(item.raw.get("indicator", ""))
            answer = standing.get((item.form, item.code))
            groups.setdefault(group, []).append(ClaimAnswer(item, answer))
    return groups
