"""Ways into an account: slips on paper, invitations, a password of one's own, a pause that ends."""

import io
import re

import pypdfium2
import pytest
from django.test import Client, override_settings

from tests.shared import shared
from tests.web.filled import read, strip
from tests.web.scored import log_in
from tests.world import PASSWORD, World, make_user, make_world
from tilik.actions.people import reset_password
from tilik.records.models import Seat, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
ROLES, HANDOVER, SLIPS = "/kelola/peran/", "/kelola/serah-terima/", "/kelola/slip.pdf"
NEW = "pilihan-sendiri-1"


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def office(world: World) -> Client:
    return log_in(world.admin)


def enter(user: User, password: str, client: Client | None = None) -> Client:
    """A client that went through the door itself."""
    client = client or Client()
    client.post("/akun/login/", {"login": user.person.nip, "password": password})
    return client


# --- Slips ----------------------------------------------------------------------------------------


def test_slips_for_several_accounts_come_as_one_paper(office: Client, world: World) -> None:
    people = [world.operator.pk, world.head.pk, world.leader.pk]
    page = office.post(ROLES, {"account": people}).content.decode()
    passwords = re.findall(r"Kata sandi pertama: (\S+)", page)
    assert len(passwords) == 3
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert sealed is not None
    paper = office.post(SLIPS, {"sealed": sealed[1]})
    text = pypdfium2.PdfDocument(io.BytesIO(paper.content))[0].get_textpage().get_text_range()
    for password in passwords:
        assert password in text
    assert world.operator.person.nip in text
    assert User.objects.get(pk=world.head.pk).check_password(passwords[1])


def test_a_paper_of_slips_cannot_be_made_up(office: Client, world: World) -> None:
    for sealed in ("", "bukan", "eyJ4IjoxfQ:1abc:def"):
        assert office.post(SLIPS, {"sealed": sealed}).status_code == 400
    assert office.get(SLIPS).status_code == 405
    assert log_in(world.operator).post(SLIPS, {"sealed": "x"}).status_code == 403


def test_a_new_slip_ends_the_sessions_of_before(office: Client, world: World) -> None:
    client = enter(world.operator, PASSWORD)
    assert client.get("/beranda/").status_code == 302
    office.post(ROLES, {"account": world.operator.pk})
    assert client.get("/beranda/").headers["Location"].startswith("/akun/login/")


# --- A password of one's own ----------------------------------------------------------------------


def test_who_has_a_slip_chooses_a_password_before_anything_else(world: World) -> None:
    first = reset_password(by=world.admin, user=world.operator)
    client = enter(world.operator, first)
    for path in ("/beranda/", f"/periode/{world.round.pk}/", "/bantuan/", "/instrumen/"):
        assert client.get(path).headers["Location"] == "/akun/password/change/"
    page = strip(read(client, "/akun/password/change/"))
    assert "Buat dahulu kata sandi Anda sendiri" in page
    sent = {"oldpassword": first, "password1": NEW, "password2": NEW}
    assert client.post("/akun/password/change/", sent).status_code == 302
    user = User.objects.get(pk=world.operator.pk)
    assert user.check_password(NEW)
    assert not user.password_is_temporary
    client = enter(world.operator, NEW)
    assert read(client, f"/periode/{world.round.pk}/")


def test_a_slip_leaves_the_way_out_and_the_language_open(world: World) -> None:
    first = reset_password(by=world.admin, user=world.operator)
    client = enter(world.operator, first)
    assert client.get("/akun/logout/").status_code == 200
    assert client.post("/tampilan/", {"language": "en", "next": "/"}).headers["Location"] == "/"


# --- Invitations ----------------------------------------------------------------------------------


def invite(office: Client, user: User) -> str:
    page = office.post(ROLES, {"account": user.pk, "act": "invite"}).content.decode()
    found = re.search(r"http://testserver(/undangan/\S+)", page)
    assert found is not None
    assert "Sekali pakai" in page
    return found[1]


def test_an_invitation_leads_to_a_password_and_then_to_the_log_in(
    office: Client, world: World
) -> None:
    path, client = invite(office, world.operator), Client()
    response = client.get(path)
    assert response.headers["Location"] == "/undangan/", "the token leaves the address"
    assert world.operator.get_role_line() in read(client, "/undangan/")
    sent = {"new_password1": NEW, "new_password2": NEW}
    assert client.post("/undangan/", sent).headers["Location"] == "/akun/login/"
    assert User.objects.get(pk=world.operator.pk).check_password(NEW)
    again = Client()
    again.get(path)
    assert "tidak berlaku lagi" in read(again, "/undangan/")


def test_a_weak_password_is_refused_and_the_invitation_still_holds(
    office: Client, world: World
) -> None:
    client = Client()
    client.get(invite(office, world.operator))
    page = client.post("/undangan/", {"new_password1": "12345", "new_password2": "12345"})
    assert 'class="error-summary"' in page.content.decode()
    assert "Simpan kata sandi" in read(client, "/undangan/")


def test_the_old_password_holds_until_the_invitation_is_used(office: Client, world: World) -> None:
    invite(office, world.operator)
    assert User.objects.get(pk=world.operator.pk).check_password(PASSWORD)


@pytest.mark.parametrize("path", ["/undangan/", "/undangan/x/y/"])
def test_an_address_made_up_says_what_to_do(path: str) -> None:
    response = Client().get(path, follow=True)
    assert response.status_code == 200
    assert "tidak berlaku lagi" in response.content.decode()


# --- Serah terima on its page ---------------------------------------------------------------------


def fields(world: World, **changes: object) -> dict[str, object]:
    seat = Seat.objects.get(user=world.operator)
    return {"seat": seat.pk, "to": world.leader.pk, "day": "2024-01-01", "letter": "800/3",
            "full_name": "", "login": "", "position": "", **changes}  # fmt: skip


def test_a_handover_gives_minutes_to_copy(office: Client, world: World) -> None:
    response = office.post(HANDOVER, fields(world), follow=True)
    minutes = response.content.decode().split("<textarea")[1].split("</textarea>")[0]
    assert "*Serah terima* – operator unit – Sekolah" in minutes
    assert f"Dari: {world.operator.get_role_line()}" in minutes
    assert f"Kepada: {world.leader.get_role_line()}" in minutes
    assert "Dasar: 800/3" in minutes
    assert "0 dari 2 pertanyaan terjawab" in minutes
    assert "WITA = " in minutes


def test_a_newcomer_gets_a_slip_with_the_minutes(office: Client, world: World) -> None:
    sent = fields(world, to="", full_name="Pengganti", login="0812 3456 7890", position="Staf")
    page = office.post(HANDOVER, sent).content.decode()
    password = re.search(r"Kata sandi pertama: (\S+)", page)
    assert password is not None
    user = User.objects.get(person__phone="+6281234567890")
    assert user.check_password(password[1])
    assert 'name="sealed"' in page


def test_nobody_hands_over_a_task_they_did_not_choose(office: Client, world: World) -> None:
    page = read(office, HANDOVER)
    first = page.split('name="seat"')[1].split("</option>")[0]
    assert 'value=""' in first, "else the office would hand over its own seat by default"
    page = office.post(HANDOVER, fields(world, seat="")).content.decode()
    assert 'class="error-summary"' in page
    assert not Seat.objects.exclude(valid_to=None).exists()
    chosen = read(office, f"{HANDOVER}?seat={Seat.objects.get(user=world.head).pk}")
    assert f'<option value="{Seat.objects.get(user=world.head).pk}" selected>' in chosen


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to": ""}, "tulis nama orang baru"),
        ({"to": "", "full_name": "X", "login": "12"}, "Isi NIP 18 angka"),
        ({"day": ""}, "error-text"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    office: Client, world: World, changes: dict[str, object], words: str
) -> None:
    page = office.post(HANDOVER, fields(world, **changes)).content.decode()
    assert words in page
    assert 'value="800/3"' in page
    assert Seat.objects.get(user=world.operator).valid_to is None


def test_somebody_known_by_that_number_is_to_be_chosen(office: Client, world: World) -> None:
    sent = fields(world, to="", full_name="X", login=world.head.person.nip)
    assert "pilih akun itu" in office.post(HANDOVER, sent).content.decode()


def test_nobody_of_another_government_is_offered(office: Client, world: World) -> None:
    other = make_world("64.09")
    stranger = make_user(other.government, Role.OPERATOR, other.school)
    assert f"{stranger.person.full_name}," not in read(office, HANDOVER)
    sent = fields(world, seat=Seat.objects.get(user=stranger).pk)
    assert 'class="error-summary"' in office.post(HANDOVER, sent).content.decode()
    assert log_in(other.operator).get(HANDOVER).status_code == 403


# --- A pause that ends ----------------------------------------------------------------------------


@override_settings(AXES_FAILURE_LIMIT=3)
def test_the_pause_says_when_it_ends_and_a_new_slip_ends_it(world: World) -> None:
    client, login = Client(), world.operator.person.nip
    for _ in range(3):
        response = client.post("/akun/login/", {"login": login, "password": "salah"})
    page = strip(response.content.decode())
    assert response.status_code == 429
    ends = re.search(r"mencoba lagi pada (.+? WITA), (\d+) menit lagi", page)
    assert ends is not None
    assert 29 <= int(ends[2]) <= 30
    again = client.post("/akun/login/", {"login": login, "password": PASSWORD})
    assert ends[1] in strip(again.content.decode()), "trying again does not move the end"
    first = reset_password(by=world.admin, user=world.operator)
    assert client.post("/akun/login/", {"login": login, "password": first}).status_code == 302


@override_settings(AXES_FAILURE_LIMIT=3)
def test_a_pause_of_one_person_is_none_of_anothers(world: World) -> None:
    client = Client()
    for _ in range(3):
        client.post("/akun/login/", {"login": world.operator.person.nip, "password": "salah"})
    assert enter(world.head, PASSWORD, client).get("/beranda/").status_code == 302


def test_more_slips_than_fit_a_page_go_on_to_the_next(office: Client, world: World) -> None:
    people = [make_user(world.government, Role.LEADER).pk for _ in range(9)]
    page = office.post(ROLES, {"account": people}).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert sealed is not None
    paper = office.post(SLIPS, {"sealed": sealed[1]})
    assert len(pypdfium2.PdfDocument(io.BytesIO(paper.content))) == 2
    assert "no-store" in paper["Cache-Control"]
