"""Whole sheets at once: what is stored is what one answer after the other would store."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.scenes import Scene
from tests.world import count_events, give, make_phases, make_world, new_uuid
from tilik.actions import audit
from tilik.actions.findings import write_finding
from tilik.actions.rounds import set_phases
from tilik.actions.sheets import send_sheet
from tilik.actions.whole_sheets import Entry, fill_findings, fill_sheet
from tilik.core.errors import PermissionDenied, UserError
from tilik.core.instrument import Gap
from tilik.records.models import Answer, AnswerRevision, AuditEvent, Finding, Sheet

pytestmark = pytest.mark.django_db
FIELDS = ("item", "value", "absence", "note", "on_behalf", "took_effect", "base_id", "by_id")


def entry(item: str, value: Any = None, **rest: Any) -> Entry:
    return Entry(item=item, value=value, client_uuid=new_uuid(), **rest)


def claim(scene: Scene, unit: Any = None) -> Sheet:
    return scene.sheet(unit or scene.school, "K", "claim")


def desk(scene: Scene) -> Sheet:
    return scene.sheet(scene.school, "E-L", "desk")


def stored(sheet: Sheet) -> list[tuple[Any, ...]]:
    """The revisions without keys and times, and which of them stand."""
    standing = set(Answer.objects.filter(sheet=sheet).values_list("revision_id", flat=True))
    rows = AnswerRevision.objects.filter(sheet=sheet).order_by("item", "pk")
    return [(*(getattr(r, name) for name in FIELDS), r.pk in standing) for r in rows]


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "1": st.sampled_from(["ya", "tidak", ""]),
    "2": st.one_of(st.integers(0, 99), st.sampled_from(["3,5", " 7 ", "", None])),
    "3": st.lists(st.sampled_from(["papan", "situs", "radio"])),
    "4": st.sampled_from(["Baik", " Baik ", "", None]),
}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.fixed_dictionaries({}, optional=VALUES), note=st.sampled_from(["", " dari buku "]))
def test_a_whole_sheet_stores_what_one_by_one_stores(
    values: dict[str, Any], note: str, scene: Scene
) -> None:
    """Two services of the unit get the same answers, once at a time and once all at once."""
    n = Sheet.objects.count()
    one = scene.sheet(scene.school, "K", "claim", service=scene.service(scene.school, f"a{n}"))
    all_ = scene.sheet(scene.school, "K", "claim", service=scene.service(scene.school, f"b{n}"))
    for item, value in values.items():
        give(one, scene.world.admin, item, value, note=note)
    fill_sheet(
        by=scene.world.admin,
        sheet=all_,
        entries=[entry(item, value, note=note) for item, value in values.items()],
    )
    assert stored(all_) == stored(one)
    filled = [
        list(Answer.objects.filter(sheet=s).order_by("item").values_list("item", "is_filled"))
        for s in (one, all_)
    ]
    assert filled[0] == filled[1]


def test_every_answer_is_on_the_trail_with_its_item(scene: Scene) -> None:
    sheet = claim(scene)
    made = fill_sheet(
        by=scene.world.admin, sheet=sheet, entries=[entry("1", "ya"), entry("2", "5")]
    )
    events = AuditEvent.objects.filter(verb="answer.give", round=scene.round).order_by("n")
    assert [(e.item, e.diff) for e in events] == [
        (row.item, {"revision": [None, row.pk]}) for row in made
    ]
    assert audit.find_break(f"government:{scene.world.government.pk}") is None


def test_what_is_left_blank_was_not_answered(scene: Scene) -> None:
    sheet = claim(scene)
    fill_sheet(by=scene.world.admin, sheet=sheet, entries=[entry("4"), entry("2", "")])
    assert [(r.value, r.absence) for r in sheet.revisions.all()] == [(None, Gap.NOT_ANSWERED)] * 2
    assert not Answer.objects.filter(sheet=sheet, is_filled=True).exists()


def test_a_gap_is_kept_as_the_gap_it_is(scene: Scene) -> None:
    sheet = claim(scene)
    fill_sheet(by=scene.world.admin, sheet=sheet, entries=[entry("2", gap=Gap.NOT_APPLICABLE)])
    answer = Answer.objects.get(sheet=sheet)
    assert (answer.revision.absence, answer.is_filled) == (Gap.NOT_APPLICABLE, True)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (entry("1", "mungkin"), "bad-answer"),
        (entry("9", "ya"), "unknown-item"),
        (entry("1", "ya"), "item-twice"),
    ],
)
def test_one_bad_answer_refuses_the_whole_sheet(scene: Scene, bad: Entry, code: str) -> None:
    sheet = claim(scene)
    good = [entry("1", "ya"), entry("2", "4")] if code == "item-twice" else [entry("2", "4")]
    with pytest.raises(UserError, match=code):
        fill_sheet(by=scene.world.admin, sheet=sheet, entries=[*good, bad])
    assert not sheet.revisions.exists()
    assert count_events("answer.give") == 0


def test_nobodys_answer_is_overwritten(scene: Scene) -> None:
    sheet = claim(scene)
    give(sheet, scene.world.operator, "2", "4")
    with pytest.raises(UserError, match="already-answered") as caught:
        fill_sheet(by=scene.world.admin, sheet=sheet, entries=[entry("1", "ya"), entry("2", "9")])
    assert caught.value.facts["items"] == ["2"]
    assert sheet.revisions.count() == 1


def test_the_rest_of_a_sheet_may_be_filled(scene: Scene) -> None:
    sheet = claim(scene)
    give(sheet, scene.world.operator, "2", "4")
    assert len(fill_sheet(by=scene.world.admin, sheet=sheet, entries=[entry("1", "ya")])) == 1


def test_a_closed_or_approved_sheet_takes_nothing(scene: Scene) -> None:
    sheet = claim(scene)
    set_phases(by=scene.world.admin, round=scene.round, phases=make_phases(("claim",), days=-1))
    with pytest.raises(UserError, match="phase-closed"):
        fill_sheet(by=scene.world.admin, sheet=sheet, entries=[entry("1", "ya")])


def test_strangers_fill_nothing(scene: Scene) -> None:
    sheet, other = claim(scene), make_world("64.01")
    for by in (scene.world.evaluator, scene.world.leader, other.admin, other.operator):
        with pytest.raises(PermissionDenied):
            fill_sheet(by=by, sheet=sheet, entries=[entry("1", "ya")])
    assert not sheet.revisions.exists()


def test_a_stranger_to_the_unit_fills_in_on_its_behalf(scene: Scene) -> None:
    by_admin, by_operator = claim(scene, scene.clinic), claim(scene)
    fill_sheet(by=scene.world.admin, sheet=by_admin, entries=[entry("1", "ya")])
    fill_sheet(by=scene.world.operator, sheet=by_operator, entries=[entry("1", "ya")])
    assert by_admin.revisions.get().on_behalf
    assert not by_operator.revisions.get().on_behalf


def test_a_sheet_that_was_sent_may_still_be_completed_until_it_is_approved(scene: Scene) -> None:
    sheet = claim(scene)
    send_sheet(by=scene.world.operator, sheet=sheet)
    fill_sheet(by=scene.world.operator, sheet=sheet, entries=[entry("1", "ya")])
    assert sheet.revisions.count() == 1


def test_a_whole_sheet_comes_in_few_queries(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    sheet = claim(scene)
    entries = [entry("1", "ya"), entry("2", "4"), entry("3", ["papan"]), entry("4", "Baik")]
    with django_assert_max_num_queries(16):
        fill_sheet(by=scene.world.admin, sheet=sheet, entries=entries)


# ---- findings --------------------------------------------------------------


def test_findings_at_once_are_what_one_by_one_would_be(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "12"})
    service = scene.service(scene.school, "ktp")
    one = scene.sheet(scene.school, "E-L", "desk", service=service)
    for item, level, remark in (("1", "4", "Belum lengkap"), ("2", "3", "")):
        write_finding(
            by=scene.world.admin,
            sheet=one,
            item=item,
            chosen=level,
            remark=remark,
            client_uuid=new_uuid(),
        )
    whole = desk(scene)
    fill_findings(
        by=scene.world.admin,
        sheet=whole,
        entries=[entry("1", "4", note="Belum lengkap"), entry("2", "3")],
    )
    found = [
        [
            (f.item, f.suggested, f.trace, f.revision and f.revision.value)
            for f in Finding.objects.filter(sheet=sheet).order_by("item")
        ]
        for sheet in (one, whole)
    ]
    assert found[0] == found[1]
    assert found[0][0][1] == "5"
    assert stored(one) == stored(whole)


def test_a_level_apart_from_the_rules_needs_its_remark_and_refuses_all(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "12"})
    sheet = desk(scene)
    with pytest.raises(UserError, match="remark-missing"):
        fill_findings(by=scene.world.admin, sheet=sheet, entries=[entry("2", "3"), entry("1", "4")])
    assert not Finding.objects.filter(sheet=sheet).exists()
    assert not sheet.revisions.exists()


def test_where_the_rubric_is_silent_a_remark_is_due(scene: Scene) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "0"})
    sheet = desk(scene)
    with pytest.raises(UserError, match="remark-missing"):
        fill_findings(by=scene.world.admin, sheet=sheet, entries=[entry("1", "3")])
    fill_findings(by=scene.world.admin, sheet=sheet, entries=[entry("1", "3", note="Layanan baru")])
    finding = Finding.objects.get(sheet=sheet)
    assert (finding.suggested, finding.trace["decide"]["id"]) == (None, "Tidak ada layanan")


@pytest.mark.parametrize("blank", [entry("1"), entry("1", gap=Gap.NOT_CHECKED)])
def test_an_item_not_looked_at_needs_no_remark(scene: Scene, blank: Entry) -> None:
    scene.put(scene.school, "K", "claim", {"1": "ya", "2": "12"})
    sheet = desk(scene)
    fill_findings(by=scene.world.admin, sheet=sheet, entries=[blank])
    finding = Finding.objects.get(sheet=sheet)
    assert finding.revision is not None and finding.revision.value is None
    assert finding.suggested == "5"
