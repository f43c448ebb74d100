"""Governments, holidays, units, services and people of the example, and the published figures."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.hashers import make_password

from tilik.actions.auth import find_user
from tilik.actions.example.tables import DATA, read_table
from tilik.actions.governments import add_government
from tilik.actions.people import FIELDS as PERSONAL
from tilik.actions.people import add_person
from tilik.actions.published import import_figures
from tilik.actions.seats import give_seat
from tilik.actions.unit_import import import_units
from tilik.actions.units import add_service
from tilik.records.models import Government, Unit, User
from tilik.records.models.seat import Role


def add_governments() -> dict[str, Government]:
    """The governments by their code, parents first; those known already stay as they are."""
    made: dict[str, Government] = {}
    for row in read_table("governments"):
        parent = made.get(row.pop("parent"))
        government = add_government(by=None, **row, parent=parent)
        made[government.code_kemendagri] = government
    return made


def add_figures() -> int:
    """How many published figures were new."""
    return import_figures(by=None, government=None, path=DATA / "published.csv").added


def add_people(government: Government, units: Mapping[str, Unit]) -> dict[str, User]:
    """The people of the units, by key (of the bureau where no units are given), each with a seat.

    None of them can log in until `set_passwords`.
    """
    return {
        row["key"]: _add_person(row, government, units.get(row["unit"]))
        for row in read_table("people")
        if row["unit"] in units or not (row["unit"] or units)
    }


def set_passwords(people: Iterable[User], password: str) -> None:
    """Nothing; whoever had no password has this one, hashed once: a good hash takes its time."""
    new = [user.pk for user in people if not user.has_usable_password()]
    User.objects.filter(pk__in=new).update(password=make_password(password))


def add_units(by: User, government: Government) -> dict[str, Unit]:
    """The units by code, with their services."""
    import_units(by=by, government=government, path=DATA / "units.csv", apply=True)
    units = {unit.code: unit for unit in Unit.objects.filter(government=government)}
    for row in read_table("services"):
        add_service(by=by, unit=units[row.pop("unit")], **row)
    return units


def find_person(row: Mapping[str, str]) -> User | None:
    """The account a row of the people is known by, or None."""
    return find_user(find_login(row))


def find_login(row: Mapping[str, str]) -> str:
    """What the person of a row logs in with."""
    return row["nip"] or row["phone"] or row["email"]


def _add_person(row: Mapping[str, str], government: Government, unit: Unit | None) -> User:
    """The account with its seat; a person known already is left alone."""
    home = None if row["role"] == Role.SYSTEM else government
    values = {name: row[name] for name in PERSONAL if row[name]}
    user = find_person(row) or add_person(by=None, government=home, **values)
    give_seat(by=None, user=user, role=row["role"], government=home, unit=unit)
    return user
