"""Interview practice in words: how far each official is, the next question, the cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from tilik.actions.judging import get_component
from tilik.actions.practice import get_practice, list_questions
from tilik.core.catalogue import list_lines
from tilik.records.models import StandardVersion, Unit
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one official is; a question nobody answered is not a wrong one."""

    code: str
    title: str
    note: str
    right: int
    wrong: int
    total: int

    @property
    def is_ready(self) -> bool:
        """Whether the latest answer to every question was right."""
        return self.right == self.total

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.right or self.wrong)


@dataclass(frozen=True, slots=True)
class Card:
    """One pocket card."""

    title: str
    lines: tuple[str, ...]
    source: str
    is_sure: bool
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer; `verdict` is empty until the question was answered."""

    n: int
    title: str
    is_chosen: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the screen."""

    code: str
    title: str
    has_several: bool
    choices: tuple[Choice, ...]
    why: str
    is_right: bool | None


def make_progress(
    answers: Mapping[tuple[int, str], Mapping[str, bool]],
    unit: Unit,
    standards: Sequence[StandardVersion],
) -> list[Progress]:
    """How far each official of the unit is; what is no longer asked is not counted."""
    found = []
    for official in get_practice().officials:
        asked = {question.code for question in list_questions(official.code, standards)}
        given = [
            is_right
            for code, is_right in answers.get((unit.pk, official.code), {}).items()
            if code in asked
        ]
        right = sum(given)
        found.append(
            Progress(official.code, say(official.title), say(official.note), right,
                     len(given) - right, len(asked))
        )  # fmt: skip
    return found


def pick_next(codes: Sequence[str], given: Mapping[str, bool]) -> str:
    """The question to ask now: an unanswered one, else the wrong one answered longest ago, else
    the one answered longest ago. `given` is oldest first."""
    unanswered = [code for code in codes if code not in given]
    wrong = [code for code, is_right in given.items() if code in codes and not is_right]
    known = [code for code in given if code in codes]
    return (unanswered or wrong or known)[0]


def make_asked(
    official: str,
    code: str,
    standards: Sequence[StandardVersion],
    chosen: Sequence[int] = (),
    is_right: bool | None = None,
) -> Asked:
    """The question, with the verdict on each answer where it was answered."""
    question = next(each for each in list_questions(official, standards) if each.code == code)
    choices = []
    for n, option in enumerate(question.options):
        verdict = ""
        if is_right is not None:
            verdict = "right" if option.is_right else "wrong" if n in chosen else ""
        choices.append(Choice(n, say(option.title), n in chosen, verdict))
    title, why = say(question.ask), say(question.why) if is_right is not None else ""
    return Asked(code, title, question.has_several, tuple(choices), why, is_right)


def make_cards(standards: Sequence[StandardVersion]) -> list[Card]:
    """The pocket cards: what the unit's own services promise first, then each topic."""
    own = []
    for version in standards:
        components = sorted(version.components.all(), key=lambda each: each.number)
        lines = tuple(
            f"{say(get_component(each.number).title)}: {'; '.join(list_lines(each.content))}"
            for each in components
            if each.content
        )
        if lines:
            own.append(Card(version.service.name, lines, _("The unit's own standard"), True))
    general = [
        Card(say(topic.title), tuple(say(line) for line in topic.lines), topic.source,
             topic.mark == "confirmed", topic.is_numbered)
        for topic in get_practice().topics
    ]  # fmt: skip
    return [*own, *general]


def write_invitation(unit: Unit, address: str) -> str:
    """The message with the link, in Indonesian whatever the page speaks."""
    with override("id"):
        return "\n".join([
            _("*Interview practice · %(unit)s*") % {"unit": unit.name},
            _(
                "The Ombudsman's assessors talk to four officials. Choose whose part you take and "
                "answer a few questions: under five minutes, no account needed."
            ),
            address,
        ])  # fmt: skip
