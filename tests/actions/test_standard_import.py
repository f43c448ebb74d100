"""Standards as a spreadsheet: what goes out comes back unchanged, and is looked at before it counts."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.actions.judged_texts import CASES
from tests.shared import shared
from tests.world import World, count_events, make_user, make_world
from tilik.actions.imports import Report
from tilik.actions.standard_import import export_standards, import_standards
from tilik.actions.standards import adopt_version, start_version, write_components
from tilik.actions.units import add_service
from tilik.core.errors import InvalidInput, PermissionDenied
from tilik.records.models import Service, StandardVersion
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
TEXTS = {
    1: "1. Ijazah asli\n2. Fotokopi ijazah",
    3: "30 menit sejak berkas lengkap",
    4: "Pasien baru: Rp 40.000\nPasien lama: Rp 30.000",
}
HEAD = ("kode", "layanan", "no", "komponen", "uraian")
Row = tuple[str, str, int | str, str, str]


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def draft(world: World) -> StandardVersion:
    service = add_service(by=world.operator, unit=world.school, code="ijazah", name="Legalisir")
    version = start_version(by=world.operator, service=service)
    return write_components(by=world.operator, version=version, texts=TEXTS)


def bring(world: World, folder: Path, *rows: Row, apply: bool = False) -> Report:
    """What a file with these rows does, or did."""
    path = folder / "standar.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return import_standards(by=world.operator, unit=world.school, path=path, apply=apply)


def read_texts(version: StandardVersion) -> dict[int, str]:
    """What stands in it, by component."""
    return {row.number: row.content for row in version.components.all() if row.content}


def test_the_workbook_has_a_row_for_each_line_and_each_empty_component(
    world: World, draft: StandardVersion
) -> None:
    content = export_standards(by=world.evaluator, unit=world.school)
    rows = list(load_workbook(io.BytesIO(content))["Standar"].iter_rows(values_only=True))
    assert rows[0] == HEAD
    assert len(rows) == 1 + 14 + 2  # two components have a second line
    assert rows[1] == ("ijazah", "Legalisir", "1", "Persyaratan", "Ijazah asli")
    assert rows[2][4] == "Fotokopi ijazah"


def test_what_went_out_comes_back_as_it_was(
    world: World, draft: StandardVersion, tmp_path: Path
) -> None:
    path = tmp_path / "standar.xlsx"
    path.write_bytes(export_standards(by=world.operator, unit=world.school))
    before = count_events("standard.write")
    report = import_standards(by=world.operator, unit=world.school, path=path, apply=True)
    assert [line.outcome for line in report.lines] == ["same"]
    assert count_events("standard.write") == before


def test_a_formula_in_a_text_goes_out_as_text(world: World, draft: StandardVersion) -> None:
    write_components(by=world.operator, version=draft, texts={5: "=1+1"})
    content = export_standards(by=world.operator, unit=world.school)
    cells = [cell for row in load_workbook(io.BytesIO(content))["Standar"] for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=1+1" in {cell.value for cell in cells}


def test_looking_changes_nothing_and_applying_does_what_was_shown(
    world: World, draft: StandardVersion, tmp_path: Path
) -> None:
    rows: tuple[Row, ...] = (
        ("ijazah", "Legalisir", 3, "", "45 menit sejak berkas lengkap"),
        ("", "Mutasi siswa", 1, "", "Surat pindah"),
        ("", "Mutasi siswa", 1, "", "Rapor"),
        ("", "Mutasi siswa", 4, "", "Gratis"),
    )
    report = bring(world, tmp_path, *rows)
    assert [line.outcome for line in report.lines] == ["change", "add"]
    assert report.lines[0].facts == {"fields": ["Jangka waktu penyelesaian"]}
    assert read_texts(draft) == TEXTS
    assert not Service.objects.filter(code="mutasi-siswa").exists()
    bring(world, tmp_path, *rows, apply=True)
    assert read_texts(draft) == {**TEXTS, 3: "45 menit sejak berkas lengkap"}
    added = StandardVersion.objects.get(service__code="mutasi-siswa")
    assert read_texts(added) == {1: "1. Surat pindah\n2. Rapor", 4: "Gratis"}
    assert added.is_free is True
    again = bring(world, tmp_path, *rows, apply=True)
    assert [line.outcome for line in again.lines] == ["same", "same"]


def test_what_is_in_force_is_followed_by_a_version_and_not_changed(
    world: World, draft: StandardVersion, tmp_path: Path
) -> None:
    adopt_version(by=world.operator, version=draft, number="1", signed_on=date(2025, 1, 2))
    bring(world, tmp_path, ("ijazah", "Legalisir", 5, "", "Salinan ijazah"), apply=True)
    assert read_texts(draft) == TEXTS
    second = StandardVersion.objects.get(service=draft.service, n=2)
    assert second.origin == draft
    assert read_texts(second) == {**TEXTS, 5: "Salinan ijazah"}


def test_a_blank_text_changes_nothing(world: World, draft: StandardVersion, tmp_path: Path) -> None:
    report = bring(world, tmp_path, ("ijazah", "Legalisir", 3, "Jangka waktu", ""), apply=True)
    assert [line.outcome for line in report.lines] == ["same"]
    assert read_texts(draft) == TEXTS


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("ijazah", "Legalisir", 15, "", "x"), "component-number-bad"),
        (("ijazah", "Legalisir", "tiga", "", "x"), "component-number-bad"),
        (("ijazah", "Legalisir", "", "", "x"), "component-number-bad"),
        (("", "", 3, "", "x"), "service-name-missing"),
        (("ijazah", "Legalisir", 3, "", "x" * 20_001), "component-too-long"),
    ],
)
def test_a_line_that_cannot_be_read_stops_the_whole_file(
    world: World, draft: StandardVersion, tmp_path: Path, row: Row, code: str
) -> None:
    good: Row = ("", "Mutasi siswa", 1, "", "Surat pindah")
    report = bring(world, tmp_path, good, row)
    assert [(line.outcome, line.code) for line in report.lines] == [
        ("add", ""), ("conflict", code)
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        bring(world, tmp_path, good, row, apply=True)
    assert Service.objects.count() == 1


def test_every_text_survives_the_way_out_and_in(
    world: World, draft: StandardVersion, tmp_path: Path
) -> None:
    longest: dict[int, str] = {}
    for case in CASES:
        if case.text.strip("-. ") and len(case.text) > len(longest.get(case.number, "")):
            longest[case.number] = case.text
    write_components(by=world.operator, version=draft, texts=longest)
    path = tmp_path / "standar.xlsx"
    path.write_bytes(export_standards(by=world.operator, unit=world.school))
    report = import_standards(by=world.operator, unit=world.school, path=path)
    assert [line.outcome for line in report.lines] == ["same"]


def test_who_only_reads_brings_nothing_in_and_another_unit_reads_nothing(
    world: World, draft: StandardVersion, tmp_path: Path
) -> None:
    path = tmp_path / "standar.xlsx"
    path.write_bytes(export_standards(by=world.operator, unit=world.school))
    other = make_user(world.government, Role.OPERATOR, world.clinic)
    for person in (world.evaluator, world.leader, other):
        with pytest.raises(PermissionDenied):
            import_standards(by=person, unit=world.school, path=path)
    with pytest.raises(PermissionDenied):
        export_standards(by=other, unit=world.school)
