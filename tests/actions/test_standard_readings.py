"""Documents read for standards: in pieces, gone on with after a crash, accepted only by people."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.corpus.make import make_corpus
from tests.files import Sent, make_picture, make_xlsx
from tests.files import make_pdf as make_empty_pdf
from tests.reading.examples import BALKESMAS, GOOD_ONE, Example, make_pdf, make_rows
from tests.shared import shared
from tests.world import World, count_events, make_world, new_uuid
from tilik.actions import standard_readings
from tilik.actions.standard_readings import (
    draft_from_reading,
    go_on_reading,
    learn_name,
    read_standard,
    resume_reading,
    start_reading,
    stop_reading,
)
from tilik.actions.standards import set_component
from tilik.actions.units import add_service
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.reading.layout import Layout, from_data, join_layouts, read_layout, to_data
from tilik.records.models import Job, StandardReading, StandardVersion
from tilik.records.models.job import JobState

pytestmark = pytest.mark.django_db(transaction=False)
TWO = Example((), (("Legalisir", make_rows()), ("Mutasi", make_rows(n3="Berapa Sibuk"))))


@shared
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The jobs handed to the worker, which does nothing by itself here."""
    handed: list[int] = []
    monkeypatch.setattr(standard_readings, "_hand_over", handed.append)
    return handed  # type: ignore[return-value]


def send(world: World, content: bytes, name: str = "sk.pdf") -> StandardReading:
    return start_reading(
        by=world.operator, unit=world.school, file=Sent(content, name), client_uuid=new_uuid()
    )


def read(world: World, example: Example) -> StandardReading:
    reading = send(world, make_pdf(example))
    assert read_standard.call(reading.pk) == JobState.DONE
    return StandardReading.objects.get(pk=reading.pk)


def draft(world: World, reading: StandardReading, n: int = 0) -> StandardVersion:
    service = add_service(by=world.operator, unit=world.school, code=f"s{n}", name=f"S{n}")
    return draft_from_reading(by=world.operator, reading=reading, n=n, service=service)


def test_a_decree_is_read_and_its_faults_are_found(world: World) -> None:
    report = read(world, BALKESMAS).report
    components = report["services"][0]["components"]
    suggested = {each["number"]: each["suggestion"] for each in components}
    assert [n for n, s in suggested.items() if s == "defective"] == [3, 4, 11]
    assert report["facts"]["number"] == "800/001.11/7/2022"
    assert len(report["sizes"]) == report["pages"] == 2


def test_nothing_of_what_was_read_counts_before_a_person_accepts_it(world: World) -> None:
    version = draft(world, read(world, GOOD_ONE))
    assert {row.state for row in version.components.all()} == {"unread"}
    row = version.components.get(number=3)
    accepted = set_component(by=world.operator, version=version, number=3, text=row.content)
    assert accepted.state == "adequate"
    assert accepted.read_text == accepted.content


def test_a_correction_is_kept_beside_what_was_read(world: World) -> None:
    version = draft(world, read(world, GOOD_ONE))
    text = "45 menit sejak berkas lengkap"
    row = set_component(by=world.operator, version=version, number=3, text=text)
    assert (row.content, row.read_text) == (text, "30 menit sejak berkas lengkap")
    assert (row.page, len(row.box)) == (2, 4)


def test_what_a_person_leaves_empty_is_absent_and_no_longer_unread(world: World) -> None:
    version = draft(world, read(world, Example((), (("A", make_rows()[:6]),))))
    assert version.components.get(number=9).state == "unread"
    row = set_component(by=world.operator, version=version, number=9, text="")
    assert row.state == "absent"


def read_by_ones(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The first page of each process that was started, one page at a time."""
    asked: list[int] = []
    whole = standard_readings.read_rows

    def note(content: bytes, first: int, count: int, ocr: str) -> Layout:
        asked.append(first)
        return whole(content, first, count, ocr)

    monkeypatch.setattr(standard_readings, "AT_ONCE", 1)
    monkeypatch.setattr(standard_readings, "read_rows", note)
    return asked


def test_a_killed_worker_loses_no_page_that_was_read(
    world: World, monkeypatch: pytest.MonkeyPatch, worker: list[int]
) -> None:
    asked = read_by_ones(monkeypatch)
    reading = send(world, make_pdf(TWO))
    move = standard_readings.move

    def die(reading: StandardReading, states: Any, **values: Any) -> bool:
        if values.get("done") == 1:
            raise KeyboardInterrupt
        return move(reading, states, **values)

    monkeypatch.setattr(standard_readings, "move", die)
    with pytest.raises(KeyboardInterrupt):
        read_standard.call(reading.pk)
    assert Job.objects.get(pk=reading.pk).state == JobState.RUNNING
    worker.clear()
    go_on_reading.call()
    assert worker == []  # first seen: it may still be at work
    go_on_reading.call()
    assert worker == [reading.pk]
    monkeypatch.setattr(standard_readings, "move", move)
    assert read_standard.call(reading.pk) == JobState.DONE
    assert asked == [1, 2]
    reading.refresh_from_db()
    assert [each["name"] for each in reading.report["services"]] == ["Legalisir", "Mutasi"]


def test_a_reading_is_stopped_and_gone_on_with(
    world: World, monkeypatch: pytest.MonkeyPatch, worker: list[int]
) -> None:
    asked = read_by_ones(monkeypatch)
    reading = send(world, make_pdf(TWO))
    stop_reading(by=world.operator, reading=reading)
    assert read_standard.call(reading.pk) == JobState.STOPPED
    assert asked == []
    with pytest.raises(PermissionDenied):
        resume_reading(by=world.evaluator, reading=reading)
    resume_reading(by=world.operator, reading=reading)
    assert read_standard.call(reading.pk) == JobState.DONE
    resume_reading(by=world.operator, reading=reading)  # what is done stays done
    assert Job.objects.get(pk=reading.pk).state == JobState.DONE


def test_pages_read_apart_are_the_document_read_whole() -> None:
    for made in make_corpus(7, 4, reporting=False):
        whole = read_layout(made.content)
        if not whole.pages:
            continue
        parts = [read_layout(made.content, n, 1) for n in range(1, whole.pages + 1)]
        assert join_layouts([from_data(to_data(part)) for part in parts]) == from_data(
            to_data(whole)
        )


@pytest.mark.parametrize(
    ("content", "code"),
    [(make_xlsx(), "standard-kind"), (b"bukan dokumen", "file-kind"), (b"", "file-empty")],
)
def test_what_cannot_be_read_is_refused_at_once(world: World, content: bytes, code: str) -> None:
    with pytest.raises(UserError, match=code):
        send(world, content)
    assert not Job.objects.exists()


def test_a_document_no_library_can_open_is_a_reading_that_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(content: bytes, first: int, count: int, ocr: str) -> Layout:
        raise UserError("file-long", most=400, found=10_000)

    monkeypatch.setattr(standard_readings, "read_rows", fail)
    reading = send(world, make_pdf(GOOD_ONE))
    assert read_standard.call(reading.pk) == JobState.FAILED
    assert Job.objects.get(pk=reading.pk).message == "file-long"


def test_a_part_with_scans_holds_fewer_pages_and_the_next_begins_behind_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, str]] = []

    def give(content: bytes, first: int, count: int, ocr: str) -> Layout:
        asked.append((first, ocr))
        pages = range(first, min(first + 3, 8))
        sizes = tuple((595.0, 842.0) for _n in pages)
        return Layout((), 7, (), sizes=sizes, scanned=tuple(pages), poor=tuple(pages)[:1])

    monkeypatch.setattr(standard_readings, "read_rows", give)
    monkeypatch.setattr(settings, "TILIK_OCR", "light")
    reading = send(world, make_pdf(GOOD_ONE))
    assert read_standard.call(reading.pk) == JobState.DONE
    assert asked == [(1, "light"), (4, "light"), (7, "light")]
    reading.refresh_from_db()
    assert reading.report["scanned"] == [1, 2, 3, 4, 5, 6, 7]
    assert reading.report["poor"] == [1, 4, 7]
    assert len(reading.report["sizes"]) == 7
    assert Job.objects.get(pk=reading.pk).done == 7


def test_a_photo_is_read_as_a_page(world: World) -> None:
    reading = send(world, make_picture("JPEG"), "foto.jpg")
    assert read_standard.call(reading.pk) == JobState.DONE
    reading.refresh_from_db()
    assert (reading.report["pages"], reading.report["unread"]) == (1, [1])
    assert len(reading.report["sizes"]) == 1


def test_a_document_without_a_standard_is_typed_beside_its_pages(world: World) -> None:
    reading = send(world, make_empty_pdf())
    assert read_standard.call(reading.pk) == JobState.DONE
    reading.refresh_from_db()
    (found,) = reading.report["services"]
    assert {each["found"] for each in found["components"]} == {"perlu-diperiksa"}
    assert {row.state for row in draft(world, reading).components.all()} == {"unread"}


def test_a_heading_learned_once_is_known_to_the_whole_government(world: World) -> None:
    reading = read(world, TWO)
    mutasi = reading.report["services"][1]
    assert [row["label"] for row in mutasi["unknown"]] == ["Berapa Sibuk"]
    assert mutasi["components"][2]["found"] == "perlu-diperiksa"
    learn_name(by=world.operator, reading=reading, name="Berapa Sibuk", number=3)
    reading.refresh_from_db()
    assert reading.report["services"][1]["components"][2]["found"] == "ada"
    again = read(world, TWO)
    assert again.report["services"][1]["unknown"] == []
    for name, number in (("Berapa Sibuk", 15), (" ", 3)):
        with pytest.raises(NotFound):
            learn_name(by=world.operator, reading=reading, name=name, number=number)


def test_sent_twice_is_read_once_and_a_foreign_service_takes_nothing(world: World) -> None:
    uuid, content = new_uuid(), make_pdf(GOOD_ONE)
    place = {"by": world.operator, "unit": world.school, "client_uuid": uuid}
    first = start_reading(file=Sent(content), **place)  # type: ignore[arg-type]
    second = start_reading(file=Sent(content), **place)  # type: ignore[arg-type]
    assert first == second
    assert count_events("standard.read") == 1
    read_standard.call(first.pk)
    first.refresh_from_db()
    other = add_service(by=world.admin, unit=world.clinic, code="x", name="X")
    with pytest.raises(NotFound):
        draft_from_reading(by=world.operator, reading=first, n=0, service=other)
    own = add_service(by=world.operator, unit=world.school, code="y", name="Y")
    for n in (-1, 1):
        with pytest.raises(NotFound):
            draft_from_reading(by=world.operator, reading=first, n=n, service=own)


@pytest.mark.parametrize("who", ["evaluator", "leader"])
def test_who_only_reads_standards_has_none_read(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        start_reading(
            by=getattr(world, who), unit=world.school, file=Sent(make_pdf(GOOD_ONE)),
            client_uuid=new_uuid(),
        )  # fmt: skip
