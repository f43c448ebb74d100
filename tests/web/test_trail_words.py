"""Values of the trail in words, one by one."""

from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.world import DOCUMENT
from tilik.web.presenters.fields import Around, say_field, say_pair
from tilik.web.presenters.visiting import Stay, UnitLine, say_units

ITEM = {**DOCUMENT["forms"][1]["items"][0], "scale": ["0", "5"]}
AROUND = Around(DOCUMENT, ITEM, "Sekolah", {"user": {7: "Bu Ani, Staf"}, "document": {3: "SK"}})


def tell(name: str, before: Any, after: Any, language: str = "id") -> list[tuple[str, str, str]]:
    with override(language), timezone.override("Asia/Makassar"):
        return list(say_pair(name, [before, after], AROUND))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("agrees", True, "ya"),
        ("agrees", False, "tidak"),
        ("until", "2025-04-01T15:59:00+00:00", "1 April 2025 23.59 WITA"),
        ("until", "2025-04-01 23:59:00+08:00", "1 April 2025 23.59 WITA"),
        ("extended_until", "2025-04-01T16:00:00+00:00", "2 April 2025 00.00 WITA"),
        ("set_aside_at", "2025-12-31T20:00:00+00:00", "1 Januari 2026 04.00 WITA"),
        ("signed_on", "2025-03-10", "10 Maret 2025"),
        ("planned_for", "2026-11-26", "26 November 2026"),
        ("stage", "desk", "verifikasi dokumen"),
        ("stage", "field", "verifikasi lapangan"),
        ("role", "evaluator", "evaluator"),
        ("role", "kepala-unit", "kepala unit"),
        ("status", "returned", "dikembalikan"),
        ("status", "lain", "lain"),
        ("kind", "daring", "verifikasi daring"),
        ("kind", "photo", "foto"),
        ("kind", "signature", "tanda tangan"),
        ("kind", "sesuatu", "sesuatu"),
        ("user", 7, "Bu Ani, Staf"),
        ("user", 8, "–"),
        ("document", 3, "SK"),
        ("unit", "sekolah", "Sekolah"),
        ("size", 2048, "2,0 KB"),
        ("responses", 12500, "12.500"),
        ("sha256", "ab" * 32, "sidik digital abababab…"),
        ("receipt", "cd" * 32, "sidik digital cdcdcdcd…"),
        ("title", "ef" * 32, "(teks)"),
        ("number", "800/1/2025", "800/1/2025"),
        ("number", "2025-13-45", "2025-13-45"),
        ("pack", "0123456789-abc", "01234567"),
        ("decree", "x" * 100, "x" * 79 + "…"),
        ("question", ["a", "b"], "a, b"),
        ("n", None, "–"),
        ("n", "", "–"),
        ("n", [], "–"),
    ],
)
def test_a_value_is_said_as_people_say_it(name: str, value: Any, words: str) -> None:
    ((_field, before, after),) = tell(name, None, value)
    assert (before, after.replace("\xa0", " ")) == ("–", words)


def test_english_says_it_in_english() -> None:
    assert tell("until", None, "2025-04-01T15:59:00+00:00", "en") == [
        ("until", "–", "1 April 2025 23:59 WITA")
    ]
    assert tell("status", "waiting", "accepted", "en")[0][2] == "accepted"


def test_a_level_is_said_by_its_scale() -> None:
    assert tell("level", "2", "3")[0][1:] == ("2", "3")


MARCH, APRIL = "1741000000.0", "1743600000.0"


def test_of_a_calendar_only_what_moved_is_told() -> None:
    stays = ["isi", "Pengisian", "claim", MARCH, APRIL]
    before = [stays, ["cek", "Cek", "desk", MARCH, APRIL], ["lama", "Lama", "field", MARCH, APRIL]]
    after = [
        stays,
        ["cek", "Cek", "desk", MARCH, "1743700000.0"],
        ["baru", "Baru", "final", MARCH, APRIL],
    ]
    told = tell("phases", before, after)
    assert [title for title, _before, _after in told] == ["Cek", "Lama", "Baru"]
    moved, gone, new = told
    assert moved[1].endswith("2 April 2025 21.20 WITA")
    assert moved[2].endswith("4 April 2025 01.06 WITA")
    assert (gone[2], new[1]) == ("–", "–")
    assert tell("phases", [stays], [stays]) == []


def test_a_known_phase_is_named_in_the_language_of_the_page() -> None:
    row = ["desk", "Verifikasi dokumen", "desk", MARCH, APRIL]
    assert tell("phases", [], [row], "en")[0][0] == "Document check"
    assert tell("phases", [], [row])[0][0] == "Verifikasi dokumen"


def test_a_field_nobody_named_yet_is_shown_as_it_is() -> None:
    assert say_field("tak-dikenal") == "tak-dikenal"


# --- How many units were seen ---------------------------------------------------------------------

STAY = Stay("u", "lapangan", "selesai", "", True, False)


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([], "0 unit punya kunjungan"),
        ([((STAY,), 0)], "1 unit punya kunjungan"),
        ([((STAY,), 4)], "1 unit punya kunjungan"),
        ([((), 4)], "0 unit punya kunjungan, 1 dicek lapangan tanpa kunjungan"),
        ([((), 0), ((), 0)], "0 unit punya kunjungan, 2 belum dicek lapangan"),
        (
            [((STAY,), 0), ((), 2), ((), 0)],
            "1 unit punya kunjungan, 1 dicek lapangan tanpa kunjungan, 1 belum dicek lapangan",
        ),
    ],
)
def test_every_unit_is_counted_once(units: list[tuple[Any, int]], words: str) -> None:
    lines = [UnitLine(str(n), str(n), *each) for n, each in enumerate(units)]
    with override("id"):
        assert say_units(lines) == words
