"""Tables of units, services and years: PEKPPP sheets, press tables, recaps, trends.

Each is read as PDF, Word, Excel, CSV and a saved page; the published figures are real.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.reports.layouts import Lines, print_docx, print_pdf, print_xlsx
from tests.reports.reading import find_contradictions, read_all
from tilik.core.audit import Finding

FIXTURE = Path(__file__).parents[1] / "fixtures" / "published.csv"
PEKPPP = ("No", "Unit Lokus", "Nilai IPP", "Kategori", "Peringkat")
Table = Sequence[Sequence[str]]


def print_csv(lines: Lines, mark: str = ";") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    for line in lines:
        writer.writerows([[line]] if isinstance(line, str) else line)
    return out.getvalue().encode()


def print_html(lines: Lines) -> bytes:
    body = ""
    for line in lines:
        if isinstance(line, str):
            body += f"<h2>{line}</h2>"
            continue
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in line)
        body += "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<!doctype html><html><body>{body}</body></html>".encode()


WRITERS = {
    "pdf": lambda lines: print_pdf(lines, ruled=True),
    "docx": print_docx,
    "xlsx": lambda lines: print_xlsx(lines, as_numbers=True, name="Lembar"),
    "csv": print_csv,
    "html": print_html,
}


def audit_table(title: str, *tables: Table) -> list[tuple[str, str]]:
    """What is found in the tables, the same whatever they are printed as."""
    lines: Lines = []
    for rows in tables:
        lines += [title, list(rows)]
    found = {
        kind: [(f.code, f.expected.replace(",", ".")) for f in find_contradictions(write(lines))]
        for kind, write in WRITERS.items()
    }
    assert all(each == found["pdf"] for each in found.values()), found
    return found["pdf"]


def sheet(*rows: Sequence[str], mean: str = "3,75") -> Table:
    return [PEKPPP, *rows, ("", "Rata-rata", mean, "", "")]


SOUND = (
    ("1", "Dinas A", "4,52", "A", "1"), ("2", "Dinas B", "3,62", "B", "2"),
    ("3", "RSUD C", "3,10", "B-", "3"),
)  # fmt: skip


def change(n: int, i: int, text: str) -> list[Sequence[str]]:
    """The sound rows with one cell changed."""
    return [
        [text if (n, i) == (at, j) else cell for j, cell in enumerate(row)]
        for at, row in enumerate(SOUND)
    ]


def test_a_sound_sheet_of_an_evaluation_is_left_alone() -> None:
    assert not audit_table("Hasil PEKPPP 2025", sheet(*SOUND))


@pytest.mark.parametrize(
    ("rows", "mean", "expected"),
    [
        (change(0, 3, "A-"), "3,75", [("unit-mark", "A")]),
        (change(0, 3, "Sangat Baik"), "3,75", [("unit-mark", "A")]),
        (change(1, 4, "3"), "3,75", [("unit-rank", "2")]),
        (SOUND, "3,90", [("unit-mean", "3.75")]),
        ([*SOUND, ("4", "dinas b", "3,62", "B", "2")], "3,72", [("unit-repeated", "3.62")]),
        ([*SOUND, ("4", "DINAS B", "3,10", "B-", "3")], "3,59", [("unit-twice", "3.62")]),
        (change(2, 3, "Luar Biasa"), "3,75", [("unit-label", "B-")]),
    ],
)  # fmt: skip
def test_a_fault_planted_in_a_sheet_is_named_alone(
    rows: Table, mean: str, expected: list[tuple[str, str]]
) -> None:
    found = [
        (code, value.replace(",", "."))
        for code, value in audit_table("PEKPPP", sheet(*rows, mean=mean))
    ]
    assert found == expected


def test_evaluators_and_users_make_the_index_three_to_one() -> None:
    head = ("Nama Unit", "Nilai F-02", "Nilai F-03", "IPP", "Kategori")
    rows = [
        head,
        ("Dinas A", "4,20", "3,40", "4,00", "B"),
        ("Dinas B", "3,33", "2,83", "3,21", "B-"),
    ]
    assert not audit_table("Rekap", rows)
    wrong = [*rows[:2], ("Dinas B", "3,33", "2,83", "3,61", "B")]
    assert audit_table("Rekap", wrong) == [("unit-combined", "3.21")]


def test_six_aspects_make_the_score_of_the_evaluators() -> None:
    head = ("Unit", "Kebijakan Pelayanan", "Profesionalisme SDM", "Sarana Prasarana", "SIPP",
            "Konsultasi dan Pengaduan", "Inovasi", "F-02", "F-03", "IPP")  # fmt: skip
    first = ("Dinas A", "4,00", "4,00", "3,00", "5,00", "2,00", "3,00", "3,61", "4,00", "3,71")
    second = ("Dinas B", "3,00", "3,00", "3,00", "3,00", "3,00", "3,00", "3,00", "3,00", "3,00")
    assert not audit_table("PEKPPP per aspek", [head, first, second])
    plain = [head, (*first[:7], "3,50", "4,00", "3,63"), second]
    assert audit_table("PEKPPP per aspek", plain) == [("unit-plain", "3.61")]


def test_the_categories_of_two_years_are_those_of_their_own_values() -> None:
    head = ("Kabupaten/Kota", "IPP 2023", "Kategori 2023", "IPP 2024", "Kategori 2024")
    rows = [head, ("Asri", "3,40", "B-", "4,52", "A"), ("Makmur", "3,60", "B", "3,70", "B")]
    assert not audit_table("Indeks pelayanan publik", rows)
    wrong = [*rows[:2], ("Makmur", "3,60", "B", "3,40", "B")]
    assert audit_table("Indeks pelayanan publik", wrong) == [("unit-mark", "B-")]


def test_a_long_table_of_years_is_parted_by_them() -> None:
    head = ("Daerah", "Tahun", "Nilai IPP", "Kategori")
    rows = [head, ("Asri", "2023", "3,40", "B-"), ("Makmur", "2023", "3,60", "B"),
            ("Asri", "2024", "4,52", "A"), ("Makmur", "2024", "3,70", "B")]  # fmt: skip
    assert not audit_table("PEKPPP", rows)
    assert audit_table("PEKPPP", [*rows, ("ASRI", "2024", "4,25", "A-")]) == [
        ("unit-twice", "4.52")
    ]


def test_a_press_table_of_opinions_counts_its_categories() -> None:
    head = ("Pemerintah Daerah", "Nilai", "Kategori")
    rows = [head, ("Kabupaten Asri", "90,10", "A (Hijau)"), ("Kota Makmur", "85,00", "B (Hijau)"),
            ("Kabupaten Andai", "60,00", "C (Kuning)")]  # fmt: skip
    counts = [("Zona", "Jumlah"), ("Hijau", "2"), ("Kuning", "1")]
    assert not audit_table("Penilaian kepatuhan Ombudsman", rows, counts)
    wrong = [("Zona", "Jumlah"), ("Hijau", "3"), ("Kuning", "1")]
    assert audit_table("Penilaian kepatuhan Ombudsman", rows, wrong) == [("unit-tally", "2")]


def test_groups_have_their_own_means_and_the_end_has_extremes() -> None:
    rows = [("Unit", "IPP"), ("Dinas A", "4,00"), ("Dinas B", "3,00"), ("Rata-rata dinas", "3,50"),
            ("Puskesmas C", "2,00"), ("Puskesmas D", "3,00"), ("Rata-rata puskesmas", "2,50"),
            ("Rata-rata kabupaten", "3,00"), ("Tertinggi", "4,00"), ("Terendah", "2,10")]  # fmt: skip
    assert audit_table("PEKPPP", rows) == [("unit-lowest", "2.00")]
    rows = [row if row[0] != "Rata-rata dinas" else ("Rata-rata dinas", "3,80") for row in rows]
    assert audit_table("PEKPPP", rows) == [("unit-mean", "3.50"), ("unit-lowest", "2.00")]


def make_long(n: int) -> list[Sequence[str]]:
    """A sound sheet of so many units, the best first."""
    rows: list[Sequence[str]] = [PEKPPP]
    values = [f"4,{100 - n_:02d}" for n_ in range(1, n + 1)]
    for place, value in enumerate(values, 1):
        rows.append(
            (
                str(place),
                f"Kecamatan Uji {place}",
                value,
                "A" if value > "4,50" else "A-",
                str(place),
            )
        )
    mean = sum(float(value.replace(",", ".")) for value in values) / n
    return [*rows, ("", "Rata-rata", f"{mean:.2f}".replace(".", ","), "", "")]


def test_a_sheet_over_several_pages_is_one_table() -> None:
    lines: Lines = ["Hasil PEKPPP 2025", make_long(60)]
    assert not find_contradictions(print_pdf(lines, ruled=True, small=True, numbered=True))
    wrong = make_long(60)
    wrong[40] = (*wrong[40][:3], "B", "40")
    (found,) = find_contradictions(
        print_pdf(["Hasil PEKPPP 2025", wrong], ruled=True, small=True, numbered=True)
    )
    assert (found.code, found.expected) == ("unit-mark", "A")
    assert found.place.page is not None
    assert found.place.page > 1


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


# ---- published figures -----------------------------------------------------


def audit_published() -> list[Finding]:
    return read_all(FIXTURE.read_bytes())


def test_of_the_published_figures_only_the_two_known_conflicts_are_named() -> None:
    found = [(f.code, f.facts["unit"]) for f in audit_published() if f.weight == "error"]
    assert found == [
        ("unit-twice", "Kabupaten Penajam Paser Utara"), ("unit-twice", "Kabupaten Kutai Barat"),
    ]  # fmt: skip
    with FIXTURE.open(encoding="utf-8", newline="") as file:
        known = {row["entity"] for row in csv.DictReader(file) if row["conflict"]}
    assert {unit for _code, unit in found} <= known


def test_the_scale_of_the_published_letters_and_colours_is_named() -> None:
    said = [f.facts["scales"] for f in audit_published() if f.code.startswith("unit-scale")]
    assert "ombudsman-2022" in said
    assert all("skm" not in each for each in said)


def test_every_published_letter_moved_by_one_is_found() -> None:
    with FIXTURE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    graded = [r for r in rows if r["measure"] == "ombudsman" and r["year"] == "2024" and r["grade"]
              and r["value"] and r["kind"] == "final" and not r["conflict"]]  # fmt: skip
    assert len(graded) > 10
    head = ("Daerah", "Nilai", "Kategori")
    for n, each in enumerate(graded):
        wrong = {"A": "B", "B": "C", "C": "D"}[each["grade"]]
        table = [head] + [
            (r["entity"], r["value"].replace(".", ","), wrong if r is each else r["grade"])
            for r in graded
        ]
        found = find_contradictions(print_csv([f"Kepatuhan Ombudsman {n}", table]))
        marks = [f for f in found if f.code == "unit-mark"]
        assert [(f.facts["unit"], f.found) for f in marks] == [(each["entity"], wrong)]
