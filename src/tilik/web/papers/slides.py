"""The presentation for the leader: five to seven slides, each one finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from tilik.records.models import RoundUnit
from tilik.records.queries.documents import list_titles
from tilik.web.numbers import format_exact, format_number, format_signed, to_decimal
from tilik.web.papers.recap import list_groups
from tilik.web.papers.words import fill, fill_all, read_words
from tilik.web.papers.work import (
    Draft,
    Work,
    describe_result,
    describe_round,
    read_exact,
    say_result,
)
from tilik.web.presenters.scores import list_values, name_item
from tilik.web.presenters.sides import get_roles, mean, measure
from tilik.web.presenters.worth import Worth, find_holding, list_worth, share_of
from tilik.web.reports.decks import Chart, Deck, Grid, Series, Slide

ENDS, MOST_BARS, MOST_ROWS, PLACES, LONG = 6, 12, 7, 3, 46
PAPER, CITIZEN = "0B7D72", "C2500A"
ONE = Fraction(1)


def make_slides(work: Work) -> Draft:
    """The presentation, from what is known so far."""
    made = _Slides(work)
    words = read_words("paparan")
    title = fill(words["title"], made.facts)
    return Draft(
        title=title,
        sections=(),
        facts={
            **describe_round(work.round),
            "whole": describe_result(work.whole),
            "units": [
                [each.unit.code, describe_result(work.results.get(each.unit_id))]
                for each in work.members
            ],
            "levels": made.levels,
        },
        deck=Deck(title, tuple(made.list_slides()), title),
    )


@dataclass(frozen=True)
class _Known:
    """A unit with its value."""

    member: RoundUnit
    value: Fraction


class _Slides:
    """Makes the slides of a round; `facts` are what every slide may say."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.words = read_words("paparan")
        self.titles = list_titles(work.document)
        self.top = to_decimal(Fraction(str(work.document["index"]["scale"][1])), 2)
        self.all = len(work.members)
        self.facts = {**work.words, **say_result(work, work.whole), "all": str(self.all)}

    def list_slides(self) -> Iterator[Slide]:
        """The slides in order; one that has nothing to show is left out."""
        yield self._cover()
        yield self._units()
        yield from self._aspects()
        yield from self._gap()
        yield from self._holding()
        yield self._acts()
        yield self._open()

    @cached_property
    def known(self) -> list[_Known]:
        """The units with a value, highest first."""
        found = []
        for member in self.work.members:
            result = self.work.results.get(member.unit_id)
            if result and result.numerator is not None:
                value = Fraction(int(result.numerator), int(result.denominator or 1))
                found.append(_Known(member, value))
        return sorted(found, key=lambda each: (-each.value, each.member.name))

    @cached_property
    def trees(self) -> dict[int, Mapping[str, Any]]:
        """The tree of every unit that has one."""
        return {unit: result.read_tree() for unit, result in self.work.results.items()}

    @cached_property
    def rated(self) -> frozenset[str]:
        """The indicators evaluators rate."""
        roles = get_roles(self.work.document)
        return frozenset(
            item for item in self.titles if roles.get(item.partition(":")[0]) == "evaluation"
        )

    @cached_property
    def worth(self) -> dict[int, list[Worth]]:
        """What a level of each indicator is worth at each unit."""
        return {unit: list_worth(tree, self.rated) for unit, tree in self.trees.items()}

    @property
    def levels(self) -> dict[str, dict[str, str]]:
        """What the fingerprint says of the levels."""
        codes = {each.unit_id: each.unit.code for each in self.work.members}
        return {
            codes[unit]: {item: str(value) for item, value in list_values(tree).items()}
            for unit, tree in self.trees.items()
            if unit in codes
        }

    def say(self, name: str, **more: str) -> str:
        """The words of that name with the facts in them."""
        return fill(self.words[name], {**self.facts, **more})

    def _cover(self) -> Slide:
        lines = fill_all(self.words["cover_lines"], self.facts)
        return Slide(self.say("cover"), lines, is_cover=True)

    def _units(self) -> Slide:
        known = self.known
        if not known:
            return Slide(self.say("units_none"), self._without())
        first, last = known[0], known[-1]
        title = self.say(
            "units" if len(known) > 1 else "units_one", n=str(len(known)),
            best=first.member.name, high=self._show(first.value),
            worst=last.member.name, low=self._show(last.value),
        )  # fmt: skip
        is_cut = len(known) > MOST_BARS
        shown = [*known[:ENDS], *known[-ENDS:]] if is_cut else known
        values = [to_decimal(each.value, self.work.decimals) for each in shown]
        series = Series(self.facts["index"], values, PAPER)
        names = [shorten(each.member.name) for each in shown]
        chart = Chart("bars", names, (series,), self.top, title)
        return Slide(
            title, (self.say("units_ends" if is_cut else "units_all"), *self._without()), chart
        )

    def _without(self) -> tuple[str, ...]:
        """Which units have no value."""
        known = {each.member.pk for each in self.known}
        names = [each.name for each in self.work.members if each.pk not in known]
        if not names:
            return ()
        if len(names) > ENDS:
            names = [*names[:ENDS], fill(self.words["more"], {"n": str(len(names) - ENDS)})]
        return (self.say("without", units=", ".join(names)),)

    def _aspects(self) -> Iterator[Slide]:
        """The parts evaluators rate, each as the mean of the units that have a value there."""
        found: dict[str, list[Fraction | None]] = {}
        known = {each.member.unit_id for each in self.known}
        for group in list_groups(self.work):
            if group.items[0] in self.rated:
                nodes = [node for unit, node in group.nodes.items() if unit in known]
                found.setdefault(group.title, []).extend(map(read_exact, nodes))
        means = {
            title: value
            for title, values in found.items()
            if (value := mean(values)[0]) is not None
        }
        if len(means) < 2:
            return
        low, high = min(means, key=lambda k: means[k]), max(means, key=lambda k: means[k])
        title = self.say(
            "aspects", low=low, high=high,
            low_value=self._show(means[low]), high_value=self._show(means[high]),
        )  # fmt: skip
        values = [to_decimal(value, 2) for value in means.values()]
        series = Series(self.facts["index"], values, PAPER)
        scale = f"0–{format_number(self.top, 0)}"
        chart = Chart("bars", [shorten(each) for each in means], (series,), self.top, title)
        yield Slide(title, (self.say("aspects_line", scale=scale),), chart)

    def _gap(self) -> Iterator[Slide]:
        """Evaluators and users beside each other, where both are known."""
        roles = get_roles(self.work.document)
        pairs = []
        for member in self.work.members:
            tree = self.trees.get(member.unit_id)
            own, users = (measure(tree, roles, role) for role in ("evaluation", "respondents"))
            if own is not None and users is not None:
                pairs.append((member, own, users))
        if not pairs:
            return
        lower = sum(users < own for _member, own, users in pairs)
        title = self.say("gap_lower" if lower else "gap_none", n=str(lower), all=str(len(pairs)))
        shown = sorted(pairs, key=lambda each: (each[2] - each[1], each[0].name))[:ENDS]
        series = (
            Series(self.words["evaluators"], [to_decimal(own, 2) for _m, own, _u in shown], PAPER),
            Series(self.words["users"], [to_decimal(users, 2) for *_, users in shown], CITIZEN),
        )
        names = [shorten(each[0].name) for each in shown]
        yield Slide(title, (self.say("gap_line"),), Chart("bars", names, series, self.top, title))

    def _holding(self) -> Iterator[Slide]:
        """The indicators where one level more in every unit adds most."""
        gains: dict[str, Fraction] = {}
        levels: dict[str, list[Fraction | None]] = {}
        for each in (one for worths in self.worth.values() for one in worths):
            if each.level is not None:
                gains[each.item] = gains.get(each.item, Fraction(0)) + step(each) * each.points
                levels.setdefault(each.item, []).append(each.level)
        order = sorted(gains, key=lambda item: (-gains[item], item))[:MOST_ROWS]
        if not order:
            return
        rows = [
            (
                shorten(name_item(item, self.titles), 2 * LONG), self._show(mean(levels[item])[0]),
                str(len(levels[item])), self._show_gain(gains[item]),
            )
            for item in order
        ]  # fmt: skip
        title = self.say("holding", item=shorten(name_item(order[0], self.titles), 2 * LONG))
        grid = Grid(self.words["holding_head"], rows, (6, 1.6, 1.4, 1.6), frozenset({1, 2, 3}))
        yield Slide(title, (self.say("holding_line"),), grid=grid)

    def _acts(self) -> Slide:
        """What holds each unit back most, and what one level there brings the government."""
        names = {each.unit_id: each.name for each in self.work.members}
        found = []
        for unit, worths in self.worth.items():
            best = find_holding(worths)
            if best is not None and best.level is not None and best.reach > 0 and unit in names:
                found.append((step(best) * best.points, names[unit], best))
        found.sort(key=lambda each: (-each[0], each[1]))
        if not found:
            return Slide(self.say("acts_none"))
        rows = [
            (
                name, shorten(name_item(best.item, self.titles), 2 * LONG),
                format_exact(best.level), self._show_gain(gain),
            )
            for gain, name, best in found[:MOST_ROWS]
        ]  # fmt: skip
        gain = sum((each[0] for each in found[:MOST_ROWS]), Fraction(0))
        n = len(rows)
        added = format_number(share_of(gain, self.all), PLACES)
        title = self.say("acts" if n > 1 else "acts_one", n=str(n), gain=added)
        grid = Grid(self.words["acts_head"], rows, (3, 5, 1.5, 1.5), frozenset({2, 3}))
        return Slide(title, (self.say("acts_line"),), grid=grid)

    def _open(self) -> Slide:
        """The units whose category cannot be laid down yet."""
        rows = []
        for member in self.work.members:
            shown = self.work.show(self.work.results.get(member.unit_id))
            if shown is None:
                rows.append((member.name, "–", "–", self.words["not_computed"]))
            elif not shown.is_known or shown.possible:
                span = shown.range or shown.value
                rows.append(
                    (member.name, span, shown.possible_words or "–", ", ".join(shown.status))
                )
        if not rows:
            return Slide(self.say("closed"), fill_all(self.words["closed_lines"], self.facts))
        title = self.say("open", n=str(len(rows)))
        return Slide(title, fill_all(self.words["open_lines"], self.facts), grid=self._cut(rows))

    def _cut(self, rows: Sequence[tuple[str, ...]]) -> Grid:
        """The first rows; how many more there are is said."""
        shown = list(rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            shown[-1] = (
                fill(self.words["more"], {"n": str(len(rows) - MOST_ROWS + 1)}),
                "",
                "",
                "",
            )
        return Grid(self.words["open_head"], shown, (3.4, 1.8, 2, 3))

    def _show(self, value: Fraction | None) -> str:
        return format_number(value, self.work.decimals)

    def _show_gain(self, points: Fraction) -> str:
        """Points of a unit's value as points of the government's."""
        return format_signed(share_of(points, self.all), PLACES)


def step(each: Worth) -> Fraction:
    """One level more, or what is left to the top."""
    return min(each.top - each.level, ONE) if each.level is not None else Fraction(0)


def shorten(text: str, most: int = LONG) -> str:
    """The text, cut at a word where it is too long for its place."""
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0]}…"
