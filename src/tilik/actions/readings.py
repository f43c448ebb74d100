"""Documents looked through by the worker: what they hold, whom they name, what they are like."""

from collections.abc import Iterable

from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.actions.receiving import open_kept
from tilik.core.errors import UserError
from tilik.reading.isolated import read_content
from tilik.reading.likeness import compare_sketches, is_near, list_marks, make_sketch
from tilik.records.models import (
    DocumentLikeness,
    DocumentMark,
    DocumentReading,
    DocumentVersion,
    Unit,
)

ALIKE = 0.6
"""Held against made-up decrees: what was taken over shares 0.69 or more, other decrees 0.20 or less."""
SHORTEST_NAME = 8
"""A shorter name of a unit stands in many texts by chance."""


@task()
def read_version(version_id: int) -> bool:
    """Whether the version was new to us; its reading and what it is like are stored."""
    version = DocumentVersion.objects.select_related("document", "government").get(pk=version_id)
    if DocumentReading.objects.filter(pk=version.pk).exists():
        return False
    reading = _read(version)
    marks = list_marks(reading.sketch, reading.picture)
    with audit.writing(version.government):
        if DocumentReading.objects.filter(pk=version.pk).exists():
            return False
        reading.save(force_insert=True)
        like = list(_find_like(version, reading, marks))
        DocumentMark.objects.bulk_create(
            DocumentMark(government=version.government, reading=reading, mark=mark)
            for mark in marks
        )
        DocumentLikeness.objects.bulk_create(like)
    return True


def note_version(version: DocumentVersion) -> None:
    """Nothing; the worker looks the version through."""
    read_version.enqueue(version.pk)


@task()
def read_unread() -> None:
    """Nothing; what the worker never came to is looked through: a power cut, an older version."""
    unread = DocumentVersion.objects.filter(reading=None).order_by("pk")
    for pk in list(unread.values_list("pk", flat=True)[:1000]):
        read_version.call(pk)


def _read(version: DocumentVersion) -> DocumentReading:
    """What was found, not stored yet; the text goes no further than this."""
    place = {"version": version, "government": version.government, "at": timezone.now()}
    with open_kept(version.storage_key) as file:
        content = file.read()
    try:
        found = read_content(content, version.media_type)
    except UserError:
        return DocumentReading(is_unreadable=True, **place)
    return DocumentReading(
        n_pages=found["n_pages"],
        n_characters=len(found["text"]),
        is_empty=found["is_empty"],
        picture=found["picture"],
        sketch=make_sketch(found["text"]),
        mentions=_find_mentions(version, found["text"]),
        **place,
    )


def _find_mentions(version: DocumentVersion, text: str) -> list[str]:
    """Other units of the government that the text names though it never names its own."""
    words = " ".join(text.casefold().split())
    units = dict(Unit.objects.filter(government=version.government).values_list("pk", "name"))
    named = {
        pk: name
        for pk, name in units.items()
        if len(name) >= SHORTEST_NAME and name.casefold() in words
    }
    return [] if version.document.unit_id in named else list(named.values())


def _find_like(
    version: DocumentVersion, reading: DocumentReading, marks: list[int]
) -> Iterable[DocumentLikeness]:
    """Likeness to other documents of the government, the same bytes left aside."""
    candidates = DocumentReading.objects.filter(
        government=version.government, marks__mark__in=marks
    ).exclude(version__document=version.document_id)
    for other in candidates.exclude(version__sha256=version.sha256).distinct():
        share = compare_sketches(reading.sketch, other.sketch)
        looks_alike = reading.picture and other.picture and is_near(reading.picture, other.picture)
        if share >= ALIKE or looks_alike:
            yield DocumentLikeness(
                government=version.government, one=version, other=other.version,
                percent=100 if looks_alike else round(100 * share),
            )  # fmt: skip
