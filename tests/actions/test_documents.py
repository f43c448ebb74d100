"""Documents as evidence: offered, told apart by their bytes, checked, returned, mended."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.files import HOSTILE, Sent, make_pdf
from tests.shared import shared
from tests.world import DOCUMENT, World, count_events, in_days, make_version, make_world, new_uuid
from tilik.actions.documents import (
    Facts,
    Place,
    add_version,
    decide_evidence,
    describe_evidence,
    offer_document,
    offer_file,
    withdraw_evidence,
)
from tilik.actions.rounds import Member, PhasePlan, open_round
from tilik.actions.sheets import approve_sheet, open_sheet, send_sheet
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.records.models import (
    AuditEvent,
    Document,
    DocumentVersion,
    EvidenceLink,
    Round,
    RoundUnit,
    Unit,
    User,
)
from tilik.records.queries.evidence import (
    count_slots,
    find_claim_form,
    find_twins,
    find_version,
    get_current,
    list_links,
)

pytestmark = pytest.mark.django_db


def make_evidence_document() -> dict[str, Any]:
    """The shared instrument, asking for two proofs of the first indicator."""
    document: dict[str, Any] = deepcopy({**DOCUMENT, "code": "bukti"})
    asked = {"a": "Keputusan", "b": "Foto papan"}
    proofs = [{"code": code, "title": {"id": title}} for code, title in asked.items()]
    document["forms"][1]["items"][0]["evidence"] = proofs
    return document


class Desk:
    """A world with a round that asks for proofs."""

    def __init__(self, world: World, phases: tuple[PhasePlan, ...] = ()) -> None:
        self.world = world
        self.version = make_version(**make_evidence_document())
        self.round = self.open("Bukti", phases)

    def open(self, title: str, phases: tuple[PhasePlan, ...] = ()) -> Round:
        """One more round of the same instrument."""
        world = self.world
        return open_round(
            by=world.admin, government=world.government, instrument_version=self.version,
            scheme="mandiri", title=title, period=(date(2024, 1, 1), date(2024, 12, 31)),
            members=[Member(unit, "luring") for unit in (world.school, world.clinic)],
            phases=list(phases),
        )  # fmt: skip

    def row(self, unit: Unit | None = None, round: Round | None = None) -> RoundUnit:
        """The unit in the round; the school where none is named."""
        rows = RoundUnit.objects.select_related("round__instrument_version", "unit", "government")
        return rows.get(round=round or self.round, unit=unit or self.world.school)

    def place(self, slot: str = "a", item: str = "1", **rest: Any) -> Place:
        """A place for evidence."""
        return Place(self.row(**rest), "E", item, slot)

    def offer(
        self, content: bytes = b"", by: User | None = None, place: Place | None = None,
        uuid: UUID | None = None,
    ) -> EvidenceLink:  # fmt: skip
        """A file offered by the unit's officer."""
        return offer_file(
            by=by or self.world.operator, place=place or self.place(),
            file=Sent(content or make_pdf()), client_uuid=uuid or new_uuid(),
        )  # fmt: skip

    def decide(self, link: EvidenceLink, accepts: bool, reason: str = "") -> EvidenceLink:
        """The evaluator's word on what stands now."""
        return decide_evidence(
            by=self.world.evaluator, link=link, accepts=accepts, reason=reason,
            seen=get_current(link.document).pk,
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@shared
def desk() -> Desk:
    return Desk(make_world())


# --- Offering -------------------------------------------------------------------------------------


def test_a_file_becomes_a_document_with_one_version_that_waits(desk: Desk) -> None:
    link = desk.offer()
    version = get_current(link.document)
    assert (link.status, link.slot, link.unit) == ("waiting", "a", desk.world.school)
    assert (version.n, version.media_type, version.by) == (
        1, "application/pdf", desk.world.operator,
    )  # fmt: skip
    assert link.document.title == "sk"


def test_the_same_file_twice_in_one_place_is_one_evidence(desk: Desk) -> None:
    assert desk.offer().pk == desk.offer().pk
    assert DocumentVersion.objects.count() == 1


def test_a_request_sent_twice_is_done_once(desk: Desk) -> None:
    uuid = new_uuid()
    assert desk.offer(uuid=uuid).pk == desk.offer(uuid=uuid).pk
    assert count_events("evidence.offer") == 1


def test_the_same_file_at_two_indicators_is_one_document(desk: Desk) -> None:
    first, second = desk.offer(), desk.offer(place=desk.place("b"))
    assert first.pk != second.pk
    assert first.document == second.document


def test_the_same_file_of_two_units_is_two_documents(desk: Desk) -> None:
    other = desk.offer(by=desk.world.admin, place=desk.place(unit=desk.world.clinic))
    assert desk.offer().document != other.document


def test_a_document_counts_in_another_round_too(desk: Desk) -> None:
    document = desk.offer().document
    place = desk.place(round=desk.open("Berikutnya"))
    link = offer_document(
        by=desk.world.operator, place=place, document=document, client_uuid=new_uuid()
    )
    assert (link.document, link.status) == (document, "waiting")
    assert Document.objects.count() == 1


def test_a_document_of_another_unit_cannot_be_chosen(desk: Desk) -> None:
    place = desk.place(unit=desk.world.clinic)
    foreign = desk.offer(by=desk.world.admin, place=place).document
    with pytest.raises(NotFound):
        offer_document(
            by=desk.world.operator, place=desk.place(), document=foreign, client_uuid=new_uuid()
        )


def test_a_place_has_room_for_so_many_files(desk: Desk, settings: Any) -> None:
    settings.TILIK_SLOT_FILES = 2
    for text in ("x", "y"):
        desk.offer(make_pdf(text))
    with pytest.raises(UserError, match="slot-full"):
        desk.offer(make_pdf("z"))
    assert desk.offer(make_pdf("z"), place=desk.place("b"))


@pytest.mark.parametrize(("item", "slot"), [("1", "c"), ("1", ""), ("9", "a"), ("2", "a")])
def test_only_what_is_asked_for_can_be_offered(desk: Desk, item: str, slot: str) -> None:
    with pytest.raises(NotFound):
        desk.offer(place=desk.place(slot, item))


def test_an_indicator_that_names_no_proof_takes_any(desk: Desk) -> None:
    assert desk.offer(place=desk.place("", "2")).slot == ""


@pytest.mark.parametrize("name", ["a web page", "a bomb", "a picture bomb"])
def test_a_refused_file_leaves_no_row_behind(desk: Desk, name: str) -> None:
    with pytest.raises(UserError):
        desk.offer(HOSTILE[name][0])
    assert not Document.objects.exists()
    assert not EvidenceLink.objects.exists()
    assert count_events("evidence.offer") == 0


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["evaluator", "leader"])
def test_only_who_fills_in_may_offer(desk: Desk, who: str) -> None:
    with pytest.raises(PermissionDenied):
        desk.offer(by=getattr(desk.world, who))


def test_nobody_offers_for_another_unit(desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        desk.offer(place=desk.place(unit=desk.world.clinic))


def test_a_stranger_may_nothing(desk: Desk) -> None:
    link, stranger = desk.offer(), make_world("65.01")
    with pytest.raises(PermissionDenied):
        desk.offer(by=stranger.admin)
    with pytest.raises(PermissionDenied):
        withdraw_evidence(by=stranger.admin, link=link)
    with pytest.raises(PermissionDenied):
        decide_evidence(
            by=stranger.evaluator, link=link, accepts=True, seen=get_current(link.document).pk
        )


def test_the_unit_does_not_judge_itself(desk: Desk) -> None:
    link = desk.offer()
    with pytest.raises(PermissionDenied):
        decide_evidence(
            by=desk.world.operator, link=link, accepts=True, seen=get_current(link.document).pk
        )


def test_after_the_deadline_nothing_is_offered_but_what_was_returned_is_mended(desk: Desk) -> None:
    link = desk.decide(desk.offer(), accepts=False, reason="Tidak terbaca")
    desk.round.phases.create(
        government=desk.world.government, n=1, code="isian", title="Isian", stage="claim",
        starts_at=in_days(-9), ends_at=in_days(-2),
    )  # fmt: skip
    with pytest.raises(UserError, match="phase-closed"):
        desk.offer(place=desk.place("b"))
    assert add_version(by=desk.world.operator, link=link, file=Sent(make_pdf("jelas"))).n == 2


def test_an_approved_form_takes_no_more_evidence(desk: Desk) -> None:
    world = desk.world
    sheet = open_sheet(by=world.operator, round=desk.round, unit=world.school, form="K")
    send_sheet(by=world.operator, sheet=sheet)
    approve_sheet(by=world.head, sheet=sheet)
    with pytest.raises(UserError, match="sheet-approved"):
        desk.offer()


# --- Versions and what is said of a document ------------------------------------------------------


def test_a_new_file_is_a_new_version_and_the_old_one_stays(desk: Desk) -> None:
    link = desk.offer()
    assert add_version(by=desk.world.operator, link=link, file=Sent(make_pdf("baru"))).n == 2
    assert DocumentVersion.objects.filter(document=link.document).count() == 2


def test_the_same_bytes_again_are_the_same_version(desk: Desk) -> None:
    link = desk.offer()
    assert add_version(by=desk.world.operator, link=link, file=Sent(make_pdf())).n == 1
    assert count_events("document.version") == 1


def test_what_was_returned_waits_again_once_it_is_mended(desk: Desk) -> None:
    link = desk.decide(desk.offer(), accepts=False, reason="Tidak terbaca")
    add_version(by=desk.world.operator, link=link, file=Sent(make_pdf("jelas")))
    link.refresh_from_db()
    assert (link.status, link.decided_by, link.reason) == ("waiting", None, "Tidak terbaca")


def test_what_was_accepted_stays_accepted_and_shows_a_later_change(desk: Desk) -> None:
    link = desk.decide(desk.offer(), accepts=True)
    add_version(by=desk.world.operator, link=link, file=Sent(make_pdf("lain")))
    link = list_links(desk.round, desk.world.school)[0]
    assert link.status == "accepted"
    assert link.decided_at
    assert get_current(link.document).at > link.decided_at


def test_number_dates_and_page_are_told_without_naming_anybody_in_the_trail(desk: Desk) -> None:
    facts = Facts("SK Budi", "061/12", date(2024, 1, 2), date(2024, 1, 1), date(2025, 1, 1), page=3)
    link = describe_evidence(by=desk.world.operator, link=desk.offer(), facts=facts)
    link.refresh_from_db()
    assert (link.page, link.document.number) == (3, "061/12")
    assert link.document.valid_to == date(2025, 1, 1)
    event = AuditEvent.objects.get(verb="evidence.describe")
    assert event.diff["page"] == [None, 3]
    assert "Budi" not in str(event.diff)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts("  "), "title-missing"),
        (Facts("SK", valid_from=date(2024, 2, 1), valid_to=date(2024, 1, 1)), "validity-backwards"),
    ],
)
def test_what_cannot_be_said_of_a_document_is_refused(desk: Desk, facts: Facts, code: str) -> None:
    with pytest.raises(UserError, match=code):
        describe_evidence(by=desk.world.operator, link=desk.offer(), facts=facts)


# --- Decisions ------------------------------------------------------------------------------------


def test_evidence_is_accepted_by_somebody_at_a_time(desk: Desk) -> None:
    link = desk.decide(desk.offer(), accepts=True)
    assert (link.status, link.decided_by) == ("accepted", desk.world.evaluator)
    assert link.decided_at is not None


def test_evidence_is_returned_with_a_reason_and_never_without(desk: Desk) -> None:
    link = desk.offer()
    with pytest.raises(UserError, match="reason-missing"):
        desk.decide(link, accepts=False, reason=" ")
    assert desk.decide(link, accepts=False, reason="Halaman 2 hilang").reason == "Halaman 2 hilang"


def test_nobody_decides_on_a_version_they_have_not_seen(desk: Desk) -> None:
    link = desk.offer()
    seen = get_current(link.document).pk
    add_version(by=desk.world.operator, link=link, file=Sent(make_pdf("lain")))
    with pytest.raises(Conflict):
        decide_evidence(by=desk.world.evaluator, link=link, accepts=True, seen=seen)


def test_what_was_accepted_is_not_withdrawn(desk: Desk) -> None:
    link = desk.offer()
    desk.decide(link, accepts=True)
    with pytest.raises(UserError, match="evidence-accepted"):
        withdraw_evidence(by=desk.world.operator, link=link)


def test_withdrawn_evidence_leaves_the_place_and_keeps_its_document(desk: Desk) -> None:
    link = desk.offer()
    withdraw_evidence(by=desk.world.operator, link=link)
    withdraw_evidence(by=desk.world.operator, link=link)
    assert not list_links(desk.round, desk.world.school)
    assert Document.objects.count() == 1
    assert count_events("evidence.withdraw") == 1
    with pytest.raises(Conflict):
        desk.decide(link, accepts=True)


# --- Reading --------------------------------------------------------------------------------------


def test_the_same_bytes_are_found_at_other_units_indicators_and_rounds(desk: Desk) -> None:
    link = desk.offer()
    desk.offer(by=desk.world.admin, place=desk.place(unit=desk.world.clinic))
    desk.offer(place=desk.place("", "2"))
    desk.offer(place=desk.place(round=desk.open("Lama")))
    desk.offer(make_pdf("lain"), place=desk.place("b"))
    twins = find_twins([link], desk.world.government.pk)
    assert sorted((twin.unit, twin.round, twin.item) for twin in twins) == [
        ("Klinik", "Bukti", "1"), ("Sekolah", "Bukti", "2"), ("Sekolah", "Lama", "1"),
    ]  # fmt: skip


def test_the_same_bytes_in_another_government_stay_unsaid(desk: Desk) -> None:
    other = Desk(make_world("65.01"))
    other.offer()
    assert not find_twins([desk.offer()], desk.world.government.pk)


def test_proofs_are_counted_without_what_was_returned(desk: Desk) -> None:
    rows = [desk.row(), desk.row(desk.world.clinic)]
    desk.offer()
    desk.decide(desk.offer(make_pdf("x"), place=desk.place("b")), accepts=False, reason="Buram")
    desk.offer(place=desk.place("", "2"))  # asked for by nobody, so not counted
    school, clinic = desk.world.school.pk, desk.world.clinic.pk
    assert count_slots(desk.round, rows) == {school: (1, 2), clinic: (0, 2)}


def test_a_version_is_found_only_among_the_documents_of_its_unit(desk: Desk) -> None:
    version = get_current(desk.offer().document)
    assert find_version(desk.world.school, version.pk) == version
    assert find_version(desk.world.clinic, version.pk) is None


def test_a_uuid_sent_before_for_another_document_is_a_conflict_and_no_crash(desk: Desk) -> None:
    uuid = new_uuid()
    link = desk.offer(uuid=uuid)
    assert desk.offer(uuid=uuid) == link
    with pytest.raises(Conflict, match="sent-before"):
        desk.offer(make_pdf("lain"), uuid=uuid)
    with pytest.raises(Conflict, match="sent-before"):
        desk.offer(place=desk.place("b"), uuid=uuid)


def test_an_indicator_knows_the_form_it_is_claimed_on(desk: Desk) -> None:
    assert find_claim_form(desk.row(), "E", "1") == "K"


def test_every_write_stands_in_the_story_of_the_indicator(desk: Desk) -> None:
    desk.decide(desk.offer(), accepts=True)
    events = AuditEvent.objects.filter(unit=desk.world.school, form="E", item="1").order_by("n")
    assert [event.verb for event in events] == [
        "document.version", "evidence.offer", "evidence.decide",
    ]  # fmt: skip
