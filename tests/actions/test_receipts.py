"""Receipts: made at approval, computed again by a naive twin, never changed."""

import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared
from tests.world import World, give, make_world, new_uuid
from tilik.actions.people import erase_person
from tilik.actions.receipts import encode, is_whole, list_fillers, read_receipt
from tilik.actions.sheets import approve_sheet, open_sheet, return_sheet, send_sheet
from tilik.records.models import (
    AnswerRevision,
    AuditEvent,
    Document,
    DocumentVersion,
    EvidenceLink,
    Sheet,
    SheetReceipt,
)

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


def fill(world: World) -> Sheet:
    """The school's form, filled in by its operator and, for one item, by the office."""
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    give(sheet, world.operator, "1", "tidak")
    give(sheet, world.operator, "1", "ya", note="sejak Maret – «SK 12»")
    give(sheet, world.admin, "3", ["situs", "papan"])
    return sheet


def approve(world: World, sheet: Sheet) -> SheetReceipt:
    send_sheet(by=world.operator, sheet=sheet)
    approve_sheet(by=world.head, sheet=sheet)
    return SheetReceipt.objects.filter(sheet=sheet).latest("n")


def offer(world: World, slot: str, sha: str, **link: Any) -> EvidenceLink:
    """A document that stands as evidence of the school."""
    who = {"government": world.government, "by": world.admin, "at": timezone.now()}
    document = Document.objects.create(
        government=world.government, unit=world.school, title=f"SK {slot}", number="800/1"
    )
    for n, digest in enumerate(("0" * 64, sha), 1):
        DocumentVersion.objects.create(
            document=document, n=n, sha256=digest, size=2048, media_type="application/pdf",
            file_name=f"{slot}.pdf", storage_key="x", **who,
        )  # fmt: skip
    return EvidenceLink.objects.create(
        round=world.round, unit=world.school, form="E", item="1", slot=slot, document=document,
        **who, **link,
    )  # fmt: skip


def compute_again(sheet: Sheet, receipt: SheetReceipt) -> str:
    """The fingerprint as docs/reference/receipt.md says it is made, written a second time."""
    answers = []
    for item in ("1", "2", "3"):
        rows = AnswerRevision.objects.filter(sheet=sheet, item=item, took_effect=True)
        row = rows.filter(at__lte=receipt.at).last()
        if row:
            said = {"absence": row.absence} if row.absence else {"value": row.value}
            answers.append({"item": item, "note": row.note, "on_behalf": row.on_behalf, **said})
    evidence = []
    for link in EvidenceLink.objects.filter(withdrawn_at=None).exclude(status="returned"):
        version = link.document.versions.latest("n")
        evidence.append({
            "form": link.form, "item": link.item, "slot": link.slot,
            "title": link.document.title, "number": link.document.number,
            "file": version.file_name, "size": version.size, "sha256": version.sha256,
        })  # fmt: skip
    evidence.sort(key=lambda row: row["sha256"])
    round = sheet.round
    content = {
        "tilik": "receipt/1", "n": receipt.n, "government": "64.08", "round": round.title,
        "scheme": "mandiri", "example": False, "period": ["2024-01-01", "2024-12-31"],
        "instrument": {"code": "contoh", "version": "1",
                       "sha256": round.instrument_version.sha256},
        "unit": {"code": "sekolah", "name": "Sekolah"}, "form": "K", "stage": "claim",
        "sent_at": receipt.sent_at.isoformat(), "approved_at": receipt.at.isoformat(),
        "asked": 3, "answered": 2, "answers": answers, "evidence": evidence,
    }  # fmt: skip
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_fingerprint_can_be_computed_again_from_what_is_stored(world: World) -> None:
    sheet = fill(world)
    offer(world, "b", "b" * 64)
    offer(world, "a", "a" * 64)
    offer(world, "c", "c" * 64, withdrawn_at=timezone.now())
    receipt = approve(world, sheet)
    sheet.refresh_from_db()
    assert sheet.receipt_sha == receipt.sha256 == compute_again(sheet, receipt)
    assert [row["slot"] for row in read_receipt(receipt)["evidence"]] == ["a", "b"]
    assert is_whole(receipt)


def test_a_form_approved_again_gets_a_new_receipt_and_the_old_one_stays(world: World) -> None:
    sheet = fill(world)
    first = approve(world, sheet)
    return_sheet(by=world.admin, sheet=sheet, reason="Lengkapi No. 2")
    sheet.refresh_from_db()
    assert sheet.receipt_sha == ""
    give(sheet, world.operator, "2", "7")
    second = approve(world, sheet)
    assert (first.n, second.n) == (1, 2)
    assert first.sha256 != second.sha256
    assert is_whole(first)
    assert is_whole(second)
    assert [row["item"] for row in read_receipt(first)["answers"]] == ["1", "3"]
    story = AuditEvent.objects.filter(unit=world.school, diff__has_key="receipt")
    told = [event.diff["receipt"] for event in story.order_by("pk")]
    assert told == [[None, first.sha256], [first.sha256, None], [None, second.sha256]]


def test_approving_twice_makes_one_receipt(world: World) -> None:
    sheet = fill(world)
    approve(world, sheet)
    approve_sheet(by=world.head, sheet=sheet)
    assert SheetReceipt.objects.count() == 1


def test_nobody_can_change_or_remove_a_receipt(world: World) -> None:
    receipt = approve(world, fill(world))
    rows = SheetReceipt.objects.filter(pk=receipt.pk)
    for write in (lambda: rows.update(canonical=b"{}"), lambda: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_bytes_that_were_exchanged_are_noticed(world: World) -> None:
    receipt = approve(world, fill(world))
    content = read_receipt(receipt)
    content["answers"][0]["value"] = "tidak"
    receipt.canonical = encode(content)
    assert not is_whole(receipt)
    receipt.sha256 = hashlib.sha256(receipt.canonical).hexdigest()
    assert not is_whole(receipt), "the stored history says something else"


def test_who_filled_in_is_named_on_paper_and_not_in_the_bytes(world: World) -> None:
    receipt = approve(world, fill(world))
    who = {each.who: each.on_behalf for each in list_fillers(receipt)}
    assert who == {world.operator.get_role_line(): False, world.admin.get_role_line(): True}
    assert "Orang" not in bytes(receipt.canonical).decode()
    erase_person(by=world.admin, user=world.operator)
    receipt = SheetReceipt.objects.get(pk=receipt.pk)
    assert is_whole(receipt)
    assert f"#{world.operator.pk}" in {each.who for each in list_fillers(receipt)}


def test_the_office_filling_in_for_a_unit_is_marked_in_answer_and_story(world: World) -> None:
    sheet = fill(world)
    marked = dict(AnswerRevision.objects.filter(sheet=sheet).values_list("item", "on_behalf"))
    assert marked == {"1": False, "3": True}


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=9), st.booleans())))
def test_the_canonical_bytes_do_not_depend_on_the_order_of_keys(data: dict[str, Any]) -> None:
    turned = dict(reversed(data.items()))
    assert encode(data) == encode(turned)
    assert json.loads(encode(data)) == data


def test_a_client_that_sends_the_same_answer_twice_changes_no_receipt(world: World) -> None:
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    name = new_uuid()
    for _ in range(2):
        give(sheet, world.operator, "1", "ya", client_uuid=name, base=None)
    receipt = approve(world, sheet)
    assert len(read_receipt(receipt)["answers"]) == 1
