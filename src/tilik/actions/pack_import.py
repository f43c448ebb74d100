"""An offline pack brought in: looked at line by line first, then taken; twice is once."""

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings

from tilik.actions import audit
from tilik.actions.answers import keep_answer
from tilik.actions.collecting import checked_value
from tilik.actions.documents import Place, offer_file, require_offering
from tilik.actions.instruments import load_for_unit
from tilik.actions.pack_reports import keep_report
from tilik.actions.packs import (
    BOOK,
    FOLDER,
    HERE,
    README,
    get_place,
    list_folders,
    list_questions,
    list_standing,
    read_cover,
    require_packing,
)
from tilik.actions.permissions import require
from tilik.actions.sheets import open_sheet, refuse_closed
from tilik.core.errors import UserError
from tilik.core.instrument import Instrument, Key
from tilik.library.pack import Filled, Question, read_workbook, settle
from tilik.reading.archives import Archive
from tilik.reading.kinds import PICTURES, tell_kind
from tilik.records.models import Answer, AnswerRevision, EvidenceLink, RoundUnit, User

TAKEN, SAME, CONFLICT, BAD, LATER = "taken", "same", "conflict", "bad", "later"
NUMBERS = ("number", "level", "rating")
ZIP = b"PK\x03\x04"
SECONDS = 12
"""How long files are taken in at one go: a server process that answers late is given up."""
DEPTH = 3
"""A file stands in the folder of its proof: folder, proof, name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: where, what, what becomes of it, and why where it is not taken.

    `who` is whose answer stands where that is newer than the pack.
    """

    place: str
    title: str
    outcome: str = SAME
    form: str = ""
    item: str = ""
    before: Any = None
    after: Any = None
    who: str = ""
    note: str = ""
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a pack does, or did."""

    pack: str
    lines: tuple[Line, ...]
    is_applied: bool

    def count(self, outcome: str) -> int:
        """How many lines came out so."""
        return sum(line.outcome == outcome for line in self.lines)


class _File(io.BytesIO):
    """A file out of a pack, as a form would hand it over."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name: str | None = name
        self.size: int | None = len(content)


@dataclass(frozen=True)
class _Run:
    """One pack over one unit."""

    by: User
    row: RoundUnit
    pack: UUID
    apply: bool
    instrument: Instrument
    questions: Mapping[tuple[str, str], Question]
    standing: Mapping[tuple[str, str], Answer]
    entries: Mapping[int, AnswerRevision]
    known: set[UUID]
    """Every entry of the unit's claim, and the UUIDs of what came in before."""
    closed: dict[Any, UserError | None] = field(default_factory=dict)
    """What was asked once: whether a form or a proof takes anything now."""
    ends: float = field(default_factory=lambda: time.monotonic() + SECONDS)


def import_pack(*, by: User, row: RoundUnit, content: bytes | Path, apply: bool = False) -> Report:
    """The report line by line; with `apply` what can be taken is taken.

    A zip as it was exported, or its workbook alone, in memory or where it lies. What was left
    blank changes nothing. Files that would take too long come out as `LATER`: the same again goes on.
    Raises PermissionDenied, UserError("pack-…" | "file-bomb" | "file-paths" | "file-locked").
    """
    require_packing(by, row)
    archive, book = _open(content)
    cover, rows = read_workbook(book)
    questions = list_questions(row)
    entries = {each.pk: each for each in _list_entries(row)}
    links = EvidenceLink.objects.filter(round=row.round, unit=row.unit)
    run = _Run(
        by, row, read_cover(cover, row), apply, load_for_unit(row.round, row.unit),
        {(each.form, each.code): each for each in questions}, list_standing(row), entries,
        {each.client_uuid for each in entries.values()}
        | set(links.values_list("client_uuid", flat=True)),
    )  # fmt: skip
    taken = (_take_answer(run, filled) for filled in settle(questions, rows))
    lines = [line for line in taken if line is not None]
    lines += _take_files(run, archive) if archive else ()
    report = Report(str(run.pack), tuple(lines), apply)
    if apply:
        _record(run, report)
    return report


def look_at_cover(content: bytes | Path) -> Mapping[str, str]:
    """What the pack says of itself, its seal not yet looked at. Raises UserError("pack-…")."""
    cover, _rows = read_workbook(_open(content)[1])
    return cover


def _open(content: bytes | Path) -> tuple[Archive | None, bytes]:
    """The zip and the workbook in it, or the workbook alone. Raises UserError("pack-…")."""
    if _read_start(content) != ZIP:
        raise UserError("pack-unreadable")
    archive = Archive(content)
    names = dict(archive.list_files())
    if "[Content_Types].xml" in names:
        return None, _read_book(content)
    found = next((names[name] for name in names if name.lower() == BOOK), None)
    if found is None:
        raise UserError("pack-no-workbook", name=BOOK)
    book = archive.read(found, settings.TILIK_DOCUMENT_BYTES)
    if not book.startswith(ZIP):
        raise UserError("pack-unreadable")
    Archive(book)  # a workbook is a zip, too, and may be a bomb
    return archive, book


def _read_start(content: bytes | Path) -> bytes:
    """The first bytes, by which a zip is known."""
    if isinstance(content, bytes):
        return content[: len(ZIP)]
    with content.open("rb") as file:
        return file.read(len(ZIP))


def _read_book(content: bytes | Path) -> bytes:
    """A workbook sent alone. Raises UserError("file-large")."""
    if isinstance(content, bytes):
        return content
    if content.stat().st_size > settings.TILIK_DOCUMENT_BYTES:
        raise UserError("file-large", most=settings.TILIK_DOCUMENT_BYTES)
    return content.read_bytes()


def _take_answer(run: _Run, filled: Filled) -> Line | None:
    """What becomes of one question; None where the pack says nothing of it."""
    key = filled.form, filled.code
    known, answer = run.questions.get(key), run.standing.get(key)
    stands = answer.revision if answer else None
    line = Line(
        filled.place, f"{filled.code} {known.title}" if known else filled.code, SAME, *key,
        before=stands.value if stands else None, after=filled.found or filled.value, note=filled.note,
    )  # fmt: skip
    if filled.fault:
        return _refuse(line, UserError(filled.fault, found=filled.found))
    if known is None or filled.value is None:
        return None
    try:
        base = _find_base(run, filled)
        value = checked_value(run.instrument.items[Key(*key)], filled.value)
        content = value, filled.note or (base.note if base else "")
        if any(_is_same(known.kind, content, each) for each in (base, stands)):
            return line
        line = replace(line, after=value)
        if stands and stands.pk != filled.base:
            line = replace(line, who=stands.by.get_role_line())
        return _keep(run, filled, content, line)
    except UserError as error:
        return _refuse(line, error)
    except KeyError:
        return _refuse(line, UserError("unknown-item"))


def _keep(run: _Run, filled: Filled, content: tuple[Any, str], line: Line) -> Line:
    """The line of an answer that says something new. Raises UserError, PermissionDenied."""
    value, note = content
    uuid = _name(run.pack, filled.form, filled.code, value, note, filled.base)
    if uuid in run.known:
        return line
    if not run.apply:
        _ask_once(run, filled.form, lambda: _require_open(run, filled.form))
        return replace(line, outcome=CONFLICT if line.who else TAKEN)
    sheet = open_sheet(by=run.by, round=run.row.round, unit=run.row.unit, form=filled.form)
    kept = keep_answer(
        by=run.by, sheet=sheet, item=filled.code, value=value, note=note, base=filled.base,
        client_uuid=uuid,
    )  # fmt: skip
    return replace(line, outcome=TAKEN if kept.took_effect else CONFLICT)


def _require_open(run: _Run, form: str) -> None:
    """Nothing. Raises UserError, PermissionDenied where nothing can be written on the form."""
    row = run.row
    place = {"government": row.government, "round": row.round, "unit": row.unit}
    require(run.by, "sheet.fill", **place, form=form)
    refuse_closed(get_place(row, form))


def _ask_once(run: _Run, about: Any, ask: Callable[[], None]) -> None:
    """Nothing. Raises what was raised when it was first asked."""
    if about not in run.closed:
        try:
            ask()
            run.closed[about] = None
        except UserError as error:
            run.closed[about] = error
    if (told := run.closed[about]) is not None:
        raise told


def _list_entries(row: RoundUnit) -> Iterator[AnswerRevision]:
    """Every entry ever made on the unit's claim."""
    place = {"sheet__round": row.round, "sheet__unit": row.unit, "sheet__stage": "claim"}
    yield from AnswerRevision.objects.filter(**place).select_related("sheet")


def _find_base(run: _Run, filled: Filled) -> AnswerRevision | None:
    """The entry that stood when the pack was made. Raises UserError("base-unknown")."""
    if filled.base is None:
        return None
    found = run.entries.get(filled.base)
    if found is None or (found.sheet.form, found.item) != (filled.form, filled.code):
        raise UserError("base-unknown", found=filled.base)
    return found


def _is_same(kind: str, content: tuple[Any, str], stands: AnswerRevision | None) -> bool:
    """Whether the answer says what stands already: 2.5 is 2.50, and blank is blank."""
    value, note = content
    if stands is None or stands.note != note:
        return False
    if kind in NUMBERS and stands.value is not None:
        return Fraction(str(value)) == Fraction(str(stands.value))
    return bool(value == stands.value)


def _take_files(run: _Run, archive: Archive) -> Iterator[Line]:
    """A line for every file of the pack but its own."""
    folders = {name.casefold(): place for name, place in list_folders(run.row).items()}
    for path, member in sorted(archive.list_files(), key=lambda pair: pair[0]):
        parts = path.split("/")
        if path.lower() in (BOOK, README.lower()) or parts[-1] == HERE:
            continue
        place = folders.get(parts[1].casefold()) if len(parts) >= DEPTH else None
        if place is None or parts[0].lower() != FOLDER:
            yield _refuse(Line(path, parts[-1]), UserError("pack-folder", folder=FOLDER))
        else:
            form, item, slot, words = place
            line = Line(path, words.split("\n")[0], form=form, item=item, after=parts[-1])
            if run.apply and time.monotonic() > run.ends:
                yield replace(line, outcome=LATER)
                continue
            yield _take_file(run, Place(run.row, form, item, slot), archive, member, line)


def _take_file(
    run: _Run, place: Place, archive: Archive, member: zipfile.ZipInfo, line: Line
) -> Line:
    """What becomes of one file."""
    try:
        content = archive.read(member, settings.TILIK_DOCUMENT_BYTES)
        uuid = _name(
            run.pack, place.form, place.item, place.slot, hashlib.sha256(content).hexdigest()
        )
        if uuid in run.known:
            return line
        if run.apply:
            run.known.add(uuid)
            file = _File(content, str(line.after))
            link = offer_file(by=run.by, place=place, file=file, client_uuid=uuid)
            return replace(line, outcome=TAKEN if link.client_uuid == uuid else SAME)
        about = place.form, place.item, place.slot
        _ask_once(run, about, lambda: require_offering(run.by, place))
        most = settings.TILIK_DOCUMENT_BYTES
        if len(content) <= most and tell_kind(content) in PICTURES:
            most = settings.TILIK_PHOTO_BYTES
        if len(content) > most:
            raise UserError("file-large", most=most)
    except UserError as error:
        return _refuse(line, error)
    return replace(line, outcome=TAKEN)


def _refuse(line: Line, error: UserError) -> Line:
    """The line, not taken."""
    return replace(line, outcome=BAD, error=error)


def _name(pack: UUID, *said: Any) -> UUID:
    """The same UUID for the same thing in the same pack, however often it is brought in."""
    return uuid5(pack, json.dumps(said))


def _record(run: _Run, report: Report) -> None:
    """Nothing; what was taken is on the story of the unit."""
    row, counts = run.row, {name: [None, report.count(name)] for name in (TAKEN, CONFLICT, BAD)}
    with audit.writing(row.government):
        kept = keep_report(by=run.by, row=row, report=report)
        audit.record(
            by=run.by, verb="pack.import", target=kept, government=row.government, round=row.round,
            unit=row.unit, diff={"pack": [None, report.pack], **counts},
        )  # fmt: skip
