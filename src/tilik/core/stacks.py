"""A stack of paper forms typed in: a row a sheet, a digit a question, what is wrong told by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tilik.core.traits import AGE, EDUCATION, SEX, TRAITS, get_band

BLANK = "-"
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One sheet: answers by question, traits; or what is wrong with it."""

    n: int
    text: str
    answers: Mapping[str, str] = field(default_factory=dict)
    traits: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Stack:
    """The rows, and for each question how many answered it and the sum of the digits."""

    rows: tuple[Row, ...]
    sums: Mapping[str, tuple[int, int]]

    @property
    def faulty(self) -> tuple[Row, ...]:
        """The rows nobody can read."""
        return tuple(row for row in self.rows if row.fault)


def read_stack(text: str, questions: Mapping[str, Sequence[str]]) -> Stack:
    """The stack in a text of one row a sheet: digits in the order of the paper, "-" for a blank;
    then, if wanted, L or P, the age, the education. Empty lines are passed over.

    A fault is "length" | "digit" | "blank" | "word"; `place` says at which question.
    """
    lines = [line.strip() for line in text.splitlines()]
    rows = tuple(
        _read_row(n, line, questions) for n, line in enumerate(filter(None, lines), start=1)
    )
    good = [row for row in rows if not row.fault]
    sums = {
        code: (
            sum(code in row.answers for row in good),
            sum(int(row.answers.get(code, 0)) for row in good),
        )
        for code in questions
    }
    return Stack(rows, sums)


def _read_row(n: int, line: str, questions: Mapping[str, Sequence[str]]) -> Row:
    digits, *rest = line.split()
    if len(digits) != len(questions):
        return Row(n, line, fault="length", place=len(digits))
    answers: dict[str, str] = {}
    for place, (digit, (code, values)) in enumerate(
        zip(digits, questions.items(), strict=True), start=1
    ):
        if digit != BLANK and digit not in values:
            return Row(n, line, fault="digit", place=place)
        if digit != BLANK:
            answers[code] = digit
    if not answers:
        return Row(n, line, fault="blank")
    traits: dict[str, str] = {}
    for word in rest:
        found = _read_word(word.upper())
        if found is None or found[0] in traits:
            return Row(n, line, fault="word", place=line.index(word) + 1)
        traits[found[0]] = found[1]
    return Row(n, line, answers, traits)


def _read_word(word: str) -> tuple[str, str] | None:
    """Which trait a word behind the digits names, and what it says; None for neither."""
    if word in TRAITS[SEX]:
        return SEX, word
    if word in TRAITS[EDUCATION]:
        return EDUCATION, word
    if word.isdecimal() and 0 < int(word) <= OLDEST:
        return AGE, get_band(int(word))
    return None
