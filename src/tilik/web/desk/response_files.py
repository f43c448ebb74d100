"""Responses from Excel, Google Forms and Kobo: look first, mend the columns, bring them in."""

import base64
import binascii
import tempfile
import zlib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tilik.actions.faults import list_faults
from tilik.actions.response_import import Decided, Looked, import_responses, look_at_responses
from tilik.core.errors import PermissionDenied, UserError
from tilik.core.survey_values import say_plain
from tilik.records.models import Campaign
from tilik.web.desk.campaigns import find_place
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.refused_surveys import list_survey_words
from tilik.web.presenters.response_import import tell

LARGEST, PACKED = 8_000_000, 1_800_000


def bring_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a file is sent; then its columns and rows; then what was brought in.

    The file goes to and fro between the two: before anybody looked at it nothing of it is stored.
    """
    campaign = find_place(request, pk, manages=True).campaign
    context: dict[str, Any] = {"campaign": campaign, "day": _suggest_day(campaign).isoformat()}
    if request.method == "POST":
        context |= _read(request, campaign)
    status = 409 if context.get("faults") else 200
    return render(request, "tilik/desk/campaign_import.html", context, status=status)


def _read(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    """What the file says or brought; what is wrong with it as a whole."""
    content, packed, name = _read_file(request)
    if content is None:
        return {"faults": [("", _("Choose a file of at most 8 MB."))]}
    day = _read_day(request, campaign)
    kept = {"content": packed, "name": name, "day": day.isoformat()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return kept | _look(request, campaign, path, day)
        except PermissionDenied:
            raise
        except UserError as error:
            return kept | {"faults": _say(error)}


def _look(request: HttpRequest, campaign: Campaign, path: Path, day: date) -> dict[str, Any]:
    by: Any = request.user
    decided = _read_decided(request)
    error, looked = "", None
    is_seen = request.POST.get("seen", "") == "|".join(request.POST.getlist("kind"))
    if request.POST.get("act") == "apply" and not is_seen:
        error = _("Columns were changed: look at what they say now, then bring them in.")
    elif request.POST.get("act") == "apply":
        try:
            looked = import_responses(
                by=by, campaign=campaign, path=path, decided=decided or Decided(), day=day,
                is_confirmed=bool(request.POST.get("confirmed")),
            )  # fmt: skip
        except UserError as refused:
            if refused.code not in ("order-unconfirmed", "columns-missing"):
                raise
            error = say_refusal(refused)
    if looked is None:
        looked = look_at_responses(by=by, campaign=campaign, path=path, decided=decided, day=day)
    return {"looked": looked, "told": tell(campaign, looked), "error": error} | _count(looked)


def _count(looked: Looked) -> dict[str, Any]:
    return {"added": looked.added, "is_done": looked.added is not None}


def _read_file(request: HttpRequest) -> tuple[bytes | None, str, str]:
    """The file sent or looked at before, how it is sent back, its name without folders."""
    upload = request.FILES.get("file")
    name = Path(request.POST.get("name") or "berkas.csv").name
    if isinstance(upload, UploadedFile):
        content = upload.read() if upload.size and upload.size <= LARGEST else b""
        packed = base64.b64encode(zlib.compress(content)).decode()
        name = Path(upload.name or name).name
    else:
        packed = request.POST.get("content", "")
        content = _unpack(packed)
    return (content if content and len(packed) <= PACKED else None), packed, name


def _unpack(packed: str) -> bytes:
    """What was packed, up to the size a file may have."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), LARGEST)
    except (binascii.Error, zlib.error):
        return b""


def _read_decided(request: HttpRequest) -> Decided | None:
    """The columns and texts as chosen on the page; None where nothing was chosen yet."""
    data = request.POST
    names = data.getlist("column")
    if not names or request.FILES:
        return None
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for said, value in zip(data.getlist("text"), data.getlist("value"), strict=False):
        code, _bar, text = said.partition("|")
        if value:
            texts[code][say_plain(text)] = value
    return Decided(dict(zip(names, data.getlist("kind"), strict=False)), texts)


def _suggest_day(campaign: Campaign) -> date:
    return max(campaign.period_start, min(campaign.period_end, timezone.localdate()))


def _read_day(request: HttpRequest, campaign: Campaign) -> date:
    said = request.POST.get("day", "")
    try:
        return parse_date(said) or _suggest_day(campaign)
    except ValueError:
        return _suggest_day(campaign)


def _say(error: UserError) -> list[tuple[str, str]]:
    words = list_survey_words(error.facts).get(error.code)
    return [("", words)] if words else list_faults(error, (get_language() or "id")[:2])
