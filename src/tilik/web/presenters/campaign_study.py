"""What surveys came to, in words: one campaign with all its figures, and many as groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.campaign_study import Studied, Sure, Together
from tilik.actions.surveys import MARGINS
from tilik.core.disclosure import LEAST
from tilik.core.results import Outcome
from tilik.core.survey_facts import Element
from tilik.web.numbers import (
    format_day,
    format_number,
    format_percent,
    format_range,
    format_share,
)
from tilik.web.presenters.surveys import find_form, list_items
from tilik.web.presenters.texts import say
from tilik.web.presenters.variants import describe
from tilik.web.svg.ladder import Interval

SURE, SHOWN, CLOSE = 0.95, 2, 4


@dataclass(frozen=True, slots=True)
class Line:
    """One element: its mean, its category with how sure it is, how it goes with the others."""

    code: str
    title: str
    mean: str
    index: str
    value: Fraction | None
    interval: Interval | None
    ends: str
    grade: str
    chance: str
    mark: str
    n: int
    rest: str


@dataclass(frozen=True, slots=True)
class Way:
    """The index on one way of computing."""

    title: str
    value: str
    grade: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One campaign of a trend, or one group of campaigns."""

    title: str
    pk: int | None
    people: int
    rate: str
    value: str
    number: Fraction | None
    interval: Interval | None
    ends: str
    grade: str
    plain: str = ""
    is_unit: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page of one campaign's results."""

    heading: str
    certainty: str
    value: str
    ends: str
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    free: str
    alpha: str
    alpha_n: int
    rate: str
    margin: str


def make_page(found: Studied) -> Page:
    """The campaign in words; its figures may be shown."""
    outcome = found.facts.outcome
    titles = {i["code"]: say(i["title"]) for i in list_items(find_form(found.campaign))}
    return Page(
        heading=_say_heading(found),
        certainty=_say_certainty(found),
        value=_say_value(outcome),
        ends=_say_ends(found.sure),
        lines=tuple(_make_lines(found, titles)),
        ways=tuple(_make_ways(found)),
        free=_say_free(found, titles),
        alpha="" if found.reliability.alpha is None else format_number(found.reliability.alpha, 3),
        alpha_n=found.reliability.n,
        rate=format_share(found.rate, 1),
        margin=format_share(found.margin, 1),
    )


def _is_enough(found: Studied) -> bool:
    return found.required is None or found.facts.people >= found.required


def _say_heading(found: Studied) -> str:
    outcome, people = found.facts.outcome, found.facts.people
    facts = {"value": _say_value(outcome), "n": people}
    if found.facts.band and _is_enough(found) and _is_sure(found.sure):
        facts |= {"grade": found.facts.band.grade, "name": say(found.facts.band.name)}
        return ngettext(
            "Index %(value)s, %(grade)s (%(name)s), from %(n)s respondent",
            "Index %(value)s, %(grade)s (%(name)s), from %(n)s respondents", people,
        ) % facts  # fmt: skip
    return (
        ngettext(
            "Index %(value)s from %(n)s respondent",
            "Index %(value)s from %(n)s respondents",
            people,
        )
        % facts
    )


def _is_sure(sure: Sure | None) -> bool:
    return sure is not None and sure.probability is not None and sure.probability >= SURE


def _say_certainty(found: Studied) -> str:
    """How far the category is to be trusted; empty where there are no categories."""
    sure, band = found.sure, found.facts.band
    if not found.facts.outcome.bands:
        return ""
    if not _is_enough(found):
        return _("Too few respondents yet: no category is named.")
    if band is None or sure is None or sure.probability is None:
        return _("The category is not certain yet.")
    share = {"grade": band.grade, "share": format_share(sure.probability)}
    if _is_sure(sure):
        return _("safe: probability of category %(grade)s %(share)s") % share
    return _("not safe yet: probability of category %(grade)s %(share)s") % share


def _say_value(outcome: Outcome) -> str:
    return "–" if outcome.value is None else format_number(outcome.value, SHOWN)


def _say_ends(sure: Sure | None) -> str:
    return format_range(sure.low, sure.high, SHOWN) if sure else ""


def _draw(sure: Sure | None) -> Interval | None:
    return Interval(sure.low, sure.high) if sure else None


def _make_lines(found: Studied, titles: Mapping[str, str]) -> list[Line]:
    made = []
    for (each, sure), r in zip(found.elements, found.reliability.correlations, strict=True):
        is_low, is_high = each.code in found.facts.lowest, each.code in found.facts.highest
        chance = sure.probability if sure else None
        made.append(
            Line(
                code=each.code,
                title=titles.get(each.code, each.code),
                mean=format_number(each.mean, CLOSE),
                index=format_number(each.index, SHOWN),
                value=each.index,
                interval=_draw(sure),
                ends=_say_ends(sure),
                grade=_say_grade(each),
                chance="" if chance is None or each.band is None else format_share(chance),
                mark=_("lowest") if is_low else _("highest") if is_high else "",
                n=each.tally.n,
                rest="–" if r is None else format_number(r, 2),
            )
        )
    return made


def _say_grade(each: Element) -> str:
    return each.band.grade if each.band else ""


def _make_ways(found: Studied) -> list[Way]:
    document = found.campaign.instrument_version.document
    seen: dict[str, Way] = {}
    for name, outcome in found.facts.ways.items():
        title = _("exactly 1/x, rounded once") if not name else describe(document, name)
        grade = outcome.bands[0].grade if len(outcome.bands) == 1 else "–"
        seen[title] = Way(title, _say_value(outcome), grade, is_own=not name)
    return list(seen.values()) if len(seen) > 1 else []


def _say_free(found: Studied, titles: Mapping[str, str]) -> str:
    """Why the element of the fee stands at its highest: the service is free."""
    free = found.facts.free
    if free is None:
        return ""
    facts = {
        "code": free.item.item, "title": titles.get(free.item.item, ""),
        "with": _say_value(free.with_it), "without": _say_value(free.without),
    }  # fmt: skip
    return (
        _(
            "%(code)s (%(title)s) was answered “free” by everybody, as a free service has to be: the index is "
            "%(with)s with it and %(without)s over the other elements alone."
        )
        % facts
    )


# ---- many together ----------------------------------------------------------


def make_trend(found: Sequence[Studied]) -> list[Point]:
    """The campaigns of one place over time; those of too few respondents without a figure."""
    return [_point_of(each, _say_days(each)) for each in found]


def _say_days(found: Studied) -> str:
    campaign = found.campaign
    return f"{format_day(campaign.period_start)} – {format_day(campaign.period_end)}"


def _point_of(found: Studied, title: str) -> Point:
    outcome, is_shown = found.facts.outcome, found.is_shown
    sure = found.sure if is_shown else None
    is_named = is_shown and found.facts.band and _is_enough(found) and _is_sure(sure)
    return Point(
        title=title,
        pk=found.campaign.pk,
        people=found.facts.people,
        rate=format_share(found.rate, 1),
        value=_say_value(outcome) if is_shown else "",
        number=outcome.value if is_shown else None,
        interval=_draw(sure),
        ends=_say_ends(sure),
        grade=found.facts.band.grade if is_named and found.facts.band else "",
    )


def make_group(title: str, group: Together, people: int, *, is_unit: bool = True) -> Point:
    """Several campaigns as one row: by volume where all volumes are known, and plain."""
    mean = group.mean
    by_volume = mean.by_volume if mean else None
    return Point(
        title=title,
        pk=None,
        people=people,
        rate=format_share(group.rate, 1),
        value=format_number(by_volume, SHOWN) if by_volume is not None else "",
        number=by_volume,
        interval=_draw(group.sure),
        ends=_say_ends(group.sure),
        grade="",
        plain=format_number(mean.plain, SHOWN) if mean else "",
        is_unit=is_unit,
    )


def make_part(found: Studied) -> Point:
    """One campaign under its unit."""
    campaign = found.campaign
    return _point_of(found, campaign.service.name if campaign.service else campaign.title)


def make_single(title: str, found: Studied) -> Point:
    """A unit with one survey: both means are its index."""
    made = _point_of(found, title)
    return replace(made, plain=made.value, is_unit=True)


def say_least() -> str:
    """From how many respondents on figures are shown."""
    return _("Of fewer than %(n)s respondents no figure is shown.") % {"n": LEAST}


def list_margins() -> list[tuple[str, str]]:
    """The margins a required sample may be asked for, as their share and in words."""
    return [(each, format_percent(Fraction(each) * 100)) for each in MARGINS]
