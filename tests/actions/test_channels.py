"""Parts of an instrument for one channel are asked of, and counted for, units of that channel."""

from copy import deepcopy
from fractions import Fraction

import pytest
from django.utils import timezone

from tests.actions.scenes import FORMS, INDEX, Scene, make_scene, store, value
from tilik.actions.instruments import load_for_units
from tilik.actions.suggesting import suggest_levels
from tilik.core.errors import UserError
from tilik.core.instrument import Key
from tilik.core.rules import Suggestion
from tilik.records.models import InstrumentVersion
from tilik.records.queries.findings import list_findings
from tilik.records.queries.progress import list_open_groups
from tilik.records.queries.rounds import get_overview
from tilik.records.queries.sheets import view_sheet

pytestmark = pytest.mark.django_db


def make_instrument() -> InstrumentVersion:
    """The claim's question 1 and the government's share are for units one goes to."""
    forms, index = deepcopy(FORMS), deepcopy(INDEX)
    forms[0]["items"][0]["applies_to"] = {"channels": ["luring"]}
    index["children"][2]["applies_to"] = {"channels": ["luring"]}
    return store(forms=forms, index=index)


@pytest.fixture
def scene() -> Scene:
    return make_scene(make_instrument())


def test_a_form_asks_only_what_is_for_the_channel(scene: Scene) -> None:
    asked = {
        unit.code: [row.item.code for row in view_sheet(scene.sheet(unit, "K", "claim")).rows]
        for unit in (scene.school, scene.clinic)
    }
    assert asked == {"sekolah": ["1", "2", "3", "4", "5"], "klinik": ["2", "3", "4", "5"]}
    with pytest.raises(UserError, match="unknown-item"):
        scene.put(scene.clinic, "K", "claim", {"1": "ya"})


def test_the_evaluator_sees_only_claims_of_the_channel(scene: Scene) -> None:
    for unit, form, codes in ((scene.school, "E-L", ["1", "2"]), (scene.clinic, "E-D", ["2"])):
        first = list_findings(scene.sheet(unit, form, "desk"))[0]
        assert [claim.item.code for claim in first.claim] == codes


def test_what_is_for_another_channel_is_not_missing(scene: Scene) -> None:
    rows = list(scene.round.round_units.select_related("unit").order_by("unit__code"))
    units = get_overview(scene.round, timezone.now()).units
    assert {unit.row.unit.code: unit.forms[0].total for unit in units} == {
        "klinik": 3,
        "sekolah": 4,
    }
    found = {row.unit.code: list_open_groups(scene.round, [row])[row.unit_id] for row in rows}
    assert found == {"klinik": ["b"], "sekolah": ["a", "b"]}


def test_the_index_has_only_the_parts_of_the_channel(scene: Scene) -> None:
    scene.put(scene.school, "E-L", "desk", {"1": "4", "2": "5"})
    scene.put(scene.clinic, "E-D", "desk", {"1": "4", "2": "2"})
    for unit in (scene.school, scene.clinic):
        scene.ask(unit, {"1": 4, "2": 4})
    scene.put(None, "G", "final", {"1": "rendah", "2": "2"})
    scene.compute()
    school = Fraction(60, 100) * Fraction(9, 2) + Fraction(20, 100) * (4 + 2)
    clinic = (Fraction(60, 100) * Fraction(5, 2) + Fraction(20, 100) * 4) / Fraction(80, 100)
    assert value(scene.latest("unit", "sekolah")) == school
    assert value(scene.latest("unit", "klinik")) == clinic


def test_a_rule_on_a_question_of_another_channel_takes_it_as_not_asked() -> None:
    forms = deepcopy(FORMS)
    forms[0]["items"][0]["applies_to"] = {"channels": ["daring"]}
    scene = make_scene(store(forms=forms))
    assert Key("K", "1") not in load_for_units(scene.round)["sekolah"].items
    scene.compute()
    row = scene.round.round_units.get(unit=scene.school)
    found = suggest_levels(round=scene.round, row=row)
    # Question 2 depends on 1, so it is rightly not asked either: the last row decides.
    assert found["E-L:1"] == Suggestion(Fraction(3), Fraction(3), Fraction(3), 3)


def test_a_unit_without_a_channel_is_asked_everything() -> None:
    scene = make_scene(make_instrument(), variants=("", ""))
    rows = view_sheet(scene.sheet(scene.clinic, "K", "claim")).rows
    assert [row.item.code for row in rows] == ["1", "2", "3", "4", "5"]
