"""Documents, field and service users on one scale, read from stored trees by the forms' roles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tilik.web.numbers import to_decimal
from tilik.web.presenters.scores import Tree
from tilik.web.svg.signs import Reading

ONE, PLACES = Fraction(1), 2


@dataclass(frozen=True, slots=True)
class Sides:
    """What each side says on the scale of the index; None where it is not known."""

    paper: Fraction | None = None
    field: Fraction | None = None
    citizen: Fraction | None = None

    def list_readings(self) -> list[Reading]:
        """The sides as a dumbbell takes them."""
        return [
            Reading("paper", _round(self.paper)),
            Reading("field", _round(self.field)),
            Reading("citizen", _round(self.citizen)),
        ]


def get_roles(document: Mapping[str, Any]) -> dict[str, str]:
    """The role of each form by its code."""
    return {str(form["code"]): str(form["role"]) for form in document["forms"]}


def measure(tree: Tree | None, roles: Mapping[str, str], role: str) -> Fraction | None:
    """What the forms of one role make of the index's scale; None where a part of it is missing.

    The highest parts that rest on that role alone, weighed as the index weighs them.
    """
    if tree is None:
        return None
    parts = list(_find_parts(tree, ONE, roles, role))
    if not parts or any(share is None for _weight, share in parts):
        return None
    low, high = map(Fraction, tree["scale"])
    total = sum((weight for weight, _share in parts), Fraction(0))
    reached = sum((weight * share for weight, share in parts if share is not None), Fraction(0))
    return low + (high - low) * reached / total if total else None


def mean(values: list[Fraction | None]) -> tuple[Fraction | None, int]:
    """The mean of the known values, and how many they are."""
    known = [value for value in values if value is not None]
    # Whole numbers of one denominator are added up first: sums of fractions are dear.
    wholes: dict[int, int] = {}
    for value in known:
        wholes[value.denominator] = wholes.get(value.denominator, 0) + value.numerator
    total = sum((Fraction(n, below) for below, n in wholes.items()), Fraction(0))
    return (total / len(known) if known else None), len(known)


def _find_parts(
    node: Tree, weight: Fraction, roles: Mapping[str, str], role: str
) -> Iterator[tuple[Fraction, Fraction | None]]:
    """The weight of each part, and the share of its scale it reaches."""
    found = {roles[str(item).partition(":")[0]] for item in _list_items(node)}
    if found == {role}:
        yield weight, _get_share(node)
    elif role in found:
        for child in node.get("children", ()):
            if child["weight"] is not None:
                yield from _find_parts(
                    child, weight * Fraction(child["weight"]["exact"]), roles, role
                )


def _list_items(node: Tree) -> Iterator[str]:
    """The items below a node that count."""
    if node["gap"] == "not-applicable":
        return
    if node.get("item"):
        yield str(node["item"])
    for child in node.get("children", ()):
        yield from _list_items(child)


def _get_share(node: Tree) -> Fraction | None:
    if node["value"] is None:
        return None
    low, high = map(Fraction, node["scale"])
    return (Fraction(node["value"]["exact"]) - low) / (high - low)


def _round(value: Fraction | None) -> Decimal | None:
    return None if value is None else to_decimal(value, PLACES)
