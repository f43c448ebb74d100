"""Rows of surveys as files, and what the core counts of them one by one."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from tests.core.surveyed import CODES
from tilik.core.tallies import Rolled, Tally, add, roll_row
from tilik.engine.rows import Layout

ELEMENTS = dict.fromkeys(CODES, (1, 2, 3, 4))
KEYS = ("campaign", "period", "unit", "service")
WIDE = Layout(keys={k: k for k in KEYS}, elements={c: c for c in CODES}, words=("tb",))
LONG = Layout(
    keys={k: k for k in KEYS}, elements={}, item="item", value="value", respondent="who",
    words=("tb",),
)  # fmt: skip
LABELS = {code: code for code in CODES}

Row = tuple[str, str, str, Mapping[str, int | None]]
"""Period, unit, service, and what one respondent gave."""
GIVEN = st.dictionaries(st.sampled_from(CODES), st.one_of(st.none(), st.integers(1, 4)))
ROW = st.tuples(
    st.sampled_from(["I", "II"]), st.sampled_from(["a", "b"]), st.sampled_from(["", "x"]), GIVEN
)
ROWS = st.lists(ROW, min_size=1, max_size=12)


def cell(given: Mapping[str, int | None], code: str) -> str:
    return "" if code not in given else "TB" if given[code] is None else str(given[code])


def write_wide(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*KEYS, *CODES])
        for period, unit, service, given in rows:
            out.writerow(["", period, unit, service, *(cell(given, code) for code in CODES)])
    return path


def write_long(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*KEYS, "who", "item", "value"])
        for n, (period, unit, service, given) in enumerate(rows):
            for code in given:
                out.writerow(["", period, unit, service, n, code, cell(given, code)])
    return path


def count(rows: Sequence[Row]) -> dict[tuple[str, str, str, str], Rolled]:
    """The same integers, one respondent after another."""
    groups: dict[tuple[str, str, str, str], list[Rolled]] = {}
    for period, unit, service, given in rows:
        groups.setdefault(("", period, unit, service), []).append(roll_row(CODES, given))
    empty = roll_row(CODES, {})
    return {group: full(add([empty, *parts])) for group, parts in groups.items()}


def full(rolled: Rolled) -> Rolled:
    """With a tally for every element, as engines give them."""
    tallies = {code: rolled.tallies.get(code, Tally()) for code in CODES}
    return Rolled(tallies, rolled.people, rolled.whole)
