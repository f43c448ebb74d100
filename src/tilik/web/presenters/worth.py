"""What one level of each indicator is worth: the weights on its way up, multiplied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tilik.web.presenters.scores import Tree

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Worth:
    """An indicator of one unit: its level, the top, and points of the index for one level more."""

    item: str
    code: str
    level: Fraction | None
    top: Fraction
    points: Fraction

    @property
    def reach(self) -> Fraction:
        """The points between the level and the top; none where the level is not known."""
        return Fraction(0) if self.level is None else (self.top - self.level) * self.points


def list_worth(tree: Tree, rated: frozenset[str]) -> list[Worth]:
    """The rated indicators below the tree that count, worth most first."""
    found = [each for each in _walk(tree, ONE) if each.item in rated]
    return sorted(found, key=lambda each: (-each.points, each.item))


def _walk(node: Tree, factor: Fraction) -> Iterator[Worth]:
    if node.get("item"):
        value = node["value"]
        level = _read(value["exact"]) if value else None
        yield Worth(str(node["item"]), str(node["code"]), level, _read(node["scale"][1]), factor)
    for child in node.get("children", ()):
        if child["weight"] is not None:
            step = _carry(child["weight"]["exact"], *node["scale"], *child["scale"])
            yield from _walk(child, factor * step)


@lru_cache(maxsize=4096)
def _read(text: str) -> Fraction:
    """The exact number; the trees of all units hold the same few."""
    return Fraction(text)


@lru_cache(maxsize=4096)
def _carry(weight: str, low: str, high: str, below: str, above: str) -> Fraction:
    """What one point on a child's scale is on its parent's."""
    return _read(weight) * (_read(high) - _read(low)) / (_read(above) - _read(below))


def find_holding(worth: Sequence[Worth]) -> Worth | None:
    """The indicator that holds the score back most: most points between its level and the top."""
    return max(worth, key=lambda each: each.reach, default=None)


def share_of(points: Fraction, n_units: int) -> Fraction:
    """The points of the government that points of one of its units are, its units weighing alike."""
    return points / n_units if n_units else Fraction(0)
