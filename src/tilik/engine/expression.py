"""The one dataframe expression: rows of respondents → integers that add up, on any engine.

A row is one respondent: a column for each element (a value; -1 where it does not apply; null where
it was left blank) and the columns that say whose it is. What comes out is one row a campaign,
period, unit and service: how many respondents, how often each value of each element was given, and
the moments of the sums of those who answered everything. Sum and sum of squares of an element
follow from its counts (`core.tallies`). Narwhals hands the expression to DuckDB and to Spark
unchanged; nothing in it rounds.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

KEYS = ("campaign", "period", "unit", "service")
PEOPLE, WHOLE, WHOLE_SUM, WHOLE_SQUARES = "people", "whole", "whole_sum", "whole_squares"
SPARED = -1
"""Stands in a row where an element does not apply."""
Elements = Mapping[str, Sequence[int]]
"""The values of every element by its column."""
INTEGER = nw.Int64
Frame = nw.LazyFrame[Any]
"""Rows that no engine has looked at yet."""


def roll_up(frame: Frame, elements: Elements) -> Frame:
    """The integers of every group of `frame`, which has the columns KEYS and one for each element.

    Columns: KEYS, then for the element at place p: p_n (answers of any kind), p_na (does not
    apply), p_v for every value v; then PEOPLE, WHOLE, WHOLE_SUM, WHOLE_SQUARES.
    """
    columns = [nw.col(name) for name in elements]
    sums = columns[0].cast(INTEGER)
    for column in columns[1:]:
        sums = sums + column.cast(INTEGER)
    # A sum is null with any blank; where something does not apply, it is set aside.
    rows = frame.with_columns(
        nw.max_horizontal(*columns).alias("_most"),
        nw.when(nw.min_horizontal(*columns) != SPARED).then(sums).alias("_sum"),
    )
    counted: list[nw.Expr] = []
    for place, (name, values) in enumerate(elements.items()):
        column = nw.col(name)
        counted.append(column.count().alias(f"{place}_n"))
        counted.append(_count(column == SPARED, f"{place}_na"))
        counted += [_count(column == value, f"{place}_{value}") for value in values]
    whole = nw.col("_sum")
    return rows.group_by(*KEYS).agg(
        *counted,
        _count(nw.col("_most") != SPARED, PEOPLE),
        whole.count().alias(WHOLE),
        whole.sum().cast(INTEGER).alias(WHOLE_SUM),
        (whole * whole).sum().cast(INTEGER).alias(WHOLE_SQUARES),
    )


def _count(condition: nw.Expr, name: str) -> nw.Expr:
    """How many rows meet the condition: a sum of ones is what engines add up fastest."""
    return condition.cast(INTEGER).sum().alias(name)


def add_up(frame: Frame) -> Frame:
    """Roll-ups laid under one another become one: every integer is summed by group."""
    names = [name for name in frame.collect_schema().names() if name not in KEYS]
    return frame.group_by(*KEYS).agg(*(nw.col(name).sum().cast(INTEGER) for name in names))


def spread(frame: Frame, labels: Mapping[str, str], has_person: bool) -> Frame:
    """Long rows (item, value) as wide ones; `labels` maps what stands under item to the element.

    With a respondent, the rows of one person become one row; without, every answer stays a row of
    its own: then nobody is known to have answered everything.
    """
    item, value = nw.col("item"), nw.col("value")
    elements = dict.fromkeys(labels.values())
    cells = {
        element: nw.when(item.is_in([k for k, v in labels.items() if v == element])).then(value)
        for element in elements
    }
    wide = frame.with_columns(**cells)
    if not has_person:
        return wide
    people = wide.group_by(*KEYS, "respondent")
    return people.agg(*(nw.col(element).max() for element in elements))
