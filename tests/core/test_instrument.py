"""Instruments cannot be built wrong, and find their items."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.core.small import level, small_document
from tilik.core.document import build
from tilik.core.instrument import Instrument, Key, Scale

ENDS = st.fractions(-100, 100, max_denominator=20)


def instrument() -> Instrument:
    document = small_document()
    document["forms"][0]["items"] += [level("U8", aliases=["pengaduan", "1"])]
    return build(document)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1)])
def test_a_scale_runs_upwards(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="a scale runs upwards"):
        Scale(Fraction(low), Fraction(high))


def test_a_scale_holds_its_own_ends() -> None:
    scale = Scale(Fraction(0), Fraction(5))
    assert scale.holds(Fraction(0)) and scale.holds(Fraction(5))
    assert not scale.holds(Fraction(-1)) and not scale.holds(Fraction(6))


@given(ENDS, ENDS, ENDS, ENDS, st.fractions(0, 1))
def test_carrying_there_and_back_changes_nothing(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction, share: Fraction
) -> None:
    assume(a < b and c < d)
    old, new = Scale(a, b), Scale(c, d)
    value = a + share * (b - a)
    assert new.carry(old.carry(value, new), old) == value
    assert new.holds(old.carry(value, new))
    assert (old.carry(a, new), old.carry(b, new)) == (c, d)


@pytest.mark.parametrize(
    ("form", "item", "found"),
    [
        ("E", "1", "E:1"),
        ("R", "1", "R:1"),
        ("E", "U8", "E:U8"),
        ("", "U8", "E:U8"),
        ("E", "pengaduan", "E:U8"),
        ("", "pengaduan", "E:U8"),
        ("", "4", "E:4"),
        ("", "1", None),
        ("R", "pengaduan", None),
        ("X", "1", None),
    ],
)
def test_an_item_is_found_by_code_or_alias_where_that_is_unique(
    form: str, item: str, found: str | None
) -> None:
    hit = instrument().find(form, item)
    assert (hit and str(hit.key)) == found


@pytest.mark.parametrize(
    ("scopes", "unit", "government"),
    [(["both"], 0, 0), (["unit", "government"], 0, 1), (["government"], None, 0), ([], None, None)],
)
def test_units_and_governments_may_have_their_own_scales(
    scopes: list[str], unit: int | None, government: int | None
) -> None:
    document = small_document()
    raw = document["grades"][0]
    document["grades"] = [raw | {"code": str(n), "scope": s} for n, s in enumerate(scopes)]
    made = build(document)
    found = [made.scale_of(scope) for scope in ("unit", "government")]
    assert [scale and int(scale.code) for scale in found] == [unit, government]


def test_leaves_and_nodes_are_walked_in_order() -> None:
    index = instrument().index
    assert [n.code for n in index.children[1].walk()] == ["r", "r.a", "R:1", "R:2", "r.b", "R:3"]
    assert [n.code for n in index.children[1].leaves()] == ["R:1", "R:2", "R:3"]
    assert next(n.item for n in index.children[1].leaves()) == Key("R", "1")
