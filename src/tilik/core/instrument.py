"""What a calculation needs to know of an instrument: frozen, exact, free of texts.

Built by `tilik.core.document.build` for one variant and one year. Titles, help,
evidence and provenance stay in the canonical document, which pages read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tilik.core.rules import Condition, Rule


class Key(NamedTuple):
    """Where an answer belongs: the form and the item, as the instrument writes them."""

    form: str
    item: str

    def __str__(self) -> str:
        return f"{self.form}:{self.item}"


class Gap(StrEnum):
    """Why there is no value. None of these is zero."""

    NOT_ANSWERED = "not-answered"
    NOT_APPLICABLE = "not-applicable"
    NOT_CHECKED = "not-checked"
    NOT_COMPUTABLE = "not-computable"


class Role(StrEnum):
    """How a form enters: only evaluation and respondents feed the index of a unit."""

    CLAIM = "claim"
    EVALUATION = "evaluation"
    RESPONDENTS = "respondents"
    GOVERNMENT = "government"


class Combine(StrEnum):
    """How an inner node is made from its children."""

    MEAN = "mean"
    POOL = "pool"
    RESPONDENT_MEANS = "respondent-means"
    PICK = "pick"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Scale:
    """A closed interval of values, lowest first."""

    low: Fraction
    high: Fraction
    width: Fraction = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.low >= self.high:
            raise ValueError("a scale runs upwards")
        object.__setattr__(self, "width", self.high - self.low)

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies on the scale."""
        return self.low <= value <= self.high

    def carry(self, value: Fraction, to: "Scale") -> Fraction:
        """`value` of this scale on the scale `to`, linearly."""
        if self == to:
            return value
        return to.low + (value - self.low) / self.width * to.width


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a list: worth a value, or standing for a gap, or neither."""

    code: str
    value: Fraction | None = None
    gap: Gap | None = None
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One question or indicator of a form."""

    key: Key
    kind: str
    role: Role
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    levels: tuple[Fraction, ...] = ()
    whole_steps: bool = False
    claim: str | None = None
    indicator: str | None = None
    rule: Rule | None = None
    when: Condition | None = None
    of_government: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the scoring tree. `share` is its weight; None where the regulation hides it."""

    code: str
    scale: Scale
    share: Fraction | None = None
    of: str | None = None
    scored: bool = True
    combine: Combine = Combine.MEAN
    plain: bool = False
    round_shares: int | None = None
    optional: bool = False
    complete: bool = True
    item: Key | None = None
    whole: Key | None = None
    children: tuple["Node", ...] = ()

    def leaves(self) -> Iterator["Node"]:
        """Every leaf below, in order (the node itself where it is one)."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator["Node"]:
        """The node and everything below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Band:
    """One category: its lowest value, its mark, its name by language and its zone."""

    low: Fraction
    grade: str
    name: Mapping[str, str]
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Suffix:
    """Words appended to a category when an input of the government says so.

    `ledger` names the option the ledger of oversight products stands for where all are `settled`,
    and where there is `none`; empty where no ledger decides.
    """

    item: Key
    values: frozenset[str]
    text: Mapping[str, str]
    ledger: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GradeScale:
    """Categories from lowest to highest; `decimals` None compares the unrounded value."""

    code: str
    decimals: int | None
    bands: tuple[Band, ...]
    top: Fraction
    scope: str = "both"
    suffix: Suffix | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument for one variant and year; `items` by key, `index` the scoring tree."""

    code: str
    version: str
    measure: str
    variant: str
    year: int
    decimals: int
    items: Mapping[Key, Item]
    forms: Mapping[str, Role]
    index: Node
    grades: tuple[GradeScale, ...] = ()
    rollup_over: str = "units"
    min_respondents: Mapping[str, int] = field(default_factory=dict)

    def scale_of(self, scope: str) -> GradeScale | None:
        """The categories that hold for "unit" or "government", or None where none are laid down."""
        return next((g for g in self.grades if g.scope in (scope, "both")), None)

    def find(self, form: str, item: str) -> Item | None:
        """The item of that code or alias; an empty form is allowed where the code is unique."""
        if exact := self.items.get(Key(form, item)):
            return exact
        hits = [
            found
            for key, found in self.items.items()
            if (not form or key.form == form) and (key.item == item or item in found.aliases)
        ]
        return hits[0] if len(hits) == 1 else None
