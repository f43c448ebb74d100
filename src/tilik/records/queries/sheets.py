"""A sheet as a person fills it in, and the story of each answer."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tilik.core.answers import Answer as CoreAnswer
from tilik.core.document import build
from tilik.core.instrument import Gap, Instrument, Key
from tilik.core.numbers import fraction
from tilik.core.suggestions import is_asked
from tilik.records.models import (
    Answer,
    AnswerRevision,
    AuditEvent,
    Finding,
    Objection,
    Round,
    RoundUnit,
    Sheet,
    Unit,
)
from tilik.records.queries.documents import (
    ItemText,
    find_form,
    get_document,
    get_sort,
    list_items,
)

Sort = tuple[int, str, str]
NUMERIC = ("level", "rating", "number")


@dataclass(frozen=True)
class ItemRow:
    """One item of a sheet: its words, what stands, and whether it is to be asked at all.

    `asked` is None while that depends on a question nobody answered yet.
    """

    item: ItemText
    revision: AnswerRevision | None
    asked: bool | None
    finding: Finding | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the item has to be answered and is not."""
        absent = self.revision is None or self.revision.absence == Gap.NOT_ANSWERED
        return absent and self.asked is True


@dataclass(frozen=True)
class SheetView:
    """A sheet with all its items in order."""

    sheet: Sheet
    row: RoundUnit | None
    rows: tuple[ItemRow, ...]

    @property
    def missing(self) -> tuple[ItemRow, ...]:
        """The items that have to be answered and are not."""
        return tuple(row for row in self.rows if row.is_missing)


@dataclass(frozen=True)
class Story:
    """Everything that happened to one item of a unit: entries and events, oldest first."""

    revisions: tuple[AnswerRevision, ...]
    events: tuple[AuditEvent, ...]
    objections: tuple[Objection, ...]


def get_sheet(pk: int) -> Sheet | None:
    """The sheet with all it hangs on, or None."""
    related = ("government", "round__instrument_version", "round__government", "unit", "service")
    people = ("seat", "sent_by__person", "approved_by__person")
    sheets = Sheet.objects.select_related(*related, *people)
    large = ("cases", "lint_report")
    sheets = sheets.defer(*(f"round__instrument_version__{name}" for name in large))
    return sheets.filter(pk=pk).first()


def list_sheets(round: Round, unit: Unit | None) -> list[Sheet]:
    """All sheets of a unit in a round, in the order of stages as they were opened."""
    sheets = Sheet.objects.filter(round=round, unit=unit).select_related("service", "seat__user")
    return list(sheets.order_by("pk"))


def view_sheet(sheet: Sheet) -> SheetView:
    """The sheet with its items and what stands on each, in three queries."""
    row = RoundUnit.objects.filter(round=sheet.round, unit=sheet.unit).first()
    sort = get_sort(sheet.round, row)
    document = sheet.round.instrument_version.document
    items = list_items(find_form(document, sheet.form), *sort)
    answers = Answer.objects.filter(sheet=sheet).select_related("revision__by__person")
    standing = {answer.item: answer.revision for answer in answers}
    findings = {found.item: found for found in Finding.objects.filter(sheet=sheet)}
    asked = _find_asked(sheet, items, standing, sort)
    rows = (
        ItemRow(item, standing.get(item.code), asked[item.code], findings.get(item.code))
        for item in items
    )
    return SheetView(sheet, row, tuple(rows))


def get_story(round: Round, unit: Unit | None, form: str, item: str) -> Story:
    """All entries and events of one item of a unit, by everybody, oldest first."""
    revisions = AnswerRevision.objects.filter(
        sheet__round=round, sheet__unit=unit, sheet__form=form, item=item
    ).select_related("by__person", "sheet")
    events = AuditEvent.objects.filter(round=round, unit=unit, form=form, item=item)
    objections = Objection.objects.filter(
        finding__sheet__round=round,
        finding__sheet__unit=unit,
        finding__sheet__form=form,
        finding__item=item,
    ).select_related("by__person", "decided_by__person")
    return Story(
        tuple(revisions.order_by("pk")),
        tuple(events.select_related("by__person").order_by("pk")),
        tuple(objections.order_by("pk")),
    )


def make_core_answer(instrument: Instrument, form: str, revision: AnswerRevision) -> CoreAnswer:
    """What stands, as the core knows it (without unit, person and stage)."""
    key = Key(form, revision.item)
    if revision.absence is not None:
        return CoreAnswer(unit="", form=form, item=key.item, gap=Gap(revision.absence))
    value: Any = revision.value
    if isinstance(value, list):
        value = frozenset(map(str, value))
    elif key in instrument.items and instrument.items[key].kind in NUMERIC:
        value = fraction(value)
    return CoreAnswer(unit="", form=form, item=key.item, value=value)


@lru_cache(maxsize=32)
def _build(sha: str, variant: str, sort: Sort) -> Instrument:
    """The instrument of these bytes; kept in memory, for they never change."""
    return build(get_document(sha), variant, *sort)


def _find_asked(
    sheet: Sheet, items: list[ItemText], standing: dict[str, AnswerRevision], sort: Sort
) -> dict[str, bool | None]:
    """Whether each item is to be asked; the instrument is built only where one is conditional."""
    asked: dict[str, bool | None] = {item.code: True for item in items}
    conditional = [item for item in items if item.is_conditional]
    if not conditional:
        return asked
    version = sheet.round.instrument_version
    instrument = _build(version.sha256, sheet.round.variant, sort)
    answers = {
        Key(sheet.form, code): (make_core_answer(instrument, sheet.form, revision),)
        for code, revision in standing.items()
    }
    for item in conditional:
        found = instrument.items[Key(sheet.form, item.code)]
        asked[item.code] = is_asked(instrument, found, answers)
    return asked
