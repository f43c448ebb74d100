"""The server's time for the next indicator: sixty units, all indicators, twenty thousand files.

Run as a process of its own, for it fills its own database; the clock is that of `pages`.
"""

import json
from itertools import cycle
from statistics import median
from typing import Any

from benchmarks.figures import Figure, measure_apart

UNITS, FILES, TIMES, MILLISECONDS = 60, 20_000, 5, 150
HTMX = {"HX-Request": "true"}


def measure() -> list[Figure]:
    """The median and the slowest of the indicators, a level kept, and a batch accepted."""
    return measure_apart("benchmarks.checking")


def main() -> None:
    """Prints the figures as JSON."""
    from benchmarks.pages import _spent, _start

    _start()
    from tilik.actions.example import load
    from tilik.records.models import Round

    load()
    sample = Round.objects.filter(is_example=True, instrument_version__code="pekppp-2022").first()
    assert sample is not None
    round = add_units(sample)
    client = log_in()
    form = next(f for f in round.instrument_version.document["forms"] if f["channel"] == "luring")
    paths = [f"/periode/{round.pk}/verifikasi/{form['code']}/{i['code']}/" for i in form["items"]]
    times = []
    for path in paths:
        client.get(path)
        times.append(
            1000 * median(_spent(lambda p=path: check(client.get(p))) for _ in range(TIMES))
        )
    what = f"Next indicator, {UNITS} units × {len(paths)} indicators, {FILES} files"
    rows: list[tuple[Any, ...]] = [
        (f"{what}: median", median(times), "ms", MILLISECONDS),
        (f"{what}: slowest", max(times), "ms", MILLISECONDS),
        ("A level kept there", 1000 * median(keep_one(client, paths[-1], _spent)), "ms", None),
        (f"{UNITS} suggestions accepted at once", accept(client, paths[1], _spent), "s", None),
    ]
    print(json.dumps(rows))


def add_units(sample: Any) -> Any:
    """A round of sixty units filled in like the example, with their files and nothing checked."""
    from benchmarks import crowd
    from tilik.records.models import Document, DocumentVersion, EvidenceLink

    crowd.UNITS, crowd.PERIODS, crowd.RESPONDENTS = UNITS, 1, 1
    round = crowd.add_crowd(sample)[0]
    rows = list(round.round_units.select_related("unit"))
    form = next(f for f in round.instrument_version.document["forms"] if f["channel"] == "luring")
    slots = [(item["code"], slot["code"]) for item in form["items"] for slot in item["evidence"]]
    places = [(row, *slot) for slot in slots for row in rows]
    chosen = [place for _n, place in zip(range(FILES), cycle(places), strict=False)]
    common = {"government": round.government}
    documents = Document.objects.bulk_create(
        (
            Document(unit=row.unit, title=f"Berkas {n}", **common)
            for n, (row, *_) in enumerate(chosen)
        ),
        2000,
    )
    DocumentVersion.objects.bulk_create(
        (
            DocumentVersion(
                document=document, n=1, sha256=f"{n:064x}", size=1, media_type="application/pdf",
                file_name="a.pdf", storage_key=str(n), by=sample.by, at=sample.at, **common,
            )
            for n, document in enumerate(documents)
        ),
        2000,
    )  # fmt: skip
    EvidenceLink.objects.bulk_create(
        (
            EvidenceLink(
                round=round, unit=row.unit, form=form["code"], item=item, slot=slot,
                document=document, by=sample.by, at=sample.at, **common,
            )
            for (row, item, slot), document in zip(chosen, documents, strict=True)
        ),
        2000,
    )  # fmt: skip
    return round


def log_in() -> Any:
    """The evaluator's browser."""
    from django.test import Client

    from benchmarks.pages import BACKEND
    from tilik.records.models import Seat

    client = Client(headers={"host": "localhost"})
    client.force_login(Seat.objects.filter(role="evaluator").latest("-pk").user, backend=BACKEND)
    return client


def check(response: Any) -> None:
    """Nothing; what was not answered well stops the measuring."""
    if response.status_code not in (200, 302):
        raise LookupError(response.status_code)


def keep_one(client: Any, path: str, spent: Any) -> list[float]:
    """Seconds for one level, as a key press sends it."""
    page = client.get(path).content.decode()
    codes = [part.split('"')[0] for part in page.split('name="base-')[1:]][:TIMES]
    found = []
    for code in codes:
        base = page.split(f'name="base-{code}" value="')[1].split('"')[0]
        fields = {f"base-{code}": base, f"value-{code}": "2", f"remark-{code}": "x", "row": code}
        found.append(spent(lambda f=fields: check(client.post(path, f, headers=HTMX))))
    return found


def accept(client: Any, path: str, spent: Any) -> float:
    """Seconds for accepting every suggestion of an indicator."""
    page = client.get(path).content.decode()
    codes = [part.split('"')[0] for part in page.split('name="base-')[1:]]
    fields: dict[str, Any] = {"act": "accept", "pick": codes}
    for code in codes:
        fields[f"base-{code}"] = page.split(f'name="base-{code}" value="')[1].split('"')[0]
        fields[f"remark-{code}"] = "x"
    return float(spent(lambda: client.post(path, fields)))


if __name__ == "__main__":
    main()
