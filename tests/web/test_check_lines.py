"""A line of the board in words: claim then and now, proofs, levels, where a returned item is."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.web.scored import make_document
from tilik.core.numbers import fraction
from tilik.core.rules import Suggestion
from tilik.records.models import AnswerRevision, Finding, Round, RoundUnit, Sheet, Unit
from tilik.records.queries.checking import CheckRow, Proof, Said
from tilik.records.queries.documents import ItemText
from tilik.web.presenters.checking import Line, list_keys, list_points, make_line

NOW = timezone.now()
HOUR = timedelta(hours=1)
DOCUMENT = make_document()
FORMS = {form["code"]: form for form in DOCUMENT["forms"]}
SILENT = Suggestion(None, None, None, 1, {"id": "Tidak ada layanan", "en": "No service"})
THREE = Suggestion(fraction("3"), fraction("3"), fraction("3"), 2)
BETWEEN = Suggestion(None, fraction("0"), fraction("3"), None, None, ("1",))


@pytest.fixture(autouse=True)
def _speak_indonesian():
    with override("id"):
        yield


def make_item(form: str, code: str, **raw: Any) -> ItemText:
    found = next(item for item in FORMS[form]["items"] if item["code"] == code)
    item = {**found, **raw}
    return ItemText(form, code, item["title"], item["kind"], "when" in item, False, item)


def say(code: str, value: Any, before: Any = None, *, is_changed: bool = False) -> Said:
    def revision(value: Any) -> AnswerRevision | None:
        return None if value is None else AnswerRevision(value=value, note="")

    return Said(make_item("K", code), revision(value), revision(before), is_changed)


def make_row(
    *, item: ItemText | None = None, value: Any = None, note: str = "", said: Any = (),
    evidence: Any = (), new: int = 0, **finding: Any,
) -> CheckRow:  # fmt: skip
    unit = Unit(code="sekolah", name="Sekolah")
    row = RoundUnit(round=Round(), unit=unit, name="Sekolah Contoh")
    revision = AnswerRevision(pk=7, value=value, note=note, at=NOW) if value is not None else None
    return CheckRow(
        row=row, item=item or make_item("E", "1"), said=tuple(said), sheet=Sheet(),
        revision=revision, finding=Finding(**finding) if finding else None, adjudication=None,
        evidence=tuple(evidence), new_evidence=new,
    )  # fmt: skip


def line(row: CheckRow, suggestion: Suggestion | None = THREE, **typed: Any) -> Line:
    return make_line(DOCUMENT, 1, row, suggestion, list_keys(DOCUMENT, row.item.raw), typed)


def proof(slot: str, status: str = "waiting") -> Proof:
    return Proof(slot, status, NOW, None, NOW)


# ---- level and rule ------------------------------------------------------------


def test_levels_stand_side_by_side_with_their_words() -> None:
    made = line(make_row())
    assert [key.code for key in made.keys] == list("012345")
    assert made.keys[3].title == "Tingkat 3"
    assert made.is_short


def test_long_answers_are_chosen_from_a_list() -> None:
    options = [{"code": "a", "title": {"id": "Ada dan lengkap"}}]
    made = line(make_row(item=make_item("E", "2", kind="choice", options=options)), None)
    assert [key.label for key in made.keys] == ["Ada dan lengkap"]
    assert not made.is_short


def test_a_number_has_no_levels_to_choose_from() -> None:
    made = line(make_row(item=make_item("E", "2", kind="number")), None)
    assert made.keys == ()
    assert not made.is_short


@pytest.mark.parametrize(
    ("suggestion", "level", "words"),
    [
        (THREE, "3", "Tingkat 3"),
        (SILENT, "", "Rubrik tidak mengatur hal ini: Tidak ada layanan"),
        (BETWEEN, "", "masih antara 0 dan 3"),
        (None, "", "tanpa aturan: Anda yang menetapkan"),
    ],
    ids=["a level", "silent", "open", "no rule"],
)
def test_what_the_rule_says_is_put_in_words(suggestion: Any, level: str, words: str) -> None:
    made = line(make_row(), suggestion)
    assert (made.suggested, made.suggestion) == (level, words)


@pytest.mark.parametrize(
    ("value", "suggestion", "differs", "needs"),
    [
        ("3", THREE, False, False),
        ("2", THREE, True, True),
        (None, THREE, False, False),
        ("2", BETWEEN, False, False),
        ("2", SILENT, False, True),
        ("2", None, False, False),
    ],
)
def test_a_level_against_the_rule_is_marked_and_asks_for_a_remark(
    value: Any, suggestion: Any, differs: bool, needs: bool
) -> None:
    made = line(make_row(value=value), suggestion)
    assert made.differs is differs
    assert made.needs_remark is needs


def test_what_could_not_be_kept_stays_in_its_fields() -> None:
    row = make_row(value="3", note="lama")
    made = line(row, THREE, value="1", remark="baru", base=5, error="Tulis alasannya.")
    assert (made.value, made.remark, made.base) == ("1", "baru", 5)
    assert made.error == "Tulis alasannya."
    assert not made.is_done
    kept = line(row)
    assert (kept.value, kept.remark, kept.base, kept.is_done) == ("3", "lama", 7, True)


# ---- claim and proofs -------------------------------------------------------------


def test_an_answer_that_changed_is_told_with_the_one_before() -> None:
    row = make_row(said=[say("1", "tidak", "ya", is_changed=True), say("2", "4")])
    first, second = list_points(DOCUMENT, row)
    assert (first.before, first.value, first.is_changed) == ("Ya", "Tidak", True)
    assert (second.before, second.value, second.is_changed) == ("", "4", False)
    assert line(row).is_changed


def test_a_first_answer_is_told_to_have_been_missing_before() -> None:
    points = list_points(DOCUMENT, make_row(said=[say("1", "ya", is_changed=True)]))
    assert points[0].before == "belum dijawab"


def test_a_conditional_question_nobody_answered_is_left_out() -> None:
    points = list_points(DOCUMENT, make_row(said=[say("1", None), say("2", None)]))
    assert [(point.code, point.is_missing) for point in points] == [("1", True)]


@pytest.mark.parametrize(
    ("evidence", "new", "count", "words"),
    [
        ([], 0, "0/2", ""),
        ([proof("a")], 0, "1/2", "1 menunggu"),
        ([proof("a"), proof("a")], 1, "1/2", "1 baru, 2 menunggu"),
        ([proof("a", "accepted"), proof("b", "accepted")], 0, "2/2", ""),
        ([proof("a", "returned"), proof("b")], 0, "1/2", "1 menunggu, 1 dikembalikan"),
        ([proof("x")], 0, "0/2", "1 menunggu"),
    ],
)
def test_proofs_are_counted_by_what_was_asked_for(
    evidence: Any, new: int, count: str, words: str
) -> None:
    slots = [{"code": code, "title": {"id": code}} for code in "ab"]
    made = line(make_row(item=make_item("E", "1", evidence=slots), evidence=evidence, new=new))
    assert (made.proofs, made.proofs_note) == (count, words)
    assert made.is_changed is bool(new)


def test_where_no_proof_is_asked_for_none_is_counted() -> None:
    assert line(make_row()).proofs == ""


# ---- returned --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "state"),
    [
        ({}, ""),
        ({"n_returns": 0}, ""),
        ({"returned_at": NOW, "returned_until": NOW + HOUR}, "with-unit"),
        ({"returned_at": NOW, "returned_until": None}, "with-unit"),
        ({"returned_at": NOW - 2 * HOUR, "returned_until": NOW - HOUR}, "over"),
        ({"returned_at": NOW - 2 * HOUR, "resent_at": NOW}, "back"),
        ({"returned_at": NOW - 2 * HOUR, "seen_at": NOW - HOUR, "resent_at": NOW}, "back"),
        ({"returned_at": NOW - 2 * HOUR, "resent_at": NOW - HOUR, "seen_at": NOW}, ""),
    ],
    ids=["none", "never", "with", "no deadline", "over", "back", "back later", "seen"],
)
def test_a_returned_item_says_where_it_is(finding: dict[str, Any], state: str) -> None:
    assert line(make_row(**finding)).state == state
