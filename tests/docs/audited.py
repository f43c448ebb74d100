"""The worked tables of the report audit: published indices on every way they may have been got."""

import csv
from fractions import Fraction
from pathlib import Path

from tilik.core.audit import NOWHERE, ElementRow, ElementTable, Figure
from tilik.core.audit_paths import explain, find_plain
from tilik.core.numbers import decimal_text
from tilik.core.sampling import get_sample
from tilik.library.audit import say_kind, say_path

FILE = Path(__file__).parents[1] / "fixtures" / "skm" / "published-elements.csv"
NAMES = {
    "sumbar": "pelayanan terpadu sebuah provinsi",
    "arsip-2025": "bidang kearsipan sebuah kabupaten, 2025",
    "perpustakaan-2025": "bidang perpustakaan dinas yang sama, 2025",
    "balkesmas-2024-1": "balai kesehatan, semester I 2024",
    "gaspul-2025": "kantor sebuah kementerian, triwulan III 2025",
}


def read_table(row: dict[str, str]) -> ElementTable:
    """The printed means of a published report."""
    codes = [f"U{n}" for n in range(1, 10)]
    return ElementTable(
        tuple(ElementRow(code, NOWHERE, mean=read_figure(row[code])) for code in codes)
    )


def read_figure(text: str) -> Figure:
    """A figure as printed."""
    return Figure(Fraction(text), Fraction(1, 10 ** len(text.partition(".")[2])), text)


def audit_paths() -> list[list[str]]:
    """Printed index, the plain way, and the ways that give what is printed."""
    rows = [
        [
            "Laporan",
            "IKM tercetak",
            "Bobot 1/9, satu pembulatan",
            "Cara yang memberi angka tercetak",
        ]
    ]
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table, printed = read_table(row), read_figure(row["published_IKM"])
            plain = find_plain(table)
            ways = [say_path(way.name, "id") for way in explain(printed, table)]
            said = [printed.printed, decimal_text(plain or Fraction(0), 2)]
            rows.append(
                [NAMES[row["report"]], *(each.replace(".", ",") for each in said),
                 "; ".join(ways[:2]) or "tidak ada"]
            )  # fmt: skip
    return rows


def audit_samples() -> list[list[str]]:
    """Samples by the formula."""
    rows = [["Populasi", "Sampel"]]
    return rows + [
        [f"{n:,}".replace(",", "."), str(get_sample(n))] for n in (60, 500, 2200, 17041, 1_000_000)
    ]


def audit_kinds() -> list[list[str]]:
    """The thirteen kinds by their titles."""
    return [["Jenis", "Pertentangan"], *[[str(n), say_kind(n, "id")] for n in range(1, 14)]]
