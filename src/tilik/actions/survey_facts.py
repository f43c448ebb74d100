"""What the surveys of a round came to: of one unit or of all, and over the periods before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tilik.actions.instruments import load_for
from tilik.core.instrument import Instrument
from tilik.core.sampling import get_sample
from tilik.core.survey_facts import Facts, count_people, describe, find_fee, read_value
from tilik.core.tallies import Rolled, add, elements_of, roll_row, survey_of
from tilik.records.models import Campaign, Round, Unit
from tilik.records.queries.survey_results import (
    iterate_responses,
    list_before,
    list_campaigns,
)

Traits = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Surveyed:
    """A unit's surveys in a round: the facts whole and by service, who answered, of how many."""

    unit_id: int
    campaigns: tuple[Campaign, ...]
    facts: Facts
    services: tuple[tuple[str, Facts], ...]
    profile: Mapping[str, Mapping[str, int]]

    @property
    def population(self) -> int | None:
        """The users of all surveys; None where any of them does not say."""
        known = [each.population for each in self.campaigns]
        return sum(n or 0 for n in known) if None not in known else None

    @cached_property
    def required(self) -> int:
        """The respondents the guideline asks for."""
        return get_sample(self.population)


@dataclass(frozen=True)
class Ways:
    """The instrument of a round on every way in use, the one that counts first."""

    surveys: Mapping[str, Instrument]
    fee: str

    @property
    def survey(self) -> Instrument:
        """The one that counts."""
        return next(iter(self.surveys.values()))


def load_ways(round: Round) -> Ways:
    """The round's survey with its other ways of weighting and grading.

    Raises UserError("not-a-survey").
    """
    document = round.instrument_version.document
    names = [name for name, variant in document.get("aliases", {}).items() if variant]
    own = survey_of(load_for(round))
    others = {name: survey_of(load_for(round, variant=name)) for name in names}
    form = next(key.form for key in own.items)
    return Ways({"": own, **others}, find_fee(document, form))


def read_surveyed(round: Round, unit: Unit) -> Surveyed | None:
    """The unit's surveys in the round; None where nobody has answered one."""
    return read_all(round, unit).get(unit.pk)


def read_all(round: Round, unit: Unit | None = None) -> dict[int, Surveyed]:
    """The surveys of every unit (or of one) by its key; units nobody answered about are left out.

    Raises UserError("not-a-survey").
    """
    ways = load_ways(round)
    codes = list(elements_of(ways.survey))
    rolled: dict[int, list[Rolled]] = {}
    traits: dict[int, list[Mapping[str, Any]]] = {}
    campaigns = list_campaigns(round, unit)
    for campaign, answers, told in iterate_responses(campaigns):
        row = {code: read_value(answers[code]) for code in codes if answers.get(code) is not None}
        one = roll_row(codes, row)
        rolled.setdefault(campaign, []).append(one)
        if one.people:
            traits.setdefault(campaign, []).append(told)
    sums = {campaign: add(rows) for campaign, rows in rolled.items()}
    by_unit: dict[int, list[Campaign]] = {}
    for each in campaigns:
        by_unit.setdefault(each.unit_id, []).append(each)
    return {
        pk: _gather(ways, own, sums, [t for c in own for t in traits.get(c.pk, ())])
        for pk, own in by_unit.items()
        if any(each.pk in sums for each in own)
    }


def _gather(
    ways: Ways, campaigns: Iterable[Campaign], sums: Mapping[int, Rolled], traits: Traits
) -> Surveyed:
    """The surveys of one unit together."""
    known = [each for each in campaigns if each.pk in sums]
    parts: dict[str, list[Rolled]] = {}
    for each in known:
        if each.service:
            parts.setdefault(each.service.name, []).append(sums[each.pk])
    whole = add(sums[each.pk] for each in known)
    return Surveyed(
        unit_id=known[0].unit_id,
        campaigns=tuple(campaigns),
        facts=describe(ways.surveys, whole, ways.fee),
        services=tuple(
            (name, describe(ways.surveys, add(rows), ways.fee)) for name, rows in parts.items()
        ),
        profile=count_people(traits),
    )


def read_trend(round: Round, unit: Unit) -> list[tuple[Round, Surveyed | None]]:
    """The earlier periods of the unit with what they came to, oldest first."""
    return [(each, read_surveyed(each, unit)) for each in reversed(list_before(round, unit))]
