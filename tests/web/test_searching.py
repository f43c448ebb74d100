"""One of many units is found by its name and by where its claim stands; boxes for all of them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone, translation

from tests.web.scored import BACKEND
from tests.world import make_world
from tilik.actions.units import add_unit
from tilik.records.models import Round
from tilik.records.queries.outlines import Open, Outline
from tilik.web.desk.searching import Search
from tilik.web.desk.widgets import Boxes
from tilik.web.presenters.reminders import Waiting, write_round_up

NEW = "/kelola/periode/baru/"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=timezone.get_default_timezone())


def outline(n: int, name: str, **changes: Any) -> Outline:
    found = Outline(n, f"u{n}", name, "", "luring", "", None, False, False, {})
    return found._replace(**changes)


UNITS = [
    outline(1, "Dinas Sosial", is_late=True),
    outline(2, "Dinas Kesehatan", is_sent=True),
    outline(3, "RSUD Kudungga"),
    outline(4, "SMP Negeri 1 Sangatta", is_sent=True),
]


def choose(address: str) -> list[int]:
    return [unit.unit_id for unit in Search.read(QueryDict(address)).choose(UNITS)]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", [1, 2, 3, 4]),
        ("cari=", [1, 2, 3, 4]),
        ("cari=dinas", [1, 2]),
        ("cari=DINAS", [1, 2]),
        ("cari=++kudungga+", [3]),
        ("cari=negeri+1", [4]),
        ("cari=dinas+pendidikan", []),
        ("status=terlambat", [1]),
        ("status=belum", [1, 3]),
        ("status=terkirim", [2, 4]),
        ("status=lain", [1, 2, 3, 4]),
        ("status=terkirim&cari=dinas", [2]),
        ("status=terlambat&cari=smp", []),
    ],
)
def test_a_search_finds_these_units_in_their_order(address: str, found: list[int]) -> None:
    assert choose(address) == found


def test_the_state_that_was_chosen_is_chosen_again() -> None:
    with translation.override("id"):
        states = Search.read(QueryDict("status=belum")).list_states()
    assert [state for state, _words, is_chosen in states if is_chosen] == ["belum"]
    assert [words for _state, words, _is_chosen in states] == [
        "semua",
        "terlambat",
        "belum mengirim",
        "sudah mengirim",
    ]


def test_without_a_state_all_is_chosen() -> None:
    states = Search.read(QueryDict("")).list_states()
    assert [state for state, _words, is_chosen in states if is_chosen] == [""]


# ---- the message to all ----------------------------------------------------


def write(*late: Waiting, n_units: int = 4) -> str:
    return write_round_up(make_round(), late, n_units, NOW)


def make_round() -> Round:
    """A round of a government, not stored."""
    world = make_world()
    return Round(government=world.government, title="Evaluasi 2026")


@pytest.mark.django_db
def test_the_message_says_how_far_each_unit_is_and_what_is_missing() -> None:
    text = write(
        Waiting("Dinas Sosial", None, Open(22, 34, ["4", "11"])),
        Waiting("RSUD Kudungga", None, Open(34, 34, [])),
    )
    assert "2 dari 4 unit belum mengirim isian:" in text
    assert "1. Dinas Sosial: 22/34 – No. 4, 11\n" in text
    assert "2. RSUD Kudungga: 34/34\n" in text


@pytest.mark.django_db
def test_of_a_unit_that_is_not_told_only_the_name_stands_there() -> None:
    assert "1. Dinas Sosial\n" in write(Waiting("Dinas Sosial", None, None))


@pytest.mark.django_db
def test_a_common_deadline_is_told_once_with_the_days_left() -> None:
    end = NOW + timedelta(days=3)
    late = [Waiting(f"Unit {n}", end, None, 3) for n in range(2)]
    text = write(*late)
    assert text.count("Tenggat: ") == 1
    assert "3 hari kerja lagi" in text


@pytest.mark.django_db
def test_different_deadlines_are_not_told_as_one() -> None:
    late = [Waiting(f"Unit {n}", NOW + timedelta(days=n), None, n) for n in (1, 2)]
    assert "hari kerja lagi" not in write(*late)


# ---- boxes -----------------------------------------------------------------


def test_every_choice_is_a_box_in_its_label_and_the_chosen_are_ticked() -> None:
    boxes = Boxes(choices=[("a", "Satu"), ("b", "Dua")])
    assert boxes.render("units", ["b"]) == (
        '<label class="choice"><input type="checkbox" name="units" value="a" id="id_units_0">'
        "<span>Satu</span></label>"
        '<label class="choice"><input type="checkbox" name="units" value="b" id="id_units_1"'
        " checked><span>Dua</span></label>"
    )


def test_a_name_with_signs_is_text_and_no_markup() -> None:
    drawn = Boxes(choices=[('"><script>', "A & B <i>")]).render("units", None)
    assert "<script>" not in drawn
    assert "A &amp; B &lt;i&gt;" in drawn
    assert "&quot;&gt;&lt;script&gt;" in drawn


@pytest.mark.django_db
def test_the_ticked_units_stay_ticked_where_the_form_comes_back() -> None:
    world = make_world()
    add_unit(by=world.admin, government=world.government, code="lain", name="Unit lain")
    client = Client()
    client.force_login(world.admin, backend=BACKEND)
    page = client.get(NEW).content.decode()
    assert page.count('name="units"') == 3
    assert 'value="lain" id="id_units_1" checked' not in page
    page = client.post(NEW, {"units": ["lain"], "title": ""}).content.decode()
    ticked = page.split('value="lain"')[1].split(">")[0]
    assert ticked.endswith(" checked")
    assert page.count(" checked><span>") == 1


@pytest.mark.django_db
def test_a_unit_of_another_government_cannot_be_ticked() -> None:
    world, other = make_world(), make_world("64.01")
    add_unit(by=other.admin, government=other.government, code="asing", name="Unit asing")
    client = Client()
    client.force_login(world.admin, backend=BACKEND)
    assert "Unit asing" not in client.get(NEW).content.decode()
    before = Round.objects.count()
    client.post(NEW, {"units": ["asing"], "title": "Coba"})
    assert Round.objects.count() == before
