"""What may stand only once, and what is gone, kept or refused when something else goes."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from tests.records.refusals import (
    DAY,
    LATER,
    SHA,
    Rows,
    find_refusal,
    list_names,
    list_uniques,
    new,
)
from tests.world import make_government, new_uuid
from tilik.records.append_only import APPEND_ONLY, MUTABLE
from tilik.records.models import AnswerRevision, Comment, ComplaintPerson, Phase, Result

pytestmark = pytest.mark.django_db
FIRST: dict[str, dict[str, Any]] = {
    "complaint_sp4n_once": {"sp4n_number": "1"},
    "campaign_code_open_once": {"code": "abc234"},
}
UNIQUES = {name: (table, fields) for table, name, fields in list_uniques()}


def copy_fields(row: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    """What the row says in these fields."""
    return {name: getattr(row, name) for name in fields}


def adapt(name: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with what the second row needs beside them to be refused for this alone."""
    if name == "freeze_n_once":
        changes |= {"previous_sha": "" if changes["n"] == 1 else SHA, "reason": "x"}
    return changes


@pytest.mark.parametrize("name", sorted(UNIQUES))
def test_the_same_row_twice_is_refused(name: str, rows: Rows) -> None:
    table, fields = UNIQUES[name]
    first = rows.make(table, **FIRST.get(name, {}))
    assert find_refusal(rows, table, adapt(name, copy_fields(first, fields))) is not None


# constraint → a change of one of its fields that makes another row of it.
APART: dict[str, dict[str, Any]] = {
    "instrument_once": {"sha256": "f" * 64},
    "holiday_once": {"date": LATER.date()},
    "unit_code_once": {"code": "lain"},
    "unitlineage_once": {"kind": "split"},
    "service_code_once": {"code": "lain"},
    "volume_once": {"period_end": LATER.date()},
    "standard_n_once": {"n": 99},
    "component_once": {"number": 1},
    "unitpaper_once": {"kind": "lain"},
    "learned_name_once": {"name": "lain"},
    "reading_part_once": {"first": 99},
    "report_audit_part_once": {"first": 99},
    "itemmap_once": {"new_item": "9"},
    "round_title_once": {"title": "Lain"},
    "phase_n_once": {"n": 99},
    "phase_code_once": {"code": "lain"},
    "sheet_once": {"stage": "desk"},
    "answer_once": {"item": "lain"},
    "finding_once": {"item": "lain"},
    "document_n_once": {"n": 99},
    "rollup_once": {"element": "U2"},
    "campaign_code_open_once": {"code": "xyz789"},
    "published_once": {"n": 2},
    "sheetreceipt_n_once": {"n": 99},
    "freeze_n_once": {"n": 99, "previous_sha": SHA, "reason": "x"},
    "oversight_number_once": {"number": "lain"},
    "complaint_sp4n_once": {"sp4n_number": "2"},
    "audit_n_once": {"n": 99},
    "roundunit_once": {},
    "visit_once": {"kind": "daring"},
    "stationery_once": {},
    "signatory_once": {"office": "kepala-daerah"},
}


def test_every_uniqueness_has_a_row_apart() -> None:
    assert set(APART) == set(UNIQUES)


@pytest.mark.parametrize("name", sorted(APART))
def test_a_row_that_differs_in_one_of_the_fields_is_stored(name: str, rows: Rows) -> None:
    table, fields = UNIQUES[name]
    first = rows.make(table)
    changes = copy_fields(first, fields) | APART[name] if APART[name] else {}
    taken = {"revision"} & {f.name for f in apps.get_model("records", table)._meta.fields}
    assert not taken & set(changes)
    assert find_refusal(rows, table, changes) is None


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("Sheet", "service", None),
        ("Sheet", "unit", None),
        ("Sheet", "seat", None),
        ("Rollup", "service", None),
        ("Holiday", "government", None),
        ("InstrumentVersion", "government", None),
    ],
)
def test_nothing_is_as_unique_as_something(table: str, field: str, value: Any, rows: Rows) -> None:
    """Databases hold two empty cells for different; here the one without counts once, too."""
    first = rows.make(table, **{field: value})
    fields = next(fields for t, _, fields in list_uniques() if t == table)
    assert find_refusal(rows, table, copy_fields(first, fields)) is not None


def test_a_sheet_of_each_service_and_of_the_unit_stand_side_by_side(rows: Rows) -> None:
    form = new()
    for service in (None, rows.service, rows.other_service):
        rows.make("Sheet", form=form, service=service)
    assert find_refusal(rows, "Sheet", {"form": form, "service": rows.service}) is not None


def test_the_same_code_may_stand_in_two_governments(rows: Rows) -> None:
    other = make_government("65.01")
    assert find_refusal(rows, "Unit", {"code": "sekolah", "government": other}) is None
    assert find_refusal(rows, "Unit", {"code": "sekolah"}) is not None


def test_two_complaints_without_a_number_of_sp4n_are_two(rows: Rows) -> None:
    rows.make("Complaint", sp4n_number=None)
    assert find_refusal(rows, "Complaint", {"sp4n_number": None}) is None


@pytest.mark.parametrize("field", ["nip", "phone", "email"])
def test_two_people_never_log_in_with_the_same(field: str, rows: Rows) -> None:
    rows.make("Person", **{field: "081@x.id"})
    assert find_refusal(rows, "Person", {field: "081@x.id"}) is not None
    assert find_refusal(rows, "Person", {"nip": None, "email": None}) is None


def list_client_tables() -> list[str]:
    """The tables browsers and offline pages write to."""
    return [
        name
        for name in list_names()
        if "client_uuid" in {f.name for f in apps.get_model("records", name)._meta.fields}
    ]


@pytest.mark.parametrize("table", list_client_tables())
def test_a_client_uuid_stands_once(table: str, rows: Rows) -> None:
    uuid = new_uuid()
    rows.make(table, client_uuid=uuid)
    assert find_refusal(rows, table, {"client_uuid": uuid}) is not None
    assert rows.make(table).client_uuid != rows.make(table).client_uuid  # type: ignore[attr-defined]


# ---- history ---------------------------------------------------------------


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_no_column_of_history_can_be_changed_but_the_ones_named(table: str, rows: Rows) -> None:
    row = rows.make(table)
    model, rule = type(row), APPEND_ONLY[table]
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        refused = find_change_refusal(model, row.pk, field)
        assert (refused is None) == (field.name in rule.may_change), field.name


def find_change_refusal(model: Any, pk: int, field: Any) -> str | None:
    """What the database says against writing the column anew, or None where it lets it."""
    try:
        with transaction.atomic():
            model.objects.filter(pk=pk).update(**{field.attname: models.F(field.attname)})
    except IntegrityError as error:
        assert "append-only" in str(error)
        return str(error)
    return None


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_no_row_of_history_can_be_deleted_but_a_respondents_own(table: str, rows: Rows) -> None:
    row = rows.make(table)
    model = type(row)
    try:
        with transaction.atomic():
            model.objects.filter(pk=row.pk)._raw_delete(using="default")
    except IntegrityError as error:
        assert "append-only" in str(error)
        assert not APPEND_ONLY[table].may_delete
    else:
        assert APPEND_ONLY[table].may_delete


@pytest.mark.parametrize("table", sorted(MUTABLE - {"User"}))
def test_a_row_that_may_change_changes(table: str, rows: Rows) -> None:
    row = rows.make(table)
    fields = [f for f in type(row)._meta.concrete_fields if not f.primary_key]
    same = {field.attname: models.F(field.attname) for field in fields}
    assert type(row).objects.filter(pk=row.pk).update(**same) == 1


# ---- what hangs on what ----------------------------------------------------


def test_a_unit_with_answers_cannot_be_deleted(rows: Rows) -> None:
    with pytest.raises(ProtectedError):
        rows.world.school.delete()


def test_a_government_cannot_be_deleted_with_what_was_measured(rows: Rows) -> None:
    with pytest.raises(ProtectedError):
        rows.world.government.delete()


def test_a_comment_goes_with_its_response_and_a_person_with_the_complaint(rows: Rows) -> None:
    comment, person = rows.make("Comment"), rows.make("ComplaintPerson")
    comment.response.delete()  # type: ignore[attr-defined]
    person.complaint.delete()  # type: ignore[attr-defined]
    assert not Comment.objects.filter(pk=comment.pk).exists()
    assert not ComplaintPerson.objects.filter(pk=person.pk).exists()


def test_a_person_is_erased_and_what_they_wrote_stays(rows: Rows) -> None:
    user = rows.world.operator
    revision = rows.make("AnswerRevision", by=user)
    user.person.delete()
    assert AnswerRevision.objects.get(pk=revision.pk).by_id == user.pk


def test_phases_go_with_their_round_alone(rows: Rows) -> None:
    round = rows.make("Round")
    phase = rows.make("Phase", round=round)
    round.delete()
    assert not Phase.objects.filter(pk=phase.pk).exists()


def test_money_up_to_ten_trillion_is_stored_to_the_last_sen(rows: Rows) -> None:
    action = rows.make("Action", cost="9999999999999.99")
    action.refresh_from_db()
    assert str(action.cost) == "9999999999999.99"  # type: ignore[attr-defined]


def test_a_fraction_of_any_length_is_stored_whole(rows: Rows) -> None:
    digits = "7" * 400
    result = rows.make("Result", numerator=digits, denominator=digits[:-1] + "1")
    found = Result.objects.get(pk=result.pk)
    assert (found.numerator, found.denominator) == (digits, digits[:-1] + "1")


def test_dates_stay_the_day_they_are(rows: Rows) -> None:
    holiday = rows.make("Holiday", date=DAY)
    holiday.refresh_from_db()
    assert holiday.date == DAY  # type: ignore[attr-defined]
    assert str(holiday) == f"{DAY}: x"
