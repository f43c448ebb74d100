"""The canonical document: short forms written out, numbers as written, one hash for one meaning."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.library.samples import number, sound, text
from tests.library.spoils import form, item, put
from tilik.core.document import build
from tilik.core.errors import InvalidInput
from tilik.library.canonical import canonical, canonical_bytes, items, nodes, sha256
from tilik.library.source import Number


def test_like_brings_all_but_the_title_and_what_is_given_here() -> None:
    whole = {key: found for key, _, found in items(canonical(_liked({})))}
    first, fourth = whole["F-02:1"], whole["F-02:4"]
    assert "like" not in fourth
    for name in ("levels", "rule", "evidence", "theme", "claim", "help"):
        assert fourth[name] == first[name]
    assert fourth["title"] == text("Empat")
    assert fourth["provenance"] == {"levels": {"mark": "unknown"}}, "the weight is its own affair"


def test_what_is_given_here_is_kept() -> None:
    whole = {
        key: found
        for key, _, found in items(canonical(_liked({"theme": "cost", "rule": {"ladder": []}})))
    }
    assert (whole["F-02:4"]["theme"], whole["F-02:4"]["rule"]) == ("cost", {"ladder": []})


def test_a_rule_of_its_own_leaves_the_other_rules_out() -> None:
    data = _liked({"rules": {"x": {"ladder": []}}, "rule": "x"})
    whole = {key: found for key, _, found in items(canonical(data))}
    assert (whole["F-02:4"]["rule"], list(whole["F-02:4"]["rules"])) == ("x", ["x"])


def test_like_may_be_chained_and_leads_nowhere_or_in_a_circle_only_with_a_fault() -> None:
    data = _liked({})
    form(data, 1)["items"].append(
        {"code": "5", "title": text("Lima"), "kind": "level", "like": "F-02:4"}
    )
    whole = {key: found for key, _, found in items(canonical(data))}
    assert whole["F-02:5"]["levels"] == whole["F-02:1"]["levels"]
    for wrong in ("F-02:9", "F-02:4"):
        data = _liked({"like": wrong})
        with pytest.raises(InvalidInput) as caught:
            canonical(data)
        assert caught.value.faults[0].facts == {"item": "F-02:4", "found": wrong}


def test_defaults_are_written_out() -> None:
    data = sound()
    del data["axes"], data["aliases"], data["checked_by"], data["options"]
    document = canonical(data)
    assert (document["axes"], document["aliases"], document["checked_by"]) == ([], {}, [])
    whole = {key: found for key, _, found in items(document)}
    assert [o["code"] for o in whole["F-01:1.1"]["options"]] == ["ya", "tidak"]
    assert whole["F-02:1"]["scale"] == ["0", "5"]
    assert "scale" not in whole["F-01:2.1"]
    assert whole["F-02:1"]["scope"] == "unit"
    assert document["forms"][0]["channel"] is None


def test_items_of_a_government_form_are_the_governments() -> None:
    data = sound()
    put(form(data, 0), role="government")
    assert {
        found["scope"] for key, _, found in items(canonical(data)) if key.startswith("F-01")
    } == {"government"}


def test_numbers_stand_as_they_were_written() -> None:
    data = sound()
    put(data["index"]["children"][0], weight=Number("75.00"))
    content = canonical_bytes(canonical(data))
    assert b'"weight":"75.00"' in content
    assert not any(
        isinstance(v, float | int) and not isinstance(v, bool) for v in _values(json.loads(content))
    )


def test_the_bytes_are_sorted_compact_and_utf8() -> None:
    data = sound()
    put(data["title"], id="Tilik – “ya”")
    content = canonical_bytes(canonical(data))
    assert "Tilik – “ya”".encode() in content
    assert (
        content
        == json.dumps(
            json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
    )


def test_the_order_of_keys_does_not_change_the_hash_but_any_figure_does() -> None:
    data = sound()
    turned = dict(reversed(list(data.items())))
    assert sha256(canonical(turned)) == sha256(canonical(data))
    put(data["index"]["children"][0], weight=number("75.0"))
    assert sha256(canonical(data)) != sha256(canonical(sound()))


def test_the_data_stay_as_they_were() -> None:
    data = _liked({})
    before = deepcopy(data)
    canonical(data)
    assert data == before


def test_a_calculation_can_be_built_from_it() -> None:
    instrument = build(canonical(sound()))
    assert [node.code for node in instrument.index.children] == ["f02", "f03"]
    assert [n.get("code") for n in nodes(canonical(sound())["index"])][:2] == ["ix", "f02"]


def _liked(own: dict[str, Any]) -> dict[str, Any]:
    """The sound instrument with an item "4" that is like "1" but for what `own` says."""
    data = sound()
    marks = {"levels": {"mark": "unknown"}, "weight": {"mark": "unknown"}}
    put(item(data, 1, 0), theme="time", help=text("Bantuan"), provenance=marks)
    short = {"code": "4", "title": text("Empat"), "kind": "level", "like": "F-02:1", **own}
    form(data, 1)["items"].append(short)
    return data


def _values(data: Any) -> list[Any]:
    """Every value inside the data."""
    if isinstance(data, dict):
        return [v for inner in data.values() for v in _values(inner)]
    return [v for inner in data for v in _values(inner)] if isinstance(data, list) else [data]
