"""Answers of any number of respondents as integers that add up, and the score made of them.

A tally says how often each value was given: the number of answers, their sum and the sum of their
squares follow from it. Tallies of two nights, two machines or two files add up to the tally of
both; what is scored is exact, and the same to the last digit as if every answer had been read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tilik.core.answers import Answer
from tilik.core.errors import UserError
from tilik.core.instrument import Combine, Gap, Instrument, Item, Key, Node, Role
from tilik.core.means import weighted_mean
from tilik.core.respondents import Sums, pool_node, silent
from tilik.core.score import NOTHING, Reason, Score, empty_leaf, numeric

POOLS = (Combine.POOL, Combine.RESPONDENT_MEANS)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each value of an element was given, and how often it did not apply."""

    counts: Mapping[int, int] = field(default_factory=dict)
    not_applicable: int = 0

    @property
    def n(self) -> int:
        """The answers that have a value."""
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        """The sum of the values."""
        return sum(value * n for value, n in self.counts.items())

    @property
    def squares(self) -> int:
        """The sum of the squared values."""
        return sum(value * value * n for value, n in self.counts.items())

    @property
    def mean(self) -> Fraction | None:
        """The exact mean, or None where nobody gave a value."""
        return Fraction(self.total, self.n) if self.n else None

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of both."""
        values = sorted({*self.counts, *other.counts})
        counts = {v: self.counts.get(v, 0) + other.counts.get(v, 0) for v in values}
        return Tally(counts, self.not_applicable + other.not_applicable)


@dataclass(frozen=True, slots=True)
class Whole:
    """The respondents who gave every element a value: how many, and the moments of their sums."""

    n: int = 0
    total: int = 0
    squares: int = 0

    def __add__(self, other: "Whole") -> "Whole":
        """The moments of both."""
        return Whole(self.n + other.n, self.total + other.total, self.squares + other.squares)


@dataclass(frozen=True, slots=True)
class Rolled:
    """All that a score needs of one unit, service and period: integers only.

    `people` are the respondents who gave anything a value; `tallies` go by the code of the item.
    """

    tallies: Mapping[str, Tally]
    people: int
    whole: Whole = Whole()

    def __add__(self, other: "Rolled") -> "Rolled":
        """Both together."""
        codes = [*self.tallies, *(code for code in other.tallies if code not in self.tallies)]
        none = Tally()
        added = {c: self.tallies.get(c, none) + other.tallies.get(c, none) for c in codes}
        return Rolled(added, self.people + other.people, self.whole + other.whole)


def survey_of(instrument: Instrument, form: str = "") -> Instrument:
    """The instrument cut down to what a form of respondents decides: all of it, or its highest node.

    Without `form`, the only one there is. Raises UserError("not-a-survey").
    """
    forms = [code for code, role in instrument.forms.items() if role is Role.RESPONDENTS]
    asked = [code for code in forms if code == form] if form else forms
    for node in instrument.index.walk() if len(asked) == 1 else ():
        leaves = [leaf.item for leaf in node.leaves()]
        if all(key is not None and key.form == asked[0] for key in leaves):
            is_whole = node is instrument.index
            return replace(instrument, index=node, grades=instrument.grades if is_whole else ())
    raise UserError("not-a-survey", found=form, allowed=forms)


def values_of(item: Item) -> tuple[int, ...]:
    """The whole numbers a respondent can answer an item with. Raises UserError("not-a-survey")."""
    if item.levels:
        values = sorted({*item.levels})
    elif item.scale and item.whole_steps:
        values = [Fraction(v) for v in range(int(item.scale.low), int(item.scale.high) + 1)]
    else:
        values = []
    if not values or any(value.denominator != 1 for value in values):
        raise UserError("not-a-survey", found=str(item.key), allowed=[])
    return tuple(map(int, values))


def elements_of(survey: Instrument) -> dict[str, tuple[int, ...]]:
    """The values of every item of a survey by its code, in the order of the index."""
    return {
        leaf.item.item: values_of(survey.items[leaf.item])
        for leaf in survey.index.leaves()
        if leaf.item
    }


def tally_answers(survey: Instrument, answers: Iterable[Answer]) -> Rolled:
    """The same integers counted from answers one by one: for a file that fits in memory."""
    codes = list(elements_of(survey))
    rows: dict[tuple[str, str], dict[str, int | None]] = {}
    for answer in answers:
        value = numeric(answer, survey.items[answer.key].options)
        known = None if value is None else int(value)
        rows.setdefault((answer.service, answer.respondent), {})[answer.item] = known
    return add(roll_row(codes, row) for row in rows.values())


def roll_row(codes: Sequence[str], row: Mapping[str, int | None]) -> Rolled:
    """One respondent: a value, None for "does not apply", and nothing for what was left blank."""
    given = {code: row[code] for code in codes if code in row}
    known = [value for value in given.values() if value is not None]
    tallies = {c: Tally(not_applicable=1) if v is None else Tally({v: 1}) for c, v in given.items()}
    is_whole = bool(known) and len(known) == len(codes)
    whole = Whole(1, sum(known), sum(known) ** 2) if is_whole else Whole()
    return Rolled(tallies, int(bool(known)), whole)


def add(parts: Iterable[Rolled]) -> Rolled:
    """All parts together; of none, nobody."""
    return sum(parts, Rolled({}, 0))


# ---- the score -------------------------------------------------------------


def score_rolled(survey: Instrument, rolled: Rolled) -> Score:
    """The tree that `scoring.score_tree` makes of the answers the integers were counted from.

    Raises UserError("needs-respondents") where every respondent's own mean counts and not all of
    them answered everything: those means do not add up.
    """
    return _score(survey.index, survey.items, rolled)


def _score(node: Node, items: Mapping[Key, Item], rolled: Rolled) -> Score:
    if node.item:
        return _leaf(node, items[node.item], rolled.tallies.get(node.item.item, Tally()))
    if node.combine in POOLS:
        return _pooled(node, items, rolled)
    if node.combine is not Combine.MEAN:
        raise UserError("not-a-survey", found=node.code, allowed=[])
    return weighted_mean(node, [_score(child, items, rolled) for child in node.children])


def _leaf(node: Node, item: Item, tally: Tally) -> Score:
    value = tally.mean
    if value is None:
        return _empty(node, item, tally)
    reason = Reason("mean-of-respondents", {"n": tally.n})
    return Score(
        node.code, node.scale, value, value, value, NOTHING, reason, n=tally.n, item=item.key
    )


def _empty(node: Node, item: Item, tally: Tally) -> Score:
    """A leaf without a value: not applicable to anybody who said anything, or not answered."""
    said = Answer("", *item.key, gap=Gap.NOT_APPLICABLE)
    return empty_leaf(node, item.key, (said,) if tally.not_applicable else (), item.options)


def _pooled(node: Node, items: Mapping[Key, Item], rolled: Rolled) -> Score:
    """All answers alike, or every respondent's parts alike where everybody answered everything."""
    leaves = [(leaf.code, leaf.item) for leaf in node.leaves() if leaf.item]
    tallies = {code: rolled.tallies.get(key.item, Tally()) for code, key in leaves}
    n = sum(tally.n for tally in tallies.values())
    if not n:
        gap = Gap.NOT_APPLICABLE
        is_spared = any(tally.not_applicable for tally in tallies.values())
        made = silent(node)
        return replace(made, status=NOTHING, gap=gap, reason=Reason(gap)) if is_spared else made
    shares = dict(_shares(node, rolled)) if node.combine is Combine.RESPONDENT_MEANS else {}
    sums: dict[str, Sums] = {}
    for code, tally in tallies.items():
        share = shares.get(code, n)
        sums[code] = (Fraction(tally.n, share), Fraction(tally.total, share), tally.n)
    # Of items nobody gave a value, the gap alone is asked for.
    sheet = {
        key: (Answer("", *key, gap=Gap.NOT_APPLICABLE),)
        for code, key in leaves
        if tallies[code].not_applicable
    }
    made, _ = pool_node(node, sums, items, sheet)
    facts = {"n": rolled.people, "answers": n}
    return replace(made, reason=Reason(f"{node.combine}-of-respondents", facts), n=rolled.people)


def _shares(node: Node, rolled: Rolled) -> Iterator[tuple[str, int]]:
    """The n of each answer's weight 1/n: people × parts × items of the part, of those in use."""
    parts = []
    for child in node.children:
        tallies = {
            leaf.code: rolled.tallies.get(leaf.item.item, Tally())
            for leaf in child.leaves()
            if leaf.item
        }
        if any(tally.n not in (0, rolled.people) for tally in tallies.values()):
            raise UserError("needs-respondents", found=node.code)
        if used := [code for code, tally in tallies.items() if tally.n]:
            parts.append(used)
    for used in parts:
        for code in used:
            yield code, rolled.people * len(parts) * len(used)
