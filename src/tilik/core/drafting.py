"""Wording to begin from: patterns for each component, and what the papers around a standard must say.

A pattern answers the question of a check and leaves dots where only the unit knows; text with dots
left is not finished.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tilik.core.catalogue import BULLET, DURATION, FEES, list_lines, number_lines
from tilik.core.standards import Rule, Text

GAP = re.compile(r"…|\.{4,}|_{3,}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Wording for a component: which checks it answers, when it fits, and the words to take over."""

    code: str
    fixes: tuple[str, ...]
    fits: Text
    words: str
    leads: bool = False
    """Comes above what stands there: a promise, its details below."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The patterns of each component by its number; the checks of the papers around a standard."""

    patterns: Mapping[int, tuple[Pattern, ...]]
    papers: Mapping[str, tuple[Rule, ...]]
    blank: Rule

    def get(self, number: int, code: str) -> Pattern | None:
        """The pattern of that component and code, or None."""
        return next((each for each in self.patterns.get(number, ()) if each.code == code), None)


def find_gap(text: str) -> str | None:
    """The line in which dots still wait for the unit's own words, or None."""
    return next((line.strip() for line in text.splitlines() if GAP.search(line)), None)


def add_pattern(text: str, pattern: Pattern) -> str:
    """The text with the pattern's lines; a line that stands there already is not said twice."""
    known = {line.casefold() for line in list_lines(text)}
    added = [line for line in pattern.words.splitlines() if line.casefold() not in known]
    parts = (added, text.splitlines()) if pattern.leads else (text.splitlines(), added)
    return "\n".join([*parts[0], *parts[1]]).strip()


def print_component(number: int, text: str) -> str:
    """The text as a decree prints it: several lines are a numbered list, unless they count themselves."""
    lines = text.splitlines()
    if number in (DURATION, FEES) or len(lines) < 2 or any(BULLET.match(line) for line in lines):
        return text
    return number_lines(text)
