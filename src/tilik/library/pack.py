"""The workbook of an offline pack: a unit's questions with their allowed answers, out and in again.

A question with several choices has a row for each of them. A hidden column names the question and
the entry that stood when the pack was made, so rows may be sorted, moved or left out.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from tilik.core.errors import UserError
from tilik.library.cells import day, from_native, number, text

COVER, LISTS = "Paket", "Pilihan"
HEADS = ("Kode", "Pertanyaan", "Jawaban", "Catatan", "Cara menjawab", "kunci", "dasar")
WIDTHS = (9, 60, 32, 40, 34, 4, 4)
HIDDEN = frozenset({"kunci", "dasar"})
BANNER, LINE, A4 = 1, 15, 9
"""Rows above the heads, points a line of text is high, and the number of the paper."""
ANSWER, NOTE, KEY, BASE = (HEADS.index(head) for head in ("Jawaban", "Catatan", "kunci", "dasar"))
YES, NO = "ya", "tidak"
MARK = "#"
HOW = {
    "yes-no": "pilih satu", "choice": "pilih satu", "level": "pilih satu", "rating": "pilih satu",
    "number": "angka", "date": "tanggal, misalnya 31/12/2024", "text": "tulisan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its allowed answers, and what stood when the pack was made."""

    form: str
    code: str
    title: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    help: str = ""
    measure: str = ""
    value: Any = None
    note: str = ""
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What the workbook says of one question; `fault` where that can be no answer."""

    form: str
    code: str
    place: str
    value: Any = None
    note: str = ""
    base: int | None = None
    fault: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read."""

    place: str
    key: str
    answer: Any
    note: str
    base: int | None


class _Lists:
    """The hidden sheet of allowed words; the same words stand there once."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.columns: dict[tuple[str, ...], int] = {}
        sheet.hide()

    def allow(self, words: tuple[str, ...]) -> dict[str, Any]:
        """The rule of a cell that holds one of these words."""
        if words not in self.columns:
            self.columns[words] = len(self.columns)
            for row, word in enumerate(words):
                self.sheet.write_string(row, self.columns[words], word)
        column = xl_col_to_name(self.columns[words], col_abs=True)
        return {"validate": "list", "source": f"={LISTS}!{column}$1:{column}${len(words)}"}


def write_workbook(
    cover: Mapping[str, str], questions: Sequence[Question], banner: str = ""
) -> bytes:
    """The workbook: one sheet a form with drop-downs, and a cover that says whose it is.

    The banner stands above each sheet, on the screen and in print.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = {
            "banner": book.add_format({"bold": True, "font_size": 12}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "body": book.add_format({"text_wrap": True, "valign": "top"}),
            "answer": book.add_format(
                {"text_wrap": True, "valign": "top", "locked": False, "border": 1,
                 "bg_color": "#FFF8E1", "num_format": "@"}),
        }  # fmt: skip
        sheets = {
            form: book.add_worksheet(form) for form in dict.fromkeys(q.form for q in questions)
        }
        lists = _Lists(book.add_worksheet(LISTS))
        for form, sheet in sheets.items():
            sheet.write_string(0, 0, banner, formats["banner"])
            _write_form(sheet, lists, formats, [q for q in questions if q.form == form])
            sheet.set_footer(f"&L{banner.replace('&', '&&')}&R&P/&N")
        page = book.add_worksheet(COVER)
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 80)
        for row, (name, value) in enumerate(cover.items()):
            page.write_string(row, 0, name)
            page.write_string(row, 1, value)
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.protect()
    return out.getvalue()


def read_workbook(content: bytes) -> tuple[dict[str, str], list[Row]]:
    """The cover and the rows of a workbook. Raises UserError("pack-unreadable")."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
            if name != LISTS
        }
    except (CalamineError, OSError, ValueError) as error:
        raise UserError("pack-unreadable") from error
    cover = {
        str(row[0]): str(row[1]) for row in tables.pop(COVER, []) if len(row) > 1 and row[0] != ""
    }
    return cover, [row for name, table in tables.items() for row in _read_rows(name, table)]


def settle(questions: Sequence[Question], rows: Sequence[Row]) -> list[Filled]:
    """What the rows say of each question, in the order of the questions; unknown ones last."""
    known = {f"{each.form}:{each.code}": each for each in questions}
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.key.partition(MARK)[0], []).append(row)
    order = [*(key for key in known if key in found), *(key for key in found if key not in known)]
    return [_settle_one(key, known.get(key), found[key]) for key in order]


def _write_form(
    sheet: Any, lists: _Lists, formats: Mapping[str, Any], questions: Sequence[Question]
) -> None:
    """Writes the rows of one form."""
    for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width, None, {"hidden": head in HIDDEN})
        sheet.write_string(BANNER, column, head, formats["head"])
    sheet.freeze_panes(BANNER + 1, 2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(BANNER)
    row = BANNER + 1
    for question in questions:
        for key, label, options, value in _list_rows(question):
            is_first = MARK not in key
            how = HOW.get(question.kind, "") if options or is_first else ""
            texts = (question.code if is_first else "", label, value, question.note if is_first else "",
                     " ".join(filter(None, (how, question.measure))))  # fmt: skip
            sheet.set_row(row, LINE * max(map(_count_lines, texts, WIDTHS)))
            for column, words in enumerate(texts):
                style = formats["answer" if column in (ANSWER, NOTE) else "body"]
                sheet.write_string(row, column, words, style)
            sheet.write_string(row, KEY, key)
            sheet.write_string(row, BASE, "" if question.base is None else str(question.base))
            if options:
                sheet.data_validation(row, ANSWER, row, ANSWER, lists.allow(options))
            row += 1
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})


def _count_lines(words: str, width: int) -> int:
    """How many lines the words fill in a column of that width; Excel does not count for itself."""
    return sum(-(-len(line) // (width - 2)) or 1 for line in words.split("\n"))


def _list_rows(question: Question) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Key, label, allowed words and what stands, of each row of a question."""
    key = f"{question.form}:{question.code}"
    label = "\n".join(filter(None, (question.title, question.help)))
    if question.kind != "choices":
        titles = tuple(title for _code, title in question.options)
        shown = dict(question.options).get(str(question.value), "")
        plain = "" if question.value is None else str(question.value)
        return [(key, label, titles, shown or plain)]
    ticked = question.value
    return [(key, f"{label}\n(isi ya atau tidak pada tiap baris di bawah)", (), "")] + [
        (
            f"{key}{MARK}{code}",
            f"   • {title}",
            (YES, NO),
            "" if ticked is None else YES if code in ticked else NO,
        )
        for code, title in question.options
    ]


def _read_rows(name: str, table: Sequence[Sequence[Any]]) -> list[Row]:
    """The rows of one sheet that name a question."""
    found = ([str(cell).strip() for cell in row] for row in table[: BANNER + 3])
    top, heads = next(
        ((n, row) for n, row in enumerate(found) if set(HEADS) <= set(row)), (0, list[str]())
    )
    if not heads:
        return []
    at = {head: heads.index(head) for head in HEADS}
    rows = []
    for n, cells in enumerate(table[top + 1 :], top + 2):
        key, base = str(cells[at["kunci"]]).strip(), text(from_native(cells[at["dasar"]]))
        if key:
            note = _read_text(cells[at["Catatan"]])
            place = f"{name}!C{n}"
            rows.append(
                Row(place, key, cells[at["Jawaban"]], note, int(base) if base.isdecimal() else None)
            )
    return rows


def _read_text(cell: Any) -> str:
    """A text as it was typed, line ends alike and the ends bare."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").strip()
    return text(from_native(cell))


def _settle_one(key: str, question: Question | None, rows: Sequence[Row]) -> Filled:
    """What the rows of one question say."""
    form, _, code = key.rpartition(":")
    first = rows[0]
    facts: dict[str, Any] = {"form": form, "code": code, "place": first.place, "base": first.base}
    note = next((row.note for row in rows if row.note), "")
    if question is None:
        return Filled(**facts, fault="unknown-item", found=_read_text(first.answer))
    if question.kind == "choices":
        return _settle_choices(question, rows, facts | {"note": note})
    if len(rows) > 1:
        return Filled(**facts, note=note, fault="item-twice")
    raw = _read_text(first.answer)
    if raw == "":
        return Filled(**facts, note=note)
    value = _read_answer(question, first.answer, raw)
    fault = "" if value is not None else "bad-answer"
    return Filled(**facts, note=note, value=value, fault=fault, found=raw)


def _settle_choices(question: Question, rows: Sequence[Row], facts: dict[str, Any]) -> Filled:
    """The options ticked; all of them "tidak" is an answer, some blank and none "ya" is not one yet."""
    said = {
        row.key.partition(MARK)[2]: _read_text(row.answer).lower()
        for row in rows
        if MARK in row.key
    }
    codes = [code for code, _title in question.options]
    if wrong := [word for word in said.values() if word not in ("", YES, NO)]:
        return Filled(**facts, fault="bad-answer", found=wrong[0])
    if unknown := [code for code in said if code not in codes]:
        return Filled(**facts, fault="unknown-option", found=unknown[0])
    ticked = sorted(code for code, word in said.items() if word == YES)
    if ticked:
        return Filled(**facts, value=ticked)
    if any(said.values()):
        is_whole = all(said.get(code) == NO for code in codes)
        return Filled(**facts, value=[]) if is_whole else Filled(**facts, fault="half-answered")
    return Filled(**facts)


def _read_answer(question: Question, cell: Any, raw: str) -> Any:
    """The answer as the server is given it, or None where it can be none."""
    if question.options:
        by_word = {title.strip().lower(): code for code, title in question.options}
        by_word |= {code.lower(): code for code, _title in question.options}
        return by_word.get(raw.lower())
    if question.kind == "number":
        value = number(from_native(cell))
        return None if value is None else _spell(value)
    if question.kind == "date":
        return day(from_native(cell))
    return raw


def _spell(value: Fraction) -> str:
    """The number as it is stored; what came from decimals ends within as many."""
    return format((Decimal(value.numerator) / value.denominator).normalize(), "f")
