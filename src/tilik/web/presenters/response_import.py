"""A foreign survey's table in words: its columns, the rows that cannot be read, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.actions.response_import import Looked, Row
from tilik.core.survey_columns import COMMENT, DAY, ITEM, PERSON, SKIP, TRAIT
from tilik.records.models import Campaign
from tilik.web.presenters.surveys import Choice, Question, list_questions, say_traits

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its name, examples, and what it may be; `is_locked` where it is never stored."""

    n: int
    name: str
    examples: str
    choices: tuple[Choice, ...]
    is_locked: bool
    said: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text nobody could read, with the answers it may mean."""

    n: int
    code: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The look at a file."""

    headings: tuple[Heading, ...]
    texts: tuple[Text, ...]
    faults: tuple[tuple[int, str], ...]
    meanings: tuple[tuple[str, str, str], ...]
    n_new: int
    n_known: int
    n_faults: int
    n_untold: int
    has_days: bool
    dropped: tuple[str, ...]
    decided: tuple[tuple[str, str], ...]
    seen: str


def tell(campaign: Campaign, looked: Looked) -> Told:
    """The look in words."""
    questions = {each.code: each for each in list_questions(campaign)}
    kinds = _list_kinds(questions)
    faulty = [row for row in looked.rows if row.code]
    columns = dict(zip(looked.kinds, looked.names, strict=True))
    return Told(
        headings=tuple(_make_heading(looked, n, kinds) for n in range(len(looked.names))),
        texts=tuple(
            Text(n, code, text, questions[code].choices)
            for n, (code, text) in enumerate(looked.unread)
        ),
        faults=tuple((row.place, say_row(row)) for row in faulty[:SHOWN]),
        meanings=tuple(
            (code, question.text, columns.get(ITEM + code, ""))
            for code, question in questions.items()
        ),
        n_new=len(looked.new),
        n_known=sum(row.is_known for row in looked.rows),
        n_faults=len(faulty),
        n_untold=sum(bool(row.dropped) for row in looked.rows),
        has_days=DAY in looked.kinds,
        dropped=tuple(
            name for name, kind in zip(looked.names, looked.kinds, strict=True) if kind == PERSON
        ),
        decided=tuple(
            (f"{each.code}|{text}", value)
            for each in looked.questions
            for text, value in each.texts.items()
        ),
        seen="|".join(looked.kinds),
    )


def say_row(row: Row) -> str:
    """Why a row is not read."""
    facts = {name: row.facts.get(name, "") for name in ("item", "found")}
    return {
        "answer-unread": _("“%(found)s” is no answer to %(item)s.") % facts,
        "row-empty": _("No question is answered."),
        "day-unread": _("“%(found)s” is no day that can be read.") % facts,
        "day-outside": _("%(found)s lies outside the days of this survey.") % facts,
    }[row.code]


def _list_kinds(questions: dict[str, Question]) -> dict[str, str]:
    """Everything a column may be."""
    return {
        SKIP: _("leave out"),
        PERSON: _("tells who it is: never stored"),
        **{ITEM + code: f"{code} · {each.text[:60]}" for code, each in questions.items()},
        **{TRAIT + name: words[""] for name, words in say_traits().items()},
        DAY: _("Day of the answers"),
        COMMENT: _("suggestion (masked before it is stored)"),
    }


def _make_heading(looked: Looked, n: int, kinds: dict[str, str]) -> Heading:
    kind = looked.kinds[n]
    return Heading(
        n=n,
        name=looked.names[n],
        examples=" · ".join(each[:40] for each in looked.samples[n]),
        choices=tuple(Choice(each, title, each == kind) for each, title in kinds.items()),
        is_locked=n in looked.locked,
        said=kinds[kind],
    )
