"""What the sentences of a survey report say: values, numbers of people, days, titles, law."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from tilik.core.audit import (
    DateRead,
    Extremes,
    Figure,
    Heading,
    Mark,
    Period,
    Place,
    Quoted,
    Statement,
)
from tilik.core.audit_lexicon import Lexicon, find
from tilik.core.decrees import MONTHS
from tilik.reading.layout import Cell, Layout
from tilik.reading.survey_figures import Elements, get_place, make_figure, read_count, read_mark

SENTENCE_END = re.compile(
    r"(?<!\n\d)(?<!\n\d\d)(?<!\b[A-Za-z])\.(?=\s+[A-Z])|;"
    # A short line before a capital letter is a title or a paragraph, no wrapped line.
    r"|^.{1,60}\n(?=[A-Z])",
    re.MULTILINE,
)
VALUE = re.compile(r"(?<![\d.,/])(\d{1,3}[.,]\d{1,4}|\d{2,3})(?![\d/]|[.,]\d)")
AFTER = re.compile(r"\s*(?:orang|responden|unsur|hari|pertanyaan|tahun|bulan|layanan|unit)\b", re.I)
RANGE_AFTER = re.compile(r"\s*(?:-|–|s\.?d\.?\b|sampai)\s*\d")
RANGE_BEFORE = re.compile(r"\d\s*(?:-|–|s\.?d\.?|sampai(?:\s+dengan)?)\s*$")
MARK_AFTER = re.compile(
    r"(?:mutu|kategori|predikat|kinerja|dengan nilai|atau|termasuk|berada)[^.;]{0,60}", re.I
)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
LAW = re.compile(r"\bnomor\b[^.;]{0,40}\btahun\s+20\d\d|\b(?:19|20)\d\d\s+tentang", re.I)
DAY = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(MONTHS)})(?:\s+(20\d\d))?", re.I)
PART = re.compile(r"\b(semester|triwulan|tw\.?)\s*(?:ke-?\s*)?(IV|I{1,3}|[1-4])\b", re.I)
NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
LIST_END = re.compile(
    r"\n\s*(?:\d+\.\d+|BAB\b|Tabel\b|Gambar\b|Grafik\b|[A-H]\.\s)|(?<=[a-z)\]])\.(?=\s|$)"
)
COVER, REACH, NEAR = 40, 120, 400
LONGEST = 20_000
"""So many characters of a line are looked at: no paragraph of a report has more."""


@dataclass
class Run:
    """Lines that follow one another, as one text, each with its place."""

    text: str
    starts: list[int]
    places: list[Place]
    is_row: bool = False

    @cached_property
    def ends(self) -> list[int]:
        """Where its sentences end."""
        return [match.end() for match in SENTENCE_END.finditer(self.text)]

    def locate(self, offset: int) -> Place:
        """The place of the line that holds the character."""
        return self.places[bisect_right(self.starts, offset) - 1]

    def find_sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around a stretch begins and ends."""
        first, last = bisect_right(self.ends, start), bisect_left(self.ends, end)
        return (
            self.ends[first - 1] if first else 0,
            self.ends[last] if last < len(self.ends) else len(self.text),
        )


def list_runs(layout: Layout) -> list[Run]:
    """The lines outside tables joined, and each row of a table on its own."""
    runs: list[Run] = []
    open_run: list[Cell] = []
    for row in (*layout.rows, ()):
        if len(row) == 1:
            open_run.append(row[0])
            continue
        if open_run:
            runs.append(_join(open_run, "\n"))
            open_run = []
        if row:
            runs.append(replace(_join(list(row), " "), is_row=True))
    return runs


def _join(cells: list[Cell], mark: str) -> Run:
    text, starts, places = "", [], []
    for cell in cells:
        starts.append(len(text))
        places.append(get_place(cell))
        text += cell.text[:LONGEST] + mark
    return Run(text, starts, places)


class WordReader:
    """Reads what the sentences say; `period` is the report's own."""

    def __init__(self, layout: Layout, lexicon: Lexicon, elements: Elements) -> None:
        self.lexicon, self.elements, self.said = lexicon, elements, lexicon.said
        self.runs = list_runs(layout)
        self.cover = " ".join(cell.text for row in layout.rows[:COVER] for cell in row)
        self.period = read_period(self.cover)

    def read_statements(self) -> Iterator[Statement]:
        """Sentences that give the index, also those with a value of up to 4."""
        for run in self.runs:
            if run.is_row:
                continue
            for topic in find(self.said["index"]).finditer(run.text):
                if found := self._read_statement(run, topic.start(), topic.end()):
                    yield found

    def _read_statement(self, run: Run, start: int, end: int) -> Statement | None:
        first, last = run.find_sentence(start, end)
        for match in VALUE.finditer(run.text, end, min(last, end + REACH)):
            between = run.text[end : match.start()]
            if find(self.said["index"]).search(between):
                return None  # the next mention has it
            if find(self.said["not_about"]).search(
                run.text[max(first, start - 30) : match.start()]
            ):
                return None
            if self._is_index(run.text, match, between):
                figure = make_figure(match[1], run.locate(match.start()))
                if figure is None or not 1 <= figure.value <= 100:
                    return None
                mark = self._read_mark(run, match.end(), last)
                return Statement(figure, mark, self._find_scope(run.text[first:last]))
        return None

    def _is_index(self, text: str, match: re.Match[str], between: str) -> bool:
        """Whether the number is a value: decimals, or a cue before a whole number."""
        after = match.end()
        if RANGE_AFTER.match(text, after) or RANGE_BEFORE.search(text, 0, match.start()):
            return False
        if AFTER.match(text, after):
            return False
        is_cued = find(self.said["cue"]).search(between.rstrip() + " ") is not None
        is_cued = is_cued or find(self.said["cue"]).search(between.strip()) is not None
        return is_cued or ("," in match[1] or "." in match[1])

    def _read_mark(self, run: Run, start: int, last: int) -> Mark | None:
        found = MARK_AFTER.search(run.text, start, min(last, start + REACH))
        names = self.lexicon.grade_names
        place = run.locate(start)
        if bracketed := re.match(r"\s*\(([^)]{1,30})\)", run.text[start:last]):
            return read_mark(bracketed[1], place, names)
        return read_mark(found[0], place, names) if found else None

    def _find_scope(self, sentence: str) -> str:
        """What other time or service the sentence is about; "" for the unit now."""
        if match := find(self.said["before"]).search(sentence):
            return match[0]
        if match := find(self.said["service"]).search(sentence):
            return match[0]
        years = {int(year) for year in YEAR.findall(LAW.sub("", sentence))}
        if self.period and years and self.period.year not in years:
            return str(min(years))
        part = PART.search(sentence)
        if part and self.period and read_period(f"{part[0]} {self.period.year}") != self.period:
            return part[0]
        return ""

    def read_people(self, kind: str) -> Figure | None:
        """The first number of respondents, of the population or of the sample.

        A number of respondents said of a sample is theirs only where no other is given.
        """
        second = None
        for run in self.runs:
            for match in find(self.said[kind]).finditer(run.text):
                group = next(name for name, value in match.groupdict().items() if value)
                figure = read_count(match[group], run.locate(match.start(group)))
                before = run.text[max(0, match.start() - COVER) : match.start(group)]
                if figure and kind == "respondents" and find(self.said["wanted"]).search(before):
                    second = second or figure
                elif figure:
                    return figure
        return second

    def read_extremes(self, codes: Mapping[str, str]) -> Iterator[Extremes]:
        """Sentences and lists that name the lowest or the highest elements."""
        for run in self.runs:
            if run.is_row:
                continue
            for match in find(self.said["extremes"]).finditer(run.text):
                end = find(self.said["extremes"]).search(run.text, match.end())
                last = min(end.start() if end else len(run.text), match.end() + NEAR)
                stop = LIST_END.search(run.text, match.end(), last)
                piece = run.text[match.end() : stop.start() if stop else last]
                found = self.elements.list_in(piece, codes)
                if found:
                    is_lowest = match[1].lower() == "terendah"
                    yield Extremes(is_lowest, tuple(found[:3]), run.locate(match.start()))

    def read_share_done(self) -> Figure | None:
        """The share of the follow-up plan that a sentence says is done."""
        for run in self.runs:
            for match in re.finditer(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s*%", run.text):
                first, last = run.find_sentence(match.start(), match.end())
                sentence = run.text[first:last]
                if find(self.said["follow_up"]).search(sentence) and find(
                    self.said["follow_up_done"]
                ).search(sentence):
                    return make_figure(match[1], run.locate(match.start()))
        return None

    def read_dates(self) -> Iterator[DateRead]:
        """Every day written with its month's name."""
        for run in self.runs:
            for match in DAY.finditer(run.text):
                first, last = run.find_sentence(match.start(), match.end())
                near = run.text[max(first, match.start() - REACH) : min(last, match.end() + 40)]
                collecting = find(self.said["collecting"]).search(near) is not None
                year = int(match[3]) if match[3] else None
                month = MONTHS.index(match[2].lower()) + 1
                written = " ".join(match[0].split())
                place = run.locate(match.start())
                yield DateRead(year, month, int(match[1]), written, place, collecting)

    def read_headings(self) -> Iterator[Heading]:
        """Titles of tables and charts that name one year, or a part of one."""
        for run in self.runs:
            for start, place in zip(run.starts, run.places, strict=True):
                line = run.text[start:].partition("\n")[0].strip()
                years = set(YEAR.findall(LAW.sub("", line)))
                part = PART.search(line)
                if not find(self.said["heading"]).search(line) or len(line) > 200:
                    continue
                if find(self.said["trend"]).search(line) or len(years) > 1 or not (years or part):
                    continue
                year = years.pop() if years else str(self.period.year if self.period else "")
                if period := read_period(f"{part[0] if part else ''} {year}"):
                    yield Heading(period, line, place, part is not None)

    def read_quoted(self) -> Iterator[Quoted]:
        """Words of law that a rule takes exception to."""
        for run in self.runs:
            flat = run.text.replace("\n", " ")
            for phrase in self.lexicon.quoted:
                for match in find(phrase.pattern).finditer(flat):
                    near = flat[max(0, match.start() - REACH) : match.end() + REACH]
                    if phrase.unless and find(phrase.unless).search(near):
                        continue
                    words = " ".join(match[0].split())
                    yield Quoted(phrase.code, words, run.locate(match.start()))


def read_period(text: str) -> Period | None:
    """The year a text names first, and the part of it, or None."""
    year = YEAR.search(LAW.sub("", text))
    if year is None:
        return None
    part = PART.search(text)
    if part is None:
        return Period(int(year[1]))
    n = NUMERALS.get(part[2].lower()) or int(part[2])
    months = 6 if part[1].lower().startswith("s") else 3
    if n * months > 12:
        return Period(int(year[1]))
    return Period(int(year[1]), (n - 1) * months + 1, n * months)


def is_small(statement: Statement) -> bool:
    """Whether the value said to be the index is on the scale of answers."""
    return statement.figure.value <= Fraction(4)
