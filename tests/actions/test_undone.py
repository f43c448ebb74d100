"""Every action is whole or not at all: a failure at its very end leaves the database untouched."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tests.shared import shared
from tests.world import DOCUMENT, PASSWORD, World, give, in_days, make_phases, make_world, new_uuid
from tilik.actions import (
    audit,
    checking,
    clarification,
    findings,
    governments,
    instruments,
    people,
    people_import,
    published,
    returns,
    rounds,
    seats,
    sheets,
    unit_import,
    units,
)
from tilik.library.canonical import canonical_bytes
from tilik.records.models import Finding, Seat, Sheet
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db

Run = Callable[["Stage"], Any]


class Stage:
    """A world with a sheet of each kind, a finding and an objection, ready to be acted on."""

    folder: Path

    def __init__(self) -> None:
        self.world: World = make_world(phases=make_phases(("claim", "desk", "reply")))
        place = {"round": self.world.round, "unit": self.world.school}
        self.sheet: Sheet = sheets.open_sheet(by=self.world.operator, form="K", **place)
        self.desk: Sheet = sheets.open_sheet(
            by=self.world.evaluator, form="E", stage="desk", **place
        )
        self.finding: Finding = findings.write_finding(
            by=self.world.evaluator, sheet=self.desk, item="2", chosen="2", client_uuid=new_uuid()
        )
        standing = findings.write_finding(
            by=self.world.evaluator, sheet=self.desk, item="1", chosen="1", client_uuid=new_uuid()
        )
        give(self.sheet, self.world.operator, "1", "tidak")
        self.place = checking.Place(self.world.round, "E", "1", "desk")
        row = self.world.round.round_units.get(unit=self.world.school)
        self.pick = checking.Pick(row, standing.revision_id, "", new_uuid())
        self.objection = clarification.reply_to(
            by=self.world.operator,
            finding=self.finding,
            agrees=False,
            reason="x",
            client_uuid=new_uuid(),
        )

    def file(self, text: str) -> Path:
        path = self.folder / "rows.csv"
        path.write_text(text, encoding="utf-8")
        return path


ACTIONS: dict[str, Run] = {
    "add_government": lambda s: governments.add_government(
        by=None, code_kemendagri="1", name="x", kind="kota"
    ),
    "change_government": lambda s: governments.change_government(
        by=None, government=s.world.government, bureau="Bagian Organisasi"
    ),
    "set_holidays": lambda s: governments.set_holidays(
        by=None, government=None, days=[(date(2024, 1, 1), "Tahun Baru", "libur")]
    ),
    "add_unit": lambda s: units.add_unit(
        by=s.world.admin, government=s.world.government, code="n", name="N"
    ),
    "change_unit": lambda s: units.change_unit(by=s.world.admin, unit=s.world.school, sector="x"),
    "rename_unit": lambda s: units.rename_unit(
        by=s.world.admin, unit=s.world.school, name="Baru", on=date(2024, 1, 1)
    ),
    "merge_units": lambda s: units.merge_units(
        by=s.world.admin, before=[s.world.school], after=s.world.clinic, on=date(2024, 1, 1)
    ),
    "split_unit": lambda s: units.split_unit(
        by=s.world.admin, before=s.world.school, after=[s.world.clinic], on=date(2024, 1, 1)
    ),
    "add_service": lambda s: units.add_service(
        by=s.world.admin, unit=s.world.school, code="s", name="S"
    ),
    "add_person": lambda s: people.add_person(
        by=s.world.admin, government=s.world.government, full_name="Baru", phone="081200000000"
    ),
    "change_person": lambda s: people.change_person(
        by=s.world.admin, user=s.world.operator, rank="III/a"
    ),
    "erase_person": lambda s: people.erase_person(by=s.world.admin, user=s.world.operator),
    "reset_password": lambda s: people.reset_password(by=s.world.admin, user=s.world.operator),
    "give_seat": lambda s: seats.give_seat(
        by=s.world.admin, user=s.world.leader, role=Role.EVALUATOR, government=s.world.government
    ),
    "close_seat": lambda s: seats.close_seat(
        by=s.world.admin, seat=Seat.objects.get(user=s.world.leader)
    ),
    "hand_over": lambda s: seats.hand_over(
        by=s.world.admin, seat=Seat.objects.get(user=s.world.operator), to=s.world.leader
    ),
    "import_units": lambda s: unit_import.import_units(
        by=s.world.admin,
        government=s.world.government,
        path=s.file("kode,nama\na,A\nb,B\n"),
        apply=True,
    ),
    "import_people": lambda s: people_import.import_people(
        by=s.world.admin,
        government=s.world.government,
        path=s.file("nama,hp\nA,081200000001\nB,081200000002\n"),
        apply=True,
    ),
    "store_version": lambda s: instruments.store_version(
        by=None, content=canonical_bytes({**DOCUMENT, "code": "lain"})
    ),
    "open_round": lambda s: rounds.open_round(
        by=s.world.admin,
        government=s.world.government,
        instrument_version=s.world.instrument,
        scheme="latihan",
        title="Lain",
        period=(date(2024, 1, 1), date(2024, 6, 30)),
        members=[rounds.Member(s.world.school)],
        phases=make_phases(),
    ),
    "set_phases": lambda s: rounds.set_phases(by=s.world.admin, round=s.world.round, phases=[]),
    "extend_unit": lambda s: rounds.extend_unit(
        by=s.world.admin,
        round_unit=s.world.round.round_units.first(),
        until=in_days(1),
        letter="1",
    ),
    "open_sheet": lambda s: sheets.open_sheet(
        by=s.world.admin, round=s.world.round, unit=s.world.clinic, form="K"
    ),
    "answer": lambda s: give(s.sheet, s.world.operator, "3", ["papan"]),
    "send_sheet": lambda s: sheets.send_sheet(by=s.world.operator, sheet=s.sheet),
    "return_sheet": lambda s: sheets.return_sheet(by=s.world.evaluator, sheet=s.sheet, reason="x"),
    "write_finding": lambda s: findings.write_finding(
        by=s.world.evaluator,
        sheet=s.desk,
        item="1",
        chosen="2",
        remark="x",
        base=s.desk.answers.get(item="1").revision_id,
        client_uuid=new_uuid(),
    ),
    "return_finding": lambda s: findings.return_finding(
        by=s.world.evaluator, finding=s.finding, reason="x"
    ),
    "resend_items": lambda s: returns.resend_items(
        by=s.world.operator,
        findings=[findings.return_finding(by=s.world.evaluator, finding=s.finding, reason="x")],
    ),
    "mark_seen": lambda s: checking.mark_seen(
        by=s.world.evaluator, place=s.place, rows=s.world.round.round_units.all()[:1]
    ),
    "accept_suggestions": lambda s: checking.accept_suggestions(
        by=s.world.evaluator, place=s.place, picks=[s.pick]
    ),
    "return_items": lambda s: checking.return_items(
        by=s.world.evaluator, place=s.place, rows=[s.pick.row], reason="x", until=None
    ),
    "reply_to": lambda s: clarification.reply_to(
        by=s.world.operator, finding=s.finding, agrees=True, client_uuid=new_uuid()
    ),
    "agree_with_rest": lambda s: clarification.agree_with_rest(
        by=s.world.operator,
        row=s.world.round.round_units.get(unit=s.world.school),
        client_uuid=new_uuid(),
    ),
    "decide": lambda s: clarification.decide(
        by=s.world.admin, objection=s.objection, decision="partly", reason="x", level="3"
    ),
    "adjudicate": lambda s: findings.adjudicate(
        by=s.world.admin,
        round=s.world.round,
        unit=s.world.school,
        form="E",
        item="2",
        chosen="3",
        reason="x",
        client_uuid=new_uuid(),
    ),
    "import_figures": lambda s: published.import_figures(
        by=s.world.admin,
        government=s.world.government,
        path=s.file("entity,year,measure,value,source\nA,2024,m,1.5,x\n"),
    ),
}


class Broken(Exception):
    """The power went."""


def photograph() -> dict[str, list[Any]]:
    """Every row there is."""
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in apps.get_app_config("records").get_models()
    }


@shared
def built() -> Stage:
    return Stage()


@pytest.fixture
def stage(built: Stage, tmp_path: Path) -> Stage:
    """The world, with a folder of the test's own."""
    built.folder = tmp_path
    return built


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_a_failing_action_leaves_nothing_behind(
    name: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = photograph()
    real = audit.record

    def fail(**event: Any) -> None:
        real(**event)
        raise Broken

    with monkeypatch.context() as patched:
        patched.setattr(audit, "record", fail)
        with pytest.raises(Broken):
            ACTIONS[name](stage)
    assert photograph() == before


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_that_holds_is_on_the_trail(name: str, stage: Stage) -> None:
    before = photograph()
    ACTIONS[name](stage)
    after = photograph()
    assert len(after["AuditEvent"]) > len(before["AuditEvent"])
    assert any(after[model] != before[model] for model in after if model != "AuditEvent")


def test_the_password_of_the_tests_is_not_in_the_database(stage: Stage) -> None:
    assert PASSWORD not in str(photograph())
