"""The way out to the network: to public addresses alone, each name looked up once.

A name is looked up, the answer is judged, and the connection goes to that very address: a name that
points elsewhere a moment later (DNS rebinding) leads nowhere else.
"""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

from tilik.core.errors import UserError

# Public to some versions of Python, and yet a cloud's metadata, of protocols alone, or 6to4.
NOT_REALLY = tuple(
    IPv4Network(text) for text in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")
)
OPEN = IPv6Network("2000::/3")
# Within it: Teredo and other protocols, documentation, 6to4: each hides an address or nobody's.
HIDING = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

Resolve = Callable[[str, int], Iterable[str]]
Dial = Callable[[tuple[str, int], float], socket.socket]


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, of no inner network and no machine's own.

    Version 6 is believed only in its plain form: mapped, translated (NAT64) and tunnelled
    addresses, which carry another one inside, all lie outside it.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        is_open = address.is_global and not (address.is_multicast or address.is_reserved)
        return is_open and not any(address in net for net in NOT_REALLY)
    hides = any(address in net for net in HIDING)
    return not address.scope_id and address in OPEN and address.is_global and not hides


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order the system prefers. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_rest, address in found]


def dial(address: tuple[str, int], timeout: float) -> socket.socket:
    """A connection to an IP address and port. Raises OSError."""
    return socket.create_connection(address, timeout)


def connect_public(
    host: str, port: int, timeout: float, *, resolve: Resolve = resolve, dial: Dial = dial
) -> socket.socket:
    """A connection to the first public address of the host, looked up once.

    Raises UserError("link-inside") where it has none, OSError where nobody answers.
    """
    public = [address for address in resolve(host, port) if is_public(address)]
    if not public:
        raise UserError("link-inside")
    return dial((public[0], port), timeout)
