"""A frozen round: sealed, chained, written on no more; whatever changes in it is found."""

import json
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.actions.scenes import Scene
from tests.world import count_events, give, make_phases, new_uuid
from tilik.actions.clarification import decide, reply_to
from tilik.actions.findings import write_finding
from tilik.actions.freeze_content import describe, read_erased
from tilik.actions.freezing import (
    find_changed_since,
    find_obstacle,
    freeze_round,
    read_content,
    reopen_round,
)
from tilik.actions.people import change_person, erase_person
from tilik.actions.results import compute
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.actions.seats import close_seat
from tilik.actions.sheets import refuse_closed
from tilik.actions.units import rename_unit
from tilik.actions.visit_entries import erase_entry
from tilik.actions.visits import plan_visit
from tilik.core.errors import PermissionDenied, UserError
from tilik.library.freeze_file import get_seal
from tilik.library.score_file import verify
from tilik.records.append_only import drop_triggers, ensure_triggers
from tilik.records.models import (
    Adjudication,
    AnswerRevision,
    AuditEvent,
    Finding,
    Freeze,
    Objection,
    Response,
    Result,
    Seat,
    VisitEntry,
)
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db


def end_phases(scene: Scene) -> None:
    """All phases lie behind."""
    now = timezone.now()
    phases = [
        PhasePlan(stage, stage, stage, now - timedelta(days=9), now - timedelta(days=1))
        for stage in ("claim", "desk", "field", "reply")
    ]
    set_phases(by=scene.world.admin, round=scene.round, phases=phases)


def freeze(scene: Scene) -> Freeze:
    return freeze_round(by=scene.world.admin, round=scene.round, client_uuid=new_uuid())


def reopen(scene: Scene, reason: str = "salah lokus") -> Any:
    return reopen_round(
        by=scene.world.admin, round=scene.round, reason=reason, client_uuid=new_uuid()
    )


@pytest.fixture
def done(full: Scene) -> Scene:
    """Everything answered, settled, replied to and past."""
    seat = Seat.objects.get(user=full.world.evaluator, role=Role.EVALUATOR)
    sheet = full.sheet(full.clinic, "E-D", "field")
    assert seat
    finding = write_finding(
        by=full.world.admin, sheet=sheet, item="1", chosen="3", remark="foto Bu Sri",
        client_uuid=new_uuid(),
    )  # fmt: skip
    reply = reply_to(
        by=full.world.admin, finding=finding, agrees=False, reason="kata Pak Budi",
        client_uuid=new_uuid(),
    )  # fmt: skip
    decide(by=full.world.admin, objection=reply, decision="partly", reason="ya", level="4")
    end_phases(full)
    return full


def test_the_content_alone_comes_to_every_stored_result(done: Scene) -> None:
    content = read_content(freeze(done))
    assert verify(content) is None
    final = content["results"]["final"]
    assert set(final) == {"biasa", "rata"}
    assert final["biasa"]["unit sekolah"]["value"] == "39/10"
    assert set(content["results"]) == {"claim", "desk", "field", "final"}
    assert "government" in final["biasa"]


def test_a_freeze_names_nobody(done: Scene) -> None:
    text = bytes(freeze(done).canonical).decode()
    for user in vars(done.world).values():
        person = getattr(user, "person", None)
        if person:
            assert person.full_name not in text
            assert str(person.nip) not in text
    assert "Bu Sri" not in text
    assert "Pak Budi" not in text


def test_people_may_go_and_names_may_change_without_a_difference(done: Scene) -> None:
    freeze(done)
    world = done.world
    change_person(by=world.admin, user=world.operator, rank="IV/a")
    erase_person(by=world.admin, user=world.head)
    close_seat(by=world.admin, seat=Seat.objects.get(user=world.leader))
    rename_unit(by=world.admin, unit=done.school, name="Nama baru", on=timezone.localdate())
    assert find_changed_since(done.round) is None


def test_a_round_is_frozen_only_when_its_time_is_over(full: Scene) -> None:
    with pytest.raises(UserError, match="phases-running"):
        freeze(full)
    end_phases(full)
    assert find_obstacle(full.round) is None
    assert freeze(full).n == 1
    with pytest.raises(UserError, match="round-frozen"):
        freeze(full)


def test_an_undecided_objection_stands_against_it(full: Scene) -> None:
    sheet = full.sheet(full.school, "E-L", "desk")
    finding = write_finding(
        by=full.world.admin, sheet=sheet, item="2", chosen="3", remark="x",
        base=sheet.answers.get(item="2").revision_id, client_uuid=new_uuid(),
    )  # fmt: skip
    reply = reply_to(
        by=full.world.operator, finding=finding, agrees=False, reason="x", client_uuid=new_uuid()
    )
    end_phases(full)
    with pytest.raises(UserError, match="objections-open"):
        freeze(full)
    decide(by=full.world.admin, objection=reply, decision="rejected", reason="x")
    assert freeze(full).n == 1


@pytest.mark.parametrize("who", ["operator", "head", "evaluator", "leader"])
def test_only_the_office_freezes_and_opens_again(done: Scene, who: str) -> None:
    person = getattr(done.world, who)
    with pytest.raises(PermissionDenied):
        freeze_round(by=person, round=done.round, client_uuid=new_uuid())
    freeze(done)
    with pytest.raises(PermissionDenied):
        reopen_round(by=person, round=done.round, reason="x", client_uuid=new_uuid())


def test_sent_twice_is_frozen_once(done: Scene) -> None:
    uuid = new_uuid()
    first, again = (
        freeze_round(by=done.world.admin, round=done.round, client_uuid=uuid) for _ in range(2)
    )
    assert first == again
    opened, once_more = (
        reopen_round(by=done.world.admin, round=done.round, reason="x", client_uuid=uuid)
        for _ in range(2)
    )
    assert opened == once_more
    assert count_events("round.freeze") == count_events("round.reopen") == 1


def test_the_next_version_is_chained_with_the_reason_of_the_reopening(done: Scene) -> None:
    first = freeze(done)
    with pytest.raises(UserError, match="reason-missing"):
        reopen(done, " ")
    reopen(done)
    with pytest.raises(UserError, match="round-not-frozen"):
        reopen(done)
    give(done.sheet(None, "G", "final"), done.world.admin, "2", "3")
    second = freeze(done)
    assert (second.n, second.previous_sha, second.reason) == (2, first.sha256, "salah lokus")
    assert second.sha256 != first.sha256
    content = read_content(second)
    assert content["previous_sha256"] == first.sha256
    assert find_changed_since(done.round) is None


def test_a_frozen_round_is_read_only_and_its_results_stand(done: Scene) -> None:
    freeze(done)
    sheet = done.round.sheets.filter(form="K").get()
    with pytest.raises(UserError, match="round-frozen"):
        refuse_closed(sheet)
    before = Result.objects.count()
    assert compute(round=done.round, by=None, at=timezone.now()) == 0
    assert Result.objects.count() == before
    with pytest.raises(UserError, match="round-frozen"):
        set_phases(by=done.world.admin, round=done.round, phases=make_phases())
    reopen(done)
    set_phases(by=done.world.admin, round=done.round, phases=make_phases())
    refuse_closed(done.round.sheets.select_related("round").filter(form="K").get())


TAMPERED: dict[str, Any] = {
    "answers": lambda s: AnswerRevision.objects.filter(sheet__round=s.round, value="4").update(
        value="5"
    ),
    "sheets": lambda s: AnswerRevision.objects.filter(sheet__round=s.round).update(note="lain"),
    "findings": lambda s: Finding.objects.filter(sheet__round=s.round).update(suggested="1"),
    "decisions": lambda s: Adjudication.objects.filter(round=s.round).update(reason="lain"),
    "clarification": lambda s: Objection.objects.update(agrees=True),
    "results": lambda s: Result.objects.filter(round=s.round).update(rounded="4.99"),
    "units": lambda s: s.round.round_units.update(sector="lain"),
    "phases": lambda s: s.round.phases.filter(n=1).update(code="lain"),
    "round": lambda s: type(s.round).objects.filter(pk=s.round.pk).update(title="Lain"),
}  # fmt: skip


@pytest.mark.parametrize("part", TAMPERED)
def test_whoever_writes_past_the_program_is_found(done: Scene, part: str) -> None:
    freeze(done)
    assert find_changed_since(done.round) is None
    drop_triggers()
    try:
        TAMPERED[part](done)
    finally:
        ensure_triggers()
    done.round.refresh_from_db()
    hit = find_changed_since(done.round)
    assert hit is not None
    assert hit[0].startswith((part, "answers" if part == "decisions" else part))


def record_visit(scene: Scene) -> None:
    """A visit with two recordings by somebody who signed, and a photo."""
    visit = plan_visit(by=scene.world.admin, round=scene.round, unit=scene.school, kind="lapangan")
    common = {"government": scene.world.government, "visit": visit, "by": scene.world.admin}
    for kind, sha in (("photo", "f" * 64), ("signature", "e" * 64), ("note", "")):
        VisitEntry.objects.create(
            **common, kind=kind, sha256=sha, at=timezone.now(), client_uuid=new_uuid(),
            content={"name": "Bu Rahayu", "place": {"latitude": -0.5}},
        )  # fmt: skip


def test_a_visit_is_frozen_with_counts_and_photos_and_nobodys_words(done: Scene) -> None:
    record_visit(done)
    frozen = freeze(done)
    (visit,) = read_content(frozen)["visits"]
    assert (visit["unit"], visit["kind"]) == ("sekolah", "lapangan")
    assert visit["counts"] == {"note": 1, "photo": 1, "signature": 1}
    assert visit["photos"] == ["f" * 64]
    text = bytes(frozen.canonical).decode()
    assert not any(word in text for word in ("Rahayu", "latitude", "e" * 64))
    assert verify(read_content(frozen)) is None
    assert find_changed_since(done.round) is None
    VisitEntry.objects.filter(kind="photo").update(sha256="d" * 64)
    hit = find_changed_since(done.round)
    assert hit is not None and hit[0].startswith("visits")


def test_a_photo_erased_on_request_leaves_the_freeze_whole(
    done: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    record_visit(done)
    photo, *others = VisitEntry.objects.order_by("pk")
    frozen = freeze(done)
    (before,) = read_content(frozen)["visits"]
    for entry in (photo, *others):
        erase_entry(by=done.world.admin, entry=entry)
        entry.refresh_from_db()
        assert (entry.content, entry.sha256) == ({}, "")
    assert find_changed_since(done.round) is None
    assert read_erased(done.round) == {str(photo.pk): "f" * 64}
    assert before["photos"] == ["f" * 64]
    call_command("check_freezes")
    assert "ok (1 photos erased on request)" in capsys.readouterr().out
    VisitEntry.objects.filter(pk=photo.pk).update(withdrawn_at=timezone.now())
    hit = find_changed_since(done.round)
    assert hit is not None and hit[0].startswith("visits")


def test_a_freeze_made_before_visits_were_in_it_still_stands(done: Scene) -> None:
    """What an older version wrote is compared with what it held, and made anew from itself."""
    record_visit(done)

    def describe_as_before(round: Any) -> dict[str, Any]:
        now = describe(round)
        now.pop("visits")
        for sheet in now["sheets"]:
            sheet.pop("set_aside_at")
        return now

    with mock.patch("tilik.actions.freeze_content.describe", describe_as_before):
        frozen = freeze(done)
    assert "visits" not in read_content(frozen)
    assert verify(read_content(frozen)) is None
    assert find_changed_since(done.round) is None
    done.round.round_units.update(sector="lain")
    assert find_changed_since(done.round) is not None


def test_a_response_that_goes_is_found(done: Scene) -> None:
    freeze(done)
    Response.objects.filter(campaign__round=done.round).first().delete()  # type: ignore[union-attr]
    hit = find_changed_since(done.round)
    assert hit is not None and hit[0].startswith("answers")


def test_a_freeze_that_is_rewritten_is_found(done: Scene) -> None:
    first = freeze(done)
    reopen(done)
    freeze(done)
    content = read_content(first)
    content["units"][0]["name"] = "Lain"
    forged = json.dumps(content).encode()
    drop_triggers()
    try:
        Freeze.objects.filter(pk=first.pk).update(canonical=forged)
        assert find_changed_since(done.round) == (
            "freeze 1.sha256", first.sha256, get_seal(content),
        )  # fmt: skip
        # Sealed anew it no longer fits the one after it.
        resealed = json.dumps({**content, "sha256": get_seal(content)}).encode()
        Freeze.objects.filter(pk=first.pk).update(canonical=resealed, sha256=get_seal(content))
        hit = find_changed_since(done.round)
        assert hit is not None and hit[0] == "freeze 2.sha256"
    finally:
        ensure_triggers()


def test_a_trail_that_is_rewritten_is_found(done: Scene) -> None:
    freeze(done)
    event = read_content(Freeze.objects.get())["audit"]
    drop_triggers()
    try:
        AuditEvent.objects.filter(n=event["n"]).update(sha256="0" * 64)
    finally:
        ensure_triggers()
    assert find_changed_since(done.round) == ("audit", event["sha256"], "0" * 64)


def test_nothing_is_frozen_that_does_not_come_out_again(
    done: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilik.actions.freezing.compute_results", lambda content: {})
    with pytest.raises(UserError, match="freeze-not-recomputed"):
        freeze(done)
    assert not Freeze.objects.exists()
    assert count_events("round.freeze") == 0
