"""What people read: both languages complete, numbers as each writes them."""

import io
import re
from collections.abc import Mapping

import pytest

from tilik.cli.output import Writer, language_of, message
from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.library.input_messages import MESSAGES
from tilik.library.report import json_text
from tilik.library.words import WORDS, decimal, word

PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("texts", [MESSAGES, WORDS], ids=["messages", "words"])
def test_both_languages_say_the_same_facts(texts: Mapping[str, tuple[str, str]]) -> None:
    uneven = [
        k for k, (a, b) in texts.items() if sorted(PLACE.findall(a)) != sorted(PLACE.findall(b))
    ]
    assert not uneven
    assert all(a.strip() and b.strip() for a, b in texts.values())


def test_words_are_filled_with_their_facts() -> None:
    assert word("mean-of-respondents", "id", n=3) == "rata-rata 3 responden"
    assert word("mean-of-respondents", "en") == "mean of ? respondents"
    assert word("sesuatu", "id") == "sesuatu"


def test_each_language_writes_its_decimals() -> None:
    assert decimal("3.62", "id") == "3,62"
    assert decimal("3.62", "en") == "3.62"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "id"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "id_ID.UTF-8"}, "id"),
        ([], {"LANG": "C.UTF-8"}, "id"),
        ([], {"LANG": "en_US", "LC_ALL": "id_ID"}, "id"),
        (["score", "--lang", "en"], {"LANG": "id_ID"}, "en"),
        (["--lang=id"], {"LANG": "en_US"}, "id"),
        (["--lang"], {"LANG": "en_US"}, "id"),
    ],
)
def test_the_option_then_the_environment_choose_the_language(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert language_of(arguments, environment) == language


def test_what_the_linter_found_is_said_in_its_words() -> None:
    assert message("instrument-empty", {}, "en") == "the file holds no instrument"


def test_a_fault_nobody_has_words_for_is_said_by_its_facts() -> None:
    assert message("aneh-sekali", {"found": ["a", "b"]}, "id") == "aneh-sekali found=a, b"


def test_long_lists_are_cut_and_missing_facts_marked() -> None:
    said = message("unknown-item", {"found": "x", "allowed": [str(n) for n in range(30)]}, "en")
    assert said.endswith("9, 10, 11 …")
    assert message("unknown-form", {"found": "x"}, "en") == "unknown form x; there are: ?"


def writer(as_json: bool) -> Writer:
    return Writer(io.StringIO(), io.StringIO(), "en", as_json)


def test_a_single_refusal_is_one_line_or_one_object() -> None:
    spoken, data = writer(False), writer(True)
    error = UserError("no-grades")
    spoken.error(error)
    data.error(error)
    assert (spoken.out.getvalue(), spoken.err.getvalue()) == (
        "",
        "this instrument has no categories\n",
    )
    assert '"error": "no-grades"' in data.out.getvalue()


def test_many_faults_are_a_line_each() -> None:
    spoken = writer(False)
    spoken.error(InvalidInput([Fault("name-missing", "a:A1"), Fault("name-missing", "a:A2")]))
    assert spoken.err.getvalue() == "a:A1: the name is missing\na:A2: the name is missing\n"


def test_a_table_is_as_wide_as_its_widest_cells() -> None:
    spoken = writer(False)
    spoken.table([["a", "bb"], ["ccc", "d"]])
    assert spoken.out.getvalue() == "a    bb\nccc  d\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ([], "[]\n"),
        ({"a": 1, "b": [{"c": [1, 2]}]}, '{\n  "a": 1,\n  "b": [\n    {"c": [1, 2]}\n  ]\n}\n'),
        ("é", '"é"\n'),
    ],
)
def test_json_is_open_for_two_levels(data: object, text: str) -> None:
    assert json_text(data) == text
