"""Facts that were once wrong in an instrument, and what holds for the words of all of them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tilik.core.document import build
from tilik.core.score import ESTIMATE
from tilik.library.canonical import items
from tilik.library.cases import computed
from tilik.library.load import catalogue, load

CODES = [entry.code for entry in catalogue()]
WHOLE_SATISFACTION = {"KEPATUHAN:IKM", "PEMDA:IKM", "PEMDA:OUT-03"}
"""An index over all nine elements: no single theme is its own."""


def every_item() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for code in CODES:
        for key, _, item in items(load(code).document):
            yield code, key, item


def themes(word: str) -> set[str | None]:
    """The themes of the scored items whose title has the word."""
    return {
        item.get("theme")
        for code, key, item in every_item()
        if word in item["title"]["id"].lower() and not key.startswith("F-01")
    }


# ---- themes ----------------------------------------------------------------


def test_the_pledge_has_one_theme_in_all_instruments() -> None:
    assert themes("maklumat") == {"information"}


def test_asking_users_is_listening_and_no_innovation() -> None:
    assert themes("skm") == {"complaints", "information"}
    innovations = {key for _, key, item in every_item() if item.get("theme") == "innovation"}
    assert innovations == {"F-02A:29", "F-02A:30", "F-02B:28", "F-02B:29"}


def test_an_index_over_all_elements_has_no_theme() -> None:
    bare = {
        key
        for code, key, item in every_item()
        if "theme" not in item and not key.startswith("F-01")
    }
    assert bare == WHOLE_SATISFACTION | {"KEPATUHAN:V11"}


@pytest.mark.parametrize(
    ("evaluator", "user"),
    [("14", "6"), ("15", "7"), ("16", "9"), ("17", "8")],
)
def test_online_facilities_can_be_held_against_what_users_say(evaluator: str, user: str) -> None:
    found = {key: item["theme"] for _, key, item in every_item() if "theme" in item}
    assert found[f"F-02B:{evaluator}"] == found[f"F-03B:{user}"] == "facilities"


# ---- evidence and words ----------------------------------------------------


def test_every_proof_asked_for_has_a_good_and_a_bad_example() -> None:
    bare = [
        f"{code} {key} {proof['code']}"
        for code, key, item in every_item()
        for proof in item.get("evidence", [])
        if not ({"good", "bad"} <= proof.keys() and proof["good"] != proof["bad"])
    ]
    assert bare == []


def test_every_item_an_evaluator_scores_asks_for_proof() -> None:
    for code in CODES:
        for form in load(code).document["forms"]:
            if form["role"] == "evaluation":
                assert all(item.get("evidence") for item in form["items"]), (code, form["code"])


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every pair of texts in a document."""
    if isinstance(value, dict):
        if set(value) == {"id", "en"}:
            yield value
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("code", CODES)
def test_official_terms_are_printed_as_the_regulations_do(code: str) -> None:
    for text in texts(load(code).document):
        assert "Biaya atau tarif" not in text["id"]
        assert not re.search(r"\b(p3K|warga|OPD|antrian|sanggah)\b", text["id"]), text
        assert not re.search(r"  | ,| \.(?!go)", text["id"] + text["en"]), text


# ---- unknown stays unknown -------------------------------------------------


@pytest.mark.parametrize("code", ["ombudsman-2025", "ombudsman-2026"])
def test_one_stand_in_question_is_not_the_trust_survey(code: str) -> None:
    instrument = build(load(code).document)
    case = {"answers": {"KEPERCAYAAN": {"KM-1": ["4", "4"]}}}
    found = computed(lambda *_: instrument, case)
    assert ESTIMATE in found["status"]
    assert found["range"] == [0, 100]


def test_the_sample_table_may_be_used_and_need_not() -> None:
    notes = " ".join(note["id"] for note in load("skm-2017").document["notes"])
    assert "dapat memakai tabel Krejcie dan Morgan" in notes


def test_our_own_questions_on_standards_are_not_marked_as_confirmed() -> None:
    document = load("standar-pelayanan-2014").document
    assert document["provenance"]["mark"] == "inferred"
    assert document["forms"][0]["provenance"]["items"]["mark"] == "confirmed"


def test_a_figure_of_2026_is_never_confirmed() -> None:
    def marks(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("mark"), str):
                yield value["mark"]
            for inner in value.values():
                yield from marks(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from marks(inner)

    assert set(marks(load("ombudsman-2026").document)) == {"inferred", "unknown"}


# ---- bridges ---------------------------------------------------------------


def test_every_bridge_has_both_its_ends_and_leads_back_in_time() -> None:
    keys = {code: {key for key, _, _ in items(load(code).document)} for code in CODES}
    bridges = [(code, b) for code in CODES for b in load(code).document["bridges"]]
    assert bridges
    for code, bridge in bridges:
        assert bridge["new"] in keys[code]
        assert bridge["old"] in keys[bridge["instrument"]], bridge
        older = load(bridge["instrument"]).document["years"][0]
        assert older < load(code).document["years"][0]
