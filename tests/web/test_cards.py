"""The picture for WhatsApp: what it says, and that no sign in a name keeps it from being drawn."""

import io
from typing import Any

import pytest
from django.utils import timezone, translation
from PIL import Image

from tests.shared import shared
from tests.web.scored import Scored, make_scored
from tilik.actions.rescue import list_rescues
from tilik.records.models import Round
from tilik.records.queries.rounds import UnitProgress, get_overview
from tilik.web.presenters.rescue import draw_round, draw_unit, make_card
from tilik.web.reports.typeset import make_pdf, make_png

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_scored()


def find_unit(round: Round, code: str) -> UnitProgress:
    units = get_overview(round, timezone.now()).units
    return next(unit for unit in units if unit.row.unit.code == code)


def draw(scored: Scored, code: str) -> dict[str, Any]:
    unit = find_unit(scored.round, code)
    rescue = list_rescues(round=scored.round, rows=[unit.row])[unit.row.unit_id]
    with translation.override("id"):
        return draw_unit(scored.round, make_card(scored.round, unit, rescue, timezone.now()))


def test_a_card_says_how_far_a_unit_is_and_what_is_worth_most(scored: Scored) -> None:
    data = draw(scored, "klinik")
    assert data["title"] == "Klinik"
    assert data["share"] == 0
    assert dict(data["facts"])["Kurang"] == "2 jawaban"
    assert [points for _name, points in data["rows"]] == ["+1,500", "+1,350"]
    assert data["example"] == ""


def test_a_card_of_a_unit_that_misses_nothing_lists_nothing(scored: Scored) -> None:
    data = draw(scored, "sekolah")
    assert data["share"] == 1
    assert dict(data["facts"])["Kurang"] == "tidak ada"
    assert data["rows"] == []
    assert data["heading"] == ""


def test_the_card_for_all_names_who_has_not_sent(scored: Scored) -> None:
    waiting = [find_unit(scored.round, code) for code in ("klinik", "sekolah")]
    with translation.override("id"):
        data = draw_round(scored.round, waiting, 2)
    assert data["title"] == "2 dari 2 unit belum mengirim isian"
    assert data["rows"] == [("Klinik", "0/2"), ("Sekolah", "2/2")]
    assert data["share"] == 0


@pytest.mark.parametrize("name", ['#set page(paper: "a0")', "Dinas 🎉 [x] *y* $z$", "\\\\ <b> &"])
def test_a_name_is_data_and_no_markup(scored: Scored, name: str) -> None:
    data = {**draw(scored, "klinik"), "title": name}
    assert Image.open(io.BytesIO(make_png("card", data))).width == 1080
    assert make_pdf("card", data).startswith(b"%PDF")
