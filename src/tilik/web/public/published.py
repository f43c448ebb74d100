"""Official figures: what was published, by measure and year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.actions.ranks import rank_published
from tilik.records.models import Government
from tilik.records.queries.people import list_instruments
from tilik.records.queries.published import list_figures, list_tables, list_years
from tilik.web.presenters.published import get_measure_word, make_league
from tilik.web.public.frames import make_frame


def show_tables(request: HttpRequest) -> HttpResponse:
    """Every measure with the years in which something was published."""
    request.frame = make_frame(request, "published")  # type: ignore[attr-defined]
    measures: dict[str, list[tuple[int, int]]] = {}
    for measure, year, n in list_tables():
        measures.setdefault(measure, []).append((year, n))
    rows = [(measure, get_measure_word(measure), years) for measure, years in measures.items()]
    return render(request, "tilik/public/tables.html", {"rows": rows})


def show_table(request: HttpRequest, measure: str, year: int) -> HttpResponse:
    """The league tables of a measure in a year."""
    figures = list_figures(measure=measure, year=year)
    if not figures:
        raise Http404
    request.frame = make_frame(request, "published")  # type: ignore[attr-defined]
    league = make_league(
        figures,
        list_figures(measure=measure, year=year - 1),
        rank=rank_published,
        is_comparable=_is_comparable(measure, year),
        unpublished=_list_known(),
    )
    context = {
        "league": league,
        "measure": measure,
        "measure_word": get_measure_word(measure),
        "year": year,
        "years": list_years(measure),
    }
    return render(request, "tilik/public/table.html", context)


def _is_comparable(measure: str, year: int) -> bool:
    """Whether one instrument holds for this year and the one before."""
    for version in list_instruments(None):
        if version.document["measure"] == measure:
            first, last = version.document["years"]
            if int(first) <= year - 1 and (last is None or year <= int(last)):
                return True
    return False


def _list_known() -> list[str]:
    """The regencies and cities Tilik knows of."""
    kinds = ("kabupaten", "kota")
    return list(Government.objects.filter(kind__in=kinds).values_list("name", flat=True))
