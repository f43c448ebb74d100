"""Scales of categories: sorted, without gaps or overlaps, from the foot of the index to its top."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tilik.core.errors import Fault
from tilik.core.numbers import exact_decimal_text, fraction
from tilik.library.lint.conditions import option_codes
from tilik.library.lint.subject import WARNING, Subject
from tilik.library.source import Path_


def check_grades(subject: Subject) -> Iterator[Fault]:
    """All that is wrong with each scale of categories, and with the years they hold."""
    for n, raw in enumerate(subject.data.get("grades", [])):
        yield from _order(subject, ("grades", n, "bands"), raw["bands"])
        yield from _ends(subject, ("grades", n), raw)
        yield from _printed(subject, ("grades", n, "bands"), raw)
        yield from _fineness(subject, ("grades", n, "bands"), raw)
        if "suffix" in raw:
            yield from _suffix(subject, ("grades", n, "suffix"), raw["suffix"])
    yield from _years(subject)


def _order(subject: Subject, path: Path_, bands: list[Any]) -> Iterator[Fault]:
    """Each lower bound above the one before; no category twice."""
    for n, (below, above) in enumerate(pairwise(bands), 1):
        low, high = fraction(below["from"]), fraction(above["from"])
        if low >= high:
            code = "grades-overlap" if low == high else "grades-unsorted"
            yield subject.fault(code, (*path, n, "from"), found=above["from"], before=below["from"])
    marks = [band["grade"] for band in bands]
    for n, mark in enumerate(marks):
        if mark in marks[:n]:
            yield subject.fault("code-twice", (*path, n, "grade"), found=mark)


def _ends(subject: Subject, path: Path_, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """The lowest category begins, and the highest ends, where the index does."""
    scale = subject.data["index"].get("scale")
    if not scale or scale[1] is None:
        return
    low, high = map(fraction, scale)
    if fraction(raw["bands"][0]["from"]) != low:
        found = raw["bands"][0]["from"]
        yield subject.fault(
            "grades-foot", (*path, "bands", 0, "from"), found=found, wanted=scale[0]
        )
    if fraction(raw["to"]) != high:
        yield subject.fault("grades-top", (*path, "to"), found=raw["to"], wanted=scale[1])


def _printed(subject: Subject, path: Path_, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Printed upper bounds end one unit of the last decimal below the next category."""
    tops = [*(fraction(band["from"]) for band in raw["bands"][1:]), None]
    for n, (band, following) in enumerate(zip(raw["bands"], tops, strict=True)):
        if "to" not in band:
            continue
        wanted = fraction(raw["to"]) if following is None else following - _unit(raw, band)
        found = fraction(band["to"])
        if found != wanted:
            code = "grades-gap" if found < wanted else "grades-overlap-printed"
            yield subject.fault(code, (*path, n, "to"), found=band["to"], wanted=_plain(wanted))


def _unit(raw: Mapping[str, Any], band: Mapping[str, Any]) -> Fraction:
    """One unit of the last decimal; of the printed bound where values are compared unrounded."""
    decimals = raw.get("decimals", "exact")
    if decimals == "exact":
        return Fraction(1, 10 ** len(str(band["to"]).partition(".")[2]))
    return Fraction(1, 10 ** int(decimals))


def _fineness(subject: Subject, path: Path_, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """No bound is finer than the values that are compared with it."""
    decimals = raw.get("decimals", "exact")
    if decimals == "exact":
        return
    for n, band in enumerate(raw["bands"]):
        if (fraction(band["from"]) * 10 ** int(decimals)).denominator != 1:
            yield subject.fault(
                "grades-too-fine", (*path, n, "from"), found=band["from"], decimals=decimals
            )


def _suffix(subject: Subject, path: Path_, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """What decides the suffix is there, and has every option that is named."""
    key = raw["item"]
    if key not in subject.items:
        yield subject.fault("item-unknown", (*path, "item"), found=key)
        return
    options = option_codes(subject, subject.items[key])
    wanted = raw["is"] if isinstance(raw["is"], list) else [raw["is"]]
    named: list[tuple[Path_, str]] = [((*path, "is"), option) for option in wanted]
    ledger = raw.get("ledger", {})
    named += [((*path, "ledger", state), option) for state, option in ledger.items()]
    for place, option in named:
        if option not in options:
            yield subject.fault("option-unknown", place, item=key, found=option, allowed=options)
    if ledger and ledger["settled"] not in wanted:
        yield subject.fault(
            "suffix-not-settled", (*path, "ledger", "settled"), found=ledger["settled"]
        )


def _years(subject: Subject) -> Iterator[Fault]:
    """In each year a unit and a government have at most one scale; none in between is missing."""
    scales = subject.data.get("grades", [])
    first, last = subject.data["years"]
    if not scales:
        return
    for year in range(int(first), int(last if last is not None else first) + 1):
        for scope in ("unit", "government"):
            held = [n for n, s in enumerate(scales) if _holds(s, year, scope)]
            if len(held) > 1:
                yield subject.fault(
                    "grades-two-scales", ("grades", held[1]), year=year, scope=scope
                )
        if not any(_holds(s, year, scope) for s in scales for scope in ("unit", "government")):
            yield subject.fault("grades-no-scale", ("grades",), WARNING, year=year)


def _holds(raw: Mapping[str, Any], year: int, scope: str) -> bool:
    first, last = raw.get("years") or (None, None)
    in_time = (first is None or int(first) <= year) and (last is None or year <= int(last))
    return in_time and raw.get("scope", "both") in (scope, "both")


def _plain(value: Fraction) -> str:
    return exact_decimal_text(value).rstrip("0").rstrip(".")
