"""A small government with people, units, an instrument and a round, built by the actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from tilik.actions.governments import add_government
from tilik.actions.instruments import store_version
from tilik.actions.people import add_person
from tilik.actions.rounds import Member, PhasePlan, open_round
from tilik.actions.seats import give_seat
from tilik.actions.units import add_unit
from tilik.library.canonical import canonical_bytes
from tilik.records.models import (
    AuditEvent,
    Government,
    InstrumentVersion,
    Round,
    Sheet,
    Unit,
    User,
)
from tilik.records.models.seat import Role

PASSWORD = "rahasia-sekali"
DOCUMENT: Mapping[str, Any] = {
    "tilik": "instrument/1",
    "code": "contoh",
    "version": 1,
    "measure": "contoh",
    "title": {"id": "Contoh", "en": "Example"},
    "summary": {"id": "Untuk uji."},
    "regulation": {"id": "Peraturan contoh"},
    "years": [2020, None],
    "options": {},
    "axes": [],
    "aliases": {},
    "rounding": {"decimals": 2},
    "forms": [
        {
            "code": "K",
            "role": "claim",
            "channel": None,
            "items": [
                {"code": "1", "title": {"id": "Ada standar?"}, "kind": "yes-no", "indicator": "a",
                 "options": [{"code": "ya", "title": {"id": "Ya"}, "value": "1"},
                             {"code": "tidak", "title": {"id": "Tidak"}, "value": "0"}]},
                {"code": "2", "title": {"id": "Berapa layanan?"}, "kind": "number",
                 "indicator": "a", "when": {"item": "1", "is": "ya"}},
                {"code": "3", "title": {"id": "Media"}, "kind": "choices", "indicator": "b",
                 "options": [{"code": "papan", "title": {"id": "Papan"}},
                             {"code": "situs", "title": {"id": "Situs"}}]},
            ],
        },
        {
            "code": "E",
            "role": "evaluation",
            "channel": "luring",
            "scale": ["0", "5"],
            "items": [
                {"code": "1", "title": {"id": "Standar"}, "kind": "level", "claim": "a",
                 "rule": {"form": "K", "table": [
                     {"when": {"item": "1", "is": "tidak"}, "level": "0"},
                     {"when": {"item": "2", "max": "0"}, "decide": {"id": "Tidak ada layanan"}},
                     {"level": "3"}]}},
                {"code": "2", "title": {"id": "Media"}, "kind": "level", "claim": "b"},
            ],
        },
    ],
    "index": {"code": "indeks", "scale": ["0", "5"], "title": {"id": "Indeks"}, "children": [
        {"item": "E:1", "weight": "50"}, {"item": "E:2", "weight": "50"}]},
    "grades": [],
}  # fmt: skip


@dataclass
class World:
    """Who and what is there."""

    government: Government
    admin: User
    operator: User
    head: User
    evaluator: User
    leader: User
    school: Unit
    clinic: Unit
    instrument: InstrumentVersion
    round: Round


def make_version(**changes: Any) -> InstrumentVersion:
    """The stored example instrument, with changes to its document."""
    return store_version(by=None, content=canonical_bytes({**DOCUMENT, **changes}))


def make_government(code: str = "64.08", name: str = "Kabupaten Contoh") -> Government:
    """A stored regency."""
    return add_government(by=None, code_kemendagri=code, name=name, kind="kabupaten")


def make_user(government: Government | None, role: Role, unit: Unit | None = None) -> User:
    """An account with one seat."""
    n = User.objects.count() + 1
    user = add_person(
        by=None,
        government=government,
        password=PASSWORD,
        full_name=f"Orang {n}",
        nip=f"{n:018}",
        position="Staf",
    )
    give_seat(by=None, user=user, role=role, government=government, unit=unit)
    return user


def make_phases(stages: tuple[str, ...] = ("claim", "desk"), days: int = 10) -> list[PhasePlan]:
    """Phases that run now."""
    now = timezone.now()
    return [
        PhasePlan(stage, stage, stage, now - timedelta(days=1), now + timedelta(days=days))
        for stage in stages
    ]


def make_world(code: str = "64.08", phases: list[PhasePlan] | None = None) -> World:
    """A government with two units in one round."""
    government = make_government(code, f"Kabupaten {code}")
    admin = make_user(government, Role.ADMIN)
    units = [
        add_unit(by=admin, government=government, code=name, name=name.title(), kind=kind)
        for name, kind in (("sekolah", "sekolah"), ("klinik", "puskesmas"))
    ]
    instrument = make_version()
    return World(
        government=government,
        admin=admin,
        operator=make_user(government, Role.OPERATOR, units[0]),
        head=make_user(government, Role.HEAD, units[0]),
        evaluator=make_user(government, Role.EVALUATOR),
        leader=make_user(government, Role.LEADER),
        school=units[0],
        clinic=units[1],
        instrument=instrument,
        round=open_round(
            by=admin,
            government=government,
            instrument_version=instrument,
            scheme="mandiri",
            title="Evaluasi contoh",
            period=(date(2024, 1, 1), date(2024, 12, 31)),
            members=[Member(unit, "luring") for unit in units],
            phases=make_phases() if phases is None else phases,
        ),
    )


def give(sheet: Sheet, by: User, item: str, value: Any = None, **rest: Any) -> Any:
    """The revision of an answer given on top of what stands."""
    from tilik.actions.answers import answer

    standing = sheet.answers.filter(item=item).first()
    rest.setdefault("base", standing.revision_id if standing else None)
    rest.setdefault("client_uuid", new_uuid())
    return answer(by=by, sheet=sheet, item=item, value=value, **rest)


def new_uuid() -> UUID:
    """A new client UUID."""
    return uuid4()


def count_events(verb: str) -> int:
    """How many events of that verb stand in the trail."""
    return AuditEvent.objects.filter(verb=verb).count()


def in_days(days: int) -> datetime:
    """A moment some days from now."""
    return timezone.now() + timedelta(days=days)
