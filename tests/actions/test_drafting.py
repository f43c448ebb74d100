"""What a unit enters for its papers: who may, what is kept, what the trail says; wording taken over."""

from typing import Any

import pytest

from tests.shared import shared
from tests.web.drafted import add_standard
from tests.world import World, count_events, make_user, make_world
from tilik.actions.drafting import KINDS, keep_paper, take_pattern
from tilik.actions.papers import Made, issue_paper, make_code
from tilik.actions.standards import adopt_version
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.records.models import AuditEvent, StandardVersion, UnitPaper, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
CONTENT = {"duties": "menerima\nmemeriksa", "members": [["Budi Rahasia", "Staf", "Ketua"]]}


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def draft(world: World) -> StandardVersion:
    return add_standard(world, "Legalisir", _3="Secepatnya", _11="")


def keep(world: World, by: User | None = None, **changes: Any) -> UnitPaper:
    content = {**CONTENT, **changes.pop("content", {})}
    place = {"unit": world.school, "kind": "tim-pengaduan", **changes}
    return keep_paper(by=by or world.operator, content=content, **place)


@pytest.mark.parametrize("role", ["operator", "head", "admin"])
def test_the_own_unit_and_the_office_may_write(world: World, role: str) -> None:
    assert keep(world, by=getattr(world, role)).n == 1


@pytest.mark.parametrize("role", ["evaluator", "leader"])
def test_who_only_reads_may_not(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        keep(world, by=getattr(world, role))
    assert not UnitPaper.objects.exists()


def test_the_operator_of_another_unit_may_not(world: World) -> None:
    other = make_user(world.government, Role.OPERATOR, world.clinic)
    with pytest.raises(PermissionDenied):
        keep(world, by=other)


def test_a_paper_nobody_knows_is_refused(world: World) -> None:
    assert "surat-tugas" not in KINDS
    with pytest.raises(NotFound):
        keep(world, kind="surat-tugas")


def test_what_is_entered_is_kept_and_the_trail_names_nobody(world: World) -> None:
    paper = keep(world)
    assert paper.content == CONTENT
    event = AuditEvent.objects.get(verb="paper.write")
    assert event.unit == world.school
    assert "Budi" not in str(event.diff)
    assert event.diff["kind"] == ["tim-pengaduan", "tim-pengaduan"]
    assert event.diff["entered"][0] is None
    assert len(event.diff["entered"][1]) == 64


def test_the_same_again_writes_nothing(world: World) -> None:
    keep(world)
    before = count_events("paper.write")
    assert keep(world).n == 1
    assert count_events("paper.write") == before


def test_one_paper_of_a_kind_is_kept_for_each_unit(world: World) -> None:
    keep(world)
    keep(world, content={"duties": "melapor"})
    keep(world, by=world.admin, unit=world.clinic)
    papers = UnitPaper.objects.order_by("unit__code")
    assert [(paper.unit.code, paper.n) for paper in papers] == [("klinik", 1), ("sekolah", 2)]


def test_somebody_who_saw_an_older_state_is_told_and_overwrites_nothing(world: World) -> None:
    keep(world, seen=0)
    keep(world, by=world.head, content={"duties": "memutus"}, seen=1)
    with pytest.raises(Conflict) as caught:
        keep(world, content={"duties": "melapor"}, seen=1)
    assert caught.value.facts["stands"]["duties"] == "memutus"  # type: ignore[index]
    assert UnitPaper.objects.get().content["duties"] == "memutus"


def test_who_wrote_the_same_is_no_conflict(world: World) -> None:
    keep(world, seen=0)
    assert keep(world, by=world.head, seen=0).n == 1


def test_rows_without_a_word_are_left_out_and_line_ends_are_plain(world: World) -> None:
    rows = [["", "", ""], ["Budi ", "Staf", "Ketua"]]
    paper = keep(world, content={"members": rows, "duties": "satu  \r\ndua\0\r\n"})
    assert paper.content == {"members": [["Budi", "Staf", "Ketua"]], "duties": "satu\ndua"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"duties": "x" * 20_001}, "component-long"),
        ({"members": [["x" * 20_001, "", ""]]}, "component-long"),
        ({"members": [["x", "", ""]] * 301}, "rows-many"),
    ],
)
def test_what_is_too_long_is_refused_and_leaves_nothing(
    world: World, content: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        keep(world, content=content)
    assert not UnitPaper.objects.exists()
    assert not AuditEvent.objects.filter(verb="paper.write").exists()


def test_a_pattern_is_taken_over_and_judged(world: World, draft: StandardVersion) -> None:
    row = take_pattern(by=world.operator, version=draft, number=11, code="people")
    assert row.content.startswith("… orang pelaksana")
    assert row.suggested == "defective"
    assert AuditEvent.objects.filter(verb="standard.write", unit=world.school).exists()


def test_a_promise_is_taken_over_above_what_stands(world: World, draft: StandardVersion) -> None:
    row = take_pattern(by=world.operator, version=draft, number=3, code="workdays")
    assert row.content == "… hari kerja sejak berkas dinyatakan lengkap\nSecepatnya"


@pytest.mark.parametrize(("number", "code"), [(11, "counter"), (15, "people"), (0, "")])
def test_wording_that_is_not_there_is_not_found(
    world: World, draft: StandardVersion, number: int, code: str
) -> None:
    with pytest.raises(NotFound):
        take_pattern(by=world.operator, version=draft, number=number, code=code)


def test_nothing_is_taken_into_a_standard_in_force(world: World, draft: StandardVersion) -> None:
    day = draft.at.date()
    adopt_version(by=world.head, version=draft, number="1", signed_on=day)
    with pytest.raises(UserError, match="standard-adopted"):
        take_pattern(by=world.operator, version=draft, number=11, code="people")


def test_only_who_writes_standards_takes_wording_over(world: World, draft: StandardVersion) -> None:
    with pytest.raises(PermissionDenied):
        take_pattern(by=world.leader, version=draft, number=11, code="people")


def test_a_paper_of_a_unit_is_registered_without_a_round(world: World) -> None:
    made = Made(None, world.school, "maklumat", "", '{"a":1}', "")
    paper = issue_paper(by=world.operator, made=made)
    assert (paper.round, paper.unit, paper.government) == (None, world.school, world.government)
    assert issue_paper(by=world.head, made=made).pk == paper.pk
    event = AuditEvent.objects.get(verb="paper.issue")
    assert (event.round, event.unit) == (None, world.school)


def test_the_code_tells_units_and_kinds_apart(world: World) -> None:
    codes = {
        make_code(Made(None, unit, kind, "", "{}", ""), "0" * 64)
        for unit in (world.school, world.clinic)
        for kind in ("maklumat", "keputusan-standar")
    }
    assert len(codes) == 4


def test_a_paper_of_nobody_is_refused() -> None:
    with pytest.raises(NotFound):
        _owner = Made(None, None, "maklumat", "", "{}", "").government


def test_who_may_not_write_registers_nothing(world: World) -> None:
    with pytest.raises(PermissionDenied):
        issue_paper(by=world.evaluator, made=Made(None, world.school, "maklumat", "", "{}", ""))
    assert not AuditEvent.objects.filter(verb="paper.issue").exists()
