"""Stored results: the latest of each kind, and the way they went."""

from django.db.models import Max, QuerySet

from tilik.records.models import Result, Round, Unit

LARGE = tuple(f"instrument_version__{name}" for name in ("canonical", "cases", "lint_report"))
GROUP = ("scope", "unit", "service", "sector", "basis", "variant")

BARE = ("scope", "unit_id", "basis", "run")
NUMBERS = ("at", "numerator", "denominator", "low", "high", "rounded", "grades", "status")


def list_standing_of_round(round: Round, *, variant: str) -> list[Result]:
    """The latest final result of every unit and the government, and their claims', in two queries.

    Bare, for pages of hundreds of units: final ones without trees and the rows they hang on, claims
    as nothing but the keys by which their trees are read.
    """
    results = Result.objects.filter(
        round=round, variant=variant, scope__in=("unit", "government")
    ).order_by("pk")
    finals, claims = (find_newest(results.filter(basis=basis)) for basis in ("final", "claim"))
    return [*finals.only(*BARE, *NUMBERS), *claims.only(*BARE)]


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
    round: Round, *, unit: Unit | None, basis: str, variant: str, sector: str = ""
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
