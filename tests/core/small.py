"""A small instrument that has one of everything, for tests of the calculation."""

from fractions import Fraction
from typing import Any

from tilik.core.answers import Answer
from tilik.core.instrument import Gap

BANDS = [("E", "0"), ("D", "1.01"), ("C", "2.01"), ("B", "3.01"), ("A", "4.01")]


def text(words: str) -> dict[str, str]:
    return {"id": words, "en": words}


def level(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": "level", "title": text(code), "scale": ["0", "5"], **more}


def small_document(**changes: Any) -> dict[str, Any]:
    """75 % evaluation of two aspects (60/40; items 30/70 and 50/50), 25 % respondents."""
    document: dict[str, Any] = {
        "tilik": "instrument/1",
        "code": "small",
        "version": "1",
        "measure": "small",
        "years": ["2020", "2026"],
        "rounding": {"decimals": "2"},
        "options": {},
        "forms": [
            {
                "code": "E",
                "role": "evaluation",
                "items": [level(c) for c in ("1", "2", "3", "4", "5")],
            },
            {
                "code": "R",
                "role": "respondents",
                "items": [
                    {"code": c, "kind": "rating", "title": text(c), "scale": ["0", "5"]}
                    for c in ("1", "2", "3")
                ],
            },
        ],
        "index": {
            "code": "all",
            "scale": ["0", "5"],
            "children": [
                {
                    "code": "e",
                    "weight": "75",
                    "children": [
                        {
                            "code": "a",
                            "weight": "60",
                            "children": [
                                {"item": "E:1", "weight": "30"},
                                {"item": "E:2", "weight": "70"},
                                {"item": "E:5", "scored": False},
                            ],
                        },
                        {
                            "code": "b",
                            "weight": "40",
                            "children": [
                                {"item": "E:3", "weight": "50"},
                                {"item": "E:4", "weight": "50"},
                            ],
                        },
                    ],
                },
                {
                    "code": "r",
                    "weight": "25",
                    "combine": "pool",
                    "children": [
                        {"code": "r.a", "children": [{"item": "R:1"}, {"item": "R:2"}]},
                        {"code": "r.b", "children": [{"item": "R:3"}]},
                    ],
                },
            ],
        },
        "grades": [
            {
                "code": "k",
                "decimals": "2",
                "to": "5",
                "bands": [{"grade": g, "from": low, "name": text(g)} for g, low in BANDS],
            }
        ],
        "axes": [
            {
                "code": "weights",
                "default": "given",
                "options": [
                    {"code": "given", "set": []},
                    {
                        "code": "plain",
                        "set": [
                            {"node": "a", "weighting": "plain"},
                            {"node": "b", "weighting": "plain"},
                        ],
                    },
                ],
            },
            {
                "code": "r",
                "default": "flat",
                "options": [
                    {"code": "flat", "set": []},
                    {"code": "aspects", "set": [{"node": "r", "combine": "respondent-means"}]},
                ],
            },
            {
                "code": "missing",
                "default": "incomplete",
                "options": [
                    {"code": "incomplete", "set": []},
                    {"code": "e-only", "set": [{"node": "r", "optional": True}]},
                ],
            },
        ],
        "aliases": {"usual": "", "all-plain": "weights=plain,r=aspects"},
        "rollup": {"over": "units"},
    }
    return document | changes


def given(unit: str, form: str, values: dict[str, Any], **more: str) -> list[Answer]:
    """Answers of one form; a Gap stands for itself, text for itself, an int for an exact value."""
    return [
        Answer(unit, form, item, gap=v, **more)
        if isinstance(v, Gap)
        else Answer(unit, form, item, v if isinstance(v, (str, frozenset)) else Fraction(v), **more)
        for item, v in values.items()
    ]
