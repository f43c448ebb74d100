"""Every contradiction known of published reports is named, in PDF, Word and Excel."""

import pytest

from tests.reports.layouts import print_docx, print_pdf, print_xlsx
from tests.reports.published import ALL, Published
from tests.reports.reading import find_contradictions, read_all

WRITERS = {
    "pdf": lambda lines: print_pdf(lines, ruled=True),
    "docx": print_docx,
    "xlsx": lambda lines: print_xlsx(lines, as_numbers=False),
}


def say_missed(published: Published, kind: str) -> set[tuple[int, str, str]]:
    found = {(f.kind, f.code, f.found) for f in read_all(WRITERS[kind](published.lines))}
    return set(published.known) - found


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", ALL)
def test_what_people_found_wrong_in_a_published_report_is_found(name: str, kind: str) -> None:
    assert not say_missed(ALL[name](), kind)


def test_the_four_wrong_categories_of_the_library_are_those_of_four_elements() -> None:
    content = WRITERS["pdf"](ALL["perpustakaan"]().lines)
    wrong = [f for f in find_contradictions(content) if f.code == "mark-element"]
    expected = {("U1", "A"), ("U5", "A"), ("U8", "A"), ("U9", "C")}
    assert {(f.facts["element"], f.expected[0]) for f in wrong} == expected


def test_the_paths_that_explain_two_published_values_are_named() -> None:
    paths = {
        name: {p for f in read_all(WRITERS["pdf"](ALL[name]().lines)) for p in f.paths}
        for name in ("perpustakaan", "balkesmas-1", "gaspul")
    }
    # Weighted means rounded to two decimals: nobody had named this one before.
    archive = {p for f in read_all(WRITERS["pdf"](ALL["arsip"]().lines)) for p in f.paths}
    assert "printed/exact/share-2" in archive
    assert "printed/0.111/none" in paths["perpustakaan"]
    assert "printed/exact/index-2" in paths["balkesmas-1"]
    assert "printed/0.11/none" in paths["gaspul"]
