"""What people read when something was not kept: in both languages, and with what to do."""

import re
from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone, translation

from tests.house.sources import PACKAGE, get_modules
from tilik.core.errors import UserError
from tilik.web.presenters.refusals import WORDS, say_refusal


@cache
def read_actions() -> str:
    """All that the actions and pages say, where errors are raised."""
    rooms = ("actions", "web")
    return "\n".join(
        module.text
        for module in get_modules(PACKAGE)
        if module.path.relative_to(PACKAGE).parts[0] in rooms and "refusals" not in module.name
    )


@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_refusal_with_words_has_them_in_both_languages(code: str) -> None:
    said = {}
    for language in ("id", "en"):
        with translation.override(language):
            said[language] = say_refusal(UserError(code))
    assert said["id"] != said["en"]
    assert all(text.endswith(".") for text in said.values())
    assert code not in said["id"]


@pytest.mark.parametrize("code", sorted(WORDS))
def test_no_words_stand_for_a_refusal_nobody_makes(code: str) -> None:
    assert re.search(rf'"{code}"', read_actions())


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [(-9, -1, "sudah habis"), (1, 9, "belum dimulai: mulai")],
)
def test_a_closed_phase_says_whether_it_is_over_or_to_come(
    starts: int, ends: int, words: str
) -> None:
    now = timezone.now()
    first, last = (now + timedelta(days=days) for days in (starts, ends))
    with translation.override("id"):
        said = say_refusal(UserError("phase-closed", starts_at=first, ends_at=last))
    assert words in said
    assert "WITA = " in said


def test_a_refusal_without_words_still_says_what_it_is_called() -> None:
    with translation.override("id"):
        assert "apa-saja" in say_refusal(UserError("apa-saja"))
