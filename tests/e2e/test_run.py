"""`./run` starts the whole of Tilik and stops all of it."""

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and its address, once it says that it serves."""
    address = f"127.0.0.1:{find_free_port()}"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**kept, "TILIK_DATA": str(folder), "TILIK_BIND": address, **settings}
    process = subprocess.Popen(
        ["env", "--default-signal=INT", "./run"],  # a shell cannot trap what came in ignored
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    deadline = threading.Timer(240, process.kill)
    deadline.start()
    try:
        wait_for_line(process, f"http://{address}")
        yield process, f"http://{address}"
    finally:
        deadline.cancel()
        process.terminate()
        process.communicate(timeout=30)


def wait_for_line(process: subprocess.Popen[str], words: str) -> None:
    """Reads what the command says up to the line with the words."""
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if words in line:
            return
    pytest.fail("./run ended early:\n" + "".join(said))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_every_part(folder: Path, how: signal.Signals) -> None:
    with started(folder, TILIK_EXAMPLE="0") as (process, address):
        parts = psutil.Process(process.pid).children(recursive=True)
        assert len(parts) >= 4  # server and its workers, worker, scheduler
        with urlopen(f"{address}/akun/login/") as answer:
            assert answer.status == 200
        process.send_signal(how)
        process.wait(timeout=90)  # a server under load lets its last requests end
    assert not [part for part in parts if part.is_running() and part.status() != "zombie"]


def test_a_part_that_dies_takes_the_rest_with_it(folder: Path) -> None:
    with started(folder, TILIK_EXAMPLE="0") as (process, _address):
        parts = psutil.Process(process.pid).children(recursive=True)
        next(part for part in parts if "scheduler" in part.cmdline()).kill()
        assert process.wait(timeout=90) == 1
    assert not [part for part in parts if part.is_running() and part.status() != "zombie"]


def test_a_second_start_tells_the_log_ins_again(folder: Path) -> None:
    with started(folder) as (process, _address):
        pass
    with started(folder) as (process, _address):
        wait_for_line(process, "admin-kabupaten")
