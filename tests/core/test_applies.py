"""Parts of an instrument that hold for some kinds of unit, channels or years only."""

from typing import Any

import pytest

from tests.core.small import level, small_document
from tilik.core.document import build, in_force, named_channels, named_kinds
from tilik.core.instrument import Instrument, Key


def codes(instrument: Instrument) -> list[str]:
    return [node.code for node in instrument.index.walk()]


@pytest.mark.parametrize(
    ("applies", "kind", "channel", "holds"),
    [
        ({"channels": ["luring"]}, "", "luring", True),
        ({"channels": ["luring"]}, "", "daring", False),
        ({"channels": ["luring"]}, "", "", True),
        ({"channels": []}, "", "daring", True),
        ({"kinds": ["rsud"], "channels": ["luring"]}, "rsud", "luring", True),
        ({"kinds": ["rsud"], "channels": ["luring"]}, "rsud", "daring", False),
        ({"kinds": ["rsud"], "channels": ["luring"]}, "dinas", "luring", False),
    ],
)
def test_a_part_holds_for_its_channels_and_for_a_unit_of_no_channel(
    applies: Any, kind: str, channel: str, holds: bool
) -> None:
    assert in_force({"applies_to": applies}, 2024, kind, channel) is holds


def test_items_nodes_and_categories_of_another_channel_are_left_out() -> None:
    document = small_document()
    assert named_channels(document) == frozenset()
    document["forms"][0]["items"][0]["applies_to"] = {"channels": ["luring"]}
    document["index"]["children"][1]["applies_to"] = {"channels": ["daring"]}
    document["grades"][0]["applies_to"] = {"channels": ["luring"]}
    assert named_channels(document) == {"luring", "daring"}
    here, online = build(document, channel="luring"), build(document, channel="daring")
    assert Key("E", "1") in here.items and Key("E", "1") not in online.items
    assert ("r" in codes(here), "r" in codes(online)) == (False, True)
    assert (len(here.grades), len(online.grades)) == (1, 0)
    assert {"E:1", "r"} <= set(codes(build(document)))


def test_a_node_answered_as_a_whole_by_an_item_not_in_force_has_only_its_parts() -> None:
    document = small_document()
    document["forms"][0]["items"].append(level("w", years=["2024", None]))
    document["index"]["children"][0]["children"][1]["whole"] = "E:w"
    document["index"]["children"][0]["children"].append(
        {"code": "c", "weight": "0", "whole": "E:w", "children": [{"item": "E:w", "weight": "100"}]}
    )
    now, then = build(document, year=2025), build(document, year=2020)
    assert {n.code: n.whole for n in now.index.walk() if n.whole} == {
        "b": Key("E", "w"),
        "c": Key("E", "w"),
    }
    assert not [n.code for n in then.index.walk() if n.whole]
    assert "c" not in codes(then)


def test_the_kinds_any_part_speaks_of_are_named_and_all_others_are_alike() -> None:
    document = small_document()
    assert named_kinds(document) == frozenset()
    document["forms"][0]["items"][0]["applies_to"] = {"kinds": ["rsud"]}
    document["forms"][0]["items"][1]["applies_to"] = {"channels": ["luring"]}
    document["index"]["children"][1]["applies_to"] = {"kinds": ["dinas"]}
    document["grades"][0]["applies_to"] = {"kinds": ["kelurahan"]}
    assert named_kinds(document) == {"rsud", "dinas", "kelurahan"}
    assert build(document, kind="badan") == build(document, kind="sekolah")
    assert build(document, kind="badan") != build(document, kind="dinas")
