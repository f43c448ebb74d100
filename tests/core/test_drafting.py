"""Wording to begin from: dots that wait, lines not said twice, lists as decrees count them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.catalogue import (
    UNITS,
    Duration,
    find_waiting,
    list_lines,
    say_duration,
    write_waiting,
)
from tilik.core.decrees import find_facts
from tilik.core.drafting import Guide, Pattern, add_pattern, find_gap, print_component
from tilik.core.standards import Rule, Severity

WORD = st.text(alphabet="abcdefghij", min_size=3, max_size=8)
LINES = st.lists(WORD, min_size=1, max_size=6)


def pattern(words: str, *, leads: bool = False) -> Pattern:
    return Pattern("x", (), {"id": "", "en": ""}, words, leads)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("", None),
        ("Fotokopi KTP", None),
        ("Fotokopi KTP\nWhatsApp: … (nomor)", "WhatsApp: … (nomor)"),
        ("Telepon .....", "Telepon ....."),
        ("Telepon ____", "Telepon ____"),
        ("dan lain-lain ...", None),
        ("Rp 40.000", None),
    ],
)
def test_dots_that_wait_are_found_and_three_points_are_none(text: str, gap: str | None) -> None:
    assert find_gap(text) == gap


def test_a_pattern_goes_below_what_stands() -> None:
    assert (
        add_pattern("KTP", pattern("Kartu keluarga\nFormulir")) == "KTP\nKartu keluarga\nFormulir"
    )


def test_a_pattern_that_leads_goes_above() -> None:
    assert add_pattern("Pada hari kerja", pattern("… hari kerja", leads=True)) == (
        "… hari kerja\nPada hari kerja"
    )


def test_a_line_that_stands_there_is_not_said_twice() -> None:
    assert add_pattern("1. ktp\n2. Formulir", pattern("KTP\nKartu keluarga")) == (
        "1. ktp\n2. Formulir\nKartu keluarga"
    )


@given(LINES, LINES)
def test_taken_twice_a_pattern_changes_nothing_more(own: list[str], words: list[str]) -> None:
    once = add_pattern("\n".join(own), pattern("\n".join(words)))
    assert add_pattern(once, pattern("\n".join(words))) == once
    assert set(list_lines(once)) == set(own) | set(words)


def test_several_lines_are_printed_as_a_numbered_list() -> None:
    assert print_component(1, "KTP\nFormulir") == "1. KTP\n2. Formulir"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "KTP"),
        (1, "Umum:\na. KTP\nb. Formulir"),
        (2, "1. Pemohon: datang\n2. Petugas: memeriksa"),
        (3, "3 hari kerja\nBila kurang, dihitung lagi"),
        (4, "Baru: Rp 1.000\nDasar: Perda 1/2020"),
        (5, ""),
    ],
)
def test_one_line_own_numbers_promise_and_fee_are_printed_as_they_stand(
    number: int, text: str
) -> None:
    assert print_component(number, text) == text


@given(st.sampled_from(sorted(UNITS)), WORD, st.one_of(st.just(""), WORD))
def test_what_was_chosen_of_a_promise_without_its_number_is_read_back(
    unit: str, start: str, details: str
) -> None:
    assert find_waiting(write_waiting(unit, start, details)) == (unit, start, details)


def test_without_a_unit_only_the_details_are_kept() -> None:
    assert write_waiting("", "berkas lengkap", "Pada hari kerja") == "Pada hari kerja"


@pytest.mark.parametrize("text", ["", "3 hari kerja", "… saja", "Pada hari kerja\n… hari kerja"])
def test_a_text_that_promises_nothing_in_its_first_line_waits_for_no_number(text: str) -> None:
    assert find_waiting(text) is None


def test_a_waiting_promise_says_what_a_made_one_says() -> None:
    made = say_duration(Duration(Decimal(1), "hari-kerja", "berkas lengkap"))
    assert write_waiting("hari-kerja", "berkas lengkap", "") == made.replace("1", "…")


def test_a_pattern_is_found_by_its_component_and_code() -> None:
    words = {"id": "", "en": ""}
    one = Pattern("loket", (), words, "x")
    guide = Guide({2: (one,)}, {}, Rule("blank", Severity.ERROR, "refuses", words, words))  # type: ignore[arg-type]
    assert guide.get(2, "loket") is one
    assert guide.get(2, "daring") is None
    assert guide.get(3, "loket") is None


@pytest.mark.parametrize("dots", ["………………", ".......", "______", ": ....."])
def test_a_day_left_for_the_hand_is_not_taken_from_another_sentence(dots: str) -> None:
    body = f"NOMOR: 1\nBerita Acara tanggal 5 Mei 2024;\nDitetapkan di Kota\npada tanggal {dots}\n"
    assert find_facts(body) == {"number": "1"}
    assert find_facts(body.replace(dots, "6 Mei 2024"))["date"] == "2024-05-06"
