"""Made-up standards in fourteen layouts: presence and planted defects, tuning apart from reporting."""

from collections import Counter

import pytest

from tests.corpus.make import LAYOUTS, Made, make_corpus
from tests.corpus.measure import measure, rate
from tests.corpus.scans import make_scans, paint_first
from tests.reading.published import count_listed, find_missed
from tilik.reading.engines import find_engine
from tilik.reading.isolated import read_all_rows
from tilik.reading.layout import Layout, read_layout

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
    counts = measure(make_corpus(SEED, 8 if reporting else 6, reporting=reporting))
    assert len(counts) == (8 if reporting else len(LAYOUTS) - 8)
    check(counts)


@pytest.mark.slow
@pytest.mark.parametrize("reporting", [False, True], ids=["tuning", "reporting"])
def test_seventy_two_documents_with_over_two_hundred_services_are_read(reporting: bool) -> None:
    corpus = make_corpus(SEED + 1, 36, reporting=reporting)
    assert sum(len(made.services) for made in corpus) > 100
    check(measure(corpus))


def read_scan(made: Made, engine: str) -> Layout:
    return read_all_rows(made.content, engine)


@pytest.mark.skipif(not find_engine("light"), reason="tesseract is not installed")
def test_scans_are_read_by_the_light_engine_and_nothing_is_called_there_that_is_not() -> None:
    made = make_corpus(SEED, 2, reporting=True)
    scans = [make_scans(each, n) for n, each in enumerate(made) if each.layout == "two-tables"]
    total = add_up(measure(scans, lambda each: read_scan(each, "light")))
    assert total["services-found"] == total["services"] > 0
    assert total["false"] == 0
    assert rate(total["hit"], total["miss"], total["false"]) >= 0.9


@pytest.mark.slow
@pytest.mark.skipif(find_engine("best") != "best", reason="the extra ocr is not installed")
@pytest.mark.parametrize("reporting", [False, True], ids=["tuning", "reporting"])
def test_scans_of_every_layout_are_read_by_the_best_engine(reporting: bool) -> None:
    made = make_corpus(SEED + 2, 6, reporting=reporting)
    scans = [make_scans(each, n) for n, each in enumerate(made) if each.content[:4] == b"%PDF"]
    counts = measure(scans, lambda each: read_scan(each, "best"))
    total = add_up(counts)
    assert total["unread"] == 0
    assert total["false"] == 0, counts
    assert rate(total["hit"], total["miss"], total["false"]) >= 0.9, counts
    assert total["defect-hit"] >= 0.9 * (total["defect-hit"] + total["defect-miss"]), counts
    assert total["defect-hit"] >= 0.9 * (total["defect-hit"] + total["defect-false"]), counts


def test_every_fault_people_listed_in_published_standards_is_found() -> None:
    assert count_listed() == 40
    assert find_missed(read_layout) == []


def test_the_same_seed_makes_the_same_scan() -> None:
    (made,) = make_corpus(SEED, 1, reporting=True)
    assert made.layout == "two-tables"
    assert paint_first(make_scans(made, 1).content) == paint_first(make_scans(made, 1).content)
    assert paint_first(make_scans(made, 1).content) != paint_first(make_scans(made, 2).content)


def test_the_same_seed_makes_the_same_truth() -> None:
    first, second = make_corpus(SEED, 3, reporting=True), make_corpus(SEED, 3, reporting=True)
    assert [made.services for made in first] == [made.services for made in second]
