"""The recap of a round as a workbook: units by indicators with levels, and all they add up to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tilik.records.models import RoundUnit
from tilik.records.queries.documents import list_titles
from tilik.records.queries.scores import get_default_variant
from tilik.web.papers.words import fill, fill_all, read_words
from tilik.web.papers.work import (
    Draft,
    Work,
    describe_result,
    describe_round,
    read_exact,
    say_result,
)
from tilik.web.presenters.reasons import describe_reason
from tilik.web.presenters.scores import name_item, walk
from tilik.web.presenters.texts import say
from tilik.web.reports.books import Book, Cell, Grid

Tree = Mapping[str, Any]
LEVEL, VALUE = 0, 2
NARROW, CODE, NAME, LONG, NUMBER, WIDE = 5.0, 20.0, 34.0, 36.0, 11.0, 13.0


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a form with its indicators, as every unit has it that was asked for it."""

    form: str
    title: str
    items: tuple[str, ...]
    nodes: Mapping[int, Tree]


def make_recap(work: Work) -> Draft:
    """The workbook: the summary, a sheet for each part of each form, the sources."""
    words = read_words("rekap")
    facts = work.words | say_result(work, work.whole)
    facts |= {
        "instrument_sha": work.round.instrument_version.sha256,
        "variant": get_default_variant(work.round),
    }
    aside = {str(n.get("code")) for n in walk(work.document["index"]) if n.get("scored") is False}
    writer = _Writer(work, words, fill_all(words["above"], facts), frozenset(aside))
    groups = list_groups(work)
    grids = [writer.summarise(), *map(writer.list_levels, groups), writer.name_sources(facts)]
    title = fill(words["title"], facts)
    return Draft(
        title=title,
        sections=(),
        facts={**describe_round(work.round), "units": [_describe(work, each, groups) for each in work.members]},
        book=Book(title, grids, title, work.round.period_end, work.office.size),
    )  # fmt: skip


def list_groups(work: Work) -> list[Group]:
    """Every part whose indicators some unit was asked for, in the order of the instrument."""
    titles = list_titles(work.document)
    items: dict[str, list[str]] = {}
    nodes: dict[str, dict[int, Tree]] = {}
    variants = {member.unit_id: member.form_variant for member in work.members}
    for unit, result in work.results.items():
        for node in walk(result.read_tree()):
            found = [str(child["item"]) for child in node.get("children", ()) if child.get("item")]
            if not found or node["gap"] == "not-applicable":
                continue
            if is_other_form(work, found[0], variants.get(unit, "")):
                continue
            code = str(node["code"])
            known = items.setdefault(code, [])
            known += [item for item in found if item not in known]
            nodes.setdefault(code, {})[unit] = node
    order = {item: n for n, item in enumerate(titles)}
    first = sorted(items, key=lambda code: order.get(items[code][0], 0))
    return [
        Group(
            items[code][0].partition(":")[0],
            say(titles.get(code)) or code,
            tuple(sorted(items[code], key=lambda item: order.get(item, 0))),
            nodes[code],
        )
        for code in first
    ]


def is_other_form(work: Work, item: str, variant: str) -> bool:
    """Whether the item is of a form for another channel than the unit's."""
    return bool(variant) and work.channels[item.partition(":")[0]] not in (None, variant)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the sheets of a round."""

    work: Work
    words: Mapping[str, Any]
    above: tuple[str, ...]
    aside: frozenset[str]
    """The parts outside the sum."""

    def summarise(self) -> Grid:
        """Every unit with the parts of its index, the index, its category or the possible ones."""
        words, work = self.words, self.work
        parts = [str(c.get("code") or c["item"]) for c in work.document["index"]["children"]]
        titles = list_titles(work.document)
        named = [say(titles.get(code)) or code for code in parts]
        return Grid(
            title=words["summary"],
            above=self.above,
            head=(
                words["n"], words["code"], words["unit"], words["kind"], *named, words["index"],
                words["grade"], words["low"], words["high"], words["possible"], words["remark"],
            ),
            rows=[self._sum_up(n, each, parts) for n, each in enumerate(work.members, 1)],
            widths=(
                NARROW, CODE, NAME, NUMBER, *(WIDE for _each in parts), NUMBER, CODE, WIDE, WIDE, CODE, LONG,
            ),
            places=(VALUE,) * (len(parts) + 10),
            below=words["below"],
            fixed=3,
        )  # fmt: skip

    def _sum_up(self, n: int, member: RoundUnit, parts: list[str]) -> tuple[Cell, ...]:
        result = self.work.results.get(member.unit_id)
        shown = self.work.show(result)
        begin = (str(n), member.unit.code, member.name, member.form_variant)
        if result is None or shown is None:
            empty = (None,) * (len(parts) + 5)
            return *begin, *empty, self.words["not_computed"]
        children = {str(child["code"]): child for child in result.read_tree().get("children", ())}
        values = [read_exact(children[code]) if code in children else None for code in parts]
        low, high = (Fraction(end or 0) for end in (result.low, result.high))
        remark = ", ".join(shown.status) or self.words["complete"]
        return (
            *begin, *values, Fraction(result.rounded) if result.rounded else None,
            " ".join(shown.grade).strip() if shown.grade else None,
            low, high, shown.possible_words, remark,
        )  # fmt: skip

    def list_levels(self, group: Group) -> Grid:
        """Every unit with its level on each indicator of the part, and what is not known."""
        words = self.words
        titles = list_titles(self.work.document)
        n = len(group.items)
        return Grid(
            title=f"{group.form} {group.title}",
            above=self.above,
            head=(
                words["n"], words["unit"], *(name_item(item, titles) for item in group.items),
                words["group_value"], words["unknown"],
            ),
            rows=[self._list_row(m, each, group) for m, each in enumerate(self.work.members, 1)],
            widths=(NARROW, NAME, *(NUMBER for _each in group.items), NUMBER, LONG),
            places=(LEVEL,) * (n + 2) + (VALUE, LEVEL),
            below=words["below"],
            fixed=2,
        )  # fmt: skip

    def _list_row(self, n: int, member: RoundUnit, group: Group) -> tuple[Cell, ...]:
        node = group.nodes.get(member.unit_id)
        found = (
            {str(c["item"]): c for c in node.get("children", ()) if c.get("item")} if node else {}
        )
        values = [read_exact(found[item]) if item in found else None for item in group.items]
        if node is None:
            why = self._say_why(member, group)
        else:
            gaps = list(self._list_gaps(group.items, found))
            why = "; ".join(gaps) or self.words["complete"]
        return str(n), member.name, *values, self._show_whole(node), why

    def _show_whole(self, node: Tree | None) -> Cell:
        """The value of the part; one outside the sum has none, which is not unknown."""
        if node and str(node["code"]) in self.aside:
            return str(self.words["aside"])
        return read_exact(node) if node else None

    def _say_why(self, member: RoundUnit, group: Group) -> str:
        """Why a unit has nothing in a part at all."""
        if member.unit_id not in self.work.results:
            return str(self.words["not_computed"])
        is_other = is_other_form(self.work, group.items[0], member.form_variant)
        return str(self.words["other_form" if is_other else "not_rated"])

    def _list_gaps(self, items: tuple[str, ...], found: Mapping[str, Tree]) -> Iterator[str]:
        """The indicators without a level, those of one reason together."""
        by_reason: dict[str, list[str]] = {}
        for item in items:
            node = found.get(item)
            if node is None or not node["value"]:
                why = describe_reason(node["reason"]) if node else self.words["not_rated"]
                by_reason.setdefault(why, []).append(item.partition(":")[2])
        yield from (f"{', '.join(codes)}: {why}" for why, codes in by_reason.items())

    def name_sources(self, facts: Mapping[str, str]) -> Grid:
        """Where everything comes from."""
        words = self.words
        rows = [(each["label"], fill(each["text"], facts)) for each in words["facts"]]
        return Grid(words["sources"], (), (words["fact"], words["value"]), rows, (30.0, 90.0))


def _describe(work: Work, member: RoundUnit, groups: list[Group]) -> dict[str, Any]:
    """What the fingerprint says of a unit."""
    levels = {}
    for group in groups:
        for child in group.nodes.get(member.unit_id, {}).get("children", ()):
            if child.get("item") and child["value"]:
                levels[child["item"]] = child["value"]["exact"]
    result = work.results.get(member.unit_id)
    return {"unit": member.unit.code, "result": describe_result(result), "levels": levels}
