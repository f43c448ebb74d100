"""A bare ASGI application with group commit: takes a body, keeps it, answers. It checks nothing."""

import asyncio
import os
import sqlite3
from typing import Any

BASE = os.environ["RIVAL_BASE"]
OPEN = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "CREATE TABLE IF NOT EXISTS row (body)",
)


class Bare:
    """Bodies wait while those before them are committed."""

    def __init__(self) -> None:
        self.waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self.work: asyncio.Task[None] | None = None
        self.base = sqlite3.connect(BASE, isolation_level=None, check_same_thread=False)
        for words in OPEN:
            self.base.execute(words)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self.waiting.append((body, done))
        if self.work is None or self.work.done():
            self.work = loop.create_task(self.commit())
        await done
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    async def commit(self) -> None:
        while self.waiting:
            some, self.waiting = self.waiting, []
            await asyncio.to_thread(self.keep, [(body,) for body, _done in some])
            for _body, done in some:
                if not done.done():
                    done.set_result(None)

    def keep(self, rows: list[tuple[bytes]]) -> None:
        self.base.execute("BEGIN IMMEDIATE")
        self.base.executemany("INSERT INTO row VALUES (?)", rows)
        self.base.execute("COMMIT")


application = Bare()
