"""Imports, roles and accounts in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tilik.actions.faults import say_fault
from tilik.actions.imports import Report, Slip
from tilik.actions.permissions import ROLES, VERBS
from tilik.records.models import User
from tilik.records.models.seat import Role
from tilik.web.presenters.reminders import LANGUAGE, say_deadline


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of the file and what becomes of it."""

    place: str
    name: str
    outcome: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Account:
    """One account: who, how they log in, what they may do where."""

    pk: int
    name: str
    position: str
    login: str
    seats: tuple[str, ...]


def make_lines(report: Report, language: str) -> list[ImportLine]:
    """The lines of a report."""
    words = {
        "add": _("new"),
        "change": _("changes"),
        "same": _("as before"),
        "conflict": _("cannot be read"),
    }
    return [
        ImportLine(
            line.place,
            line.name,
            line.outcome,
            words[line.outcome],
            say_fault(line.code, dict(line.facts), language)
            if line.code
            else _say_facts(line.facts),
        )
        for line in report.lines
    ]


def _say_facts(facts: Mapping[str, object]) -> str:
    """What changes: each field with its value before and after, or the fields alone."""
    parts = []
    for name, change in facts.items():
        if name == "fields":
            parts.append(", ".join(map(str, change)) if isinstance(change, list) else str(change))
        elif isinstance(change, list) and len(change) == len(("before", "after")):
            parts.append(f"{_say_column(name)}: {change[0] or '–'} → {change[1]}")
        else:
            parts.append(get_role_word(str(change)))
    return "; ".join(parts)


def _say_column(name: str) -> str:
    """A column of the file in words."""
    words = {
        "name": _("name"),
        "short_name": _("short name"),
        "kind": _("kind of unit"),
        "sector": _("sector of service"),
        "parent": _("belongs to"),
        "workdays_per_week": _("workdays a week"),
        "address": _("postal address"),
    }
    return words.get(name, name)


def get_role_word(role: str) -> str:
    """A role in words."""
    words: dict[str, str] = {
        Role.ADMIN: _("regency administrator"),
        Role.OPERATOR: _("unit officer"),
        Role.HEAD: _("head of unit"),
        Role.EVALUATOR: _("evaluator"),
        Role.LEADER: _("leader"),
        Role.SYSTEM: _("system administrator"),
    }
    return words.get(role, role)


def make_role_table() -> tuple[list[str], list[tuple[str, list[bool]]]]:
    """The roles, and every right with whether each role has it."""
    words = {
        "government.manage": _("name and change governments and their holidays"),
        "unit.manage": _("add, change, merge and rename units and services"),
        "people.import": _("give accounts, change and erase personal values"),
        "seat.manage": _("give, close and hand over seats"),
        "instrument.upload": _("add an instrument of one's own"),
        "published.import": _("bring in published figures"),
        "round.manage": _("open a round, set its phases and units"),
        "round.freeze": _("freeze a round and open it again"),
        "round.read": _("see a round and who is late"),
        "sheet.read": _("read answers"),
        "sheet.fill": _("fill in a unit's sheet"),
        "sheet.approve": _("approve a unit's sheet before it is sent"),
        "sheet.return": _("return a sheet with a reason"),
        "finding.write": _("choose levels and write remarks"),
        "finding.decide": _("settle disagreements between evaluators"),
        "clarification.decide": _("decide on what units object to"),
        "paper.manage": _("set letterhead and signatories, make and file the papers of a period"),
        "result.read": _("see scores and what they are made of"),
        "result.compute": _("compute results"),
        "oversight.manage": _("keep the ledger of the Ombudsman's products"),
        "practice.take": _("practise the interview and see how far the unit is"),
        "standard.read": _("read services and their standards"),
        "standard.write": _("write services and their standards, put them in force"),
        "standard.decide": _("decide on a component against what the checks say"),
        "campaign.read": _("see surveys of users and what they brought"),
        "campaign.manage": _("open and close surveys of users, enter and import responses"),
        "audit.read": _("read the story of every write"),
    }
    roles = list(ROLES)
    rows = [
        (words.get(verb, text), [verb in ROLES[role] for role in roles])
        for verb, text in VERBS.items()
    ]
    return [get_role_word(role) for role in roles], rows


def make_accounts(people: Iterable[User]) -> list[Account]:
    """The accounts with their open seats."""
    accounts = []
    for user in people:
        person = user.person
        seats = [seat for seat in user.seats.all() if seat.valid_to is None]
        accounts.append(
            Account(
                pk=user.pk,
                name=person.full_name,
                position=person.position,
                login=person.nip or person.phone or person.email or "",
                seats=tuple(
                    " – ".join(filter(None, (get_role_word(seat.role), str(seat.unit or ""))))
                    for seat in seats
                ),
            )
        )
    return accounts


def write_slips(slips: Sequence[Slip], address: str) -> str:
    """The slips as one text to copy or print, a blank line between them."""
    return "\n\n".join(write_slip(slip, address) for slip in slips)


def write_slip(slip: Slip, address: str) -> str:
    """What a new account holder gets: where, as whom, with which first password."""
    lines = (
        f"*Tilik* – {slip.full_name}",
        slip.unit,
        _("Address: %(address)s") % {"address": address},
        _("Log in as: %(login)s") % {"login": slip.identifier},
        _("First password: %(password)s") % {"password": slip.password},
        _("Choose your own password after logging in. Pass this slip on to nobody else."),
    )
    return "\n".join(filter(None, lines))


def write_invitation(account: Account, address: str, ends: datetime) -> str:
    """The message that invites somebody to choose a password, in Indonesian."""
    with override(LANGUAGE):
        lines = (
            f"*Tilik* – {account.name}",
            *account.seats,
            _("Open this address and choose your password: %(address)s") % {"address": address},
            _("It serves once and holds until %(at)s.") % {"at": say_deadline(ends)},
            _("Afterwards log in as: %(login)s") % {"login": account.login},
            _("Pass this address on to nobody else."),
        )
        return "\n".join(lines)
