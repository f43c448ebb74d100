"""Stored answers and what the calculation reads of them: the same, exactly, whoever entered them."""

from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.scenes import LENGKAP, Scene, make_scene, value
from tests.world import give
from tilik.actions.collecting import Collected, checked_value, collect, core_value
from tilik.actions.instruments import load_for, load_for_unit, load_for_units
from tilik.actions.sheets import open_sheet
from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Instrument, Item, Key, Option, Role, Scale
from tilik.core.rounds import claimed
from tilik.records.models import Response, RoundUnit, Unit

INSTRUMENT = build(LENGKAP)
CODES = ("papan", "situs", "radio")


def item(form: str, code: str) -> Item:
    return INSTRUMENT.items[Key(form, code)]


NUMBER, CHOICES, YES_NO = item("K", "2"), item("K", "3"), item("K", "1")
TEXT, DATE, LEVEL = item("K", "4"), item("K", "5"), item("E-L", "1")
SCALED, RATING = item("G", "2"), item("R", "1")


# ---- one value -------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "entered", "stored"),
    [
        (LEVEL, "4", "4"),
        (LEVEL, 4, "4"),
        (LEVEL, " 4,0 ", "4"),
        (RATING, "0", "0"),
        (NUMBER, "3,5", "3.5"),
        (NUMBER, "3.50", "3.50"),
        (NUMBER, "3.00", "3"),
        (NUMBER, "12", "12"),
        (NUMBER, "-1", "-1"),
        (NUMBER, 0.1, "0.1"),
        (SCALED, "2,5", "2.5"),
        (YES_NO, "ya", "ya"),
        (CHOICES, ["situs", "papan", "situs"], ["papan", "situs"]),
        (CHOICES, ("radio",), ["radio"]),
        (CHOICES, [], []),
        (TEXT, "  Sudah ada ", "Sudah ada"),
        (DATE, "2024-05-31", "2024-05-31"),
        (DATE, "31/05/2024", "2024-05-31"),
    ],
)
def test_what_is_allowed_is_stored_in_one_form(found: Item, entered: Any, stored: Any) -> None:
    assert checked_value(found, entered) == stored


@pytest.mark.parametrize(
    ("found", "entered"),
    [
        (LEVEL, "6"),
        (LEVEL, "-1"),
        (LEVEL, "2,5"),
        (LEVEL, "empat"),
        (LEVEL, ["4"]),
        (LEVEL, True),
        (RATING, "5,1"),
        (SCALED, "5.01"),
        (NUMBER, "1/0"),
        (NUMBER, "nan"),
        (NUMBER, "inf"),
        (NUMBER, ""),
        (NUMBER, "1e999999999"),
        (SCALED, "1e-999999999"),
        (NUMBER, "9" * 9999),
        (YES_NO, "Ya?"),
        (YES_NO, ["ya"]),
        (CHOICES, ["papan", "televisi"]),
        (CHOICES, None),
        (CHOICES, 5),
        (CHOICES, {"papan": True}),
        (DATE, "kemarin"),
        (DATE, "2024-13-01"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_item_and_what_was_found(
    found: Item, entered: Any
) -> None:
    with pytest.raises(UserError, match="bad-answer") as caught:
        checked_value(found, entered)
    assert caught.value.facts["item"] == str(found.key)
    assert caught.value.facts["found"] == entered


def test_a_text_is_one_ticked_option_and_not_its_letters() -> None:
    options = tuple(Option(code) for code in "abc")
    letters = Item(Key("K", "9"), "choices", Role.CLAIM, options=options)
    assert checked_value(letters, "a") == ["a"]
    with pytest.raises(UserError, match="bad-answer"):
        checked_value(letters, "abc")


NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
)


@given(NUMBERS, st.sampled_from(".,"))
def test_a_number_survives_the_store_exactly(number: Any, mark: str) -> None:
    written = format(number, "f").replace(".", mark)
    assert core_value(NUMBER, checked_value(NUMBER, written)) == Fraction(number)


@given(st.sets(st.sampled_from(CODES)))
def test_ticked_options_survive_the_store_in_any_order(ticked: set[str]) -> None:
    stored = checked_value(CHOICES, list(ticked))
    assert stored == sorted(ticked)
    assert core_value(CHOICES, stored) == frozenset(ticked)


@given(st.text())
def test_whatever_is_stored_of_a_text_is_read_back(words: str) -> None:
    assert core_value(TEXT, checked_value(TEXT, words)) == words.strip()


@given(st.integers(0, 5), st.sampled_from([str, int, float, "{},0".format, " {} ".format]))
def test_a_level_is_stored_as_the_plain_number_however_written(level: int, write: Any) -> None:
    assert checked_value(LEVEL, write(level)) == str(level)


@given(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()))
)
def test_nothing_anybody_sends_breaks_the_check(entered: Any) -> None:
    for found in INSTRUMENT.items.values():
        try:
            stored = checked_value(found, entered)
        except UserError as refused:
            assert refused.code == "bad-answer"
        else:
            again = checked_value(found, stored)
            assert again == stored, "checking what is stored changes nothing"


def test_a_scale_is_checked_at_both_ends() -> None:
    found = Item(Key("X", "1"), "number", Role.CLAIM, scale=Scale(Fraction(1), Fraction(4)))
    assert [checked_value(found, n) for n in ("1", "4", "2,5")] == ["1", "4", "2.5"]
    for entered in ("0,99", "4,01"):
        with pytest.raises(UserError):
            checked_value(found, entered)


# ---- everything of a round -------------------------------------------------


def gather(scene: Scene, *units: Unit) -> dict[str, Collected]:
    """What is collected of these units (all of the round where none is named)."""
    wanted = [unit.pk for unit in units or (scene.school, scene.clinic)]
    return collect(scene.round, load_for_units(scene.round), wanted)


def answers(scene: Scene, unit: str) -> dict[str, Answer]:
    """What is collected of a unit, by item key (one answer an item)."""
    found = gather(scene)
    return {str(a.key): a for a in found[unit].answers}


def test_each_kind_of_answer_is_collected_as_itself(scene: Scene) -> None:
    scene.put(
        scene.school,
        "K",
        "claim",
        {"1": "ya", "2": "3,5", "3": ["situs", "papan"], "4": "Baik", "5": "2024-05-31"},
    )
    found = answers(scene, "sekolah")
    assert {key: a.value for key, a in found.items()} == {
        "K:1": "ya",
        "K:2": Fraction(7, 2),
        "K:3": frozenset({"papan", "situs"}),
        "K:4": "Baik",
        "K:5": "2024-05-31",
    }
    assert {a.stage for a in found.values()} == {"claim"}
    assert {a.unit for a in found.values()} == {"sekolah"}


@pytest.mark.parametrize("gap", [Gap.NOT_ANSWERED, Gap.NOT_APPLICABLE, Gap.NOT_CHECKED])
def test_why_there_is_no_value_is_collected(scene: Scene, gap: Gap) -> None:
    give(scene.sheet(scene.school, "K", "claim"), scene.world.admin, "2", gap=gap)
    found = answers(scene, "sekolah")["K:2"]
    assert (found.value, found.gap) == (None, gap)


def test_what_the_government_says_has_no_unit(scene: Scene) -> None:
    scene.put(None, "G", "final", {"1": "tinggi"})
    assert answers(scene, "")["G:1"].unit == ""


def test_an_answer_stands_with_its_service_and_the_seat_it_was_given_from(scene: Scene) -> None:
    seat = scene.world.evaluator.seats.get()
    sheet = open_sheet(
        by=scene.world.evaluator,
        round=scene.round,
        unit=scene.school,
        form="E-L",
        stage="desk",
        seat=seat,
        service=scene.service(scene.school, "ktp"),
    )
    give(sheet, scene.world.evaluator, "1", "3")
    found = answers(scene, "sekolah")["E-L:1"]
    assert (found.service, found.evaluator, found.stage) == ("ktp", str(seat.pk), "desk")


def test_a_claim_names_no_evaluator(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya"})
    assert answers(scene, "sekolah")["K:1"].evaluator == ""


def test_only_the_answer_that_stands_is_collected_with_its_revision(scene: Scene) -> None:
    sheet = scene.put(scene.school, "K", "claim", {"1": "ya"})
    last = give(sheet, scene.world.admin, "1", "tidak")
    found = gather(scene)["sekolah"]
    assert [a.value for a in found.answers] == ["tidak"]
    assert list(found.revisions.values()) == [last.pk]


def test_an_item_the_instrument_does_not_have_for_that_kind_is_left_out(scene: Scene) -> None:
    row = RoundUnit.objects.get(round=scene.round, unit=scene.school)
    RoundUnit.objects.filter(pk=row.pk).update(kind="puskesmas")
    scene.put(scene.school, "E-L", "desk", {"1": "3", "3": "4"})
    assert set(answers(scene, "sekolah")) == {"E-L:1", "E-L:3"}
    RoundUnit.objects.filter(pk=row.pk).update(kind="sekolah")
    assert set(answers(scene, "sekolah")) == {"E-L:1"}


def test_respondents_are_told_apart_and_counted(scene: Scene) -> None:
    scene.ask(scene.school, {"1": 4, "2": "NA"}, {"1": "3"})
    found = gather(scene)["sekolah"]
    rows = [(a.item, a.value, a.gap) for a in found.answers]
    assert rows == [("1", 4, None), ("2", None, Gap.NOT_APPLICABLE), ("1", 3, None)]
    assert len({a.respondent for a in found.answers}) == found.responses == 2
    assert found.revisions == {}


def test_a_blank_of_a_respondent_is_no_answer(scene: Scene) -> None:
    campaign = scene.campaign(scene.school)
    Response.objects.create(
        government=scene.world.government,
        campaign=campaign,
        day=campaign.period_start,
        channel="paper",
        answers={"1": None, "2": "3", "gone": "4"},
    )
    found = gather(scene)["sekolah"]
    assert [(a.item, a.value) for a in found.answers] == [("2", 3)]


def test_excluded_responses_are_not_collected(scene: Scene) -> None:
    campaign = scene.ask(scene.school, {"1": 4}, {"1": 2})
    first = campaign.responses.order_by("pk").first()
    Response.objects.filter(pk=first.pk).update(
        excluded_at=timezone.now(), excluded_by=scene.world.admin, excluded_reason="ganda"
    )
    found = gather(scene)["sekolah"]
    assert ([a.value for a in found.answers], found.responses) == ([2], 1)


def test_responses_of_a_service_name_it(scene: Scene) -> None:
    scene.ask(scene.school, {"1": 4}, service=scene.service(scene.school, "ktp"))
    assert answers(scene, "sekolah")["R:1"].service == "ktp"


def test_only_the_units_asked_for_are_collected_and_the_government(scene: Scene) -> None:
    for unit in (scene.school, scene.clinic):
        scene.put(unit, "K", "claim", {"1": "ya"})
        scene.ask(unit, {"1": 4})
    scene.put(None, "G", "final", {"1": "tinggi"})
    assert set(gather(scene, scene.clinic)) == {"", "klinik"}
    assert set(gather(scene)) == {"", "klinik", "sekolah"}
    assert set(collect(scene.round, load_for_units(scene.round), ())) == {""}


def test_a_round_without_answers_collects_nothing(scene: Scene) -> None:
    assert gather(scene) == {}


# ---- the instrument of a unit ----------------------------------------------


def test_each_unit_has_the_instrument_of_its_kind(scene: Scene) -> None:
    found = load_for_units(scene.round)
    assert set(found) == {"", "sekolah", "klinik"}
    clinic_only = Key("E-L", "3")
    assert [clinic_only in found[code].items for code in ("", "sekolah", "klinik")] == [
        False,
        False,
        True,
    ]
    assert load_for_unit(scene.round, scene.clinic) == found["klinik"]
    assert load_for_unit(scene.round, None) == load_for(scene.round)


def test_the_kind_is_the_one_the_unit_had_when_the_round_began(scene: Scene) -> None:
    scene.school.kind = "puskesmas"
    scene.school.save()
    assert Key("E-L", "3") not in load_for_unit(scene.round, scene.school).items


def test_a_variant_is_loaded_for_units_too(scene: Scene) -> None:
    assert {i.variant for i in load_for_units(scene.round, variant="rata").values()} == {"rata"}


def test_an_item_of_one_kind_can_be_answered_by_that_kind(scene: Scene) -> None:
    revision = give(scene.sheet(scene.clinic, "E-L", "desk"), scene.world.admin, "3", "2")
    assert revision.value == "2"
    with pytest.raises(UserError, match="unknown-item"):
        give(scene.sheet(scene.school, "E-L", "desk"), scene.world.admin, "3", "2")


# ---- the claim -------------------------------------------------------------


def claim(instrument: Instrument, *rows: tuple[str, Any], stage: str = "claim") -> list[Answer]:
    made = [
        Answer(
            "u", "K", code, value=found if isinstance(found, str) else Fraction(found), stage=stage
        )
        for code, found in rows
    ]
    return claimed(instrument, made, frozenset({"E-L"}))


def levels(rows: list[Answer]) -> dict[str, Any]:
    return {str(a.key): a.value for a in rows if a.form == "E-L"}


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ((("1", "tidak"),), 0),
        ((("1", "ya"), ("2", 12)), 5),
        ((("1", "ya"), ("2", 10)), 5),
        ((("1", "ya"), ("2", 9)), 3),
    ],
)
def test_the_rule_makes_a_level_of_the_claim(rows: Any, level: int) -> None:
    assert levels(claim(INSTRUMENT, *rows)) == {"E-L:1": level}


@pytest.mark.parametrize("rows", [(), (("1", "ya"),), (("1", "ya"), ("2", 0))])
def test_where_the_rule_is_silent_or_waits_there_is_no_level(rows: Any) -> None:
    assert levels(claim(INSTRUMENT, *rows)) == {}


def test_a_level_made_of_the_claim_is_a_claim_of_the_unit() -> None:
    (made,) = (a for a in claim(INSTRUMENT, ("1", "tidak")) if a.form == "E-L")
    assert (made.unit, made.stage) == ("u", "claim")


def test_what_evaluators_found_is_no_claim() -> None:
    assert claim(INSTRUMENT, ("1", "tidak"), stage="desk") == []


def test_only_forms_that_hold_for_the_unit_get_levels() -> None:
    rows = [Answer("u", "K", "1", value="tidak", stage="claim")]
    assert claimed(INSTRUMENT, rows, frozenset({"E-D"})) == rows


@pytest.mark.django_db
def test_the_claims_result_counts_no_finding() -> None:
    scene = make_scene()
    scene.put(scene.school, "E-L", "desk", {"1": "5", "2": "5"})
    scene.compute()
    assert value(scene.latest(name="sekolah", basis="claim")) is None
