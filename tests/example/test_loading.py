"""The example as it is stored: marked as made up, full of the states that matter, real in its trail."""

from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from tests.latest import list_latest
from tilik.actions.audit import find_break
from tilik.actions.auth import IdentifierBackend
from tilik.actions.example import list_logins, load
from tilik.actions.example.tables import read_words
from tilik.core.errors import UserError
from tilik.records.models import (
    Answer,
    AnswerRevision,
    AuditEvent,
    Finding,
    Government,
    Holiday,
    InstrumentVersion,
    Objection,
    PublishedFigure,
    Response,
    Result,
    Round,
    Seat,
    Sheet,
    Unit,
)
from tilik.records.queries.rounds import get_overview

pytestmark = pytest.mark.django_db
Rounds = dict[str, Round]
NOW, BEFORE, PRACTICE = "pekppp-2022/2026", "pekppp-2022/2025", "ombudsman-2026/2026"
VARIANT = "f03-flat-mean"


def get_results(round: Round, basis: str = "final") -> dict[str, Result]:
    """The latest result of every unit, and of the government as "", in the default variant."""
    found = [row for row in list_latest(round, basis=basis) if row.scope != "sector"]
    variant = found[0].variant if round.instrument_version.code != "pekppp-2022" else VARIANT
    return {row.unit.code if row.unit else "": row for row in found if row.variant == variant}


def get_level(sheet_of: Any, item: str) -> str:
    return str(Answer.objects.get(sheet=sheet_of, item=item).revision.value)


def test_every_round_is_marked_as_made_up(example: Rounds) -> None:
    assert set(example) == {NOW, BEFORE, PRACTICE}
    assert all(round.is_example for round in example.values())
    assert {round.scheme for round in example.values()} == {"mandiri", "latihan"}


def test_loading_again_changes_nothing(example: Rounds) -> None:
    models = [model for model in apps.get_models() if model._meta.app_label == "records"]
    before = {model: model._default_manager.count() for model in models}
    assert load() is False
    assert {model: model._default_manager.count() for model in models} == before


def test_all_shipped_instruments_and_the_holidays_are_there(example: Rounds) -> None:
    codes = set(InstrumentVersion.objects.values_list("code", flat=True))
    assert codes >= {"pekppp-2022", "skm-2017", "ombudsman-2025", "standar-pelayanan-2014"}
    assert Holiday.objects.filter(government=None, kind="cuti-bersama").exists()


def test_what_was_not_published_is_stored_as_such(example: Rounds) -> None:
    government = Government.objects.get(code_kemendagri=read_words("example")["government"])
    figure = PublishedFigure.objects.get(government=government, measure="ipp")
    assert (figure.value, figure.rank, figure.rank_of) == (None, 6, 10)
    assert PublishedFigure.objects.filter(government=government, value="78.38").exists()


def test_both_sides_of_a_conflict_are_kept(example: Rounds) -> None:
    pair = PublishedFigure.objects.filter(value__in=("87.27", "82.27"))
    assert len(pair) == 2
    assert {figure.conflicts_with for figure in pair} == set(pair)
    same = PublishedFigure.objects.filter(value="4.00", conflicts_with__isnull=False)
    assert not same.exists()


def test_clinics_and_the_hospital_work_six_days(example: Rounds) -> None:
    days = dict(Unit.objects.values_list("kind", "workdays_per_week"))
    assert days["puskesmas"] == days["rsud"] == 6
    assert days["disdukcapil"] == 5


def test_one_unit_is_late_and_lacks_twelve_answers(example: Rounds) -> None:
    overview = get_overview(example[NOW], timezone.now())
    late = [progress for progress in overview.units if progress.is_late]
    assert [(progress.row.kind, progress.missing) for progress in late] == [("dinas-sosial", 12)]
    extended = [progress for progress in overview.units if progress.row.extended_until]
    assert len(extended) == 1 and not extended[0].is_late


def test_a_unit_that_was_not_checked_has_no_category(example: Rounds) -> None:
    result = get_results(example[NOW])["dinsos"]
    assert result.numerator is None
    assert "incomplete" in result.status
    assert len(result.grades) > 1
    assert not Sheet.objects.filter(round=example[NOW], unit__code="dinsos", stage="field").exists()
    assert (
        Response.objects.filter(campaign__round=example[NOW], campaign__unit__code="dinsos").count()
        < 10
    )


def test_the_government_has_more_than_one_possible_category(example: Rounds) -> None:
    result = get_results(example[NOW])[""]
    assert [grade["grade"] for grade in result.grades] == ["B-", "B"]


def test_nought_of_nought_complaints_is_decided_with_a_remark(example: Rounds) -> None:
    finding = Finding.objects.get(sheet__round=example[NOW], sheet__unit__kind="rsud", item="28")
    assert finding.suggested is None
    assert finding.trace["decide"]
    assert finding.revision is not None and len(finding.revision.note) > 40
    claimed = get_results(example[NOW], "claim")
    assert "incomplete" in claimed["rsud-kudungga"].status


def test_one_unit_claims_far_more_than_was_found(example: Rounds) -> None:
    claimed, found = (get_results(example[NOW], basis) for basis in ("claim", "final"))
    gaps = {
        code: float(claimed[code].rounded) - float(result.rounded)
        for code, result in found.items()
        if code and result.rounded and claimed[code].rounded
    }
    assert max(gaps, key=gaps.__getitem__) == "disdikbud"
    assert gaps["disdikbud"] > 0.5
    assert sorted(gaps.values())[-2] < 0.3


def test_every_level_that_differs_from_the_rubric_says_why(example: Rounds) -> None:
    findings = Finding.objects.filter(sheet__round=example[NOW]).select_related("revision")
    differing = [f for f in findings if f.suggested and f.revision.value != f.suggested]
    assert len(differing) > 30
    assert all(f.revision.note for f in differing)


def test_two_evaluators_disagree_about_one_unit(example: Rounds) -> None:
    sheets = Sheet.objects.filter(round=example[NOW], unit__kind="dpmptsp", stage="desk")
    first, second = (
        dict(Answer.objects.filter(sheet=sheet).values_list("item", "revision__value"))
        for sheet in sheets
    )
    assert sum(first[item] != second[item] for item in first) >= 5


def test_a_finding_was_returned_and_another_objected_to(example: Rounds) -> None:
    returned = Finding.objects.get(returned_at__isnull=False)
    assert returned.returned_until and returned.returned_until > timezone.now()
    objection = Objection.objects.get()
    assert not objection.agrees and objection.decision is None
    assert objection.finding.sheet.unit == returned.sheet.unit


def test_units_rise_and_fall_from_round_to_round(example: Rounds) -> None:
    before, now = get_results(example[BEFORE]), get_results(example[NOW])
    moves = {
        code: float(now[code].rounded) - float(before[code].rounded)
        for code in now
        if code and now[code].rounded and before[code].rounded
    }
    assert max(moves.values()) > 0.1
    assert min(moves.values()) < -0.04
    assert any(now[code].grades != before[code].grades for code in moves)


def test_the_practice_round_shows_estimates_with_their_range(example: Rounds) -> None:
    results = get_results(example[PRACTICE])
    whole = [r for code, r in results.items() if code and r.numerator is not None]
    assert len(whole) >= 5
    assert all("estimate" in result.status and len(result.grades) > 1 for result in whole)
    assert any("incomplete" in result.status for result in results.values())


def test_the_trail_is_whole_and_names_the_people(example: Rounds) -> None:
    government = example[NOW].government
    assert find_break(f"government:{government.pk}") is None
    assert find_break("system") is None
    answers = AuditEvent.objects.filter(verb="answer.give", government=government)
    assert answers.count() == AnswerRevision.objects.count()
    assert not AnswerRevision.objects.filter(on_behalf=True).exists()
    assert all(event.by_id for event in answers)


def test_phases_run_around_today(example: Rounds) -> None:
    phases = list(example[NOW].phases.all())
    now = timezone.now()
    assert [phase.code for phase in phases if phase.starts_at <= now <= phase.ends_at]
    assert phases[0].ends_at < now
    assert all(a.starts_at <= b.starts_at for a, b in pairwise(phases))


def test_everybody_on_the_list_can_log_in(example: Rounds) -> None:
    for login in list_logins():
        user = IdentifierBackend().authenticate(None, login.login, login.password)
        assert user is not None, login
        assert user.get_full_name() == login.full_name
        assert Seat.objects.get(user=user).role == login.role


def test_the_command_lists_address_roles_and_password(
    example: Rounds, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("example", "logins")
    said = capsys.readouterr().out
    assert said.startswith("http://127.0.0.1:8000")
    assert "admin-kabupaten  000000000000000001" in said
    assert list_logins()[0].password in said.splitlines()[-1]
    call_command("example", "load")
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_server_in_earnest_refuses_the_example(example: Rounds) -> None:
    with override_settings(TILIK_EXAMPLE=False):
        for refused in (load, list_logins):
            with pytest.raises(UserError, match="example-refused"):
                refused()
        for word in ("load", "logins"):
            with pytest.raises(CommandError, match="TILIK_EXAMPLE"):
                call_command("example", word)
