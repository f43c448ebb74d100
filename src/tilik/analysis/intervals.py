"""How sure an index of a survey is: its interval, and the probability of every category.

Design: respondents drawn at random within each service, of which the number of users may be known
(finite population correction); services are put together by volume. An index is an estimate of a
share p of its scale, so its interval is that of Wilson (1927): never outside the scale, and of some
width even where all sampled answers were alike. The number of answers that go into it is the
effective one, p(1 − p) over the variance of the estimate; t takes the place of the normal
distribution, with the degrees of freedom of Satterthwaite (1946).

The probability of a category is read off the same curve of which the interval is the middle 95 %.
It says how far chance in drawing the sample leaves the category open, not whether the sample was
drawn well: respondents who happened to be there are not a random sample.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tilik.analysis.student import get_probability, get_quantile
from tilik.core.instrument import GradeScale, Scale
from tilik.core.surveys import band_edges

FEWEST = 2
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Stratum:
    """What one service's respondents said: how many they were, their mean on the survey's own
    scale, and how far one respondent differs from the next (variance of one, not of the mean).
    """

    n: int
    mean: Fraction
    variance: float
    volume: int | None = None

    @property
    def left(self) -> float:
        """The share of the users that was not asked: the finite population correction."""
        return 1.0 if self.volume is None else max(0.0, 1 - self.n / self.volume)


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its two ends, on the scale asked for. `curve` makes probabilities."""

    value: float
    low: float
    high: float
    error: float
    n: int
    curve: "Curve"


@dataclass(frozen=True, slots=True)
class Curve:
    """The share p of the scale that was estimated, from how many answers, how freely."""

    share: float
    answers: float
    df: float

    def below(self, share: float) -> float:
        """The probability that the true share is at most this one."""
        if share >= 1 or share <= 0:
            return float(share >= 1)
        if math.isinf(self.answers):
            return float(share >= self.share)
        spread = math.sqrt(share * (1 - share) / self.answers)
        return get_probability((share - self.share) / spread, self.df)

    def ends(self, level: float) -> tuple[float, float]:
        """The two shares between which the true one lies with probability `level` (Wilson)."""
        if math.isinf(self.answers):
            return self.share, self.share
        t = get_quantile((1 + level) / 2, self.df)
        n, p = self.answers, self.share
        middle = p + t * t / (2 * n)
        half = t * math.sqrt(p * (1 - p) / n + t * t / (4 * n * n))
        whole = 1 + t * t / n
        return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def make_curve(strata: Sequence[Stratum], scale: Scale) -> Curve | None:
    """The estimate over all strata, by volume where there are several; None where no variance can
    be had: fewer than two respondents in every stratum, or a volume unknown beside another stratum.
    """
    shares = _weights(strata)
    if shares is None or max((s.n for s in strata), default=0) < FEWEST:
        return None
    width = float(scale.high - scale.low)
    low = float(scale.low)
    p = sum(w * (float(s.mean) - low) for w, s in zip(shares, strata, strict=True)) / width
    p = min(max(p, 0.0), 1.0)
    spread = _pooled(strata)
    parts = [
        (w * w * s.left * (s.variance if s.n >= FEWEST else spread) / s.n / width**2, s.n)
        for w, s in zip(shares, strata, strict=True)
    ]
    variance = sum(part for part, _ in parts)
    open_n = _open_number(shares, strata)
    if not open_n:
        return Curve(p, math.inf, math.inf)
    bottom = sum(part * part / max(n - 1, 1) for part, n in parts)
    df = variance * variance / bottom if bottom else float(sum(s.n - 1 for s in strata))
    # No answers on a scale differ more than those at its two ends: there are at least so many.
    answers = max(p * (1 - p) / variance if variance else 0.0, open_n)
    return Curve(p, answers, max(df, 1.0))


def _weights(strata: Sequence[Stratum]) -> list[float] | None:
    """The share of every stratum in the whole, by volume."""
    if len(strata) == 1:
        return [1.0]
    volumes = [s.volume for s in strata]
    whole = sum(volume or 0 for volume in volumes)
    if None in volumes or not whole:
        return None
    return [(volume or 0) / whole for volume in volumes]


def _pooled(strata: Sequence[Stratum]) -> float:
    """The variance of one respondent over all strata that have one: for a stratum of one."""
    whole = sum(s.n - 1 for s in strata if s.n >= FEWEST)
    return sum((s.n - 1) * s.variance for s in strata if s.n >= FEWEST) / whole


def _open_number(shares: Sequence[float], strata: Sequence[Stratum]) -> float:
    """The answers of a plain sample that would leave as much open as these; 0 for a census."""
    left = sum(w * w * s.left / s.n for w, s in zip(shares, strata, strict=True))
    return 1 / left if left else 0.0


def make_interval(
    strata: Sequence[Stratum], own: Scale, shown: Scale, level: float = LEVEL
) -> Interval | None:
    """The interval on the scale `shown` of what was answered on the scale `own`; None: unknown."""
    curve = make_curve(strata, own) if strata else None
    if curve is None:
        return None
    low, high = curve.ends(level)
    start, width = float(shown.low), float(shown.high - shown.low)
    error = 0.0
    if not math.isinf(curve.answers):
        error = width * math.sqrt(curve.share * (1 - curve.share) / curve.answers)
    return Interval(
        value=start + width * curve.share,
        low=start + width * low,
        high=start + width * high,
        error=error,
        n=sum(s.n for s in strata),
        curve=curve,
    )


def get_probabilities(interval: Interval, shown: Scale, grades: GradeScale) -> dict[str, float]:
    """The probability of every category, lowest first; together they are one."""
    width = shown.high - shown.low
    below = [
        interval.curve.below(float((edge - shown.low) / width))
        for _, edge in band_edges(grades)[1:]
    ]
    ends = [0.0, *below, 1.0]
    names = [band.grade for band in grades.bands]
    return {
        name: max(0.0, high - low)
        for name, low, high in zip(names, ends[:-1], ends[1:], strict=True)
    }
