"""The words of the report audit: everything the judge may find can be said in both languages."""

import re
from pathlib import Path

import pytest

from tilik.core.audit import NOWHERE, Finding, Weight
from tilik.core.audit_paths import ROUNDINGS, WEIGHTS
from tilik.library.audit import (
    load_data,
    load_lexicon,
    load_rules,
    load_titles,
    say_ask,
    say_kind,
    say_path,
    say_reason,
)
from tilik.library.load import load

CORE = Path(__file__).parents[2] / "src" / "tilik" / "core"
SOURCE = "".join(
    (CORE / name).read_text("utf-8")
    for name in ("audit_values.py", "audit_contents.py", "audit_units.py")
)
CODES = set(load_data()["findings"])
FACTS = dict.fromkeys(
    ("value", "profile", "group", "population", "unit", "n", "year", "letter", "code", "other"),
    "3.57",
)


def make(code: str, **more: str) -> Finding:
    scales = {"scales": "pekppp-2022, skm-2017", "named": "skm-2017"}
    facts = {**FACTS, **scales, "element": "U4", "first": "3", **more}
    paths = ("counts/0.111/none", "printed/exact/index-2")
    return Finding(1, code, Weight.ERROR, NOWHERE, "3,57", "3.58", facts, paths)


def test_every_code_of_the_judge_has_words_and_none_is_left_over() -> None:
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', SOURCE)) | {"legal-name", "legal-old"}
    assert named & CODES == CODES
    given = set(re.findall(r'(?:Finding|differ|_list)\(\s*\d+, "([a-z-]+)"', SOURCE))
    assert len(given) > 20
    assert given <= CODES


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_finding_is_a_full_sentence_with_something_to_do(code: str, language: str) -> None:
    reason, ask = say_reason(make(code), language), say_ask(make(code), language)
    assert "{" not in reason
    assert reason[-1] in ".:”"
    assert ask[-1] in ".?"


@pytest.mark.parametrize("kind", range(14))
def test_every_kind_has_a_title(kind: int) -> None:
    assert say_kind(kind, "id") != say_kind(kind, "en")


@pytest.mark.parametrize("base", ["counts", "printed"])
@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_every_way_of_computing_has_words(base: str, weight: str, rounding: str) -> None:
    for language in ("id", "en"):
        assert "path-" not in say_path(f"{base}/{weight}/{rounding}", language)


def test_figures_are_written_as_the_language_does_and_elements_by_name() -> None:
    said = say_reason(make("mean-counts"), "id")
    assert "U4 Biaya/tarif: NRR tercetak 3,57; dari jumlah jawabannya 3,58." in said
    assert "3.57" in say_reason(make("mean-counts"), "en")


def test_another_place_is_a_page_or_a_cell() -> None:
    assert "(hal. 3)" in say_reason(make("index-differs"), "id")
    assert "(Rekap!C4)" in say_reason(make("index-differs", first="Rekap!C4"), "id")
    assert "(–)" in say_reason(make("index-differs", first=""), "id")


def test_elements_of_the_file_are_those_of_the_instrument() -> None:
    assert set(load_lexicon().elements) == set(load_titles())


def test_no_name_stands_for_two_elements() -> None:
    names = [name.lower() for names in load_lexicon().elements.values() for name in names]
    assert len(names) == len(set(names))


def test_the_bands_begin_at_the_lowest_value_and_go_up() -> None:
    for bands in load_rules().bands.values():
        lows = [band.low for band in bands]
        assert lows == sorted(lows)


def test_scales_of_units_are_called_by_their_titles() -> None:
    assert "PEKPPP (0–5); SKM (25–100)" in say_reason(make("unit-scales"), "id")
    assert "names survey index (25–100)" in say_reason(make("unit-scale-other"), "en")


def test_the_weights_of_columns_are_those_of_the_instrument() -> None:
    index = load("pekppp-2022").document["index"]
    f02, f03 = index["children"]
    aspects = [child for child in f02["children"][0]["children"] if "weight" in child]
    value, evaluators = load_rules().scales["pekppp-2022"].combined
    assert list(value.parts.values()) == [int(f02["weight"]), int(f03["weight"])]
    assert list(evaluators.parts.values()) == [int(each["weight"]) for each in aspects]
    heads = dict(zip(evaluators.parts, [each["title"]["id"] for each in aspects], strict=True))
    assert all(role in load_lexicon().list_roles(title) for role, title in heads.items())
