"""A worker killed while it audits sixty pages: the next one goes on with the pages that are missing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.test_killed_writes import Place, place
from tests.corpus.reports import plant_all, write_sixty
from tests.reports.truth import make_sound

__all__ = ["place"]
pytestmark = pytest.mark.slow
PATIENCE = 180
SEND = """
from tests.files import Sent
from tests.world import make_world, new_uuid
from tilik.actions.report_audit import start_audit
world = make_world()
with open("{path}", "rb") as file:
    sent = Sent(file.read(), "laporan.pdf")
start_audit(by=world.operator, government=world.government, unit=None, file=sent, client_uuid=new_uuid())
"""
LOOK = """
import json
from tilik.records.models import AuditEvent, ReportAudit, ReportAuditPart
found = ReportAudit.objects.get()
print("FOUND", json.dumps({
    "state": found.job.state, "done": found.job.done, "total": found.job.total,
    "parts": list(ReportAuditPart.objects.order_by("first").values_list("first", flat=True)),
    "kinds": sorted({f["kind"] for f in found.outcome.get("findings", [])}),
    "found": [f["found"] for f in found.outcome.get("findings", [])],
    "events": AuditEvent.objects.filter(verb="report.audit").count(),
}))
"""
# What the first worker read is told from what is read anew by a day put into what it kept.
MARK = """
from tilik.records.models import ReportAuditPart
part = ReportAuditPart.objects.get(first=1)
part.layout["rows"][-1][-1]["text"] = "Pengumpulan data berlangsung pada 30 Februari"
part.save()
"""
LOST = """
from tilik.actions.report_audit import go_on_auditing
for _ in range(2):
    go_on_auditing.func()
"""


def ask(place: Place, script: str) -> str:
    return place.run("-m", "tilik.cli", "manage", "shell", "-v0", said=script)


def look(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(place, LOOK).split("FOUND ")[1])
    return found


def start_worker(place: Place) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tilik.cli", "manage", "db_worker", "--interval", "0.2", "-v0"]
    return subprocess.Popen(
        command, env=place.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def wait_for(place: Place, wanted: str) -> dict[str, Any]:
    """How it stands as soon as some pages are kept, or all is done."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look(place)
        if (wanted == "parts" and found["parts"]) or found["state"] == wanted:
            return found
    raise AssertionError(found)


def test_a_killed_worker_loses_no_page_it_had_read(place: Place, tmp_path: Path) -> None:
    report = tmp_path / "laporan.pdf"
    report.write_bytes(write_sixty(plant_all(make_sound(5))))
    place.run("-m", "tilik.cli", "manage", "migrate", "-v0")
    ask(place, SEND.format(path=report))
    with start_worker(place) as first:
        before = wait_for(place, "parts")
        os.kill(first.pid, signal.SIGKILL)
    assert before["state"] == "running"
    assert before["total"] >= 60
    assert before["parts"][0] == 1
    ask(place, MARK)
    ask(place, LOST)
    with start_worker(place) as second:
        after = wait_for(place, "done")
        second.terminate()
    assert after["kinds"] == list(range(1, 14))
    assert "30 Februari" in after["found"]
    assert after["done"] == after["total"]
    assert (after["parts"], after["events"]) == ([], 1)
