"""Standards in a real browser: kept as a field is left, accepted beside the page, both sizes."""

import pytest

from tests.corpus.make import Made
from tests.corpus.scans import make_scans
from tests.files import Sent
from tests.reading.examples import BALKESMAS, make_pdf
from tests.world import World, make_world, new_uuid
from tilik.actions.standard_readings import draft_from_reading, read_standard, start_reading
from tilik.actions.standards import start_version
from tilik.actions.units import add_service
from tilik.reading.engines import find_engine
from tilik.records.models import StandardReading, StandardVersion

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
URL = "/standar/sekolah/legalisir/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def draft(world: World) -> StandardVersion:
    service = add_service(by=world.admin, unit=world.school, code="legalisir", name="Legalisir")
    return start_version(by=world.admin, service=service)


@pytest.fixture
def reading(world: World, settings) -> StandardReading:
    """A scan: its pages are pictures, read by the light engine."""
    settings.TILIK_OCR = "light"
    place = {"by": world.operator, "unit": world.school}
    scan = make_scans(Made("", make_pdf(BALKESMAS), ()), 1).content
    found = start_reading(**place, file=Sent(scan), client_uuid=new_uuid())
    read_standard.call(found.pk)
    found.refresh_from_db()
    service = add_service(**place, code="rawat-jalan", name="Rawat jalan")
    draft_from_reading(by=world.operator, reading=found, n=0, service=service)
    return found


def test_what_is_typed_is_kept_and_judged_as_the_field_is_left(
    opened, session_cookies, world, draft
):
    page = opened(f"{URL}?buka=11", width="phone", cookies=session_cookies(world.operator))
    page.get_by_label("11. Jumlah pelaksana").or_(page.locator("#t-11")).fill("30 orang per hari")
    page.locator("#t-11").blur()
    page.get_by_text("Ini jumlah pengunjung, bukan pelaksana.").wait_for()
    assert "cacat" in page.locator("#keadaan-11").inner_text()
    page.locator("#t-11").fill("4 petugas loket")
    page.locator("#t-11").blur()
    page.locator("#keadaan-11 .state-adequate").wait_for()
    assert draft.components.get(number=11).content == "4 petugas loket"


def test_without_script_a_component_is_written_and_the_next_one_opens(
    opened, session_cookies, world, draft
):
    page = opened(URL, script=False, cookies=session_cookies(world.operator))
    page.locator("#komponen-1 > summary").click()
    page.locator("#t-1").fill("Ijazah asli")
    page.locator("#form-1 button[value=next]").click()
    page.locator("#komponen-2[open]").wait_for()
    assert page.locator("#keadaan-1").inner_text().endswith("memadai")


@pytest.mark.skipif(not find_engine("light"), reason="tesseract is not installed")
def test_what_was_read_off_a_scan_stands_marked_on_its_page(
    opened, session_cookies, world, reading, shoot
):
    address = f"/bacaan-standar/{reading.job.client_uuid}/"
    for width, theme, language in (
        ("desk", "light", "id"), ("phone", "dark", "id"), ("phone", "light", "en"), ("desk", "dark", "en")
    ):  # fmt: skip
        how = {"width": width, "theme": theme, "language": language}
        page = opened(address, cookies=session_cookies(world.operator), **how)
        shoot(page, f"reading-{width}-{theme}-{language}")
        page.goto(f"{address}0/?komponen=11")
        sheet, mark = page.locator("svg.page-picture"), page.locator("rect.page-mark")
        with page.expect_response("**/halaman-*.webp") as painted:
            page.reload()
        assert painted.value.status == 200
        around, box = sheet.bounding_box(), mark.bounding_box()
        assert (
            around["x"] <= box["x"] < box["x"] + box["width"] <= around["x"] + around["width"] + 1
        )
        assert (
            around["y"] <= box["y"] < box["y"] + box["height"] <= around["y"] + around["height"] + 1
        )
        assert box["height"] < around["height"] / 3, "one row is marked, not the page"
        assert "orang" in page.locator("#text").input_value()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shoot(page, f"reading-service-{width}-{theme}-{language}")
