"""Ranks: competition ranks on exact values, inside one measure and scheme."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.errors import UserError
from tilik.core.ranking import Entry, rank, shown_apart

ENTRIES = st.lists(
    st.tuples(st.one_of(st.none(), st.fractions(0, 5, max_denominator=300)), st.sampled_from("ab")),
    max_size=9,
).map(lambda pairs: [Entry(str(n), v, group=g) for n, (v, g) in enumerate(pairs)])


def table(*values: str | None, **more: str) -> list[tuple[str, int | None, str | None]]:
    entries = [Entry(f"b{n}", v and Fraction(v), **more) for n, v in enumerate(values)]
    return [(p.entry.name, p.rank, p.shown) for p in rank(entries)]


def test_ties_share_a_rank_and_the_next_rank_is_skipped() -> None:
    ties = [p.tied for p in rank(Entry(v, Fraction(v[0])) for v in ("4", "5", "4 too", "3"))]
    assert ties == [False, True, True, False]
    assert table("4", "5", "4", "3") == [
        ("b1", 1, "5.00"),
        ("b0", 2, "4.00"),
        ("b2", 2, "4.00"),
        ("b3", 4, "3.00"),
    ]


def test_a_body_without_a_value_is_listed_last_and_not_ranked() -> None:
    places = rank([Entry("none", None), Entry("some", Fraction(0))])
    assert [(p.entry.name, p.rank, p.of, p.tied, p.shown) for p in places] == [
        ("some", 1, 1, False, "0.00"),
        ("none", None, 1, False, None),
    ]


def test_bodies_shown_alike_but_ranked_apart_get_the_decimals_that_part_them() -> None:
    assert table("3.8349", "3.8251", "4") == [
        ("b2", 1, "4.00"),
        ("b0", 2, "3.835"),
        ("b1", 3, "3.825"),
    ]


def test_values_that_no_reader_could_tell_apart_stop_at_twelve_decimals() -> None:
    close = [Fraction(1), Fraction(1) + Fraction(1, 10**15)]
    assert set(shown_apart(close, 2).values()) == {"1.000000000000"}


@pytest.mark.parametrize("field", ["measure", "scheme"])
def test_measures_and_schemes_never_share_a_table(field: str) -> None:
    entries = [Entry("a", Fraction(1), **{field: "x"}), Entry("b", Fraction(1), **{field: "y"})]
    with pytest.raises(UserError) as caught:
        rank(entries)
    assert caught.value.code == "mixed-schemes"
    assert len(caught.value.facts["found"]) == 2


def test_the_kinds_that_were_mixed_are_named() -> None:
    with pytest.raises(UserError, match=r"found=\['ipp/mandiri', 'ipp/nasional'\]"):
        rank(Entry(s, None, measure="ipp", scheme=s) for s in ("nasional", "mandiri"))


@given(ENTRIES, st.randoms(use_true_random=False))
def test_ranks_do_not_depend_on_the_order_of_the_entries(
    entries: list[Entry], random: Random
) -> None:
    mixed = random.sample(entries, len(entries))
    as_table: Any = lambda es: {p.entry.name: (p.rank, p.of, p.tied, p.shown) for p in rank(es)}  # noqa: E731
    assert as_table(entries) == as_table(mixed)


@given(ENTRIES)
def test_a_group_is_ranked_as_if_the_others_were_not_there(entries: list[Entry]) -> None:
    whole = {p.entry.name: p for p in rank(entries)}
    for group in "ab":
        for place in rank(e for e in entries if e.group == group):
            assert whole[place.entry.name] == place


@given(st.sets(st.fractions(0, 5, max_denominator=300)))
def test_different_values_are_never_shown_alike_nor_in_another_order(values: set[Fraction]) -> None:
    shown = shown_apart(values, 2)
    as_read = [Fraction(shown[v]) for v in sorted(values)]
    assert as_read == sorted(set(as_read)) and len(as_read) == len(values)
