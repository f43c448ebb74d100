"""A thousand answers, killed at random while they are written: every acknowledged one is there.

On SQLite the writing process is killed; on PostgreSQL the server's own process beside it, so that
the whole server recovers from its log as after a power cut.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import servers
from tests.house.sources import ROOT

pytestmark = pytest.mark.slow
WRITES, LIVES = 1000, (40, 110)
MOMENT = 0.02
"""About as long as one write takes, in seconds."""
WRITER = Path(__file__).with_name("writer.py")
LOOK = """
import json
from django.db import connection
from tilik.actions.audit import find_break
from tilik.records.models import Answer, AnswerRevision, AuditEvent
kept = [each.hex for each in AnswerRevision.objects.order_by("pk").values_list("client_uuid", flat=True)]
chains = AuditEvent.objects.order_by().values_list("chain", flat=True).distinct()
events = AuditEvent.objects.filter(verb="answer.give").count()
with connection.cursor() as cursor:
    safe = {}
    for name in ("synchronous",) if connection.vendor == "sqlite" else ("fsync", "synchronous_commit"):
        cursor.execute(f"PRAGMA {name}" if connection.vendor == "sqlite" else f"SHOW {name}")
        safe[name] = str(cursor.fetchone()[0])
print("FOUND", json.dumps({
    "kept": kept, "stands": Answer.objects.get().revision.client_uuid.hex, "events": events,
    "breaks": [find_break(chain) for chain in chains], "safe": safe,
}))
"""


class Place:
    """One installation: a folder, a database, and what is run on them."""

    def __init__(self, folder: Path, address: str = "") -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.address = address
        self.environment = {
            **kept, "TILIK_DATA": str(folder), "DATABASE_URL": address,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }  # fmt: skip

    def run(self, *words: str, said: str = "") -> str:
        command = [sys.executable, *words]
        done = subprocess.run(
            command, input=said, capture_output=True, text=True, env=self.environment, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start_writer(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(WRITER), "write"], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def find_victims(self, writer: "subprocess.Popen[str]") -> list[int]:
        """The processes that die: the writer, and on PostgreSQL first the one that serves it."""
        if not self.address:
            return [writer.pid]
        with psycopg.connect(self.address) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                " AND pid <> pg_backend_pid()"
            ).fetchall()
        return [*(int(row[0]) for row in rows), writer.pid]

    def wait(self) -> None:
        """Until the database takes connections again; PostgreSQL reads its log first."""
        for _ in range(600 if self.address else 0):
            try:
                psycopg.connect(self.address).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return

    def look(self) -> dict[str, Any]:
        said = self.run("-m", "tilik.cli", "manage", "shell", "-v0", said=LOOK)
        found: dict[str, Any] = json.loads(said.split("FOUND ")[1])
        return found


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    address = servers.start_postgres() if request.param == "postgres" else ""
    if address:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS killed")
            connection.execute("CREATE DATABASE killed")
        head, _, query = address.partition("?")
        address = f"{head.rpartition('/')[0]}/killed{'?' if query else ''}{query}"
    yield Place(tmp_path, address)


def kill(victims: list[int]) -> None:
    for pid in victims:
        os.kill(pid, signal.SIGKILL)


def live_once(place: Place, lines: int, dice: random.Random) -> list[str]:
    """What one writer acknowledged before it was killed in the midst of a write."""
    place.wait()
    with place.start_writer() as writer:
        assert writer.stdout is not None
        heard = [line.strip() for line in (writer.stdout.readline() for _ in range(lines)) if line]
        assert len(heard) == lines, "the writer came up and wrote"
        victims = place.find_victims(writer)
        killer = threading.Timer(dice.random() * MOMENT, kill, [victims])
        killer.start()
        heard += [line.strip() for line in writer.stdout if line.endswith("\n")]
        killer.join()
    return heard


def test_every_acknowledged_answer_survives_being_killed_at_random(place: Place) -> None:
    place.run("-m", "tilik.cli", "manage", "migrate", "-v0")
    place.run(str(WRITER), "make")
    dice = random.Random(4)
    heard: list[str] = []
    deaths = 0
    while len(heard) < WRITES:
        heard += live_once(place, dice.randint(*LIVES), dice)
        deaths += 1
    place.wait()
    found = place.look()
    kept = found["kept"]
    assert deaths > 10
    assert len(set(kept)) == len(kept)
    assert [uuid for uuid in kept if uuid in set(heard)] == heard
    # What was kept but never said is what was under way when it died, and nothing else.
    assert len(kept) - len(heard) <= deaths
    assert found["stands"] == kept[-1]
    assert found["events"] == len(kept)
    assert found["breaks"] and not any(found["breaks"])
    assert found["safe"] in ({"synchronous": "2"}, {"fsync": "on", "synchronous_commit": "on"})
