"""What a unit can still save before the deadline: open questions and missing files, in points.

Asked by pages, stored by nobody. Points are those of the unit's index on its own word, exact, and
an upper bound: what the index gains where the answer turns out best and the evidence is accepted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tilik.actions.collecting import collect
from tilik.actions.instruments import load_for_units
from tilik.core.answers import Answer, Sheet, counted
from tilik.core.instrument import Gap, Instrument, Item, Key, Role
from tilik.core.rounds import list_levels
from tilik.core.rules import Suggestion
from tilik.core.score import ESTIMATE, Score
from tilik.core.scoring import score_tree
from tilik.core.suggestions import is_asked, suggest_all
from tilik.records.models import EvidenceLink, Round, RoundUnit
from tilik.records.models.document import EvidenceStatus
from tilik.records.queries.documents import list_unit_forms

ZERO, ONE = Fraction(0), Fraction(1)
Slot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Gain:
    """One indicator with something missing, and the points that hang on it at most.

    `answers` may still be gained by answering; `files` rest on its evidence, answers included.
    """

    key: Key
    group: str
    n_open: int
    slots: tuple[str, ...]
    answers: Fraction
    files: Fraction

    @property
    def points(self) -> Fraction:
        """The most that hangs on what is missing."""
        return self.files if self.slots else self.answers


@dataclass(frozen=True, slots=True)
class Rescue:
    """What one unit can still save, worth most first."""

    unit: int
    gains: tuple[Gain, ...]
    is_estimate: bool

    @property
    def points(self) -> Fraction:
        """All of it together."""
        return sum((gain.points for gain in self.gains), ZERO)

    @property
    def n_open(self) -> int:
        """The open questions."""
        return sum(gain.n_open for gain in self.gains)

    @property
    def n_files(self) -> int:
        """The proofs asked for that have no file."""
        return sum(len(gain.slots) for gain in self.gains)


def list_rescues(*, round: Round, rows: Sequence[RoundUnit]) -> dict[int, Rescue]:
    """What each unit can still save, by its key; three queries whatever their number."""
    instruments = load_for_units(round)
    units = [row.unit_id for row in rows]
    collected = collect(round, instruments, units, with_respondents=False)
    standing = _read_slots(round, units)
    document = round.instrument_version.document
    rescues = {}
    for row in rows:
        found = collected.get(row.unit.code)
        answers = found.answers if found else ()
        forms = list_unit_forms(document, "desk", row.form_variant)
        case = _Case(instruments[row.unit.code], forms, answers, standing.get(row.unit_id, set()))
        rescues[row.unit_id] = _make_rescue(row.unit_id, case)
    return rescues


@dataclass(frozen=True, slots=True)
class _Case:
    """A unit: its instrument, the forms it is judged by, its answers, the slots with a file."""

    instrument: Instrument
    forms: Sequence[Mapping[str, Any]]
    answers: Sequence[Answer]
    standing: set[Slot]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the forms."""
        return frozenset(str(form["code"]) for form in self.forms)

    def list_slots(self) -> Iterator[tuple[Key, str]]:
        """Every proof asked for without a file."""
        for form in self.forms:
            for item in form["items"]:
                for slot in item.get("evidence", ()):
                    place = (str(form["code"]), str(item["code"]), str(slot["code"]))
                    if place not in self.standing:
                        yield Key(place[0], place[1]), place[2]


def _make_rescue(unit: int, case: _Case) -> Rescue:
    instrument = case.instrument
    entered = [row for row in case.answers if row.stage in ("", "claim")]
    claim = counted(entered, "claim")
    suggestions = suggest_all(instrument, claim)
    sheet = counted([*entered, *list_levels(suggestions, entered, case.codes)], "claim")
    slots: dict[Key, list[str]] = {}
    for key, slot in case.list_slots():
        slots.setdefault(key, []).append(slot)
    reaches = {
        item.key: _find_reach(item, sheet, suggestions.get(item.key))
        for item in instrument.items.values()
        if item.key.form in case.codes and not item.of_government
    }
    questions = _group_questions(instrument)
    tree = score_tree(instrument, _fill(sheet, reaches))
    worth = dict(_walk(tree, ONE))
    gains = [
        gain
        for key, reach in reaches.items()
        if reach is not None
        for gain in [
            Gain(
                key=key,
                group=instrument.items[key].claim or key.item,
                n_open=_count_open(instrument, claim, key, questions),
                slots=tuple(slots.get(key, ())),
                answers=worth.get(key, ZERO) * (reach.high - reach.low),
                files=worth.get(key, ZERO) * (reach.high - reach.bottom),
            )
        ]
        if gain.n_open or gain.slots
    ]
    gains.sort(key=lambda gain: -gain.points)
    return Rescue(unit, tuple(gains), ESTIMATE in tree.status)


@dataclass(frozen=True, slots=True)
class _Reach:
    """The levels an item can still take, and the lowest there is."""

    low: Fraction
    high: Fraction
    bottom: Fraction


def _find_reach(item: Item, sheet: Sheet, suggestion: Suggestion | None) -> _Reach | None:
    """Between which levels the item lies on the unit's word; None where it does not apply."""
    values = [*item.levels, *(o.value for o in item.options if o.value is not None)]
    if item.scale:
        values += [item.scale.low, item.scale.high]
    rows = sheet.get(item.key, ())
    if not values or any(row.gap is Gap.NOT_APPLICABLE for row in rows):
        return None
    bottom, top = min(values), max(values)
    worths = {option.code: option.value for option in item.options}
    known = [
        value if isinstance(value := row.value, Fraction) else worths.get(str(value))
        for row in rows
        if row.value is not None
    ]
    levels = [level for level in known if level is not None]
    if levels:
        return _Reach(min(levels), max(levels), bottom)
    low, high = (suggestion.low, suggestion.high) if suggestion else (None, None)
    return _Reach(bottom if low is None else low, top if high is None else high, bottom)


def _fill(sheet: Sheet, reaches: Mapping[Key, _Reach | None]) -> Sheet:
    """The sheet with every gap at the lowest it can be, so that each weight is what it will be."""
    filled = dict(sheet)
    for key, reach in reaches.items():
        rows = [row for row in sheet.get(key, ()) if row.value is not None]
        if reach is not None and not rows:
            filled[key] = (Answer("", key.form, key.item, reach.low, stage="claim"),)
    return filled


def _group_questions(instrument: Instrument) -> dict[str, list[Item]]:
    """The questions of the claim by the indicator they stand behind."""
    groups: dict[str, list[Item]] = {}
    for item in instrument.items.values():
        if item.role is Role.CLAIM and not item.of_government:
            groups.setdefault(item.indicator or item.key.item, []).append(item)
    return groups


def _count_open(
    instrument: Instrument, claim: Sheet, key: Key, questions: Mapping[str, list[Item]]
) -> int:
    """The open questions behind an item; itself where units answer it directly.

    Where it is not known yet whether any is to be asked, that is one open question.
    """
    item = instrument.items[key]
    behind = questions.get(item.claim or key.item, []) if questions else [item]
    asked = [is_asked(instrument, each, claim) for each in behind if not _is_answered(claim, each)]
    return asked.count(True) or int(None in asked)


def _is_answered(claim: Sheet, item: Item) -> bool:
    """Whether anything but "not answered" stands on the item."""
    rows = claim.get(item.key, ())
    return any(row.gap is not Gap.NOT_ANSWERED for row in rows)


def _walk(score: Score, factor: Fraction) -> Iterator[tuple[Key, Fraction]]:
    """What one point of each counted item is in points of the index."""
    if score.item:
        yield score.item, factor
    span = score.scale.high - score.scale.low
    for child in score.children:
        if child.weight is not None:
            step = child.weight * span / (child.scale.high - child.scale.low)
            yield from _walk(child, factor * step)


def _read_slots(round: Round, units: Sequence[int]) -> dict[int, set[Slot]]:
    """The proofs of each unit that have something standing, in one query."""
    links = EvidenceLink.objects.filter(round=round, withdrawn_at=None, unit__in=units)
    links = links.exclude(status=EvidenceStatus.RETURNED)
    found: dict[int, set[Slot]] = {}
    for unit, *place in links.values_list("unit", "form", "item", "slot"):
        found.setdefault(unit, set()).add((place[0], place[1], place[2]))
    return found
