"""Every page over five hundred units and five periods: few queries, whatever their number."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import build_once
from tests.web.crowd import make_crowd
from tests.web.scored import Scored

MOST = 20
DESK = (
    "",
    "?halaman=7",
    "jadwal/",
    "tenggat/",
    "tenggat/sekolah/",
    "tanda-terima/sekolah/",
    "isian/sekolah/",
    "isian/sekolah/K/a/",
    "verifikasi/",
    "verifikasi/E/1/",
    "verifikasi/E/1/?unit=sekolah",
    "verifikasi/E/1/?saring=belum",
    "verifikasi/sekolah/",
    "nilai/sekolah/",
    "nilai/sekolah/E:1/",
    "sektor/b1/",
    "resmi-mandiri/",
    "peringkat/",
    "peringkat/?halaman=7",
    "ringkasan/",
    "naskah/",
    "bukti/sekolah/",
    "bukti/sekolah/butir/E/1/",
    "tugas/",
    "produk-ombudsman/",
    "produk-ombudsman/baru/",
    "produk-ombudsman/excel/",
    "kesepakatan/",
    "kesepakatan/sekolah/E/1/",
    "kunjungan/",
    "klarifikasi/",
    "klarifikasi/sekolah/",
    "pembekuan/",
    "riwayat/",
    "riwayat/sekolah/",
    "riwayat/sekolah/E/1/",
    "paket/",
    "paket/sekolah/",
    "bukti/sekolah/tahun-lalu/",
    "dikembalikan/sekolah/",
)
OTHERS = (
    "/kelola/unit/",
    "/kelola/instrumen/",
    "/kelola/periode/baru/",
    "/kelola/peran/",
    "/kelola/serah-terima/",
    "/kelola/naskah/",
    "/kelola/jejak/",
    "/latihan-wawancara/",
    "/periksa-laporan/",
    "/standar/",
    "/survei/",
    "/survei/?halaman=3",
    "/survei/baru/",
    "/survei/hasil/",
    "/standar/sekolah/",
    "/standar-naskah/sekolah/",
    "/standar-naskah/sekolah/keputusan-standar/",
    "/latihan-wawancara/sekolah/",
    "/bantuan/",
    "/",
    "/instrumen/nilai/",
    "/instrumen/nilai/E/",
    "/instrumen/nilai/E/1/",
    "/angka-resmi/",
)


@pytest.fixture(scope="module")
def _crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scored]:
    yield from build_once(django_db_blocker, make_crowd)


@pytest.fixture
def crowd(_crowd: Scored, db: None) -> Scored:
    """Read only: no test changes it."""
    return _crowd


def count_queries(crowd: Scored, path: str) -> int:
    """The queries of the page for the evaluator where evaluators alone see it, else the office."""
    evaluator = crowd.world.evaluator if "verifikasi" in path else None
    client = crowd.log_in(evaluator)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("rest", DESK)
def test_a_page_of_the_desk_asks_few_queries(crowd: Scored, rest: str) -> None:
    assert 0 < count_queries(crowd, crowd.path(rest)) <= MOST


@pytest.mark.parametrize("path", OTHERS)
def test_a_page_outside_the_desk_asks_few_queries(crowd: Scored, path: str) -> None:
    assert count_queries(crowd, path) <= MOST


def test_a_unit_among_five_hundred_asks_no_more_than_the_office(crowd: Scored) -> None:
    client = crowd.log_in(crowd.world.operator)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(crowd.path())
    assert response.status_code == 200
    assert len(queries) <= MOST


def test_the_league_is_turned_page_by_page(crowd: Scored) -> None:
    client = crowd.log_in()
    first, last = (
        client.get(crowd.path(f"peringkat/?halaman={n}")).content.decode() for n in (1, 11)
    )
    assert "Unit 0<" in first
    assert "Unit 499<" not in first
    assert "Unit 499<" in last


def test_a_page_of_many_units_reads_only_its_own(crowd: Scored) -> None:
    client = crowd.log_in(crowd.world.evaluator)
    path = crowd.path("verifikasi/E/1/")
    first, second = (client.get(f"{path}?halaman={n}").context for n in (1, 2))
    assert [line.n for line in first["lines"]] == list(range(1, 61))
    assert [line.n for line in second["lines"]] == list(range(61, 121))
    shown = {label: count for label, count, *_rest in first["filters"]}
    assert list(shown.values()) == [502, 500, None, None, None]
    picked = client.get(f"{path}?saring=belum").context
    assert picked["lines"].paginator.count == 500
    assert [count for _label, count, *_rest in picked["filters"]][1] == 500


def test_a_unit_of_another_page_is_opened_where_it_stands(crowd: Scored) -> None:
    client = crowd.log_in(crowd.world.evaluator)
    for unit in ("u000", "u499"):
        page = client.get(crowd.path(f"verifikasi/E/1/?unit={unit}"))
        assert page.context["open"].row.unit.code == unit
        assert unit in [line.code for line in page.context["lines"]]
