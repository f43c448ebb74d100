"""The score sheet and its leaves: every figure explained, nothing hidden, nobody from outside."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.scored import UNKNOWN, Scored, make_round, make_scored
from tests.world import make_government, make_user, make_world
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
SCHOOL, CLINIC = "nilai/sekolah/", "nilai/klinik/"


@shared
def scored() -> Scored:
    return make_scored()


def read(client: Client, path: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def heading(client: Client, path: str, language: str = "id") -> str:
    client.cookies["django_language"] = language
    page = client.get(path).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<h1>")[1].split("</h1>")[0]).split())


def test_the_heading_is_the_value_and_its_one_category(scored: Scored) -> None:
    # 0.75 × (0.6 × 2 + 0.4 × 4) + 0.25 × 4
    assert heading(scored.log_in(), scored.path(SCHOOL)) == "3,10 — kategori B Baik"
    english = heading(scored.log_in(), scored.path(SCHOOL), "en")
    assert english == "3.10 — category B Good"


def test_where_it_comes_from_is_one_sum(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(SCHOOL))
    sum_ = "75\u00a0% × Evaluator 2,80 + 25\u00a0% × Pengguna 4,00 = 3,1 → dibulatkan sekali: 3,10"
    assert sum_.replace("\u00a0", " ") in page.replace("\u00a0", " ")


def test_an_incomplete_unit_has_a_range_and_no_single_category(scored: Scored) -> None:
    title = heading(scored.log_in(), scored.path(CLINIC))
    # level 3 known; the other level and the survey can be anything from 0 to 5
    assert title == "Belum lengkap, antara 1,35–4,10 — kategori yang mungkin: D sampai A"
    page = read(scored.log_in(), scored.path(CLINIC))
    assert "belum ada nilai" in page
    assert "kategori B" not in page


def test_an_index_on_assumed_weights_is_an_estimate_with_its_range() -> None:
    scored = make_scored("64.09", version=2, children=UNKNOWN, axes=[], aliases={})
    title = heading(scored.log_in(), scored.path(SCHOOL))
    # equal weights give 0.75 × 3 + 1; any weights give 0.75 × 2 + 1 to 0.75 × 4 + 1
    assert title == "3,25 (perkiraan) — kategori yang mungkin: C sampai A"
    page = scored.log_in().get(scored.path(SCHOOL)).content.decode()
    assert "2,50–4,00" in page
    assert "s-estimate" in page


def test_every_other_way_to_compute_stands_beside_it(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(SCHOOL))
    assert re.search(r"Rata-rata polos 3,25 .{0,12}B", page)


def test_levels_of_claim_rule_and_evaluator_are_told_apart(scored: Scored) -> None:
    page = scored.log_in().get(scored.path(SCHOOL)).content.decode()
    assert "dokumen: level 3 dari 5" in page
    assert "menurut aturan: level 3 dari 5" in page
    assert "lapangan: level 2 dari 5" in page


def test_a_level_nobody_entered_is_dashed_and_not_zero(scored: Scored) -> None:
    page = scored.log_in().get(scored.path(CLINIC)).content.decode()
    assert "lapangan: belum diisi" in page
    assert "level 0 dari 5" not in page


def test_a_round_that_was_not_computed_says_so_and_offers_to() -> None:
    scored = make_round(make_world("64.09"))
    page = read(scored.log_in(), scored.path(SCHOOL))
    assert "belum ada yang dihitung" in page
    assert "Hitung sekarang" in page
    assert "Hitung sekarang" not in read(scored.log_in(scored.world.leader), scored.path(SCHOOL))


def test_a_leaf_names_answer_rule_row_person_and_time(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(SCHOOL + "E:1/"))
    assert "Level 2 Tingkat 2" in page
    assert "Menurut aturan: 3" in page
    assert "Berlaku: Selain itu" in page
    assert "Menurut bukti." in page
    evaluator = scored.world.evaluator.get_role_line()
    assert page.count(evaluator) >= 1
    assert scored.world.operator.get_role_line() in page
    assert re.search(r"\d{1,2} \w+ \d{4} \d\d\.\d\d", page)


def test_the_row_that_holds_is_the_only_one_marked(scored: Scored) -> None:
    page = scored.log_in().get(scored.path(SCHOOL + "E:1/")).content.decode()
    assert page.count('aria-current="true"') - page.count('aria-current="true">Nilai contoh') == 1


def test_where_the_rubric_is_silent_the_leaf_says_so(scored: Scored) -> None:
    scored.claim("sekolah", i2="0")
    page = read(scored.log_in(), scored.path(SCHOOL + "E:1/"))
    assert "Tidak ada layanan" in page
    assert "rubrik tidak mengatur" in page


def test_an_answer_that_was_changed_stays_readable(scored: Scored) -> None:
    scored.claim("sekolah", i2="7")
    page = read(scored.log_in(), scored.path(SCHOOL + "E:1/"))
    assert re.search(r"7 Orang", page)
    assert re.search(r"4 \(tidak lagi dihitung\)", page)


def test_respondents_are_counted_and_never_named(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(SCHOOL + "R:1/"))
    assert "Jawaban pengguna layanan" in page
    assert re.search(r"Responden 3 1 4 1 ", page)
    assert "tanpa nama" in page


def test_a_part_of_the_index_has_a_page_of_its_own(scored: Scored) -> None:
    page = read(scored.log_in(), scored.path(SCHOOL + "ev/"))
    assert "2,80 — Evaluator" in page
    assert "Bagian-bagiannya" in page


def test_the_official_value_is_shown_or_said_to_be_unpublished(scored: Scored) -> None:
    assert "Nilai resmi terakhir belum dipublikasikan" in read(scored.log_in(), scored.path(SCHOOL))


@pytest.mark.parametrize("path", [SCHOOL, SCHOOL + "E:1/"])
def test_a_stranger_from_another_government_finds_nothing(scored: Scored, path: str) -> None:
    stranger = make_user(make_government("64.01", "Kabupaten Lain"), Role.ADMIN)
    assert scored.log_in(stranger).get(scored.path(path)).status_code == 404


def test_who_is_not_logged_in_is_asked_to(scored: Scored) -> None:
    response = Client().get(scored.path(SCHOOL))
    assert response.status_code == 302
    assert response["Location"].startswith("/akun/login/?next=")


def test_a_unit_sees_its_own_score_and_no_other(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    assert client.get(scored.path(SCHOOL)).status_code == 200
    assert client.get(scored.path(CLINIC)).status_code == 403


@pytest.mark.parametrize("path", ["nilai/tidak-ada/", SCHOOL + "tidak-ada/"])
def test_what_is_not_there_is_not_found(scored: Scored, path: str) -> None:
    assert scored.log_in().get(scored.path(path)).status_code == 404


@pytest.mark.parametrize("path", [SCHOOL, CLINIC, SCHOOL + "E:1/", SCHOOL + "R:1/"])
def test_a_score_page_takes_at_most_twenty_queries(scored: Scored, path: str) -> None:
    client = scored.log_in()
    with CaptureQueriesContext(connection) as queries:
        client.get(scored.path(path))
    assert len(queries) <= 20


def test_example_data_is_marked_on_the_sheet() -> None:
    scored = make_scored("64.09", is_example=True)
    assert "DATA CONTOH – BUKAN HASIL RESMI" in read(scored.log_in(), scored.path(SCHOOL))
