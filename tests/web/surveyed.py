"""Two half-years of a satisfaction survey in a small government, answered as in a published file."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client

from tests.web.scored import log_in
from tests.world import World, make_world, new_uuid
from tilik.actions.instruments import store_version
from tilik.actions.rounds import Member, open_round
from tilik.actions.steps import Step, add_step
from tilik.actions.surveys import open_campaign
from tilik.library.load import find, load
from tilik.records.models import Action, Response, Round, Unit, User

GIANYAR = Path(__file__).parents[1] / "fixtures" / "skm" / "respondents-gianyar-2020.csv"
HALVES = (
    ("SKM semester I 2025", date(2025, 1, 1), date(2025, 6, 30)),
    ("SKM semester II 2025", date(2025, 7, 1), date(2025, 12, 31)),
)
SEX, SCHOOL, JOB = ("L", "P"), ("SLTA", "S1", "SD"), ("PETANI", "SWASTA", "PNS", "LAINNYA")
Row = dict[str, Any]


def read_gianyar() -> list[Row]:
    """The 201 respondents, answers only."""
    with GIANYAR.open(encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if k != "no"} for row in csv.DictReader(file)]


def tell(n: int) -> dict[str, Any]:
    """What the respondent of that number tells of themselves."""
    return {"sex": SEX[n % 2], "age": 18 + n % 50, "education": SCHOOL[n % 3], "job": JOB[n % 4]}


@dataclass
class Surveys:
    """A government with two rounds of the survey."""

    world: World
    rounds: tuple[Round, Round]

    @property
    def now(self) -> Round:
        return self.rounds[1]

    @property
    def before(self) -> Round:
        return self.rounds[0]

    def path(self, rest: str = "", round: Round | None = None) -> str:
        return f"/periode/{(round or self.now).pk}/{rest}"

    def log_in(self, user: User | None = None) -> Client:
        return log_in(user or self.world.admin)

    def ask(
        self,
        rows: Sequence[Row],
        round: Round | None = None,
        unit: Unit | None = None,
        is_told: bool = True,
        traits: Row | None = None,
        **rest: Any,
    ) -> None:
        """One campaign of the unit answered so; traits are all the same or go round in a ring."""
        round = round or self.now
        campaign = open_campaign(
            by=self.world.admin, round=round, unit=unit or self.world.school, form="SKM",
            title="SKM", period=(round.period_start, round.period_end), client_uuid=new_uuid(), **rest,
        )  # fmt: skip
        Response.objects.bulk_create(
            Response(
                government=campaign.government, campaign=campaign, day=round.period_start,
                channel="paper", answers=row,
                traits=traits or (tell(n) if is_told else {}),
            )
            for n, row in enumerate(rows)
        )  # fmt: skip

    def promise(self, item: str = "U4", round: Round | None = None, **rest: Any) -> Action:
        """A step the operator of the school enters."""
        values = {
            "title": "Umumkan tarif di loket",
            "quarter_start": date(2026, 1, 1),
            "responsible": "Kepala Seksi Pelayanan",
            **rest,
        }
        return add_step(
            by=self.world.operator, round=round or self.now, unit=self.world.school,
            step=Step(item=item, **values), client_uuid=new_uuid(),
        )  # fmt: skip


def make_surveys() -> Surveys:
    """The government; nobody has answered yet."""
    world = make_world(phases=[])
    first, second = (open_survey(world, *half) for half in HALVES)
    return Surveys(world, (first, second))


def open_survey(world: World, title: str, start: date, end: date) -> Round:
    """A round of the survey, of both units."""
    version = store_version(by=None, content=load(find("skm-2017")).content)
    return open_round(
        by=world.admin, government=world.government, instrument_version=version, scheme="mandiri",
        title=title, period=(start, end), members=[Member(world.school), Member(world.clinic)],
    )  # fmt: skip


def add_survey(world: World) -> None:
    """Nothing; there is a half-year of the survey, and the school promised a step."""
    round = open_survey(world, *HALVES[0])
    step = Step("U4", "Umumkan tarif", date(2025, 7, 1), "Kepala Seksi")
    add_step(by=world.operator, round=round, unit=world.school, step=step, client_uuid=new_uuid())
