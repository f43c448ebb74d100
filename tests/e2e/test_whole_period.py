"""A whole period in a real browser: five people at once, one of them without a signal."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright

from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.test_field import HARMLESS, WRONG_CLOCK
from tests.e2e.test_killed_server import Phone, Server
from tests.files import make_pdf

T = TypeVar("T")
TITLE = "Periode lima orang"
UNIT, OTHER = "dinsos", "pkm-sangatta-utara"
LOGINS = {
    "admin": "000000000000000001",
    "leader": "000000000000000002",
    "evaluator": "000000000000000003",
    "operator": "080000000015",
    "head": "000000000000000016",
}
COUNTS = """
from tilik.records.models import AnswerRevision, Round, VisitEntry
round = Round.objects.get(title="Periode lima orang")
entries = VisitEntry.objects.filter(visit__round=round)
print("COUNTS", entries.count(), entries.values("client_uuid").distinct().count(),
      entries.filter(outcome="conflict").count(),
      AnswerRevision.objects.filter(sheet__round=round, took_effect=False).count())
"""
FULL = """() => {
  globalThis.isFull = true;
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...given) {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    return add.apply(this, given);
  };
}"""
"""Fills the phone in the middle of a visit; a browser's own limit holds from the start only."""


class Person:
    """Somebody at a browser of their own, in a thread of their own."""

    def __init__(self, base: str, login: str, width: int) -> None:
        self.base, self.login, self.width = base, login, width
        self.thread = ThreadPoolExecutor(1)
        self.complaints: list[str] = []
        self.context: BrowserContext
        self.page: Page

    def begin(self, do: "Callable[[Person], T]") -> "Future[T]":
        """What the person does, while others do something else."""
        return self.thread.submit(do, self)

    def sit_down(self) -> None:
        """A browser is open and the person is logged in."""
        self.driver = sync_playwright().start()
        browser = self.driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        self.context = browser.new_context(
            viewport={"width": self.width, "height": 800}, base_url=self.base, has_touch=True
        )
        self.open_tab("/akun/login/")
        self.page.locator("[name=login]").fill(self.login)
        self.page.locator("[name=password]").fill("contoh-tilik")
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url(lambda url: "login" not in url)

    def open_tab(self, path: str) -> None:
        """A new tab at the address."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.goto(path)

    def _listen(self, line: Any) -> None:
        if line.type == "error" and not any(each in line.text for each in HARMLESS):
            self.complaints.append(line.text)

    def leave(self) -> None:
        self.context.browser.close()  # type: ignore[union-attr]
        self.driver.stop()


@contextmanager
def gathered(base: str) -> Iterator[dict[str, Person]]:
    """The five people, logged in; nobody's browser complained when they leave."""
    people = {
        name: Person(base, login, 360 if name in ("evaluator", "operator") else 1440)
        for name, login in LOGINS.items()
    }
    with ExitStack() as stack:
        for person in people.values():
            stack.callback(person.thread.shutdown)
            stack.callback(lambda each: each.begin(Person.leave).result(), person)
        together(*(person.begin(Person.sit_down) for person in people.values()))
        yield people
    for name, person in people.items():
        assert not person.complaints, (name, person.complaints)


def together(*futures: "Future[Any]") -> list[Any]:
    """What everybody came back with; all have finished before anything fails."""
    for future in futures:
        future.exception(timeout=400)
    return [future.result() for future in futures]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("tilik"))
    for words in (
        ("manage", "migrate", "-v0"),
        ("manage", "store_instruments", "-v0"),
        ("example", "load"),
    ):
        made.manage(*words)
    made.start()
    Phone(made).wait()
    yield made
    made.kill()


def open_period(admin: Person) -> str:
    """The address of a new period of two units, with a visit planned."""
    page = admin.page
    page.goto("/kelola/periode/baru/")
    page.get_by_label("Nama periode").fill(TITLE)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name=instrument]").select_option(label=next(
            text for text in page.locator("[name=instrument] option").all_inner_texts() if "PEKPPP" in text
        ))  # fmt: skip
    page.locator("[name=instrument]:not(.htmx-request)").wait_for()
    page.locator("[name=start]").fill("2026-01-01")
    page.locator("[name=end]").fill("2026-12-31")
    for day in page.locator("[name$=_from], [name$=_until]").all():
        day.fill("")  # a phase without days stays open
    for unit in (UNIT, OTHER):
        page.locator(f"[name=units][value={unit}]").check()
    assert page.locator("[name=units]:checked").count() == 2
    page.get_by_role("button", name="Buka periode").click()
    page.wait_for_url(re.compile(r"//[^/]+/periode/[^/]+/$"))  # not /kelola/periode/baru/
    address = str(page.evaluate("location.pathname"))
    page.goto(f"{address}kunjungan/")
    page.locator(f"#pilih [value={UNIT}]").check()
    page.locator("[value=plan]").click()
    page.locator("#pilih .cell-line").wait_for()
    return address


def send(page: Page, button: Locator) -> None:
    """The button is pressed and the server has answered: what was sent is kept."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()


def begin_sheet(page: Page, address: str, unit: str) -> None:
    """The unit's form is opened; pressed by two people it is opened once."""
    page.goto(f"{address}isian/{unit}/")
    button = page.get_by_role("button", name="Mulai")
    if button.count():
        button.click()
    page.locator("table tbody tr, .question").first.wait_for()


def fill_in(person: Person, address: str, unit: str, screens: range) -> int:
    """How many questions were answered, each kept the moment it was touched."""
    page, n = person.page, 0
    begin_sheet(page, address, unit)
    for screen in screens:
        page.goto(f"{address}isian/{unit}/F-01/{screen}/")
        for fieldset in page.locator(".question:not([hidden]) fieldset").all():
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                fieldset.locator("label.choice").first.click()
            n += 1
    return n


def fill_and_prove(person: Person, address: str) -> int:
    """The same with a document for the first proof of the first screen."""
    n = fill_in(person, address, UNIT, range(1, 4))
    person.page.goto(f"{address}isian/{UNIT}/F-01/1/")
    person.page.set_input_files(
        "#file-1", {"name": "sk.pdf", "mimeType": "application/pdf", "buffer": make_pdf("SK 7")}
    )
    person.page.locator("#slot-1 .paper", has_text="sk").wait_for()
    return n


def walk_out_of_signal(person: Person) -> None:
    """A wrong clock, a killed tab and a full phone, with no signal: all is kept on the phone."""
    person.context.add_init_script(WRONG_CLOCK)
    person.open_tab("/lapangan/")
    page = person.page
    page.locator("article", has_text=TITLE).get_by_role("button", name="Bawa").click()
    page.locator(".rows").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit = str(page.evaluate("location.hash"))
    person.context.set_offline(True)
    write_note(page, visit, "Antrean rapi.")
    page.close(run_before_unload=False)
    person.open_tab("/lapangan/")
    page = person.page
    page.locator("#send", has_text="Kirim (1)").wait_for()
    page.evaluate(FULL)
    go(page, f"{visit}/note", "#text")
    page.locator("#text").fill("Saat penuh.")
    page.get_by_role("button", name="Simpan catatan").click()
    page.locator("#told", has_text="Ponsel penuh").wait_for()
    page.evaluate("isFull = false")
    page.get_by_role("button", name="Simpan catatan").click()
    page.locator(".kept li").nth(1).wait_for()
    go(page, f"{visit}/periksa/0", ".level")
    page.locator("input[name=finding][value='2']").check()
    page.locator("#remark").fill("Papan kosong.")
    page.locator("#remark").press("Tab")


def go(page: Page, address: str, waits_for: str) -> None:
    page.evaluate("address => { location.hash = address }", address)
    page.locator(waits_for).first.wait_for()


def write_note(page: Page, visit: str, text: str) -> None:
    go(page, f"{visit}/note", "#text")
    page.locator("#text").fill(text)
    page.get_by_role("button", name="Simpan catatan").click()
    page.locator(".kept li").first.wait_for()


def come_back(person: Person) -> None:
    """The line breaks once after the server has it; sent again, it is there once."""
    person.context.route("**/kirim/", lambda route: (route.fetch(), route.abort()))
    with person.page.expect_event("requestfailed", lambda request: "kirim" in request.url):
        person.context.set_offline(False)
    person.context.unroute("**/kirim/")
    person.page.close(run_before_unload=False)
    person.open_tab("/lapangan/")
    person.page.locator("#send", has_text="Semua terkirim").wait_for()


def read_along(person: Person, address: str) -> list[int]:
    """What the leader's pages answer while everybody writes."""
    paths = ("", "ringkasan/", f"nilai/{UNIT}/", "peringkat/")
    return [
        answer.status
        for path in paths * 3
        if (answer := person.page.goto(address + path)) is not None
    ]


def open_the_same(person: Person, address: str) -> None:
    """A screen that somebody else opens too."""
    person.page.goto(f"{address}isian/{UNIT}/F-01/6/")


def choose(person: Person, choice: int) -> None:
    """An answer to the first question of the open screen, kept the moment it is touched."""
    with person.page.expect_response(lambda answer: answer.request.method == "POST"):
        person.page.locator(".question label.choice").nth(choice).click()


def find_by_key(person: Person, address: str) -> None:
    """Three indicators of both units get a level by keys."""
    page = person.page
    for item in ("1", "2", "3"):
        page.goto(f"{address}verifikasi/F-02A/{item}/?tahap=dokumen")
        for unit in (UNIT, OTHER):
            page.locator(f"#u-{unit}").focus()
            page.keyboard.press("3")
            page.locator(f"#r-{unit}, #u-{unit} .line-remark").first.fill("Menurut bukti.")
            page.keyboard.press("Tab")
            page.locator(f"#s-{unit}", has_text="tersimpan").wait_for()
            page.keyboard.press("Escape")


def object_to(person: Person, address: str) -> None:
    """The first finding is objected to, the rest agreed with."""
    page = person.page
    page.goto(f"{address}klarifikasi/{UNIT}/")
    card = page.locator("#butir-1")
    card.locator("summary", has_text="keberatan").click()
    card.locator("textarea").fill("Papan sudah dipasang lagi.")
    card.locator("[value=object]").click()
    page.locator("[value=agree-rest]").click()
    page.locator("[value=agree-rest]").wait_for(state="detached")


def decide(person: Person, address: str) -> None:
    page = person.page
    page.goto(f"{address}klarifikasi/{UNIT}/")
    page.locator("#butir-1 textarea").last.fill("Foto baru dilihat.")
    page.locator("#butir-1 [value=rejected]").click()
    page.get_by_text("Foto baru dilihat.").wait_for()


def ask_to_freeze(person: Person, address: str) -> None:
    """The worker is asked to freeze the period."""
    person.page.goto(f"{address}pembekuan/")
    send(person.page, person.page.get_by_role("button", name="Bekukan periode"))


def download(person: Person, address: str, folder: Path) -> Path:
    """The file of the frozen period."""
    page = person.page
    page.goto(f"{address}pembekuan/")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Unduh").first.click()
    waited.value.save_as(folder / "beku.json")
    return folder / "beku.json"


def test_a_period_goes_from_its_opening_to_a_file_that_anybody_recomputes(
    server: Server, tmp_path: Path
) -> None:
    with gathered(f"http://127.0.0.1:{server.port}") as people:
        admin, leader, evaluator, operator, head = (
            people[name] for name in ("admin", "leader", "evaluator", "operator", "head")
        )
        address = admin.begin(open_period).result()
        mine, heads, _away, told, others = together(
            operator.begin(lambda person: fill_and_prove(person, address)),
            head.begin(lambda person: fill_in(person, address, UNIT, range(4, 6))),
            evaluator.begin(walk_out_of_signal),
            leader.begin(lambda person: read_along(person, address)),
            admin.begin(lambda person: fill_in(person, address, OTHER, range(1, 3))),
        )
        assert min(mine, heads, others) > 1
        assert set(told) == {200}

        together(
            operator.begin(lambda person: open_the_same(person, address)),
            head.begin(lambda person: open_the_same(person, address)),
        )
        operator.begin(lambda person: choose(person, 0)).result()
        head.begin(lambda person: choose(person, 1)).result()
        together(head.begin(choose_mine), evaluator.begin(come_back))

        operator.begin(lambda person: press(person, f"{address}isian/{UNIT}/", "send")).result()
        head.begin(lambda person: press(person, f"{address}isian/{UNIT}/", "approve")).result()
        evaluator.begin(lambda person: find_by_key(person, address)).result()
        head.begin(lambda person: object_to(person, address)).result()
        admin.begin(lambda person: decide(person, address)).result()
        admin.begin(lambda person: ask_to_freeze(person, address)).result()
        server.manage("manage", "db_worker", "--batch", "-v0")
        file = admin.begin(lambda person: download(person, address, tmp_path)).result()
        assert set(leader.begin(lambda person: read_along(person, address)).result()) == {200}
    counts = server.manage("manage", "shell", "-v0", said=COUNTS).split("COUNTS ")[1].split()[:4]
    assert counts == ["3", "3", "0", "1"]
    assert verify(server, file) == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"3"', '"4"', 1), encoding="utf-8")
    assert verify(server, file) == 1, "a level changed in the file is found"


def verify(server: Server, file: Path) -> int:
    """What the command says of the file, without the database."""
    command = [sys.executable, "-m", "tilik.cli", "verify", str(file)]
    return subprocess.run(command, env=server.environment, capture_output=True).returncode


def choose_mine(person: Person) -> None:
    """Both versions stand beside each other; the person's own is chosen."""
    clash = person.page.locator(".question .note-warning").first
    clash.wait_for()
    assert "Tono Misal" in clash.inner_text()
    send(person.page, clash.locator("[name=mine]"))


def press(person: Person, path: str, act: str) -> None:
    person.page.goto(path)
    send(person.page, person.page.locator(f"[name=act][value={act}]"))
