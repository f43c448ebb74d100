"""A round that asks for proofs, as the pages of evidence need it."""

from copy import deepcopy
from typing import Any

from tests.files import Sent, make_pdf
from tests.web.scored import Scored, make_document, make_round
from tests.world import World, make_world, new_uuid
from tilik.actions.documents import Place, decide_evidence, offer_file
from tilik.actions.sheets import open_sheet
from tilik.records.models import EvidenceLink, RoundUnit, User
from tilik.records.queries.evidence import find_item, get_current

PLACE = "bukti/sekolah/butir/E/1/"
FILL = "isian/sekolah/K/a/"


def make_proofs(world: World | None = None, title: str = "Bukti", year: int = 2024) -> Scored:
    """The round: its first indicator asks for two proofs, its second for none in particular."""
    forms: Any = deepcopy(make_document()["forms"])
    forms[1]["items"][0]["evidence"] = [
        {"code": "a", "title": {"id": "Keputusan"}, "good": {"id": "Bernomor"},
         "bad": {"id": "Rancangan"}},
        {"code": "b", "title": {"id": "Foto papan"}},
    ]  # fmt: skip
    made = make_round(world or make_world(), title=title, year=year, forms=forms)
    for unit in made.units.values():
        open_sheet(by=made.world.admin, round=made.round, unit=unit, form="K")
    return made


def get_place(
    made: Scored, slot: str | None = None, unit: str = "sekolah", item: str = "1"
) -> Place:
    rows = RoundUnit.objects.select_related("round__instrument_version", "unit", "government")
    row = rows.get(round=made.round, unit=made.units[unit])
    raw = find_item(made.round.instrument_version.document, "E", item) or {}
    asked = [str(each["code"]) for each in raw.get("evidence", ())] or [""]
    return Place(row, "E", item, asked[0] if slot is None else slot)


def offer(
    made: Scored, content: bytes = b"", name: str = "SK.pdf", by: User | None = None, **place: Any
) -> EvidenceLink:
    """A file offered by the unit's officer."""
    return offer_file(
        by=by or made.world.operator, place=get_place(made, **place),
        file=Sent(content or make_pdf(), name), client_uuid=new_uuid(),
    )  # fmt: skip


def decide(made: Scored, link: EvidenceLink, *, accepts: bool, reason: str = "") -> EvidenceLink:
    """The evaluator's word on what stands now."""
    return decide_evidence(
        by=made.world.evaluator, link=link, accepts=accepts, reason=reason,
        seen=get_current(link.document).pk,
    )  # fmt: skip
