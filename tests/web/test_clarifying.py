"""The pages of klarifikasi: reply, decide, agree with the rest; nothing entered is lost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored, make_scored
from tests.world import make_phases, new_uuid
from tilik.actions.findings import write_finding
from tilik.actions.rounds import set_phases
from tilik.actions.sheets import open_sheet
from tilik.actions.units import add_service
from tilik.records.models import Adjudication, Finding, Objection

pytestmark = pytest.mark.django_db
OVERVIEW, UNIT = "klarifikasi/", "klarifikasi/sekolah/"


@shared
def scored() -> Scored:
    return make_scored()


def get_finding(scored: Scored, item: str) -> Finding:
    place = {"sheet__round": scored.round, "sheet__unit": scored.world.school}
    return Finding.objects.get(item=item, **place)


def send(client: Client, scored: Scored, **data: Any) -> Any:
    return client.post(scored.path(UNIT), data)


def test_the_unit_sees_level_reason_rule_and_state(scored: Scored) -> None:
    text = strip(read(scored.log_in(scored.world.operator), scored.path(UNIT)))
    assert "Sekolah: 2 temuan belum ditanggapi" in text
    assert "Menurut bukti." in text
    assert "Level 3" in text  # by the rule, beside the 2 the evaluator chose
    assert "Setujui 2 yang tersisa" in text


def test_an_objection_shows_to_both_sides_until_it_is_decided(scored: Scored) -> None:
    unit, office = scored.log_in(scored.world.operator), scored.log_in()
    finding = get_finding(scored, "1")
    assert (
        send(unit, scored, act="object", finding=finding.pk, reason="Ada SK 2023").status_code
        == 302
    )
    text = strip(read(office, scored.path(UNIT)))
    assert "Ada SK 2023" in text
    assert "1 keberatan menunggu keputusan" in strip(read(office, scored.path(OVERVIEW)))
    sent = send(
        office, scored, act="accepted", finding=finding.pk, level="3", reason="SK sah, hlm. 2"
    )
    assert sent["Location"].endswith("#butir-0")
    text = strip(read(unit, scored.path(UNIT)))
    assert "keberatan diterima" in text
    assert "SK sah, hlm. 2" in text
    assert Adjudication.objects.get().chosen == "3"


def test_what_could_not_be_kept_stays_in_its_fields(scored: Scored) -> None:
    unit, office = scored.log_in(scored.world.operator), scored.log_in()
    finding = get_finding(scored, "1")
    page = send(unit, scored, act="object", finding=finding.pk, reason=" ")
    assert page.status_code == 409
    assert "Tulis alasannya." in page.content.decode()
    send(unit, scored, act="object", finding=finding.pk, reason="Ada SK")
    page = send(office, scored, act="accepted", finding=finding.pk, reason="Benar adanya").content
    assert "Pilih level yang kini berlaku." in page.decode()
    assert ">Benar adanya</textarea>" in page.decode()


def test_a_page_sent_twice_replies_once(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    page = re.search(r'name="page" value="([^"]+)"', read(client, scored.path(UNIT)))
    assert page
    for _ in range(2):
        send(client, scored, act="object", finding=get_finding(scored, "1").pk, reason="Ada",
             page=page[1])  # fmt: skip
    assert Objection.objects.count() == 1


def test_agreeing_with_the_rest_closes_the_unit(scored: Scored) -> None:
    client = scored.log_in(scored.world.head)
    assert send(client, scored, act="agree-rest").status_code == 302
    text = strip(read(client, scored.path(UNIT)))
    assert "Sekolah: setiap temuan sudah ditanggapi" in text
    assert "yang tersisa" not in text


def test_after_the_last_day_the_page_is_read_only(scored: Scored) -> None:
    set_phases(by=scored.world.admin, round=scored.round, phases=make_phases(("reply",), days=-1))
    client = scored.log_in(scored.world.operator)
    page = read(client, scored.path(UNIT))
    assert "Waktunya sudah habis" in strip(page)
    assert 'value="object"' not in page
    sent = send(client, scored, act="agree", finding=get_finding(scored, "1").pk)
    assert sent.status_code == 409


def test_the_home_page_leads_to_what_waits(scored: Scored) -> None:
    set_phases(
        by=scored.world.admin, round=scored.round, phases=make_phases(("claim", "desk", "reply"))
    )
    unit, office = scored.log_in(scored.world.operator), scored.log_in()
    assert "2 temuan menunggu tanggapan Anda" in strip(read(unit, scored.path()))
    send(unit, scored, act="object", finding=get_finding(scored, "1").pk, reason="Ada")
    assert "1 keberatan menunggu keputusan" in strip(read(office, scored.path()))


def test_the_message_to_copy_is_in_indonesian_on_every_page(scored: Scored) -> None:
    client = scored.log_in()
    client.cookies["django_language"] = "en"
    text = strip(read(client, scored.path(OVERVIEW)))
    assert "Klarifikasi hasil sementara: Nilai contoh" in text
    assert "Clarification: 0 of 2 units done" in text


@pytest.mark.parametrize("rest", [OVERVIEW, UNIT])
def test_a_page_asks_few_queries(scored: Scored, rest: str) -> None:
    client = scored.log_in()
    with CaptureQueriesContext(connection) as queries:
        read(client, scored.path(rest))
    assert len(queries) <= 20


def test_a_finding_of_one_service_names_it_and_is_decided_by_itself(scored: Scored) -> None:
    world, findings = scored.world, {}
    for code, name in (("ktp", "KTP-el"), ("kia", "Kartu anak")):
        service = add_service(by=world.admin, unit=world.school, code=code, name=name)
        sheet = open_sheet(by=world.admin, round=scored.round, unit=world.school, form="E",
                           stage="field", service=service)  # fmt: skip
        findings[code] = write_finding(by=world.admin, sheet=sheet, item="1", chosen="2",
                                       remark=f"loket {code}", client_uuid=new_uuid())  # fmt: skip
    unit, office = scored.log_in(world.operator), scored.log_in()
    text = strip(read(unit, scored.path(UNIT)))
    assert "Layanan: KTP-el" in text and "Layanan: Kartu anak" in text
    send(unit, scored, act="object", finding=findings["ktp"].pk, reason="Loket sudah ada")
    send(office, scored, act="partly", finding=findings["ktp"].pk, level="4", reason="sebagian")
    assert Adjudication.objects.get().service == findings["ktp"].sheet.service
    text = strip(read(unit, scored.path(UNIT)))
    assert text.count("keberatan diterima sebagian") == 1
    assert "Layanan – → KTP-el" in strip(read(office, scored.path("riwayat/sekolah/E/1/"))).replace(
        "layanan", "Layanan"
    )
    leaf = read(office, scored.path("nilai/sekolah/E:1/"))
    assert "· KTP-el" in strip(leaf)


def test_an_unknown_finding_or_act_is_not_found(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    assert send(client, scored, act="agree", finding="999999").status_code == 404
    found = get_finding(scored, "1").pk
    assert send(client, scored, act="dance", finding=found).status_code == 404
    assert send(client, scored, act="rejected", finding=found).status_code == 404
