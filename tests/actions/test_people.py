"""Accounts: how people are known, brought in from a spreadsheet, moved, erased."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.shared import shared
from tests.world import PASSWORD, World, count_events, give, make_user, make_world
from tilik.actions.auth import IdentifierBackend, find_user
from tilik.actions.identifiers import clean_email, clean_nip, clean_phone, recognise
from tilik.actions.imports import ADD, CHANGE, CONFLICT, SAME
from tilik.actions.people import (
    add_person,
    change_person,
    erase_person,
    make_password,
    reset_password,
)
from tilik.actions.people_import import import_people
from tilik.actions.permissions import may
from tilik.actions.seats import close_seat, give_seat, hand_over
from tilik.actions.sheets import open_sheet
from tilik.core.errors import InvalidInput, PermissionDenied, UserError
from tilik.records.models import Person, Seat, User
from tilik.records.models.seat import Role
from tilik.records.queries.people import list_people

pytestmark = pytest.mark.django_db
NIP = "19" * 9
HEADER = ("Nama", "NIP", "No HP", "E-mail", "Jabatan", "Pangkat/Golongan", "Kode Unit", "Peran")


@shared
def world() -> World:
    return make_world()


def write(folder: Path, *rows: tuple[object, ...]) -> Path:
    """A workbook with these rows under the usual header."""
    path = folder / "pegawai.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Pegawai")
    for n, row in enumerate((HEADER, *rows)):
        sheet.write_row(n, 0, row)
    book.close()
    return path


@pytest.mark.parametrize(
    "written",
    ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890"],
)
def test_a_phone_number_is_one_number_however_written(written: str) -> None:
    assert clean_phone(written) == "+6281234567890"


@pytest.mark.parametrize("written", ["", "0812", "kantor", "08123456789012345", "+", "٠٨١٢٣٤٥٦٧٨٩"])
def test_what_is_no_phone_number_is_none(written: str) -> None:
    assert clean_phone(written) is None


def test_a_foreign_number_keeps_its_country() -> None:
    assert clean_phone("+60 12-345 6789") == "+60123456789"


def test_a_nip_has_eighteen_digits() -> None:
    assert clean_nip("191919191 919191919") == NIP
    assert clean_nip("'" + NIP) == NIP
    assert clean_nip(NIP[:-1]) is None
    assert clean_nip("x" * 18) is None


def test_an_address_is_written_small() -> None:
    assert clean_email(" Siti@Contoh.ID ") == "siti@contoh.id"
    assert clean_email("siti@") is None


def test_what_somebody_means_is_recognised() -> None:
    assert recognise(NIP) == ("nip", NIP)
    assert recognise("0812 3456 7890") == ("phone", "+6281234567890")
    assert recognise("a@b.id") == ("email", "a@b.id")
    assert recognise("siti") is None


def test_a_person_logs_in_by_any_of_the_three(world: World) -> None:
    user = add_person(
        by=world.admin,
        government=world.government,
        password=PASSWORD,
        full_name="Siti",
        nip=NIP,
        phone="081234567890",
        email="Siti@contoh.id",
    )
    for written in (NIP, "+62 81234567890", "siti@contoh.id"):
        assert find_user(written) == user
        assert IdentifierBackend().authenticate(None, username=written, password=PASSWORD) == user
        assert IdentifierBackend().authenticate(None, username=written, password="salah") is None
    assert IdentifierBackend().authenticate(None, username="siti", password=PASSWORD) is None


def test_an_account_without_password_or_shut_does_not_open(world: World) -> None:
    user = add_person(by=world.admin, government=world.government, full_name="S", nip=NIP)
    assert IdentifierBackend().authenticate(None, username=NIP, password="") is None
    password = reset_password(by=world.admin, user=user)
    assert IdentifierBackend().authenticate(None, username=NIP, password=password) == user
    assert User.objects.get(pk=user.pk).password_is_temporary
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert IdentifierBackend().authenticate(None, username=NIP, password=password) is None


def test_an_identifier_belongs_to_one_person(world: World) -> None:
    taken = world.operator.person.nip
    for act in (
        lambda: add_person(by=world.admin, government=world.government, full_name="x", nip=taken),
        lambda: change_person(by=world.admin, user=world.head, nip=taken),
    ):
        with pytest.raises(UserError, match="identifier-taken"):
            act()
    change_person(by=world.admin, user=world.operator, nip=taken)
    assert count_events("person.change") == 0


@pytest.mark.parametrize(
    ("values", "code"),
    [({}, "identifier-missing"), ({"nip": "12"}, "identifier-bad"), ({"phone": "x"}, "identifier")],
)
def test_a_person_needs_a_way_in(values: dict[str, str], code: str, world: World) -> None:
    with pytest.raises(UserError, match=code):
        add_person(by=world.admin, government=world.government, full_name="x", **values)


def test_an_unknown_value_is_a_mistake_of_ours(world: World) -> None:
    with pytest.raises(TypeError, match="unknown values"):
        add_person(by=world.admin, government=world.government, full_name="x", nik="1")


def test_an_erased_person_leaves_the_work_behind(world: World) -> None:
    sheet = open_sheet(by=world.operator, round=world.round, unit=world.school, form="K")
    revision = give(sheet, world.operator, "1", "ya")
    erase_person(by=world.admin, user=world.operator)
    revision.refresh_from_db()
    assert revision.value == "ya"
    assert User.objects.get(pk=revision.by_id).get_full_name() == f"#{revision.by_id}"
    assert not Person.objects.filter(user=world.operator).exists()
    assert not may(User.objects.get(pk=world.operator.pk), "sheet.fill", government=None)


def test_only_admins_of_that_government_touch_its_people(world: World) -> None:
    other = make_world("64.01")
    for act in (
        lambda: reset_password(by=other.admin, user=world.operator),
        lambda: erase_person(by=world.operator, user=world.leader),
        lambda: change_person(by=other.admin, user=world.operator, rank="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_admin_cannot_take_over_a_system_admin(world: World) -> None:
    give_seat(by=None, user=world.leader, role=Role.SYSTEM, government=None)
    with pytest.raises(PermissionDenied):
        reset_password(by=world.admin, user=world.leader)
    with pytest.raises(PermissionDenied):
        give_seat(by=world.admin, user=world.admin, role=Role.SYSTEM, government=None)
    system = make_user(None, Role.SYSTEM)
    assert reset_password(by=system, user=world.leader)


def test_a_slip_password_is_easy_to_copy() -> None:
    passwords = {make_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(len(password) == 14 and not set(password) & set("ilo01") for password in passwords)


def test_a_seat_given_twice_is_one_seat(world: World) -> None:
    place = {"role": Role.OPERATOR, "government": world.government, "unit": world.clinic}
    first = give_seat(by=world.admin, user=world.operator, **place)
    assert give_seat(by=world.admin, user=world.operator, **place) == first


def test_a_seat_stands_in_one_government(world: World) -> None:
    other = make_world("64.01")
    with pytest.raises(UserError, match="seat-foreign"):
        give_seat(
            by=world.admin,
            user=world.leader,
            role=Role.OPERATOR,
            government=world.government,
            unit=other.school,
        )
    with pytest.raises(UserError, match="seat-needs-unit"):
        give_seat(by=world.admin, user=world.leader, role=Role.HEAD, government=world.government)
    with pytest.raises(PermissionDenied):
        give_seat(by=other.admin, user=world.leader, role=Role.LEADER, government=world.government)


def test_a_handed_over_seat_closes_one_and_opens_the_next(world: World) -> None:
    seat = Seat.objects.get(user=world.operator)
    successor = hand_over(by=world.admin, seat=seat, to=world.leader, letter="800/1")
    home = {"government": world.government, "unit": world.school}
    assert may(world.leader, "sheet.fill", **home)
    assert not may(world.operator, "sheet.fill", **home)
    assert (successor.took_over_from, successor.letter) == (seat, "800/1")
    with pytest.raises(UserError, match="seat-closed"):
        hand_over(by=world.admin, seat=seat, to=world.head)
    with pytest.raises(UserError, match="seat-same-person"):
        hand_over(by=world.admin, seat=successor, to=world.leader)


def test_a_seat_is_closed_once_and_the_person_stays(world: World) -> None:
    close_seat(by=world.admin, seat=Seat.objects.get(user=world.leader))
    close_seat(by=world.admin, seat=Seat.objects.get(user=world.leader))
    assert count_events("seat.close") == 1
    assert not Seat.objects.filter(user=world.leader, valid_to=None).exists()
    assert world.leader in list_people(world.government)


PEOPLE = (
    ("Siti", NIP, "081234567890", "", "Guru", "III/a", "sekolah", ""),
    ("Budi", "", 81234567891, "", "Kepala", "", "sekolah", "Kepala Unit"),
    ("Ani", "", "", "ani@contoh.id", "", "", "", "Evaluator"),
)


def test_people_are_shown_before_they_are_brought_in(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *PEOPLE)
    before = User.objects.count()
    report = import_people(by=world.admin, government=world.government, path=path)
    assert [line.outcome for line in report.lines] == [ADD, ADD, ADD]
    assert (report.applied, report.slips, User.objects.count()) == (False, (), before)


def test_new_people_get_slips_seats_and_temporary_passwords(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *PEOPLE)
    report = import_people(by=world.admin, government=world.government, path=path, apply=True)
    assert [slip.full_name for slip in report.slips] == ["Siti", "Budi", "Ani"]
    for slip in report.slips:
        user = IdentifierBackend().authenticate(
            None, username=slip.identifier, password=slip.password
        )
        assert isinstance(user, User)
        assert user.password_is_temporary
    siti, budi = find_user(NIP), find_user("081234567891")
    assert may(siti, "sheet.fill", government=world.government, unit=world.school)
    assert may(budi, "sheet.approve", government=world.government, unit=world.school)
    assert may(find_user("ani@contoh.id"), "finding.write", government=world.government)


def test_people_brought_in_twice_are_brought_in_once(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *PEOPLE)
    import_people(by=world.admin, government=world.government, path=path, apply=True)
    count = User.objects.count()
    again = import_people(by=world.admin, government=world.government, path=path, apply=True)
    assert [line.outcome for line in again.lines] == [SAME, SAME, SAME]
    assert (again.slips, User.objects.count()) == ((), count)


def test_a_known_person_is_changed_and_blank_cells_change_nothing(
    world: World, tmp_path: Path
) -> None:
    import_people(
        by=world.admin, government=world.government, path=write(tmp_path, *PEOPLE), apply=True
    )
    moved = ("Siti Rahma", NIP, "", "", "", "III/b", "klinik", "")
    report = import_people(
        by=world.admin, government=world.government, path=write(tmp_path, moved), apply=True
    )
    assert report.lines[0].outcome == CHANGE
    assert report.lines[0].facts == {"fields": ["full_name", "rank"], "role": "operator-unit"}
    person = Person.objects.get(nip=NIP)
    assert (person.full_name, person.rank, person.phone) == (
        "Siti Rahma",
        "III/b",
        "+6281234567890",
    )
    assert may(person.user, "sheet.fill", government=world.government, unit=world.clinic)


def test_every_doubtful_line_is_named_and_nothing_is_done(world: World, tmp_path: Path) -> None:
    other = make_world("64.01")
    one, two = world.operator.person, world.head.person
    change_person(by=world.admin, user=world.head, phone="081200000009")
    path = write(
        tmp_path,
        ("", NIP, "", "", "", "", "", ""),
        ("A", float(NIP), "", "", "", "", "", ""),
        ("B", "", "", "", "Guru", "", "", ""),
        ("C", "", "0812000000011", "", "", "", "tidak-ada", ""),
        ("D", "", "0812000000012", "", "", "", "", "Camat"),
        ("E", "", "0812000000013", "", "", "", "", "Operator"),
        ("F", one.nip, "081200000009", "", "", "", "", ""),
        ("G", other.leader.person.nip, "", "", "", "", "", ""),
        ("H", "", "0812000000014", "", "", "", "", ""),
        ("I", "", "62812000000014", "", "", "", "", ""),
    )
    report = import_people(by=world.admin, government=world.government, path=path)
    assert [line.code for line in report.lines] == [
        "person-name-missing",
        "nip-is-a-number",
        "identifier-missing",
        "unit-unknown",
        "role-unknown",
        "seat-needs-unit",
        "identifiers-of-two-people",
        "person-of-another-government",
        "",
        "identifier-twice",
    ]
    count = User.objects.count()
    with pytest.raises(InvalidInput) as refused:
        import_people(by=world.admin, government=world.government, path=path, apply=True)
    assert len(refused.value.faults) == report.count(CONFLICT) == 9
    assert User.objects.count() == count
    assert two.pk


def test_all_that_is_wrong_with_one_line_is_named_at_once(world: World, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ("", float(NIP), "0812", "bukan-surel", "", "", "tidak-ada", "Camat"),
        ("A", "", "", "", "", "", "", "Kepala unit"),
    )
    report = import_people(by=world.admin, government=world.government, path=path)
    assert [(line.code, line.facts.get("field")) for line in report.lines] == [
        ("person-name-missing", None),
        ("nip-is-a-number", None),
        ("identifier-bad", "phone"),
        ("identifier-bad", "email"),
        ("unit-unknown", None),
        ("role-unknown", None),
        ("identifier-missing", None),
        ("seat-needs-unit", None),
    ]
    assert len({line.place for line in report.lines}) == 2


def test_people_are_imported_by_admins_alone(world: World, tmp_path: Path) -> None:
    path = write(tmp_path, *PEOPLE)
    for user in (world.head, world.evaluator, make_world("64.01").admin):
        with pytest.raises(PermissionDenied):
            import_people(by=user, government=world.government, path=path, apply=True)
