"""What the tables of the example say of one round: who gave which level to what, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import floor

from tilik.actions.example.tables import read_table

SILENT = "diam"
"""Stands for a claim on which the rubric says nothing."""
ENTRY = " | "


@dataclass(frozen=True)
class Line:
    """One sheet: whose, at which stage, by which evaluator, and the level of each item."""

    unit: str
    stage: str
    evaluator: str
    levels: Mapping[str, str]


def read_lines(key: str) -> list[Line]:
    """The sheets of a round, claims first; a blank cell is an item nobody looked at."""
    return [
        Line(
            unit=row.pop("unit"),
            stage=row.pop("stage"),
            evaluator=row.pop("evaluator"),
            levels={item: level for item, level in row.items() if level},
        )
        for row in read_table(f"levels-{key}")
    ]


def unfold(levels: Mapping[str, str], claims: str) -> Iterator[tuple[str, str]]:
    """The answers a claim is made of: those that amount to the levels, by item."""
    texts = read_claims(claims)
    for indicator, level in levels.items():
        yield from read_entries(texts[indicator, level])


def read_entries(text: str) -> Iterator[tuple[str, str]]:
    """The items and answers of a cell like "3.1 ya | 3.3 cetak website"."""
    for entry in filter(None, text.split(ENTRY)):
        item, _, answer = entry.partition(" ")
        yield item, answer


@cache
def read_claims(name: str) -> Mapping[tuple[str, str], str]:
    """The answers that amount to a level, by indicator and level."""
    return {(row["indicator"], row["level"]): row["answers"] for row in read_table(name)}


@cache
def read_remarks() -> Mapping[str, Mapping[str, str]]:
    """What evaluators write, by item; `*` stands for a level above the claim."""
    return {row["item"]: row for row in read_table("remarks")}


def find_remark(item: str, chosen: str, claimed: str) -> str:
    """The evaluator's words where the level is not what the claim amounts to, else nothing."""
    if claimed == SILENT:
        return read_remarks()[item]["silent"]
    if not claimed or chosen == claimed:
        return ""
    return read_remarks()["*" if int(chosen) > int(claimed) else item]["lower"]


def spread(mean: float, n: int, turn: int, low: int, high: int) -> list[int]:
    """Whole ratings of `n` people around a mean, the same at every load; `turn` shuffles them."""
    moods = (-1, 0, 0, 1, 0, 0, 0)
    ratings = (
        floor(mean + moods[(person * 3 + turn) % len(moods)] + ((person * 7 + turn * 5) % n) / n)
        for person in range(n)
    )
    return [min(high, max(low, rating)) for rating in ratings]
