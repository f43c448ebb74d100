"""Results computed anew by the worker: asked for by who may, once for many changes."""

from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.actions.scenes import SCHOOL, Scene, make_scene, value
from tests.world import give, make_world
from tilik.actions.recompute import note_change, recompute, request_compute
from tilik.core.errors import PermissionDenied
from tilik.records.models import Result

pytestmark = pytest.mark.django_db
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def queue(settings: Any) -> Any:
    """Tasks that wait in the database, as they do where a worker runs."""
    settings.TASKS = DATABASE
    return DBTaskResult.objects.order_by("enqueued_at")


def test_the_task_says_how_many_results_it_stored(full: Scene) -> None:
    assert recompute.call(full.round.pk, None) == 0
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    stored = full.results.count()
    assert recompute.call(full.round.pk, full.world.admin.pk) == full.results.count() - stored > 0
    assert full.latest(name="sekolah").by == full.world.admin


def test_results_asked_for_are_there(scene: Scene) -> None:
    request_compute(by=scene.world.admin, round=scene.round)
    assert scene.results.exists()
    assert value(scene.latest(name="sekolah")) is None


def test_only_who_may_compute_asks_for_it(scene: Scene) -> None:
    world = scene.world
    for by in (
        world.operator,
        world.head,
        world.evaluator,
        world.leader,
        make_world("64.01").admin,
    ):
        with pytest.raises(PermissionDenied):
            request_compute(by=by, round=scene.round)
    assert not scene.results.exists()


def test_a_change_computes_the_round(full: Scene) -> None:
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    note_change(round=full.round)
    found = value(full.latest(name="sekolah"))
    assert found is not None and found > SCHOOL
    assert full.latest(name="sekolah").by is None


def test_a_hundred_changes_wait_as_one_computation(scene: Scene, queue: Any) -> None:
    for _ in range(100):
        note_change(round=scene.round)
    assert [row.args_kwargs["args"] for row in queue] == [[scene.round.pk, None]]
    assert not Result.objects.filter(round=scene.round).exists()


def test_each_round_waits_for_its_own_computation(scene: Scene, queue: Any) -> None:
    other = make_scene(scene.round.instrument_version)
    for each in (scene, other, scene):
        note_change(round=each.round)
    assert {row.args_kwargs["args"][0] for row in queue} == {scene.round.pk, other.round.pk}
    assert queue.count() == 2


def test_a_change_during_a_computation_waits_for_the_next_one(scene: Scene, queue: Any) -> None:
    note_change(round=scene.round)
    queue.update(status=TaskResultStatus.RUNNING)
    note_change(round=scene.round)
    assert queue.count() == 2
