"""The words and bands of the report audit, from its file beside the instrument, and its sentences."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from tilik.core.audit import Finding, Rules
from tilik.core.audit_data import make_lexicon, make_rules
from tilik.core.audit_lexicon import Lexicon
from tilik.core.errors import InvalidInput
from tilik.library.load import SHIPPED, load
from tilik.library.source import read
from tilik.library.words import decimal, word

# The one instrument that has such a file.
FILE = next(SHIPPED.glob("*/audit.yaml"))
NUMBERS = ("found", "expected", "value", "population")
ELEMENTS = ("found", "expected", "element")
SCALES = ("scales", "named")


@cache
def load_data() -> Mapping[str, Any]:
    """The file as it stands."""
    source = read(FILE)
    if source.faults:
        raise InvalidInput(source.faults)
    data: Mapping[str, Any] = source.data
    return data


@cache
def load_words() -> Mapping[str, Any]:
    """Words and bands as plain data, as another process takes them."""
    bands = {raw["code"]: _list_bands(raw["instrument"]) for raw in load_data()["scales"]}
    return {**load_data(), "bands": bands, "survey": FILE.parent.name}


@cache
def load_lexicon() -> Lexicon:
    """The words by which figures are found."""
    return make_lexicon(load_words())


@cache
def load_rules() -> Rules:
    """The bands of the survey and of the other scales that tables of units are in."""
    return make_rules(load_words())


def _list_bands(code: str) -> list[list[str]]:
    scale = next(each for each in load(code).document["grades"] if "bands" in each)
    return [
        [raw["grade"], raw["name"]["id"], raw["from"], raw.get("zone") or ""]
        for raw in scale["bands"]
    ]


@cache
def load_titles() -> Mapping[str, Mapping[str, str]]:
    """The titles of the elements in both languages, by code."""
    items = load(FILE.parent.name).document["forms"][0]["items"]
    return {item["code"]: item["title"] for item in items}


def say_kind(kind: int, language: str) -> str:
    """The title of a kind of contradiction."""
    return str(load_data()["kinds"][str(kind)][language])


def say_reason(finding: Finding, language: str) -> str:
    """What is the matter, in the language, its figures written as the language does."""
    text: str = load_data()["findings"][finding.code]["reason"][language]
    facts = {"found": finding.found, "expected": finding.expected, **finding.facts}
    shown = {
        name: _write(value, language) if name in NUMBERS + ELEMENTS else value
        for name, value in facts.items()
    }
    for name in SCALES:
        shown[name] = "; ".join(say_scale(c, language) for c in facts.get(name, "").split(", "))
    shown["paths"] = "; ".join(say_path(path, language) for path in finding.paths[:3])
    first = shown.get("first", "")
    shown["first"] = word("page", language, n=first) if first.isdigit() else first or "–"
    return text.format(**shown)


def say_scale(code: str, language: str) -> str:
    """The title of a scale of units; an unknown code as it is."""
    titles = {raw["code"]: raw["title"] for raw in load_data()["scales"]}
    return str(titles[code][language]) if code in titles else code


def say_ask(finding: Finding, language: str) -> str:
    """What to do about it."""
    return str(load_data()["findings"][finding.code]["ask"][language])


def say_path(path: str, language: str) -> str:
    """One way of computing, in words: weight, rounding, and from which means."""
    base, weight, rounding = path.split("/")
    parts = [word(f"path-weight-{weight}", language), word(f"path-base-{base}", language)]
    if rounding != "none":
        parts.append(word(f"path-round-{rounding}", language))
    return ", ".join(parts)


def _write(value: str, language: str) -> str:
    """A figure with the language's decimal mark, elements by their names, other words as they are."""
    titles = load_titles()
    codes = value.split(", ")
    if all(code in titles for code in codes):
        return ", ".join(f"{code} {titles[code][language]}" for code in codes)
    is_number = value.replace(".", "", 1).replace(",", "", 1).isdigit()
    if not is_number:
        return value
    return decimal(value.replace(",", "."), language)
