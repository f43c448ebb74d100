"""The field page in a real browser: no signal, killed tabs, wrong clock, full phone; sent once."""

import base64
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.actions.test_visit_entries import make_photo
from tests.web.scored import Scored, make_scored
from tests.world import new_uuid
from tilik.actions.receiving import open_kept
from tilik.actions.visit_entries import Sent, keep_entry
from tilik.actions.visits import plan_visit
from tilik.records.models import AnswerRevision, Visit, VisitEntry

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WRONG_CLOCK = """{
  const Real = Date, apart = 400 * 864e5;
  class Wrong extends Real {
    constructor(...given) { given.length ? super(...given) : super(Wrong.now()); }
    static now() { return Real.now() - apart; }
  }
  globalThis.Date = Wrong;
}"""
ROOM, NOISY = 2_000_000, 900
MET = ("user", "count", "signature")
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


def note(phone: Phone, visit: str, text: str) -> None:
    phone.go(f"{visit}/note", "#text")
    phone.page.locator("#text").fill(text)
    phone.page.get_by_role("button", name="Simpan catatan").click()
    phone.page.locator(".kept li").wait_for()


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
    note(phone, visit, "Antrean rapi.")
    phone.go(f"{visit}/photo", "#gallery + label")
    choose_photo(phone, make_photo())
    phone.page.locator("#caption").fill("Loket")
    phone.page.get_by_role("button", name="Simpan foto").click()
    phone.page.locator(".kept li").wait_for()


def meet_people(phone: Phone, visit: str) -> None:
    """A user asked, what was counted, and somebody who signs with a finger."""
    page = phone.page
    phone.go(f"{visit}/user", "#who")
    page.locator("#who").fill("KTP")
    page.locator("fieldset").first.locator("input[value=part]").check()
    page.get_by_role("button", name="Simpan wawancara").click()
    page.locator(".kept li").wait_for()
    phone.go(f"{visit}/count", "#what")
    page.locator("#what").fill("Kursi tunggu")
    for _ in range(2):
        page.locator(".counter button").last.click()
    page.get_by_role("button", name="Simpan hitungan").click()
    page.locator(".kept li").wait_for()
    phone.go(f"{visit}/signature", "#name")
    page.locator("#name").fill("Sari")
    page.locator("canvas.pad").scroll_into_view_if_needed()
    box = page.locator("canvas.pad").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Simpan kehadiran").click()
    page.locator(".kept li img").wait_for()


def test_without_a_signal_everything_is_kept_and_sent_once_when_there_is_one(
    phone: Phone, scored: Scored, visit: Visit
) -> None:
    phone.context.add_init_script(WRONG_CLOCK)
    phone.kill()
    address = phone.carry()
    phone.context.set_offline(True)
    fill_in(phone, address)
    meet_people(phone, address)
    phone.kill()  # no signal: the page comes from the phone itself
    assert phone.page.locator("#line").inner_text() == "tanpa sinyal"
    phone.page.locator("#send", has_text="Kirim (8)").wait_for()
    phone.go(f"{address}/periksa/0", ".level")
    assert phone.page.locator("input[name=finding][value='2']").is_checked()
    assert phone.page.locator("#remark").input_value() == "Papan kosong."
    assert count() == 0

    lose_answers(phone)
    with phone.page.expect_event("requestfailed", lambda request: "kirim" in request.url):
        phone.context.set_offline(False)
    assert count() > 0  # the server has it, the phone does not know
    phone.page.locator("#send", has_text="Kirim (8)").wait_for()
    phone.context.unroute("**/kirim/")
    phone.kill()
    phone.wait_sent()
    assert (count(), count(outcome="conflict")) == (8, 0)
    assert AnswerRevision.objects.filter(sheet__stage="field").count() == 3
    level = AnswerRevision.objects.get(sheet__stage="field", sheet__form="E")
    assert (level.value, level.note) == ("2", "Papan kosong.")
    entry = VisitEntry.objects.get(kind="photo")
    assert entry.content == {"caption": "Loket"}
    assert entry.said_at is not None
    assert 399 <= (entry.at - entry.said_at).days <= 400
    user, number, signed = (VisitEntry.objects.get(kind=kind) for kind in MET)
    assert (user.content["who"], *user.content["answers"].values()) == ("KTP", "part")
    assert (number.content["what"], number.content["number"]) == ("Kursi tunggu", 2)
    assert (signed.content["name"], signed.media_type) == ("Sari", "image/png")
    phone.page.locator("#notes", has_text="meleset").wait_for()
    phone.go("#/terima", ".kept")
    assert phone.page.locator("h2", has_text="Terkirim (8)").count() == 1


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


def make_room(phone: Phone, size: int | None) -> None:
    """The browser gives the page so many bytes; None is as many as it will."""
    quota = {"origin": phone.page.evaluate("origin")} | ({"quotaSize": size} if size else {})
    phone.context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", quota)


def choose_photo(phone: Phone, photo: bytes, input: str = "#gallery") -> None:
    """A photo on the screen, waiting to be kept."""
    file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo}
    phone.page.locator(f"{input} + label").wait_for()
    phone.page.locator(input).set_input_files(file)  # type: ignore[arg-type]
    phone.page.locator("canvas.photo").wait_for()


def test_a_full_phone_says_so_and_keeps_what_it_has(phone: Phone, visit: Visit) -> None:
    make_room(phone, ROOM)  # before anything is written: the browser asks anew only then
    address = phone.carry()
    phone.context.set_offline(True)
    phone.go(f"{address}/photo", "#gallery + label")
    Image.effect_noise((NOISY, NOISY), 200).save(file := BytesIO(), "JPEG")
    kept, told = 0, phone.page.locator("#told.note-error", has_text="Ponsel penuh: ini belum")
    for kept in range(12):
        choose_photo(phone, file.getvalue())
        phone.page.locator("#caption").fill(f"Loket {kept}")
        phone.page.get_by_role("button", name="Simpan foto").click()
        told.or_(phone.page.locator(".kept li").nth(kept)).first.wait_for()
        if told.is_visible():
            break
    assert kept > 0
    assert told.is_visible()
    assert phone.page.locator("#caption").input_value() == f"Loket {kept}"
    assert phone.page.locator(".kept li").count() == kept
    make_room(phone, None)
    phone.page.get_by_role("button", name="Simpan foto").click()
    phone.page.locator(".kept li").nth(kept).wait_for()
    phone.context.set_offline(False)
    phone.wait_sent()
    captions = [entry.content["caption"] for entry in VisitEntry.objects.order_by("pk")]
    assert captions == [f"Loket {n}" for n in range(kept + 1)]


def test_a_photo_says_where_it_was_taken_only_if_asked_and_allowed(
    phone: Phone, visit: Visit
) -> None:
    place = {"latitude": -0.5, "longitude": 117.1, "accuracy": 8.0}
    phone.context.set_geolocation(place)  # type: ignore[arg-type]
    phone.go(f"{phone.carry()}/photo", "#gallery + label")
    tries = (("diizinkan", True, True), ("ditolak", False, True), ("tak dicentang", True, False))
    for n, (caption, is_allowed, is_asked) in enumerate(tries):
        phone.context.clear_permissions()
        phone.context.grant_permissions(["geolocation"] if is_allowed else [])
        choose_photo(phone, make_photo(), "#camera")
        phone.page.locator("#caption").fill(caption)
        phone.page.get_by_label("Sertakan tempat ponsel").set_checked(is_asked)
        phone.page.get_by_role("button", name="Simpan foto").click()
        phone.page.locator(".kept .is-sent").nth(n).wait_for()
        is_told = phone.page.locator("#told", has_text="tanpa tempat").is_visible()
        assert is_told == (is_asked and not is_allowed)
    contents = {entry.content["caption"]: entry.content for entry in VisitEntry.objects.all()}
    assert contents.pop("diizinkan")["place"] == place
    assert [*contents] == ["ditolak", "tak dicentang"]
    assert not any("place" in content for content in contents.values())


def test_a_face_that_was_covered_leaves_the_phone_covered(phone: Phone, visit: Visit) -> None:
    phone.go(f"{phone.carry()}/photo", "#gallery + label")
    paint = """() => { const c = document.createElement("canvas"); c.width = c.height = 400;
      const p = c.getContext("2d"); for (let i = 0; i < 400; i += 2) {
        p.fillStyle = i % 4 ? "#fff" : "#000"; p.fillRect(i, 0, 2, 400); }
      return c.toDataURL("image/png").split(",")[1]; }"""
    striped = base64.b64decode(phone.page.evaluate(paint))
    choose_photo(phone, striped)
    (canvas := phone.page.locator("canvas.photo")).press(" ")  # the middle, without a pointer
    spread = """canvas => { const at = (x, y) => {
        const d = canvas.getContext("2d").getImageData(x, y, 20, 20).data;
        const r = d.filter((_v, i) => i % 4 === 0); return Math.max(...r) - Math.min(...r); };
      return [at(194, 194), at(20, 20)]; }"""
    assert canvas.evaluate(spread) == [0, 255]  # covered, open
    phone.page.get_by_role("button", name="Simpan foto").click()
    phone.page.locator(".kept .is-sent").wait_for()
    with open_kept(VisitEntry.objects.get(kind="photo").storage_key) as file:
        stored = Image.open(file).convert("L")
    for at, spread in ((stored.width // 2 - 6, 0), (20, 255)):
        low, high = stored.crop((at, at, at + 12, at + 12)).getextrema()
        assert high - low == pytest.approx(spread, abs=99)


def test_another_account_on_the_phone_neither_sees_nor_sends_what_is_not_its_own(
    phone: Phone, scored: Scored, visit: Visit, live_server: Any,
    session_cookies: Callable[..., dict[str, str]],
) -> None:  # fmt: skip
    address = phone.carry()
    phone.context.set_offline(True)
    note(phone, address, "Milik evaluator.")
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
