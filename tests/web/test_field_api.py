"""What the field page and the server say to each other."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.actions.test_visit_entries import make_photo
from tests.shared import shared
from tests.web.scored import BACKEND, Scored, make_scored
from tests.world import make_government, make_user, new_uuid
from tilik.actions.visits import cancel_visit, plan_visit
from tilik.records.models import AnswerRevision, Visit, VisitEntry
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db


@shared
def scored() -> Scored:
    return make_scored()


@pytest.fixture
def visit(scored: Scored) -> Visit:
    unit = scored.units["sekolah"]
    return plan_visit(by=scored.world.admin, round=scored.round, unit=unit, kind="lapangan")


class Phone:
    """An evaluator's phone."""

    def __init__(self, scored: Scored, visit: Visit, user: Any = None) -> None:
        self.person = user or scored.world.evaluator
        self.client = Client()
        self.client.force_login(self.person, backend=BACKEND)
        self.path = f"/lapangan/api/{visit.client_uuid}/"

    def send(self, *entries: dict[str, Any], status: int = 200, **facts: Any) -> list[Any]:
        body = {"person": str(self.person.pk), "entries": list(entries), **facts}
        response = self.client.post(f"{self.path}kirim/", body, content_type="application/json")
        assert response.status_code == status, response.content
        return list(response.json().get("acks", [response.json()]))

    def pack(self) -> dict[str, Any]:
        return dict(self.client.get(self.path).json())


def entry(kind: str = "answer", **facts: Any) -> dict[str, Any]:
    return {"uuid": str(new_uuid()), "kind": kind, **facts}


def level(value: str, **facts: Any) -> dict[str, Any]:
    return entry(form="E", item="2", value=value, **facts)


def test_the_list_names_person_clock_and_visits(scored: Scored, visit: Visit) -> None:
    found = Phone(scored, visit).client.get("/lapangan/api/")
    data = found.json()
    assert data["person"] == str(scored.world.evaluator.pk)
    assert [each["id"] for each in data["visits"]] == [str(visit.client_uuid)]
    assert len(data["csrf"]) > 30
    assert "no-store" in found["Cache-Control"]


def test_the_pack_holds_claim_rule_and_questions(scored: Scored, visit: Visit) -> None:
    pack = Phone(scored, visit).pack()
    first, second = pack["indicators"]
    assert [q["code"] for q in first["questions"]] == ["1", "2"]
    assert first["questions"][0]["claimed"] == "ya"
    assert first["questions"][1]["when"] == {"op": "is", "args": ["1", ["ya"]]}
    assert first["rule"]["form"] == "K"
    assert first["rule"]["rows"][1] == {
        "when": {"op": "number", "args": ["2", [["max", "0"]]]},
        "level": None,
        "decide": "Tidak ada layanan",
    }
    assert second["rule"] is None
    assert [code for code, _title in second["choices"]] == list("012345")
    assert len(pack["interviews"]["staff"]) == 7


def test_the_pack_is_read_in_few_queries(
    scored: Scored, visit: Visit, django_assert_max_num_queries: Any
) -> None:
    phone = Phone(scored, visit)
    with django_assert_max_num_queries(20):
        phone.pack()
    with django_assert_max_num_queries(12):
        phone.client.get("/lapangan/api/")


def test_each_entry_is_acknowledged_for_itself(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    good, bad = level("4"), level("9")
    note = entry("note", content={"text": "Antrean rapi."})
    acks = phone.send(good, bad, note, "nonsense", entry("dance"))  # type: ignore[arg-type]
    assert [ack["outcome"] for ack in acks] == ["kept", "refused", "kept", "refused", "refused"]
    assert acks[0]["revision"] == AnswerRevision.objects.get(client_uuid=UUID(good["uuid"])).pk
    assert "skala" in acks[1]["words"]
    assert VisitEntry.objects.count() == 2


def test_what_was_sent_shows_in_the_next_pack(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    acks = phone.send(
        level("4", remark="Terlihat."),
        entry(form="K", item="1", value="tidak"),
        entry(form="K", item="3", value=["situs"]),
    )
    first, second = phone.pack()["indicators"]
    assert (second["value"], second["remark"], second["base"]) == (
        "4", "Terlihat.", acks[0]["revision"],
    )  # fmt: skip
    assert first["questions"][0]["seen"] == "tidak"
    assert second["questions"][0]["seen"] == ["situs"]


def test_a_conflict_shows_what_stands_and_whose_it_is(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    phone.send(level("4", remark="Terlihat."))
    (ack,) = phone.send(level("2"))
    assert ack["outcome"] == "conflict"
    assert ack["theirs"]["value"] == "4"
    assert ack["theirs"]["words"].startswith("4")
    assert ack["theirs"]["remark"] == "Terlihat."
    (ack,) = phone.send(level("2", base=ack["theirs"]["revision"]))
    assert ack["outcome"] == "kept"


def test_a_conflict_over_several_choices_is_said_in_words(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    phone.send(entry(form="K", item="3", value=["situs"]))
    (ack,) = phone.send(entry(form="K", item="3", value=[]))
    assert (ack["theirs"]["words"], ack["theirs"]["value"]) == ("Situs", ["situs"])


def test_a_photo_comes_with_its_entry(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    photo = entry("photo", content={"caption": "Loket"}, saidAt="1999-12-31T23:59:00+08:00")
    sent = json.dumps({"person": str(phone.person.pk), "entries": [photo]})
    for _ in range(2):
        file = SimpleUploadedFile("foto.jpg", make_photo(), "image/jpeg")
        found = phone.client.post(f"{phone.path}kirim/", {"sent": sent, "file": file})
        assert found.json()["acks"][0]["outcome"] == "kept"
    kept = VisitEntry.objects.get()
    assert kept.said_at is not None
    assert kept.said_at.year == 1999


@pytest.mark.parametrize("clock", [None, "kemarin", "2024-13-01T00:00:00Z", "0001-01-01T00:00:00Z",
                                   "2024-11-12T09:00:00", 17, "9999-12-31T23:59:59-12:00"])  # fmt: skip
def test_a_clock_that_says_nothing_stops_nothing(
    scored: Scored, visit: Visit, clock: object
) -> None:
    (ack,) = Phone(scored, visit).send(entry("note", content={"text": "x"}, saidAt=clock))
    assert ack["outcome"] == "kept"
    assert VisitEntry.objects.get().said_at is None


def test_an_entry_is_taken_back_from_the_phone(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    note = entry("note", content={"text": "x"})
    phone.send(note)
    for _ in range(2):
        (ack,) = phone.send(entry("withdraw", withdraws=note["uuid"]))
        assert ack["outcome"] == "kept"
    assert VisitEntry.objects.get().withdrawn_at is not None
    (ack,) = phone.send(entry("withdraw", withdraws=str(new_uuid())))
    assert ack["code"] == "entry-not-found"


@pytest.mark.parametrize("body", [
    b"", b"[]", b"{", b'{"person": "1"}', b"[" * 100_000, b'{"entries": 3}', b"\xff\xfe",
])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_json(scored: Scored, visit: Visit, body: bytes) -> None:
    phone = Phone(scored, visit)
    found = phone.client.generic("POST", f"{phone.path}kirim/", body, "application/json")
    assert found.status_code == 400
    assert found.json()["code"] in {"entry-unreadable", "other-person"}


@pytest.mark.parametrize("facts", [
    {"uuid": "x"}, {"base": "1"}, {"base": True}, {"content": []}, {"content": "x"},
])  # fmt: skip
def test_an_entry_that_cannot_be_read_is_refused_alone(
    scored: Scored, visit: Visit, facts: dict[str, Any]
) -> None:
    (ack,) = Phone(scored, visit).send(level("4") | facts)
    assert (ack["outcome"], ack["code"]) == ("refused", "entry-unreadable")


def test_more_than_fifty_at_once_are_refused(scored: Scored, visit: Visit) -> None:
    notes = [entry("note", content={"text": "x"}) for _ in range(51)]
    (answer,) = Phone(scored, visit).send(*notes, status=400)
    assert answer["code"] == "entry-unreadable"


def test_another_accounts_entries_are_never_sent_as_ones_own(scored: Scored, visit: Visit) -> None:
    phone = Phone(scored, visit)
    (answer,) = phone.send(level("4"), status=400, person=str(scored.world.admin.pk))
    assert answer["code"] == "other-person"
    assert not VisitEntry.objects.exists()


def test_who_is_not_logged_in_is_told_so_in_json(visit: Visit) -> None:
    for path in ("/lapangan/api/", f"/lapangan/api/{visit.client_uuid}/"):
        found = Client().get(path)
        assert found.status_code == 401
        assert found.json()["login"].startswith("/akun/login/?next=/lapangan/")


def test_a_request_without_the_token_is_refused(scored: Scored, visit: Visit) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(scored.world.evaluator, backend=BACKEND)
    path = f"/lapangan/api/{visit.client_uuid}/kirim/"
    body = {"person": str(scored.world.evaluator.pk), "entries": [level("4")]}
    assert client.post(path, body, content_type="application/json").status_code == 400
    token = client.get("/lapangan/api/").json()["csrf"]
    headers = {"X-CSRFToken": token}
    found = client.post(path, body, content_type="application/json", headers=headers)
    assert found.json()["acks"][0]["outcome"] == "kept"


@pytest.mark.parametrize("role", ["operator", "head", "leader"])
def test_a_visit_is_not_there_for_who_does_not_check(
    scored: Scored, visit: Visit, role: str
) -> None:
    phone = Phone(scored, visit, getattr(scored.world, role))
    assert phone.client.get(phone.path).status_code == 404
    assert phone.send(level("4"), status=404)[0]["code"] == "visit-not-found"
    assert phone.client.get("/lapangan/api/").json()["visits"] == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.EVALUATOR, Role.LEADER])
def test_nobody_of_another_government_learns_of_a_visit(
    scored: Scored, visit: Visit, role: Role
) -> None:
    stranger = make_user(make_government("64.01", "Kabupaten Lain"), role)
    phone = Phone(scored, visit, stranger)
    assert phone.client.get(phone.path).status_code == 404
    assert phone.send(level("4"), status=404)[0]["code"] == "visit-not-found"
    assert phone.client.get("/lapangan/api/").json()["visits"] == []


def test_a_cancelled_visit_leaves_the_list_and_says_so_to_what_comes_late(
    scored: Scored, visit: Visit
) -> None:
    cancel_visit(by=scored.world.admin, visit=visit)
    phone = Phone(scored, visit)
    assert phone.client.get("/lapangan/api/").json()["visits"] == []
    assert phone.send(level("4"))[0]["code"] == "visit-cancelled"
