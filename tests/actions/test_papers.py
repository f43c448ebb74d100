"""Papers: how a government writes, each paper registered once, the signed scan filed."""

import json
from datetime import date
from typing import Any

import pytest

from tests.files import Sent, make_docx, make_pdf
from tests.shared import shared
from tests.web.test_blocks import paint
from tests.world import World, count_events, make_government, make_user, make_world
from tilik.actions.papers import (
    Holder,
    Made,
    Ways,
    file_signed,
    get_stationery,
    issue_paper,
    make_code,
    read_code,
    set_logo,
    set_signatory,
    set_ways,
)
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AuditEvent, IssuedPaper, Signatory
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
WAYS = Ways(
    bureau="Bagian Tata Laksana",
    letterhead="Pemerintah Contoh\nSekretariat Daerah",
    address="Jalan Satu",
    city="Kota Contoh",
    size="F4",
    numbering="B/……/{bulan}/{tahun}",
    regulations="Perda 1",
)
HOLDER = Holder(
    "Sekretaris Daerah", "Plt.", "Arief Contoh", "Pembina (IV/a)", "00000000 000000 000 2"
)


@shared
def world() -> World:
    return make_world()


def make(world: World, by: Any = None, **changes: Any) -> IssuedPaper:
    values = {
        "round": world.round,
        "unit": world.school,
        "kind": "berita-acara",
        "subject": "",
        "facts": '{"a":1}',
        "freeze_sha": "",
        **changes,
    }
    return issue_paper(by=by or world.evaluator, made=Made(**values))


def scan(text: str = "tanda tangan") -> Sent:
    return Sent(make_pdf(text), "ba.pdf")


# ---- how a government writes --------------------------------------------------


def test_a_government_without_stationery_has_an_empty_one_that_is_not_stored(world: World) -> None:
    found = get_stationery(world.government)
    assert found.pk is None
    assert found.size == "A4"


def test_ways_are_kept_with_the_bureau_s_name_and_told_in_the_trail(world: World) -> None:
    set_ways(by=world.admin, government=world.government, ways=WAYS)
    found = get_stationery(world.government)
    world.government.refresh_from_db()
    assert (found.city, found.size, found.regulations) == ("Kota Contoh", "F4", "Perda 1")
    assert world.government.bureau == "Bagian Tata Laksana"
    event = AuditEvent.objects.get(verb="stationery.set")
    assert event.diff["size"] == ["A4", "F4"]


def test_the_same_ways_again_write_nothing(world: World) -> None:
    for _each in range(2):
        set_ways(by=world.admin, government=world.government, ways=WAYS)
    assert count_events("stationery.set") == 1


def test_the_emblem_is_kept_and_taken_away(world: World) -> None:
    set_logo(by=world.admin, government=world.government, file=Sent(paint(), "lambang.png"))
    assert get_stationery(world.government).logo_key
    set_logo(by=world.admin, government=world.government, file=None)
    assert get_stationery(world.government).logo_key == ""
    assert count_events("stationery.logo") == 2


def test_an_emblem_that_is_no_picture_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="not-a-picture"):
        set_logo(by=world.admin, government=world.government, file=scan())
    assert count_events("stationery.logo") == 0


def test_a_signatory_is_kept_and_the_trail_holds_no_personal_value(world: World) -> None:
    set_signatory(by=world.admin, government=world.government, office="sekda", holder=HOLDER)
    held = Signatory.objects.get(government=world.government)
    assert held.nip == "000000000000000002"
    event = AuditEvent.objects.get(verb="signatory.set")
    text = json.dumps(event.diff)
    assert event.diff["acting"] == ["", "Plt."]
    for personal in ("Arief", "Pembina", "000000000000000002"):
        assert personal not in text


def test_what_is_personal_can_be_emptied(world: World) -> None:
    set_signatory(by=world.admin, government=world.government, office="sekda", holder=HOLDER)
    empty = Holder("Sekretaris Daerah", "", "", "", "")
    set_signatory(by=world.admin, government=world.government, office="sekda", holder=empty)
    held = Signatory.objects.get(government=world.government)
    assert (held.name, held.rank, held.nip) == ("", "", "")
    assert count_events("signatory.set") == 2


@pytest.mark.parametrize("nip", ["123", "12345678901234567x"])
def test_a_nip_that_is_none_is_refused(world: World, nip: str) -> None:
    holder = Holder("Sekda", "", "Arief", "", nip)
    with pytest.raises(UserError, match="nip-bad"):
        set_signatory(by=world.admin, government=world.government, office="sekda", holder=holder)
    assert not Signatory.objects.exists()


@pytest.mark.parametrize("who", ["operator", "head", "evaluator", "leader"])
def test_only_the_office_sets_how_papers_look(world: World, who: str) -> None:
    by = getattr(world, who)
    with pytest.raises(PermissionDenied):
        set_ways(by=by, government=world.government, ways=WAYS)
    with pytest.raises(PermissionDenied):
        set_logo(by=by, government=world.government, file=None)
    with pytest.raises(PermissionDenied):
        set_signatory(by=by, government=world.government, office="sekda", holder=HOLDER)


def test_the_office_of_another_government_sets_nothing_here(world: World) -> None:
    stranger = make_user(make_government("64.01", "Lain"), Role.ADMIN)
    with pytest.raises(PermissionDenied):
        set_ways(by=stranger, government=world.government, ways=WAYS)


# ---- the register --------------------------------------------------------------


def test_a_paper_is_registered_with_the_fingerprint_of_its_facts(world: World) -> None:
    paper = make(world)
    assert paper.data_sha == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    assert len(paper.code) == 12
    assert str(paper) == f"{paper.code[:4]}-{paper.code[4:8]}-{paper.code[8:]}"
    event = AuditEvent.objects.get(verb="paper.issue")
    assert (event.unit, event.round) == (world.school, world.round)


def test_the_same_paper_made_again_is_one_paper(world: World) -> None:
    assert make(world) == make(world, by=world.admin)
    assert count_events("paper.issue") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"facts": '{"a":2}'},
        {"freeze_sha": "f" * 64},
        {"subject": "7"},
        {"kind": "daftar-hadir"},
    ],
)
def test_other_facts_freeze_subject_or_kind_make_another_paper(
    world: World, change: dict[str, str]
) -> None:
    assert make(world).code != make(world, **change).code
    assert IssuedPaper.objects.count() == 2


def test_the_same_facts_of_another_unit_are_another_paper(world: World) -> None:
    assert make(world).code != make(world, unit=world.clinic).code


@pytest.mark.parametrize(
    ("kind", "who", "may"),
    [
        ("berita-acara", "evaluator", True),
        ("berita-acara", "admin", True),
        ("berita-acara", "operator", False),
        ("berita-acara", "leader", False),
        ("keputusan-hasil", "admin", True),
        ("keputusan-hasil", "evaluator", False),
        ("keputusan-hasil", "head", False),
    ],
)
def test_who_may_make_which_paper(world: World, kind: str, who: str, may: bool) -> None:
    by = getattr(world, who)
    if may:
        assert make(world, by=by, kind=kind).by == by
    else:
        with pytest.raises(PermissionDenied):
            make(world, by=by, kind=kind)
    assert IssuedPaper.objects.count() == may


def test_the_code_does_not_hang_on_who_makes_it_or_when(world: World) -> None:
    paper = make(world)
    made = Made(world.round, world.school, "berita-acara", "", '{"a":1}', "")
    assert make_code(made, paper.data_sha) == paper.code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCD-EFGH-IJKL", "ABCDEFGHIJKL"),
        (" abcd efgh ijkl ", "ABCDEFGHIJKL"),
        ("ABCD.EFGH/IJKL-terlalu-panjang", "ABCDEFGHIJKL"),
        ("0BCD-1FGH-2345", "OBCDIFGH2345"),
        ("", ""),
        ("ÅÄÖ<script>", "SCRIPT"),
    ],
)
def test_a_typed_code_is_read_kindly(typed: str, code: str) -> None:
    assert read_code(typed) == code


# ---- the signed scan -------------------------------------------------------------


def test_the_signed_scan_is_the_official_version_with_number_and_day(world: World) -> None:
    paper = file_signed(
        by=world.evaluator, paper=make(world), file=scan(), number=" 12/BA/2026 ",
        signed_on=date(2026, 11, 24),
    )  # fmt: skip
    paper.refresh_from_db()
    assert paper.signed is not None
    assert (paper.signed.number, paper.signed.kind) == ("12/BA/2026", "naskah")
    assert paper.signed.signed_on == date(2026, 11, 24)
    assert paper.filed_by == world.evaluator
    assert count_events("paper.file") == 1


def test_a_newer_scan_is_the_next_version_and_the_first_one_stays(world: World) -> None:
    paper = make(world)
    for text in ("satu", "dua"):
        file_signed(by=world.admin, paper=paper, file=scan(text), number="1", signed_on=None)
    assert paper.signed is not None
    assert [each.n for each in paper.signed.versions.order_by("n")] == [1, 2]
    assert len({each.sha256 for each in paper.signed.versions.all()}) == 2


@pytest.mark.parametrize(
    ("file", "number", "code"),
    [
        (scan(), "  ", "number-missing"),
        (Sent(make_docx(), "ba.docx"), "1", "not-a-scan"),
        (Sent(b"", "ba.pdf"), "1", "file-empty"),
        (Sent(b"bukan berkas", "ba.pdf"), "1", "file-kind"),
    ],
)
def test_what_cannot_be_a_signed_paper_is_refused_and_nothing_is_filed(
    world: World, file: Sent, number: str, code: str
) -> None:
    paper = make(world)
    with pytest.raises(UserError, match=code):
        file_signed(by=world.admin, paper=paper, file=file, number=number, signed_on=None)
    paper.refresh_from_db()
    assert paper.signed is None
    assert count_events("paper.file") == 0


@pytest.mark.parametrize("who", ["operator", "leader", "head"])
def test_who_may_not_make_the_paper_may_not_file_it(world: World, who: str) -> None:
    paper = make(world)
    with pytest.raises(PermissionDenied):
        file_signed(by=getattr(world, who), paper=paper, file=scan(), number="1", signed_on=None)
