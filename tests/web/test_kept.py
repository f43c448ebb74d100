"""What is kept for all units of a round: right, and only until anything can have changed."""

from fractions import Fraction
from unittest import mock

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.naive import find_gains, find_means, find_most_worth, find_places, read
from tests.web.scored import Scored, make_round, make_scored
from tilik.actions.rounds import Member, add_units
from tilik.actions.units import add_unit
from tilik.records.models import Result
from tilik.records.queries.outlines import Participant, list_participants
from tilik.records.queries.scores import list_unit_results
from tilik.web.desk import kept, summaries
from tilik.web.desk.kept import keep_outlook, keep_places, keep_steps, keep_whole

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    """A round of six units: two as ever, four with other levels and one of them without any."""
    scored = make_scored()
    world = scored.world
    for n, levels in enumerate((("5", "5"), ("0", "1"), ("2", "4"), ())):
        unit = add_unit(
            by=world.admin,
            government=world.government,
            code=f"u{n}",
            name=f"Unit {n}",
            sector="kesehatan" if n % 2 else "pendidikan",
        )
        add_units(by=world.admin, round=scored.round, members=[Member(unit, "luring")])
        scored.units[unit.code] = unit
        for item, level in enumerate(levels, 1):
            scored.find(unit.code, str(item), level)
        if levels:
            scored.survey(unit.code, ("3", "4"), ("4", "4"))
    return scored.compute()


def list_keys(scored: Scored) -> list[int]:
    return [unit.unit_id for unit in list_participants(scored.round)]


def count_queries(scored: Scored) -> int:
    """The queries of everything that is kept."""
    members = list_participants(scored.round)
    with CaptureQueriesContext(connection) as queries:
        keep_whole(scored.round, [unit.unit_id for unit in members])
        keep_places(scored.round, 2)
        keep_outlook(scored.round, members)
        keep_steps(scored.round, members)
    return len(queries)


def test_the_means_are_those_of_every_tree_read_one_by_one(scored: Scored) -> None:
    whole = keep_whole(scored.round, list_keys(scored))
    finals, claims = read(scored.round, "final"), read(scored.round, "claim")
    assert whole.paper == find_means(scored.round, claims, "evaluation")
    assert whole.field == find_means(scored.round, finals, "evaluation")
    assert whole.citizen == find_means(scored.round, finals, "respondents")
    assert whole.n_complete == sum(result.numerator is not None for result in finals.values())
    assert 0 < whole.n_complete < len(finals)


def test_the_means_are_of_the_units_asked_for_alone(scored: Scored) -> None:
    one = scored.units["u0"].pk
    whole = keep_whole(scored.round, [one])
    assert whole.field == (Fraction(5), 1)
    assert whole.n_complete == 1
    assert keep_whole(scored.round, []) == kept.Whole(0, (None, 0), (None, 0), (None, 0))


def test_the_places_are_those_of_the_values_counted_one_by_one(scored: Scored) -> None:
    places = keep_places(scored.round, 2)
    finals = read(scored.round, "final")
    assert {unit: place.rank for unit, place in places.items()} == find_places(finals)


def test_what_one_level_is_worth_comes_most_first_and_none_at_its_top(scored: Scored) -> None:
    members = list_participants(scored.round)
    steps = keep_steps(scored.round, members)
    expected = find_most_worth(scored.round, members)
    assert [(unit, worth.item) for unit, worth in steps.most] == expected
    assert steps.n == len(expected)
    assert scored.units["u0"].pk not in {unit for unit, _worth in steps.most}


def test_the_units_with_most_to_gain_come_first_by_name_where_alike(scored: Scored) -> None:
    members = list_participants(scored.round)
    outlook = keep_outlook(scored.round, members)
    assert [(step, unit) for step, unit, _best in outlook.gains] == find_gains(
        scored.round, members
    )
    finals = list_unit_results(scored.round)
    open_ones = [m.unit_id for m in members if finals[m.unit_id].low != finals[m.unit_id].high]
    assert list(outlook.movable) == open_ones
    assert outlook.n_complete == sum("incomplete" not in r.status for r in finals.values())


def test_a_second_look_reads_no_result(scored: Scored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_KEPT", {})
    first = count_queries(scored)
    assert count_queries(scored) == 4  # each asks once whether anything was computed
    assert first > 4


def test_another_process_finds_the_same(scored: Scored, monkeypatch: pytest.MonkeyPatch) -> None:
    members = list_participants(scored.round)
    before = keep_outlook(scored.round, members), keep_steps(scored.round, members)
    monkeypatch.setattr(kept, "_KEPT", {})
    assert (keep_outlook(scored.round, members), keep_steps(scored.round, members)) == before


def test_a_new_result_is_seen_at_once(scored: Scored) -> None:
    unit = scored.units["u1"].pk
    assert keep_places(scored.round, 2)[unit].rank == 4
    scored.find("u1", "1", "5")
    scored.find("u1", "2", "5")
    assert keep_places(scored.round, 2)[unit].rank == 4
    scored.compute()
    assert keep_places(scored.round, 2)[unit].rank == 1


def test_a_result_that_was_undone_is_forgotten(scored: Scored) -> None:
    before = keep_whole(scored.round, list_keys(scored))
    with transaction.atomic():
        scored.find("u1", "1", "5")
        scored.compute()
        assert keep_whole(scored.round, list_keys(scored)) != before
        transaction.set_rollback(True)
    assert keep_whole(scored.round, list_keys(scored)) == before
    scored.find("u1", "1", "4")
    scored.compute()
    assert keep_whole(scored.round, list_keys(scored)) != before


def test_two_rounds_are_kept_apart(scored: Scored) -> None:
    other = make_round(scored.world, title="Lain", year=2025)
    other.find("sekolah", "1", "1")
    other.compute()
    assert keep_places(other.round, 2) != keep_places(scored.round, 2)
    assert keep_whole(other.round, list_keys(other)).n_complete == 0


def test_a_round_without_results_has_no_places_and_no_steps() -> None:
    scored = make_round(make_scored("64.09").world, title="Kosong", year=2025)
    members = list_participants(scored.round)
    assert keep_places(scored.round, 2) == {}
    assert keep_steps(scored.round, members).n == 0
    outlook = keep_outlook(scored.round, members)
    assert (outlook.n_complete, outlook.movable, outlook.gains) == (0, (), ())


def test_a_renamed_unit_is_ordered_by_its_new_name(scored: Scored) -> None:
    members = list_participants(scored.round)
    last = [Participant(m.unit_id, m.code, f"z {m.name}", m.sector) for m in members[:1]]
    steps = keep_steps(scored.round, [*last, *members[1:]])
    worth = [(each.points, unit) for unit, each in steps.most]
    alike = [unit for points, unit in worth if points == worth[0][0]]
    assert members[0].unit_id not in alike[:-1]


def test_no_more_is_kept_than_some(scored: Scored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_KEPT", {})
    monkeypatch.setattr(kept, "FEW", 3)
    for unit in list_keys(scored):
        keep_whole(scored.round, [unit])
        assert len(kept._KEPT) <= 4
    assert keep_whole(scored.round, list_keys(scored)).n_complete == 4


def test_the_pages_say_what_is_kept(scored: Scored) -> None:
    client = scored.log_in()
    league = client.get(scored.path("peringkat/")).content.decode()
    leader = list_unit_results(scored.round)[scored.units["u0"].pk]
    heading = league.split("<h1>")[1].split("</h1>")[0]
    assert heading.startswith("Unit 0 ")
    assert str(leader.rounded).replace(".", ",") in heading
    sector = client.get(scored.path("sektor/kesehatan/")).content.decode()
    assert "Unit 1" in sector
    assert "Unit 0" not in sector
    brief = client.get(scored.path("ringkasan/")).content.decode()
    assert "4 dari 6 unit lengkap" in brief


def test_results_stored_before_are_shown_like_new_ones(scored: Scored) -> None:
    """Nothing was added to a result: one of long ago has all that the pages need."""
    fields = {field.name for field in Result._meta.get_fields()}
    assert "summary" not in fields
    old = make_round(scored.world, title="Dahulu", year=2020)
    old.find("sekolah", "1", "3")
    old.find("sekolah", "2", "3")
    old.compute()
    page = scored.log_in().get(old.path()).content.decode()
    assert "No. 1 Standar" in page


# --- Warm before anybody asks ---------------------------------------------------------------------


def test_a_new_process_reads_the_newest_rounds_before_anybody_asks() -> None:
    scored = make_scored("64.09")
    summaries._KNOWN.clear()
    assert kept.warm() > 0
    known = dict(summaries._KNOWN)
    assert read_trees(scored) == 0
    assert known == summaries._KNOWN


def read_trees(scored: Scored) -> int:
    """How many queries of the home page ask for trees of results."""
    client = scored.log_in()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(scored.path("")).status_code == 200
    return sum('"records_result"."tree"' in query["sql"] for query in queries)


def test_without_it_the_first_page_reads_them() -> None:
    scored = make_scored("64.09")
    summaries._KNOWN.clear()
    kept._KEPT.clear()
    assert read_trees(scored) > 0


def test_a_database_that_is_not_there_yet_stops_no_process() -> None:
    with mock.patch.object(kept, "warm", side_effect=OperationalError):
        thread = kept.warm_apart()
        thread.join(10)
    assert not thread.is_alive()
