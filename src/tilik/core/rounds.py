"""A whole round computed from its answers alone: every unit, sector and the government.

Plain and from the start, where `actions.results` reads only what changed: whoever holds the answers
can come to every stored number again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tilik.core.answers import BASES, Answer, Sheet, counted
from tilik.core.document import Document, build, variant_names
from tilik.core.instrument import Instrument, Key
from tilik.core.results import Outcome, Result, as_part, own_inputs, roll_up, score_unit
from tilik.core.rules import Suggestion
from tilik.core.suggestions import suggest_all

Leg = tuple[str, str]
"""A basis and a variant."""


@dataclass(frozen=True, slots=True)
class Member:
    """A unit in a round, as it was then."""

    code: str
    kind: str = ""
    channel: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One outcome: whose it is (`unit`, `sector` or `government`), on which basis and variant."""

    scope: str
    name: str
    leg: Leg
    outcome: Outcome
    decimals: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """What the computation rests on."""

    document: Document
    year: int
    members: Sequence[Member]
    answers: Mapping[str, Sequence[Answer]]


def list_legs(document: Document, variant: str) -> tuple[Leg, ...]:
    """What a round is computed for: each basis of its own variant, the final one of the others."""
    names = variant_names(document)
    default = variant or names[0]
    others = [name for name in dict.fromkeys([default, *names]) if name != default]
    return (*((basis, default) for basis in BASES), *(("final", name) for name in others))


def list_forms(document: Document, channel: str) -> list[Mapping[str, Any]]:
    """The forms that hold for a unit: those of its channel and of every channel."""
    return [
        form
        for form in document["forms"]
        if not channel or not form.get("channel") or form["channel"] == channel
    ]


def get_shared(instrument: Instrument, own: Sequence[Answer]) -> dict[Any, tuple[Answer, ...]]:
    """What the government says of itself, where the unit's instrument asks for it."""
    asked = [a for a in own if a.key in instrument.items]
    return {k: rows for k, rows in counted(asked).items() if instrument.items[k].of_government}


def claimed(
    instrument: Instrument, answers: Iterable[Answer], forms: frozenset[str]
) -> list[Answer]:
    """The answers on the unit's own word: its claim, and the levels its claim amounts to.

    `forms` are the evaluation forms that hold for the unit. A level the unit entered itself
    stands before one that a rule makes of its answers.
    """
    rows = [a for a in answers if a.stage in ("", "claim")]
    return rows + list_levels(suggest_all(instrument, counted(rows, "claim")), rows, forms)


def list_levels(
    suggestions: Mapping[Key, Suggestion], rows: Sequence[Answer], forms: frozenset[str]
) -> list[Answer]:
    """The levels that rules make of a claim's rows, where the unit entered none itself."""
    entered = {row.key for row in rows}
    unit = rows[0].unit if rows else ""
    return [
        Answer(unit, key.form, key.item, found.level, stage="claim")
        for key, found in suggestions.items()
        if key.form in forms and key not in entered and found.level is not None
    ]


def score_round(rounds: Rounds, variant: str) -> Iterator[Standing]:
    """Every outcome of the round: units with their services, sectors, the government, leg by leg."""

    @cache
    def get_instrument(name: str, kind: str, channel: str) -> Instrument:
        return build(rounds.document, name, rounds.year, kind, channel)

    own = rounds.answers.get("", ())
    for leg in list_legs(rounds.document, variant):
        results = {
            member.code: _score(
                rounds, member, get_instrument(leg[1], member.kind, member.channel), leg
            )
            for member in rounds.members
        }
        whole = get_instrument(leg[1], "", "")
        for code, result in results.items():
            yield Standing("unit", code, leg, result.outcome, whole.decimals)
            for each in result.services:
                name = f"{code} {each.service}"
                yield Standing("service", name, leg, each.outcome, whole.decimals)
        yield from _roll_ups(rounds, whole, results, own, leg)


def _score(rounds: Rounds, member: Member, instrument: Instrument, leg: Leg) -> Result:
    """One unit on one leg."""
    forms = frozenset(str(form["code"]) for form in list_forms(rounds.document, member.channel))
    kept = [a for a in rounds.answers.get(member.code, ()) if a.form in forms]
    rows = claimed(instrument, kept, forms) if leg[0] == "claim" else kept
    shared = get_shared(instrument, rounds.answers.get("", ()))
    sheet: Sheet = {**counted(rows, leg[0]), **shared}
    return score_unit(instrument, sheet, member.code)


def _roll_ups(
    rounds: Rounds,
    instrument: Instrument,
    results: Mapping[str, Result],
    own: Sequence[Answer],
    leg: Leg,
) -> Iterator[Standing]:
    """The sectors in order of appearance and the government."""
    sectors = dict.fromkeys(member.sector for member in rounds.members if member.sector)
    groups = {"": [member.code for member in rounds.members]} | {
        sector: [member.code for member in rounds.members if member.sector == sector]
        for sector in sectors
    }
    for sector, codes in groups.items():
        whole = [results[code] for code in codes]
        if not whole:
            continue
        parts = [
            as_part(product)
            for result in whole
            for product in (
                (result,) if instrument.rollup_over == "units" else result.services or (result,)
            )
        ]
        rolled = roll_up(instrument, parts, own_inputs(instrument, () if sector else own))
        scope = "sector" if sector else "government"
        yield Standing(scope, sector, leg, rolled.outcome, instrument.decimals)
