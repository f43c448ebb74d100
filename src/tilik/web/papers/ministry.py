"""The pack of a round for the ministry: a folder a unit, files named by indicator, a sheet to copy from."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, BinaryIO

from tilik.actions.receiving import open_kept
from tilik.reading.kinds import ENDINGS, PICTURES, WEBP
from tilik.records.models import AnswerRevision, RoundUnit, Unit
from tilik.records.queries.accepted import Accepted, count_undecided, list_accepted, list_claims
from tilik.records.queries.documents import ItemText, get_sort, list_items, list_unit_forms
from tilik.records.queries.progress import get_group
from tilik.records.queries.scores import list_unit_results
from tilik.web.numbers import format_number
from tilik.web.papers.words import fill, fill_all, read_words
from tilik.web.papers.work import Draft, Work, describe_round, fingerprint, say_result
from tilik.web.presenters.leaves import show_answer
from tilik.web.presenters.scores import list_values
from tilik.web.presenters.texts import say
from tilik.web.reports.books import Book, Cell, Grid
from tilik.web.reports.images import make_jpeg
from tilik.web.reports.zips import Member, hold, name_folder

NAME, MEGA, DIGITS = "paket", 1_000_000, 2
JPG = "jpg"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file of the pack: its name in the unit's folder, and what is carried away."""

    name: str
    item: str
    accepted: Accepted
    is_scaled: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """A unit's folder: its files, its sheet to copy from, and what the report says of it."""

    name: str
    proofs: Sequence[Proof]
    sheet: Book
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole pack before it is sent; only what it is made of is in memory, no file."""

    folders: Sequence[Folder]
    facts: Mapping[str, str]


def make_pack(work: Work) -> Draft:
    """The pack of all units with what is lacking in words."""
    words = read_words(NAME)
    facts = work.words | say_result(work, work.whole)
    title = fill(words["title"], facts)
    made = _Packer(work, words, facts)
    folders = [made.pack(n, member) for n, member in enumerate(work.members, 1)]
    return Draft(
        title=title,
        sections=(),
        facts={**describe_round(work.round), "folders": [_describe(each) for each in folders]},
        pack=Pack(folders, facts | {"title": title}),
    )


def make_unit_pack(work: Work, member: RoundUnit) -> Draft:
    """The pack of one unit, in the folder it has in the pack of all."""
    words = read_words(NAME)
    facts = work.words | say_result(work, work.whole)
    title = f"{fill(words['title'], facts)} – {member.name}"
    n = [row.pk for row in work.members].index(member.pk) + 1
    folder = _Packer(work, words, facts, member.unit).pack(n, member)
    return Draft(
        title=title,
        sections=(),
        facts={**describe_round(work.round), "folders": [_describe(folder)]},
        pack=Pack([folder], facts | {"title": title}),
    )


def list_files(pack: Pack, report: str, root: str, sheets: Mapping[str, bytes]) -> Iterator[Member]:
    """Every file of the pack in order: the report first, then folder by folder."""
    words = read_words(NAME)
    yield hold(f"{root}{words['report']}", report.encode("utf-8-sig"))
    for folder in pack.folders:
        yield hold(f"{root}{folder.name}/{words['sheet']}", sheets[folder.name])
        for proof in folder.proofs:
            key = proof.accepted.version.storage_key
            opened = partial(open_scaled if proof.is_scaled else open_kept, key)
            yield Member(f"{root}{folder.name}/{proof.name}", opened)


def write_report(pack: Pack, code: str, address: str, band: str) -> str:
    """The report of the pack: what is in it, what is lacking, what the site would not take."""
    lines = read_words(NAME)["lines"]
    facts = {**pack.facts, "code": code, "address": address}
    head = [*([band, ""] if band else []), *fill_all(lines["head"], facts)]
    return "\r\n".join([*head, *(line for each in pack.folders for line in (*each.lines, ""))])


def open_scaled(key: str) -> BinaryIO:
    """The photo at the size the site takes."""
    limits = read_words(NAME)["limits"]
    with open_kept(key) as file:
        return io.BytesIO(make_jpeg(file, limits["dots"], limits["photo"]))


class _Packer:
    """Makes the folders of a round, or of one unit; evidence and answers are read at once."""

    def __init__(
        self,
        work: Work,
        words: Mapping[str, Any],
        facts: Mapping[str, str],
        unit: Unit | None = None,
    ) -> None:
        self.work, self.words, self.facts = work, words, facts
        self.limits, self.lines = words["limits"], words["lines"]
        self.accepted = list_accepted(work.round, unit)
        self.undecided = count_undecided(work.round, unit)
        self.answers = list_claims(work.round, unit)
        of = [unit.pk] if unit else None
        claims = list_unit_results(work.round, of=of, with_trees=True, basis="claim")
        self.claimed = {unit: list_values(each.read_tree()) for unit, each in claims.items()}
        self.found = {unit: list_values(each.read_tree()) for unit, each in work.results.items()}

    def pack(self, n: int, member: RoundUnit) -> Folder:
        """The folder of a unit."""
        items = [
            item
            for form in list_unit_forms(self.work.document, "desk", member.form_variant)
            for item in list_items(form, *get_sort(self.work.round, member))
            if not item.of_government
        ]
        proofs = [proof for item in items for proof in self._list_proofs(member, item)]
        return Folder(
            name=f"{n:03} {name_folder(member.name)}",
            proofs=proofs,
            sheet=self._make_sheet(member, items, proofs),
            lines=tuple(self._report(member, items, proofs)),
        )

    def _list_proofs(self, member: RoundUnit, item: ItemText) -> Iterator[Proof]:
        """The files of an indicator: `01.pdf`, or `01-1.pdf`, `01-2.jpg` where there are several."""
        place = (item.form, item.code)
        all_ = self.accepted.get(member.unit_id, [])
        found = [each for each in all_ if (each.link.form, each.link.item) == place]
        bare = name_folder(item.code).zfill(DIGITS)
        for n, each in enumerate(found, 1):
            is_scaled = self._must_scale(each)
            ending = JPG if is_scaled else ENDINGS.get(each.version.media_type, "bin")
            number = f"{bare}-{n}" if len(found) > 1 else bare
            yield Proof(f"{number}.{ending}", item.key, each, is_scaled)

    def _must_scale(self, each: Accepted) -> bool:
        """Whether a photo is larger than the site takes, or of a kind it does not know."""
        kind = each.version.media_type
        return kind in PICTURES and (each.version.size > self.limits["photo"] or kind == WEBP)

    def _report(
        self, member: RoundUnit, items: Sequence[ItemText], proofs: Sequence[Proof]
    ) -> Iterator[str]:
        """What the report says of the unit."""
        have = {proof.item for proof in proofs}
        lacking = [item.code for item in items if item.key not in have]
        facts = {"unit": member.name, "n": str(len(items) - len(lacking)), "all": str(len(items))}
        yield fill(self.lines["unit"], {**facts, "files": str(len(proofs))})
        said = list(self._say_problems(member, items, proofs))
        if lacking:
            said.insert(0, fill(self.lines["lacking"], {"items": ", ".join(lacking)}))
        yield from said or [self.lines["fine"]]

    def _say_problems(
        self, member: RoundUnit, items: Sequence[ItemText], proofs: Sequence[Proof]
    ) -> Iterator[str]:
        waiting = self.undecided.get(member.unit_id, {})
        for item in items:
            if n := waiting.get((item.form, item.code), 0):
                yield fill(self.lines["waiting"], {"item": item.code, "n": str(n)})
            n = sum(proof.item == item.key for proof in proofs)
            if n > self.limits["files"]:
                facts = {"item": item.code, "n": str(n), "limit": str(self.limits["files"])}
                yield fill(self.lines["many"], facts)
        for proof in proofs:
            yield from self._say_proof(proof)

    def _say_proof(self, proof: Proof) -> Iterator[str]:
        """What is to be known of a file before it is sent up."""
        version = proof.accepted.version
        limit = self.limits["photo" if proof.is_scaled else "document"]
        facts = {"name": proof.name, "size": show_mega(version.size), "limit": show_mega(limit)}
        if proof.accepted.is_old:
            yield fill(self.lines["old"], facts)
        if proof.is_scaled and version.size > limit:
            yield fill(self.lines["scaled"], facts)
        elif not proof.is_scaled and version.size > limit:
            yield fill(self.lines["large"], facts)
        if not proof.is_scaled and version.media_type not in self.limits["kinds"]:
            yield fill(self.lines["kind"], facts)

    def _make_sheet(
        self, member: RoundUnit, items: Sequence[ItemText], proofs: Sequence[Proof]
    ) -> Book:
        """The workbook to copy from: the indicators, and the answers they rest on."""
        facts = {**self.facts, "unit": member.name}
        copy, answers = self.words["copy"], self.words["answers"]
        given = self.answers.get(member.unit_id, {})
        grids = [
            Grid(
                copy["title"], fill_all(copy["above"], facts), copy["head"],
                [self._copy(member, item, proofs, given) for item in items],
                (6.0, 36.0, 11.0, 11.0, 48.0, 24.0, 36.0), copy["below"], 2, (0,) * 7,
            ),
            Grid(
                answers["title"], fill_all(answers["above"], facts), answers["head"],
                list(self._list_answers(member, given)),
                (10.0, 8.0, 10.0, 48.0, 30.0, 40.0), (), 2,
            ),
        ]  # fmt: skip
        return Book(
            member.name, grids, member.name, self.work.round.period_end, self.work.office.size
        )

    def _copy(
        self,
        member: RoundUnit,
        item: ItemText,
        proofs: Sequence[Proof],
        given: Mapping[tuple[str, str], AnswerRevision],
    ) -> tuple[Cell, ...]:
        """The row of an indicator."""
        mine = [proof for proof in proofs if proof.item == item.key]
        group = str(item.raw.get("claim") or item.code)
        notes = [
            given[each.form, each.code].note.strip()
            for each in self._list_claim(member)
            if get_group(each.raw) == group and (each.form, each.code) in given
        ]
        links = [proof.accepted.version.source_address for proof in mine]
        return (
            item.code, say(item.title), self._get_level(self.claimed, member, item),
            self._get_level(self.found, member, item), "\n".join(dict.fromkeys(filter(None, notes))),
            "\n".join(proof.name for proof in mine) or self.words["copy"]["missing"],
            "\n".join(filter(None, links)),
        )  # fmt: skip

    def _get_level(
        self, levels: Mapping[int, Mapping[str, Fraction]], member: RoundUnit, item: ItemText
    ) -> Fraction | None:
        return levels.get(member.unit_id, {}).get(item.key)

    def _list_claim(self, member: RoundUnit) -> list[ItemText]:
        """The questions of the unit's claim."""
        forms = list_unit_forms(self.work.document, "claim", member.form_variant)
        return [
            item
            for form in forms
            for item in list_items(form, *get_sort(self.work.round, member))
            if not item.of_government
        ]

    def _list_answers(
        self, member: RoundUnit, given: Mapping[tuple[str, str], AnswerRevision]
    ) -> Iterator[tuple[Cell, ...]]:
        for item in self._list_claim(member):
            revision = given.get((item.form, item.code))
            words = show_answer(revision, self.work.document) if revision else ""
            yield (
                item.form, item.code, get_group(item.raw), say(item.title),
                words or self.words["answers"]["none"], revision.note.strip() if revision else "",
            )  # fmt: skip


def show_mega(size: int) -> str:
    """A size in millions of bytes."""
    return format_number(Fraction(size, MEGA), 1)


def _describe(folder: Folder) -> dict[str, Any]:
    """What the fingerprint says of a folder; explanations may name people and are digested."""
    rows = [[str(cell) for cell in row] for grid in folder.sheet.grids for row in grid.rows]
    return {
        "unit": folder.name,
        "files": [[each.name, each.accepted.version.sha256] for each in folder.proofs],
        "sheet": fingerprint({"rows": rows}),
        "report": fingerprint({"lines": list(folder.lines)}),
    }
