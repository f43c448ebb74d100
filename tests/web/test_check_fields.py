"""What a board's fields say and how they are read back: levels, bases, days, pages of sixty."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tests.shared import shared
from tests.web.scored import Scored, make_round
from tests.world import make_world
from tilik.records.models import AnswerRevision, Round, RoundUnit, Unit
from tilik.web.desk.batches import Posted, make_name, read_posted
from tilik.web.presenters.checking import Key, Line
from tilik.web.templatetags.checking import level_keys


def make_line(**changes: Any) -> Line:
    """A line of a unit with two levels."""
    values: dict[str, Any] = {
        "n": 1, "code": "sekolah", "name": "Sekolah", "points": (), "is_short": True,
        "keys": (Key("0", "0", "Tidak ada"), Key("1", "1", "Ada")), "suggested": "1",
        "suggestion": "Ada", "value": "", "remark": "", "base": None, "needs_remark": False,
        "proofs": "", "proofs_note": "", "is_done": False, "is_changed": False, "at": None,
        "state": "", "returned": "", "until": "", "n_returns": 0, "settled": "",
    }  # fmt: skip
    return Line(**{**values, **changes})


def list_checked(html: str) -> list[str]:
    return re.findall(r'value="(\d*)" data-key="[^"]+" form="batch" checked', html)


# ---- levels ----------------------------------------------------------------------


@pytest.mark.parametrize(("value", "checked"), [("", [""]), ("0", ["0"]), ("1", ["1"])])
def test_exactly_one_of_the_levels_or_not_checked_is_chosen(value: str, checked: Any) -> None:
    assert list_checked(level_keys(make_line(value=value), "")) == checked


def test_the_suggested_level_is_marked_but_not_chosen() -> None:
    html = level_keys(make_line(), "")
    assert html.count("is-suggested") == 1
    assert 'class="key is-suggested" title="Ada"' in html


def test_names_and_words_cannot_break_out_of_their_places() -> None:
    evil = '"><script>x</script>'
    html = level_keys(make_line(name=evil, code=evil, keys=(Key("0", evil, evil),)), "")
    assert "<script" not in html


def test_where_the_time_is_over_no_level_can_be_chosen() -> None:
    assert '<fieldset class="level-keys" disabled>' in level_keys(make_line(), "Waktunya habis")


# ---- read back ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "posted"),
    [
        ({}, Posted("", "", None)),
        ({"value-a": " 3 ", "remark-a": " x\r\ny ", "base-a": "7"}, Posted("3", "x\ny", 7)),
        ({"base-a": "-1"}, Posted("", "", None)),
        ({"base-a": "x", "value-b": "3"}, Posted("", "", None)),
    ],
)
def test_fields_are_read_as_they_are_stored(fields: dict[str, str], posted: Posted) -> None:
    data = QueryDict(mutable=True)
    data.update(MultiValueDict({name: [value] for name, value in fields.items()}))
    assert read_posted(data, "a") == posted


@pytest.mark.parametrize(
    ("posted", "is_changed"),
    [
        (Posted("3", "x", 1), False),
        (Posted("2", "x", 1), True),
        (Posted("3", "", 1), True),
        (Posted("", "x", 1), True),
    ],
)
def test_only_what_differs_from_what_was_seen_is_written(posted: Posted, is_changed: bool) -> None:
    assert posted.is_changed(AnswerRevision(value="3", note="x")) is is_changed


def test_an_empty_line_nobody_touched_is_not_written() -> None:
    assert not Posted("", "", None).is_changed(None)


def test_the_same_entry_of_the_same_page_has_the_same_name() -> None:
    one, other = QueryDict("page=p"), QueryDict("page=q")
    assert make_name(one, "a", 1) == make_name(one, "a", 1)
    assert make_name(one, "a", 1) != make_name(other, "a", 1)
    assert make_name(one, "a", 1) != make_name(one, "a", 2)


# ---- pages ------------------------------------------------------------------------


@shared
def many() -> Scored:
    """A round of seventy units."""
    made = make_round(make_world())
    common = {"government": made.world.government}
    units = Unit.objects.bulk_create(
        Unit(code=f"u{n:02}", name=f"Unit {n:02}", **common) for n in range(68)
    )
    RoundUnit.objects.bulk_create(
        RoundUnit(round=made.round, unit=unit, name=unit.name, form_variant="luring", **common)
        for unit in units
    )
    return made


def test_sixty_units_stand_on_a_page_and_the_rest_on_the_next(many: Scored) -> None:
    client = many.log_in(many.world.evaluator)
    first, second = (
        client.get(many.path(f"verifikasi/E/2/?halaman={n}")).content.decode() for n in (1, 2)
    )
    assert (first.count('class="check-line"'), second.count('class="check-line"')) == (60, 10)
    assert "halaman=2" in first


def test_the_proposed_deadline_lies_as_many_working_days_ahead_as_the_round_says(
    many: Scored,
) -> None:
    client = many.log_in(many.world.evaluator)

    def get_day() -> date:
        page = client.get(many.path("verifikasi/E/2/")).content.decode()
        found = re.search(r'name="until" class="short" value="([\d-]+)"', page)
        assert found is not None
        return date.fromisoformat(found[1])

    usual = get_day()
    Round.objects.update(options={"verification": {"workdays": 10}})
    assert get_day() > usual
    assert get_day().weekday() < 5
