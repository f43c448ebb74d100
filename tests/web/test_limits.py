"""How often one address may ask: counted a minute at a time, each address for itself."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tilik.records.models import AskedCount
from tilik.web.limits import get_address, may_ask

pytestmark = pytest.mark.django_db


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_000_020.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("tilik.web.limits.time.time", lambda: clock.now)
    return clock


def ask(address: str = "10.0.0.1", what: str = "check", most: int = 3) -> bool:
    return may_ask(RequestFactory().get("/", REMOTE_ADDR=address), what, most)


def test_as_many_as_allowed_are_answered_and_no_more(clock: Clock) -> None:
    assert [ask() for _n in range(5)] == [True, True, True, False, False]


def test_a_minute_later_it_begins_anew(clock: Clock) -> None:
    assert [ask() for _n in range(4)] == [True, True, True, False]
    clock.now += 60
    assert ask()


def test_addresses_and_purposes_are_counted_apart(clock: Clock) -> None:
    for _n in range(4):
        ask()
    assert not ask()
    assert ask("10.0.0.2")
    assert ask(what="other")


def test_nothing_allowed_is_nothing(clock: Clock) -> None:
    assert not ask(most=0)


def test_another_process_counts_on_where_this_one_stands(clock: Clock) -> None:
    """Nothing is remembered between two questions but what the database holds."""
    ask()
    AskedCount.objects.update(n=F("n") + 2)  # two more were let in by another process
    assert not ask()
    assert AskedCount.objects.get().n == 3


def test_what_is_kept_tells_no_address_and_goes_after_two_minutes(clock: Clock) -> None:
    ask()
    first = AskedCount.objects.get()
    assert "10.0.0.1" not in f"{first.key} {first.minute}"
    clock.now += 60
    ask()
    assert AskedCount.objects.count() == 2
    assert AskedCount.objects.latest("pk").key != first.key  # the digest of each minute is its own
    clock.now += 60
    ask()
    assert not AskedCount.objects.filter(pk=first.pk).exists()


def test_a_flood_writes_nothing(clock: Clock) -> None:
    for _n in range(3):
        ask()
    with CaptureQueriesContext(connection) as queries:
        assert not ask()
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("proxy", "header", "address"),
    [
        (None, "", "10.0.0.1"),
        (None, "6.6.6.6", "10.0.0.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "", "10.0.0.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "2001:db8::1", "2001:db8::1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "x y\n<z>", "xyz"),
    ],
)
def test_only_our_own_proxy_is_believed(
    settings: Any, proxy: tuple[str, str] | None, header: str, address: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = proxy
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    request.META["HTTP_X_FORWARDED_FOR"] = header
    assert get_address(request) == address
