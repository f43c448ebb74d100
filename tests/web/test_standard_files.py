"""Pages of standards as Excel and of two standards side by side."""

import re

import pytest

from tests.files import Sent
from tests.shared import shared
from tests.web.scored import log_in
from tests.world import World, make_user, make_world
from tilik.actions.standards import start_version, write_components
from tilik.actions.units import add_service
from tilik.records.models import StandardVersion, Unit
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
URL = "/standar-excel/sekolah/"
FILE = "kode,layanan,no,komponen,uraian\nijazah,Legalisir,5,,Salinan ijazah\n"


@shared
def world() -> World:
    return make_world()


def begin(world: World, unit: Unit, name: str, **texts: str) -> StandardVersion:
    """A draft of a service; `r3="…"` is the text of the third component."""
    service = add_service(by=world.admin, unit=unit, code=name.lower(), name=name)
    version = start_version(by=world.admin, service=service)
    numbered = {int(key[1:]): text for key, text in texts.items()}
    return write_components(by=world.admin, version=version, texts=numbered)


def test_a_file_is_looked_at_and_then_brought_in(world: World) -> None:
    begin(world, world.school, "Ijazah")
    client = log_in(world.operator)
    page = client.post(URL, {"act": "look", "file": Sent(FILE.encode(), "s.csv")}).content.decode()
    assert "Inilah yang akan dilakukan" in page or "berubah" in page
    assert "Produk pelayanan" in page
    version = StandardVersion.objects.get(service__code="ijazah")
    assert version.components.get(number=5).content == ""
    content = re.search(r'name="content" value="([^"]+)"', page)
    assert content
    client.post(URL, {"act": "apply", "name": "s.csv", "content": content[1]})
    assert version.components.get(number=5).content == "Salinan ijazah"


def test_the_workbook_is_saved_and_a_wrong_file_is_refused_in_words(world: World) -> None:
    client = log_in(world.operator)
    saved = client.get(f"{URL}unduh/")
    assert saved["Content-Disposition"] == 'attachment; filename="standar-sekolah.xlsx"'
    assert saved.content[:2] == b"PK"
    for sent in ({}, {"file": Sent(b"apa,ini\n1,2\n", "s.csv")}, {"content": "@@"}):
        answer = client.post(URL, {"act": "look", **sent})
        assert answer.status_code == 409
        assert "tidak ada yang diubah" in answer.content.decode()


def test_two_standards_are_laid_side_by_side_with_what_differs_marked(world: World) -> None:
    one = begin(world, world.school, "Ijazah", r1="1. KTP\n2. Ijazah", r4="Gratis")
    other = begin(world, world.clinic, "Ijazah", r1="1. KTP\n2. Rapor", r4="Gratis")
    url = f"/standar-banding/sekolah/ijazah/{one.n}/{other.pk}/"
    page = log_in(world.leader).get(url).content.decode()
    assert "13 dari 14 komponen berbunyi sama" in page
    assert "<mark>Ijazah</mark>" in page
    assert "<mark>Rapor</mark>" in page
    assert "<mark>KTP</mark>" not in page
    shown = log_in(world.admin).get("/standar/sekolah/ijazah/").content.decode()
    assert url in shown


def test_nobody_compares_with_what_they_may_not_read(world: World) -> None:
    one = begin(world, world.school, "Ijazah")
    other = begin(world, world.clinic, "Ijazah")
    url = f"/standar-banding/sekolah/ijazah/{one.n}/{other.pk}/"
    own = make_user(world.government, Role.OPERATOR, world.school)
    assert log_in(own).get(url).status_code == 403
    assert url not in log_in(own).get("/standar/sekolah/ijazah/").content.decode()
    far = make_world("64.09")
    assert log_in(far.admin).get(url).status_code == 404
    foreign = begin(far, far.school, "Ijazah")
    mixed = f"/standar-banding/sekolah/ijazah/{one.n}/{foreign.pk}/"
    assert log_in(world.admin).get(mixed).status_code == 404
