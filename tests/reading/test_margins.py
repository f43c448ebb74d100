"""What belongs to the paper (heads, feet, page numbers, closing lines) is no part of a component."""

import typst

from tests.corpus.texts import GOOD, HEADINGS
from tilik.core.standards import ServiceRead
from tilik.library.standards import load_checks
from tilik.reading.cells import Cell, Layout
from tilik.reading.layout import read_layout
from tilik.reading.margins import find_running
from tilik.reading.standards import find_services

SIZE = (595.0, 842.0)
HEAD = "STANDAR PELAYANAN DINAS CONTOH TAHUN 2026"
FOOT = "Dokumen ini telah ditandatangani secara elektronik yang diterbitkan oleh BSrE"


def make_line(text: str, page: int, top: float) -> tuple[Cell, ...]:
    return (Cell(text, page, (60, top, 400, top + 10)),)


def print_standard(*, table: bool) -> bytes:
    """A standard over several small pages, each with a head, a foot and a number."""
    rows = [(n, HEADINGS[n][0][0], GOOD[n][0]) for n in range(1, 15)]
    body = (
        "#table(columns: (1cm, 4cm, 1fr), [No], [Komponen], [Uraian],"
        + "".join(
            f"[{n}],[{label}],[{text.replace('@', chr(92) + '@')}]," for n, label, text in rows
        )
        + ")"
        if table
        else "".join(
            f"{chr(96 + n)}. {label} : {text.replace('@', chr(92) + '@')}\n\n"
            for n, label, text in rows
        )
    )
    head = (
        f'#set page(paper: "a5", margin: (x: 2cm, y: 2cm), header: [{HEAD}], '
        f"footer: context [{FOOT} \\ Halaman #counter(page).display() dari 9])\n#set text(size: 12pt)\n"
    )
    closing = "\n\nDitetapkan di Contoh\n\npada tanggal 2 Januari 2026\n\nKEPALA DINAS\n\nSiti Contoh\n\nNIP 1"
    content: bytes = typst.compile(
        (head + "Jenis Pelayanan : Legalisir\n\n" + body + closing).encode()
    )
    return content


def read_one(content: bytes) -> ServiceRead:
    layout = read_layout(content)
    assert layout.pages > 1
    (service,) = find_services(layout, load_checks().components)
    return service


def test_heads_feet_and_page_numbers_are_no_part_of_a_component() -> None:
    for table in (True, False):
        service = read_one(print_standard(table=table))
        assert service.name == "Legalisir"
        assert len(service.rows) == 14
        for row in service.rows.values():
            for words in ("STANDAR PELAYANAN", "elektronik yang", "Halaman", "Uraian"):
                assert words not in row.text


def test_what_stands_behind_the_table_is_no_part_of_its_last_component() -> None:
    for table in (True, False):
        last = read_one(print_standard(table=table)).rows[14]
        assert last.text.split() == GOOD[14][0].split()


def test_a_line_many_pages_share_is_running_only_at_their_edge() -> None:
    rows = tuple(
        make_line(text, page, top)
        for page in (1, 2, 3)
        for text, top in ((f"Perkada {page}", 20), ("Loket buka", 300), (f"- {page} -", 815))
    )
    running = find_running(Layout(rows, 3, sizes=(SIZE,) * 3))
    assert sorted({row[0].text for row in running}) == [
        "- 1 -", "- 2 -", "- 3 -", "Perkada 1", "Perkada 2", "Perkada 3",
    ]  # fmt: skip
    assert [running.get(row) for row in rows if "Perkada" in row[0].text] == [False, True, True]


def test_the_name_of_a_service_at_the_top_of_each_of_its_pages_counts_once() -> None:
    rows = tuple(
        make_line(text, page, top)
        for page, lines in (
            (
                1,
                (
                    "Jenis Pelayanan : Satu",
                    "1. Persyaratan : KTP asli",
                    "2. Prosedur : datang, tulis",
                ),
            ),
            (2, ("Jenis Pelayanan : Satu", "3. Jangka Waktu : 2 hari kerja", "4. Biaya : gratis")),
        )
        for text, top in zip(lines, (20, 300, 320), strict=True)
    )
    layout = Layout(rows, 2, sizes=(SIZE, SIZE))
    (service,) = find_services(layout, load_checks().components)
    assert (service.name, len(service.rows)) == ("Satu", 4)


def test_a_document_without_pages_has_no_margins() -> None:
    row = (Cell("Halaman 1"),)
    assert find_running(Layout((row, row), 0)) == {}
