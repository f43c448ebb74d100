"""The JSON Schema of instruments held against a source: each fault with its line, found and allowed."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from tilik.core.errors import Fault
from tilik.library.source import Number, Path_, Source

FILE = Path(__file__).with_name("instrument.schema.json")
LONGEST_NUMBER = 40
_KINDS = ("type", "const", "anyOf", "pattern")
_WHERE = re.compile(r"(.*?):([0-9]+):")
_CODES = {
    "additionalProperties": "schema-unknown-key",
    "required": "schema-missing-key",
    "type": "schema-type",
    "minLength": "schema-empty",
    "minItems": "schema-empty",
    "minProperties": "schema-empty",
}


@cache
def schema() -> Mapping[str, Any]:
    """The schema as published for editors."""
    found: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


@cache
def _validator(definition: str) -> Draft202012Validator:
    if not definition:
        return Draft202012Validator(schema())
    parts = {
        "$defs": schema()["$defs"],
        "type": "array",
        "items": {"$ref": f"#/$defs/{definition}"},
    }
    return Draft202012Validator(parts)


def faults_of(source: Source) -> list[Fault]:
    """All that the schema refuses in an instrument."""
    return _faults(source, "")


def case_faults(source: Source) -> list[Fault]:
    """All that the schema refuses in a list of worked examples."""
    return _faults(source, "case")


def _faults(source: Source, definition: str) -> list[Fault]:
    errors = _validator(definition).iter_errors(typed(source.data))
    found = [fault for error in errors for fault in _told(error, source)]
    return sorted(found, key=lambda f: line_of(f.where))


def typed(data: Any) -> Any:
    """The data with numbers as numbers, which is how a schema speaks of them."""
    if isinstance(data, dict):
        return {key: typed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [typed(value) for value in data]
    if isinstance(data, Number) and len(data) <= LONGEST_NUMBER:
        return Decimal(data) if "." in data else int(data)
    return data


def _told(error: ValidationError, source: Source) -> Iterator[Fault]:
    """The faults behind an error: of several branches, those of the one that was meant."""
    if error.validator == "anyOf" and (meant := _meant(error)):
        for inner in meant:
            yield from _told(inner, source)
        return
    path: Path_ = tuple(error.absolute_path)
    rule, value = _parts(error)
    code = _CODES.get(str(error.validator), "schema-value")
    if code == "schema-unknown-key":
        allowed = sorted(rule.get("properties", ()))
        for key in value:
            if key not in allowed:
                yield Fault(code, source.where((*path, key)), {"found": key, "allowed": allowed})
    elif code == "schema-missing-key":
        # One error per missing key: its message is the only place that says which.
        for key in rule["required"]:
            if key not in value and error.message.startswith(f"{key!r} "):
                yield Fault(code, source.where(path), {"missing": key})
    else:
        facts = {"found": _short(value), "allowed": _allowed(str(error.validator), rule)}
        yield Fault(code, source.where(path), facts)


def _parts(error: ValidationError) -> tuple[Mapping[str, Any], Any]:
    """The part of the schema that refuses, and what it refuses."""
    rule: Any = error.schema
    return (rule if isinstance(rule, Mapping) else {}), error.instance


def _meant(error: ValidationError) -> list[ValidationError]:
    """The errors of the branch whose type the instance has; none where it has none of them."""
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    for errors in branches.values():
        wrong_kind = any(not e.relative_path and e.validator in _KINDS for e in errors)
        if not wrong_kind:
            return errors
    return []


def _allowed(validator: str, rule: Mapping[str, Any]) -> str:
    """What the schema wants there, in its own words."""
    value = rule.get(validator, "")
    if validator == "anyOf":
        return " | ".join(map(_branch, value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _branch(branch: Mapping[str, Any]) -> str:
    if "$ref" in branch:
        return str(branch["$ref"]).rpartition("/")[2]
    kind = branch.get("const", branch.get("pattern", branch.get("type", "")))
    return ", ".join(kind) if isinstance(kind, list) else str(kind)


def _short(value: Any, longest: int = 60) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def line_of(where: str) -> int:
    """The line in `file:line:path`; 0 where there is none. Paths hold colons, file names need not."""
    match = _WHERE.match(where)
    return int(match[2]) if match else 0


def file_of(where: str) -> str:
    """The file in `file:line:path`."""
    match = _WHERE.match(where)
    return match[1] if match else where


def definitions() -> dict[str, Mapping[str, Any]]:
    """Every part of the format that has fields, by name; the whole is "instrument"."""
    parts = {name: part for name, part in schema()["$defs"].items() if "properties" in part}
    return {"instrument": schema(), **parts}


def field_table(name: str) -> str:
    """The fields of a part as a Markdown table: name, whether it is needed, what it says."""
    part = definitions()[name]
    needed = part.get("required", ())
    rows = [
        f"| `{field}` | {'yes' if field in needed else ''} | {_description(raw)} |"
        for field, raw in part["properties"].items()
    ]
    return "\n".join(("| field | needed | meaning |", "| --- | --- | --- |", *rows))


def _description(field: Mapping[str, Any]) -> str:
    """Its own words, or those of what it refers to; then the words it allows."""
    target = field
    while "description" not in target and "$ref" in target:
        target = schema()["$defs"][target["$ref"].split("/")[2]]
    words = target.get("enum") or field.get("enum") or ()
    allowed = ", ".join(f"`{'null' if word is None else word}`" for word in words)
    return f"{target.get('description', '')}{f' One of {allowed}.' if words else ''}".replace(
        "|", "\\|"
    )
