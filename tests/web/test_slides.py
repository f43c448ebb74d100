"""The slides: each title is a finding, charts and tables are native, nothing unknown is a number."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from pptx import Presentation

from tests.shared import build_once
from tests.web.pekppp import Round3, make_round3
from tests.web.scored import make_round, make_scored
from tests.world import make_world
from tilik.records.models import IssuedPaper, Round

BAND = "DATA CONTOH – BUKAN HASIL RESMI"


@pytest.fixture(scope="module")
def _round3(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round3]:
    yield from build_once(django_db_blocker, make_round3)


@pytest.fixture
def round3(_round3: Round3, db: None) -> Round3:
    return _round3


def fetch(made: Any) -> list[Any]:
    response = made.log_in().post(made.path("naskah/paparan/"), {"format": "pptx"})
    assert response.status_code == 200
    return list(Presentation(io.BytesIO(response.content)).slides)


def list_titles(slides: list[Any]) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides]


def find_chart(slide: Any) -> Any:
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def read_table(slide: Any) -> list[list[str]]:
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    return [[cell.text_frame.text for cell in row.cells] for row in table.rows]


def read_text(slide: Any) -> str:
    return " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_every_slide_has_a_finding_as_its_title(round3: Round3) -> None:
    titles = list_titles(fetch(round3))
    assert 5 <= len(titles) <= 7
    assert titles[0].startswith("Indeks Pelayanan Publik (IPP) Kabupaten Contoh: ")
    assert titles[1] == "Satu dari 3 unit sudah bernilai: Dinas Contoh (4,02)"
    assert titles[-1] == "2 dari 3 unit belum lengkap: kategorinya belum dapat ditetapkan"
    assert len(set(titles)) == len(titles)


def test_charts_are_native_and_hold_known_values_alone(round3: Round3) -> None:
    slide = fetch(round3)[1]
    plot = find_chart(slide).plots[0]
    assert list(plot.categories) == ["Dinas Contoh"]
    assert [list(series.values) for series in plot.series] == [[4.02]]
    assert "Belum bernilai: Kantor Contoh, Rumah Sakit Contoh." in read_text(slide)


def test_charts_and_tables_are_said_in_words(round3: Round3) -> None:
    for slide in fetch(round3):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_the_open_units_stand_in_a_table_with_range_and_possible_categories(
    round3: Round3,
) -> None:
    rows = read_table(fetch(round3)[-1])
    assert rows[0] == ["Unit", "Rentang nilai", "Kategori yang mungkin", "Keterangan"]
    assert [row[0] for row in rows[1:]] == ["Kantor Contoh", "Rumah Sakit Contoh"]
    assert rows[2][2] == "E sampai B"


def test_the_steps_name_unit_indicator_level_and_gain(round3: Round3) -> None:
    slide = fetch(round3)[-2]
    rows = read_table(slide)
    assert rows[0] == ["Unit", "Indikator", "Level sekarang", "Tambahan nilai"]
    assert {row[0] for row in rows[1:]} == {"Dinas Contoh", "Rumah Sakit Contoh"}
    assert all(row[3].startswith("+0,0") for row in rows[1:])


def test_code_and_address_of_the_check_stand_on_every_slide(round3: Round3) -> None:
    slides = fetch(round3)
    paper = IssuedPaper.objects.latest("pk")
    for slide in slides:
        assert str(paper) in read_text(slide)
        assert f"/cek/{paper.code}/" in read_text(slide)


def test_example_data_is_marked_on_every_slide(round3: Round3) -> None:
    Round.objects.filter(pk=round3.round.pk).update(is_example=True)
    for slide in fetch(round3):
        assert BAND in read_text(slide)


def test_real_data_carries_no_mark(round3: Round3) -> None:
    assert not [slide for slide in fetch(round3) if BAND in read_text(slide)]


@pytest.mark.django_db
def test_a_round_nobody_rated_still_gives_slides_that_say_so() -> None:
    titles = list_titles(fetch(make_round(make_world("64.78"))))
    assert "Belum satu pun dari 2 unit bernilai lengkap" in titles
    assert "Langkah berikut belum dapat dihitung: belum ada indikator yang dinilai" in titles


@pytest.mark.django_db
def test_a_whole_round_of_another_instrument_has_its_own_words() -> None:
    scored = make_scored(code="64.77")
    scored.find("klinik", "2", "3")
    scored.survey("klinik", ("3", "3"))
    scored.compute()
    titles = list_titles(fetch(scored))
    assert titles[-1] == "Semua 2 unit lengkap"
    assert titles[1].startswith("2 dari 2 unit sudah bernilai: tertinggi ")


def test_slides_are_no_paper_to_sign(round3: Round3) -> None:
    fetch(round3)
    paper = IssuedPaper.objects.latest("pk")
    page = round3.log_in().get(round3.path("naskah/")).content.decode()
    assert "Bukan naskah yang ditandatangani" in page
    path = round3.path(f"naskah/berkas/{paper.code}/")
    assert round3.log_in().post(path, {"number": "1"}).status_code == 404
