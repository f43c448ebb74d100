"""Pages of services and their standards: kept without script, judged at once, nothing lost."""

import pytest

from tests.shared import shared
from tests.web.scored import log_in
from tests.world import World, make_world
from tilik.actions.standards import set_component, start_version
from tilik.actions.units import add_service
from tilik.records.models import Service, ServiceVolume, StandardVersion

pytestmark = pytest.mark.django_db
URL = "/standar/sekolah/legalisir/"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def draft(world: World) -> StandardVersion:
    service = add_service(by=world.admin, unit=world.school, code="legalisir", name="Legalisir")
    return start_version(by=world.admin, service=service)


def form(component: int, **fields: str) -> dict[str, str]:
    return {"act": "write", "n": "1", "component": str(component), "seen": "", **fields}


def test_a_service_is_named_begun_and_written_without_script(world: World) -> None:
    client = log_in(world.operator)
    page = client.post("/standar/sekolah/", {"act": "add", "name": "Legalisir"}, follow=True)
    assert page.redirect_chain[-1][0] == URL
    assert "Standar layanan ini belum tercatat" in page.content.decode()
    client.post(URL, {"act": "start", "origin": ""})
    fields = form(3, number="1,5", unit="jam", start="berkas lengkap", go="next")
    answer = client.post(URL, fields)
    assert answer["Location"] == f"{URL}?buka=4#komponen-4"
    client.post(URL, form(4, kind="free"))
    version = StandardVersion.objects.get(service__code="legalisir")
    assert version.components.get(number=3).content == "1,5 jam sejak berkas lengkap"
    assert version.is_free is True
    assert "2 dari 14 komponen memadai" in client.get(URL).content.decode()


def test_what_is_written_is_judged_at_once_with_the_question(
    world: World, draft: StandardVersion
) -> None:
    client = log_in(world.operator)
    said = client.post(
        URL, form(3, text="Senin-Kamis 07.00-14.00"), headers={"HX-Request": "true"}
    ).content.decode()
    assert "Ini jam buka, bukan lama penyelesaian" in said
    assert "state-defective" in said
    assert "tersimpan" in said


def test_a_second_editor_sees_both_texts(world: World, draft: StandardVersion) -> None:
    set_component(by=world.admin, version=draft, number=5, text="Ijazah terlegalisir")
    answer = log_in(world.operator).post(URL, form(5, text="Salinan ijazah"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ijazah terlegalisir" in page
    assert "Salinan ijazah" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": "cepat", "unit": "jam"}, "angka di atas 0"),
        ({"number": "0", "unit": "jam"}, "angka di atas 0"),
        ({"number": "NaN", "unit": "jam"}, "angka di atas 0"),
        ({"number": "2"}, "Pilih satuan waktunya"),
        ({"text": "x" * 20_001}, "Lebih dari 20000 huruf"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_field(
    world: World, draft: StandardVersion, fields: dict[str, str], words: str
) -> None:
    answer = log_in(world.operator).post(URL, form(3, **fields))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert words in page
    assert (fields.get("number") or fields["text"]) in page
    assert draft.components.get(number=3).content == ""


def test_a_standard_put_in_force_is_read_and_not_written(
    world: World, draft: StandardVersion
) -> None:
    client = log_in(world.head)
    empty = client.post(URL, {"act": "adopt", "n": "1", "decree": "1", "signed_on": "2024-01-02"})
    assert "masih kosong" in empty.content.decode()
    client.post(URL, form(1, text="1. Ijazah"))
    client.post(URL, {"act": "adopt", "n": "1", "decree": "800/1", "signed_on": "2024-01-02"})
    page = client.get(URL).content.decode()
    assert "800/1, 2 Januari 2024" in page
    assert 'name="component"' not in page
    assert client.post(URL, form(1, text="2. KTP")).status_code == 409


def test_what_is_known_of_a_service_is_kept_and_its_absence_in_sippn_caps_two_indicators(
    world: World, draft: StandardVersion
) -> None:
    fields = {
        "act": "describe", "name": "Legalisir ijazah", "channel": "luring-daring",
        "registry_state": "absent", "promise_state": "published", "promise_on": "2025-01-02",
        "users": "1.840", "users_year": "2025",
    }  # fmt: skip
    page = log_in(world.operator).post(URL, fields, follow=True).content.decode()
    assert "indikator 3 paling tinggi level 2" in page
    service = Service.objects.get(code="legalisir")
    assert (service.name, service.promise_state) == ("Legalisir ijazah", "published")
    assert ServiceVolume.objects.get(service=service).users == 1840


def test_the_office_sees_the_share_of_all_and_an_operator_goes_to_the_own_unit(
    world: World, draft: StandardVersion
) -> None:
    add_service(by=world.admin, unit=world.clinic, code="x", name="X")
    set_component(by=world.admin, version=draft, number=4, text="Gratis")
    page = log_in(world.leader).get("/standar/").content.decode()
    assert "7\u00a0% komponen yang tercatat memadai" in page
    assert "1 tanpa standar tercatat" in page
    assert log_in(world.operator).get("/standar/")["Location"] == "/standar/sekolah/"


def test_pages_of_standards_ask_few_queries(
    world: World, draft: StandardVersion, django_assert_max_num_queries: object
) -> None:
    for n in range(12):
        service = add_service(by=world.admin, unit=world.school, code=f"s{n}", name=f"S{n}")
        start_version(by=world.admin, service=service)
    client = log_in(world.admin)
    for url in ("/standar/", "/standar/sekolah/", URL):
        with django_assert_max_num_queries(20):  # type: ignore[operator]
            assert client.get(url).status_code == 200
