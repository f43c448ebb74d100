"""Results: what the answers of a round amount to, stored once, again only where they changed."""

import json
import zlib
from fractions import Fraction

import pytest
from django.utils import timezone

from tests.actions.scenes import (
    CLINIC,
    SCHOOL,
    Scene,
    fill,
    make_scene,
    value,
)
from tests.world import give
from tilik import __version__
from tilik.actions.results import compute
from tilik.core.instrument import Gap
from tilik.records.models import Response, RoundUnit

pytestmark = pytest.mark.django_db


def new_rows(scene: Scene) -> list[tuple[str, str, str]]:
    """Scope, name and basis of what computing again stores (in the default variant)."""
    before = set(scene.results.values_list("pk", flat=True))
    scene.compute()
    rows = scene.results.exclude(pk__in=before).filter(variant="biasa")
    return [(r.scope, r.unit.code if r.unit else r.sector, r.basis) for r in rows]


# ---- the values ------------------------------------------------------------


def test_every_unit_gets_the_value_its_answers_amount_to(full: Scene) -> None:
    assert value(full.latest(name="sekolah")) == SCHOOL == Fraction(39, 10)
    assert value(full.latest(name="klinik")) == CLINIC == Fraction(29, 10)


def test_the_government_gets_the_mean_of_its_units(full: Scene) -> None:
    whole = full.latest("government")
    assert value(whole) == (SCHOOL + CLINIC) / 2
    assert (whole.rounded, whole.status) == ("3.40", [])
    assert [row["unit"] for row in whole.read_tree()["units"]] == ["klinik", "sekolah"]


def test_a_result_stands_with_range_category_and_the_rounded_value(full: Scene) -> None:
    result = full.latest(name="sekolah")
    assert (result.rounded, result.low, result.high) == ("3.90", "39/10", "39/10")
    assert [(g["grade"], g["name"]["id"]) for g in result.grades] == [("B", "Baik")]
    assert result.status == []


def test_a_result_names_all_that_is_needed_to_compute_it_again(full: Scene) -> None:
    result = full.latest(name="sekolah")
    version = full.round.instrument_version
    assert result.instrument_version == version
    assert (result.instrument_sha, result.code_version) == (version.sha256, __version__)
    assert (result.by, result.round, result.government) == (
        full.world.admin,
        full.round,
        full.world.government,
    )
    assert len(result.inputs_sha) == 64
    assert set(result.inputs["revisions"]) == {"E-L:1", "E-L:2"}
    claim = full.latest(name="sekolah", basis="claim")
    assert set(claim.inputs["revisions"]) == {"K:1", "K:2", "K:3"}
    assert result.inputs["responses"] == 2


def test_all_rows_of_a_computation_share_its_run(full: Scene) -> None:
    assert full.results.values("run").distinct().count() == 1
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    full.compute()
    assert full.results.values("run").distinct().count() == 2


def test_the_tree_explains_the_value_down_to_the_answer(full: Scene) -> None:
    tree = full.latest(name="sekolah").read_tree()
    by_code = {node["code"]: node for node in tree["children"]}
    assert tree["value"]["exact"] == "39/10"
    total = sum(Fraction(node["contribution"]["exact"]) for node in tree["children"])
    assert total == SCHOOL
    luring, daring = by_code["e"]["children"]
    assert [leaf["item"] for leaf in luring["children"]] == ["E-L:1", "E-L:2"]
    assert (daring["gap"], daring["value"]) == ("not-applicable", None)
    assert by_code["r"]["children"][0]["n"] == 2


def test_the_tree_is_stored_as_canonical_json(full: Scene) -> None:
    for result in full.results.all():
        written = zlib.decompress(bytes(result.tree)).decode()
        compact = json.dumps(
            json.loads(written), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        assert written == compact


# ---- what is missing -------------------------------------------------------


def test_without_any_answer_nothing_is_known_and_nothing_is_zero(scene: Scene) -> None:
    scene.compute()
    result = scene.latest(name="sekolah")
    assert value(result) is None
    assert (result.rounded, result.low, result.high) == (None, "0/1", "5/1")
    assert [g["grade"] for g in result.grades] == ["C", "B", "A"]
    assert "incomplete" in result.status
    assert (result.inputs["revisions"], result.inputs["responses"]) == ({}, 0)


def test_a_missing_form_leaves_the_range_it_can_still_reach(scene: Scene) -> None:
    scene.put(scene.school, "E-L", "desk", {"1": "4", "2": "5"})
    scene.put(None, "G", "final", {"1": "rendah", "2": "2"})
    scene.compute()
    result = scene.latest(name="sekolah")
    low = Fraction(60, 100) * Fraction(9, 2) + Fraction(20, 100) * 2
    assert value(result) is None
    assert (Fraction(result.low or ""), Fraction(result.high or "")) == (low, low + 1)
    assert [g["grade"] for g in result.grades] == ["B", "A"]


def test_the_government_is_incomplete_while_a_unit_is(scene: Scene) -> None:
    fill(scene)
    sheet = scene.sheet(scene.clinic, "E-D", "desk")
    give(sheet, scene.world.admin, "1", gap=Gap.NOT_ANSWERED)
    scene.compute()
    whole = scene.latest("government")
    assert whole.status == ["incomplete"]
    assert value(whole) == SCHOOL
    assert whole.read_tree()["missing"] == ["klinik"]
    assert Fraction(whole.low or "") < SCHOOL <= Fraction(whole.high or "")


def test_a_question_that_does_not_apply_is_no_zero(scene: Scene) -> None:
    fill(scene)
    sheet = scene.sheet(scene.school, "E-L", "desk")
    give(sheet, scene.world.admin, "1", gap=Gap.NOT_APPLICABLE)
    scene.compute()
    found = value(scene.latest(name="sekolah"))
    assert found == SCHOOL + Fraction(60, 100) * (5 - Fraction(9, 2))


def test_a_respondent_to_whom_a_question_does_not_apply_counts_for_the_others(scene: Scene) -> None:
    fill(scene)
    scene.ask(scene.school, {"1": "NA", "2": 1})
    scene.compute()
    leaves = scene.latest(name="sekolah").read_tree()["children"][1]["children"]
    assert [(leaf["item"], leaf["n"], leaf["value"]["exact"]) for leaf in leaves] == [
        ("R:1", 2, "4/1"),
        ("R:2", 3, "3/1"),
    ]


def test_an_excluded_response_counts_no_more(full: Scene) -> None:
    campaign = full.ask(full.school, {"1": 0, "2": 0})
    full.compute()
    spoiled = value(full.latest(name="sekolah"))
    assert spoiled is not None and spoiled < SCHOOL
    Response.objects.filter(campaign=campaign).update(
        excluded_at=timezone.now(), excluded_by=full.world.admin, excluded_reason="uji coba"
    )
    full.compute()
    assert value(full.latest(name="sekolah")) == SCHOOL
    assert full.latest(name="sekolah").inputs["responses"] == 2


# ---- computed again --------------------------------------------------------


def test_computing_again_stores_nothing(full: Scene) -> None:
    count = full.results.count()
    assert count > 0
    assert full.compute() == 0
    assert full.results.count() == count


def test_the_number_of_rows_stored_is_what_is_said(scene: Scene) -> None:
    fill(scene)
    assert scene.compute() == scene.results.count()


def test_a_changed_finding_changes_what_rests_on_it_and_nothing_else(full: Scene) -> None:
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    assert new_rows(full) == [
        (scope, name, basis)
        for basis in ("desk", "field", "final")
        for scope, name in (("unit", "sekolah"), ("government", ""))
    ]


def test_a_changed_claim_changes_the_claims_result_alone(full: Scene) -> None:
    give(full.sheet(full.school, "K", "claim"), full.world.admin, "2", "3")
    assert new_rows(full) == [("unit", "sekolah", "claim"), ("government", "", "claim")]


def test_a_new_respondent_changes_every_basis(full: Scene) -> None:
    full.ask(full.clinic, {"1": 1, "2": 1})
    assert {(name, basis) for scope, name, basis in new_rows(full) if scope == "unit"} == {
        ("klinik", basis) for basis in ("claim", "desk", "field", "final")
    }


def test_a_new_result_never_replaces_the_one_before(full: Scene) -> None:
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    full.compute()
    found = full.results.filter(unit=full.school, basis="final", variant="biasa")
    assert [value(row) for row in found] == [SCHOOL, SCHOOL + Fraction(3, 10)]


def test_an_answer_changed_and_changed_back_is_told_again(full: Scene) -> None:
    sheet = full.sheet(full.school, "E-L", "desk")
    for level in ("5", "4"):
        give(sheet, full.world.admin, "1", level)
        full.compute()
    found = full.results.filter(unit=full.school, basis="final", variant="biasa")
    assert [value(row) for row in found] == [SCHOOL, SCHOOL + Fraction(3, 10), SCHOOL]


def test_a_remark_alone_makes_no_new_result(full: Scene) -> None:
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "4", note="sudah dilihat")
    assert full.compute() == 0


def test_an_answer_of_the_government_changes_every_unit(full: Scene) -> None:
    give(full.sheet(None, "G", "final"), full.world.admin, "2", "5")
    units = {name for scope, name, basis in new_rows(full) if scope == "unit" and basis == "final"}
    assert units == {"sekolah", "klinik"}
    assert value(full.latest(name="sekolah")) == SCHOOL + Fraction(3, 5)


def test_a_changed_answer_leaves_the_other_sector_alone() -> None:
    scene = make_scene()
    for unit, sector in ((scene.school, "pendidikan"), (scene.clinic, "kesehatan")):
        RoundUnit.objects.filter(round=scene.round, unit=unit).update(sector=sector)
    fill(scene)
    scene.compute()
    give(scene.sheet(scene.school, "E-L", "desk"), scene.world.admin, "1", "5")
    sectors = {name for scope, name, _ in new_rows(scene) if scope == "sector"}
    assert sectors == {"pendidikan"}


def test_another_code_version_is_computed_again(
    full: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilik.actions.results.__version__", "99.0")
    assert full.compute() == full.results.filter(code_version=__version__).count()
    assert full.latest(name="sekolah").code_version == "99.0"


def test_the_system_may_compute_without_a_person(scene: Scene) -> None:
    fill(scene)
    compute(round=scene.round, by=None, at=timezone.now())
    assert scene.latest(name="sekolah").by is None


def test_two_rounds_do_not_mix(full: Scene) -> None:
    other = make_scene(full.round.instrument_version)
    other.compute()
    assert value(other.latest(name="sekolah")) is None
    assert full.compute() == 0
