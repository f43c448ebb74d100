"""Results: of which units, on whose word, by which forms, evaluators and services."""

from fractions import Fraction
from typing import Any

import pytest

from tests.actions.scenes import (
    CLINIC,
    GRADES,
    LENGKAP,
    SCHOOL,
    Scene,
    fill,
    make_scene,
    reply,
    store,
    value,
)
from tests.world import give
from tilik.actions.seats import give_seat
from tilik.actions.sheets import open_sheet
from tilik.actions.surveys import add_responses
from tilik.actions.units import change_unit
from tilik.core.rounds import list_forms
from tilik.records.models import RoundUnit
from tilik.records.models.seat import Role
from tilik.records.queries.scores import find_service_score, list_service_scores

pytestmark = pytest.mark.django_db


# ---- sectors ---------------------------------------------------------------


def test_a_sector_is_the_mean_of_its_units(scene: Scene) -> None:
    RoundUnit.objects.filter(round=scene.round).update(sector="umum")
    fill(scene)
    scene.compute()
    assert value(scene.latest("sector", "umum")) == (SCHOOL + CLINIC) / 2


def test_a_unit_without_a_sector_is_in_none(scene: Scene) -> None:
    RoundUnit.objects.filter(round=scene.round, unit=scene.school).update(sector="pendidikan")
    fill(scene)
    scene.compute()
    assert value(scene.latest("sector", "pendidikan")) == SCHOOL
    assert not scene.results.filter(scope="sector").exclude(sector="pendidikan").exists()


def test_the_sector_is_the_one_the_unit_had_when_the_round_began(scene: Scene) -> None:
    RoundUnit.objects.filter(round=scene.round).update(sector="lama")
    change_unit(by=scene.world.admin, unit=scene.school, sector="baru")
    fill(scene)
    scene.compute()
    assert set(scene.results.exclude(sector="").values_list("sector", flat=True)) == {"lama"}


# ---- bases and variants ----------------------------------------------------


def test_each_basis_reads_the_stages_up_to_it(scene: Scene) -> None:
    fill(scene)
    scene.put(scene.school, "E-L", "field", {"1": "2"})
    scene.put(scene.school, "E-L", "reply", {"1": "3"})
    scene.compute()
    levels = {
        basis: scene.latest(name="sekolah", basis=basis).read_tree()["children"][0]["children"][0][
            "children"
        ][0]["value"]["exact"]
        for basis in ("claim", "desk", "field", "final")
    }
    assert levels == {"claim": "5/1", "desk": "4/1", "field": "2/1", "final": "3/1"}


def test_the_claim_is_what_the_rule_makes_of_the_units_own_answers(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "5"})
    scene.compute()
    leaf = scene.latest(name="sekolah", basis="claim").read_tree()["children"][0]["children"][0]
    assert leaf["children"][0]["value"]["exact"] == "3/1"
    final = scene.latest(name="sekolah").read_tree()["children"][0]["children"][0]
    assert final["children"][0]["value"] is None


def test_a_level_the_unit_claims_itself_stands_before_the_rules(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "5"})
    scene.put(scene.school, "E-L", "claim", {"1": "4"})
    scene.compute()
    leaf = scene.latest(name="sekolah", basis="claim").read_tree()["children"][0]["children"][0]
    assert leaf["children"][0]["value"]["exact"] == "4/1"


def test_a_level_nobody_can_tell_from_the_claim_is_missing(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "0"})
    scene.compute()
    leaf = scene.latest(name="sekolah", basis="claim").read_tree()["children"][0]["children"][0]
    assert leaf["children"][0]["value"] is None


def test_a_claim_of_a_unit_on_line_makes_no_level_of_the_other_channel(scene: Scene) -> None:
    scene.put(scene.clinic, "K", "claim", {"1": "tidak"})
    scene.compute()
    picked = scene.latest(name="klinik", basis="claim").read_tree()["children"][0]
    luring = picked["children"][0]
    assert all(leaf["value"] is None for leaf in luring.get("children", ()))


def test_every_variant_of_the_final_result_is_stored(full: Scene) -> None:
    finals = set(full.results.filter(basis="final").values_list("variant", flat=True))
    others = set(full.results.exclude(basis="final").values_list("variant", flat=True))
    assert (finals, others) == ({"biasa", "rata"}, {"biasa"})
    plain = value(full.latest(name="klinik", variant="rata"))
    assert plain == CLINIC + Fraction(60, 100) * (3 - Fraction(5, 2))
    assert value(full.latest(name="sekolah", variant="rata")) == SCHOOL


def test_the_rounds_own_variant_holds_on_every_basis() -> None:
    scene = make_scene(variant="rata")
    fill(scene)
    scene.compute()
    assert set(scene.results.filter(basis="desk").values_list("variant", flat=True)) == {"rata"}
    finals = set(scene.results.filter(basis="final").values_list("variant", flat=True))
    assert finals == {"biasa", "rata"}


def test_an_instrument_without_variants_has_one_result_a_basis() -> None:
    scene = make_scene(instrument=store(code="polos", axes=[], aliases={}))
    scene.compute()
    assert set(scene.results.values_list("variant", flat=True)) == {""}


# ---- who is asked what -----------------------------------------------------


def test_answers_on_the_form_of_another_channel_do_not_count(scene: Scene) -> None:
    fill(scene)
    scene.put(scene.school, "E-D", "desk", {"1": "0", "2": "0"})
    scene.compute()
    assert value(scene.latest(name="sekolah")) == SCHOOL


def test_a_unit_of_both_channels_is_judged_on_both() -> None:
    scene = make_scene(variants=("", "daring"))
    fill(scene)
    scene.put(scene.school, "E-D", "desk", {"1": "2", "2": "2"})
    scene.compute()
    result = scene.latest(name="sekolah")
    both = (Fraction(9, 2) + 2) / 2
    assert value(result) == SCHOOL + Fraction(60, 100) * (both - Fraction(9, 2))
    assert result.read_tree()["children"][0]["reason"]["code"] == "alternatives-averaged"


@pytest.mark.parametrize(
    ("channel", "codes"),
    [
        ("luring", ["K", "E-L", "R", "G"]),
        ("daring", ["K", "E-D", "R", "G"]),
        ("", ["K", "E-L", "E-D", "R", "G"]),
    ],
)
def test_the_forms_of_a_unit_are_those_of_its_channel(channel: str, codes: list[str]) -> None:
    member = RoundUnit(form_variant=channel)
    assert [form["code"] for form in list_forms(LENGKAP, member.form_variant)] == codes


def test_an_item_for_one_kind_of_unit_counts_for_that_kind_alone() -> None:
    scene = make_scene(variants=("luring", "luring"))
    assert (scene.school.kind, scene.clinic.kind) == ("sekolah", "puskesmas")
    for unit in (scene.school, scene.clinic):
        scene.put(unit, "E-L", "desk", {"1": "4", "2": "4"})
    scene.compute()
    school, clinic = (
        scene.latest(name=name).read_tree()["children"][0]["children"][0]
        for name in ("sekolah", "klinik")
    )
    assert [leaf["item"] for leaf in school["children"]] == ["E-L:1", "E-L:2"]
    assert [leaf["item"] for leaf in clinic["children"]] == ["E-L:1", "E-L:2", "E-L:3"]
    assert school["value"]["exact"] == "4/1"
    assert clinic["value"] is None


def test_the_government_reaches_over_units_of_every_kind() -> None:
    scene = make_scene(variants=("luring", "luring"))
    for unit in (scene.school, scene.clinic):
        scene.put(unit, "E-L", "desk", {"1": "4", "2": "4"})
        scene.ask(unit, {"1": 4, "2": 4})
    scene.put(scene.clinic, "E-L", "desk", {"3": "1"})
    scene.put(None, "G", "final", {"1": "rendah", "2": "4"})
    scene.compute()
    clinic = Fraction(60, 100) * 3 + Fraction(40, 100) * 4
    assert value(scene.latest(name="klinik")) == clinic
    assert value(scene.latest("government")) == (clinic + 4) / 2


def test_what_the_government_says_of_itself_reaches_every_unit(full: Scene) -> None:
    for name in ("sekolah", "klinik"):
        leaf = full.latest(name=name).read_tree()["children"][2]
        assert (leaf["item"], leaf["value"]["exact"]) == ("G:2", "2/1")


def test_the_governments_input_adds_words_to_its_category_alone(scene: Scene) -> None:
    fill(scene)
    give(scene.sheet(None, "G", "final"), scene.world.admin, "1", "tinggi")
    scene.compute()
    assert [g.get("suffix") for g in scene.latest("government").grades] == [
        {"id": "Tanpa cela", "en": "Tanpa cela"}
    ]
    assert "suffix" not in scene.latest(name="sekolah").grades[0]


def test_a_changed_input_of_the_government_changes_its_words(full: Scene) -> None:
    assert "suffix" not in full.latest("government").grades[0]
    give(full.sheet(None, "G", "final"), full.world.admin, "1", "tinggi")
    full.compute()
    assert full.latest("government").grades[0]["suffix"]["id"] == "Tanpa cela"


# ---- evaluators and services ----------------------------------------------


def test_evaluators_side_by_side_are_averaged(scene: Scene) -> None:
    fill(scene)
    other = scene.world.evaluator
    seat = give_seat(
        by=None,
        user=scene.world.admin,
        role=Role.EVALUATOR,
        government=scene.world.government,
        round=scene.round,
    )
    for by, mine, level in ((other, other.seats.get(), "3"), (scene.world.admin, seat, "5")):
        sheet = open_sheet(
            by=by, round=scene.round, unit=scene.clinic, form="E-D", stage="field", seat=mine
        )
        give(sheet, by, "2", level)
    scene.compute()
    leaf = scene.latest(name="klinik").read_tree()["children"][0]["children"][1]["children"][1]
    assert (leaf["item"], leaf["n"]) == ("E-D:2", 3)
    assert leaf["value"]["exact"] == ratio(Fraction(2 + 3 + 5, 3))


def ratio(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"


def fill_services(scene: Scene) -> None:
    """The school's two services: one is worth 5 everywhere, the other 3."""
    for code, level in (("ktp", "5"), ("kk", "3")):
        service = scene.service(scene.school, code)
        scene.put(scene.school, "E-L", "desk", {"1": level, "2": level}, service)
        scene.ask(scene.school, {"1": int(level), "2": int(level)}, service=service)
    scene.put(None, "G", "final", {"1": "rendah", "2": "4"})


def test_a_unit_is_the_mean_of_its_services(scene: Scene) -> None:
    fill_services(scene)
    scene.compute()
    assert value(scene.latest(name="sekolah")) == Fraction(4)


def test_each_of_several_services_has_a_result_of_its_own_in_the_unit_s_run(scene: Scene) -> None:
    fill_services(scene)
    scene.compute()
    whole = scene.latest(name="sekolah")
    rows = {r.service.code: r for r in list_service_scores(whole) if r.service}
    own = Fraction(20, 100) * 4
    assert {code: value(row) for code, row in rows.items()} == {
        "ktp": Fraction(80, 100) * 5 + own,
        "kk": Fraction(80, 100) * 3 + own,
    }
    assert {row.run for row in rows.values()} == {whole.run}
    assert {row.unit for row in rows.values()} == {scene.school}
    assert {row.inputs["responses"] for row in rows.values()} == {1}
    found = find_service_score(whole, "ktp")
    assert found is not None and found.read_tree()["value"]["exact"] == ratio(Fraction(24, 5))
    assert find_service_score(whole, "tiada") is None
    assert scene.compute() == 0


def test_a_unit_with_one_service_or_none_has_no_result_beside_its_own(scene: Scene) -> None:
    fill(scene)
    scene.ask(scene.clinic, {"1": 5, "2": 5}, service=scene.service(scene.clinic, "rawat-jalan"))
    scene.compute()
    for code in ("sekolah", "klinik"):
        assert list_service_scores(scene.latest(name=code)) == []
    assert not scene.results.filter(scope="service").exists()


def test_services_stored_beside_a_unit_change_nothing_above_it(scene: Scene) -> None:
    fill_services(scene)
    scene.compute()
    scene.put(scene.clinic, "E-D", "desk", {"1": "1", "2": "1"})
    scene.ask(scene.clinic, {"1": 1, "2": 1})
    scene.compute()
    school, clinic = (value(scene.latest(name=code)) for code in ("sekolah", "klinik"))
    assert school is not None and clinic is not None
    assert value(scene.latest("government")) == (school + clinic) / 2


def test_where_products_are_rolled_up_each_service_weighs_alike() -> None:
    scene = make_scene(instrument=store(code="produk", rollup={"over": "products"}))
    fill_services(scene)
    scene.put(scene.clinic, "E-D", "desk", {"1": "1", "2": "1"})
    scene.ask(scene.clinic, {"1": 1, "2": 1})
    scene.compute()
    clinic = Fraction(60, 100) + Fraction(20, 100) + Fraction(20, 100) * 4
    products = [
        Fraction(80, 100) * level + Fraction(20, 100) * 4 for level in (Fraction(5), Fraction(3))
    ]
    assert value(scene.latest(name="sekolah")) == sum(products) / 2
    assert value(scene.latest("government")) == (sum(products) + clinic) / 3


# ---- the year --------------------------------------------------------------


def test_the_year_is_the_one_the_period_ends_in() -> None:
    late: list[Any] = [dict(GRADES[0], years=["2020", "2023"], code="lama", bands=[
        dict(band, grade=f"lama-{band['grade']}") for band in GRADES[0]["bands"]
    ])]  # fmt: skip
    late.append(dict(GRADES[0], years=["2024", None]))
    scene = make_scene(instrument=store(code="tahun", grades=late))
    fill(scene)
    scene.compute()
    assert scene.latest(name="sekolah").grades[0]["grade"] == "B"


def test_a_round_after_the_instruments_last_year_is_computed_by_it_all_the_same() -> None:
    scene = make_scene(instrument=store(code="tua", years=["2018", "2022"]))
    fill(scene)
    scene.compute()
    assert value(scene.latest(name="sekolah")) == SCHOOL


def test_responses_sent_again_change_no_result(full: Scene) -> None:
    campaign = full.campaign(full.school, title="Lagi")
    replies = [reply({"1": 4, "2": 4})]
    for _ in range(2):
        add_responses(by=full.world.admin, campaign=campaign, replies=replies)
    full.compute()
    assert full.latest(name="sekolah").inputs["responses"] == 3
    assert full.compute() == 0
