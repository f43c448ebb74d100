"""Responses of a large survey: acknowledged once they are on the disk, stored soon after.

The intake process spools them, many with one commit; the worker stores them a few hundred at once.
A response is known by its UUID, so that whatever is done twice is there once.
"""

import fcntl
import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tilik.actions.slips import digest_receipt, is_fast, make_mark, make_receipt
from tilik.actions.surveys import Reply, load_of, make_response, read_comment
from tilik.core.errors import UserError
from tilik.engine.spool import Spool
from tilik.records.models import Campaign, Comment, Receipt, Response
from tilik.records.queries.campaigns import get_campaign
from tilik.records.queries.freezes import get_standing

FILE, LOCK, MOST = "intake.sqlite3", "intake.lock", 500
Row = tuple[int, Mapping[str, Any]]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """A reply as it came in: its device, how long it took, whether many came with it."""

    campaign: Campaign
    reply: Reply
    device: str = ""
    seconds: int | None = None
    is_burst: bool = False


def get_path() -> Path:
    """Where the spool lies."""
    return Path(settings.TILIK_DATA) / FILE


def open_spool() -> Spool:
    """The spool, made where there is none; it serves one thread."""
    return Spool(get_path())


def spool(opened: Spool, taken: Sequence[Taken]) -> set[UUID]:
    """Which of them were new to the spool; all are on the disk. Comments are masked before."""
    return {UUID(key) for key in opened.keep((str(t.reply.uuid), _write(t)) for t in taken)}


def store_spooled() -> int:
    """How many rows left the spool for the database; what cannot be stored now stays in it."""
    if not get_path().exists():
        return 0
    n = 0
    with _alone(), closing(open_spool()) as opened:
        for rows in opened.take(MOST):
            stored = _store_rows([(number, json.loads(body)) for number, body in rows])
            opened.drop(stored)
            n += len(stored)
    return n


def _write(taken: Taken) -> str:
    """What is spooled of it: neither the device's address nor personal data of a comment."""
    reply = {**vars(taken.reply), "comment": read_comment(taken.reply.comment)}
    return json.dumps(
        {
            "campaign": taken.campaign.pk,
            "reply": reply,
            "mark": make_mark(taken.campaign, taken.reply.day, taken.device),
            "seconds": taken.seconds,
            "burst": taken.is_burst,
        },
        default=str,
        ensure_ascii=False,
    )


def _read(said: Mapping[str, Any]) -> Reply:
    """The reply that was spooled."""
    reply = said["reply"]
    day, uuid = date.fromisoformat(reply["day"]), UUID(reply["uuid"])
    return Reply(**{**reply, "day": day, "uuid": uuid})


def _store_rows(rows: Sequence[Row]) -> list[int]:
    """The numbers of the rows that are stored."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[1]["campaign"]].append(row)
    stored: list[int] = []
    for pk, some in found.items():
        campaign = get_campaign(pk)
        if campaign is None or (campaign.round and get_standing(campaign.round)):
            logger.warning("%d spooled responses of survey %d cannot be stored now", len(some), pk)
            continue
        stored += _store(campaign, some)
    return stored


def _store(campaign: Campaign, rows: Sequence[Row]) -> list[int]:
    """The numbers of the rows that are stored, with their receipts and comments, once each."""
    instrument = load_of(campaign)
    made: dict[UUID, Response] = {}
    said: dict[UUID, str] = {}
    numbers: list[int] = []
    for number, spooled in rows:
        reply = _read(spooled)
        try:
            row = make_response(campaign, instrument, reply)
        except UserError as error:
            logger.warning("spooled response %d cannot be stored: %s", number, error.code)
            continue
        row.device = spooled["mark"]
        pace = (("fast", is_fast(row, spooled["seconds"])), ("burst", spooled["burst"]))
        row.signals = [*row.signals, *(signal for signal, is_seen in pace if is_seen)]
        made[reply.uuid], said[reply.uuid] = row, reply.comment
        numbers.append(number)
    with transaction.atomic():
        known = set(Response.objects.filter(uuid__in=made).values_list("uuid", flat=True))
        new = {uuid: row for uuid, row in made.items() if uuid not in known}
        _mark_doubles(campaign, list(new.values()))
        _insert(campaign, new, said)
    return numbers


def _insert(campaign: Campaign, new: Mapping[UUID, Response], said: Mapping[UUID, str]) -> None:
    """Nothing; the rows are in, each with its receipt and what was written beside it."""
    Response.objects.bulk_create(new.values(), ignore_conflicts=True)
    Receipt.objects.bulk_create(
        (Receipt(response_uuid=u, sha256=digest_receipt(make_receipt(u))) for u in new),
        ignore_conflicts=True,
    )
    written = Response.objects.filter(uuid__in=[uuid for uuid in new if said[uuid]])
    Comment.objects.bulk_create(
        (
            Comment(government=campaign.government, response=row, text=said[row.uuid])
            for row in written
        ),
        ignore_conflicts=True,
    )


def _mark_doubles(campaign: Campaign, rows: Sequence[Response]) -> None:
    """Nothing; whatever came from a device that had answered that day says so."""
    marked = [row for row in rows if row.device and row.channel != "kiosk"]
    before = Response.objects.filter(campaign=campaign, device__in={row.device for row in marked})
    seen = set(before.values_list("day", "device"))
    for row in marked:
        if (row.day, row.device) in seen:
            row.signals = [*row.signals, "device"]
        seen.add((row.day, row.device))


@contextmanager
def _alone() -> Iterator[None]:
    """One process stores at a time: else what was withdrawn meanwhile would come back."""
    with (Path(settings.TILIK_DATA) / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
