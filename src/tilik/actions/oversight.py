"""The ledger of the Ombudsman's products: recorded, changed, followed up; what decides the suffix."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from tilik.actions import audit
from tilik.actions.answers import answer
from tilik.actions.ledger import OPTION
from tilik.actions.permissions import require
from tilik.actions.recompute import note_change
from tilik.actions.sheets import open_sheet
from tilik.core.errors import UserError
from tilik.core.oversight import LEDGER, OWN
from tilik.records.models import (
    AnswerRevision,
    AuditEvent,
    Document,
    Government,
    OversightProduct,
    Round,
    Unit,
    User,
)
from tilik.records.models.improvement import OversightKind, OversightState
from tilik.records.models.round import Stage
from tilik.records.queries.freezes import get_standing
from tilik.records.queries.oversight import find_suffix, get_own_answer

WORDS = ("subject", "done", "proof")
"""Texts somebody wrote: a complainant may be named there, so the trail holds their fingerprints."""


@dataclass(frozen=True)
class Entry:
    """A product as it is entered: what it is and asks, and how far it is followed up.

    `proof` says in words where the proof is, `document` is the one of a dossier.
    """

    kind: str
    number: str
    received_on: date
    subject: str
    unit: Unit | None = None
    due: date | None = None
    state: str = OversightState.OPEN
    settled_on: date | None = None
    done: str = ""
    proof: str = ""
    document: Document | None = None


def add_product(
    *, by: User, government: Government, entry: Entry, client_uuid: UUID
) -> OversightProduct:
    """The stored product; the same client UUID is the same product.

    Raises PermissionDenied, UserError("oversight-number-taken" | "settled-unproven" | …).
    """
    require(by, "oversight.manage", government=government)
    with audit.writing(government):
        found = OversightProduct.objects.filter(client_uuid=client_uuid).first()
        if found and found.government_id == government.pk:
            return found
        check_entry(government, entry, None)
        product = OversightProduct(government=government, client_uuid=client_uuid)
        _keep(by, product, entry, "oversight.add")
    return product


def change_product(
    *, by: User, product: OversightProduct, entry: Entry, seen: int
) -> OversightProduct:
    """The product as entered; `seen` is the number of its newest event when the page was made.

    Raises PermissionDenied, UserError("oversight-changed" | "oversight-number-taken" | …).
    """
    require(by, "oversight.manage", government=product.government)
    with audit.writing(product.government):
        product.refresh_from_db()
        if describe_product(product) == _describe_entry(entry):
            return product
        if get_newest(product) != seen:
            raise UserError("oversight-changed")
        check_entry(product.government, entry, product)
        _keep(by, product, entry, "oversight.change")
    return product


def get_newest(product: OversightProduct) -> int:
    """The number of the newest event on the product."""
    events = AuditEvent.objects.filter(
        object_type="oversightproduct", object_id=str(product.pk), government=product.government_id
    )
    return int(events.aggregate(n=Max("n"))["n"] or 0)


def choose_deciding(*, by: User, round: Round, source: str) -> Round:
    """The round in which that decides the suffix: the ledger or the government's own answer.

    Raises PermissionDenied, UserError("suffix-without-ledger" | "round-frozen").
    """
    require(by, "oversight.manage", government=round.government, round=round)
    if source not in (LEDGER, OWN) or find_suffix(round) is None:
        raise UserError("suffix-without-ledger")
    with audit.writing(round.government):
        round.refresh_from_db(fields=["options"])
        before = round.options.get(OPTION)
        if before == source:
            return round
        round.options = {**round.options, OPTION: source}
        round.save(update_fields=["options"])
        audit.record(
            by=by, verb="round.oversight", target=round, government=round.government, round=round,
            diff={"source": [before, source]},
        )  # fmt: skip
        note_change(round=round)
    return round


def enter_own(*, by: User, round: Round, option: str, client_uuid: UUID) -> AnswerRevision:
    """The government's own answer to what decides the suffix, in place of the one before.

    Raises PermissionDenied, UserError("suffix-without-ledger" | "bad-answer" | "round-frozen").
    """
    require(by, "oversight.manage", government=round.government, round=round)
    suffix = find_suffix(round)
    if suffix is None:
        raise UserError("suffix-without-ledger")
    form, item = str(suffix["item"]).split(":", 1)
    standing = get_own_answer(round, suffix)
    with audit.writing(round.government):
        sheet = open_sheet(by=by, round=round, unit=None, form=form, stage=Stage.FINAL)
        kept = answer(
            by=by, sheet=sheet, item=item, value=option, client_uuid=client_uuid,
            base=standing.revision_id if standing and standing.sheet_id == sheet.pk else None,
        )  # fmt: skip
        note_change(round=round)
    return kept


def check_entry(
    government: Government, entry: Entry, product: OversightProduct | None = None
) -> None:
    """Nothing. Raises UserError for what cannot stand in the ledger."""
    if entry.kind not in OversightKind.values or entry.state not in OversightState.values:
        raise UserError("oversight-unknown", found=entry.kind)
    if not entry.number.strip() or not entry.subject.strip():
        raise UserError("oversight-incomplete")
    if entry.unit is not None and entry.unit.government_id != government.pk:
        raise UserError("unit-of-another-government")
    if entry.document is not None and entry.document.government_id != government.pk:
        raise UserError("evidence-not-found")
    taken = OversightProduct.objects.filter(government=government, number=entry.number.strip())
    if taken.exclude(pk=product.pk if product else 0).exists():
        raise UserError("oversight-number-taken", found=entry.number)
    if entry.due and entry.due < entry.received_on:
        raise UserError("oversight-due-early")
    if entry.state != OversightState.DONE:
        return
    if entry.settled_on is None or not entry.done.strip() or not _has_proof(entry):
        raise UserError("settled-unproven")
    if not entry.received_on <= entry.settled_on <= timezone.localdate():
        raise UserError("settled-day")


def _keep(by: User, product: OversightProduct, entry: Entry, verb: str) -> None:
    """Nothing; the product stands as entered, with its event, and rounds it decides are computed."""
    before = describe_product(product) if product.pk else {}
    after = _describe_entry(entry)
    is_done = entry.state == OversightState.DONE
    was_done = product.done_at is not None
    for name, value in after.items():
        setattr(product, name, value)
    if is_done and not was_done:
        product.done_by, product.done_at = by, timezone.now()
    elif not is_done:
        product.done_by = product.done_at = None
    product.save()
    diff = audit.compare(before, after)
    for name in set(WORDS) & set(diff):
        diff[name] = [audit.digest(each) for each in diff[name]]
    audit.record(
        by=by, verb=verb, target=product, government=product.government, unit=product.unit,
        diff=diff,
    )  # fmt: skip
    for round in Round.objects.filter(government=product.government):
        if find_suffix(round) and get_standing(round) is None:
            note_change(round=round)


def _has_proof(entry: Entry) -> bool:
    """Whether somebody can see the proof: a document of a dossier, or words that say where."""
    return entry.document is not None or bool(entry.proof.strip())


def describe_product(product: OversightProduct) -> dict[str, Any]:
    """What is entered of a product, as it stands."""
    return {name: getattr(product, name) for name in Entry.__dataclass_fields__}


def _describe_entry(entry: Entry) -> dict[str, Any]:
    """The values as they are stored; the day of settlement only where it is settled."""
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    for name in ("number", *WORDS):
        values[name] = values[name].strip()
    if entry.document is not None and not values["proof"]:
        values["proof"] = entry.document.title
    if entry.state != OversightState.DONE:
        values["settled_on"] = None
    return values
