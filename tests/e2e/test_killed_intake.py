"""The intake process is killed at random under many phones: whoever was thanked is there, once."""

import http.client
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.campaigned import NINE
from tests.e2e.test_killed_server import Server
from tests.world import new_uuid

pytestmark = pytest.mark.slow
CODE = """
from tilik.records.models import Campaign
print("CODE", Campaign.objects.filter(closed_at=None, instrument_version__code="skm-2017").first().code)
"""
STORE = """
from tilik.actions.intake import store_spooled
print("STORED", store_spooled())
"""
PHONES, DEATHS = 8, 12
LOST = (OSError, http.client.HTTPException)


class IntakeServer(Server):
    """The intake process on a folder of its own."""

    def start(self) -> None:
        environment = {**self.environment, "TILIK_INTAKE": f"127.0.0.1:{self.port}"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tilik.cli", "intake"], env=environment, start_new_session=True
        )


class Phones:
    """Many that answer, each one question sheet after the other, and again what went unanswered."""

    def __init__(self, port: int, code: str) -> None:
        self.port, self.path = port, f"/terima/{code}/"
        self.thanked: dict[str, str] = {}
        self.n_lost, self.is_over = 0, False

    def answer(self) -> None:
        uuid = ""
        while not self.is_over:
            uuid = uuid or str(new_uuid())
            try:
                self.thanked[uuid] = self.send(uuid)
            except LOST:
                self.n_lost += 1
                time.sleep(0.02)
            else:
                uuid = ""

    def send(self, uuid: str) -> str:
        """The code of the receipt."""
        form = urlencode({"page": uuid, "channel": "kiosk", **{f"u-{c}": "3" for c in NINE}})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            line.request("POST", self.path + "?lewat=kios", form, kind)
            answer = line.getresponse()
            page = answer.read().decode()
        finally:
            line.close()
        if (
            answer.status == 307
        ):  # a flood from one address: the page's turn, which is not served here
            raise ConnectionError
        assert answer.status == 200, answer.status
        return re.findall(r'receipt num">(\w{12})<', page)[0]


def test_every_thanked_respondent_is_there_once_after_many_deaths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, dice = IntakeServer(tmp_path), random.Random(11)
    for words in (
        ("manage", "migrate", "-v0"),
        ("manage", "store_instruments", "-v0"),
        ("example", "load"),
    ):
        server.manage(*words)
    code = server.manage("manage", "shell", "-v0", said=CODE).split("CODE ")[1].split()[0]
    server.start()
    phones = Phones(server.port, code)
    threads = [threading.Thread(target=phones.answer) for _each in range(PHONES)]
    for thread in threads:
        thread.start()
    seen = 0
    for death in range(DEATHS):
        until = len(phones.thanked) + dice.randint(1, 8)
        end = time.monotonic() + 60
        while len(phones.thanked) < until and time.monotonic() < end:
            time.sleep(dice.random() * 0.003)
        assert server.process is not None
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        if death % 3 == 1:
            server.manage("manage", "shell", "-v0", said=STORE)
        assert len(phones.thanked) > seen, "it took answers in again"
        seen = len(phones.thanked)
        server.start()
    phones.is_over = True
    for thread in threads:
        thread.join()
    server.kill()
    server.manage("manage", "shell", "-v0", said=STORE)
    with sqlite3.connect(tmp_path / "tilik.sqlite3") as base:
        rows = base.execute("SELECT uuid FROM records_response WHERE channel = 'kiosk'").fetchall()
        receipts = {row[0] for row in base.execute("SELECT response_uuid FROM records_receipt")}
    base.close()
    with sqlite3.connect(tmp_path / "intake.sqlite3") as spool:
        assert spool.execute("SELECT count(*) FROM spooled").fetchone() == (0,)
    spool.close()
    kept = [row[0] for row in rows]
    mine = {uuid.replace("-", "") for uuid in phones.thanked}
    assert phones.n_lost > 0
    assert mine <= set(kept)
    assert mine <= receipts
    assert all(kept.count(uuid) == 1 for uuid in mine)
    assert len(set(phones.thanked.values())) == len(mine)
