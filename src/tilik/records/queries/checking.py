"""One indicator of all units as an evaluator checks it, and how far the checking is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q

from tilik.records.models import (
    Adjudication,
    Answer,
    AnswerRevision,
    EvidenceLink,
    Finding,
    Round,
    RoundUnit,
    Sheet,
)
from tilik.records.models.document import EvidenceStatus
from tilik.records.models.round import Stage
from tilik.records.queries.documents import ItemText, get_year, list_items, list_unit_forms
from tilik.records.queries.progress import get_group

Seats = Mapping[int, int | None]
"""The seat an evaluator checks each unit from, by unit."""


@dataclass(frozen=True)
class CheckRules:
    """How a round is checked: how often an item may be returned, for how long, by how many."""

    returns: int = 2
    workdays: int = 5
    evaluators: int = 1


@dataclass(frozen=True)
class Said:
    """An answer of the unit, and what stood there when the evaluator last looked."""

    item: ItemText
    revision: AnswerRevision | None
    before: AnswerRevision | None
    is_changed: bool


class Proof(NamedTuple):
    """A document offered for an indicator, as far as a line needs it: there may be thousands."""

    slot: str
    status: str
    at: datetime
    withdrawn_at: datetime | None
    version_at: datetime | None

    def is_new(self, seen: datetime | None) -> bool:
        """Whether the unit did something to it since the evaluator looked."""
        if seen is None or (self.withdrawn_at is not None and self.at > seen):
            return False  # what came and went meanwhile is no news
        return max(filter(None, (self.at, self.version_at, self.withdrawn_at))) > seen


@dataclass(frozen=True)
class CheckRow:
    """One unit's indicator: what it says and proves, what was found, what changed since."""

    row: RoundUnit
    item: ItemText
    said: tuple[Said, ...]
    sheet: Sheet | None
    revision: AnswerRevision | None
    finding: Finding | None
    adjudication: Adjudication | None
    evidence: tuple[Proof, ...]
    new_evidence: int

    @property
    def is_done(self) -> bool:
        """Whether a level stands."""
        return self.revision is not None and self.revision.value is not None

    @property
    def is_changed(self) -> bool:
        """Whether the unit changed anything since the evaluator last looked."""
        return bool(self.new_evidence) or any(each.is_changed for each in self.said)

    @property
    def n_filled(self) -> int:
        """How many proofs asked for have something that was not returned."""
        asked = {str(slot["code"]) for slot in self.item.raw.get("evidence", ())}
        return len({e.slot for e in self.evidence if e.status != EvidenceStatus.RETURNED} & asked)

    def count(self, status: str) -> int:
        """How many documents have that status."""
        return sum(link.status == status for link in self.evidence)


def get_rules(round: Round) -> CheckRules:
    """How the round is checked; the usual way where nothing is laid down."""
    said = round.options.get("verification", {})
    known = {name: int(said[name]) for name in CheckRules.__dataclass_fields__ if name in said}
    return CheckRules(**known)


def list_questions(row: RoundUnit, item: ItemText, year: int) -> list[ItemText]:
    """The questions of the unit's claim behind an indicator; the indicator itself where none is."""
    document = row.round.instrument_version.document
    group = str(item.raw.get("claim", ""))
    found = [
        question
        for form in list_unit_forms(document, Stage.CLAIM, row.form_variant)
        for question in list_items(form, year, row.kind)
        if (question.form, question.code) == (item.form, item.code)
        or (group and form["role"] == "claim" and get_group(question.raw) == group)
    ]
    return [question for question in found if not question.of_government]


def list_checked(rows: Iterable[RoundUnit]) -> dict[int, tuple[ItemText, ...]]:
    """The indicators each unit of a round is checked by, looked up once for each sort of unit."""
    found: dict[tuple[str, str], tuple[ItemText, ...]] = {}
    asked = {}
    for row in rows:
        sort = (row.form_variant, row.kind)
        if sort not in found:
            found[sort] = tuple(_list_indicators(row))
        asked[row.unit_id] = found[sort]
    return asked


def _list_indicators(row: RoundUnit) -> Iterator[ItemText]:
    document, year = row.round.instrument_version.document, get_year(row.round)
    for form in list_unit_forms(document, Stage.DESK, row.form_variant):
        for item in list_items(form, year, row.kind):
            if not item.of_government:
                yield item


def find_item_text(row: RoundUnit, form: str, item: str) -> ItemText | None:
    """The indicator, where a unit of that sort is checked by it; else None."""
    return pick_item(list_checked([row])[row.unit_id], form, item)


def pick_item(asked: Iterable[ItemText], form: str, item: str) -> ItemText | None:
    """The indicator of that form and code among those asked, or None."""
    return next((each for each in asked if (each.form, each.code) == (form, item)), None)


def list_checks(
    rows: Sequence[tuple[RoundUnit, ItemText]], stage: str, seats: Seats
) -> list[CheckRow]:
    """Every unit's indicator in the order given, in seven queries whatever their number.

    All rows are of one round and one indicator.
    """
    if not rows:
        return []
    round, item = rows[0][0].round, rows[0][1]
    year, units = get_year(round), [row.unit_id for row, _item in rows]
    sorts = {(row.form_variant, row.kind): (row, each) for row, each in rows}
    asked = {sort: list_questions(*pair, year) for sort, pair in sorts.items()}
    questions = {row.unit_id: asked[row.form_variant, row.kind] for row, _item in rows}
    theirs = {question.form for each in asked.values() for question in each}
    is_asked = Q(form=item.form, stage=stage) | Q(form__in=theirs, stage=Stage.CLAIM)
    every = list(Sheet.objects.filter(is_asked, round=round, unit__in=units, service=None))
    sheets = _pick_sheets(every, item.form, stage, seats)
    on_mine = {"sheet__in": [sheet.pk for sheet in sheets.values()], "item": item.code}
    answers = Answer.objects.filter(**on_mine).select_related("revision")
    chosen = {answer.sheet_id: answer.revision for answer in answers}
    findings = {each.sheet_id: each for each in Finding.objects.filter(**on_mine)}
    settled = Adjudication.objects.filter(
        round=round, unit__in=units, service=None, form=item.form, item=item.code
    )
    adjudications = {each.unit_id: each for each in settled.order_by("pk")}
    evidence = _list_evidence(round, units, item)
    history = _list_history(every, questions)
    made = []
    for row, each in rows:
        sheet = sheets.get(row.unit_id)
        finding = findings.get(sheet.pk) if sheet else None
        seen = finding.seen_at if finding else None
        links = evidence.get(row.unit_id, [])
        made.append(
            CheckRow(
                row=row,
                item=each,
                said=tuple(_list_said(questions[row.unit_id], history[row.unit_id], seen)),
                sheet=sheet,
                revision=chosen.get(sheet.pk) if sheet else None,
                finding=finding,
                adjudication=adjudications.get(row.unit_id),
                evidence=tuple(link for link in links if link.withdrawn_at is None),
                new_evidence=sum(link.is_new(seen) for link in links),
            )
        )
    return made


def count_done(round: Round, item: ItemText, stage: str, seats: Seats) -> int:
    """How many units have a level on the indicator, in one query."""
    filled = Answer.objects.filter(
        sheet__round=round, sheet__form=item.form, sheet__stage=stage, sheet__service=None,
        sheet__unit__in=list(seats), item=item.code, is_filled=True,
    )  # fmt: skip
    places = filled.order_by().values_list("sheet__unit", "sheet__seat")
    return sum(seats.get(unit) == seat for unit, seat in places)


def list_entries(check: CheckRow) -> list[AnswerRevision]:
    """What the unit, this evaluator and those before entered on an indicator, newest first.

    In one query.
    """
    questions = {(said.item.form, said.item.code) for said in check.said}
    entries = AnswerRevision.objects.filter(
        Q(sheet=check.sheet, item=check.item.code)
        | Q(sheet__set_aside_at__isnull=False, sheet__form=check.item.form, item=check.item.code)
        | Q(sheet__stage=Stage.CLAIM, item__in={code for _form, code in questions}),
        sheet__round=check.row.round_id, sheet__unit=check.row.unit_id, sheet__service=None,
    ).select_related("sheet", "by__person")  # fmt: skip
    return [
        each
        for each in entries.order_by("-pk")
        if each.sheet.stage != Stage.CLAIM or (each.sheet.form, each.item) in questions
    ]


def _pick_sheets(sheets: Iterable[Sheet], form: str, stage: str, seats: Seats) -> dict[int, Sheet]:
    """The evaluator's own sheet of each unit that has one."""
    return {
        sheet.unit_id: sheet
        for sheet in sheets
        if (sheet.form, sheet.stage) == (form, stage)
        and sheet.unit_id is not None
        and sheet.seat_id == seats.get(sheet.unit_id)
    }


def _list_evidence(round: Round, units: Sequence[int], item: ItemText) -> dict[int, list[Proof]]:
    """What each unit ever offered for the indicator, in one query of plain rows."""
    links = EvidenceLink.objects.filter(
        round=round, unit__in=units, form=item.form, item=item.code
    ).annotate(version_at=Max("document__versions__at"))
    found: dict[int, list[Proof]] = defaultdict(list)
    for unit, *rest in links.values_list("unit", *Proof._fields).order_by():
        found[unit].append(Proof(*rest))
    return found


def _list_history(
    sheets: Iterable[Sheet], questions: Mapping[int, Sequence[ItemText]]
) -> dict[int, dict[tuple[str, str], list[AnswerRevision]]]:
    """What each unit entered on each question, oldest first."""
    wanted = {(question.form, question.code) for each in questions.values() for question in each}
    forms = {form for form, _code in wanted}
    places = {
        sheet.pk: (sheet.unit_id or 0, sheet.form)
        for sheet in sheets
        if sheet.stage == Stage.CLAIM and sheet.form in forms
    }
    revisions = AnswerRevision.objects.filter(
        sheet__in=list(places), item__in={code for _form, code in wanted}, took_effect=True
    )
    found: dict[int, dict[tuple[str, str], list[AnswerRevision]]] = defaultdict(
        lambda: defaultdict(list)
    )
    told = ("sheet_id", "item", "value", "absence", "note", "at")
    for revision in revisions.only(*told).order_by("pk"):
        unit, form = places[revision.sheet_id]
        found[unit][form, revision.item].append(revision)
    return found


def _list_said(
    questions: Iterable[ItemText],
    history: Mapping[tuple[str, str], list[AnswerRevision]],
    seen: datetime | None,
) -> Iterable[Said]:
    for question in questions:
        entries = history.get((question.form, question.code), [])
        old = [entry for entry in entries if seen and entry.at <= seen]
        before, now = (old[-1] if old else None), (entries[-1] if entries else None)
        is_changed = seen is not None and _get_content(before) != _get_content(now)
        yield Said(question, now, before, is_changed)


def _get_content(revision: AnswerRevision | None) -> tuple[Any, str]:
    """Value and note; what nobody answered is empty."""
    return (revision.value, revision.note) if revision else (None, "")


@dataclass(frozen=True)
class Tally:
    """How far the checking of some units is: levels given, items with the unit, items back."""

    done: Mapping[tuple[str, str], int]
    by_unit: Mapping[int, int]
    with_unit: Mapping[tuple[str, str], int]
    back: Mapping[tuple[str, str], int]


def tally_checks(round: Round, stage: str, units: Sequence[int], seats: Seats | None) -> Tally:
    """The levels given from these seats, or by anybody where none are named; in four queries.

    Two evaluators of one unit count once.
    """
    counting = {"service": None, "set_aside_at": None}
    sheets = Sheet.objects.filter(round=round, stage=stage, unit__in=units, **counting)
    mine = [
        sheet.pk
        for sheet in sheets.only("unit", "seat")
        if seats is None or sheet.seat_id == seats.get(sheet.unit_id or 0)
    ]
    answers = Answer.objects.filter(sheet__in=mine, is_filled=True)
    place = ("sheet__form", "item")
    done = answers.values(*place).annotate(n=Count("sheet__unit", distinct=True)).order_by()
    spread = answers.values("sheet__unit", *place).distinct().order_by()
    returned = Finding.objects.filter(sheet__in=mine, returned_at__isnull=False)
    unseen = Q(seen_at=None) | Q(seen_at__lt=F("resent_at"))
    counts = [
        found.values(*place).annotate(n=Count("sheet__unit", distinct=True)).order_by()
        for found in (
            returned.filter(resent_at=None),
            returned.filter(unseen, resent_at__isnull=False),
        )
    ]
    with_unit, back = ({(r["sheet__form"], r["item"]): r["n"] for r in rows} for rows in counts)
    by_unit: dict[int, int] = defaultdict(int)
    for each in spread:
        by_unit[each["sheet__unit"]] += 1
    return Tally({(r["sheet__form"], r["item"]): r["n"] for r in done}, by_unit, with_unit, back)
