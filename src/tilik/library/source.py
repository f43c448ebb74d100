"""The YAML of an instrument as plain dictionaries, with the line of everything in it.

Only the events of the parser are used: which scalar is a number, which a text, is
decided here and once, so that 12.22 stays the four digits that were printed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tilik.core.errors import Fault, InvalidInput

Path_ = tuple[str | int, ...]

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
DEEPEST = 60
LONGEST = 4_000_000

# Only the events are used: nothing is ever constructed from a tag.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Number(str):
    """A number exactly as it is written; it is text, so that no float ever touches it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its data, its text, the line of each path, and what is wrong with it."""

    name: str
    text: str
    data: Any
    lines: Mapping[Path_, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def where(self, path: Path_ = ()) -> str:
        """`file:line:path`, the line being that of the nearest thing there is."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return f"{self.name}:{self.lines.get(known, 1)}:{spelled(self.data, path)}"


def spelled(data: Any, path: Path_) -> str:
    """The path in words: list entries by their code where they have one: `forms[F-01].items[1.1].title`."""
    parts: list[str] = []
    for step in path:
        inner = data[step] if _holds(data, step) else None
        if isinstance(step, int):
            name = inner.get("code") if isinstance(inner, dict) else None
            parts.append(f"[{name if isinstance(name, str) else step}]")
        else:
            parts.append(f".{step}" if parts else str(step))
        data = inner
    return "".join(parts)


def _holds(data: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(data, list) and step < len(data)
    return isinstance(data, dict) and step in data


def read(path: Path) -> Source:
    """The file as a Source. Raises InvalidInput where it is not there or not UTF-8."""
    try:
        raw = path.read_bytes()
        return parse(raw.decode("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        code = "file-unreadable" if isinstance(error, OSError) else "file-not-utf8"
        raise InvalidInput([Fault(code, f"{path}:1:")]) from error


def parse(text: str, name: str) -> Source:
    """The text as a Source: all that the strict subset of YAML refuses stands in `faults`."""
    if len(text) > LONGEST:
        return Source(name, "", None, {}, (Fault("yaml-too-long", f"{name}:1:"),))
    reader = _Reader(name)
    try:
        data = reader.document(yaml.parse(text, Loader=_Parser))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        fault = Fault("yaml-broken", f"{name}:{line}:", {"problem": error.problem or ""})
        return Source(name, text, None, {}, (*reader.faults, fault))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Source(
            name,
            text,
            None,
            {},
            (Fault("yaml-broken", f"{name}:{line}:", {"problem": error.reason}),),
        )
    reader.refuse_comments(text)
    return Source(name, text, data, reader.lines, tuple(reader.faults))


class _Reader:
    """Builds the data from the parser's events and notes lines and faults on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path_, int] = {}
        self.faults: list[Fault] = []
        self.scalars: list[tuple[int, int]] = []

    def document(self, events: Iterator[Any]) -> Any:
        """The data of the one document there is."""
        body = [
            e
            for e in events
            if isinstance(e, yaml.NodeEvent | yaml.CollectionEndEvent | yaml.DocumentStartEvent)
        ]
        starts = [e for e in body if isinstance(e, yaml.DocumentStartEvent)]
        for extra in starts[1:]:
            self.refuse("yaml-second-document", extra, ())
        nodes = iter(e for e in body if not isinstance(e, yaml.DocumentStartEvent))
        first = next(nodes, None)
        return self.node(first, nodes, ()) if first is not None else None

    def refuse(self, code: str, event: Any, path: Path_, **facts: object) -> None:
        """Notes a fault at the event."""
        where = f"{self.name}:{self.line(event)}:{'.'.join(map(str, path))}"
        self.faults.append(Fault(code, where, facts))

    def node(self, event: Any, rest: Iterator[Any], path: Path_) -> Any:
        """The value that begins with `event`."""
        self.lines.setdefault(path, self.line(event))
        if getattr(event, "anchor", None) is not None:
            self.refuse("yaml-anchor", event, path)
        if getattr(event, "tag", None) is not None:
            self.refuse("yaml-tag", event, path, found=event.tag)
        if len(path) > DEEPEST:
            raise yaml.MarkedYAMLError(None, None, "nested too deeply", event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(rest, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(rest, path)
        return None if isinstance(event, yaml.AliasEvent) else self.scalar(event)

    def line(self, event: Any) -> int:
        """The line the event begins on, counted from 1."""
        return int(event.start_mark.line) + 1

    def span(self, event: Any) -> None:
        """Notes where in the text the scalar stands."""
        self.scalars.append((event.start_mark.index, event.end_mark.index))

    def scalar(self, event: Any) -> Any:
        """A text, a Number, True, False or None."""
        self.span(event)
        text: str = event.value
        if event.style:  # quoted or a block: a text whatever it looks like
            return text
        if text in WORDS or text == "":
            return WORDS.get(text)
        return Number(text) if NUMBER.match(text) else text

    def sequence(self, rest: Iterator[Any], path: Path_) -> list[Any]:
        """A list."""
        found: list[Any] = []
        for event in rest:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.node(event, rest, (*path, len(found))))
        return found

    def mapping(self, rest: Iterator[Any], path: Path_) -> dict[str, Any]:
        """A dictionary; a key given twice or that is no text is refused."""
        found: dict[str, Any] = {}
        for event in rest:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if type(event) is not yaml.ScalarEvent:
                raise yaml.MarkedYAMLError(None, None, "a key must be a text", event.start_mark)
            self.span(event)
            key = event.value
            self.lines.setdefault((*path, key), self.line(event))
            value = self.node(next(rest), rest, (*path, key))
            if key in found:
                self.refuse("yaml-duplicate-key", event, (*path, key), key=key)
            found[key] = value
        return found

    def refuse_comments(self, text: str) -> None:
        """Notes each comment: whatever stands between the scalars is punctuation or a comment."""
        at = 0
        for start, end in [*self.scalars, (len(text), len(text))]:
            between = text[at:start]
            if "#" in between:
                line = text.count("\n", 0, at + between.index("#")) + 1
                self.faults.append(Fault("yaml-comment", f"{self.name}:{line}:"))
            at = max(at, end)
