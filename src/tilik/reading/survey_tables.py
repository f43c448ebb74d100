"""The other tables of a survey report: respondents, plans, lines of one figure."""

from dataclasses import replace
from fractions import Fraction

from tilik.core.audit import Figure, Group, Plan, Profile, Statement
from tilik.core.audit_lexicon import Lexicon, find, is_any
from tilik.reading.layout import Cell
from tilik.reading.survey_figures import (
    Elements,
    get_place,
    read_count,
    read_figure,
    read_mark,
)
from tilik.reading.survey_grid import Columns, Grid, Row

SMALLEST, LARGEST = 25, 100


def read_plan(grid: Grid, columns: Columns, lexicon: Lexicon, elements: Elements) -> Plan | None:
    """A follow-up plan, with what is done where it says so; None for another table."""
    if "program" not in columns.roles or not columns.roles & {"element", "status"}:
        return None
    named: list[str] = []
    done: list[bool] = []
    for row in grid.rows:
        found = next(
            (e for c in row if (e := elements.read_label(c.text)[1] or _name(c, elements))), ""
        )
        states = [_is_done(cell, lexicon) for cell in row]
        state = next((each for each in states if each is not None), None)
        if found:
            named.append(found)
        if "status" in columns.roles and state is not None:
            done.append(state)
    if not named and not done:
        return None
    return Plan(tuple(named), get_place(grid.rows[0][0]), tuple(done))


def _name(cell: Cell, elements: Elements) -> str:
    """The first element named in a short cell."""
    return next(iter(elements.list_in(cell.text, {})), "") if len(cell.text) < 80 else ""


def _is_done(cell: Cell, lexicon: Lexicon) -> bool | None:
    """Whether a cell says that the step is done; None where it says neither."""
    if is_any(lexicon.done, cell.text.strip()):
        return True
    return False if is_any(lexicon.not_done, cell.text.strip()) else None


def read_profiles(grid: Grid, columns: Columns, lexicon: Lexicon) -> list[Profile]:
    """Tables of respondents by sex, age …: one, or several below one another."""
    roles = columns.roles
    words = f"{grid.title} {grid.heading}".lower()
    is_profile = "group" in roles and "count" in roles and ("percent" in roles or "n" in roles)
    if not is_profile and not ("count" in roles and is_any(lexicon.profiles, words)):
        return []
    if {"value", "mean"} & roles - {"n"}:
        return []
    found: dict[str, list[Group]] = {}
    totals: dict[str, Figure] = {}
    name = _find_profile(grid.heading, lexicon) or _find_profile(grid.title, lexicon)
    for row in grid.rows:
        name = next((n for c in row if (n := _find_profile(c.text, lexicon))), name)
        cell = columns.find("count", row)
        count = read_count(cell.text, get_place(cell)) if cell else None
        if count is None or not name:
            continue
        label = _find_group(row, cell, lexicon)
        if lexicon.is_line("sum", label) or any(lexicon.is_line("sum", c.text) for c in row):
            totals[name] = count
        else:
            found.setdefault(name, []).append(Group(label, count, _read_percent(columns, row)))
    return [
        Profile(name, _settle(groups), totals.get(name))
        for name, groups in found.items()
        if len(groups) > 1
    ]


def _find_profile(text: str, lexicon: Lexicon) -> str:
    """The characteristic a text names, as it is written in the data."""
    plain = " ".join(text.split())
    for pattern in lexicon.profiles:
        if len(plain) < 200 and (match := find(pattern).search(plain)):
            return match[0].capitalize()
    return ""


def _find_group(row: Row, count: Cell | None, lexicon: Lexicon) -> str:
    """The words of the row nearest before its count."""
    before = row[: row.index(count)] if count in row else row
    words = [c.text for c in before if c.text and not c.text.strip("().").isdigit()]
    return words[-1] if words else ""


def _read_percent(columns: Columns, row: Row) -> Figure | None:
    cell = columns.find("percent", row)
    return read_figure(cell) if cell else None


def _settle(groups: list[Group]) -> tuple[Group, ...]:
    """The groups; shares of a workbook that are parts of one are made per cent."""
    shares = [group.percent for group in groups if group.percent]
    if shares and len(shares) == len(groups) and sum(s.value for s in shares) <= Fraction(11, 10):
        return tuple(
            replace(group, percent=_times_hundred(share))
            for group, share in zip(groups, shares, strict=True)
        )
    return tuple(groups)


def _times_hundred(figure: Figure) -> Figure:
    step = max(figure.step * 100, Fraction(1, 100))
    return replace(figure, value=figure.value * 100, step=step)


def read_statement(row: Row, lexicon: Lexicon) -> Statement | None:
    """The index in a row of few cells that is labelled so: Nilai IKM | 87,38 | B."""
    if not lexicon.is_line("index", row[0].text.lstrip("0123456789. ")) or len(row) > 4:
        return None
    figures = [f for c in row[1:] if (f := read_figure(c)) and SMALLEST <= f.value <= LARGEST]
    if len(figures) != 1:
        return None
    marks = [read_mark(c.text, get_place(c), lexicon.grade_names) for c in row[1:]]
    return Statement(figures[0], next((mark for mark in marks if mark), None))
