"""A sheet as it is filled in, and the story of each answer."""

from fractions import Fraction
from typing import Any

import pytest

from tests.actions.scenes import LENGKAP, Scene, make_scene
from tests.shared import shared
from tests.world import give, new_uuid
from tilik.actions.clarification import reply_to
from tilik.actions.findings import write_finding
from tilik.core.document import build
from tilik.core.instrument import Gap
from tilik.records.models import AnswerRevision, Finding, RoundUnit, Sheet
from tilik.records.queries.sheets import get_sheet, get_story, make_core_answer, view_sheet

pytestmark = pytest.mark.django_db
INSTRUMENT = build(LENGKAP)


@shared
def scene() -> Scene:
    return make_scene(variants=("", ""))


def asked(sheet: Sheet) -> dict[str, bool | None]:
    return {row.item.code: row.asked for row in view_sheet(sheet).rows}


def find(scene: Scene, form: str) -> Finding:
    """A finding on the first item of the form."""
    sheet = scene.sheet(scene.school, form, "desk")
    return write_finding(
        by=scene.world.admin, sheet=sheet, item="1", chosen="2", remark="x", client_uuid=new_uuid()
    )


def test_an_objection_is_in_the_story_of_its_own_form_alone(scene: Scene) -> None:
    for form in ("E-L", "E-D"):
        finding = find(scene, form)
    reply_to(
        by=scene.world.operator,
        finding=finding,
        agrees=False,
        reason="Sudah ada",
        client_uuid=new_uuid(),
    )
    told = {
        form: len(get_story(scene.round, scene.school, form, "1").objections)
        for form in ("E-L", "E-D")
    }
    assert told == {"E-L": 0, "E-D": 1}


def test_a_story_is_of_one_unit_form_and_item(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "4"})
    scene.put(scene.clinic, "K", "claim", {"1": "tidak"})
    story = get_story(scene.round, scene.school, "K", "1")
    assert [r.value for r in story.revisions] == ["ya"]
    assert [(e.verb, e.item) for e in story.events] == [("answer.give", "1")]


def test_a_conditional_question_is_asked_when_its_condition_holds(scene: Scene) -> None:
    sheet = scene.sheet(scene.school, "K", "claim")
    assert asked(sheet)["2"] is None
    give(sheet, scene.world.operator, "1", "ya")
    assert asked(sheet)["2"] is True
    give(sheet, scene.world.operator, "1", "tidak")
    assert asked(sheet) == {"1": True, "2": False, "3": True, "4": True, "5": True}


def test_an_answer_that_is_no_longer_asked_for_stays(scene: Scene) -> None:
    sheet = scene.put(scene.school, "K", "claim", {"1": "ya", "2": "7"})
    give(sheet, scene.world.operator, "1", "tidak")
    row = next(row for row in view_sheet(sheet).rows if row.item.code == "2")
    assert row.revision is not None and row.revision.value == "7"
    assert (row.asked, row.is_missing) == (False, False)


@pytest.mark.parametrize(
    ("gap", "is_missing"), [(Gap.NOT_ANSWERED, True), (Gap.NOT_APPLICABLE, False)]
)
def test_what_does_not_apply_is_not_missing(scene: Scene, gap: Gap, is_missing: bool) -> None:
    sheet = scene.sheet(scene.school, "K", "claim")
    give(sheet, scene.world.operator, "3", gap=gap)
    row = next(row for row in view_sheet(sheet).rows if row.item.code == "3")
    assert row.is_missing is is_missing


@pytest.mark.parametrize(("kind", "codes"), [("sekolah", "12"), ("puskesmas", "123"), ("", "12")])
def test_a_sheet_shows_the_items_of_the_units_kind(scene: Scene, kind: str, codes: str) -> None:
    RoundUnit.objects.filter(round=scene.round, unit=scene.school).update(kind=kind)
    rows = view_sheet(scene.sheet(scene.school, "E-L", "desk")).rows
    assert "".join(row.item.code for row in rows) == codes


def test_the_governments_own_sheet_has_no_row_in_the_round(scene: Scene) -> None:
    view = view_sheet(scene.put(None, "G", "final", {"1": "tinggi"}))
    assert view.row is None
    assert [row.item.of_government for row in view.rows] == [True, True]
    assert [row.item.code for row in view.missing] == ["2"]


def test_a_sheet_that_is_not_there_is_none(scene: Scene) -> None:
    assert get_sheet(0) is None
    sheet = scene.sheet(scene.school, "K", "claim")
    assert get_sheet(sheet.pk) == sheet


@pytest.mark.parametrize(
    ("form", "item", "stored", "value"),
    [
        ("K", "1", "ya", "ya"),
        ("K", "2", "3.5", Fraction(7, 2)),
        ("K", "3", ["papan", "situs"], frozenset({"papan", "situs"})),
        ("K", "3", [], frozenset()),
        ("E-L", "1", "4", Fraction(4)),
        ("K", "gone", "x", "x"),
    ],
)
def test_what_stands_is_read_as_the_core_knows_it(
    form: str, item: str, stored: Any, value: Any
) -> None:
    revision = AnswerRevision(item=item, value=stored)
    assert make_core_answer(INSTRUMENT, form, revision).value == value


@pytest.mark.parametrize("gap", Gap)
def test_a_gap_is_read_as_itself(gap: Gap) -> None:
    found = make_core_answer(INSTRUMENT, "K", AnswerRevision(item="1", absence=gap.value))
    assert (found.value, found.gap) == (None, gap)
