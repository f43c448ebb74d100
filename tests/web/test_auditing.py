"""The trail on pages: who, when, what, before and after; filters, file, stories, chains."""

import ast
import csv
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

import tilik.actions
from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored, make_scored
from tests.world import in_days, make_user
from tilik.actions.assigning import confirm
from tilik.actions.findings import return_finding
from tilik.actions.rounds import PhasePlan, extend_unit, set_phases
from tilik.actions.sheets import open_sheet
from tilik.records.append_only import drop_triggers, ensure_triggers
from tilik.records.models import AuditEvent, Finding
from tilik.records.models.seat import Role
from tilik.web.presenters.audit import make_safe
from tilik.web.presenters.fields import say_field
from tilik.web.presenters.verbs import say_verb

pytestmark = pytest.mark.django_db
TRAIL, FILE = "riwayat/", "riwayat.csv"
RECORDERS = {"record", "record_many", "record_on", "_record", "_record_on"}


@shared
def scored() -> Scored:
    return make_scored()


def read_rows(scored: Scored, query: str = "") -> list[dict[str, str]]:
    response = scored.log_in().get(scored.path(FILE) + query)
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def list_recorded() -> set[str]:
    """Every verb that any action records, from the source."""
    verbs = set()
    for path in Path(tilik.actions.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in RECORDERS:
                continue
            named = [word.value for word in node.keywords if word.arg == "verb"]
            for value in [*node.args, *named]:
                texts = [each for each in ast.walk(value) if isinstance(each, ast.Constant)]
                verbs |= {
                    each.value
                    for each in texts
                    if isinstance(each.value, str)
                    and re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", each.value)
                }
    return verbs


def test_every_verb_of_the_trail_has_words_in_both_languages() -> None:
    verbs = list_recorded()
    assert len(verbs) > 40
    for language in ("id", "en"):
        with override(language):
            silent = sorted(verb for verb in verbs if say_verb(verb) == verb)
        assert not silent, f"{silent}: add words in src/tilik/web/presenters/verbs.py"


def test_the_trail_shows_who_did_what_before_and_after(scored: Scored) -> None:
    scored.find("sekolah", "1", "4")
    text = strip(read(scored.log_in(), scored.path(TRAIL)))
    assert f"{scored.world.evaluator.get_full_name()}, Staf" in text
    assert "2 – Tingkat 2 → 4 – Tingkat 4" in text
    assert "menjawab" in text
    assert "membuka periode" in text


def test_filters_narrow_what_is_shown(scored: Scored) -> None:
    total = len(read_rows(scored))
    by = scored.world.evaluator
    for query in (
        f"?orang={by.pk}", "?tindakan=finding.return", "?unit=klinik", "?hari=2001-01-01",
    ):  # fmt: skip
        rows = read_rows(scored, query)
        assert len(rows) < total
    assert {row["Siapa"] for row in read_rows(scored, f"?orang={by.pk}")} == {by.get_role_line()}
    assert {row["Unit"] for row in read_rows(scored, "?unit=klinik")} == {"klinik"}
    assert len(read_rows(scored, f"?hari={timezone.localdate():%Y-%m-%d}")) == total
    assert len(read_rows(scored, "?orang=x&hari=2024-99-99")) == total


def test_a_filter_nothing_passes_says_what_to_do(scored: Scored) -> None:
    text = strip(read(scored.log_in(), scored.path(TRAIL + "?hari=2001-01-01")))
    assert "Tidak ada yang lolos saringan ini" in text


def test_pages_keep_the_filters(scored: Scored) -> None:
    world = scored.world
    sheet = open_sheet(by=world.evaluator, round=scored.round, unit=world.school, form="E",
                       stage="field")  # fmt: skip
    AuditEvent.objects.bulk_create(
        AuditEvent(
            chain="uji", n=n, at=timezone.now(), by=world.admin, verb="sheet.open",
            government=world.government, round=scored.round, unit=world.school,
            object_type="sheet", object_id=str(sheet.pk), sha256="0",
        )
        for n in range(60)
    )  # fmt: skip
    page = read(scored.log_in(), scored.path(TRAIL + "?unit=sekolah"))
    assert "?unit=sekolah&amp;halaman=2" in page
    second = read(scored.log_in(), scored.path(TRAIL + "?unit=sekolah&halaman=2"))
    assert "halaman 2 dari" in strip(second)


def test_the_story_of_an_indicator_is_seen_by_its_unit(scored: Scored) -> None:
    place = {"sheet__round": scored.round, "sheet__unit": scored.world.school}
    finding = Finding.objects.get(item="1", **place)
    return_finding(by=scored.world.evaluator, finding=finding, reason="foto buram")
    client = scored.log_in(scored.world.operator)
    text = strip(read(client, scored.path("riwayat/sekolah/E/1/")))
    assert "1 Standar: 2 catatan, terbaru lebih dahulu" in text
    assert "mengembalikan temuan ke unit" in text
    text = strip(read(client, scored.path("riwayat/sekolah/")))
    assert "Ya" in text
    assert "mengirim" not in text
    assert client.get(scored.path("riwayat/klinik/")).status_code == 403


def test_a_story_of_nothing_says_so(scored: Scored) -> None:
    text = strip(read(scored.log_in(), scored.path("riwayat/klinik/E/2/")))
    assert "Belum ada yang terjadi di sini" in text


@pytest.mark.parametrize("rest", [TRAIL, FILE, "riwayat/sekolah/", "riwayat/sekolah/E/1/"])
def test_a_page_asks_few_queries(scored: Scored, rest: str) -> None:
    client = scored.log_in()
    with CaptureQueriesContext(connection) as queries:
        client.get(scored.path(rest))
    assert len(queries) <= 20


def test_what_a_spreadsheet_would_run_is_written_as_text() -> None:
    assert make_safe("=cmd()") == "'=cmd()"
    assert make_safe("-1") == "'-1"
    assert make_safe("biasa") == "biasa"


def test_the_chain_is_checked_event_by_event(scored: Scored) -> None:
    client = scored.log_in()
    assert "belum diperiksa sekarang" in strip(read(client, "/kelola/jejak/"))
    assert "Jejak utuh" in strip(read(client, "/kelola/jejak/?periksa=1"))
    victim = AuditEvent.objects.filter(government=scored.world.government)[2]
    drop_triggers()
    try:
        AuditEvent.objects.filter(pk=victim.pk).update(verb="x.y")
    finally:
        ensure_triggers()
    text = strip(read(client, "/kelola/jejak/?periksa=1"))
    assert "1 rantai putus" in text
    assert f"putus di no. {victim.n}" in text


def test_the_system_administrator_sees_every_chain_and_the_office_its_own(scored: Scored) -> None:
    keeper = make_user(None, Role.SYSTEM)
    system = strip(read(scored.log_in(keeper), "/kelola/jejak/"))
    assert "pemasangan ini" in system
    assert scored.world.government.name in system
    office = strip(read(scored.log_in(), "/kelola/jejak/"))
    assert "pemasangan ini" not in office
    assert scored.log_in(scored.world.leader).get("/kelola/jejak/").status_code == 403
    home = read(scored.log_in(keeper), "/beranda/")
    assert 'href="/kelola/jejak/"' in home


def test_free_text_answers_are_not_repeated_on_the_trail(scored: Scored) -> None:
    from tilik.web.presenters.audit import _say_entry

    class Entry:
        absence, value = None, "Ibu Sri, 0812"

    with override("id"):
        said = _say_entry(Entry(), {}, {"kind": "text"})  # type: ignore[arg-type]
    assert said == "(teks)"


# --- Fields and values in words -------------------------------------------------------------------

RAW = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:|\b[a-z]+_[a-z]+\b|\[|\b[0-9a-f]{64}\b|\d{9,}\.\d")


def list_field_names() -> set[str]:
    """The fields that actions name in the trail of a round, from the source."""
    names = set()
    for path in Path(tilik.actions.__path__[0]).glob("*.py"):
        if path.stem in OF_OFFICE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
            for key, value in pairs:
                is_pair = isinstance(value, ast.List) and len(value.elts) == 2
                if is_pair and isinstance(key, ast.Constant) and isinstance(key.value, str):
                    names.add(key.value)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "compare":
                compared = [arg for arg in node.args if isinstance(arg, ast.Dict)]
                keys = [key for arg in compared for key in arg.keys]
                names |= {str(key.value) for key in keys if isinstance(key, ast.Constant)}
    return names


OF_OFFICE = {
    *("people", "governments", "instruments", "published", "units", "unit_import"),
    *("freeze_content", "receipts", "standard_readings", "report_audit"),
}
"""These write on no round, or nothing on the trail; nothing of theirs is on a page of a round."""
SAME = {"status", "unit"}
"""These words are the same in Indonesian."""


def test_every_field_of_the_trail_has_words_in_both_languages() -> None:
    names = list_field_names()
    assert {"revision", "phases", "agrees", "until", "set_aside"} <= names
    with override("id"):
        silent = sorted(name for name in names - SAME - {"phases"} if say_field(name) == name)
    assert not silent, f"{silent}: add words in src/tilik/web/presenters/fields.py"
    with override("en"):
        assert say_field("extended_until") == "more time until"


def test_a_moved_calendar_and_a_deadline_are_told_in_words_and_local_time(scored: Scored) -> None:
    admin, start = scored.world.admin, datetime(2025, 3, 3, 0, 30, tzinfo=UTC)
    phases = [PhasePlan("isi", "Pengisian", "claim", start, start + timedelta(days=7))]
    set_phases(by=admin, round=scored.round, phases=phases)
    later = [replace(phases[0], ends_at=start + timedelta(days=9))]
    set_phases(by=admin, round=scored.round, phases=later)
    row = scored.round.round_units.get(unit=scored.world.school)
    extend_unit(
        by=admin, round_unit=row, until=datetime(2025, 4, 1, 15, 59, tzinfo=UTC), letter="800/1"
    )
    text = strip(read(scored.log_in(), scored.path(TRAIL)))
    assert (
        "Pengisian 3 Maret 2025 08.30 WITA – 10 Maret 2025 08.30 WITA →"
        " 3 Maret 2025 08.30 WITA – 12 Maret 2025 08.30 WITA"
    ) in text
    assert "waktu tambahan sampai – → 1 April 2025 23.59 WITA" in text


def test_who_a_unit_was_given_to_stands_there_by_name(scored: Scored) -> None:
    other = make_user(scored.world.government, Role.EVALUATOR)
    confirm(by=scored.world.admin, round=scored.round, plan={scored.world.school.pk: [other.pk]})
    assert f"orang – → {other.get_role_line()}" in strip(read(scored.log_in(), scored.path(TRAIL)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_raw_is_left_on_the_trail_of_the_example(scored: Scored, language: str) -> None:
    scored.find("sekolah", "1", "4")
    finding = Finding.objects.filter(item="1").latest("pk")
    return_finding(by=scored.world.admin, finding=finding, reason="x", until=in_days(3))
    confirm(by=scored.world.admin, round=scored.round, plan={})
    client = scored.log_in()
    client.cookies["django_language"] = language
    page = read(client, scored.path(TRAIL))
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    assert not RAW.search(strip(rows)), RAW.search(strip(rows))
    for line in read_rows(scored):
        assert not RAW.search(list(line.values())[-1]), line
