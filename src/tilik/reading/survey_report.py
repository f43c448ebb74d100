"""A survey report read: its tables, sentences, days and titles as figures with their places."""

from tilik.core.audit import (
    ElementTable,
    Meaning,
    Plan,
    Profile,
    Statement,
    SurveyReport,
    Tally,
    UnitTable,
)
from tilik.core.audit_lexicon import Lexicon, find
from tilik.reading.layout import Layout
from tilik.reading.survey_elements import Draft, ElementReader
from tilik.reading.survey_figures import Elements
from tilik.reading.survey_grid import Columns, Grid, list_grids
from tilik.reading.survey_margins import drop_margins
from tilik.reading.survey_tables import read_plan, read_profiles, read_statement
from tilik.reading.survey_units import read_tally, read_units
from tilik.reading.survey_words import WordReader, is_small


def read_report(layout: Layout, lexicon: Lexicon) -> SurveyReport:
    """All that was found."""
    layout = drop_margins(layout)
    reader = _Reader(layout, lexicon)
    for grid in list_grids(layout, lexicon):
        reader.read(grid)
    return reader.finish()


class _Reader:
    """Collects what each table says, then the sentences."""

    def __init__(self, layout: Layout, lexicon: Lexicon) -> None:
        self.lexicon, self.elements = lexicon, Elements(lexicon)
        self.tables = ElementReader(lexicon, self.elements)
        self.words = WordReader(layout, lexicon, self.elements)
        self.drafts: list[Draft] = []
        self.plans: list[Plan] = []
        self.profiles: list[Profile] = []
        self.units: list[UnitTable] = []
        self.tallies: list[Tally] = []
        self.lines: list[Statement] = []

    def read(self, grid: Grid) -> None:
        """Nothing; what the table says is kept."""
        columns = Columns(grid, self.lexicon)
        for row in grid.rows:
            if statement := read_statement(row, self.lexicon):
                self.lines.append(statement)
        if plan := read_plan(grid, columns, self.lexicon, self.elements):
            self.plans.append(plan)
            return
        drafts = self.tables.read(grid)
        if drafts:
            self.drafts += drafts
        elif profiles := read_profiles(grid, columns, self.lexicon):
            self.profiles += profiles
        elif tally := read_tally(grid, columns):
            self.tallies.append(tally)
        else:
            self.units += read_units(grid, columns, self.lexicon)

    def finish(self) -> SurveyReport:
        """The report; elements known by a code get the meaning the report gives it."""
        self._note_meanings()
        codes: dict[str, str] = {}
        for meaning in self.tables.meanings:
            codes.setdefault(meaning.code, meaning.element)
        tables = [t for draft in self.drafts if (t := draft.finish(codes))]
        statements = [*self.words.read_statements(), *self.lines]
        words = self.words
        return SurveyReport(
            tables=tuple(tables),
            statements=_drop_table_lines(statements, tables),
            small=tuple(s.figure for s in statements if is_small(s) and not s.scope),
            profiles=tuple(self.profiles),
            respondents=words.read_people("respondents"),
            population=words.read_people("population"),
            sample=words.read_people("sample"),
            extremes=tuple(words.read_extremes(codes)),
            plans=tuple(self.plans),
            follow_up_share=words.read_share_done(),
            is_follow_up=find(self.lexicon.said["follow_up_title"]).search(words.cover) is not None,
            dates=tuple(words.read_dates()),
            period=words.period,
            headings=tuple(words.read_headings()),
            meanings=tuple(self.tables.meanings),
            bare_codes=self.tables.bare,
            quoted=tuple(words.read_quoted()),
            units=tuple(self.units),
            tallies=tuple(self.tallies),
        )

    def _note_meanings(self) -> None:
        """Nothing; lines such as “U8 : Sarana dan prasarana” are taken down too."""
        for run in self.words.runs:
            for start, place in zip(run.starts, run.places, strict=True):
                line = run.text[start:].partition("\n")[0] if not run.is_row else run.text
                code, element = self.elements.read_label(line)
                if code and element:
                    self.tables.meanings.append(Meaning(code, element, place))
                if run.is_row:
                    break


def _drop_table_lines(
    statements: list[Statement], tables: list[ElementTable]
) -> tuple[Statement, ...]:
    """The statements of an index, without those that are a table's own last line."""
    taken = {table.index.place for table in tables if table.index}
    return tuple(s for s in statements if not is_small(s) and s.figure.place not in taken)
