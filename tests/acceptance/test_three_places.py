"""Acceptance on three machines: an office without internet, a phone over local TLS, a third place.

The power is pulled in the midst of saving; what was acknowledged is there afterwards. The backup
comes back on the third machine, which the phone trusts already, and shows the same figures.
TILIK_RECORD names a file for what was measured.
"""

import json
import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.acceptance.places import Machine, Office, find_hindrance, link, make_browser
from tests.e2e.conftest import ARGUMENTS
from tests.world import new_uuid

pytestmark = [pytest.mark.slow]
WRITES, CUTS = 300, 4
PLAN = """
from tilik.actions.visits import plan_visit
from tilik.records.models import Person, Round
by, round = Person.objects.get(nip="000000000000000001").user, Round.objects.first()
unit = round.round_units.first().unit
print("VISIT", plan_visit(by=by, round=round, unit=unit, kind="lapangan").client_uuid, round.pk)
"""
KEPT = """
from tilik.actions.audit import find_break
from tilik.records.models import AuditEvent, VisitEntry
kept = VisitEntry.objects.order_by("pk").values_list("client_uuid", flat=True)
chains = AuditEvent.objects.order_by().values_list("chain", flat=True).distinct()
print("KEPT", *kept)
print("BROKEN", *[chain for chain in chains if find_break(chain) is not None])
"""
SEND = """async ([visit, uuid]) => {
  try {
    window.tilikTest ??= await (await fetch("/lapangan/api/")).json();
    const session = window.tilikTest;
    const answer = await fetch(`/lapangan/api/${visit}/kirim/`, {
      method: "POST",
      headers: {"X-CSRFToken": session.csrf, "Content-Type": "application/json"},
      body: JSON.stringify({
        person: session.person,
        entries: [{uuid, kind: "note", content: {text: uuid}}],
      }),
    });
    return (await answer.json()).acks[0].outcome;
  } catch (error) { return "lost"; }
}"""
PAGES = ("peringkat/", "nilai/dinsos/", "resmi-mandiri/", "")


@dataclass
class Town:
    """The machines, their cables, and what was measured."""

    office: Machine
    phone: Machine
    third: Machine
    office_address: str
    third_address: str
    record: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    if hindrance := find_hindrance():
        pytest.skip(hindrance)
    folder = tmp_path_factory.mktemp("town")
    names = ("office", "phone", "third")
    machines = [Machine(f"tilik-{name}-{os.getpid()}", folder / name) for name in names]
    office, phone, third = machines
    try:
        for machine in machines:
            machine.begin()
        at_office, _ = link(office, phone, "10.77.0", 1)
        at_third, _ = link(third, phone, "10.78.0", 2)
        made = Town(office, phone, third, at_office, at_third)
        yield made
        if name := os.environ.get("TILIK_RECORD"):
            Path(name).write_text(json.dumps(made.record, indent=1, sort_keys=True))
    finally:
        for machine in machines:
            machine.end()


def log_in(page: Page, office: Office, login: str) -> None:
    page.goto(f"{office.url}/akun/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", "contoh-tilik")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def read_figures(browser: Browser, office: Office, round: str) -> dict[str, str]:
    """What the pages of results say to the coordinator."""
    context = browser.new_context()
    page = context.new_page()
    log_in(page, office, "000000000000000001")
    said = {}
    for rest in PAGES:
        response = page.goto(f"{office.url}/periode/{round}/{rest}")
        assert response is not None
        assert response.ok, f"{rest}: {response.status}"
        said[rest] = page.locator("main").inner_text()
    context.close()
    return said


def launch(driver: Any, town: Town, trusted: Path | None, name: str) -> Browser:
    program, home = make_browser(town.phone, trusted, name)
    browser: Browser = driver.chromium.launch(
        executable_path=program, args=ARGUMENTS, env={**os.environ, "HOME": str(home)}
    )
    return browser


def find_worker(page: Page) -> str:
    """Whether the field page's service worker runs: its state, or why there is none."""
    said: str = page.evaluate(
        "async () => 'serviceWorker' in navigator"
        " ? (await navigator.serviceWorker.ready).active.scriptURL : 'not offered'"
    )
    return said


def save_until_cut(town: Town, office: Office, page: Page, visit: str) -> tuple[list[str], int]:
    """What the phone was told is kept, and how often it heard nothing before it asked again."""
    dice, heard, unheard = random.Random(36), [], 0
    cuts = sorted(dice.sample(range(20, WRITES - 5), CUTS))
    waits = []
    for n in range(WRITES):
        uuid = str(new_uuid())
        if n in cuts:
            plug = threading.Timer(dice.random() * 0.05, office.pull_plug)
            plug.start()
        outcome = page.evaluate(SEND, [visit, uuid])
        if n in cuts:
            plug.join()
            waits.append(office.start())
        if outcome == "lost":
            unheard += 1
            outcome = page.evaluate(SEND, [visit, uuid])
        assert outcome in ("kept", "same", "known"), outcome
        heard.append(uuid)
    town.record |= {"writes": WRITES, "cuts": CUTS, "unheard": unheard,
                    "seconds to serve again": [round(each, 1) for each in waits]}  # fmt: skip
    return heard, unheard


def look(office: Office) -> tuple[list[str], list[str]]:
    """The entries kept, and the chains of the trail that are broken."""
    lines = office.run("manage", "shell", "-v0", said=KEPT).splitlines()
    kept, broken = (
        next(line.split()[1:] for line in lines if line.startswith(word))
        for word in ("KEPT", "BROKEN")
    )
    return kept, broken


def test_office_phone_and_third_place(town: Town) -> None:
    office = Office(town.office, town.office_address)
    office.run("tls", town.office_address, "kantor.local")
    authority = town.office.folder / "tls" / "ca.crt"
    assert not any(each.reaches_internet() for each in (town.office, town.phone, town.third))
    third = Office(town.third, town.third_address)
    try:
        town.record["seconds to the first page"] = round(office.start(), 1)
        _, visit, number = next(
            line.split()
            for line in office.run("manage", "shell", "-v0", said=PLAN).splitlines()
            if line.startswith("VISIT")
        )
        with sync_playwright() as driver:
            phone = launch(driver, town, authority, "trusts")
            page = phone.new_page()
            page.goto(f"{office.url}/pasang/")
            assert page.locator(".sha").inner_text().count(":") == 31
            log_in(page, office, "000000000000000003")
            page.goto(f"{office.url}/lapangan/")
            assert find_worker(page).startswith(office.url)
            heard, _ = save_until_cut(town, office, page, visit)
            kept, broken = look(office)
            assert kept == heard
            assert not broken

            before = read_figures(phone, office, number)
            began = time.monotonic()
            office.run("backup", "make", str(town.phone.folder / "usb"))
            town.record["seconds for the backup"] = round(time.monotonic() - began, 1)
            (file,) = (town.phone.folder / "usb").iterdir()
            town.record["bytes of the backup"] = file.stat().st_size
            office.pull_plug()

            began = time.monotonic()
            third.run("backup", "restore", str(file))
            third.run("tls", town.third_address)
            third.start()
            town.record["seconds to restore and serve"] = round(time.monotonic() - began, 1)
            after = read_figures(phone, third, number)
            assert after == before
            assert any(character.isdigit() for character in before["peringkat/"])
            assert look(third)[0] == heard
            town.record["figures compared on pages"] = len(before)
            phone.close()
    finally:
        office.stop()
        third.stop()


def test_no_page_is_installed_where_nobody_vouches(town: Town) -> None:
    office = Office(town.office, town.office_address)
    office.run("tls", town.office_address)
    try:
        office.start()
        with sync_playwright() as driver:
            stranger = launch(driver, town, None, "stranger")
            with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
                stranger.new_page().goto(f"{office.url}/lapangan/")
            stranger.close()
        office.stop()
        plain = Office(town.office, town.office_address, tls=False)
        plain.start()
        with sync_playwright() as driver:
            stranger = launch(driver, town, None, "plain")
            page = stranger.new_page()
            page.goto(f"{plain.url}/lapangan/")
            assert find_worker(page) == "not offered"
            stranger.close()
        plain.stop()
    finally:
        office.stop()
