"""Instruments as canonical YAML: one way to write each document, so that a change shows as itself.

Block style, two spaces. Lists of plain values and small dictionaries without texts
(conditions, provenance) stand on one line where they fit. Texts are quoted only
where another reader of YAML could take them for something else.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tilik.core.errors import InvalidInput
from tilik.library.source import Number, read

WIDTH = 100
JOINTS = frozenset({"all", "any"})
TEXT_KEYS = frozenset({"id", "en"})

_PLAIN = re.compile(r"[^\W_](?:[^\n\r\t:#]|#(?<! #))*\Z")
_FLOW_MARKS = re.compile(r"[\[\]{},]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NUMBERLIKE = re.compile(r"[0-9][0-9a-fA-FoxXeE_+.-]*\Z")
_WORDLIKE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def emit(data: Any) -> str:
    """The data as canonical YAML, ending in a newline."""
    if isinstance(data, list | dict) and data:
        return "\n".join(_block(data, 0)) + "\n"
    return f"{_inline(data) or '{}'}\n"


def normalise(path: str | Path) -> bool:
    """Whether the file had to be rewritten into canonical form. Raises InvalidInput on faults but comments."""
    source = read(Path(path))
    if grave := [f for f in source.faults if f.code != "yaml-comment"]:
        raise InvalidInput(grave)
    text = emit(source.data)
    if text == source.text:
        return False
    Path(path).write_text(text, encoding="utf-8")
    return True


def _block(value: Any, indent: int) -> Iterator[str]:
    """The lines of a list or dictionary, indented."""
    margin = " " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{margin}{_scalar(key, flow=False)}:", str(key), inner, indent)
        return
    for inner in value:
        yield from _element(margin, inner, indent)


def _entry(head: str, key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of `key: value`."""
    line = _inline(value, key)
    if line is not None and (
        not isinstance(value, list | dict) or len(head) + 1 + len(line) <= WIDTH
    ):
        yield f"{head} {line}"
    else:
        yield head
        yield from _block(value, indent + 2)


def _element(margin: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of one element of a list: the first after a dash, the others under it."""
    line = _inline(value)
    if line is not None and (
        not isinstance(value, list | dict) or len(margin) + 2 + len(line) <= WIDTH
    ):
        yield f"{margin}- {line}"
        return
    for number, inner in enumerate(_block(value, indent + 2)):
        yield f"{margin}- {inner[indent + 2 :]}" if number == 0 else inner


def _inline(value: Any, key: str = "", *, flow: bool = False) -> str | None:
    """The value on one line, or None where it has to stand in a block."""
    if isinstance(value, dict):
        if TEXT_KEYS & value.keys():
            return None
        parts = [(_scalar(k, flow=True), _inline(v, str(k), flow=True)) for k, v in value.items()]
        if any(line is None for _, line in parts):
            return None
        return "{" + ", ".join(f"{k}: {line}" for k, line in parts) + "}"
    if isinstance(value, list):
        if key not in JOINTS and any(isinstance(v, list | dict) for v in value):
            return None
        lines = [_inline(v, flow=True) for v in value]
        return None if None in lines else "[" + ", ".join(map(str, lines)) + "]"
    return _scalar(value, flow=flow)


def _scalar(value: Any, *, flow: bool) -> str:
    """One value as it is written."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Number | int):
        return str(value)
    return value if is_plain(value, flow=flow) else quoted(value)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether the text needs no quotes in any common reader of YAML."""
    if not _PLAIN.match(text) or text != text.strip() or not text.isprintable():
        return False
    if text.casefold() in _WORDLIKE or (flow and _FLOW_MARKS.search(text)):
        return False
    return bool(_DATE.match(text)) or not _NUMBERLIKE.match(text)


def quoted(text: str) -> str:
    """The text in double quotes."""
    whole = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m.group()):04x}", whole)


def plain_data(data: Any) -> Any:
    """The data without the marks of their writing: numbers are texts exactly as written."""
    if isinstance(data, Mapping):
        return {str(k): plain_data(v) for k, v in data.items()}
    if isinstance(data, list):
        return [plain_data(v) for v in data]
    return str(data) if isinstance(data, str) else data
