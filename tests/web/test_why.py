"""Why an indicator matters stands where it is filled in, checked and read, in the reader's language."""

from datetime import date

import pytest
from django.test import Client

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored
from tests.world import make_phases, make_world
from tilik.actions.instruments import store_version
from tilik.actions.rounds import Member, open_round
from tilik.actions.sheets import open_sheet
from tilik.library.load import load

pytestmark = pytest.mark.django_db
ITEM = "PENILAIAN/IN-3/"
WHY = "Pengawasan yang rutin menemukan kesalahan sebelum pengguna yang menemukannya."
ENGLISH = "Regular control finds mistakes before users do."


@shared
def scored() -> Scored:
    """A round of the Ombudsman whose units fill in the assessor's form itself."""
    world = make_world()
    round = open_round(
        by=world.admin, government=world.government, scheme="mandiri", title="Opini 2025",
        instrument_version=store_version(by=None, content=load("ombudsman-2025").content),
        period=(date(2025, 1, 1), date(2025, 12, 31)), phases=make_phases(),
        members=[Member(world.school)],
    )  # fmt: skip
    open_sheet(by=world.operator, round=round, unit=world.school, form="PENILAIAN")
    return Scored(world, round, {"sekolah": world.school})


def test_a_unit_reads_it_above_the_question_of_the_ombudsman(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    assert WHY in strip(read(client, scored.path(f"isian/sekolah/{ITEM}")))


@pytest.mark.parametrize("path", ["verifikasi/sekolah/", f"verifikasi/{ITEM}"])
def test_an_evaluator_reads_it_beside_the_unit_and_across_units(scored: Scored, path: str) -> None:
    page = strip(read(scored.log_in(scored.world.evaluator), scored.path(path)))
    assert page.count(WHY) == 1


def test_the_opened_line_of_a_unit_says_it_too(scored: Scored) -> None:
    client = scored.log_in(scored.world.evaluator)
    page = read(client, scored.path(f"verifikasi/{ITEM}?unit=sekolah"))
    assert WHY in strip(page.split('id="u-sekolah"')[1])


def test_anybody_reads_it_in_the_public_reader_in_both_languages(scored: Scored) -> None:
    client = Client()
    address = "/instrumen/ombudsman-2025/PENILAIAN/IN-3/"
    assert WHY in strip(read(client, address))
    client.cookies.load({"django_language": "en"})
    page = strip(read(client, address))
    assert ENGLISH in page and WHY not in page
