"""The example: published figures as they are, and rounds that are marked as made up."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tilik.actions.example import places
from tilik.actions.example.rounds import add_rounds
from tilik.actions.example.standards import add_standards
from tilik.actions.example.surveys import add_surveys
from tilik.actions.example.tables import read_table, read_words
from tilik.actions.governments import add_national_holidays
from tilik.actions.installed import store_installed
from tilik.core.errors import UserError
from tilik.records.models import Round


@dataclass(frozen=True)
class LogIn:
    """How one person of the example logs in."""

    role: str
    unit: str
    full_name: str
    login: str
    password: str


def load() -> bool:
    """Whether the example was new; loaded twice is loaded once, and what people did stays.

    Raises UserError("example-refused") where the installation shows no example.
    """
    _refuse_production()
    words = read_words("example")
    with transaction.atomic():
        governments = places.add_governments()
        add_national_holidays()
        places.add_figures()
        store_installed()
        government = governments[words["government"]]
        if Round.objects.filter(government=government, is_example=True).exists():
            return False
        people = places.add_people(government, {})
        units = places.add_units(people["admin"], government)
        people |= places.add_people(government, units)
        places.set_passwords(people.values(), words["password"])
        add_standards(people["admin"], units)
        add_rounds(government, units, people, timezone.localtime())
        add_surveys(people["admin"], units, timezone.localtime())
    return True


def list_logins() -> list[LogIn]:
    """How to log in as each role, in the order of the table. Raises UserError as `load`."""
    _refuse_production()
    password = read_words("example")["password"]
    names = {row["kode"]: row["nama"] for row in read_table("units")}
    return [
        LogIn(
            role=row["role"],
            unit=names.get(row["unit"], ""),
            full_name=row["full_name"],
            login=places.find_login(row),
            password=password,
        )
        for row in read_table("people")
    ]


def _refuse_production() -> None:
    """Nothing. Raises UserError: accounts whose password is printed belong on no real server."""
    if not settings.TILIK_EXAMPLE:
        raise UserError("example-refused")
