"""The front page: what Tilik is, and the two things anybody may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tilik.records.queries.people import list_instruments
from tilik.records.queries.published import list_tables
from tilik.web.public.frames import make_frame


def show_landing(request: HttpRequest) -> HttpResponse:
    """The front page."""
    request.frame = make_frame(request, "landing")  # type: ignore[attr-defined]
    context = {
        "n_instruments": len(list_instruments(None)),
        "n_tables": len(list_tables()),
        "desk_url": reverse("tilik:rounds"),
    }
    return render(request, "tilik/public/landing.html", context)
