"""One indicator across all units: lines, batch acts, what changed, who may see which units."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.shared import build_once
from tests.web.scored import BACKEND, Scored, make_round
from tests.world import World, make_government, make_user, make_world
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.actions.seats import give_seat
from tilik.records.models import AnswerRevision, Finding, Round, Seat, Sheet, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
FIRST, SECOND = "verifikasi/E/1/", "verifikasi/E/2/"


def make() -> Scored:
    """The school claims level 3 on the first indicator, the clinic level 0."""
    made = make_round(make_world())
    made.claim("sekolah", i1="ya", i2="4", i3=["papan"])
    made.claim("klinik", i1="tidak")
    return made


@pytest.fixture(scope="module")
def _scored(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scored]:
    yield from build_once(django_db_blocker, make)


@pytest.fixture
def scored(_scored: Scored, db: None) -> Scored:
    """The round, built once; every test has its own copy."""
    return deepcopy(_scored)


@pytest.fixture
def evaluator(scored: Scored) -> Client:
    return scored.log_in(scored.world.evaluator)


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def get_line(page: str, unit: str) -> str:
    return page.split(f'id="u-{unit}"')[1].split("</section>")[0]


def get_fields(page: str) -> dict[str, Any]:
    """What a browser would post of the page as it stands."""
    fields: dict[str, Any] = {"page": "p"}
    for unit in re.findall(r'class="check-line[^"]*" id="u-([^"]+)"', page):
        line = get_line(page, unit)
        base = re.search(rf'name="base-{unit}" value="(\d*)"', line)
        chosen = re.search(r'value="(\w*)" data-key="[^"]+" form="batch" checked', line)
        remark = re.search(r"<textarea[^>]*>(.*?)</textarea>", line, re.DOTALL)
        fields[f"base-{unit}"] = base[1] if base else ""
        fields[f"value-{unit}"] = chosen[1] if chosen else ""
        fields[f"remark-{unit}"] = remark[1] if remark else ""
        theirs = re.search(rf'name="theirs-{unit}" value="(\d*)"', line)
        if theirs:
            fields[f"theirs-{unit}"] = theirs[1]
    return fields


def send(client: Client, path: str, **changes: Any) -> HttpResponse:
    """The page's form sent with changes."""
    return client.post(path, {**get_fields(read(client, path)), **changes})


def get_levels(scored: Scored, item: str = "1") -> dict[str, Any]:
    findings = Finding.objects.filter(sheet__round=scored.round, item=item, revision__isnull=False)
    return {each.sheet.unit.code: each.revision.value for each in findings}


def test_all_units_of_an_indicator_stand_below_each_other(
    scored: Scored, evaluator: Client
) -> None:
    page = read(evaluator, scored.path(FIRST))
    assert "1 Standar: 0 dari 2 unit diverifikasi" in strip(page)
    school, clinic = strip(get_line(page, "sekolah")), strip(get_line(page, "klinik"))
    assert "1 Ya" in school
    assert "◆ 3 menurut aturan" in school
    assert "◆ 0 menurut aturan" in clinic


def test_the_list_of_indicators_says_how_far_each_is(scored: Scored, evaluator: Client) -> None:
    scored.find("sekolah", "1", "3")
    page = strip(read(evaluator, scored.path("verifikasi/")))
    assert "1 dari 4 butir diverifikasi" in page
    assert "1 Standar 1/2" in page
    assert "2 Media 0/2" in page
    assert "Lanjut ke No. 1" in page


def test_one_level_is_kept_at_a_tap_and_only_it_comes_back(
    scored: Scored, evaluator: Client
) -> None:
    path = scored.path(FIRST)
    fields = {**get_fields(read(evaluator, path)), "row": "sekolah", "value-sekolah": "3"}
    response = evaluator.post(path, fields, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert 'data-line="sekolah" data-done="yes"' in page
    assert "klinik" not in page
    assert "1/2" in strip(page)
    assert get_levels(scored) == {"sekolah": "3"}


def test_without_script_all_that_was_entered_is_kept_at_once(
    scored: Scored, evaluator: Client
) -> None:
    changes = {"value-sekolah": "3", "value-klinik": "0", "act": "keep"}
    assert send(evaluator, scored.path(FIRST), **changes).status_code == 302
    assert get_levels(scored) == {"sekolah": "3", "klinik": "0"}
    n = AnswerRevision.objects.count()
    send(evaluator, scored.path(FIRST), act="keep")
    assert AnswerRevision.objects.count() == n


def test_a_level_against_the_rule_asks_why_and_loses_nothing(
    scored: Scored, evaluator: Client
) -> None:
    response = send(
        evaluator, scored.path(FIRST), **{"value-sekolah": "1", "value-klinik": "0", "act": "keep"}
    )
    assert response.status_code == 409
    line = get_line(response.content.decode(), "sekolah")
    assert "menurut aturan levelnya 3" in line
    assert re.search(r'value="1" data-key="1" form="batch" checked', line)
    assert get_levels(scored) == {"klinik": "0"}


def test_ticked_suggestions_are_accepted_together(scored: Scored, evaluator: Client) -> None:
    response = send(evaluator, scored.path(FIRST), pick=["sekolah", "klinik"], act="accept")
    assert response.status_code == 302
    assert get_levels(scored) == {"sekolah": "3", "klinik": "0"}
    assert "2 usulan level diterima" in strip(read(evaluator, scored.path(FIRST)))


def test_a_unit_without_a_suggestion_is_left_out_and_said(
    scored: Scored, evaluator: Client
) -> None:
    scored.claim("sekolah", i2="0")  # the rubric is silent there
    response = send(evaluator, scored.path(FIRST), pick=["sekolah", "klinik"], act="accept")
    assert response.status_code == 409
    assert "Aturan tidak memberi level" in get_line(response.content.decode(), "sekolah")
    assert get_levels(scored) == {"klinik": "0"}


def test_the_suggested_can_be_ticked_without_script(scored: Scored, evaluator: Client) -> None:
    scored.find("klinik", "1", "0")
    page = read(evaluator, scored.path(f"{FIRST}?pilih=usulan"))
    ticked = re.findall(r'name="pick" value="(\w+)" form="batch" checked', page)
    assert ticked == ["sekolah"]


def test_nothing_ticked_is_said_and_nothing_is_done(scored: Scored, evaluator: Client) -> None:
    send(evaluator, scored.path(FIRST), act="accept")
    assert "Centang dulu unitnya" in read(evaluator, scored.path(FIRST))
    assert get_levels(scored) == {}


def test_ticked_units_are_returned_with_one_remark_and_deadline(
    scored: Scored, evaluator: Client
) -> None:
    day = (timezone.localdate() + timedelta(days=4)).isoformat()
    changes = {"pick": ["sekolah", "klinik"], "act": "return", "until": day}
    send(evaluator, scored.path(FIRST), **changes, reason="Lampirkan keputusan.")
    findings = Finding.objects.filter(sheet__round=scored.round, item="1")
    assert {each.return_reason for each in findings} == {"Lampirkan keputusan."}
    assert {timezone.localtime(each.returned_until).date().isoformat() for each in findings} == {
        day
    }
    page = read(evaluator, scored.path(f"{FIRST}?saring=dikembalikan"))
    lines, messages = page.split('id="pesan"')
    assert lines.count("Lampirkan keputusan.") == messages.count("Lampirkan keputusan.") == 2


def test_a_return_without_a_remark_keeps_the_ticks(scored: Scored, evaluator: Client) -> None:
    response = send(evaluator, scored.path(FIRST), pick=["klinik"], act="return", reason=" ")
    assert response.status_code == 409
    page = response.content.decode()
    assert re.findall(r'name="pick" value="(\w+)" form="batch" checked', page) == ["klinik"]
    assert not Finding.objects.filter(returned_at__isnull=False).exists()


def test_what_changed_since_the_last_look_is_marked_with_both_values(
    scored: Scored, evaluator: Client
) -> None:
    scored.find("sekolah", "1", "3")
    assert "berubah sejak" not in get_line(read(evaluator, scored.path(FIRST)), "sekolah")
    scored.claim("sekolah", i1="tidak")
    line = get_line(read(evaluator, scored.path(FIRST)), "sekolah")
    assert "berubah sejak terakhir Anda lihat" in strip(line)
    assert "<s>Ya</s> → " in line
    assert "klinik" not in read(evaluator, scored.path(f"{FIRST}?saring=berubah")).split("lines")[1]
    send(evaluator, scored.path(FIRST), pick=["sekolah"], act="seen")
    assert "berubah sejak" not in get_line(read(evaluator, scored.path(FIRST)), "sekolah")


def test_two_tabs_of_one_evaluator_show_both_and_ask(scored: Scored, evaluator: Client) -> None:
    path = scored.path(SECOND)
    old = get_fields(read(evaluator, path))
    evaluator.post(path, {**old, "value-sekolah": "5", "act": "keep"})
    response = evaluator.post(path, {**old, "page": "q", "value-sekolah": "2", "act": "keep"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "mana yang dipakai?" in get_line(page, "sekolah")
    assert get_levels(scored, "2") == {"sekolah": "5"}
    evaluator.post(path, {**get_fields(page), "page": "q", "mine": "sekolah"})
    assert get_levels(scored, "2") == {"sekolah": "2"}


def test_an_opened_line_shows_claim_history_and_the_row_that_holds(
    scored: Scored, evaluator: Client
) -> None:
    scored.claim("sekolah", i2="6")
    page = read(evaluator, scored.path(f"{FIRST}?unit=sekolah"))
    line = get_line(page, "sekolah")
    assert "2 Berapa layanan?" in strip(line)
    assert "Riwayat: 3 isian" in strip(line)
    assert re.search(r'class="is-hit" aria-current="true"><span>Selain itu', line)
    part = evaluator.get(scored.path(f"{FIRST}?unit=sekolah"), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Riwayat: 3 isian" in strip(part.content.decode())


def test_filters_show_what_is_open_and_what_differs(scored: Scored, evaluator: Client) -> None:
    scored.find("sekolah", "1", "2", remark="Hanya rancangan.")
    listed = read(evaluator, scored.path(f"{FIRST}?saring=belum"))
    assert 'id="u-klinik"' in listed
    assert 'id="u-sekolah"' not in listed
    listed = read(evaluator, scored.path(f"{FIRST}?saring=beda"))
    assert 'id="u-sekolah"' in listed
    assert 'id="u-klinik"' not in listed


def test_the_way_leads_to_the_next_and_previous_indicator(
    scored: Scored, evaluator: Client
) -> None:
    page = read(evaluator, scored.path(FIRST))
    assert f'href="{scored.path(SECOND)}?tahap=dokumen" id="following"' in page
    assert 'id="before"' not in page
    assert 'id="before"' in read(evaluator, scored.path(SECOND))


def test_a_closed_phase_can_be_read_and_not_written(scored: Scored, evaluator: Client) -> None:
    now, day = timezone.now(), timedelta(days=1)
    plan = PhasePlan("desk", "desk", "desk", now - 9 * day, now - day)
    set_phases(by=scored.world.admin, round=scored.round, phases=[plan])
    page = read(evaluator, scored.path(f"{FIRST}?tahap=dokumen"))
    assert "Waktunya sudah habis" in page
    assert "hx-post" not in get_line(page, "sekolah")
    evaluator.post(scored.path(FIRST), {"value-sekolah": "3", "base-sekolah": "", "act": "keep"})
    assert get_levels(scored) == {}


# ---- who may -----------------------------------------------------------------


def assign(world: World, round: Round, user: User, unit: Any) -> Seat:
    """The evaluator is assigned the unit; the round assigns units from now on."""
    place = {"government": world.government, "round": round, "unit": unit}
    seat = give_seat(by=world.admin, user=user, role=Role.EVALUATOR, **place)
    Round.objects.filter(pk=round.pk).update(options={"verification": {"assigned": True}})
    return seat


def test_an_assigned_evaluator_sees_and_writes_only_their_units(scored: Scored) -> None:
    world = scored.world
    assign(world, scored.round, world.evaluator, scored.units["sekolah"])
    client = scored.log_in(world.evaluator)
    page = read(client, scored.path(FIRST))
    assert 'id="u-sekolah"' in page
    assert "klinik" not in page.lower()
    assert "klinik" not in read(client, scored.path("verifikasi/")).lower()
    for path in ("verifikasi/klinik/", "isian/klinik/", "nilai/klinik/"):
        assert client.get(scored.path(path)).status_code == 403
    fields = {"value-klinik": "0", "base-klinik": "", "value-sekolah": "3", "base-sekolah": ""}
    client.post(scored.path(FIRST), {**fields, "act": "keep", "pick": ["klinik"]})
    assert get_levels(scored) == {"sekolah": "3"}
    client.post(scored.path(FIRST), {"act": "accept", "pick": ["klinik"]})
    response = client.post(
        scored.path(FIRST), {**fields, "row": "klinik"}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 404
    assert not Sheet.objects.filter(stage="desk", unit=scored.units["klinik"]).exists()


def test_their_sheet_hangs_on_the_seat_of_the_unit(scored: Scored) -> None:
    world = scored.world
    seat = assign(world, scored.round, world.evaluator, scored.units["sekolah"])
    send(scored.log_in(world.evaluator), scored.path(FIRST), pick=["sekolah"], act="accept")
    assert Sheet.objects.get(stage="desk").seat == seat


def test_an_evaluator_without_units_of_the_round_sees_none(scored: Scored) -> None:
    world = scored.world
    assign(world, scored.round, make_user(world.government, Role.EVALUATOR), world.school)
    client = scored.log_in(world.evaluator)
    assert "Belum ada unit untuk Anda" in read(client, scored.path("verifikasi/"))
    assert client.get(scored.path(FIRST)).status_code == 403
    assert client.get(scored.path("verifikasi/sekolah/")).status_code == 403
    assert client.get(scored.path()).headers["Location"] == scored.path("verifikasi/")


@pytest.mark.parametrize("who", ["operator", "head", "leader"])
@pytest.mark.parametrize("path", ["verifikasi/", FIRST])
def test_units_and_leaders_are_refused(scored: Scored, who: str, path: str) -> None:
    client = scored.log_in(getattr(scored.world, who))
    assert client.get(scored.path(path)).status_code == 403
    assert client.post(scored.path(FIRST), {"act": "keep"}).status_code == 403


def test_another_government_is_told_there_is_no_such_round(scored: Scored) -> None:
    stranger = make_user(make_government("64.09", "Lain"), Role.EVALUATOR)
    client = Client()
    client.force_login(stranger, backend=BACKEND)
    for path in ("verifikasi/", FIRST):
        assert client.get(scored.path(path)).status_code == 404
        assert client.post(scored.path(path)).status_code == 404


@pytest.mark.parametrize("path", ["verifikasi/E/99/", "verifikasi/X/1/", "verifikasi/E/1/?tahap=x"])
def test_what_is_not_there_is_said_to_be_missing(
    scored: Scored, evaluator: Client, path: str
) -> None:
    assert evaluator.get(scored.path(path)).status_code == 404


def test_an_admin_is_told_that_a_level_counts_as_one_more_evaluator(scored: Scored) -> None:
    client = scored.log_in()
    assert "tidak memegang tugas evaluator" in read(client, scored.path(FIRST))
