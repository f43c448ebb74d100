"""Answers of a survey taken in: the page, the intake process, and what somebody would write instead.

All run on the same two cores as the program that sends, one after the other, with real commits. Half
the load is half of what each took in at its most, spread over as many connections.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
SENDER = ROOT / "benchmarks" / "rivals" / "answer.lua"
SECONDS = int(os.environ.get("TILIK_INTAKE_SECONDS", "30"))
CONNECTIONS, P99 = 32, 250
BARE, FORM = "Bare ASGI with group commit", "Django ModelForm view"
CODE = """
from tilik.records.models import Campaign
print("CODE", Campaign.objects.filter(closed_at=None, instrument_version__code="skm-2017").first().code)
"""
STORE = """
import time
from tilik.actions.intake import store_spooled
start = time.perf_counter()
n = store_spooled()
print("STORED", n, time.perf_counter() - start)
"""


@dataclass(frozen=True)
class Load:
    """What a server took in."""

    rate: float
    p99: float


def measure() -> list[Figure]:
    """Answers a second on both databases, as ratios; the 99th percentile at half the load."""
    if not shutil.which("wrk"):
        sys.exit("Missing on this machine: wrk (sudo apt-get install wrk)")
    figures = _measure("SQLite", "")
    with tempfile.TemporaryDirectory() as folder:
        code = "from tests import servers; print(servers.start_postgres(), flush=True); input()"
        with subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, text=True, env=_environment(Path(folder)),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as postgres:  # fmt: skip
            assert postgres.stdout
            figures += _measure("PostgreSQL", postgres.stdout.readline().strip())
            postgres.communicate("\n")
    return figures


def _measure(name: str, address: str) -> list[Figure]:
    """The figures on one database; an empty address is SQLite in a folder of its own."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        rival = address or f"sqlite:///{folder / 'rival.sqlite3'}"
        bare, _half = _load_bare(folder)
        form, _half = _load_form(folder, rival)
        base = {"DATABASE_URL": address} if address else {}
        env = _environment(folder, **base, TILIK_BEHIND_PROXY="1", TILIK_HOSTS="127.0.0.1")
        code = _prepare(env)
        page, page_half = _load_both([*_gunicorn("tilik.config.wsgi")], env, f"/s/{code}/")
        intake, intake_half = _load_both(
            [sys.executable, "-m", "tilik.cli", "intake"], env, f"/terima/{code}/"
        )
        said = _manage(env, "shell", "-v0", said=STORE).split("STORED ")[1].split()
    n, seconds = int(said[0]), float(said[1])
    return [
        Figure(f"{BARE} ({name} run)", bare.rate, "a second"),
        Figure(f"{FORM}, {name}", form.rate, "a second"),
        Figure(f"Survey page, {name}", page.rate, "a second"),
        Figure(f"Survey page, {name}, beside the ModelForm view", page.rate / form.rate, "×", least=1),
        Figure(f"Survey page, {name}: 99th percentile at half load", page_half.p99, "ms", P99),
        Figure(f"tilik intake, {name}", intake.rate, "a second"),
        Figure(f"tilik intake, {name}, beside the bare ASGI", intake.rate / bare.rate, "×", least=0.5),
        Figure(f"tilik intake, {name}: 99th percentile at half load", intake_half.p99, "ms", P99),
        Figure(f"Spooled answers stored, {name}", n / seconds, "a second"),
    ]  # fmt: skip


def _load_bare(folder: Path) -> tuple[Load, Load]:
    command = [sys.executable, "-m", "uvicorn", "--log-level", "warning", "--no-access-log"]
    env = _environment(folder, RIVAL_BASE=str(folder / "bare.sqlite3"))
    return _load_both([*command, "benchmarks.rivals.bare_asgi:application"], env, "/", at="--port")


def _load_form(folder: Path, address: str) -> tuple[Load, Load]:
    env = _environment(folder, RIVAL_DATABASE=address)
    make = [sys.executable, "-c", "import benchmarks.rivals.model_form"]
    subprocess.run(make, env={**env, "RIVAL_MAKE": "1"}, cwd=ROOT, check=True)
    command = _gunicorn("benchmarks.rivals.model_form:application")
    return _load_both(command, env, "/", prefix="u")


def _gunicorn(application: str) -> list[str]:
    """As ./run starts it."""
    words = ["gunicorn", "--workers", "2", "--worker-class", "sync", "--log-level", "warning"]
    return [sys.executable, "-m", *words, application]


def _prepare(env: Mapping[str, str]) -> str:
    """The public code of a survey in a new database with the example."""
    _manage(env, "migrate", "-v0")
    _manage(env, "store_instruments", "-v0")
    subprocess.run(
        [sys.executable, "-m", "tilik.cli", "example", "load"], env=env, cwd=ROOT, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return _manage(env, "shell", "-v0", said=CODE).split("CODE ")[1].split()[0]


def _load_both(
    command: list[str],
    env: Mapping[str, str],
    path: str,
    *,
    prefix: str = "u-U",
    at: str = "--bind",
) -> tuple[Load, Load]:
    """What the server takes in at its most, and at half of that."""
    port = _find_port()
    where = f"127.0.0.1:{port}"
    words = ["--port", str(port)] if at == "--port" else ["--bind", where]
    if "intake" in command:
        words, env = [], {**env, "TILIK_INTAKE": where}
    with _running([*command, *words], env, port):
        most = _send(f"http://{where}{path}", prefix, pause=0)
        gap = max(1, round(2 * CONNECTIONS / most.rate * 1000))
        return most, _send(f"http://{where}{path}", prefix, pause=gap)


def _send(address: str, prefix: str, *, pause: int) -> Load:
    """What wrk sees. Raises RuntimeError where an answer was not taken in."""
    command = ["wrk", "-t", "2", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-s", str(SENDER)]
    env = {**os.environ, "PREFIX": prefix, "PAUSE": str(pause)}
    done = subprocess.run([*command, address], env=env, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    if said["errors"] or not said["requests"]:
        raise RuntimeError(f"{address}: {done.stdout}")
    return Load(said["requests"] / said["seconds"], said["p99"])


@contextmanager
def _running(command: list[str], env: Mapping[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, env=dict(env), cwd=ROOT, start_new_session=True)
    try:
        _wait(port)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait(port: int) -> None:
    """Until every process behind the port has answered."""
    for _turn in range(300):
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        with suppress(OSError):
            line.request("GET", "/")
            line.getresponse().read()
            time.sleep(2)
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _manage(env: Mapping[str, str], *words: str, said: str = "") -> str:
    command = [sys.executable, "-m", "tilik.cli", "manage", *words]
    return subprocess.run(
        command, env=dict(env), cwd=ROOT, input=said, check=True, capture_output=True, text=True
    ).stdout


def _environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TILIK_DATA": str(folder), **more}
