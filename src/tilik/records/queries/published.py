"""Published figures, never mixed into our own results."""

from django.db.models import Count, QuerySet

from tilik.records.models import Government, PublishedFigure, Unit


def list_figures(
    *, measure: str = "", year: int | None = None, entity: str = "", level: str = ""
) -> list[PublishedFigure]:
    """The figures that fit, newest year first; without a value they were not published."""
    wanted = {"measure": measure, "year": year, "entity": entity, "level": level}
    figures = PublishedFigure.objects.filter(
        **{name: value for name, value in wanted.items() if value}
    )
    return list(_describe(figures).order_by("-year", "entity", "measure", "kind", "n"))


def list_of_units(government: Government, *, measure: str = "") -> list[PublishedFigure]:
    """The figures published of the government's units (resmi vs mandiri), newest year first."""
    figures = PublishedFigure.objects.filter(unit__government=government)
    if measure:
        figures = figures.filter(measure=measure)
    return list(_describe(figures).order_by("-year", "unit__code", "n"))


def list_of_unit(unit: Unit) -> list[PublishedFigure]:
    """The figures published of one unit, newest year first."""
    figures = PublishedFigure.objects.filter(unit=unit)
    return list(_describe(figures).order_by("-year", "measure", "n"))


def list_years(measure: str) -> list[int]:
    """The years in which anything of the measure was published, newest first."""
    figures = PublishedFigure.objects.filter(measure=measure).order_by("-year")
    return list(figures.values_list("year", flat=True).distinct())


def _describe(figures: QuerySet[PublishedFigure]) -> QuerySet[PublishedFigure]:
    """The figures with what pages name beside them."""
    return figures.select_related("government", "unit", "conflicts_with")


def list_tables() -> list[tuple[str, int, int]]:
    """Measure, year and number of figures of everything published, newest year first."""
    counted = PublishedFigure.objects.values_list("measure", "year").annotate(n=Count("pk"))
    return list(counted.order_by("measure", "-year"))
