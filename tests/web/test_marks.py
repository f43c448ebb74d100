"""A figure on a page bears the mark that stands nearest to it in the instrument."""

from typing import Any

import pytest
from django.utils import translation

from tilik.library.load import load
from tilik.web.presenters.instrument import make_grades
from tilik.web.presenters.item import find_item, make_item


def bounds(code: str, n: int = 0) -> list[tuple[str, str]]:
    """Category and mark of the bounds of an instrument, lowest first."""
    document = load(code).document
    rows = make_grades(document, document["grades"][n]).rows
    return [(row.grade, row.mark.code) for row in reversed(rows)]


def page(code: str, form: str, item: str) -> Any:
    document = load(code).document
    found = find_item(document, form, item)
    assert found is not None
    return make_item(document, *found)


@pytest.mark.parametrize("code", ["ombudsman-2022", "ombudsman-2016", "skm-2017", "pekppp-2022"])
def test_bounds_that_were_read_in_print_are_shown_as_confirmed(code: str) -> None:
    assert {mark for _, mark in bounds(code)} == {"confirmed"}


def test_bounds_that_were_inferred_stay_inferred_and_the_disputed_one_disputed() -> None:
    assert bounds("ombudsman-2025") == [
        ("Sangat Kurang", "inferred"),
        ("Kurang", "inferred"),
        ("Cukup", "inferred"),
        ("Baik", "conflicting"),
        ("Sangat Baik", "inferred"),
    ]


def test_the_answers_of_the_satisfaction_survey_are_confirmed_by_their_form() -> None:
    mark = page("skm-2017", "SKM", "U8").levels_mark
    assert (mark.code, [source.key for source in mark.sources]) == (
        "confirmed",
        ["ARP", "BAL", "QST"],
    )


def test_levels_nobody_published_are_unknown_however_sure_the_list_of_items_is() -> None:
    found = page("pekppp-2022", "F-03A", "1")
    assert (found.levels, found.levels_unknown, found.levels_mark.code) == ((), True, "unknown")


def test_a_rule_of_ours_is_never_shown_as_confirmed() -> None:
    assert page("pekppp-2022", "F-02A", "28").rule_mark.code == "inferred"


def test_a_share_of_a_dimension_says_of_which() -> None:
    with translation.override("id"):
        assert page("ombudsman-2022", "KEPATUHAN", "I1").weight == "12,22\xa0% dari INPUT"
    assert page("ombudsman-2022", "KEPATUHAN", "I2").weight_mark.code == "unknown"
