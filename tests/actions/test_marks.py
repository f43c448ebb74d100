"""Marks: computing again reads the answers of those units alone that have anything new."""

import pytest
from django.utils import timezone

from tests.actions.scenes import SCHOOL, Scene, value
from tests.world import give
from tilik import __version__
from tilik.actions.marks import find_changed, read_marks
from tilik.records.models import Response, RoundUnit

pytestmark = pytest.mark.django_db


def changed(scene: Scene) -> set[str]:
    """The codes of the units with anything new since they were computed."""
    rows = {row.unit_id: row for row in scene.round.round_units.select_related("unit")}
    found = find_changed(scene.round, read_marks(scene.round, list(rows.values()), __version__))
    return {rows[unit].unit.code for unit in found}


def exclude(scene: Scene, at: object) -> None:
    """One of the school's respondents counts no more, or again."""
    first = Response.objects.filter(campaign__unit=scene.school).earliest("pk")
    by, reason = (scene.world.admin, "uji coba") if at else (None, "")
    Response.objects.filter(pk=first.pk).update(
        excluded_at=at, excluded_by=by, excluded_reason=reason
    )


def test_units_nobody_computed_are_all_new(scene: Scene) -> None:
    assert changed(scene) == {"sekolah", "klinik"}


def test_nothing_is_new_after_computing(full: Scene) -> None:
    assert changed(full) == set()


def test_a_changed_answer_makes_its_unit_alone_new(full: Scene) -> None:
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    assert changed(full) == {"sekolah"}


def test_an_answer_of_the_government_makes_every_unit_new(full: Scene) -> None:
    give(full.sheet(None, "G", "final"), full.world.admin, "2", "5")
    assert changed(full) == {"sekolah", "klinik"}


def test_a_new_respondent_makes_the_unit_new(full: Scene) -> None:
    full.ask(full.clinic, {"1": 1, "2": 1})
    assert changed(full) == {"klinik"}


def test_a_unit_of_another_kind_is_new(full: Scene) -> None:
    RoundUnit.objects.filter(round=full.round, unit=full.school).update(kind="lain")
    assert changed(full) == {"sekolah"}


def test_a_respondent_excluded_and_counted_again_is_computed_both_times(full: Scene) -> None:
    exclude(full, timezone.now())
    assert changed(full) == {"sekolah"}
    full.compute()
    assert value(full.latest(name="sekolah")) != SCHOOL
    exclude(full, None)
    assert changed(full) == {"sekolah"}
    full.compute()
    assert value(full.latest(name="sekolah")) == SCHOOL


def test_the_government_is_the_same_whether_all_units_are_read_or_one(full: Scene) -> None:
    give(full.sheet(full.school, "E-L", "desk"), full.world.admin, "1", "5")
    full.compute()
    one = full.latest("government")
    parts = [value(full.latest(name=name)) for name in ("sekolah", "klinik")]
    assert value(one) == sum(part for part in parts if part is not None) / len(parts)
