"""What a campaign says so far: computed exactly by the core from the responses that count."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tilik.actions.collecting import NOT_APPLICABLE
from tilik.actions.surveys import load_of
from tilik.analysis.intervals import get_probabilities, make_interval
from tilik.analysis.respondents import rolled_stratum
from tilik.core.errors import UserError
from tilik.core.instrument import Band, Instrument
from tilik.core.results import Outcome, outcome_of
from tilik.core.sampling import get_margin, get_sample
from tilik.core.surveys import find_highest, find_lowest, grade_element, means_of
from tilik.core.tallies import Rolled, Tally, Whole, elements_of, score_rolled, survey_of
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import list_counting
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
    return None if campaign.population is None else get_sample(campaign.population)


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
    rolled = _count(campaign, list(elements))
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


def _count(campaign: Campaign, codes: Sequence[str]) -> Rolled:
    """The integers of the responses that count."""
    rows = list_counting(campaign).values_list("answers", flat=True).iterator()
    return roll_answers(codes, rows)


def roll_answers(codes: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Rolled:
    """The integers of stored answers: `core.tallies.roll_row` of each, added up in one walk."""
    counts: dict[str, Counter[int]] = {code: Counter() for code in codes}
    spared: Counter[str] = Counter()
    people, whole = 0, [0, 0, 0]
    for row in rows:
        values = [int(row[c]) for c in codes if c in row and row[c] != NOT_APPLICABLE]
        for code in codes:
            if row.get(code) == NOT_APPLICABLE:
                spared[code] += 1
            elif code in row:
                counts[code][int(row[code])] += 1
        people += bool(values)
        if len(values) == len(codes) > 0:
            total = sum(values)
            whole = [whole[0] + 1, whole[1] + total, whole[2] + total * total]
    tallies = {c: Tally(dict(sorted(counts[c].items())), spared[c]) for c in codes}
    said = {code: tally for code, tally in tallies.items() if tally.n or tally.not_applicable}
    return Rolled(said, people, Whole(*whole))


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
