"""All contradictions of a survey report; here those of its other contents: 5 to 7, 9 to 13."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from tilik.core import audit_values as values
from tilik.core.audit import (
    ElementTable,
    Extremes,
    Figure,
    Finding,
    Plan,
    Rules,
    SurveyReport,
    Weight,
    find_day,
)
from tilik.core.audit_paths import differ, find_plain, list_bases
from tilik.core.audit_units import check_units
from tilik.core.numbers import total
from tilik.core.sampling import get_sample

Findings = Iterator[Finding]
ERROR, WARNING = Weight.ERROR, Weight.WARNING
THREE = 3


def audit(report: SurveyReport, rules: Rules) -> list[Finding]:
    """Every contradiction, kind by kind, in the order of the report within a kind."""
    found = [finding for check in CHECKS for finding in check(report, rules)]
    return sorted(found, key=lambda finding: finding.kind or 99)


def _check_profiles(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 5: respondents by sex, age, schooling … that are not as many as there were."""
    for profile in report.profiles:
        counted = total(group.count.value for group in profile.groups)
        last = profile.total or profile.groups[-1].count
        facts = {"profile": profile.name}
        if profile.total and profile.total.value != counted:
            yield differ(5, "profile-total", profile.total, counted, profile=profile.name)
        n = report.respondents
        if n and counted != n.value:
            found = str(counted)
            yield Finding(5, "profile-sum", ERROR, last.place, found, n.printed, facts)
        for group in profile.groups if counted else ():
            share = 100 * group.count.value / counted
            if group.percent and _is_off(group.percent, share):
                named = f"{profile.name}: {group.name}"
                yield differ(5, "profile-percent", group.percent, share, profile=named)


def _is_off(percent: Figure, share: Fraction) -> bool:
    """Whether a printed share is more than its last digit away: shares are nudged to make 100."""
    return abs(percent.value - share) > percent.step


def _check_extremes(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 6: the lowest elements in words, table and plan are not the same."""
    table = next((t for t in report.tables if not t.scope and find_plain(t) is not None), None)
    if table is None:
        return
    means = _list_means(table)
    for said in report.extremes:
        wanted = _pick(means, min(len(said.elements), THREE), lowest=said.lowest)
        if not _fits(said.elements, means, lowest=said.lowest):
            code = "lowest-words" if said.lowest else "highest-words"
            yield _list(6, code, said, wanted)
    plans = [plan for plan in report.plans if not plan.done]
    if plans and not report.is_follow_up:
        yield from _check_plan(plans[0], means)
    yield from _check_follow_up(report)


def _check_plan(plan: Plan, means: dict[str, Fraction]) -> Findings:
    """A plan that leaves out one of the three lowest elements, or has fewer than three."""
    if len(set(plan.elements)) < THREE:
        found, wanted = str(len(set(plan.elements))), str(THREE)
        yield Finding(6, "plan-few", ERROR, plan.place, found, wanted)
    lowest = _pick(means, THREE, lowest=True)
    if len(set(plan.elements) & set(lowest)) < THREE:
        yield _list(6, "plan-elements", plan, lowest)


def _check_follow_up(report: SurveyReport) -> Findings:
    """What was carried out is not what was planned."""
    plans = [plan for plan in report.plans if not plan.done]
    done = [plan for plan in report.plans if plan.done]
    if report.is_follow_up and plans and done:
        wanted = tuple(dict.fromkeys(plans[0].elements))
        if set(done[0].elements) != set(wanted):
            yield _list(6, "follow-up-elements", done[0], wanted)


def _fits(elements: Sequence[str], means: dict[str, Fraction], *, lowest: bool) -> bool:
    """Whether no element left out is lower (higher) than one named; ties may be broken either way."""
    named = [means[each] for each in elements if each in means]
    others = [mean for element, mean in means.items() if element not in elements]
    if not named or not others:
        return True
    return max(named) <= min(others) if lowest else min(named) >= max(others)


def _pick(means: dict[str, Fraction], n: int, *, lowest: bool) -> tuple[str, ...]:
    """The `n` lowest or highest elements, with all that tie with the last of them."""
    ordered = sorted(means, key=lambda element: means[element], reverse=not lowest)
    bound = means[ordered[min(n, len(ordered)) - 1]]
    return tuple(e for e in ordered if (means[e] <= bound if lowest else means[e] >= bound))


def _check_share_done(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 7: a share of the plan carried out that is not done over planned."""
    done = next((plan.done for plan in report.plans if plan.done), ())
    if done and report.follow_up_share:
        share = Fraction(100 * sum(done), len(done))
        if not report.follow_up_share.agrees(share):
            n = f"{sum(done)}/{len(done)}"
            yield differ(7, "follow-up-share", report.follow_up_share, share, n=n)


def _check_dates(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 9: a day no calendar has, one outside the period, a title of another year."""
    if report.period is None:
        return
    year = report.period.year
    for read in report.dates:
        if find_day(read, year) is None:
            yield Finding(9, "no-such-day", ERROR, read.place, read.written)
        elif read.collecting and not report.period.holds(read.year or year, read.month):
            facts = {"year": str(year)}
            yield Finding(9, "outside-period", WARNING, read.place, read.written, "", facts)
    for heading in report.headings:
        if heading.period.year != year:
            place, said = heading.place, heading.written
            yield Finding(9, "title-year", ERROR, place, said, str(year))


def _check_sample(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 10: a sample that is not the table's for its population, or was not reached."""
    sample, n = report.sample, report.respondents
    if report.population and report.population.value >= 1:
        size = get_sample(int(report.population.value))
        if sample and sample.value != size:
            facts = {"population": report.population.printed}
            yield Finding(
                10, "sample-formula", ERROR, sample.place, sample.printed, str(size), facts
            )
        if n and n.value < size:
            facts = {"population": report.population.printed}
            yield Finding(10, "sample-short", WARNING, n.place, n.printed, str(size), facts)


def _check_meanings(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 12: U8 and U9 without a meaning, or with two."""
    if report.bare_codes and not report.meanings:
        yield Finding(12, "meaning-missing", WARNING, report.bare_codes, "U8, U9")
    first: dict[str, str] = {}
    for said in report.meanings:
        meant = first.setdefault(said.code, said.element)
        if meant != said.element:
            yield Finding(
                12, "meaning-differs", ERROR, said.place, said.element, meant, {"code": said.code}
            )


def _check_quoted(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 13: a legal base that is named wrongly or is no longer in force."""
    for quoted in report.quoted:
        yield Finding(13, quoted.code, ERROR, quoted.place, quoted.written)


def _list_means(table: ElementTable) -> dict[str, Fraction]:
    """The means of a table, of the counts where they are there."""
    bases = list_bases(table)
    means = bases.get("counts") or bases["printed"]
    return {row.element: mean for row, mean in zip(table.rows, means, strict=True)}


def _list(kind: int, code: str, said: Extremes | Plan, wanted: Sequence[str]) -> Finding:
    """Elements that should be others."""
    found = ", ".join(dict.fromkeys(said.elements))
    return Finding(kind, code, ERROR, said.place, found, ", ".join(wanted))


CHECKS: tuple[Callable[[SurveyReport, Rules], Findings], ...] = (
    values.check_means, values.check_index, values.check_marks, values.check_same,
    _check_profiles, _check_extremes, _check_share_done, values.check_confused, _check_dates,
    _check_sample, values.check_copied, _check_meanings, _check_quoted, check_units,
)  # fmt: skip
