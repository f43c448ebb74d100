"""The calendar of a period: presets, zones, phases that close, more time by letter."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone, translation

from tests.shared import shared
from tests.web.filled import strip
from tests.web.scored import log_in, make_document
from tests.world import World, give, make_phases, make_version, make_world
from tilik.actions.calendars import find_title, get_preset, list_presets, propose_presets
from tilik.actions.governments import add_government, change_government
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.actions.sheets import open_sheet
from tilik.core.errors import UserError
from tilik.records.models import AuditEvent, Phase, Round, RoundUnit
from tilik.records.models.round import Stage
from tilik.records.queries.checking import CheckRules, get_rules
from tilik.web.presenters.reminders import say_deadline

pytestmark = pytest.mark.django_db
NEW = "/kelola/periode/baru/"


@shared
def world() -> World:
    return make_world()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- Presets --------------------------------------------------------------------------------------


def test_the_phases_of_a_preset_follow_one_another_without_overlap() -> None:
    for preset in list_presets():
        days = list(preset.lay_out(date(2024, 12, 20)).values())
        assert all(last < first for (_, last), (first, _) in pairwise(days))
        assert [(b - a).days + 1 for a, b in days] == [phase.days for phase in preset.phases]


def test_every_preset_is_whole_in_both_languages() -> None:
    assert {"pekppp", "ombudsman"} <= {preset.code for preset in list_presets()}
    for preset in list_presets():
        for text in (preset.title, preset.note, *(phase.title for phase in preset.phases)):
            assert text["id"]
            assert text["en"]
        assert {phase.stage for phase in preset.phases} <= set(Stage.values)
        assert len({phase.code for phase in preset.phases}) == len(preset.phases)


def test_a_title_changed_by_the_office_is_nobodys_preset() -> None:
    title = get_preset("ombudsman").phases[0].title
    assert find_title(title["id"]) == title
    assert find_title("Pekan bukti") is None


def fields(world: World, **changes: object) -> dict[str, object]:
    version = make_version(**make_document())
    return {
        "title": "Kesiapan",
        "instrument": str(version.pk),
        "scheme": "mandiri",
        "start": "2024-01-01",
        "end": "2024-12-31",
        "channel": "luring",
        "units": ["sekolah"],
        **changes,
    }


def test_a_calendar_is_laid_out_and_nothing_typed_is_lost(world: World) -> None:
    sent = fields(world, act="calendar", calendar="ombudsman", first="2024-07-01")
    page = log_in(world.admin).post(NEW, sent).content.decode()
    assert 'value="Kesiapan"' in page
    assert 'name="claim_until" value="2024-07-21"' in page
    assert "Isian mandiri dan bukti dukung oleh unit" in page
    assert 'value="sekolah" id="id_units_0" checked' in page or "checked" in page
    assert not Round.objects.filter(title="Kesiapan").exists()


def test_a_period_takes_the_phases_of_its_calendar(world: World) -> None:
    sent = fields(world, calendar="ombudsman")
    for code, (first, last) in get_preset("ombudsman").lay_out(date(2024, 7, 1)).items():
        sent |= {f"{code}_from": first.isoformat(), f"{code}_until": last.isoformat()}
    log_in(world.admin).post(NEW, sent)
    round = Round.objects.get(title="Kesiapan")
    phases = list(round.phases.all())
    assert [phase.stage for phase in phases] == ["claim", "desk", "field", "reply"]
    assert get_rules(round) == CheckRules(**get_preset("ombudsman").checking)
    assert phases[0].title == get_preset("ombudsman").phases[0].title["id"]


def of_ombudsman() -> str:
    """The key of a stored instrument that measures as the Ombudsman does."""
    changed = make_document() | {"code": "kepatuhan", "measure": "ombudsman"}
    return str(make_version(**changed).pk)


def list_calendars(page: str) -> list[str]:
    return re.findall(
        r'<option value="([a-z-]+)"', page.split('name="calendar"')[1].split("</select>")[0]
    )


def test_the_calendar_of_the_instrument_is_proposed_first(world: World) -> None:
    client = log_in(world.admin)
    sent = fields(world, instrument=of_ombudsman(), measure="contoh", act="calendar")
    page = client.post(NEW, sent).content.decode()
    assert list_calendars(page)[0] == "ombudsman"
    assert 'value="ombudsman" selected' in page
    assert 'name="measure" value="ombudsman"' in page
    assert "Isian mandiri dan bukti dukung oleh unit" in page
    assert propose_presets("ipp")[0].code == "pekppp"


def test_a_new_period_begins_with_the_instrument_of_the_last(world: World) -> None:
    used = world.round.instrument_version
    make_version(**make_document() | {"code": "aaa"})
    page = log_in(world.admin).get(NEW).content.decode()
    assert f'<option value="{used.pk}" selected>' in page


def test_a_period_is_never_opened_with_the_days_of_another_instrument(world: World) -> None:
    """Without a script the instrument changes on sending: the calendar is shown first."""
    sent = fields(world, instrument=of_ombudsman(), measure="ipp", calendar="pekppp")
    page = log_in(world.admin).post(NEW, sent).content.decode()
    assert "Jadwal disusun ulang untuk instrumen ini" in page
    assert 'value="Kesiapan"' in page
    assert not Round.objects.filter(title="Kesiapan").exists()


def test_another_calendar_may_be_chosen_all_the_same(world: World) -> None:
    sent = fields(
        world, instrument=of_ombudsman(), measure="ombudsman", calendar="pekppp", act="calendar"
    )
    page = log_in(world.admin).post(NEW, sent).content.decode()
    assert 'value="pekppp" selected' in page
    assert "Pengisian F-01" in page


# --- Local time and WIB ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "moment", "words"),
    [
        ("Asia/Jakarta", "2024-04-15T16:59", "15 April 2024 23.59 WIB"),
        ("Asia/Makassar", "2024-04-15T15:59", "15 April 2024 23.59 WITA = 22.59 WIB"),
        ("Asia/Makassar", "2024-04-15T16:59", "16 April 2024 00.59 WITA = 15 April 2024 23.59 WIB"),
        ("Asia/Jayapura", "2024-12-31T16:59", "1 Januari 2025 01.59 WIT = 31 Desember 2024 23.59 WIB"),
        ("Asia/Jayapura", "2024-12-31T14:59", "31 Desember 2024 23.59 WIT = 21.59 WIB"),
    ],
)  # fmt: skip
def test_a_deadline_is_said_in_local_time_and_in_the_capitals(
    zone: str, moment: str, words: str
) -> None:
    with timezone.override(zone), translation.override("id"):
        assert say_deadline(at(moment)) == words


def test_a_page_speaks_the_zone_of_its_government_and_the_next_page_its_own(world: World) -> None:
    phase = Phase.objects.filter(round=world.round, stage="claim").get()
    Phase.objects.filter(pk=phase.pk).update(ends_at=at("2099-12-31T16:59"))
    client = log_in(world.operator)
    path = f"/periode/{world.round.pk}/jadwal/"
    assert "1 Januari 2100 00.59 WITA = 31 Desember 2099 23.59 WIB" in strip(read(client, path))
    change_government(by=None, government=world.government, time_zone="Asia/Jayapura")
    assert "1 Januari 2100 01.59 WIT = 31 Desember 2099 23.59 WIB" in strip(read(client, path))
    assert timezone.get_current_timezone_name() == "Asia/Makassar"


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_days_of_a_new_period_begin_and_end_in_the_governments_zone(world: World) -> None:
    change_government(by=None, government=world.government, time_zone="Asia/Jayapura")
    sent = fields(world, claim_from="2024-01-01", claim_until="2024-12-31")
    log_in(world.admin).post(NEW, sent)
    phase = Round.objects.get(title="Kesiapan").phases.get()
    assert phase.starts_at == at("2023-12-31T15:00")
    assert phase.ends_at == at("2024-12-31T14:59")


def test_a_zone_nobody_knows_is_refused() -> None:
    with pytest.raises(UserError, match="time-zone-unknown"):
        add_government(
            by=None, code_kemendagri="99", name="X", kind="kota", time_zone="Asia/Sangatta"
        )


# --- Phases of a running period -------------------------------------------------------------------


def plan(stage: str, first: int, last: int) -> PhasePlan:
    now = timezone.now()
    return PhasePlan(stage, stage, stage, now + timedelta(days=first), now + timedelta(days=last))


@pytest.mark.parametrize(("first", "last", "word"), [(-5, -1, "over"), (2, 9, "to come")])
def test_outside_its_phase_nothing_is_written_and_the_page_says_when(
    world: World, first: int, last: int, word: str
) -> None:
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    set_phases(by=world.admin, round=world.round, phases=[plan("claim", first, last)])
    with pytest.raises(UserError, match="phase-closed"):
        give(sheet, world.operator, "1", "ya")
    page = strip(read(log_in(world.operator), f"/periode/{world.round.pk}/isian/sekolah/"))
    expected = {"over": "sudah habis", "to come": "belum dimulai"}[word]
    assert expected in page


def test_the_office_moves_a_phase_and_it_holds_at_once(world: World) -> None:
    set_phases(by=world.admin, round=world.round, phases=[plan("claim", -9, -1)])
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    later = timezone.localtime(timezone.now() + timedelta(days=3))
    path = f"/periode/{world.round.pk}/jadwal/"
    sent = {
        "act": "phases",
        "fase-TOTAL_FORMS": "2",
        "fase-INITIAL_FORMS": "1",
        "fase-0-code": "claim",
        "fase-0-title": "Pengisian",
        "fase-0-stage": "claim",
        "fase-0-starts_at": "2024-01-01T08:00",
        "fase-0-ends_at": later.strftime("%Y-%m-%dT%H:%M"),
        "fase-1-code": "",
    }
    assert log_in(world.admin).post(path, sent).status_code == 302
    assert give(sheet, world.operator, "1", "ya").took_effect
    assert world.round.phases.get().starts_at == at("2024-01-01T00:00")
    wrong = {**sent, "fase-0-ends_at": "2023-01-01T08:00"}
    response = log_in(world.admin).post(path, wrong)
    assert "berakhir sebelum dimulai" in response.content.decode()
    assert world.round.phases.get().ends_at > timezone.now()


def test_a_unit_gets_more_time_by_letter_and_sees_its_own_deadline(world: World) -> None:
    set_phases(by=world.admin, round=world.round, phases=[plan("claim", -9, -1)])
    path = f"/periode/{world.round.pk}/jadwal/"
    client = log_in(world.admin)
    sent = {"act": "extend", "unit": "sekolah", "until": "2099-01-31T23:59", "letter": ""}
    assert client.post(path, sent).status_code == 200
    assert client.post(path, {**sent, "letter": "800/12", "until": "2020-01-01T00:00"}).status_code
    assert RoundUnit.objects.get(unit=world.school, round=world.round).extended_until is None
    assert client.post(path, {**sent, "letter": "800/12/2024"}).status_code == 302
    page = strip(read(log_in(world.operator), path))
    assert "800/12/2024" in page
    assert "31 Januari 2099 23.59 WITA = 22.59 WIB" in page
    home = strip(read(log_in(world.operator), f"/periode/{world.round.pk}/"))
    assert "31 Januari 2099" in home
    client.post(path, {**sent, "letter": "800/15/2024"})
    letters = AuditEvent.objects.filter(verb="round.extend").order_by("pk")
    assert [event.diff["extension_letter"] for event in letters] == [
        ["", "800/12/2024"],
        ["800/12/2024", "800/15/2024"],
    ]


def test_a_unit_sees_the_calendar_but_not_the_extensions_of_others(world: World) -> None:
    rows = RoundUnit.objects.filter(round=world.round)
    rows.filter(unit=world.clinic).update(
        extended_until=timezone.now(), extension_letter="Surat klinik"
    )
    path = f"/periode/{world.round.pk}/jadwal/"
    assert "Surat klinik" not in read(log_in(world.operator), path)
    assert "Surat klinik" in read(log_in(world.admin), path)


def test_only_the_office_of_the_government_moves_anything(world: World) -> None:
    path = f"/periode/{world.round.pk}/jadwal/"
    for person in (world.operator, world.head, world.evaluator, world.leader):
        assert log_in(person).post(path, {"act": "phases"}).status_code == 403
        assert log_in(person).post(path, {"act": "extend"}).status_code == 403
    other = make_world("64.09", make_phases())
    assert log_in(other.admin).get(path).status_code == 404


# --- The form of the phases -----------------------------------------------------------------------


def phase_fields(*phases: dict[str, str], initial: int = 1) -> dict[str, str]:
    """What the browser sends of the phases, in the order of the page."""
    sent = {
        "act": "phases",
        "fase-TOTAL_FORMS": str(len(phases)),
        "fase-INITIAL_FORMS": str(initial),
    }
    for n, phase in enumerate(phases):
        sent |= {f"fase-{n}-{name}": value for name, value in phase.items()}
    return sent


def make_fields(title: str, first: str, last: str, **more: str) -> dict[str, str]:
    return {"title": title, "stage": "claim", "starts_at": first, "ends_at": last, **more}


@pytest.fixture
def one_phase(world: World) -> World:
    set_phases(by=world.admin, round=world.round, phases=[plan("claim", -1, 9)])
    return world


def send(world: World, *phases: dict[str, str]) -> list[Phase]:
    """The phases of the round after these were sent."""
    path = f"/periode/{world.round.pk}/jadwal/"
    assert log_in(world.admin).post(path, phase_fields(*phases)).status_code == 302
    return list(Phase.objects.filter(round=world.round).order_by("n"))


def test_a_phase_added_gets_a_code_of_its_own_and_its_place_by_time(one_phase: World) -> None:
    kept = make_fields("Isian", "2024-05-01T00:00", "2024-05-31T23:59", code="claim")
    early = make_fields("Isian", "2024-03-01T00:00", "2024-03-31T23:59")
    late = make_fields("Isian", "2024-09-01T00:00", "2024-09-30T23:59")
    phases = send(one_phase, kept, early, late)
    assert [phase.starts_at.month for phase in phases] == [2, 4, 8]  # midnight WITA is UTC's eve
    assert len({phase.code for phase in phases}) == 3
    assert phases[1].code == "claim"
    assert [phase.n for phase in phases] == [1, 2, 3]


def test_a_phase_left_out_is_gone_and_its_stage_open(one_phase: World) -> None:
    fields_ = make_fields("Isian", "2024-05-01T00:00", "2024-05-31T23:59", code="claim")
    assert send(one_phase, fields_ | {"DELETE": "on"}) == []
    sheet = open_sheet(
        by=one_phase.operator, round=one_phase.round, unit=one_phase.school, form="K"
    )
    assert give(sheet, one_phase.operator, "1", "ya").took_effect


def test_an_empty_row_adds_no_phase(one_phase: World) -> None:
    kept = make_fields("Isian", "2024-05-01T00:00", "2024-05-31T23:59", code="claim")
    blank = {"code": "", "title": "", "stage": "claim", "starts_at": "", "ends_at": ""}
    assert len(send(one_phase, kept, blank)) == 1


def test_what_was_typed_wrong_stays_on_the_page(one_phase: World) -> None:
    path = f"/periode/{one_phase.round.pk}/jadwal/"
    wrong = make_fields("Isian ulang", "2024-05-01T00:00", "bukan waktu", code="claim")
    page = log_in(one_phase.admin).post(path, phase_fields(wrong)).content.decode()
    assert 'value="Isian ulang"' in page
    assert "<details" in page
    assert "open" in page.split("Geser fase")[0].rsplit("<details", 1)[1]
    assert Phase.objects.get(round=one_phase.round).title == "claim"


def test_moving_phases_is_told_in_the_story_with_before_and_after(one_phase: World) -> None:
    send(one_phase, make_fields("Isian", "2024-05-01T00:00", "2024-05-31T23:59", code="claim"))
    event = AuditEvent.objects.filter(verb="round.phases", round=one_phase.round).latest("pk")
    before, after = event.diff["phases"]
    assert (before[0][1], after[0][1]) == ("claim", "Isian")
    assert event.by == one_phase.admin


def test_a_title_of_a_preset_is_read_in_the_language_of_the_page(world: World) -> None:
    title = get_preset("pekppp").phases[0].title
    phase = PhasePlan("claim", title["id"], "claim", timezone.now(), timezone.now())
    set_phases(by=world.admin, round=world.round, phases=[phase])
    client, path = log_in(world.leader), f"/periode/{world.round.pk}/jadwal/"
    assert title["id"] in read(client, path)
    client.cookies["django_language"] = "en"
    assert title["en"] in read(client, path)
