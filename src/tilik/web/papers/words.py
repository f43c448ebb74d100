"""The words of papers: data in Indonesian, the language of office, never in code."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).resolve().parents[1] / "reports" / "texts"
NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@lru_cache(maxsize=32)
def read_words(name: str) -> dict[str, Any]:
    """The words of one paper."""
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with the facts in their places; what a fact says is never read again."""
    return text.format_map(facts)


def fill_all(texts: Sequence[str], facts: Mapping[str, str]) -> tuple[str, ...]:
    """Every text with the facts in their places."""
    return tuple(fill(text, facts) for text in texts)


def join(parts: Sequence[str]) -> str:
    """The parts as a list in a sentence: a, b, dan c."""
    if len(parts) < len("ab"):
        return "".join(parts)
    comma = "," if len(parts) > len("ab") else ""
    return f"{', '.join(parts[:-1])}{comma} dan {parts[-1]}"


def spell(n: int) -> str:
    """A number up to a thousand in words: tiga puluh satu."""
    units = read_words("numbers")["units"]
    if n < len(units):
        return str(units[n])
    if n < 20:
        return f"{units[n - 10]} belas"
    if n < 100:
        return f"{units[n // 10]} puluh {spell(n % 10) if n % 10 else ''}".strip()
    head = "seratus" if n < 200 else f"{spell(n // 100)} ratus"
    return f"{head} {spell(n % 100) if n % 100 else ''}".strip()


def say_ordinal(n: int) -> str:
    """How decrees count what they decide: KESATU, KEDUA, KESEBELAS."""
    return f"KE{spell(n).upper()}"


def number_roman(n: int) -> str:
    """A month in Roman numerals, as letters number it."""
    text = ""
    for value, sign in NUMERALS:
        while n >= value:
            text, n = text + sign, n - value
    return text
