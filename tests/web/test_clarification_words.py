"""Klarifikasi in words: cards, lines and messages made of what stands."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from tests.shared import shared
from tests.web.scored import Scored, make_scored
from tests.world import new_uuid
from tilik.actions.clarification import decide, reply_to
from tilik.records.models import RoundUnit
from tilik.records.queries.clarification import UnitCount, list_states
from tilik.web.presenters.clarification import (
    Card,
    list_decisions,
    make_card,
    make_lines,
    say_state,
    write_call,
)

STATES = {
    "open": "belum ditanggapi",
    "agreed": "disetujui",
    "objected": "keberatan menunggu keputusan",
    "accepted": "keberatan diterima",
    "partly": "keberatan diterima sebagian",
    "rejected": "keberatan ditolak",
}


@shared
def scored() -> Scored:
    return make_scored()


def make_cards(scored: Scored, typed: dict[str, str] | None = None) -> dict[str, Card]:
    row = RoundUnit.objects.get(round=scored.round, unit=scored.world.school)
    document = scored.round.instrument_version.document
    cards = [make_card(document, n, state, typed) for n, state in enumerate(list_states(row))]
    return {card.code: card for card in cards}


def make_count(name: str, **counts: int) -> UnitCount:
    class Named:
        code = name

    row = RoundUnit(name=name.title())
    row._state.fields_cache["unit"] = Named()
    return UnitCount(row, sum(counts.values()), counts)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_words(state: str) -> None:
    with override("id"):
        assert say_state(state) == STATES[state]


def test_every_decision_has_a_button() -> None:
    with override("id"):
        words = dict(list_decisions())
    assert words == {
        "accepted": "Diterima", "partly": "Diterima sebagian", "rejected": "Ditolak",
    }  # fmt: skip


def test_units_with_undecided_objections_come_first_and_done_ones_last() -> None:
    lines = make_lines(
        [
            make_count("a", agreed=3),
            make_count("b", open=2, agreed=1),
            make_count("c", objected=1, agreed=2),
            make_count("d", objected=2, partly=1),
            make_count("e"),
        ]
    )
    assert [line.code for line in lines] == ["d", "c", "b", "e", "a"]
    by_code = {line.code: line for line in lines}
    assert (by_code["d"].replied, by_code["d"].waiting, by_code["d"].decided) == (3, 2, 1)
    assert by_code["a"].is_done
    assert not by_code["e"].is_done  # nothing found yet is not done


def test_a_card_names_the_row_of_the_rule_that_held(scored: Scored) -> None:
    with override("id"):
        card = make_cards(scored)["1"]
    assert card.suggested == "3"
    assert card.rule_row == "Selain itu → 3"
    assert [each.level for each in card.found] == ["2 – Tingkat 2"]
    assert card.found[0].remark == "Menurut bukti."
    assert (card.is_replied, card.is_decided, card.waits) == (False, False, False)


def test_a_card_without_a_rule_says_nothing_of_one(scored: Scored) -> None:
    card = make_cards(scored)["2"]
    assert (card.suggested, card.rule_row) == ("", "")


def test_a_decided_card_shows_the_level_that_stands(scored: Scored) -> None:
    card = make_cards(scored)["1"]
    state = next(
        each for each in list_states(RoundUnit.objects.get(round=scored.round, unit__code="sekolah"))
        if each.finding.pk == card.finding
    )  # fmt: skip
    reply = reply_to(
        by=scored.world.operator, finding=state.finding, agrees=False, reason="Ada",
        client_uuid=new_uuid(),
    )  # fmt: skip
    assert make_cards(scored)["1"].waits
    decide(by=scored.world.admin, objection=reply, decision="partly", reason="x", level="3")
    card = make_cards(scored)["1"]
    assert (card.settled, card.is_decided, card.waits) == ("3 – Tingkat 3", True, False)
    assert [each.level for each in card.found] == ["2 – Tingkat 2"]  # what was found stays found


def test_what_was_typed_and_not_kept_comes_back(scored: Scored) -> None:
    typed = {"reason": "Ada SK", "level": "4", "error": "Pilih level."}
    card = make_cards(scored, typed)["1"]
    assert (card.reason, card.error) == ("Ada SK", "Pilih level.")
    assert [choice.code for choice in card.choices if choice.is_chosen] == ["4"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_call_to_a_unit_speaks_indonesian(scored: Scored, language: str) -> None:
    until = datetime(2026, 12, 15, 15, 59, tzinfo=UTC)
    facts: list[Any] = [scored.round, "Sekolah", 2, until, "https://tilik.contoh.go.id/x"]
    with override(language):
        lines = write_call(*facts).splitlines()
    assert lines[0] == "*Klarifikasi hasil sementara: Nilai contoh*"
    assert lines[1] == "Sekolah: 2 temuan menunggu tanggapan."
    assert lines[3].startswith("Sampai 15 Desember 2026 23.59")
    assert lines[-1] == "https://tilik.contoh.go.id/x"
    assert len(write_call(scored.round, "Sekolah", 2, None, "x").splitlines()) == 4
