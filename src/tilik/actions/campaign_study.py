"""All that a campaign's answers can say: elements with intervals, other ways of counting, groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from tilik.actions.campaign_results import get_reached_margin, get_required
from tilik.actions.instruments import load_for
from tilik.actions.rollups import Counted, read_many
from tilik.actions.surveys import load_of
from tilik.analysis.intervals import Stratum, get_probabilities, make_interval
from tilik.analysis.reliability import Reliability
from tilik.analysis.respondents import counted_stratum, rolled_stratum
from tilik.core.audit_paths import ROUNDINGS, WEIGHTS, compute
from tilik.core.disclosure import may_show
from tilik.core.errors import UserError
from tilik.core.instrument import Instrument, Scale
from tilik.core.numbers import round_half_up
from tilik.core.survey_facts import Element, Facts, describe, find_fee
from tilik.core.surveys import Weighed, weigh
from tilik.core.tallies import Rolled, elements_of, survey_of
from tilik.library.audit import say_path
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import list_before, list_sorts
from tilik.records.queries.documents import get_document


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a value is: its interval at 95 % and the probability of its own category."""

    low: float
    high: float
    probability: float | None


@dataclass(frozen=True, slots=True)
class Studied:
    """One campaign: its facts, how sure they are, who answered, how many of how many."""

    campaign: Campaign
    facts: Facts
    sure: Sure | None
    elements: tuple[tuple[Element, Sure | None], ...]
    reliability: Reliability
    traits: Mapping[str, Mapping[str, int]]
    required: int | None
    margin: Fraction | None
    stratum: Stratum | None
    survey: Instrument

    @property
    def is_shown(self) -> bool:
        """Whether so many answered that their figures may be shown."""
        return may_show(self.facts.people)

    @property
    def rate(self) -> Fraction | None:
        """The respondents as a share of the users; None where nobody knows how many those are."""
        users = self.campaign.population
        return Fraction(self.facts.people, users) if users else None


@dataclass(frozen=True, slots=True)
class Together:
    """Several campaigns as one: by volume and plain, with the interval by volume where it is known."""

    parts: tuple[Studied, ...]
    mean: Weighed | None
    sure: Sure | None

    @property
    def people(self) -> int:
        """All respondents."""
        return sum(part.facts.people for part in self.parts)

    @property
    def population(self) -> int | None:
        """All users; None where one campaign does not say."""
        known = [part.campaign.population for part in self.parts]
        return None if None in known else sum(n or 0 for n in known)

    @property
    def rate(self) -> Fraction | None:
        """The respondents as a share of all users."""
        return Fraction(self.people, self.population) if self.population else None

    @property
    def is_shown(self) -> bool:
        """Whether so many answered that their figures may be shown."""
        return may_show(self.people)


def study(campaigns: Sequence[Campaign]) -> list[Studied]:
    """The campaigns somebody answered, in their order; what is no survey is left out."""
    sorts = list_sorts(campaigns)
    loaded = ((each, _load_ways(each, sorts[each.pk])) for each in campaigns)
    ways = {each: found for each, found in loaded if found}
    codes = {each: list(elements_of(found[0][""])) for each, found in ways.items()}
    counted = read_many(codes)
    made = (_study(each, *ways[each], counted[each]) for each in ways)
    return [each for each in made if each is not None]


def read_trend(campaign: Campaign) -> list[Studied]:
    """The earlier campaigns of the same place and questionnaire, oldest first, then this one."""
    return study([*list_before(campaign), campaign])


def gather(parts: Iterable[Studied]) -> Together:
    """Campaigns together: only of those whose figures may be shown, so that none follows from the
    rest.
    """
    shown = tuple(each for each in parts if each.is_shown and each.facts.outcome.value is not None)
    values = {str(each.campaign.pk): each.facts.outcome.value or Fraction(0) for each in shown}
    mean = weigh(values, {str(each.campaign.pk): each.campaign.population for each in shown})
    strata = [each.stratum for each in shown if each.stratum is not None]
    if not shown or len(strata) < len(shown):
        return Together(shown, mean, None)
    survey = shown[0].survey
    return Together(shown, mean, _make_sure(strata, _scale_of(survey), survey))


def gather_units(parts: Sequence[Studied]) -> Together:
    """The whole government: by volume over all campaigns, plain over the plain means of its units."""
    units: dict[int, list[Studied]] = {}
    for each in parts:
        units.setdefault(each.campaign.unit_id, []).append(each)
    found, groups = gather(parts), [gather(own) for own in units.values()]
    means = {str(n): group.mean.plain for n, group in enumerate(groups) if group.mean}
    plain = weigh(means, {})
    if found.mean is None or plain is None:
        return found
    return replace(found, mean=Weighed(found.mean.by_volume, plain.plain))


def explain(found: Studied, printed: Fraction, places: int, language: str) -> list[str]:
    """The ways that give an index printed so, in words, the plainest first; none: no known way does."""
    means = [each.mean for each in found.facts.elements if each.mean is not None]
    ways: dict[tuple[str, Fraction], str] = {}
    for rounding in ROUNDINGS if means else ():
        for weight in WEIGHTS:
            value = compute(means, weight, rounding)
            ways.setdefault((weight, value), say_path(f"counts/{weight}/{rounding}", language))
    return [said for (_w, value), said in ways.items() if round_half_up(value, places) == printed]


Sort = tuple[str, str]


def _load_ways(campaign: Campaign, sort: Sort) -> tuple[dict[str, Instrument], str] | None:
    """The survey on every way in use, the one that counts first, and its element of the fee."""
    names, fee = _read_ways(campaign.instrument_version.sha256, campaign.form)
    try:
        surveys = {name: survey_of(_load(campaign, name, sort), campaign.form) for name in names}
        elements_of(surveys[""])
    except UserError:
        return None
    return surveys, fee


@lru_cache(maxsize=128)
def _read_ways(sha: str, form: str) -> tuple[tuple[str, ...], str]:
    """The names of the ways and the element of the fee; of one fingerprint they never change."""
    document = get_document(sha)
    names = ["", *(name for name, variant in document.get("aliases", {}).items() if variant)]
    return tuple(names), find_fee(document, form)


def _load(campaign: Campaign, name: str, sort: Sort) -> Instrument:
    """What `surveys.load_of` gives, with the sort of unit looked up before."""
    if campaign.round is None:
        return load_of(campaign, name)
    return load_for(campaign.round, variant=name, kind=sort[0], channel=sort[1])


def _study(
    campaign: Campaign, ways: Mapping[str, Instrument], fee: str, counted: Counted
) -> Studied | None:
    if not counted.rolled.people:
        return None
    try:
        facts = describe(ways, counted.rolled, fee)
    except UserError:
        return None
    survey, own = ways[""], _scale_of(ways[""])
    whole = _roll_stratum(facts, counted.rolled, survey, campaign.population)
    users = campaign.population
    elements = []
    for each in facts.elements:
        stratum = counted_stratum(each.tally.counts, users)
        sure = _make_sure([stratum], own, survey) if stratum else None
        elements.append((each, sure))
    return Studied(
        campaign=campaign,
        facts=facts,
        sure=_make_sure([whole], own, survey) if whole else None,
        elements=tuple(elements),
        reliability=counted.measure(),
        traits=counted.traits,
        required=get_required(campaign),
        margin=get_reached_margin(campaign, facts.people),
        stratum=whole,
        survey=survey,
    )


def _scale_of(survey: Instrument) -> Scale:
    return next(leaf.scale for leaf in survey.index.leaves() if leaf.item)


def _roll_stratum(
    facts: Facts, rolled: Rolled, survey: Instrument, users: int | None
) -> Stratum | None:
    value, own = facts.outcome.value, _scale_of(survey)
    if value is None:
        return None
    used = sum(each.mean is not None for each in facts.elements)
    return rolled_stratum(rolled, survey.index.scale.carry(value, own), used, users)


def _make_sure(strata: Sequence[Stratum], own: Scale, survey: Instrument) -> Sure | None:
    """The interval on the scale of the index, with the probability of the category at the value."""
    interval = make_interval(strata, own, survey.index.scale)
    if interval is None:
        return None
    grades = survey.scale_of("unit")
    chances = get_probabilities(interval, survey.index.scale, grades) if grades else {}
    return Sure(interval.low, interval.high, max(chances.values(), default=None))
