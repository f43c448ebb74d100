"""Standards of services: who may, what is kept, what the checks make of it, when it is fixed."""

from datetime import date
from decimal import Decimal

import pytest

from tests.actions.judged_texts import CASES, Case
from tests.shared import shared
from tests.world import World, count_events, make_user, make_world
from tilik.actions.judging import judge_component
from tilik.actions.standards import (
    adopt_version,
    decide_component,
    describe_service,
    judge_anew,
    set_component,
    start_version,
    write_components,
)
from tilik.actions.units import add_service
from tilik.core.errors import Conflict, NotFound, PermissionDenied, UserError
from tilik.records.models import AuditEvent, Service, StandardComponent, StandardVersion, Unit
from tilik.records.models.seat import Role
from tilik.records.queries.standards import list_states, pick_draft, pick_standing

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def service(world: World) -> Service:
    return add_service(by=world.operator, unit=world.school, code="ijazah", name="Legalisir ijazah")


@pytest.fixture
def draft(world: World, service: Service) -> StandardVersion:
    return start_version(by=world.operator, service=service)


def write(world: World, version: StandardVersion, number: int, text: str) -> str:
    return set_component(by=world.operator, version=version, number=number, text=text).state


def test_an_empty_version_has_fourteen_absent_components(draft: StandardVersion) -> None:
    assert [c.state for c in draft.components.order_by("number")] == ["absent"] * 14


def test_a_component_is_judged_as_it_is_written(world: World, draft: StandardVersion) -> None:
    assert write(world, draft, 3, "3 hari kerja sejak berkas lengkap") == "adequate"
    draft.refresh_from_db()
    assert (draft.duration, draft.duration_unit) == (Decimal(3), "hari-kerja")
    assert draft.duration_start == "berkas lengkap"
    assert write(world, draft, 3, "Senin-Kamis 07.00-14.00") == "defective"
    assert write(world, draft, 4, "Pasien baru: Rp 40.000\nDasar: Perda Nomor 1 Tahun 2024") == (
        "adequate"
    )
    draft.refresh_from_db()
    assert (draft.duration, draft.is_free) == (None, False)
    assert draft.fees == [{"name": "Pasien baru", "amount": 40000}]
    assert write(world, draft, 4, "") == "absent"


def test_two_people_on_one_component_lose_nothing(world: World, draft: StandardVersion) -> None:
    write(world, draft, 5, "Ijazah terlegalisir")
    with pytest.raises(Conflict) as raised:
        set_component(by=world.head, version=draft, number=5, text="Surat", seen="")
    assert raised.value.facts["stands"] == "Ijazah terlegalisir"
    assert draft.components.get(number=5).content == "Ijazah terlegalisir"


def test_a_standard_in_force_stays_and_the_next_begins_with_what_it_says(
    world: World, draft: StandardVersion
) -> None:
    write(world, draft, 1, "1. Ijazah asli")
    adopt_version(by=world.operator, version=draft, number="800/12", signed_on=date(2024, 2, 29))
    assert draft.review_due == date(2027, 2, 28)
    with pytest.raises(UserError, match="standard-adopted"):
        write(world, draft, 1, "2. KTP")
    second = start_version(by=world.operator, service=draft.service, origin=draft)
    assert second.n == 2
    assert second.components.get(number=1).content == "1. Ijazah asli"
    versions = list(StandardVersion.objects.filter(service=draft.service))
    assert pick_standing(versions, date(2025, 1, 1)) == draft
    assert pick_draft(versions) == second
    with pytest.raises(UserError, match="draft-exists"):
        start_version(by=world.operator, service=draft.service)


@pytest.mark.parametrize(
    ("number", "day", "until", "code"),
    [
        ("", date(2024, 1, 1), None, "decree-number-missing"),
        ("1", None, None, "decree-day-missing"),
        ("1", date(2024, 1, 2), date(2024, 1, 1), "validity-backwards"),
        ("1", date(2024, 1, 2), None, "standard-empty"),
    ],
)
def test_nothing_half_is_put_in_force(
    world: World, draft: StandardVersion, number: str, day: date | None, until: date | None,
    code: str,
) -> None:  # fmt: skip
    with pytest.raises(UserError, match=code):
        adopt_version(
            by=world.operator, version=draft, number=number, signed_on=day, valid_to=until
        )
    draft.refresh_from_db()
    assert not draft.is_adopted


def test_only_the_office_decides_against_the_checks_and_says_why(
    world: World, draft: StandardVersion
) -> None:
    write(world, draft, 11, "30 orang per hari")
    place = {"version": draft, "number": 11, "status": "adequate"}
    for person in (world.operator, world.evaluator, world.leader):
        with pytest.raises(PermissionDenied):
            decide_component(by=person, note="Cukup", **place)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="reason-missing"):
        decide_component(by=world.admin, **place)  # type: ignore[arg-type]
    row = decide_component(by=world.admin, note="Empat petugas", **place)  # type: ignore[arg-type]
    assert row.state == "adequate"
    assert write(world, draft, 11, "31 orang per hari") == "defective"  # judged anew


def test_a_unit_writes_its_own_services_alone_and_readers_write_none(
    world: World, service: Service, draft: StandardVersion
) -> None:
    other = make_user(world.government, Role.OPERATOR, world.clinic)
    for person in (other, world.evaluator, world.leader):
        with pytest.raises(PermissionDenied):
            set_component(by=person, version=draft, number=1, text="KTP")
        with pytest.raises(PermissionDenied):
            describe_service(by=person, service=service, registry_state="listed")
    clinic = add_service(by=other, unit=world.clinic, code="a", name="A")
    with pytest.raises(PermissionDenied):  # what it may not read it may not copy
        start_version(by=other, service=clinic, origin=draft)


def test_nothing_is_copied_from_another_government(world: World, draft: StandardVersion) -> None:
    far = make_world("64.09")
    service = add_service(by=far.admin, unit=far.school, code="a", name="A")
    with pytest.raises(NotFound):
        start_version(by=far.admin, service=service, origin=draft)


def test_the_trail_tells_of_a_text_without_telling_the_text(
    world: World, draft: StandardVersion
) -> None:
    write(world, draft, 6, "Hubungi Ibu Rahasia 081200000000")
    event = AuditEvent.objects.filter(verb="standard.write").latest("n")
    assert "Rahasia" not in str(event.diff)
    assert event.unit == world.school
    write(world, draft, 6, "Hubungi Ibu Rahasia 081200000000")
    assert count_events("standard.write") == 1


def test_states_of_a_government_tell_unknown_from_absent(
    world: World, draft: StandardVersion
) -> None:
    bare = add_service(by=world.admin, unit=world.clinic, code="b", name="B")
    states = list_states(world.government)
    assert states[world.clinic.pk] == {bare.pk: None}
    assert states[world.school.pk] == {draft.service_id: ["absent"] * 14}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.text[:30]!r}")
def test_every_text_gets_its_state_and_its_questions(case: Case) -> None:
    unit = Unit(name="SMP Negeri 1")
    row = StandardComponent(number=case.number, content=case.text)
    judged = judge_component(Service(name="Legalisir ijazah", unit=unit), row)
    assert judged.suggestion == case.state
    assert {remark.code for remark in judged.remarks} == case.codes
    for remark in judged.remarks:
        assert remark.reason["id"]
        assert remark.ask["en"]


def test_the_unit_may_say_what_another_may_not() -> None:
    row = StandardComponent(number=8, content="Ruang rawat inap dengan kursi roda")
    hospital = Service(name="Rawat inap", unit=Unit(name="RSUD Contoh"))
    assert not judge_component(hospital, row).remarks


def test_a_picture_is_never_called_absent() -> None:
    row = StandardComponent(number=2, content="", is_picture=True)
    judged = judge_component(Service(name="A", unit=Unit(name="B")), row)
    assert judged.suggestion == "unread"


def test_what_was_not_read_is_never_called_absent() -> None:
    row = StandardComponent(number=2, content="", suggested="unread")
    judged = judge_component(Service(name="A", unit=Unit(name="B")), row)
    assert judged.suggestion == "unread"


def test_several_components_are_written_at_once_or_not_at_all(
    world: World, draft: StandardVersion
) -> None:
    write_components(by=world.operator, version=draft, texts={3: "2 jam sejak antre", 4: "Gratis"})
    draft.refresh_from_db()
    assert (draft.duration_unit, draft.is_free) == ("jam", True)
    with pytest.raises(UserError, match="component-long"):
        write_components(by=world.operator, version=draft, texts={5: "Surat", 6: "x" * 20_001})
    assert draft.components.get(number=5).content == ""
    assert count_events("standard.write") == 2


def test_suggestions_follow_the_checks_when_these_change(
    world: World, draft: StandardVersion
) -> None:
    write(world, draft, 4, "Gratis")
    draft.components.filter(number=4).update(suggested="defective")
    assert judge_anew() == 1
    assert draft.components.get(number=4).suggested == "adequate"
    assert judge_anew() == 0


@pytest.mark.parametrize("number", [0, 15, -1])
def test_there_is_no_fifteenth_component(world: World, draft: StandardVersion, number: int) -> None:
    with pytest.raises(NotFound):
        set_component(by=world.operator, version=draft, number=number, text="x")


def test_what_is_said_of_a_service_is_kept_once_and_unknown_facts_are_a_mistake(
    world: World, service: Service
) -> None:
    facts = {"registry_state": "absent", "promise_state": "adopted", "forum_number": "005/1"}
    describe_service(by=world.operator, service=service, **facts)
    describe_service(by=world.operator, service=service, **facts)
    assert count_events("service.change") == 1
    with pytest.raises(TypeError):
        describe_service(by=world.operator, service=service, colour="red")
    with pytest.raises(UserError, match="service-name-missing"):
        describe_service(by=world.operator, service=service, name=" ")


def test_a_standard_in_force_later_or_over_already_is_not_the_one_that_stands(
    world: World, draft: StandardVersion
) -> None:
    write(world, draft, 1, "1. KTP")
    days = {"signed_on": date(2024, 1, 2), "valid_to": date(2024, 12, 31)}
    adopt_version(by=world.operator, version=draft, number="1", **days)
    later = start_version(by=world.operator, service=draft.service, origin=draft)
    adopt_version(
        by=world.operator, version=later, number="2", signed_on=date(2024, 6, 1),
        valid_from=date(2024, 7, 1),
    )  # fmt: skip
    versions = [draft, later]
    for day, standing in (
        (date(2024, 6, 30), draft),
        (date(2024, 7, 1), later),
        (date(2025, 1, 1), later),
        (date(2023, 1, 1), later),  # none is in force: the newest is shown
    ):
        assert pick_standing(versions, day) == standing
    assert pick_standing([]) is None
    assert pick_draft(versions) is None
