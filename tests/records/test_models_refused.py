"""What no row may say, table by table: both databases refuse it, whoever writes."""

from datetime import timedelta
from typing import Any

import pytest

from tests.records.refusals import (
    AT,
    DAY,
    EARLIER,
    LATER,
    SHA,
    Rows,
    find_refusal,
    list_checks,
    list_names,
)
from tilik.records.models import User

pytestmark = pytest.mark.django_db
WHO = "who"
"""Stands for a person, who is not there before the tests run."""

# constraint → rows of its table that it alone must refuse: (table, changes).
REFUSED: dict[str, list[tuple[str, dict[str, Any]]]] = {
    # ---- places
    "government_kind_known": [("Government", {"kind": "desa"}), ("Government", {"kind": ""})],
    "government_valid_order": [
        ("Government", {"valid_from": LATER.date(), "valid_to": DAY})
    ],
    "holiday_kind_known": [("Holiday", {"kind": "bolos"})],
    "person_can_log_in": [("Person", {"phone": None})],
    "person_empty_is_null": [
        ("Person", {"nip": ""}),
        ("Person", {"email": ""}),
        ("Person", {"phone": "", "nip": "1"}),
    ],
    "unit_workdays_known": [("Unit", {"workdays_per_week": n}) for n in (0, 4, 8)],
    "unit_valid_order": [("Unit", {"valid_from": LATER.date(), "valid_to": DAY})],
    "unitlineage_kind_known": [("UnitLineage", {"kind": "lost"})],
    "unitlineage_renamed_is_same": [("UnitLineage", {"kind": "renamed"})],
    "service_channel_known": [("Service", {"channel": "pos"})],
    "service_valid_order": [("Service", {"valid_from": LATER.date(), "valid_to": DAY})],
    "volume_period_order": [("ServiceVolume", {"period_start": LATER.date()})],
    # ---- standards
    "standard_duration_has_unit": [
        ("StandardVersion", {"duration": 3}),
        ("StandardVersion", {"duration_unit": "jam"}),
    ],
    "standard_valid_order": [("StandardVersion", {"valid_from": LATER.date(), "valid_to": DAY})],
    "component_one_to_fourteen": [("StandardComponent", {"number": n}) for n in (0, 15)],
    "component_status_known": [("StandardComponent", {"status": "fine"})],
    "component_judged": [
        ("StandardComponent", {"judged_by": WHO}),
        ("StandardComponent", {"judged_at": AT}),
    ],
    "learned_one_to_fourteen": [("LearnedName", {"number": n}) for n in (0, 15)],
    "service_registry_state_known": [("Service", {"registry_state": "perhaps"})],
    "service_promise_state_known": [("Service", {"promise_state": "perhaps"})],
    # ---- instruments and rounds
    "instrument_origin_known": [("InstrumentVersion", {"origin": "found"})],
    "instrument_upload_has_who": [("InstrumentVersion", {"origin": "uploaded"})],
    "itemmap_kind_known": [("ItemMap", {"kind": "alike"})],
    "itemmap_who_when": [("ItemMap", {"by": WHO}), ("ItemMap", {"at": AT})],
    "round_scheme_known": [("Round", {"scheme": "sendiri"})],
    "round_period_order": [("Round", {"period_start": LATER.date()})],
    "phase_stage_known": [("Phase", {"stage": "party"})],
    "phase_order": [("Phase", {"starts_at": LATER})],
    "roundunit_extension_has_letter": [("RoundUnit", {"extended_until": AT})],
    "seat_role_known": [("Seat", {"role": "raja"})],
    "seat_government_unless_system": [
        ("Seat", {"government": None}),
        ("Seat", {"role": "admin-sistem"}),
    ],
    "seat_unit_roles_have_unit": [
        ("Seat", {"role": "operator-unit"}),
        ("Seat", {"role": "kepala-unit"}),
    ],
    "seat_valid_order": [("Seat", {"valid_to": EARLIER})],
    # ---- answers and findings
    "sheet_stage_known": [("Sheet", {"stage": "dream"})],
    "sheet_sent": [("Sheet", {"sent_by": WHO}), ("Sheet", {"sent_at": AT})],
    "sheet_approved": [("Sheet", {"approved_by": WHO}), ("Sheet", {"approved_at": AT})],
    "sheet_service_has_unit": [("Sheet", {"unit": None, "service": "the service"})],
    "revision_value_or_absence": [
        ("AnswerRevision", {"value": None}),
        ("AnswerRevision", {"absence": "not-answered"}),
        ("AnswerRevision", {"value": None, "absence": ""}),
        ("AnswerRevision", {"value": None, "absence": "forgotten"}),
    ],
    "finding_returned": [
        ("Finding", {"returned_by": WHO, "return_reason": "x"}),
        ("Finding", {"returned_at": AT, "return_reason": "x"}),
    ],
    "finding_resent": [("Finding", {"resent_by": WHO}), ("Finding", {"resent_at": AT})],
    "finding_return_reason": [("Finding", {"returned_by": WHO, "returned_at": AT})],
    "return_note_reason": [("ReturnNote", {"reason": ""})],
    "return_note_of_one": [
        ("ReturnNote", {"finding": None}),
        ("ReturnNote", {"sheet": "the sheet"}),
    ],
    "adjudication_reason": [("Adjudication", {"reason": ""})],
    "adjudication_service_has_unit": [
        ("Adjudication", {"unit": None, "service": "the service"}),
    ],
    "objection_decision_known": [
        ("Objection", {"decision": "shrug", "decided_by": WHO, "decided_at": AT,
                       "decision_reason": "x"})
    ],
    "objection_decided": [
        ("Objection", {"decision": "partly", "decision_reason": "x"}),
        ("Objection", {"decided_by": WHO, "decided_at": AT}),
    ],
    "objection_has_reason": [("Objection", {"agrees": False})],
    "objection_decision_reason": [
        ("Objection", {"decision": "partly", "decided_by": WHO, "decided_at": AT})
    ],
    # ---- documents
    "document_valid_order": [("Document", {"valid_from": LATER.date(), "valid_to": DAY})],
    "document_fetched_has_when": [
        ("DocumentVersion", {"source_address": "https://contoh.go.id/sk.pdf"}),
        ("DocumentVersion", {"fetched_at": AT}),
    ],
    "evidence_status_known": [
        ("EvidenceLink", {"status": "lost", "decided_by": WHO, "decided_at": AT})
    ],
    "evidence_decided": [("EvidenceLink", {"decided_by": WHO})],
    "evidence_status_has_who": [
        ("EvidenceLink", {"status": "accepted"}),
        ("EvidenceLink", {"decided_by": WHO, "decided_at": AT}),
    ],
    "evidence_return_reason": [
        ("EvidenceLink", {"status": "returned", "decided_by": WHO, "decided_at": AT})
    ],
    "pinned_status_known": [("PinnedLink", {"status": "lost"})],
    "pinned_fetched_has_bytes": [("PinnedLink", {"status": "fetched"})],
    "pinned_refused_has_why": [("PinnedLink", {"status": "refused"})],
    # ---- surveys
    "campaign_period_order": [("Campaign", {"period_start": LATER.date()})],
    "campaign_closed": [("Campaign", {"closed_by": WHO}), ("Campaign", {"closed_at": AT})],
    "response_channel_known": [("Response", {"channel": "pigeon"})],
    "response_excluded": [("Response", {"excluded_by": WHO, "excluded_reason": "x"})],
    "response_exclusion_reason": [("Response", {"excluded_by": WHO, "excluded_at": AT})],
    "comment_corrected": [("Comment", {"corrected_at": AT})],
    "comment_quote_was_read": [("Comment", {"is_quotable": True})],
    # ---- results and publication
    "result_scope_known": [("Result", {"scope": "village"})],
    "result_basis_known": [("Result", {"basis": "hope"})],
    "result_exact_is_whole": [("Result", {"denominator": None})],
    "result_range_is_whole": [("Result", {"low": None}), ("Result", {"high": None})],
    "result_has_source": [("Result", {"round": None})],
    "result_scope_named": [
        ("Result", {"unit": None}),
        ("Result", {"scope": "service"}),
        ("Result", {"scope": "sector"}),
        ("Result", {"scope": "government"}),
    ],
    "result_gap_says_why": [("Result", {"numerator": None, "denominator": None})],
    "published_unknown_is_null": [("PublishedFigure", {"value": ""})],
    "freeze_chained_with_reason": [
        ("Freeze", {"n": 1, "previous_sha": SHA, "round": "a round"}),
        ("Freeze", {"n": 2, "previous_sha": "", "reason": "x"}),
        ("Freeze", {"n": 2, "previous_sha": SHA, "reason": ""}),
    ],
    "reopening_reason": [("Reopening", {"reason": ""})],
    "stationery_size_known": [("Stationery", {"size": "A5"})],
    "signatory_office_known": [("Signatory", {"office": "camat"})],
    "issuedpaper_filed": [("IssuedPaper", {"filed_at": AT})],
    "publication_withdrawn": [
        ("Publication", {"withdrawn_by": WHO}),
        ("Publication", {"withdrawn_at": AT}),
        ("Publication", {"withdrawn_by": WHO, "withdrawn_at": AT}),
    ],
    # ---- improvement and complaints
    "recommendation_source_known": [("Recommendation", {"source": "rumour"})],
    "action_state_known": [("Action", {"state": "hoped"})],
    "action_window_known": [("Action", {"window": "someday"})],
    "action_progress_percent": [("Action", {"progress": 101})],
    "action_done": [("Action", {"done_by": WHO})],
    "action_done_has_who": [
        ("Action", {"state": "done"}),
        ("Action", {"done_by": WHO, "done_at": AT}),
    ],
    "verification_outcome_known": [("Verification", {"outcome": "perhaps"})],
    "oversight_kind_known": [("OversightProduct", {"kind": "surat"})],
    "oversight_state_known": [("OversightProduct", {"state": "hoped"})],
    "oversight_done": [("OversightProduct", {"done_by": WHO})],
    "oversight_done_has_who": [("OversightProduct", {"state": "done", "proof": "x"})],
    "oversight_done_proof": [
        (
            "OversightProduct",
            {"state": "done", "done_by": WHO, "done_at": AT, "settled_on": DAY},
        )
    ],
    "oversight_settled_order": [
        (
            "OversightProduct",
            {
                "state": "done", "proof": "x", "done_by": WHO, "done_at": AT,
                "settled_on": DAY - timedelta(days=1),
            },
        )
    ],
    "oversight_due_order": [("OversightProduct", {"due": DAY - timedelta(days=1)})],
    "complaint_channel_known": [("Complaint", {"channel": "mimpi"})],
    "complaint_sp4n_unknown_is_null": [("Complaint", {"sp4n_number": ""})],
    "complaintevent_kind_known": [("ComplaintEvent", {"kind": "lost"})],
    "complaintevent_reason": [
        ("ComplaintEvent", {"kind": kind}) for kind in ("archived", "transferred", "reopened")
    ],
    # ---- work
    "visit_kind_known": [("Visit", {"kind": "malam"})],
    "visit_closed": [("Visit", {"closed_by": WHO}), ("Visit", {"closed_at": AT})],
    "visitentry_kind_known": [("VisitEntry", {"kind": "dream"})],
    "visitentry_outcome_known": [("VisitEntry", {"outcome": "lost"})],
    "visitentry_answer_has_revision": [("VisitEntry", {"kind": "answer"})],
    "visitentry_erased_has_no_file": [("VisitEntry", {"erased_at": AT, "sha256": SHA})],
    "reportaudit_erased_has_no_file": [
        ("ReportAudit", {"erased_at": AT}), ("ReportAudit", {"storage_key": ""}),
    ],
    "job_state_known": [("Job", {"state": "asleep", "ended_at": AT})],
    "job_ended_has_when": [
        ("Job", {"state": "done"}),
        ("Job", {"state": "running", "ended_at": AT}),
    ],
    "outbox_copied": [("Outbox", {"copied_by": WHO}), ("Outbox", {"copied_at": AT})],
}  # fmt: skip

# A row that breaks both: PostgreSQL names the first in the order of the alphabet.
SHADOWED = {"job_state_known": "job_ended_has_when"}

# The state beside each that must be stored: what a constraint refuses by mistake shows here.
STORED: list[tuple[str, dict[str, Any]]] = [
    ("Government", {"valid_from": DAY, "valid_to": DAY}),
    ("Government", {"valid_to": DAY}),
    ("Person", {"nip": "198001012005011001", "phone": None}),
    ("Unit", {"workdays_per_week": 6}),
    ("StandardVersion", {"duration": "1.5", "duration_unit": "hari-kerja"}),
    ("StandardComponent", {"judged_by": WHO, "judged_at": AT, "status": "absent"}),
    ("InstrumentVersion", {"origin": "uploaded", "by": WHO}),
    ("ItemMap", {"by": WHO, "at": AT}),
    ("RoundUnit", {"extended_until": AT, "extension_letter": "1/2024"}),
    ("Seat", {"role": "admin-sistem", "government": None}),
    ("Seat", {"role": "operator-unit", "unit": "the unit"}),
    ("Seat", {"valid_to": LATER}),
    ("Sheet", {"sent_by": WHO, "sent_at": AT, "approved_by": WHO, "approved_at": LATER}),
    ("Sheet", {"unit": None}),
    ("AnswerRevision", {"value": None, "absence": "not-applicable"}),
    ("AnswerRevision", {"value": []}),
    ("AnswerRevision", {"value": False}),
    ("AnswerRevision", {"value": 0}),
    ("Finding", {"returned_by": WHO, "returned_at": AT, "return_reason": "x"}),
    ("Objection", {"agrees": False, "reason": "x"}),
    ("Objection", {"decision": "rejected", "decided_by": WHO, "decided_at": AT,
                   "decision_reason": "x"}),
    ("DocumentVersion", {"source_address": "https://contoh.go.id/sk.pdf", "fetched_at": AT}),
    ("EvidenceLink", {"status": "accepted", "decided_by": WHO, "decided_at": AT}),
    ("PinnedLink", {"status": "refused", "code": "link-login"}),
    ("PinnedLink", {"status": "dropped"}),
    ("Response", {"excluded_by": WHO, "excluded_at": AT, "excluded_reason": "x"}),
    ("Comment", {"is_quotable": True, "corrected_by": WHO, "corrected_at": AT}),
    ("Result", {"numerator": None, "denominator": None, "status": ["incomplete"]}),
    ("Result", {"scope": "government", "unit": None}),
    ("Result", {"scope": "sector", "unit": None, "sector": "x"}),
    ("PublishedFigure", {"value": None}),
    ("PublishedFigure", {"value": "0"}),
    ("Publication", {"withdrawn_by": WHO, "withdrawn_at": AT, "withdrawn_reason": ""}),
    ("Action", {"state": "done", "done_by": WHO, "done_at": AT, "progress": 100}),
    ("Action", {"window": "pergeseran", "cost": "12500000.50"}),
    ("Complaint", {"sp4n_number": "123"}),
    ("ComplaintEvent", {"kind": "archived", "note": "x"}),
    ("Job", {"state": "failed", "ended_at": AT}),
    ("ReportAudit", {"erased_at": AT, "storage_key": ""}),
]  # fmt: skip


def fill_in(rows: Rows, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with rows in place of the words that stand for them."""
    words = {
        WHO: rows.world.admin,
        "the service": rows.service,
        "the unit": rows.world.school,
        "the sheet": rows.sheet,
    }
    found = {
        name: words[value] if isinstance(value, str) and value in words else value
        for name, value in changes.items()
    }
    if changes.get("round") == "a round":
        found["round"] = rows.make("Round")
    return found


CASES = [
    pytest.param(name, table, changes, id=f"{name}-{n}")
    for name, cases in REFUSED.items()
    for n, (table, changes) in enumerate(cases)
]


@pytest.mark.parametrize(("name", "table", "changes"), CASES)
def test_what_no_row_may_say_is_refused_by_the_constraint_that_says_so(
    name: str, table: str, changes: dict[str, Any], rows: Rows
) -> None:
    refusal = find_refusal(rows, table, fill_in(rows, changes))
    assert refusal is not None, f"{table} {changes} was stored"
    assert any(each in refusal for each in (name, SHADOWED.get(name, name)))


def test_no_constraint_is_without_a_row_it_refuses() -> None:
    assert list_checks() == set(REFUSED)


@pytest.mark.parametrize("table", list_names())
def test_a_valid_row_of_every_table_is_stored(table: str, rows: Rows) -> None:
    assert find_refusal(rows, table, {}) is None


@pytest.mark.parametrize(("table", "changes"), STORED, ids=lambda value: str(value)[:40])
def test_the_states_a_row_may_have_are_stored(
    table: str, changes: dict[str, Any], rows: Rows
) -> None:
    assert find_refusal(rows, table, fill_in(rows, changes)) is None


def test_every_table_has_its_valid_row() -> None:
    made = {name[1:] for name in vars(Rows) if name.startswith("_") and not name.startswith("__")}
    assert made == {name.lower() for name in list_names()}


def test_an_account_says_nothing_of_its_owner(rows: Rows) -> None:
    user = User.objects.get(pk=rows.make("User").pk)
    assert len(user.username) == 32
    assert str(user) == f"#{user.pk}"
    assert user.get_role_line() == f"#{user.pk}"
