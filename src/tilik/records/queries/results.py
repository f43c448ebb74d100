"""Stored results: the latest of each kind, and the way they went."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from tilik.records.models import Result, Round, Unit

LARGE = tuple(f"instrument_version__{name}" for name in ("canonical", "cases", "lint_report"))
GROUP = ("scope", "unit", "service", "sector", "basis", "variant")


NUMBERS = (
    "unit_id", "basis", "run", "numerator", "denominator", "low", "high", "rounded", "grades",
    "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StandingKey:
    """Where to find a unit's latest result of a basis, and whether its value is known."""

    unit: int
    basis: str
    pk: int
    run: UUID
    is_known: bool


def list_standing_keys(round: Round, *, variant: str) -> list[StandingKey]:
    """The latest final result and claim's of every unit, in one query.

    For hundreds of units: what a tree says is kept by key and run, and not read again.
    """
    rows = find_newest(_list_both(round, variant))
    fields = ("unit_id", "basis", "pk", "run", "numerator")
    return [
        StandingKey(unit, basis, pk, run, numerator is not None)
        for unit, basis, pk, run, numerator in rows.values_list(*fields)
    ]


def get_state(round: Round, *, variant: str) -> tuple[object, ...]:
    """What changes whenever the final results or the claims' do, for they are never rewritten."""
    found = _list_both(round, variant).aggregate(n=Count("pk"), newest=Max("pk"), at=Max("at"))
    return (round.pk, variant, *found.values())


def list_both(round: Round, *, variant: str, of: Collection[int]) -> dict[tuple[int, str], Result]:
    """The latest final result and claim's of these units by unit and basis: their numbers alone."""
    found = find_newest(_list_both(round, variant).filter(unit__in=of)).only(*NUMBERS)
    return {(result.unit_id or 0, str(result.basis)): result for result in found}


def _list_both(round: Round, variant: str) -> QuerySet[Result]:
    return Result.objects.filter(
        round=round, variant=variant, scope="unit", basis__in=("claim", "final")
    )


def find_newest(results: QuerySet[Result]) -> QuerySet[Result]:
    """Of these results of one round the latest of each scope, basis and variant."""
    newest = results.values(*GROUP).order_by().annotate(newest=Max("pk")).values("newest")
    return Result.objects.filter(pk__in=newest)


def list_latest_of_unit(unit: Unit) -> list[Result]:
    """The latest result of a unit for each round, basis and variant, newest round first."""
    results = Result.objects.filter(unit=unit, scope="unit").exclude(round=None)
    newest = results.values("round", *GROUP).order_by().annotate(newest=Max("pk")).values("newest")
    found = Result.objects.filter(pk__in=newest)
    return list(_describe(found).order_by("-round__period_end", "basis", "variant", "pk"))


def find_latest(
    round: Round,
    *,
    unit: Unit | None,
    basis: str,
    variant: str,
    sector: str = "",
) -> Result | None:
    """The latest result with its tree: of a unit, a sector, or (neither named) the government."""
    scope = "unit" if unit else ("sector" if sector else "government")
    results = Result.objects.filter(
        round=round, unit=unit, sector=sector, scope=scope, basis=basis, variant=variant
    )
    return _describe(results, with_tree=True).order_by("-pk").first()


def _describe(results: QuerySet[Result], *, with_tree: bool = False) -> QuerySet[Result]:
    """The results with the rows pages name beside them."""
    related = ("round", "unit", "service", "instrument_version", "by__person")
    results = results.select_related(*related).defer(*LARGE)
    return results if with_tree else results.defer("tree", "inputs")
