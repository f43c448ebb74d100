"""Where two evaluators agree and differ, and the level the office settles."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from tests.shared import shared
from tests.web.scored import Scored, make_round
from tests.world import count_events, make_user, make_world, new_uuid
from tilik.actions.agreeing import measure_agreement
from tilik.actions.assigning import confirm
from tilik.actions.findings import write_finding
from tilik.actions.freezing import find_obstacle
from tilik.actions.rounds import set_phases, set_rules
from tilik.actions.sheets import open_sheet
from tilik.analysis.agreement import Agreement
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Adjudication, Result, Seat, User
from tilik.records.models.seat import Role
from tilik.records.queries.agreement import count_awaiting, list_levels
from tilik.records.queries.checking import CheckRules, get_rules
from tilik.web.presenters.agreement import make_measured

pytestmark = pytest.mark.django_db
PAGE = "kesepakatan/"
ITEM = "kesepakatan/sekolah/E/1/"


@shared
def scored() -> Scored:
    return make_round(make_world())


@pytest.fixture
def second(scored: Scored) -> User:
    return make_user(scored.world.government, Role.EVALUATOR)


@pytest.fixture
def office(scored: Scored) -> Client:
    return scored.log_in()


def find(scored: Scored, by: User, unit: str, item: str, level: str, stage: str = "desk") -> None:
    """The level of that evaluator stands."""
    sheet = open_sheet(
        by=by, round=scored.round, unit=scored.units[unit], form="E", stage=stage,
        seat=Seat.objects.get(user=by, role=Role.EVALUATOR),
    )  # fmt: skip
    standing = sheet.answers.filter(item=item).first()
    write_finding(
        by=by, sheet=sheet, item=item, chosen=level, remark=f"Menurut {by.pk}.",
        base=standing.revision_id if standing else None, client_uuid=new_uuid(),
    )  # fmt: skip


def differ(scored: Scored, second: User) -> None:
    """Three levels apart on the first indicator, alike on the second."""
    for by, level in ((scored.world.evaluator, "1"), (second, "4")):
        find(scored, by, "sekolah", "1", level)
        find(scored, by, "sekolah", "2", "3")


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client: Client, path: str) -> str:
    return strip(client.get(path).content.decode())


def get_status(scored: Scored) -> list[str]:
    scored.compute()
    rows = Result.objects.filter(round=scored.round, basis="final", scope="unit")
    newest = rows.filter(unit=scored.units["sekolah"]).order_by("-pk").first()
    assert newest is not None
    return list(newest.status)


# ---- measured ------------------------------------------------------------------


def test_only_what_two_people_rated_is_compared(scored: Scored, second: User) -> None:
    find(scored, scored.world.evaluator, "klinik", "1", "2")
    differ(scored, second)
    found = measure_agreement(round=scored.round)
    assert (found.whole.items, found.whole.same, found.pairs, found.units) == (2, 1, 1, 1)
    assert [(place.form, place.item) for place in found.apart] == [("E", "1")]
    assert found.by_item["E", "2"].same == 1


def test_one_evaluator_over_two_stages_is_one_person(scored: Scored) -> None:
    by = scored.world.evaluator
    set_phases(by=scored.world.admin, round=scored.round, phases=())
    find(scored, by, "sekolah", "1", "1")
    find(scored, by, "sekolah", "1", "5", "field")
    assert list_levels(scored.round) == {}


def test_the_field_check_is_an_evaluators_latest_word(scored: Scored, second: User) -> None:
    set_phases(by=scored.world.admin, round=scored.round, phases=())
    differ(scored, second)
    find(scored, scored.world.evaluator, "sekolah", "1", "4", "field")
    assert count_awaiting(scored.round) == 0
    assert "awaiting-adjudication" not in get_status(scored)


def test_who_no_longer_has_the_unit_is_not_compared(scored: Scored, second: User) -> None:
    differ(scored, second)
    assert count_awaiting(scored.round) == 1
    plan = {scored.units["sekolah"].pk: [second.pk]}
    confirm(by=scored.world.admin, round=scored.round, plan=plan)
    assert count_awaiting(scored.round) == 0
    assert "awaiting-adjudication" not in get_status(scored)


@pytest.mark.parametrize(
    ("items", "alpha", "words"),
    [
        (0, None, "tidak ada yang diperiksa dua evaluator"),
        (9, 0.99, "terlalu sedikit untuk disimpulkan"),
        (40, None, "tidak dapat dibedakan dari kebetulan"),
        (40, 0.8, "menilai sama"),
        (40, 0.7, "sebagian besar"),
        (40, 0.3, "samakan dulu"),
        (40, 0.0, "kebetulan"),
    ],
)
def test_figures_have_plain_words(items, alpha, words) -> None:
    made = make_measured(replace(Agreement(items, items, 0.5, 0.5), alpha=alpha))
    assert words in made.words
    assert (made.alpha == "") == (alpha is None or items < 10)


def test_figures_have_two_decimals() -> None:
    made = make_measured(Agreement(40, 20, 0.5548808, 2 / 3))
    assert (made.kappa, made.alpha) == ("0,55", "0,67")


# ---- never silent ------------------------------------------------------------------


def test_the_result_is_marked_until_somebody_settles_it(
    scored: Scored, second: User, office: Client
) -> None:
    differ(scored, second)
    assert "awaiting-adjudication" in get_status(scored)
    assert "menunggu penetapan" in read(office, scored.path("nilai/sekolah/"))
    office.post(scored.path(ITEM), {"level": "3", "reason": "Dilihat bersama", "seen": ""})
    assert "awaiting-adjudication" not in get_status(scored)


def test_a_period_is_not_frozen_over_a_difference(scored: Scored, second: User) -> None:
    set_phases(by=scored.world.admin, round=scored.round, phases=())
    differ(scored, second)
    obstacle = find_obstacle(scored.round)
    assert obstacle is not None
    assert obstacle.code == "adjudications-open"
    assert "1 indikator" in read(scored.log_in(), scored.path("pembekuan/"))


# ---- on the pages --------------------------------------------------------------------


def test_the_page_lists_what_waits_and_how_far_they_agree(
    scored: Scored, second: User, office: Client
) -> None:
    differ(scored, second)
    page = read(office, scored.path(PAGE))
    assert "1 indikator menunggu penetapan" in page
    assert "1 – 4" in page
    assert "terlalu sedikit untuk disimpulkan" in page
    assert "Kesepakatan evaluator" in read(office, scored.path("verifikasi/"))


def test_without_two_evaluators_the_page_says_what_to_do(scored: Scored, office: Client) -> None:
    assert "satu evaluator memeriksa tiap unit" in read(office, scored.path(PAGE))
    set_rules(by=scored.world.admin, round=scored.round, rules=CheckRules(evaluators=2))
    assert "Begitu keduanya memilih level" in read(office, scored.path(PAGE))


def test_both_remarks_stand_beside_each_other(scored: Scored, second: User, office: Client) -> None:
    differ(scored, second)
    page = read(office, scored.path(ITEM))
    assert f"Menurut {scored.world.evaluator.pk}." in page
    assert f"Menurut {second.pk}." in page
    assert "Belum ada bukti dukung" in page or "Tidak ada bukti" in page


def test_settled_it_counts_is_told_and_leads_on(
    scored: Scored, second: User, office: Client
) -> None:
    differ(scored, second)
    find(scored, second, "klinik", "1", "0")
    find(scored, scored.world.evaluator, "klinik", "1", "5")
    sent = office.post(scored.path(ITEM), {"level": "3", "reason": "Dilihat bersama", "seen": ""})
    assert sent["Location"] == scored.path("kesepakatan/klinik/E/1/")
    assert Adjudication.objects.get().chosen == "3"
    page = read(office, scored.path(ITEM))
    assert "Dilihat bersama" in page
    assert count_events("finding.adjudicate") == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"level": "3", "reason": " "}, "Tulis alasannya"),
        ({"level": "", "reason": "Dilihat"}, "Pilih level"),
        ({"level": "9", "reason": "Dilihat"}, "Pilih level"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    scored: Scored, second: User, office: Client, data, words
) -> None:
    differ(scored, second)
    response = office.post(scored.path(ITEM), {**data, "seen": ""})
    page = response.content.decode()
    assert response.status_code == 409
    assert words in page
    assert data["reason"] in page
    assert not Adjudication.objects.exists()


def test_who_settles_over_an_unseen_decision_is_asked_to_read_it(
    scored: Scored, second: User, office: Client
) -> None:
    differ(scored, second)
    office.post(scored.path(ITEM), {"level": "3", "reason": "Pertama", "seen": ""})
    response = office.post(scored.path(ITEM), {"level": "5", "reason": "Kedua", "seen": ""})
    assert response.status_code == 409
    assert "Pertama" in response.content.decode()
    seen = Adjudication.objects.get().pk
    office.post(scored.path(ITEM), {"level": "5", "reason": "Kedua", "seen": seen})
    assert Adjudication.objects.count() == 2


def test_sent_twice_it_is_settled_once(scored: Scored, second: User, office: Client) -> None:
    differ(scored, second)
    data = {"level": "3", "reason": "Sekali", "seen": "", "page": str(new_uuid())}
    for _each in range(2):
        assert office.post(scored.path(ITEM), data).status_code == 302
    assert Adjudication.objects.count() == 1


def test_what_no_level_is_chosen_for_is_not_there(scored: Scored, office: Client) -> None:
    assert office.get(scored.path("kesepakatan/sekolah/K/1/")).status_code == 404


# ---- the rules of checking -----------------------------------------------------------


def test_the_office_changes_how_a_period_is_checked(scored: Scored, office: Client) -> None:
    path = scored.path("jadwal/")
    sent = office.post(path, {"act": "rules", "returns": 1, "workdays": 3, "evaluators": 2})
    assert sent.status_code == 302
    scored.round.refresh_from_db()
    assert get_rules(scored.round) == CheckRules(1, 3, 2)
    assert count_events("round.rules") == 1
    page = read(office, path)
    assert "dikembalikan 1 kali" in page
    assert "Dua evaluator memeriksa tiap unit" in page
    unit = scored.units["sekolah"].pk
    make_user(scored.world.government, Role.EVALUATOR)
    assert office.get(scored.path("tugas/")).content.decode().count(f'"who-{unit}"') == 2


def test_rules_out_of_bounds_are_refused_in_words(scored: Scored, office: Client) -> None:
    data = {"act": "rules", "returns": 99, "workdays": 0, "evaluators": 3}
    page = office.post(scored.path("jadwal/"), data).content.decode()
    assert page.count("error-text") == 3
    assert 'value="99"' in page
    assert count_events("round.rules") == 0
    with pytest.raises(UserError, match="rules-bad"):
        set_rules(by=scored.world.admin, round=scored.round, rules=CheckRules(returns=99))
    with pytest.raises(PermissionDenied):
        set_rules(by=scored.world.evaluator, round=scored.round, rules=CheckRules())


def test_the_same_rules_again_are_no_event(scored: Scored) -> None:
    set_rules(by=scored.world.admin, round=scored.round, rules=CheckRules())
    assert count_events("round.rules") == 0
