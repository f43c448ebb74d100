"""What the audit needs and finds, as plain data: written and read without a loss."""

import json
from fractions import Fraction
from typing import Any

import pytest

from tests.core.audited import figure, rows
from tilik.core.audit import (
    Band,
    Combination,
    ElementTable,
    Finding,
    Place,
    SurveyReport,
    UnitScale,
    Weight,
)
from tilik.core.audit_data import (
    count_read,
    make_lexicon,
    make_rules,
    read_finding,
    write_finding,
)
from tilik.core.audit_lexicon import Phrase, Scale

WORDS: dict[str, Any] = {
    "elements": {"U1": ["persyaratan"]},
    "grade_names": ["baik"],
    "columns": {"mean": ["nrr"]},
    "lines": {"index": ["nilai ikm"]},
    "profiles": ["pendidikan"],
    "done": ["sudah"],
    "not_done": ["belum"],
    "said": {"index": "nilai skm"},
    "quoted": [{"code": "legal-old", "pattern": "kep/25", "unless": "dicabut"}],
    "scales": [{"code": "skm", "lowest": "25", "highest": "100", "words": "ikm"}],
    "unit_lines": {"mean": ["rata-rata"]},
    "parts": ["f02"],
}
RULES = {
    "survey": "skm",
    "bands": {"skm": [["D", "Tidak Baik", "25", "merah"], ["A", "Sangat Baik", "88.31", ""]]},
    "scales": [
        {"code": "skm", "lowest": "25", "highest": "100"},
        {
            "code": "ipp", "lowest": "0", "highest": "100", "times": "20",
            "combined": [{"target": "", "parts": {"f02": "75", "f03": "25"}}],
        },
    ],
}  # fmt: skip


def test_the_words_of_the_data_file_become_a_lexicon() -> None:
    made = make_lexicon(WORDS)
    assert made.elements == {"U1": ("persyaratan",)}
    assert made.quoted == (Phrase("legal-old", "kep/25", "dicabut"),)
    assert made.scales == (Scale("skm", Fraction(25), Fraction(100), "ikm"),)
    assert (made.columns["mean"], made.unit_lines["mean"]) == (("nrr",), ("rata-rata",))
    assert (made.done, made.not_done, made.parts) == (("sudah",), ("belum",), ("f02",))


def test_bands_scales_and_what_they_are_combined_of_are_exact() -> None:
    made = make_rules(RULES)
    assert made.bands["skm"][1] == Band("A", "Sangat Baik", Fraction("88.31"), "")
    assert made.scales["skm"] == UnitScale(Fraction(25), Fraction(100))
    assert made.scales["ipp"] == UnitScale(
        Fraction(0),
        Fraction(100),
        Fraction(20),
        (Combination("", {"f02": Fraction(75), "f03": Fraction(25)}),),
    )


@pytest.mark.parametrize("place", [Place(3, "", (1.0, 2.5, 30.0, 40.0)), Place(1, "Nilai!B4")])
def test_a_finding_is_read_as_it_was_written(place: Place) -> None:
    finding = Finding(
        2, "index-path", Weight.WARNING, place, "87,38", "87,47", {"n": "9"}, ("0.111",)
    )
    data = json.loads(json.dumps(write_finding(finding)))
    assert read_finding(data) == finding


def test_what_was_read_is_counted_by_kind() -> None:
    report = SurveyReport(tables=(ElementTable(rows(), figure("83.33")),))
    assert count_read(report) == {"tables": 1, "statements": 0, "profiles": 0, "units": 0}
