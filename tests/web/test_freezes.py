"""The page of freezes: frozen when nothing stands against it, opened with a reason, checked."""

import hashlib
import json
import re
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks.base import Task

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import Scored, make_scored
from tilik.actions.rounds import PhasePlan, set_phases
from tilik.library.score_file import verify
from tilik.records.models import Freeze, Job
from tilik.records.queries.freezes import CHECK
from tilik.web.numbers import format_moment

pytestmark = pytest.mark.django_db
PAGE = "pembekuan/"


@shared
def scored() -> Scored:
    scored = make_scored()
    now = timezone.now()
    phase = PhasePlan("isi", "Pengisian", "claim", now - timedelta(9), now - timedelta(1))
    set_phases(by=scored.world.admin, round=scored.round, phases=[phase])
    return scored


def send(client: Client, scored: Scored, **data: Any) -> Any:
    page = re.search(r'name="page" value="([^"]+)"', read(client, scored.path(PAGE)))
    return client.post(scored.path(PAGE), {"page": page[1] if page else "", **data})


def freeze(scored: Scored) -> Client:
    client = scored.log_in()
    assert send(client, scored, act="freeze").status_code == 302
    return client


def test_while_a_stage_runs_the_page_says_until_when(scored: Scored) -> None:
    now = timezone.now()
    phase = PhasePlan("isi", "Pengisian", "claim", now - timedelta(9), now + timedelta(1))
    set_phases(by=scored.world.admin, round=scored.round, phases=[phase])
    client = scored.log_in()
    page = read(client, scored.path(PAGE))
    assert "Pengisian berjalan sampai" in page
    assert 'value="freeze"' not in page
    sent = client.post(scored.path(PAGE), {"act": "freeze"})
    assert sent.status_code == 409
    assert not Freeze.objects.exists()


def test_the_page_shows_the_fingerprint_and_how_to_check_it(scored: Scored) -> None:
    client = freeze(scored)
    text = strip(read(client, scored.path(PAGE)))
    sha = Freeze.objects.get().sha256
    assert "Dibekukan: versi 1" in text
    assert " ".join(sha[at : at + 8] for at in range(0, 64, 8)) in text
    assert "tilik verify tilik-beku-1.json" in text


def test_the_file_is_what_was_sealed_and_proves_itself(scored: Scored) -> None:
    client = freeze(scored)
    response = client.get(scored.path("pembekuan/1.json"))
    assert response["Content-Type"] == "application/json"
    assert 'filename="tilik-beku-1.json"' in response["Content-Disposition"]
    data = json.loads(response.content)
    assert verify(data) is None
    frozen = Freeze.objects.get()
    assert data["sha256"] == frozen.sha256
    assert (
        hashlib.sha256(bytes(frozen.canonical)).digest()
        == hashlib.sha256(response.content).digest()
    )
    assert client.get(scored.path("pembekuan/2.json")).status_code == 404


def test_a_check_says_that_the_database_agrees_and_when_that_was(scored: Scored) -> None:
    client = freeze(scored)
    assert "Basis data sama" not in read(client, scored.path(PAGE))
    assert send(client, scored, act="check").status_code == 302
    page = read(client, scored.path(PAGE))
    assert "Basis data sama dengan yang dibekukan" in page
    assert f"Diperiksa: {format_moment(Job.objects.get(kind=CHECK).ended_at)}" in strip(page)


def test_a_check_names_what_changed(scored: Scored) -> None:
    client = freeze(scored)
    scored.round.round_units.filter(unit__code="klinik").update(name="Lain")
    send(client, scored, act="check")
    text = strip(read(client, scored.path(PAGE)))
    assert "Beda pertama ada di units[1].name" in text or "units[0].name" in text
    assert "Lain" in text


def test_looking_at_the_page_reads_nothing_of_the_round(scored: Scored) -> None:
    client = freeze(scored)
    send(client, scored, act="check")
    with mock.patch("tilik.actions.freezing.describe", side_effect=AssertionError):
        assert "Basis data sama" in read(client, scored.path(PAGE))


def test_while_it_is_checked_the_page_says_so_and_asks_for_no_second_check(
    scored: Scored,
) -> None:
    client = freeze(scored)
    with mock.patch.object(Task, "enqueue") as enqueue:
        for _ in range(2):
            send(client, scored, act="check")
    enqueue.assert_called_once()
    page = read(client, scored.path(PAGE))
    assert "Seluruh periode sedang dibandingkan" in page
    assert 'value="check"' not in page
    Job.objects.filter(kind=CHECK).update(at=timezone.now() - timedelta(hours=1))
    page = read(client, scored.path(PAGE))
    assert "Pemeriksaan terhenti sebelum selesai" in page
    assert 'value="check"' in page


def test_a_check_of_an_earlier_version_is_not_shown_for_the_next(scored: Scored) -> None:
    client = freeze(scored)
    send(client, scored, act="check")
    send(client, scored, act="reopen", reason="Salah lokus")
    assert "Basis data sama" in read(client, scored.path(PAGE))
    freeze(scored)
    assert "Basis data sama" not in read(client, scored.path(PAGE))


def test_opening_again_asks_for_a_reason_and_makes_the_next_version(scored: Scored) -> None:
    client = freeze(scored)
    sent = send(client, scored, act="reopen", reason=" ")
    assert sent.status_code == 409
    assert "Tulis alasannya." in sent.content.decode()
    assert send(client, scored, act="reopen", reason="Salah lokus").status_code == 302
    text = strip(read(client, scored.path(PAGE)))
    assert "Dibuka kembali: pembekuan berikutnya menjadi versi baru" in text
    assert "Salah lokus" in text
    freeze(scored)
    text = strip(read(client, scored.path(PAGE)))
    first = Freeze.objects.get(n=1)
    assert "Dibekukan: versi 2" in text
    assert first.sha256[:8] in text


def test_sent_twice_is_frozen_once(scored: Scored) -> None:
    client = scored.log_in()
    page = re.search(r'name="page" value="([^"]+)"', read(client, scored.path(PAGE)))
    assert page
    for _ in range(2):
        sent = client.post(scored.path(PAGE), {"page": page[1], "act": "freeze"})
        assert sent.status_code == 302
    assert Freeze.objects.count() == 1


def test_every_form_of_a_frozen_round_says_so(scored: Scored) -> None:
    freeze(scored)
    unit, evaluator = scored.log_in(scored.world.operator), scored.log_in(scored.world.evaluator)
    for client, rest in (
        (unit, "isian/sekolah/"),
        (unit, "isian/sekolah/K/a/"),
        (unit, "klarifikasi/sekolah/"),
        (evaluator, "verifikasi/sekolah/"),
    ):
        assert "Periode ini dibekukan sejak" in strip(read(client, scored.path(rest))), rest


def test_what_is_sent_to_a_frozen_round_is_refused_in_words(scored: Scored) -> None:
    client = freeze(scored)
    data = {"item": "1", "value": "5", "remark": "x", "page": "p"}
    sent = client.post(scored.path("verifikasi/sekolah/"), data)
    assert sent.status_code == 409
    assert "Periode ini dibekukan" in sent.content.decode()
    assert ">x</textarea>" in sent.content.decode()


def test_the_page_asks_few_queries(scored: Scored) -> None:
    client = freeze(scored)
    with CaptureQueriesContext(connection) as queries:
        read(client, scored.path(PAGE))
    assert len(queries) <= 20


def test_the_command_names_each_period_and_fails_where_one_changed(scored: Scored) -> None:
    freeze(scored)
    out = StringIO()
    call_command("check_freezes", stdout=out)
    assert out.getvalue() == f"{scored.round.pk} Nilai contoh: ok\n"
    scored.round.round_units.update(sector="lain")
    with pytest.raises(CommandError, match="1 changed"):
        call_command("check_freezes", stdout=out)
    assert "units[0].sector" in out.getvalue()


def test_a_leader_sees_and_changes_nothing(scored: Scored) -> None:
    freeze(scored)
    client = scored.log_in(scored.world.leader)
    page = read(client, scored.path(PAGE))
    assert 'value="reopen"' not in page
    assert client.post(scored.path(PAGE), {"act": "reopen", "reason": "x"}).status_code == 403
    assert client.post(scored.path(PAGE), {"act": "check"}).status_code == 302
    assert "Basis data sama dengan yang dibekukan" in read(client, scored.path(PAGE))


def test_while_it_is_frozen_the_page_says_how_far_it_is(scored: Scored) -> None:
    client = scored.log_in()
    with mock.patch.object(Task, "enqueue"):
        assert send(client, scored, act="freeze").status_code == 302
    text = strip(read(client, scored.path(PAGE)))
    assert "Periode sedang dibekukan 0/4 Hasil dihitung sekali lagi." in text
    assert 'value="freeze"' not in read(client, scored.path(PAGE))
    Job.objects.update(state="running", done=2)
    assert "2/4 Setiap hasil dibuktikan" in strip(read(client, scored.path(PAGE)))


def test_a_freeze_that_stopped_says_so_and_can_be_asked_for_again(scored: Scored) -> None:
    client = scored.log_in()
    with mock.patch.object(Task, "enqueue"):
        send(client, scored, act="freeze")
    Job.objects.update(at=timezone.now() - timedelta(hours=1))
    assert "Pembekuan terhenti sebelum selesai" in read(client, scored.path(PAGE))
    freeze(scored)
    assert "Dibekukan: versi 1" in strip(read(client, scored.path(PAGE)))


def test_a_result_that_does_not_come_out_again_is_named(scored: Scored) -> None:
    client = scored.log_in()
    with mock.patch("tilik.actions.freezing.compute_results", return_value={}):
        send(client, scored, act="freeze")
    text = strip(read(client, scored.path(PAGE)))
    assert "tidak terhitung ulang sama" in text
    assert not Freeze.objects.exists()
