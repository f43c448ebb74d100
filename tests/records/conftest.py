"""A valid row of every table, built once a module."""

from collections.abc import Iterator
from copy import copy
from typing import Any

import pytest

from tests.records.crowd import Crowd, make_crowd
from tests.records.refusals import Rows
from tests.shared import build_once


@pytest.fixture(scope="module")
def _rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    yield from build_once(django_db_blocker, Rows)


@pytest.fixture
def rows(_rows: Rows, db: None) -> Rows:
    """A valid row of every table, to be changed and refused."""
    return copy(_rows)


@pytest.fixture(scope="module")
def _crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crowd]:
    yield from build_once(django_db_blocker, make_crowd)


@pytest.fixture
def crowd(_crowd: Crowd, db: None) -> Crowd:
    """Five hundred units in five rounds."""
    return copy(_crowd)
