"""How many respondents are enough, and how they are shared out among services.

The formula is that of Krejcie and Morgan (1970), which the guideline of the survey uses:
s = X²·N·¼ / (d²·(N − 1) + X²·¼), rounded half-up. It is made for a share, not for a mean, and for
respondents drawn at random; it is a rule of the office, not a promise of precision.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt

from tilik.core.errors import UserError
from tilik.core.numbers import round_half_up

CHI = Fraction("3.841")
"""Chi-squared of one degree of freedom at 95 %, as the table is printed with it."""
MARGIN = Fraction(1, 20)
PLACES = 4


def get_sample(population: int | None, margin: Fraction = MARGIN) -> int:
    """The respondents required of so many users: 17,041 → 376. None: nobody knows how many.

    Raises UserError("bad-margin" | "bad-population").
    """
    if not 0 < margin < 1:
        raise UserError("bad-margin", found=str(margin))
    spread = CHI / 4
    if population is None:
        return int(round_half_up(spread / margin**2, 0))
    if population < 0:
        raise UserError("bad-population", found=population)
    if not population:
        return 0
    return int(round_half_up(spread * population / (margin**2 * (population - 1) + spread), 0))


def get_margin(respondents: int, population: int | None) -> Fraction | None:
    """The margin that so many respondents reach, rounded up to four places; None with nobody.

    The inverse of `get_sample` before its rounding; nothing is left open where everybody answered.
    """
    if respondents <= 0:
        return None
    if population is None:
        squared = CHI / 4 / respondents
    elif respondents >= population:
        return Fraction(0)
    else:
        squared = CHI / 4 * (population - respondents) / (respondents * (population - 1))
    scaled = squared * 10 ** (2 * PLACES)
    root = isqrt(scaled.numerator // scaled.denominator)
    return Fraction(root + (root * root != scaled), 10**PLACES)


def look_up(population: int) -> tuple[int, int]:
    """The row of the printed table that covers the population: (N, s), the next larger N.

    A report may quote the table instead of the formula; it is never below it.
    """
    found = next((n for n in ROWS if n >= population), ROWS[-1])
    return found, get_sample(found)


def allocate(sample: int, volumes: Mapping[str, int]) -> dict[str, int]:
    """The sample shared out in proportion to volumes, by largest remainder, one at least for each
    service with users and never more than it has; equal remainders go to the larger volume.
    """
    whole = sum(volumes.values())
    wanted = min(max(sample, sum(volume > 0 for volume in volumes.values())), whole)
    exact = {name: Fraction(wanted * volume, whole or 1) for name, volume in volumes.items()}
    shares = {name: max(int(exact[name]), min(volume, 1)) for name, volume in volumes.items()}
    order = sorted(volumes, key=lambda name: (shares[name] - exact[name], -volumes[name]))
    while (missing := wanted - sum(shares.values())) > 0:
        for name in [name for name in order if shares[name] < volumes[name]][:missing]:
            shares[name] += 1
    while sum(shares.values()) > wanted:
        spare = [name for name in order if shares[name] > 1]
        shares[max(spare, key=lambda name: (shares[name] - exact[name], shares[name]))] -= 1
    return shares


ROWS = (
    *range(10, 100, 5), *range(100, 300, 10), *range(300, 500, 20), *range(500, 1000, 50),
    *(100 * n for n in (*range(10, 20), *range(20, 30, 2), *range(30, 50, 5), *range(50, 100, 10))),
    10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 1_000_000,
)  # fmt: skip
"""The populations for which the table has a row."""
