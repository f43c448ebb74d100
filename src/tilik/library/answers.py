"""Answers out of spreadsheets: long or wide, one sheet or one a form, all faults at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tilik.core.answers import STAGES, Answer
from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.core.instrument import Gap, Instrument, Key, Role
from tilik.library.cells import is_blank, text
from tilik.library.headings import Heading, find_heading, is_column_numbers, is_foot
from tilik.library.records import read_records
from tilik.library.roles import STAGES as STAGE_WORDS
from tilik.library.roles import role
from tilik.library.tables import Sheet, read_sheets
from tilik.library.values import read_value
from tilik.library.vocabulary import Vocabulary, make_vocabulary

KEYS = ("unit", "form", "respondent", "service", "evaluator", "stage", "number")
Words = Mapping[Key, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its answers, and what was left out or changed on the way."""

    answers: tuple[Answer, ...]
    notices: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a role, or the answers to an item."""

    index: int
    role: str = ""
    item: Key | None = None


@dataclass
class Desk:
    """The reader's working table: what it knows, and what it has found so far."""

    vocabulary: Vocabulary
    levels: Words
    renamed: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)
    answers: dict[tuple[Any, ...], tuple[Answer, str]] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    silent: dict[str, Answer] = field(default_factory=dict)
    means: int = 0
    has_items: bool = False

    def fault(self, error: UserError, sheet: Sheet, row: int, column: int | None = None) -> None:
        """Notes a fault at a cell, to be reported with all others."""
        self.faults.append(make_fault(error.code, sheet, row, column, **error.facts))

    def unit(self, name: str) -> str:
        """The unit of that name: renamed where the map says so, spelled as it was first spelled."""
        name = self.renamed.get(name.casefold(), name)
        return self.spelled.setdefault(name.casefold(), name)


def read_answers(
    path: Path,
    document: Mapping[str, Any],
    instrument: Instrument,
    *,
    order: str = "",
    units: Path | None = None,
    unit: str | None = None,
) -> Reading:
    """The answers in a CSV or a workbook for `instrument`.

    `order` declares the question order of numbered columns, `units` is a table old,new of renamed
    units, `unit` names the unit of a file that names none (default: the file's own name).
    Raises InvalidInput with every fault, each with file, sheet, cell, found and allowed.
    """
    renamed = read_renamed(units) if units else {}
    desk = Desk(make_vocabulary(document, instrument, order), level_words(document), renamed)
    sheets = [(s, _heading(s, desk)) for s in read_sheets(path)]
    tables = [(s, h) for s, h in sheets if h]
    for sheet, heading in tables:
        _read_sheet(desk, sheet, heading, path.stem if unit is None else unit, len(tables) > 1)
    if not tables:
        raise InvalidInput([Fault("no-table", path.name, {"file": path.name})])
    for sheet in (s for s, h in sheets if not h and any(s.filled())):
        # A sheet that bears a form's name was meant to be read: passing over it would lose answers.
        if desk.vocabulary.form(sheet.name):
            desk.faults.append(make_fault("no-table", sheet, 0))
        else:
            desk.notices.append(make_fault("sheet-left-out", sheet, 0))
    if desk.faults:
        raise InvalidInput(desk.faults)
    if not desk.has_items:
        allowed = [str(key) for key in instrument.items]
        raise InvalidInput([Fault("no-items", path.name, {"file": path.name, "allowed": allowed})])
    if desk.means:
        desk.notices.append(Fault("means-read", path.name, {"file": path.name, "n": desk.means}))
    answers = [answer for answer, _ in desk.answers.values()]
    # A unit whose row is empty has still been asked: it must not vanish from the result.
    answers += [
        a for unit, a in desk.silent.items() if unit not in {answer.unit for answer in answers}
    ]
    return Reading(tuple(answers), tuple(desk.notices))


def read_renamed(path: Path) -> dict[str, str]:
    """New names of units by their old ones in small letters, from a table `old,new`."""
    words = {"old": ("old", "lama", "nama lama"), "new": ("new", "baru", "nama baru")}
    rows = read_records(path, words, required=("old", "new"))
    return {row.text("old").casefold(): row.text("new") for row in rows}


def level_words(document: Mapping[str, Any]) -> dict[Key, dict[str, Fraction]]:
    """The level that each wording of an item stands for, by item."""
    return {
        Key(str(form["code"]), str(item["code"])): {
            str(words).strip().lower(): Fraction(str(level["level"]))
            for level in item["levels"]
            for words in level["title"].values()
        }
        for form in document["forms"]
        for item in form["items"]
        if isinstance(item.get("levels"), list)
    }


def make_fault(
    code: str, sheet: Sheet, row: int, column: int | None = None, **facts: object
) -> Fault:
    """A fault at a cell, or at a row where no column is given."""
    place = sheet.place(row, column)
    where = ":".join(filter(None, (place["file"], place["sheet"], place["cell"])))
    return Fault(code, where, {**place, **facts})


# ---- headings --------------------------------------------------------------


def _heading(sheet: Sheet, desk: Desk) -> Heading | None:
    words = desk.vocabulary

    def is_item(label: str) -> bool:
        try:
            return words.item(label) is not None
        except UserError:
            return True

    def is_group(label: str) -> bool:
        return role(label) in ("item", "value") or words.form(label) is not None

    return find_heading(sheet, lambda label: role(label) in KEYS, is_item, is_group)


def _columns(desk: Desk, sheet: Sheet, heading: Heading, form: str) -> list[Column]:
    columns: list[Column] = []
    is_long = {"item", "value"} <= _roles(heading) or {"number", "value"} <= _roles(heading)
    for index, labels in enumerate(heading.labels):
        if not labels:
            continue
        try:
            column = _column(desk.vocabulary, index, labels, form, is_long)
        except UserError as error:
            desk.fault(error, sheet, heading.last, index)
            continue
        if column is None:
            desk.notices.append(
                make_fault("column-left-out", sheet, heading.last, index, found=" ".join(labels))
            )
        else:
            columns.append(column)
    return _without_twins(desk, sheet, heading, columns)


def _roles(heading: Heading) -> set[str]:
    return {name for labels in heading.labels if (name := _role(labels))}


def _role(labels: tuple[str, ...]) -> str | None:
    """The role of a column: its lowest label decides, since those above may span several."""
    return role(" ".join(labels)) or role(labels[-1]) if labels else None


def _column(
    words: Vocabulary, index: int, labels: tuple[str, ...], form: str, is_long: bool
) -> Column | None:
    named = _role(labels)
    if named and (is_long or named in KEYS):
        return Column(index, named)
    if is_long:
        return None
    form = next((f for label in labels if (f := words.form(label))), form)
    rest = [label for label in labels if not words.form(label)]
    for attempt in (" ".join(rest), *reversed(rest)):
        if attempt and (item := words.item(attempt, form)):
            return Column(index, item=item)
    return None


def _without_twins(
    desk: Desk, sheet: Sheet, heading: Heading, columns: list[Column]
) -> list[Column]:
    """The first column of each kind; a second one for the same item or role is a fault."""
    kept: dict[object, Column] = {}
    for column in columns:
        first = kept.setdefault(column.item or column.role, column)
        if first is not column and column.role != "number":
            place = sheet.place(heading.last, first.index)["cell"]
            found = " ".join(heading.labels[column.index])
            desk.fault(
                UserError("column-twice", found=found, first=place),
                sheet,
                heading.last,
                column.index,
            )
    return list(kept.values())


# ---- rows ------------------------------------------------------------------


def _read_sheet(
    desk: Desk, sheet: Sheet, heading: Heading, unit: str, is_one_of_many: bool
) -> None:
    form = desk.vocabulary.form(sheet.name) or _only_form(desk.vocabulary.instrument)
    columns = _columns(desk, sheet, heading, form)
    by_role = {c.role: c.index for c in columns if c.role}
    asked = [c for c in columns if c.item]
    if "value" in by_role and "item" not in by_role and "number" in by_role:
        by_role["item"] = by_role.pop("number")
    desk.has_items |= bool(asked) or {"value", "item"} <= by_role.keys()
    if is_one_of_many and not desk.vocabulary.form(sheet.name) and "unit" not in by_role:
        unit = sheet.name
    for index in _body(desk, sheet, heading):
        who = _who(desk, sheet, index, by_role, unit)
        if "value" in by_role and "item" in by_role:
            _read_long(desk, sheet, index, by_role, who, form)
        else:
            own = (
                who
                if who.respondent
                else replace(who, respondent=f"{sheet.name} {index + 1}".strip())
            )
            is_person = "respondent" in by_role or ("number" in by_role and "unit" not in by_role)
            _read_wide(desk, sheet, index, asked, own, is_person)


def _only_form(instrument: Instrument) -> str:
    return next(iter(instrument.forms)) if len(instrument.forms) == 1 else ""


def _body(desk: Desk, sheet: Sheet, heading: Heading) -> Iterator[int]:
    """The rows of answers: without sums, column numbers, and remarks below the table."""
    previous, has_ended = heading.last, False
    for index, row in sheet.filled():
        if index <= heading.last:
            continue
        is_remark = len({text(c) for c in row if not is_blank(c)}) == 1 and (
            has_ended or index > previous + 1
        )
        if is_foot(row) or is_remark or (index == heading.last + 1 and is_column_numbers(row)):
            has_ended = index > heading.last + 1
            found = next(text(c) for c in row if not is_blank(c))
            desk.notices.append(make_fault("row-left-out", sheet, index, found=found))
            continue
        previous = index
        yield index


def _who(desk: Desk, sheet: Sheet, row: int, by_role: Mapping[str, int], unit: str) -> Answer:
    """An answer without item: unit, respondent, evaluator, service and stage of a row."""
    said = {name: text(sheet.cell(row, index)) for name, index in by_role.items()}
    stage = said.get("stage", "").lower()
    stage = STAGE_WORDS.get(stage, stage)
    if stage and stage not in STAGES:
        error = UserError("bad-value", found=said["stage"], allowed=", ".join(STAGES))
        desk.fault(error, sheet, row, by_role["stage"])
        stage = ""
    return Answer(
        unit=desk.unit(said.get("unit", unit)),
        form=said.get("form", ""),
        item="",
        gap=Gap.NOT_ANSWERED,
        respondent=said.get("respondent") or said.get("number", ""),
        evaluator=said.get("evaluator", ""),
        service=said.get("service", ""),
        stage=stage,
    )


def _read_long(
    desk: Desk, sheet: Sheet, row: int, by_role: Mapping[str, int], who: Answer, default_form: str
) -> None:
    label, value_at = text(sheet.cell(row, by_role["item"])), by_role["value"]
    form = desk.vocabulary.form(who.form) if who.form else default_form
    try:
        if form is None:
            allowed = list(desk.vocabulary.instrument.forms)
            raise UserError("unknown-form", found=who.form, allowed=allowed)
        key = desk.vocabulary.item(label, form)
        if key is None:
            raise UserError("unknown-item", found=label, allowed=[])
    except UserError as error:
        desk.fault(error, sheet, row, by_role["form" if error.code == "unknown-form" else "item"])
        return
    _put(desk, sheet, row, value_at, key, who, "respondent" in by_role)


def _read_wide(
    desk: Desk, sheet: Sheet, row: int, asked: list[Column], who: Answer, in_person: bool
) -> None:
    form = desk.vocabulary.form(who.form)
    for column in asked:
        if column.item and form in (None, column.item.form):
            _put(desk, sheet, row, column.index, column.item, who, in_person)


def _put(
    desk: Desk, sheet: Sheet, row: int, column: int, key: Key, who: Answer, in_person: bool
) -> None:
    """Lays one answer on the table, or notes why it cannot lie there."""
    item = desk.vocabulary.instrument.items[key]
    is_person = item.role is Role.RESPONDENTS
    own = replace(who, form=key.form, item=key.item, respondent=who.respondent if is_person else "")
    cell = sheet.cell(row, column)
    if is_blank(cell):
        desk.silent.setdefault(own.unit, own)
        return
    try:
        value = read_value(item, cell, desk.levels.get(key, {}), in_person and is_person)
    except UserError as error:
        desk.fault(error, sheet, row, column)
        return
    slot = (own.unit, key, own.respondent, own.evaluator, own.service, own.stage)
    if slot in desk.answers:
        first = desk.answers[slot][1]
        twice = UserError("answer-twice", found=text(cell), first=first, item=str(key))
        desk.fault(twice, sheet, row, column)
        return
    desk.means += isinstance(value, Fraction) and item.whole_steps and value.denominator != 1
    own = replace(own, gap=value) if isinstance(value, Gap) else replace(own, value=value, gap=None)
    desk.answers[slot] = own, str(sheet.place(row, column)["cell"])
