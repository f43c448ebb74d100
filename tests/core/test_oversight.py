"""The state of the ledger over a period, beside a naive twin that walks every day of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.oversight import Product, choose_source, get_state, list_counting

START = date(2025, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def products(draw: st.DrawFn) -> Product:
    received = draw(DAYS)
    settled = draw(st.none() | st.integers(0, 40).map(lambda n: received + timedelta(days=n)))
    return Product(received, settled)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return first, last


def find_state_naively(rows: list[Product], first: date, last: date) -> str:
    """Day by day: which products lay on the desk, and is any of these still without an end?"""
    seen = set()
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for place, row in enumerate(rows):
            came = row.received_on <= day
            left = row.settled_on is not None and row.settled_on < day
            if came and not left:
                seen.add(place)
    if not seen:
        return "none"
    return "open" if [place for place in seen if not rows[place].settled_on] else "settled"


@given(st.lists(products(), max_size=6), spans())
def test_the_state_is_the_one_a_walk_through_the_days_finds(rows, span) -> None:
    assert get_state(list_counting(rows, *span)) == find_state_naively(rows, *span)


@given(st.lists(products(), max_size=6), spans(), products())
def test_one_more_open_product_never_settles_a_ledger(rows, span, more) -> None:
    before = get_state(list_counting(rows, *span))
    after = get_state(list_counting([*rows, Product(more.received_on)], *span))
    assert (before, after) not in {("open", "settled"), ("open", "none")}


@pytest.mark.parametrize(
    ("said", "n", "source"),
    [
        ("", 0, "own"),
        ("", 1, "ledger"),
        ("own", 5, "own"),
        ("ledger", 0, "ledger"),
        ("anything", 2, "ledger"),
    ],
)
def test_an_empty_ledger_counts_only_where_somebody_called_it_complete(said, n, source) -> None:
    assert choose_source(said, n) == source
