"""A unit's survey as its papers need it: the facts in words, the periods before, what was promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.formats import date_format

from tilik.actions.survey_facts import Surveyed, read_surveyed, read_trend
from tilik.core.errors import UserError
from tilik.core.instrument import Band
from tilik.core.results import Outcome
from tilik.core.survey_facts import Facts, count_done, get_horizon
from tilik.records.models import Action, Round, RoundUnit
from tilik.records.models.improvement import ActionState
from tilik.records.queries.documents import find_form
from tilik.records.queries.survey_results import is_survey, list_channels, list_steps
from tilik.web.numbers import format_day, format_number
from tilik.web.papers.words import fill, join, read_words
from tilik.web.presenters.texts import say

SHOWN, EXACT = 2, 4
"""Decimals of an index; of a mean, so that whoever computes again from the paper gets the index."""
NONE, STAR, BLANK = "–", "*", "………………………………"


@dataclass(frozen=True, slots=True)
class Asked:
    """An element of the questionnaire: its name, its question, its answers from low to high."""

    code: str
    title: str
    question: str
    answers: tuple[str, ...]


class Study:
    """A unit's survey of a round with all its papers say."""

    def __init__(self, round: Round, member: RoundUnit) -> None:
        if not is_survey(round):
            raise UserError("not-a-survey")
        self.round, self.member = round, member
        self.words: Mapping[str, Any] = read_words("survei")

    @cached_property
    def found(self) -> Surveyed:
        """The survey. Raises UserError("no-responses")."""
        found = read_surveyed(self.round, self.member.unit)
        if found is None:
            raise UserError("no-responses", unit=self.member.unit.code)
        return found

    @property
    def result(self) -> Facts:
        """What it came to."""
        return self.found.facts

    @cached_property
    def trend(self) -> list[tuple[Round, Surveyed | None]]:
        """The periods before, oldest first."""
        return read_trend(self.round, self.member.unit)

    @property
    def before(self) -> tuple[Round, Surveyed | None] | None:
        """The period just before, where there is one."""
        return self.trend[-1] if self.trend else None

    @cached_property
    def steps(self) -> list[Action]:
        """What was promised after this survey."""
        return list_steps(self.round, self.member.unit)

    @cached_property
    def steps_before(self) -> list[Action]:
        """What was promised after the one before."""
        return list_steps(self.before[0], self.member.unit) if self.before else []

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """The elements by code, in the order of the questionnaire."""
        return list_asked(self.round)

    def name(self, code: str) -> str:
        """An element by code and name."""
        return f"{code} {self.asked[code].title}" if code in self.asked else code

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the sentences of its papers say."""
        found, result = self.found, self.result
        n = result.people
        used = [each for each in result.elements if each.mean is not None]
        population = found.population
        starts, ends = zip(*((c.period_start, c.period_end) for c in found.campaigns), strict=True)
        channels = [self.words["channels"].get(c, c) for c in list_channels(found.campaigns)]
        said = {
            "span": say_span(self.round.period_start, self.round.period_end),
            "collected": say_span(min(starts), max(ends)),
            "people": format_number(n),
            "x": str(len(used)),
            "population": NONE if population is None else format_number(population),
            "required": format_number(found.required),
            "rate": format_number(Fraction(100 * n, population), 1) if population else NONE,
            "value": say_value(result.outcome),
            "grade": say_grade(result.outcome),
            "sum": format_number(result.sum, EXACT),
            "channels": join(channels),
            "place": self.member.unit.address or BLANK,
            "lowest": self._list(result, result.lowest),
            "highest": self._list(result, result.highest),
            "lowest_names": join([self.name(code) for code in result.lowest]),
            "highest_names": join([self.name(code) for code in result.highest]),
        }
        return said | self._say_rest(said, result)

    def _list(self, result: Facts, codes: Sequence[str]) -> str:
        parts = []
        for code in codes:
            each = result.get(code)
            parts.append(f"{self.name(code)} ({format_number(each.mean if each else None, EXACT)})")
        return join(parts)

    def _say_rest(self, said: Mapping[str, str], result: Facts) -> dict[str, str]:
        """The sentences that hold only sometimes; empty where they do not."""
        say_of, known = self.words["sentences"], result.outcome.value is not None
        texts = {
            "sampled": "known" if self.found.population is not None else "unknown",
            "enough": "enough" if result.people >= self.found.required else "short",
            "outcome": "outcome" if known else "no_outcome",
        }
        made = {name: fill(say_of[code], said) for name, code in texts.items()}
        free = result.free
        if free:
            spared = {"element": self.name(free.item.item), "without": say_value(free.without)}
            made["free"] = fill(say_of["free"], {**said, **spared})
        return {"free": "", **made, **self._compare(result), **self._say_steps()}

    def _compare(self, result: Facts) -> dict[str, str]:
        """The sentence about the period before."""
        say_of, before = self.words["sentences"], self.before
        then = before[1].facts.outcome if before and before[1] else None
        if before is None or then is None or then.value is None or result.outcome.value is None:
            return {"change": say_of["first"], "before": before[0].title if before else ""}
        moved = (result.outcome.rounded or Fraction(0)) - (then.rounded or Fraction(0))
        word = "rose" if moved > 0 else "fell" if moved < 0 else "same"
        facts = {"old": say_value(then), "old_round": before[0].title}
        change = format_number(abs(moved), SHOWN)
        return {"change": fill(say_of[word], facts | {"change": change}), "before": before[0].title}

    def _say_steps(self) -> dict[str, str]:
        """How many of the promised steps are done; of this survey and of the one before."""
        missing = join([self.name(code) for code in self.list_missing()])
        say_of = self.words["sentences"]
        then = self._count("_before", [step.state for step in self.steps_before])
        if self.before is None:
            then["carried_before"] = say_of["no_before"]
        return {
            **self._count("", [step.state for step in self.steps]),
            **then,
            "horizons": self._say_horizons(),
            "promises_missing": fill(say_of["missing"], {"missing": missing}) if missing else "",
        }

    def _say_horizons(self) -> str:
        """How many steps are for the short, the medium and the long run; empty without any."""
        end, named = self.round.period_end, self.words["horizons"]
        runs = [get_horizon(end, s.quarter_start) for s in self.steps if s.quarter_start]
        said = join([f"{runs.count(run)} {words}" for run, words in named.items() if run in runs])
        return fill(self.words["sentences"]["horizons"], {"horizons": said}) if said else ""

    def list_missing(self) -> list[str]:
        """The lowest elements for which nothing is promised yet."""
        promised = {step.item for step in self.steps}
        return [code for code in self.result.lowest if code not in promised]

    def _count(self, ending: str, states: Sequence[str]) -> dict[str, str]:
        share = count_done(states)
        done = states.count(ActionState.DONE)
        say_of = self.words["sentences"]
        counts = {"n": str(len(states)), "done": str(done), "left": str(len(states) - done)}
        counts["share"] = NONE if share is None else format_number(share * 100, SHOWN)
        text = fill(say_of["carried"], counts) if states else say_of["nothing_promised"]
        return {f"carried{ending}": text, **{f"{name}{ending}": v for name, v in counts.items()}}

    def describe(self) -> dict[str, Any]:
        """What a paper's fingerprint says of it."""
        return {
            "survey": describe_facts(self.result),
            "population": self.found.population,
            "profile": {name: dict(counts) for name, counts in self.found.profile.items()},
            "services": [[name, describe_facts(each)] for name, each in self.found.services],
            "steps": [[s.item, s.title, s.state, s.progress] for s in self.steps],
        }


def list_asked(round: Round) -> dict[str, Asked]:
    """The elements of a round's questionnaire by code, in the order in which they are asked."""
    document = round.instrument_version.document
    code = next(str(f["code"]) for f in document["forms"] if f["role"] == "respondents")
    form = find_form(document, code)
    items = {str(item["code"]): item for item in form["items"]}
    order = next(iter(form.get("orders", {}).values()), list(items))
    return {
        name: Asked(
            name,
            say(items[name]["title"]),
            ask(say(items[name].get("help")) or say(items[name]["title"])),
            tuple(say(level.get("title")) for level in items[name].get("levels", ())),
        )
        for name in order
    }


def ask(text: str) -> str:
    """The question alone; what is said to whoever lays the survey out stands behind it."""
    question, mark, _rest = text.partition("?")
    return question + mark


def expand(row: Sequence[Any], codes: Sequence[Any]) -> tuple[Any, ...]:
    """The row with the elements in the place of its star."""
    if STAR not in row:
        return tuple(row)
    at = list(row).index(STAR)
    return (*row[:at], *codes, *row[at + 1 :])


def describe_facts(facts: Facts) -> dict[str, Any]:
    """Exact values only, as a fingerprint takes them."""
    value = facts.outcome.value
    return {
        "people": facts.people,
        "value": None if value is None else str(value),
        "grades": [band.grade for band in facts.outcome.bands],
        "counts": {e.code: {str(k): n for k, n in e.tally.counts.items()} for e in facts.elements},
    }


def say_value(outcome: Outcome) -> str:
    """The index rounded once; unknown while an element has no answer."""
    return format_number(outcome.rounded, SHOWN) if outcome.rounded is not None else NONE


def say_band(band: Band | None) -> str:
    """A category by mark and name."""
    return f"{band.grade} ({say(band.name)})" if band else NONE


def say_grade(outcome: Outcome) -> str:
    """The category where one alone is possible, else all that are."""
    if len(outcome.bands) == 1:
        return say_band(outcome.bands[0])
    possible = join([band.grade for band in outcome.bands]) or NONE
    return f"belum dapat ditetapkan (masih mungkin {possible})"


def say_span(start: date, end: date) -> str:
    """From when to when."""
    return f"{format_day(start)} sampai dengan {format_day(end)}"


def say_months(round: Round) -> str:
    """A period by its months, short enough for an axis: Jan–Jun 2025."""
    start, end = round.period_start, round.period_end
    first = date_format(start, "M" if start.year == end.year else "M Y")
    return f"{first}–{date_format(end, 'M Y')}"


def say_quarter(day: date | None) -> str:
    """A quarter as offices name it: TW III 2026."""
    if day is None:
        return NONE
    return f"TW {('I', 'II', 'III', 'IV')[(day.month - 1) // 3]} {day.year}"
