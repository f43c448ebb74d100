"""The charts: where things stand, what is said, what is never drawn."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tilik.web.gallery import BANDS, KNOWN, PLACES, SURE
from tilik.web.svg import canvas, palette, rows, signs
from tilik.web.svg.ladder import Band, Standing, describe, ladder

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def in_indonesian():
    with translation.override("id"):
        yield


def draw(text: str) -> ElementTree.Element:
    """The drawing as a tree, which also proves it is well formed."""
    return ElementTree.fromstring(text)


def styles(text: str) -> list[str]:
    return re.findall(r'class="s-([a-z-]+)"', text)


def all_charts(**how) -> list[str]:
    """One of each chart."""
    gap = [signs.Reading("paper", 82), signs.Reading("citizen", 41, 35, 47)]
    moments = [rows.Moment("2023", 70), rows.Moment("2024", None)]
    return [
        ladder(BANDS, KNOWN, **how),
        ladder(BANDS, Standing(None, SURE), **how),
        rows.rank_chart(PLACES, 0, 100, title="Nilai", **how),
        rows.trend(moments, 0, 100, **how),
        rows.interval_row(Decimal("3.2"), 1, 5, interval=SURE, **how),
        signs.dumbbell(gap, 0, 100, **how),
    ]


def test_every_chart_has_a_name_for_the_ear():
    for text in all_charts():
        chart = draw(text)
        assert chart.get("role") == "img"
        assert chart.get("aria-label") == chart.find("title").text != ""


def test_on_a_page_colours_come_from_classes_alone():
    for text in all_charts():
        assert "#" not in text
        assert "style=" not in text


def test_a_standalone_chart_carries_its_colours_and_no_class():
    for text in all_charts(standalone=True, width=600):
        chart = draw(text)
        assert chart.tag == f"{SVG}svg"
        assert chart.get("width") == "600"
        assert "class=" not in text
        assert re.search(r'(fill|stroke)="#[0-9A-F]{6}"', text)


def test_texts_cannot_break_out_of_the_drawing():
    text = rows.rank_chart(
        [rows.Place('<script>"&', Decimal(3))], 0, 5, title='a" onload="alert(1)'
    )
    assert "<script" not in text
    assert draw(text).get("onload") is None


@given(st.decimals(0, 5, places=3))
def test_the_point_stands_where_its_value_is(value):
    circle = draw(ladder(BANDS, Standing(value))).find("circle")
    assert float(circle.get("cx").rstrip("%")) == pytest.approx(float(value) * 20, abs=0.006)


@given(st.integers(-500, 500), st.integers(0, 100), st.integers(1, 100))
def test_nothing_stands_outside_its_axis(value, low, length):
    assert 10 <= canvas.Scale(low, low + length, 10, 90).at(value) <= 90


def test_an_axis_without_length_is_refused():
    with pytest.raises(ValueError, match="low < high"):
        canvas.Scale(5, 5)


def test_bands_cover_the_whole_scale_without_gap():
    text = ladder(BANDS, KNOWN)
    found = [each for each in draw(text).iter("rect") if "band" in each.get("class")]
    edges = [(float(r.get("x")[:-1]), float(r.get("width")[:-1])) for r in found]
    assert len(edges) == len(BANDS)
    for (x, width), (following, _) in pairwise(edges):
        assert x + width == pytest.approx(following, abs=0.02)
    assert sum(edges[-1]) == pytest.approx(100, abs=0.02)


def test_the_ladder_says_value_range_and_the_way_to_the_next_grade():
    said = describe(BANDS, KNOWN)
    assert said == "3,62 pada skala 0 sampai 5; rentang 3,34–3,90; A- mulai dari 4,01"


def test_only_the_bounds_around_the_value_are_written():
    words = [each.text for each in draw(ladder(BANDS, KNOWN)).iter("text")]
    assert {"3,51", "4,01"} <= set(words)
    assert "2,51" not in words


def test_an_unknown_score_has_no_point_and_is_hatched():
    text = ladder(BANDS, Standing(None, SURE))
    assert "point" not in styles(text)
    assert {"hatch", "dashed"} <= set(styles(text))
    assert "Belum diketahui" in text


def test_an_unknown_score_without_range_shows_the_bands_alone():
    text = ladder(BANDS, Standing(None))
    assert not {"point", "hatch", "thin"} & set(styles(text))


def test_an_estimate_is_dashed_and_says_so():
    text = ladder(BANDS, Standing(Decimal("4.6"), is_estimate=True))
    assert "estimate" in styles(text)
    assert "point" not in styles(text)
    assert "perkiraan" in draw(text).get("aria-label")


def test_the_thick_middle_is_drawn_only_where_it_is_known():
    with_middle = ladder(BANDS, KNOWN)
    without = ladder(BANDS, Standing(Decimal(3), rows.Interval(2, 4)))
    assert "thick" in styles(with_middle)
    assert "thick" not in styles(without)
    assert "thin" in styles(without)


@pytest.mark.parametrize(
    ("grade", "tone"),
    [
        *(("A", "a"), ("A-", "a"), ("B-", "b"), ("F", "e"), ("E", "e")),
        *(("Hijau", "a"), ("kuning", "c"), ("MERAH", "e")),
        *(("", "none"), (None, "none"), ("Z", "none")),
    ],
)
def test_a_grade_has_the_tone_of_its_letter_or_zone(grade, tone):
    assert palette.get_tone(grade) == tone
    assert Band(grade or "", 0, 1).tone == tone


@pytest.mark.parametrize("side", signs.SIDES)
@pytest.mark.parametrize("level", range(6))
def test_a_level_is_so_many_filled_signs(side, level):
    text = signs.dots(side, level)
    assert styles(text).count(side) == level
    assert styles(text).count(f"{side}-empty") == 5 - level
    assert f"level {level} dari 5" in text


def test_an_unknown_level_is_not_level_zero():
    unknown, zero = signs.dots("paper", None), signs.dots("paper", 0)
    assert styles(unknown) == ["dashed"] * 5
    assert "belum diisi" in unknown
    assert "dashed" not in styles(zero)


def test_the_sides_differ_in_shape_as_well_as_colour():
    shapes = {side: re.sub(r'class="[^"]*"', "", signs.sign(side)) for side in signs.SIDES}
    assert len(set(shapes.values())) == len(signs.SIDES)


def test_grade_chips_differ_in_shape():
    shapes = {signs.grade_shape(tone) for tone in "abcde"}
    assert len(shapes) == 5


def test_the_dumbbell_leaves_an_unknown_side_out_but_says_it():
    readings = [signs.Reading("paper", 80), signs.Reading("field", None)]
    text = signs.dumbbell(readings, 0, 100, name="Waktu")
    assert "field" not in styles(text)
    assert draw(text).get("aria-label") == "Waktu: dokumen 80, lapangan tidak diketahui"


def test_the_dumbbell_shows_the_range_of_each_side_it_knows():
    readings = [signs.Reading("citizen", 41, 35, 47), signs.Reading("paper", 82)]
    text = signs.dumbbell(readings, 0, 100)
    assert styles(text).count("citizen-range") == 1
    assert "(35–47)" in text


def test_tied_places_share_one_bracket():
    text = rows.rank_chart(PLACES, 0, 100, title="Nilai")
    assert styles(text).count("bracket") == 3
    alone = [rows.Place(each.name, each.value, each.rank) for each in PLACES]
    assert "bracket" not in styles(rows.rank_chart(alone, 0, 100, title="Nilai"))


def test_two_ties_side_by_side_have_two_brackets():
    tied = [rows.Place(str(n), n, tie=tie) for n, tie in enumerate("aabb", start=1)]
    assert styles(rows.rank_chart(tied, 0, 9, title="")).count("bracket") == 6


def test_an_unpublished_value_has_no_bar():
    text = rows.rank_chart([rows.Place("Kota", None)], 0, 100, title="Nilai")
    assert not {"bar", "bar-own"} & set(styles(text))
    assert "belum dipublikasikan" in text
    assert "1 nilai belum dipublikasikan" in draw(text).get("aria-label")


def test_the_own_place_is_marked():
    assert styles(rows.rank_chart(PLACES, 0, 100, title="")).count("bar-own") == 1


def test_a_trend_never_bridges_a_missing_year():
    values = [70, 72, None, 78]
    moments = [rows.Moment(str(n), value) for n, value in enumerate(values)]
    text = rows.trend(moments, 0, 100, name="Nilai")
    assert styles(text).count("trend") == 1
    assert styles(text).count("trend-point") == 3
    assert styles(text).count("hatch") == 1
    assert "2 tidak diketahui" in text


def test_a_single_year_is_a_point():
    assert styles(rows.trend([rows.Moment("2024", 5)], 0, 10)).count("trend-point") == 1


def test_an_unknown_row_is_hatched_over_what_it_can_still_be():
    text = rows.interval_row(None, 0, 10, interval=rows.Interval(5, 10))
    line = next(each for each in draw(text).iter("line") if each.get("class") == "s-hatch")
    assert line.get("x1") == "50%"
    assert "tidak diketahui (5–10)" in text
    assert "hatch" in styles(rows.interval_row(None, 0, 10))


def test_an_estimate_in_a_row_is_dashed():
    assert "estimate" in styles(rows.interval_row(3, 0, 5, is_estimate=True))


def test_a_long_name_on_a_narrow_band_is_left_out_on_a_phone():
    bands = [Band("Cukup", 0, 88), Band("Sangat Baik", 88, 100)]
    words = draw(ladder(bands, Standing(Decimal(50)))).iter("text")
    marked = [each.text for each in words if each.get("data-long") is not None]
    assert marked == ["Sangat Baik"]


def test_what_is_kept_is_drawn_for_its_words_numbers_and_language():
    drawn = []

    def draw(value, *, name=""):
        drawn.append((value, name))
        return canvas.render([], title=f"{name}{value}", height=1)

    keep = canvas.draw_once(draw)
    assert keep(Decimal("3.2"), name="a") == keep(Decimal("3.2"), name="a")
    assert "3.20" in keep(Decimal("3.20"), name="a")
    with translation.override("en"):
        keep(Decimal("3.2"), name="a")
    assert len(drawn) == 3
