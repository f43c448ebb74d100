"""Files of survey rows → what the core scores, on either engine."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from tilik.core.errors import UserError
from tilik.core.tallies import Rolled, Tally, Whole
from tilik.engine.engines import Engine, refusing
from tilik.engine.expression import KEYS, Elements, Frame, roll_up, spread
from tilik.engine.rows import Layout, select

Group = tuple[str, str, str, str]
"""Campaign, period, unit and service."""
Groups = dict[Group, Rolled]


def roll_files(
    engine: Engine, paths: Sequence[Path], layout: Layout, elements: Elements,
    labels: Mapping[str, str],
) -> Groups:  # fmt: skip
    """What every group of the files answered.

    Raises UserError("values-outside" | "answer-twice-in-rows" | "file-unreadable").
    """
    frame = prepare(engine.open(paths), layout, elements, labels)
    groups = read_groups(engine.fetch(roll_up(frame, elements)), elements)
    if layout.is_long and layout.respondent:
        known = sum(t.n + t.not_applicable for r in groups.values() for t in r.tallies.values())
        _check_once(engine, paths, layout, elements, known)
    return groups


def prepare(frame: Frame, layout: Layout, elements: Elements, labels: Mapping[str, str]) -> Frame:
    """The rows as the expression takes them: one respondent a row, elements in columns."""
    chosen = select(frame, layout, list(elements))
    if not layout.is_long:
        return chosen
    wide = spread(chosen, labels, bool(layout.respondent))
    absent = [name for name in elements if name not in labels.values()]
    blank = {name: nw.lit(None).cast(nw.Int64) for name in absent}
    return wide.with_columns(**blank) if blank else wide


def _check_once(
    engine: Engine, paths: Sequence[Path], layout: Layout, elements: Elements, known: int
) -> None:
    """Nothing. Raises UserError where a respondent answers an element twice: one would be lost."""
    rows = select(engine.open(paths), layout, list(elements))
    answers = next(iter(engine.fetch(rows.select(nw.col("value").count()))))[0]
    if answers != known:
        raise UserError("answer-twice-in-rows", n=answers - known)


def read_groups(rows: Iterable[tuple[Any, ...]], elements: Elements) -> Groups:
    """The rows of the expression as groups; names that differ in case or blanks alone are one.

    Raises UserError("values-outside").
    """
    spelled: dict[tuple[str, ...], Group] = {}
    groups: Groups = {}
    for row in sorted(rows, key=lambda row: tuple(map(str, row[: len(KEYS)]))):
        said = [" ".join(str(name).split()) for name in row[: len(KEYS)]]
        group = (said[0], said[1], said[2], said[3])
        group = spelled.setdefault(tuple(name.casefold() for name in group), group)
        rolled = _read_rolled([int(v or 0) for v in row[len(KEYS) :]], elements, group)
        groups[group] = groups[group] + rolled if group in groups else rolled
    return groups


def _read_rolled(numbers: Sequence[int], elements: Elements, group: Group) -> Rolled:
    tallies: dict[str, Tally] = {}
    start = 0
    for name, values in elements.items():
        n, spared, *counts = numbers[start : start + 2 + len(values)]
        start += 2 + len(values)
        if n != spared + sum(counts):
            outside = n - spared - sum(counts)
            facts = {"item": name, "n": outside, "unit": group[2], "allowed": list(values)}
            raise UserError("values-outside", **facts)
        given = {v: times for v, times in zip(values, counts, strict=True) if times}
        tallies[name] = Tally(given, spared)
    people, n, total, squares = numbers[start:]
    return Rolled(tallies, people, Whole(n, total, squares))


def list_columns(engine: Engine, paths: Sequence[Path]) -> list[str]:
    """The names of the columns of the files. Raises UserError("file-unreadable")."""
    with refusing("columns"):
        return list(engine.open(paths).collect_schema().names())


def distinct_items(engine: Engine, paths: Sequence[Path], layout: Layout) -> list[str]:
    """What stands under the item in long rows, each once."""
    items = engine.open(paths).select(nw.col(layout.item).cast(nw.String)).unique()
    return sorted(str(row[0]) for row in engine.fetch(items) if row[0] is not None)
