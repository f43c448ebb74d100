"""A whole sheet at once is what its answers one by one would be; all of it or nothing."""

from typing import Any

import pytest

from tests.world import World, count_events, give, make_phases, make_world, new_uuid
from tilik.actions.audit import find_break
from tilik.actions.findings import write_finding
from tilik.actions.sheets import approve_sheet, open_sheet, send_sheet
from tilik.actions.whole_sheets import Entry, fill_findings, fill_sheet
from tilik.core.errors import PermissionDenied, UserError
from tilik.core.instrument import Gap
from tilik.records.models import Answer, AnswerRevision, Finding, Sheet, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(phases=make_phases(("claim", "desk")))


def open_claim(world: World, unit: Unit | None = None) -> Sheet:
    by = world.admin if unit else world.operator
    return open_sheet(by=by, round=world.round, unit=unit or world.school, form="K")


def open_desk(world: World, unit: Unit | None = None) -> Sheet:
    return open_sheet(
        by=world.evaluator,
        round=world.round,
        unit=unit or world.school,
        form="E",
        stage="desk",
    )


def make_entry(item: str, value: Any = None, **rest: Any) -> Entry:
    return Entry(item=item, value=value, client_uuid=new_uuid(), **rest)


def list_stored(sheet: Sheet) -> list[tuple[Any, ...]]:
    """What stands on the sheet, without numbers and times."""
    rows = Answer.objects.filter(sheet=sheet).select_related("revision").order_by("item")
    return [
        (row.item, row.is_filled, r.value, r.absence, r.note, r.took_effect, r.on_behalf)
        for row in rows
        for r in [row.revision]
    ]


def test_a_whole_sheet_is_stored_as_one_by_one(world: World) -> None:
    whole, single = open_claim(world, world.clinic), open_claim(world)
    answers = [("1", "ya"), ("2", "3,5"), ("3", ["situs", "papan"])]
    fill_sheet(by=world.admin, sheet=whole, entries=[make_entry(*pair) for pair in answers])
    for item, value in answers:
        give(single, world.operator, item, value)
    rows = [row[:-1] for row in list_stored(whole)]
    assert rows == [row[:-1] for row in list_stored(single)]
    assert {row[-1] for row in list_stored(whole)} == {True}
    assert {row[-1] for row in list_stored(single)} == {False}


def test_every_answer_of_a_whole_sheet_is_on_the_trail(world: World) -> None:
    fill_sheet(
        by=world.operator,
        sheet=open_claim(world),
        entries=[make_entry("1", "ya"), make_entry("2", 4)],
    )
    assert count_events("answer.give") == 2
    assert find_break(f"government:{world.government.pk}") is None


def test_a_gap_is_kept_with_its_reason(world: World) -> None:
    sheet = open_claim(world)
    fill_sheet(
        by=world.operator,
        sheet=sheet,
        entries=[
            make_entry("1", gap=Gap.NOT_APPLICABLE, note="bukan urusan unit"),
            make_entry("2", gap=Gap.NOT_ANSWERED),
        ],
    )
    rows = {row[0]: row for row in list_stored(sheet)}
    assert rows["1"][1:5] == (True, None, "not-applicable", "bukan urusan unit")
    assert rows["2"][1] is False


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("1", "ya"), ("9", "ya")], "unknown-item"),
        ([("1", "ya"), ("3", ["radio"])], "bad-answer"),
        ([("1", "ya"), ("1", "tidak")], "item-twice"),
    ],
)
def test_one_bad_answer_stores_nothing(
    world: World, entries: list[tuple[str, Any]], code: str
) -> None:
    sheet = open_claim(world)
    with pytest.raises(UserError, match=code):
        fill_sheet(by=world.operator, sheet=sheet, entries=[make_entry(*e) for e in entries])
    assert not AnswerRevision.objects.exists()
    assert count_events("answer.give") == 0


def test_what_somebody_answered_is_never_overwritten(world: World) -> None:
    sheet = open_claim(world)
    give(sheet, world.operator, "2", 7)
    with pytest.raises(UserError, match="already-answered") as caught:
        fill_sheet(
            by=world.operator, sheet=sheet, entries=[make_entry("1", "ya"), make_entry("2", 8)]
        )
    assert caught.value.facts["items"] == ["2"]
    assert [row[0] for row in list_stored(sheet)] == ["2"]


def test_whoever_may_not_write_fills_no_sheet(world: World) -> None:
    sheet = open_claim(world)
    for stranger in (world.leader, world.evaluator):
        with pytest.raises(PermissionDenied):
            fill_sheet(by=stranger, sheet=sheet, entries=[make_entry("1", "ya")])
    with pytest.raises(PermissionDenied):
        fill_findings(by=world.operator, sheet=open_desk(world), entries=[make_entry("1", 3)])


def test_an_approved_sheet_takes_no_more_answers(world: World) -> None:
    sheet = open_claim(world)
    send_sheet(by=world.operator, sheet=sheet)
    approve_sheet(by=world.head, sheet=sheet)
    with pytest.raises(UserError, match="sheet-approved"):
        fill_sheet(by=world.operator, sheet=sheet, entries=[make_entry("1", "ya")])


def test_findings_are_stored_as_one_by_one(world: World) -> None:
    for unit, by in ((world.school, world.operator), (world.clinic, world.admin)):
        claim = open_sheet(by=by, round=world.round, unit=unit, form="K")
        fill_sheet(by=by, sheet=claim, entries=[make_entry("1", "ya"), make_entry("2", 2)])
    whole, single = open_desk(world), open_desk(world, world.clinic)
    levels = [("1", "2", "SP lama"), ("2", "4", "")]
    fill_findings(
        by=world.evaluator,
        sheet=whole,
        entries=[make_entry(item, level, note=remark) for item, level, remark in levels],
    )
    for item, level, remark in levels:
        write_finding(
            by=world.evaluator,
            sheet=single,
            item=item,
            chosen=level,
            remark=remark,
            client_uuid=new_uuid(),
        )
    fields = ("item", "suggested", "trace", "revision__value", "revision__note")
    first, second = (
        list(Finding.objects.filter(sheet=sheet).order_by("item").values_list(*fields))
        for sheet in (whole, single)
    )
    assert first == second
    assert first[0][1] == "3"


def test_a_level_off_the_rubric_needs_its_remark_here_too(world: World) -> None:
    claim = open_claim(world)
    fill_sheet(by=world.operator, sheet=claim, entries=[make_entry("1", "ya"), make_entry("2", 0)])
    sheet = open_desk(world)
    entries = [make_entry("2", 1), make_entry("1", 2)]
    with pytest.raises(UserError, match="remark-missing"):
        fill_findings(by=world.evaluator, sheet=sheet, entries=entries)
    assert not Finding.objects.exists()
    assert not AnswerRevision.objects.filter(sheet=sheet).exists()
    unchecked = [make_entry("1", gap=Gap.NOT_CHECKED)]
    assert len(fill_findings(by=world.evaluator, sheet=sheet, entries=unchecked)) == 1
