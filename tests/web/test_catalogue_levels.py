"""The catalogue's suggested levels in the unit's form and the evaluator's sheet, with reasons."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.actions.judged_texts import CASES
from tests.shared import shared
from tests.web.pekppp import Round3, make_round3
from tests.world import give
from tilik.actions.catalogue_levels import (
    CatalogueLevel,
    suggest_from_catalogue,
    suggest_from_catalogues,
)
from tilik.actions.sheets import open_sheet
from tilik.actions.standards import (
    adopt_version,
    describe_service,
    start_version,
    write_components,
)
from tilik.actions.units import add_service
from tilik.core.instrument import Key
from tilik.library.catalogue import load_fact_rules
from tilik.library.load import load
from tilik.records.models import Service

pytestmark = pytest.mark.django_db
WHOLE = {
    number: next(
        c.text for c in CASES if (c.number, c.state, bool(c.codes)) == (number, "adequate", False)
    )
    for number in range(1, 15)
}


@shared
def three() -> Round3:
    return make_round3(filled=False)


def add(three: Round3, code: str, **facts: object) -> Service:
    """A service of the first unit, with what is said of it."""
    service = add_service(by=three.admin, unit=three.units["dinas"], code=code, name=code.title())
    return describe_service(by=three.admin, service=service, **facts)


def keep(three: Round3, service: Service, texts: dict[int, str], *, adopted: bool = True) -> None:
    """Its standard, in force since yesterday."""
    version = start_version(by=three.admin, service=service)
    write_components(by=three.admin, version=version, texts=texts)
    if adopted:
        yesterday = timezone.localdate() - timedelta(days=1)
        adopt_version(by=three.admin, version=version, number="1", signed_on=yesterday)


def suggest(three: Round3, item: str) -> CatalogueLevel | None:
    row = three.round.round_units.select_related("unit").get(unit=three.units["dinas"])
    return suggest_from_catalogue(round=three.round, row=row).get(f"F-02A:{item}")


def test_every_question_and_fact_of_the_file_is_there() -> None:
    rules = load_fact_rules("pekppp-2022")
    assert rules is not None
    claim = next(f for f in load("pekppp-2022").document["forms"] if f["code"] == "F-01")
    items = {item["code"]: item for item in claim["items"]}
    for answer in rules.answers:
        assert answer.fact in rules.reasons
        options = items[answer.item].get("options")
        if answer.values and isinstance(options, list):
            assert set(answer.values.values()) <= {option["code"] for option in options}
    assert all(set(reason) == {"id", "en"} for reason in rules.reasons.values())
    assert load_fact_rules("skm-2017") is None


def test_a_unit_without_services_on_record_gets_no_suggestion(three: Round3) -> None:
    assert suggest(three, "1") is None


def test_whole_standards_leave_open_only_what_no_catalogue_knows(three: Round3) -> None:
    keep(three, add(three, "a", forum_number="005/1", registry_state="listed"), WHOLE)
    found = suggest(three, "1")
    assert found is not None
    assert (found.suggestion.low, found.suggestion.high) == (4, 5)
    assert found.suggestion.missing == ("1.7",)
    assert {said.item: said.value for said in found.said} == {
        "1.1": "ya", "1.2": "1", "1.3": "1", "1.4": "ya", "1.5": "ya", "1.6": "ya"
    }  # fmt: skip


def test_a_defective_component_holds_the_first_indicator_at_one(three: Round3) -> None:
    keep(three, add(three, "a"), {**WHOLE, 3: "Senin-Kamis 07.00-14.00"})
    found = suggest(three, "1")
    assert found is not None
    assert found.suggestion.level == 1


def test_a_draft_is_not_adopted(three: Round3) -> None:
    keep(three, add(three, "a"), WHOLE, adopted=False)
    found = suggest(three, "1")
    assert found is not None
    assert {said.item: said.value for said in found.said}["1.5"] == "tidak"
    assert found.suggestion.high == 2


def test_absence_in_sippn_caps_two_indicators_and_half_knowledge_none(three: Round3) -> None:
    add(three, "a", registry_state="absent")
    third, last = suggest(three, "3"), suggest(three, "21")
    assert third is not None
    assert last is not None
    assert third.cap is not None
    assert last.cap is not None
    assert third.suggestion.high == 2
    assert last.suggestion.high == 4
    add(three, "b")  # of this one nobody knows
    assert suggest(three, "3") is None or suggest(three, "3").cap is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("state", "level"), [("absent", 0), ("drafted", 1), ("published", None), ("adopted", None)]
)
def test_the_promise_that_is_least_far_counts(three: Round3, state: str, level: int | None) -> None:
    add(three, "a", promise_state="published")
    add(three, "b", promise_state=state)
    found = suggest(three, "5")
    assert found is not None
    assert found.suggestion.level == level


def test_standards_adopted_within_a_year_are_suggested_as_reviewed_yearly(three: Round3) -> None:
    keep(three, add(three, "a"), WHOLE)
    found = suggest(three, "4")
    assert found is not None
    assert found.suggestion.level == 5
    add(three, "b")
    assert suggest(three, "4") is None


def test_the_form_shows_level_reason_and_where_the_answer_differs(three: Round3) -> None:
    keep(three, add(three, "a", registry_state="absent"), WHOLE)
    place = {"round": three.round, "unit": three.units["dinas"], "form": "F-01"}
    sheet = open_sheet(by=three.operator, **place)
    give(sheet, three.operator, "1.2", 7)
    page = three.log_in(three.operator).get(three.path("isian/dinas/F-01/1/")).content.decode()
    assert "Menurut katalog" in page
    assert "1 dari 1 layanan memiliki standar tercatat." in page
    assert page.count("di isian ini lain") == 1
    page = three.log_in(three.operator).get(three.path("isian/dinas/F-01/3/")).content.decode()
    assert "Tidak satu layanan pun ada di SIPPN, jadi paling tinggi level 2." in page
    page = three.log_in(three.operator).get(three.path("isian/dinas/F-01/6/")).content.decode()
    assert "Menurut katalog" not in page


def test_the_evaluator_sees_the_same_and_nothing_is_chosen_for_them(three: Round3) -> None:
    keep(three, add(three, "a", registry_state="absent"), WHOLE)
    page = three.log_in(three.evaluator).get(three.path("verifikasi/dinas/")).content.decode()
    assert "paling tinggi level 4" in page
    assert page.count("Menurut katalog") == 4
    english = three.log_in(three.evaluator)
    english.cookies["django_language"] = "en"
    page = english.get(three.path("verifikasi/dinas/")).content.decode()
    assert "Not one service is in SIPPN, so level 2 at most." in page
    assert "It suggests; it sets no level." in page


def test_one_indicator_across_units_shows_what_each_catalogue_says(three: Round3) -> None:
    keep(three, add(three, "a", registry_state="absent"), WHOLE)
    evaluator = three.log_in(three.evaluator)
    page = evaluator.get(three.path("verifikasi/F-02A/3/")).content.decode()
    assert page.count("Menurut katalog") == 1
    assert "Tidak satu layanan pun ada di SIPPN, jadi paling tinggi level 2." in page
    assert "/standar/dinas/" in page.partition("Menurut katalog")[2]
    page = evaluator.get(three.path("verifikasi/F-02A/1/")).content.decode()
    assert "1 dari 1 layanan memiliki standar tercatat." in page
    assert (
        "Menurut katalog" not in evaluator.get(three.path("verifikasi/F-02A/6/")).content.decode()
    )


def test_many_units_are_asked_about_as_few_times_as_one(
    three: Round3, django_assert_max_num_queries: Any
) -> None:
    for code in ("a", "b"):
        keep(three, add(three, code), WHOLE)
    rows = list(three.round.round_units.select_related("unit"))
    asked = {"round": three.round, "rows": rows}
    with django_assert_max_num_queries(4):
        found = suggest_from_catalogues(key=Key("F-02A", "1"), **asked)
    assert list(found) == [three.units["dinas"].pk]
    assert found[three.units["dinas"].pk] == suggest(three, "1")
    with django_assert_max_num_queries(0):
        assert not suggest_from_catalogues(key=Key("F-02A", "6"), **asked)
        assert not suggest_from_catalogues(key=Key("F-02A", "1"), round=three.round, rows=[])
