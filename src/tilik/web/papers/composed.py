"""Papers whose every block is data: decrees, letters, lists, certificates."""

from collections.abc import Iterator, Mapping
from typing import Any

from tilik.records.models import RoundUnit
from tilik.web.papers.tables import TABLES, Of
from tilik.web.papers.words import fill, fill_all, read_words, spell
from tilik.web.papers.work import Draft, Work, describe_result, describe_round
from tilik.web.reports import blocks as b

REGULATIONS = "*"
"""Stands in a list of regulations where the government's own come."""


def compose(name: str, work: Work, member: RoundUnit | None = None, subject: str = "") -> Draft:
    """The paper of that name, of the round, of a unit or of an evaluator."""
    words = read_words(name)
    people = {str(seat.user_id): seat.user for seat in work.evaluators}
    composer = _Composer(Of(work, member, people.get(subject)))
    sections = tuple(
        b.Section(
            tuple(composer.write(block) for block in section["blocks"]),
            landscape=section.get("landscape", False),
            annex=tuple((fill(k, composer.facts), fill(v, composer.facts)) for k, v in section.get("annex", ())),
        )
        for section in words["sections"]
    )  # fmt: skip
    return Draft(
        title=fill(words["title"], composer.facts),
        sections=sections,
        facts={
            **describe_round(work.round),
            "unit": member.unit.code if member else None,
            "subject": subject,
            "tables": composer.told,
            "result": describe_result(composer.result),
        },
        head=words.get("head", "office"),
        plain=words.get("plain", False),
    )


class _Composer:
    """Writes blocks from data, and remembers what the tables it used say."""

    def __init__(self, of: Of) -> None:
        self.of = of
        self.told: dict[str, Any] = {}
        work, member = of.work, of.member
        self.result = work.results.get(member.unit_id) if member else work.whole
        self.facts = {**work.words, **self._say_subject(), **self._say_result()}
        self.facts |= {name.upper(): text.upper() for name, text in self.facts.items()}

    def write(self, data: Mapping[str, Any]) -> b.Block:
        """The block."""
        say, facts = data.get("text", ""), self.facts
        match data["kind"]:
            case "heading":
                return b.Heading(
                    fill(say, facts), data.get("level", 2), data.get("align", "center")
                )
            case "text":
                marks = {
                    name: data[name]
                    for name in ("align", "bold", "small", "large", "indent")
                    if name in data
                }
                return b.Text(fill(say, facts), **marks)
            case "pairs":
                return b.Pairs(self._fill_pairs(data["rows"]))
            case "opening":
                return b.Opening(
                    self._fill_pairs(data["rows"]), facts["date"], fill_all(data["to"], facts)
                )
            case "clause":
                items = tuple(self._list_items(data["items"]))
                return b.Clause(data["label"], items, data.get("numbering", "letters"))
            case "items":
                return b.Items(fill_all(data["items"], facts), data.get("numbering", "numbers"))
            case "table":
                return self._table(data)
            case "signature":
                return self._sign(data)
            case "initials":
                return b.Initials("Paraf koordinasi", fill_all(data["offices"], facts))
            case "pictures":
                return b.Pictures((fill(say, facts),) * data["n"])
            case _:
                return b.Space(data["height"])

    def _table(self, data: Mapping[str, Any]) -> b.Table:
        rows, self.told[data["rows"]] = TABLES[data["rows"]](self.of)
        aligns = tuple(data.get("aligns", ()))
        head = fill_all(data["head"], self.facts)
        return b.Table(head, rows, tuple(data["widths"]), aligns, data.get("tall", False))

    def _sign(self, data: Mapping[str, Any]) -> b.Signatures:
        office = self.of.work.office
        signers = {"head": office.head, "secretary": office.secretary, "bureau": office.bureau}
        above = fill(data.get("above", ""), self.facts)
        return b.Signatures((signers[data["by"]].sign(above),))

    def _fill_pairs(self, rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
        return tuple((label, fill(value, self.facts)) for label, value in rows)

    def _list_items(self, items: list[str]) -> Iterator[str]:
        for item in items:
            if item == REGULATIONS:
                yield from (f"{each.rstrip(';.')};" for each in self.of.work.office.regulations)
            else:
                yield fill(item, self.facts)

    def _say_subject(self) -> dict[str, str]:
        work, person = self.of.work, getattr(self.of.person, "person", None)
        day = work.today
        n = len(work.members)
        return {
            "number": work.office.number(day),
            "date": work.office.date(day),
            "city": work.office.city or "………………",
            "unit": self.of.member.name if self.of.member else "",
            "name": person.full_name if person else "………………",
            "rank": (person.rank if person else "") or "………………",
            "nip": (person.nip if person else "") or "………………",
            "position": (person.position if person else "") or "………………",
            "n": f"{n} ({spell(n)})",
        }

    def _say_result(self) -> dict[str, str]:
        shown = self.of.work.show(self.result)
        freeze = self.of.work.freeze
        grade = " ".join(shown.grade).strip() if shown and shown.grade else ""
        return {
            "finding": shown.finding if shown else "belum dihitung",
            "value": (shown.value or shown.range) if shown else "–",
            "grade": grade or "belum dapat ditetapkan",
            "state": f"data periode yang dibekukan (sidik {freeze.sha256[:16]})"
            if freeze
            else "data sementara, karena periode belum dibekukan",
        }
