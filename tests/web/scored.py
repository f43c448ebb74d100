"""A round of a small instrument with everything pages of scores show, built by the actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.world import DOCUMENT, World, give, make_phases, make_version, make_world, new_uuid
from tilik.actions.findings import write_finding
from tilik.actions.results import compute
from tilik.actions.rounds import Member, open_round
from tilik.actions.sheets import open_sheet
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.records.models import Round, Seat, Unit, User
from tilik.records.models.seat import Role

BACKEND = "tilik.actions.auth.IdentifierBackend"
USERS: Mapping[str, Any] = {
    "code": "R",
    "role": "respondents",
    "channel": "luring",
    "scale": ["0", "5"],
    "title": {"id": "Jawaban pengguna", "en": "Users' answers"},
    "items": [
        {"code": n, "kind": "rating", "scale": ["0", "5"], "levels": "unknown",
         "title": {"id": words, "en": english}}
        for n, words, english in (("1", "Mudah", "Easy"), ("2", "Cepat", "Fast"))
    ],
}  # fmt: skip
BANDS = [
    {"grade": grade, "from": low, "name": {"id": name, "en": english}, "zone": None}
    for grade, low, name, english in (
        ("D", "0", "Buruk", "Bad"),
        ("C", "2", "Cukup", "Fair"),
        ("B", "3", "Baik", "Good"),
        ("A", "4", "Prima", "Excellent"),
    )
]
CHILDREN = [
    {"code": "ev", "title": {"id": "Evaluator", "en": "Evaluators"}, "weight": "75",
     "children": [{"item": "E:1", "weight": "60"}, {"item": "E:2", "weight": "40"}]},
    {"code": "us", "title": {"id": "Pengguna", "en": "Users"}, "weight": "25", "combine": "pool",
     "weighting": "plain", "children": [{"item": "R:1"}, {"item": "R:2"}]},
]  # fmt: skip
UNKNOWN = [
    {
        **CHILDREN[0],
        "children": [{"item": "E:1", "weight": "unknown"}, {"item": "E:2", "weight": "unknown"}],
    },
    CHILDREN[1],
]
AXIS = {
    "code": "inner",
    "default": "given",
    "title": {"id": "Bobot di dalam", "en": "Inner weights"},
    "why": {"id": "Sumber berbeda.", "en": "Sources differ."},
    "options": [
        {"code": "given", "title": {"id": "Berbobot", "en": "Weighted"}, "set": []},
        {"code": "plain", "title": {"id": "Rata-rata polos", "en": "Plain mean"},
         "set": [{"node": "ev", "weighting": "plain"}]},
    ],
}  # fmt: skip


def _forms() -> list[Any]:
    """The forms of the shared world with titles and levels in words, and the users' form."""
    claim, evaluation = ({**form} for form in DOCUMENT["forms"])
    claim["title"], evaluation["title"] = {"id": "Isian"}, {"id": "Penilaian"}
    evaluation["items"] = [
        {**item, "scale": ["0", "5"], "scope": "unit",
         "levels": [{"level": str(n), "title": {"id": f"Tingkat {n}"}} for n in range(6)]}
        for item in evaluation["items"]
    ]  # fmt: skip
    return [claim, evaluation, dict(USERS)]


def make_document(children: Sequence[Any] = CHILDREN, **changes: Any) -> dict[str, Any]:
    """The instrument of these tests, with changes."""
    return {
        "code": "nilai",
        "measure": "ipp",
        "title": {"id": "Indeks contoh", "en": "Example index"},
        "summary": {"id": "Untuk uji.", "en": "For tests."},
        "regulation": {"id": "Peraturan contoh", "en": "Example regulation"},
        "authored_by": ["Tim"],
        "checked_by": [],
        "next_review": "2030-01-31",
        "erratum_policy": {"id": "Versi baru.", "en": "A new version."},
        "sources": {"S1": {"title": "Sumber satu", "address": "https://contoh.go.id/satu"}},
        "provenance": {"mark": "inferred", "sources": ["S1"]},
        "notes": [],
        "lokus": [],
        "forms": _forms(),
        "axes": [AXIS],
        "aliases": {"given": "", "plain": "inner=plain"},
        "grades": [
            {"code": "k", "title": {"id": "Kategori"}, "decimals": "2", "bands": BANDS, "to": "5"}
        ],
        "index": {**DOCUMENT["index"], "children": list(children)},
        **changes,
    }


def log_in(user: User) -> Client:
    """A client of the person."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@dataclass
class Scored:
    """A world with a round of the instrument above."""

    world: World
    round: Round
    units: dict[str, Unit]

    def log_in(self, user: User | None = None) -> Client:
        """A client of the person; the coordinator where none is named."""
        return log_in(user or self.world.admin)

    def path(self, rest: str = "") -> str:
        """An address of the round."""
        return f"/periode/{self.round.pk}/{rest}"

    def find(
        self, unit: str, item: str, level: str, remark: str = "Menurut bukti.", stage: str = "desk"
    ) -> None:
        """The evaluator's level stands."""
        world = self.world
        sheet = open_sheet(
            by=world.evaluator,
            round=self.round,
            unit=self.units[unit],
            form="E",
            stage=stage,
            seat=Seat.objects.get(user=world.evaluator, role=Role.EVALUATOR),
        )
        standing = sheet.answers.filter(item=item).first()
        write_finding(
            by=world.evaluator, sheet=sheet, item=item, chosen=level, remark=remark,
            base=standing.revision_id if standing else None, client_uuid=new_uuid(),
        )  # fmt: skip

    def claim(self, unit: str, **answers: Any) -> None:
        """The unit's own answers stand, item by item."""
        by = self.world.operator if unit == "sekolah" else self.world.admin
        sheet = open_sheet(by=by, round=self.round, unit=self.units[unit], form="K")
        for item, value in answers.items():
            give(sheet, by, item.removeprefix("i"), value)

    def survey(self, unit: str, *replies: tuple[str, str]) -> None:
        """Respondents answered both questions."""
        day = date(2024, 6, 1)
        campaign = open_campaign(
            by=self.world.admin, round=self.round, unit=self.units[unit], form="R",
            title="Survei", period=(day, day), client_uuid=new_uuid(),
        )  # fmt: skip
        rows = [Reply(day, "paper", {"1": a, "2": b}, new_uuid()) for a, b in replies]
        add_responses(by=self.world.admin, campaign=campaign, replies=rows)

    def compute(self) -> "Scored":
        """The results are stored."""
        compute(round=self.round, by=self.world.admin, at=timezone.now())
        return self


def make_round(
    world: World, *, title: str = "Nilai contoh", year: int = 2024, is_example: bool = False,
    **changes: Any,
) -> Scored:  # fmt: skip
    """A round over the two units of the world, school and clinic, nothing filled in."""
    version = make_version(**make_document(**changes))
    units = [world.school, world.clinic]
    made = open_round(
        by=world.admin,
        government=world.government,
        instrument_version=version,
        scheme="mandiri",
        title=title,
        period=(date(year, 1, 1), date(year, 12, 31)),
        members=[Member(unit, "luring") for unit in units],
        phases=make_phases(),
        is_example=is_example,
    )
    return Scored(world, made, {unit.code: unit for unit in units})


def make_scored(code: str = "64.08", **changes: Any) -> Scored:
    """A computed round: the school whole, the clinic without its survey and second level."""
    scored = make_round(make_world(code), **changes)
    scored.claim("sekolah", i1="ya", i2="4", i3=["papan"])
    scored.find("sekolah", "1", "2")
    scored.find("sekolah", "2", "4")
    scored.survey("sekolah", ("3", "4"), ("4", "5"))
    scored.find("klinik", "1", "3")
    return scored.compute()
