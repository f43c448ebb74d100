"""Whole sheets at once, for packs and imports: what is stored is what one by one would store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.answers import find_item, is_on_behalf
from tilik.actions.collecting import checked_value
from tilik.actions.findings import describe_suggestion, read_claim, require_remark
from tilik.actions.instruments import load_for_unit
from tilik.actions.sheets import refuse_closed, require_writing
from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Instrument
from tilik.core.suggestions import suggested
from tilik.records.models import Answer, AnswerRevision, Finding, Sheet, User


@dataclass(frozen=True)
class Entry:
    """One item of the sheet: its value, or why there is none; for findings the remark as note."""

    item: str
    client_uuid: UUID
    value: Any = None
    gap: Gap | None = None
    note: str = ""

    def get_gap(self) -> Gap | None:
        """Why there is no value: what is left blank was not answered."""
        return Gap.NOT_ANSWERED if self.gap is None and self.value in (None, "") else self.gap


def fill_sheet(*, by: User, sheet: Sheet, entries: Sequence[Entry]) -> list[AnswerRevision]:
    """The revisions of a sheet on which none of the items was answered yet; all or none.

    Raises PermissionDenied, UserError("already-answered" | "unknown-item" | "bad-answer" | …).
    """
    require_writing(by, sheet)
    instrument = load_for_unit(sheet.round, sheet.unit)
    with audit.writing(sheet.government):
        refuse_closed(sheet)
        _refuse_answered(sheet, entries)
        made = _keep_all(by, sheet, instrument, entries)
    return made


def fill_findings(*, by: User, sheet: Sheet, entries: Sequence[Entry]) -> list[Finding]:
    """The findings of a sheet, each with the suggestion of this moment; all or none.

    Raises as `fill_sheet`, and UserError("remark-missing") as `write_finding`.
    """
    require_writing(by, sheet)
    instrument = load_for_unit(sheet.round, sheet.unit)
    claim = read_claim(instrument, sheet)
    found = {
        entry.item: suggested(instrument, find_item(instrument, sheet.form, entry.item), claim)
        for entry in entries
    }
    for entry in entries:
        if entry.get_gap() is None:
            require_remark(sheet, entry.item, entry.value, entry.note, found[entry.item])
    with audit.writing(sheet.government):
        revisions = fill_sheet(by=by, sheet=sheet, entries=entries)
        return Finding.objects.bulk_create(
            Finding(
                government=sheet.government,
                sheet=sheet,
                item=revision.item,
                revision=revision,
                seen_at=revision.at,
                **describe_suggestion(found[revision.item]),
            )
            for revision in revisions
        )


def _refuse_answered(sheet: Sheet, entries: Sequence[Entry]) -> None:
    """Nothing. Raises UserError where a whole sheet would overwrite somebody's answers."""
    items = [entry.item for entry in entries]
    held = Answer.objects.filter(sheet=sheet, item__in=items).values_list("item", flat=True)
    if held:
        raise UserError("already-answered", items=sorted(held))
    if len(set(items)) < len(items):
        raise UserError("item-twice")


def _keep_all(
    by: User, sheet: Sheet, instrument: Instrument, entries: Sequence[Entry]
) -> list[AnswerRevision]:
    """The stored revisions, each of them current, each on the trail."""
    on_behalf, now = is_on_behalf(by, sheet), timezone.now()
    revisions = AnswerRevision.objects.bulk_create(
        AnswerRevision(
            government=sheet.government,
            sheet=sheet,
            item=entry.item,
            value=None if gap else checked_value(item, entry.value),
            absence=gap.value if gap else None,
            note=entry.note.strip(),
            by=by,
            at=now,
            on_behalf=on_behalf,
            client_uuid=entry.client_uuid,
        )
        for entry in entries
        for gap in [entry.get_gap()]
        for item in [find_item(instrument, sheet.form, entry.item)]
    )
    Answer.objects.bulk_create(
        Answer(
            government=sheet.government,
            sheet=sheet,
            item=revision.item,
            revision=revision,
            is_filled=revision.absence != Gap.NOT_ANSWERED.value,
            at=now,
        )
        for revision in revisions
    )
    audit.record_many(
        [audit.Change(sheet, row.item, {"revision": [None, row.pk]}) for row in revisions],
        by=by,
        verb="answer.give",
        government=sheet.government,
        round=sheet.round,
        unit=sheet.unit,
        form=sheet.form,
    )
    return revisions
