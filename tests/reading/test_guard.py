"""The way out: to public addresses alone, whatever a name says of itself."""

import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.errors import UserError
from tilik.reading.guard import connect_public, is_public, resolve

PUBLIC = ("8.8.8.8", "103.120.40.1", "2404:6800:4003:c00::64", "2a00:1450:4001:81b::200e")
INNER_4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
)  # fmt: skip
INNER_6 = (
    "::/128", "::1/128", "::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
    "2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10", "fec0::/10",
    "ff00::/8",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_open_internet_is_reached(address: str) -> None:
    assert is_public(address)


def draw_within(networks: tuple[str, ...], kind: Any) -> st.SearchStrategy[str]:
    """An address of one of the networks."""
    nets = [kind(text) for text in networks]
    return st.sampled_from(nets).flatmap(
        lambda net: st.integers(0, net.num_addresses - 1).map(lambda n: str(net[n]))
    )


@given(draw_within(INNER_4, IPv4Network))
def test_no_inner_address_of_version_4_is_reached_nor_one_that_carries_it(text: str) -> None:
    number = int(IPv4Address(text))
    carriers = (
        number | 0xFFFF << 32,  # mapped
        number,  # compatible
        0x64FF9B << 96 | number,  # translated (NAT64)
        0x2002 << 112 | number << 80,  # 6to4
        0x20010000 << 96 | (number ^ 0xFFFFFFFF),  # Teredo
    )
    for address in (text, *(str(IPv6Address(each)) for each in carriers)):
        assert not is_public(address)


@given(draw_within(INNER_6, IPv6Network))
def test_no_inner_address_of_version_6_is_reached(text: str) -> None:
    assert not is_public(text)
    assert not is_public(text + "%eth0")


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**128 - 1))
def test_an_address_is_public_in_all_its_spellings_or_in_none(four: int, six: int) -> None:
    inner = [IPv4Network(net) for net in INNER_4]
    assert is_public(str(IPv4Address(four))) == (not any(IPv4Address(four) in net for net in inner))
    address = IPv6Address(six)
    assert is_public(str(address)) == is_public(address.exploded)
    assert not is_public(str(address)) or six >> 125 == 1


@given(st.text(max_size=20))
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(f"x{text}")


def test_metadata_of_clouds_is_not_reached() -> None:
    for address in ("169.254.169.254", "fd00:ec2::254", "168.63.129.16", "100.100.100.200"):
        assert not is_public(address)


# --- Names ----------------------------------------------------------------------------------------


class Names:
    """A name server that gives another answer each time, and the calls made after it."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers: Iterator[list[str]] = iter(answers)
        self.dialled: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        return next(self.answers)

    def dial(self, address: tuple[str, int], timeout: float) -> socket.socket:
        self.dialled.append(address[0])
        return socket.socket()

    def connect(self) -> None:
        line = connect_public("contoh.go.id", 443, 1, resolve=self.resolve, dial=self.dial)
        line.close()


def test_a_name_that_turns_inward_after_the_look_is_still_reached_where_it_was_seen() -> None:
    names = Names(["8.8.8.8"], ["127.0.0.1"])
    names.connect()
    assert names.dialled == ["8.8.8.8"]
    with pytest.raises(UserError, match="link-inside"):  # a second fetch looks anew
        names.connect()
    assert names.dialled == ["8.8.8.8"]


@pytest.mark.parametrize("inner", [["127.0.0.1"], ["::1", "10.0.0.1"], ["fe80::1%eth0"], []])
def test_a_name_of_the_inside_is_never_called(inner: list[str]) -> None:
    names = Names(inner)
    with pytest.raises(UserError, match="link-inside"):
        names.connect()
    assert names.dialled == []


def test_of_several_addresses_only_a_public_one_is_called() -> None:
    names = Names(["10.0.0.1", "::1", "8.8.4.4"])
    names.connect()
    assert names.dialled == ["8.8.4.4"]


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost"])
def test_the_machine_itself_is_told_in_every_spelling(spelling: str) -> None:
    assert not any(is_public(address) for address in resolve(spelling, 80))
    with pytest.raises(UserError, match="link-inside"):
        connect_public(spelling, 80, 1)
