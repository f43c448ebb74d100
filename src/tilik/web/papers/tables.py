"""The tables papers name: rows as they are printed, and what their fingerprint says of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tilik.records.models import Result, RoundUnit, User
from tilik.web.numbers import format_moment, format_number
from tilik.web.papers.seen import Seen
from tilik.web.papers.work import Work, assigned, describe_result
from tilik.web.presenters.scores import show_range

Rows = tuple[tuple[str, ...], ...]
WIB = ZoneInfo("Asia/Jakarta")
SHOWN = 2
GUESTS = 10


@dataclass(frozen=True, slots=True)
class Of:
    """What a paper is about: the round, one of its units, or one of its evaluators."""

    work: Work
    member: RoundUnit | None = None
    person: User | None = None
    seen: Seen | None = None
    """What visits to the unit brought, for the papers that show it."""


def list_units(of: Of) -> tuple[Rows, Any]:
    """The units taking part."""
    members = of.work.members
    rows = tuple((str(n), each.name, each.unit.address) for n, each in enumerate(members, 1))
    return rows, [each.unit.code for each in members]


def list_schedule(of: Of) -> tuple[Rows, Any]:
    """The phases with their ends, in local time and in WIB."""
    phases = list(of.work.round.phases.all())
    rows = tuple(
        (str(n), each.title, format_moment(each.starts_at), say_both(each.ends_at))
        for n, each in enumerate(phases, 1)
    )
    return rows, [
        [each.code, each.starts_at.isoformat(), each.ends_at.isoformat()] for each in phases
    ]


def say_both(at: datetime) -> str:
    """A deadline in local time, and in WIB where that is another."""
    local = format_moment(at)
    return local if local.endswith("WIB") else f"{local}\n({format_clock_wib(at)} WIB)"


def format_clock_wib(at: datetime) -> str:
    """The time of day in Jakarta."""
    return f"{at.astimezone(WIB):%H.%M}"


def list_team(of: Of) -> tuple[Rows, Any]:
    """The team: the secretary leads, the bureau keeps it going, the evaluators are members."""
    office = of.work.office
    people = {seat.user_id: seat.user for seat in of.work.evaluators}
    rows = [
        ("1", office.head.title, "Pengarah"),
        ("2", office.secretary.office, "Penanggung jawab"),
    ]
    rows.append(("3", office.bureau.office, "Ketua merangkap anggota"))
    rows += [
        (str(n), str(user), "Anggota (evaluator)") for n, user in enumerate(people.values(), 4)
    ]
    return tuple(rows), sorted(people)


def list_assigned(of: Of) -> tuple[Rows, Any]:
    """The units an evaluator is sent to."""
    found = [each for each in of.work.members if of.person in assigned(of.work.evaluators, each)]
    rows = tuple((str(n), each.name, each.unit.address, "") for n, each in enumerate(found, 1))
    return rows, [each.unit.code for each in found]


def list_guests(of: Of) -> tuple[Rows, Any]:
    """Who said they were there, who else is expected, and empty lines for the others."""
    member = of.member
    known = of.work.list_evaluators(member) if member else []
    if member and (head := of.work.heads.get(member.unit_id)):
        known.append(head)
    people = list(of.seen.list_present()) if of.seen else []
    said = {name.casefold() for name, _position, _how in people}
    people += [
        (str(user), user.person.position if hasattr(user, "person") else "", "")
        for user in known
        if str(user).casefold() not in said
    ]
    people += [("", "", "")] * (GUESTS - len(people))
    rows = tuple(
        (str(n), name, position, "", how) for n, (name, position, how) in enumerate(people, 1)
    )
    return rows, sorted(user.pk for user in known)


def list_results(of: Of) -> tuple[Rows, Any]:
    """Every unit with its parts, index and category; never one category where several can be."""
    work = of.work
    rows = []
    for n, each in enumerate(work.members, 1):
        result = work.results.get(each.unit_id)
        rows.append((str(n), each.name, *show_parts(work, result)))
    facts = [
        [each.unit.code, describe_result(work.results.get(each.unit_id))] for each in work.members
    ]
    return tuple(rows), facts


def show_parts(work: Work, result: Result | None) -> tuple[str, str, str, str]:
    """The first two parts of an index, the index and its category or the possible ones."""
    shown = work.show(result)
    if result is None or shown is None:
        return "–", "–", "–", "belum dihitung"
    parts = [show_part(child) for child in result.read_tree().get("children", ())[:2]]
    first, second = (*parts, "–", "–")[:2]
    grade = " ".join(shown.grade).strip() if shown.grade else ""
    possible = f"belum dapat ditetapkan ({shown.possible_words})" if shown.possible else "–"
    return first, second, shown.value or shown.range, grade or possible


def show_part(node: Mapping[str, Any]) -> str:
    """A part's value, or its range."""
    return format_number(node["value"]["decimal"], SHOWN) if node["value"] else show_range(node)


TABLES: Mapping[str, Callable[[Of], tuple[Rows, Any]]] = {
    "units": list_units,
    "schedule": list_schedule,
    "team": list_team,
    "assigned": list_assigned,
    "guests": list_guests,
    "results": list_results,
}
