"""All that the papers say, line by line: a change of words or figures shows here."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.shared import build_once
from tests.web.pekppp import Round3, make_round3
from tests.web.said import minutes, minutes_none, minutes_open
from tests.web.scored import Scored, make_scored
from tests.web.told import tell
from tilik.web.papers.visit import make_minutes
from tilik.web.papers.work import Work


def make_both() -> tuple[Scored, Round3]:
    return make_scored(), make_round3()


@pytest.fixture(scope="module")
def _both(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Scored, Round3]]:
    yield from build_once(django_db_blocker, make_both)


@pytest.fixture
def small(_both: tuple[Scored, Round3], db: None) -> Work:
    return Work(_both[0].round)


@pytest.fixture
def work(_both: tuple[Scored, Round3], db: None) -> Work:
    return Work(_both[1].round)


def minute(work: Work, unit: str) -> tuple[str, ...]:
    (member,) = (each for each in work.members if each.unit.code == unit)
    return tuple(tell(make_minutes(work, member)))


def test_the_minutes_of_a_whole_unit_say_all_of_it(small: Work, work: Work) -> None:
    assert minute(small, "sekolah") == minutes.SCHOOL
    assert minute(work, "dinas") == minutes.OFFICE


def test_the_minutes_of_an_open_unit_say_what_is_missing(small: Work, work: Work) -> None:
    assert minute(small, "klinik") == minutes_open.CLINIC
    assert minute(work, "rumah-sakit") == minutes_open.HOSPITAL


def test_the_minutes_of_a_unit_not_begun_show_no_part_of_forms_nobody_used(work: Work) -> None:
    told = minute(work, "kantor")
    assert told == minutes_none.BUREAU
    rows = [line for line in told if line.startswith("| Penilaian") or "F-0" in line]
    assert rows == [
        "| Penilaian evaluator (F-02) | 75\u00a0% | 0,00–5,00",
        "| Penilaian pengguna layanan (F-03) | 25\u00a0% | 0,00–5,00",
    ]
    assert sum("Lengkapi penilaian" in line for line in told) == 31
