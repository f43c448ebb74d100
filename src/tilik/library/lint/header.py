"""Who wrote it, until when it holds, and whether its numbers have a source."""

from collections.abc import Iterator, Mapping
from typing import Any

from tilik.core.errors import Fault
from tilik.core.numbers import fraction
from tilik.library.lint.subject import WARNING, Subject, pair, walk
from tilik.library.source import Path_

DOUBTFUL = ("conflicting", "inferred", "unknown")


def check_head(subject: Subject) -> Iterator[Fault]:
    """Author, next review, policy for errata, years that run forwards."""
    for name in ("authored_by", "next_review"):
        if not subject.data.get(name):
            yield subject.fault("head-missing", (), field=name)
    if not subject.data.get("erratum_policy"):
        yield subject.fault("head-missing", (), WARNING, field="erratum_policy")
    for path, raw in walk(subject.data):
        first, last = pair(raw, "years")
        if first is not None and last is not None and int(first) > int(last):
            yield subject.fault("years-backwards", (*path, "years"), first=first, last=last)
        low, high = pair(raw, "scale")
        if low is not None and high is not None and fraction(low) >= fraction(high):
            yield subject.fault("scale-backwards", (*path, "scale"), low=low, high=high)


def check_sources(subject: Subject) -> Iterator[Fault]:
    """Provenance that names unknown sources, or none where it claims to be sure; sources nobody names."""
    sources = subject.data.get("sources", {})
    used: set[str] = set()
    for path, raw in walk(subject.data):
        if "mark" not in raw:
            continue
        named = raw.get("sources", [])
        used.update(named)
        for n, name in enumerate(named):
            if name not in sources:
                yield subject.fault(
                    "source-unknown", (*path, "sources", n), found=name, allowed=sorted(sources)
                )
        if raw["mark"] == "confirmed" and not named:
            yield subject.fault("confirmed-without-source", path)
        if raw["mark"] in DOUBTFUL and not named and "note" not in raw:
            yield subject.fault("doubt-without-note", path, WARNING, mark=raw["mark"])
    for name in sources:
        if name not in used:
            yield subject.fault("source-unused", ("sources", name), WARNING, found=name)


def check_provenance(subject: Subject) -> Iterator[Fault]:
    """Figures that say neither themselves nor by the file's default where they come from."""
    if "provenance" in subject.data:
        return
    for path, raw, name in _figures(subject):
        if not _told(raw, name):
            yield subject.fault("provenance-missing", path, field=name)


def _told(raw: Mapping[str, Any], name: str) -> bool:
    own = raw.get("provenance", {})
    return "mark" in own or name in own


def _figures(subject: Subject) -> Iterator[tuple[Path_, Mapping[str, Any], str]]:
    """Every figure: its path, the part that holds it, and its field."""
    for placed in subject.nodes:
        if "weight" in placed.raw:
            yield (*placed.path, "weight"), placed.raw, "weight"
    for placed in subject.items.values():
        for name in ("levels", "rule", "rules"):
            if name in placed.raw:
                yield (*placed.path, name), placed.raw, "rule" if name == "rules" else name
    for g, scale in enumerate(subject.data.get("grades", [])):
        for n, band in enumerate(scale["bands"]):
            if not _told(scale, "bands"):
                yield ("grades", g, "bands", n), band, "from"
    for name in ("rounding", "rollup"):
        if name in subject.data:
            yield (name,), subject.data[name], "decimals" if name == "rounding" else "method"
    for n, lokus in enumerate(subject.data.get("lokus", [])):
        yield ("lokus", n), lokus, "kinds"
