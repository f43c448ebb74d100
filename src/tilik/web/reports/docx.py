"""A paper as DOCX, to be edited: real styles, headings, lists, and tables whose head repeats."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from tilik.web.reports import blocks as b
from tilik.web.reports.docx_parts import (
    add_field,
    declare_fallback,
    draw_rule,
    frame_cell,
    frame_page,
    hang,
    keep_end,
    name_font,
    number_list,
    open_grid,
    repeat_head,
    set_language,
    set_widths,
    shade,
    start_numbering,
)
from tilik.web.reports.images import fit_width
from tilik.web.reports.pdf import fit

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
LEFT, RIGHT, TOP, BOTTOM, FRAME = Mm(25), Mm(20), Mm(20), Mm(22), Mm(17)
BODY, SMALL, NOTE, LARGE, LARGEST = Pt(11), Pt(9), Pt(7.5), Pt(20), Pt(24)
LEVELS, WIDEST = 3, 70
PLAIN = ("Normal", "Header", "Footer")


def make_docx(paper: b.Paper) -> bytes:
    """The DOCX; a poster's type as small as its PDF needs it to stand on one page."""
    paper = fit(paper)
    document = Document()
    _set_styles(document, paper.scale)
    document.core_properties.title = paper.title
    document.core_properties.author = "Tilik"
    document.core_properties.language = "id-ID"
    declare_fallback(document)
    writer = _Writer(document, paper)
    writer.write()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_styles(document: Any, scale: float) -> None:
    """Nothing; the styles are ours: one font with its fall-back, sober headings."""
    styles = document.styles
    names = [*PLAIN, "Title", *(f"Heading {level}" for level in range(1, LEVELS + 1))]
    for name in names:
        style = styles[name]
        name_font(style)
        style.font.size = NOTE if name == "Footer" else int(BODY * scale)
        style.font.color.rgb = None
        style.font.bold = name not in PLAIN
        style.font.italic = False
    normal = styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(6), 1.12
    for level in range(1, LEVELS + 1):
        shape = styles[f"Heading {level}"].paragraph_format
        shape.space_before, shape.space_after, shape.keep_with_next = Pt(10), Pt(6), True
    set_language(styles, "id-ID")


class _Writer:
    """Writes the sections of a paper one after another; `place` is where the next block goes."""

    def __init__(self, document: Any, paper: b.Paper) -> None:
        self.document = document
        self.paper = paper
        self.width = 0
        self.writers: Mapping[type, Callable[[Any], None]] = {
            b.Heading: self._heading,
            b.Text: self._text,
            b.Pairs: self._pairs,
            b.Opening: self._opening,
            b.Clause: self._clause,
            b.Items: self._items,
            b.Table: self._table,
            b.Signatures: self._signatures,
            b.Initials: self._initials,
            b.Pictures: self._pictures,
            b.Figure: self._figure,
            b.Space: self._space,
        }

    def write(self) -> None:
        """Nothing; everything stands in the document."""
        for n, section in enumerate(self.paper.sections):
            self._open_section(n, section)
            if n == 0 and self.paper.letterhead:
                self._letterhead(self.paper.letterhead)
            if section.annex:
                self._annex(section.annex)
            for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=True):
                n_before = len(self.document.element.body)
                self.writers[type(block)](block)
                if isinstance(following, b.Signatures):
                    keep_end(self.document.element.body[n_before - 1 : -1])
        if self.paper.check and not self.paper.is_check_beside:
            self._check(self.paper.check)

    def _open_section(self, n: int, section: b.Section) -> None:
        if n:
            self.document.add_section(WD_SECTION.NEW_PAGE)
        page = self.document.sections[-1]
        short, long = (Mm(side) for side in b.SIZES[self.paper.size])
        page.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (long, short) if section.landscape else (short, long)
        page.left_margin, page.right_margin = LEFT, RIGHT
        page.top_margin, page.bottom_margin = (FRAME, FRAME) if self.paper.plain else (TOP, BOTTOM)
        self.width = page.page_width - LEFT - RIGHT
        if n:
            return
        if self.paper.plain:
            frame_page(page)
        else:
            self._foot(page)
        if self.paper.band:
            self._write(page.header.paragraphs[0], self.paper.band, "center", bold=True, size=SMALL)

    def _foot(self, page: Any) -> None:
        paragraph = page.footer.paragraphs[0]
        self._write(paragraph, self.paper.foot + "\n", "left")
        for words, field in (("halaman ", "PAGE"), (" dari ", "NUMPAGES")):
            paragraph.add_run(words)
            add_field(paragraph, field)

    def _letterhead(self, it: b.Letterhead) -> None:
        if it.centred:
            if it.logo:
                self._picture(
                    self.document.add_paragraph(), it.logo, Mm(17 if self.paper.plain else 22)
                )
            cell: Any = self.document
        else:
            side = Mm(22)
            table = open_grid(self.document, 1, (side, self.width - 2 * side, side))
            if it.logo:
                self._picture(table.cell(0, 0).paragraphs[0], it.logo, Mm(18))
            cell = table.cell(0, 1)
        for n, line in enumerate(it.lines):
            is_large = n == len(it.lines) - 1 and not it.centred
            paragraph = self._first(cell) if n == 0 else cell.add_paragraph()
            size = int((Pt(15) if is_large else Pt(12.5)) * self.paper.scale)
            self._write(paragraph, line.upper(), "center", bold=True, size=size, tight=True)
        for line in it.address:
            self._write(cell.add_paragraph(), line, "center", size=Pt(8.5), tight=True)
        if not it.centred:
            draw_rule(self.document.add_paragraph())

    def _annex(self, rows: Sequence[tuple[str, str]]) -> None:
        side = Mm(92)
        label, colon = Mm(26), Mm(4)
        widths = (self.width - side, label, colon, side - label - colon)
        table = open_grid(self.document, len(rows), widths)
        for row, (name, value) in zip(table.rows, rows, strict=True):
            _gap, first, colon_cell, last = row.cells
            words = [(first, name), (colon_cell, ":"), (last, value)]
            if not value:
                words = [(first.merge(last), name)]
            for cell, text in words:
                self._write(cell.paragraphs[0], text, "left", size=SMALL, tight=True)
        self.document.add_paragraph()

    def _heading(self, it: b.Heading) -> None:
        paragraph = self.document.add_heading(level=it.level)
        self._write(paragraph, it.text, it.align, bold=True)

    def _text(self, it: b.Text) -> None:
        paragraph = self.document.add_paragraph()
        large = LARGEST if self.paper.plain else LARGE
        named = SMALL if it.small else large if it.large else None
        size = int(named * self.paper.scale) if named else None
        self._write(paragraph, it.text, it.align, bold=it.bold, size=size)
        if it.indent:
            paragraph.paragraph_format.first_line_indent = Mm(12)

    def _pairs(self, it: b.Pairs) -> None:
        label, colon = Mm(48), Mm(5)
        table = open_grid(self.document, len(it.rows), (label, colon, self.width - label - colon))
        for row, (name, value) in zip(table.rows, it.rows, strict=True):
            for cell, words in zip(row.cells, (name, ":", value), strict=True):
                self._write(cell.paragraphs[0], words, "left")
        self._after_table()

    def _opening(self, it: b.Opening) -> None:
        label, colon, right = Mm(27), Mm(4), Mm(72)
        widths = (label, colon, self.width - label - colon - right, right)
        table = open_grid(self.document, len(it.pairs), widths)
        for row, (name, value) in zip(table.rows, it.pairs, strict=True):
            for cell, words in zip(row.cells, (name, ":", value), strict=False):
                self._write(cell.paragraphs[0], words, "left", tight=True)
        cell = table.cell(0, 3).merge(table.cell(len(it.pairs) - 1, 3))
        self._write(cell.paragraphs[0], it.place, "left")
        for line in it.addressee:
            self._write(cell.add_paragraph(), line, "left", tight=True)
        self._after_table()

    def _clause(self, it: b.Clause) -> None:
        """Nothing; a decision is a paragraph, for LibreOffice keeps no table with what follows."""
        label, colon, sign = Mm(29), Mm(5), Mm(8)
        if it.numbering == "words" and not it.before:
            for n, item in enumerate(it.items):
                paragraph = self.document.add_paragraph(f"{'' if n else b.clean(it.label)}\t")
                paragraph.add_run("\t" if n else ":\t")
                hang(paragraph, label, label + colon)
                self._write(paragraph, item, "justify")
            return
        widths = (label, colon, sign, self.width - label - colon - sign)
        first = 1 if it.before else 0
        table = open_grid(self.document, len(it.items) + first, widths)
        for cell, words in zip(table.rows[0].cells, (it.label, ":"), strict=False):
            self._write(cell.paragraphs[0], words, "left")
        if it.before:
            cells = table.rows[0].cells
            self._write(cells[2].merge(cells[3]).paragraphs[0], it.before, "justify")
        for n, (row, item) in enumerate(zip(table.rows[first:], it.items, strict=True)):
            cells = row.cells
            self._write(cells[2].paragraphs[0], _count(it.numbering, n), "left")
            self._write(cells[3].paragraphs[0], item, "justify")
        self._after_table()

    def _items(self, it: b.Items) -> None:
        number = start_numbering(self.document, it.numbering)
        for item in it.items:
            paragraph = self.document.add_paragraph()
            number_list(paragraph, number)
            self._write(paragraph, item, "justify")

    def _table(self, it: b.Table) -> None:
        share = self.width / sum(it.widths)
        table = self.document.add_table(rows=1 + len(it.rows), cols=len(it.head))
        table.style, table.autofit = "Table Grid", False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        repeat_head(table)
        set_widths(table, [int(share * width) for width in it.widths])
        for n, (row, words) in enumerate(zip(table.rows, (it.head, *it.rows), strict=True)):
            if it.tall and n:
                row.height = Mm(10)
            self._row(row.cells, words, it, is_head=n == 0)
        self._after_table()

    def _row(self, cells: Any, words: Sequence[str], it: b.Table, *, is_head: bool) -> None:
        """Nothing; a row of one cell goes across the table and names what follows."""
        is_group = len(words) == 1 < len(it.head)
        if is_group:
            cells = [cells[0].merge(cells[-1])]
            shade(cells[0], "EEF1F3")
        for cell, text, align in zip(cells, words, it.alignments, strict=False):
            leads = is_head or is_group  # stands with what it leads
            self._write(
                cell.paragraphs[0], text, align, bold=leads, size=SMALL, tight=True, together=leads
            )

    def _signatures(self, it: b.Signatures) -> None:
        if len(it.people) == 1:
            side = Mm(78)
            table = open_grid(self.document, 1, (self.width - side, side))
            cells = [table.cell(0, 1)]
            if self.paper.check and it is self.paper.last:
                self._check(self.paper.check, table.cell(0, 0))
        else:
            rows = (len(it.people) + 1) // 2
            table = open_grid(self.document, rows, (self.width // 2,) * 2)
            cells = [cell for row in table.rows for cell in row.cells]
        for n, (cell, person) in enumerate(zip(cells, it.people, strict=False)):
            self._signature(cell, person)
            if n > 1:
                cell.paragraphs[0].paragraph_format.space_before = Pt(18)
        self._after_table()

    def _signature(self, cell: Any, person: b.Signature) -> None:
        lines = [*filter(None, (person.above, person.office))]
        for n, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            self._write(paragraph, line, "left", tight=True, together=True)
        room = cell.add_paragraph()
        room.paragraph_format.space_after, room.paragraph_format.keep_with_next = Mm(18), True
        name = person.name or "…………………………………………"
        self._write(cell.add_paragraph(), name, "left", bold=True, tight=True, together=True)
        for line in person.beneath:
            self._write(cell.add_paragraph(), line, "left", tight=True)

    def _initials(self, it: b.Initials) -> None:
        table = self.document.add_table(rows=1 + len(it.offices), cols=3)
        table.style, table.autofit = "Table Grid", False
        heads = ((it.title, "Paraf", "Tanggal"), *((office, "", "") for office in it.offices))
        set_widths(table, (Mm(44), Mm(19), Mm(19)))
        for row, words in zip(table.rows, heads, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                self._write(cell.paragraphs[0], word, "left", size=Pt(8), tight=True)
            row.height = Mm(7)
        repeat_head(table)
        self._after_table()

    def _pictures(self, it: b.Pictures) -> None:
        if not it.pictures:
            return
        rows = (len(it.pictures) + 1) // 2
        table = open_grid(self.document, rows, (self.width // 2,) * 2)
        cells = [cell for row in table.rows for cell in row.cells]
        for cell, each in zip(cells, it.pictures, strict=False):
            if isinstance(each, str):
                frame_cell(cell)
                self._write(cell.paragraphs[0], each + "\n" * 6, "center", size=SMALL)
            else:
                self._picture(
                    cell.paragraphs[0], each, Mm(fit_width(each.content, WIDEST, it.height))
                )
                self._write(cell.add_paragraph(), each.caption, "left", size=SMALL)
        self._after_table()

    def _figure(self, it: b.Figure) -> None:
        paragraph = self.document.add_paragraph()
        self._picture(paragraph, it.picture, self.width)
        paragraph.paragraph_format.keep_with_next = True
        self._write(self.document.add_paragraph(), it.picture.caption, "center", size=SMALL)

    def _space(self, it: b.Space) -> None:
        shape = self.document.add_paragraph().paragraph_format
        shape.line_spacing, shape.space_after = Mm(it.height), Pt(0)

    def _check(self, it: b.Check, beside: Any = None) -> None:
        """Nothing; the code stands at the end, or beside the place to sign of a certificate."""
        if beside is None:
            side = Mm(21)
            table = open_grid(self.document, 1, (side, self.width - side))
            first, cell = table.row_cells(0)
        else:
            first = cell = beside
        self._picture(first.paragraphs[0], it.qr, Mm(18))
        first.paragraphs[0].alignment = ALIGN["left"]
        for n, line in enumerate(it.words):
            is_first = n == 0 and beside is None
            paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
            self._write(paragraph, line, "left", size=NOTE, tight=True)

    def _picture(self, paragraph: Any, it: b.Picture, width: Any) -> None:
        shape = paragraph.add_run().add_picture(io.BytesIO(it.content), width=width)
        shape._inline.docPr.set("descr", it.alt)
        paragraph.alignment = ALIGN["center"]

    def _after_table(self) -> None:
        """Nothing; two tables on end would be one to the word processor."""
        shape = self.document.add_paragraph().paragraph_format
        shape.line_spacing, shape.space_after = Pt(8), Pt(0)

    @staticmethod
    def _first(cell: Any) -> Any:
        """The paragraph a cell begins with; a document has none to spare."""
        return cell.paragraphs[0] if hasattr(cell, "_tc") else cell.add_paragraph()

    @staticmethod
    def _write(
        paragraph: Any,
        text: str,
        align: str,
        *,
        bold: bool = False,
        size: Any = None,
        tight: bool = False,
        together: bool = False,
    ) -> None:
        """Nothing; the text stands in the paragraph, its line breaks as such."""
        paragraph.alignment = ALIGN[align]
        for n, line in enumerate(text.split("\n")):
            run = paragraph.add_run()
            if n:
                run.add_break(WD_BREAK.LINE)
            run.add_text(b.clean(line))
            run.bold = bold or None
            if size is not None:
                run.font.size = size
        if tight:
            paragraph.paragraph_format.space_after = Pt(1)
        if together:
            paragraph.paragraph_format.keep_with_next = True


def _count(numbering: b.Numbering, n: int) -> str:
    """The sign before an item of a clause."""
    return f"{chr(ord('a') + n)}." if numbering == "letters" else f"{n + 1}."
