"""What one level of each indicator is worth: the weights on its way up, multiplied."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

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
    low, high = _scale(node)
    if node.get("item"):
        value = node["value"]
        level = Fraction(value["exact"]) if value else None
        yield Worth(str(node["item"]), str(node["code"]), level, high, factor)
    for child in node.get("children", ()):
        if child["weight"] is not None:
            below, above = _scale(child)
            step = Fraction(child["weight"]["exact"]) * (high - low) / (above - below)
            yield from _walk(child, factor * step)


def _scale(node: Tree) -> tuple[Fraction, Fraction]:
    low, high = node["scale"]
    return Fraction(low), Fraction(high)


def find_holding(tree: Tree, rated: frozenset[str]) -> Worth | None:
    """The indicator that holds the score back most: most points between its level and the top."""
    return max(list_worth(tree, rated), key=lambda each: each.reach, default=None)


def share_of(points: Fraction, n_units: int) -> Fraction:
    """The points of the government that points of one of its units are, its units weighing alike."""
    return points / n_units if n_units else Fraction(0)
