"""What an evaluator's board reads: the unit's answers then and now, evidence, how far it all is."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.shared import shared
from tests.web.scored import Scored, make_round
from tests.world import make_user, make_world, new_uuid
from tilik.actions.checking import Place, mark_seen
from tilik.actions.findings import return_finding
from tilik.actions.returns import resend_items
from tilik.records.models import (
    Document,
    DocumentVersion,
    EvidenceLink,
    Finding,
    Round,
    RoundUnit,
    Seat,
)
from tilik.records.models.seat import Role
from tilik.records.queries.checking import (
    CheckRow,
    CheckRules,
    Proof,
    count_done,
    find_item_text,
    get_rules,
    list_checks,
    list_entries,
    list_questions,
    tally_checks,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(hours: int) -> Any:
    return NOW - timedelta(hours=hours)


@shared
def scored() -> Scored:
    made = make_round(make_world())
    made.claim("sekolah", i1="ya", i2="4", i3=["papan"])
    return made


def get_row(scored: Scored, unit: str = "sekolah") -> RoundUnit:
    rows = scored.round.round_units.select_related("unit")
    return rows.get(unit=scored.units[unit])


def get_seat(scored: Scored) -> int:
    return Seat.objects.get(user=scored.world.evaluator, role=Role.EVALUATOR).pk


def read(scored: Scored, item: str = "1", unit: str = "sekolah", stage: str = "desk") -> CheckRow:
    row = get_row(scored, unit)
    text = find_item_text(row, "E", item)
    assert text is not None
    seats = {row.unit_id: get_seat(scored)}
    return list_checks([(row, text)], stage, seats)[0]


def offer(scored: Scored, item: str = "1", **rest: Any) -> EvidenceLink:
    common = {"government": scored.world.government, "by": scored.world.operator}
    at = rest.pop("at", timezone.now())
    document = Document.objects.create(
        government=scored.world.government, unit=scored.units["sekolah"], title="SK"
    )
    DocumentVersion.objects.create(
        document=document, n=1, sha256="0" * 64, size=1, media_type="application/pdf",
        file_name="a.pdf", storage_key="a", at=at, **common,
    )  # fmt: skip
    return EvidenceLink.objects.create(
        round=scored.round, unit=scored.units["sekolah"], form="E", item=item, document=document,
        at=at, client_uuid=new_uuid(), **common, **rest,
    )  # fmt: skip


def see(scored: Scored, item: str = "1") -> None:
    place = Place(scored.round, "E", item, "desk")
    mark_seen(by=scored.world.evaluator, place=place, rows=[get_row(scored)])


# ---- what the unit says --------------------------------------------------------


def test_the_questions_behind_an_indicator_are_those_of_its_claim(scored: Scored) -> None:
    row = get_row(scored)
    first, second = find_item_text(row, "E", "1"), find_item_text(row, "E", "2")
    assert first is not None
    assert second is not None
    assert [(each.form, each.code) for each in list_questions(row, first, 2024)] == [
        ("K", "1"),
        ("K", "2"),
    ]
    assert [each.code for each in list_questions(row, second, 2024)] == ["3"]


@pytest.mark.parametrize(("form", "item"), [("E", "9"), ("X", "1"), ("K", "1"), ("R", "1")])
def test_what_units_are_not_checked_by_is_not_found(scored: Scored, form: str, item: str) -> None:
    assert find_item_text(get_row(scored), form, item) is None


def test_before_the_first_look_nothing_has_changed(scored: Scored) -> None:
    check = read(scored)
    assert [said.revision and said.revision.value for said in check.said] == ["ya", "4"]
    assert not check.is_changed
    assert not check.is_done
    assert check.finding is None


def test_a_new_answer_is_a_change_and_the_old_one_is_known(scored: Scored) -> None:
    see(scored)
    scored.claim("sekolah", i2="9")
    one, two = read(scored).said
    assert not one.is_changed
    assert two.is_changed
    assert two.before is not None
    assert (two.before.value, two.revision.value) == ("4", "9")


def test_an_answer_changed_back_is_no_change(scored: Scored) -> None:
    see(scored)
    scored.claim("sekolah", i2="9")
    scored.claim("sekolah", i2="4")
    assert not read(scored).is_changed


def test_a_first_answer_after_the_look_is_a_change_from_nothing(scored: Scored) -> None:
    place = Place(scored.round, "E", "1", "desk")
    mark_seen(by=scored.world.evaluator, place=place, rows=[get_row(scored, "klinik")])
    scored.claim("klinik", i1="tidak")
    said = read(scored, unit="klinik").said[0]
    assert said.is_changed
    assert said.before is None


def test_what_changed_at_another_indicator_is_no_change_here(scored: Scored) -> None:
    see(scored)
    scored.claim("sekolah", i3=["situs"])
    assert not read(scored).is_changed


def test_a_level_of_another_evaluator_is_not_shown(scored: Scored) -> None:
    scored.find("sekolah", "1", "3")
    assert read(scored).is_done
    row = get_row(scored)
    text = find_item_text(row, "E", "1")
    assert text is not None
    other = make_user(scored.world.government, Role.EVALUATOR).seats.get().pk
    assert not list_checks([(row, text)], "desk", {row.unit_id: other})[0].is_done
    assert not list_checks([(row, text)], "field", {row.unit_id: get_seat(scored)})[0].is_done


def test_history_holds_the_unit_and_this_evaluator_newest_first(scored: Scored) -> None:
    scored.find("sekolah", "1", "3")
    scored.claim("sekolah", i2="5")
    entries = list_entries(read(scored))
    assert [entry.value for entry in entries] == ["5", "3", "4", "ya"]


# ---- evidence -------------------------------------------------------------------


def test_evidence_since_the_look_is_new_and_what_was_there_is_not(scored: Scored) -> None:
    offer(scored)
    assert read(scored).new_evidence == 0
    see(scored)
    assert read(scored).new_evidence == 0
    offer(scored)
    check = read(scored)
    assert check.new_evidence == 1
    assert check.is_changed
    assert check.count("waiting") == 2


def test_evidence_of_another_indicator_does_not_count(scored: Scored) -> None:
    offer(scored, item="2")
    assert read(scored).evidence == ()


@pytest.mark.parametrize(
    ("proof", "is_new"),
    [
        (Proof("", "waiting", ago(5), None, ago(5)), False),
        (Proof("", "waiting", ago(5), None, ago(1)), True),
        (Proof("", "waiting", ago(1), None, ago(1)), True),
        (Proof("", "waiting", ago(5), ago(1), ago(5)), True),
        (Proof("", "waiting", ago(5), ago(4), ago(5)), False),
        (Proof("", "waiting", ago(2), ago(1), ago(2)), False),
        (Proof("", "waiting", ago(1), None, None), True),
    ],
    ids=["old", "new version", "new", "withdrawn", "withdrawn before", "came and went", "no bytes"],
)
def test_news_is_what_the_unit_did_after_the_look(proof: Proof, is_new: bool) -> None:
    assert proof.is_new(ago(3)) is is_new
    assert not proof.is_new(None)


# ---- how far ---------------------------------------------------------------------


def test_levels_are_counted_from_ones_own_seats(scored: Scored) -> None:
    scored.find("sekolah", "1", "3")
    scored.find("klinik", "1", "3")
    scored.find("klinik", "2", "3")
    units = [unit.pk for unit in scored.units.values()]
    seats = dict.fromkeys(units, get_seat(scored))
    tally = tally_checks(scored.round, "desk", units, seats)
    assert tally.done == {("E", "1"): 2, ("E", "2"): 1}
    assert tally.by_unit == {scored.units["sekolah"].pk: 1, scored.units["klinik"].pk: 2}
    nobody = tally_checks(scored.round, "desk", units, dict.fromkeys(units))
    assert nobody.done == {}
    assert tally_checks(scored.round, "desk", units, None).done == tally.done
    assert tally_checks(scored.round, "field", units, None).done == {}
    text = find_item_text(get_row(scored), "E", "1")
    assert text is not None
    assert count_done(scored.round, text, "desk", seats) == 2


def test_a_returned_item_is_with_the_unit_then_back_then_seen(scored: Scored) -> None:
    scored.find("sekolah", "2", "3")
    finding = Finding.objects.get()
    units = [scored.units["sekolah"].pk]

    def count() -> tuple[int, int]:
        tally = tally_checks(scored.round, "desk", units, None)
        return tally.with_unit.get(("E", "2"), 0), tally.back.get(("E", "2"), 0)

    assert count() == (0, 0)
    return_finding(by=scored.world.evaluator, finding=finding, reason="x")
    assert count() == (1, 0)
    resend_items(by=scored.world.operator, findings=[finding])
    assert count() == (0, 1)
    see(scored, "2")
    assert count() == (0, 0)


# ---- how it is checked ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ({}, CheckRules()),
        ({"verification": {"assigned": True}}, CheckRules()),
        ({"verification": {"returns": 0}}, CheckRules(returns=0)),
        ({"verification": {"workdays": 3, "evaluators": 2}}, CheckRules(2, 3, 2)),
    ],
)
def test_a_round_says_how_it_is_checked(options: dict[str, Any], rules: CheckRules) -> None:
    assert get_rules(Round(options=options)) == rules
