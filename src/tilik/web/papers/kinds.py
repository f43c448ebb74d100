"""Every paper of a round: what it is called, who may make it, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from tilik.actions.papers import VERBS
from tilik.core.errors import NotFound, UserError
from tilik.records.models import IssuedPaper, RoundUnit
from tilik.web.papers.certificate import make_certificate
from tilik.web.papers.composed import compose
from tilik.web.papers.drafted import UNIT_KINDS, UnitKind, draft_of_unit_again
from tilik.web.papers.ministry import make_pack, make_unit_pack
from tilik.web.papers.recap import make_recap
from tilik.web.papers.slides import make_slides
from tilik.web.papers.survey import make_follow_up, make_survey_recap, make_survey_report
from tilik.web.papers.visit import make_minutes
from tilik.web.papers.work import Draft, Work

Per = Literal["round", "unit", "evaluator"]
Format = Literal["pdf", "docx", "xlsx", "pptx", "zip"]
WORDS: tuple[Format, ...] = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper; `needs` are the settings it cannot be signed without."""

    code: str
    title: Any
    purpose: Any
    per: Per
    make: Callable[..., Draft]
    needs: frozenset[str] = frozenset()
    formats: tuple[Format, ...] = WORDS
    reads: bool = False
    """Carries answers and evidence away, so that whoever makes it must be let read them."""
    of_survey: bool = False
    """Only made of a round of a satisfaction survey."""
    is_frozen: bool = False
    """Only made of a frozen round, and only of units with a category."""

    @property
    def verb(self) -> str:
        """The right it takes, asked of the unit where it is of one."""
        return VERBS[self.code]

    @property
    def is_signed(self) -> bool:
        """Whether it is a paper somebody signs."""
        return self.formats == WORDS


HEAD, SECRETARY, BUREAU = "kepala-daerah", "sekda", "kepala-bagian"


def _composed(code: str, title: Any, purpose: Any, per: Per, needs: set[str]) -> Kind:
    """A kind all of whose blocks are data."""
    return Kind(code, title, purpose, per, partial(compose, code), frozenset(needs))


KINDS: tuple[Kind, ...] = (
    Kind(
        "laporan-skm",
        _("Report of a unit's survey (SKM)"),
        _(
            "Chapters I to V and annexes: who answered, each element, lowest and highest, the steps promised."
        ),
        "unit",
        make_survey_report,
        frozenset({"letterhead", "city"}),
        of_survey=True,
    ),
    Kind(
        "tindak-lanjut-skm",
        _("Follow-up report of a unit's survey"),
        _("What became of each step promised after the survey: done or not, proof, what remains."),
        "unit",
        make_follow_up,
        frozenset({"letterhead", "city"}),
        of_survey=True,
    ),
    Kind(
        "rekap-skm",
        _("Recap of the survey over all units"),
        _("One row a unit in the usual columns: elements, respondents, population, index."),
        "round",
        make_survey_recap,
        formats=("xlsx",),
        of_survey=True,
    ),
    _composed(
        "keputusan-tim",
        _("Decree on the evaluators"),
        _("Who evaluates, on which law; the team in the annex."),
        "round",
        {HEAD, "city"},
    ),
    _composed(
        "surat-pembukaan",
        _("Letter that opens the period"),
        _("To all units: what to do until when, in local time and WIB; the units in the annex."),
        "round",
        {SECRETARY, "letterhead", "city"},
    ),
    _composed(
        "surat-tugas",
        _("Letter of assignment (Surat Tugas)"),
        _("Sends an evaluator to the units that are theirs."),
        "evaluator",
        {SECRETARY, "letterhead", "city"},
    ),
    _composed(
        "daftar-hadir",
        _("Attendance list"),
        _("Who was there when the unit was visited: signed on a screen, or with room to sign."),
        "unit",
        {BUREAU, "letterhead"},
    ),
    _composed(
        "lembar-foto",
        _("Photo sheet"),
        _(
            "The photos of the visits with caption and times; without any, six frames to paste some in."
        ),
        "unit",
        {"letterhead"},
    ),
    Kind(
        "berita-acara",
        _("Minutes of a unit (Berita Acara)"),
        _("Who evaluated, the index, and level, remark and advice for each indicator."),
        "unit",
        make_minutes,
        frozenset({BUREAU, "letterhead"}),
    ),
    _composed(
        "laporan",
        _("Report of the period"),
        _("How it was done, what came out for every unit, what follows."),
        "round",
        {SECRETARY, "letterhead", "city"},
    ),
    Kind(
        "rekap",
        _("Recap of the period"),
        _("Annex of the report: every unit with its level on every indicator, index and category."),
        "round",
        make_recap,
        formats=("xlsx",),
    ),
    _composed(
        "surat-pengantar",
        _("Covering letter to the ministry"),
        _("Goes with the report."),
        "round",
        {HEAD, "letterhead", "city"},
    ),
    _composed(
        "keputusan-hasil",
        _("Decree on the results"),
        _("Lays down index and category; where several categories are possible it lays down none."),
        "round",
        {HEAD, "city"},
    ),
    Kind(
        "piagam",
        _("Certificate of a unit (piagam)"),
        _(
            "For a unit with a category, from the frozen period alone; the place where all are known."
        ),
        "unit",
        make_certificate,
        frozenset({HEAD, "city"}),
        is_frozen=True,
    ),
    Kind(
        "paparan",
        _("Slides for the leader"),
        _("Five to seven slides, each with one finding; charts and tables can be edited."),
        "round",
        make_slides,
        formats=("pptx",),
    ),
    Kind(
        "paket",
        _("Pack of evidence for the ministry"),
        _(
            "A folder a unit with accepted evidence named 01 to 31, a sheet to copy from, and what is missing."
        ),
        "round",
        make_pack,
        formats=("zip",),
        reads=True,
    ),
    Kind(
        "paket-unit",
        _("Pack of one unit for the ministry"),
        _("The same for a unit by itself: to send what was mended without packing all again."),
        "unit",
        make_unit_pack,
        formats=("zip",),
        reads=True,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
"""The papers of a round."""
KNOWN: Mapping[str, Kind | UnitKind] = {**BY_CODE, **UNIT_KINDS}
"""Those and the papers of a unit alone."""


def draft(work: Work, kind: Kind, member: RoundUnit | None, subject: str) -> Draft:
    """The paper of the round, of the unit or of the evaluator. Raises NotFound."""
    if kind.per == "unit":
        return kind.make(work, member)
    if kind.per == "evaluator":
        if subject not in {str(seat.user_id) for seat in work.evaluators}:
            raise NotFound("evaluator-not-found")
        return kind.make(work, subject=subject)
    return kind.make(work)


def draft_again(paper: IssuedPaper) -> Draft | None:
    """The paper as it would be made now; None where its unit or evaluator left the round."""
    if paper.round is None:
        return draft_of_unit_again(paper)
    kind = BY_CODE[paper.kind]
    rows = paper.round.round_units.select_related("unit", "round__instrument_version")
    member = rows.filter(unit=paper.unit).first() if paper.unit else None
    if kind.per == "unit" and member is None:
        return None
    try:
        return draft(Work(paper.round, member), kind, member, paper.subject)
    except (NotFound, UserError):
        return None
