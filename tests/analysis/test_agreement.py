"""Agreement of evaluators, held against published worked examples and a second computation."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from tilik.analysis.agreement import (
    get_alpha,
    get_pair_kappa,
    get_steps,
    make_ordinal,
    measure,
)

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units.
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
# Agresti, "Categorical Data Analysis": answers of wives (columns) and husbands (rows), n = 91;
# weighted with equal spacing 0.2374, unweighted 0.1293 (R package vcd, Kappa).
COUPLES = ((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14))
LEVELS = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 5), max_size=3)
RATINGS = st.lists(LEVELS, max_size=12).map(lambda rows: {f"{n:02}": r for n, r in enumerate(rows)})


def read_table(table: dict[str, str]) -> dict[str, dict[str, int]]:
    """The ratings by item; a point is a missing one."""
    ratings: dict[str, dict[str, int]] = {}
    for rater, row in table.items():
        for n, level in enumerate(row.split(), 1):
            if level != ".":
                ratings.setdefault(f"{n:02}", {})[rater] = int(level)
    return ratings


def unfold(table: tuple[tuple[int, ...], ...]) -> dict[str, dict[str, int]]:
    """Every couple as an item of two ratings."""
    pairs = [
        (row, column)
        for row, counts in enumerate(table, 1)
        for column, count in enumerate(counts, 1)
        for _ in range(count)
    ]
    return {f"{n:03}": {"husband": one, "wife": two} for n, (one, two) in enumerate(pairs)}


def nominal(one: int, other: int) -> float:
    return float(one != other)


def interval(one: int, other: int) -> float:
    return float((one - other) ** 2)


def ratio(one: int, other: int) -> float:
    return ((one - other) / (one + other)) ** 2


@pytest.mark.parametrize(
    ("distance", "published"),
    [(nominal, 0.743), (None, 0.815), (interval, 0.849), (ratio, 0.797)],
    ids=["nominal", "ordinal", "interval", "ratio"],
)
def test_alpha_is_krippendorffs_own_figure(distance, published) -> None:
    assert get_alpha(read_table(OBSERVERS), distance) == pytest.approx(published, abs=0.0005)


def test_the_unit_rated_by_one_observer_alone_changes_nothing() -> None:
    ratings = read_table(OBSERVERS)
    whole = get_alpha(ratings)
    del ratings["12"]
    assert get_alpha(ratings) == pytest.approx(whole)


def test_weighted_kappa_is_the_published_one() -> None:
    kappa = get_pair_kappa(unfold(COUPLES), ("husband", "wife"))
    assert kappa == pytest.approx(0.2374, abs=0.00005)


def test_the_weighted_kappa_is_not_the_unweighted_one() -> None:
    rows = [
        (rater, item, level) for item, r in unfold(COUPLES).items() for rater, level in r.items()
    ]
    plain = AnnotationTask(data=rows).kappa_pairwise("husband", "wife")
    assert plain == pytest.approx(0.1293, abs=0.00005)


def test_nltk_still_scales_only_half_of_kappa_by_its_largest_distance() -> None:
    """Why no largest distance is handed on: the observed part is not divided by it."""
    rows = [
        (rater, item, level) for item, r in unfold(COUPLES).items() for rater, level in r.items()
    ]
    task = AnnotationTask(data=rows, distance=get_steps)
    right = task.weighted_kappa_pairwise("husband", "wife")
    assert task.weighted_kappa_pairwise("husband", "wife", max_distance=3) != pytest.approx(right)


def test_nltk_still_breaks_on_an_item_one_of_the_pair_left_out() -> None:
    """Why kappa is taken over what both rated."""
    task = AnnotationTask(
        data=[("A", "1", 1), ("B", "1", 2), ("A", "2", 3), ("B", "2", 3), ("A", "3", 1)],
        distance=get_steps,
    )
    with pytest.raises(StopIteration):
        task.weighted_kappa_pairwise("A", "B")


def test_where_nothing_varies_agreement_is_not_known_rather_than_perfect() -> None:
    found = measure({"1": {"A": 3, "B": 3}, "2": {"A": 3, "B": 3}})
    assert (found.items, found.same) == (2, 2)
    assert found.kappa is None
    assert found.alpha is None
    assert AnnotationTask(data=[("A", "1", 3), ("B", "1", 3)]).alpha() == 1


def test_without_two_raters_there_is_nothing_to_measure() -> None:
    found = measure({"1": {"A": 3}, "2": {}, "3": {"B": 2}})
    assert (found.items, found.same, found.kappa, found.alpha) == (0, 0, None, None)


def test_those_who_agree_in_all_have_one() -> None:
    found = measure({str(n): {"A": n % 6, "B": n % 6} for n in range(12)})
    assert found.kappa == pytest.approx(1)
    assert found.alpha == pytest.approx(1)
    assert found.same == found.items == 12


def test_those_who_choose_against_each_other_are_below_zero() -> None:
    found = measure({str(n): {"A": n % 2 * 5, "B": 5 - n % 2 * 5} for n in range(10)})
    assert found.kappa == pytest.approx(-1)
    assert found.alpha is not None
    assert found.alpha < 0


def test_pairs_that_take_turns_are_averaged_by_what_each_shares() -> None:
    first = {f"a{n}": {"A": n, "B": n} for n in range(4)}
    second = {f"b{n}": {"A": n % 2, "C": 1 - n % 2} for n in range(2)}
    found = measure({**first, **second})
    assert found.kappa == pytest.approx((4 * 1 + 2 * -1) / 6)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [(1, 1, 0), (1, 2, 121), (2, 3, 132.25), (1, 3, 506.25), (3, 4, 64)],
)
def test_the_ordinal_distance_counts_the_ranks_between(one, other, distance) -> None:
    ordinal = make_ordinal({1: 9, 2: 13, 3: 10, 4: 6, 5: 3})
    assert ordinal(one, other) == ordinal(other, one) == distance


# ---- the same twice ------------------------------------------------------------


def compute_alpha(ratings: dict[str, dict[str, int]]) -> float | None:
    """Alpha from the coincidences of values, as Krippendorff writes it."""
    shared = [list(levels.values()) for levels in ratings.values() if len(levels) > 1]
    together: Counter[tuple[int, int]] = Counter()
    for values in shared:
        for (i, one), (j, other) in product(enumerate(values), repeat=2):
            if i != j:
                together[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[int] = Counter()
    for (one, _other), weight in together.items():
        totals[one] += weight
    n, known = sum(totals.values()), sorted(totals)

    def distance(one: int, other: int) -> float:
        low, high = min(one, other), max(one, other)
        ranks = sum(totals[level] for level in known if low <= level <= high)
        return (ranks - (totals[low] + totals[high]) / 2) ** 2

    expected = sum(totals[a] * totals[b] * distance(a, b) for a in known for b in known if a != b)
    if not expected:
        return None
    observed = sum(w * distance(a, b) for (a, b), w in together.items() if a != b)
    return 1 - (n - 1) * observed / expected


def compute_kappa(pairs: list[tuple[int, int]]) -> float | None:
    """Linearly weighted kappa from the two margins."""
    n = len(pairs)
    expected = sum(abs(a - b) for a, _ in pairs for _, b in pairs) / n**2 if n else 0
    return 1 - sum(abs(a - b) for a, b in pairs) / n / expected if expected else None


@given(RATINGS)
def test_alpha_is_the_same_computed_from_coincidences(ratings) -> None:
    found, again = measure(ratings).alpha, compute_alpha(ratings)
    assert (found is None) == (again is None)
    if found is not None:
        assert found == pytest.approx(again, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_kappa_is_the_same_computed_from_the_margins(pairs) -> None:
    ratings = {f"{n:02}": {"A": one, "B": two} for n, (one, two) in enumerate(pairs)}
    found, again = measure(ratings).kappa, compute_kappa(pairs)
    assert (found is None) == (again is None)
    if found is not None:
        assert found == pytest.approx(again, abs=1e-9)


@given(RATINGS)
def test_the_order_of_items_and_raters_changes_nothing(ratings) -> None:
    turned = {item: dict(reversed(list(r.items()))) for item, r in reversed(list(ratings.items()))}
    assert measure(turned) == measure(ratings)
