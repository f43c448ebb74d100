"""Every page there is and somebody who may open it, without a list of its own to keep."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.web.rights_table import ANYONE, NOT_READ, ROWS, THINGS
from tests.web.scored import Scored, log_in
from tilik.records.models import User

LINK = re.compile(r'href="(/[^"#]*)')
STARTS = ("/", "/cek/", "/pasang/", "/lapangan/", "/akun/login/")
TRIED = 3
"""So many pages of one address are opened to find the fullest."""


@dataclass(frozen=True)
class Seen:
    """A page by the name of its address, its path, and who opens it; None is anybody."""

    name: str
    path: str
    user: User | None


def list_pages(scored: Scored) -> list[Seen]:
    """Every page of the table of rights, opened by the first who may read it."""
    pages = []
    for name, row in ROWS.items():
        if row.reads == NOT_READ or row.speaks_json:
            continue
        who = row.reads.split()[0]
        user = None if who == ANYONE else getattr(scored.world, who)
        parts = {
            part: THINGS[value](scored) if value in THINGS else value
            for part, value in row.parts.items()
        }
        path = reverse(name, kwargs=parts)
        there, text = read(log_in(user) if user else Client(), path)
        if text and there == path:
            pages.append(Seen(name, path, user))
    return pages


def walk(people: Mapping[str, User | None]) -> Iterator[tuple[str, Seen]]:
    """Who meets which page first by following links, each person from the first page on.

    Of an address the fullest of a few pages is taken.
    """
    met: set[str] = set()
    for who, user in people.items():
        client = log_in(user) if user else Client()
        found: dict[str, dict[str, int]] = defaultdict(dict)
        tried: Counter[str] = Counter()
        waiting, known = list(STARTS), set(STARTS)
        while waiting:
            path = waiting.pop(0)
            if not (name := name_of(path)) or tried[name] >= TRIED:
                continue
            tried[name] += 1
            path, text = read(client, path)
            if text:
                found[name_of(path)][path] = len(text)
            links = [link for link in LINK.findall(text) if link not in known]
            known.update(links)
            waiting += links
        for name, pages in found.items():
            if pages and name not in met:
                yield who, Seen(name, max(pages, key=lambda path: pages[path]), user)
        met |= {name for name, pages in found.items() if pages}


def read(client: Client, path: str) -> tuple[str, str]:
    """Where the address leads, and the text of the page; nothing for what is no page of ours."""
    response = client.get(path, follow=True)
    if response.streaming:
        b"".join(response)  # read to its end, the client closes it
        return path, ""
    path = response.redirect_chain[-1][0] if response.redirect_chain else path
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return path, response.content.decode() if is_page else ""


def name_of(path: str) -> str:
    """The name of the address, or nothing for what is none."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""
