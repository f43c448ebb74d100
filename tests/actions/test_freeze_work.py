"""A freeze done by the worker: asked twice is done once, stopped is asked for again."""

import json
from datetime import timedelta
from itertools import cycle
from unittest import mock

import pytest
from django.utils import timezone
from django_tasks.base import Task

from tests.actions.scenes import Scene
from tests.actions.test_freezing import end_phases
from tests.world import give, new_uuid
from tilik.actions import freezing
from tilik.actions.freeze_content import make_content
from tilik.actions.freeze_work import check, freeze, is_at_work, request_check, request_freeze
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Freeze, Job
from tilik.records.models.job import JobState

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def done(full: Scene) -> Scene:
    end_phases(full)
    return full


def ask(scene: Scene, uuid=None) -> Job:
    return request_freeze(by=scene.world.admin, round=scene.round, client_uuid=uuid or new_uuid())


def test_the_worker_freezes_and_says_how_far_it_is(done: Scene) -> None:
    job = ask(done)
    assert (job.state, job.done, job.total) == (JobState.DONE, 4, 4)
    assert Freeze.objects.get().client_uuid == job.client_uuid
    assert not is_at_work(job)


def test_asked_twice_is_done_once(done: Scene) -> None:
    uuid = new_uuid()
    with mock.patch.object(Task, "enqueue") as enqueue:
        first = ask(done, uuid)
        assert (ask(done, uuid), ask(done)) == (first, first)
    enqueue.assert_called_once()
    freeze.call(first.pk)
    assert ask(done, uuid) == first
    assert Freeze.objects.count() == 1


def test_work_that_was_killed_leaves_nothing_and_is_asked_for_again(done: Scene) -> None:
    """Killed in the midst: the row says running for ever, and nothing is stored."""
    with (
        mock.patch("tilik.actions.freezing.make_content", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        ask(done)
    job = Job.objects.get()
    assert (job.state, job.done) == (JobState.RUNNING, 1)
    assert not Freeze.objects.exists()
    assert is_at_work(job)
    Job.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert ask(done).state == JobState.DONE
    assert Freeze.objects.count() == 1


def test_what_is_written_meanwhile_is_in_the_freeze(done: Scene) -> None:
    """The content is read again where the trail of the round grew while it was read."""
    turns = []

    def make_late(*args, **rest):
        content = make_content(*args, **rest)
        turns.append(content)
        if len(turns) == 1:
            done.round.phases.all().delete()
            give(done.sheet(done.school, "E-L", "desk"), done.world.admin, "1", "0")
        return content

    with mock.patch("tilik.actions.freezing.make_content", make_late):
        job = ask(done)
    assert job.state == JobState.DONE
    assert len(turns) == 2
    frozen = freezing.read_content(Freeze.objects.get())
    assert frozen["answers"] == turns[1]["answers"] != turns[0]["answers"]
    assert freezing.find_changed_since(done.round) is None


def test_a_round_that_never_rests_is_not_frozen(done: Scene) -> None:
    done.round.phases.all().delete()

    levels = cycle("12")

    def write(*args, **rest):
        level = next(levels)
        give(done.sheet(done.school, "E-L", "desk"), done.world.admin, "1", level)
        return make_content(*args, **rest)

    with mock.patch("tilik.actions.freezing.make_content", write):
        job = ask(done)
    assert job.state == JobState.FAILED
    assert "round-changing" in job.message
    assert not Freeze.objects.exists()


def test_what_stands_against_it_is_said_at_once(full: Scene) -> None:
    with pytest.raises(UserError, match="phases-running"):
        ask(full)
    with pytest.raises(PermissionDenied):
        request_freeze(by=full.world.operator, round=full.round, client_uuid=new_uuid())
    assert not Job.objects.exists()


def ask_check(scene: Scene, uuid=None) -> Job:
    return request_check(by=scene.world.leader, round=scene.round, client_uuid=uuid or new_uuid())


def test_the_worker_checks_and_keeps_what_it_found(done: Scene) -> None:
    ask(done)
    job = ask_check(done)
    assert (job.state, job.done, job.message) == (JobState.DONE, 1, "")
    done.round.round_units.update(name="lain" * 25)
    found = json.loads(ask_check(done).message)
    assert found["place"].startswith("units")
    assert len(found["now"]) == 65


def test_a_check_asked_twice_is_done_once(done: Scene) -> None:
    ask(done)
    uuid = new_uuid()
    with mock.patch.object(Task, "enqueue") as enqueue:
        first = ask_check(done, uuid)
        assert (ask_check(done, uuid), ask_check(done)) == (first, first)
    enqueue.assert_called_once()
    check.call(first.pk)
    assert ask_check(done, uuid) == first
    assert ask_check(done) != first


def test_a_check_that_breaks_says_so_and_may_be_asked_for_again(done: Scene) -> None:
    ask(done)
    with mock.patch("tilik.actions.freeze_work.find_changed_since", side_effect=OSError):
        job = ask_check(done)
    assert job.state == JobState.FAILED
    assert ask_check(done).state == JobState.DONE


def test_what_was_never_frozen_is_not_checked(done: Scene) -> None:
    with pytest.raises(UserError, match="round-not-frozen"):
        ask_check(done)
    with pytest.raises(PermissionDenied):
        request_check(by=done.world.operator, round=done.round, client_uuid=new_uuid())
