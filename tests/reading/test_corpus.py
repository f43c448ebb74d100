"""Made-up standards in twelve layouts: presence and planted defects, tuning apart from reporting."""

from collections import Counter

import pytest

from tests.corpus.make import LAYOUTS, make_corpus
from tests.corpus.measure import measure, rate

SEED = 7


def add_up(counts: dict[str, Counter[str]]) -> Counter[str]:
    return sum(counts.values(), Counter())


def check(counts: dict[str, Counter[str]]) -> None:
    """The promises: presence F1 ≥ 0.97, nothing called there that is not, defects ≥ 0.9 both ways."""
    total = add_up(counts)
    assert rate(total["hit"], total["miss"], total["false"]) >= 0.97, counts
    assert total["false"] == 0, counts
    assert total["defect-hit"] >= 0.9 * (total["defect-hit"] + total["defect-miss"]), counts
    assert total["defect-hit"] >= 0.9 * (total["defect-hit"] + total["defect-false"]), counts
    assert total["services-found"] == total["services"]


@pytest.mark.parametrize("reporting", [False, True], ids=["tuning", "reporting"])
def test_one_document_of_each_layout_is_read(reporting: bool) -> None:
    counts = measure(make_corpus(SEED, 6, reporting=reporting))
    assert len(counts) == len(LAYOUTS) // 2
    check(counts)


@pytest.mark.slow
@pytest.mark.parametrize("reporting", [False, True], ids=["tuning", "reporting"])
def test_seventy_two_documents_with_over_two_hundred_services_are_read(reporting: bool) -> None:
    corpus = make_corpus(SEED + 1, 36, reporting=reporting)
    assert sum(len(made.services) for made in corpus) > 100
    check(measure(corpus))


def test_the_same_seed_makes_the_same_truth() -> None:
    first, second = make_corpus(SEED, 3, reporting=True), make_corpus(SEED, 3, reporting=True)
    assert [made.services for made in first] == [made.services for made in second]
