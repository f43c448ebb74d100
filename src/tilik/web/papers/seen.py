"""What visits to a unit brought for its papers: photos with their captions, and who was there."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from tilik.actions.receiving import open_kept
from tilik.records.models import RoundUnit, Visit, VisitEntry
from tilik.records.queries.visits import list_attendance, list_photos, list_unit_visits
from tilik.web.numbers import format_day, format_moment
from tilik.web.papers.words import fill, join, read_words
from tilik.web.reports.blocks import Picture
from tilik.web.reports.images import make_jpeg

DOTS, LARGEST = 1200, 250_000
WORDS = "kunjungan"


class Seen:
    """The visits to a unit that stand, each read when it is first asked for."""

    def __init__(self, member: RoundUnit) -> None:
        self.member = member
        self.words = read_words(WORDS)

    @cached_property
    def visits(self) -> list[Visit]:
        """The visits, by day."""
        found = list_unit_visits(self.member.round, self.member.unit)
        return [row.visit for row in found]

    @cached_property
    def photos(self) -> list[VisitEntry]:
        """The photos of all visits."""
        return [photo for visit in self.visits for photo in list_photos(visit)]

    @cached_property
    def signatures(self) -> list[VisitEntry]:
        """Who said at a visit that they were there."""
        return [entry for visit in self.visits for entry in list_attendance(visit)]

    def say(self, blank: str) -> dict[str, str]:
        """The days of the visits and who took photos; `blank` where nothing is known."""
        days = sorted({day for each in self.visits if (day := _get_day(each))})
        people = sorted({str(photo.by) for photo in self.photos})
        return {
            "visit_day": join([format_day(day) for day in days]) or blank,
            "taken_by": join(people) or blank,
        }

    def draw_photos(self) -> tuple[Picture, ...]:
        """The photos, scaled for paper, each with caption, times and the place where it was allowed."""
        return tuple(
            _draw(photo, self._say_alt(photo), "\n".join(self._caption(n, photo)))
            for n, photo in enumerate(self.photos, 1)
        )

    def draw_signatures(self) -> tuple[Picture, ...]:
        """The signatures put on a screen; who could not sign there has none."""
        return tuple(
            _draw(entry, fill(self.words["signature"], facts), "\n".join(facts.values()))
            for entry in self.signatures
            if entry.storage_key
            for facts in [{"name": _read(entry, "name"), "position": _read(entry, "position")}]
        )

    def list_present(self) -> list[tuple[str, str, str]]:
        """Name, position and how each was said to be there."""
        return [
            (
                _read(entry, "name"), _read(entry, "position"),
                fill(
                    self.words["signed" if entry.storage_key else "present"],
                    {"at": format_moment(entry.said_at or entry.at)},
                ),
            )
            for entry in self.signatures
        ]  # fmt: skip

    def _say_alt(self, photo: VisitEntry) -> str:
        facts = {
            "caption": _read(photo, "caption") or self.words["photo"],
            "unit": self.member.name,
        }
        return fill(self.words["alt"], facts)

    def _caption(self, n: int, photo: VisitEntry) -> list[str]:
        """The lines below a photo."""
        words = self.words
        title = _read(photo, "caption") or words["photo"]
        lines = [f"{n}. {title}"]
        if photo.item:
            lines.append(fill(words["item"], {"item": photo.item}))
        if photo.said_at:
            lines.append(fill(words["taken"], {"at": format_moment(photo.said_at)}))
        lines.append(fill(words["received"], {"at": format_moment(photo.at)}))
        if place := photo.content.get("place"):
            lines.append(fill(words["place"], _say_place(place)))
        return lines


def describe(entries: Sequence[VisitEntry]) -> list[list[str]]:
    """What a paper's fingerprint says of entries: which, and the bytes; never who."""
    return [[str(entry.client_uuid), entry.sha256] for entry in entries]


def _get_day(visit: Visit) -> date | None:
    """The day of a visit: when it was done, else when it is planned; None where neither is known."""
    if visit.closed_at:
        return timezone.localdate(visit.closed_at)
    return visit.planned_for


def _draw(entry: VisitEntry, alt: str, caption: str) -> Picture:
    with open_kept(entry.storage_key) as file:
        return Picture(make_jpeg(file, DOTS, LARGEST), alt, caption)


def _read(entry: VisitEntry, name: str) -> str:
    return str(entry.content.get(name) or "")


def _say_place(place: Mapping[str, Any]) -> dict[str, str]:
    """Latitude and longitude to about a metre, and how far off they may be."""
    return {
        "latitude": f"{place['latitude']:.5f}",
        "longitude": f"{place['longitude']:.5f}",
        "accuracy": f"{place['accuracy']:.0f}",
    }
