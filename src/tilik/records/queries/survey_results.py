"""Survey results of a round: its campaigns with who answered, earlier periods, steps promised."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from tilik.records.models import Action, Campaign, Response, Round, RoundUnit, Unit, Verification
from tilik.records.models.improvement import Source

MEASURE = "ikm"
BEFORE = 4
"""So many earlier periods stand in a trend."""
Row = tuple[int, Mapping[str, Any], Mapping[str, Any]]


def is_survey(round: Round) -> bool:
    """Whether the round is one of a satisfaction survey, whose papers are those of a survey."""
    return bool(round.instrument_version.document.get("measure") == MEASURE)


def list_campaigns(round: Round, unit: Unit | None = None) -> list[Campaign]:
    """The surveys of the round, of one unit or of all, oldest first."""
    found = Campaign.objects.filter(round=round).select_related("service")
    return list((found.filter(unit=unit) if unit else found).order_by("period_start", "pk"))


def iterate_responses(campaigns: Iterable[Campaign]) -> Iterator[Row]:
    """Every response that counts: its campaign, what was answered, who answered."""
    found = Response.objects.filter(campaign__in=list(campaigns), excluded_at__isnull=True)
    yield from found.order_by("pk").values_list("campaign", "answers", "traits").iterator()


def list_channels(campaigns: Iterable[Campaign]) -> list[str]:
    """The ways the counting responses came in, each once."""
    found = Response.objects.filter(campaign__in=list(campaigns), excluded_at__isnull=True)
    return sorted(found.values_list("channel", flat=True).distinct())


def list_before(round: Round, unit: Unit) -> list[Round]:
    """The earlier rounds of the same measure the unit took part in, newest first, a few."""
    rows = RoundUnit.objects.filter(
        unit=unit,
        round__government=round.government_id,
        round__scheme=round.scheme,
        round__instrument_version__code=round.instrument_version.code,
        round__period_end__lt=round.period_start,
    ).select_related("round__government", "round__instrument_version")
    large = (f"round__instrument_version__{name}" for name in ("cases", "lint_report"))
    found = rows.defer(*large).order_by("-round__period_end", "-round")
    return [row.round for row in found[:BEFORE]]


def list_steps(round: Round, unit: Unit) -> list[Action]:
    """What the unit promised after the round, in the order of its elements."""
    found = Action.objects.filter(
        recommendation__source=Source.SURVEY, recommendation__round=round, unit=unit
    )
    related = ("recommendation__round", "government", "unit")
    return list(found.select_related(*related).order_by("item", "pk"))


def find_step(round: Round, unit: Unit, pk: int) -> Action | None:
    """The step the unit promised after the round, or None."""
    found = Action.objects.filter(
        recommendation__source=Source.SURVEY, recommendation__round=round, unit=unit, pk=pk
    )
    related = ("recommendation__round__government", "recommendation__round__instrument_version")
    return found.select_related(*related, "unit", "government").first()


def list_findings(steps: Iterable[Action]) -> dict[int, list[Verification]]:
    """What later periods found of the steps, by the step, oldest first."""
    found = Verification.objects.filter(action__in=list(steps)).select_related(
        "round", "by__person"
    )
    rows: dict[int, list[Verification]] = {}
    for each in found.order_by("pk"):
        rows.setdefault(each.action_id, []).append(each)
    return rows


class Kept(NamedTuple):
    """A step by what is counted of it."""

    unit_id: int
    state: str
    quarter_start: date | None
    is_rechecked: bool


def list_kept(round: Round, later: Round | None = None) -> list[Kept]:
    """Every step promised after the round, and whether the later round looked at it again."""
    again = Verification.objects.filter(action=OuterRef("pk"), round=later or round)
    found = Action.objects.filter(
        recommendation__source=Source.SURVEY, recommendation__round=round, unit__isnull=False
    )
    rows = found.annotate(again=Exists(again)).values_list(
        "unit", "state", "quarter_start", "again"
    )
    return [Kept(*row) for row in rows]


def find_before(round: Round) -> Round | None:
    """The newest earlier round of the same survey in the government."""
    found = Round.objects.filter(
        government=round.government_id,
        scheme=round.scheme,
        instrument_version__code=round.instrument_version.code,
        period_end__lt=round.period_start,
    )
    return found.order_by("-period_end", "-pk").first()
