"""Rows built once for all tests of a module: each test sees them fresh, and none leaves a trace."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from inspect import Parameter, Signature
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from django.utils import translation

T = TypeVar("T")


def build_once(blocker: Any, make: Callable[[], T]) -> Iterator[T]:
    """What `make` stored, undone after the module; give each test a deep copy of it."""
    with blocker.unblock(), transaction.atomic():
        with translation.override("id"):
            made = make()
        connection.check_constraints()  # once: else PostgreSQL looks at all of it after every test
        yield made
        transaction.set_rollback(True)


def shared(make: Callable[[], T]) -> Any:
    """A fixture of the function's name: what it stores is built once a module, copied for each test.

    What is made for one test alone (a folder, a file) stays a fixture of its own. A TestCase closes
    the connection when it ends, so it stands in a file without one of these.
    """
    name = f"_{make.__name__}"

    def build(django_db_setup: None, django_db_blocker: Any) -> Iterator[T]:
        yield from build_once(django_db_blocker, make)

    def copied(db: None, **built: T) -> T:
        return deepcopy(built[name])

    # pytest finds by the names asked for that the module's fixture comes before the test's `db`
    asked = [Parameter(each, Parameter.POSITIONAL_OR_KEYWORD) for each in (name, "db")]
    copied.__signature__ = Signature(asked)  # type: ignore[attr-defined]
    copied.__doc__ = make.__doc__
    make.__globals__[name] = pytest.fixture(scope="module", name=name)(build)
    return pytest.fixture(name=make.__name__)(copied)
