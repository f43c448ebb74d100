"""The fourteen components of a service standard: adequate, defective, absent, unread."""

from fractions import Fraction

import pytest

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.results import Result, score_units
from tilik.library.load import load


def standard(states: dict[str, str]) -> Result:
    instrument = build(load("standar-pelayanan-2014").document)
    rows = [
        Answer("Unit", "STANDAR", code, value=state, service="Mutasi")
        for code, state in states.items()
    ]
    [result] = score_units(instrument, rows)
    return result


def adequate() -> dict[str, str]:
    return {key.item: "memadai" for key in build(load("standar-pelayanan-2014").document).items}


def test_six_components_are_published_and_eight_are_internal() -> None:
    codes = list(adequate())
    assert codes == [f"SD{n}" for n in range(1, 7)] + [f"MF{n}" for n in range(1, 9)]


def test_fourteen_rows_do_not_hide_three_defects() -> None:
    result = standard(adequate() | dict.fromkeys(("SD3", "SD4", "MF5"), "cacat"))
    assert result.outcome.value == Fraction(1100, 14)


def test_an_unread_component_is_neither_adequate_nor_absent() -> None:
    outcome = standard(adequate() | {"SD2": "belum-dibaca"}).outcome
    assert outcome.value is None
    assert (outcome.low, outcome.high) == (Fraction(1300, 14), Fraction(100))
    assert "incomplete" in outcome.status


def test_the_share_of_adequate_components_is_not_graded() -> None:
    assert standard(adequate()).outcome.bands == ()


@pytest.mark.parametrize(
    ("heading", "component"),
    [
        ("Retribusi", "SD4"),
        ("Jangka Waktu Pelaksanaan", "SD3"),
        ("Jumlah Pelayanan", "MF5"),
        ("Evalusi kinerja pelaksana", "MF8"),
        ("Landasan", "MF1"),
        ("Kompetensi SDM", "MF3"),
    ],
)
def test_row_names_seen_in_real_decrees_are_understood(heading: str, component: str) -> None:
    found = build(load("standar-pelayanan-2014").document).find("", heading)
    assert found is not None
    assert found.key.item == component
