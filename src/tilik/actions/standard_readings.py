"""Documents read for standards: some pages at a time, stopped and gone on with, accepted by people."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.actions.judging import get_checks
from tilik.actions.long_work import RUNS, find_lost, find_next, join_parts, move
from tilik.actions.permissions import require
from tilik.actions.receiving import Incoming, open_kept, receive
from tilik.actions.standards import KIND, start_version
from tilik.core.errors import NotFound, UserError
from tilik.core.standards import ServiceRead, judge
from tilik.core.standards_data import make_data
from tilik.reading.isolated import AT_ONCE, read_rows
from tilik.reading.kinds import DOCX, PDF, PICTURES
from tilik.reading.layout import Layout, to_data
from tilik.reading.signs import find_signs
from tilik.reading.standards import find_services
from tilik.records.models import (
    Document,
    DocumentVersion,
    Job,
    LearnedName,
    Service,
    StandardComponent,
    StandardReading,
    StandardReadingPart,
    StandardVersion,
    Unit,
    User,
)
from tilik.records.models.job import JobState
from tilik.records.models.standard import ComponentStatus

NAME_LENGTH = 90


def start_reading(*, by: User, unit: Unit, file: Incoming, client_uuid: UUID) -> StandardReading:
    """The reading that waits for the worker; sent twice is one reading.

    Raises PermissionDenied, UserError("file-…").
    """
    require(by, "standard.write", government=unit.government, unit=unit)
    found = StandardReading.objects.filter(job__client_uuid=client_uuid, unit=unit).first()
    if found:
        return found
    kept = receive(file)
    if kept.kind not in {PDF, DOCX, *PICTURES}:
        raise UserError("standard-kind")
    place, now = {"government": unit.government}, timezone.now()
    with audit.writing(unit.government):
        document = Document.objects.create(
            **place, unit=unit, kind=KIND, title=kept.name.rpartition(".")[0]
        )
        version = DocumentVersion.objects.create(
            **place, document=document, n=1, sha256=kept.sha256, size=kept.size, by=by, at=now,
            media_type=kept.kind, file_name=kept.name, storage_key=kept.key,
        )  # fmt: skip
        job = Job.objects.create(**place, kind=KIND, by=by, at=now, client_uuid=client_uuid)
        reading = StandardReading.objects.create(**place, job=job, unit=unit, version=version)
        diff = {"sha256": [None, kept.sha256]}
        audit.record(by=by, verb="standard.read", target=reading, unit=unit, diff=diff, **place)
        transaction.on_commit(lambda: _hand_over(job.pk))
    return reading


def stop_reading(*, by: User, reading: StandardReading) -> None:
    """Nothing; the worker stops after the pages it is at, what is read is kept.

    Raises PermissionDenied.
    """
    require(by, "standard.write", government=reading.government, unit=reading.unit)
    with audit.writing(reading.government):
        running = Job.objects.filter(pk=reading.job_id, state__in=RUNS)
        running.update(state=JobState.STOPPED, ended_at=timezone.now())


def resume_reading(*, by: User, reading: StandardReading) -> None:
    """Nothing; the worker goes on with the pages that are missing. Raises PermissionDenied."""
    require(by, "standard.write", government=reading.government, unit=reading.unit)
    with audit.writing(reading.government):
        halted = Job.objects.filter(pk=reading.job_id).exclude(state=JobState.DONE)
        halted.update(state=JobState.WAITING, ended_at=None, message="")
        transaction.on_commit(lambda: _hand_over(reading.pk))


@task()
def read_standard(job_id: int) -> str:
    """How the reading stands; pages read before are not read again."""
    reading = StandardReading.objects.select_related("job", "unit__government", "version").get(
        pk=job_id
    )
    if not move(reading.pk, RUNS, state=JobState.RUNNING):
        return str(Job.objects.get(pk=job_id).state)
    with open_kept(reading.version.storage_key) as file:
        content = file.read()
    try:
        while (first := find_next(reading.parts.all())) is not None:
            part = read_rows(content, first, AT_ONCE, settings.TILIK_OCR)
            StandardReadingPart.objects.get_or_create(
                reading=reading, first=first, defaults={"layout": to_data(part)}
            )
            done = min(first - 1 + max(len(part.sizes), 1), max(part.pages, 1))
            if not move(reading.pk, RUNS, done=done, total=max(part.pages, 1)):
                return JobState.STOPPED
    except UserError as error:
        move(reading.pk, RUNS, state=JobState.FAILED, message=error.code, ended_at=timezone.now())
        return JobState.FAILED
    return _finish(reading, find_signs(content))


@task()
def go_on_reading() -> None:
    """Nothing; what got no further since the last look has lost its worker and is handed over anew.

    A worker is lost by a power cut or a killed process. Read twice at once is read once.
    """
    for pk in find_lost(KIND):
        _hand_over(pk)


def learn_name(*, by: User, reading: StandardReading, name: str, number: int) -> LearnedName:
    """The heading, which means that component in the whole government from now on.

    Raises PermissionDenied, NotFound.
    """
    require(by, "standard.write", government=reading.government, unit=reading.unit)
    if number not in range(1, 15) or not name.strip():
        raise NotFound("component-not-found")
    with audit.writing(reading.government):
        learned, _is_new = LearnedName.objects.update_or_create(
            government=reading.government, name=name.strip()[:NAME_LENGTH],
            defaults={"number": number, "by": by, "at": timezone.now()},
        )  # fmt: skip
        before, parts = reading.report, reading.parts.all()
        reading.report = _judge(reading, join_parts(parts)) if parts else {}
        if "signed" in before:
            reading.report["signed"] = before["signed"]
        reading.save(update_fields=["report"])
        diff = {"number": [None, number]}
        audit.record(
            by=by, verb="standard.learn", target=learned, government=reading.government,
            unit=reading.unit, diff=diff,
        )  # fmt: skip
    return learned


def draft_from_reading(
    *, by: User, reading: StandardReading, n: int, service: Service
) -> StandardVersion:
    """The draft of the service that says what was read; nothing counts until a person accepts it.

    Raises PermissionDenied, NotFound, UserError("draft-exists").
    """
    found = get_service_read(reading, n)
    if service.unit_id != reading.unit_id:
        raise NotFound("service-not-found")
    with audit.writing(reading.government):
        version = start_version(by=by, service=service)
        version.source = reading.version
        version.save()
        rows = {row.number: row for row in version.components.all()}
        for read in found["components"]:
            row = rows[read["number"]]
            row.content = row.read_text = read["text"] or ""
            row.page, row.box = read["page"], read["box"]
            row.is_picture = read["found"] == "ada-gambar"
            row.suggested = ComponentStatus.UNREAD
        StandardComponent.objects.bulk_update(
            rows.values(), ["content", "read_text", "page", "box", "is_picture", "suggested"]
        )
        reading.services = {**reading.services, str(n): version.pk}
        reading.save(update_fields=["services"])
    return version


def get_service_read(reading: StandardReading, n: int) -> Mapping[str, Any]:
    """What was read of one service. Raises NotFound."""
    services = reading.report.get("services", [])
    if not 0 <= n < len(services):
        raise NotFound("service-not-found")
    found: Mapping[str, Any] = services[n]
    return found


def _hand_over(job_id: int) -> None:
    read_standard.enqueue(job_id)


def _finish(reading: StandardReading, signed: Mapping[str, Any]) -> str:
    """Done: what was found is judged and kept."""
    layout = join_parts(reading.parts.all())
    report = {**_judge(reading, layout), "signed": signed}
    with audit.writing(reading.government):
        if not move(reading.pk, RUNS, state=JobState.DONE, ended_at=timezone.now()):
            return JobState.STOPPED
        StandardReading.objects.filter(pk=reading.pk).update(report=report)
    return JobState.DONE


def _judge(reading: StandardReading, layout: Layout) -> dict[str, Any]:
    """The report on the document, as plain data."""
    checks, unit = get_checks(), reading.unit
    learned = dict(
        LearnedName.objects.filter(government=reading.government).values_list("name", "number")
    )
    known = list(unit.services.values_list("name", flat=True))
    services = find_services(layout, checks.components, learned, known)
    services = services or [ServiceRead("", {}, is_uncertain=True)]  # to be typed beside the pages
    report = judge(checks, services, layout.text, today=timezone.localdate(), unit=unit.name)
    return {**make_data(report), "unread": list(layout.unread), "pages": layout.pages,
            "scanned": list(layout.scanned), "poor": list(layout.poor),
            "sizes": [list(size) for size in layout.sizes]}  # fmt: skip
