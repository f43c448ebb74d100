"""What a unit entered for its papers, and what stands where it has entered nothing yet."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone, translation

from tilik.core.catalogue import list_lines
from tilik.records.models import Service, StandardComponent, StandardVersion, Unit
from tilik.records.queries.issued import find_head, list_entered
from tilik.records.queries.rounds import is_example
from tilik.records.queries.standards import list_drafted
from tilik.web.numbers import format_day
from tilik.web.papers.office import BLANK, Office, Signer, make_office, split_lines
from tilik.web.papers.words import fill, read_words
from tilik.web.reports.blocks import Letterhead

SIGNER = "penanda-tangan"
COMPLAINTS = 6
Rows = list[list[str]]


class UnitWork:
    """A unit with its services as its papers need them, read when first asked for."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.today = timezone.localdate()

    @cached_property
    def is_example(self) -> bool:
        """Whether the unit is made up."""
        return is_example(self.unit.government)

    @cached_property
    def office(self) -> Office:
        """The government as it signs."""
        return make_office(self.unit.government)

    @cached_property
    def entered(self) -> dict[str, Any]:
        """What was entered for each paper, by its kind."""
        return list_entered(self.unit)

    @cached_property
    def standards(self) -> list[tuple[Service, StandardVersion | None]]:
        """The services with the version each paper speaks of."""
        return list_drafted(self.unit)

    def get(self, kind: str, name: str) -> str:
        """What was entered in a field, else what it begins with."""
        kept = self.entered.get(kind)
        if kept and name in kept.content:
            return str(kept.content[name])
        return "\n".join(self._begin(get_field(kind, name).get("default", ())))

    def get_rows(self, kind: str, name: str) -> Rows:
        """The rows that were entered, else those it begins with."""
        kept = self.entered.get(kind)
        if kept and name in kept.content:
            return [list(row) for row in kept.content[name]]
        rows = get_field(kind, name).get("default_rows", ())
        return [[fill(text, self.facts) for text in row] for row in rows]

    def list_chosen(self, kind: str) -> list[tuple[Service, StandardVersion | None]]:
        """The services chosen; those with a standard on record before anybody chose."""
        kept = self.entered.get(kind)
        codes = kept.content.get("services") if kept else None
        if codes is not None:
            return [each for each in self.standards if each[0].code in codes]
        return [each for each in self.standards if each[1] is not None]

    @cached_property
    def signer(self) -> Signer:
        """Who signs the unit's papers."""
        said = {name: self.get(SIGNER, name) for name in ("office", "name", "rank", "nip")}
        return Signer(said["office"], "", said["name"], said["rank"], said["nip"])

    @cached_property
    def letterhead(self) -> Letterhead:
        """What stands above the unit's papers, with the government's emblem."""
        lines, address = (split_lines(self.get(SIGNER, n)) for n in ("letterhead", "address"))
        return Letterhead(lines, address, self.office.letterhead.logo)

    @cached_property
    def facts(self) -> dict[str, str]:
        """What fields may begin with."""
        head = getattr(find_head(self.unit), "person", None)
        unit = self.unit
        return {
            "unit": unit.name,
            "unit_name": unit.name,
            "unit_address": unit.address,
            "government": self.office.government,
            "office": f"Kepala {unit.name}",
            "office_city": self.office.city,
            "head_name": head.full_name if head else "",
            "head_rank": head.rank if head else "",
            "head_nip": (head.nip or "") if head else "",
        } | self._say_office()

    def _say_office(self) -> dict[str, str]:
        """The office that signs, where it was entered."""
        kept = self.entered.get(SIGNER)
        office = str(kept.content.get("office", "")) if kept else ""
        return {"office": office} if office else {}

    def _begin(self, lines: Sequence[str]) -> list[str]:
        """The lines a field begins with, in Indonesian; some come from catalogue or government."""
        found: list[str] = []
        with translation.override("id"):
            for line in lines:
                found += self._look_up(line) if line.startswith("@") else [fill(line, self.facts)]
        return list(dict.fromkeys(line for line in found if line))

    def _look_up(self, name: str) -> list[str]:
        if name == "@regulations":
            return [f"{each.rstrip(';.')};" for each in self.office.regulations]
        if name == "@forums":
            services = [service for service, _v in self.standards if service.forum_number]
            return [
                f"Berita Acara Forum Konsultasi Publik Nomor {each.forum_number}"
                + (f" tanggal {format_day(each.forum_on)};" if each.forum_on else ";")
                for each in services
            ]
        lines = [
            line
            for _service, version in self.standards
            if version
            for line in list_lines(read_components(version)[COMPLAINTS].content)
        ]
        return [line for line in lines if "lapor" not in line.lower()]


def read_components(version: StandardVersion) -> dict[int, StandardComponent]:
    """The components of a version by their numbers."""
    return {row.number: row for row in version.components.all()}


def get_field(kind: str, name: str) -> Mapping[str, Any]:
    """What is said of a field of a paper's form."""
    return next(field for field in read_words(kind)["fields"] if field["name"] == name)


def say_day(text: str) -> str:
    """A day as a paper says it; dots where none was entered."""
    day = read_day(text)
    return format_day(day) if day else BLANK


def read_day(text: str) -> date | None:
    """The day, or None where none can be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
