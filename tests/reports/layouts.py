"""Eight layouts of made-up survey reports. Even ones are for tuning, odd ones for reporting.

What is quoted of the odd ones was not looked at while the reader was written.
"""

import io
from collections.abc import Callable, Sequence

import docx
import typst
import xlsxwriter

from tests.reports.truth import ELEMENTS, TITLES, Report

Lines = list[str | list[Sequence[str]]]


def _opening(r: Report) -> Lines:
    return [
        "LAPORAN SURVEI KEPUASAN MASYARAKAT", r.unit.upper(),
        f"SEMESTER {r.half} TAHUN {r.year}", "BAB I PENDAHULUAN",
        f"Survei ini mengacu pada {r.law} tentang Pedoman Penyusunan Survei Kepuasan Masyarakat.",
        "Survei Kepuasan Masyarakat mengukur sembilan unsur dengan skala 1 sampai 4.",
    ]  # fmt: skip


def _sampling(r: Report) -> Lines:
    return [
        "BAB II PENGUMPULAN DATA",
        f"Populasi pengguna layanan adalah {r.population} orang.",
        f"Sampel menurut tabel Krejcie dan Morgan adalah {r.sample} responden.",
        f"Pengumpulan data berlangsung pada {r.collected}.",
        f"Jumlah responden: {r.n} orang.",
    ]


def _definitions(r: Report) -> Lines:
    return [f"{code} : {name}" for code, name in r.names.items()]


def _profile_table(r: Report) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("No", "Karakteristik", "Indikator", "Jumlah", "Persentase")]
    for n, (name, groups) in enumerate(r.profiles.items(), 1):
        rows += [(str(n), name, group, str(size), share) for group, size, share in groups]
    return rows


def _profile_tables(r: Report) -> Lines:
    lines: Lines = []
    for name, groups in r.profiles.items():
        lines.append(f"Responden menurut {name.lower()}")
        n = str(sum(size for _g, size, _s in groups))
        rows = [(group, str(size), f"{share}%") for group, size, share in groups]
        lines.append([(name, "Jumlah", "%"), *rows, ("Jumlah", n, "100%")])
    return lines


def _counts(r: Report, e: str) -> list[str]:
    return [str(n) for n in r.counts[e]]


def _rows_table(r: Report) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [
        ("No", "Unsur Pelayanan", "1", "2", "3", "4", "NRR", "NRR Tertimbang", "Mutu")
    ]
    for n, e in enumerate(ELEMENTS, 1):
        rows.append(
            (str(n), TITLES[e], *_counts(r, e), r.means[e], r.shares[e], r.marks[e])
        )  # fmt: skip
    rows.append(("", "Jumlah", "", "", "", "", r.sum, "", ""))
    rows.append(("", "Nilai IKM", "", "", "", "", r.index, "", r.mark[0]))
    return rows


def _coded_table(r: Report) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("Kode", "Unsur", "1", "2", "3", "4", "Nilai Rata-rata", "Mutu")]
    rows += [(e, TITLES[e], *_counts(r, e), r.means[e], r.marks[e]) for e in ELEMENTS]
    rows += [
        ("", "Jumlah", "", "", "", "", r.sum, ""),
        ("", "IKM", "", "", "", "", r.index, r.mark[0]),
    ]
    return rows


def _wide_table(r: Report) -> list[Sequence[str]]:
    blank = [""] * 8
    return [
        ("Uraian", *ELEMENTS),
        ("NRR per unsur", *(r.means[e] for e in ELEMENTS)),
        ("NRR tertimbang", *(r.shares[e] for e in ELEMENTS)),
        ("Kategori", *(r.marks[e] for e in ELEMENTS)),
        ("IKM unit layanan", r.index, *blank),
    ]


def _count_table(r: Report) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("Unsur", "1", "2", "3", "4", "Jumlah Nilai", "NRR")]
    for e in ELEMENTS:
        total = sum(level * n for level, n in enumerate(r.counts[e], 1))
        rows.append((TITLES[e], *_counts(r, e), str(total), r.means[e]))
    return [*rows, ("Jumlah", "", "", "", "", "", r.sum)]


def _chart(r: Report) -> Lines:
    return [r.chart_title, [tuple(ELEMENTS), tuple(r.chart[e] for e in ELEMENTS)]]


def _names(r: Report, elements: Sequence[str]) -> str:
    named = [f"{TITLES[e]} ({r.means[e]})" for e in elements]
    return ", ".join(named[:-1]) + f", dan {named[-1]}"


def _result(r: Report) -> Lines:
    return [
        f"Nilai IKM {r.unit} sebesar {r.words_index} dengan mutu pelayanan {r.words_mark}.",
    ]


def _analysis(r: Report) -> Lines:
    return [
        f"Tiga unsur dengan nilai terendah adalah {_names(r, r.lowest)}.",
        f"Tiga unsur dengan nilai tertinggi adalah {_names(r, r.highest)}.",
    ]


def _analysis_list(r: Report) -> Lines:
    return [
        "Unsur terendah, yaitu:", *(f"{n}. {TITLES[e]}" for n, e in enumerate(r.lowest, 1)),
        "Unsur tertinggi, yaitu:", *(f"{n}. {TITLES[e]}" for n, e in enumerate(r.highest, 1)),
        "4.2 Rencana Tindak Lanjut",
    ]  # fmt: skip


def _plan(r: Report) -> Lines:
    rows = [
        (str(n), TITLES[e], "Perbaikan layanan", "TW I", "Kepala") for n, e in enumerate(r.plan, 1)
    ]
    return [
        "Rencana tindak lanjut perbaikan",
        [("No", "Prioritas Unsur", "Program/Kegiatan", "Waktu", "Penanggung Jawab"), *rows],
    ]


def _carried_out(r: Report) -> Lines:
    rows = [
        (str(n), "Pelatihan petugas", "Sudah" if done else "Belum", "Lihat dokumentasi")
        for n, done in enumerate(r.done, 1)
    ]
    return [
        "Realisasi tindak lanjut periode sebelumnya",
        [("No", "Rencana Tindak Lanjut", "Status", "Keterangan"), *rows],
        f"Persentase tindak lanjut yang telah terlaksana sebesar {r.share_done}%.",
    ]


def _end(r: Report) -> Lines:
    closing = f"Kesimpulan: nilai SKM unit adalah {r.words_index} ({r.words_mark})."
    return ["BAB V KESIMPULAN", closing, *([r.conclusion] if r.conclusion else [])]


def _law_list(r: Report) -> Lines:
    return [
        "Dasar hukum:", "1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
        "2. PermenPANRB Nomor 16 Tahun 2014 sebagaimana telah dicabut;", f"3. {r.law};",
    ]  # fmt: skip


def _grade_table() -> Lines:
    return [
        "Tabel 1. Nilai persepsi, interval IKM, dan mutu pelayanan",
        [
            ("Nilai", "Nilai Interval IKM", "Mutu Pelayanan", "Kinerja Unit"),
            ("1", "25,00 - 64,99", "D", "Tidak Baik"), ("2", "65,00 - 76,60", "C", "Kurang Baik"),
            ("3", "76,61 - 88,30", "B", "Baik"), ("4", "88,31 - 100,00", "A", "Sangat Baik"),
        ],
    ]  # fmt: skip


def compose_long(r: Report) -> Lines:
    """Chapters, one big table by element, one table of respondents."""
    return [
        *_opening(r), *_sampling(r), *_definitions(r), *_grade_table(), "Karakteristik responden",
        _profile_table(r), r.table_title, _rows_table(r), *_result(r), *_chart(r),
        *_analysis(r), *_plan(r), *_carried_out(r), *_end(r),
    ]  # fmt: skip


def compose_short(r: Report) -> Lines:
    """Codes in the table, a table of respondents for each characteristic, elements as a list."""
    return [
        *_opening(r), *_law_list(r), *_sampling(r), *_profile_tables(r), *_definitions(r),
        r.table_title, _coded_table(r), *_result(r), *_chart(r), *_analysis_list(r), *_plan(r),
        *_carried_out(r), *_end(r),
    ]  # fmt: skip


def compose_wide(r: Report) -> Lines:
    """Elements in columns, their counts in an annex."""
    return [
        *_opening(r), *_sampling(r), *_definitions(r), *_profile_tables(r), r.table_title,
        _wide_table(r), *_result(r), *_chart(r), *_analysis(r), *_plan(r), *_carried_out(r),
        *_end(r), "LAMPIRAN", "Rekapitulasi jawaban responden", _count_table(r),
        *(["Keterangan"]), [("Kode", "Unsur"), *((c, n) for c, n in TITLES.items())],
    ]  # fmt: skip


# ---- writers ---------------------------------------------------------------


def _escape(text: str) -> str:
    for sign in "\\#*_$@<>~`[]/=+-":
        text = text.replace(sign, "\\" + sign)
    return text


def print_pdf(lines: Lines, *, ruled: bool, small: bool = False, numbered: bool = False) -> bytes:
    """A PDF, its tables with or without lines; `small` pages break the tables.

    `numbered`: every page has a running title and its number.
    """
    size = "width: 21cm, height: 14cm" if small else 'paper: "a4"'
    body = f"#set page({size}, margin: 1.6cm)\n#set text(size: 9pt)\n"
    if numbered:
        title = "Laporan yang disusun Bagian Organisasi"
        body += (
            f'#set page(header: "{title}", footer: context [Halaman #counter(page).display()])\n'
        )
    stroke = "0.5pt" if ruled else "none"
    for line in lines:
        if isinstance(line, str):
            body += f"{_escape(line)}\n\n"
            continue
        n = max(map(len, line))
        cells = "".join(f"[{_escape(cell)}]," for row in line for cell in row)
        gap = "" if ruled else "column-gutter: 18pt, "
        body += f"#table(columns: {n}, {gap}stroke: {stroke}, {cells})\n\n"
    content: bytes = typst.compile(body.encode())
    return content


def print_docx(lines: Lines) -> bytes:
    """A Word document."""
    document = docx.Document()
    for line in lines:
        if isinstance(line, str):
            document.add_paragraph(line)
            continue
        table = document.add_table(len(line), max(map(len, line)))
        for n, row in enumerate(line):
            for i, cell in enumerate(row):
                table.cell(n, i).text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def print_xlsx(lines: Lines, *, as_numbers: bool, name: str = "Laporan SKM") -> bytes:
    """A workbook with everything below one another; figures as numbers or as texts."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, n = book.add_worksheet(name), 0
        for line in lines:
            for row in [(line,)] if isinstance(line, str) else line:
                for i, cell in enumerate(row):
                    plain = cell.replace(",", ".")
                    if as_numbers and plain.replace(".", "", 1).isdigit():
                        sheet.write_number(n, i, float(plain))
                    elif cell:
                        sheet.write_string(n, i, cell)
                n += 1
            n += 1
    return out.getvalue()


LAYOUTS: dict[str, Callable[[Report], bytes]] = {
    "ruled": lambda r: print_pdf(compose_long(r), ruled=True),
    "ruled-short": lambda r: print_pdf(compose_short(r), ruled=True),
    "borderless": lambda r: print_pdf(compose_short(r), ruled=False),
    "borderless-wide": lambda r: print_pdf(compose_wide(r), ruled=False),
    "word-wide": lambda r: print_docx(compose_wide(r)),
    "word-long": lambda r: print_docx(compose_long(r)),
    "workbook": lambda r: print_xlsx(compose_long(r), as_numbers=True),
    "workbook-short": lambda r: print_xlsx(compose_short(r), as_numbers=False),
    "broken-pages": lambda r: print_pdf(compose_wide(r), ruled=True, small=True),
    "broken-long": lambda r: print_pdf(compose_long(r), ruled=True, small=True),
}


def list_layouts(*, reporting: bool) -> list[str]:
    """The layouts for tuning, or those for reporting."""
    return [name for n, name in enumerate(LAYOUTS) if n % 2 == reporting]
