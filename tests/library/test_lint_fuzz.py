"""Whatever is uploaded, the linter answers with faults and never breaks."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.library.samples import cases, number, sound
from tilik.core.errors import Fault
from tilik.library.emit import emit
from tilik.library.lint import check_text
from tilik.library.lint.subject import walk
from tilik.library.messages import describe
from tilik.library.source import Path_
from tilik.library.workbook import get

VALUES = st.sampled_from(
    [None, True, "", "x", "unknown", "F-02:1", "F-01:1.1", "1.1", "ya", "exact", number(0), number(5), number(-1),
     number("99999999999999999999999999"), number(2022), [], [number(0), number(5)], [number(0), None], ["x"], {},
     {"id": "x", "en": "x"}, {"item": "1.1", "is": "ya"}, {"mark": "unknown"}, [{}], [{"code": "x"}]],
)  # fmt: skip


def places(data: Any) -> list[Path_]:
    """The path of every value there is."""
    found: list[Path_] = []
    for path, raw in walk(data):
        for key, value in raw.items():
            found.append((*path, key))
            if isinstance(value, list):
                found += [(*path, key, n) for n in range(len(value))]
    return found


PLACES = places(sound())
CASES = places(cases())
SPOILS = st.tuples(st.integers(0, 10_000), st.sampled_from(["drop", "put", "twice"]), VALUES)


def spoiled(data: Any, known: list[Path_], spoils: list[tuple[int, str, Any]]) -> Any:
    """The data after each spoil has dropped, replaced or doubled the value at a place."""
    for n, way, value in spoils:
        *above, last = known[n % len(known)]
        try:
            parent = get(data, tuple(above))
            if way == "put":
                parent[last] = deepcopy(value)
            elif way == "twice" and isinstance(parent, list):
                parent.append(deepcopy(parent[last]))
            else:
                del parent[last]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier spoil took the place away
    return data


def told(faults: list[Fault]) -> list[str]:
    """Every fault in words."""
    return [describe(fault, language) for fault in faults for language in ("id", "en")]


@given(st.lists(SPOILS, min_size=1, max_size=3))
def test_a_spoiled_instrument_never_breaks_the_linter(spoils: list[tuple[int, str, Any]]) -> None:
    faults = check_text(emit(spoiled(sound(), PLACES, spoils)), "v1.yaml", emit(cases()))
    assert all(told(faults))


@given(st.lists(SPOILS, min_size=1, max_size=3))
def test_a_spoiled_example_never_breaks_the_linter(spoils: list[tuple[int, str, Any]]) -> None:
    faults = check_text(emit(sound()), "v1.yaml", emit(spoiled(cases(), CASES, spoils)))
    assert all(told(faults))


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert all(told(check_text(text, "v1.yaml", text)))
