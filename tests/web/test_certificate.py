"""The certificate: only of a frozen round, only of a unit with one category, on one page across."""

from typing import Any

import pytest

from tests.shared import shared
from tests.web.paper_files import count_pages, list_sizes, read_docx, read_pdf
from tests.web.scored import Scored, make_scored
from tests.web.test_papers_register import freeze
from tilik.records.models import IssuedPaper

pytestmark = pytest.mark.django_db
PAGE = "naskah/"


@shared
def scored() -> Scored:
    return make_scored()


def post(scored: Scored, unit: str = "sekolah", ending: str = "pdf") -> Any:
    data = {"unit": unit, "format": ending}
    return scored.log_in().post(scored.path("naskah/piagam/"), data, follow=True)


def read(scored: Scored) -> str:
    return str(scored.log_in().get(scored.path(PAGE)).content.decode())


def complete(scored: Scored) -> None:
    """The clinic has a value too, below the school's."""
    scored.find("klinik", "2", "2")
    scored.survey("klinik", ("2", "2"))
    scored.compute()


def test_before_the_freeze_there_is_none_and_the_page_says_why(scored: Scored) -> None:
    assert "periode belum dibekukan" in read(scored)
    page = post(scored).content.decode()
    assert "Periode ini tidak dibekukan." in page or "belum dibekukan" in page
    assert not IssuedPaper.objects.filter(kind="piagam").exists()


def test_of_a_frozen_round_it_names_index_and_category(scored: Scored) -> None:
    freeze(scored)
    content = post(scored).content
    text = read_pdf(content)
    assert "PIAGAM PENGHARGAAN" in text
    assert "Sekolah" in text
    assert "sebesar 3,10 dengan kategori B Baik" in text
    assert "data beku" in text
    assert count_pages(content) == 1
    assert list_sizes(content) == [(297, 210)]


def test_both_forms_say_the_same(scored: Scored) -> None:
    freeze(scored)
    text = read_docx(post(scored, ending="docx").content)
    assert "sebesar 3,10" in text
    assert "kategori B Baik" in text
    assert f"Kode {IssuedPaper.objects.get(kind='piagam')}" in text


def test_no_place_is_given_while_a_unit_has_no_value(scored: Scored) -> None:
    freeze(scored)
    assert "peringkat" not in read_pdf(post(scored).content)


def test_a_place_is_given_where_every_unit_has_a_value(scored: Scored) -> None:
    complete(scored)
    freeze(scored)
    assert "kategori B Baik, peringkat 1 dari 2 unit" in read_pdf(post(scored).content)


def test_a_unit_without_one_category_gets_none(scored: Scored) -> None:
    freeze(scored)
    page = post(scored, "klinik").content.decode()
    assert "belum memiliki satu kategori" in page
    assert not IssuedPaper.objects.filter(kind="piagam").exists()


def test_only_units_with_a_category_are_offered(scored: Scored) -> None:
    freeze(scored)
    card = read(scored).split('id="piagam"')[1].split("</section>")[0]
    assert 'value="sekolah"' in card
    assert 'value="klinik"' not in card


def test_the_best_unit_is_offered_first(scored: Scored) -> None:
    complete(scored)
    freeze(scored)
    card = read(scored).split('id="piagam"')[1].split("</section>")[0]
    assert card.index('value="sekolah"') < card.index('value="klinik"')


def test_it_is_the_coordinator_s_to_make(scored: Scored) -> None:
    freeze(scored)
    client = scored.log_in(scored.world.evaluator)
    data = {"unit": "sekolah", "format": "pdf"}
    assert client.post(scored.path("naskah/piagam/"), data).status_code == 403


def test_a_paper_is_made_in_its_own_formats_alone(scored: Scored) -> None:
    client = scored.log_in()
    assert client.post(scored.path("naskah/piagam/"), {"format": "xlsx"}).status_code == 404
    assert client.post(scored.path("naskah/rekap/"), {"format": "pdf"}).status_code == 404


def test_its_code_is_checked_after_the_round_was_opened_again(scored: Scored) -> None:
    freeze(scored)
    post(scored)
    paper = IssuedPaper.objects.get(kind="piagam")
    page = scored.log_in().get(f"/cek/{paper.code}/").content.decode()
    assert "datanya sama dengan data sekarang" in page
