"""Five hundred units in five rounds, answered, asked and computed: written as rows, for speed."""

import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from tests.actions.scenes import store
from tests.world import World, make_world
from tilik.records.models import (
    Answer,
    AnswerRevision,
    Campaign,
    Finding,
    PublishedFigure,
    Response,
    Result,
    Round,
    RoundUnit,
    Seat,
    Sheet,
    Unit,
)
from tilik.records.models.seat import Role

MANY_UNITS, PERIODS = 500, 5
SECTORS = ("pendidikan", "kesehatan", "perizinan")
TREE = zlib.compress(b'{"code":"indeks"}')


@dataclass
class Crowd:
    """The world, its rounds from oldest to newest, and its units by code."""

    world: World
    rounds: list[Round]
    units: list[Unit]

    @property
    def newest(self) -> Round:
        """The newest round."""
        return self.rounds[-1]


def make_crowd() -> Crowd:
    """A government with far too much of everything."""
    world = make_world("95.01")
    units = Unit.objects.bulk_create(
        Unit(
            government=world.government,
            code=f"u{n:03}",
            name=f"Unit {n}",
            kind=("sekolah", "puskesmas")[n % 2],
            sector=SECTORS[n % 3],
        )
        for n in range(MANY_UNITS)
    )
    version = store(code="ramai")
    crowd = Crowd(world, [], units)
    for period in range(PERIODS):
        year = 2020 + period
        crowd.rounds.append(
            Round.objects.create(
                government=world.government,
                instrument_version=version,
                scheme="mandiri",
                title=f"Periode {year}",
                period_start=date(year, 1, 1),
                period_end=date(year, 12, 31),
                by=world.admin,
                at=timezone.now(),
            )
        )
        _add_units(crowd, crowd.rounds[-1])
        _compute(crowd, crowd.rounds[-1], (1,) if period < PERIODS - 1 else (0, 1))
    for round in crowd.rounds[-2:]:
        _fill(crowd, round)
    return crowd


def _add_units(crowd: Crowd, round: Round) -> None:
    """Nothing; all units take part in the round."""
    RoundUnit.objects.bulk_create(
        RoundUnit(
            round=round,
            unit=unit,
            name=unit.name,
            kind=unit.kind,
            sector=unit.sector,
            form_variant="luring",
            government=crowd.world.government,
        )
        for unit in crowd.units
    )


def _fill(crowd: Crowd, round: Round) -> None:
    """Nothing; the round has sheets, answers, findings and responses."""
    now, by = timezone.now(), crowd.world.admin
    common = {"government": crowd.world.government}
    sheets = Sheet.objects.bulk_create(
        Sheet(round=round, unit=unit, form=form, stage=stage, opened_at=now, **common)
        for form, stage in (("K", "claim"), ("E-L", "desk"))
        for unit in crowd.units
    )
    values = {"K": {"1": "ya", "3": ["papan"]}, "E-L": {"1": "4", "2": "3"}}
    revisions = AnswerRevision.objects.bulk_create(
        AnswerRevision(sheet=sheet, item=item, value=value, by=by, at=now, **common)
        for sheet in sheets
        for item, value in values[sheet.form].items()
    )
    Answer.objects.bulk_create(
        Answer(sheet=r.sheet, item=r.item, revision=r, is_filled=True, at=now, **common)
        for r in revisions
    )
    Finding.objects.bulk_create(
        Finding(sheet=r.sheet, item=r.item, revision=r, suggested="3", **common)
        for r in revisions
        if r.sheet.form == "E-L"
    )
    campaigns = Campaign.objects.bulk_create(
        Campaign(
            round=round,
            unit=unit,
            form="R",
            title="Survei",
            instrument_version=round.instrument_version,
            period_start=round.period_start,
            period_end=round.period_end,
            by=by,
            at=now,
            **common,
        )
        for unit in crowd.units
    )
    Response.objects.bulk_create(
        Response(
            campaign=campaign,
            day=round.period_start,
            channel="qr",
            answers={"1": str(n), "2": "NA"},
            **common,
        )
        for campaign in campaigns
        for n in (3, 4)
    )


def _compute(crowd: Crowd, round: Round, turns: Sequence[int]) -> None:
    """Nothing; every unit has a result on each basis for every turn, the last of them newest."""
    run, now = uuid.uuid4(), timezone.now()
    version = round.instrument_version
    common = {
        "government": crowd.world.government,
        "run": run,
        "round": round,
        "variant": "biasa",
        "denominator": "100",
        "inputs_sha": "0" * 64,
        "instrument_version": version,
        "instrument_sha": version.sha256,
        "code_version": "1",
        "tree": TREE,
    }
    Result.objects.bulk_create(
        Result(
            scope="unit",
            unit=unit,
            basis=basis,
            numerator=str(n % 400 + turn),
            at=now + timedelta(seconds=turn),
            **common,
        )
        for turn in turns
        for basis in ("claim", "final")
        for n, unit in enumerate(crowd.units)
    )
    Result.objects.create(scope="government", basis="final", numerator="333", at=now, **common)
    for sector in SECTORS:
        Result.objects.create(
            scope="sector", sector=sector, basis="final", numerator="300", at=now, **common
        )


def add_figures(crowd: Crowd) -> None:
    """Nothing; every unit has a published figure a year, the last of them without a value."""
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            government=crowd.world.government,
            unit=unit,
            entity=unit.name,
            measure="lengkap",
            year=year,
            value=None if year == 2024 else "3.10",
            source="Laporan",
        )
        for unit in crowd.units
        for year in (2022, 2023, 2024)
    )


def add_seats(crowd: Crowd) -> None:
    """Nothing; the operator holds a seat in each of a hundred units."""
    Seat.objects.bulk_create(
        Seat(
            user=crowd.world.operator,
            role=Role.OPERATOR,
            government=crowd.world.government,
            unit=unit,
            valid_from=timezone.now(),
        )
        for unit in crowd.units[:100]
    )
