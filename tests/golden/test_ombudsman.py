"""The Ombudsman's instruments: published roll-ups, worked examples and facts."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.grading import grade
from tilik.core.instrument import GradeScale, Instrument, Node
from tilik.core.numbers import decimal_text, fraction
from tilik.core.results import Part, Result, Rollup, own_inputs, roll_up, score_units
from tilik.library.canonical import items, nodes
from tilik.library.cases import differences
from tilik.library.emit import emit
from tilik.library.load import find, load, load_cases
from tilik.library.source import read

CODES = (
    "ombudsman-2016",
    "ombudsman-2022",
    "ombudsman-2025",
    "ombudsman-2026",
    "standar-pelayanan-2014",
)
PUBLISHED = Path(__file__).parent.parent / "fixtures" / "published.csv"


def published(body: str, kind: str, year: str) -> list[tuple[str, Fraction]]:
    """The published parts of a body: (name, value)."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [
            (row["entity"].removesuffix(f" [{body}]"), fraction(row["value"]))
            for row in csv.DictReader(file)
            if row["entity"].endswith(f"[{body}]") and row["kind"] == kind and row["year"] == year
        ]


def rolled(code: str, year: int, parts: list[Part], answers: list[Answer] | None = None) -> Rollup:
    instrument = build(load(code).document, year=year)
    return roll_up(instrument, parts, own_inputs(instrument, answers or []))


def naive_mean(values: list[Fraction]) -> str:
    """The plain mean, rounded half-up to two decimals, on another road than the core's."""
    hundredths = sum(values) / len(values) * 100
    whole = int(hundredths + Fraction(1, 2))
    return f"{whole // 100}.{whole % 100:02d}"


@pytest.mark.parametrize("code", CODES)
def test_every_worked_example_recomputes(code: str) -> None:
    cases = load_cases(find(code)).data
    assert len(cases) >= 5
    assert differences(load(code).document, cases) == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["v1.yaml", "cases.yaml"])
def test_the_file_is_canonical(code: str, name: str) -> None:
    source = read(find(code).path.with_name(name))
    assert source.faults == ()
    assert emit(source.data) == source.text


@pytest.mark.parametrize(
    ("body", "code", "year", "kind", "count", "rounded", "category"),
    [
        ("Pemda DIY", "ombudsman-2025", 2025, "unit_score", 6, "86.00", "Baik"),
        ("Kabupaten Rembang", "ombudsman-2022", 2024, "unit_score", 7, "98.90", "A"),
        ("Provinsi Kalimantan Utara", "ombudsman-2022", 2023, "unit_score", 5, "89.23", "A"),
        ("Kemendikbudristek", "ombudsman-2016", 2021, "product_score", 7, "89.39", "Tinggi"),
    ],
)
def test_a_published_final_value_recomputes_from_its_published_parts(
    body: str, code: str, year: int, kind: str, count: int, rounded: str, category: str
) -> None:
    found = published(body, kind, str(year))
    assert len(found) == count
    outcome = rolled(code, year, [Part(unit=name, value=value) for name, value in found]).outcome
    assert outcome.rounded is not None
    assert decimal_text(outcome.rounded, 2) == rounded == naive_mean([v for _, v in found])
    assert [band.grade for band in outcome.bands] == [category]


def test_batang_does_not_close_on_the_units_that_are_published() -> None:
    found = published("Kabupaten Batang", "unit_score", "2024")
    outcome = rolled("ombudsman-2022", 2024, [Part(unit=n, value=v) for n, v in found]).outcome
    assert outcome.rounded == fraction("92.93") != fraction("93.74")


def test_a_unit_without_a_value_keeps_the_government_from_one_category() -> None:
    parts = [Part("A", fraction("90")), Part("B", None)]
    outcome = rolled("ombudsman-2022", 2024, parts).outcome
    assert "incomplete" in outcome.status
    assert (outcome.low, outcome.high) == (Fraction(45), Fraction(95))
    assert [band.grade for band in outcome.bands] == ["D", "C", "B", "A"]


# ---- 2016–2021 -------------------------------------------------------------


def scale(code: str, year: int) -> GradeScale:
    found = build(load(code).document, year=year).scale_of("unit")
    assert found is not None
    return found


@pytest.mark.parametrize(("year", "zone"), [(2018, "kuning"), (2019, "merah"), (2021, "merah")])
def test_the_same_value_falls_into_another_zone_when_the_scale_changed(
    year: int, zone: str
) -> None:
    assert grade(scale("ombudsman-2016", year), fraction("50.60")).band.zone == zone


def test_twenty_lines_stand_for_nineteen_indicators() -> None:
    instrument = build(load("ombudsman-2016").document, year=2019)
    assert len(instrument.items) == 20
    assert [node.code for node in instrument.index.walk() if node.combine == "best"] == ["V3"]


def test_the_two_variables_of_the_last_year_are_not_asked_before_it() -> None:
    asked = {
        year: {k.item for k in build(load("ombudsman-2016").document, year=year).items}
        for year in (2020, 2021)
    }
    assert asked[2021] - asked[2020] == {"V10", "V11"}


# ---- 2022–2024 -------------------------------------------------------------


def count_items(instrument: Instrument, prefix: str) -> int:
    return sum(key.item.rstrip("0123456789") == prefix for key in instrument.items)


@pytest.mark.parametrize(
    ("year", "knowledge", "facilities"), [(2022, 5, 8), (2023, 6, 9), (2024, 6, 9)]
)
def test_the_number_of_input_lines_is_that_of_the_year(
    year: int, knowledge: int, facilities: int
) -> None:
    instrument = build(load("ombudsman-2022").document, year=year)
    by_code = {node.code: node for node in instrument.index.walk()}
    assert len(by_code["KP"].children) == knowledge
    assert len(by_code["SP"].children) == facilities
    assert count_items(instrument, "I") == knowledge + facilities


def test_the_four_dimensions_have_the_published_weights() -> None:
    weights = {
        node.code: node.share for node in build(load("ombudsman-2022").document).index.children
    }
    assert weights == {
        "INPUT": Fraction(2185, 10000),
        "PROSES": Fraction(3237, 10000),
        "OUTPUT": Fraction(2424, 10000),
        "PENGADUAN": Fraction(2154, 10000),
    }
    assert sum(w for w in weights.values() if w) == 1


def test_only_one_weight_inside_the_dimensions_is_given() -> None:
    document = load("ombudsman-2022").document
    inner = [n for top in document["index"]["children"] for n in nodes(top) if n is not top]
    given = {n["item"]: (n["weight"], n["of"]) for n in inner if n["weight"] != "unknown"}
    assert given == {"KEPATUHAN:I1": ("12.22", "INPUT")}


def test_the_satisfaction_index_is_asked_only_of_ministries_in_its_year() -> None:
    document = load("ombudsman-2022").document

    def is_asked(year: int, kind: str) -> bool:
        return build(document, year=year, kind=kind).find("", "IKM") is not None

    assert is_asked(2024, "kementerian")
    assert not is_asked(2023, "kementerian")
    assert not is_asked(2024, "dinas-pendidikan")


@pytest.mark.parametrize(
    ("alias", "meaning"),
    [("P1", "PG-09"), ("P2", "PG-02"), ("P3", "PG-07"), ("P4", "PG-08"), ("P5", "PG-03")],
)
def test_the_older_codes_of_complaint_lines_are_understood(alias: str, meaning: str) -> None:
    found = build(load("ombudsman-2022").document).find("", alias)
    assert found is not None
    assert found.key.item == meaning


def answers(values: dict[str, str], unit: str = "Dinas Pendidikan") -> list[Answer]:
    instrument = build(load("ombudsman-2022").document, year=2023)
    made = []
    for code, value in values.items():
        item = instrument.find("", code)
        assert item is not None
        made.append(
            Answer(unit, *item.key, value=fraction(value), respondent="1" if code[0] == "O" else "")
        )
    return made


def full(value: str) -> dict[str, str]:
    codes = (
        [f"I{n}" for n in range(1, 16)]
        + [f"S{n}" for n in range(1, 12)]
        + [f"O{n}" for n in range(1, 6)]
    )
    return dict.fromkeys(codes, value)


def scored(values: dict[str, str], variant: str = "") -> Result:
    [result] = score_units(build(load("ombudsman-2022").document, variant, 2023), answers(values))
    return result


def test_item_codes_are_unique_so_that_files_may_leave_the_form_blank() -> None:
    for code in CODES[:4]:
        codes = [key.partition(":")[2] for key, _, _ in items(load(code).document)]
        assert len(codes) == len(set(codes)), code


def test_a_complaint_dimension_of_unknown_lines_stays_an_estimate() -> None:
    result = scored(full("4") | {f"PG-0{n}": "4" for n in range(1, 10)})
    assert "estimate" in result.outcome.status
    assert [band.grade for band in result.outcome.bands] == ["B", "A"]


def test_a_complaint_dimension_answered_as_a_whole_is_no_estimate() -> None:
    node = scored(full("4") | {"PP": "91.5"}).tree.find("PENGADUAN")
    assert node is not None
    assert (node.value, node.low, node.high, node.status) == (fraction("91.5"),) * 3 + (
        frozenset(),
    )


@pytest.mark.parametrize(
    ("variant", "share"), [("", "75"), ("scale=zero-five", "60"), ("scale=one-five", "50")]
)
def test_the_scale_of_a_line_is_a_variant(variant: str, share: str) -> None:
    assert scored(full("3") | {"PP": share}, variant).outcome.value == fraction(share)


def naive_range(values: dict[str, str]) -> tuple[Fraction, Fraction]:
    """Lowest and highest score over the corners of all weightings (scale 0–4, PP given)."""
    percent = {code: fraction(value) * 25 for code, value in values.items() if code != "PP"}
    pinned = Fraction(1222, 10000)
    ends = []
    for pick in (min, max):
        rest = pick(percent[f"I{n}"] for n in range(2, 16))
        total = Fraction(2185, 10000) * (pinned * percent["I1"] + (1 - pinned) * rest)
        total += Fraction(3237, 10000) * pick(percent[f"S{n}"] for n in range(1, 12))
        total += Fraction(2424, 10000) * pick(percent[f"O{n}"] for n in range(1, 6))
        ends.append(total + Fraction(2154, 10000) * fraction(values["PP"]))
    return ends[0], ends[1]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"I1": "0"},
        {"I2": "1", "S3": "2"},
        {"S1": "0", "S11": "4", "O5": "3"},
        {"I1": "2", "I15": "0", "O1": "0", "PP": "17.25"},
    ],
)
def test_the_range_spans_every_admissible_weighting_and_no_more(changes: dict[str, str]) -> None:
    values = full("4") | {"PP": "80"} | changes
    outcome = scored(values).outcome
    assert (outcome.low, outcome.high) == naive_range(values)
    assert outcome.value is not None
    assert outcome.low <= outcome.value <= outcome.high


def test_a_year_outside_the_instrument_is_refused() -> None:
    with pytest.raises(UserError):
        build(load("ombudsman-2022").document, year=2025)


# ---- 2025 and the draft of 2026 --------------------------------------------


@pytest.mark.parametrize(
    ("level", "suffix"),
    [("tinggi", "Tanpa Maladministrasi"), ("sedang", None), ("rendah", None), ("tidak-ada", None)],
)
@pytest.mark.parametrize("code", ["ombudsman-2025", "ombudsman-2026"])
def test_only_high_compliance_gives_the_suffix(code: str, level: str, suffix: str | None) -> None:
    year = int(code[-4:])
    answer = Answer("", "PEMDA", "PATUH", value=level)
    outcome = rolled(code, year, [Part("A", fraction("65.98"))], [answer]).outcome
    assert (outcome.suffix or {}).get("id") == suffix
    assert [band.name["id"] for band in outcome.bands] == ["Kualitas Sedang"]


@pytest.mark.parametrize("code", ["ombudsman-2025", "ombudsman-2026"])
def test_quality_is_seventy_and_trust_thirty_percent(code: str) -> None:
    index = build(load(code).document).index
    assert [(n.code, n.share) for n in index.children] == [
        ("DIM4", Fraction(7, 10)),
        ("KM", Fraction(3, 10)),
    ]


def sizes(node: Node) -> Iterator[tuple[str, int]]:
    yield from ((child.code, len(child.children)) for child in node.children)


def test_the_local_list_has_its_thirty_lines() -> None:
    document = load("ombudsman-2026").document
    [dimensions, _] = document["index"]["children"]
    counts = {n["code"]: len(n["children"]) for n in dimensions["children"]}
    assert counts == {"INPUT": 3, "PROSES": 14, "OUTPUT": 4, "PENGADUAN": 9}
    regional = build(document).index.children[0]
    assert dict(sizes(regional))["OUTPUT"] == 3


def test_the_draft_says_that_it_is_one() -> None:
    document = load("ombudsman-2026").document
    assert "rancangan" in document["title"]["id"]
    assert "draft" in document["title"]["en"]
    assert document["provenance"]["mark"] == "inferred"
    assert document["lokus"] == []


def test_trust_asks_for_thirty_respondents() -> None:
    assert build(load("ombudsman-2026").document).min_respondents == {"KEPERCAYAAN": 30}


# ---- what holds for all ----------------------------------------------------


@pytest.mark.parametrize("code", CODES[1:4])
def test_ratings_whose_steps_nobody_published_are_not_worded(code: str) -> None:
    ratings = [item for _, _, item in items(load(code).document) if item["kind"] == "rating"]
    assert ratings
    assert {item["levels"] for item in ratings} == {"unknown"}


@pytest.mark.parametrize("code", CODES)
def test_every_item_says_what_proves_it(code: str) -> None:
    for key, _, item in items(load(code).document):
        assert item.get("evidence"), key


@pytest.mark.parametrize("code", CODES)
def test_nobody_has_checked_it_yet_and_it_says_so(code: str) -> None:
    document = load(code).document
    assert document["checked_by"] == []
    assert document["authored_by"] and document["next_review"]


@pytest.mark.parametrize("code", CODES)
def test_effort_is_declared_as_our_estimate(code: str) -> None:
    for key, _, item in items(load(code).document):
        if "effort" in item:
            assert "bukan angka resmi" in item["effort"]["note"]["id"], key
