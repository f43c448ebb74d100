"""Klarifikasi of a form filled in per service: each service has its own reply, decision and level."""

from typing import Any

import pytest

from tests.actions.scenes import Scene
from tests.actions.test_freezing import end_phases, freeze
from tests.world import in_days, new_uuid
from tilik.actions.clarification import agree_with_rest, decide, reply_to
from tilik.actions.findings import adjudicate, write_finding
from tilik.actions.freezing import find_changed_since, find_obstacle, read_content
from tilik.core.errors import UserError
from tilik.library.score_file import verify
from tilik.records.models import Adjudication, AuditEvent, Finding, RoundUnit, Service, Sheet
from tilik.records.queries.clarification import FindingState, count_states, list_states
from tilik.records.queries.findings import list_findings
from tilik.records.queries.papers import list_notes
from tilik.records.queries.scores import list_adjudications

pytestmark = pytest.mark.django_db
LEVELS = {"ktp": "2", "akta": "4"}


def find(scene: Scene, service: Service | None, level: str) -> Finding:
    sheet = scene.sheet(scene.clinic, "E-D", "field", service=service)
    return write_finding(
        by=scene.world.admin, sheet=sheet, item="1", chosen=level, remark=f"level {level}",
        client_uuid=new_uuid(),
    )  # fmt: skip


@pytest.fixture
def services(scene: Scene) -> dict[str, Finding]:
    """Two services of the clinic, the same indicator found at another level in each."""
    return {
        code: find(scene, scene.service(scene.clinic, code), level)
        for code, level in LEVELS.items()
    }


def get_states(scene: Scene) -> dict[str, FindingState]:
    row = RoundUnit.objects.get(round=scene.round, unit=scene.clinic)
    return {each.service.code if each.service else "": each for each in list_states(row)}


def reply(scene: Scene, finding: Finding, **rest: Any) -> Any:
    said: dict[str, Any] = {"agrees": False, "reason": "loketnya lain", **rest}
    return reply_to(by=scene.world.admin, finding=finding, client_uuid=new_uuid(), **said)


def follow(scene: Scene, finding: Finding, level: str = "5") -> Any:
    """An objection to the finding, accepted."""
    objection = reply(scene, finding)
    return decide(
        by=scene.world.admin, objection=objection, decision="accepted", reason="benar", level=level
    )


def test_each_service_is_replied_to_by_itself(scene: Scene, services: dict[str, Finding]) -> None:
    assert list(get_states(scene)) == ["akta", "ktp"]
    reply(scene, services["ktp"])
    assert {code: each.state for code, each in get_states(scene).items()} == {
        "akta": "open",
        "ktp": "objected",
    }
    count = next(each for each in count_states(scene.round) if each.row.unit == scene.clinic)
    assert (count.total, count.replied, count.waiting) == (2, 1, 1)
    assert agree_with_rest(by=scene.world.admin, row=count.row, client_uuid=new_uuid()) == 1


def test_what_is_found_of_the_whole_unit_stands_before_its_services(
    scene: Scene, services: dict[str, Finding]
) -> None:
    find(scene, None, "3")
    states = get_states(scene)
    assert list(states) == ["", "akta", "ktp"]
    assert [len(each.findings) for each in states.values()] == [1, 1, 1]


def test_a_decision_settles_the_level_of_its_service_alone(
    scene: Scene, services: dict[str, Finding]
) -> None:
    follow(scene, services["ktp"])
    states = get_states(scene)
    assert states["ktp"].settled is not None and states["akta"].settled is None
    scene.compute()
    results = scene.results.filter(scope="service", basis="final", variant="biasa")
    assert {each.service.code: leaf(each) for each in results if each.service} == {
        "akta": "4/1",
        "ktp": "5/1",
    }
    # The unit is worth the mean of its services, before the end that of what was found.
    assert leaf(scene.latest(name="klinik")) == "9/2"
    assert leaf(scene.latest(name="klinik", basis="field")) == "3/1"


def leaf(result: Any) -> Any:
    return _find(result.read_tree(), "E-D:1")["value"]["exact"]


def _find(node: dict[str, Any], item: str) -> Any:
    if node.get("item") == item:
        return node
    return next((hit for each in node.get("children", ()) if (hit := _find(each, item))), None)


def test_what_is_decided_of_one_service_leaves_the_others_open(
    scene: Scene, services: dict[str, Finding]
) -> None:
    follow(scene, services["ktp"])
    with pytest.raises(UserError, match="already-decided"):
        reply(scene, services["ktp"])
    reply(scene, services["akta"])
    assert get_states(scene)["akta"].state == "objected"


def test_an_open_objection_of_a_service_stands_against_the_freeze(
    scene: Scene, services: dict[str, Finding]
) -> None:
    objection = reply(scene, services["akta"])
    end_phases(scene)
    obstacle = find_obstacle(scene.round)
    assert obstacle is not None and obstacle.code == "objections-open"
    decide(by=scene.world.admin, objection=objection, decision="rejected", reason="foto lama")
    assert find_obstacle(scene.round) is None


def test_a_freeze_holds_the_service_of_findings_replies_and_decisions(
    scene: Scene, services: dict[str, Finding]
) -> None:
    follow(scene, services["ktp"])
    end_phases(scene)
    frozen = freeze(scene)
    content = read_content(frozen)
    assert {row["service"] for row in content["findings"]} == {"ktp", "akta"}
    assert [row["service"] for row in content["decisions"]] == ["ktp"]
    assert [row["service"] for row in content["clarification"]] == ["ktp"]
    assert {"service klinik ktp", "service klinik akta"} < set(content["results"]["final"]["biasa"])
    assert verify(content) is None
    assert find_changed_since(scene.round) is None


def test_a_service_whose_sheet_counts_no_more_is_no_part_of_a_freeze(
    scene: Scene, services: dict[str, Finding]
) -> None:
    scene.compute()
    Sheet.objects.filter(pk=services["ktp"].sheet_id).update(set_aside_at=in_days(0))
    end_phases(scene)
    content = read_content(freeze(scene))
    assert not [name for name in content["results"]["final"]["biasa"] if "service" in name]
    assert verify(content) is None


def test_a_file_whose_decision_is_given_to_another_service_does_not_verify(
    scene: Scene, services: dict[str, Finding]
) -> None:
    follow(scene, services["ktp"])
    end_phases(scene)
    content = read_content(freeze(scene))
    row = next(each for each in content["answers"] if each["stage"] == "final")
    row["service"] = "akta"
    hit = verify(content)
    assert hit is not None and hit[0].startswith("results.final")


def test_the_story_and_the_minutes_name_the_service(
    scene: Scene, services: dict[str, Finding]
) -> None:
    follow(scene, services["ktp"])
    for verb in ("finding.reply", "clarification.decide"):
        event = AuditEvent.objects.filter(verb=verb).latest("pk")
        assert event.diff["service"] == [None, "Ktp"]
    notes = list_notes(scene.round, scene.clinic)["E-D", "1"]
    assert set(notes) == {"Ktp: level 2", "Akta: level 4", "Ktp: benar"}


def test_a_level_settled_of_a_service_is_shown_there_and_nowhere_else(
    scene: Scene, services: dict[str, Finding]
) -> None:
    follow(scene, services["ktp"])
    place = (scene.round, scene.clinic, "E-D", "1")
    of = {code: finding.sheet.service for code, finding in services.items()}
    assert len(list_adjudications(*place, of["ktp"])) == len(list_adjudications(*place)) == 1
    assert list_adjudications(*place, of["akta"]) == []
    rows = {
        code: next(each for each in list_findings(finding.sheet) if each.item.code == "1")
        for code, finding in services.items()
    }
    assert rows["ktp"].adjudication is not None and rows["akta"].adjudication is None


def test_the_office_settling_the_whole_unit_names_no_service(
    scene: Scene, services: dict[str, Finding]
) -> None:
    adjudicate(
        by=scene.world.admin, round=scene.round, unit=scene.clinic, form="E-D", item="1",
        chosen="1", reason="dilihat bersama", client_uuid=new_uuid(),
    )  # fmt: skip
    assert Adjudication.objects.get().service is None
    assert all(each.settled is None for each in get_states(scene).values())
