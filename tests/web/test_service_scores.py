"""A unit's services: listed on its score sheet, each with a sheet of its own down to the answers."""

from typing import Any

import pytest
from django.test import Client

from tests.actions.scenes import Scene, make_scene
from tests.shared import shared
from tests.world import make_world
from tilik.records.models import AnswerRevision

pytestmark = pytest.mark.django_db
BACKEND = "tilik.actions.auth.IdentifierBackend"


@shared
def scene() -> Scene:
    """The school's two services: 5 and 3 everywhere; nobody else has any."""
    scene = make_scene()
    for code, level in (("ktp", "5"), ("kk", "3")):
        service = scene.service(scene.school, code)
        scene.put(scene.school, "E-L", "desk", {"1": level, "2": level}, service)
        scene.ask(scene.school, {"1": int(level), "2": int(level)}, service=service)
    scene.put(scene.clinic, "E-D", "desk", {"1": "1", "2": "1"})
    scene.put(None, "G", "final", {"1": "rendah", "2": "4"})
    scene.compute()
    return scene


def get(scene: Scene, path: str, by: Any = None) -> Any:
    client = Client()
    client.force_login(by or scene.world.admin, backend=BACKEND)
    return client.get(f"/periode/{scene.round.pk}/nilai/{path}")


def read(scene: Scene, path: str) -> str:
    response = get(scene, path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_sheet_of_a_unit_leads_to_each_of_its_services(scene: Scene) -> None:
    page = read(scene, "sekolah/")
    for code, name, value in (("ktp", "Ktp", "4,80"), ("kk", "Kk", "3,20")):
        link = f'href="/periode/{scene.round.pk}/nilai/sekolah/layanan/{code}/">{name}</a>'
        assert link in page
        assert f"<b>{value}</b>" in page
    assert 'id="services"' not in read(scene, "klinik/")


def test_the_sheet_of_a_service_shows_its_own_value_and_parts(scene: Scene) -> None:
    page = read(scene, "sekolah/layanan/ktp/")

    assert "<h1>4,80 — kategori A Prima</h1>" in page
    assert "Ktp, Sekolah" in page
    assert f'href="/periode/{scene.round.pk}/nilai/sekolah/layanan/ktp/E-L:1/"' in page
    assert "Nilai resmi terakhir" not in page
    assert 'id="services"' not in page


def test_a_leaf_of_a_service_shows_only_what_was_said_of_it(scene: Scene) -> None:
    page = read(scene, "sekolah/layanan/ktp/R:1/")

    assert "<h1>5,00 — 1 Tanya 1</h1>" in page
    assert page.count('data-label="Responden"') == 1
    whole = read(scene, "sekolah/R:1/")
    assert whole.count('data-label="Responden"') == 2
    entered = AnswerRevision.objects.filter(sheet__service__code="kk", item="1").get()
    assert f'id="r{entered.pk}"' not in page
    level = read(scene, "sekolah/layanan/ktp/E-L:1/")
    assert level.count("Orang 1") < read(scene, "sekolah/E-L:1/").count("Orang 1")
    assert f'href="/periode/{scene.round.pk}/nilai/sekolah/layanan/ktp/"' in level


@pytest.mark.parametrize(
    "path", ["sekolah/layanan/tiada/", "klinik/layanan/ktp/", "sekolah/layanan/ktp/tiada/"]
)
def test_a_service_that_is_not_there_is_not_found(scene: Scene, path: str) -> None:
    assert get(scene, path).status_code == 404


def test_a_service_is_seen_by_nobody_of_another_government(scene: Scene) -> None:
    other = make_world("64.01")
    assert get(scene, "sekolah/layanan/ktp/", by=other.admin).status_code == 404


@pytest.mark.parametrize("path", ["sekolah/", "sekolah/layanan/ktp/", "sekolah/layanan/ktp/R:1/"])
def test_a_service_page_takes_at_most_twenty_queries(
    scene: Scene, path: str, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(scene.world.admin, backend=BACKEND)
    with django_assert_max_num_queries(20):
        response = client.get(f"/periode/{scene.round.pk}/nilai/{path}")
    assert response.status_code == 200
