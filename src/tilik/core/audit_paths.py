"""Every way in which an index is known to be computed, to say which one gives a printed figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tilik.core.audit import ElementTable, Figure, Finding, Weight
from tilik.core.numbers import decimal_text, round_half_up, total

TOP = 25
WEIGHTS = ("exact", "0.111", "0.11")
ROUNDINGS = ("none", "mean-2", "share-2", "share-3", "index-2", "mean-2-index-2")
COARSE = Fraction(1, 2)
"""How far off an index may be through coarsely printed means before it cannot be checked."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way: from which means, with which weight, rounded where; and what comes out."""

    base: str
    weight: str
    rounding: str
    value: Fraction

    @property
    def name(self) -> str:
        """Its parts in one word."""
        return f"{self.base}/{self.weight}/{self.rounding}"

    @property
    def is_plain(self) -> bool:
        """Whether it is the exact weight with one rounding, at the end."""
        return self.weight == "exact" and self.rounding == "none"


def count_mean(counts: Sequence[int]) -> Fraction:
    """The mean of answers 1, 2, 3 … given so many times each."""
    return Fraction(sum(n * level for level, n in enumerate(counts, 1)), sum(counts))


def get_weight(name: str, n: int) -> Fraction:
    """The weight of one of `n` elements: exactly 1/n, or rounded to three or two places."""
    exact = Fraction(1, n)
    return exact if name == "exact" else round_half_up(exact, 3 if name == "0.111" else 2)


def compute(means: Sequence[Fraction], weight: str, rounding: str) -> Fraction:
    """The index 25–100 from the means of the elements, on that way, not yet rounded."""
    each = get_weight(weight, len(means))
    if rounding.startswith("mean-2"):
        means = [round_half_up(mean, 2) for mean in means]
    shares = [mean * each for mean in means]
    if rounding.startswith("share"):
        shares = [round_half_up(share, int(rounding[-1])) for share in shares]
    index = total(shares)
    return TOP * (round_half_up(index, 2) if rounding.endswith("index-2") else index)


def list_bases(table: ElementTable) -> dict[str, list[Fraction]]:
    """The means to compute from: of the counts where all are there, and as printed."""
    bases: dict[str, list[Fraction]] = {}
    if table.rows and all(sum(row.counts) for row in table.rows):
        bases["counts"] = [count_mean(row.counts) for row in table.rows]
    printed = [row.mean.value for row in table.rows if row.mean]
    if printed and len(printed) == len(table.rows):
        bases["printed"] = printed
    return bases


def list_paths(table: ElementTable) -> list[Path]:
    """All the ways, the plainest first; a rounding that changes nothing is no way of its own."""
    paths: dict[tuple[str, str, Fraction], Path] = {}
    for rounding in ROUNDINGS:
        for weight in WEIGHTS:
            for base, means in list_bases(table).items():
                path = Path(base, weight, rounding, compute(means, weight, rounding))
                paths.setdefault((base, weight, path.value), path)
    return list(paths.values())


def find_plain(table: ElementTable) -> Fraction | None:
    """The index by the exact weight from the best means there are, or None without any."""
    bases = list_bases(table)
    best = bases.get("counts") or bases.get("printed")
    return compute(best, "exact", "none") if best else None


def explain(index: Figure, table: ElementTable) -> list[Path]:
    """The ways that give the printed index; those that round to it before those cut off at it."""
    paths = list_paths(table)
    return [p for p in paths if index.rounds(p.value)] or [
        p for p in paths if index.agrees(p.value)
    ]


def get_slack(table: ElementTable) -> Fraction:
    """How far the index may be from that of the printed means, as these are rounded themselves."""
    steps = [row.mean.step for row in table.rows if row.mean]
    return TOP * total(steps) / 2 / len(table.rows)


def write(value: Fraction, like: Figure) -> str:
    """A value as the figure it is held against is printed; with two decimals where that hides it."""
    decimals = len(like.printed.replace(",", ".").partition(".")[2].rstrip("% "))
    text = decimal_text(value * like.times, decimals)
    is_hidden = text == like.printed.rstrip("% ") or decimals == 1
    return decimal_text(value * like.times, 2) if is_hidden else text


def differ(
    kind: int,
    code: str,
    figure: Figure,
    exact: Fraction,
    weight: Weight = Weight.ERROR,
    paths: tuple[str, ...] = (),
    **facts: str,
) -> Finding:
    """A figure that should be another one."""
    expected = write(exact, figure)
    return Finding(kind, code, weight, figure.place, figure.printed, expected, facts, paths)
