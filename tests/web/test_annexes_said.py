"""All that the recap and the slides say, line by line."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests.shared import build_once
from tests.web.pekppp import Round3, make_round3
from tests.web.said.annexes import PACK, RECAP, SLIDES
from tests.web.told import tell_book, tell_deck
from tilik.web.papers.kinds import BY_CODE, draft
from tilik.web.papers.ministry import write_report
from tilik.web.papers.work import Draft, Work


@pytest.fixture(scope="module")
def _round3(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round3]:
    yield from build_once(django_db_blocker, make_round3)


@pytest.fixture
def round3(_round3: Round3, db: None) -> Round3:
    return _round3


def make(made: Round3, name: str) -> Draft:
    with translation.override("id"):
        return draft(Work(made.round), BY_CODE[name], None, "")


def tell_pack(made: Round3) -> Iterator[str]:
    """The report, and the first unit's sheet to copy from."""
    pack = make(made, "paket").pack
    yield from write_report(pack, "AAAA-BBBB-CCCC", "https://contoh.go.id/cek/", "").splitlines()
    yield from tell_book(pack.folders[0].sheet)


def test_the_recap_says_all_of_it(round3: Round3) -> None:
    book = make(round3, "rekap").book
    assert book
    sha = round3.round.instrument_version.sha256
    assert tuple(tell_book(book)) == tuple(line.replace("{sidik}", sha) for line in RECAP)


def test_the_slides_say_all_of_it(round3: Round3) -> None:
    deck = make(round3, "paparan").deck
    assert deck
    assert tuple(tell_deck(deck)) == SLIDES


def test_the_pack_s_report_and_sheet_say_all_of_it(round3: Round3) -> None:
    assert tuple(tell_pack(round3)) == PACK


@pytest.mark.parametrize("name", ["rekap", "paparan", "paket"])
def test_the_facts_hold_no_personal_value(round3: Round3, name: str) -> None:
    facts = str(make(round3, name).facts)
    for user in (round3.evaluator, round3.second, round3.head):
        assert str(user) not in facts
        assert user.person.nip not in facts


@pytest.mark.parametrize("name", ["rekap", "paparan", "paket"])
def test_other_words_of_an_evaluator_are_the_same_paper(round3: Round3, name: str) -> None:
    before = make(round3, name).facts
    round3.head.person.full_name = "Nama Lain"
    round3.head.person.save()
    assert make(round3, name).facts == before
