"""What a campaign says so far: computed exactly by the core from the responses that count."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tilik.actions.rollups import read_counted
from tilik.actions.surveys import MARGIN_OPTION, load_of
from tilik.analysis.intervals import get_probabilities, make_interval
from tilik.analysis.respondents import rolled_stratum
from tilik.core.errors import UserError
from tilik.core.instrument import Band, Instrument
from tilik.core.results import Outcome, outcome_of
from tilik.core.sampling import MARGIN, get_margin, get_sample
from tilik.core.surveys import find_highest, find_lowest, grade_element, means_of
from tilik.core.tallies import Rolled, elements_of, score_rolled, survey_of
from tilik.records.models import Campaign
from tilik.records.queries.documents import get_document

SURE = 0.95


@dataclass(frozen=True, slots=True)
class Element:
    """One question: its exact mean, how many answered it, its category where there is one."""

    code: str
    mean: Fraction
    n: int
    grade: str
    is_lowest: bool
    is_highest: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """The outcome over everybody, the elements, and how sure the category is.

    `probability` is that of the category at the value; None where no interval can be given.
    """

    outcome: Outcome
    people: int
    elements: tuple[Element, ...]
    low: float | None = None
    high: float | None = None
    probability: float | None = None

    @property
    def band(self) -> Band | None:
        """The only category possible with these answers, or None."""
        return self.outcome.bands[0] if len(self.outcome.bands) == 1 else None

    @property
    def is_sure(self) -> bool:
        """Whether the category would hardly change with other respondents."""
        return self.probability is not None and self.probability >= SURE


def get_required(campaign: Campaign) -> int | None:
    """The respondents required: the instrument's own number, else by the population; None: unknown."""
    own = _get_least(campaign.instrument_version.sha256, campaign.form)
    if own is not None:
        return own
    users = campaign.population
    return None if users is None else get_sample(users, get_wanted_margin(campaign))


def get_wanted_margin(campaign: Campaign) -> Fraction:
    """The margin of a share the required sample is made for: chosen, else five per cent."""
    chosen = campaign.options.get(MARGIN_OPTION)
    return Fraction(chosen) if chosen else MARGIN


@lru_cache(maxsize=128)
def _get_least(sha: str, form: str) -> int | None:
    """The instrument's own number for a form; an instrument of one fingerprint never changes."""
    forms = get_document(sha)["forms"]
    least = next((each.get("min_respondents") for each in forms if each["code"] == form), None)
    return None if least is None else int(least)


def get_reached_margin(campaign: Campaign, n: int) -> Fraction | None:
    """The margin of a share that so many respondents reach; None where nothing is known."""
    return get_margin(n, campaign.population) if campaign.population is not None else None


def compute_findings(campaign: Campaign) -> Findings | None:
    """The findings, or None where nobody answered. Nothing is stored."""
    try:
        survey = survey_of(load_of(campaign), campaign.form)
        elements = elements_of(survey)
    except UserError:
        return None
    rolled = read_counted(campaign, list(elements)).rolled
    if not rolled.people:
        return None
    try:
        tree = score_rolled(survey, rolled)
    except UserError:
        return None
    means = means_of(tree)
    lowest, highest = dict(find_lowest(means)), dict(find_highest(means))
    outcome = outcome_of(survey, tree)
    made = tuple(
        Element(
            code=code,
            mean=mean,
            n=rolled.tallies[code].n,
            grade=_grade(survey, code, mean),
            is_lowest=code in lowest,
            is_highest=code in highest,
        )
        for code, mean in means.items()
    )
    return _add_interval(Findings(outcome, rolled.people, made), survey, rolled, campaign)


def _grade(survey: Instrument, code: str, mean: Fraction) -> str:
    graded = grade_element(survey, code, mean)
    return graded.band.grade if graded else ""


def _add_interval(
    found: Findings, survey: Instrument, rolled: Rolled, campaign: Campaign
) -> Findings:
    """The findings with the interval at 95 % and the probability of their category."""
    means: Mapping[str, Fraction] = means_of(score_rolled(survey, rolled))
    scale = next(leaf.scale for leaf in survey.index.leaves() if leaf.item)
    value, shown = found.outcome.value, survey.index.scale
    if value is None:
        return found
    stratum = rolled_stratum(rolled, shown.carry(value, scale), len(means), campaign.population)
    interval = make_interval([stratum], scale, shown) if stratum else None
    if interval is None:
        return found
    grades, band = survey.scale_of("unit"), found.band
    sure = None
    if grades and band:
        sure = get_probabilities(interval, shown, grades)[band.grade]
    return Findings(found.outcome, found.people, found.elements, interval.low, interval.high, sure)
