"""Answers as they come in, and which of them count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from tilik.core.instrument import Gap, Key

Value = Fraction | str | frozenset[str]

# What has been looked at later counts more: the reply overrules the desk, the final word all.
STAGES = ("claim", "desk", "field", "reply", "final")
COMMON_STAGE = STAGES.index("reply")
BASES = ("claim", "desk", "field", "final")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a value, or the gap that stands in its place (never both, never neither).

    `unit` empty = the government itself. `stage` empty = final.
    """

    unit: str
    form: str
    item: str
    value: Value | None = None
    gap: Gap | None = None
    respondent: str = ""
    evaluator: str = ""
    service: str = ""
    stage: str = ""
    key: Key = field(init=False, repr=False, compare=False)
    whole: int | None = field(init=False, repr=False, compare=False)
    """The value where it is a whole number, final and of no one service: see `core.bulk`."""

    def __post_init__(self) -> None:
        value = self.value
        if (value is None) == (self.gap is None):
            raise ValueError("an answer has a value or a gap")
        whole = None
        if isinstance(value, Fraction) and not (self.stage or self.service):
            whole = value.numerator if value.denominator == 1 else None
        object.__setattr__(self, "key", _key(self.form, self.item))
        object.__setattr__(self, "whole", whole)


@lru_cache(maxsize=4096)
def _key(form: str, item: str) -> Key:
    """One object per key: thousands of units answer the same few items."""
    return Key(form, item)


Sheet = Mapping[Key, tuple[Answer, ...]]


def counted(answers: Iterable[Answer], basis: str = "final") -> dict[Key, tuple[Answer, ...]]:
    """The answers that count on `basis`, by key: per person and service the latest stage up to it;
    a reply or final word overrules every evaluator.

    On the basis "claim" only claims count; on any other basis claims never do.
    """
    ceiling = len(STAGES) if basis == "final" else STAGES.index(basis) + 1
    allowed = STAGES[:1] if basis == "claim" else STAGES[1:ceiling]
    best: dict[tuple[Key, str, str, str], Answer] = {}
    for answer in answers:
        stage = answer.stage or STAGES[-1]
        if answer.stage and stage not in allowed:
            continue
        slot = (answer.key, answer.respondent, answer.evaluator, answer.service)
        held = best.get(slot)
        if held is None or _stage(answer) >= _stage(held):
            best[slot] = answer
    sheet: dict[Key, list[Answer]] = {}
    for answer in best.values():
        sheet.setdefault(answer.key, []).append(answer)
    return {key: _last_words(rows) for key, rows in sheet.items()}


def _last_words(rows: Sequence[Answer]) -> tuple[Answer, ...]:
    """Evaluators look side by side; a reply or the final word stands in place of all of them."""
    if len(rows) == 1:
        return tuple(rows)
    last: dict[tuple[str, str], int] = {}
    for row in rows:
        place = (row.respondent, row.service)
        last[place] = max(last.get(place, 0), _stage(row))
    return tuple(
        row
        for row in rows
        if (top := last[row.respondent, row.service]) < COMMON_STAGE or _stage(row) == top
    )


def _stage(answer: Answer) -> int:
    return STAGES.index(answer.stage or STAGES[-1])
