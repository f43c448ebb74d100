"""What an offline pack does, said in words: to the office, and in a message to the unit."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone, translation

from tests.web.scored import make_document
from tilik.actions.pack_import import BAD, CONFLICT, SAME, TAKEN, Line, Report
from tilik.core.errors import UserError
from tilik.records.queries.packs import Move
from tilik.web.presenters.packs import (
    MOST_TOLD,
    make_report,
    make_units,
    say_counts,
    say_pack_refusal,
    write_summary,
)

PACK = "3c7afb1b-0be6-4ef6-b9f9-1921d139f23e"
DOCUMENT: Any = make_document() | {"options": {}}
LINE = Line("K!C4", "2 Jumlah", TAKEN, "K", "2", before="5", after="7")
ROW: Any = SimpleNamespace(name="Sekolah", round=SimpleNamespace(title="Periode contoh"))


@pytest.fixture(autouse=True)
def _in_indonesian() -> Any:
    with translation.override("id"):
        yield


def report(*lines: Line, is_applied: bool = False) -> Report:
    return Report(PACK, lines, is_applied)


def move(*, unit: int = 1, is_in: bool = True, **counts: int) -> Move:
    return Move(unit, is_in, timezone.now(), "Orang", PACK[:8], counts)


def refuse(code: str, **facts: Any) -> Line:
    return replace(LINE, outcome=BAD, error=UserError(code, **facts))


def test_what_needs_eyes_stands_first_and_what_was_there_apart() -> None:
    lines = [replace(LINE, outcome=each, error=None) for each in (SAME, TAKEN, CONFLICT)]
    said = make_report(report(*lines, refuse("item-twice")), DOCUMENT)
    assert [line.outcome for line in said.lines] == [BAD, CONFLICT, TAKEN]
    assert [line.outcome for line in said.same] == [SAME]
    assert (said.taken, said.conflict, said.bad, said.pack) == (1, 1, 1, "3c7afb1b")


def test_before_it_is_done_it_is_said_to_come() -> None:
    words = {
        is_applied: make_report(report(LINE, is_applied=is_applied), DOCUMENT).lines[0].word
        for is_applied in (False, True)
    }
    assert words == {False: "akan diambil", True: "diambil"}


def test_a_line_shows_both_values_and_its_place() -> None:
    (line,) = make_report(report(LINE), DOCUMENT).lines
    assert (line.place, line.before, line.after) == ("K · C4", "5", "7")
    assert line.title.startswith("2 ")


def test_a_line_of_nothing_known_is_shown_as_it_was_found() -> None:
    unknown = replace(refuse("unknown-item"), item="99", title="99", before=None, after="x" * 999)
    (line,) = make_report(report(unknown), DOCUMENT).lines
    assert (line.title, line.before) == ("99", "")
    assert len(line.after) < 250
    assert "Unduh paket baru" in line.why


def test_whose_answer_is_newer_is_named() -> None:
    (line,) = make_report(report(replace(LINE, outcome=CONFLICT, who="Sari")), DOCUMENT).lines
    assert "oleh Sari" in line.why


def test_the_message_names_what_to_mend_and_ends_somewhere() -> None:
    bad = [refuse("bad-answer")] * (MOST_TOLD + 3)
    message = write_summary(ROW, report(LINE, *bad, is_applied=True), DOCUMENT)
    assert "Sekolah" in message
    assert "1 baris diambil, 18 tidak diambil" in message
    assert message.count("K · C4") == MOST_TOLD
    assert message.endswith("dan 3 lagi.")


def test_a_whole_pack_asks_for_nothing() -> None:
    message = write_summary(ROW, report(LINE, is_applied=True), DOCUMENT)
    assert "perbaiki" not in message


def test_the_message_is_indonesian_whatever_the_page_speaks() -> None:
    with translation.override("en"):
        assert "1 baris diambil" in write_summary(ROW, report(LINE), DOCUMENT)


def test_counts_leave_out_what_did_not_happen() -> None:
    assert say_counts({"taken": 2}) == "2 baris diambil"
    assert say_counts({"taken": 0, "bad": 1}) == "0 baris diambil, 1 tidak diambil"


def test_each_unit_has_its_newest_packs() -> None:
    moves = [move(taken=3), move(is_in=False), move(taken=1), move(unit=2, is_in=False)]
    first, second, third = make_units([(n, f"u{n}", f"Unit {n}") for n in (1, 2, 3)], moves)
    assert (first.came_words, first.out) == ("3 baris diambil", moves[1])
    assert (second.came, second.out) == (None, moves[3])
    assert (third.came, third.out) == (None, None)


@pytest.mark.parametrize("code", [
    "pack-unreadable", "pack-no-workbook", "pack-changed", "pack-foreign", "pack-old", "pack-gone",
    "pack-folder", "item-twice", "half-answered", "unknown-option", "unknown-item", "base-unknown",
])  # fmt: skip
def test_every_refusal_of_a_pack_has_words_in_both_languages(code: str) -> None:
    said = {}
    for language in ("id", "en"):
        with translation.override(language):
            said[language] = say_pack_refusal(UserError(code, found="x"), ROW)
    assert said["id"] != said["en"]
    assert all(text.endswith(".") and code not in text for text in said.values())
