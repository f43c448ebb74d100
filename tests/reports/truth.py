"""Made-up survey reports: sound ones, and the same with one contradiction of each kind planted.

All names and figures are made up here; the shapes follow published reports.
"""

import random
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ELEMENTS = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9")
TITLES = {
    "U1": "Persyaratan", "U2": "Sistem, mekanisme, dan prosedur", "U3": "Waktu penyelesaian",
    "U4": "Biaya/tarif", "U5": "Produk spesifikasi jenis pelayanan", "U6": "Kompetensi pelaksana",
    "U7": "Perilaku pelaksana", "U8": "Penanganan pengaduan, saran dan masukan",
    "U9": "Sarana dan prasarana",
}  # fmt: skip
BOUNDS = (("A", "Sangat Baik", "88.31"), ("B", "Baik", "76.61"), ("C", "Kurang Baik", "65.00"))
WEIGHTS = {"1/9": Fraction(1, 9), "0.111": Fraction(111, 1000), "0.11": Fraction(11, 100)}


def write(value: Fraction, places: int = 2) -> str:
    """A value as reports print it: rounded half-up, with a comma."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)).replace(".", ",")


def grade(printed: str) -> tuple[str, str]:
    """The category of a printed value."""
    value = Decimal(printed.replace(",", "."))
    return next(((a, b) for a, b, low in BOUNDS if value >= Decimal(low)), ("D", "Tidak Baik"))


@dataclass
class Report:
    """What a report prints, piece by piece; planting changes one piece."""

    unit: str
    year: int
    half: str
    counts: dict[str, list[int]]
    weight: str
    means: dict[str, str] = field(default_factory=dict)
    shares: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    chart: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=lambda: dict(TITLES))
    index: str = ""
    mark: tuple[str, str] = ("", "")
    words_index: str = ""
    words_mark: str = ""
    sum: str = ""
    n: int = 0
    population: int = 0
    sample: int = 0
    profiles: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    lowest: list[str] = field(default_factory=list)
    highest: list[str] = field(default_factory=list)
    plan: list[str] = field(default_factory=list)
    done: list[bool] = field(default_factory=list)
    share_done: str = ""
    conclusion: str = ""
    collected: str = ""
    chart_title: str = ""
    table_title: str = ""
    law: str = "Peraturan Menteri PANRB Nomor 14 Tahun 2017"

    def table(self) -> dict[str, Fraction]:
        """The exact means."""
        return {
            e: Fraction(sum(level * c for level, c in enumerate(row, 1)), sum(row))
            for e, row in self.counts.items()
        }


def krejcie(population: int) -> int:
    """The sample for a population, written a second time."""
    top = 3.841 * population * 0.25
    return int(top / (0.0025 * (population - 1) + 3.841 * 0.25) + 0.5)


def split(dice: random.Random, n: int, names: tuple[str, ...]) -> list[tuple[str, int, str]]:
    """The respondents in groups, each with its share."""
    cuts = sorted(dice.sample(range(1, n), len(names) - 1))
    sizes = [b - a for a, b in zip([0, *cuts], [*cuts, n], strict=True)]
    return [
        (name, size, write(Fraction(100 * size, n), 1))
        for name, size in zip(names, sizes, strict=True)
    ]


def make_sound(seed: int) -> Report:
    """A report without a contradiction."""
    dice = random.Random(seed)
    population = dice.choice((120, 340, 900, 2200, 5000))
    n = krejcie(population) + dice.choice((0, 0, 4))
    counts = {}
    for element in ELEMENTS:
        weights = (0.01, dice.uniform(0.02, 0.12), dice.uniform(0.3, 0.6), dice.uniform(0.3, 0.7))
        drawn = dice.choices((1, 2, 3, 4), weights, k=n)
        counts[element] = [drawn.count(level) for level in (1, 2, 3, 4)]
    report = Report(
        dice.choice(("Dinas Contoh Asri", "Kecamatan Uji Makmur", "Puskesmas Andai")),
        dice.choice((2024, 2025)), dice.choice(("I", "II")), counts,
        dice.choice(("1/9", "1/9", "0.111")),
        n=n, population=population, sample=krejcie(population),
    )  # fmt: skip
    return fill(report, dice)


def fill(report: Report, dice: random.Random) -> Report:
    """The report with everything that follows from its counts."""
    exact = report.table()
    report.means = {e: write(m) for e, m in exact.items()}
    report.shares = {e: write(m * WEIGHTS[report.weight], 3) for e, m in exact.items()}
    report.marks = {e: grade(write(25 * m))[0] for e, m in exact.items()}
    report.chart = dict(report.means)
    report.codes = {e: e for e in ELEMENTS}
    report.index = write(25 * sum(m * WEIGHTS[report.weight] for m in exact.values()))
    report.mark = grade(report.index)
    report.words_index, report.words_mark = report.index, report.mark[1]
    report.sum = write(sum(Fraction(m.replace(",", ".")) for m in report.means.values()))
    report.profiles = {
        "Jenis kelamin": split(dice, report.n, ("Laki-laki", "Perempuan")),
        "Pendidikan": split(dice, report.n, ("SD", "SMP", "SMA", "S1")),
        "Pekerjaan": split(dice, report.n, ("PNS", "Swasta", "Wirausaha", "Lainnya")),
    }
    order = sorted(ELEMENTS, key=lambda e: exact[e])
    report.lowest, report.highest = order[:3], order[-3:][::-1]
    report.plan = list(report.lowest)
    report.done = [True, dice.random() < 0.5, False]
    report.share_done = write(Fraction(100 * sum(report.done), 3), 0)
    first, last = ("Januari", "Juni") if report.half == "I" else ("Juli", "Desember")
    report.collected = f"3 {first} {report.year} s.d. 28 {last} {report.year}"
    period = f"Semester {report.half} Tahun {report.year}"
    report.chart_title = f"Grafik 1. Nilai per unsur {period}"
    report.table_title = f"Tabel 2. Nilai rata-rata unsur {period}"
    return report


# ---- planting --------------------------------------------------------------


def _shift(printed: str, by: str) -> str:
    return str(Decimal(printed.replace(",", ".")) + Decimal(by)).replace(".", ",")


def plant(report: Report, kind: int) -> Report:
    """The report with one contradiction of that kind (others may follow from it)."""
    made = replace(report)
    PLANTERS[kind](made)
    return made


def _mean(r: Report) -> None:
    wrong = _shift(r.means["U7"], "-0.31")
    r.means, r.chart = {**r.means, "U7": wrong}, {**r.chart, "U7": wrong}


def _index(r: Report) -> None:
    r.index = _shift(r.index, "-1.74")
    r.words_index, r.mark = r.index, grade(r.index)
    r.words_mark = r.mark[1]


def _grade(r: Report) -> None:
    wrong = "C" if r.marks["U5"] != "C" else "A"
    r.marks = {**r.marks, "U5": wrong}


def _differs(r: Report) -> None:
    r.words_index = _shift(r.index, "0.14")
    r.words_mark = grade(r.words_index)[1]


def _profile(r: Report) -> None:
    name, size, _share = r.profiles["Pendidikan"][0]
    groups = [(name, size + 10), *[(g, s) for g, s, _ in r.profiles["Pendidikan"][1:]]]
    n = sum(size for _name, size in groups)
    shown = [(name, size, write(Fraction(100 * size, n), 1)) for name, size in groups]
    r.profiles = {**r.profiles, "Pendidikan": shown}


def _lowest(r: Report) -> None:
    r.plan = [r.lowest[0], r.highest[0], r.lowest[1]]


def _share(r: Report) -> None:
    r.share_done = "67" if r.share_done != "67" else "100"


def _confused(r: Report) -> None:
    lowest = r.lowest[0]
    r.conclusion = f"Secara keseluruhan nilai SKM sebesar {r.means[lowest]}."


def _date(r: Report) -> None:
    r.collected = f"1 Juli {r.year} s.d. 31 September {r.year}"
    if r.half == "I":
        r.collected = f"3 Januari {r.year} s.d. 31 April {r.year}"


def _sample(r: Report) -> None:
    r.sample = r.sample * 9 + 1


def _copied(r: Report) -> None:
    r.sum = _shift(r.sum, "1.37")


def _meaning(r: Report) -> None:
    r.names = {**r.names, "U8": TITLES["U9"], "U9": TITLES["U8"]}


def _law(r: Report) -> None:
    r.law = "Keputusan Menteri PANRB Nomor 14 Tahun 2017"


PLANTERS = {
    1: _mean, 2: _index, 3: _grade, 4: _differs, 5: _profile, 6: _lowest, 7: _share, 8: _confused,
    9: _date, 10: _sample, 11: _copied, 12: _meaning, 13: _law,
}  # fmt: skip
