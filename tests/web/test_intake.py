"""The intake process: thanks only for what is on the disk, anything odd goes to the survey's page."""

import asyncio
import re
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest
from django import conf
from django.test import Client
from django.utils import translation

from tests.campaigned import NINE, start_survey
from tests.shared import shared
from tests.web.test_survey_page import answer, at, find_code, read
from tests.world import make_world
from tilik.actions.intake import open_spool, store_spooled
from tilik.actions.respondents import make_token, withdraw
from tilik.actions.surveys import close_campaign
from tilik.records.models import Campaign, Response
from tilik.web import intake
from tilik.web.intake import LARGEST, Answer, Asked, Desk, Intake
from tilik.web.public import doors
from tilik.web.public.survey import MOST

pytestmark = pytest.mark.django_db
T = TypeVar("T")


@shared
def campaign() -> Campaign:
    return start_survey(make_world())


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conf.settings, "TILIK_DATA", tmp_path)
    monkeypatch.setattr(doors, "_doors", {})  # a survey undone after its test is not remembered


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk, in a minute that does not end while it is counted in."""
    now = time.time()
    monkeypatch.setattr(intake.time, "time", lambda: now)
    return Desk()


def ask(
    campaign: Campaign, data: dict[str, str] | bytes, rest: str = "", *, query: str = "",
    address: str = "10.0.0.7", cookie: str = "", method: str = "POST",
) -> Asked:  # fmt: skip
    """What a browser sends, as the server hands it over."""
    headers = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"user-agent", b"Android"),
        (b"cookie", cookie.encode()),
    ]
    scope = {
        "type": "http", "method": method, "path": f"/terima/{campaign.code}/{rest}",
        "query_string": query.encode(), "headers": headers, "client": (address, 1),
    }  # fmt: skip
    return Asked(scope, data if isinstance(data, bytes) else urlencode(data).encode())


def settle(desk: Desk, *asked: Asked) -> list[Answer]:
    return desk.settle(asked)


def count_waiting() -> int:
    with closing(open_spool()) as opened:
        return sum(len(rows) for rows in opened.take(100))


def find_place(answer: Answer) -> str:
    assert answer.status == 307
    return dict(answer.headers)[b"location"].decode()


def test_whoever_is_thanked_is_on_the_disk_and_the_receipt_holds(campaign, desk) -> None:
    (thanks,) = settle(desk, ask(campaign, answer(saran="Cepat")))
    assert thanks.status == 200
    assert count_waiting() == 1
    code = find_code(thanks.body.decode())
    assert store_spooled() == 1
    assert Response.objects.get().answers == dict(zip(NINE, "343434343", strict=True))
    withdraw(by=None, code=code)
    assert not Response.objects.exists()


def test_the_thanks_are_the_page_s_own_but_for_its_switches(campaign, desk) -> None:
    data = answer()
    (thanks,) = settle(desk, ask(campaign, data))
    page = Client().post(at(campaign), data).content.decode()
    main = re.compile(r"<main.*</main>", re.DOTALL)
    assert main.findall(thanks.body.decode()) == main.findall(page)
    assert "csrf" not in thanks.body.decode()


def test_the_headers_are_those_of_every_page(campaign, desk) -> None:
    (thanks,) = settle(desk, ask(campaign, answer()))
    page = Client().post(at(campaign), answer())
    said = {name.decode(): value.decode() for name, value in thanks.headers}
    for name in ("x-content-type-options", "x-frame-options", "referrer-policy", "content-type"):
        assert said[name] == page[name]
    policies = (said["content-security-policy"], page["content-security-policy"])
    assert sorted(policies[0].split("; ")) == sorted(policies[1].split("; "))
    assert "no-store" in said["cache-control"]


def test_everybody_gets_their_own_receipt_in_their_own_language(campaign, desk) -> None:
    given = [answer() for _each in range(3)]
    cookies = ("", "django_language=en", "django_language=xx")
    pages = [
        each.body.decode()
        for each in settle(
            desk, *(ask(campaign, d, cookie=c) for d, c in zip(given, cookies, strict=True))
        )
    ]
    assert len({find_code(page) for page in pages}) == 3
    assert ["Terima kasih" in page for page in pages] == [True, False, True]
    assert "Thank you" in pages[1]
    assert translation.get_language() == "id"


def test_twice_is_once_and_says_so(campaign, desk) -> None:
    data = answer()
    first, second = settle(desk, ask(campaign, data)), settle(desk, ask(campaign, data))
    assert find_code(first[0].body.decode()) == find_code(second[0].body.decode())
    assert "sudah" in second[0].body.decode()
    assert count_waiting() == 1


@pytest.mark.parametrize(
    "data",
    [
        answer("3434-4343"),
        answer("-" * 9),
        answer("943434343"),
        {**answer("3434-4343"), "gaps": "1"},
        b"\xff\xfe%zz",
        b"",
        b"&".join(b"x=1" for _each in range(2000)),
    ],
    ids=["a gap", "nothing", "no such answer", "left out", "no text", "empty", "too many fields"],
)
def test_what_is_not_plain_goes_to_the_page_with_all_that_was_sent(campaign, desk, data) -> None:
    odd, plain = settle(
        desk, ask(campaign, data, query="lewat=qr"), ask(campaign, answer(), address="10.0.0.8")
    )
    assert find_place(odd) == f"/s/{campaign.code}/?lewat=qr"
    assert plain.status == 200
    assert count_waiting() == 1


def test_a_link_counts_once_and_a_made_up_one_goes_to_the_page(campaign, desk) -> None:
    token = make_token(campaign, 1)
    first, again = settle(desk, *(ask(campaign, answer(), f"{token}/") for _each in range(2)))
    assert (first.status, again.status, count_waiting()) == (200, 200, 1)
    (wrong,) = settle(desk, ask(campaign, answer(), "1-000000000000/"))
    assert find_place(wrong).endswith("/1-000000000000/")


def test_a_survey_that_is_over_unknown_or_only_looked_at_goes_to_its_page(campaign, desk) -> None:
    settle(desk, ask(campaign, answer()))
    (looked,) = settle(desk, ask(campaign, b"", method="GET"))
    close_campaign(by=campaign.by, campaign=campaign)
    (over,) = settle(desk, ask(campaign, answer()))
    campaign.code = "takada"
    (unknown,) = settle(desk, ask(campaign, answer()))
    for each in (looked, over, unknown):
        assert find_place(each)
    assert count_waiting() == 1


def test_a_place_whose_survey_is_followed_by_another_takes_in_for_the_new_one(
    campaign, desk
) -> None:
    settle(desk, ask(campaign, answer()))
    close_campaign(by=campaign.by, campaign=campaign)
    later = start_survey_again(campaign)
    assert later.code == campaign.code
    settle(desk, ask(campaign, answer()))
    settle(desk, ask(campaign, answer()))
    store_spooled()
    assert [campaign.responses.count(), later.responses.count()] == [1, 1]


def start_survey_again(campaign: Campaign) -> Campaign:
    from tests.world import new_uuid
    from tilik.actions.surveys import open_campaign

    return open_campaign(
        by=campaign.by, round=None, unit=campaign.unit, form=campaign.form, title="Lagi",
        period=(campaign.period_start, campaign.period_end),
        version=campaign.instrument_version, client_uuid=new_uuid(),
    )  # fmt: skip


def test_a_flood_from_one_address_goes_to_the_page_that_knows_of_all_servers(
    campaign, desk
) -> None:
    asked = [ask(campaign, answer()) for _each in range(MOST + 2)]
    found = settle(desk, *asked, ask(campaign, answer(), address="10.0.0.9"))
    assert [each.status for each in found].count(307) == 2
    assert found[-1].status == 200


def test_a_burst_is_marked_and_a_kiosk_goes_back_to_its_start(campaign, desk) -> None:
    pages = settle(desk, *(ask(campaign, answer(), query="lewat=kios") for _each in range(17)))
    assert 'content="15; url=' in pages[0].body.decode()
    store_spooled()
    signals = [row.signals for row in Response.objects.order_by("pk")]
    assert [signal for signal in signals if "burst" in signal] == [["burst"], ["burst"]]
    assert not any(row.device for row in Response.objects.all())


def test_the_page_sends_to_the_intake_only_where_there_is_one(campaign, settings) -> None:
    assert "action=" not in re.findall(r"<form[^>]*data-survey", read(at(campaign)))[0]
    settings.TILIK_INTAKE = "127.0.0.1:8001"
    path = at(campaign, "?lewat=qr")
    assert f'action="/terima/{campaign.code}/?lewat=qr"' in read(path)
    page = Client().post(f"/terima/{campaign.code}/", answer()).content.decode()
    assert find_code(page), "without a proxy the page's own server takes it in"


# ---- the application ----------------------------------------------------------


class Server:
    """Hands requests to the application as a server would, and keeps what comes back."""

    def __init__(self) -> None:
        self.app, self.events = Intake(), asyncio.Queue[dict[str, Any]]()
        self.said: list[str] = []

    async def _tell(self, message: dict[str, Any]) -> None:
        self.said.append(message["type"])

    async def live(self) -> asyncio.Task[None]:
        running = asyncio.create_task(
            self.app({"type": "lifespan"}, self.events.get, self._tell)  # type: ignore[arg-type]
        )
        self.events.put_nowait({"type": "lifespan.startup"})
        while not self.said:
            await asyncio.sleep(0)
        return running

    async def stop(self, running: asyncio.Task[None]) -> None:
        self.events.put_nowait({"type": "lifespan.shutdown"})
        await running

    async def send(self, asked: Asked, pieces: int = 2) -> list[dict[str, Any]]:
        size = len(asked.body) // pieces + 1
        cut = [asked.body[n : n + size] for n in range(0, len(asked.body) + 1, size)]
        left = iter(cut)

        async def receive() -> dict[str, Any]:
            body = next(left, None)
            if body is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": body, "more_body": body is not cut[-1]}

        found: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            found.append(message)

        await self.app(asked.scope, receive, send)
        return found


class Counter:
    """A desk that counts how many it was given at once, and fails when it is told to."""

    turns: list[int]
    fails = False

    def __init__(self) -> None:
        type(self).turns = []

    def settle(self, asked: list[Asked]) -> list[Answer]:
        self.turns.append(len(asked))
        if self.fails:
            raise OSError("disk full")
        return [Answer(200, (), each.body) for each in asked]


def serve(monkeypatch: pytest.MonkeyPatch, *asked: Asked) -> list[list[dict[str, Any]]]:
    """What comes back for requests that arrive together."""
    monkeypatch.setattr(intake, "Desk", Counter)

    async def run() -> list[list[dict[str, Any]]]:
        server = Server()
        running = await server.live()
        found = await asyncio.gather(*(server.send(each) for each in asked))
        await server.stop(running)
        assert server.said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
        return found

    return apart(run())


def apart(work: Coroutine[Any, Any, T]) -> T:
    """What it comes to on a thread of its own: the browser's driver keeps a loop running on ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_requests_that_wait_are_settled_together_and_answered_each(campaign, monkeypatch) -> None:
    bodies = [f"n={n}".encode() for n in range(30)]
    found = serve(monkeypatch, *(ask(campaign, body) for body in bodies))
    assert [each[1]["body"] for each in found] == bodies
    assert sum(Counter.turns) == 30
    assert len(Counter.turns) < 30
    lengths = [dict(each[0]["headers"])[b"content-length"] for each in found]
    assert lengths == [str(len(body)).encode() for body in bodies]


def test_where_nothing_can_be_written_nobody_is_thanked(campaign, monkeypatch) -> None:
    monkeypatch.setattr(Counter, "fails", True)
    (found,) = serve(monkeypatch, ask(campaign, answer()))
    assert found[0]["status"] == 503
    assert dict(found[0]["headers"])[b"retry-after"] == b"5"


def test_what_is_far_too_long_goes_to_the_page_unread(campaign, monkeypatch) -> None:
    (found,) = serve(monkeypatch, ask(campaign, b"x" * (LARGEST + 10)))
    assert found[0]["status"] == 307
    assert Counter.turns == []


def test_whoever_goes_away_while_sending_is_forgotten(campaign, monkeypatch) -> None:
    async def run() -> None:
        server = Server()
        running = await server.live()

        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await server.app(ask(campaign, b"").scope, receive, send)
        await server.stop(running)
        assert sent == []

    monkeypatch.setattr(intake, "Desk", Counter)
    apart(run())
