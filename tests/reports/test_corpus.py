"""Made-up reports in sixteen layouts and one of sixty pages: the figures the documents give.

All of them were made by those who wrote the reader.
"""

import re

import pypdfium2 as pdfium
import pytest

from tests.corpus.reports import (
    MORE_REPORTING,
    MORE_TUNING,
    REPORTING,
    SIXTY,
    TUNING,
    get_recall,
    list_figures,
    list_ways,
    measure,
    plant_all,
    write_sixty,
)
from tests.house.sources import ROOT
from tests.reports.reading import find_contradictions
from tests.reports.truth import PLANTERS, make_sound

PAGE = ROOT / "docs" / "explanation" / "report-audit.md"
ROW = re.compile(r"^\| ([a-z-]+) \| (penyetelan|laporan) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
QUICK = ("saved-page", "other-words-file", "sheets")


def read_documented() -> list[list[str]]:
    return [list(match.groups()) for match in ROW.finditer(PAGE.read_text("utf-8"))]


def test_there_are_more_than_twelve_layouts_and_none_serves_both_ends() -> None:
    tuning, reporting = list_ways(reporting=False), list_ways(reporting=True)
    assert not set(tuning) & set(reporting)
    assert min(len(tuning), len(reporting)) >= 6
    assert len(tuning) + len(reporting) >= 12
    assert {row[0] for row in read_documented()} == {*tuning, *reporting, SIXTY}


@pytest.mark.parametrize("name", QUICK)
def test_each_kind_is_found_in_the_quick_layouts_and_nothing_in_sound_ones(name: str) -> None:
    ways = MORE_TUNING | MORE_REPORTING
    measured = measure(ways[name], TUNING if name in MORE_TUNING else REPORTING)
    assert (measured.missed, measured.false) == ((), 0)
    assert get_recall([measured]) == 1


@pytest.mark.slow
def test_the_figures_of_the_documents_are_those_measured() -> None:
    assert list_figures() == read_documented()


@pytest.mark.slow
def test_a_report_of_sixty_pages_is_audited_whole() -> None:
    content = write_sixty(plant_all(make_sound(7)))
    with pdfium.PdfDocument(content) as document:
        assert len(document) >= 60
    assert {f.kind for f in find_contradictions(content)} == set(PLANTERS)
