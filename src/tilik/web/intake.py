"""The intake process of a large survey: an ASGI application that takes answers in, many at once.

What came while one commit was under way goes into the next. Nobody is thanked before their answers
are on the disk. Whatever is not plain (a question left out, a survey that is over, a flood from one
address) is sent on to the survey's own page, which decides and says so.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone

from tilik.actions.intake import Taken, open_spool, spool
from tilik.actions.respondents import Slip, is_open, read_token
from tilik.actions.slips import BURST, make_receipt
from tilik.core.errors import UserError
from tilik.records.queries.campaigns import find_taking
from tilik.web.language import choose_language
from tilik.web.limits import MINUTE, get_address
from tilik.web.public import survey
from tilik.web.public.doors import Door, forget_door, recall_door
from tilik.web.zones import enter_zone

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
AT_ONCE = 200
LARGEST = 64 * 1024
"""Bytes of a form: ten times what the longest has."""
ODD = (UserError, SuspiciousOperation, MultiPartParserError, UnreadablePostError, ValueError)
"""What may be wrong with one request; the others with it go on."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """One request: what the server knows of it, and its body."""

    scope: Scope
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""


@dataclass(frozen=True)
class Visit:
    """A request that was read: the answers, and how the thanks are to look."""

    request: ASGIRequest
    door: Door
    taken: Taken
    language: str
    is_kiosk: bool


BUSY = Answer(503, ((b"retry-after", b"5"),))


class Desk:
    """Takes in what came at once. It belongs to one thread: the database and the spool do, too."""

    def __init__(self) -> None:
        self.spool = open_spool()
        self.minute, self.counts = 0, Counter[str]()

    def settle(self, asked: Sequence[Asked]) -> list[Answer]:
        """An answer to each, in their order; whoever is thanked is on the disk."""
        visits = [self._read(each) for each in asked]
        taking = find_taking(visit.door.campaign for visit in visits if visit)
        for visit in visits:
            if visit and visit.door.campaign.pk not in taking:
                forget_door(visit.door)
        welcome = [v if v and v.door.campaign.pk in taking else None for v in visits]
        new = spool(self.spool, [visit.taken for visit in welcome if visit])
        return [
            self._thank(visit, is_new=visit.taken.reply.uuid in new) if visit else send_on(each)
            for visit, each in zip(welcome, asked, strict=True)
        ]

    def _read(self, asked: Asked) -> Visit | None:
        """What came, where it is plain; None where the survey's page is to decide."""
        try:
            return self._find(ASGIRequest(asked.scope, BytesIO(asked.body)))
        except ODD as error:
            if not isinstance(error, UserError):
                logger.warning("a request was sent on: %s", type(error).__name__)
            return None

    def _find(self, request: ASGIRequest) -> Visit | None:
        """The same; raises what the page would say."""
        code, _slash, token = request.path.removeprefix(survey.TAKES).strip("/").partition("/")
        door = recall_door(code.lower())
        campaign = door.campaign
        enter_zone(campaign.government)
        today = timezone.localdate()
        link = read_token(campaign, token) if token else None
        reply = survey.read_reply(request.POST, list(door.choices), link, today)
        if request.method != "POST" or not is_open(campaign, today) or self._is_flood(request):
            return None
        if not door.is_plain(reply):
            return None
        is_kiosk = request.GET.get("lewat") == "kios" and not token
        taken = Taken(
            campaign,
            reply,
            device=survey.find_device(request, is_kiosk=is_kiosk),
            seconds=survey.count_seconds(request.POST.get("began", "")),
            is_burst=self._count(f"burst {campaign.pk}") > BURST,
        )
        return Visit(request, door, taken, choose_language(request), is_kiosk)

    def _is_flood(self, request: ASGIRequest) -> bool:
        return self._count(get_address(request)) > survey.MOST

    def _count(self, what: str) -> int:
        """How often within this minute, with this time."""
        minute = int(time.time()) // MINUTE
        if minute != self.minute:
            self.minute, self.counts = minute, Counter()
        self.counts[what] += 1
        return self.counts[what]

    def _thank(self, visit: Visit, *, is_new: bool) -> Answer:
        slip = Slip(make_receipt(visit.taken.reply.uuid), is_new)
        text = visit.door.thank(
            visit.request, slip, language=visit.language, is_kiosk=visit.is_kiosk
        )
        return Answer(200, HEADERS, text.encode())


def send_on(asked: Asked) -> Answer:
    """To the survey's own page, with all that was sent."""
    query = asked.scope["query_string"]
    path = asked.scope["path"].replace(survey.TAKES, survey.PAGES, 1).encode()
    return Answer(307, ((b"location", path + (b"?" + query if query else b"")),))


HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", settings.X_FRAME_OPTIONS.encode()),
    (b"referrer-policy", settings.SECURE_REFERRER_POLICY.encode()),
    (b"content-security-policy", build_policy().encode()),
)


class Intake:
    """The application: requests wait while the desk settles those before them."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[tuple[Asked, asyncio.Future[Answer]]] = asyncio.Queue()
        self.thread = ThreadPoolExecutor(1)
        self.work: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; the request is answered."""
        if scope["type"] == "lifespan":
            return await self._live(receive, send)
        body = await _read_body(receive)
        if body is None:
            return
        asked = Asked(scope, body)
        answer = send_on(asked) if len(body) > LARGEST else await self._wait(asked)
        length = (b"content-length", str(len(answer.body)).encode())
        start = {"type": "http.response.start", "status": answer.status}
        await send({**start, "headers": [*answer.headers, length]})
        await send({"type": "http.response.body", "body": answer.body})

    async def _wait(self, asked: Asked) -> Answer:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.waiting.put_nowait((asked, future))
        return await future

    async def _live(self, receive: Receive, send: Send) -> None:
        """Until the server stops; whoever waits then is answered first."""
        loop = asyncio.get_running_loop()
        await receive()
        desk = await loop.run_in_executor(self.thread, Desk)
        self.work = loop.create_task(self._settle(desk))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.work.cancel()
        with suppress(asyncio.CancelledError):
            await self.work
        await send({"type": "lifespan.shutdown.complete"})

    async def _settle(self, desk: Desk) -> None:
        """Never returns: what waits is settled together."""
        loop = asyncio.get_running_loop()
        while True:
            some = [await self.waiting.get()]
            while len(some) < AT_ONCE and not self.waiting.empty():
                some.append(self.waiting.get_nowait())
            try:
                answers: Iterable[Answer] = await loop.run_in_executor(
                    self.thread, _settle_now, desk, [asked for asked, _future in some]
                )
            except Exception:  # a full disk, a database that is away: nobody was thanked
                logger.exception("answers could not be taken in")
                answers = [BUSY] * len(some)
            for (_asked, future), answer in zip(some, answers, strict=True):
                if not future.done():  # whoever went away needs no answer
                    future.set_result(answer)


def _settle_now(desk: Desk, asked: Sequence[Asked]) -> list[Answer]:
    """The desk's answers; a database that went away meanwhile is asked anew."""
    close_old_connections()
    return desk.settle(asked)


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body, or as much as shows that it is too long; None where the sender went away."""
    body = b""
    while len(body) <= LARGEST:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body
