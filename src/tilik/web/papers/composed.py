"""Papers whose every block is data: decrees, letters, lists, certificates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tilik.records.models import RoundUnit
from tilik.web.papers.seen import Seen, describe
from tilik.web.papers.tables import TABLES, Of
from tilik.web.papers.words import fill, fill_all, read_words, spell
from tilik.web.papers.work import Draft, Work, describe_result, describe_round, say_result
from tilik.web.reports import blocks as b

FRAME = 53
"""How high a frame for a photo is, in millimetres."""
BLANK = "………………………………………"
REGULATIONS = "*"
"""Stands in a list of regulations where the government's own come."""


def compose(
    name: str,
    work: Work,
    member: RoundUnit | None = None,
    subject: str = "",
    extra: Mapping[str, str] | None = None,
    make: "Callable[[Of, Mapping[str, str]], RoundComposer] | None" = None,
) -> Draft:
    """The paper of that name, of the round, of a unit or of an evaluator; `extra` facts are its own.

    `make` gives the composer where the paper has blocks of its own.
    """
    words = read_words(name)
    people = {str(seat.user_id): seat.user for seat in work.evaluators}
    seen = Seen(member) if member and words.get("visits") else None
    said = {**(seen.say(BLANK) if seen else {}), **(extra or {})}
    composer = (make or RoundComposer)(Of(work, member, people.get(subject), seen), said)
    sections = tuple(
        b.Section(
            tuple(composer.write(block) for block in section["blocks"] if composer.holds(block)),
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
            **({"extra": dict(extra)} if extra else {}),
        },
        head=words.get("head", "office"),
        plain=words.get("plain", False),
    )


class Composer:
    """Writes blocks from data; what they are filled with is said by who takes this further."""

    facts: dict[str, str]

    def holds(self, data: Mapping[str, Any]) -> bool:
        """Whether the block stands in this paper: always, or `when` a fact says something."""
        return not data.get("when") or bool(self.facts[data["when"]])

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
                items = tuple(self.list_items(data["items"]))
                return b.Clause(data["label"], items, data.get("numbering", "letters"))
            case "items":
                items = tuple(self.list_items(data["items"]))
                return b.Items(items, data.get("numbering", "numbers"))
            case "table":
                return self.make_table(data)
            case "signature":
                return self.sign(data)
            case "initials":
                return b.Initials("Paraf koordinasi", fill_all(data["offices"], facts))
            case "pictures":
                return self.show_pictures(data)
            case _:
                return b.Space(data["height"])

    def list_items(self, items: list[str]) -> Iterator[str]:
        """The items of a list with their facts."""
        yield from fill_all(items, self.facts)

    def make_table(self, data: Mapping[str, Any]) -> b.Table:
        """The table; its rows are named in the data."""
        return self.shape_table(data, ())

    def shape_table(self, data: Mapping[str, Any], rows: Sequence[tuple[str, ...]]) -> b.Table:
        """The rows as the table the data describes."""
        head, aligns = fill_all(data["head"], self.facts), tuple(data.get("aligns", ()))
        return b.Table(head, tuple(rows), tuple(data["widths"]), aligns, data.get("tall", False))

    def sign(self, data: Mapping[str, Any]) -> b.Signatures:
        """The place to sign."""
        return b.Signatures((b.Signature("", above=fill(data.get("above", ""), self.facts)),))

    def show_pictures(self, data: Mapping[str, Any]) -> b.Pictures:
        """Frames to paste pictures in."""
        frames = (fill(data["text"], self.facts),) * data["n"]
        return b.Pictures(frames, data.get("height", FRAME))

    def _fill_pairs(self, rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
        return tuple((label, fill(value, self.facts)) for label, value in rows)


class RoundComposer(Composer):
    """Fills blocks with a round, and remembers what the tables it used say."""

    def __init__(self, of: Of, extra: Mapping[str, str]) -> None:
        self.of = of
        self.told: dict[str, Any] = {}
        work, member = of.work, of.member
        self.result = work.results.get(member.unit_id) if member else work.whole
        self.facts = {**work.words, **self._say_subject(), **say_result(work, self.result), **extra}
        self.facts |= {name.upper(): text.upper() for name, text in self.facts.items()}

    def show_pictures(self, data: Mapping[str, Any]) -> b.Pictures:
        """The pictures of the visits; frames to paste some in where there are none."""
        seen = self.of.seen
        if seen is None:
            return b.Pictures(())
        is_photos = data["of"] == "photos"
        entries = seen.photos if is_photos else seen.signatures
        if entries:
            self.told[data["of"]] = describe(entries)
        found = seen.draw_photos() if is_photos else seen.draw_signatures()
        return (
            b.Pictures(found, data.get("height", FRAME)) if found else super().show_pictures(data)
        )

    def make_table(self, data: Mapping[str, Any]) -> b.Table:
        """The table with rows of the round."""
        rows, self.told[data["rows"]] = TABLES[data["rows"]](self.of)
        return self.shape_table(data, rows)

    def sign(self, data: Mapping[str, Any]) -> b.Signatures:
        """The place where an office of the government signs."""
        office = self.of.work.office
        signers = {"head": office.head, "secretary": office.secretary, "bureau": office.bureau}
        above = fill(data.get("above", ""), self.facts)
        return b.Signatures((signers[data["by"]].sign(above),))

    def list_items(self, items: list[str]) -> Iterator[str]:
        """The items; the government's own regulations come where they are asked for."""
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
