"""Files behind links, fetched from real servers on this machine: whole, bounded, or refused."""

import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.files import make_pdf
from tests.reading.outside import Answer, Outside, open_outside
from tilik.core.errors import UserError
from tilik.reading.fetching import REDIRECTS, Fetched, fetch
from tilik.reading.guard import connect_public

PLAIN = "http://contoh.go.id/sk.pdf"
LOGIN = b"<!DOCTYPE html><html><form><input type='password' name=p></form></html>"


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    with open_outside(tmp_path, "contoh.go.id", "drive.usercontent.google.com") as made:
        yield made


def get(outside: Outside, address: str = PLAIN, **more: Any) -> Fetched:
    given = {"most": 1_000_000, "connect": outside.connect, "tls": outside.tls, **more}
    return fetch(address, **given)


def refuse(outside: Outside, address: str = PLAIN, **more: Any) -> str:
    """The code under which the link is refused."""
    with pytest.raises(UserError) as refused:
        get(outside, address, **more)
    return refused.value.code


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_bytes_come_whole_and_the_server_hears_its_own_name(outside: Outside, scheme: str) -> None:
    outside.answers["contoh.go.id/a/SK%20Bupati.pdf?v=1"] = Answer(make_pdf())
    found = get(outside, f"{scheme}://contoh.go.id/a/SK Bupati.pdf?v=1")
    assert (found.content, found.name, found.size) == (make_pdf(), "SK Bupati.pdf", len(make_pdf()))
    headers = outside.asked[0][1]
    assert headers["Host"] == "contoh.go.id"
    assert not {"Cookie", "Authorization", "Referer", "X-Forwarded-For"} & set(headers)


def test_the_name_the_server_gives_is_the_name(outside: Outside) -> None:
    named = {"Content-Disposition": "attachment; filename=\"x.pdf\"; filename*=UTF-8''SK%20a.pdf"}
    outside.answers["contoh.go.id/sk.pdf"] = Answer(make_pdf(), headers=named)
    assert get(outside).name.endswith(".pdf")


def test_a_shared_file_is_fetched_instead_of_the_page_about_it(outside: Outside) -> None:
    path = "/download?id=abc&export=download&confirm=t"
    outside.answers[f"drive.usercontent.google.com{path}"] = Answer(make_pdf())
    assert get(outside, "https://drive.google.com/file/d/abc/view").content == make_pdf()


def test_no_cookie_is_carried_from_one_step_to_the_next(outside: Outside) -> None:
    moved = {"Location": "/b", "Set-Cookie": "session=1"}
    outside.answers["contoh.go.id/sk.pdf"] = Answer(status=302, headers=moved)
    outside.answers["contoh.go.id/b"] = Answer(make_pdf())
    assert get(outside).content == make_pdf()
    assert "Cookie" not in outside.asked[1][1]


def test_five_steps_are_followed_and_no_sixth(outside: Outside) -> None:
    for n in range(REDIRECTS):
        outside.answers[f"contoh.go.id/{n}"] = Answer(status=302, headers={"Location": f"/{n + 1}"})
    outside.answers[f"contoh.go.id/{REDIRECTS}"] = Answer(make_pdf())
    outside.answers["contoh.go.id/x"] = Answer(status=301, headers={"Location": "/0"})
    assert get(outside, "http://contoh.go.id/0").content == make_pdf()
    assert refuse(outside, "http://contoh.go.id/x") == "link-round"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://dalam.go.id/", "link-inside"),
        ("http://169.254.169.254/latest/meta-data", "link-inside"),
        ("http://contoh.go.id:6379/", "link-port"),
        ("file:///etc/passwd", "link-address"),
        ("http://a:b@contoh.go.id/", "link-account"),
        ("https://accounts.google.com/ServiceLogin?x=1", "link-login"),
        ("https://login.microsoftonline.com/common", "link-login"),
    ],
)
def test_every_step_is_judged_anew(outside: Outside, location: str, code: str) -> None:
    outside.inner |= {"dalam.go.id", "169.254.169.254"}
    outside.answers["contoh.go.id/sk.pdf"] = Answer(status=302, headers={"Location": location})
    assert refuse(outside) == code
    assert len(outside.asked) == 1


def test_the_guard_itself_stands_before_every_connection(outside: Outside) -> None:
    port = outside.ports[80]
    for address in ("http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://0/"):
        assert refuse(outside, address, connect=connect_public) == "link-inside"
    assert refuse(outside, f"http://127.0.0.1:{port}/", connect=connect_public) == "link-port"
    assert not outside.asked


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(LOGIN), "link-login"),
        (Answer(LOGIN, headers={"Content-Type": "application/pdf"}), "link-login"),
        (Answer(b"\n <html><p>Google Drive - Sign-in</p></html>"), "link-page"),
        (Answer(b"<?xml version='1.0'?><html/>"), "link-page"),
        (Answer(status=401), "link-login"),
        (Answer(status=403), "link-login"),
        (Answer(status=404), "link-gone"),
        (Answer(status=410), "link-gone"),
        (Answer(status=500), "link-status"),
        (Answer(status=206, body=b"x"), "link-status"),
        (Answer(status=302), "link-round"),
        (Answer(make_pdf(), headers={"Content-Length": "100000"}), "link-unreachable"),
        (Answer(b"x" * 1_000_001), "file-large"),
        (Answer(b"x", headers={"Content-Length": "99999999999"}), "file-large"),
    ],
)
def test_what_is_no_whole_file_is_refused(outside: Outside, answer: Answer, code: str) -> None:
    outside.answers["contoh.go.id/sk.pdf"] = answer
    assert refuse(outside) == code


def test_a_page_that_is_said_to_be_html_and_is_a_file_is_a_file(outside: Outside) -> None:
    outside.answers["contoh.go.id/sk.pdf"] = Answer(
        make_pdf(), headers={"Content-Type": "text/html"}
    )
    assert get(outside).content == make_pdf()


def test_an_endless_answer_without_a_length_ends_at_the_bound(outside: Outside) -> None:
    def pour(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        while True:
            handler.wfile.write(b"0" * 65_536)

    outside.answers["contoh.go.id/sk.pdf"] = Answer(act=pour)
    assert refuse(outside) == "file-large"


def drip(before: bytes) -> Any:
    """A server that sends a byte now and then, never silent for long and never done."""

    def act(handler: Any) -> None:
        handler.wfile.write(before)
        for _second in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    return act


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "before", [b"HTTP/1.0 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\nContent-Length: 999\r\n\r\n"]
)
def test_whoever_drips_is_left_when_the_time_is_over(
    outside: Outside, scheme: str, before: bytes
) -> None:
    outside.answers["contoh.go.id/sk.pdf"] = Answer(act=drip(before))
    assert refuse(outside, f"{scheme}://contoh.go.id/sk.pdf", seconds=0.5) == "link-slow"


def test_nonsense_instead_of_http_is_refused(outside: Outside) -> None:
    outside.answers["contoh.go.id/sk.pdf"] = Answer(act=lambda h: h.wfile.write(b"220 smtp\r\n"))
    assert refuse(outside) == "link-unreachable"


def test_where_nobody_listens_it_says_so(outside: Outside) -> None:
    outside.ports.pop(80)
    assert refuse(outside) == "link-unreachable"


def test_a_server_must_prove_who_it_is(outside: Outside) -> None:
    outside.answers["contoh.go.id/sk.pdf"] = Answer(make_pdf())
    outside.answers["lain.go.id/sk.pdf"] = Answer(make_pdf())
    assert refuse(outside, "https://lain.go.id/sk.pdf") == "link-tls"  # a name it cannot prove
    trusting_nobody = ssl.create_default_context()
    assert refuse(outside, "https://contoh.go.id/sk.pdf", tls=trusting_nobody) == "link-tls"
    assert not outside.asked
