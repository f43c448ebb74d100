"""Official figures: ranked only on what was published, with the source of each, conflicts and all."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.scored import make_document
from tests.web.test_reader import MOST, weigh
from tests.web.test_scores import heading, read
from tests.web.test_standings import COLUMNS
from tests.world import make_government, make_version
from tilik.actions.published import import_figures
from tilik.actions.ranks import rank_published
from tilik.records.models import PublishedFigure

pytestmark = pytest.mark.django_db
TABLE = "/angka-resmi/ipp/2024/"
FIXTURE = Path(__file__).parent.parent / "fixtures" / "published.csv"


def publish(folder: Path, *rows: dict[str, Any]) -> None:
    """The rows stand as published figures of regencies."""
    path = folder / "terbit.csv"
    common = {"level": "kabupaten", "year": "2024", "measure": "ipp", "kind": "IPP"}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow({**common, "source": "https://berita.contoh.go.id/a (2024)", **row})
    import_figures(by=None, government=None, path=path)


def test_the_heading_names_the_highest_of_the_published(tmp_path: Path) -> None:
    publish(tmp_path, {"entity": "A", "value": "4.10"}, {"entity": "B", "value": "3.90"})
    title = heading(Client(), TABLE)
    assert title == (
        "Indeks Pelayanan Publik (IPP) 2024: A, 4,10: tertinggi dari 2 nilai yang dipublikasikan"
    )


def test_equal_published_values_share_a_place_and_the_next_is_skipped(tmp_path: Path) -> None:
    rows = [{"entity": name, "value": value} for name, value in
            (("A", "4.10"), ("B", "4.10"), ("C", "3.90"))]  # fmt: skip
    publish(tmp_path, *rows)
    page = read(Client(), TABLE)
    assert "1 sama A 4,10" in page
    assert "1 sama B 4,10" in page
    assert "3 C 3,90" in page


def test_regencies_and_provinces_never_share_a_table(tmp_path: Path) -> None:
    publish(
        tmp_path,
        {"entity": "A", "value": "4.10"},
        {"entity": "Kota B", "level": "kota", "value": "3.90"},
        {"entity": "P", "level": "provinsi", "value": "4.50"},
        {"entity": "Q", "level": "provinsi", "value": "4.40"},
    )
    page = read(Client(), TABLE)
    assert "kabupaten/kota" in page
    assert "2 Kota B" in page
    assert "1 P 4,50" in page


def test_figures_of_another_scheme_are_not_ranked_among_the_others(tmp_path: Path) -> None:
    publish(
        tmp_path,
        {"entity": "A", "value": "4.10", "scheme": "nasional"},
        {"entity": "B", "value": "3.90", "scheme": "nasional"},
        {"entity": "C", "value": "4.00", "scheme": "mandiri"},
    )
    page = read(Client(), TABLE)
    assert "2 B 3,90" in page
    assert "Angka yang berdiri sendiri" in page


def test_the_ranks_refuse_to_mix_schemes(tmp_path: Path) -> None:
    from tilik.core.errors import UserError

    publish(
        tmp_path,
        {"entity": "A", "value": "4.10", "scheme": "nasional"},
        {"entity": "C", "value": "4.00", "scheme": "mandiri"},
    )
    with pytest.raises(UserError, match="mixed-schemes"):
        rank_published(list(PublishedFigure.objects.all()))


def test_a_rank_without_its_value_is_shown_as_it_was_published(tmp_path: Path) -> None:
    publish(
        tmp_path,
        {"entity": "A", "value": "4.10"},
        {"entity": "B", "rank": "6", "rank_of": "10", "kind": "ipp_rank_contoh"},
    )
    page = read(Client(), TABLE)
    assert "B belum dipublikasikan peringkat resmi 6 dari 10" in page
    assert "6 B" not in page


def test_a_body_nothing_was_published_of_is_named_without_a_value(tmp_path: Path) -> None:
    make_government("64.01", "D")
    publish(tmp_path, {"entity": "A", "value": "4.10"}, {"entity": "B", "value": "3.90"})
    assert "– D belum dipublikasikan" in read(Client(), TABLE)


def test_sources_that_disagree_are_both_listed_and_not_ranked(tmp_path: Path) -> None:
    publish(
        tmp_path,
        {"entity": "A", "value": "4.10"},
        {"entity": "B", "value": "3.90"},
        {"entity": "C", "value": "4.90", "source": "koran satu"},
        {"entity": "C", "value": "4.09", "source": "koran dua"},
    )
    page = read(Client(), TABLE)
    assert page.count("sumber berbeda: tidak diperingkat") == 2
    assert "1 A 4,10" in page
    assert "4,90" in page
    assert "4,09" in page


def test_every_figure_has_its_source_as_a_footnote(tmp_path: Path) -> None:
    publish(tmp_path, {"entity": "A", "value": "4.10"}, {"entity": "B", "value": "3.90"})
    page = Client().get(TABLE).content.decode()
    assert '<a href="#s1">[1]</a>' in page
    assert 'href="https://berita.contoh.go.id/a"' in page
    assert "berita.contoh.go.id (2024)" in page


def test_movement_is_shown_where_one_instrument_holds_for_both_years(tmp_path: Path) -> None:
    make_version(**make_document(years=["2022", "2026"]))
    publish(
        tmp_path,
        {"entity": "A", "value": "4.10"},
        {"entity": "B", "value": "3.90"},
        {"entity": "A", "value": "4.25", "year": "2023"},
    )
    page = read(Client(), TABLE)
    assert "A 4,10 −0,15" in page


def test_across_instruments_nothing_is_said_to_have_moved(tmp_path: Path) -> None:
    make_version(**make_document(years=["2024", "2026"]))
    publish(
        tmp_path,
        {"entity": "A", "value": "4.10"},
        {"entity": "B", "value": "3.90"},
        {"entity": "A", "value": "4.25", "year": "2023"},
    )
    page = read(Client(), TABLE)
    assert "−0,15" not in page
    assert "instrumennya lain" in page


def test_the_front_of_the_figures_lists_measures_and_years(tmp_path: Path) -> None:
    publish(tmp_path, {"entity": "A", "value": "4.10"})
    assert "Indeks Pelayanan Publik (IPP) 2024 1 angka" in read(Client(), "/angka-resmi/")


def test_without_figures_the_page_says_who_brings_them(db: None) -> None:
    assert "Belum ada angka yang dimasukkan" in read(Client(), "/angka-resmi/")


def test_a_year_of_which_nothing_is_known_is_not_found(db: None) -> None:
    assert Client().get(TABLE).status_code == 404


def test_the_figures_of_the_fixture_open_year_by_year(tmp_path: Path) -> None:
    rows = [
        row
        for row in csv.DictReader(FIXTURE.read_text(encoding="utf-8").splitlines())
        if row["year"].isdigit() and "Kalimantan Timur" in row["entity"] + row["source"]
    ]
    publish(tmp_path, *rows)
    for measure, year in sorted({(row["measure"], row["year"]) for row in rows}):
        path = f"/angka-resmi/{measure}/{year}/"
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(path)
        assert response.status_code == 200
        assert weigh(response.content) <= MOST
        assert len(queries) <= 8
