"""What a survey report says, as figures with their places, and what contradicts what.

Kinds 1–13 are the contradictions found in published reports of the survey under PermenPANRB
14/2017; kind 0 is a table of units whose means, categories or places do not follow from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tilik.core.numbers import round_half_up

Box = tuple[float, float, float, float]


class Weight(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page and box of a PDF, or the address of a cell."""

    page: int | None = None
    cell: str = ""
    box: Box | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: its exact value, the step of its last digit, how it is written, where.

    `times`: what is printed is so many times the value (means printed as 25 to 100).
    """

    value: Fraction
    step: Fraction
    printed: str
    place: Place = NOWHERE
    times: int = 1

    def agrees(self, exact: Fraction) -> bool:
        """Whether the exact value, rounded to as many places or cut off there, is printed so."""
        return self.rounds(exact) or 0 <= exact - self.value < self.step

    def rounds(self, exact: Fraction) -> bool:
        """Whether the exact value rounds to it; exact halves may go either way."""
        return abs(self.value - exact) <= self.step / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A category as printed: its letter and its name, each where it is there."""

    letter: str
    name: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element in one table; `counts` are the answers 1 to 4, `share` is mean times weight."""

    element: str
    place: Place
    counts: tuple[int, ...] = ()
    total: Figure | None = None
    mean: Figure | None = None
    share: Figure | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ElementTable:
    """The elements as one table or chart has them, with the lines below them.

    `scope` names the service where it is not the whole unit. `sum` and `average` are of means.
    """

    rows: tuple[ElementRow, ...]
    scope: str = ""
    sum: Figure | None = None
    average: Figure | None = None
    share_sum: Figure | None = None
    index: Figure | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that gives the index; `scope` is a year, period or service it is not about now."""

    figure: Figure
    mark: Mark | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a table of respondents."""

    name: str
    count: Figure
    percent: Figure | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Respondents by one characteristic; `total` as printed below."""

    name: str
    groups: tuple[Group, ...]
    total: Figure | None = None


@dataclass(frozen=True, slots=True)
class Extremes:
    """The elements a sentence calls the lowest, or the highest."""

    lowest: bool
    elements: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Plan:
    """A follow-up plan (RTL) by its elements; `done` where it says what was done."""

    elements: tuple[str, ...]
    place: Place
    done: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class DateRead:
    """A day as written; `collecting` where it is said of the survey itself."""

    year: int | None
    month: int
    day: int
    written: str
    place: Place
    collecting: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a part of it; the months first to last."""

    year: int
    first: int = 1
    last: int = 12

    def holds(self, year: int, month: int) -> bool:
        """Whether the month lies in it."""
        return year == self.year and self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a table or chart that names a period; `parted` where it names a part of a year."""

    period: Period
    written: str
    place: Place
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a report says its U1 … U9 stands for."""

    code: str
    element: str
    place: Place


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a rule of the data file took exception to."""

    code: str
    written: str
    place: Place


@dataclass(frozen=True, slots=True)
class Label:
    """A category as printed, to be understood by the words of a scale."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit (or service, or year) with its value; `n` are its respondents, `parts` by role."""

    name: str
    value: Figure
    mark: Label | None = None
    n: Figure | None = None
    rank: Figure | None = None
    parts: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line over units: their average, sum, highest or lowest; `at` rows stand before it."""

    kind: str
    figure: Figure
    at: int
    mark: Label | None = None
    n: Figure | None = None


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Units with values; `named` scales by their words, `possible` ones by the range of values."""

    rows: tuple[UnitRow, ...]
    named: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    lines: tuple[UnitLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units have each category."""

    counts: tuple[tuple[Label, Figure], ...]


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """All that was found in a report; `small` are values up to 4 that it calls the index."""

    tables: tuple[ElementTable, ...] = ()
    statements: tuple[Statement, ...] = ()
    small: tuple[Figure, ...] = ()
    profiles: tuple[Profile, ...] = ()
    respondents: Figure | None = None
    population: Figure | None = None
    sample: Figure | None = None
    extremes: tuple[Extremes, ...] = ()
    plans: tuple[Plan, ...] = ()
    follow_up_share: Figure | None = None
    is_follow_up: bool = False
    dates: tuple[DateRead, ...] = ()
    period: Period | None = None
    headings: tuple[Heading, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    bare_codes: Place | None = None
    quoted: tuple[Quoted, ...] = ()
    units: tuple[UnitTable, ...] = ()
    tallies: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A category: its letter, its name, the lowest value that has it, its colour."""

    letter: str
    name: str
    low: Fraction
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Combination:
    """A column that is the weighted mean of others, by their roles; "" is the value itself."""

    target: str
    parts: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class UnitScale:
    """What tables of units may be printed in: so many times the bands' own values."""

    lowest: Fraction
    highest: Fraction
    times: Fraction = Fraction(1)
    combined: tuple[Combination, ...] = ()

    def holds(self, figure: Figure) -> bool:
        """Whether the value can be printed in it."""
        return self.lowest <= figure.value <= self.highest


@dataclass(frozen=True, slots=True)
class Rules:
    """What the figures are held against: bands by scale, the lowest first; the survey's first."""

    bands: Mapping[str, tuple[Band, ...]]
    survey: str
    scales: Mapping[str, UnitScale] = field(default_factory=dict)

    def grade(self, value: Fraction, scale: str = "") -> Band:
        """The category of a value rounded as its scale compares it."""
        bands = self.bands[scale or self.survey]
        return next((b for b in reversed(bands) if value >= b.low), bands[0])

    def grade_printed(self, figure: Figure, scale: str) -> tuple[Band, ...]:
        """The categories a printed value may have: several where it is printed coarsely."""
        times = self.scales[scale].times
        near = figure.step / 2 if figure.step > times / 100 else Fraction(0)
        # What was rounded half-up to it lies below the upper edge, never on it.
        ends = (figure.value, figure.value - near, figure.value + near * Fraction(99, 100))
        found = [self.grade(round_half_up(end / times, 2), scale) for end in ends]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction: what is printed, what it should be, and where; `paths` explain a figure."""

    kind: int
    code: str
    weight: Weight
    place: Place
    found: str
    expected: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


def find_day(read: DateRead, year: int) -> date | None:
    """The day, or None where no calendar has it."""
    try:
        return date(read.year or year, read.month, read.day)
    except ValueError:
        return None
