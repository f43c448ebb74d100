"""The levels two evaluators gave, beside a naive twin that reads every answer of the round."""

import random
from collections import defaultdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.scored import Scored, make_round
from tests.world import make_user, make_world, new_uuid
from tilik.actions.findings import adjudicate, write_finding
from tilik.actions.rounds import set_phases
from tilik.actions.sheets import open_sheet
from tilik.records.models import Answer, Seat, User
from tilik.records.models.seat import Role
from tilik.records.queries.agreement import (
    Place,
    count_awaiting,
    is_stepped,
    list_apart,
    list_levels,
    list_settled,
)

pytestmark = pytest.mark.django_db
ORDER = ("desk", "field")


@shared
def scored() -> Scored:
    made = make_round(make_world())
    set_phases(by=made.world.admin, round=made.round, phases=())
    return made


@pytest.fixture
def people(scored: Scored) -> list[User]:
    government = scored.world.government
    more = [make_user(government, Role.EVALUATOR) for _each in range(2)]
    return [scored.world.evaluator, *more]


def find(scored: Scored, by: User, unit: str, item: str, level: int, stage: str) -> None:
    sheet = open_sheet(
        by=by, round=scored.round, unit=scored.units[unit], form="E", stage=stage,
        seat=Seat.objects.get(user=by, role=Role.EVALUATOR),
    )  # fmt: skip
    standing = sheet.answers.filter(item=item).first()
    write_finding(
        by=by, sheet=sheet, item=item, chosen=str(level), remark="Menurut bukti.",
        base=standing.revision_id if standing else None, client_uuid=new_uuid(),
    )  # fmt: skip


def list_naively(scored: Scored) -> dict[Place, dict[int, int]]:
    """Each evaluator's word of the field check, else of the documents; of two or more people."""
    said: dict[Place, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for answer in Answer.objects.filter(sheet__round=scored.round):
        sheet = answer.sheet
        if sheet.stage in ORDER and sheet.seat and answer.revision.value is not None:
            place = Place(sheet.unit_id or 0, sheet.form, answer.item)
            said[place][sheet.seat.user_id][sheet.stage] = int(answer.revision.value)
    return {
        place: {user: words.get("field", words.get("desk", -1)) for user, words in given.items()}
        for place, given in said.items()
        if len(given) > 1
    }


@pytest.mark.parametrize("seed", range(4))
def test_the_levels_are_those_of_the_naive_twin(
    scored: Scored, people: list[User], seed: int
) -> None:
    draw = random.Random(seed)
    for _each in range(14):
        by, unit = draw.choice(people), draw.choice(["sekolah", "klinik"])
        item, stage = draw.choice("12"), draw.choice(ORDER)
        find(scored, by, unit, item, draw.randint(0, 5), stage)
    expected = list_naively(scored)
    levels = list_levels(scored.round)
    assert levels == expected
    wide = {
        place
        for place, given in expected.items()
        if any(abs(a - b) >= 2 for a in given.values() for b in given.values())
    }
    assert set(list_apart(levels)) == wide
    assert count_awaiting(scored.round) == len(wide)


def test_what_is_settled_waits_no_more(scored: Scored, people: list[User]) -> None:
    for by, level in zip(people, (0, 5, 3), strict=True):
        find(scored, by, "sekolah", "1", level, "desk")
    assert count_awaiting(scored.round) == 1
    place = {"round": scored.round, "unit": scored.units["sekolah"], "form": "E", "item": "1"}
    for reason in ("pertama", "kedua"):
        adjudicate(
            by=scored.world.admin, chosen="3", reason=reason, client_uuid=new_uuid(), **place
        )
    assert list_settled(scored.round) == {Place(scored.units["sekolah"].pk, "E", "1")}
    assert count_awaiting(scored.round) == 0


def test_the_widest_difference_stands_first(scored: Scored, people: list[User]) -> None:
    for item, levels in (("1", (1, 3)), ("2", (0, 5))):
        for by, level in zip(people, levels, strict=False):
            find(scored, by, "sekolah", item, level, "desk")
    assert [place.item for place in list_apart(list_levels(scored.round))] == ["2", "1"]


def test_a_round_with_one_evaluator_costs_one_query(scored: Scored, people: list[User]) -> None:
    find(scored, people[0], "sekolah", "1", 3, "desk")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert list_levels(scored.round) == {}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"kind": "level"}, True),
        ({"kind": "rating"}, True),
        ({"kind": "rating", "steps": "any"}, False),
        ({"kind": "number"}, False),
        ({"kind": "choice"}, False),
    ],
)
def test_only_whole_levels_are_compared(raw: dict[str, str], expected: bool) -> None:
    assert is_stepped(raw) is expected
