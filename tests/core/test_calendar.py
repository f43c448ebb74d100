"""Working days of units by their week."""

from datetime import date

import pytest

from tilik.core.calendar import WorkCalendar

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 1, day) for day in (2, 3, 4, 5))


def test_saturday_counts_only_where_the_week_has_six_days() -> None:
    assert WorkCalendar(5).add(FRIDAY, 1) == MONDAY
    assert WorkCalendar(6).add(FRIDAY, 1) == SATURDAY
    assert not WorkCalendar(6).is_workday(SUNDAY)


def test_holidays_and_cuti_bersama_are_skipped() -> None:
    assert WorkCalendar(5, frozenset({MONDAY})).add(FRIDAY, 1) == date(2026, 1, 6)


def test_no_days_later_is_the_same_day_even_a_sunday() -> None:
    assert WorkCalendar(5).add(SUNDAY, 0) == SUNDAY


def test_days_between_leave_out_the_first_and_count_the_last() -> None:
    assert WorkCalendar(5).between(FRIDAY, MONDAY) == 1
    assert WorkCalendar(5).between(MONDAY, FRIDAY) == -1
    assert WorkCalendar(5).between(FRIDAY, FRIDAY) == 0


@pytest.mark.parametrize("days", [0, 4, 8])
def test_no_other_week_can_be_made(days: int) -> None:
    with pytest.raises(ValueError, match="a unit works five, six or seven days a week"):
        WorkCalendar(days)
