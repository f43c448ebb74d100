"""The field page in a real browser: no signal, killed tabs, wrong clock, full phone; sent once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.actions.test_visit_entries import make_photo
from tests.web.scored import Scored, make_scored
from tests.world import new_uuid
from tilik.actions.visit_entries import Sent, keep_entry
from tilik.actions.visits import plan_visit
from tilik.records.models import AnswerRevision, Visit, VisitEntry

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WRONG_CLOCK = """{
  const Real = Date, apart = 400 * 864e5;
  class Wrong extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() - apart); }
    static now() { return Real.now() - apart; }
  }
  globalThis.Date = Wrong;
}"""
FULL = """() => {
  globalThis.isFull = true;
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...given) {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    return add.apply(this, given);
  };
}"""
HARMLESS = ("the server responded with a status", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


class Phone:
    """An evaluator's phone: tabs come and go, what it keeps stays."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        self.page = self.open()

    def open(self, path: str = "/lapangan/") -> Page:
        """A new tab."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.goto(path)
        self.page.locator("#content h1").wait_for()
        return self.page

    def _listen(self, line: Any) -> None:
        if line.type == "error" and not any(each in line.text for each in HARMLESS):
            self.complaints.append(line.text)

    def kill(self) -> Page:
        """The tab is gone without a word, and opened again."""
        self.page.close(run_before_unload=False)
        return self.open()

    def carry(self) -> str:
        """The visit is on the phone, and so is the page itself; the address of the visit."""
        self.page.get_by_role("button", name="Bawa").click()
        self.page.locator(".rows").wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return str(self.page.evaluate("location.hash"))

    def go(self, address: str, waits_for: str) -> None:
        self.page.evaluate("address => { location.hash = address }", address)
        self.page.locator(waits_for).first.wait_for()

    def wait_kept(self) -> None:
        self.page.locator("#told", has_text="tersimpan di ponsel").wait_for()

    def wait_sent(self) -> None:
        self.page.locator("#send", has_text="Semua terkirim").wait_for()


@pytest.fixture
def scored() -> Scored:
    return make_scored(is_example=True)


@pytest.fixture
def visit(scored: Scored) -> Visit:
    unit = scored.units["sekolah"]
    return plan_visit(by=scored.world.admin, round=scored.round, unit=unit, kind="lapangan")


@pytest.fixture
def phone(
    browser: Browser, live_server: Any, scored: Scored, visit: Visit,
    session_cookies: Callable[..., dict[str, str]],
) -> Iterator[Phone]:  # fmt: skip
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, base_url=live_server.url, has_touch=True
    )
    jar = session_cookies(scored.world.evaluator)
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in jar.items()]
    )
    made = Phone(context)
    yield made
    context.close()
    assert not made.complaints, made.complaints


def count(**facts: Any) -> int:
    return VisitEntry.objects.filter(**facts).count()


def fill_in(phone: Phone, visit: str) -> None:
    """The first indicator as the unit says, a level, a remark, a note and a photo."""
    phone.go(f"{visit}/periksa/0", ".level")
    phone.page.get_by_role("button", name="Sama dengan isian").click()
    phone.page.locator(".level", has_text="Level 3").wait_for()
    phone.page.locator("input[name=finding][value='2']").check()
    phone.page.locator(".error-text", has_text="Tulis alasannya").wait_for()
    phone.page.locator("#remark").fill("Papan kosong.")
    phone.page.locator("#remark").press("Tab")
    phone.page.locator(".error-text", has_text="Tulis").wait_for(state="hidden")
    phone.go(f"{visit}/note", "#text")
    phone.page.locator("#text").fill("Antrean rapi.")
    phone.page.get_by_role("button", name="Simpan catatan").click()
    phone.page.locator(".kept li").wait_for()
    phone.go(f"{visit}/photo", "#gallery + label")
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
    phone.page.locator("#gallery").set_input_files(photo)  # type: ignore[arg-type]
    phone.page.locator("#caption").fill("Loket")
    phone.page.get_by_role("button", name="Simpan foto").click()
    phone.page.locator(".kept li").wait_for()


def test_without_a_signal_everything_is_kept_and_sent_once_when_there_is_one(
    phone: Phone, scored: Scored, visit: Visit
) -> None:
    phone.context.add_init_script(WRONG_CLOCK)
    phone.kill()
    address = phone.carry()
    phone.context.set_offline(True)
    fill_in(phone, address)
    phone.kill()  # no signal: the page comes from the phone itself
    assert phone.page.locator("#line").inner_text() == "tanpa sinyal"
    phone.page.locator("#send", has_text="Kirim (5)").wait_for()
    phone.go(f"{address}/periksa/0", ".level")
    assert phone.page.locator("input[name=finding][value='2']").is_checked()
    assert phone.page.locator("#remark").input_value() == "Papan kosong."
    assert count() == 0

    lose_answers(phone)
    with phone.page.expect_event("requestfailed", lambda request: "kirim" in request.url):
        phone.context.set_offline(False)
    assert count() > 0  # the server has it, the phone does not know
    phone.page.locator("#send", has_text="Kirim (5)").wait_for()
    phone.context.unroute("**/kirim/")
    phone.kill()
    phone.wait_sent()
    assert (count(), count(outcome="conflict")) == (5, 0)
    assert AnswerRevision.objects.filter(sheet__stage="field").count() == 3
    level = AnswerRevision.objects.get(sheet__stage="field", sheet__form="E")
    assert (level.value, level.note) == ("2", "Papan kosong.")
    entry = VisitEntry.objects.get(kind="photo")
    assert entry.content == {"caption": "Loket"}
    assert entry.said_at is not None
    assert 399 <= (entry.at - entry.said_at).days <= 400
    phone.page.locator("#notes", has_text="meleset").wait_for()
    phone.go("#/terima", ".kept")
    assert phone.page.locator("h2", has_text="Terkirim (5)").count() == 1


def lose_answers(phone: Phone) -> None:
    """What is sent arrives, and the line breaks before the answer does."""

    def _break(route: Any) -> None:
        route.fetch()
        route.abort()

    phone.context.route("**/kirim/", _break)


def test_a_change_made_elsewhere_is_shown_and_chosen(
    phone: Phone, scored: Scored, visit: Visit
) -> None:
    address = phone.carry()
    phone.context.set_offline(True)
    phone.go(f"{address}/periksa/1", ".level")
    phone.page.locator("input[name=finding][value='1']").check()
    phone.wait_kept()
    elsewhere = Sent(uuid=new_uuid(), kind="answer", form="E", item="2", value="4", remark="Meja.")
    keep_entry(by=scored.world.evaluator, visit=visit, sent=elsewhere)
    phone.context.set_offline(False)
    clash = phone.page.locator(".clash")
    clash.wait_for()
    assert "Yang tersimpan: 4" in clash.inner_text()
    assert "Isian Anda: 1" in clash.inner_text()
    assert count(outcome="conflict") == 1
    phone.page.get_by_role("button", name="Pakai isian saya").click()
    clash.wait_for(state="detached")
    phone.wait_sent()
    sheet = AnswerRevision.objects.get(client_uuid=elsewhere.uuid).sheet
    assert sheet.answers.get(item="2").revision.value == "1"
    assert sheet.revisions.filter(item="2").count() == 3


def test_the_other_answer_may_stand_and_one_builds_on_it(
    phone: Phone, scored: Scored, visit: Visit
) -> None:
    address = phone.carry()
    phone.context.set_offline(True)
    phone.go(f"{address}/periksa/1", ".level")
    phone.page.locator("input[name=finding][value='1']").check()
    phone.wait_kept()
    elsewhere = Sent(uuid=new_uuid(), kind="answer", form="E", item="2", value="4")
    keep_entry(by=scored.world.evaluator, visit=visit, sent=elsewhere)
    phone.context.set_offline(False)
    phone.page.get_by_role("button", name="Pakai yang tersimpan").click()
    phone.page.locator("input[name=finding][value='4']:checked").wait_for()
    with phone.page.expect_response("**/kirim/"):
        phone.page.locator("input[name=finding][value='5']").check()
    assert count(outcome="conflict") == 1
    standing = AnswerRevision.objects.filter(sheet__stage="field", item="2").latest("pk")
    assert (standing.value, standing.took_effect) == ("5", True)


def test_a_full_phone_says_so_and_keeps_what_it_has(phone: Phone, visit: Visit) -> None:
    address = phone.carry()
    phone.context.set_offline(True)
    phone.go(f"{address}/note", "#text")
    phone.page.locator("#text").fill("Sebelum penuh.")
    phone.page.get_by_role("button", name="Simpan catatan").click()
    phone.page.locator(".kept li").wait_for()
    phone.page.evaluate(FULL)
    phone.page.locator("#text").fill("Saat penuh.")
    phone.page.get_by_role("button", name="Simpan catatan").click()
    phone.page.locator("#told", has_text="Ponsel penuh: ini belum tersimpan").wait_for()
    assert phone.page.locator("#text").input_value() == "Saat penuh."
    assert phone.page.locator(".kept li").count() == 1
    phone.page.evaluate("isFull = false")
    phone.page.get_by_role("button", name="Simpan catatan").click()
    phone.page.locator(".kept li").nth(1).wait_for()
    phone.context.set_offline(False)
    phone.wait_sent()
    texts = [entry.content["text"] for entry in VisitEntry.objects.order_by("pk")]
    assert texts == ["Sebelum penuh.", "Saat penuh."]


def test_a_face_that_was_covered_leaves_the_phone_covered(phone: Phone, visit: Visit) -> None:
    address = phone.carry()
    phone.go(f"{address}/photo", "#gallery + label")
    paint = """() => { const c = document.createElement("canvas"); c.width = c.height = 400;
      const p = c.getContext("2d"); for (let i = 0; i < 400; i += 2) {
        p.fillStyle = i % 4 ? "#fff" : "#000"; p.fillRect(i, 0, 2, 400); }
      return c.toDataURL("image/png").split(",")[1]; }"""
    import base64

    striped = base64.b64decode(phone.page.evaluate(paint))
    photo = {"name": "nik.png", "mimeType": "image/png", "buffer": striped}
    phone.page.locator("#gallery").set_input_files(photo)  # type: ignore[arg-type]
    canvas = phone.page.locator("canvas.photo")
    canvas.press(" ")  # the middle, without a pointer
    spread = """canvas => { const at = (x, y) => {
        const d = canvas.getContext("2d").getImageData(x, y, 20, 20).data;
        const r = d.filter((_v, i) => i % 4 === 0); return Math.max(...r) - Math.min(...r); };
      return [at(194, 194), at(20, 20)]; }"""
    covered, open_ = canvas.evaluate(spread)
    assert covered == 0
    assert open_ == 255
    phone.page.get_by_role("button", name="Simpan foto").click()
    phone.page.locator(".kept .is-sent").wait_for()
    assert count(kind="photo") == 1


def test_another_account_on_the_phone_neither_sees_nor_sends_what_is_not_its_own(
    phone: Phone, scored: Scored, visit: Visit, live_server: Any,
    session_cookies: Callable[..., dict[str, str]],
) -> None:  # fmt: skip
    address = phone.carry()
    phone.context.set_offline(True)
    phone.go(f"{address}/note", "#text")
    phone.page.locator("#text").fill("Milik evaluator.")
    phone.page.get_by_role("button", name="Simpan catatan").click()
    phone.page.locator(".kept li").wait_for()
    phone.context.set_offline(False)

    def log_in(user: Any) -> None:
        jar = session_cookies(user)
        phone.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in jar.items()]
        )

    phone.page.close()
    log_in(scored.world.admin)
    phone.open()
    phone.page.get_by_role("button", name="Bawa").wait_for()
    assert phone.page.locator("#send").inner_text() == "Semua terkirim"
    assert count() == 0
    log_in(scored.world.evaluator)
    phone.kill()
    phone.page.locator("#line", has_text="tersambung").wait_for()
    phone.page.locator("article", has_text="0 menunggu").wait_for()
    assert VisitEntry.objects.get().by == scored.world.evaluator


@pytest.mark.parametrize(("width", "theme"), [("phone", "light"), ("desk", "dark")])
def test_the_screens_of_the_field_page_are_accessible_and_fit(
    opened: Callable[..., Page], session_cookies: Callable[..., dict[str, str]],
    assert_accessible: Callable[[Page], None], shoot: Callable[[Page, str], None],
    scored: Scored, visit: Visit, width: str, theme: str,
) -> None:  # fmt: skip
    cookies = session_cookies(scored.world.evaluator)
    page = opened("/lapangan/", width=width, theme=theme, cookies=cookies)
    page.get_by_role("button", name="Bawa").click()
    page.locator(".rows").wait_for()
    address = page.evaluate("location.hash")
    screens = {
        "visit": ("", ".rows"), "check": ("/periksa/0", ".level"), "staff": ("/staff", "#who"),
        "user": ("/user", "#who"), "count": ("/count", "#what"), "note": ("/note", "#text"),
        "photo": ("/photo", "#gallery + label"), "signature": ("/signature", ".pad"),
    }  # fmt: skip
    for name, (path, waits_for) in screens.items():
        page.evaluate("address => { location.hash = address }", address + path)
        page.locator(waits_for).first.wait_for()
        page.locator("#told").evaluate("each => { each.hidden = true }")
        shoot(page, f"field-{name}-{width}-{theme}")
        assert_accessible(page)
    for name, hash in (("receipts", "#/terima"), ("visits", "#/")):
        page.evaluate("address => { location.hash = address }", hash)
        page.locator("h1").wait_for()
        shoot(page, f"field-{name}-{width}-{theme}")
        assert_accessible(page)
