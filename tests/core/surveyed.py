"""Small surveys and their respondents, for tests of what is counted and estimated."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.core.small import text
from tilik.core.answers import Answer, Sheet, counted
from tilik.core.document import build
from tilik.core.instrument import Gap, Instrument

CODES = ("U1", "U2", "U3", "U4")
Row = dict[str, int | None]
"""One respondent: a value, None for "does not apply", nothing for a blank."""


def rating(code: str) -> dict[str, Any]:
    return {"code": code, "kind": "rating", "title": text(code), "scale": ["1", "4"]}


def survey(*, combine: str = "mean", **index: Any) -> Instrument:
    """Four elements from 1 to 4: their mean times 25, or pooled in two parts of one and three."""
    items = [{"item": f"S:{code}"} for code in CODES]
    parts = [{"code": "a", "children": items[:1]}, {"code": "b", "children": items[1:]}]
    scale = ["25", "100"] if combine == "mean" else ["1", "4"]
    document = {
        "tilik": "instrument/1",
        "code": "small-survey",
        "version": "1",
        "measure": "small",
        "years": ["2020", "2026"],
        "rounding": {"decimals": "2"},
        "options": {},
        "forms": [{"code": "S", "role": "respondents", "items": [rating(c) for c in CODES]}],
        "index": {
            "code": "index",
            "scale": scale,
            "combine": combine,
            "weighting": "plain",
            "children": items if combine == "mean" else parts,
            **index,
        },
        "grades": [
            {
                "code": "g",
                "scope": "both",
                "decimals": "2",
                "bands": [
                    {"grade": grade, "from": low, "name": text(grade), "zone": None}
                    for grade, low in (("D", scale[0]), ("C", "2.5"), ("B", "3"), ("A", "3.5"))
                ]
                if combine != "mean"
                else [
                    {"grade": grade, "from": low, "name": text(grade), "zone": None}
                    for grade, low in (("D", "25"), ("C", "65"), ("B", "76.61"), ("A", "88.31"))
                ],
                "to": scale[1],
            }
        ],
        "axes": [],
        "aliases": {},
        "rollup": {"over": "units"},
    }
    return build(document)


def answers_of(rows: Sequence[Row], unit: str = "unit", service: str = "") -> list[Answer]:
    return [
        Answer(
            unit,
            "S",
            code,
            value=None if value is None else Fraction(value),
            gap=Gap.NOT_APPLICABLE if value is None else None,
            respondent=f"{service}{n}",
            service=service,
        )
        for n, row in enumerate(rows)
        for code, value in row.items()
    ]


def sheet_of(rows: Sequence[Row]) -> Sheet:
    return counted(answers_of(rows))
