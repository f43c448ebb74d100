"""Standards in a real browser: kept as a field is left, accepted beside the page, both sizes."""

import pytest

from tests.files import Sent
from tests.reading.examples import BALKESMAS, make_pdf
from tests.world import World, make_world, new_uuid
from tilik.actions.standard_readings import draft_from_reading, read_standard, start_reading
from tilik.actions.standards import start_version
from tilik.actions.units import add_service
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
def reading(world: World) -> StandardReading:
    place = {"by": world.operator, "unit": world.school}
    found = start_reading(**place, file=Sent(make_pdf(BALKESMAS)), client_uuid=new_uuid())
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
