"""Columns that count the indicators in words, and sheets that bear a form's name."""

from pathlib import Path

import pytest

from tests.cli.documents import read, save, values
from tilik.core.document import Document
from tilik.core.errors import InvalidInput
from tilik.library.load import load

PEKPPP = "pekppp-2022"


@pytest.fixture(scope="module")
def document() -> Document:
    return load(PEKPPP).document


@pytest.mark.parametrize("heading", ["No. {}", "No {}", "nomor {}", "Indikator {}", "Butir No. {}"])
def test_an_indicator_may_be_counted_in_words(
    document: Document, heading: str, tmp_path: Path
) -> None:
    heads = ["Unit Kerja", *(heading.format(n) for n in range(1, 4))]
    path = save(tmp_path / "a.xlsx", {"F-02A": [heads, ["Dinas Sosial", 3, 4, 5]]})
    assert values(read(path, document).answers) == {"1": "3", "2": "4", "3": "5"}


def test_a_question_number_still_needs_its_order(tmp_path: Path) -> None:
    heads = ["Unit", "Responden", *(f"No. {n}" for n in range(1, 10))]
    path = save(tmp_path / "a.xlsx", {"SKM": [heads, ["RSUD", "1", *[3] * 9]]})
    with pytest.raises(InvalidInput) as refused:
        read(path, load("skm-2017").document)
    assert {fault.code for fault in refused.value.faults} == {"question-order"}


def test_a_sheet_with_a_form_s_name_but_no_table_is_refused(
    document: Document, tmp_path: Path
) -> None:
    rows = {"F-02A": [["unit", "1"], ["Dinas Sosial", 3]], "F-03A": [["sudah dikirim", "lewat WA"]]}
    with pytest.raises(InvalidInput) as refused:
        read(save(tmp_path / "a.xlsx", rows), document)
    assert [(f.code, f.facts["sheet"]) for f in refused.value.faults] == [("no-table", "F-03A")]


def test_a_sheet_with_any_other_name_is_passed_over_and_said_so(
    document: Document, tmp_path: Path
) -> None:
    rows = {"F-02A": [["unit", "1"], ["Dinas Sosial", 3]], "Catatan": [["sudah dikirim"]]}
    found = read(save(tmp_path / "a.xlsx", rows), document)
    assert [(n.code, n.facts["sheet"]) for n in found.notices] == [("sheet-left-out", "Catatan")]
