"""Every address of the site × every role × one's own and foreign units and governments.

The addresses come from the resolver, so that nobody has to remember a new one: without a row in
`rights_table.py` the house fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.shared import build_once
from tests.web.acts_table import ACTS, Act
from tests.web.addresses import ACCOUNTS, NAMES
from tests.web.rights_table import (
    ANYONE,
    CHECKERS,
    FILLERS,
    OFFICE,
    ROWS,
    THINGS,
    Row,
    make_things,
)
from tests.web.scored import Scored, log_in, make_scored
from tests.world import make_user, make_world
from tilik.actions.assigning import confirm
from tilik.reading import isolated
from tilik.records.models import AuditEvent, Round, User
from tilik.records.models.seat import Role
from tilik.web.papers.kinds import KINDS, Kind

METHODS = ("get", "post")
UNIT_THINGS = {
    *("@unit", "@visit", "@picture", "@evidence", "@version", "@finding", "@objected"),
    *("@campaign", "@product"),
}
OF_UNIT = {"tilik:paper_signed"}
MAKERS = {"paper.manage": OFFICE, "finding.write": CHECKERS, "sheet.fill": FILLERS}
LOG_IN = "/akun/login/"
# What the log-in package shows to anybody; each says that accounts are given by the office.
OPEN_ACCOUNT = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
}
ACCOUNT_PARTS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "x"},
    "account_confirm_email": {"key": "x"},
}


@dataclass
class Crowd:
    """Everybody who might knock, by the name the table gives them."""

    scored: Scored
    own: dict[str, Client]
    foreign: dict[str, Client]


def make_crowd() -> Crowd:
    """Every role at home and abroad, two units at home, somebody without a seat."""
    scored = make_scored()
    make_things(scored)
    world = scored.world
    nobody = User()
    nobody.save()
    own = {
        "admin": world.admin,
        "operator": world.operator,
        "head": world.head,
        "evaluator": world.evaluator,
        "leader": world.leader,
        "other_operator": make_user(world.government, Role.OPERATOR, world.clinic),
        "other_head": make_user(world.government, Role.HEAD, world.clinic),
        "system": make_user(None, Role.SYSTEM),
        "nobody": nobody,
    }
    there = make_world("64.01")
    far = ("admin", "operator", "head", "evaluator", "leader")
    return Crowd(
        scored,
        {name: log_in(user) for name, user in own.items()},
        {name: log_in(getattr(there, name)) for name in far},
    )


@pytest.fixture(scope="module")
def _crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Crowd]:
    yield from build_once(django_db_blocker, make_crowd)


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Nothing; a paper is read for the first who may see it, and the same is given to the next."""
    run, read = isolated._run, {}

    def run_once(arguments: list[str], content: bytes, seconds: float | None = None) -> bytes:
        key = (*arguments, content)
        if key not in read:
            read[key] = run(arguments, content, seconds)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolated, "_run", run_once)
        yield


@pytest.fixture
def crowd(_crowd: Crowd, db: None) -> Crowd:
    """Whatever a test sends is undone after it."""
    return _crowd


def fill_in(crowd: Crowd, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts with things of the example in place of their names."""
    return {
        part: THINGS[value](crowd.scored) if value in THINGS else value
        for part, value in parts.items()
    }


def make_path(crowd: Crowd, name: str, **parts: str) -> str:
    return reverse(name, kwargs=fill_in(crowd, {**ROWS[name].parts, **parts}))


def ask(client: Client, method: str, path: str, data: Any = None) -> tuple[int, int]:
    """The status, and how many events were written; what was sent is undone."""
    before = AuditEvent.objects.count()
    with transaction.atomic():
        response = getattr(client, method)(path, data)
        status: int = response.status_code
        if response.streaming:
            b"".join(response)  # read to its end, the client closes it without the database
        written = AuditEvent.objects.count() - before
        transaction.set_rollback(True)
    return status, written


def list_everybody(crowd: Crowd) -> dict[str, Client]:
    """Who is at home, then those of another government as `foreign …`."""
    return crowd.own | {f"foreign {who}": each for who, each in crowd.foreign.items()}


EVERY = pytest.mark.parametrize("name", sorted(set(NAMES) & set(ROWS)))


def is_right(status: int, method: str, found: Row, who: str) -> bool:
    """Whether the answer is what the table says; what somebody let in sent may still be wrong."""
    if found.reads == "" and method == "get":
        return status in (404, 405)
    if found.may(who, method):
        return status in (200, 302) if method == "get" else status not in (403, 500)
    return status in (403, 404, 405)


@EVERY
def test_the_table_says_who_is_let_in(crowd: Crowd, name: str) -> None:
    path, found = make_path(crowd, name), ROWS[name]
    wrong = []
    for method, (who, client) in product(METHODS, crowd.own.items()):
        status, written = ask(client, method, path)
        may = found.may(who, method)
        if not is_right(status, method, found, who) or (written and not may):
            wrong.append(f"{method} by {who}: {status}, {written} written")
    assert not wrong, f"{name} {path}: {'; '.join(wrong)}. See tests/web/rights_table.py."


@EVERY
def test_another_government_is_told_that_nothing_is_there(crowd: Crowd, name: str) -> None:
    path, found = make_path(crowd, name), ROWS[name]
    wrong = []
    for method, (who, client) in product(METHODS, crowd.foreign.items()):
        status, written = ask(client, method, path)
        hidden = status == 404 or (status == 405 and found.reads == "")
        is_fine = hidden if found.is_of_government else is_right(status, method, found, who)
        if not is_fine or (found.is_of_government and written):
            wrong.append(f"{method} by a foreign {who}: {status}, {written} written")
    assert not wrong, f"{name} {path}: {'; '.join(wrong)}. See tests/web/rights_table.py."


@EVERY
def test_who_is_not_logged_in_is_led_to_the_log_in(crowd: Crowd, name: str) -> None:
    path, found = make_path(crowd, name), ROWS[name]
    for method in METHODS:
        response = getattr(Client(), method)(path)
        if not name.startswith("tilik:") or found.reads == ANYONE:
            assert is_right(response.status_code, method, found, "anybody"), (method, path)
            continue
        if found.speaks_json:
            assert response.status_code == 401, (method, path)
            assert response.json()["login"].startswith(LOG_IN)
            continue
        assert response.status_code == 302, (method, path)
        assert response["Location"].startswith(LOG_IN), (method, path)


@pytest.fixture
def other_evaluator(crowd: Crowd) -> Client:
    """Who has the clinic alone, in periods that give the school to the evaluator."""
    world = crowd.scored.world
    other = make_user(world.government, Role.EVALUATOR)
    for round in Round.objects.filter(government=world.government):
        plan = {world.school.pk: [world.evaluator.pk], world.clinic.pk: [other.pk]}
        confirm(by=world.admin, round=round, plan=plan)
    return log_in(other)


def test_an_evaluator_reaches_nothing_of_a_unit_that_was_given_to_another(
    crowd: Crowd, other_evaluator: Client
) -> None:
    wrong = []
    for name in sorted(set(NAMES) & set(ROWS)):
        found = ROWS[name]
        if name not in OF_UNIT and not UNIT_THINGS & {*map(str, found.parts.values())}:
            continue
        path = make_path(crowd, name)
        for method in METHODS:
            status, _written = ask(crowd.own["evaluator"], method, path)
            if not is_right(status, method, found, "evaluator"):
                wrong.append(f"{method} {name} by who has the unit: {status}")
            status, written = ask(other_evaluator, method, path)
            if status not in (403, 404, 405) or written:
                wrong.append(f"{method} {name}: {status}, {written} written")
    assert not wrong, "; ".join(wrong)


def test_an_evaluator_sees_no_survey_of_a_unit_that_was_given_to_another(
    crowd: Crowd, other_evaluator: Client
) -> None:
    pk = fill_in(crowd, {"pk": "@campaign"})["pk"]
    page = reverse("tilik:campaigns")
    assert f"/survei/{pk}/" in crowd.own["evaluator"].get(page).content.decode()
    assert f"/survei/{pk}/" not in other_evaluator.get(page).content.decode()


def test_an_evaluator_does_nothing_to_a_unit_that_was_given_to_another(
    crowd: Crowd, other_evaluator: Client
) -> None:
    papers = [
        (f"paper {kind.code}", make_path(crowd, "tilik:paper", kind=kind.code),
         {"unit": "sekolah", "format": kind.formats[0]})
        for kind in KINDS
    ]  # fmt: skip
    acts = [
        (str(act), make_path(crowd, act.name, **act.parts), fill_in(crowd, act.data))
        for act in ACTS
    ]
    wrong = []
    for words, path, data in [*acts, *papers]:
        status, written = ask(other_evaluator, "post", path, data)
        if status != 403 or written:
            wrong.append(f"{words}: {status}, {written} written")
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.name} {act.data.get('act', '')}")
def test_where_the_content_decides_nothing_is_written_for_who_may_not(
    crowd: Crowd, act: Act
) -> None:
    path = make_path(crowd, act.name, **act.parts)
    wrong = []
    for who, client in list_everybody(crowd).items():
        status, written = ask(client, "post", path, fill_in(crowd, act.data))
        is_foreign = who.startswith("foreign")
        may = who in act.who.split()
        if (
            (is_foreign and status != 404)
            or (written and not may)
            or (may and status not in (200, 302, 409))
        ):
            wrong.append(f"{who}: {status}, {written} written")
    assert not wrong, f"{act}: {'; '.join(wrong)}. See ACTS in tests/web/acts_table.py."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_each_paper_is_made_only_by_whom_its_right_lets(
    crowd: Crowd, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilik.web.desk.papers._send", lambda *_asked: HttpResponse())
    path = make_path(crowd, "tilik:paper", kind=kind.code)
    data = {"unit": "sekolah", "format": kind.formats[0]}
    wrong = []
    for who, client in list_everybody(crowd).items():
        status, written = ask(client, "post", path, data)
        away = 404 if who.startswith("foreign") else 403
        wanted = 200 if who in MAKERS[kind.verb].split() else away
        if status != wanted and not (who in ("system", "nobody") and status == 404):
            wrong.append(f"{who}: {status}, {written} written")
    assert not wrong, f"{kind.code}: {'; '.join(wrong)}"


@pytest.mark.parametrize("name", ACCOUNTS)
def test_pages_of_an_account_are_for_who_is_logged_in(db: None, name: str) -> None:
    path = reverse(name, kwargs=ACCOUNT_PARTS.get(name, {}))
    for method in METHODS:
        response = getattr(Client(), method)(path)
        shown = (200,) if name in OPEN_ACCOUNT else ()
        assert response.status_code in (*shown, 302, 404, 405), (method, response.status_code)
