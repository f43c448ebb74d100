"""What the DOCX library has no words for: fields, rules, lists that start anew, fall-back fonts."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

FONT, FALLBACK = "Bookman Old Style", "TeX Gyre Bonum"
FORMATS = {
    "numbers": ("decimal", "%1."),
    "letters": ("lowerLetter", "%1."),
    "bullets": ("bullet", "•"),
}
HANGING = 369
"""A list's own indent, in twentieths of a point: 6.5 mm."""


def make(name: str, **values: object) -> Any:
    """A new element with its attributes in the namespace of the text."""
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def name_font(style: Any) -> None:
    """Nothing; the style's font is ours for all scripts."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def set_language(styles: Any, language: str) -> None:
    """Nothing; the spelling checker knows the language."""
    properties = styles["Normal"].element.get_or_add_rPr()
    properties.append(make("w:lang", val=language))


def add_field(paragraph: Any, instruction: str) -> Any:
    """The run of a field the word processor fills in (PAGE, NUMPAGES)."""
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        if kind:
            run._r.append(make("w:fldChar", fldCharType=kind))
        else:
            text = OxmlElement("w:instrText")
            text.text = instruction
            run._r.append(text)
    return run


def draw_rule(paragraph: Any) -> None:
    """Nothing; a thick and a thin line stand under a letterhead."""
    borders = OxmlElement("w:pBdr")
    borders.append(make("w:top", val="thickThinSmallGap", sz=18, space=1, color="auto"))
    paragraph._p.get_or_add_pPr().append(borders)


def frame_page(section: Any) -> None:
    """Nothing; the page has a double frame."""
    borders = make("w:pgBorders", offsetFrom="page")
    for side in ("top", "left", "bottom", "right"):
        borders.append(make(f"w:{side}", val="double", sz=12, space=24, color="0B6E6E"))
    properties = section._sectPr
    after = next((each for each in properties if each.tag in {qn("w:cols"), qn("w:docGrid")}), None)
    if after is None:
        properties.append(borders)
    else:
        after.addprevious(borders)


def open_grid(document: Any, rows: int, widths: Sequence[int]) -> Any:
    """A table without lines that only holds things side by side."""
    table = document.add_table(rows=rows, cols=len(widths))
    set_widths(table, widths)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def frame_cell(cell: Any) -> None:
    """Nothing; dashed lines stand around the cell: something is to be stuck in."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(make(f"w:{side}", val="dashed", sz=6, space=0, color="6F7F8A"))
    cell._tc.get_or_add_tcPr().append(borders)


def set_widths(table: Any, widths: Sequence[int]) -> None:
    """Nothing; the columns keep these widths in every word processor."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:  # LibreOffice asks the columns, Word the cells
        for cell, width in zip(row._tr.tc_lst, widths, strict=True):
            cell.width = width


def hang(paragraph: Any, *stops: int) -> None:
    """Nothing; what comes after the last tab stop hangs there."""
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent, shape.space_after = stops[-1], -stops[-1], Pt(10)
    for stop in stops:
        shape.tab_stops.add_tab_stop(stop)


def keep_end(elements: Sequence[Any]) -> None:
    """Nothing; the end of these stays on the page of what follows: a paragraph, or a table's last row."""
    for element in elements[-2:]:
        rows = element.findall(qn("w:tr"))
        for paragraph in (rows[-1] if rows else element).iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:keepNext")) is None:
                properties.insert_element_before(
                    OxmlElement("w:keepNext"), "w:keepLines", "w:spacing", "w:ind", "w:jc"
                )


def repeat_head(table: Any) -> None:
    """Nothing; the first row stands on every page and no row is torn."""
    for n, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if n == 0:
            properties.append(OxmlElement("w:tblHeader"))


def shade(cell: Any, colour: str) -> None:
    """Nothing; the cell has a ground of that colour."""
    cell._tc.get_or_add_tcPr().append(make("w:shd", val="clear", color="auto", fill=colour))


def start_numbering(document: Any, numbering: str) -> int:
    """The number of a new list, counted from its own beginning."""
    part = document.part.numbering_part.element
    code = 1 + max(
        (int(each.get(qn("w:abstractNumId"))) for each in part.findall(qn("w:abstractNum"))),
        default=0,
    )
    form, words = FORMATS[numbering]
    abstract = make("w:abstractNum", abstractNumId=code)
    level = make("w:lvl", ilvl=0)
    level.append(make("w:start", val=1))
    level.append(make("w:numFmt", val=form))
    level.append(make("w:lvlText", val=words))
    level.append(make("w:lvlJc", val="left"))
    shape = OxmlElement("w:pPr")
    shape.append(make("w:ind", left=HANGING, hanging=HANGING))
    level.append(shape)
    abstract.append(level)
    first = part.find(qn("w:num"))
    if first is None:
        part.append(abstract)
    else:
        first.addprevious(abstract)
    return int(part.add_num(code).numId)


def number_list(paragraph: Any, number: int) -> None:
    """Nothing; the paragraph is an item of that list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def declare_fallback(document: Any) -> None:
    """Nothing; where the font is not there, the one shipped with the PDF stands in."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            part = relation.target_part
            font = (
                f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>'
                '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
            )
            part._blob = part.blob.replace(b"</w:fonts>", font.encode())
