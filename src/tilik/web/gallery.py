"""The style page: every component at once, for whoever draws pages; shown only while developing."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tilik.web.frame import Frame, Link
from tilik.web.svg.ladder import Band, Interval, Standing
from tilik.web.svg.rows import Moment, Place
from tilik.web.svg.signs import Reading

LETTERS = ("F", "E", "D", "C-", "C", "B-", "B", "A-", "A")
BOUNDS = ("0", "1.01", "1.51", "2.01", "2.51", "3.01", "3.51", "4.01", "4.51", "5")
BANDS = tuple(
    Band(letter, Decimal(low), Decimal(high))
    for letter, (low, high) in zip(LETTERS, pairwise(BOUNDS), strict=True)
)
SURE = Interval(Decimal("3.34"), Decimal("3.90"), Decimal("3.52"), Decimal("3.71"))
KNOWN = Standing(Decimal("3.62"), SURE, places=2, next_letter="A-", next_at=Decimal("4.01"))
FRAME = Frame(
    government="Kabupaten Contoh",
    period="PEKPPP Mandiri",
    periods=(Link("PEKPPP Mandiri", "#", True), Link("Ombudsman (latihan)", "#")),
    navigation=(
        Link("Beranda", "#", True, "house"),
        Link("Isian & bukti", "#", icon="clipboard-list"),
        Link("Verifikasi", "#", icon="clipboard-check"),
        Link("Nilai", "#", icon="scale"),
        Link("Peringkat", "#", icon="list-ordered"),
        Link("Instrumen", "#", icon="book-open"),
    ),
    role="admin kabupaten",
    source="data contoh",
    is_example=True,
)
PLACES = (
    Place("Kota Satu", Decimal("96.51"), 1),
    Place("Kabupaten Dua", Decimal("94.45"), 2, Interval(90, 98), tie="x"),
    Place("Kabupaten Tiga", Decimal("93.90"), 3, Interval(89, 97), tie="x"),
    Place("Kabupaten Contoh", Decimal("78.38"), 4, Interval(74, 83), is_own=True),
    Place("Kabupaten Lima", None),
)
ROWS = (
    (
        "Dinas Satu",
        86,
        86,
        "B-",
        Decimal("3.21"),
        Interval(Decimal("2.98"), Decimal("3.40")),
        (80, 64, 41),
    ),
    (
        "RSUD Dua",
        86,
        86,
        "B",
        Decimal("3.94"),
        Interval(Decimal("3.80"), Decimal("4.05")),
        (88, 84, 80),
    ),
    (
        "Dinas Tiga",
        71,
        86,
        None,
        None,
        Interval(Decimal("1.90"), Decimal("3.90")),
        (52, None, None),
    ),
)
MESSAGE = """Yth. Bapak/Ibu operator Dinas Tiga,

Isian F-01 belum lengkap: 71 dari 86 butir.
Mohon dilengkapi sebelum 23.59 WITA."""


def show_gallery(request: HttpRequest) -> HttpResponse:
    """The style page while developing; otherwise the address does not exist."""
    if not settings.DEBUG:
        raise Http404
    request.frame = FRAME  # type: ignore[attr-defined]
    return render(request, "tilik/gallery.html", make_samples())


def make_samples() -> dict[str, object]:
    """One sample of what each component takes."""
    return {
        "bands": BANDS,
        "known": KNOWN,
        "estimate": Standing(
            Decimal("4.62"), Interval(Decimal("4.3"), Decimal("4.8")), is_estimate=True
        ),
        "incomplete": Standing(None, Interval(Decimal("2.1"), Decimal("4.2"))),
        "possible": [("B", "Baik"), ("A-", "Sangat Baik")],
        "places": PLACES,
        "moments": [
            Moment("I", Decimal("71.2")),
            Moment("II", Decimal("74.1")),
            Moment("III", None),
            Moment("IV", Decimal("78.38")),
        ],
        "rows": [
            {
                "name": name,
                "done": done,
                "total": total,
                "grade": grade,
                "value": value,
                "interval": interval,
                "readings": [
                    Reading(side, each)
                    for side, each in zip(("paper", "field", "citizen"), sides, strict=True)
                ],
            }
            for name, done, total, grade, value, interval, sides in ROWS
        ],
        "gap": [Reading("paper", 82), Reading("field", 64), Reading("citizen", 41, 35, 47)],
        "levels": [0, 1, 2, 3, 4, 5, None],
        "fraction": Fraction(2473, 801),
        "now": timezone.now(),
        "message": MESSAGE,
    }
