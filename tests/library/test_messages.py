"""What is said of every fault: in both languages, with its facts, and for every code there is."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tilik import library
from tilik.core.errors import Fault
from tilik.library.input_messages import MESSAGES
from tilik.library.messages import TEXTS, describe

FACT = re.compile(r"\{(\w+)\}")
BOTH: Mapping[str, Mapping[str, tuple[str, str]]] = {"linter": TEXTS, "reader": MESSAGES}
CODES = [(name, code) for name, texts in BOTH.items() for code in texts]


def list_raised() -> set[str]:
    """Every code the room raises or notes by name."""
    folder = Path(library.__file__).parent
    wanted = re.compile(r'(?:UserError|NotFound|Fault|fault|refuse)\(\s*"([a-z][a-z-]+)"')
    return {
        code
        for path in folder.rglob("*.py")
        for code in wanted.findall(path.read_text(encoding="utf-8"))
        if "-" in code
    }


@pytest.mark.parametrize(("name", "code"), CODES)
def test_both_languages_tell_the_same_facts(name: str, code: str) -> None:
    indonesian, english = BOTH[name][code]
    assert set(FACT.findall(indonesian)) == set(FACT.findall(english))
    assert indonesian != english


@pytest.mark.parametrize(("name", "code"), CODES)
def test_a_message_is_no_sentence_of_its_own(name: str, code: str) -> None:
    """It stands behind the place, so it starts small and ends without a stop."""
    for text in BOTH[name][code]:
        assert not text.endswith("."), text
        assert text[0] == "{" or text[0].islower() or text.split()[0].isupper() or "YAML" in text, (
            text
        )


# Told by others: the command line, the worked examples, or as a difference inside a fault.
ELSEWHERE = {"case-without-answers", "no-rule"}


def test_every_code_of_the_room_has_its_words() -> None:
    raised = list_raised()
    assert len(raised) > 30, "the search still finds where codes are raised"
    assert raised - set(TEXTS) - set(MESSAGES) <= ELSEWHERE


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"found": "x", "allowed": ["a", "b"]}, "tanda x tidak dikenal; boleh: a, b"),
        ({"found": 3, "allowed": ("a",)}, "tanda 3 tidak dikenal; boleh: a"),
        (
            {"found": "x", "allowed": {"n": [1, 2], "m": 3}},
            "tanda x tidak dikenal; boleh: n=1, 2; m=3",
        ),
    ],
)
def test_facts_of_every_shape_are_shown(facts: dict[str, object], said: str) -> None:
    assert describe(Fault("condition-sign", "", facts)) == said


def test_english_is_spoken_to_who_asks_for_it() -> None:
    fault = Fault("instrument-empty", "", {})
    assert describe(fault) == "berkas tidak berisi instrumen"
    assert describe(fault, "en") == "the file holds no instrument"
