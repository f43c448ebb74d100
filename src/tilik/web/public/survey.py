"""The survey of a service: one page, no account, answered once."""

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from tilik.actions.respondents import give_response, is_open, read_token, withdraw
from tilik.actions.surveys import Reply
from tilik.core.errors import NotFound, UserError
from tilik.core.traits import TRAITS
from tilik.records.models import Campaign
from tilik.records.queries.campaigns import count_uuids
from tilik.web.frame import Frame
from tilik.web.identifiers import read_uuid
from tilik.web.language import choose_language
from tilik.web.limits import get_address, may_ask
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.surveys import list_questions, list_traits
from tilik.web.public.doors import Door, find_door
from tilik.web.zones import enter_zone

PAGES, TAKES = "/s/", "/terima/"
SALT, DAY = "tilik.survey", 24 * 60 * 60
MOST = 120
"""So many a minute from one address: a whole village may stand behind one."""
CHANNELS = {"qr": "qr", "kios": "kiosk"}


# No account stands behind this form, so there is nothing a foreign page could borrow; without the
# cookie it also works in the small browsers inside other apps.
@csrf_exempt
@never_cache
def show_survey(request: HttpRequest, code: str, token: str = "") -> HttpResponse:
    """The questions; sent, the thanks with the receipt. Raises NotFound."""
    door = find_door(code.lower())
    campaign = door.campaign
    enter_zone(campaign.government)
    link = read_token(campaign, token) if token else None
    request.frame = door.frame  # type: ignore[attr-defined]
    place: dict[str, Any] = {"campaign": campaign, "door": door, "token": token}
    place["is_kiosk"] = request.GET.get("lewat") == "kios" and not token
    today = timezone.localdate()
    if request.method == "POST":
        return _keep(request, place, link, today)
    if not is_open(campaign, today):
        return render(
            request, "tilik/public/survey_over.html", {**place, "why": _say_over(campaign, today)}
        )
    if link and count_uuids(campaign, [link]):
        why = _("This link was used already: each of them counts once.")
        return render(request, "tilik/public/survey_over.html", {**place, "why": why})
    return _ask(request, place)


@csrf_exempt
@never_cache
def take_back(request: HttpRequest) -> HttpResponse:
    """The page on which a respondent withdraws what they said, with the code of their receipt."""
    request.frame = Frame()  # type: ignore[attr-defined]
    context: dict[str, Any] = {"code": request.POST.get("code", "")[:40]}
    if request.method == "POST":
        if not may_ask(request, "withdraw", 10):
            context["error"] = _("Too many tries from here; wait a minute and try again.")
        else:
            try:
                context["gone"] = withdraw(by=None, code=context["code"])
            except NotFound:
                context["error"] = _(
                    "No answer is known by this code. Look at every sign of it; an answer that was"
                    " withdrawn is gone already."
                )
            except UserError as error:
                context["error"] = say_refusal(error)
    return render(request, "tilik/public/survey_withdraw.html", context)


def _ask(request: HttpRequest, place: dict[str, Any], **more: Any) -> HttpResponse:
    """The page with the questions, and with what was answered so far."""
    data = request.POST
    given = {name[2:]: str(value) for name, value in data.items() if name.startswith("u-")}
    campaign: Campaign = place["campaign"]
    context = {
        **place,
        "questions": list_questions(campaign, given, shows_gaps=bool(more.get("gaps"))),
        "traits": list_traits({name: str(data.get(name, "")) for name in TRAITS}),
        "comment": data.get("saran", ""),
        "page": read_uuid(data.get("page", "")) or uuid4(),
        "began": data.get("began") or signing.dumps(int(time.time()), salt=SALT),
        "channel": CHANNELS.get(request.GET.get("lewat", ""), "link"),
        "takes": _find_taker(request),
        **more,
    }
    return render(request, "tilik/public/survey.html", context)


def _keep(
    request: HttpRequest, place: dict[str, Any], link: UUID | None, today: date
) -> HttpResponse:
    """The thanks; or the questions again, with all that was answered and what is to be mended."""
    door: Door = place["door"]
    if not may_ask(request, "survey", MOST):
        error = _(
            "Too many answers come from here at this moment. Yours still stand below: wait a minute, then send again."
        )
        return _ask(request, place, error=error)
    reply = read_reply(request.POST, list(door.choices), link, today)
    has_gaps = len(reply.answers) < len(door.choices)
    if has_gaps and (not reply.answers or not request.POST.get("gaps")):
        missing = [q for q in list_questions(door.campaign) if q.code not in reply.answers]
        return _ask(request, place, gaps=missing, may_skip=bool(reply.answers))
    try:
        slip = give_response(
            by=None, campaign=door.campaign, reply=reply,
            device=find_device(request, is_kiosk=place["is_kiosk"]),
            seconds=count_seconds(request.POST.get("began", "")),
        )  # fmt: skip
    except UserError as error:
        return _ask(request, place, error=say_refusal(error))
    language = choose_language(request)
    return HttpResponse(door.thank(request, slip, language=language, is_kiosk=place["is_kiosk"]))


def read_reply(
    data: Mapping[str, str], codes: Sequence[str], link: UUID | None, today: date
) -> Reply:
    """What the form brought; answers to other questions than these are not read."""
    channel = data.get("channel", "")
    return Reply(
        day=today,
        channel=channel if channel in ("link", "qr", "kiosk") and not link else "link",
        answers={code: data[f"u-{code}"] for code in codes if data.get(f"u-{code}")},
        uuid=link or read_uuid(data.get("page", "")) or uuid4(),
        traits={name: data.get(name, "") for name in TRAITS},
        comment=data.get("saran", ""),
    )


def find_device(request: HttpRequest, *, is_kiosk: bool) -> str:
    """What tells one device from another for a day; nothing where one serves everybody."""
    if is_kiosk or request.POST.get("channel") == "kiosk":
        return ""
    return f"{get_address(request)} {request.META.get('HTTP_USER_AGENT', '')[:200]}"


def count_seconds(began: str) -> int | None:
    """The seconds since the page was asked for; None where that is not known."""
    try:
        return int(time.time()) - int(signing.loads(began, salt=SALT, max_age=DAY))
    except signing.BadSignature:
        return None


def _find_taker(request: HttpRequest) -> str:
    """Where the form is sent: to the intake process where there is one, else to this page."""
    if not settings.TILIK_INTAKE:
        return ""
    return request.get_full_path().replace(PAGES, TAKES, 1)


def _say_over(campaign: Campaign, today: date) -> str:
    """Why nobody can answer now."""
    if campaign.closed_at is None and today < campaign.period_start:
        return _("This survey has not begun yet.")
    return _("This survey is over. Thank you for wanting to help.")
