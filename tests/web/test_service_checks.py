"""Checking one service by itself: the evaluator's sheet, the agreement, what is settled."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.scored import Scored, make_round
from tests.world import count_events, make_user, make_world, new_uuid
from tilik.actions.agreeing import measure_agreement
from tilik.actions.findings import adjudicate
from tilik.actions.freezing import find_obstacle, freeze_round
from tilik.actions.rounds import set_phases
from tilik.actions.units import add_service
from tilik.core.errors import UserError
from tilik.records.models import Adjudication, Finding, Result, Service, Sheet, User
from tilik.records.models.seat import Role
from tilik.records.queries.agreement import Place, count_awaiting, list_apart, list_levels
from tilik.records.queries.outlines import list_checked, list_outlines

pytestmark = pytest.mark.django_db
SHEET = "verifikasi/sekolah/layanan/ktp/"
ITEM = "kesepakatan/sekolah/E/1/ktp/"


@pytest.fixture
def scored() -> Scored:
    """A period without phases; the school has two services."""
    made = make_round(make_world())
    set_phases(by=made.world.admin, round=made.round, phases=())
    for code, name in (("ktp", "Legalisir KTP"), ("mutasi", "Mutasi siswa")):
        add_service(by=made.world.admin, unit=made.units["sekolah"], code=code, name=name)
    return made


@pytest.fixture
def second(scored: Scored) -> User:
    return make_user(scored.world.government, Role.EVALUATOR)


@pytest.fixture
def office(scored: Scored) -> Client:
    return scored.log_in()


def get_service(scored: Scored, code: str = "ktp") -> Service:
    return Service.objects.get(unit=scored.units["sekolah"], code=code)


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return strip(response.content.decode())


def choose(scored: Scored, by: User, item: str, level: str, rest: str = SHEET) -> None:
    """A level chosen on the page."""
    data = {"item": item, "value": level, "remark": f"Menurut {by.pk}."}
    sent = scored.log_in(by).post(scored.path(rest), data)
    assert sent.status_code == 302, strip(sent.content.decode())


def differ(scored: Scored, second: User) -> None:
    """Three levels apart on the first indicator of the service, alike on the second."""
    for by, level in ((scored.world.evaluator, "1"), (second, "4")):
        choose(scored, by, "1", level)
        choose(scored, by, "2", "3")


def get_status(scored: Scored) -> list[str]:
    scored.compute()
    rows = Result.objects.filter(round=scored.round, basis="final", scope="unit")
    newest = rows.filter(unit=scored.units["sekolah"]).order_by("-pk").first()
    assert newest is not None
    return list(newest.status)


# ---- the evaluator's sheet of a service ------------------------------------------------


def test_the_sheet_of_the_unit_leads_to_those_of_its_services(scored: Scored) -> None:
    client = scored.log_in(scored.world.evaluator)
    page = client.get(scored.path("verifikasi/sekolah/")).content.decode()
    for code in ("ktp", "mutasi"):
        assert f"{scored.path('verifikasi/sekolah/')}layanan/{code}/?tahap=" in page
    assert "layanan/" not in client.get(scored.path("verifikasi/klinik/")).content.decode()
    assert "Sekolah – Legalisir KTP" in read(client, scored.path(SHEET))


def test_what_is_chosen_for_a_service_stands_on_its_own_sheet(scored: Scored) -> None:
    choose(scored, scored.world.evaluator, "1", "4")
    sheet = Sheet.objects.get(round=scored.round, service=get_service(scored))
    assert Finding.objects.get(sheet=sheet).revision.value == "4"  # type: ignore[union-attr]
    client = scored.log_in(scored.world.evaluator)
    assert "1 dari 2 indikator" in read(client, scored.path(SHEET))
    for rest in ("verifikasi/sekolah/", "verifikasi/sekolah/layanan/mutasi/"):
        assert "0 dari 2 indikator" in read(client, scored.path(rest))


def find_home(scored: Scored) -> str:
    """What the home says of the school's checking."""
    home = scored.log_in().get(scored.path("")).content.decode()
    row = home.split("Sekolah", 1)[1].split("</tr>", 1)[0]
    return strip(row)


def test_the_home_counts_each_service_that_is_checked(scored: Scored, second: User) -> None:
    evaluator, other = scored.world.evaluator, SHEET.replace("ktp", "mutasi")
    school = scored.units["sekolah"].pk
    choose(scored, evaluator, "1", "4")
    assert "dokumen 1/2" in find_home(scored)
    choose(scored, second, "1", "3")
    choose(scored, evaluator, "1", "5", other)
    assert "dokumen 2/4" in find_home(scored)
    choose(scored, evaluator, "2", "4")
    assert "dokumen 3/4" in find_home(scored)
    assert school not in list_checked(scored.round, list_outlines(scored.round, timezone.now()))
    choose(scored, evaluator, "2", "5", other)
    assert "dokumen 4/4" not in find_home(scored)
    assert school in list_checked(scored.round, list_outlines(scored.round, timezone.now()))


def test_what_is_returned_for_a_service_comes_to_the_unit(scored: Scored) -> None:
    client = scored.log_in(scored.world.evaluator)
    data = {"item": "1", "go": "return", "reason": "Standar KTP belum ada"}
    assert client.post(scored.path(SHEET), data).status_code == 302
    assert Finding.objects.get().sheet.service == get_service(scored)
    page = read(scored.log_in(scored.world.operator), scored.path("dikembalikan/sekolah/"))
    assert "Standar KTP belum ada" in page


@pytest.mark.parametrize(
    "rest", ["verifikasi/klinik/layanan/ktp/", "verifikasi/sekolah/layanan/x/"]
)
def test_a_service_of_another_unit_is_not_there(scored: Scored, rest: str) -> None:
    client = scored.log_in(scored.world.evaluator)
    assert client.get(scored.path(rest)).status_code == 404
    assert client.post(scored.path(rest), {"item": "1", "value": "3"}).status_code == 404
    assert not Sheet.objects.filter(service__isnull=False).exists()


def test_the_unit_itself_does_not_check_its_services(scored: Scored) -> None:
    client = scored.log_in(scored.world.operator)
    assert client.get(scored.path(SHEET)).status_code == 403
    assert client.post(scored.path(SHEET), {"item": "1", "value": "5"}).status_code == 403


# ---- agreement and what is settled -----------------------------------------------------


def test_each_service_is_compared_by_itself(scored: Scored, second: User) -> None:
    differ(scored, second)
    choose(scored, second, "1", "1", "verifikasi/sekolah/layanan/mutasi/")
    choose(scored, scored.world.evaluator, "1", "5", "verifikasi/sekolah/")
    levels = list_levels(scored.round)
    unit, service = scored.units["sekolah"].pk, get_service(scored).pk
    assert list_apart(levels) == [Place(unit, "E", "1", service)]
    found = measure_agreement(round=scored.round)
    assert (found.whole.items, found.whole.same, found.units) == (2, 1, 1)


def test_a_difference_in_one_service_stands_against_the_freeze(
    scored: Scored, second: User
) -> None:
    differ(scored, second)
    assert "awaiting-adjudication" in get_status(scored)
    obstacle = find_obstacle(scored.round)
    assert obstacle is not None
    assert obstacle.code == "adjudications-open"
    with pytest.raises(UserError, match="adjudications-open"):
        freeze_round(by=scored.world.admin, round=scored.round, client_uuid=new_uuid())


def test_settled_for_the_unit_it_still_waits_for_the_service(
    scored: Scored, second: User, office: Client
) -> None:
    differ(scored, second)
    path = scored.path("kesepakatan/sekolah/E/1/")
    office.post(path, {"level": "3", "reason": "Salah tempat", "seen": ""})
    assert count_awaiting(scored.round) == 1
    sent = office.post(scored.path(ITEM), {"level": "3", "reason": "Dilihat", "seen": ""})
    assert sent["Location"] == scored.path("kesepakatan/")
    assert count_awaiting(scored.round) == 0
    assert "awaiting-adjudication" not in get_status(scored)
    assert Adjudication.objects.get(service=get_service(scored)).chosen == "3"
    obstacle = find_obstacle(scored.round)
    assert obstacle is None or obstacle.code != "adjudications-open"


def test_the_page_names_the_service_and_leads_to_the_next_one(
    scored: Scored, second: User, office: Client
) -> None:
    differ(scored, second)
    for by, level in ((scored.world.evaluator, "0"), (second, "5")):
        choose(scored, by, "2", level, "verifikasi/sekolah/layanan/mutasi/")
    page = office.get(scored.path("kesepakatan/")).content.decode()
    assert scored.path(ITEM) in page
    assert "Mutasi siswa" in page
    shown = read(office, scored.path(ITEM))
    assert "Layanan: Legalisir KTP" in shown
    assert f"Menurut {second.pk}." in shown
    sent = office.post(scored.path(ITEM), {"level": "3", "reason": "Dilihat", "seen": ""})
    assert sent["Location"] == scored.path("kesepakatan/sekolah/E/2/mutasi/")
    assert "Legalisir KTP ditetapkan" in read(office, sent["Location"])
    assert count_events("finding.adjudicate") == 1


def test_the_words_of_the_unit_are_not_those_of_its_service(
    scored: Scored, second: User, office: Client
) -> None:
    choose(scored, scored.world.evaluator, "1", "5", "verifikasi/sekolah/")
    assert "Belum ada evaluator" in read(office, scored.path(ITEM))
    differ(scored, second)
    assert f"Menurut {second.pk}." not in read(office, scored.path("kesepakatan/sekolah/E/1/"))


def test_a_level_is_not_settled_for_a_foreign_service(scored: Scored) -> None:
    place = {"round": scored.round, "form": "E", "item": "1", "service": get_service(scored)}
    with pytest.raises(UserError, match="service-of-another-unit"):
        adjudicate(
            by=scored.world.admin, unit=scored.units["klinik"], chosen="3", reason="x",
            client_uuid=new_uuid(), **place,
        )  # fmt: skip
    assert not Adjudication.objects.exists()


def test_the_pages_ask_few_queries(scored: Scored, second: User, office: Client) -> None:
    differ(scored, second)
    for client, rest in (
        (office, "kesepakatan/"),
        (office, ITEM),
        (scored.log_in(second), SHEET),
    ):
        with CaptureQueriesContext(connection) as asked:
            read(client, scored.path(rest))
        assert len(asked) <= 20, rest
