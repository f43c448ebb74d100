"""Documents of made-up standards in fourteen layouts, each with what it holds.

Seeded: the same seed makes the same documents. Layouts of even number are for tuning, odd ones and
the `FRESH` ones for reporting, so that what is quoted was never looked at while the reader was
written. The fresh ones were added when the reader of scans was done and measured once.
"""

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import docx
import typst

from tests.corpus.texts import DEFECTS, EMPTY, GOOD, HEADINGS, SERVICES

Rows = list[tuple[int, str, str]]


@dataclass(frozen=True)
class Service:
    """A service: (component, heading, text) in order, and codes of planted defects by component."""

    name: str
    rows: tuple[tuple[int, str, str], ...]
    defects: Mapping[int, str]

    @property
    def there(self) -> set[int]:
        """The components that are there and say something."""
        return {number for number, _label, text in self.rows if text not in EMPTY}


@dataclass(frozen=True)
class Made:
    """A document, its layout, and the truth."""

    layout: str
    content: bytes
    services: tuple[Service, ...]


def make_corpus(seed: int, documents: int, *, reporting: bool) -> list[Made]:
    """The documents, the layouts taken in turn."""
    dice = random.Random(seed)
    layouts = [name for n, name in enumerate(LAYOUTS) if (n % 2 == 1 or name in FRESH) == reporting]
    made = []
    for n in range(documents):
        layout = layouts[n % len(layouts)]
        names = dice.sample(SERVICES, dice.choice((3, 4, 5)))
        services = tuple(make_service(dice, name, reporting=reporting) for name in names)
        made.append(Made(layout, LAYOUTS[layout](services), services))
    return made


def make_service(dice: random.Random, name: str, *, reporting: bool) -> Service:
    """A service with a few rows left out, empty or defective."""
    rows: Rows = []
    defects = {}
    left_out = set(dice.sample(range(2, 15), dice.choice((0, 0, 1, 3))))
    for number in range(1, 15):
        if number in left_out:
            continue
        label = dice.choice(HEADINGS[number][reporting])
        text = dice.choice(GOOD[number])
        if number in DEFECTS and dice.random() < 0.2:
            text, defects[number] = dice.choice(DEFECTS[number])
        elif dice.random() < 0.06:
            text = dice.choice(EMPTY)
        rows.append((number, label, text))
    return Service(name, tuple(rows), defects)


def _print(body: str, *, flipped: bool = False) -> bytes:
    head = f'#set page(paper: "a4", flipped: {str(flipped).lower()})\n#set text(size: 9pt)\n'
    content: bytes = typst.compile((head + body).encode())
    return content


def _escape(text: str) -> str:
    for sign in "\\#*_$@<>~`[]/":
        text = text.replace(sign, "\\" + sign)
    return text


def _rows(service: Service, *, lettered: bool = False) -> str:
    return "".join(
        f"[{chr(96 + n) + '.' if lettered else n}],[{_escape(label)}],[{_escape(text)}],"
        for n, (_number, label, text) in enumerate(service.rows, 1)
    )


def make_plain_table(services: tuple[Service, ...]) -> bytes:
    """One ruled table a service with its name above."""
    return _print("".join(
        f"Jenis Pelayanan : {_escape(s.name)}\n#table(columns: (1cm, 4.5cm, 1fr), [No], [Komponen], "
        f"[Uraian], {_rows(s)})\n#v(1em)\n" for s in services
    ))  # fmt: skip


def make_two_tables(services: tuple[Service, ...]) -> bytes:
    """A and B tables, numbering anew in the second."""
    body = ""
    for s in services:
        first = Service(s.name, tuple(r for r in s.rows if r[0] <= 6), {})
        second = Service(s.name, tuple(r for r in s.rows if r[0] > 6), {})
        body += f"Standar Pelayanan {_escape(s.name)}\n\nA. Komponen penyampaian pelayanan\n"
        body += f"#table(columns: (1cm, 5cm, 1fr), {_rows(first)})\n"
        body += "B. Komponen pengelolaan pelayanan di internal (manufacturing)\n"
        body += f"#table(columns: (1cm, 5cm, 1fr), {_rows(second)})\n"
    return _print(body)


def make_matrix(services: tuple[Service, ...]) -> bytes:
    """Landscape: a service a row, six components as columns; the rest in a second such table."""
    body = ""
    for part in (range(1, 8), range(8, 15)):
        heads = "".join(f"[{_escape(HEADINGS[n][0][0])}]," for n in part)
        body += f"#table(columns: {len(part) + 1}, [Jenis Layanan], {heads}"
        for s in services:
            texts = {number: text for number, _label, text in s.rows}
            body += f"[{_escape(s.name)}]," + "".join(
                f"[{_escape(texts.get(n, ''))}]," for n in part
            )
        body += ")\n"
    return _print(body, flipped=True)


def make_lettered(services: tuple[Service, ...]) -> bytes:
    """Paragraphs “a. Heading : text”, no table."""
    return _print("".join(
        f"\nJenis Pelayanan : {_escape(s.name)}\n\n" + "".join(
            f"{chr(96 + n)}. {_escape(label)} : {_escape(text)}\n\n"
            for n, (_number, label, text) in enumerate(s.rows, 1))
        for s in services
    ))  # fmt: skip


def make_broken_pages(services: tuple[Service, ...]) -> bytes:
    """Small pages, so that tables go on over many of them."""
    body = "#set page(width: 16cm, height: 9cm, margin: 1cm)\n"
    return _print(body + "".join(
        f"Nama Layanan : {_escape(s.name)}\n#table(columns: (1cm, 4cm, 1fr), {_rows(s)})\n"
        for s in services
    ))  # fmt: skip


def make_borderless(services: tuple[Service, ...]) -> bytes:
    """Two columns without lines."""
    return _print("".join(
        f"Standar Pelayanan : {_escape(s.name)}\n#grid(columns: (1cm, 5.5cm, 1fr), row-gutter: 6pt, "
        f"column-gutter: 18pt, {_rows(s)})\n" for s in services
    ))  # fmt: skip


def make_shuffled(services: tuple[Service, ...]) -> bytes:
    """The legal basis first, as some decrees have it."""
    body = ""
    for s in services:
        ordered = sorted(s.rows, key=lambda row: (row[0] != 7, row[0]))
        body += f"Jenis Layanan : {_escape(s.name)}\n"
        body += (
            f"#table(columns: (1cm, 4.5cm, 1fr), {_rows(Service(s.name, tuple(ordered), {}))})\n"
        )
    return _print(body)


def make_merged_head(services: tuple[Service, ...]) -> bytes:
    """The service's name in a merged row at the top of its table."""
    return _print("".join(
        f"#table(columns: (1cm, 4.5cm, 1fr), table.cell(colspan: 3)[Jenis Pelayanan : {_escape(s.name)}],"
        f" [No], [Komponen], [Uraian], {_rows(s)})\n" for s in services
    ))  # fmt: skip


def make_notes_column(services: tuple[Service, ...]) -> bytes:
    """A fourth column for notes, which says little, and larger print."""
    return _print("#set text(size: 10pt)\n" + "".join(
        f"= {n}. Standar Pelayanan {_escape(s.name)}\n#table(columns: (0.9cm, 4cm, 1fr, 2.2cm), [No.], "
        f"[Komponen], [Uraian], [Keterangan], " + "".join(
            f"[{m}.],[{_escape(label)}],[{_escape(text)}],[],"
            for m, (_number, label, text) in enumerate(s.rows, 1)) + ")\n#v(1em)\n"
        for n, s in enumerate(services, 1)
    ))  # fmt: skip


def make_shaded_table(services: tuple[Service, ...]) -> bytes:
    """Level lines only, a dark head and shaded rows, as spreadsheets style them."""
    style = "stroke: (x: none, y: 0.6pt), fill: (_, y) => if calc.odd(y) { luma(235) }"
    return _print("".join(
        f"*Nama Layanan : {_escape(s.name)}*\n#table(columns: (1cm, 4.5cm, 1fr), {style}, [No], "
        f"[Unsur], [Uraian], {_rows(s)})\n#v(1em)\n" for s in services
    ))  # fmt: skip


def make_word_table(services: tuple[Service, ...]) -> bytes:
    """A Word document with a table a service."""
    document = docx.Document()
    for s in services:
        document.add_paragraph(f"Jenis Pelayanan : {s.name}")
        table = document.add_table(rows=0, cols=3)
        for n, (_number, label, text) in enumerate(s.rows, 1):
            for cell, value in zip(table.add_row().cells, (str(n), label, text), strict=True):
                cell.text = value
    return _save(document)


def make_word_headings(services: tuple[Service, ...]) -> bytes:
    """A Word document with a heading a component."""
    document = docx.Document()
    for s in services:
        document.add_heading(f"Standar Pelayanan {s.name}", level=1)
        for n, (_number, label, text) in enumerate(s.rows, 1):
            document.add_heading(f"{n}. {label}", level=2)
            if text:
                document.add_paragraph(text)
    return _save(document)


def _save(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_page(services: tuple[Service, ...]) -> bytes:
    """A saved web page with tables."""
    body = "".join(
        f"<h2>Jenis Pelayanan : {s.name}</h2><table>"
        + "".join(f"<tr><td>{n}</td><td>{label}</td><td>{text}</td></tr>"
                  for n, (_number, label, text) in enumerate(s.rows, 1))
        + "</table>" for s in services
    )  # fmt: skip
    return f"<!doctype html><html><body>{body}</body></html>".encode()


def make_page_blocks(services: tuple[Service, ...]) -> bytes:
    """A saved web page with a heading a component."""
    body = "".join(
        f"<h2>Standar Pelayanan {s.name}</h2>"
        + "".join(f"<h3>{label}</h3><p>{text}</p>" for _number, label, text in s.rows)
        for s in services
    )
    return f"<!doctype html><html><body>{body}</body></html>".encode()


LAYOUTS: Mapping[str, Callable[[tuple[Service, ...]], bytes]] = {
    "plain-table": make_plain_table,
    "two-tables": make_two_tables,
    "lettered": make_lettered,
    "broken-pages": make_broken_pages,
    "word-table": make_word_table,
    "word-headings": make_word_headings,
    "page": make_page,
    "page-blocks": make_page_blocks,
    "shuffled": make_shuffled,
    "merged-head": make_merged_head,
    "borderless": make_borderless,
    "matrix": make_matrix,
    "notes-column": make_notes_column,
    "shaded-table": make_shaded_table,
}
FRESH = frozenset(("notes-column", "shaded-table"))
