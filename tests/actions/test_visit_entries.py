"""What is sent from a visit: exactly once, both versions kept, the phone's clock only noted."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.files import Sent as File
from tests.files import make_pdf
from tests.shared import shared
from tests.world import World, count_events, give, in_days, make_phases, make_world, new_uuid
from tilik.actions.findings import suggest_level
from tilik.actions.people import add_person
from tilik.actions.receiving import open_kept
from tilik.actions.rounds import set_phases
from tilik.actions.seats import give_seat
from tilik.actions.sheets import open_sheet
from tilik.actions.visit_entries import (
    TEXTS,
    Sent,
    erase_entry,
    keep_entry,
    withdraw_entry,
)
from tilik.actions.visits import cancel_visit, close_visit, plan_visit
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.records.models import AnswerRevision, AuditEvent, Finding, Seat, Sheet, Visit, VisitEntry
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
WRONG_CLOCK = datetime(1999, 12, 31, 23, 59, tzinfo=UTC)


@shared
def world() -> World:
    return make_world(phases=[])


@pytest.fixture
def visit(world: World) -> Visit:
    return plan_visit(by=world.admin, round=world.round, unit=world.school, kind="lapangan")


def make_photo(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def send(world: World, visit: Visit, kind: str = "answer", **facts: Any) -> VisitEntry:
    facts.setdefault("uuid", new_uuid())
    return keep_entry(by=world.evaluator, visit=visit, sent=Sent(kind=kind, **facts))


def send_photo(world: World, visit: Visit, **facts: Any) -> VisitEntry:
    file = File(make_photo(), "foto.jpg")
    return send(world, visit, "photo", file=file, content={"caption": "Loket"}, **facts)


def find_refusal(world: World, visit: Visit, kind: str = "answer", **facts: Any) -> str:
    with pytest.raises(UserError) as refusal:
        send(world, visit, kind, **facts)
    return refusal.value.code


# ---- answers ---------------------------------------------------------------


def test_an_answer_lands_on_the_evaluators_own_field_sheet(world: World, visit: Visit) -> None:
    entry = send(world, visit, form="E", item="2", value="4")
    assert entry.revision is not None
    sheet = entry.revision.sheet
    assert (sheet.stage, sheet.form, entry.revision.value) == ("field", "E", "4")
    assert sheet.seat == Seat.objects.get(user=world.evaluator)
    assert Finding.objects.get(sheet=sheet, item="2").revision == entry.revision


def test_the_same_entry_sent_again_changes_nothing(world: World, visit: Visit) -> None:
    uuid = new_uuid()
    first = send(world, visit, form="E", item="2", value="4", uuid=uuid)
    send(world, visit, form="E", item="2", value="5", base=first.revision_id)
    again = send(world, visit, form="E", item="2", value="4", uuid=uuid)
    assert again.pk == first.pk
    assert AnswerRevision.objects.count() == VisitEntry.objects.count() == 2
    assert count_events("visit.entry") == 2


def test_a_write_whose_acknowledgement_was_lost_is_found_again(world: World, visit: Visit) -> None:
    """The revision is there, the entry is not: as after a power cut on an older version."""
    uuid = new_uuid()
    entry = send(world, visit, form="E", item="2", value="4", uuid=uuid)
    VisitEntry.objects.filter(pk=entry.pk).delete()
    again = send(world, visit, form="E", item="2", value="4", uuid=uuid)
    assert again.revision == entry.revision
    assert again.outcome == "kept"
    assert AnswerRevision.objects.count() == 1


def test_an_answer_on_top_of_one_not_seen_is_kept_beside_it(world: World, visit: Visit) -> None:
    first = send(world, visit, form="E", item="2", value="4")
    second = send(world, visit, form="E", item="2", value="5", base=None)
    assert (first.outcome, second.outcome) == ("kept", "conflict")
    assert second.revision is not None
    assert not second.revision.took_effect
    standing = second.revision.sheet.answers.get(item="2").revision
    assert standing == first.revision
    chosen = send(world, visit, form="E", item="2", value="5", base=standing.pk)
    assert chosen.outcome == "kept"


def test_a_conflict_sent_again_is_the_same_conflict(world: World, visit: Visit) -> None:
    send(world, visit, form="E", item="2", value="4")
    uuid = new_uuid()
    for _ in range(2):
        entry = send(world, visit, form="E", item="2", value="5", uuid=uuid)
        assert entry.outcome == "conflict"
    assert VisitEntry.objects.filter(outcome="conflict").count() == 1


def test_what_was_seen_stands_in_place_of_what_was_claimed(world: World, visit: Visit) -> None:
    claim = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    give(claim, world.operator, "1", "ya")
    give(claim, world.operator, "2", "4")
    send(world, visit, form="K", item="1", value="tidak", remark="Papan kosong.")
    entry = send(world, visit, form="E", item="1", value="0")
    finding = Finding.objects.get(sheet=entry.revision.sheet, item="1")  # type: ignore[union-attr]
    assert finding.suggested == "0"
    desk = Sheet(
        government=world.government, round=world.round, unit=world.school, form="E", stage="desk"
    )
    assert suggest_level(sheet=desk, item="1").level == 3  # type: ignore[union-attr]


def test_a_level_that_differs_from_what_was_seen_owes_a_remark(world: World, visit: Visit) -> None:
    send(world, visit, form="K", item="1", value="tidak")
    assert find_refusal(world, visit, form="E", item="1", value="3") == "remark-missing"
    assert send(world, visit, form="E", item="1", value="3", remark="Ada di laci.").pk


def test_what_the_claim_says_is_not_touched_by_a_visit(world: World, visit: Visit) -> None:
    claim = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    give(claim, world.operator, "1", "ya")
    send(world, visit, form="K", item="1", value="tidak")
    assert claim.answers.get(item="1").revision.value == "ya"


def test_two_evaluators_write_on_sheets_of_their_own(world: World, visit: Visit) -> None:
    send(world, visit, form="E", item="2", value="4")
    second = add_person(
        by=None, government=world.government, password="rahasia-sekali", full_name="Dua",
        nip="9" * 18, position="Staf",
    )  # fmt: skip
    give_seat(by=None, user=second, role=Role.EVALUATOR, government=world.government)
    sent = Sent(uuid=new_uuid(), kind="answer", form="E", item="2", value="1")
    assert keep_entry(by=second, visit=visit, sent=sent).outcome == "kept"
    assert Sheet.objects.filter(stage="field", form="E").count() == 2


@pytest.mark.parametrize(("facts", "code"), [
    ({"form": "E", "item": "2", "value": "9"}, "bad-answer"),
    ({"form": "E", "item": "7", "value": "1"}, "unknown-item"),
    ({"form": "Z", "item": "1", "value": "1"}, "unknown-form"),
    ({"form": "K", "item": "3", "value": {"a": 1}}, "bad-answer"),
    ({"form": "E", "item": "2", "value": "1", "base": 999_999}, "base-unknown"),
])  # fmt: skip
def test_an_answer_that_cannot_be_is_refused_and_leaves_nothing(
    world: World, visit: Visit, facts: dict[str, Any], code: str
) -> None:
    assert find_refusal(world, visit, **facts) == code
    assert not VisitEntry.objects.exists()
    assert not AnswerRevision.objects.exists()


def test_after_the_phase_an_answer_is_refused_until_there_is_more_time(
    world: World, visit: Visit
) -> None:
    uuid = new_uuid()
    past = make_phases(("field",), days=0)
    set_phases(by=world.admin, round=world.round, phases=past)
    facts = {"form": "E", "item": "2", "value": "4", "uuid": uuid}
    world.round.refresh_from_db()
    visit = Visit.objects.get(pk=visit.pk)
    assert find_refusal(world, visit, **facts) == "phase-closed"
    set_phases(by=world.admin, round=world.round, phases=make_phases(("field",), days=3))
    assert send(world, Visit.objects.get(pk=visit.pk), **facts).outcome == "kept"


# ---- everything else -------------------------------------------------------


def test_the_servers_clock_counts_and_the_phones_is_noted(world: World, visit: Visit) -> None:
    entry = send(world, visit, "note", content={"text": "x"}, said_at=WRONG_CLOCK)
    assert entry.said_at == WRONG_CLOCK
    assert abs((entry.at - in_days(0)).total_seconds()) < 60


def test_a_photo_is_kept_whole_and_once(world: World, visit: Visit) -> None:
    uuid = new_uuid()
    place = {"latitude": -0.5, "longitude": 117.1, "accuracy": 12.0}
    for _ in range(2):
        entry = send(
            world, visit, "photo", uuid=uuid, file=File(make_photo(), "foto.jpg"), item="2",
            form="E", content={"caption": "Loket", "place": place, "secret": "no"},
        )  # fmt: skip
    assert entry.content == {"caption": "Loket", "place": place}
    assert VisitEntry.objects.count() == 1
    with open_kept(entry.storage_key) as file:
        assert Image.open(file).size == (40, 30)


def test_a_signature_names_who_was_there(world: World, visit: Visit) -> None:
    content = {"name": " Siti ", "position": "Kepala Seksi"}
    entry = send(world, visit, "signature", file=File(make_photo(), "x.png"), content=content)
    assert entry.content == {"name": "Siti", "position": "Kepala Seksi"}


def test_an_interview_keeps_only_what_was_asked(world: World, visit: Visit) -> None:
    answers = {"1": "tahu", "2": ""}
    entry = send(world, visit, "staff", content={"who": "petugas loket", "answers": answers})
    assert entry.content == {"who": "petugas loket", "note": "", "answers": {"1": "tahu"}}


@pytest.mark.parametrize(("kind", "content", "code"), [
    ("note", {"text": " "}, "entry-empty"),
    ("count", {"what": "Antrean", "number": -1}, "entry-number"),
    ("count", {"what": "Antrean", "number": "3"}, "entry-number"),
    ("count", {"what": "Antrean", "number": True}, "entry-number"),
    ("count", {"what": "", "number": 3}, "entry-empty"),
    ("dance", {}, "entry-unreadable"),
    ("photo", {"caption": "x"}, "entry-file"),
])  # fmt: skip
def test_an_entry_that_says_nothing_is_refused(
    world: World, visit: Visit, kind: str, content: dict[str, Any], code: str
) -> None:
    assert find_refusal(world, visit, kind, content=content) == code


@pytest.mark.parametrize("place", [
    {"latitude": 91, "longitude": 0, "accuracy": 1}, {"latitude": 0}, "sini",
    {"latitude": 0, "longitude": float("nan"), "accuracy": 1},
    {"latitude": 0, "longitude": 0, "accuracy": float("inf")},
])  # fmt: skip
def test_a_place_that_is_nowhere_is_refused(world: World, visit: Visit, place: Any) -> None:
    file = File(make_photo(), "foto.jpg")
    assert find_refusal(world, visit, "photo", file=file, content={"place": place}) == "entry-place"


@pytest.mark.parametrize(("content", "code"), [
    (make_pdf(), "entry-file"), (b"<svg/>", "file-kind"), (b"", "file-empty"),
])  # fmt: skip
def test_what_is_no_picture_is_no_photo(
    world: World, visit: Visit, content: bytes, code: str
) -> None:
    assert find_refusal(world, visit, "photo", file=File(content, "foto.jpg")) == code


def test_a_note_carries_no_picture(world: World, visit: Visit) -> None:
    file = File(make_photo(), "foto.jpg")
    assert find_refusal(world, visit, "note", file=file, content={"text": "x"}) == "entry-file"


@given(
    content=st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.lists(st.text()))
)
def test_whatever_a_phone_says_is_kept_small_or_refused(content: dict[str, Any]) -> None:
    from tilik.actions.visit_entries import _read_content

    for kind in TEXTS:
        try:
            kept = _read_content(Sent(uuid=new_uuid(), kind=kind, content=content))
        except UserError:
            continue
        assert set(kept) <= {*TEXTS[kind], "number", "answers", "place"}


# ---- who, and taking back --------------------------------------------------


@pytest.mark.parametrize("who", ["operator", "head", "leader"])
def test_only_who_checks_the_unit_sends(world: World, visit: Visit, who: str) -> None:
    sent = Sent(uuid=new_uuid(), kind="note", content={"text": "x"})
    with pytest.raises(PermissionDenied):
        keep_entry(by=getattr(world, who), visit=visit, sent=sent)


def test_an_entry_of_another_person_is_never_taken_for_ones_own(world: World, visit: Visit) -> None:
    entry = send(world, visit, "note", content={"text": "x"})
    sent = Sent(uuid=entry.client_uuid, kind="note", content={"text": "y"})
    with pytest.raises(UserError) as refusal:
        keep_entry(by=world.admin, visit=visit, sent=sent)
    assert refusal.value.code == "client-uuid-taken"


def test_a_cancelled_visit_takes_nothing_and_a_closed_one_what_comes_late(
    world: World, visit: Visit
) -> None:
    cancel_visit(by=world.admin, visit=visit)
    assert find_refusal(world, visit, "note", content={"text": "x"}) == "visit-cancelled"
    visit = plan_visit(by=world.admin, round=world.round, unit=world.school, kind="lapangan")
    close_visit(by=world.evaluator, visit=visit)
    assert send(world, visit, "note", content={"text": "x"}).pk


def test_an_entry_is_withdrawn_by_who_made_it_alone(world: World, visit: Visit) -> None:
    entry = send_photo(world, visit)
    with pytest.raises(PermissionDenied):
        withdraw_entry(by=world.admin, entry=entry)
    for _ in range(2):
        assert withdraw_entry(by=world.evaluator, entry=entry).withdrawn_at
    assert count_events("visit.withdraw") == 1


def test_an_answer_is_corrected_not_withdrawn(world: World, visit: Visit) -> None:
    entry = send(world, visit, form="E", item="2", value="4")
    for act, by in ((withdraw_entry, world.evaluator), (erase_entry, world.admin)):
        with pytest.raises(UserError) as refusal:
            act(by=by, entry=entry)  # type: ignore[operator]
        assert refusal.value.code == "entry-is-answer"


def test_a_photo_is_erased_with_its_bytes_unless_they_are_used_elsewhere(
    world: World, visit: Visit, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = send_photo(world, visit), send_photo(world, visit)
    key = first.storage_key
    assert key == second.storage_key
    with django_capture_on_commit_callbacks(execute=True):
        erase_entry(by=world.admin, entry=first)
    open_kept(key).close()
    with django_capture_on_commit_callbacks(execute=True):
        erase_entry(by=world.admin, entry=second)
        open_kept(key).close()  # until all of it is stored
    with pytest.raises(NotFound):
        open_kept(key)
    second.refresh_from_db()
    assert (second.content, second.sha256) == ({}, "")


def test_an_erasure_that_is_undone_keeps_the_picture(
    world: World, visit: Visit, django_capture_on_commit_callbacks: Any
) -> None:
    entry = send_photo(world, visit)
    key = entry.storage_key
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        erase_entry(by=world.admin, entry=entry)
        raise RuntimeError("the database is gone")
    entry.refresh_from_db()
    assert entry.storage_key == key
    open_kept(key).close()


def test_an_evaluator_erases_nothing(world: World, visit: Visit) -> None:
    with pytest.raises(PermissionDenied):
        erase_entry(by=world.evaluator, entry=send_photo(world, visit))


def test_the_trail_says_nothing_of_people(world: World, visit: Visit) -> None:
    content = {"name": "Siti Rahma", "position": "Kepala"}
    send(world, visit, "signature", file=File(make_photo(), "x.png"), content=content)
    send(world, visit, "note", content={"text": "Siti Rahma hadir"})
    assert "Siti" not in str([event.diff for event in AuditEvent.objects.all()])
