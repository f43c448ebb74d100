"""Accounts and the personal values beside them."""

import secrets
from collections.abc import Mapping
from typing import Any

from axes.models import AccessAttempt

from tilik.actions import audit
from tilik.actions.identifiers import clean_email, clean_nip, clean_phone
from tilik.actions.permissions import require
from tilik.core.errors import UserError
from tilik.records.models import Government, Person, User
from tilik.records.models.seat import Role

CLEANERS = {"nip": clean_nip, "phone": clean_phone, "email": clean_email}
FIELDS = ("full_name", "nip", "phone", "email", "position", "rank")
# No letters or figures that are mistaken for each other on a printed slip.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS, GROUP_LENGTH = 3, 4


def add_person(
    *, by: User | None, government: Government | None, password: str | None = None, **values: str
) -> User:
    """The new account (full_name, and at least one of nip, phone, email; position, rank).

    Without a password nobody can log in until one is set. Raises PermissionDenied,
    UserError("identifier-missing" | "identifier-bad" | "identifier-taken").
    """
    _require(by, government)
    cleaned = clean_person(values)
    if not any(cleaned.get(name) for name in CLEANERS):
        raise UserError("identifier-missing")
    with audit.writing(government):
        _refuse_taken(cleaned, None)
        user = User()
        user.set_password(password)
        user.save(force_insert=True)
        person = Person.objects.create(user=user, government=government, **cleaned)
        user.person = person
        _record(by, "person.add", user, government, _diff({}, cleaned))
    return user


def change_person(*, by: User | None, user: User, **values: str) -> Person:
    """The person with the new values; unchanged values write nothing.

    Raises PermissionDenied, UserError as `add_person`.
    """
    person = user.person
    _require(by, person.government)
    cleaned = clean_person(values)
    with audit.writing(person.government):
        _refuse_taken(cleaned, user)
        diff = _diff({name: getattr(person, name) for name in cleaned}, cleaned)
        if diff:
            for name, value in cleaned.items():
                setattr(person, name, value)
            person.save(update_fields=list(cleaned))
            _record(by, "person.change", user, person.government, diff)
    return person


def erase_person(*, by: User | None, user: User) -> None:
    """Nothing; the personal values are gone, what the account wrote stays.

    Raises PermissionDenied.
    """
    person = user.person
    _require(by, person.government)
    with audit.writing(person.government):
        government = person.government
        person.delete()
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        _record(by, "person.erase", user, government, {})


def reset_password(*, by: User | None, user: User) -> str:
    """A new password for a printed slip, to be changed at log-in. Raises PermissionDenied."""
    government = require_over(by, user)
    password = make_password()
    with audit.writing(government):
        user.set_password(password)
        user.password_is_temporary = True
        user.save(update_fields=["password", "password_is_temporary"])
        _record(by, "person.reset-password", user, government, {})
        _end_pause(user.person)
    return password


def set_own_password(*, user: User, password: str) -> None:
    """Nothing; the account has the password its holder chose, and every other session ends."""
    person: Person | None = getattr(user, "person", None)
    government = person.government if person else None
    with audit.writing(government):
        user.set_password(password)
        user.password_is_temporary = False
        user.save(update_fields=["password", "password_is_temporary"])
        _record(user, "person.choose-password", user, government, {})


def require_over(by: User | None, user: User) -> Government | None:
    """The government of an account whose way in the person may change. Raises PermissionDenied."""
    government: Government | None = user.person.government
    _require(by, government)
    if by is not None and user.seats.filter(role=Role.SYSTEM, valid_to__isnull=True).exists():
        # Else an admin of one government could take over the whole installation.
        require(by, "government.manage", government=None)
    return government


def make_password() -> str:
    """A password that is easy to copy from paper."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH))
        for _ in range(PASSWORD_GROUPS)
    )
    return "-".join(groups)


def clean_person(values: Mapping[str, str]) -> dict[str, Any]:
    """The values as they are stored, no identifier being None. Raises UserError, TypeError."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"unknown values: {sorted(unknown)}")
    cleaned: dict[str, Any] = {}
    for name, text in values.items():
        clean = CLEANERS.get(name)
        cleaned[name] = (clean(text) if text.strip() else None) if clean else text.strip()
        if clean and text.strip() and cleaned[name] is None:
            raise UserError("identifier-bad", field=name, found=text)
    return cleaned


def _end_pause(person: Person) -> None:
    """Nothing; wrong passwords of before no longer keep the person out, however they wrote it."""
    known = [text for text in (person.nip, person.phone, person.email) if text]
    if person.phone:
        known += [person.phone.removeprefix("+"), f"0{person.phone.removeprefix('+62')}"]
    AccessAttempt.objects.filter(username__in=known).delete()


def _refuse_taken(cleaned: Mapping[str, Any], user: User | None) -> None:
    """Nothing. Raises UserError("identifier-taken") where another account has an identifier."""
    for name in CLEANERS:
        if cleaned.get(name):
            others = Person.objects.filter(**{name: cleaned[name]})
            if user:
                others = others.exclude(user=user)
            if others.exists():
                raise UserError("identifier-taken", field=name)


def _diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The changed fields with fingerprints in place of the personal values."""
    return {
        name: [audit.digest(before.get(name)), audit.digest(value)]
        for name, value in after.items()
        if (before.get(name) or None) != (value or None)
    }


def _require(by: User | None, government: Government | None) -> None:
    """Nothing. Raises PermissionDenied; `by` None is the installation itself."""
    if by is not None:
        require(by, "people.import", government=government)


def _record(
    by: User | None, verb: str, user: User, government: Government | None, diff: dict[str, Any]
) -> None:
    """Nothing; the event is on the government's chain."""
    audit.record(by=by, verb=verb, target=user, government=government, diff=diff)
