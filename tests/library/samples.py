"""A small sound instrument, and ways to spoil it."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from tilik.core.errors import Fault
from tilik.library.emit import emit
from tilik.library.lint import check_text
from tilik.library.source import Number

Data = dict[str, Any]
Spoil = Callable[[Data], object]


def text(word: str) -> dict[str, str]:
    """A text in both languages."""
    return {"id": f"{word} (id)", "en": f"{word} (en)"}


def number(value: str | int) -> Number:
    """A number as a file writes it."""
    return Number(value)


def levels(top: int = 5) -> list[Data]:
    """A worded level for each whole step from 0."""
    return [{"level": number(n), "title": text(f"Tingkat {n}")} for n in range(top + 1)]


def level_item(code: str, **fields: Any) -> Data:
    """A level item with all that the linter wants."""
    evidence = [{"code": "a", "title": text("Bukti")}]
    return {
        "code": code,
        "title": text(code),
        "kind": "level",
        "levels": levels(),
        "evidence": evidence,
        **fields,
    }


def sound() -> Data:
    """An instrument the linter has nothing to say about."""
    questions: list[Data] = [
        {"code": "1.1", "title": text("Ada?"), "kind": "yes-no", "indicator": "1"},
        {
            "code": "1.2", "title": text("Di mana?"), "kind": "choices", "indicator": "1",
            "options": [{"code": c, "title": text(c)} for c in "abcde"], "when": {"item": "1.1", "is": "ya"},
        },
        {"code": "2.1", "title": text("Berapa?"), "kind": "number", "indicator": "2"},
        {"code": "2.2", "title": text("Dari berapa?"), "kind": "number", "indicator": "2"},
    ]  # fmt: skip
    steps = [number(n) for n in (1, 2, 3, 4)]
    first = level_item("1", claim="1")
    first["rule"] = {"count": {"item": "1.2", "steps": steps}, "base": {"item": "1.1", "is": "ya"}}
    second = level_item("2", claim="2")
    second["rule"] = {
        "ladder": [{"ratio": ["2.1", "2.2"], "min": number(f"0.{n}")} for n in (1, 3, 5, 7, 9)]
    }
    return {
        "tilik": "instrument/1", "code": "contoh", "version": number(1), "measure": "contoh",
        "title": text("Contoh"), "summary": text("Ringkas"), "regulation": text("Peraturan"),
        "years": [number(2022), number(2026)], "authored_by": ["Tim"], "checked_by": [],
        "next_review": "2027-01-31", "erratum_policy": text("Versi baru"),
        "sources": {"S1": {"title": "Sumber"}},
        "provenance": {"mark": "confirmed", "sources": ["S1"]},
        "options": {"hadir": [
            {"code": "ada", "title": text("Ada"), "value": number(1)},
            {"code": "tidak", "title": text("Tidak"), "value": number(0)},
        ]},
        "forms": [
            {"code": "F-01", "role": "claim", "title": text("Klaim"), "items": questions},
            {"code": "F-02", "role": "evaluation", "title": text("Nilai"), "scale": [number(0), number(5)],
             "items": [first, second, level_item("3")]},
            {"code": "F-03", "role": "respondents", "title": text("Warga"), "scale": [number(0), number(5)],
             "items": [{"code": "1", "title": text("Puas?"), "kind": "rating", "levels": "unknown"}]},
        ],
        "index": {
            "code": "ix", "title": text("Indeks"), "scale": [number(0), number(5)], "combine": "mean",
            "children": [
                {"code": "f02", "weight": number(75), "children": [
                    {"item": "F-02:1", "weight": number(50)},
                    {"item": "F-02:2", "weight": number("37.5")},
                    {"item": "F-02:3", "weight": number("12.5")},
                ]},
                {"code": "f03", "weight": number(25), "combine": "pool", "children": [{"item": "F-03:1"}]},
            ],
        },
        "rounding": {"decimals": number(2), "mode": "half-up"},
        "grades": [{
            "code": "kategori", "decimals": number(2), "to": number(5),
            "bands": [
                {"grade": "C", "from": number(0), "name": text("Kurang")},
                {"grade": "B", "from": number("2.51"), "name": text("Baik")},
                {"grade": "A", "from": number("4.01"), "name": text("Prima")},
            ],
        }],
        "axes": [{"code": "weights", "title": text("Bobot"), "default": "given", "options": [
            {"code": "given", "title": text("Menurut aturan"), "set": []},
            {"code": "plain", "title": text("Sama"), "set": [{"node": "f02", "weighting": "plain"}]},
        ]}],
        "aliases": {"biasa": "", "sama": "weights=plain"},
    }  # fmt: skip


def cases() -> list[Data]:
    """Worked examples of the sound instrument that recompute."""
    answers = {
        "F-02": {str(n): number(4) for n in (1, 2, 3)},
        "F-03": {"1": [number(4), number(5)]},
    }
    return [
        {"code": "penuh", "title": text("Penuh"), "answers": answers,
         "expect": {"score": number("4.1250"), "grade": "A", "status": []}},
        {"code": "batas", "title": text("Batas"), "grade": number("2.505"), "expect": {"grade": "B"}},
    ]  # fmt: skip


def spoiled(spoil: Spoil) -> Data:
    """The sound instrument after `spoil` has been at it."""
    data = deepcopy(sound())
    spoil(data)
    return data


def faults(spoil: Spoil, told: Any = None) -> list[Fault]:
    """What the linter says of the spoiled instrument (and of `told`, its worked examples)."""
    return check_text(emit(spoiled(spoil)), "v1.yaml", None if told is None else emit(told))


def write(folder: Path, data: Any, told: Any = None, version: int = 1) -> Path:
    """The path of the instrument written as an operator would have it: folder/code/v1.yaml."""
    path = folder / data["code"] / f"v{version}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(emit(data), encoding="utf-8")
    if told is not None:
        path.with_name("cases.yaml").write_text(emit(told), encoding="utf-8")
    return path
