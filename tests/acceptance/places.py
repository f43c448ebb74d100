"""Machines of an acceptance run as network namespaces: an office, a phone, a third place.

None of them has a way to the internet. A namespace has its own addresses, so what one machine says
to another goes through a network between them.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from tests.house.sources import ROOT

CHROMIUM = os.environ.get("TILIK_CHROMIUM", "/usr/bin/chromium")
PORT = 8443
NEEDED = ("ip", "certutil", CHROMIUM)


def find_hindrance() -> str:
    """Why machines cannot be made here; empty where they can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if missing := [name for name in NEEDED if not shutil.which(name)]:
        return f"missing: {', '.join(missing)} (apt-get install iproute2 libnss3-tools chromium)"
    name = f"tilik-try-{os.getpid()}"
    if call("ip", "netns", "add", name, check=False).returncode:
        return "no network namespaces here"
    call("ip", "netns", "del", name)
    return ""


def call(*words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(words, capture_output=True, text=True, check=check)


@dataclass
class Machine:
    """A machine with a name and its own network."""

    name: str
    folder: Path
    links: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.folder.mkdir(exist_ok=True)
        call("ip", "netns", "add", self.name)
        self.call("ip", "link", "set", "lo", "up")

    def end(self) -> None:
        call("ip", "netns", "del", self.name, check=False)

    def call(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        return call("ip", "netns", "exec", self.name, *words, check=check)

    def reaches_internet(self) -> bool:
        """Whether any way leads out of the office."""
        return bool(self.call("ip", "route", "get", "1.1.1.1", check=False).returncode == 0)


def link(one: Machine, other: Machine, network: str, n: int) -> tuple[str, str]:
    """The addresses of two machines on a cable between them."""
    ends = [f"tk{os.getpid() % 10000}{n}{side}" for side in "ab"]
    call("ip", "link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
    addresses = (f"{network}.1", f"{network}.2")
    for machine, end, address in zip((one, other), ends, addresses, strict=True):
        call("ip", "link", "set", end, "netns", machine.name)
        machine.call("ip", "address", "add", f"{address}/24", "dev", end)
        machine.call("ip", "link", "set", end, "up")
    return addresses


class Office:
    """An installation on a machine, served over its own TLS by ./run."""

    def __init__(self, machine: Machine, address: str, *, tls: bool = True) -> None:
        self.machine, self.address, self.tls = machine, address, tls
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **kept, "TILIK_DATA": str(machine.folder), "PYTHONPATH": str(ROOT / "src"),
            "TILIK_TLS": str(int(tls)), "TILIK_BIND": f"{address}:{PORT}", "TILIK_HOSTS": address,
        }  # fmt: skip
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.address}:{PORT}"

    def run(self, *words: str, said: str = "") -> str:
        """What a command of Tilik's says on that machine."""
        command = ["ip", "netns", "exec", self.machine.name, sys.executable, "-m", "tilik.cli"]
        done = subprocess.run(
            [*command, *words], input=said, env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> float:
        """How many seconds until it serves."""
        begun = time.monotonic()
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", self.machine.name, "./run"], cwd=ROOT, env=self.environment,
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        said = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said.append(line)
            if f"Tilik: {self.url}" in line:
                self._drain(self.process.stdout)
                return time.monotonic() - begun
        raise AssertionError("./run ended early:\n" + "".join(said))

    def _drain(self, said: IO[str]) -> None:
        """Nothing; what is said from now on is read away, so that nobody waits for a reader."""

        def drain() -> None:
            with said:
                said.read()

        self.reader = threading.Thread(target=drain, daemon=True)
        self.reader.start()

    def pull_plug(self) -> None:
        """All of it dies at once; nothing is told and nothing written any more."""
        assert self.process is not None
        top = psutil.Process(self.process.pid)
        for part in [*top.children(recursive=True), top]:
            try:
                part.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        self.process.wait()
        self.reader.join(timeout=10)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.reader.join(timeout=10)


def make_browser(machine: Machine, trusted: Path | None, name: str) -> tuple[Path, Path]:
    """A program that starts Chromium on that machine, and its home: it trusts that authority."""
    home = machine.folder / name
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    call("certutil", "-d", f"sql:{store}", "-N", "--empty-password")
    if trusted:
        call("certutil", "-d", f"sql:{store}", "-A", "-n", "tilik", "-t", "C,,", "-i", str(trusted))
    program = home / "chromium.sh"
    program.write_text(
        f'#!/bin/sh\nHOME={home} exec ip netns exec {machine.name} {CHROMIUM} "$@"\n'
    )
    program.chmod(0o700)
    return program, home
