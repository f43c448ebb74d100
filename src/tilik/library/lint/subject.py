"""What the linter looks at: a source with its items and nodes, each with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tilik.core.errors import Fault, InvalidInput
from tilik.library.canonical import Document, canonical
from tilik.library.source import Path_, Source

WARNING, ERROR = "warning", "error"


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the file with its path; `above` are the nodes over a node, or the form of an item."""

    path: Path_
    raw: Mapping[str, Any]
    above: tuple[Mapping[str, Any], ...] = ()
    whole: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """A source that is being checked. An item's `whole` has what `like` brings it."""

    source: Source
    document: Document | None
    items: Mapping[str, Placed]
    nodes: tuple[Placed, ...]

    @property
    def data(self) -> Mapping[str, Any]:
        """What the file says."""
        found: Mapping[str, Any] = self.source.data
        return found

    def fault(self, code: str, path: Path_ = (), severity: str = ERROR, **facts: object) -> Fault:
        """A fault at the path."""
        return Fault(code, self.source.where(path), {"severity": severity, **facts})

    def of_form(self, form: str) -> Mapping[str, Placed]:
        """The items of a form by their code."""
        return {p.raw["code"]: p for p in self.items.values() if p.above[0]["code"] == form}

    def leaf_keys(self) -> Iterator[str]:
        """The keys of the items that feed the index."""
        for placed in self.nodes:
            yield from (placed.raw[name] for name in ("item", "whole") if name in placed.raw)


def make_subject(source: Source) -> Subject:
    """The subject of a source whose data are at least a dictionary with forms and an index."""
    try:
        document = canonical(source.data)
    except (InvalidInput, KeyError, TypeError, AttributeError, ValueError):
        document = None  # the schema or the references say why
    return Subject(source, document, _items(source.data, document), tuple(_nodes(source.data)))


def _items(data: Mapping[str, Any], document: Document | None) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    for f, form in enumerate(_list(data, "forms")):
        for i, raw in enumerate(_list(form, "items")):
            if not isinstance(raw, dict):
                continue
            whole = document["forms"][f]["items"][i] if document else raw
            key = f"{form.get('code')}:{raw.get('code')}"
            found.setdefault(key, Placed(("forms", f, "items", i), raw, (form,), whole))
    return found


def _nodes(data: Mapping[str, Any]) -> Iterator[Placed]:
    waiting: list[tuple[Path_, Any, tuple[Mapping[str, Any], ...]]] = [
        (("index",), data.get("index"), ())
    ]
    while waiting:
        path, raw, above = waiting.pop(0)
        if isinstance(raw, dict):
            yield Placed(path, raw, above)
            children = _list(raw, "children")
            waiting[:0] = [
                ((*path, "children", n), child, (*above, raw)) for n, child in enumerate(children)
            ]


def _list(raw: Any, name: str) -> list[Any]:
    found = raw.get(name) if isinstance(raw, dict) else None
    return found if isinstance(found, list) else []


def code_of(node: Mapping[str, Any]) -> str:
    """A node's code; a leaf without one has its item's key."""
    return str(node.get("code") or node.get("item") or "")


def walk(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Every dictionary of the data with its path."""
    if isinstance(data, dict):
        yield path, data
    for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(inner, list | dict):
            yield from walk(inner, (*path, step))


def pair(raw: Mapping[str, Any], name: str) -> tuple[Any, Any]:
    """The two ends of `years` or `scale`; (None, None) where there are none (or only their provenance)."""
    ends = raw.get(name)
    return (ends[0], ends[1]) if isinstance(ends, list) else (None, None)
