"""The server is killed at random while entries come in: what it acknowledged is there, once."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.e2e.test_run import ROOT, find_free_port
from tests.world import new_uuid

pytestmark = pytest.mark.slow
PLAN = """
from tilik.actions.visits import plan_visit
from tilik.records.models import Person, Round
by, round = Person.objects.get(nip="000000000000000001").user, Round.objects.first()
unit = round.round_units.first().unit
print("VISIT", plan_visit(by=by, round=round, unit=unit, kind="lapangan").client_uuid)
"""
WRITES, LIVES = 1000, (10, 60)
MOMENT = 0.03
"""About as long as one write takes, in seconds."""
LOST = (URLError, ConnectionError, TimeoutError)


class Server:
    """A server on a folder of its own, killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, find_free_port()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {**kept, "TILIK_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *words: str, said: str = "") -> str:
        command = [sys.executable, "-m", "tilik.cli", *words]
        done = subprocess.run(
            command, input=said, capture_output=True, text=True, env=self.environment, check=True
        )
        return done.stdout

    def start(self) -> None:
        command = ["gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command, "--log-level", "error", "tilik.config.wsgi"],
            env=self.environment, start_new_session=True,
        )  # fmt: skip

    def kill(self) -> None:
        """All of it at once, as when the power goes."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Phone:
    """Logs in, and sends an entry until it is acknowledged."""

    def __init__(self, server: Server) -> None:
        self.base = f"http://127.0.0.1:{server.port}"
        self.jar = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar))

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> bytes:
        request = Request(self.base + path, body, headers)
        return bytes(self.opener.open(request, timeout=20).read())

    def log_in(self) -> None:
        self.wait()
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        fields = {"login": "000000000000000003", "password": "contoh-tilik"}
        form = urlencode({**fields, "csrfmiddlewaretoken": token})
        self.ask("/akun/login/", form.encode(), Referer=self.base)
        self.session = json.loads(self.ask("/lapangan/api/"))

    def wait(self) -> None:
        """Until the server answers."""
        for _ in range(200):
            try:
                self.ask("/akun/login/")
            except LOST:
                time.sleep(0.1)
            else:
                return
        pytest.fail("the server did not come back")

    def send(self, visit: str, uuid: str) -> bool:
        entry = {"uuid": uuid, "kind": "note", "content": {"text": uuid}}
        body = json.dumps({"person": self.session["person"], "entries": [entry]}).encode()
        headers = {"X-CSRFToken": self.session["csrf"], "Content-Type": "application/json"}
        try:
            answer = json.loads(self.ask(f"/lapangan/api/{visit}/kirim/", body, **headers))
        except LOST:
            return False
        return bool(answer["acks"][0]["outcome"] == "kept")


def test_every_acknowledged_entry_survives_a_server_killed_at_random(tmp_path: Path) -> None:
    server, dice = Server(tmp_path), random.Random(9)
    for words in (
        ("manage", "migrate", "-v0"),
        ("manage", "store_instruments", "-v0"),
        ("example", "load"),
    ):
        server.manage(*words)
    visit = server.manage("manage", "shell", "-v0", said=PLAN).split("VISIT ")[1].split()[0]
    server.start()
    phone = Phone(server)
    phone.log_in()
    acknowledged: list[str] = []
    deaths, unheard, life = 0, 0, dice.randint(*LIVES)
    sent: list[str] = []
    while len(sent) < WRITES:
        uuid = str(new_uuid())
        sent.append(uuid)
        life -= 1
        if life == 0:  # killed while this very entry is under way
            assert server.process is not None
            power = (server.process.pid, signal.SIGKILL)
            killer = threading.Timer(dice.random() * MOMENT, os.killpg, power)
            killer.start()
        if phone.send(visit, uuid):
            acknowledged.append(uuid)
        if life == 0:
            killer.join()
            assert server.process is not None
            server.process.wait()
            deaths, life = deaths + 1, dice.randint(*LIVES)
            server.start()
            phone.wait()
            if not acknowledged or acknowledged[-1] != uuid:
                unheard += 1
                assert phone.send(visit, uuid), "sent again, it is taken"
                acknowledged.append(uuid)
    server.kill()
    with sqlite3.connect(tmp_path / "tilik.sqlite3") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = [row[0] for row in base.execute("SELECT client_uuid FROM records_visitentry")]
    base.close()
    assert deaths > 10
    assert unheard > 0  # some died before they could answer
    assert len(kept) == len(set(kept))
    assert {uuid.replace("-", "") for uuid in acknowledged} == set(kept)
