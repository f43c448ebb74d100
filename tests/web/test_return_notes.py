"""Two returns leave two reasons: read by the unit and its evaluator, rewritten by nobody."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client

from tests.files import Sent, make_pdf
from tests.web.filled import read, strip
from tests.web.proofs import decide, make_proofs, offer
from tests.web.scored import BACKEND, Scored
from tests.world import in_days, make_government, make_user
from tilik.actions.documents import add_version
from tilik.actions.findings import return_finding
from tilik.actions.freeze_content import describe, say_text
from tilik.actions.returns import resend_items
from tilik.actions.sheets import return_sheet, send_sheet
from tilik.records.models import AuditEvent, EvidenceLink, Finding, ReturnNote, Sheet
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Tanpa nomor keputusan", "Tanpa tanda tangan"
FILL, RETURNED = "isian/sekolah/K/a/", "dikembalikan/sekolah/"
CHECK = "verifikasi/E/1/"


@pytest.fixture
def proofs(settings: Any, tmp_path: Path) -> Scored:
    settings.MEDIA_ROOT = tmp_path
    made = make_proofs()
    made.find("sekolah", "1", "1", remark="belum")
    return made


def give_back_twice(made: Scored) -> Finding:
    """The finding, returned, sent again, returned again."""
    world = made.world
    finding = Finding.objects.get(sheet__round=made.round, item="1")
    return_finding(by=world.evaluator, finding=finding, reason=FIRST, until=in_days(2))
    resend_items(by=world.operator, findings=[finding])
    finding.refresh_from_db()
    return return_finding(by=world.evaluator, finding=finding, reason=SECOND, until=in_days(4))


def return_twice(made: Scored) -> EvidenceLink:
    """The proof, returned, mended, returned again."""
    link = decide(made, offer(made), accepts=False, reason=FIRST)
    add_version(by=made.world.operator, link=link, file=Sent(make_pdf("lagi")))
    link.refresh_from_db()
    return decide(made, link, accepts=False, reason=SECOND)


def expect_both(page: str) -> None:
    """Both reasons stand there, the newer one first."""
    told = strip(page.split('class="entries">', 1)[1])
    assert told.index(SECOND) < told.index(FIRST)


def get_board(made: Scored, client: Client) -> str:
    """The evaluator's page of the indicator with the school opened."""
    return read(client, made.path(f"{CHECK}?unit=sekolah"))


def test_the_unit_reads_both_reasons_of_an_indicator_where_it_mends_it(proofs: Scored) -> None:
    give_back_twice(proofs)
    operator = proofs.log_in(proofs.world.operator)
    for path in (RETURNED, FILL):
        page = read(operator, proofs.path(path))
        expect_both(page)
        assert "Dikembalikan 2 kali" in page


def test_the_unit_still_reads_them_when_all_is_sent_again(proofs: Scored) -> None:
    resend_items(by=proofs.world.operator, findings=[give_back_twice(proofs)])
    expect_both(read(proofs.log_in(proofs.world.operator), proofs.path(FILL)))


def test_the_evaluator_reads_both_beside_the_line_with_deadline_and_name(proofs: Scored) -> None:
    give_back_twice(proofs)
    page = get_board(proofs, proofs.log_in(proofs.world.evaluator))
    told = page.split("Dikembalikan 2 kali", 1)[1].split("</details>")[0]
    assert FIRST in told and SECOND in told
    assert told.count("· sampai ") == 2
    assert told.count(proofs.world.evaluator.get_role_line()) == 2


def test_the_page_of_a_proof_tells_every_return_under_its_history(proofs: Scored) -> None:
    link = return_twice(proofs)
    for person in (proofs.world.operator, proofs.world.evaluator):
        page = read(proofs.log_in(person), proofs.path(f"bukti/sekolah/{link.pk}/"))
        expect_both(page.split("Riwayat", 1)[1])
    assert FIRST in get_board(proofs, proofs.log_in(proofs.world.evaluator))


def test_the_form_tells_every_time_it_came_back(proofs: Scored) -> None:
    world, sheet = (
        proofs.world,
        Sheet.objects.get(round=proofs.round, unit__code="sekolah", form="K"),
    )
    for reason in (FIRST, SECOND):
        send_sheet(by=world.operator, sheet=sheet)
        return_sheet(by=world.head, sheet=sheet, reason=reason)
    expect_both(read(proofs.log_in(world.operator), proofs.path("isian/sekolah/")))


def test_only_a_return_leaves_a_note_and_the_trail_holds_no_reason(proofs: Scored) -> None:
    link = return_twice(proofs)
    decide(proofs, link, accepts=True)
    notes = ReturnNote.objects.filter(evidence=link).order_by("pk")
    assert [note.reason for note in notes] == [FIRST, SECOND]
    assert {note.by_id for note in notes} == {proofs.world.evaluator.pk}
    assert FIRST not in str([event.diff for event in AuditEvent.objects.all()])


def test_no_reason_is_rewritten_or_removed(proofs: Scored) -> None:
    give_back_twice(proofs)
    note = ReturnNote.objects.earliest("pk")
    note.reason = "lain"
    for write in (note.save, note.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            write()
    assert ReturnNote.objects.earliest("pk").reason == FIRST


def test_another_unit_and_another_government_read_none_of_it(proofs: Scored) -> None:
    give_back_twice(proofs)
    stranger = make_user(proofs.world.government, Role.OPERATOR, proofs.units["klinik"])
    foreigner = make_user(make_government("65.01"), Role.ADMIN)
    for person in (stranger, foreigner):
        client = Client()
        client.force_login(person, backend=BACKEND)
        for path in (RETURNED, FILL, CHECK):
            response = client.get(proofs.path(path))
            assert response.status_code in (403, 404)
            assert FIRST not in response.content.decode()
    own = read(proofs.log_in(stranger), proofs.path("isian/klinik/K/a/"))
    assert FIRST not in own


def test_a_freeze_holds_the_fingerprint_of_the_reason_before(proofs: Scored) -> None:
    finding = Finding.objects.get(sheet__round=proofs.round, item="1")
    return_finding(by=proofs.world.evaluator, finding=finding, reason="sekali", until=in_days(2))
    (held,) = describe(proofs.round)["findings"]
    assert "returned_before" not in held, "a round frozen before compares as it did"
    resend_items(by=proofs.world.operator, findings=[finding])
    finding.refresh_from_db()
    return_finding(by=proofs.world.evaluator, finding=finding, reason=SECOND, until=in_days(4))
    (held,) = describe(proofs.round)["findings"]
    assert held["returned"][2] == say_text(SECOND)
    assert [said[2] for said in held["returned_before"]] == [say_text("sekali")]


def test_what_rows_told_before_there_were_notes_becomes_their_first_note(proofs: Scored) -> None:
    give_back_twice(proofs)
    link = return_twice(proofs)
    before = ReturnNote.objects.count()
    import_module("tilik.records.migrations.0022_return_notes").carry(apps, None)
    carried = ReturnNote.objects.order_by("pk")[before:]
    assert [(note.reason, note.evidence_id) for note in carried] == [
        (SECOND, None),
        (SECOND, link.pk),
    ]
