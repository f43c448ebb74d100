"""How a survey reaches people: poster and table cards, the paper form, links that count once."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tilik.actions.respondents import make_token
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import is_example
from tilik.web.desk.campaigns import find_place
from tilik.web.numbers import format_day, format_number
from tilik.web.presenters.surveys import list_questions, list_traits
from tilik.web.reports.images import outline_qr
from tilik.web.reports.typeset import make_pdf, mark_example

MOST_LINKS = 5000


def send_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """A poster, and four cards for the table, as PDF."""
    campaign = find_place(request, pk).campaign
    address = request.build_absolute_uri(reverse("tilik:survey", args=[campaign.code or "-"]))
    data = {
        **_say(campaign),
        "address": address.partition("://")[2],
        "qr": outline_qr(f"{address}?lewat=qr"),
        "how": _("Point your camera here, or type the address."),
        "until": _("Until %(day)s") % {"day": format_day(campaign.period_end)},
    }
    return _send(make_pdf("poster", data), f"poster-survei-{pk}.pdf")


def send_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire on one sheet of paper, as PDF."""
    campaign = find_place(request, pk).campaign
    data = {
        **_say(campaign),
        "foot": f"{campaign.title} · Tilik",
        "words": {"day": _("Date"), "comment": _("Anything to add?")},
        "questions": [
            {
                "n": each.n,
                "text": each.text,
                "options": [
                    choice.title if each.is_scale else f"{choice.value} {choice.title}"
                    for choice in each.choices
                ],
            }
            for each in list_questions(campaign)
        ],
        "traits": [
            {"title": each.title, "options": [choice.title for choice in each.choices]}
            for each in list_traits()
        ],
    }
    return _send(make_pdf("questionnaire", data), f"formulir-survei-{pk}.pdf")


@require_POST
def send_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Links that take one response each, as CSV with a text for WhatsApp beside each.

    Number n is always the same link, so that the file can be made again.
    """
    campaign = find_place(request, pk, manages=True).campaign
    asked = request.POST.get("n", "")
    if not asked.isdecimal() or not 0 < int(asked) <= MOST_LINKS:
        words = _("Ask for 1 to %(most)s links; nothing was made.")
        messages.error(request, words % {"most": format_number(MOST_LINKS, 0)})
        return redirect("tilik:campaign", pk)
    first = request.POST.get("from", "1")
    start = int(first) if first.isdecimal() else 1
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["no", "tautan", "pesan"])
    for n in range(start, start + int(asked)):
        path = reverse("tilik:survey_link", args=[campaign.code, make_token(campaign, n)])
        link = request.build_absolute_uri(path)
        words = _("Please rate our service, it takes under a minute: %(address)s")
        writer.writerow([n, link, words % {"address": link}])
    return _send(
        b"\xef\xbb\xbf" + stream.getvalue().encode(), f"tautan-survei-{pk}.csv", "text/csv"
    )


def _say(campaign: Campaign) -> dict[str, Any]:
    """The words every paper of a survey has."""
    service = campaign.service.name if campaign.service else campaign.unit.name
    return {
        "language": (get_language() or "id")[:2],
        "title": campaign.title,
        "unit": campaign.unit.name,
        "question": _("How was %(name)s?") % {"name": service},
        "promise": _("Under a minute. Your name, NIK and phone number are not asked."),
        "mark": mark_example(is_example(campaign.government)),
    }


def _send(content: bytes, name: str, kind: str = "application/pdf") -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
