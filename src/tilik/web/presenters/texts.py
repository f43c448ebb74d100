"""Texts of an instrument in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from tilik.records.queries.documents import pick


def say(text: Mapping[str, Any] | None) -> str:
    """The text in the active language, else in Indonesian; empty where there is none."""
    return pick(text, (get_language() or "id")[:2]) if text else ""


def say_all(texts: list[Mapping[str, Any]] | None) -> tuple[str, ...]:
    """Several texts in the active language."""
    return tuple(say(text) for text in texts or ())
