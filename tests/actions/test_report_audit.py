"""Reports audited by the worker: in pieces, after a crash, stopped, forgotten in time, deleted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.files import Sent, make_picture
from tests.reading.papers import make_text_pdf
from tests.reports.layouts import LAYOUTS
from tests.reports.truth import make_sound, plant
from tests.shared import shared
from tests.world import World, count_events, make_world, new_uuid
from tilik.actions import report_audit
from tilik.actions.documents import keep_document
from tilik.actions.receiving import open_kept
from tilik.actions.report_audit import (
    audit_report,
    delete_audit,
    forget_reports,
    go_on_auditing,
    resume_audit,
    start_audit,
    stop_audit,
)
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.reading.isolated import read_rows
from tilik.reading.layout import Layout
from tilik.records.models import AuditEvent, Document, Job, ReportAudit, ReportAuditPart
from tilik.records.models.job import JobState

pytestmark = pytest.mark.django_db


@shared
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The jobs handed to the worker, which does nothing by itself here."""
    handed: list[int] = []
    monkeypatch.setattr(report_audit, "_hand_over", handed.append)
    return handed  # type: ignore[return-value]


def make_report(*kinds: int, layout: str = "broken-long") -> bytes:
    report = make_sound(3)
    for kind in kinds:
        report = plant(report, kind)
    return LAYOUTS[layout](report)


def send(world: World, content: bytes, **more: Any) -> ReportAudit:
    given = {"by": world.operator, "unit": None, "client_uuid": new_uuid(), **more}
    return start_audit(government=world.government, file=Sent(content, "skm.pdf"), **given)


def by_ones(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The first page of each process that was started, one page at a time."""
    asked: list[int] = []

    def read(content: bytes, first: int) -> Layout:
        asked.append(first)
        return read_rows(content, first, 1)

    monkeypatch.setattr(report_audit, "AT_ONCE", 1)
    monkeypatch.setattr(report_audit, "read_report_part", read)
    return asked


def let_pass(found: ReportAudit, days: int) -> None:
    Job.objects.filter(pk=found.pk).update(at=timezone.now() - timedelta(days=days))


def test_what_is_found_is_kept_and_the_words_of_the_report_are_not(world: World) -> None:
    found = send(world, make_report(1, 10))
    assert audit_report.call(found.pk) == JobState.DONE
    found.refresh_from_db()
    assert {1, 10} <= {each["kind"] for each in found.outcome["findings"]}
    assert found.counts["error"] >= 2
    assert found.counts["read"] >= 2
    assert not ReportAuditPart.objects.exists()
    assert "skm" not in str(AuditEvent.objects.get(verb="report.audit").diff)


def test_a_killed_worker_loses_no_page_and_another_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch, worker: list[int]
) -> None:
    asked = by_ones(monkeypatch)
    found = send(world, make_report(1))
    keep = report_audit._keep_part

    def die(found: ReportAudit, first: int, part: Layout) -> bool:
        keep(found, first, part)
        if first == 2:
            raise KeyboardInterrupt
        return True

    monkeypatch.setattr(report_audit, "_keep_part", die)
    with pytest.raises(KeyboardInterrupt):
        audit_report.call(found.pk)
    job = Job.objects.get(pk=found.pk)
    assert (job.state, job.done) == (JobState.RUNNING, 2)
    pages = job.total
    worker.clear()
    go_on_auditing.call()
    assert worker == []  # first seen: it may still be at work
    go_on_auditing.call()
    assert worker == [found.pk]
    monkeypatch.setattr(report_audit, "_keep_part", keep)
    assert audit_report.call(found.pk) == JobState.DONE
    assert asked == list(range(1, (pages or 0) + 1))
    found.refresh_from_db()
    assert 1 in {each["kind"] for each in found.outcome["findings"]}


def test_a_stopped_audit_goes_on_where_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch, worker: list[int]
) -> None:
    asked = by_ones(monkeypatch)
    found = send(world, make_report())
    keep = report_audit._keep_part

    def stop(found: ReportAudit, first: int, part: Layout) -> bool:
        if first == 2:
            stop_audit(by=world.operator, found=found)
        return keep(found, first, part)

    monkeypatch.setattr(report_audit, "_keep_part", stop)
    assert audit_report.call(found.pk) == JobState.STOPPED
    assert ReportAuditPart.objects.count() == 1
    monkeypatch.setattr(report_audit, "_keep_part", keep)
    assert audit_report.call(found.pk) == JobState.STOPPED  # handed over twice, stopped once
    resume_audit(by=world.operator, found=found)
    assert audit_report.call(found.pk) == JobState.DONE
    assert asked[:4] == [1, 2, 2, 3]
    assert audit_report.call(found.pk) == JobState.STOPPED  # what is done is not done again
    assert Job.objects.get(pk=found.pk).state == JobState.DONE


def test_sent_twice_is_one_audit(world: World) -> None:
    uuid, content = new_uuid(), make_report()
    assert send(world, content, client_uuid=uuid) == send(world, content, client_uuid=uuid)
    assert count_events("report.audit") == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [(make_picture("PNG"), "file-kind"), (b"bukan", "file-kind"), (b"", "file-empty")],
)
def test_what_is_no_report_is_refused_at_once(world: World, content: bytes, code: str) -> None:
    with pytest.raises(UserError, match=code):
        send(world, content, unit=world.school)
    assert not Job.objects.exists()
    assert not Document.objects.exists()


def test_what_takes_too_much_is_an_audit_that_failed_and_may_be_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = send(world, make_report(1))
    audit_rows = report_audit.audit_rows

    def fail(*_given: Any) -> Any:
        raise UserError("file-unreadable")

    monkeypatch.setattr(report_audit, "audit_rows", fail)
    assert audit_report.call(found.pk) == JobState.FAILED
    assert Job.objects.get(pk=found.pk).message == "file-unreadable"
    monkeypatch.setattr(report_audit, "audit_rows", audit_rows)
    resume_audit(by=world.operator, found=found)
    assert audit_report.call(found.pk) == JobState.DONE


def test_a_file_is_forgotten_when_its_time_is_over_and_the_findings_stay(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TILIK_REPORT_DAYS = 30
    found, other = send(world, make_report(1)), send(world, make_text_pdf("Lain"))
    audit_report.call(found.pk)
    audit_report.call(other.pk)
    let_pass(found, 31)
    let_pass(other, 29)
    key = found.storage_key
    with django_capture_on_commit_callbacks(execute=True):
        forget_reports.call()
    found.refresh_from_db()
    assert found.storage_key == ""
    assert found.outcome["findings"]
    with pytest.raises(NotFound):
        open_kept(key)
    other.refresh_from_db()
    with open_kept(other.storage_key) as file:
        assert file.read(4) == b"%PDF"
    with pytest.raises(UserError, match="report-erased"):
        resume_audit(by=world.operator, found=found)


def test_a_report_under_way_is_not_forgotten(world: World) -> None:
    found = send(world, make_report())
    let_pass(found, 99)
    forget_reports.call()
    found.refresh_from_db()
    assert found.storage_key


def test_bytes_a_document_is_made_of_are_never_forgotten(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    content = make_report()
    found = send(world, content)
    audit_report.call(found.pk)
    keep_document(by=world.operator, unit=world.school, file=Sent(content))
    let_pass(found, 99)
    key = found.storage_key
    with django_capture_on_commit_callbacks(execute=True):
        forget_reports.call()
    with open_kept(key) as file:
        assert file.read() == content


def test_a_deleted_audit_leaves_neither_findings_nor_file_but_its_trace(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    found = send(world, make_report(1))
    audit_report.call(found.pk)
    pk, key = found.pk, found.storage_key
    with pytest.raises(PermissionDenied):
        delete_audit(by=world.evaluator, found=found)
    with django_capture_on_commit_callbacks(execute=True):
        delete_audit(by=world.operator, found=found)
        open_kept(key).close()  # until all of it is stored
    assert not ReportAudit.objects.exists()
    assert not Job.objects.exists()
    assert count_events("report.delete") == 1
    with pytest.raises(NotFound):
        open_kept(key)
    assert audit_report.call(pk) == JobState.STOPPED  # handed over before, deleted since


def test_the_document_a_report_was_kept_as_outlives_the_audit(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    content = make_report()
    found = send(world, content, unit=world.school)
    assert found.version is not None
    let_pass(found, 99)
    audit_report.call(found.pk)
    with django_capture_on_commit_callbacks(execute=True):
        forget_reports.call()
        delete_audit(by=world.admin, found=ReportAudit.objects.get())
    with open_kept(Document.objects.get().versions.get().storage_key) as file:
        assert file.read() == content


def test_an_audit_deleted_while_pages_are_read_stops_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = send(world, make_report())
    keep = report_audit._keep_part

    def delete(found: ReportAudit, first: int, part: Layout) -> bool:
        delete_audit(by=world.admin, found=ReportAudit.objects.get())
        return keep(found, first, part)

    monkeypatch.setattr(report_audit, "_keep_part", delete)
    assert audit_report.call(found.pk) == JobState.STOPPED
    assert not ReportAuditPart.objects.exists()


def test_only_who_fills_in_a_unit_keeps_a_report_as_its_document(world: World) -> None:
    with pytest.raises(PermissionDenied):
        send(world, make_report(), by=world.evaluator, unit=world.school)
    assert not ReportAudit.objects.exists()


def test_only_who_sent_it_and_the_office_stop_it_and_others_leave_it_running(world: World) -> None:
    found = send(world, make_report(), unit=world.school)
    for who in (world.head, world.leader, world.evaluator):
        with pytest.raises(PermissionDenied):
            stop_audit(by=who, found=found)
    assert Job.objects.get(pk=found.pk).state == JobState.WAITING
    stop_audit(by=world.admin, found=found)
    assert Job.objects.get(pk=found.pk).state == JobState.STOPPED


@pytest.mark.parametrize("layout", ["word-long", "workbook"])
def test_what_has_no_pages_is_read_in_one_go(world: World, layout: str) -> None:
    found = send(world, make_report(1, layout=layout))
    assert audit_report.call(found.pk) == JobState.DONE
    job = Job.objects.get(pk=found.pk)
    assert (job.done, job.total) == (1, 1)
    found.refresh_from_db()
    assert 1 in {each["kind"] for each in found.outcome["findings"]}


def test_a_csv_is_audited_and_kept_for_a_time_but_is_no_document_of_a_unit(world: World) -> None:
    content = b"Unit;IPP;Kategori\nDinas A;4,44;A\nDinas B;3,62;B\n"
    found = send(world, content)
    assert (found.media_type, found.file_name) == ("text/csv", "skm.csv")
    with open_kept(found.storage_key) as file:
        assert file.read() == content
    assert audit_report.func(found.pk) == JobState.DONE
    found.refresh_from_db()
    assert [(f["code"], f["cell"]) for f in found.outcome["findings"]] == [("unit-mark", "C2")]
    with pytest.raises(UserError) as caught:
        send(world, content, unit=world.school)
    assert caught.value.code == "file-kind"
