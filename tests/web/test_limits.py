"""How often one address may ask: counted a minute at a time, each address for itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from tilik.web.limits import get_address, may_ask


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_000_020.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr("tilik.web.limits.time.time", lambda: clock.now)
    cache.clear()
    yield clock
    cache.clear()


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


def test_a_count_that_was_dropped_meanwhile_refuses_nobody(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(most=1)
    assert not ask(most=1)

    def lose(key: str) -> int:
        raise ValueError(key)

    monkeypatch.setattr(cache, "incr", lose)
    assert ask(most=1)


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
