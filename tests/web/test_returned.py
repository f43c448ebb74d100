"""What the unit sees of returned items: first, with remark and deadline, only these open."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.shared import build_once
from tests.web.scored import Scored, make_round
from tests.world import in_days, make_world
from tilik.actions.findings import return_finding
from tilik.actions.sheets import approve_sheet, send_sheet
from tilik.records.models import Answer, Finding, Sheet

pytestmark = pytest.mark.django_db
PAGE, CLAIM = "dikembalikan/sekolah/", "isian/sekolah/"
FIRST, SECOND = "isian/sekolah/K/a/", "isian/sekolah/K/b/"


def make() -> Scored:
    """The school's approved form, checked; the second indicator is returned."""
    made = make_round(make_world())
    made.claim("sekolah", i1="ya", i2="4", i3=["papan"])
    sheet = Sheet.objects.get(round=made.round, form="K")
    send_sheet(by=made.world.operator, sheet=sheet)
    approve_sheet(by=made.world.head, sheet=sheet)
    made.find("sekolah", "1", "3")
    made.find("sekolah", "2", "4")
    give_back(made, "2", "Foto buram.")
    return made


def give_back(scored: Scored, item: str, reason: str, days: int = 3) -> None:
    finding = Finding.objects.get(sheet__round=scored.round, item=item)
    return_finding(by=scored.world.evaluator, finding=finding, reason=reason, until=in_days(days))


@pytest.fixture(scope="module")
def _scored(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scored]:
    yield from build_once(django_db_blocker, make)


@pytest.fixture
def scored(_scored: Scored, db: None) -> Scored:
    return deepcopy(_scored)


@pytest.fixture
def operator(scored: Scored) -> Client:
    return scored.log_in(scored.world.operator)


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def change(client: Client, scored: Scored, path: str, code: str, value: str) -> int:
    """The status after the page's form was sent with another answer."""
    page = read(client, scored.path(path))
    base = re.search(rf'name="base-{code}" value="(\d*)"', page)
    fields = {f"base-{code}": base[1] if base else "", f"seen-{code}": "", f"v-{code}": value}
    return client.post(scored.path(path), {**fields, "page": "p"}).status_code


def get_value(scored: Scored, item: str) -> Any:
    answer = Answer.objects.get(sheet__round=scored.round, sheet__form="K", item=item)
    return answer.revision.value


def test_the_form_says_first_what_was_returned(scored: Scored, operator: Client) -> None:
    page = read(operator, scored.path(CLAIM))
    assert "1 indikator dikembalikan" in page
    assert page.index("1 indikator dikembalikan") < page.index("<h1>")


def test_each_returned_indicator_has_its_remark_and_the_ways_to_mend_it(
    scored: Scored, operator: Client
) -> None:
    page = read(operator, scored.path(PAGE))
    assert "1 indikator untuk diperbaiki" in strip(page)
    assert "Foto buram." in page
    assert f'href="{scored.path(SECOND)}"' in page
    assert f'href="{scored.path("bukti/sekolah/butir/E/2/")}"' in page
    assert "Standar" not in strip(page).split("untuk diperbaiki")[1]


def test_the_returned_indicator_is_open_and_shows_the_remark(
    scored: Scored, operator: Client
) -> None:
    page = read(operator, scored.path(SECOND))
    assert "Foto buram." in page
    assert "hx-post" in page
    assert change(operator, scored, SECOND, "3", "situs") == 200
    assert get_value(scored, "3") == ["situs"]


def test_the_other_indicators_stay_closed(scored: Scored, operator: Client) -> None:
    page = read(operator, scored.path(FIRST))
    assert "hx-post" not in page
    assert change(operator, scored, FIRST, "2", "9") == 409
    assert get_value(scored, "2") == "4"


def test_sent_again_it_leaves_the_list_and_the_evaluator_sees_it_is_back(
    scored: Scored, operator: Client
) -> None:
    change(operator, scored, SECOND, "3", "situs")
    operator.post(scored.path(PAGE), {"item": "E:2"})
    assert "1 butir dikirim ulang" in strip(read(operator, scored.path(PAGE)))
    assert "Tidak ada yang dikembalikan" in read(operator, scored.path(PAGE))
    assert "hx-post" not in read(operator, scored.path(SECOND))
    board = read(scored.log_in(scored.world.evaluator), scored.path("verifikasi/E/2/"))
    line = strip(board.split('id="u-sekolah"')[1].split("</section>")[0])
    assert "kembali dari unit" in line
    assert "berubah sejak terakhir Anda lihat" in line
    assert "Papan → Situs" in line
    index = strip(read(scored.log_in(scored.world.evaluator), scored.path("verifikasi/")))
    assert "1 butir sudah kembali dari unit" in index


def test_all_are_sent_again_at_once_but_those_whose_time_is_over(
    scored: Scored, operator: Client
) -> None:
    give_back(scored, "1", "Lampirkan keputusan.", days=1)
    page = strip(read(operator, scored.path(PAGE)))
    assert "2 indikator untuk diperbaiki" in page
    assert page.index("Lampirkan keputusan.") < page.index("Foto buram.")
    past = timezone.now() - timedelta(hours=1)
    Finding.objects.filter(sheet__round=scored.round, item="1").update(returned_until=past)
    operator.post(scored.path(PAGE))
    back = Finding.objects.filter(sheet__round=scored.round, resent_at__isnull=False)
    assert [each.item for each in back] == ["2"]
    page = strip(read(operator, scored.path(PAGE)))
    assert "waktu habis sejak" in page
    assert "Mintalah perpanjangan kepada evaluator" in page


def test_one_whose_time_is_over_cannot_be_sent(scored: Scored, operator: Client) -> None:
    past = timezone.now() - timedelta(hours=1)
    Finding.objects.filter(sheet__round=scored.round, item="2").update(returned_until=past)
    operator.post(scored.path(PAGE), {"item": "E:2"})
    assert not Finding.objects.filter(resent_at__isnull=False).exists()
    assert "hx-post" not in read(operator, scored.path(SECOND))


def test_evidence_of_the_returned_indicator_alone_can_be_added(
    scored: Scored, operator: Client
) -> None:
    assert "data-add" in read(operator, scored.path("bukti/sekolah/butir/E/2/"))
    assert "data-add" not in read(operator, scored.path("bukti/sekolah/butir/E/1/"))


@pytest.mark.parametrize("who", ["evaluator", "leader"])
def test_who_does_not_fill_in_sees_and_sends_nothing(scored: Scored, who: str) -> None:
    client = scored.log_in(getattr(scored.world, who))
    assert "Kirim ulang" not in strip(read(client, scored.path(PAGE)))
    assert client.post(scored.path(PAGE), {"item": "E:2"}).status_code == 403
    assert not Finding.objects.filter(resent_at__isnull=False).exists()
