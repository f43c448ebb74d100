"""The instrument reader: open to everybody, light, and sure only of what is sure."""

import gzip
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import tilik.web
from tests.web.scored import UNKNOWN, log_in, make_document
from tests.web.test_scores import heading, read
from tests.world import DOCUMENT, make_version, make_world
from tilik.actions.installed import store_installed
from tilik.actions.instruments import store_version
from tilik.library.canonical import canonical_bytes
from tilik.library.load import catalogue, load
from tilik.web.presenters.conditions import describe, get_words, list_rule_rows
from tilik.web.presenters.provenance import get_mark

pytestmark = pytest.mark.django_db
STATIC = Path(tilik.web.__file__).parent / "static"
MOST = 60 * 1024
COMPRESSED = (".css", ".js", ".svg")


def weigh(page: bytes) -> int:
    """What a visitor's first page costs: itself, and its files as they are served (compressed)."""
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    contents = [(name, (STATIC / name).read_bytes()) for name in files]
    return len(page) + sum(
        len(gzip.compress(content)) if name.endswith(COMPRESSED) else len(content)
        for name, content in contents
    )


@pytest.fixture
def page() -> str:
    make_version(**make_document())
    return "/instrumen/nilai/"


def test_the_list_says_what_decides_each_index(page: str) -> None:
    text = read(Client(), "/instrumen/")
    assert "1 instrumen, terbuka sampai bobot terakhir" in text
    assert "Indeks contoh 75 % Evaluator + 25 % Pengguna" in text.replace("\u00a0", " ")


def test_without_an_instrument_the_list_says_who_brings_one() -> None:
    assert "Belum ada instrumen tersimpan" in read(Client(), "/instrumen/")


def test_the_heading_of_an_instrument_is_what_decides_it(page: str) -> None:
    assert heading(Client(), page).replace("\u00a0", " ") == "75 % Evaluator + 25 % Pengguna"


def test_each_weight_carries_its_provenance_as_sign_and_word(page: str) -> None:
    text = read(Client(), page).replace("\u00a0", " ")
    assert "Evaluator 75 % ≈ disimpulkan" in text
    assert "1 Standar 60 % ≈" in text


def test_an_unknown_weight_is_called_unknown_and_never_a_number() -> None:
    make_version(**make_document(UNKNOWN, axes=[], aliases={}))
    text = read(Client(), "/instrumen/nilai/E/1/")
    assert re.search(r"Bobot tidak diketahui \? tidak diketahui", text)


def test_variants_categories_and_sources_are_explained(page: str) -> None:
    text = read(Client(), page)
    assert "Bobot di dalam Sumber berbeda. Berbobot (bawaan) Rata-rata polos" in text
    assert "A Prima 4 5" in text
    assert "B Baik 3 di bawah 4" in text
    assert "S1: Sumber satu" in text


def test_an_item_has_levels_rule_and_questions_behind_it(page: str) -> None:
    text = read(Client(), page + "E/1/")
    assert "0 Tingkat 0 1 Tingkat 1" in text
    assert "1 “Ada standar?” = “Tidak” 0" in text
    assert "2 “Berapa layanan?” ≤ 0 Tidak ada layanan evaluator" in text
    assert "Selain itu 3" in text
    assert "1 Ada standar?" in text


def test_a_level_without_known_wording_says_so(page: str) -> None:
    assert "Bunyi levelnya tidak diketahui" in read(Client(), page + "R/1/")


def test_a_conditional_question_says_when_it_is_asked(page: str) -> None:
    assert "Ditanya hanya bila 1 “Ada standar?” = “Ya”" in read(Client(), page + "K/2/")


def test_the_reader_speaks_english(page: str) -> None:
    text = read(Client(), page, "en")
    assert "What is weighed" in text
    assert "≈ inferred" in text


@pytest.mark.parametrize(
    "rest", ["", "E/", "E/1/", "contoh/"], ids=["instrument", "form", "item", "cases"]
)
def test_an_instrument_that_is_not_there_is_not_found(rest: str) -> None:
    assert Client().get(f"/instrumen/tidak-ada/{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["X/", "E/9/", "X/1/", "contoh/9/"])
def test_a_part_that_is_not_there_is_not_found(page: str, rest: str) -> None:
    assert Client().get(page + rest).status_code == 404


def test_an_uploaded_instrument_of_a_government_is_not_public(page: str) -> None:
    from tests.world import make_government, make_user
    from tilik.records.models.seat import Role

    government = make_government()
    admin = make_user(government, Role.ADMIN)
    document = {**DOCUMENT, **make_document(), "code": "lokal"}
    store_version(by=admin, content=canonical_bytes(document), government=government)
    assert Client().get("/instrumen/lokal/").status_code == 404
    assert "lokal" not in read(Client(), "/instrumen/")


def test_worked_cases_stand_by_kind_and_variants_of_one_in_one_row() -> None:
    sheet = {"answers": {"E": {"1": "2", "2": "4"}}, "title": {"id": "Sama", "en": "Alike"}}
    cases = [
        {"code": "satu", **sheet, "expect": {"score": "3.1"}},
        {"code": "nilai", "title": {"id": "Angka"}, "grade": "3", "expect": {"grade": "C"}},
        {"code": "dua", **sheet, "variant": "plain", "expect": {"score": "3.0"}},
    ]
    store_version(by=None, content=canonical_bytes({**DOCUMENT, **make_document()}), cases=cases)
    text = read(Client(), "/instrumen/nilai/contoh/")
    assert "Jawaban dan nilainya (2) Sama · plain Nilai dan kategorinya (1) Angka" in text


def test_a_worked_case_shows_what_goes_in_and_what_comes_out() -> None:
    case = {
        "code": "satu", "title": {"id": "Satu kasus", "en": "One case"},
        "answers": {"E": {"1": "2", "2": "4"}, "R": {"1": ["3", None]}},
        "expect": {"score": "3.1", "grade": "B", "nodes": {"ev": "2.8"}, "range": ["3.1", "3.1"]},
    }  # fmt: skip
    content = canonical_bytes({**DOCUMENT, **make_document()})
    store_version(by=None, content=content, cases=[case])
    assert "Satu kasus" in read(Client(), "/instrumen/nilai/contoh/")
    text = read(Client(), "/instrumen/nilai/contoh/satu/")
    assert "Nilai 3,1 Kategori B Evaluator 2,8 Rentang 3,1–3,1" in text
    assert "E:1 Standar 2" in text
    assert "R:1 Mudah 3, belum dijawab" in text


def test_a_reader_sees_which_items_of_other_versions_ask_the_same() -> None:
    store_installed()
    text = read(Client(), "/instrumen/ombudsman-2022/")
    assert "Kesamaan dengan" in text
    assert re.search(r"I13 [^|]+? PR-07 [^|]+? menanyakan lebih banyak", text)
    html = Client().get("/instrumen/ombudsman-2026/").content.decode()
    assert 'href="/instrumen/ombudsman-2022/KEPATUHAN/I13/"' in html
    assert "Kesamaan dengan" not in read(Client(), "/instrumen/skm-2017/")


def test_every_page_of_every_shipped_instrument_opens_and_is_light() -> None:
    store_installed()
    client = Client()
    for entry in catalogue():
        document, page = load(entry).document, f"/instrumen/{entry.code}/"
        paths = [page, page + "contoh/"]
        for form in document["forms"]:
            codes = [item["code"] for item in form["items"]]
            paths += [f"{page}{form['code']}/", f"{page}{form['code']}/{codes[0]}/"]
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            assert weigh(response.content) <= MOST, (path, weigh(response.content))


def test_every_rule_of_every_shipped_instrument_is_told_in_words() -> None:
    for entry in catalogue():
        document = load(entry).document
        for form in document["forms"]:
            for item in form["items"]:
                for row in list_rule_rows(document, item):
                    assert row.when
                    assert row.level or row.decide


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"item": "3", "has": ["papan"]}, "3 “Media” memuat “Papan”"),
        ({"item": "3", "count": "2"}, "3 “Media”: sedikitnya 2 pilihan"),
        ({"item": "3", "count": "1", "max": "2", "of": ["situs"]},
         "3 “Media”: sedikitnya 1 pilihan dan paling banyak 2 dari “Situs”"),
        ({"item": "2", "min": "0.5", "below": "3"}, "2 “Berapa layanan?” ≥ 0,5 dan < 3"),
        ({"ratio": ["2", "3"], "above": "1"}, "2 “Berapa layanan?” : 3 “Media” > 1"),
        ({"compare": ["2", "<=", {"number": "4"}]}, "2 “Berapa layanan?” ≤ 4"),
        ({"not": {"item": "1", "is": "ya"}}, "tidak benar bahwa (1 “Ada standar?” = “Ya”)"),
        ({"any": [{"item": "1", "is": "ya"}, {"item": "2", "max": "1"}]},
         "1 “Ada standar?” = “Ya” atau 2 “Berapa layanan?” ≤ 1"),
    ],
)  # fmt: skip
def test_every_kind_of_condition_has_words(raw: dict[str, object], words: str) -> None:
    from django.utils import translation

    from tilik.core.rules import read_condition

    with translation.override("id"):
        assert describe(read_condition(raw), get_words(DOCUMENT, "K")) == words


def test_a_figure_of_its_own_mark_does_not_take_the_default() -> None:
    document = {"provenance": {"mark": "inferred"}, "sources": {"S": {"title": "Satu"}}}
    raw = {"weight": "5", "provenance": {"weight": {"mark": "confirmed", "sources": ["S"]}}}
    assert get_mark(document, raw, "weight").code == "confirmed"
    assert [s.title for s in get_mark(document, raw, "weight").sources] == ["Satu"]
    assert get_mark(document, raw, "title").code == "inferred"
    assert get_mark({}, {}, "weight").code == "unknown"


@pytest.mark.parametrize("path", ["/", "/instrumen/", "/instrumen/nilai/", "/instrumen/nilai/E/1/"])
def test_a_public_page_takes_few_queries(page: str, path: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    assert len(queries) <= 5


# ---- the text that a period uses --------------------------------------------


def test_a_period_leads_to_the_text_it_uses_and_readers_to_the_newest() -> None:
    shipped = load("skm-2017")
    old = store_version(by=None, content=shipped.content)
    item = "/instrumen/skm-2017/SKM/U1/"
    assert Client().get(item).status_code == 200
    document = {**shipped.document, "title": {"id": "Naskah baru", "en": "Newer text"}}
    store_version(by=None, content=canonical_bytes(document), may_revise=True)
    assert "Naskah baru" in read(Client(), item)
    assert "Naskah baru" not in read(Client(), f"{item}?naskah={old.sha256}")
    assert Client().get(f"{item}?naskah={old.sha256[:9]}").status_code == 404


def test_an_own_instrument_is_read_by_its_government_alone() -> None:
    world, other = make_world(), make_world("64.09")
    document = {**load("skm-2017").document, "code": "punya"}
    own = store_version(
        by=world.admin, content=canonical_bytes(document), government=world.government
    )
    item = f"/instrumen/punya/SKM/U1/?naskah={own.sha256}"
    page = read(log_in(world.admin), item)
    assert '"/instrumen/punya/"' not in page, "its other pages are not public"
    for client in (Client(), log_in(other.admin)):
        assert client.get(item).status_code == 404
    assert log_in(world.admin).get("/instrumen/punya/SKM/U1/").status_code == 404
