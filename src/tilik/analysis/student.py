"""Student's t: its distribution function and quantiles, in closed form.

Held against scipy by the tests; a library of a hundred megabytes for one function would be too much.
"""

import math
from statistics import NormalDist

NORMAL = NormalDist()
LARGE = 1e6
"""Degrees of freedom from which t and the normal distribution cannot be told apart here."""


def get_probability(t: float, df: float) -> float:
    """The probability of a value of at most `t` with `df` degrees of freedom (any real number)."""
    if df >= LARGE:
        return NORMAL.cdf(t)
    tail = _beta(df / 2, 0.5, df / (df + t * t)) / 2
    return tail if t < 0 else 1 - tail


def get_quantile(probability: float, df: float) -> float:
    """The value below which the share `probability` lies: (0.975, 29) → 2.045."""
    if probability < 0.5:
        return -get_quantile(1 - probability, df)
    low, high = 0.0, 1.0
    while get_probability(high, df) < probability:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if get_probability(middle, df) < probability else (low, middle)
    return (low + high) / 2


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1), tiny)
    made = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _apart(1 + term * d, tiny)
            c = _apart(1 + term / c, tiny)
            made *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return made


def _apart(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
