"""Small documents and workbooks for reading: enough of each instrument to read answers of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.library.answers import Reading, read_answers

ELEMENTS = {
    "U1": "Persyaratan",
    "U2": "Sistem, mekanisme, dan prosedur",
    "U3": "Waktu penyelesaian",
    "U4": "Biaya/tarif",
    "U5": "Produk spesifikasi jenis pelayanan",
    "U6": "Kompetensi pelaksana",
    "U7": "Perilaku pelaksana",
    "U8": "Penanganan pengaduan, saran dan masukan",
    "U9": "Sarana dan prasarana",
}
PRINTED = ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U8"]


def text(words: str) -> dict[str, str]:
    return {"id": words, "en": words}


def document(forms: list[dict[str, Any]], scale: list[str], items: list[str]) -> dict[str, Any]:
    return {
        "code": "uji",
        "version": "1",
        "measure": "uji",
        "years": ["2020", None],
        "rounding": {"decimals": "2"},
        "options": {},
        "forms": forms,
        "index": {
            "code": "indeks",
            "scale": scale,
            "weighting": "plain",
            "children": [{"item": item} for item in items],
        },
    }


def survey() -> dict[str, Any]:
    """A satisfaction survey whose printed questionnaire swaps the last two questions."""
    items = [
        {"code": code, "title": text(title), "kind": "rating", "levels": levels(1, 4)}
        for code, title in ELEMENTS.items()
    ]
    form = {
        "code": "SKM",
        "role": "respondents",
        "scale": ["1", "4"],
        "orders": {"kuesioner": PRINTED, "permen": list(ELEMENTS)},
        "items": items,
    }
    return document([form], ["25", "100"], [f"SKM:{u}" for u in ELEMENTS])


def levels(low: int, high: int) -> list[dict[str, Any]]:
    return [{"level": str(n), "title": text(f"Tingkat {n}")} for n in range(low, high + 1)]


def evaluation() -> dict[str, Any]:
    """A claim, an evaluator's and a citizens' form whose item codes collide."""
    claim = [
        {"code": "1.1", "title": text("Ada standar"), "kind": "yes-no", "options": "ya-tidak"},
        {"code": "1.2", "title": text("Jumlah layanan"), "kind": "number"},
        {
            "code": "1.3",
            "title": text("Media"),
            "kind": "choices",
            "options": [{"code": c, "title": text(c.title())} for c in ("web", "papan", "sippn")],
        },
        {"code": "1.4", "title": text("Tanggal penetapan"), "kind": "date"},
        {"code": "1.5", "title": text("Catatan"), "kind": "text"},
    ]
    rubric = [
        {"code": str(n), "title": text(f"Indikator {n}"), "kind": "level", "levels": levels(0, 5)}
        for n in (1, 2, 3)
    ]
    asked = [{"code": str(n), "title": text(f"Tanya {n}"), "kind": "rating"} for n in (1, 2)]
    made = document(
        [
            {"code": "F-01", "role": "claim", "items": claim},
            {"code": "F-02A", "role": "evaluation", "scale": ["0", "5"], "items": rubric},
            {"code": "F-03A", "role": "respondents", "scale": ["1", "5"], "items": asked},
        ],
        ["0", "5"],
        ["F-02A:1", "F-02A:2", "F-02A:3"],
    )
    made["options"]["ya-tidak"] = [
        {"code": "ya", "title": text("Ya"), "value": "1"},
        {"code": "tidak", "title": text("Tidak"), "value": "0"},
    ]
    return made


def read(path: Path, made: dict[str, Any], **options: Any) -> Reading:
    return read_answers(path, made, build(made), **options)


def values(answers: Iterable[Answer]) -> dict[str, str]:
    """Item → value, for readings with one answer an item."""
    return {a.item: str(a.gap or a.value) for a in answers}


def save(path: Path, sheets: dict[str, list[list[Any]]], merged: Iterable[str] = ()) -> Path:
    """A workbook with these rows by sheet name; `merged` ranges are of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for span in merged:
        book.worksheets[0].merge_cells(span)
    book.save(path)
    return path
