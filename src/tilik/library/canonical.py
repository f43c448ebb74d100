"""The canonical document: everything an instrument says, short forms written out.

Its JSON bytes are what is stored, hashed and published; a result names their hash.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tilik.core.errors import Fault, InvalidInput
from tilik.library.emit import plain_data

Document = dict[str, Any]

INHERITED = ("theme", "claim", "scale", "levels", "evidence", "effort", "help", "why", "gaps")
RULES = ("rule", "rules")
SCORED = ("level", "rating")
EMPTY: Mapping[str, Any] = {
    "checked_by": [],
    "options": {},
    "grades": [],
    "axes": [],
    "aliases": {},
    "lokus": [],
    "bridges": [],
    "notes": [],
}
YES_NO = [
    {"code": "ya", "title": {"id": "Ya", "en": "Yes"}, "value": "1"},
    {"code": "tidak", "title": {"id": "Tidak", "en": "No"}, "value": "0"},
]


def canonical(data: Mapping[str, Any]) -> Document:
    """The canonical document of the data of a sound file; the data stay as they were.

    Raises InvalidInput where `like` leads nowhere or in a circle.
    """
    document: Document = plain_data(data)
    for name, empty in EMPTY.items():
        document.setdefault(name, type(empty)())
    originals = {key: item for key, _, item in items(document)}
    faults: list[Fault] = []
    for form in document["forms"]:
        form.setdefault("channel", None)
        form["items"] = [_filled(form, item, originals, faults) for item in form["items"]]
    if faults:
        raise InvalidInput(faults)
    return document


def items(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], Document]]:
    """Each item of each form: its key `form:item`, its form, itself."""
    for form in document.get("forms", []):
        for item in form.get("items", []):
            yield f"{form.get('code')}:{item.get('code')}", form, item


def nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The node and all below it, parents first."""
    yield node
    for child in node.get("children", []):
        yield from nodes(child)


def canonical_bytes(document: Mapping[str, Any]) -> bytes:
    """The document as UTF-8 JSON: keys sorted, no blanks, numbers as the texts they were written as."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(document: Mapping[str, Any]) -> str:
    """The hexadecimal SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def _filled(
    form: Document, item: Document, originals: Mapping[str, Document], faults: list[Fault]
) -> Document:
    """The item with what it takes from `like`, from its form and from the defaults of its kind."""
    whole = dict(item)
    key, chain = f"{form['code']}:{item['code']}", []
    source = item
    while name := source.get("like"):
        if name in chain or name not in originals:
            faults.append(Fault("like-dangling", "", {"item": key, "found": name}))
            break
        chain.append(name)
        source = originals[name]
        _inherit(whole, source)
    whole.pop("like", None)
    if whole["kind"] in SCORED and "scale" not in whole and "scale" in form:
        whole["scale"] = form["scale"]
    if whole["kind"] == "yes-no":
        whole.setdefault("options", [dict(option) for option in YES_NO])
    whole.setdefault("scope", "government" if form["role"] == "government" else "unit")
    return whole


def _inherit(whole: Document, source: Document) -> None:
    """Adds to the item what it does not say itself, with the provenance of what is added."""
    taken = [name for name in INHERITED if name not in whole and name in source]
    if not any(name in whole for name in RULES):
        taken += [name for name in RULES if name in source]
    whole.update({name: source[name] for name in taken})
    origins = {
        name: p for name, p in source.get("provenance", {}).items() if name in {*taken, "rule"}
    }
    if origins:
        whole["provenance"] = origins | whole.get("provenance", {})
