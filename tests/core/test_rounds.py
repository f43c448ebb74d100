"""A whole round from its answers: the same numbers as every part computed by hand."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.scenes import CLINIC, LENGKAP, SCHOOL
from tilik.core.answers import BASES, Answer
from tilik.core.document import build
from tilik.core.results import score_government, score_units
from tilik.core.rounds import Member, Rounds, Standing, list_forms, list_legs, score_round
from tilik.library.canonical import canonical_bytes

DOCUMENT: dict[str, Any] = json.loads(canonical_bytes(LENGKAP))
SCHOOLS = [Member("sekolah", "sekolah", "luring", "pendidikan")]
MEMBERS = [*SCHOOLS, Member("klinik", "puskesmas", "daring", "kesehatan")]
YEAR = 2024


def level(unit: str, form: str, item: str, value: int, stage: str = "desk") -> Answer:
    return Answer(unit, form, item, Fraction(value), stage=stage, evaluator="a")


def rate(unit: str, person: str, *values: int) -> list[Answer]:
    return [
        Answer(unit, "R", str(n), Fraction(value), respondent=person)
        for n, value in enumerate(values, 1)
    ]


FILLED = {
    "": [
        Answer("", "G", "1", "rendah", stage="final"),
        Answer("", "G", "2", Fraction(2), stage="final"),
    ],
    "sekolah": [
        level("sekolah", "E-L", "1", 4),
        level("sekolah", "E-L", "2", 5),
        *rate("sekolah", "1", 4, 3),
        *rate("sekolah", "2", 4, 5),
    ],
    "klinik": [
        level("klinik", "E-D", "1", 4),
        level("klinik", "E-D", "2", 2),
        *rate("klinik", "3", 5, 5),
        *rate("klinik", "4", 5, 5),
    ],
}


def score(
    answers: dict[str, list[Answer]] | None = None, members: Sequence[Member] = MEMBERS
) -> dict[tuple[str, str, str, str], Standing]:
    rounds = Rounds(DOCUMENT, YEAR, members, FILLED if answers is None else answers)
    return {
        (standing.scope, standing.name, *standing.leg): standing
        for standing in score_round(rounds, "")
    }


def get_value(found: dict[Any, Standing], *place: str) -> Fraction | None:
    return found[place].outcome.value  # type: ignore[index]


def test_units_sectors_and_government_come_out_as_by_hand() -> None:
    found = score()
    assert get_value(found, "unit", "sekolah", "final", "biasa") == SCHOOL
    assert get_value(found, "unit", "klinik", "final", "biasa") == CLINIC
    assert get_value(found, "sector", "pendidikan", "final", "biasa") == SCHOOL
    assert get_value(found, "government", "", "final", "biasa") == (SCHOOL + CLINIC) / 2


def test_every_basis_of_the_own_variant_and_the_final_one_of_the_others_is_there() -> None:
    legs = list_legs(DOCUMENT, "")
    assert legs == (*((basis, "biasa") for basis in BASES), ("final", "rata"))
    assert list_legs(DOCUMENT, "rata")[0] == ("claim", "rata")
    assert {key[2:] for key in score()} == set(legs)


def test_what_nobody_answered_is_a_range_and_no_number() -> None:
    found = score({})
    outcome = found["unit", "sekolah", "final", "biasa"].outcome
    assert outcome.value is None
    assert (outcome.low, outcome.high) == (0, 5)
    assert "incomplete" in found["government", "", "final", "biasa"].outcome.status


def test_the_claim_counts_by_the_rule_alone() -> None:
    claim = [
        Answer("sekolah", "K", "1", "ya", stage="claim"),
        Answer("sekolah", "K", "2", Fraction(12), stage="claim"),
    ]
    found = score({**FILLED, "sekolah": [*FILLED["sekolah"], *claim]})
    low = found["unit", "sekolah", "claim", "biasa"].outcome.low
    without = score()["unit", "sekolah", "claim", "biasa"].outcome.low
    assert low > without  # the rule makes a 5 of it; the evaluator's levels do not count here
    final = ("unit", "sekolah", "final", "biasa")
    assert get_value(found, *final) == get_value(score(), *final)


def test_a_form_of_another_channel_counts_for_nobody() -> None:
    stray = [level("sekolah", "E-D", "1", 0)]
    found = score({**FILLED, "sekolah": [*FILLED["sekolah"], *stray]})
    assert get_value(found, "unit", "sekolah", "final", "biasa") == SCHOOL
    assert [form["code"] for form in list_forms(DOCUMENT, "luring")] == ["K", "E-L", "R", "G"]
    assert len(list_forms(DOCUMENT, "")) == len(DOCUMENT["forms"])


def test_the_suffix_hangs_on_what_the_government_says_of_itself() -> None:
    own = [Answer("", "G", "1", "tinggi", stage="final"), FILLED[""][1]]
    found = score({**FILLED, "": own})
    assert found["government", "", "final", "biasa"].outcome.suffix == {
        "id": "Tanpa cela", "en": "Tanpa cela",
    }  # fmt: skip
    assert found["sector", "pendidikan", "final", "biasa"].outcome.suffix is None
    assert score()["government", "", "final", "biasa"].outcome.suffix is None


def test_a_round_without_units_has_no_outcome() -> None:
    assert score(members=[]) == {}


LEVELS = st.one_of(st.none(), st.integers(0, 5))


@given(one=LEVELS, two=LEVELS, people=st.lists(st.tuples(*[st.integers(1, 5)] * 2), max_size=4))
def test_a_round_of_one_unit_is_what_its_answers_score(
    one: int | None, two: int | None, people: list[tuple[int, int]]
) -> None:
    """Beside the other way to the same numbers: `score_units` over all answers at once."""
    answers = [
        *(level("sekolah", "E-L", "1", one) for _ in range(one is not None)),  # type: ignore[arg-type]
        *(level("sekolah", "E-L", "2", two) for _ in range(two is not None)),  # type: ignore[arg-type]
        *(each for n, pair in enumerate(people) for each in rate("sekolah", str(n), *pair)),
    ]
    if not answers:
        return
    found = score({"sekolah": answers, "": FILLED[""]}, SCHOOLS)
    instrument = build(DOCUMENT, "", YEAR, "sekolah", "luring")
    results = score_units(instrument, [*answers, *FILLED[""]])
    whole = score_government(build(DOCUMENT, "", YEAR), results, FILLED[""])
    assert whole is not None
    assert found["unit", "sekolah", "final", "biasa"].outcome == results[0].outcome
    assert found["government", "", "final", "biasa"].outcome == whole.outcome


@pytest.mark.parametrize("variant", ["biasa", "rata"])
def test_the_variant_of_the_round_leads(variant: str) -> None:
    rounds = Rounds(DOCUMENT, YEAR, MEMBERS, FILLED)
    first = next(iter(score_round(rounds, variant)))
    assert first.leg == ("claim", variant)
    assert first.decimals == 2


def test_every_service_of_a_unit_stands_beside_the_unit() -> None:
    each = {
        name: [
            Answer(
                "sekolah", "E-L", item, Fraction(value), stage="desk", evaluator="a", service=name
            )
            for item in ("1", "2")
        ]
        for name, value in (("akta", 4), ("mutasi", 2))
    }
    answers = {"sekolah": [*rate("sekolah", "1", 4, 4), *each["akta"], *each["mutasi"]]}
    found = score(answers, SCHOOLS)
    assert {name for scope, name, *_ in found if scope == "service"} == {
        "sekolah akta",
        "sekolah mutasi",
    }
    better, worse = (found["service", f"sekolah {n}", "desk", "biasa"].outcome for n in each)
    assert better.high > worse.high
