"""The ledger of the Ombudsman's products of a government."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from tilik.core.document import in_force
from tilik.records.models import (
    Answer,
    AuditEvent,
    Document,
    DocumentVersion,
    Government,
    OversightProduct,
    Round,
    Unit,
)
from tilik.records.models.improvement import OversightState
from tilik.records.queries.documents import find_form, get_year

DONE = OversightState.DONE


def list_products(government: Government) -> list[OversightProduct]:
    """All of them, oldest first."""
    found = OversightProduct.objects.filter(government=government).select_related("unit")
    return list(found.order_by("received_on", "pk"))


def list_open_of(government: Government, units: Sequence[int]) -> list[OversightProduct]:
    """What is addressed to these units and not settled, the first due first."""
    found = OversightProduct.objects.filter(government=government, unit__in=units)
    return list(found.exclude(state=DONE).select_related("unit").order_by("due", "pk"))


def count_open(government: Government, today: date) -> tuple[int, int] | None:
    """How many are open, how many of these are late; None while the ledger is empty."""
    rows = OversightProduct.objects.filter(government=government).values_list("state", "due")
    if not rows:
        return None
    dues = [due for state, due in rows if state != DONE]
    return len(dues), sum(due is not None and due < today for due in dues)


def get_product(government: Government, pk: int) -> OversightProduct | None:
    """The product, or None where it is not there or another government's."""
    found = OversightProduct.objects.filter(government=government, pk=pk)
    return found.select_related("unit", "document__unit", "done_by__person").first()


def search_documents(
    government: Government, unit: Unit | None, words: str, most: int = 30
) -> list[Document]:
    """Documents with bytes that could be a proof, newest first.

    Without words those of the unit; with words every one whose title or number holds them all.
    """
    found = Document.objects.filter(
        Exists(DocumentVersion.objects.filter(document=OuterRef("pk"))), government=government
    )
    if not words.strip():
        found = found.filter(unit=unit)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return list(found.select_related("unit").order_by("-pk")[:most])


def find_document(government: Government, pk: int) -> Document | None:
    """The document with its unit, or None where it is not there or another government's."""
    return Document.objects.filter(government=government, pk=pk).select_related("unit").first()


def list_story(product: OversightProduct) -> list[AuditEvent]:
    """What was done to a product, newest first."""
    events = AuditEvent.objects.filter(
        object_type="oversightproduct", object_id=str(product.pk), government=product.government_id
    )
    return list(events.select_related("by__person").order_by("-n"))


def find_suffix(round: Round) -> dict[str, Any] | None:
    """The suffix of the round's categories that a ledger can decide, as the instrument says it."""
    year = get_year(round)
    for scale in round.instrument_version.document.get("grades", ()):
        suffix = scale.get("suffix")
        if suffix and suffix.get("ledger") and in_force(scale, year, "", ""):
            return dict(suffix)
    return None


def find_question(round: Round, suffix: dict[str, Any]) -> dict[str, Any]:
    """The question of the government itself that decides the suffix."""
    form, item = str(suffix["item"]).split(":", 1)
    items = find_form(round.instrument_version.document, form)["items"]
    return next(dict(each) for each in items if str(each["code"]) == item)


def get_own_answer(round: Round, suffix: dict[str, Any]) -> Answer | None:
    """What the government itself entered on that question last, or None."""
    form, item = str(suffix["item"]).split(":", 1)
    found = Answer.objects.filter(
        ~Q(sheet__stage="claim"), sheet__round=round, sheet__unit=None, sheet__form=form, item=item
    )
    return found.select_related("revision__by__person", "sheet").order_by("-revision").first()
