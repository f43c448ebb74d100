"""Every published value gets the category that was published with it."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tilik.core.document import build
from tilik.core.grading import Graded, grade
from tilik.core.instrument import GradeScale
from tilik.core.numbers import fraction
from tilik.library.load import load

Row = dict[str, str]
FIXTURE = Path(__file__).parent.parent / "fixtures" / "published.csv"

OMBUDSMAN = (
    (range(2016, 2022), "ombudsman-2016"),
    (range(2022, 2025), "ombudsman-2022"),
    (range(2025, 2026), "ombudsman-2025"),
)
# The 2025 sources give words: the quality word (our grade) or the opinion (our name).
WORDS = {
    "Tinggi": "Baik",
    "Sedang": "Cukup",
    "Rendah": "Kurang",
    "Baik": "Baik",
    "Sangat Baik": "Sangat Baik",
    "sangat baik": "Sangat Baik",
    "predikat tertinggi": "Sangat Baik",
    "tinggi": "Baik",
}
# (entity, year, value): why the row cannot be an expected value.
CONFLICTS = {
    ("Kabupaten Penajam Paser Utara", "2024", "87.27"): "the same page prints 82.27 as well",
    ("Kabupaten Penajam Paser Utara", "2024", "82.27"): "the same page prints 87.27 as well",
    ("Kabupaten Penajam Paser Utara", "2023", "3.45"): "the rise of 0.23 in the article means 3.52",
    ("Kabupaten Kutai Barat", "2024", "91.84"): "the Ombudsman's own site prints 91.48",
    ("Kabupaten Kutai Barat", "2024", "91.48"): "the press prints 91.84",
    ("Kota Tidore Kepulauan", "2025", "62.57"): "sources differ on the suffix, not on the number",
    (
        "Kabupaten Banggai",
        "2025",
        "",
    ): "two lists of the regencies without maladministration differ",
    (
        "Kabupaten Banggai Laut",
        "2025",
        "",
    ): "two lists of the regencies without maladministration differ",
    ("Kabupaten Sidoarjo", "2024", "4.65"): "the wording may mean Cilacap",
}


def rows() -> list[Row]:
    with FIXTURE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(row: Row) -> str:
    return (
        row["opinion"] or row["note"]
        if row["year"] == "2025" and row["measure"] == "ombudsman"
        else ""
    )


def is_checkable(row: Row) -> bool:
    said = row["grade"] or row["zone"] or words_of(row) in WORDS
    return bool(row["value"] and said and not row["conflict"])


def code_of(row: Row) -> str:
    if row["measure"] == "ipp":
        return "pekppp-2022"
    return next(code for years, code in OMBUDSMAN if int(row["year"]) in years)


@cache
def scale_of(code: str, year: int | None) -> GradeScale:
    scale = build(load(code).document, year=year).scale_of("government")
    assert scale is not None
    return scale


def graded(row: Row) -> Graded:
    year = int(row["year"]) if row["measure"] == "ombudsman" else None
    return grade(scale_of(code_of(row), year), fraction(row["value"]))


def checkable(measure: str) -> list[Row]:
    return [row for row in rows() if row["measure"] == measure and is_checkable(row)]


def mismatches(measure: str) -> Iterator[str]:
    for row in checkable(measure):
        found, name = graded(row).band, f"{row['entity']} {row['year']} {row['value']}"
        wanted = row["grade"] or WORDS.get(words_of(row))
        if wanted and found.grade != wanted:
            yield f"{name}: {found.grade}, published {wanted}"
        if row["zone"] and found.zone != row["zone"]:
            yield f"{name}: {found.zone}, published {row['zone']}"


def test_every_published_ombudsman_value_gets_its_published_category() -> None:
    assert list(mismatches("ombudsman")) == []


def test_every_published_ipp_value_gets_its_published_category() -> None:
    assert list(mismatches("ipp")) == []


@pytest.mark.parametrize(
    ("measure", "year", "expected"),
    [
        ("ombudsman", "2016", 1),
        ("ombudsman", "2018", 2),
        ("ombudsman", "2021", 7),
        ("ombudsman", "2022", 29),
        ("ombudsman", "2023", 23),
        ("ombudsman", "2024", 33),
        ("ombudsman", "2025", 8),
        ("ipp", "2018", 1),
        ("ipp", "2021", 21),
        ("ipp", "2022", 19),
        ("ipp", "2023", 18),
        ("ipp", "2024", 27),
        ("ipp", "2025", 1),
    ],
)
def test_no_row_that_can_be_checked_is_skipped(measure: str, year: str, expected: int) -> None:
    assert sum(row["year"] == year for row in checkable(measure)) == expected


def test_no_measure_or_year_escapes_the_counts_above() -> None:
    assert sum(map(is_checkable, rows())) == 190


def test_every_row_in_conflict_is_known_and_explained() -> None:
    found = {(row["entity"], row["year"], row["value"]) for row in rows() if row["conflict"]}
    assert found == set(CONFLICTS)


def test_the_words_of_2025_agree_with_the_name_of_the_category() -> None:
    said = [row for row in checkable("ombudsman") if row["year"] == "2025" and row["opinion"]]
    assert said
    for row in said:
        assert graded(row).band.name["id"] == f"Kualitas {row['opinion']}"


def test_no_published_value_of_2025_has_a_zone() -> None:
    assert {graded(row).band.zone for row in checkable("ombudsman") if row["year"] == "2025"} == {
        None
    }


def test_a_row_that_sources_dispute_is_never_an_expected_value() -> None:
    assert not [row for row in rows() if row["conflict"] and is_checkable(row)]


def test_every_row_names_its_source() -> None:
    assert not [row["entity"] for row in rows() if not row["source"].strip()]
