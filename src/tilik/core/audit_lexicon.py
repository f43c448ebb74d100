"""The words by which figures of a survey report are found; what they are is data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True, slots=True)
class Scale:
    """Which tables of units a scale is for: the words of their headings, the range of values."""

    code: str
    lowest: Fraction
    highest: Fraction
    words: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern to take exception to, unless others stand near it."""

    code: str
    pattern: str
    unless: str


@dataclass(frozen=True)
class Lexicon:
    """Names of elements and categories; patterns of column headings, lines and sentences."""

    elements: Mapping[str, tuple[str, ...]]
    grade_names: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, tuple[str, ...]]
    profiles: tuple[str, ...]
    done: tuple[str, ...]
    not_done: tuple[str, ...]
    said: Mapping[str, str]
    quoted: tuple[Phrase, ...]
    scales: tuple[Scale, ...]
    unit_lines: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]

    def list_roles(self, heading: str) -> frozenset[str]:
        """What a column so headed may hold."""
        return frozenset(r for r, patterns in self.columns.items() if is_any(patterns, heading))

    def is_line(self, kind: str, label: str) -> bool:
        """Whether a line so labelled is of that kind."""
        return is_any(self.lines[kind], label)


def is_any(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of the patterns is found in the text, its spaces made plain."""
    plain = " ".join(text.split())
    return any(find(pattern).search(plain) for pattern in patterns)


@cache
def find(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once, capitals and small letters alike."""
    return re.compile(pattern, re.IGNORECASE)
