"""The Berita Acara of a unit: who evaluated, what came out, and each indicator in the annex."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tilik.records.models import Result, RoundUnit, User
from tilik.records.queries.documents import (
    ItemText,
    get_year,
    list_items,
    list_titles,
    list_unit_forms,
)
from tilik.web.numbers import format_exact, format_number
from tilik.web.papers.office import sign_as
from tilik.web.papers.words import fill, fill_all, read_words, spell
from tilik.web.papers.work import (
    Draft,
    Work,
    describe_result,
    describe_round,
    read_exact,
)
from tilik.web.presenters.scores import get_title, get_used, show_range, show_weight, walk
from tilik.web.presenters.texts import say
from tilik.web.reports.blocks import (
    Block,
    Heading,
    Items,
    Section,
    Signature,
    Signatures,
    Table,
    Text,
)

SHOWN = 2


@dataclass(frozen=True, slots=True)
class Rated:
    """An indicator of a unit: its words, its level where one stands, what was remarked."""

    item: ItemText
    group: str
    level: Fraction | None
    notes: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The level; several evaluators may meet between two."""
        return "" if self.level is None else format_exact(self.level)


def make_minutes(work: Work, member: RoundUnit) -> Draft:
    """The Berita Acara with its annex."""
    words = read_words("berita-acara")
    result = work.results.get(member.unit_id)
    rated = list_rated(work, member, result)
    facts = _make_facts(work, member, rated)
    return Draft(
        title=fill(words["title"], facts),
        sections=(
            Section(tuple(_write_body(work, member, result, words, facts))),
            Section(tuple(_write_annex(rated, words, facts)), landscape=True, annex=(
                ("Lampiran", ""), (fill(words["annex"], facts), ""), ("Nomor", "………………"), ("Tanggal", "………………"),
            )),
        ),
        facts={
            **describe_round(work.round),
            "unit": member.unit.code,
            "name": member.name,
            "result": describe_result(result),
            "items": [_describe(each) for each in rated],
        },
    )  # fmt: skip


def list_rated(work: Work, member: RoundUnit, result: Result | None) -> list[Rated]:
    """Every indicator evaluators rate at a unit, in the order of the forms."""
    levels: dict[str, Fraction | None] = {}
    groups: dict[str, str] = {}
    tree = result.read_tree() if result else None
    if tree:
        titles = list_titles(work.document)
        for node in walk(tree):
            for child in node.get("children", ()):
                if child.get("item"):
                    levels[child["item"]] = read_exact(child)
                    groups[child["item"]] = get_title(node, titles)
    notes = work.get_notes(member)
    return [
        Rated(
            item,
            groups.get(item.key, ""),
            levels.get(item.key),
            tuple(notes.get((item.form, item.code), ())),
        )
        for form in list_unit_forms(work.document, "desk", member.form_variant)
        for item in list_items(form, get_year(work.round), member.kind)
        if not item.of_government
    ]


def list_parts(work: Work, result: Result) -> list[tuple[Mapping[str, Any], int]]:
    """The parts of an index down to the aspects, each with its depth; leaves are left out."""
    return list(_walk_parts(result.read_tree(), 0))


def _walk_parts(node: Mapping[str, Any], depth: int) -> Iterator[tuple[Mapping[str, Any], int]]:
    for child in node.get("children", ()):
        if child["gap"] == "not-applicable" or child.get("item"):
            continue
        yield child, depth
        if _is_choice(child):
            used = get_used(child)
            yield from _walk_parts(used, depth + 1) if used else ()
        else:
            yield from _walk_parts(child, depth + 1)


def _is_choice(node: Mapping[str, Any]) -> bool:
    """Whether the node is but a choice between forms, made or still open."""
    return all(child["weight"] is None or get_used(node) for child in node.get("children", ()))


def _make_facts(work: Work, member: RoundUnit, rated: list[Rated]) -> dict[str, str]:
    """The words of the paper."""
    known = sum(1 for each in rated if each.level is not None)
    rest = len(rated) - known
    words = read_words("berita-acara")
    return {
        **work.words,
        "unit": member.name,
        "UNIT": member.name.upper(),
        "ACTIVITY": work.words["activity"].upper(),
        "n": f"{len(rated)} ({spell(len(rated))})",
        "n_known": f"{known} ({spell(known)})",
        "n_rest": words["rest"].format(n=f"{rest} ({spell(rest)})") if rest else "",
    }


def _write_body(
    work: Work,
    member: RoundUnit,
    result: Result | None,
    words: Mapping[str, Any],
    facts: Mapping[str, str],
) -> Iterator[Block]:
    people = list_people(work, member, words)
    yield Heading(fill(words["heading"], facts), 1, "center")
    yield Text(fill(words["number"], {"number": work.office.number(work.today)}), "center")
    yield Text(words["opening"], "left")
    yield Table(
        tuple(words["people"]),
        tuple(_write_person(n, each) for n, each in enumerate(people, 1)),
        (0.8, 3, 2, 3, 1.8),
    )
    yield Text(fill(words["done"], facts))
    yield Items(fill_all(words["points"], facts))
    if result:
        yield _write_parts(work, result, words, facts)
    shown = work.show(result)
    if shown:
        said = words["finding" if shown.is_known else "unfinished"]
        yield Text(fill(said, {**facts, "finding": shown.finding}))
    freeze = work.freeze
    state = words["frozen"] if freeze else words["provisional"]
    yield Text(fill(state, {"freeze": freeze.sha256[:16] if freeze else ""}))
    yield Text(words["closing"])
    yield Signatures(tuple(each.sign() for each in people))


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who signs a paper of a visit: who, in which position, as what."""

    person: Signature
    position: str
    part: str

    def sign(self) -> Signature:
        """The place to sign; an office signs as such."""
        return replace(self.person, office=self.person.office or f"{self.part},")


def list_people(work: Work, member: RoundUnit, words: Mapping[str, Any]) -> list[Present]:
    """The evaluators, the bureau and the head of the unit, in the order they sign."""
    bureau, head = work.office.bureau, work.heads.get(member.unit_id)
    found = [_present(user, words["evaluator"]) for user in work.list_evaluators(member)]
    found = found or [_present(None, words["evaluator"])]
    found.append(Present(bureau.sign(), bureau.office, words["bureau"]))
    found.append(_present(head, words["head"]))
    return found


def _present(user: User | None, part: str) -> Present:
    person = getattr(user, "person", None)
    signs = sign_as(user, part) if user else Signature(f"{part},")
    return Present(signs, person.position if person else "", part)


def _write_person(n: int, each: Present) -> tuple[str, ...]:
    """The row of somebody who signs; dots where something is not known."""
    who = each.person
    name, nip = (text or "…………………………" for text in (who.name, who.nip))
    rank, position = (text or "………………" for text in (who.rank, each.position))
    return str(n), f"{name}\n{nip}", rank, position, each.part


def _write_parts(
    work: Work, result: Result, words: Mapping[str, Any], facts: Mapping[str, str]
) -> Table:
    """The parts of the index, and the index itself."""
    titles = list_titles(work.document)
    rows = [
        (
            f"{'    ' * depth}{get_title(node, titles)}",
            show_weight(node),
            _show_part(node, words),
        )
        for node, depth in list_parts(work, result)
    ]
    shown = work.show(result)
    last = (facts["index"], "", shown.value or shown.range if shown else "")
    return Table(tuple(words["parts"]), (*rows, last), (5, 1.2, 1.4), ("left", "right", "right"))


def _show_part(node: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """A part's value; a part outside the sum is not one that nobody rated."""
    if node["value"]:
        return format_number(node["value"]["decimal"], SHOWN)
    return show_range(node) if node["weight"] else str(words["aside"])


def _write_annex(
    rated: list[Rated], words: Mapping[str, Any], facts: Mapping[str, str]
) -> Iterator[Block]:
    yield Heading(fill(words["annex_heading"], facts), 2, "center")
    rows: list[tuple[str, ...]] = []
    group = ""
    for each in rated:
        if each.group != group:
            group = each.group
            rows.append((group,))
        rows.append((
            each.item.code, say(each.item.title), each.shown or words["unchecked"],
            "\n".join(each.notes), recommend(each, words),
        ))  # fmt: skip
    widths = (0.8, 4.4, 1.2, 4.4, 4.4)
    aligns = ("left", "left", "center", "left", "left")
    yield Table(tuple(words["columns"]), tuple(rows), widths, aligns)  # type: ignore[arg-type]


def recommend(each: Rated, words: Mapping[str, Any]) -> str:
    """What would bring the next level; to keep the highest; to check what nobody has."""
    if each.level is None:
        return str(words["check"])
    levels = each.item.raw.get("levels")
    steps = levels if isinstance(levels, list) else []
    above = [step for step in steps if Fraction(str(step["level"])) > each.level]
    if not above:
        return str(words["keep"])
    step = min(above, key=lambda one: Fraction(str(one["level"])))
    facts = {"level": str(step["level"]), "words": say(step["title"]).rstrip(".")}
    return fill(words["next"], facts)


def _describe(each: Rated) -> dict[str, Any]:
    """What the fingerprint says of an indicator."""
    level = None if each.level is None else f"{each.level.numerator}/{each.level.denominator}"
    return {"item": each.item.key, "level": level, "notes": list(each.notes)}
