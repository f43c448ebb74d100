"""What the rubric makes of a claim, asked by pages and stored by nobody."""

from typing import Any

import pytest

from tests.actions.scenes import Scene
from tilik.actions.findings import suggest_level
from tilik.actions.suggesting import suggest_levels
from tilik.records.models import Finding, RoundUnit

pytestmark = pytest.mark.django_db


def row(scene: Scene, unit: Any) -> RoundUnit:
    return RoundUnit.objects.select_related("unit").get(round=scene.round, unit=unit)


def test_each_unit_gets_what_its_own_claim_amounts_to(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "12"})
    scene.put(scene.clinic, "K", "claim", {"1": "tidak"})
    levels = [
        suggest_levels(round=scene.round, row=row(scene, unit))["E-L:1"].level
        for unit in (scene.school, scene.clinic)
    ]
    assert levels == [5, 0]


def test_without_a_claim_every_level_is_still_possible(scene: Scene) -> None:
    found = suggest_levels(round=scene.round, row=row(scene, scene.school))
    assert set(found) == {"E-L:1"}
    assert (found["E-L:1"].level, found["E-L:1"].low, found["E-L:1"].high) == (None, 0, 5)
    assert found["E-L:1"].missing == ("1", "2")


def test_the_page_and_the_evaluators_sheet_say_the_same(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "4"})
    sheet = scene.sheet(scene.school, "E-L", "desk")
    asked = suggest_levels(round=scene.round, row=row(scene, scene.school))
    assert suggest_level(sheet=sheet, item="1") == asked["E-L:1"]
    assert suggest_level(sheet=sheet, item="2") is None


def test_what_evaluators_found_changes_no_suggestion(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "tidak"})
    before = suggest_levels(round=scene.round, row=row(scene, scene.school))
    scene.put(scene.school, "E-L", "desk", {"1": "4"})
    assert suggest_levels(round=scene.round, row=row(scene, scene.school)) == before


def test_a_question_is_asked_in_one_query_and_stores_nothing(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    scene.put(scene.school, "K", "claim", {"1": "tidak"})
    found = row(scene, scene.school)
    suggest_levels(round=scene.round, row=found)
    with django_assert_num_queries(1):
        suggest_levels(round=scene.round, row=found)
    assert not Finding.objects.filter(sheet__round=scene.round).exists()
