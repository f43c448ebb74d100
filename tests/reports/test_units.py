"""Tables of units, services and years: PEKPPP sheets, press tables, recaps, trends."""

from collections.abc import Sequence

from tests.reports.layouts import Lines, print_pdf, print_xlsx
from tests.reports.reading import find_contradictions

PEKPPP = ("No", "Unit Lokus", "Nilai IPP", "Kategori", "Peringkat")


def audit_table(title: str, rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    lines: Lines = [title, list(rows)]
    printed, typed = print_pdf(lines, ruled=True), print_xlsx(lines, as_numbers=True, name="Lembar")
    found = [(f.code, f.expected) for f in find_contradictions(printed)]
    assert [(f.code, f.expected) for f in find_contradictions(typed)] == found
    return found


def test_a_sound_sheet_of_an_evaluation_is_left_alone() -> None:
    rows = [PEKPPP, ("1", "Dinas A", "4,52", "A", "1"), ("2", "Dinas B", "3,62", "B", "2"),
            ("3", "RSUD C", "3,10", "B-", "3"), ("", "Rata-rata", "3,75", "", "")]  # fmt: skip
    assert not audit_table("Hasil PEKPPP 2025", rows)


def test_a_wrong_category_mean_and_place_are_named() -> None:
    rows = [PEKPPP, ("1", "Dinas A", "4,48", "A", "1"), ("2", "Dinas B", "3,62", "B", "3"),
            ("3", "RSUD C", "3,10", "B-", "2"), ("", "Rata-rata", "3,90", "", "")]  # fmt: skip
    assert audit_table("Hasil PEKPPP 2025", rows) == [
        ("unit-mark", "A-"), ("unit-rank", "2"), ("unit-rank", "3"), ("unit-mean", "3.73"),
    ]  # fmt: skip


def test_a_recap_of_survey_values_is_judged_by_the_bands_of_the_survey() -> None:
    head = ("No", "Perangkat Daerah", "Nilai IKM", "Mutu")
    rows = [head, ("1", "Dinas A", "86,95", "A"), ("2", "Dinas B", "90,10", "A")]
    assert audit_table("Rekapitulasi IKM", rows) == [("unit-mark", "B")]


def test_values_of_services_may_be_averaged_by_respondents() -> None:
    head = ("Jenis Layanan", "Responden", "Nilai IKM", "Mutu")
    rows = [head, ("KTP", "30", "80,00", "B"), ("KK", "10", "90,00", "A"),
            ("Rata-rata", "", "82,50", "B")]  # fmt: skip
    assert not audit_table("IKM per jenis layanan", rows)
    wrong = [*rows[:3], ("Rata-rata", "", "88,50", "A")]
    assert audit_table("IKM per jenis layanan", wrong) == [("unit-mean", "85.00")]


def test_a_table_of_a_scale_nobody_knows_is_not_judged() -> None:
    rows = [("Nama", "Nilai", "Kategori"), ("P", "86,95", "C"), ("Q", "90,10", "D")]
    assert not audit_table("Nilai ujian", rows)
