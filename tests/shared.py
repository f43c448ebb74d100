"""Rows built once for all tests of a module: each test sees them fresh, and none leaves a trace."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import transaction

T = TypeVar("T")


def build_once(blocker: Any, make: Callable[[], T]) -> Iterator[T]:
    """What `make` stored, undone after the module; give each test a deep copy of it."""
    with blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)
