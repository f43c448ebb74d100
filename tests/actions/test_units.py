"""Governments, holidays, units with their history, services, and units from a spreadsheet."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.db.models import Q

from tests.shared import shared
from tests.world import World, count_events, make_government, make_user, make_world
from tilik.actions.governments import add_government, change_government, set_holidays
from tilik.actions.imports import ADD, CHANGE, CONFLICT, SAME
from tilik.actions.unit_import import import_units
from tilik.actions.units import (
    add_service,
    add_unit,
    change_unit,
    merge_units,
    rename_unit,
    set_volume,
    split_unit,
)
from tilik.core.errors import InvalidInput, PermissionDenied, UserError
from tilik.records.models import Holiday, RoundUnit, ServiceVolume, Unit, UnitLineage
from tilik.records.models.seat import Role
from tilik.records.queries.people import list_units

pytestmark = pytest.mark.django_db
DAY = date(2024, 7, 1)


@shared
def world() -> World:
    return make_world()


def write(folder: Path, *rows: tuple[object, ...]) -> Path:
    """A workbook with these rows."""
    path = folder / "unit.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Unit")
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    book.close()
    return path


def test_a_government_is_added_once() -> None:
    assert make_government() == make_government()
    assert count_events("government.add") == 1


def test_only_the_system_admin_changes_governments(world: World) -> None:
    system = make_user(None, Role.SYSTEM)
    with pytest.raises(PermissionDenied):
        change_government(by=world.admin, government=world.government, bureau="x")
    with pytest.raises(PermissionDenied):
        add_government(by=world.admin, code_kemendagri="9", name="x", kind="kota")
    change_government(by=system, government=world.government, bureau="Bagian Organisasi")
    change_government(by=system, government=world.government, bureau="Bagian Organisasi")
    assert count_events("government.change") == 1
    with pytest.raises(TypeError, match="unknown details"):
        change_government(by=system, government=world.government, mayor="x")


def test_holidays_are_set_once_for_the_nation_and_for_a_government(world: World) -> None:
    days = [(date(2024, 8, 17), "Kemerdekaan", "libur"), (date(2024, 12, 26), "x", "cuti-bersama")]
    assert set_holidays(by=None, government=None, days=days) == 2
    assert set_holidays(by=None, government=None, days=days) == 0
    assert set_holidays(by=world.admin, government=world.government, days=days[:1]) == 1
    with pytest.raises(PermissionDenied):
        set_holidays(by=world.admin, government=None, days=days)
    assert Holiday.objects.count() == 3


def test_a_unit_code_is_taken_once_in_a_government(world: World) -> None:
    with pytest.raises(UserError, match="unit-code-taken"):
        add_unit(by=world.admin, government=world.government, code="sekolah", name="Lain")
    other = make_world("64.01")
    assert other.school.code == world.school.code


def test_unchanged_details_write_nothing(world: World) -> None:
    change_unit(by=world.admin, unit=world.school, name=world.school.name)
    assert count_events("unit.change") == 0
    change_unit(by=world.admin, unit=world.school, sector="pendidikan", workdays_per_week=6)
    assert count_events("unit.change") == 1
    with pytest.raises(TypeError, match="unknown details"):
        change_unit(by=world.admin, unit=world.school, colour="x")


def test_a_parent_of_another_government_is_refused(world: World) -> None:
    other = make_world("64.01")
    with pytest.raises(UserError, match="unit-of-another-government"):
        change_unit(by=world.admin, unit=world.school, parent=other.school)
    with pytest.raises(UserError, match="unit-of-another-government"):
        merge_units(by=world.admin, before=[world.school], after=other.school, on=DAY)


def list_kinds(unit: Unit) -> list[str]:
    """What became of the unit, or made it, in order."""
    steps = UnitLineage.objects.filter(Q(before=unit) | Q(after=unit)).order_by("on", "pk")
    return list(steps.values_list("kind", flat=True))


def test_a_renamed_unit_keeps_its_old_name_in_old_rounds(world: World) -> None:
    step = rename_unit(by=world.admin, unit=world.school, name="Sekolah Baru", on=DAY)
    assert (step.name_before, step.before, step.after) == ("Sekolah", world.school, world.school)
    assert RoundUnit.objects.get(round=world.round, unit=world.school).name == "Sekolah"
    assert list_kinds(world.school) == ["renamed"]


def test_merged_and_split_units_end_and_are_followed(world: World) -> None:
    new = add_unit(by=world.admin, government=world.government, code="baru", name="Baru")
    merge_units(by=world.admin, before=[world.school, world.clinic], after=new, on=DAY)
    parts = [
        add_unit(by=world.admin, government=world.government, code=code, name=code)
        for code in ("a", "b")
    ]
    split_unit(by=world.admin, before=new, after=parts, on=DAY)
    assert [unit.code for unit in list_units(world.government)] == ["a", "b"]
    assert len(list_units(world.government, with_closed=True)) == 5
    assert list_kinds(new) == ["merged", "merged", "split", "split"]


def test_a_volume_is_one_figure_a_period(world: World) -> None:
    service = add_service(by=world.admin, unit=world.school, code="ppdb", name="Penerimaan")
    assert add_service(by=world.admin, unit=world.school, code="ppdb", name="x") == service
    for users in (100, 120, 120):
        set_volume(by=world.admin, service=service, start=DAY, end=date(2024, 12, 31), users=users)
    assert ServiceVolume.objects.get().users == 120
    assert count_events("service.volume") == 2


def test_only_admins_touch_units(world: World) -> None:
    for user in (world.operator, world.leader, make_world("64.01").admin):
        with pytest.raises(PermissionDenied):
            add_unit(by=user, government=world.government, code="n", name="N")


ROWS = (
    ("Daftar unit", "", "", "", ""),
    ("Kode", "Nama Unit", "Jenis", "Kode Induk", "Hari Kerja"),
    ("sekolah", "Sekolah", "sekolah", "", 6),
    ("klinik", "Klinik", "", "", ""),
    ("sd-1", "SD Negeri 1", "sekolah", "sekolah", 6),
)


def test_an_import_is_shown_before_it_is_done(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    report = import_units(by=world.admin, government=world.government, path=path)
    assert [line.outcome for line in report.lines] == [CHANGE, SAME, ADD]
    assert report.lines[0].facts == {"workdays_per_week": [5, 6]}
    assert not report.applied
    assert Unit.objects.count() == 2


def test_an_import_twice_is_an_import_once(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    for _ in range(2):
        import_units(by=world.admin, government=world.government, path=path, apply=True)
    again = import_units(by=world.admin, government=world.government, path=path)
    assert [line.outcome for line in again.lines] == [SAME, SAME, SAME]
    assert Unit.objects.get(code="sd-1").parent == world.school
    assert (count_events("unit.add"), count_events("unit.change")) == (3, 2)


def test_a_child_may_stand_before_its_parent(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, ROWS[1], ("x-1", "Anak", "", "x", ""), ("x", "Induk", "", "", ""))
    import_units(by=world.admin, government=world.government, path=path, apply=True)
    assert Unit.objects.get(code="x-1").parent == Unit.objects.get(code="x")


def test_every_conflict_is_named_at_once_and_nothing_is_done(world: World, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ROWS[1],
        ("", "Tanpa kode", "", "", ""),
        ("a", "", "sekolah", "", ""),
        ("b", "B", "", "tidak-ada", ""),
        ("c", "C", "", "", 4),
        ("d", "D", "", "d", ""),
        ("e", "E", "", "", ""),
        ("e", "E lagi", "", "", ""),
    )
    report = import_units(by=world.admin, government=world.government, path=path)
    assert [line.code for line in report.lines] == [
        "unit-code-missing",
        "unit-name-missing",
        "unit-parent-unknown",
        "unit-workdays-bad",
        "unit-parent-itself",
        "",
        "unit-code-twice",
    ]
    assert report.count(CONFLICT) == 6
    with pytest.raises(InvalidInput) as refused:
        import_units(by=world.admin, government=world.government, path=path, apply=True)
    assert len(refused.value.faults) == 6
    assert refused.value.faults[0].where == "unit.xlsx:Unit:2"
    assert Unit.objects.count() == 2


def test_all_that_is_wrong_with_one_unit_is_named_at_once(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, ROWS[1], ("", "", "", "tidak-ada", 4), ("f", "F", "", "f", 9))
    report = import_units(by=world.admin, government=world.government, path=path)
    assert [line.code for line in report.lines] == [
        "unit-code-missing",
        "unit-name-missing",
        "unit-parent-unknown",
        "unit-workdays-bad",
        "unit-parent-itself",
        "unit-workdays-bad",
    ]


def test_units_are_imported_by_admins_of_that_government(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    for user in (world.operator, make_world("64.01").admin):
        with pytest.raises(PermissionDenied):
            import_units(by=user, government=world.government, path=path, apply=True)
