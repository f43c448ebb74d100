"""The example's standards: one whole, one with hard faults, one half written, the rest unknown."""

from collections import Counter
from datetime import date

import pytest
from django.test import Client

from tests.web.scored import log_in
from tilik.actions.catalogue_levels import read_services, suggest_from_catalogue
from tilik.actions.example.tables import read_table, read_words
from tilik.actions.standards import judge_anew
from tilik.core.catalogue import count_states
from tilik.records.models import Round, Service, StandardVersion, User
from tilik.records.queries.standards import list_states, list_versions

pytestmark = pytest.mark.django_db
ROUND = "pekppp-2022/2026"


def get_version(unit: str, service: str) -> StandardVersion:
    """The only version of the service."""
    (version,) = list_versions(Service.objects.get(unit__code=unit, code=service))
    return version


@pytest.mark.parametrize(
    ("unit", "service", "states"),
    [
        ("dinsos", "bansos", {"adequate": 14}),
        ("disdukcapil", "akta-lahir", {"adequate": 14}),
        ("dinkes", "laik-higiene", {"adequate": 10, "defective": 3, "absent": 1}),
        ("disdukcapil", "ktp-el", {"adequate": 3, "absent": 11}),
    ],
)
def test_each_standard_shows_one_kind_of_state(
    example: dict[str, Round], unit: str, service: str, states: dict[str, int]
) -> None:
    version = get_version(unit, service)
    assert Counter(row.state for row in version.components.all()) == states


def test_what_is_adopted_has_number_days_and_a_review(example: dict[str, Round]) -> None:
    version = get_version("dinsos", "bansos")
    assert version.decree is not None
    assert version.decree.number == "800/017/DINSOS/2025"
    assert (version.valid_from, version.review_due) == (date(2025, 3, 10), date(2028, 3, 10))
    assert (version.duration, version.duration_unit) == (2, "hari-kerja")
    assert version.is_free is True
    assert not get_version("disdukcapil", "ktp-el").is_adopted


def test_services_without_a_standard_are_unknown_in_the_share(example: dict[str, Round]) -> None:
    government = example[ROUND].government
    services = [s for unit in list_states(government).values() for s in unit.values()]
    share = count_states(services)
    named = [row for row in read_words("standards")["standard"] if "1" in row]
    assert share.total == 14 * len(named)
    assert share.n_unknown == len(read_table("services")) - len(named)
    assert judge_anew() == 0


def test_a_unit_outside_sippn_is_capped_and_says_so(example: dict[str, Round]) -> None:
    round = example[ROUND]
    row = round.round_units.select_related("unit").get(unit__code="dinkes")
    assert {each.registry for each in read_services(row.unit)} == {"absent"}
    found = suggest_from_catalogue(round=round, row=row)
    assert found["F-02A:1"].suggestion.level == 1
    for item, top in (("3", 2), ("21", 4)):
        level = found[f"F-02A:{item}"]
        assert level.cap is not None
        assert level.suggestion.high is not None
        assert level.suggestion.high <= top


@pytest.mark.parametrize("path", ["/standar/", "/standar/dinkes/", "/standar/dinsos/bansos/"])
def test_pages_of_example_standards_carry_the_mark(example: dict[str, Round], path: str) -> None:
    admin = User.objects.get(person__nip="000000000000000001")
    client: Client = log_in(admin)
    assert "DATA CONTOH – BUKAN HASIL RESMI" in client.get(path).content.decode()
