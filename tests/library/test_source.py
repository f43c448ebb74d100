"""YAML is read strictly: numbers digit by digit, texts as texts, each thing with its line."""

from pathlib import Path

import pytest

from tilik.core.errors import InvalidInput
from tilik.library.source import LONGEST, Number, parse, read


@pytest.mark.parametrize("written", ["0", "12.22", "0.10", "-3", "100", "1.0", "0.111"])
def test_a_number_keeps_every_digit_that_was_written(written: str) -> None:
    [found] = parse(f"- {written}\n", "x").data
    assert isinstance(found, Number)
    assert found == written


@pytest.mark.parametrize(
    "written", ["01", "1e3", ".5", "+1", "1_000", "0x1F", "1.", "2024-05-31", "ya", "no", "12:30"]
)
def test_what_only_looks_like_a_number_is_a_text(written: str) -> None:
    [found] = parse(f"- {written}\n", "x").data
    assert type(found) is str
    assert found == written


def test_quotes_make_a_text_of_anything() -> None:
    found = parse('["1", \'true\', "null", ""]', "x").data
    assert [type(value) for value in found] == [str] * 4


def test_true_false_null_and_nothing_are_what_they_are() -> None:
    assert parse("[true, false, null]", "x").data == [True, False, None]
    assert parse("a:\n", "x").data == {"a": None}


def test_each_thing_has_its_line_and_is_called_by_its_code() -> None:
    source = parse(
        'forms:\n  - code: F-01\n    items:\n      - code: "1.1"\n        title: x\n', "v1.yaml"
    )
    assert (
        source.where(("forms", 0, "items", 0, "title")) == "v1.yaml:5:forms[F-01].items[1.1].title"
    )
    assert source.where(("forms", 0, "items", 0, "kind")) == "v1.yaml:4:forms[F-01].items[1.1].kind"
    assert source.where(("forms", 7, "x")) == "v1.yaml:1:forms[7].x"
    assert source.where() == "v1.yaml:1:"


def test_a_hash_in_a_text_is_no_comment() -> None:
    assert parse('a: "x # y"\nb: c#d\nc: |\n  # kept\n', "x").faults == ()


def test_the_second_value_of_a_key_given_twice_is_not_hidden() -> None:
    source = parse("a: 1\nb:\n  c: 1\n  c: 2\n", "x")
    assert [(f.code, f.where) for f in source.faults] == [("yaml-duplicate-key", "x:4:b.c")]


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "tiada.yaml")
    assert caught.value.faults[0].code == "file-unreadable"
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: é\n".encode("latin-1"))
    with pytest.raises(InvalidInput) as caught:
        read(latin)
    assert caught.value.faults[0].code == "file-not-utf8"


def test_a_file_that_is_too_large_is_not_even_parsed() -> None:
    source = parse("a" * (LONGEST + 1), "x")
    assert (source.data, [f.code for f in source.faults]) == (None, ["yaml-too-long"])


def test_nesting_without_end_is_refused() -> None:
    source = parse("[" * 500, "x")
    assert [f.code for f in source.faults] == ["yaml-broken"]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "v1.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(path).data == {"a": "1"}
