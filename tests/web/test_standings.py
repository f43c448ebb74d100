"""Units side by side, sectors, official figures: ranked exactly, never mixed, never invented."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.scored import Scored, make_round, make_scored
from tests.web.test_scores import heading, read
from tests.world import make_government, make_user
from tilik.actions.published import import_figures
from tilik.actions.units import change_unit
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
LEAGUE, OFFICIAL = "peringkat/", "resmi-mandiri/"
COLUMNS = (
    "entity", "level", "year", "measure", "kind", "scheme", "value", "grade", "zone", "opinion",
    "rank", "rank_of", "conflict", "source", "note",
)  # fmt: skip


@shared
def scored() -> Scored:
    return make_scored()


def publish(tmp_path: Path, scored: Scored, *rows: dict[str, str]) -> None:
    path = tmp_path / "terbit.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow({"measure": "ipp", "kind": "IPP", "source": "contoh", **row})
    import_figures(by=None, government=scored.world.government, path=path)


def test_the_league_names_who_leads_and_who_cannot_be_ranked(scored: Scored) -> None:
    title = heading(scored.log_in(), scored.path(LEAGUE))
    assert title == "Sekolah tertinggi dengan 3,10; 1 dari 2 unit dapat diperingkat"
    page = read(scored.log_in(), scored.path(LEAGUE))
    assert "– Klinik belum lengkap" in page


def test_equal_values_share_a_place(scored: Scored) -> None:
    for item, level in (("1", "2"), ("2", "4")):
        scored.find("klinik", item, level)
    scored.survey("klinik", ("4", "4"))
    scored.compute()
    page = read(scored.log_in(), scored.path(LEAGUE))
    assert page.count("1 sama") == 2


def test_values_that_look_alike_get_the_decimals_that_part_them(scored: Scored) -> None:
    for item, level in (("1", "2"), ("2", "4")):
        scored.find("klinik", item, level)
    scored.survey("klinik", *(("4", "4"),) * 50, ("4", "3"))
    scored.compute()
    page = read(scored.log_in(), scored.path(LEAGUE))
    assert "1 Sekolah 3,100" in page
    assert "2 Klinik 3,098" in page


def test_movement_is_against_the_round_before_of_the_same_kind(scored: Scored) -> None:
    before = make_round(scored.world, title="Tahun lalu", year=2023)
    before.find("sekolah", "1", "2")
    before.find("sekolah", "2", "2")
    before.survey("sekolah", ("4", "4"))
    before.compute()
    page = read(scored.log_in(), scored.path(LEAGUE))
    assert "+0,60" in page
    assert "Perubahan terhadap Tahun lalu" in page


def test_what_is_incomplete_has_not_moved(scored: Scored) -> None:
    make_round(scored.world, title="Tahun lalu", year=2023).compute()
    page = scored.log_in().get(scored.path(LEAGUE)).content.decode()
    assert "+3,10" not in page


def test_a_unit_sees_only_itself_in_the_league(scored: Scored) -> None:
    page = read(scored.log_in(scored.world.operator), scored.path(LEAGUE))
    assert "Sekolah" in page
    assert "Klinik" not in page


@pytest.fixture
def sectored(scored: Scored) -> Scored:
    change_unit(by=scored.world.admin, unit=scored.units["sekolah"], sector="pendidikan")
    made = make_round(scored.world, title="Menurut bidang", year=2025)
    made.find("sekolah", "1", "2")
    made.find("sekolah", "2", "4")
    made.survey("sekolah", ("4", "4"))
    return made.compute()


def test_one_level_is_worth_the_product_of_the_weights(sectored: Scored) -> None:
    page = read(sectored.log_in(), sectored.path("sektor/pendidikan/"))
    # 0.75 × 0.6 for the unit, half of it for a government of two units
    assert "1 Standar Sekolah 2/5 +0,450 +0,225" in page
    assert "2 Media Sekolah 4/5 +0,300 +0,150" in page
    assert page.index("1 Standar") < page.index("2 Media")


def test_the_heading_of_a_sector_says_where_it_stands(sectored: Scored) -> None:
    title = heading(sectored.log_in(), sectored.path("sektor/pendidikan/"))
    assert title == "Pendidikan: 3,10 — kategori B Baik, 1 dari 2 unit"


def test_a_sector_nobody_belongs_to_is_not_found(scored: Scored) -> None:
    assert scored.log_in().get(scored.path("sektor/pendidikan/")).status_code == 404


def test_a_unit_alone_may_not_open_the_sector(sectored: Scored) -> None:
    client = sectored.log_in(sectored.world.operator)
    assert client.get(sectored.path("sektor/pendidikan/")).status_code == 403


def test_official_and_own_stand_side_by_side_with_their_difference(
    scored: Scored, tmp_path: Path
) -> None:
    publish(tmp_path, scored, {"entity": "Sekolah", "year": "2023", "value": "2.60", "grade": "C"})
    page = read(scored.log_in(), scored.path(OFFICIAL))
    assert "Sekolah 2,60" in page
    assert "(2023)" in page
    assert "+0,50" in page


def test_a_body_without_a_published_figure_says_so(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(OFFICIAL))
    assert page.count("belum dipublikasikan") == 3
    assert "Belum ada yang dapat dibandingkan" in page


def test_a_rank_published_without_its_value_is_shown_as_such(
    scored: Scored, tmp_path: Path
) -> None:
    name = scored.world.government.name
    publish(tmp_path, scored, {"entity": name, "year": "2024", "rank": "6", "rank_of": "10"})
    page = read(scored.log_in(), scored.path(OFFICIAL))
    assert f"{name} belum dipublikasikan peringkat resmi 6 dari 10 (2024)" in page


def test_sources_that_disagree_leave_no_difference(scored: Scored, tmp_path: Path) -> None:
    row = {"entity": "Sekolah", "year": "2023"}
    publish(
        tmp_path,
        scored,
        {**row, "value": "2.60", "source": "satu"},
        {**row, "value": "2.80", "source": "dua"},
    )
    page = read(scored.log_in(), scored.path(OFFICIAL))
    assert "2,60" in page
    assert "2,80" in page
    assert "sumber berbeda" in page
    assert "+0," not in page


@pytest.mark.parametrize("path", [LEAGUE, OFFICIAL, "ringkasan/"])
def test_a_stranger_from_another_government_finds_no_standing(scored: Scored, path: str) -> None:
    stranger = make_user(make_government("64.01", "Kabupaten Lain"), Role.ADMIN)
    assert scored.log_in(stranger).get(scored.path(path)).status_code == 404


@pytest.mark.parametrize("path", [LEAGUE, OFFICIAL, "ringkasan/", "ringkasan.pdf"])
def test_a_standing_takes_at_most_twenty_queries(scored: Scored, path: str) -> None:
    client = scored.log_in()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(scored.path(path)).status_code == 200
    assert len(queries) <= 20
