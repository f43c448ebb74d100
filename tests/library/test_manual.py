"""The reference of the format says what the schema and the linter say."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tilik.library.messages import TEXTS
from tilik.library.schema import FILE, definitions, field_table, schema

MANUAL = Path(__file__).parents[2] / "docs" / "reference" / "instrument-format.md"
BLOCK = re.compile(r"<!-- fields: (\w+) -->\n(.*?)\n<!-- end -->", re.DOTALL)


def tables() -> dict[str, str]:
    """The tables of the manual by the part they describe."""
    return dict(BLOCK.findall(MANUAL.read_text(encoding="utf-8")))


def test_every_part_of_the_format_has_its_table() -> None:
    assert set(tables()) == set(definitions())


@pytest.mark.parametrize("name", sorted(definitions()))
def test_every_table_is_the_schemas(name: str) -> None:
    assert tables()[name] == field_table(name)


def test_every_field_is_described() -> None:
    bare = [
        f"{name}: {row}"
        for name in definitions()
        for row in field_table(name).splitlines()[2:]
        if row.endswith("|  |")
    ]
    assert not bare


def test_every_fault_is_in_the_manual_with_what_it_says() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    rows = [
        f"| `{code}` | {english} |".replace("{", "‹").replace("}", "›")
        for code, (_, english) in TEXTS.items()
    ]
    assert "\n".join(rows) in text


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema()


def closed(part: Any, path: str = "") -> list[str]:
    """The parts with fields that let unknown ones through, by their path."""
    if isinstance(part, list):
        return [hit for n, inner in enumerate(part) for hit in closed(inner, f"{path}[{n}]")]
    if not isinstance(part, dict):
        return []
    own = [path] if part.get("type") == "object" and "additionalProperties" not in part else []
    return own + [hit for name, inner in part.items() for hit in closed(inner, f"{path}.{name}")]


def test_no_part_lets_an_unknown_key_through() -> None:
    assert closed(schema()) == []


def test_the_schema_and_the_core_agree_on_the_words() -> None:
    from tilik.core.instrument import Combine, Gap, Role

    parts = schema()["$defs"]
    assert parts["form"]["properties"]["role"]["enum"] == [r.value for r in Role]
    assert parts["node"]["properties"]["combine"]["enum"] == [c.value for c in Combine]
    assert parts["option"]["properties"]["gap"]["enum"] == [g.value for g in Gap]
