"""Contradictions of respondents, words, plans, days, samples, law and tables of units."""

from dataclasses import replace

from tests.core.audited import CODES, MEANS, codes, figure, find, table
from tilik.core.audit import (
    NOWHERE,
    DateRead,
    Extremes,
    Group,
    Heading,
    Label,
    Period,
    Plan,
    Profile,
    Quoted,
    SurveyReport,
    UnitRow,
    UnitTable,
)

# ---- kinds 5 to 7, 9, 10, 13 -----------------------------------------------


def group(name: str, count: str, percent: str = "") -> Group:
    return Group(name, figure(count), figure(percent) if percent else None)


def test_groups_that_are_not_as_many_as_the_respondents_are_named() -> None:
    # Arpus, archive unit: n = 56, 36 + 24 = 60 with 56 and 44 per cent.
    profile = Profile("sex", (group("L", "36", "56"), group("P", "24", "44")), figure("60"))
    found = find(SurveyReport(profiles=(profile,), respondents=figure("56")))
    assert [f.code for f in found] == ["profile-sum", "profile-percent", "profile-percent"]
    assert (found[0].found, found[0].expected) == ("60", "56")


def test_a_total_that_its_rows_do_not_give_is_named() -> None:
    profile = Profile("sex", (group("L", "36", "60"), group("P", "24", "40")), figure("61"))
    assert codes(SurveyReport(profiles=(profile,))) == ["profile-total"]


def test_groups_of_nobody_have_no_shares() -> None:
    profile = Profile("sex", (group("L", "0", "56"), group("P", "0")))
    assert not codes(SurveyReport(profiles=(profile,)))


def test_the_lowest_elements_of_words_and_plan_are_those_of_the_table() -> None:
    said = Extremes(True, ("U1", "U2", "U7"), NOWHERE)
    high = Extremes(False, ("U9", "U8", "U1"), NOWHERE)
    plan = Plan(("U1", "U2", "U7"), NOWHERE)
    report = replace(table(), extremes=(said, high), plans=(plan,))
    found = find(report)
    assert [f.code for f in found] == ["lowest-words", "highest-words", "plan-elements"]
    assert found[0].expected == "U1, U2, U3"


def test_a_tie_for_the_third_place_may_be_broken_either_way() -> None:
    means = ("3.10", "3.20", "3.30", "3.30", *MEANS[4:])
    for third in ("U3", "U4"):
        said = Extremes(True, ("U1", "U2", third), NOWHERE)
        plan = Plan(("U1", "U2", third), NOWHERE)
        assert not codes(replace(table(means), extremes=(said,), plans=(plan,)))


def test_a_plan_of_two_elements_is_too_short() -> None:
    plan = Plan(("U1", "U2"), NOWHERE)
    assert "plan-few" in codes(replace(table(), plans=(plan,)))


def test_words_without_a_table_or_about_other_elements_are_left_alone() -> None:
    said = Extremes(True, ("U1",), NOWHERE)
    assert not codes(SurveyReport(extremes=(said,)))
    other = Extremes(True, ("X",), NOWHERE)
    everything = Extremes(True, tuple(CODES), NOWHERE)
    assert not codes(replace(table(), extremes=(other, everything)))


def test_a_follow_up_report_is_about_what_was_planned() -> None:
    # Balkesmas: planned U4, U3, U9; realised U4, U2, U9; one of three done, said 67 %.
    planned = Plan(("U4", "U3", "U9"), NOWHERE)
    carried_out = Plan(("U4", "U2", "U9"), NOWHERE, (True, False, False))
    report = replace(
        table(), plans=(planned, carried_out), is_follow_up=True, follow_up_share=figure("67")
    )
    found = find(report)
    assert [f.code for f in found] == ["follow-up-elements", "follow-up-share"]
    assert (found[1].facts["n"], found[1].expected) == ("1/3", "33")
    same = replace(carried_out, elements=planned.elements)
    sound = replace(report, plans=(planned, same), follow_up_share=figure("33.3"))
    assert not codes(sound)


def test_days_no_calendar_has_and_days_outside_the_period_are_named() -> None:
    dates = (
        DateRead(2024, 9, 31, "31 September 2024", NOWHERE),
        DateRead(None, 2, 30, "30 Februari", NOWHERE),
        DateRead(2023, 9, 1, "1 September 2023", NOWHERE, collecting=True),
        DateRead(2023, 9, 1, "1 September 2023", NOWHERE),
        DateRead(None, 8, 1, "1 Agustus", NOWHERE, collecting=True),
    )
    report = SurveyReport(dates=dates, period=Period(2024, 7, 12))
    assert codes(report) == ["no-such-day", "no-such-day", "outside-period"]
    assert not codes(replace(report, period=None))


def test_a_title_of_another_year_is_named() -> None:
    heads = (Heading(Period(2023), "Grafik 2023", NOWHERE),)
    (found,) = find(SurveyReport(period=Period(2025), headings=heads))
    assert (found.code, found.expected) == ("title-year", "2025")


def test_a_sample_is_held_against_its_population() -> None:
    # Arpus, library: N = 17,041, printed 3540, correct 376, then 100 asked.
    report = SurveyReport(
        population=figure("17041"), sample=figure("3540"), respondents=figure("100")
    )
    assert [(f.code, f.expected) for f in find(report)] == [
        ("sample-formula", "376"), ("sample-short", "376"),
    ]  # fmt: skip
    sound = replace(report, sample=figure("376"), respondents=figure("380"))
    assert not codes(sound)
    assert not codes(replace(report, population=figure("0")))
    assert not codes(replace(report, population=None))


def test_words_of_law_are_passed_on() -> None:
    quoted = (Quoted("legal-name", "Keputusan Menteri", NOWHERE),)
    assert [(f.kind, f.code) for f in find(SurveyReport(quoted=quoted))] == [(13, "legal-name")]


def test_findings_stand_by_kind_and_those_of_units_come_last() -> None:
    made = (UnitRow("P", figure("3.20"), Label("C")), UnitRow("Q", figure("2.90"), Label("C")))
    quoted = (Quoted("legal-name", "x", NOWHERE),)
    report = SurveyReport(units=(UnitTable(made, ("units",)),), quoted=quoted)
    assert [f.kind for f in find(report)] == [13, 0]
