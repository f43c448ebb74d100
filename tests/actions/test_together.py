"""Many at once: real transactions on a real server, nothing lost, one chain."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from tests.world import World, make_world, new_uuid
from tilik.actions import audit
from tilik.actions.answers import answer
from tilik.actions.sheets import open_sheet
from tilik.core.errors import Conflict
from tilik.records.append_only import find_missing
from tilik.records.models import Answer, AnswerRevision, AuditEvent, Sheet, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> Iterator[World]:
    yield make_world()


def write(by: User, sheet: Sheet, number: int) -> bool:
    """Whether the answer took effect; everybody saw an empty sheet."""
    try:
        answer(
            by=by,
            sheet=Sheet.objects.get(pk=sheet.pk),
            item="2",
            value=str(number),
            client_uuid=new_uuid(),
        )
    except Conflict:
        return False
    finally:
        connections.close_all()
    return True


def test_of_many_at_once_one_wins_and_all_are_kept(world: World) -> None:
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(lambda n: write(world.operator, sheet, n), range(12)))
    assert won.count(True) == 1
    kept = set(AnswerRevision.objects.filter(sheet=sheet).values_list("value", flat=True))
    assert kept == {str(n) for n in range(12)}
    assert Answer.objects.filter(sheet=sheet).count() == 1
    chain = f"government:{world.government.pk}"
    assert audit.find_break(chain) is None


def test_a_write_takes_its_turn_before_it_reads() -> None:
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    else:
        with audit.writing(None), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
            assert cursor.fetchone()[0] >= 1


def test_history_is_protected_again_after_a_test_emptied_the_database(world: World) -> None:
    assert AuditEvent.objects.exists()
    assert find_missing() == []
