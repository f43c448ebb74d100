"""Every indicator of a shipped instrument says why it matters; questions of the claim say how to answer."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.library.test_load import SHIPPED_CODES
from tilik.library.canonical import items, nodes
from tilik.library.load import load

LONGEST = 260


def list_judged(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items that carry a score: in the index, or judged by evaluators or users."""
    scored = {node.get("item") for node in nodes(document["index"])}
    for key, form, item in items(document):
        if key in scored or form["role"] in ("evaluation", "respondents"):
            yield key, item


@pytest.mark.parametrize("code", SHIPPED_CODES)
def test_every_scored_indicator_says_why_it_matters_in_both_languages(code: str) -> None:
    judged = dict(list_judged(load(code).document))
    assert judged
    silent = [key for key, item in judged.items() if set(item.get("why", ())) != {"id", "en"}]
    assert silent == []


@pytest.mark.parametrize("code", SHIPPED_CODES)
def test_why_is_short_ends_as_a_sentence_and_repeats_no_title(code: str) -> None:
    for key, item in list_judged(load(code).document):
        for language, words in item["why"].items():
            assert words.endswith(".") and len(words) <= LONGEST, (key, language)
            assert words != item["title"][language], key
        assert item["why"]["id"] != item["why"]["en"], key


def test_help_of_the_claim_says_what_counts_where_a_newcomer_would_stumble() -> None:
    document = load("pekppp-2022").document
    told = {key: item["help"] for key, form, item in items(document) if item.get("help")}
    for question, word in {
        "1.2": "layanan yang diterima pengguna", "1.5": "bernomor", "1.6": "berita acara",
        "6.3": "84,25", "6.8": "Triwulan", "21.5": "sippn.menpan.go.id", "27.1": "register",
    }.items():  # fmt: skip
        assert word in told[f"F-01:{question}"]["id"], question
        assert told[f"F-01:{question}"]["en"], question
