"""People and their seats, units, and the instruments they may use."""

from datetime import date

from django.db.models import Q

from tilik.records.models import Government, InstrumentVersion, Round, Unit, UnitLineage, User


def list_people(government: Government) -> list[User]:
    """The accounts of a government by name, each with its person and open seats."""
    people = User.objects.filter(person__government=government, is_active=True)
    return list(people.prefetch_related("seats__unit").order_by("person__full_name"))


def list_units(government: Government, *, with_closed: bool = False) -> list[Unit]:
    """The units of a government by code, each with its parent."""
    units = Unit.objects.filter(government=government).select_related("parent")
    if not with_closed:
        units = units.filter(valid_to__isnull=True)
    return list(units.order_by("code"))


def list_steps(government: Government) -> list[UnitLineage]:
    """What became of units, the newest first."""
    steps = UnitLineage.objects.filter(government=government).select_related("before", "after")
    return list(steps.order_by("-on", "-pk"))


def has_step(before: Unit, after: Unit, on: date) -> bool:
    """Whether the one became the other on that day."""
    return UnitLineage.objects.filter(before=before, after=after, on=on).exists()


def list_unit_names(government: Government) -> list[tuple[str, str]]:
    """Code and name of the open units of a government, by code."""
    units = Unit.objects.filter(government=government, valid_to__isnull=True).order_by("code")
    return list(units.values_list("code", "name"))


def of_or_for_all(government: Government | None) -> Q:
    """The condition of what a government sees: its own, and what is stored for all."""
    return Q(government=None) | Q(government=government)


def list_instruments(government: Government | None) -> list[InstrumentVersion]:
    """The newest stored version of each instrument that the government may use."""
    visible = InstrumentVersion.objects.filter(of_or_for_all(government))
    versions = visible.order_by("code", "-pk")
    newest: dict[str, InstrumentVersion] = {}
    for version in versions:
        newest.setdefault(version.code, version)
    return list(newest.values())


def find_last_instrument(government: Government) -> str:
    """The code of the instrument of the government's newest round; "" where it has none."""
    rounds = Round.objects.filter(government=government).order_by("-pk")
    return rounds.values_list("instrument_version__code", flat=True).first() or ""
