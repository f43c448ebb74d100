"""The ledger of the Ombudsman's products: kept, seen by whom it concerns, and what it decides."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.shared import shared
from tests.web.scored import log_in
from tests.world import World, count_events, make_world, new_uuid
from tilik.actions.freezing import find_changed_since, freeze_round, read_content
from tilik.actions.instruments import store_version
from tilik.actions.oversight import (
    Entry,
    add_product,
    change_product,
    choose_deciding,
    enter_own,
    get_newest,
)
from tilik.actions.results import compute
from tilik.actions.rounds import Member, open_round
from tilik.core.errors import PermissionDenied, UserError
from tilik.library.freeze_file import compute_results
from tilik.library.load import find, load
from tilik.records.models import AuditEvent, OversightProduct, Result, Round

pytestmark = pytest.mark.django_db
CAME = date(2025, 3, 1)
SETTLED = date(2025, 5, 1)
LEDGER = "produk-ombudsman/"
SUFFIX = "Tanpa Maladministrasi"


@dataclass
class Ombudsman:
    """A round of the Ombudsman's instrument of 2025."""

    world: World
    round: Round

    def path(self, rest: str = LEDGER) -> str:
        return f"/periode/{self.round.pk}/{rest}"

    def add(self, number: str = "T/1", **rest: Any) -> OversightProduct:
        values = {"kind": "saran", "subject": "Pasang jadwal loket", "received_on": CAME, **rest}
        return add_product(
            by=self.world.admin, government=self.world.government, client_uuid=new_uuid(),
            entry=Entry(number=number, **values),
        )  # fmt: skip

    def settle(self, product: OversightProduct, day: date = SETTLED) -> None:
        stored = {name: getattr(product, name) for name in Entry.__dataclass_fields__}
        entry = replace(
            Entry(**stored), state="done", settled_on=day, done="Dipasang", proof="Surat 800/12"
        )
        seen = get_newest(product)
        change_product(by=self.world.admin, product=product, entry=entry, seen=seen)

    def enter(self, option: str) -> None:
        enter_own(by=self.world.admin, round=self.round, option=option, client_uuid=new_uuid())

    def find_suffix(self) -> str:
        """The suffix of the government's categories as it is stored."""
        compute(round=self.round, by=self.world.admin, at=timezone.now())
        rows = Result.objects.filter(round=self.round, scope="government", basis="final")
        newest = rows.order_by("-pk").first()
        assert newest is not None
        return str(newest.grades[0].get("suffix", {}).get("id", ""))


@shared
def made() -> Ombudsman:
    world = make_world()
    version = store_version(by=None, content=load(find("ombudsman-2025")).content)
    round = open_round(
        by=world.admin, government=world.government, instrument_version=version,
        scheme="mandiri", title="Opini 2025", period=(date(2025, 1, 1), date(2025, 12, 31)),
        members=[Member(world.school), Member(world.clinic)],
    )  # fmt: skip
    return Ombudsman(world, round)


@pytest.fixture
def office(made: Ombudsman) -> Client:
    return log_in(made.world.admin)


def strip(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client: Client, path: str) -> str:
    return strip(client.get(path).content.decode())


# ---- what decides the suffix -------------------------------------------------------


def test_without_a_ledger_the_answer_entered_by_hand_counts(
    made: Ombudsman, office: Client
) -> None:
    assert made.find_suffix() == ""
    made.enter("tinggi")
    assert made.find_suffix() == SUFFIX
    page = read(office, made.path())
    assert "yang diisi tangan yang dihitung" in page
    assert "diberikan" in page


def test_one_open_product_takes_the_suffix_whatever_was_entered(
    made: Ombudsman, office: Client
) -> None:
    made.enter("tinggi")
    product = made.add()
    assert made.find_suffix() == ""
    page = read(office, made.path())
    assert "Buku ini yang menentukan" in page
    assert "T/1 : belum ditindaklanjuti" in page
    made.settle(product)
    assert made.find_suffix() == SUFFIX


def test_every_product_settled_gives_the_suffix_though_nobody_entered_it(made: Ombudsman) -> None:
    made.settle(made.add())
    made.settle(made.add("T/2"))
    assert made.find_suffix() == SUFFIX
    made.add("T/3", state="disputed")
    assert made.find_suffix() == ""


def test_what_was_settled_before_the_period_or_came_after_it_says_nothing(
    made: Ombudsman,
) -> None:
    made.settle(made.add("T/1", received_on=date(2024, 1, 5)), date(2024, 6, 1))
    made.add("T/2", received_on=date(2026, 1, 5))
    made.enter("tinggi")
    assert made.find_suffix() == SUFFIX
    made.add("T/3", received_on=date(2024, 1, 5))
    assert made.find_suffix() == ""


def test_an_empty_ledger_called_complete_means_no_product_and_no_suffix(
    made: Ombudsman, office: Client
) -> None:
    made.enter("tinggi")
    office.post(made.path(), {"act": "ledger"})
    made.round.refresh_from_db()
    assert made.find_suffix() == ""
    assert "Tidak ada produk pengawasan" in read(office, made.path())
    assert count_events("round.oversight") == 1


def test_the_office_may_let_its_own_answer_count_and_the_page_says_so(
    made: Ombudsman, office: Client
) -> None:
    made.add()
    office.post(made.path(), {"act": "enter", "option": "tinggi"})
    office.post(made.path(), {"act": "own"})
    made.round.refresh_from_db()
    assert made.find_suffix() == SUFFIX
    assert "buku ini tidak dihitung" in read(office, made.path())


def test_the_same_ledger_stores_nothing_anew(made: Ombudsman) -> None:
    made.add()
    made.find_suffix()
    assert compute(round=made.round, by=made.world.admin, at=timezone.now()) == 0


def test_a_freeze_keeps_the_ledger_of_its_day(made: Ombudsman, office: Client) -> None:
    product = made.add()
    made.find_suffix()
    frozen = freeze_round(by=made.world.admin, round=made.round, client_uuid=new_uuid())
    content = read_content(frozen)
    assert content["oversight"]["state"] == "open"
    assert content["oversight"]["products"][0][0] == "T/1"
    assert compute_results(content) == content["results"]
    made.settle(product)
    assert find_changed_since(made.round) is None
    assert "Periode ini dibekukan" in read(office, made.path())
    with pytest.raises(UserError, match="round-frozen"):
        choose_deciding(by=made.world.admin, round=made.round, source="own")


def test_an_instrument_without_a_suffix_asks_no_ledger(made: Ombudsman) -> None:
    page = read(log_in(made.world.admin), f"/periode/{made.world.round.pk}/{LEDGER}")
    assert "Akhiran" not in page
    with pytest.raises(UserError, match="suffix-without-ledger"):
        choose_deciding(by=made.world.admin, round=made.world.round, source="ledger")


# ---- kept --------------------------------------------------------------------------


def send(office: Client, path: str, **rest: str) -> Any:
    data = {"kind": "lahp", "number": "LAHP/7", "received_on": "2025-03-01", "state": "open",
            "subject": "Perbaiki alur", "due": "2025-04-12", **rest}  # fmt: skip
    return office.post(path, data)


def test_it_is_recorded_changed_and_settled_on_the_page(made: Ombudsman, office: Client) -> None:
    assert send(office, made.path(LEDGER + "baru/")).status_code == 302
    product = OversightProduct.objects.get()
    path = made.path(f"{LEDGER}{product.pk}/")
    page = office.get(path).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    sent = send(
        office, path, seen=seen.group(1), state="done", settled_on="2025-04-01", done="Alur baru",
        proof="Surat 9",
    )  # fmt: skip
    assert sent.status_code == 302
    product.refresh_from_db()
    assert (product.state, product.done_by) == ("done", made.world.admin)
    assert "belum ditindaklanjuti → selesai" in read(office, path)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"state": "done"}, "Selesai memerlukan tanggal"),
        ({"state": "done", "settled_on": "2025-01-01", "done": "x", "proof": "y"}, "di antara"),
        ({"due": "2025-01-01"}, "Batas waktunya sebelum"),
        ({"number": "T/1"}, "sudah ada di buku"),
        ({"number": ""}, "tidak boleh kosong"),
    ],
)
def test_what_cannot_stand_is_refused_in_words_and_stays(
    made: Ombudsman, office: Client, wrong: dict[str, str], words: str
) -> None:
    made.add()
    response = send(office, made.path(LEDGER + "baru/"), **wrong)
    page = response.content.decode()
    assert words in strip(page), strip(page)[400:1400]
    assert "Perbaiki alur" in page
    assert OversightProduct.objects.count() == 1


def test_two_who_change_it_at_once_do_not_overwrite_each_other(
    made: Ombudsman, office: Client
) -> None:
    product = made.add()
    seen = get_newest(product)
    path = made.path(f"{LEDGER}{product.pk}/")
    assert send(office, path, seen=str(seen), number="T/1").status_code == 302
    page = send(office, path, seen=str(seen), number="T/1", subject="Lain sama sekali")
    assert "Sementara itu orang lain mengubah" in page.content.decode()
    assert "Lain sama sekali" in page.content.decode()
    product.refresh_from_db()
    assert product.subject == "Perbaiki alur"


def test_sent_twice_is_recorded_once(made: Ombudsman, office: Client) -> None:
    for _each in range(2):
        send(office, made.path(LEDGER + "baru/"), page="6f1f8a52-3a0c-4f0e-9a55-0d3c6a0f7a11")
    assert OversightProduct.objects.count() == 1


def test_the_trail_holds_no_text_somebody_wrote(made: Ombudsman) -> None:
    made.settle(made.add(subject="Tanggapi Bu Sri"))
    told = str(list(AuditEvent.objects.values_list("diff", flat=True)))
    assert "Bu Sri" not in told
    assert "Surat 800/12" not in told
    assert count_events("oversight.change") == 1


@pytest.mark.parametrize("who", ["operator", "head", "evaluator", "leader"])
def test_only_the_office_keeps_the_ledger(made: Ombudsman, who: str) -> None:
    by = getattr(made.world, who)
    entry = Entry("saran", "T/9", CAME, "x")
    with pytest.raises(PermissionDenied):
        add_product(by=by, government=made.world.government, entry=entry, client_uuid=new_uuid())
    with pytest.raises(PermissionDenied):
        enter_own(by=by, round=made.round, option="tinggi", client_uuid=new_uuid())


# ---- seen by whom it concerns ---------------------------------------------------------


def test_late_ones_stand_first_and_settled_ones_last(made: Ombudsman, office: Client) -> None:
    today = timezone.localdate()
    made.settle(made.add("SELESAI"))
    made.add("NANTI", due=today + timedelta(days=9))
    made.add("TANPA")
    made.add("LEWAT", due=today - timedelta(days=3))
    page = read(office, made.path())
    assert "1 produk Ombudsman terlambat" in page
    assert "3 hari terlambat" in page
    table = page[: page.index("Akhiran")]
    places = [table.index(each) for each in ("LEWAT", "NANTI", "TANPA", "SELESAI")]
    assert places == sorted(places)


def test_a_unit_sees_its_own_on_its_home_and_nobody_elses(made: Ombudsman) -> None:
    made.add("MILIK-SEKOLAH", unit=made.world.school, due=timezone.localdate())
    made.add("MILIK-KLINIK", unit=made.world.clinic)
    made.add("MILIK-SEMUA")
    client = log_in(made.world.operator)
    for path in (made.path(""), made.path()):
        page = read(client, path)
        assert "MILIK-SEKOLAH" in page
        assert "hari ini" in page
        assert "MILIK-KLINIK" not in page
        assert "MILIK-SEMUA" not in page
    other = OversightProduct.objects.get(number="MILIK-KLINIK")
    assert client.get(made.path(f"{LEDGER}{other.pk}/")).status_code == 403


def test_the_leaders_brief_counts_what_is_open_and_late(made: Ombudsman) -> None:
    client = log_in(made.world.leader)
    assert "Ombudsman terbuka" not in read(client, made.path("ringkasan/"))
    made.settle(made.add("T/0"))
    assert "Semua produk Ombudsman selesai" in read(client, made.path("ringkasan/"))
    made.add("T/1", due=timezone.localdate() - timedelta(days=1))
    made.add("T/2")
    page = read(client, made.path("ringkasan/"))
    assert "2 produk Ombudsman terbuka, 1 di antaranya terlambat" in page
