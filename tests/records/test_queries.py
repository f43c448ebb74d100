"""Questions asked of what is stored: right, and in few queries however many units there are."""

import uuid
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.latest import list_latest
from tests.shared import shared
from tests.world import World, give, in_days, make_phases, make_user, make_world, new_uuid
from tilik.actions.findings import write_finding
from tilik.actions.rounds import extend_unit, set_phases
from tilik.actions.seats import close_seat, give_seat
from tilik.actions.sheets import open_sheet, send_sheet
from tilik.core.errors import Conflict
from tilik.core.instrument import Gap
from tilik.records.models import (
    Answer,
    AnswerRevision,
    Holiday,
    Result,
    Round,
    RoundUnit,
    Seat,
    Sheet,
    Unit,
)
from tilik.records.models.seat import Role
from tilik.records.queries import documents
from tilik.records.queries.findings import list_findings
from tilik.records.queries.results import (
    find_latest,
    list_latest_of_unit,
)
from tilik.records.queries.rounds import get_overview, get_round, list_rounds
from tilik.records.queries.sheets import get_sheet, get_story, list_sheets, view_sheet

pytestmark = pytest.mark.django_db
MANY_UNITS, PERIODS = 500, 5


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def claim(world: World) -> Sheet:
    return open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")


def overview(world: World, stage: str = "claim") -> Any:
    return get_overview(world.round, timezone.now(), stage)


def test_a_person_sees_the_rounds_of_the_own_seats(world: World) -> None:
    other = make_world("64.01")
    now = timezone.now()
    assert [r.pk for r in list_rounds(world.admin, now)] == [world.round.pk]
    assert [r.pk for r in list_rounds(world.operator, now)] == [world.round.pk]
    guest = make_user(other.government, Role.LEADER)
    give_seat(
        by=None, user=guest, role=Role.EVALUATOR, government=world.government, round=world.round
    )
    assert {r.pk for r in list_rounds(guest, timezone.now())} == {world.round.pk, other.round.pk}
    for seat in Seat.objects.filter(user=world.leader):
        close_seat(by=world.admin, seat=seat)
    assert list_rounds(world.leader, timezone.now() + timedelta(seconds=1)) == []


def test_progress_counts_what_everybody_is_asked(world: World, claim: Sheet) -> None:
    give(claim, world.operator, "1", "ya")
    give(claim, world.operator, "2", "4")
    school, clinic = sorted(overview(world).units, key=lambda unit: -unit.answered)
    assert (school.row.unit, school.answered, school.total, school.missing) == (
        world.school,
        1,
        2,
        1,
    )
    assert (clinic.answered, clinic.total, clinic.last_change) == (0, 2, None)
    assert school.last_change is not None


def test_not_answered_is_not_counted_and_not_applicable_is(world: World, claim: Sheet) -> None:
    give(claim, world.operator, "1", gap=Gap.NOT_ANSWERED)
    give(claim, world.operator, "3", gap=Gap.NOT_APPLICABLE)
    assert max(unit.answered for unit in overview(world).units) == 1


def test_late_is_who_has_not_sent_by_the_deadline(world: World, claim: Sheet) -> None:
    assert overview(world).late == ()
    send_sheet(by=world.operator, sheet=claim)
    set_phases(by=world.admin, round=world.round, phases=make_phases(("claim",), days=-1))
    round = get_round(world.round.pk)
    assert round is not None
    assert [u.row.unit for u in get_overview(round, in_days(1)).late] == [world.clinic]
    row = RoundUnit.objects.get(round=round, unit=world.clinic)
    extend_unit(by=world.admin, round_unit=row, until=in_days(5), letter="1")
    assert get_overview(round, in_days(1)).late == ()
    assert [u.row.unit for u in get_overview(round, in_days(6)).late] == [world.clinic]


def test_a_round_without_phases_has_nobody_late() -> None:
    world = make_world("64.03", phases=[])
    assert get_overview(world.round, in_days(1000)).late == ()


def test_desk_progress_counts_the_evaluators_form(world: World) -> None:
    sheet = open_sheet(
        by=world.evaluator, round=world.round, unit=world.school, form="E", stage="desk"
    )
    give(sheet, world.evaluator, "2", "3")
    progress = {unit.row.unit: unit for unit in overview(world, "desk").units}
    assert (progress[world.school].answered, progress[world.school].total) == (1, 2)
    assert not progress[world.clinic].is_sent


def test_a_sheet_shows_items_answers_and_what_is_missing(world: World, claim: Sheet) -> None:
    def rows() -> dict[str, Any]:
        return {row.item.code: row for row in view_sheet(claim).rows}

    assert [row.item.code for row in view_sheet(claim).missing] == ["1", "3"]
    assert rows()["2"].asked is None
    give(claim, world.operator, "1", "tidak")
    assert rows()["2"].asked is False
    give(claim, world.operator, "1", "ya")
    assert rows()["2"].is_missing
    give(claim, world.operator, "2", "5")
    give(claim, world.operator, "3", ["papan"])
    assert view_sheet(claim).missing == ()
    assert rows()["2"].revision.value == "5"
    assert rows()["1"].item.key == "K:1"


def test_a_story_has_every_entry_even_the_one_that_lost(world: World, claim: Sheet) -> None:
    give(claim, world.operator, "1", "ya")
    with pytest.raises(Conflict):
        give(claim, world.head, "1", "tidak", base=None)
    story = get_story(world.round, world.school, "K", "1")
    assert [(r.value, r.by) for r in story.revisions] == [
        ("ya", world.operator),
        ("tidak", world.head),
    ]
    assert [event.verb for event in story.events] == ["answer.give", "answer.conflict"]
    assert get_story(world.round, world.clinic, "K", "1").revisions == ()


def test_the_evaluators_sheet_puts_isian_beside_finding(world: World, claim: Sheet) -> None:
    give(claim, world.operator, "1", "tidak")
    desk = open_sheet(
        by=world.evaluator, round=world.round, unit=world.school, form="E", stage="desk"
    )
    write_finding(by=world.evaluator, sheet=desk, item="1", chosen="0", client_uuid=new_uuid())
    first, second = list_findings(desk)
    assert [c.item.code for c in first.claim] == ["1", "2"]
    assert first.claim[0].answer is not None
    assert first.claim[0].answer.revision.value == "tidak"
    assert first.finding is not None and first.finding.suggested == "0"
    assert (second.finding, second.answer, second.adjudication) == (None, None, None)
    assert [c.item.code for c in second.claim] == ["3"]
    assert list_sheets(world.round, world.school) == [claim, desk]


def make_result(world: World, value: int | None, **place: Any) -> Result:
    words: dict[str, Any] = {
        "government": world.government,
        "run": uuid.uuid4(),
        "round": world.round,
        "scope": "unit",
        "unit": world.school,
        "basis": "final",
        "variant": "",
        "numerator": None if value is None else str(value),
        "denominator": None if value is None else "1",
        "status": [] if value is not None else ["incomplete"],
        "inputs_sha": "0" * 64,
        "instrument_version": world.instrument,
        "instrument_sha": world.instrument.sha256,
        "code_version": "0",
        "tree": zlib.compress(b'{"code":"indeks"}'),
        "at": timezone.now(),
        **place,
    }
    return Result.objects.create(**words)


def test_the_latest_result_of_each_kind_is_found(world: World) -> None:
    make_result(world, 2)
    newest = make_result(world, 3)
    claim = make_result(world, 4, basis="claim")
    sector = make_result(world, 1, scope="sector", unit=None, sector="pendidikan")
    whole = make_result(world, None, scope="government", unit=None)
    assert {r.pk for r in list_latest(world.round)} == {
        newest.pk,
        claim.pk,
        sector.pk,
        whole.pk,
    }
    assert [r.pk for r in list_latest(world.round, basis="final", scope="unit")] == [newest.pk]
    assert {r.pk for r in list_latest_of_unit(world.school)} == {newest.pk, claim.pk}
    place = {"basis": "final", "variant": ""}
    assert find_latest(world.round, unit=world.school, **place) == newest
    assert find_latest(world.round, unit=None, sector="pendidikan", **place) == sector
    assert find_latest(world.round, unit=None, **place) == whole
    assert find_latest(world.round, unit=world.clinic, **place) is None
    assert newest.read_tree() == {"code": "indeks"}


def test_a_document_is_read_as_pages_need_it(world: World) -> None:
    document = world.instrument.document
    assert documents.get_title(world.instrument, "en") == "Example"
    assert documents.pick({"id": "Ya"}, "en") == "Ya"
    assert documents.list_titles(document)["K:1"] == {"id": "Ada standar?"}
    assert documents.list_titles(document)["indeks"] == {"id": "Indeks"}
    assert [f["code"] for f in documents.list_unit_forms(document, "claim", "luring")] == ["K"]
    assert documents.list_unit_forms(document, "desk", "daring") == []
    without_claim = {**document, "forms": [f for f in document["forms"] if f["code"] == "E"]}
    assert [f["code"] for f in documents.list_unit_forms(without_claim, "claim", "")] == ["E"]
    with pytest.raises(KeyError):
        documents.find_form(document, "Z")


@pytest.mark.parametrize(
    ("years", "year"), [([2020, None], 2024), ([2020, 2022], 2022), ([2025, None], 2025)]
)
def test_the_year_is_the_periods_where_the_instrument_was_valid(
    years: list[int | None], year: int, world: World
) -> None:
    changed = {**world.instrument.document, "years": years}
    vars(world.round.instrument_version)["document"] = changed
    assert documents.get_year(world.round) == year


@pytest.fixture
def crowd(world: World) -> World:
    """Five hundred units in five periods, all answered."""
    government = world.government
    units = Unit.objects.bulk_create(
        Unit(government=government, code=f"u{n:03}", name=f"Unit {n}") for n in range(MANY_UNITS)
    )
    now = timezone.now()
    for period in range(PERIODS):
        round = Round.objects.create(
            government=government,
            instrument_version=world.instrument,
            scheme="mandiri",
            title=f"Periode {period}",
            period_start=world.round.period_start,
            period_end=world.round.period_end,
            by=world.admin,
            at=now,
        )
        common = {"government": government, "round": round}
        RoundUnit.objects.bulk_create(
            RoundUnit(unit=unit, name=unit.name, form_variant="luring", **common) for unit in units
        )
        sheets = Sheet.objects.bulk_create(
            Sheet(unit=unit, form="K", stage="claim", opened_at=now, **common) for unit in units
        )
        revisions = AnswerRevision.objects.bulk_create(
            AnswerRevision(
                government=government, sheet=sheet, item=item, value="ya", by=world.admin, at=now
            )
            for sheet in sheets
            for item in ("1", "3")
        )
        Answer.objects.bulk_create(
            Answer(
                government=government,
                sheet=revision.sheet,
                item=revision.item,
                revision=revision,
                is_filled=True,
                at=now,
            )
            for revision in revisions
        )
    world.round = get_round(Round.objects.get(title="Periode 0").pk) or world.round
    return world


def test_five_hundred_units_take_as_few_queries_as_two(crowd: World) -> None:
    sheet = Sheet.objects.filter(round=crowd.round).first()
    assert sheet is not None
    for ask, most in (
        (lambda: get_overview(crowd.round, timezone.now()), 4),
        (lambda: list_rounds(crowd.admin, timezone.now()), 2),
        (lambda: view_sheet(get_sheet(sheet.pk) or sheet), 5),
    ):
        with CaptureQueriesContext(connection) as queries:
            ask()
        assert len(queries) <= most
    units = get_overview(crowd.round, timezone.now()).units
    assert len(units) == MANY_UNITS
    assert all(unit.answered == unit.total == 2 for unit in units)


def test_the_time_left_is_counted_in_the_unit_s_own_working_days(world: World) -> None:
    now = timezone.now()
    clinic = next(u for u in overview(world).units if u.row.unit == world.clinic)
    assert clinic.deadline is not None
    today, last = timezone.localdate(now), timezone.localdate(clinic.deadline)
    days = [today + timedelta(days=n) for n in range(1, (last - today).days + 1)]
    week = world.clinic.workdays_per_week
    assert clinic.workdays == sum(day.weekday() < week for day in days)
    Holiday.objects.bulk_create(Holiday(date=day, name="libur") for day in days)
    clinic = next(u for u in overview(world).units if u.row.unit == world.clinic)
    assert clinic.workdays == 0
