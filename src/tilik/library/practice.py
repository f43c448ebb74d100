"""The cards and questions of interview practice, from their file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tilik.library.source import read

Text = Mapping[str, str]
FILE = Path(__file__).with_name("practice.yaml")


@dataclass(frozen=True, slots=True)
class Official:
    """One of the people the assessors talk to; `note` says what makes them the right one."""

    code: str
    title: Text
    note: Text | None


@dataclass(frozen=True, slots=True)
class Topic:
    """What must be known, as lines to learn, with its source and how sure we are of it."""

    code: str
    title: Text
    lines: tuple[Text, ...]
    source: str
    mark: str
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    title: Text
    is_right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question; one answer is right, or several are. No officials named: everybody is asked."""

    code: str
    topic: str
    ask: Text
    options: tuple[Option, ...]
    why: Text
    officials: tuple[str, ...] = ()

    @property
    def has_several(self) -> bool:
        """Whether more than one answer is right."""
        return sum(option.is_right for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class Practice:
    """All of it."""

    officials: tuple[Official, ...]
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]


@cache
def load_practice() -> Practice:
    """The shipped cards and questions."""
    data = read(FILE).data
    return Practice(
        tuple(Official(raw["code"], raw["title"], raw.get("note")) for raw in data["officials"]),
        tuple(_make_topic(raw, data["sources"]) for raw in data["topics"]),
        tuple(_make_question(raw) for raw in data["questions"]),
    )


def _make_topic(raw: Mapping[str, Any], sources: Mapping[str, str]) -> Topic:
    lines, is_numbered = tuple(raw["lines"]), bool(raw.get("numbered"))
    source = sources[raw["source"]]
    return Topic(raw["code"], raw["title"], lines, source, raw["mark"], is_numbered)


def _make_question(raw: Mapping[str, Any]) -> Question:
    options = tuple(Option(each["title"], bool(each.get("right"))) for each in raw["options"])
    officials = tuple(raw.get("officials", ()))
    return Question(raw["code"], raw["topic"], raw["ask"], options, raw["why"], officials)
