"""A score as a report for people: a workbook or a PDF, each down to the single answer."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import typst
import xlsxwriter

from tilik.core.document import node_code, raw_nodes
from tilik.core.errors import UserError
from tilik.core.numbers import decimal_text
from tilik.library.words import decimal, word

Data = Mapping[str, Any]
PDF = Path(__file__).parent / "pdf"
SHOWN = 4
HUNDRED = 100
OPEN_LEVELS = 2
ANSWER_COLUMNS = (
    "unit", "form", "item", "respondent", "service", "evaluator", "stage", "value",
)  # fmt: skip
TREE_COLUMNS = ("unit", "code", "part", "value", "weight", "contribution", "range", "why", "exact")


@dataclass(frozen=True, slots=True)
class Line:
    """A node of the score tree in words: what it is, what it is worth and why."""

    depth: int
    code: str
    title: str
    value: str
    weight: str
    contribution: str
    range: str
    why: str
    exact: str


@dataclass(frozen=True, slots=True)
class Report:
    """A score file with the titles of its instrument, in one language."""

    data: Data
    document: Data
    language: str

    def word(self, key: str, **facts: object) -> str:
        """A word of the report."""
        return word(key, self.language, **facts)

    def title(self) -> str:
        """The instrument's title."""
        return str(self.document["title"][self.language])

    def titles(self) -> dict[str, str]:
        """The title of every node and item, by code and by key."""
        found = {
            f"{form['code']}:{item['code']}": str(item["title"][self.language])
            for form in self.document["forms"]
            for item in form["items"]
        }
        for node in raw_nodes(self.document["index"]):
            if "title" in node:
                found[node_code(node)] = str(node["title"][self.language])
        return found

    def number(self, text: str | None, places: int | None = None) -> str:
        """A number as the language writes it, rounded for reading; a dash where there is none."""
        if text is None:
            return "–"
        shown = text if places is None else decimal_text(Fraction(text), places)
        return decimal(shown, self.language)

    def grade(self, outcome: Data) -> str:
        """The category, or every category that is still possible."""
        if "grades" in outcome:
            return f" {self.word('or')} ".join(outcome["grades"])
        if not outcome.get("grade"):
            return "–"
        name = outcome.get("name", {}).get(self.language, "")
        suffix = outcome.get("suffix", {}).get(self.language, "")
        words = " ".join(filter(None, (name, suffix)))
        return f"{outcome['grade']} ({words})" if words else str(outcome["grade"])

    def span(self, outcome: Data) -> str:
        """The range an outcome can still reach; a dash where it is one value."""
        low, high = outcome["range"]
        if low == high:
            return "–"
        places = int(self.document["rounding"]["decimals"])
        return f"{self.number(low, places)}–{self.number(high, places)}"

    def status(self, outcome: Data) -> str:
        """What is uncertain about an outcome."""
        return ", ".join(self.word(s) for s in outcome["status"]) or "–"

    def cells(self, name: str, outcome: Data) -> list[str]:
        """An outcome as a row: name, rounded value, category, range, status."""
        value = self.number(outcome["rounded"])
        return [name, value, self.grade(outcome), self.span(outcome), self.status(outcome)]

    def outcomes(self) -> Iterator[tuple[str, Data]]:
        """Every unit, then the government where more than one unit stands behind it."""
        for unit in self.data["units"]:
            yield unit["unit"], unit
        if self.data.get("government") and len(self.data["units"]) > 1:
            yield self.word("government"), self.data["government"]

    def lines(self, tree: Data) -> list[Line]:
        """The tree from its root to its leaves, parents first."""
        return list(self._lines(tree, self.titles(), 0))

    def _lines(self, node: Data, titles: Mapping[str, str], depth: int) -> Iterator[Line]:
        value, reason = node["value"], node["reason"]
        why = self.word(reason["code"], **{k: v for k, v in reason.items() if k != "code"})
        marks = [self.word(s) for s in node["status"] if s != reason["code"]]
        yield Line(
            depth=depth,
            code=str(node["code"]),
            title=titles.get(str(node["code"]), titles.get(str(node.get("item")), "")),
            value=self.number(value and value["exact"], SHOWN),
            weight=self._percent(node["weight"]),
            contribution=self.number(node["contribution"] and node["contribution"]["exact"], SHOWN),
            range="–" if value and node["range"][0] == node["range"][1] else self._ends(node),
            why="; ".join([why, *marks]),
            exact=value["exact"] if value else "",
        )
        for child in node.get("children", ()):
            yield from self._lines(child, titles, depth + 1)

    def _ends(self, node: Data) -> str:
        return "–".join(self.number(end, 2) for end in node["range"])

    def _percent(self, weight: Data | None) -> str:
        if weight is None:
            return "–"
        shown = decimal_text(Fraction(weight["exact"]) * HUNDRED, 3).rstrip("0").rstrip(".")
        return f"{decimal(shown, self.language)} %"

    def facts(self) -> list[tuple[str, str]]:
        """What the score was computed with."""
        data = self.data
        return [
            (self.word("regulation"), str(self.document["regulation"][self.language])),
            (self.word("variant"), str(data["variant"]) or "–"),
            (self.word("year"), str(data["year"])),
            (self.word("basis"), str(data["basis"])),
            (self.word("made-with"), f"Tilik {data['code_version']}"),
            (self.word("fingerprint"), str(data["instrument_sha256"])),
        ]


def check_output(path: Path) -> None:
    """Raises UserError("unknown-output" | "folder-missing") where nothing could be written."""
    if path.suffix.lower() not in _WRITERS:
        raise UserError("unknown-output", found=path.name, allowed=sorted(_WRITERS))
    check_folder(path)


def check_folder(path: Path) -> None:
    """Raises UserError("folder-missing") where the file would stand in none."""
    if not path.parent.is_dir():
        raise UserError("folder-missing", found=str(path.parent))


def write_bytes(content: bytes, path: Path) -> None:
    """Writes the file. Raises UserError("folder-missing" | "not-writable")."""
    check_folder(path)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserError("not-writable", file=str(path), reason=str(error)) from error


def write(report: Report, path: Path) -> None:
    """Writes the score to `path`. Raises UserError as `check_output`, or "not-writable"."""
    check_output(path)
    write_bytes(render(report, path.suffix), path)


def render(report: Report, suffix: str) -> bytes:
    """The score as the content of a file: .json, .xlsx or .pdf."""
    return _WRITERS[suffix.lower()](report)


def _as_json(report: Report) -> bytes:
    return json_text(report.data).encode()


def json_text(data: Any) -> str:
    """The data as JSON, ending in a new line: the two uppermost levels a line each, for reading.

    Deeper levels stay on one line: the fast encoder writes them, which trees of many units need.
    """
    return _json_lines(data, 0) + "\n"


def _json_lines(data: Any, depth: int) -> str:
    if not data or depth == OPEN_LEVELS or not isinstance(data, dict | list):
        return json.dumps(data, ensure_ascii=False)
    rows = (
        [
            f"{json.dumps(k, ensure_ascii=False)}: {_json_lines(v, depth + 1)}"
            for k, v in data.items()
        ]
        if isinstance(data, dict)
        else [_json_lines(v, depth + 1) for v in data]
    )
    pad = "  " * depth
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    return f"{opening}\n{pad}  " + f",\n{pad}  ".join(rows) + f"\n{pad}{closing}"


# ---- workbook --------------------------------------------------------------


def _as_workbook(report: Report) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for name, rows in _sheets(report).items():
            sheet = book.add_worksheet(report.word(name))
            sheet.freeze_panes(1, 0)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell, head if at == 0 else None)
            sheet.autofit()
    return content.getvalue()


def _sheets(report: Report) -> dict[str, list[Sequence[str]]]:
    return {
        "summary": [*summary(report), [], *report.facts()],
        "tree": [[report.word(c) for c in TREE_COLUMNS], *_tree_rows(report)],
        "answers": [[report.word(c) for c in ANSWER_COLUMNS], *_answer_rows(report)],
    }


def summary(report: Report) -> list[list[str]]:
    """The outcomes as a table: a row each, a column for every named variant."""
    names = ("unit", "rounded", "grade", "range", "status")
    variants = list(dict.fromkeys(v for _, o in report.outcomes() for v in o.get("variants", {})))
    rows = [[*map(report.word, names), *variants]]
    for name, outcome in report.outcomes():
        beside = outcome.get("variants", {})
        rows.append(
            [*report.cells(name, outcome), *(_short(report, beside.get(v)) for v in variants)]
        )
    return rows


def _short(report: Report, outcome: Data | None) -> str:
    if outcome is None:
        return "–"
    grades = outcome.get("grades") or filter(None, [outcome.get("grade")])
    return f"{report.number(outcome['rounded'])} {'/'.join(grades)}".strip()


def _tree_rows(report: Report) -> Iterator[list[str]]:
    for unit in report.data["units"]:
        for line in report.lines(unit["tree"]):
            part = "    " * line.depth + (line.title or line.code)
            found = (line.value, line.weight, line.contribution, line.range, line.why, line.exact)
            yield [unit["unit"], line.code, part, *found]


def _answer_rows(report: Report) -> Iterator[list[str]]:
    for row in report.data["inputs"]:
        shown = {**row, "value": report.word(row["gap"]) if "gap" in row else row["value"]}
        yield [str(shown.get(c, "")) for c in ANSWER_COLUMNS]


# ---- PDF -------------------------------------------------------------------


def _as_pdf(report: Report) -> bytes:
    made = typst.compile(
        PDF / "score.typ",
        font_paths=[PDF / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_page_data(report), ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return bytes(made)


def _page_data(report: Report) -> dict[str, Any]:
    """The report as the template wants it: all words and figures ready to print."""
    columns = ("part", "value", "weight", "contribution", "range", "why")
    return {
        "language": report.language,
        "kicker": report.word("report"),
        "title": report.title(),
        "facts": report.facts(),
        "summary": summary(report),
        "why": report.word("why"),
        "columns": [report.word(c) for c in columns],
        "units": [
            {
                "name": unit["unit"],
                "finding": _finding(report, unit),
                "lines": [
                    {
                        "depth": line.depth,
                        "cells": [
                            line.title or line.code,
                            line.value,
                            line.weight,
                            line.contribution,
                            line.range,
                            line.why,
                        ],
                    }
                    for line in report.lines(unit["tree"])
                ],
            }
            for unit in report.data["units"]
        ],
    }


def _finding(report: Report, outcome: Data) -> str:
    value = report.word("none") if outcome["rounded"] is None else report.number(outcome["rounded"])
    parts = [value, *filter("–".__ne__, [report.grade(outcome)])]
    if outcome["range"][0] != outcome["range"][1]:
        parts.append(f"{report.word('range').lower()} {report.span(outcome)}")
    if outcome["status"]:
        parts.append(report.status(outcome))
    if "assumption" in outcome:
        parts.append(report.word(outcome["assumption"]))
    return " · ".join(parts)


_WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    ".json": _as_json,
    ".xlsx": _as_workbook,
    ".pdf": _as_pdf,
}
