"""Scenes built once a module; every test has its own copy and its own savepoint."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.actions.scenes import Scene, fill, make_scene
from tests.shared import build_once


def _filled() -> Scene:
    scene = make_scene()
    fill(scene)
    scene.compute()
    return scene


@pytest.fixture(scope="module")
def _scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    yield from build_once(django_db_blocker, make_scene)


@pytest.fixture(scope="module")
def _full(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    yield from build_once(django_db_blocker, _filled)


@pytest.fixture
def scene(_scene: Scene, db: None) -> Scene:
    """A round nobody has answered anything in."""
    return deepcopy(_scene)


@pytest.fixture
def full(_full: Scene, db: None) -> Scene:
    """A round with everything answered and computed."""
    return deepcopy(_full)
