"""Evidence: what is offered for an indicator, a unit's documents, and where the same bytes stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Prefetch

from tilik.records.models import (
    Document,
    DocumentVersion,
    EvidenceLink,
    PinnedLink,
    Round,
    RoundUnit,
    Unit,
)
from tilik.records.models.document import EvidenceStatus, PinStatus
from tilik.records.queries.documents import find_form, get_year, list_items, list_unit_forms
from tilik.records.queries.progress import get_group

LARGE = ("canonical", "cases", "lint_report")
"""What an instrument holds that a list of papers does not ask for."""


@dataclass(frozen=True)
class Twin:
    """Another place where the same bytes are offered."""

    sha256: str
    unit_id: int
    unit: str
    round_id: int
    round: str
    form: str
    item: str


def list_links(round: Round, unit: Unit, form: str = "", item: str = "") -> list[EvidenceLink]:
    """What stands as evidence in order, each document with its versions, in two queries."""
    links = EvidenceLink.objects.filter(round=round, unit=unit, withdrawn_at=None)
    if form:
        links = links.filter(form=form, item=item)
    links = links.select_related("by__person", "decided_by__person", "document")
    links = links.prefetch_related(with_versions("document__"))
    return list(links.order_by("pk"))


def list_pins(round: Round, unit: Unit, form: str, item: str) -> list[PinnedLink]:
    """The links offered for an item that have not become documents, oldest first."""
    shown = (PinStatus.WAITING, PinStatus.REFUSED)
    pins = PinnedLink.objects.filter(round=round, unit=unit, form=form, item=item)
    return list(pins.filter(status__in=shown).order_by("pk"))


def get_link(round: Round, unit: Unit, pk: int) -> EvidenceLink | None:
    """The evidence of that unit and round that nobody withdrew, or None."""
    found = EvidenceLink.objects.filter(pk=pk, round=round, unit=unit, withdrawn_at=None)
    related = ("document", "government", "unit", "by__person", "decided_by__person")
    return found.select_related(*related).prefetch_related(with_versions("document__")).first()


def with_versions(path: str = "") -> Prefetch[str]:
    """The versions of each document with who sent them and what was found in them."""
    versions = DocumentVersion.objects.select_related("by__person", "reading")
    return Prefetch(f"{path}versions", versions)


def list_versions(document: Document) -> list[DocumentVersion]:
    """The versions of a document, oldest first; sorted here so that a prefetch serves."""
    return sorted(document.versions.all(), key=lambda version: version.n)


def get_current(document: Document) -> DocumentVersion:
    """The newest version of a document."""
    return list_versions(document)[-1]


def find_same(unit: Unit, sha256: str) -> Document | None:
    """The unit's document whose newest version has those bytes, or None."""
    documents = Document.objects.filter(unit=unit).annotate(newest=Max("versions__n"))
    found = documents.filter(versions__sha256=sha256)
    return found.filter(versions__n=F("newest")).order_by("pk").first()


def list_places(document: Document) -> list[EvidenceLink]:
    """Where a document stands as evidence, newest period first."""
    links = EvidenceLink.objects.filter(document=document, withdrawn_at=None)
    return list(links.select_related("round").order_by("-round", "form", "pk"))


def list_documents(unit: Unit) -> list[Document]:
    """The unit's documents that have bytes, newest first, with where each stands, in three queries.

    A decree that is only named (of a service standard) is no evidence yet.
    """
    standing = EvidenceLink.objects.filter(withdrawn_at=None).select_related(
        "round__instrument_version", "by__person", "decided_by__person"
    )
    standing = standing.defer(*(f"round__instrument_version__{name}" for name in LARGE))
    kept = DocumentVersion.objects.filter(document=OuterRef("pk"))
    documents = Document.objects.filter(Exists(kept), unit=unit).prefetch_related(
        with_versions(), Prefetch("links", queryset=standing.order_by("-round", "form", "pk"))
    )
    return list(documents.order_by("-pk"))


def pick_links(
    documents: Iterable[Document], round: Round, form: str, item: str
) -> list[EvidenceLink]:
    """What stands at an item, as `list_links`, of documents of `list_documents`."""
    links = [link for document in documents for link in document.links.all()]
    here = [
        link for link in links if (link.round_id, link.form, link.item) == (round.pk, form, item)
    ]
    return sorted(here, key=lambda link: link.pk)


def find_version(unit: Unit, pk: int) -> DocumentVersion | None:
    """A version of one of the unit's documents, or None."""
    return DocumentVersion.objects.filter(pk=pk, document__unit=unit).first()


def find_twins(links: Iterable[EvidenceLink], government_id: int) -> list[Twin]:
    """Where else in the government the bytes of these documents are offered, in one query."""
    own = [link.pk for link in links]
    shas = {get_current(link.document).sha256 for link in links}
    if not shas:
        return []
    others = EvidenceLink.objects.filter(
        government=government_id, withdrawn_at=None, document__versions__sha256__in=shas
    ).exclude(pk__in=own)
    rows = others.values_list(
        "document__versions__sha256", "unit", "unit__name", "round", "round__title", "form", "item"
    )
    return [Twin(*row) for row in rows.distinct().order_by("round", "unit", "form", "item")]


def find_claim_form(row: RoundUnit, form: str, item: str) -> str:
    """The form of the unit's claim that an indicator is claimed on; its own where there is none."""
    document = row.round.instrument_version.document
    group = str((find_item(document, form, item) or {}).get("claim") or item)
    for each in list_unit_forms(document, "claim", row.form_variant):
        if each["code"] == form or any(get_group(question) == group for question in each["items"]):
            return str(each["code"])
    return form


def find_item(document: Mapping[str, Any], form: str, item: str) -> Mapping[str, Any] | None:
    """What the document says of an item, or None."""
    if form not in {str(each["code"]) for each in document["forms"]}:
        return None
    items = find_form(document, form)["items"]
    return next((raw for raw in items if str(raw["code"]) == item), None)


def count_slots(round: Round, rows: Sequence[RoundUnit]) -> dict[int, tuple[int, int]]:
    """How many proofs asked for have something standing, and how many are asked for, by unit."""
    standing = EvidenceLink.objects.filter(
        round=round, withdrawn_at=None, unit__in=[row.unit_id for row in rows]
    ).exclude(status=EvidenceStatus.RETURNED)
    filled: dict[int, set[tuple[str, str, str]]] = {}
    for unit, form, item, slot in standing.values_list("unit", "form", "item", "slot"):
        filled.setdefault(unit, set()).add((form, item, slot))
    asked = {(row.form_variant, row.kind): _list_slots(round, row) for row in rows}
    return {
        row.unit_id: (
            len(filled.get(row.unit_id, set()) & asked[row.form_variant, row.kind]),
            len(asked[row.form_variant, row.kind]),
        )
        for row in rows
    }


def _list_slots(round: Round, row: RoundUnit) -> set[tuple[str, str, str]]:
    """Form, item and slot of every proof a unit of that sort is asked for."""
    document = round.instrument_version.document
    return {
        (item.form, item.code, str(slot["code"]))
        for form in list_unit_forms(document, "desk", row.form_variant)
        for item in list_items(form, get_year(round), row.kind, row.form_variant)
        for slot in item.raw.get("evidence", ())
        if not item.of_government
    }
