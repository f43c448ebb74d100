"""The instrument reader: all instruments, one, one item, its worked cases."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tilik.actions.permissions import load_rights
from tilik.records.models import InstrumentVersion
from tilik.records.queries.bridges import list_crossings
from tilik.records.queries.people import list_instruments
from tilik.web.presenters.bridges import make_bridge_tables
from tilik.web.presenters.cases import group_cases, make_case
from tilik.web.presenters.instrument import make_card, make_reader
from tilik.web.presenters.item import find_item, make_item
from tilik.web.presenters.provenance import list_marks
from tilik.web.presenters.texts import say
from tilik.web.public.frames import make_frame


def show_instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument that comes with Tilik, newest version of each."""
    request.frame = make_frame(request, "instruments")  # type: ignore[attr-defined]
    cards = [make_card(version) for version in list_instruments(None)]
    return render(request, "tilik/public/instruments.html", {"cards": cards})


def show_instrument(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument: tree, weights, variants, categories, lokus, bridges to others."""
    version = _find(request, code)
    bridges = make_bridge_tables(version.document, list_crossings(version))
    context = {"reader": make_reader(version), "marks": list_marks(), "bridges": bridges}
    return render(request, "tilik/public/instrument.html", context)


def show_form(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The items of one form in the order in which they are asked."""
    version = _find(request, code)
    found = next((f for f in version.document["forms"] if f["code"] == form), None)
    if found is None:
        raise Http404
    rows = [(str(item["code"]), say(item["title"]), "when" in item) for item in found["items"]]
    context = {
        "version": version,
        "instrument": say(version.document["title"]),
        "form": found["code"],
        "title": say(found["title"]),
        "enters": say(found.get("enters")),
        "rows": rows,
    }
    return render(request, "tilik/public/form.html", context)


def show_item(request: HttpRequest, code: str, form: str, item: str) -> HttpResponse:
    """One item: levels, rule in words, evidence, weight, sources; of the text a period uses, or the newest."""
    sha = request.GET.get("naskah", "")
    version = _find_text(request, code, sha) if sha else _find(request, code)
    found = find_item(version.document, form, item)
    if found is None:
        raise Http404
    page = make_item(version.document, *found)
    context = {
        "page": page,
        "code": code,
        "title": say(version.document["title"]),
        "is_public": version.government_id is None,
        "sha": sha,
    }
    return render(request, "tilik/public/item.html", context)


def show_cases(request: HttpRequest, code: str) -> HttpResponse:
    """The worked cases of an instrument."""
    version = _find(request, code)
    context = {
        "code": code,
        "title": say(version.document["title"]),
        "groups": group_cases(version.document, version.cases),
        "n_cases": len(version.cases),
    }
    return render(request, "tilik/public/cases.html", context)


def show_case(request: HttpRequest, code: str, case: str) -> HttpResponse:
    """One worked case: what goes in, what comes out."""
    version = _find(request, code)
    found = next((c for c in version.cases if str(c["code"]) == case), None)
    if found is None:
        raise Http404
    context = {
        "code": code,
        "title": say(version.document["title"]),
        "case": make_case(version.document, found),
    }
    return render(request, "tilik/public/case.html", context)


def _find(request: HttpRequest, code: str) -> InstrumentVersion:
    """The newest version of an instrument for all. Raises Http404."""
    request.frame = make_frame(request, "instruments")  # type: ignore[attr-defined]
    versions = InstrumentVersion.objects.filter(code=code, government=None)
    version = versions.order_by("-pk").first()
    if version is None:
        raise Http404
    return version


def _find_text(request: HttpRequest, code: str, sha: str) -> InstrumentVersion:
    """The text of that fingerprint: for all, or of a government where the reader has a seat. Raises Http404."""
    request.frame = make_frame(request, "instruments")  # type: ignore[attr-defined]
    found = InstrumentVersion.objects.filter(code=code, sha256=sha).select_related("government")
    rights = load_rights(request.user)  # type: ignore[arg-type]
    for version in found.order_by("pk"):
        home = version.government
        if home is None or rights.may_somewhere("round.read", home):
            return version
    raise Http404
