"""The papers of a survey: the official report of a unit, its follow-up, the recap of all units."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from tilik.actions.survey_facts import Surveyed, load_ways, read_all
from tilik.core.errors import UserError
from tilik.core.surveys import weigh
from tilik.core.tallies import elements_of
from tilik.records.models import RoundUnit
from tilik.records.queries.survey_results import is_survey
from tilik.web.numbers import format_number
from tilik.web.papers.composed import Composer, RoundComposer, compose
from tilik.web.papers.office import sign_as
from tilik.web.papers.study import SHOWN, Study, describe_facts, expand, say_span
from tilik.web.papers.study_tables import CHARTS, TABLES
from tilik.web.papers.tables import Of
from tilik.web.papers.words import fill, fill_all, read_words
from tilik.web.papers.work import Draft, Work, describe_round
from tilik.web.reports import blocks as b
from tilik.web.reports.books import Book, Cell, Grid

REPORT, FOLLOW_UP, RECAP = "laporan-skm", "tindak-lanjut-skm", "rekap-skm"
KINDS: Mapping[str, tuple[str, ...]] = {
    "sex": ("L", "P"),
    "education": ("SD", "SLTP", "SLTA", "DIPLOMA", "S1", "S2", "S3"),
    "job": ("PNS", "TNI/POLRI", "SWASTA", "WIRASWASTA", "PELAJAR", "PETANI", "LAINNYA"),
}
"""The kinds of respondents that have a column in the recap, by trait, in its order."""
OTHER = "LAINNYA"
NARROW, CODE, NAME, WIDE = 5.0, 8.0, 34.0, 13.0
EXACT, WHOLE = 4, 0


class _SurveyComposer(RoundComposer):
    """Fills blocks with a unit's survey, too."""

    def __init__(self, study: Study, of: Of, extra: Mapping[str, str]) -> None:
        super().__init__(of, extra)
        self.study = study

    def holds(self, data: Mapping[str, Any]) -> bool:
        """Whether the block stands in this paper; `when` may name a table that has rows."""
        if data.get("when") in TABLES:
            return bool(TABLES[data["when"]](self.study))
        return super().holds(data)

    def write(self, data: Mapping[str, Any]) -> b.Block:
        """The block; a figure is a chart of the survey."""
        if data["kind"] == "figure":
            return CHARTS[data["of"]](self.study)
        return super().write(data)

    def make_table(self, data: Mapping[str, Any]) -> b.Table:
        """The table with rows of the survey; a star in its head is one column an element."""
        codes = [each.code for each in self.study.result.elements]
        spread = {
            "head": expand(data["head"], codes),
            "widths": expand(data["widths"], [1] * len(codes)),
            "aligns": expand(data.get("aligns", ()), ["right"] * len(codes)),
        }
        return self.shape_table({**data, **spread}, TABLES[data["rows"]](self.study))

    def show_pictures(self, data: Mapping[str, Any]) -> b.Pictures:
        """Frames to paste pictures in: a survey has none of its own."""
        return Composer.show_pictures(self, data)

    def sign(self, data: Mapping[str, Any]) -> b.Signatures:
        """The place where the head of the unit signs."""
        member = self.study.member
        above, office = fill(data.get("above", ""), self.facts), f"Kepala {member.name}"
        head = self.of.work.heads.get(member.unit_id)
        one = sign_as(head, office, above) if head else b.Signature(f"{office},", above=above)
        return b.Signatures((one,))


def make_survey_report(work: Work, member: RoundUnit) -> Draft:
    """The official report. Raises UserError("no-responses" | "not-a-survey")."""
    return _compose(REPORT, work, member)


def make_follow_up(work: Work, member: RoundUnit) -> Draft:
    """What became of the steps promised after the survey. Raises UserError as the report does."""
    return _compose(FOLLOW_UP, work, member)


def _compose(name: str, work: Work, member: RoundUnit) -> Draft:
    study = Study(work.round, member)
    make = partial(_SurveyComposer, study)
    made = compose(name, work, member, extra=study.facts, make=make)
    return replace(made, facts={**made.facts, **study.describe()})


def make_survey_recap(work: Work) -> Draft:
    """The regency's recap in the columns its importers expect, one row a unit.

    Raises UserError("not-a-survey").
    """
    if not is_survey(work.round):
        raise UserError("not-a-survey")
    words, found = read_words(RECAP), read_all(work.round)
    codes = list(elements_of(load_ways(work.round).survey))
    facts = work.words | _say_means(work, found)
    facts |= {"span": say_span(work.round.period_start, work.round.period_end)}
    head = expand(words["head"], codes)
    rows = [
        _list_row(n, each.name, found.get(each.unit_id), codes)
        for n, each in enumerate(work.members, 1)
    ]
    title = fill(words["title"], facts)
    counted = len(head) - len(codes) - 5
    grid = Grid(
        title=words["sheet"], above=fill_all(words["above"], facts), head=head, rows=rows,
        widths=(NARROW, NAME, *(CODE for _n in range(len(codes) + counted)), WIDE, WIDE, WIDE),
        below=fill_all(words["below"], facts), fixed=2,
        places=(WHOLE, WHOLE, *(EXACT for _c in codes), *(WHOLE for _n in range(counted)), EXACT, SHOWN, WHOLE),
    )  # fmt: skip
    told = [
        [each.unit.code, describe_facts(found[each.unit_id].facts)]
        for each in work.members
        if each.unit_id in found
    ]
    book = Book(title, (grid,), title, work.round.period_end, work.office.size)
    return Draft(title, (), {**describe_round(work.round), "units": told}, book=book)


def _list_row(n: int, name: str, found: Surveyed | None, codes: list[str]) -> tuple[Cell, ...]:
    """A unit's line; one nobody answered about has a name and nothing else."""
    n_kinds = sum(map(len, KINDS.values()))
    if found is None:
        return str(n), name, *(None,) * (len(codes) + n_kinds + 5)
    facts, profile = found.facts, found.profile
    means = {each.code: each.mean for each in facts.elements}
    return (
        str(n), name, *(means.get(code) for code in codes),
        *(_count(profile[trait], kind, kinds) for trait, kinds in KINDS.items() for kind in kinds),
        None if found.population is None else Fraction(found.population), Fraction(facts.people),
        facts.sum if facts.outcome.value is not None else None, facts.outcome.rounded,
        facts.band.grade if facts.band else None,
    )  # fmt: skip


def _count(counts: Mapping[str, int], kind: str, kinds: tuple[str, ...]) -> Fraction | None:
    """How many of that kind; unknown where nobody told. Kinds without a column are others."""
    if not any(counts):
        return None
    rest = sum(n for name, n in counts.items() if name and name not in kinds)
    return Fraction(counts.get(kind, 0) + (rest if kind == OTHER else 0))


def _say_means(work: Work, found: Mapping[int, Surveyed]) -> dict[str, str]:
    """The government's mean both ways, each with its name."""
    values: dict[str, Fraction] = {}
    volumes: dict[str, int | None] = {}
    for pk, each in found.items():
        if each.facts.outcome.value is not None:
            values[str(pk)], volumes[str(pk)] = each.facts.outcome.value, each.population
    both = weigh(values, volumes)
    said: dict[str, Any] = {"plain": both and both.plain, "by_volume": both and both.by_volume}
    return {name: format_number(value, SHOWN) for name, value in said.items()}
