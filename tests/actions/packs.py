"""A unit's pack as people fill it in: opened in a spreadsheet program, zipped again."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

from tilik.actions.packs import BOOK

ANSWER, NOTE, KEY = 3, 4, 6


def unzip(content: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_up(files: Mapping[str, bytes], top: str = "") -> bytes:
    """A zip of these files, in a folder where one is named."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{top}{name}", content)
    return out.getvalue()


def fill_book(
    content: bytes, answers: Mapping[str, Any], notes: Mapping[str, str] | None = None
) -> bytes:
    """The workbook with answers by key ("K:1", "K:3#papan"), saved by another program."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            key = row[KEY - 1].value if len(row) >= KEY else None
            if key in answers:
                row[ANSWER - 1].value = answers[key]
            if notes and key in notes:
                row[NOTE - 1].value = notes[key]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_pack(
    pack: bytes, answers: Mapping[str, Any], notes: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None, top: str = "",
) -> bytes:  # fmt: skip
    """The pack filled in and zipped again."""
    inside = unzip(pack)
    inside[BOOK] = fill_book(inside[BOOK], answers, notes)
    return zip_up({**inside, **(files or {})}, top)
