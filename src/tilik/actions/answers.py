"""Answers: kept one by one as they are entered; nothing entered is lost to a second editor."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.collecting import checked_value
from tilik.actions.instruments import load_for_unit
from tilik.actions.permissions import load_rights
from tilik.actions.returns import refuse_closed_item
from tilik.actions.sheets import record_on, require_writing
from tilik.core.errors import Conflict, UserError
from tilik.core.instrument import Gap, Instrument, Item, Key
from tilik.records.models import Answer, AnswerRevision, Sheet, User
from tilik.records.models.round import Stage


def answer(
    *,
    by: User,
    sheet: Sheet,
    item: str,
    value: Any = None,
    gap: Gap | None = None,
    note: str = "",
    base: int | None = None,
    client_uuid: UUID,
) -> AnswerRevision:
    """The revision that stands after this answer; the same client UUID is the same answer.

    `base` is the revision the person saw (None: no answer yet). Where another one stands by now and
    says something else, both are kept and Conflict("answer-changed") tells what stands, whose it is
    and since when, so that the page can show both.
    Raises PermissionDenied, UserError("unknown-item" | "bad-value" | "phase-closed" | …), Conflict.
    """
    revision = keep_answer(
        by=by,
        sheet=sheet,
        item=item,
        value=value,
        gap=gap,
        note=note,
        base=base,
        client_uuid=client_uuid,
    )
    if not revision.took_effect:
        # Raised after the write is safe: both versions stand in the history.
        raise make_conflict(revision)
    return revision


def keep_answer(
    *,
    by: User,
    sheet: Sheet,
    item: str,
    value: Any = None,
    gap: Gap | None = None,
    note: str = "",
    base: int | None = None,
    client_uuid: UUID,
) -> AnswerRevision:
    """The revision kept, `took_effect` or not; for writes that are larger than one answer."""
    require_writing(by, sheet)
    stored, absence = _read(sheet, item, value, gap)
    with audit.writing(sheet.government):
        sheet.refresh_from_db()
        revision = AnswerRevision.objects.filter(client_uuid=client_uuid).first()
        if revision is None:
            refuse_closed_item(sheet, item)
            content = {"value": stored, "absence": absence, "note": note.strip()}
            return _keep(by, sheet, item, content, base, client_uuid)
    if (revision.sheet_id, revision.item, revision.by_id) != (sheet.pk, item, by.pk):
        raise UserError("client-uuid-taken")
    return revision


def make_conflict(mine: AnswerRevision) -> Conflict:
    """The conflict as facts for the page: what stands, whose it is, since when, and mine."""
    current = Answer.objects.select_related("revision__by__person").get(
        sheet=mine.sheet_id, item=mine.item
    )
    stands = current.revision
    return Conflict(
        "answer-changed",
        item=mine.item,
        revision=stands.pk,
        value=stands.value,
        gap=stands.absence,
        note=stands.note,
        by=stands.by.get_role_line(),
        at=stands.at,
        mine=mine.pk,
        my_value=mine.value,
        my_gap=mine.absence,
        my_note=mine.note,
    )


def find_item(instrument: Instrument, form: str, item: str) -> Item:
    """The item. Raises UserError("unknown-item")."""
    found = instrument.items.get(Key(form, item))
    if found is None:
        raise UserError("unknown-item", found=item, form=form)
    return found


def _read(sheet: Sheet, item: str, value: Any, gap: Gap | None) -> tuple[Any, str | None]:
    """The stored form of what was entered: a value, or why there is none."""
    found = find_item(load_for_unit(sheet.round, sheet.unit), sheet.form, item)
    if gap is None and value not in (None, ""):
        return checked_value(found, value), None
    return None, Gap(gap or Gap.NOT_ANSWERED).value


def _keep(
    by: User,
    sheet: Sheet,
    item: str,
    content: Mapping[str, Any],
    base: int | None,
    client_uuid: UUID,
) -> AnswerRevision:
    """The revision kept; it takes effect unless another one stands that was not seen."""
    current = Answer.objects.select_related("revision").filter(sheet=sheet, item=item).first()
    stands = current.revision if current else None
    if stands and all(getattr(stands, name) == value for name, value in content.items()):
        return stands
    if (
        base is not None
        and not AnswerRevision.objects.filter(pk=base, sheet=sheet, item=item).exists()
    ):
        raise UserError("base-unknown", found=base)
    is_fresh = base == (stands.pk if stands else None)
    revision = AnswerRevision.objects.create(
        government=sheet.government,
        sheet=sheet,
        item=item,
        by=by,
        at=timezone.now(),
        on_behalf=is_on_behalf(by, sheet),
        base_id=base,
        took_effect=is_fresh,
        client_uuid=client_uuid,
        **content,
    )
    if is_fresh:
        Answer.objects.update_or_create(
            sheet=sheet,
            item=item,
            defaults={
                "government": sheet.government,
                "revision": revision,
                "is_filled": revision.absence != Gap.NOT_ANSWERED.value,
                "at": revision.at,
            },
        )
    diff = {"revision": [stands.pk if stands else None, revision.pk]}
    record_on(by, "answer.give" if is_fresh else "answer.conflict", sheet, diff, item)
    return revision


def is_on_behalf(by: User, sheet: Sheet) -> bool:
    """Whether somebody fills in a claim who has no seat in the unit itself."""
    if sheet.stage != Stage.CLAIM or sheet.unit is None:
        return False
    seats = load_rights(by).seats
    return not any(seat.unit_id == sheet.unit_id for seat in seats)
