"""All that the page of a service says, in both languages: whole, with faults, and half written."""

import pytest
from django.conf import settings

from tests.shared import shared
from tests.web.said import standard_draft, standard_draft_english, standard_faulty, standard_whole
from tests.web.scored import log_in
from tests.web.seen import read_main
from tests.world import World, make_user, make_world
from tilik.actions.example.standards import add_standards
from tilik.actions.units import add_service, add_unit
from tilik.records.models import Unit
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
SERVICES = {
    ("dinsos", "bansos"): "Surat keterangan data kesejahteraan",
    ("disdukcapil", "akta-lahir"): "Akta kelahiran",
    ("disdukcapil", "ktp-el"): "KTP elektronik",
    ("dinkes", "laik-higiene"): "Sertifikat laik higiene",
    ("dinkes", "izin-nakes"): "Rekomendasi izin",
}


@shared
def world() -> World:
    """The world with the example's standards."""
    world = make_world()
    units = {
        code: add_unit(by=world.admin, government=world.government, code=code, name=code.title())
        for code in ("dinsos", "disdukcapil", "dinkes")
    }
    for (unit, code), name in SERVICES.items():
        add_service(by=world.admin, unit=units[unit], code=code, name=name)
    add_standards(world.admin, units)
    return world


@pytest.mark.parametrize(
    ("address", "language", "said"),
    [
        ("dinsos/bansos", "id", standard_whole.INDONESIAN),
        ("dinsos/bansos", "en", standard_whole.ENGLISH),
        ("dinkes/laik-higiene", "id", standard_faulty.INDONESIAN),
        ("dinkes/laik-higiene", "en", standard_faulty.ENGLISH),
        ("disdukcapil/ktp-el", "id", standard_draft.INDONESIAN),
        ("disdukcapil/ktp-el", "en", standard_draft_english.ENGLISH),
    ],
)
def test_the_page_of_a_service_says_all_this(
    world: World, address: str, language: str, said: tuple[str, ...]
) -> None:
    unit = Unit.objects.get(code=address.partition("/")[0])
    is_draft = said in (standard_draft.INDONESIAN, standard_draft_english.ENGLISH)
    operator = make_user(world.government, Role.OPERATOR, unit)
    client = log_in(operator if is_draft else world.evaluator)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(f"/standar/{address}/").content.decode()
    assert tuple(read_main(page)) == said
