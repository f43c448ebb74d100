"""The pack for the ministry: sixty units, twenty thousand accepted files, sent as it is made.

Run as a process of its own: what it takes of memory at most is the process's own peak.
"""

import json
import os
import resource
import time
from typing import Any

from benchmarks.figures import Figure, measure_apart

DISTINCT, SIZE, MEGABYTES = 200, 50_000, 512
KILO = 1024


def measure() -> list[Figure]:
    """How long the pack takes, when its first bytes come, and what memory it takes at most."""
    return measure_apart("benchmarks.packing")


def main() -> None:
    """Prints the figures as JSON."""
    from benchmarks.pages import _start

    _start()
    from benchmarks.checking import FILES, UNITS, add_units
    from tilik.actions.example import load
    from tilik.records.models import Round

    load()
    sample = Round.objects.filter(is_example=True, instrument_version__code="pekppp-2022").first()
    assert sample is not None
    round = add_units(sample)
    accept_all(round)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, whole, sent = fetch(round)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    what = f"Pack for the ministry, {UNITS} units, {FILES} files, {sent / 1e6:.0f} MB"
    rows: list[tuple[Any, ...]] = [
        (f"{what}: first bytes", first, "s", None),
        (f"{what}: all of it", whole, "s", None),
        (f"{what}: peak memory of the process", peak / KILO, "MB", MEGABYTES),
        (f"{what}: of which before the pack was asked for", before / KILO, "MB", None),
    ]
    print(json.dumps(rows))


def accept_all(round: Any) -> None:
    """Nothing; every file is there, two hundred different ones over and over, and accepted."""
    from django.utils import timezone

    from tilik.actions.storage import get_store
    from tilik.records.append_only import drop_triggers
    from tilik.records.models import DocumentVersion, EvidenceLink

    keys = [get_store().put(os.urandom(SIZE)) for _each in range(DISTINCT)]
    drop_triggers()
    for n, key in enumerate(keys):
        mine = [f"{each:064x}" for each in range(n, 20_000, DISTINCT)]
        DocumentVersion.objects.filter(sha256__in=mine).update(storage_key=key, size=SIZE)
    links = EvidenceLink.objects.filter(round=round)
    links.update(status="accepted", decided_by=links.first().by, decided_at=timezone.now())


def fetch(round: Any) -> tuple[float, float, int]:
    """Seconds to the first bytes, seconds to the last, and how many bytes there were."""
    from django.test import Client

    from benchmarks.pages import BACKEND
    from tilik.records.models import Seat

    client = Client(headers={"host": "localhost"})
    client.force_login(
        Seat.objects.filter(role="admin-kabupaten").latest("-pk").user, backend=BACKEND
    )
    start, first, sent = time.perf_counter(), 0.0, 0
    response = client.post(f"/periode/{round.pk}/naskah/paket/", {"format": "zip"})
    if response.status_code != 200:
        raise LookupError(response.status_code)
    for piece in response.streaming_content:
        first = first or time.perf_counter() - start
        sent += len(piece)
    return first, time.perf_counter() - start, sent


if __name__ == "__main__":
    main()
