"""The papers around a unit's standards: decree, maklumat, complaints team, minutes of the forum."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import formats

from tilik.actions.judging import get_checks
from tilik.core.catalogue import DELIVERY, DURATION, FEES, NUMBERS, list_lines
from tilik.core.drafting import print_component
from tilik.records.models import IssuedPaper, StandardVersion
from tilik.web.papers.composed import Composer
from tilik.web.papers.entered import (
    Rows,
    UnitWork,
    read_components,
    read_day,
    say_day,
)
from tilik.web.papers.office import BLANK
from tilik.web.papers.words import fill, fill_all, join, read_words, say_ordinal, spell
from tilik.web.papers.work import Draft
from tilik.web.presenters.catalogue import CHANNELS
from tilik.web.presenters.texts import say
from tilik.web.reports import blocks as b

SEATS = 12
"""Lines of an attendance list at least."""


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of paper a unit makes by itself."""

    code: str
    formats: tuple[str, ...] = ("pdf", "docx")
    is_signed: bool = True

    @property
    def title(self) -> str:
        """What it is called."""
        return say(read_words(self.code)["title"])

    @property
    def purpose(self) -> str:
        """What it is for."""
        return say(read_words(self.code)["purpose"])


DECREE, PROMISE, TEAM, FORUM = "keputusan-standar", "maklumat", "tim-pengaduan", "berita-acara-fkp"
UNIT_KINDS = {code: UnitKind(code) for code in (DECREE, PROMISE, TEAM, FORUM)}


def draft_of_unit(work: UnitWork, kind: str) -> Draft:
    """The paper as it stands; whoever asks speaks Indonesian at that moment."""
    words = read_words(kind)
    composer = UnitComposer(work, kind)
    sections = tuple(
        b.Section(
            tuple(block for data in section["blocks"] for block in composer.expand(data)),
            annex=tuple(composer.fill_pairs(section.get("annex", ()))),
        )
        for section in words["sections"]
    )
    return Draft(
        title=fill(words["paper"], composer.facts),
        sections=sections,
        facts=_describe(work, kind),
        plain=words.get("plain", False),
    )


def draft_of_unit_again(paper: IssuedPaper) -> Draft | None:
    """The paper as it would be made now; None where it is of no unit."""
    return draft_of_unit(UnitWork(paper.unit), paper.kind) if paper.unit else None


class UnitComposer(Composer):
    """Fills blocks with what a unit entered and with its catalogue."""

    def __init__(self, work: UnitWork, kind: str) -> None:
        self.work, self.kind = work, kind
        self.words = read_words(kind)
        self.fields = {field["name"]: field for field in self.words["fields"]}
        self.facts = {**work.facts, **self._say_entered()}
        self.facts |= {name.upper(): text.upper() for name, text in self.facts.items()}

    def expand(self, data: Mapping[str, Any]) -> Iterator[b.Block]:
        """The blocks; a clause or list without items is left out."""
        match data["kind"]:
            case "standards":
                yield from self._list_standards(data)
            case "decisions":
                decisions = self._list_decisions(data)
                yield from (
                    b.Clause(say_ordinal(n), (each,), "words")
                    for n, each in enumerate(decisions, 1)
                )
            case "paragraphs":
                marks = {name: data[name] for name in ("align", "large", "small") if name in data}
                yield from (
                    b.Text(line, bold="large" in marks, **marks) for line in self.lines(data["of"])
                )
            case "voices":
                yield b.Signatures(tuple(self._list_voices()))
            case _:
                block = self.write(data)
                if not (isinstance(block, b.Clause | b.Items) and not block.items):
                    yield block

    def write(self, data: Mapping[str, Any]) -> b.Block:
        """The block; a clause may say something above its items."""
        block = super().write(data)
        if isinstance(block, b.Clause) and data.get("before"):
            return b.Clause(block.label, block.items, block.numbering, data["before"])
        return block

    def fill_pairs(self, rows: list[list[str]]) -> Iterator[tuple[str, str]]:
        """Labels with their values."""
        yield from ((fill(label, self.facts), fill(value, self.facts)) for label, value in rows)

    def list_items(self, items: list[str]) -> Iterator[str]:
        """The items; those that name a field are its lines, never read for facts again."""
        for item in items:
            yield from (
                self.lines(item[1:]) if item.startswith("@") else fill_all([item], self.facts)
            )

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines entered in a field, without numbers of their own."""
        return list_lines(self.work.get(self.kind, name))

    def make_table(self, data: Mapping[str, Any]) -> b.Table:
        """The table with rows that were entered, or of the catalogue."""
        if data["rows"] == "services":
            return self.shape_table(data, list(self._list_services()))
        if data["rows"] == "attendance":
            rows = [[*row, ""] for row in self.rows("participants")]
            rows += [["", "", "", ""]] * (SEATS - len(rows))
        else:
            rows = self.rows(data["rows"])
            if data["rows"] == "points":
                rows = [[self._name(code), *rest] for code, *rest in rows]
            rows = rows or [["", *[BLANK] * (len(data["head"]) - 2)]]
        return self.shape_table(data, [(str(n), *row) for n, row in enumerate(rows, 1)])

    def rows(self, name: str) -> Rows:
        """The rows of a field."""
        return self.work.get_rows(self.kind, name)

    def sign(self, data: Mapping[str, Any]) -> b.Signatures:
        """The place where the head of the unit signs."""
        return b.Signatures((self.work.signer.sign(fill(data.get("above", ""), self.facts)),))

    @cached_property
    def chosen(self) -> list[tuple[str, StandardVersion | None]]:
        """The services the paper speaks of, by name, with their standards."""
        return [(service.name, version) for service, version in self.work.list_chosen(self.kind)]

    def _say_entered(self) -> dict[str, str]:
        """The single lines and days as the paper says them."""
        said = {}
        for name, field in self.fields.items():
            if field["kind"] in ("line", "day"):
                text = self.work.get(self.kind, name)
                said[name] = say_day(text) if field["kind"] == "day" else text or BLANK
        day = read_day(self.work.get(self.kind, "day"))
        n = len(self.chosen) if "services" in self.fields else 0
        people = len(self.rows("participants")) if "participants" in self.fields else 0
        return said | {
            "city": self.work.get("penanda-tangan", "city") or BLANK,
            "weekday": formats.date_format(day, "l") if day else BLANK,
            "n_services": f"{n} ({spell(n)})",
            "discussed": join([name for name, _version in self.chosen]) if n else BLANK,
            "attended": f"{people} ({spell(people)}) orang" if people else BLANK,
        }

    def _list_decisions(self, data: Mapping[str, Any]) -> Iterator[str]:
        for item in data["items"]:
            if item != "@repeals":
                yield from self.list_items([item])
            elif text := self.work.get(self.kind, "repeals"):
                yield fill(data["repeals"], {"repeals": text.rstrip(" .;")})

    def _list_services(self) -> Iterator[tuple[str, ...]]:
        """Each service with its promise in short."""
        found = self.work.list_chosen(self.kind)
        for n, (service, version) in enumerate(found, 1):
            texts = read_components(version) if version else {}
            short = (
                next(iter(list_lines(texts[number].content)), "") if texts else ""
                for number in (DURATION, FEES)
            )
            yield (str(n), service.name, str(CHANNELS[service.channel]), *short)

    def _list_standards(self, data: Mapping[str, Any]) -> Iterator[b.Block]:
        """The fourteen components of each service, in their two groups."""
        titles = _list_titles()
        for n, (name, version) in enumerate(self.chosen, 1):
            texts = read_components(version) if version else {}
            rows: list[tuple[str, ...]] = []
            for number in NUMBERS:
                first = number - DELIVERY.start if number in DELIVERY else number - DELIVERY.stop
                if first == 0:
                    rows.append((data["delivery" if number in DELIVERY else "manufacturing"],))
                text = texts[number].content if number in texts else ""
                rows.append((f"{first + 1}.", titles[number], print_component(number, text)))
            yield b.Heading(fill(data["name"], {"n": str(n), "service": name}), 2)
            yield b.Table(tuple(data["head"]), tuple(rows), tuple(data["widths"]))

    def _list_voices(self) -> Iterator[b.Signature]:
        """Who signs the minutes: the head, who chaired and wrote, one person of each other group."""
        yield self.work.signer.sign()
        for name, part in (("chair", "Pemimpin forum"), ("recorder", "Notulis")):
            yield b.Signature(f"{part},", self.work.get(self.kind, name))
        seen: dict[str, str] = {}
        for person, _from, group in self.rows("participants"):
            seen.setdefault(group, person)
        host = self.fields["participants"]["columns"][-1]["choices"][0][0]
        yield from (
            b.Signature(f"Wakil {g.lower()},", p) for g, p in seen.items() if g and g != host
        )

    def _name(self, code: str) -> str:
        """The name of a service by its code; the code where it is gone."""
        names = {service.code: service.name for service, _version in self.work.standards}
        return names.get(code, code)


def _list_titles() -> dict[int, str]:
    return {each.number: each.title["id"] for each in get_checks().components}


def _describe(work: UnitWork, kind: str) -> dict[str, Any]:
    """What the fingerprint covers: the texts of services and fields, never a person's name."""
    facts: dict[str, Any] = {
        "government": work.unit.government.code_kemendagri,
        "unit": work.unit.code,
        "name": work.unit.name,
    }
    for field in read_words(kind)["fields"]:
        name = field["name"]
        if field["kind"] == "services":
            facts[name] = [
                [service.code, service.name, _list_texts(version)]
                for service, version in work.list_chosen(kind)
            ]
        elif field["kind"] == "rows":
            kept = [n for n, column in enumerate(field["columns"]) if not column.get("personal")]
            facts[name] = [[row[n] for n in kept] for row in work.get_rows(kind, name)]
        elif not field.get("personal"):
            facts[name] = work.get(kind, name)
    return facts


def _list_texts(version: StandardVersion | None) -> list[str]:
    rows = read_components(version) if version else {}
    return [rows[number].content for number in NUMBERS if number in rows]
