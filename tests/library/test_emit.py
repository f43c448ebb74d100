"""Unchanged in, byte-equal out."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.library.samples import number, sound, text
from tilik.core.errors import InvalidInput
from tilik.library.emit import WIDTH, emit, normalise
from tilik.library.load import SHIPPED
from tilik.library.source import Number, parse

NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,8})?", fullmatch=True).map(Number)
TRICKY = st.sampled_from(
    ["", " ", "ya", "yes", "No", "null", "~", "1", "01", "1e3", "a: b", "a #b", "- a", "#", "a, b", "[a]", "{a}",
     "2024-05-31", "F-02A:1", "x\ny", "“x”", "'", '"', "\\", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "=", "<<",
     "é", "\u2028", "\x7f", "\ufeff", "a\xa0", "y", "off", "12:30", "---", "...", "? a", "a:", "🙂"],
)  # fmt: skip
WORDS = TRICKY | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KEYS = TRICKY | st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
DATA = st.recursive(
    WORDS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


def marked(data: Any) -> Any:
    """The data with the kind of each value, so that "1" and 1 differ."""
    if isinstance(data, dict):
        return {key: marked(value) for key, value in data.items()}
    if isinstance(data, list):
        return [marked(value) for value in data]
    return (type(data).__name__, data)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=5))
def test_whatever_is_written_is_read_back_and_written_alike(data: dict[str, Any]) -> None:
    written = emit(data)
    source = parse(written, "x")
    assert source.faults == ()
    assert marked(source.data) == marked(data)
    assert list(source.data) == list(data)
    assert emit(source.data) == written


@given(st.dictionaries(st.from_regex(r"[a-z]{2,8}", fullmatch=True), WORDS | NUMBERS, min_size=1))
def test_another_reader_takes_every_text_for_a_text(data: dict[str, Any]) -> None:
    found = yaml.safe_load(emit(data))
    for key, value in data.items():
        if not isinstance(value, Number) and not isinstance(found[key], str):
            assert str(found[key]) == value, "only a date may be read as something else"


@pytest.mark.parametrize(
    "path", sorted(SHIPPED.glob("*/*.yaml")), ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_every_shipped_file_is_written_the_canonical_way(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert emit(parse(written, path.name).data) == written


def test_small_dictionaries_stand_on_a_line_and_texts_in_blocks() -> None:
    data = {
        "scale": [number(0), number(5)],
        "when": {"all": [{"item": "1.1", "is": "ya"}, {"not": {"item": "1.2", "has": ["a"]}}]},
        "title": text("x"),
        "list": [{"item": "F-02A:1", "weight": number(17)}, []],
        "none": {},
    }
    assert emit(data) == (
        "scale: [0, 5]\n"
        'when: {all: [{item: "1.1", is: ya}, {not: {item: "1.2", has: [a]}}]}\n'
        "title:\n  id: x (id)\n  en: x (en)\n"
        'list:\n  - {item: "F-02A:1", weight: 17}\n  - []\n'
        "none: {}\n"
    )


def test_what_does_not_fit_on_a_line_stands_in_a_block() -> None:
    kinds = [f"dinas-{n:03}" for n in range(20)]
    lines = emit({"kinds": kinds}).splitlines()
    assert lines[:2] == ["kinds:", "  - dinas-000"]
    assert max(map(len, emit({"kinds": kinds[:8]}).splitlines())) <= WIDTH


def test_normalising_mends_the_writing_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "v1.yaml"
    path.write_text("a:   {b: 1,\n  c: 'x'} # why\n", encoding="utf-8")
    assert normalise(path)
    assert path.read_text(encoding="utf-8") == "a: {b: 1, c: x}\n"
    assert not normalise(path)


def test_normalising_does_not_touch_what_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "v1.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(InvalidInput):
        normalise(path)
    assert path.read_text(encoding="utf-8") == "a: 1\na: 2\n"


def test_the_sample_is_written_and_read_alike() -> None:
    assert marked(parse(emit(sound()), "x").data) == marked(sound())
