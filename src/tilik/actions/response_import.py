"""Responses from a foreign survey's table: first shown, then brought in; twice is once.

Cells that tell who somebody is are read to be dropped: they are in no row, no log and no trail.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.utils.crypto import salted_hmac

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.actions.surveys import Reply, add_responses
from tilik.core.errors import UserError
from tilik.core.masking import mask
from tilik.core.survey_columns import (
    COMMENT,
    DAY,
    ITEM,
    PERSON,
    SKIP,
    TRAIT,
    Column,
    guess_columns,
)
from tilik.core.survey_values import (
    Question,
    get_words,
    read_answer,
    read_days,
    read_trait,
    say_plain,
)
from tilik.core.traits import TRAITS
from tilik.library.cells import clean, is_blank, text
from tilik.library.tables import read_sheets
from tilik.records.models import Campaign, Response, User
from tilik.records.models.campaign import ResponseChannel

PIECE = 1000
SAMPLE = 200
TITLE_ROWS = 10
KEPT = "import"
T = TypeVar("T")


@dataclass(frozen=True)
class Decided:
    """What people decided: the kind of each heading, texts by question."""

    columns: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The sheet: its headings, the number of its first row of answers, its rows as text."""

    file: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Row:
    """One row: the reply, or why it is none; `dropped` are traits that could not be read."""

    place: int
    reply: Reply | None = None
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    is_known: bool = False
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looked:
    """What a file would bring, or (`added` is a number) brought."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    locked: frozenset[int]
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    order_matters: bool
    unread: tuple[tuple[str, str], ...] = ()
    added: int | None = None

    @property
    def new(self) -> list[Reply]:
        """The replies that are not stored yet."""
        return [row.reply for row in self.rows if row.reply and not row.is_known]


def look_at_responses(
    *, by: User, campaign: Campaign, path: Path, decided: Decided | None = None,
    day: date | None = None,
) -> Looked:  # fmt: skip
    """What every column is and what becomes of every row; nothing is stored.

    `day` is that of rows in a table without days. Raises PermissionDenied, UserError.
    """
    _require(by, campaign)
    questions = list_questions(campaign)
    table = _read_table(path, questions)
    columns = _make_columns(table)
    decided = decided or _load_kept(campaign)
    questions = tuple(_decide(each, decided.texts) for each in questions)
    guessed = guess_columns(columns, questions)
    kinds = _apply_kinds(table.names, guessed, decided.columns, questions)
    rows = tuple(_read_rows(campaign, table, kinds, questions, day))
    known = _find_known(campaign, [row.reply.uuid for row in rows if row.reply])
    rows = tuple(_mark(row, known) for row in rows)
    return Looked(
        names=table.names,
        kinds=tuple(kinds),
        samples=tuple(
            () if kind == PERSON else tuple(dict.fromkeys(map(mask, c.sample)))[:3]
            for c, kind in zip(columns, kinds, strict=True)
        ),
        locked=frozenset(n for n, kind in enumerate(guessed) if kind == PERSON),
        rows=rows,
        questions=questions,
        order_matters=_has_orders(campaign),
        unread=_list_unread(rows),
    )


def import_responses(
    *, by: User, campaign: Campaign, path: Path, decided: Decided, day: date | None = None,
    is_confirmed: bool,
) -> Looked:  # fmt: skip
    """What was brought in, piece by piece: broken off, the same file again brings the rest.

    Raises PermissionDenied, UserError("order-unconfirmed" | "columns-missing" |
    "campaign-closed" | …).
    """
    looked = look_at_responses(by=by, campaign=campaign, path=path, decided=decided, day=day)
    if not any(kind.startswith(ITEM) for kind in looked.kinds):
        raise UserError("columns-missing")
    if looked.order_matters and not is_confirmed:
        raise UserError("order-unconfirmed")
    if campaign.closed_at is not None:
        raise UserError("campaign-closed")
    added = sum(
        add_responses(by=by, campaign=campaign, replies=piece, batch="")
        for piece in _cut(looked.new)
    )
    _keep(by, campaign, looked, decided)
    values = {name: getattr(looked, name) for name in Looked.__dataclass_fields__}
    return Looked(**values | {"added": added})


def list_questions(campaign: Campaign) -> tuple[Question, ...]:
    """The questions in the order in which they are asked."""
    form = _find_form(campaign)
    items = {item["code"]: item for item in form["items"] if item["kind"] == "rating"}
    order = (form.get("orders") or {}).get("kuesioner") or list(items)
    return tuple(_make_question(items[code], form) for code in order if code in items)


def _find_form(campaign: Campaign) -> Mapping[str, Any]:
    forms = campaign.instrument_version.document["forms"]
    found: Mapping[str, Any] = next(form for form in forms if form["code"] == campaign.form)
    return found


def _has_orders(campaign: Campaign) -> bool:
    """Whether the questions are asked in another order than they are numbered."""
    orders = _find_form(campaign).get("orders") or {}
    return len({tuple(order) for order in orders.values()}) > 1


def _make_question(item: Mapping[str, Any], form: Mapping[str, Any]) -> Question:
    told = [*item["title"].values(), *(item.get("help") or {}).values()]
    levels = item.get("levels")
    if isinstance(levels, list):
        values = {
            str(level["level"]): tuple(say_plain(title) for title in level["title"].values())
            for level in levels
        }
    else:
        low, high = (int(float(str(end))) for end in item.get("scale") or form["scale"])
        values = {str(n): () for n in range(low, high + 1)}
    return Question(str(item["code"]), tuple(map(get_words, told)), values)


def _decide(question: Question, texts: Mapping[str, Mapping[str, str]]) -> Question:
    said = {k: v for k, v in texts.get(question.code, {}).items() if v in question.values}
    return Question(question.code, question.names, question.values, said)


def _read_table(path: Path, questions: Sequence[Question]) -> Table:
    """The fullest sheet from its headings on. Raises UserError("no-answers" | …)."""
    sheets = read_sheets(path)
    sheet = max(sheets, key=lambda each: sum(1 for _row in each.filled()), default=None)
    filled = [(n, row) for n, row in sheet.filled()] if sheet else []
    if sheet is None or len(filled) < 2:
        raise UserError("no-answers", file=path.name)
    top = max(range(min(TITLE_ROWS, len(filled))), key=lambda n: _rate(filled[n][1], questions))
    width = max(len(row) for _n, row in filled[top:])
    names = [text(cell) for cell in filled[top][1]] + [""] * (width - len(filled[top][1]))
    seen: Counter[str] = Counter()
    for n, name in enumerate(names):
        seen[name] += 1
        names[n] = f"{name} #{seen[name]}" if seen[name] > 1 or not name else name
    rows = tuple(
        (n + 1, tuple("" if is_blank(cell) else clean(text(cell)) for cell in row) + ("",) * (width - len(row)))
        for n, row in filled[top + 1 :]
    )  # fmt: skip
    return Table(path.name, tuple(names), rows)


def _rate(row: Sequence[Any], questions: Sequence[Question]) -> int:
    """How many headings the row holds that name something."""
    columns = [Column(text(cell)) for cell in row]
    return sum(kind != SKIP for kind in guess_columns(columns, questions))


def _make_columns(table: Table) -> list[Column]:
    """The headings with cells from all over the table: the first rows are often a trial."""
    step = max(1, len(table.rows) // SAMPLE)
    picked = [cells for _n, cells in table.rows[::step]]
    return [
        Column(name, tuple(cells[n] for cells in picked if cells[n]))
        for n, name in enumerate(table.names)
    ]


def _apply_kinds(
    names: Sequence[str],
    guessed: Sequence[str],
    decided: Mapping[str, str],
    questions: Sequence[Question],
) -> list[str]:
    """The kinds as people decided them; what tells who somebody is stays left out.

    Raises UserError("column-twice").
    """
    allowed = {DAY, COMMENT, SKIP, PERSON, *(TRAIT + t for t in TRAITS)}
    allowed |= {ITEM + question.code for question in questions}
    kinds = [
        guess if guess == PERSON or decided.get(name) not in allowed else decided[name]
        for name, guess in zip(names, guessed, strict=True)
    ]
    first: dict[str, str] = {}
    for name, kind in zip(names, kinds, strict=True):
        if kind not in (SKIP, PERSON) and kind in first:
            raise UserError("column-twice", found=name, first=first[kind])
        first.setdefault(kind, name)
    return kinds


def _read_rows(
    campaign: Campaign,
    table: Table,
    kinds: Sequence[str],
    questions: Sequence[Question],
    day: date | None,
) -> Iterator[Row]:
    by_code = {question.code: question for question in questions}
    days: Sequence[date | None] = [day] * len(table.rows)
    if DAY in kinds:
        days = read_days([cells[kinds.index(DAY)] for _n, cells in table.rows])
    seen: Counter[str] = Counter()
    for (place, cells), told in zip(table.rows, days, strict=True):
        mark = _mark_row(campaign, table.names, cells)
        seen[mark] += 1
        uuid = uuid5(campaign.client_uuid, f"import/{mark}/{seen[mark]}")
        yield _read_row(campaign, place, dict(zip(kinds, cells, strict=True)), told, uuid, by_code)


def _mark_row(campaign: Campaign, names: Sequence[str], cells: Sequence[str]) -> str:
    """What tells one row from another: with a key, for names and numbers are among the cells."""
    said = "\n".join(sorted(f"{n}\t{cell}" for n, cell in zip(names, cells, strict=True) if cell))
    return salted_hmac(f"tilik.import.{campaign.client_uuid}", said).hexdigest()


def _read_row(
    campaign: Campaign, place: int, cells: Mapping[str, str], day: date | None, uuid: UUID,
    questions: Mapping[str, Question],
) -> Row:  # fmt: skip
    """The reply of one row, or why it is none."""
    answers: dict[str, str] = {}
    for code, question in questions.items():
        if cell := cells.get(ITEM + code, ""):
            value = read_answer(cell, question)
            if value is None:
                return Row(
                    place, code="answer-unread", facts={"item": code, "found": mask(cell)[:80]}
                )
            answers[code] = value
    if not answers:
        return Row(place, code="row-empty")
    if day is None:
        return Row(place, code="day-unread", facts={"found": cells.get(DAY, "")[:40]})
    if not campaign.period_start <= day <= campaign.period_end:
        return Row(place, code="day-outside", facts={"found": day.isoformat()})
    told = {name: cell for name in TRAITS if (cell := cells.get(TRAIT + name, ""))}
    traits = {name: band for name, cell in told.items() if (band := read_trait(name, cell))}
    comment = cells.get(COMMENT, "")
    reply = Reply(day, ResponseChannel.IMPORT, answers, uuid, traits, comment)
    return Row(place, reply, dropped=tuple(told.keys() - traits.keys()))


def _cut(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The rows in pieces that one transaction carries."""
    return (rows[n : n + PIECE] for n in range(0, len(rows), PIECE))


def _find_known(campaign: Campaign, uuids: Sequence[UUID]) -> set[UUID]:
    held: set[UUID] = set()
    for piece in _cut(uuids):
        rows = Response.objects.filter(campaign=campaign, uuid__in=piece)
        held.update(rows.values_list("uuid", flat=True))
    return held


def _mark(row: Row, known: set[UUID]) -> Row:
    if row.reply is None or row.reply.uuid not in known:
        return row
    return Row(row.place, row.reply, row.code, row.facts, True, row.dropped)


def _list_unread(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Question and text of what was not read, the most frequent first."""
    found = Counter(
        (row.facts["item"], row.facts["found"]) for row in rows if row.code == "answer-unread"
    )
    return tuple(pair for pair, _n in found.most_common(30))


def _load_kept(campaign: Campaign) -> Decided:
    kept = campaign.options.get(KEPT) or {}
    return Decided(kept.get("columns") or {}, kept.get("texts") or {})


def _keep(by: User, campaign: Campaign, looked: Looked, decided: Decided) -> None:
    """Nothing; the next file of this survey is read the same way."""
    columns = dict(zip(looked.names, looked.kinds, strict=True))
    texts = {code: dict(said) for code, said in decided.texts.items() if said}
    kept = {"columns": columns, "texts": texts}
    if campaign.options.get(KEPT) == kept:
        return
    campaign.options = {**campaign.options, KEPT: kept}
    with audit.writing(campaign.government):
        campaign.save(update_fields=["options"])
        audit.record(
            by=by, verb="campaign.import", target=campaign, government=campaign.government,
            round=campaign.round, unit=campaign.unit, form=campaign.form,
            diff={"columns": [None, sum(kind != SKIP for kind in looked.kinds)]},
        )  # fmt: skip


def _require(by: User, campaign: Campaign) -> None:
    place = {"government": campaign.government, "round": campaign.round, "unit": campaign.unit}
    require(by, "campaign.manage", **place)
