"""People from a spreadsheet: accounts, personal values and seats; first shown, then brought in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tilik.actions import audit
from tilik.actions.imports import (
    ADD,
    CHANGE,
    CONFLICT,
    SAME,
    Line,
    Report,
    Slip,
    find_place,
    make_conflict,
    refuse_conflicts,
)
from tilik.actions.people import CLEANERS, add_person, change_person, clean_person, make_password
from tilik.actions.permissions import require
from tilik.actions.seats import give_seat
from tilik.core.errors import UserError
from tilik.library.cells import is_blank
from tilik.library.records import Record, read_records
from tilik.records.models import Government, Person, Seat, Unit, User
from tilik.records.models.seat import Role

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "full_name": ("nama", "nama lengkap", "full name"),
    "nip": ("nip baru",),
    "phone": (
        "hp",
        "no hp",
        "no. hp",
        "nomor hp",
        "telepon",
        "no telepon",
        "wa",
        "no wa",
        "whatsapp",
    ),
    "email": ("e-mail", "surel"),
    "position": ("jabatan",),
    "rank": ("pangkat", "pangkat/golongan", "pangkat/gol", "golongan"),
    "unit": ("kode unit", "unit code"),
    "role": ("peran",),
}
ROLE_WORDS: Mapping[str, Role] = {
    "operator": Role.OPERATOR,
    "operator unit": Role.OPERATOR,
    "kepala": Role.HEAD,
    "kepala unit": Role.HEAD,
    "evaluator": Role.EVALUATOR,
    "pimpinan": Role.LEADER,
    "admin": Role.ADMIN,
    "admin kabupaten": Role.ADMIN,
}
PERSONAL = ("full_name", "nip", "phone", "email", "position", "rank")


@dataclass(frozen=True)
class Plan:
    """One line: the values it gives, the account they belong to, and the seat it asks for."""

    line: Line
    values: Mapping[str, str]
    user: User | None = None
    role: Role | None = None
    unit: Unit | None = None


def import_people(*, by: User, government: Government, path: Path, apply: bool = False) -> Report:
    """What each line of the file does, or (with `apply`) did, with slips for new accounts.

    A person is known again by NIP, phone or e-mail. A blank cell changes nothing.
    Raises PermissionDenied, UserError (the file), InvalidInput (conflicts, when applying).
    """
    require(by, "people.import", government=government)
    records = read_records(path, COLUMNS, required=("full_name",))
    with audit.writing(government):
        units = {unit.code: unit for unit in Unit.objects.filter(government=government)}
        seen: dict[str, str] = {}
        plans = [
            plan for record in records for plan in _make_plans(record, government, units, seen)
        ]
        lines = tuple(plan.line for plan in plans)
        slips: tuple[Slip, ...] = ()
        if apply:
            refuse_conflicts(lines)
            slips = tuple(slip for plan in plans if (slip := _apply(by, government, plan)))
    return Report(lines, applied=apply, slips=slips)


def _make_plans(
    record: Record, government: Government, units: Mapping[str, Unit], seen: dict[str, str]
) -> list[Plan]:
    """What one line does; all that is wrong with it, each by itself."""
    name = record.text("full_name")
    values = {field: _read(record, field) for field in PERSONAL}
    values = {field: text for field, text in values.items() if text}
    cleaned, faults = _check(record, values, units, seen)
    try:
        person = _find_person(cleaned, government)
    except UserError as error:
        faults.append(error)
    if faults:
        return [Plan(make_conflict(record, name, e.code, **e.facts), values) for e in faults]
    code, word = record.text("unit"), record.text("role").lower()
    unit = units.get(code)
    role = ROLE_WORDS[word] if word else (Role.OPERATOR if unit else None)
    user = person.user if person else None
    outcome, facts = _compare(person, cleaned, role, unit)
    line = Line(find_place(record), name, outcome, facts=facts)
    return [Plan(line, values, user, role, unit)]


def _read(record: Record, field: str) -> str:
    """The cell's text; nothing where it is blank."""
    return "" if is_blank(record.cell(field)) else record.text(field)


def _check(
    record: Record, values: Mapping[str, str], units: Mapping[str, Unit], seen: dict[str, str]
) -> tuple[dict[str, Any], list[UserError]]:
    """The cleaned values, and all that cannot be right."""
    faults = [] if values.get("full_name") else [UserError("person-name-missing")]
    if isinstance(record.cell("nip"), Decimal):
        # A spreadsheet keeps fifteen digits of a number and makes zeros of the rest.
        faults.append(UserError("nip-is-a-number", found=record.text("nip")))
        values = {field: text for field, text in values.items() if field != "nip"}
    cleaned: dict[str, Any] = {}
    for field, text in values.items():
        try:
            cleaned |= clean_person({field: text})
        except UserError as error:
            faults.append(error)
    known = [cleaned[field] for field in CLEANERS if cleaned.get(field)]
    if not known and not any(record.text(field) for field in CLEANERS):
        faults.append(UserError("identifier-missing"))
    twice = next((seen[value] for value in known if value in seen), None)
    if twice:
        faults.append(UserError("identifier-twice", first=twice))
    for value in known:
        seen.setdefault(value, find_place(record))
    return cleaned, faults + _check_seat(record, units)


def _check_seat(record: Record, units: Mapping[str, Unit]) -> list[UserError]:
    """What cannot be right about the unit and the role."""
    code, word = record.text("unit"), record.text("role").lower()
    faults = [UserError("unit-unknown", found=code)] if code and code not in units else []
    if word and word not in ROLE_WORDS:
        faults.append(UserError("role-unknown", found=word, allowed=sorted(ROLE_WORDS)))
    elif word and not code and ROLE_WORDS[word] in (Role.OPERATOR, Role.HEAD):
        faults.append(UserError("seat-needs-unit", role=word))
    return faults


def _find_person(cleaned: Mapping[str, Any], government: Government) -> Person | None:
    """The one person known by these identifiers, or None. Raises UserError where it is not one."""
    found: dict[int, Person] = {}
    for field in CLEANERS:
        if cleaned.get(field):
            for match in Person.objects.filter(**{field: cleaned[field]}).select_related("user"):
                found[match.pk] = match
    if len(found) > 1:
        raise UserError("identifiers-of-two-people", n=len(found))
    person = next(iter(found.values()), None)
    if person and person.government_id != government.pk:
        raise UserError("person-of-another-government")
    return person


def _compare(
    person: Person | None, cleaned: Mapping[str, Any], role: Role | None, unit: Unit | None
) -> tuple[str, dict[str, object]]:
    """What becomes of the person, and the names of what changes (values stay in the file)."""
    if person is None:
        return ADD, {"role": role.value} if role else {}
    changed = [field for field, value in cleaned.items() if getattr(person, field) != value]
    seats = Seat.objects.filter(user=person.user, role=role, unit=unit, valid_to__isnull=True)
    needs_seat = role is not None and not seats.exists()
    facts: dict[str, object] = {"fields": changed} if changed else {}
    if needs_seat and role:
        facts["role"] = role.value
    return (CHANGE if facts else SAME), facts


def _apply(by: User, government: Government, plan: Plan) -> Slip | None:
    """The slip of a new account, else None; person and seat are as the line says."""
    if plan.line.outcome in (SAME, CONFLICT):
        return None
    user, slip = plan.user, None
    if user is None:
        password = make_password()
        user = add_person(by=by, government=government, password=password, **plan.values)
        user.password_is_temporary = True
        user.save(update_fields=["password_is_temporary"])
        identifier = next(plan.values[field] for field in CLEANERS if plan.values.get(field))
        unit = plan.unit.name if plan.unit else ""
        slip = Slip(plan.values["full_name"], identifier, password, unit)
    else:
        change_person(by=by, user=user, **plan.values)
    if plan.role:
        give_seat(by=by, user=user, role=plan.role, government=government, unit=plan.unit)
    return slip
