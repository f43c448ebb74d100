"""A round as its papers need it, read when it is first asked for."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils import timezone

from tilik.records.models import Freeze, Result, Round, RoundUnit, Seat, User
from tilik.records.models.seat import Role
from tilik.records.queries.freezes import get_standing
from tilik.records.queries.papers import list_notes, list_raters, list_role_seats
from tilik.records.queries.scores import get_whole, list_unit_results
from tilik.web.papers.office import Office, make_office
from tilik.web.papers.words import read_words
from tilik.web.presenters.outcome import Shown, show
from tilik.web.presenters.texts import say
from tilik.web.reports.blocks import Section
from tilik.web.reports.books import Book
from tilik.web.reports.decks import Deck


class Work:
    """A round with what was found in it and who works on it."""

    def __init__(self, round: Round, only: RoundUnit | None = None) -> None:
        self.round = round
        self.only = only
        """The one unit a paper is about: of the others no tree is read."""
        self.document: Mapping[str, Any] = round.instrument_version.document
        self.decimals = int(self.document["rounding"]["decimals"])
        self.today = timezone.localdate()

    @cached_property
    def channels(self) -> dict[str, str | None]:
        """The channel of each form by its code; None where a form is for all."""
        return {str(form["code"]): form.get("channel") for form in self.document["forms"]}

    @cached_property
    def office(self) -> Office:
        """The government as it signs."""
        return make_office(self.round.government)

    @cached_property
    def members(self) -> list[RoundUnit]:
        """The units taking part, by code."""
        return list(self.round.round_units.select_related("unit").order_by("unit__code"))

    @cached_property
    def results(self) -> dict[int, Result]:
        """The latest final results with their trees, by the unit's key."""
        of = [self.only.unit_id] if self.only else None
        return list_unit_results(self.round, of=of, with_trees=True)

    @cached_property
    def whole(self) -> Result | None:
        """The government's own result."""
        return get_whole(self.round)

    @cached_property
    def freeze(self) -> Freeze | None:
        """The freeze that holds now."""
        return get_standing(self.round)

    @cached_property
    def evaluators(self) -> list[Seat]:
        """The evaluators' open seats."""
        return list_role_seats(self.round, Role.EVALUATOR)

    @cached_property
    def heads(self) -> dict[int | None, User]:
        """The head of each unit by the unit's key."""
        return {seat.unit_id: seat.user for seat in list_role_seats(self.round, Role.HEAD)}

    def show(self, result: Result | None) -> Shown | None:
        """A result in words."""
        return show(result, self.decimals) if result else None

    def list_evaluators(self, member: RoundUnit) -> list[User]:
        """Who rated the unit; while nobody has, whoever is assigned to it."""
        raters = list_raters(self.round, member.unit)
        return raters or assigned(self.evaluators, member)

    def get_notes(self, member: RoundUnit) -> dict[tuple[str, str], list[str]]:
        """What the evaluators remarked on each indicator of the unit, by form and item."""
        return list_notes(self.round, member.unit)

    @cached_property
    def words(self) -> dict[str, str]:
        """What every paper may say of the round and its government."""
        start, end = self.round.period_start, self.round.period_end
        of_measure = read_words("activities")
        activity = of_measure.get(str(self.document["measure"]), of_measure["other"])
        title = say(self.document["title"])
        facts = {
            "instrument": title,
            "regulation": say(self.document["regulation"]),
            "government": self.office.government,
            "head": self.office.head.title,
            "secretary": self.office.secretary.title,
            "bureau": self.office.bureau_name,
            "round": self.round.title,
            "year": str(end.year),
            "now": str(self.today.year),
            "period": str(end.year) if start.year == end.year else f"{start.year}–{end.year}",
            "n_units": str(len(self.members)),
        }
        named = {name: text.format_map(facts) for name, text in activity.items()}
        return facts | {name: value for name, value in named.items() if isinstance(value, str)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before it is registered: its pages, and the facts its fingerprint covers."""

    title: str
    sections: tuple[Section, ...]
    facts: Mapping[str, Any]
    head: str = "office"
    """Whose letterhead: `office`, `head` of government, or none."""
    plain: bool = False
    book: Book | None = None
    deck: Deck | None = None
    pack: Any = None
    """The files of a pack, which are sent one by one."""


def assigned(seats: Iterable[Seat], member: RoundUnit) -> list[User]:
    """The evaluators of a unit: those with a seat for it, else those with one for all."""
    own = [seat.user for seat in seats if seat.unit_id == member.unit_id]
    return own or [seat.user for seat in seats if seat.unit_id is None]


def say_result(work: Work, result: Result | None) -> dict[str, str]:
    """What papers say of a result, and of the data it rests on."""
    shown, freeze = work.show(result), work.freeze
    grade = " ".join(shown.grade).strip() if shown and shown.grade else ""
    return {
        "finding": shown.finding if shown else "belum dihitung",
        "value": (shown.value or shown.range) if shown else "–",
        "grade": grade or "belum dapat ditetapkan",
        "state": f"data periode yang dibekukan (sidik {freeze.sha256[:16]})"
        if freeze
        else "data sementara, karena periode belum dibekukan",
    }


def describe_result(result: Result | None) -> dict[str, Any] | None:
    """What a paper's fingerprint says of a result."""
    if result is None:
        return None
    return {
        "exact": f"{result.numerator}/{result.denominator}" if result.numerator else None,
        "rounded": result.rounded,
        "low": result.low,
        "high": result.high,
        "grades": [band["grade"] for band in result.grades],
        "status": result.status,
        "variant": result.variant,
    }


def describe_round(round: Round) -> dict[str, Any]:
    """What every paper's fingerprint says of its round."""
    return {
        "government": round.government.code_kemendagri,
        "round": str(round.client_uuid),
        "title": round.title,
        "scheme": round.scheme,
        "period": [round.period_start.isoformat(), round.period_end.isoformat()],
        "instrument": round.instrument_version.sha256,
    }


def write_canonical(facts: Mapping[str, Any]) -> str:
    """The facts as canonical JSON: the same facts are the same text."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(facts: Mapping[str, Any]) -> str:
    """The SHA-256 of the facts' canonical JSON."""
    return hashlib.sha256(write_canonical(facts).encode()).hexdigest()


def read_exact(node: Mapping[str, Any]) -> Fraction | None:
    """A node's value, or None."""
    return Fraction(node["value"]["exact"]) if node["value"] else None
