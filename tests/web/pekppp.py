"""A PEKPPP round of three units with the shipped instrument: whole, half done, not begun."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.test import Client
from django.utils import timezone

from tests.web.scored import log_in
from tests.world import make_government, make_phases, make_user, new_uuid
from tilik.actions.instruments import store_version
from tilik.actions.people import add_person
from tilik.actions.results import compute
from tilik.actions.rounds import Member, open_round
from tilik.actions.seats import give_seat
from tilik.actions.sheets import open_sheet
from tilik.actions.surveys import Reply, add_responses, open_campaign
from tilik.actions.units import add_unit
from tilik.actions.whole_sheets import Entry, fill_findings
from tilik.library.load import find, load
from tilik.records.models import Government, Round, Seat, Unit, User
from tilik.records.models.seat import Role

ITEMS = 31
USERS_ITEMS = 14
UNITS = (
    ("dinas", "Dinas Contoh", "dinas-kesehatan", "kesehatan"),
    ("rumah-sakit", "Rumah Sakit Contoh", "rsud", "kesehatan"),
    ("kantor", "Kantor Contoh", "dinas-sosial", "sosial"),
)


@dataclass
class Round3:
    """The round with its people."""

    government: Government
    round: Round
    units: dict[str, Unit]
    admin: User
    evaluator: User
    second: User
    leader: User
    head: User
    operator: User

    def log_in(self, user: User | None = None) -> Client:
        """A client of the person; the coordinator where none is named."""
        return log_in(user or self.admin)

    def path(self, rest: str = "") -> str:
        """An address of the round."""
        return f"/periode/{self.round.pk}/{rest}"

    def rate(self, unit: str, levels: dict[str, int], by: User | None = None) -> None:
        """The evaluator's levels stand, each with a remark."""
        by = by or self.evaluator
        sheet = open_sheet(
            by=by, round=self.round, unit=self.units[unit], form="F-02A", stage="desk",
            seat=Seat.objects.filter(user=by, role=Role.EVALUATOR).first(),
        )  # fmt: skip
        entries = [
            Entry(item, new_uuid(), str(level), note=f"Catatan butir {item}.")
            for item, level in levels.items()
        ]
        fill_findings(by=by, sheet=sheet, entries=entries)

    def survey(self, unit: str, rating: int, n: int = 30) -> None:
        """So many respondents gave every question the same answer."""
        day = date(2026, 6, 1)
        campaign = open_campaign(
            by=self.admin, round=self.round, unit=self.units[unit], form="F-03A",
            title="Survei", period=(day, day), client_uuid=new_uuid(),
        )  # fmt: skip
        answers = {str(item["code"]): rating for item in self.list_ratings()}
        replies = [Reply(day, "paper", answers, new_uuid()) for _each in range(n)]
        add_responses(by=self.admin, campaign=campaign, replies=replies)

    def list_ratings(self) -> list[dict[str, object]]:
        """The questions of the users' form."""
        forms = self.round.instrument_version.document["forms"]
        return next(list(form["items"]) for form in forms if form["code"] == "F-03A")

    def compute(self) -> "Round3":
        """The results are stored."""
        compute(round=self.round, by=self.admin, at=timezone.now())
        return self


@cache
def read_instrument() -> bytes:
    """The shipped instrument as it is stored."""
    return load(find("pekppp-2022")).content


def add_evaluator(government: Government, name: str, nip: str, unit: Unit | None = None) -> User:
    """An evaluator with rank and position, as papers name them."""
    user = add_person(
        by=None, government=government, full_name=name, nip=nip, rank="Penata (III/c)",
        position="Analis kebijakan",
    )  # fmt: skip
    give_seat(by=None, user=user, role=Role.EVALUATOR, government=government, unit=unit)
    return user


def make_round3(*, is_example: bool = False, filled: bool = True) -> Round3:
    """The round: one unit whole, one without its survey and last levels, one not begun."""
    government = make_government("64.99", "Kabupaten Contoh")
    admin = make_user(government, Role.ADMIN)
    units = {
        code: add_unit(by=admin, government=government, code=code, name=name, kind=kind, sector=sector)
        for code, name, kind, sector in UNITS
    }  # fmt: skip
    first = units["dinas"]
    made = Round3(
        government=government,
        round=open_round(
            by=admin,
            government=government,
            instrument_version=store_version(by=None, content=read_instrument()),
            scheme="mandiri",
            title="PEKPPP Mandiri 2026",
            period=(date(2026, 1, 1), date(2026, 12, 31)),
            members=[Member(unit, "luring") for unit in units.values()],
            phases=make_phases(("claim", "desk", "field")),
            is_example=is_example,
        ),
        units=units,
        admin=admin,
        evaluator=add_evaluator(government, "Lestari Contoh", "000000000000000103"),
        second=add_evaluator(government, "Yusuf Contoh", "000000000000000104", first),
        leader=make_user(government, Role.LEADER),
        head=make_user(government, Role.HEAD, first),
        operator=make_user(government, Role.OPERATOR, first),
    )
    if filled:
        made.rate("dinas", {str(n): 3 + n % 3 for n in range(1, ITEMS + 1)})
        made.survey("dinas", 4)
        made.rate("rumah-sakit", {str(n): n % 6 for n in range(1, 21)})
        made.compute()
    return made
