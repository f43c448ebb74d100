"""The example's tables say what they mean to say; no database is needed to see that."""

import csv
import re
from fractions import Fraction
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.actions.collecting import checked_value, core_value
from tilik.actions.example.levels import (
    SILENT,
    find_remark,
    read_claims,
    read_entries,
    read_lines,
    read_remarks,
    spread,
    unfold,
)
from tilik.actions.example.tables import DATA, read_table, read_words
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.instrument import Instrument, Key
from tilik.core.suggestions import is_asked, suggest_all
from tilik.library.load import load, versions

FIXTURE = Path(__file__).parents[1] / "fixtures" / "published.csv"
ROUNDS = {words["key"]: words for words in read_words("rounds")["rounds"]}
CLAIMS = read_claims("claims")
CLAIM, EVALUATION = "F-01", "F-02A"


@pytest.fixture(scope="module")
def instruments() -> dict[str, Instrument]:
    return {entry.code: build(load(entry).document, "", None) for entry in versions()}


def make_sheet(instrument: Instrument, levels: dict[str, str]) -> dict[Key, tuple[Answer, ...]]:
    """The claim's sheet as the core reads it."""
    sheet = {}
    for code, text in unfold(levels, "claims"):
        item = instrument.items[Key(CLAIM, code)]
        value = text.split() if item.kind == "choices" else text
        answer = Answer("u", CLAIM, code, core_value(item, checked_value(item, value)))
        sheet[item.key] = (answer,)
    return sheet


FULL = {indicator: "5" for indicator, _ in CLAIMS}


@pytest.mark.parametrize(("indicator", "level"), sorted(CLAIMS))
def test_the_rubric_reads_a_claim_as_the_level_it_stands_for(
    instruments: dict[str, Instrument], indicator: str, level: str
) -> None:
    instrument = instruments["pekppp-2022"]
    # Without published survey results the question for their media is not asked.
    others = {"6": "2"} if (indicator, level) == ("7", "0") else {}
    found = suggest_all(instrument, make_sheet(instrument, {**FULL, **others, indicator: level}))
    suggestion = found[Key(EVALUATION, indicator)]
    if level == SILENT:
        assert suggestion.level is None and suggestion.decide is not None
    else:
        assert suggestion.level == int(level)


@pytest.mark.parametrize("key", [key for key, words in ROUNDS.items() if "claims" in words])
def test_a_claim_answers_what_is_asked_and_nothing_else(
    instruments: dict[str, Instrument], key: str
) -> None:
    instrument = instruments[ROUNDS[key]["instrument"]]
    for line in read_lines(key):
        if line.stage != "claim":
            continue
        sheet = make_sheet(instrument, dict(line.levels))
        for item in instrument.items.values():
            claimed = item.indicator in line.levels
            if item.key.form == CLAIM and claimed:
                assert (is_asked(instrument, item, sheet) is True) == (item.key in sheet), (
                    line.unit,
                    item.key,
                )


def test_every_level_of_every_indicator_can_be_claimed() -> None:
    levels: dict[str, set[str]] = {}
    for indicator, level in CLAIMS:
        levels.setdefault(indicator, set()).add(level)
    assert len(levels) == 31
    assert all(found >= set("012345") for found in levels.values())


@pytest.mark.parametrize("key", ROUNDS)
def test_every_line_is_of_a_unit_and_a_known_evaluator(key: str) -> None:
    units = {row["kode"] for row in read_table("units")}
    people = {row["key"]: row["role"] for row in read_table("people")}
    lines = read_lines(key)
    assert {line.unit for line in lines} == units
    assert {people.get(line.evaluator) for line in lines if line.evaluator} <= {"evaluator"}
    assert all(line.stage == "claim" for line in lines if not line.evaluator)


def test_a_level_below_the_claim_has_a_reason_of_its_own() -> None:
    reasons = {find_remark(str(n), "2", "4") for n in range(1, 32)}
    assert len(reasons) == 31 and "" not in reasons
    assert find_remark("1", "5", "4") == read_remarks()["*"]["lower"]
    assert find_remark("1", "4", "4") == find_remark("1", "4", "") == ""
    assert find_remark("28", "3", SILENT)


def test_entries_are_an_item_and_its_answer() -> None:
    assert list(read_entries("3.1 ya | 3.3 cetak website")) == [
        ("3.1", "ya"),
        ("3.3", "cetak website"),
    ]
    assert list(read_entries("")) == []


@given(mean=st.floats(2, 4.6), n=st.integers(8, 60), turn=st.integers(0, 20))
def test_ratings_stay_on_the_scale_and_near_their_mean(mean: float, n: int, turn: int) -> None:
    ratings = spread(mean, n, turn, 1, 5)
    assert len(ratings) == n
    assert set(ratings) <= {1, 2, 3, 4, 5}
    assert abs(fmean(ratings) - mean) < 0.6
    assert ratings == spread(mean, n, turn, 1, 5)


def test_no_person_of_the_example_can_be_real() -> None:
    for row in read_table("people"):
        assert row["full_name"].split()[-1] in {"Contoh", "Misal"}
        assert re.fullmatch(r"0{14}\d{4}|", row["nip"])
        assert re.fullmatch(r"0800000000\d\d|", row["phone"])
        assert row["email"] == "" or row["email"].endswith(".example")
        assert sum(bool(row[field]) for field in ("nip", "phone", "email")) == 1


def test_every_role_has_somebody_and_every_unit_its_two_people() -> None:
    rows = read_table("people")
    roles = {"admin-sistem", "admin-kabupaten", "pimpinan", "evaluator"}
    assert {row["role"] for row in rows} == roles | {"operator-unit", "kepala-unit"}
    for unit in read_table("units"):
        found = sorted(row["role"] for row in rows if row["unit"] == unit["kode"])
        assert found == ["kepala-unit", "operator-unit"]


def test_every_unit_has_two_services() -> None:
    services = [row["unit"] for row in read_table("services")]
    assert all(services.count(row["kode"]) == 2 for row in read_table("units"))


def test_the_published_figures_are_those_of_the_fixture() -> None:
    def read(path: Path) -> set[tuple[str, ...]]:
        with path.open(encoding="utf-8", newline="") as file:
            return {
                (row["entity"], row["year"], row["measure"], value(row["value"]), row["source"])
                for row in csv.DictReader(file)
                if row["kind"] != "ipp_rank_kaltim"
            }

    def value(text: str) -> str:
        return str(Fraction(text)) if text else ""

    shipped = {row for row in read(DATA / "published.csv") if row[3]}
    assert len(shipped) > 30
    assert shipped <= read(FIXTURE)


def test_a_rank_without_its_value_stays_a_rank() -> None:
    rows = [row for row in read_table("published") if row["rank"] == "6"]
    assert [(row["rank_of"], row["value"], row["grade"]) for row in rows] == [("10", "", "")]


def test_the_governments_are_a_province_and_its_ten() -> None:
    rows = read_table("governments")
    assert [row["kind"] for row in rows].count("provinsi") == 1
    assert len(rows) == 11
    assert all(row["code_kemendagri"].startswith("64") for row in rows)
    assert len({row["code_bps"] for row in rows}) == 11
    assert read_words("example")["government"] in {row["code_kemendagri"] for row in rows}
