"""The server's time for every page, over the example and over five hundred units and five periods.

The clock is the processor's: of several requests in one process, templates rendered, the median
counts, as in a worker that has served the page before. A crowded machine is several times slower
than itself, so every time is told as on one that adds a million numbers in forty milliseconds.
The tests ask no time, only the queries.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import process_time

from benchmarks.figures import Figure

MILLISECONDS, QUERIES, TIMES = 100, 20, 5
LOAD, LOAD_AGAIN, COMPUTE_AGAIN = 8, 1.5, 10
YARDSTICK = 0.04
BACKEND = "tilik.actions.auth.IdentifierBackend"


@dataclass(frozen=True)
class Page:
    """A page by its name, its address, and the role that opens it."""

    name: str
    path: str
    role: str = "admin-kabupaten"


def measure() -> list[Figure]:
    """Loading, computing, and the slowest and the thirstiest request of every page."""
    _start()
    from benchmarks.crowd import PERIODS, RESPONDENTS, UNITS, add_crowd, copy_results
    from tilik.actions.example import load
    from tilik.records.models import Round

    figures = [
        Figure("Loading the example", _spent(load), "s", LOAD),
        Figure("Loading it again", _spent(load), "s", LOAD_AGAIN),
    ]
    sample = Round.objects.filter(is_example=True, instrument_version__code="pekppp-2022").first()
    if sample is None:
        raise LookupError("pekppp-2022")
    small = list(_list_pages(sample))
    figures += [figure for page in small for figure in _measure_page(page, "the example")]
    rounds = add_crowd(sample)
    newest = rounds[0]
    crowd = f"{UNITS} units"
    what = f"Computing {crowd} with {RESPONDENTS} respondents each"
    figures.append(Figure(what, _spent(lambda: _compute(newest)), "s"))
    figures.append(Figure("The same, nothing new", _spent(lambda: _compute(newest)), "s"))
    _change_one(newest)
    again = _spent(lambda: _compute(newest))
    figures.append(Figure("The same, one unit changed", again, "s", COMPUTE_AGAIN))
    copy_results(newest, rounds[1:])
    where = f"{crowd} × {PERIODS} periods"
    for page in _list_pages(newest):
        figures += _measure_page(page, where)
    return figures


def _start() -> None:
    """Nothing; Django runs on an empty database of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _spent(work: Callable[[], object]) -> float:
    """Seconds of the processor, on a machine as quick as the yardstick."""
    before = _add_million()
    start = process_time()
    work()
    spent = process_time() - start
    return spent * YARDSTICK / ((before + _add_million()) / 2)


def _add_million() -> float:
    """Seconds of the processor for a million additions now."""
    start, total = process_time(), 0
    for number in range(1_000_000):
        total += number
    return process_time() - start


def _compute(round: object) -> int:
    from django.utils import timezone

    from tilik.actions.results import compute
    from tilik.records.models import Round

    fresh = Round.objects.select_related("instrument_version").get(pk=round.pk)  # type: ignore[attr-defined]
    return compute(round=fresh, by=None, at=timezone.now())


def _change_one(round: object) -> None:
    """Nothing; a respondent of one unit counts no more."""
    from tilik.records.models import Response

    response = Response.objects.filter(campaign__round=round).latest("pk")
    response.excluded_reason, response.excluded_by_id = "contoh", response.campaign.by_id
    response.excluded_at = response.campaign.at
    response.save(update_fields=["excluded_reason", "excluded_by", "excluded_at"])


def _list_pages(round: object) -> Iterator[Page]:
    """Every page, of a unit of the round where it is one unit's."""
    from tilik.records.models import Finding, Round, Sheet

    assert isinstance(round, Round)
    document = round.instrument_version.document
    found = Finding.objects.filter(sheet__round=round).select_related("sheet__unit").latest("pk")
    claim = Sheet.objects.filter(round=round, unit=found.sheet.unit, stage="claim").latest("pk")
    unit, form = found.sheet.unit, found.sheet.form
    item = next(
        item
        for each in document["forms"]
        if each["code"] == claim.form
        for item in each["items"]
        if item.get("indicator")
    )
    desk, code = f"/periode/{round.pk}", document["code"]
    yield Page("home", f"{desk}/")
    yield Page("home of a leader", f"{desk}/", "pimpinan")
    yield Page("home of an evaluator", f"{desk}/", "evaluator")
    yield Page("home, a unit looked for", f"{desk}/?cari=9&status=belum")
    yield Page("claim", f"{desk}/isian/{unit.code}/")
    yield Page("one indicator", f"{desk}/isian/{unit.code}/{claim.form}/{item['indicator']}/")
    yield Page("evaluator's sheet", f"{desk}/verifikasi/{unit.code}/", "evaluator")
    yield Page("score sheet", f"{desk}/nilai/{unit.code}/")
    yield Page("leaf", f"{desk}/nilai/{unit.code}/{form}:{found.item}/")
    yield Page("sector", f"{desk}/sektor/{unit.sector}/")
    yield Page("official and own", f"{desk}/resmi-mandiri/")
    yield Page("ranking", f"{desk}/peringkat/")
    yield Page("leader's brief", f"{desk}/ringkasan/")
    for name, rest in (
        ("deadline", "tenggat/"),
        ("deadline of a unit", f"tenggat/{unit.code}/"),
        ("calendar", "jadwal/"),
        ("receipts", f"tanda-terima/{unit.code}/"),
        ("dossier", f"bukti/{unit.code}/"),
        ("evaluators", "tugas/"),
        ("visits", "kunjungan/"),
        ("clarification", "klarifikasi/"),
        ("clarification of a unit", f"klarifikasi/{unit.code}/"),
        ("freezes", "pembekuan/"),
        ("history", "riwayat/"),
        ("story of a unit", f"riwayat/{unit.code}/"),
        ("story of an item", f"riwayat/{unit.code}/{form}/{found.item}/"),
        ("papers", "naskah/"),
        ("packs", "paket/"),
        ("pack of a unit", f"paket/{unit.code}/"),
        ("agreement", "kesepakatan/"),
        ("products of the Ombudsman", "produk-ombudsman/"),
        ("a new product of the Ombudsman", "produk-ombudsman/baru/"),
        ("places for evidence", f"bukti/{unit.code}/butir/{form}/{found.item}/"),
        ("last year's evidence", f"bukti/{unit.code}/tahun-lalu/"),
        ("what came back", f"dikembalikan/{unit.code}/"),
    ):
        yield Page(name, f"{desk}/{rest}")
    yield Page("checking by indicator", f"{desk}/verifikasi/", "evaluator")
    yield Page("checking one indicator", f"{desk}/verifikasi/{form}/{found.item}/", "evaluator")
    yield Page("units and people", "/kelola/unit/")
    yield Page("handing over", "/kelola/serah-terima/")
    yield Page("roles", "/kelola/peran/")
    yield Page("letterhead", "/kelola/naskah/")
    yield Page("chains", "/kelola/jejak/")
    yield Page("standards", "/standar/")
    yield Page("standards of a unit", f"/standar/{unit.code}/")
    yield Page("papers of a unit", f"/standar-naskah/{unit.code}/")
    yield Page("report audit", "/periksa-laporan/")
    yield Page("practice", "/latihan-wawancara/")
    yield Page("audit of reports", "/periksa-laporan/")
    yield Page("practice of a unit", f"/latihan-wawancara/{unit.code}/")
    yield Page("opening a round", "/kelola/periode/baru/")
    yield Page("instrument", f"/instrumen/{code}/")
    yield Page("form of an instrument", f"/instrumen/{code}/{form}/")
    yield Page("indicator of an instrument", f"/instrumen/{code}/{form}/{found.item}/")
    yield Page("published figures", "/angka-resmi/")
    yield Page("published ranking", _find_table())


def _find_table() -> str:
    """The address of the longest published table."""
    from django.db.models import Count

    from tilik.records.models import PublishedFigure

    groups = PublishedFigure.objects.values("measure", "year").annotate(n=Count("pk"))
    longest = groups.order_by("-n").first() or {}
    return f"/angka-resmi/{longest['measure']}/{longest['year']}/"


def _measure_page(page: Page, where: str) -> list[Figure]:
    """The median time of the page and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visit = _make_visit(page)
    visit()
    with CaptureQueriesContext(connection) as queries:
        visit()
    asked = len(queries)
    time = 1000 * median(_spent(visit) for _ in range(TIMES))
    title = f"Page “{page.name}”, {where}"
    return [
        Figure(title, time, "ms", MILLISECONDS),
        Figure(f"{title}: queries", asked, "", QUERIES),
    ]


def _make_visit(page: Page) -> Callable[[], object]:
    """A request by somebody of that role; it fails where the page is not shown."""
    from django.test import Client

    from tilik.records.models import Seat

    client = Client(headers={"host": "localhost"})
    client.force_login(Seat.objects.filter(role=page.role).latest("-pk").user, backend=BACKEND)

    def visit() -> None:
        response = client.get(page.path)
        if response.status_code != 200:
            raise LookupError(f"{page.path}: {response.status_code}")

    return visit
