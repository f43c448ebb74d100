"""Where evaluators differ, the level that was settled is the final word on its item."""

from typing import Any

import pytest

from tests.actions.scenes import Scene, fill, make_scene
from tests.shared import shared
from tests.world import new_uuid
from tilik.actions.findings import adjudicate
from tilik.core.errors import UserError
from tilik.records.models import Adjudication

pytestmark = pytest.mark.django_db


@shared
def scene() -> Scene:
    made = make_scene()
    fill(made)
    made.compute()
    return made


def settle(scene: Scene, chosen: str) -> None:
    adjudicate(
        by=scene.world.admin,
        round=scene.round,
        unit=scene.clinic,
        form="E-D",
        item="2",
        chosen=chosen,
        reason="dilihat bersama di loket",
        client_uuid=new_uuid(),
    )


def leaf(scene: Scene, basis: str) -> dict[str, Any]:
    tree = scene.latest(name="klinik", basis=basis).read_tree()
    found: dict[str, Any] = tree["children"][0]["children"][1]["children"][1]
    assert found["item"] == "E-D:2"
    return found


def test_the_settled_level_stands_in_place_of_every_evaluator_s(scene: Scene) -> None:
    settle(scene, "5")
    assert scene.compute() > 0
    assert (leaf(scene, "final")["value"]["exact"], leaf(scene, "final")["n"]) == ("5/1", 1)


def test_before_the_end_the_evaluators_own_levels_count(scene: Scene) -> None:
    before = leaf(scene, "desk")
    settle(scene, "5")
    scene.compute()
    assert leaf(scene, "desk") == before


def test_the_last_settlement_counts(scene: Scene) -> None:
    for chosen in ("5", "1"):
        settle(scene, chosen)
        scene.compute()
    assert leaf(scene, "final")["value"]["exact"] == "1/1"


def test_a_settlement_changes_the_results_of_its_unit_alone(scene: Scene) -> None:
    school = scene.latest(name=scene.school.code).pk
    settle(scene, "4")
    scene.compute()
    assert scene.latest(name=scene.school.code).pk == school
    assert scene.compute() == 0


@pytest.mark.parametrize("chosen", ["6", "-1", "2.5", "tinggi", "", None])
def test_what_is_not_on_the_scale_of_the_indicator_is_not_settled(
    scene: Scene, chosen: str
) -> None:
    with pytest.raises(UserError, match="bad-answer"):
        settle(scene, chosen)
    assert not Adjudication.objects.exists()
