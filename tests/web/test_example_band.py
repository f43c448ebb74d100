"""The band over example data: on every page that shows any, on no page of a real government."""

import pytest
from django.utils.translation import override

from tests.web.scored import Scored, make_round
from tests.world import make_world
from tilik.actions.training import open_training
from tilik.records.queries.rounds import is_example
from tilik.web.papers.entered import UnitWork
from tilik.web.presenters.clarification import list_acts, list_decisions
from tilik.web.templatetags.tilik import sentence_case

pytestmark = pytest.mark.django_db
BAND = "DATA CONTOH – BUKAN HASIL RESMI"
PAGES = (
    *("/kelola/unit/", "/kelola/peran/", "/kelola/instrumen/", "/kelola/periode/baru/"),
    *("/kelola/serah-terima/", "/kelola/naskah/", "/kelola/jejak/", "/bantuan/"),
    *("/latihan-wawancara/", "/latihan-wawancara/sekolah/", "/standar/", "/periksa-laporan/"),
)


@pytest.fixture
def example() -> Scored:
    return make_round(make_world(), is_example=True)


@pytest.fixture
def real() -> Scored:
    """A real period with its training space, which is marked as an example by itself."""
    made = make_round(make_world())
    open_training(by=made.world.admin, round=made.round)
    return made


def test_the_band_is_on_every_page_outside_a_period(example: Scored) -> None:
    client = example.log_in()
    bare = [path for path in PAGES if BAND not in client.get(path).content.decode()]
    assert not bare


def test_the_training_space_does_not_make_a_real_government_an_example(real: Scored) -> None:
    assert not is_example(real.world.government)
    client = real.log_in()
    marked = [path for path in PAGES if BAND in client.get(path).content.decode()]
    assert not marked
    assert not UnitWork(real.world.school).is_example


def test_an_example_beside_a_training_space_stays_one(example: Scored) -> None:
    open_training(by=example.world.admin, round=make_round(example.world, title="B").round)
    assert is_example(example.world.government)
    assert UnitWork(example.world.school).is_example


def test_messages_to_copy_are_not_printed(example: Scored) -> None:
    page = example.log_in().get(example.path()).content.decode()
    assert '<section class="no-print"><h2 id="pesan">' in page


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Ubah Kata Sandi", "Ubah kata sandi"),
        ("id", "\n  Autentikasi Dua-Faktor (TOTP)\n", "Autentikasi dua-faktor (TOTP)"),
        ("id", "Masuk", "Masuk"),
        ("id", "", ""),
        ("en", "Change Password", "Change Password"),
    ],
)
def test_headings_of_a_package_have_one_capital_in_indonesian(
    language: str, text: str, expected: str
) -> None:
    with override(language):
        assert sentence_case(text) == expected


def test_the_buttons_of_a_decision_say_what_they_do() -> None:
    assert [code for code, _words in list_acts()] == [code for code, _words in list_decisions()]
    with override("id"):
        assert dict(list_acts())["rejected"] == "Tolak keberatan"
        assert not {words for _code, words in list_acts()} & {w for _c, w in list_decisions()}
