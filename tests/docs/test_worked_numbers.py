"""Every number in a marked table of the explanation is the one the instruments give today."""

import pytest

from tests.docs.worked import FOLDER, MARKED, TABLES, Table, rewrite


def find_tables() -> dict[str, str]:
    """The marked tables of all pages, by name."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))]
    return {name: body for page in pages for name, body in MARKED.findall(page)}


def read(body: str) -> Table:
    """The cells of a table, without the line under its head."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.splitlines()]
    return [rows[0], *rows[2:]]


WRITTEN = find_tables()


@pytest.mark.parametrize("name", TABLES)
def test_a_worked_table_says_what_comes_out(name: str) -> None:
    assert read(WRITTEN[name]) == TABLES[name]()


def test_no_marked_table_lacks_its_recomputation() -> None:
    assert set(WRITTEN) == set(TABLES)


def test_every_page_of_the_explanation_has_a_worked_table() -> None:
    for path in FOLDER.glob("*.md"):
        assert MARKED.search(path.read_text(encoding="utf-8")), path.name


def test_a_missing_answer_never_stands_as_a_low_value() -> None:
    rows = {row[0]: row for row in TABLES["absence"]()}
    assert rows["belum dijawab"][1] == rows["belum dicek"][1] == "–"
    assert rows["level 0"][1] != "–"


def test_a_range_over_several_categories_names_them_all() -> None:
    rows = [*TABLES["absence"]()[1:], *TABLES["estimate"]()[1:]]
    assert any(", " in row[3] for row in rows)
    assert all(row[3] for row in rows)


def test_writing_the_pages_anew_changes_nothing_and_mends_a_number() -> None:
    page = (FOLDER / "scoring.md").read_text(encoding="utf-8")
    assert rewrite(page) == page
    assert rewrite(page.replace("0,6800", "0,6900")) == page
