"""The workbook of an offline pack: rows may move, and what is no answer is named."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tilik.core.errors import UserError
from tilik.library.pack import HEADS, Filled, Question, read_workbook, settle, write_workbook

CHOICE = Question("K", "1", "Ada?", "yes-no", (("ya", "Ya"), ("tidak", "Tidak")))
NUMBER = Question("K", "2", "Berapa?", "number", measure="layanan")
TICKS = Question("K", "3", "Media", "choices", (("papan", "Papan"), ("situs", "Situs")))
DAY = Question("K", "4", "Kapan?", "date")
WORDS = Question("K", "5", "Sebutkan", "text")
LEVEL = Question("E", "1", "Level", "level", (("0", "0 – Belum"), ("1", "1 – Ada")), value="1")
ALL = [CHOICE, NUMBER, TICKS, DAY, WORDS, LEVEL]


def make_rows(*rows: tuple[str, Any], note: str = "", base: Any = "") -> bytes:
    """A workbook of one form with these keys and answers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "K"
    sheet.append(HEADS)
    for key, answer in rows:
        sheet.append(("", "", answer, note, "", key, base))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*rows: tuple[str, Any], **rest: Any) -> list[Filled]:
    return settle(ALL, read_workbook(make_rows(*rows, **rest))[1])


def read_one(*rows: tuple[str, Any], **rest: Any) -> Filled:
    (found,) = read(*rows, **rest)
    return found


@pytest.mark.parametrize(("key", "answer", "value"), [
    ("K:1", "Ya", "ya"), ("K:1", " TIDAK ", "tidak"), ("K:1", "ya", "ya"),
    ("K:2", 7, "7"), ("K:2", "12,5", "12.5"), ("K:2", 2.5, "2.5"), ("K:2", "0", "0"),
    ("K:4", "31/12/2024", "2024-12-31"), ("K:5", " Dua\r\nbaris ", "Dua\nbaris"),
    ("E:1", "1 – Ada", "1"), ("E:1", 0, "0"),
])  # fmt: skip
def test_an_answer_is_read_as_it_is_meant(key: str, answer: Any, value: str) -> None:
    found = read_one((key, answer))
    assert (found.value, found.fault) == (value, "")


@pytest.mark.parametrize(("key", "answer"), [
    ("K:1", "mungkin"), ("K:1", 1), ("K:2", "tujuh"), ("K:4", "kemarin"), ("E:1", "9"),
])  # fmt: skip
def test_what_is_no_answer_is_named_with_its_place(key: str, answer: Any) -> None:
    found = read_one((key, answer))
    assert (found.value, found.fault, found.place) == (None, "bad-answer", "K!C2")


@pytest.mark.parametrize(("rows", "value", "fault"), [
    ((("K:3#papan", "ya"), ("K:3#situs", None)), ["papan"], ""),
    ((("K:3#situs", "YA"), ("K:3#papan", "ya")), ["papan", "situs"], ""),
    ((("K:3#papan", "tidak"), ("K:3#situs", "tidak")), [], ""),
    ((("K:3#papan", "tidak"), ("K:3#situs", None)), None, "half-answered"),
    ((("K:3#papan", "x"), ("K:3#situs", None)), None, "bad-answer"),
    ((("K:3#radio", "ya"),), None, "unknown-option"),
    ((("K:3#papan", None), ("K:3#situs", None)), None, ""),
])  # fmt: skip
def test_several_choices_are_ticked_row_by_row(rows: Any, value: Any, fault: str) -> None:
    found = read_one(*rows)
    assert (found.value, found.fault) == (value, fault)


def test_rows_may_stand_in_any_order_and_some_be_left_out() -> None:
    found = read(("K:5", "x"), ("K:1", "Ya"), ("K:77", "?"))
    assert [(each.code, each.fault) for each in found] == [
        ("1", ""), ("5", ""), ("77", "unknown-item"),
    ]  # fmt: skip


def test_a_question_that_stands_twice_is_not_guessed_at() -> None:
    assert read_one(("K:1", "Ya"), ("K:1", "Tidak")).fault == "item-twice"


@pytest.mark.parametrize(("base", "read_as"), [("12", 12), (12, 12), ("", None), ("x", None)])
def test_the_entry_it_rests_on_is_read_whatever_the_cell_became(base: Any, read_as: Any) -> None:
    assert read_one(("K:1", "Ya"), base=base).base == read_as


def test_a_sheet_without_the_columns_is_left_aside() -> None:
    book = load_workbook(io.BytesIO(make_rows(("K:1", "Ya"))))
    book["K"]["F1"] = "lain"
    out = io.BytesIO()
    book.save(out)
    assert read_workbook(out.getvalue())[1] == []


def test_what_is_written_is_read_back() -> None:
    cover = {"Unit": "dinkes", "Nama unit": "=Dinas"}
    found, rows = read_workbook(write_workbook(cover, ALL))
    assert found == cover
    assert [(each.form, each.value) for each in settle(ALL, rows) if each.value is not None] == [
        ("E", "1")
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.4", b"\0" * 99])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UserError) as refusal:
        read_workbook(content)
    assert refusal.value.code == "pack-unreadable"
