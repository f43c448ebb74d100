"""The field page itself: the same for everybody, whole without a signal, and no data in it."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from tests.house.sources import PACKAGE
from tilik.web.field.shell import FILES, SCRIPTS, WORKER

pytestmark = pytest.mark.django_db
STATIC = PACKAGE / "web" / "static"
SAY = re.compile(r"""say\(\s*(?:"([\w-]+)"|`([\w-]+)\$\{)""")


def read_page(language: str = "id") -> str:
    client = Client()
    client.cookies["django_language"] = language
    return str(client.get("/lapangan/").content.decode())


def read_config() -> dict[str, object]:
    script = Client().get("/lapangan/sw.js").content.decode()
    return dict(json.loads(script.partition("const CONFIG = ")[2].partition(";\n")[0]))


def list_words(page: str) -> set[str]:
    return set(re.findall(r'data-word="([\w-]+)"', page))


def read_script(name: str) -> str:
    return (STATIC / "tilik" / "field" / f"{name}.js").read_text(encoding="utf-8")


def test_the_page_keeps_the_strict_policy() -> None:
    policy = Client().get("/lapangan/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_every_file_the_page_asks_for_is_kept_on_the_phone() -> None:
    page = read_page()
    asked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert asked <= set(read_config()["files"])  # type: ignore[call-overload]
    for name in (*FILES, WORKER):
        assert (STATIC / name).is_file(), name


def test_the_worker_keeps_pages_and_never_data() -> None:
    files = read_config()["files"]
    assert not [each for each in files if "/api/" in each]  # type: ignore[attr-defined]
    assert read_config()["page"] == "/lapangan/"
    script = (STATIC / WORKER).read_text(encoding="utf-8")
    assert "CONFIG.files.includes(pathname)" in script


def test_the_worker_is_looked_for_anew_each_time() -> None:
    found = Client().get("/lapangan/sw.js")
    assert "no-store" in found["Cache-Control"]
    assert found["Content-Type"].startswith("text/javascript")


def test_a_phone_can_install_the_page() -> None:
    manifest = Client().get("/lapangan/manifest.webmanifest").json()
    assert (manifest["scope"], manifest["display"]) == ("/lapangan/", "standalone")
    for icon in manifest["icons"]:
        assert (STATIC / icon["src"].removeprefix("/static/")).is_file()
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_word_a_script_says_is_on_the_page(name: str) -> None:
    words = list_words(read_page())
    for whole, begun in SAY.findall(read_script(name)):
        assert whole in words if whole else any(each.startswith(begun) for each in words)


def test_no_word_on_the_page_is_never_said() -> None:
    scripts = "".join(map(read_script, SCRIPTS))
    begun = {start for _whole, start in SAY.findall(scripts)}
    idle = [
        word
        for word in list_words(read_page())
        if f'"{word}"' not in scripts and not any(word.startswith(each) for each in begun)
    ]
    assert not idle


def test_the_page_speaks_the_language_chosen() -> None:
    assert "tanpa sinyal" in read_page()
    english = read_page("en")
    assert "no signal" in english
    assert "tanpa sinyal" not in english


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_writes_markup_or_runs_text(name: str) -> None:
    script = read_script(name)
    for danger in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "new Function",
        "write(",
    ):
        if danger == "write(" and name in ("store", "checks"):
            continue  # their own: a transaction, the value of a field
        assert danger not in script, danger


def test_scripts_stay_small_enough_to_be_read() -> None:
    sizes = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in Path(STATIC / "tilik" / "field").glob("*.js")
    }
    assert max(sizes.values()) <= 400, sizes
