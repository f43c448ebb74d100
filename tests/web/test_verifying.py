"""The evaluator's sheet: claim, rule and finding side by side; a reason where one is due."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.shared import shared
from tests.web.scored import USERS, Scored, make_document, make_round
from tests.world import make_government, make_user, make_world, new_uuid
from tilik.actions.assigning import confirm
from tilik.actions.findings import adjudicate, return_finding
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.records.models import AnswerRevision, Finding, Sheet
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
SHEET = "verifikasi/sekolah/"


@shared
def scored() -> Scored:
    """The school claims level 3 on the first indicator and one medium on the second."""
    made = make_round(make_world())
    made.claim("sekolah", i1="ya", i2="4", i3=["papan"])
    return made


@pytest.fixture
def evaluator(scored: Scored) -> Client:
    return scored.log_in(scored.world.evaluator)


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def get_card(page: str, n: int) -> str:
    return page.split(f'id="butir-{n}"')[1].split("</section>")[0]


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def choose(client: Client, path: str, item: str, value: str, **rest: Any) -> HttpResponse:
    """The answer to one card sent as a plain form."""
    page = read(client, path)
    card = next(
        part for part in page.split("<section")[1:] if f'name="item" value="{item}"' in part
    )
    base = re.search(r'name="base" value="(\d*)"', card)
    fields = {
        "item": item,
        "value": value,
        "remark": "",
        "page": "p",
        "base": base[1] if base else "",
    }
    headers = rest.pop("headers", {})
    return client.post(path, {**fields, **rest}, headers=headers)


def get_level(scored: Scored, item: str) -> Any:
    finding = Finding.objects.filter(sheet__round=scored.round, item=item).first()
    return finding.revision.value if finding and finding.revision else None


def test_claim_rule_and_finding_stand_side_by_side(scored: Scored, evaluator: Client) -> None:
    card = strip(get_card(read(evaluator, scored.path(SHEET)), 0))
    assert "1 Ada standar? Ya" in card
    assert "2 Berapa layanan? 4" in card
    assert "Level 3 Tingkat 3" in card
    assert "3 – Tingkat 3 ◆ menurut aturan" in card


def test_nothing_is_chosen_before_somebody_chooses(scored: Scored, evaluator: Client) -> None:
    page = read(evaluator, scored.path(SHEET))
    assert " checked" not in page
    assert "0 dari 2 indikator diverifikasi" in strip(page)
    assert not Sheet.objects.filter(round=scored.round, stage="desk").exists()


def test_the_level_of_the_rule_needs_no_reason(scored: Scored, evaluator: Client) -> None:
    response = choose(evaluator, scored.path(SHEET), "1", "3", go="next")
    assert response.headers["Location"] == f"{scored.path(SHEET)}#butir-1"
    assert get_level(scored, "1") == "3"
    page = read(evaluator, scored.path(SHEET))
    assert "1 dari 2 indikator diverifikasi" in strip(page)
    assert "is-done" in get_card(page, 0) or 'check is-done" id="butir-0"' in page


def test_another_level_needs_a_reason_and_nothing_is_lost_without(
    scored: Scored, evaluator: Client
) -> None:
    response = choose(evaluator, scored.path(SHEET), "1", "1")
    assert response.status_code == 409
    card = get_card(response.content.decode(), 0)
    assert "menurut aturan levelnya 3" in card
    assert re.search(r'value="1" data-key="1" checked', card)
    assert get_level(scored, "1") is None
    choose(evaluator, scored.path(SHEET), "1", "1", remark="Hanya rancangan.")
    assert get_level(scored, "1") == "1"


def test_where_the_rubric_is_silent_the_evaluator_says_why(
    scored: Scored, evaluator: Client
) -> None:
    scored.claim("sekolah", i2="0")
    page = read(evaluator, scored.path(SHEET))
    assert "Rubrik tidak mengatur hal ini: Tidak ada layanan" in strip(page)
    assert "Di sini perlu catatan." in page
    response = choose(evaluator, scored.path(SHEET), "1", "2")
    assert "Anda yang menetapkan" in response.content.decode()
    choose(evaluator, scored.path(SHEET), "1", "2", remark="Menurut bukti.")
    assert get_level(scored, "1") == "2"


def test_an_indicator_without_a_rule_is_the_evaluators_alone(
    scored: Scored, evaluator: Client
) -> None:
    card = strip(get_card(read(evaluator, scored.path(SHEET)), 1))
    assert "tidak memuat aturan" in card
    choose(evaluator, scored.path(SHEET), "2", "5")
    assert get_level(scored, "2") == "5"


def test_a_choice_taken_back_is_open_again_and_not_zero(scored: Scored, evaluator: Client) -> None:
    choose(evaluator, scored.path(SHEET), "2", "5")
    choose(evaluator, scored.path(SHEET), "2", "")
    assert "0 dari 2 indikator diverifikasi" in strip(read(evaluator, scored.path(SHEET)))
    assert AnswerRevision.objects.filter(value="5").exists()


def test_what_the_unit_did_not_say_is_shown_as_not_answered(
    scored: Scored, evaluator: Client
) -> None:
    page = read(evaluator, scored.path("verifikasi/klinik/"))
    assert "1 Ada standar? belum dijawab" in strip(get_card(page, 0))
    assert "is-unknown" in get_card(page, 0)


def test_a_key_press_keeps_the_choice_in_place(scored: Scored, evaluator: Client) -> None:
    response = choose(evaluator, scored.path(SHEET), "1", "3", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert 'data-done="yes"' in page
    assert "1/2" in strip(page)
    assert get_level(scored, "1") == "3"


def test_documents_and_field_are_two_sheets(scored: Scored, evaluator: Client) -> None:
    days = timedelta(days=3)
    now = timezone.now()
    plans = [PhasePlan(s, s, s, now - days, now + days) for s in ("desk", "field")]
    set_phases(by=scored.world.admin, round=scored.round, phases=plans)
    choose(evaluator, scored.path(SHEET), "1", "3")
    field = scored.path(f"{SHEET}?tahap=lapangan&form=E")
    assert "0 dari 2 indikator diverifikasi" in strip(read(evaluator, field))
    choose(evaluator, field, "1", "2", remark="Di loket tidak ada.")
    stages = {sheet.stage for sheet in Sheet.objects.filter(round=scored.round, form="E")}
    assert stages == {"desk", "field"}


def test_the_stage_whose_time_it_is_comes_first(scored: Scored, evaluator: Client) -> None:
    now, day = timezone.now(), timedelta(days=1)
    plans = [
        PhasePlan("desk", "desk", "desk", now - 9 * day, now - day),
        PhasePlan("field", "field", "field", now - day, now + day),
    ]
    set_phases(by=scored.world.admin, round=scored.round, phases=plans)
    page = read(evaluator, scored.path(SHEET))
    tabs = page.split('class="tabs"')[1].split("</ul>")[0]
    assert "Verifikasi lapangan" in tabs.split("aria-current")[1]


def test_a_closed_stage_can_be_read_only(scored: Scored, evaluator: Client) -> None:
    past = timezone.now() - timedelta(days=2)
    plan = PhasePlan("desk", "desk", "desk", past - timedelta(days=2), past)
    set_phases(by=scored.world.admin, round=scored.round, phases=[plan])
    page = read(evaluator, scored.path(SHEET))
    assert "hx-post" not in page
    assert "Waktunya sudah habis" in page
    assert choose(evaluator, scored.path(SHEET), "1", "3").status_code == 409
    assert get_level(scored, "1") is None


def test_two_evaluators_have_sheets_of_their_own(scored: Scored, evaluator: Client) -> None:
    choose(evaluator, scored.path(SHEET), "1", "3")
    second = make_user(scored.world.government, Role.EVALUATOR)
    other = scored.log_in(second)
    assert "0 dari 2 indikator diverifikasi" in strip(read(other, scored.path(SHEET)))
    choose(other, scored.path(SHEET), "1", "2", remark="Berbeda.")
    levels = Finding.objects.filter(sheet__round=scored.round, item="1")
    assert sorted(found.revision.value for found in levels) == ["2", "3"]


def test_the_same_sheet_open_twice_overwrites_nothing(scored: Scored) -> None:
    """Administrators share one sheet: they have no evaluator's seat."""
    second = make_user(scored.world.government, Role.ADMIN)
    one, two = scored.log_in(), scored.log_in(second)
    path = scored.path(SHEET)
    choose(one, path, "2", "4")
    response = two.post(path, {"item": "2", "value": "1", "page": "q", "base": ""})
    assert response.status_code == 409
    assert "Orang 1, Staf memilih pada" in response.content.decode()
    assert get_level(scored, "2") == "4"
    theirs = re.search(r'name="theirs" value="(\d+)"', get_card(response.content.decode(), 1))
    assert theirs is not None
    again = {"item": "2", "value": "1", "page": "q", "base": "", "theirs": theirs[1]}
    two.post(path, {**again, "go": "theirs"})
    assert get_level(scored, "2") == "4"
    two.post(path, {**again, "go": "mine"})
    assert get_level(scored, "2") == "1"


def test_what_was_returned_and_settled_stands_on_the_card(
    scored: Scored, evaluator: Client
) -> None:
    choose(evaluator, scored.path(SHEET), "1", "3")
    finding = Finding.objects.get(sheet__round=scored.round, item="1")
    return_finding(by=scored.world.evaluator, finding=finding, reason="Lampirkan keputusan")
    adjudicate(
        by=scored.world.admin, round=scored.round, unit=scored.world.school, form="E", item="1",
        chosen="2", reason="Rapat", client_uuid=new_uuid(),
    )  # fmt: skip
    card = strip(get_card(read(evaluator, scored.path(SHEET)), 0))
    assert "Dikembalikan ke unit: Lampirkan keputusan" in card
    assert "Diputus: level 2" in card


def test_an_instrument_without_a_claim_form_shows_the_units_own_level() -> None:
    world = make_world("64.09")
    evaluation = make_document()["forms"][1]
    items = [{k: v for k, v in item.items() if k != "rule"} for item in evaluation["items"]]
    scored = make_round(world, version=2, forms=[{**evaluation, "items": items}, USERS])
    operator = scored.log_in(world.operator)
    operator.post(scored.path("isian/sekolah/"), {"act": "open", "form": "E"})
    fields = {"v-1": "4", "seen-1": "", "base-1": "", "page": "x"}
    operator.post(scored.path("isian/sekolah/E/1/"), fields)
    card = strip(get_card(read(scored.log_in(world.evaluator), scored.path(SHEET)), 0))
    assert "Level menurut unit 4 – Tingkat 4" in card


def test_only_who_may_find_sees_the_sheet(scored: Scored) -> None:
    for person in (scored.world.operator, scored.world.head, scored.world.leader):
        assert scored.log_in(person).get(scored.path(SHEET)).status_code == 403
    stranger = make_user(make_government("64.09", "Kabupaten Lain"), Role.EVALUATOR)
    assert scored.log_in(stranger).get(scored.path(SHEET)).status_code == 404


@pytest.mark.parametrize("rest", ["?tahap=akhir", "?form=X"])
def test_a_stage_or_form_that_is_not_there_is_not_found(
    scored: Scored, evaluator: Client, rest: str
) -> None:
    assert evaluator.get(scored.path(SHEET + rest)).status_code == 404


def test_an_indicator_that_is_not_there_is_refused(scored: Scored, evaluator: Client) -> None:
    fields = {"item": "99", "value": "3", "page": "p", "base": ""}
    assert evaluator.post(scored.path(SHEET), fields).status_code == 404


def test_the_whole_sheet_asks_few_questions_of_the_database(
    scored: Scored, evaluator: Client
) -> None:
    choose(evaluator, scored.path(SHEET), "1", "3")
    with CaptureQueriesContext(connection) as queries:
        read(evaluator, scored.path(SHEET))
    assert len(queries) <= 20


# --- One indicator returned, and its story ---------------------------------------------------------


def give_back(scored: Scored, client: Client, reason: str, **rest: str) -> HttpResponse:
    return choose(
        client, scored.path(SHEET), "1", rest.pop("value", ""), go="return", reason=reason, **rest
    )


def test_one_indicator_is_returned_with_a_remark_and_a_day(
    scored: Scored, evaluator: Client
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    assert (
        give_back(scored, evaluator, "Foto papan belum ada", until=day.isoformat()).status_code
        == 302
    )
    finding = Finding.objects.get(item="1", sheet__stage="desk")
    assert (finding.is_with_unit, finding.return_reason) == (True, "Foto papan belum ada")
    assert timezone.localdate(finding.returned_until) == day
    assert finding.revision is None
    assert "Foto papan belum ada" in get_card(read(evaluator, scored.path(SHEET)), 0)


def test_the_level_entered_is_kept_with_the_return(scored: Scored, evaluator: Client) -> None:
    give_back(scored, evaluator, "Foto papan belum ada", value="3", remark="sebagian")
    finding = Finding.objects.get(item="1", sheet__stage="desk")
    assert finding.revision is not None
    assert (finding.revision.value, finding.is_with_unit) == ("3", True)


def test_a_return_without_a_remark_is_refused_and_one_too_many_keeps_the_words(
    scored: Scored, evaluator: Client
) -> None:
    assert give_back(scored, evaluator, "").status_code == 409
    for _turn in range(2):
        give_back(scored, evaluator, "Lagi")
        Finding.objects.update(resent_by=scored.world.operator, resent_at=timezone.now())
    response = give_back(scored, evaluator, "Ketiga kali")
    assert response.status_code == 409
    assert "Ketiga kali" in get_card(response.content.decode(), 0)


def test_each_card_leads_to_the_story_of_its_indicator(scored: Scored, evaluator: Client) -> None:
    page = read(evaluator, scored.path(SHEET))
    assert len(re.findall(r'href="[^"]*/riwayat/[^"]*"', page)) >= page.count('id="butir-')


def test_the_next_evaluator_reads_what_the_one_before_found(
    scored: Scored, evaluator: Client
) -> None:
    choose(evaluator, scored.path(SHEET), "1", "5", remark="sudah dilihat di loket")
    other = make_user(scored.world.government, Role.EVALUATOR)
    plan = {scored.world.school.pk: [other.pk]}
    confirm(by=scored.world.admin, round=scored.round, plan=plan)
    card = strip(get_card(read(scored.log_in(other), scored.path(SHEET)), 0))
    assert "tidak dihitung" in card
    assert "sudah dilihat di loket" in card
