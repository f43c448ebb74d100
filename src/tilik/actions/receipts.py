"""Receipts (tanda terima): what a head of unit approved, as canonical bytes and their fingerprint.

The bytes are JSON in UTF-8, keys sorted, no spaces: whoever holds them computes the same SHA-256.
They name no person; the names a paper prints stand beside them and can be erased.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from tilik.core.errors import UserError
from tilik.core.instrument import Gap
from tilik.records.models import AnswerRevision, EvidenceLink, Sheet, SheetReceipt, User
from tilik.records.models.document import EvidenceStatus
from tilik.records.queries.evidence import get_current, list_links
from tilik.records.queries.sheets import view_sheet

FORMAT = "receipt/1"


@dataclass(frozen=True, slots=True)
class Filler:
    """Somebody whose answers stand on the receipt, and whether it was on behalf of the unit."""

    who: str
    on_behalf: bool


def issue_receipt(*, by: User, sheet: Sheet, at: datetime) -> SheetReceipt:
    """The new receipt of an approval; call it while the approval is written.

    Raises UserError("sheet-not-sent").
    """
    if sheet.sent_by is None or sheet.sent_at is None:
        raise UserError("sheet-not-sent")
    last = sheet.receipts.aggregate(last=Max("n"))["last"] or 0
    content = encode(_describe(sheet, last + 1, at))
    return SheetReceipt.objects.create(
        government=sheet.government,
        sheet=sheet,
        n=last + 1,
        sha256=hashlib.sha256(content).hexdigest(),
        canonical=content,
        sent_by=sheet.sent_by,
        sent_at=sheet.sent_at,
        by=by,
        at=at,
    )


def encode(content: Any) -> bytes:
    """The canonical bytes of plain data."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def read_receipt(receipt: SheetReceipt) -> dict[str, Any]:
    """What the receipt says."""
    content: dict[str, Any] = json.loads(bytes(receipt.canonical))
    return content


def is_whole(receipt: SheetReceipt) -> bool:
    """Whether the bytes still have the fingerprint, and the stored history still says the same.

    The answers are read anew from the revisions as they stood at the moment of approval.
    """
    content = bytes(receipt.canonical)
    if hashlib.sha256(content).hexdigest() != receipt.sha256:
        return False
    standing = _find_standing(receipt.sheet, receipt.at)
    return encode(_list_answers(standing)) == encode(read_receipt(receipt)["answers"])


def list_fillers(receipt: SheetReceipt) -> list[Filler]:
    """Who filled in what stands on the receipt, in the order of their first answer."""
    found = {
        Filler(row.by.get_role_line(), row.on_behalf): None
        for row in _find_standing(receipt.sheet, receipt.at)
        if row.absence != Gap.NOT_ANSWERED
    }
    return list(found)


def _describe(sheet: Sheet, n: int, at: datetime) -> dict[str, Any]:
    """Everything the fingerprint covers."""
    view, round_ = view_sheet(sheet), sheet.round
    asked = [row for row in view.rows if row.asked is True and not row.item.of_government]
    version = round_.instrument_version
    return {
        "tilik": FORMAT,
        "n": n,
        "government": sheet.government.code_kemendagri,
        "round": round_.title,
        "scheme": str(round_.scheme),
        "example": round_.is_example,
        "period": [round_.period_start.isoformat(), round_.period_end.isoformat()],
        "instrument": {
            "code": version.code,
            "version": str(version.version),
            "sha256": version.sha256,
        },
        "unit": _describe_unit(sheet),
        "form": sheet.form,
        "stage": str(sheet.stage),
        "sent_at": sheet.sent_at.isoformat() if sheet.sent_at else None,
        "approved_at": at.isoformat(),
        "asked": len(asked),
        "answered": sum(not row.is_missing for row in asked),
        "answers": _list_answers(_find_standing(sheet, at)),
        "evidence": _list_evidence(sheet),
    }


def _describe_unit(sheet: Sheet) -> dict[str, str] | None:
    """The unit by code and by its name in the round; None where the sheet is the government's."""
    if sheet.unit is None:
        return None
    row = sheet.round.round_units.filter(unit=sheet.unit).first()
    return {"code": sheet.unit.code, "name": row.name if row else sheet.unit.name}


def _find_standing(sheet: Sheet, at: datetime) -> list[AnswerRevision]:
    """The revision of each item that stood at a moment, in the order of entry."""
    entered = AnswerRevision.objects.filter(sheet=sheet, took_effect=True, at__lte=at)
    last: dict[str, AnswerRevision] = {}
    for revision in entered.select_related("by__person").order_by("pk"):
        last[revision.item] = revision
    return sorted(last.values(), key=lambda row: row.pk)


def _list_answers(standing: Iterable[AnswerRevision]) -> list[dict[str, Any]]:
    """The answers by item; what is not answered says so."""
    rows = (
        {
            "item": row.item,
            "note": row.note,
            "on_behalf": row.on_behalf,
            **({"absence": row.absence} if row.absence else {"value": row.value}),
        }
        for row in standing
    )
    return sorted(rows, key=lambda row: str(row["item"]))


def _list_evidence(sheet: Sheet) -> list[dict[str, Any]]:
    """The files that stand as evidence of the unit in the round, each with its fingerprint."""
    if sheet.unit is None:
        return []
    links = [
        link
        for link in list_links(sheet.round, sheet.unit)
        if link.status != EvidenceStatus.RETURNED
    ]
    rows = [_describe_link(link) for link in links]
    return sorted(rows, key=lambda row: (row["form"], row["item"], row["slot"], row["sha256"]))


def _describe_link(link: EvidenceLink) -> dict[str, Any]:
    """One file as evidence for one item."""
    version = get_current(link.document)
    return {
        "form": link.form,
        "item": link.item,
        "slot": link.slot,
        "title": link.document.title,
        "number": link.document.number,
        "file": version.file_name,
        "size": version.size,
        "sha256": version.sha256,
    }
