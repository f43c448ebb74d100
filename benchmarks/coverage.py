"""How often the 95 % interval of a survey holds the true index, over simulated surveys.

Every design has a population of users whose answers hang together (one leaning of each person, and
chance in every element); samples are drawn from it at random without replacement. What is right is
the mean of the population, so that the correction for finite populations is tried too.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from benchmarks.figures import Figure
from tilik.analysis.intervals import Interval, Stratum, get_probabilities, make_interval
from tilik.analysis.respondents import Shape, Vector, make_stratum
from tilik.core.instrument import Band, Combine, GradeScale, Scale
from tilik.core.sampling import allocate, get_sample

SURVEYS = 2000
SKM, SHOWN = Scale(Fraction(1), Fraction(4)), Scale(Fraction(25), Fraction(100))
F03 = Scale(Fraction(0), Fraction(5))
MEANS = Shape(Combine.MEAN, ())
BANDS = (("D", "25"), ("C", "65"), ("B", "76.61"), ("A", "88.31"))
GRADES = GradeScale("mutu", 2, tuple(Band(Fraction(v), g, {}) for g, v in BANDS), Fraction(100))


@dataclass(frozen=True, slots=True)
class Design:
    """A population by service, how many of each service are asked, and how the index is made."""

    name: str
    services: tuple[tuple[Vector, ...], ...]
    asked: tuple[int, ...]
    shape: Shape = MEANS
    own: Scale = SKM
    shown: Scale = SHOWN
    is_finite: bool = True


def make_people(
    random: Random, size: int, leaning: float, values: range, elements: int = 9, blank: float = 0.0
) -> tuple[Vector, ...]:
    """So many users: a leaning each, about `leaning` on the scale of 0 to 1, and chance by element."""
    low, high = values[0], values[-1]

    def answer(lean: float) -> int | None:
        if random.random() < blank:
            return None
        drawn = low + (high - low) * (lean + random.gauss(0, 0.16))
        return min(high, max(low, round(drawn)))

    people = []
    for _ in range(size):
        lean = random.gauss(leaning, 0.14)
        people.append(tuple(answer(lean) for _ in range(elements)))
    return tuple(people)


@cache
def make_designs(seed: int = 5) -> list[Design]:
    """The designs that are tried: what an office meets."""
    random = Random(seed)
    four, six = range(1, 5), range(6)

    def people(size: int, leaning: float = 0.72, **more: float) -> tuple[Vector, ...]:
        return make_people(random, size, leaning, four, blank=more.get("blank", 0.0))

    several = (people(6000), people(2500, 0.6), people(400, 0.85), people(60, 0.5))
    shares = allocate(get_sample(8960), {str(n): len(s) for n, s in enumerate(several)})
    parts = ((0, 1, 2, 3), (4, 5, 6), (7, 8, 9, 10), (11, 12), (13,))
    users = make_people(random, 3000, 0.8, six, 14, 0.1)
    single = (people(17041),)
    return [
        Design("one service, Krejcie–Morgan", single, (376,)),
        Design("four services by volume", several, tuple(shares.values())),
        Design("a small service, half of it asked", (people(120),), (60,)),
        Design("fifteen respondents", (people(900),), (15,), is_finite=False),
        Design("nearly everybody content", (people(5000, 0.97),), (60,)),
        Design("one answer in eight left blank", (people(5000, blank=0.125),), (120,)),
        Design("F-03, all answers alike", (users,), (20,), Shape(Combine.POOL, parts), F03, F03),
        Design(
            "F-03, means of respondents", (users,), (20,),
            Shape(Combine.RESPONDENT_MEANS, parts), F03, F03,
        ),
    ]  # fmt: skip


def get_truth(design: Design) -> float:
    """The index of everybody, by volume, on the scale shown."""
    size = sum(map(len, design.services))
    whole = Fraction(0)
    for people in design.services:
        stratum = make_stratum(Counter(people), design.shape)
        assert stratum is not None
        whole += stratum.mean * len(people) / size
    return float(design.own.carry(whole, design.shown))


def draw(design: Design, random: Random) -> Interval | None:
    """The interval of one survey of that design."""
    strata: list[Stratum] = []
    for people, n in zip(design.services, design.asked, strict=True):
        volume = len(people) if design.is_finite or len(design.services) > 1 else None
        stratum = make_stratum(Counter(random.sample(people, n)), design.shape, volume)
        assert stratum is not None
        strata.append(stratum)
    return make_interval(strata, design.own, design.shown)


def get_coverage(design: Design, surveys: int, seed: int) -> float:
    """The share of surveys whose interval holds the truth."""
    truth, random = get_truth(design), Random(seed)
    drawn = (draw(design, random) for _ in range(surveys))
    return sum(i is not None and i.low <= truth <= i.high for i in drawn) / surveys


def get_calibration(surveys: int, seed: int) -> tuple[float, float]:
    """How likely the categories that came true had been called, and how many came true:
    over services whose true index lies anywhere, both should be the same.
    """
    random = Random(seed)
    called = came = 0.0
    for _ in range(surveys // 20):
        people = make_people(random, 1500, random.uniform(0.45, 0.95), range(1, 5))
        design = Design("", (people,), (80,))
        truth = get_truth(design)
        grade = max(
            g for g, v in zip("0123", (25, 64.995, 76.605, 88.305), strict=True) if truth >= v
        )
        for _ in range(20):
            interval = draw(design, random)
            assert interval is not None
            found = list(get_probabilities(interval, SHOWN, GRADES).values())
            best = max(range(4), key=found.__getitem__)
            called += found[best]
            came += best == int(grade)
    return called / surveys, came / surveys


def measure(surveys: int = SURVEYS) -> list[Figure]:
    """How far each design's coverage is from 95 %, in points, and whether categories come true."""
    figures = []
    for number, design in enumerate(make_designs()):
        covered = 100 * get_coverage(design, surveys, number)
        what = f"{surveys:,} surveys, {design.name}: the 95 % interval holds the true index in"
        figures.append(Figure(what, covered, "%"))
        figures.append(Figure("the same, away from 95 %", abs(covered - 95), "points", 2))
    called, came = get_calibration(surveys, 7)
    figures.append(Figure("likeliest category of a survey: called at", 100 * called, "%"))
    figures.append(
        Figure("the same, away from how often it was right", 100 * abs(called - came), "points", 3)
    )
    return figures
