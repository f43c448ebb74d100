"""How the command speaks: tables and messages for people, JSON for programs."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.library.input_messages import MESSAGES
from tilik.library.messages import describe
from tilik.library.report import json_text
from tilik.library.words import LANGUAGES, decimal, word

MANY = 12


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for by --lang, else by the environment, else Indonesian."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[position + 1 : position + 2])
            return asked if asked in LANGUAGES else "id"
    settings = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, settings), "").lower().startswith("en") else "id"


def message(code: str, facts: Mapping[str, object], language: str) -> str:
    """The words for a fault, in the language."""
    texts = MESSAGES.get(code)
    if texts is None:
        return _described(code, facts, language)
    shown = _Shown({name: _shown(value) for name, value in facts.items()})
    return texts[LANGUAGES.index(language)].format_map(shown)


def _described(code: str, facts: Mapping[str, object], language: str) -> str:
    """What the linter says of it; what nobody has words for is said by its code and facts."""
    try:
        return describe(Fault(code, "", facts), language)
    except KeyError:
        return " ".join([code, *(f"{name}={_shown(value)}" for name, value in facts.items())])


class _Shown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k}={'|'.join(map(str, v))}" for k, v in value.items()) or "–"
    if isinstance(value, list | tuple | frozenset):
        listed = [str(v) for v in value if str(v)]
        return ", ".join(listed[:MANY]) + (" …" if len(listed) > MANY else "")
    return "–" if value is None else str(value)


@dataclass(frozen=True)
class Writer:
    """Where the command writes: results to `out`, everything about them to `err`."""

    out: TextIO
    err: TextIO
    language: str
    as_json: bool

    def data(self, data: Any) -> None:
        """Writes data as JSON."""
        self.out.write(json_text(data))

    def line(self, text: str = "") -> None:
        """Writes one line for people."""
        self.out.write(text.rstrip() + "\n")

    def word(self, key: str, **facts: object) -> str:
        """A word in the language of the command."""
        return word(key, self.language, **facts)

    def number(self, value: str | None) -> str:
        """A number's text (or a word) as the language writes it; a dash where there is none."""
        return "–" if value is None else decimal(value, self.language)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Writes rows in columns as wide as they need to be."""
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True))
            self.line("  ".join(cells))

    def notices(self, notices: Sequence[Fault]) -> None:
        """Says what was left out or changed in reading."""
        for notice in notices:
            self.err.write(self.fault_line(notice) + "\n")

    def fault_line(self, fault: Fault) -> str:
        """A fault as one line: where, and what is wrong."""
        text = message(fault.code, fault.facts, self.language)
        return f"{fault.where.rstrip(':')}: {text}" if fault.where else text

    def error(self, error: UserError) -> None:
        """Says what was refused: as lines on `err`, and as data on `out` where JSON was asked for."""
        faults = error.faults if isinstance(error, InvalidInput) else ()
        if self.as_json:
            self.data(self._error_data(error, faults))
        for fault in faults:
            self.err.write(self.fault_line(fault) + "\n")
        if not faults:
            self.err.write(message(error.code, error.facts, self.language) + "\n")

    def _error_data(self, error: UserError, faults: Sequence[Fault]) -> dict[str, Any]:
        if not faults:
            said = message(error.code, error.facts, self.language)
            return {"error": error.code, "message": said}
        return {"error": error.code, "faults": [self.fault_data(fault) for fault in faults]}

    def fault_data(self, fault: Fault) -> dict[str, Any]:
        """A fault as data: code, place, facts and words."""
        facts = {name: _plain(value) for name, value in fault.facts.items()}
        words = message(fault.code, fault.facts, self.language)
        return {"code": fault.code, "where": fault.where, **facts, "message": words}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | list) or value is None else str(value)


def _width(text: str) -> int:
    return sum(unicodedata.combining(c) == 0 for c in text)
