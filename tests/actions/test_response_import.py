"""A foreign survey's table is looked at, mended, brought in once, without who anybody is."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.campaigned import start_survey
from tests.shared import shared
from tests.world import World, count_events, make_world
from tilik.actions import response_import
from tilik.actions.response_import import Decided, Looked, import_responses, look_at_responses
from tilik.actions.surveys import close_campaign
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import AuditEvent, Campaign, Comment, Response

pytestmark = pytest.mark.django_db
DAYS = (date(2025, 1, 1), date(2025, 6, 30))
HEADS = (
    "Cap waktu", "Nama Lengkap", "NIK", "No. HP", "Email", "Jenis Kelamin", "Usia",
    "1. Persyaratan", "2. Sistem, mekanisme dan prosedur", "3. Waktu penyelesaian", "4. Biaya/tarif",
    "5. Produk spesifikasi jenis pelayanan", "6. Kompetensi pelaksana", "7. Perilaku pelaksana",
    "8. Sarana dan prasarana", "9. Penanganan pengaduan, saran dan masukan", "Komentar",
)  # fmt: skip
WHO = ("Siti Aminah", "6408 0141 0790 0001", "081234567890", "siti@contoh.id")
SAID = (
    "Sangat sesuai", "3 - Mudah", "cepat", "Gratis", "4", "kompeten", "Sangat baik", "2", "3",
)  # fmt: skip
ROW = ("14/03/2025 9:05:12", *WHO, "Perempuan", "34", *SAID, "Hubungi saya di 081234567890")
BUDI = ("Budi", "6408 0115 0785 0002", "0812 9999 8888", "b@contoh.id")
SECOND = ("15/03/2025 10:00:00", *BUDI, "L", "60", *("3",) * 9, "")


@shared
def world() -> World:
    return make_world()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return start_survey(world, period=DAYS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jawaban.csv"


def write(path: Path, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def look(campaign: Campaign, path: Path, **rest: Any) -> Looked:
    return look_at_responses(by=campaign.by, campaign=campaign, path=path, **rest)


def bring(campaign: Campaign, path: Path, **rest: Any) -> Looked:
    wanted = {"by": campaign.by, "decided": Decided(), "is_confirmed": True} | rest
    return import_responses(campaign=campaign, path=path, **wanted)


def test_a_look_says_what_everything_is_and_stores_nothing(campaign: Campaign, path: Path) -> None:
    looked = look(campaign, write(path, ROW, SECOND))
    kinds = dict(zip(looked.names, looked.kinds, strict=True))
    assert [kinds[name] for name in HEADS[:7]] == ["day", *["person"] * 4, "trait:sex", "trait:age"]
    assert (kinds[HEADS[14]], kinds[HEADS[15]]) == ("item:U9", "item:U8")
    assert (len(looked.new), looked.order_matters, looked.unread) == (2, True, ())
    assert not Response.objects.exists()
    assert not any(who in str(looked.samples) for who in WHO)


def test_what_is_brought_in_are_answers_day_traits_and_masked_words(
    campaign: Campaign, path: Path
) -> None:
    assert bring(campaign, write(path, ROW, SECOND)).added == 2
    row = campaign.responses.get(day=date(2025, 3, 14))
    assert row.answers == {
        "U1": "4", "U2": "3", "U3": "3", "U4": "4", "U5": "4", "U6": "3", "U7": "4", "U9": "2", "U8": "3",
    }  # fmt: skip
    assert (row.traits, row.channel) == ({"sex": "P", "age": "26-35"}, "import")
    assert Comment.objects.get().text == "Hubungi saya di [telepon]"


def test_nothing_of_who_anybody_is_stands_in_any_row(campaign: Campaign, path: Path) -> None:
    bring(campaign, write(path, ROW, SECOND))
    campaign.refresh_from_db()
    stored = str(list(Response.objects.values())) + str(list(Comment.objects.values()))
    stored += str(list(AuditEvent.objects.values())) + str(campaign.options)
    assert not [who for who in (*WHO, "Budi", "0812 9999 8888") if who in stored]


def test_a_column_of_persons_is_never_given_to_a_question(campaign: Campaign, path: Path) -> None:
    decided = Decided({"NIK": "comment", "No. HP": "trait:job"})
    looked = look(campaign, write(path, ROW), decided=decided)
    assert looked.kinds[2:4] == ("person", "person")


def test_twice_is_once_and_a_longer_file_adds_its_new_rows(campaign: Campaign, path: Path) -> None:
    assert [bring(campaign, write(path, ROW)).added, bring(campaign, path).added] == [1, 0]
    assert bring(campaign, write(path, SECOND, ROW)).added == 1
    assert campaign.responses.count() == 2
    assert count_events("campaign.add-responses") == 2


def test_two_who_said_the_same_are_two_and_stay_two(campaign: Campaign, path: Path) -> None:
    assert bring(campaign, write(path, SECOND, SECOND)).added == 2
    assert bring(campaign, write(path, SECOND, SECOND, SECOND)).added == 1


def test_the_same_rows_of_two_surveys_are_two(world: World, campaign: Campaign, path: Path) -> None:
    other = start_survey(world, period=DAYS, title="Lain")
    write(path, ROW)
    assert [bring(campaign, path).added, bring(other, path).added] == [1, 1]


@pytest.mark.parametrize(
    ("place", "cell", "code"),
    [
        (9, "Lumayan", "answer-unread"),
        (9, "5", "answer-unread"),
        (0, "kemarin 2025", "day-unread"),
        (0, "01/07/2025", "day-outside"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_others_come_in(
    campaign: Campaign, path: Path, place: int, cell: str, code: str
) -> None:
    bad = (*ROW[:place], cell, *ROW[place + 1 :])
    looked = bring(campaign, write(path, SECOND, bad))
    assert [(row.place, row.code) for row in looked.rows if row.code] == [(3, code)]
    assert looked.added == 1


def test_a_row_without_answers_is_none_and_a_blank_is_no_zero(
    campaign: Campaign, path: Path
) -> None:
    empty = (*ROW[:7], *("",) * 9, "Bagus")
    some = (*ROW[:7], "4", *("",) * 8, "")
    looked = bring(campaign, write(path, empty, some, SECOND))
    assert [row.code for row in looked.rows] == ["row-empty", "", ""]
    assert {"U1": "4"} in list(campaign.responses.values_list("answers", flat=True))


def test_a_text_is_given_its_meaning_and_remembered(campaign: Campaign, path: Path) -> None:
    write(path, (*ROW[:7], "Lumayan", *ROW[8:]))
    assert look(campaign, path).unread == (("U1", "Lumayan"),)
    decided = Decided(texts={"U1": {"lumayan": "2"}})
    assert bring(campaign, path, decided=decided).added == 1
    assert campaign.responses.get().answers["U1"] == "2"
    campaign.refresh_from_db()
    assert look(campaign, path).unread == ()


def test_columns_said_by_hand_are_remembered_for_this_survey(
    campaign: Campaign, path: Path
) -> None:
    heads = tuple(name.replace("6. Kompetensi pelaksana", "Lajur tujuh belas") for name in HEADS)
    write(path, ROW, heads=heads)
    looked = look(campaign, path)
    assert ("Lajur tujuh belas", "item:U6") not in set(zip(looked.names, looked.kinds, strict=True))
    bring(campaign, path, decided=Decided({"Lajur tujuh belas": "item:U6"}))
    campaign.refresh_from_db()
    assert "item:U6" in look(campaign, path).kinds
    assert count_events("campaign.import") == 1
    assert bring(campaign, path, decided=Decided({"Lajur tujuh belas": "item:U6"})).added == 0
    assert count_events("campaign.import") == 1


def test_two_columns_for_one_question_are_refused(campaign: Campaign, path: Path) -> None:
    with pytest.raises(UserError, match="column-twice"):
        look(campaign, write(path, ROW), decided=Decided({"Komentar": "item:U1"}))


def test_order_by_meaning_is_confirmed_first(campaign: Campaign, path: Path) -> None:
    with pytest.raises(UserError, match="order-unconfirmed"):
        bring(campaign, write(path, ROW), is_confirmed=False)
    assert not Response.objects.exists()


def test_without_a_column_of_days_one_day_holds(campaign: Campaign, path: Path) -> None:
    write(path, ROW[1:], heads=HEADS[1:])
    assert look(campaign, path).rows[0].code == "day-unread"
    assert bring(campaign, path, day=date(2025, 2, 1)).added == 1
    assert campaign.responses.get().day == date(2025, 2, 1)


def test_a_workbook_below_a_title_and_codes_of_kobo_are_read(
    campaign: Campaign, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Hasil survei Dinas"])
    sheet.append(["today", "_submitted_by", "skm/U1_persyaratan", "skm/U8_sarana_dan_prasarana"])
    sheet.append([date(2025, 3, 1), "ani", "sangat_sesuai", 4])
    sheet.append([date(2025, 3, 2), "budi", "kurang_sesuai", 3])
    book.save(tmp_path / "kobo.xlsx")
    looked = bring(campaign, tmp_path / "kobo.xlsx")
    assert looked.kinds == ("day", "person", "item:U1", "item:U9")
    assert [row.place for row in looked.rows] == [3, 4]
    assert list(campaign.responses.order_by("day").values_list("answers", flat=True)) == [
        {"U1": "4", "U9": "4"},
        {"U1": "2", "U9": "3"},
    ]


@pytest.mark.parametrize("content", ["", "Persyaratan\n", "\n\n"])
def test_a_file_without_answers_is_said_so(campaign: Campaign, path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(UserError, match="no-answers"):
        look(campaign, path)


def test_a_file_of_something_else_brings_nothing(campaign: Campaign, path: Path) -> None:
    write(path, ("a", "b"), heads=("Satu", "Dua"))
    with pytest.raises(UserError, match="columns-missing"):
        bring(campaign, path)


def test_broken_off_the_same_file_brings_the_rest(
    campaign: Campaign, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_import, "PIECE", 2)
    rows = [(f"{n + 1:02}/03/2025 8:00", *SECOND[1:]) for n in range(5)]
    add, calls = response_import.add_responses, []

    def fail_at_third(**what: Any) -> int:
        calls.append(what)
        if len(calls) == 3:
            raise OSError
        return add(**what)

    monkeypatch.setattr(response_import, "add_responses", fail_at_third)
    with pytest.raises(OSError):
        bring(campaign, write(path, *rows))
    assert campaign.responses.count() == 4
    assert bring(campaign, path).added == 1


def test_nobody_brings_in_for_another_unit_or_after_the_end(
    world: World, campaign: Campaign, path: Path
) -> None:
    write(path, ROW)
    for by in (world.evaluator, world.leader, make_world("64.01").admin):
        with pytest.raises(PermissionDenied):
            bring(campaign, path, by=by)
        with pytest.raises(PermissionDenied):
            look_at_responses(by=by, campaign=campaign, path=path)
    close_campaign(by=world.operator, campaign=campaign)
    with pytest.raises(UserError, match="campaign-closed"):
        bring(campaign, path)
    assert not Response.objects.exists()
