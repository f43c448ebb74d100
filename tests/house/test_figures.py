"""What is measured becomes one page, and a limit that is exceeded is seen."""

from benchmarks.figures import Figure, make_page
from benchmarks.mutation import make_figure

FAST = Figure("scoring 10 000 units", 1.234, "×", limit=3)
SLOW = Figure("a page of 500 units", 140.0, "ms", limit=100)
TOLD = Figure("memory of a worker", 110.0, "MB")


def test_a_figure_over_its_limit_is_seen_and_one_without_a_limit_never_is() -> None:
    assert FAST.is_within
    assert TOLD.is_within
    assert not SLOW.is_within


def test_a_figure_at_its_limit_is_still_within() -> None:
    assert Figure("exactly", 3.0, "×", limit=3).is_within


def test_a_figure_that_must_be_reached_is_seen_when_it_is_not() -> None:
    assert Figure("share read", 0.97, "", least=0.97).is_within
    assert not Figure("share read", 0.96, "", least=0.97).is_within
    assert "| share read | 0.96  | ≥ 0.97 |" in make_page(
        [Figure("share read", 0.96, "", least=0.97)], "2 cores"
    )


def test_the_page_has_one_row_a_figure_with_its_limit() -> None:
    page = make_page([FAST, TOLD], "2 cores")
    assert "| scoring 10 000 units | 1.23 × | ≤ 3 × |" in page
    assert "| memory of a worker | 110 MB |  |" in page
    assert "on 2 cores" in page


def test_a_planted_fault_that_no_test_reaches_has_survived() -> None:
    stats = {"killed": 80, "survived": 4, "no_tests": 6, "timeout": 5, "suspicious": 3}
    figure = make_figure({**stats, "segfault": 2, "skipped": 10, "total": 110})
    assert figure.value == 10
    assert figure.is_within
