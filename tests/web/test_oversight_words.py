"""Products of the Ombudsman in words: when they are due, what is said of them, what decides."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from tilik.actions.ledger import Ledger
from tilik.core.instrument import Gap, Key
from tilik.core.oversight import LEDGER, OWN
from tilik.records.models import AuditEvent, OversightProduct, Unit
from tilik.web.presenters.oversight import (
    Line,
    list_kinds,
    list_states,
    make_deciding,
    make_events,
    make_line,
    say_heading,
    sort_lines,
)

TODAY = date(2026, 11, 24)
PLACE = Key("PEMDA", "PATUH")
QUESTION: Mapping[str, Any] = {
    "code": "PATUH",
    "kind": "choice",
    "options": [
        {"code": "tinggi", "title": {"id": "Tinggi", "en": "High"}},
        {"code": "rendah", "title": {"id": "Rendah", "en": "Low"}},
        {"code": "tidak-ada", "title": {"id": "Tidak ada", "en": "None"}},
    ],
}
SUFFIX: Mapping[str, Any] = {
    "item": "PEMDA:PATUH",
    "is": "tinggi",
    "text": {"id": "Tanpa Maladministrasi", "en": "Without Maladministration"},
    "ledger": {"settled": "tinggi", "none": "tidak-ada"},
}
DOCUMENT: Mapping[str, Any] = {"options": {}, "forms": [{"code": "PEMDA", "items": [QUESTION]}]}


def make_product(**values: Any) -> OversightProduct:
    """A product that is not stored."""
    usual = {"pk": 1, "kind": "saran", "number": "T/1", "subject": "Perbaiki", "state": "open"}
    return OversightProduct(**{**usual, "received_on": date(2026, 10, 1), **values})


def make_one(**values: Any) -> Line:
    return make_line(make_product(**values), TODAY)


def make_ledger(state: str, option: str | None, source: str, *rows: OversightProduct) -> Ledger:
    return Ledger(PLACE, option, state, source, rows)


def decide(ledger: Ledger) -> Any:
    return make_deciding(ledger, SUFFIX, None, DOCUMENT, QUESTION, TODAY)


# ---- when ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "indonesian", "english", "is_late"),
    [
        (-400, "400 hari terlambat", "400 days late", True),
        (-1, "1 hari terlambat", "1 day late", True),
        (0, "batas waktunya hari ini", "due today", False),
        (1, "1 hari lagi", "1 day left", False),
        (30, "30 hari lagi", "30 days left", False),
    ],
)
def test_time_is_told_from_the_day_on_which_it_is_read(
    days: int, indonesian: str, english: str, is_late: bool
) -> None:
    due = TODAY + timedelta(days=days)
    for language, words in (("id", indonesian), ("en", english)):
        with override(language):
            line = make_one(due=due, received_on=date(2020, 1, 1))
            assert (line.when, line.is_late) == (words, is_late)


@pytest.mark.parametrize("state", ["partly", "disputed"])
def test_what_is_not_settled_whole_may_be_late(state: str) -> None:
    line = make_one(state=state, due=TODAY - timedelta(days=2))
    assert line.is_late
    assert not line.is_done


def test_what_is_settled_is_never_late() -> None:
    line = make_one(state="done", due=TODAY - timedelta(days=2), settled_on=TODAY, proof="Surat")
    assert (line.is_done, line.is_late, line.when) == (True, False, "")


def test_without_a_deadline_nothing_is_late() -> None:
    with override("id"):
        assert make_one().when == "tanpa batas waktu"
    assert not make_one().is_late


def test_whom_it_is_addressed_to_is_named() -> None:
    with override("id"):
        assert make_one().unit == "pemerintah daerah secara keseluruhan"
        assert make_one(unit=Unit(name="Dinas Sosial")).unit == "Dinas Sosial"


# ---- in what order ---------------------------------------------------------------------


def test_the_first_due_stands_first_and_the_settled_last() -> None:
    lines = [
        make_one(pk=1, state="done"),
        make_one(pk=2),
        make_one(pk=3, due=TODAY + timedelta(days=3)),
        make_one(pk=4, due=TODAY - timedelta(days=3)),
        make_one(pk=5, received_on=date(2026, 1, 1)),
    ]
    assert [line.pk for line in sort_lines(lines)] == [4, 3, 5, 2, 1]


@pytest.mark.parametrize(
    ("products", "heading"),
    [
        ([], "Produk Ombudsman"),
        ([{"state": "done"}], "Semua produk Ombudsman selesai ditindaklanjuti"),
        ([{}, {}], "2 produk Ombudsman terbuka, tidak ada yang terlambat"),
        ([{}, {"due": date(2026, 11, 1)}], "1 produk Ombudsman terlambat"),
        ([{"state": "done", "due": date(2026, 11, 1)}, {}], "1 produk Ombudsman terbuka"),
    ],
)
def test_the_heading_is_the_finding(products: list[dict[str, Any]], heading: str) -> None:
    with override("id"):
        assert say_heading([make_one(**each) for each in products]).startswith(heading)


def test_every_kind_and_state_has_words_of_its_own() -> None:
    with override("id"):
        for pairs in (list_kinds(), list_states()):
            assert len({words for _code, words in pairs}) == len(pairs)
        assert dict(list_kinds())["tindakan-korektif"] == "tindakan korektif"


# ---- what decides ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "option", "finding", "is_given"),
    [
        (
            "settled",
            "tinggi",
            "Semua produk yang terbuka pada periode ini selesai: “Tinggi”.",
            True,
        ),
        ("none", "tidak-ada", "Tidak ada produk yang terbuka pada periode ini", False),
        ("open", None, "batas tingkat lainnya tidak diumumkan", False),
    ],
)
def test_the_ledger_says_what_it_amounts_to(
    state: str, option: str | None, finding: str, is_given: bool
) -> None:
    with override("id"):
        made = decide(make_ledger(state, option, LEDGER))
    assert finding in made.finding
    assert made.is_given is is_given
    assert made.is_ledger
    assert made.text == "Tanpa Maladministrasi"


def test_the_rows_behind_it_are_told() -> None:
    rows = (make_product(), make_product(pk=2, number="T/2", state="done", settled_on=TODAY))
    made = decide(make_ledger("open", None, LEDGER, *rows))
    assert [line.number for line in made.lines] == ["T/1", "T/2"]


def test_by_hand_nothing_entered_gives_no_suffix_whatever_the_ledger_holds() -> None:
    with override("id"):
        made = decide(make_ledger("settled", "tinggi", OWN, make_product()))
    assert not made.is_given
    assert made.own == "belum dijawab"
    assert "isian tangan" in made.why


def test_the_answer_of_the_ledger_is_a_level_or_a_gap_never_both() -> None:
    settled = make_ledger("settled", "tinggi", LEDGER).make_answer()
    waits = make_ledger("open", None, LEDGER).make_answer()
    assert (settled.key, settled.value, settled.gap) == (PLACE, "tinggi", None)
    assert (waits.key, waits.value, waits.gap) == (PLACE, None, Gap.NOT_COMPUTABLE)
    assert settled.stage == waits.stage == "final"


def test_a_freeze_is_told_every_row() -> None:
    product = make_product(unit=Unit(code="dinsos"), due=date(2026, 12, 1))
    told = make_ledger("open", None, LEDGER, product).describe()
    assert told == {
        "item": "PEMDA:PATUH",
        "state": "open",
        "option": None,
        "products": [["T/1", "saran", "dinsos", "2026-10-01", "2026-12-01", "open", ""]],
    }


# ---- its story ---------------------------------------------------------------------------


def tell(verb: str, diff: dict[str, Any]) -> Any:
    event = AuditEvent(verb=verb, diff=diff, at=datetime(2026, 11, 24, tzinfo=UTC))
    with override("id"):
        return make_events([event], {})[0]


@pytest.mark.parametrize(
    ("name", "pair", "words"),
    [
        ("state", ["open", "done"], "Keadaan: belum ditindaklanjuti → selesai"),
        ("due", [None, "2026-12-01"], "Batas waktu: – → 1 Desember 2026"),
        ("kind", ["saran", "rekomendasi"], "Jenis: saran → rekomendasi"),
        ("number", ["T/1", "T/2"], "Nomor: T/1 → T/2"),
        ("subject", ["abc", "def"], "Yang diminta"),
        ("unit", [3, 4], "Unit"),
    ],
)
def test_a_change_is_told_and_what_somebody_wrote_is_only_named(
    name: str, pair: list[Any], words: str
) -> None:
    assert tell("oversight.change", {name: pair}).changes == (words,)


def test_of_a_new_product_only_that_it_is_new_is_told() -> None:
    made = tell("oversight.add", {"number": [None, "T/1"]})
    assert (made.what, made.changes) == ("mencatat produk Ombudsman", ())
