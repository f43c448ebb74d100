"""Steps after a survey in words: headings, elements in order, what is late, what was found."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from django.utils.translation import override

from tests.core.test_survey_facts import CODES, survey
from tilik.records.queries.outlines import Participant
from tilik.records.queries.survey_results import Kept
from tilik.web.presenters.steps import (
    StepLine,
    UnitLine,
    list_elements,
    list_outcomes,
    list_states,
    list_units,
    make_earlier,
    make_line,
    say_heading,
    say_quarter,
    say_whole,
)

NAMES = {code: f"{code} Unsur" for code in CODES}
TODAY = date(2026, 5, 1)


def step(**values: Any) -> Any:
    """An action as it is stored."""
    return Thing(**{
        "pk": 7, "item": "U4", "title": "Umumkan", "quarter_start": date(2026, 4, 1),
        "responsible": "Seksi", "state": "planned", "progress": 0, "done": "", "proof": "",
        "obstacle": "", **values,
    })  # fmt: skip


def line(**values: Any) -> StepLine:
    return make_line(step(**values), NAMES, TODAY)


def unit(name: str, n: int, n_done: int) -> UnitLine:
    return UnitLine(name.lower(), name, n, n_done, 0, 0, 0)


@pytest.mark.parametrize(
    ("lines", "has_answers", "said"),
    [
        ([], False, "Klinik: belum ada jawaban survei"),
        ([], True, "Klinik: belum ada RTL untuk survei ini"),
        (["done"], True, "Klinik: 1 dari 1 RTL sudah dilaksanakan"),
        (["done", "running", "dropped"], False, "Klinik: 1 dari 3 RTL sudah dilaksanakan"),
    ],
)
def test_the_heading_is_the_finding(lines: list[str], has_answers: bool, said: str) -> None:
    assert say_heading("Klinik", [line(state=state) for state in lines], has_answers) == said


def test_the_whole_names_who_has_none_before_what_is_done() -> None:
    assert say_whole([unit("A", 0, 0), unit("B", 3, 1)]) == "1 unit belum punya RTL"
    assert say_whole([unit("A", 2, 1), unit("B", 3, 1)]) == "2 dari 5 RTL sudah dilaksanakan"


def test_elements_stand_lowest_first_all_that_tie_are_marked_and_the_unknown_is_last() -> None:
    now = survey([{**dict.fromkeys(CODES[:8], 4), "U3": 2, "U5": 1, "U7": 3, "U8": 3}])
    before = survey([dict.fromkeys(CODES, 3)])
    found = list_elements(NAMES, now, before, [step(item="U5"), step(item="U5"), step()])
    assert [each.code for each in found] == ["U5", "U3", "U7", "U8", "U1", "U2", "U4", "U6", "U9"]
    assert [each.code for each in found if each.is_lowest] == ["U5", "U3", "U7", "U8"]
    assert (found[0].value, found[0].grade, found[0].change, found[0].n_steps) == (
        "1,0000", "D", "−2,0000", 2,
    )  # fmt: skip
    assert (found[-1].value, found[-1].grade, found[-1].change) == ("—", "", "")
    assert found[0].name == "U5 Unsur"


def test_without_a_period_before_nothing_moved() -> None:
    now = survey([dict.fromkeys(CODES, 3)])
    assert {each.change for each in list_elements(NAMES, now, None, [])} == {""}


def test_a_step_under_way_says_how_far_and_one_done_is_never_late() -> None:
    running = line(state="running", progress=40)
    assert running.state == "sedang berjalan, 40\u00a0%"
    assert (running.quarter, running.element) == ("TW II 2026", "U4 Unsur")
    assert not running.is_late
    late = {"quarter_start": date(2026, 1, 1)}
    assert line(**late).is_late
    assert not line(**late, state="done").is_late
    assert line(quarter_start=None).quarter == ""


def test_a_step_of_the_period_before_has_its_mean_then_and_now_and_all_that_was_found() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    who = Thing(get_role_line=lambda: "Orang 4, Staf")
    found: list[Any] = [
        Thing(outcome=outcome, note=note, round=Thing(title="SKM II"), by=who, at=at)
        for outcome, note in (("held", ""), ("not-found", "Dilepas"))
    ]
    facts = [survey([dict.fromkeys(CODES, value)]) for value in (2, 3)]
    made = make_earlier(line(), found, *facts)
    assert (made.then, made.now, made.change) == ("2,0000", "3,0000", "+1,0000")
    assert [(each.outcome, each.note) for each in made.found] == [
        ("dilaksanakan dan bertahan", ""), ("tidak ditemukan", "Dilepas"),
    ]  # fmt: skip
    assert made.found[0].who == "Orang 4, Staf"
    unknown = make_earlier(line(), [], None, facts[1])
    assert (unknown.then, unknown.now, unknown.change) == ("—", "3,0000", "")


def test_units_are_counted_each_by_itself_and_one_without_steps_has_none() -> None:
    units = [Participant(1, "a", "A", ""), Participant(2, "b", "B", "")]
    mine = [
        Kept(1, "done", date(2026, 1, 1), False), Kept(1, "planned", date(2026, 1, 1), False),
        Kept(1, "planned", date(2026, 4, 1), False),
    ]  # fmt: skip
    before = [Kept(1, "done", None, True), Kept(2, "planned", None, False)]
    assert list_units(units, mine, before, TODAY) == [
        UnitLine("a", "A", 3, 1, 1, 1, 1), UnitLine("b", "B", 0, 0, 0, 1, 0),
    ]  # fmt: skip


def test_every_state_and_finding_has_its_own_words_in_both_languages() -> None:
    for code in ("id", "en"):
        with override(code):
            for pairs in (list_states(), list_outcomes()):
                assert len({words for _code, words in pairs}) == len(pairs)
    with override("en"):
        assert say_quarter(date(2026, 7, 1)) == "Q3 2026"
