"""Figures of published reports, printed anew here in the shape they have there.

Figures only, from tests/fixtures/skm/published-elements.csv and what people found wrong in them.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.reports.layouts import Lines
from tests.reports.truth import TITLES

FILE = Path(__file__).parent.parent / "fixtures" / "skm" / "published-elements.csv"
SWAPPED = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U8")


def load_rows() -> dict[str, dict[str, str]]:
    """The rows by name."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["report"]: row for row in csv.DictReader(file)}


@dataclass(frozen=True)
class Published:
    """A report and the (kind, code, printed) of every contradiction known of it."""

    lines: Lines
    known: frozenset[tuple[int, str, str]]


def _means(row: dict[str, str], order: tuple[str, ...]) -> list[str]:
    return [row[f"U{n}"].replace(".", ",") for n, _element in enumerate(order, 1)]


def _table(row: dict[str, str], order: tuple[str, ...], marks: str = "") -> Lines:
    means = _means(row, order)
    head = ["No", "Unsur Pelayanan", "NRR", *(["Mutu"] if marks else [])]
    rows = [
        (str(n), TITLES[e], means[n - 1], *([marks[n - 1]] if marks else []))
        for n, e in enumerate(order, 1)
    ]
    index = row["published_IKM"].replace(".", ",")
    last = ("", "Nilai IKM", index, *([row["published_grade"]] if marks else []))
    return [[tuple(head), *rows, last]]


def archive() -> Published:
    """Archives unit of a regency, 2025: n = 56, tables of 60, the lowest element as the index."""
    row = load_rows()["arsip-2025"]
    lines: Lines = [
        "LAPORAN SURVEI KEPUASAN MASYARAKAT BIDANG KEARSIPAN TAHUN 2025",
        "Jumlah responden: 56 orang.",
        [("Jenis Kelamin", "Jumlah", "%"), ("Laki-laki", "36", "56"), ("Perempuan", "24", "44")],
        "Tabel nilai per unsur", *_table(row, SWAPPED),
        "Grafik nilai per unsur tahun 2025",
        [tuple(f"{TITLES[e]}" for e in SWAPPED), (*_means(row, SWAPPED)[:7], "2,7", "3,4")],
        "Kesimpulan: kualitas pelayanan cukup dengan nilai SKM 2,9.",
    ]  # fmt: skip
    return Published(lines, frozenset({
        (2, "index-path", "83,75"), (5, "profile-sum", "60"), (5, "profile-percent", "56"),
        (5, "profile-percent", "44"), (4, "mean-differs", "2,7"), (8, "index-element", "2,9"),
    }))  # fmt: skip


def library() -> Published:
    """Library of the same agency: the weight 0.111, four wrong categories, sample 3540."""
    row = load_rows()["perpustakaan-2025"]
    lines: Lines = [
        "LAPORAN SURVEI KEPUASAN MASYARAKAT BIDANG PERPUSTAKAAN TAHUN 2025",
        "Populasi pengguna layanan adalah 17.041 orang.",
        "Sampel menurut tabel Krejcie dan Morgan adalah 3540 orang.",
        "Jumlah responden: 100 orang karena keterbatasan waktu.",
        [("Pendidikan", "Jumlah"), ("SMP", "20"), ("SMA", "50"), ("S1", "20")],
        "Tabel nilai per unsur", *_table(row, SWAPPED, "BBBABBBBB"),
        "Grafik nilai per unsur tahun 2023",
        [tuple(TITLES[e] for e in SWAPPED), ("3,21", "3,5", *_means(row, SWAPPED)[2:])],
        "Nilai SKM tahun 2025 sebesar 87,52.",
    ]  # fmt: skip
    return Published(lines, frozenset({
        (2, "index-path", "87,38"), (3, "mark-element", "B"), (4, "index-differs", "87,52"),
        (4, "mean-differs", "3,21"), (5, "profile-sum", "90"), (9, "title-year", "Grafik nilai per unsur tahun 2023"),
        (10, "sample-formula", "3540"), (10, "sample-short", "100"),
    }))  # fmt: skip


def clinic() -> Published:
    """Health centre, first half of 2024: rounded twice, an A called “Baik”."""
    row = load_rows()["balkesmas-2024-1"]
    order = tuple(TITLES)
    lines: Lines = [
        "LAPORAN SURVEI KEPUASAN MASYARAKAT SEMESTER I TAHUN 2024",
        "Jumlah responden: 200 orang.", *_table(row, order),
        "Nilai IKM sebesar 92,25 dengan kategori Baik.",
    ]  # fmt: skip
    return Published(lines, frozenset({(2, "index-path", "92,25"), (3, "mark-index", "Baik")}))


def clinic_second() -> Published:
    """Second half: the best element printed as one of the lowest, days, plan, law."""
    counts = [("0", "1", "20", "179") if e == "U7" else ("0", "0", "40", "160") for e in TITLES]
    rows = [
        (str(n), TITLES[e], *counts[n - 1], "3,69" if e == "U7" else "3,80")
        for n, e in enumerate(TITLES, 1)
    ]
    lines: Lines = [
        "LAPORAN SURVEI KEPUASAN MASYARAKAT SEMESTER II TAHUN 2024",
        "Dasar: Keputusan Menteri Pendayagunaan Aparatur Negara Nomor 14 Tahun 2017.",
        "Survei menggunakan pedoman KEP/25/M.PAN/2/2004.",
        "Pengumpulan data dilakukan 1 Juli 2024 s.d. 31 September 2024.",
        "Jumlah responden: 200 orang.",
        [("No", "Unsur", "1", "2", "3", "4", "NRR"), *rows, ("", "Jumlah", "", "", "", "", "33,19")],
        "Rencana Tindak Lanjut",
        [("No", "Rencana Tindak Lanjut", "Status"), ("1", "Pelatihan", "Sudah"),
         ("2", "Perda tarif", "Belum"), ("3", "Ruang tunggu", "Belum")],
        "Persentase tindak lanjut yang telah terlaksana sebesar 67%.",
    ]  # fmt: skip
    return Published(lines, frozenset({
        (1, "mean-counts", "3,69"), (7, "follow-up-share", "67"),
        (9, "no-such-day", "31 September 2024"), (11, "left-sum", "33,19"),
        (13, "legal-name", "Keputusan Menteri Pendayagunaan Aparatur Negara Nomor 14 Tahun 2017"),
        (13, "legal-old", "KEP/25/M.PAN/2/2004"),
    }))  # fmt: skip


def province() -> Published:
    """One-stop service of a province: no weight gives 81.71, the own column adds up otherwise."""
    row = load_rows()["sumbar"]
    shares = ["0,355", "0,357", "0,326", "0,392", "0,348", "0,355", "0,368", "0,435", "0,369"]
    elements = list(TITLES)
    means = [row[e].replace(".", ",") for e in elements]
    rows = [(TITLES[e], means[n], shares[n]) for n, e in enumerate(elements)]
    lines: Lines = [
        "HASIL SURVEI KEPUASAN MASYARAKAT SEMESTER I TAHUN 2018",
        [("Unsur", "NRR", "NRR Tertimbang"), *rows, ("Nilai IKM", "81,71", "")],
    ]  # fmt: skip
    return Published(lines, frozenset({(2, "index-unexplained", "81,71")}))


def office() -> Published:
    """Worked example of an office: 0.11 in one place, 1/9 in another."""
    row = load_rows()["gaspul-2025"]
    lines: Lines = [
        "LAPORAN SURVEI KEPUASAN MASYARAKAT TRIWULAN III TAHUN 2025",
        *_table(row, SWAPPED), "Nilai IKM sebesar 91,48 dengan mutu pelayanan A.",
    ]  # fmt: skip
    return Published(lines, frozenset({(2, "index-path", "90,56"), (4, "index-differs", "91,48")}))


ALL = {
    "arsip": archive, "perpustakaan": library, "balkesmas-1": clinic,
    "balkesmas-2": clinic_second, "sumbar": province, "gaspul": office,
}  # fmt: skip
