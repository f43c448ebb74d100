"""What every test runs under: no network but the machine's own; marks on what needs a database."""

import gc
import os
import socket
from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

gc.disable()  # while thousands of tests are read in, none of which is ever let go
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser driver runs a loop

settings.register_profile(
    "tilik",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.register_profile("full", settings.get_profile("tilik"), max_examples=1000)
settings.register_profile("few", settings.get_profile("tilik"), max_examples=12)  # planted faults
settings.load_profile(os.environ.get("TILIK_HYPOTHESIS", "tilik"))

_connect = socket.socket.connect
LONG = {"e2e", "acceptance", "reports", "reading", "engine"}  # few tests, each with its processes
_DATABASE = {"db", "transactional_db", "live_server"}


class OutsideNetworkError(RuntimeError):
    """A test reached for another machine."""


def _connect_here(self: socket.socket, address: Any) -> None:
    """Connects to this machine alone."""
    if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise OutsideNetworkError(f"a test reached for {address[0]}")
    _connect(self, address)


socket.socket.connect = _connect_here  # type: ignore[method-assign]


_empty = TransactionTestCase._fixture_teardown


def _empty_and_protect(self: TransactionTestCase) -> None:
    """Empties the database after a test; history lets nobody do that, so its triggers step aside."""
    from tilik.records.append_only import drop_triggers, ensure_triggers

    drop_triggers()
    try:
        _empty(self)
    finally:
        ensure_triggers()


TransactionTestCase._fixture_teardown = _empty_and_protect  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """Nothing; no test is in English, or finds an answer remembered, because of one before it."""
    translation.activate("id")
    cache.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the tests that run on both databases, and those that drive a browser."""
    for item in items:
        wanted = set(getattr(item, "fixturenames", ())) & _DATABASE
        if wanted or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if "e2e" in item.path.parts:
            item.add_marker("e2e")
    if hasattr(config, "workerinput"):
        put_long_files_first(items)


def put_long_files_first(items: list[pytest.Item]) -> None:
    """Nothing; so no process of several is left alone with a long file at the end."""
    many = Counter(item.path for item in items)
    items.sort(key=lambda item: (LONG.isdisjoint(item.path.parts), -many[item.path]))


def pytest_collection_finish() -> None:
    """Nothing; from here on unused objects are looked for among those of the tests alone."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
