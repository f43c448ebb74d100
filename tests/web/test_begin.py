"""The command that makes a first government and its admin, as somebody types it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tilik.records.models import AuditEvent, Government, Holiday, Seat, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
KUTIM = {
    "code": "64.08",
    "name": "Kabupaten Kutai Timur",
    "kind": "kabupaten",
    "person": "Rahma Contoh",
    "login": "0812 3456 7890",
}


def begin(**answers: str) -> str:
    """What the command printed."""
    out = StringIO()
    call_command("begin", stdout=out, **{**KUTIM, **answers})
    return out.getvalue()


def log_in(printed: str, login: str) -> str:
    """Where the printed password leads to."""
    password = printed.strip().rpartition(" ")[2]
    form = {"login": login, "password": password}
    return Client().post("/akun/login/", form, follow=True).request["PATH_INFO"]


def test_the_first_admin_logs_in_with_the_printed_password_and_chooses_another() -> None:
    printed = begin()
    assert log_in(printed, KUTIM["login"]) == "/akun/password/change/"
    roles = Seat.objects.values_list("role", "government__name")
    assert set(roles) == {(Role.ADMIN, KUTIM["name"]), (Role.SYSTEM, None)}
    assert Holiday.objects.exists()


def test_the_password_and_the_person_stand_in_no_trail() -> None:
    printed = begin()
    told = "".join(str(diff) for diff in AuditEvent.objects.values_list("diff", flat=True))
    for secret in (printed.strip().rpartition(" ")[2], "Rahma", "81234567890"):
        assert secret not in told


def test_a_second_government_has_an_admin_of_its_own_who_looks_after_nothing_else() -> None:
    begin()
    begin(code="64.09", name="Kabupaten Penajam Paser Utara", login="admin@ppu.example")
    second = User.objects.get(person__email="admin@ppu.example")
    assert [seat.role for seat in second.seats.all()] == [Role.ADMIN]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"login": "tidak ada"}, "NIP"),
        ({"code": "kutim"}, "64.08"),
        ({"name": " "}, "nama pemerintah"),
        ({"kind": "desa"}, "provinsi, kabupaten, kota, pusat"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_in_words_and_nothing_is_kept(
    answers: dict[str, str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        begin(**answers)
    assert not Government.objects.exists()
    assert not User.objects.exists()


def test_a_login_somebody_has_already_is_refused_and_no_second_government_stays() -> None:
    begin()
    with pytest.raises(CommandError, match="Sudah ada akun"):
        begin(code="64.09", name="Kabupaten Lain")
    assert Government.objects.count() == 1


def test_an_answer_left_out_is_named_where_nobody_can_be_asked() -> None:
    with pytest.raises(CommandError, match="--person"):
        begin(person="")


def test_the_system_admin_reads_what_the_role_is_for(client: Client) -> None:
    begin()
    user = User.objects.get()
    user.seats.filter(role=Role.ADMIN).delete()
    User.objects.update(password_is_temporary=False)
    client.force_login(user, backend="tilik.actions.auth.IdentifierBackend")
    page = client.get("/beranda/").content.decode()
    assert "Anda mengurus pemasangan ini" in page
    assert "Belum ada periode" not in page
