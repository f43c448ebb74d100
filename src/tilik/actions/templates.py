"""Empty spreadsheets to fill in, with the headings the imports know."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from tilik.actions import people_import, unit_import

WIDTH = 24
KINDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "unit": unit_import.COLUMNS,
    "orang": people_import.COLUMNS,
}


def make_template(kind: str) -> bytes:
    """The workbook for units ("unit") or people ("orang"). Raises KeyError for another kind."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(kind)
    # Text, so that a spreadsheet keeps all eighteen digits of a NIP and the zero of a phone number.
    plain, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    for n, (name, headings) in enumerate(KINDS[kind].items()):
        sheet.set_column(n, n, WIDTH, plain)
        sheet.write_string(0, n, name if name == "nip" else headings[0], head)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
