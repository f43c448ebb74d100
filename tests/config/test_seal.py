"""No test reaches for another machine."""

import socket

import pytest

from tests.conftest import OutsideNetworkError


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_another_machine_is_out_of_reach(address: tuple[str, int]) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe,
        pytest.raises(OutsideNetworkError),
    ):
        probe.connect(address)


def test_this_machine_is_within_reach() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
