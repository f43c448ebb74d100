"""Made-up survey reports in sixteen layouts, one of sixty pages: what is found, and what falsely.

Everything is made up here, by those who wrote the reader: tuning layouts were looked at while it
was written, reporting ones are only measured. `python -m tests.corpus.reports` prints the figures.
"""

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import typst
import xlsxwriter

from tests.reports import layouts as base
from tests.reports.layouts import Lines, print_docx, print_pdf
from tests.reports.reading import find_contradictions
from tests.reports.truth import ELEMENTS, PLANTERS, TITLES, Report, make_sound, plant

TUNING, REPORTING = 301, 501
SYNONYMS = {
    "U1": "Kesesuaian persyaratan", "U2": "Kemudahan prosedur", "U3": "Kecepatan pelayanan",
    "U4": "Kewajaran biaya", "U5": "Kesesuaian produk", "U6": "Kompetensi petugas",
    "U7": "Kesopanan dan keramahan petugas", "U8": "Pengelolaan pengaduan",
    "U9": "Kualitas sarana dan prasarana",
}  # fmt: skip
BY_TITLE = {title: SYNONYMS[code] for code, title in TITLES.items()}
PHOTOS = 86
WORDS = (
    "Petugas loket menyapa pengguna layanan, memeriksa berkas di tempat, dan memberi tanda terima. "
    "Ruang tunggu ditata kembali setelah usulan pengguna pada kotak saran dibahas dalam rapat. "
)


@dataclass(frozen=True)
class Measured:
    """Of one layout: kinds planted and found, and findings in sound reports."""

    planted: int
    missed: tuple[int, ...]
    sound: int
    false: int


# ---- other words -----------------------------------------------------------


def _list(elements: Sequence[str]) -> str:
    return f"{', '.join(SYNONYMS[e] for e in elements[:-1])}, dan {SYNONYMS[elements[-1]]}"


def _open(r: Report) -> Lines:
    lines: Lines = [
        "LAPORAN HASIL PENGUKURAN", "INDEKS KEPUASAN MASYARAKAT (IKM)", r.unit,
        f"Periode: Semester {r.half} {r.year}", "A. Latar belakang",
        f"Landasan kegiatan ini ialah {r.law} mengenai pedoman survei kepuasan masyarakat.",
        "B. Responden",
        (f"Tercatat populasi penerima layanan sejumlah {r.population} orang, sehingga menurut tabel "
        f"Morgan dan Krejcie diperlukan sampel minimal sebanyak {r.sample} responden."),
        f"Kuesioner yang kembali dan sah berasal dari sebanyak {r.n} responden.",
        f"Periode survei: {r.collected}.",
    ]  # fmt: skip
    for name, groups in r.profiles.items():
        rows = [(group, str(size), share) for group, size, share in groups]
        lines += [f"Menurut {name.lower()}", [(name, "Frekuensi", "Persen"), *rows]]
    return lines + [f"{code} = {BY_TITLE[name]}" for code, name in r.names.items()]


def _value_table(r: Report) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [
        ("No.", "Unsur", "Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4", "Rata-rata", "Rata-rata tertimbang",
         "Mutu Pelayanan")
    ]  # fmt: skip
    for n, e in enumerate(ELEMENTS, 1):
        counts = [str(c) for c in r.counts[e]]
        rows.append((f"{n}.", SYNONYMS[e], *counts, r.means[e], r.shares[e], r.marks[e]))
    rows.append(("", "Total", "", "", "", "", r.sum, "", ""))
    return [*rows, ("", "Indeks Kepuasan Masyarakat", "", "", "", "", r.index, "", r.mark[0])]


def compose_other(r: Report) -> Lines:
    """Another order, other names of the elements, other sentences."""
    plan = [
        (str(n), SYNONYMS[e], "Menyusun ulang alur dan melatih petugas", "Triwulan I", "Sekretaris")
        for n, e in enumerate(r.plan, 1)
    ]
    done = [
        (
            str(n),
            "Pelatihan petugas",
            "Sudah dilaksanakan" if each else "Belum dilaksanakan",
            "Foto",
        )
        for n, each in enumerate(r.done, 1)
    ]
    return [
        *_open(r), "C. Hasil", r.table_title, _value_table(r),
        (f"Dengan demikian Indeks Kepuasan Masyarakat {r.unit} mencapai {r.words_index} atau masuk "
        f"mutu pelayanan {r.words_mark}."),
        r.chart_title, [tuple(ELEMENTS), tuple(r.chart[e] for e in ELEMENTS)],
        f"Tiga nilai unsur terendah ialah {_list(r.lowest)}.",
        f"Adapun nilai unsur tertinggi ialah {_list(r.highest)}.",
        "D. Rencana", [("No", "Unsur", "Rencana tindak lanjut", "Jadwal", "Penanggung jawab"), *plan],
        "E. Pelaksanaan rencana periode lalu", [("No", "Kegiatan", "Realisasi", "Bukti"), *done],
        f"Dari seluruh rencana, {r.share_done}% tindak lanjut sudah dilaksanakan.", "F. Simpulan",
        f"IKM {r.unit} pada periode ini {r.words_index} ({r.words_mark}).",
        *([r.conclusion] if r.conclusion else []),
    ]  # fmt: skip


def compose_sixty(r: Report) -> Lines:
    """The long report with what fills the thick ones: every answer, and pages of documentation."""
    answers = {
        e: [str(level) for level, n in enumerate(r.counts[e], 1) for _ in range(n)]
        for e in ELEMENTS
    }
    rows = [(str(n + 1), *(answers[e][n] for e in ELEMENTS)) for n in range(r.n)]
    lines: Lines = [*base.compose_long(r), "LAMPIRAN 2 HASIL OLAH DATA", [("No", *ELEMENTS), *rows]]
    for n in range(1, PHOTOS + 1):
        lines += [f"Dokumentasi {n}", *[f"Catatan {n}.{i}. {WORDS * 4}" for i in range(1, 7)]]
    return lines


# ---- other files -----------------------------------------------------------


def print_page(lines: Lines) -> bytes:
    """A saved web page."""
    body = ""
    for line in lines:
        if isinstance(line, str):
            body += f"<p>{line}</p>"
            continue
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in line)
        body += "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return (
        f"<!doctype html><html><head><title>SKM</title></head><body>{body}</body></html>".encode()
    )


def print_sheets(lines: Lines) -> bytes:
    """A workbook with the words on its first sheet and each table on one of its own."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, n, tables = book.add_worksheet("Laporan"), 0, 0
        title = ""
        for line in lines:
            if isinstance(line, str):
                sheet.write_string(n, 0, line)
                title, n = line, n + 1
                continue
            tables += 1
            other = book.add_worksheet(f"Tabel {tables}")
            other.write_string(0, 0, title)
            for at, row in enumerate(line, 2):
                for i, cell in enumerate(row):
                    if cell:
                        other.write_string(at, i + 1, cell)
    return out.getvalue()


def print_merged(r: Report) -> bytes:
    """A PDF whose big table has a merged heading over the four answers."""
    rows = base._rows_table(r)[1:]
    heads = "[No],[Unsur],table.cell(colspan: 4)[Jumlah jawaban],[NRR],[NRR tertimbang],[Mutu],"
    heads += "[],[],[1],[2],[3],[4],[],[],[],"
    cells = "".join(f"[{cell}]," for row in rows for cell in row)
    table = f"#table(columns: 9, stroke: 0.5pt, {heads}{cells})"
    before, after = base.compose_long(r), [*base._result(r), *base._chart(r)]
    at = before.index(r.table_title)
    body = "#set text(size: 9pt)\n"
    for part in (before[: at + 1], [table], [*after, *before[at + 2 + len(after) :]]):
        for line in part:
            if line == table:
                body += f"{table}\n\n"
            elif isinstance(line, str):
                body += f"{base._escape(line)}\n\n"
            else:
                inner = "".join(f"[{base._escape(cell)}]," for row in line for cell in row)
                body += f"#table(columns: {max(map(len, line))}, stroke: 0.5pt, {inner})\n\n"
    content: bytes = typst.compile(body.encode())
    return content


def print_titled(lines: Lines) -> bytes:
    """A PDF with a running title and numbers on small pages, which break its tables."""
    return print_pdf(lines, ruled=True, small=True, numbered=True)


MORE_TUNING: dict[str, Callable[[Report], bytes]] = {
    "running-titles": lambda r: print_titled(base.compose_long(r)),
    "saved-page": lambda r: print_page(base.compose_wide(r)),
    "merged-heads": print_merged,
}
MORE_REPORTING: dict[str, Callable[[Report], bytes]] = {
    "other-words": lambda r: print_pdf(compose_other(r), ruled=True, numbered=True),
    "other-words-file": lambda r: print_docx(compose_other(r)),
    "sheets": lambda r: print_sheets(compose_other(r)),
}
SIXTY = "sixty-pages"


def list_ways(*, reporting: bool) -> dict[str, Callable[[Report], bytes]]:
    """The layouts for tuning, or those for reporting, with how each is written."""
    own = {name: base.LAYOUTS[name] for name in base.list_layouts(reporting=reporting)}
    return own | (MORE_REPORTING if reporting else MORE_TUNING)


def measure(write: Callable[[Report], bytes], seed: int, n_sound: int = 3) -> Measured:
    """How many of the thirteen kinds are found, and how much is found in sound reports."""
    report = make_sound(seed)
    found = {k: {f.kind for f in find_contradictions(write(plant(report, k)))} for k in PLANTERS}
    false = sum(len(find_contradictions(write(make_sound(seed + n)))) for n in range(n_sound))
    missed = tuple(kind for kind, kinds in found.items() if kind not in kinds)
    return Measured(len(PLANTERS), missed, n_sound, false)


def plant_all(report: Report) -> Report:
    """The report with a contradiction of every kind at once."""
    for kind in PLANTERS:
        report = plant(report, kind)
    return report


def write_sixty(report: Report) -> bytes:
    """A report of sixty pages and more."""
    return print_pdf(compose_sixty(report), ruled=True, numbered=True)


def measure_sixty(seed: int) -> Measured:
    """The same of the sixty pages: all kinds at once, and one sound report."""
    planted = {f.kind for f in find_contradictions(write_sixty(plant_all(make_sound(seed))))}
    false = len(find_contradictions(write_sixty(make_sound(seed))))
    return Measured(len(PLANTERS), tuple(set(PLANTERS) - planted), 1, false)


def list_figures() -> list[list[str]]:
    """A row for each layout: for what, found of planted, missed kinds, findings in sound ones."""
    measured = [
        (
            name,
            "laporan" if reporting else "penyetelan",
            measure(write, REPORTING if reporting else TUNING),
        )
        for reporting in (False, True)
        for name, write in list_ways(reporting=reporting).items()
    ]
    measured.append((SIXTY, "laporan", measure_sixty(REPORTING)))
    return [
        [name, use, f"{m.planted - len(m.missed)} dari {m.planted}",
         ", ".join(map(str, m.missed)) or "–", f"{m.false} dalam {m.sound}"]
        for name, use, m in measured
    ]  # fmt: skip


def get_recall(figures: Sequence[Measured]) -> Fraction:
    """The share of planted contradictions found."""
    planted = sum(m.planted for m in figures)
    return Fraction(planted - sum(len(m.missed) for m in figures), planted)


if __name__ == "__main__":
    for row in list_figures():
        sys.stdout.write("| " + " | ".join(row) + " |\n")
