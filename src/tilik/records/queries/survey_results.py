"""Survey results of a round: its campaigns with who answered, earlier periods, steps promised."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tilik.records.models import Action, Campaign, Response, Round, RoundUnit, Unit
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
    found = found.select_related(*related).prefetch_related("verifications")
    return list(found.order_by("item", "pk"))


def find_step(round: Round, pk: int) -> Action | None:
    """The step promised after the round, or None."""
    found = Action.objects.filter(
        recommendation__source=Source.SURVEY, recommendation__round=round, pk=pk
    )
    return found.select_related("recommendation__round__government", "unit").first()
