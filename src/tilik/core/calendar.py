"""Working days of a unit, without public holidays and cuti bersama (both are data)."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A unit's working week (5: Monday–Friday, 6: and Saturday, 7: every day) and the days off."""

    workdays: int
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.workdays not in (5, 6, 7):
            raise ValueError("a unit works five, six or seven days a week")

    def is_workday(self, day: date) -> bool:
        """Whether the unit works on `day`."""
        return day.weekday() < self.workdays and day not in self.days_off

    def add(self, start: date, days: int) -> date:
        """The day on which the `days`-th working day after `start` falls (0: `start` itself)."""
        day = start
        while days > 0:
            day += DAY
            days -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_workday(start + DAY * n) for n in range(1, (end - start).days + 1))
