"""Photos and attendance of visits on paper: scaled, captioned, the place only where it was allowed."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from PIL import Image

from tests.files import Sent as File
from tests.shared import build_once
from tests.web.paper_files import open_docx, read_docx, read_pdf
from tests.web.pekppp import Round3, make_round3
from tests.web.told import tell
from tests.world import new_uuid
from tilik.actions.visit_entries import Sent, erase_entry, keep_entry, withdraw_entry
from tilik.actions.visits import plan_visit
from tilik.records.models import IssuedPaper, User, Visit, VisitEntry
from tilik.web.papers.kinds import BY_CODE, draft
from tilik.web.papers.seen import DOTS, LARGEST
from tilik.web.papers.work import Draft, Work
from tilik.web.reports import blocks as b

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
PLACE = {"latitude": 0.50123456, "longitude": 117.5, "accuracy": 12.4}


@pytest.fixture(scope="module")
def _round3(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round3]:
    yield from build_once(django_db_blocker, lambda: make_round3(filled=False))


@pytest.fixture
def round3(_round3: Round3, db: None) -> Round3:
    return _round3


@pytest.fixture
def visit(round3: Round3) -> Visit:
    return plan_visit(
        by=round3.admin, round=round3.round, unit=round3.units["dinas"], kind="lapangan",
        planned_for=date(2026, 11, 24),
    )  # fmt: skip


def paint(size: tuple[int, int] = (60, 40), colour: str = "teal") -> File:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return File(out.getvalue(), "foto.jpg")


def send(
    made: Round3, visit: Visit, kind: str, file: File | None = None, by: User | None = None, **content: Any
) -> VisitEntry:  # fmt: skip
    sent = Sent(uuid=new_uuid(), kind=kind, said_at=NOON, content=content, file=file)
    return keep_entry(by=by or made.evaluator, visit=visit, sent=sent)


def make(made: Round3, name: str, unit: str = "dinas") -> Draft:
    with translation.override("id"):
        work = Work(made.round)
        member = next(row for row in work.members if row.unit.code == unit)
        return draft(work, BY_CODE[name], member, "")


def list_pictures(made: Draft) -> list[b.Picture]:
    blocks = [block for section in made.sections for block in section.blocks]
    found = [block for block in blocks if isinstance(block, b.Pictures)]
    return [each for block in found for each in block.pictures if isinstance(each, b.Picture)]


def list_rows(made: Draft) -> list[tuple[str, ...]]:
    blocks = [block for section in made.sections for block in section.blocks]
    return list(next(block for block in blocks if isinstance(block, b.Table)).rows)


# ---- the photo sheet -------------------------------------------------------------


def test_without_a_photo_the_sheet_has_frames_to_paste_some_in(round3: Round3) -> None:
    lines = tell(make(round3, "lembar-foto"))
    assert len([line for line in lines if line.startswith("[Foto")]) == 6
    assert "Hari/tanggal : ………………………………………" in lines
    content = round3.log_in().post(
        round3.path("naskah/lembar-foto/"), {"unit": "dinas", "format": "docx"}
    ).content  # fmt: skip
    assert open_docx(content).element.xml.count("<w:tcBorders>") == 6


def test_photos_stand_with_caption_times_and_day(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "photo", paint(), caption="Loket utama")
    send(round3, visit, "photo", paint(colour="red"), caption="")
    made = make(round3, "lembar-foto")
    first, second = list_pictures(made)
    assert first.caption.startswith(
        "1. Loket utama\nDiambil (jam gawai): 24 November 2026 12.00 WITA\n"
    )
    assert "Diterima: " in first.caption
    assert second.caption.startswith("2. Foto\n")
    assert first.alt == "Foto verifikasi di Dinas Contoh: Loket utama"
    lines = tell(made)
    assert "Hari/tanggal : 24 November 2026" in lines
    assert f"Diambil oleh : {round3.evaluator}" in lines


def test_the_place_stands_only_where_it_was_allowed(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "photo", paint(), caption="Dengan", place=PLACE)
    send(round3, visit, "photo", paint(), caption="Tanpa")
    first, second = list_pictures(make(round3, "lembar-foto"))
    assert "Tempat: 0.50123, 117.50000 (± 12 m)" in first.caption
    assert "Tempat" not in second.caption


def test_photos_are_scaled_for_paper(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "photo", paint((1800, 900)), caption="Besar")
    picture = list_pictures(make(round3, "lembar-foto"))[0]
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.format == "JPEG"
        assert max(image.size) <= DOTS
    assert len(picture.content) <= LARGEST


def test_photos_taken_back_or_erased_are_gone(round3: Round3, visit: Visit) -> None:
    entries = [
        send(round3, visit, "photo", paint(), caption=words) for words in ("Satu", "Dua", "Tiga")
    ]
    withdraw_entry(by=round3.evaluator, entry=entries[0])
    erase_entry(by=round3.admin, entry=entries[1])
    captions = [each.caption for each in list_pictures(make(round3, "lembar-foto"))]
    assert [words.partition("\n")[0] for words in captions] == ["1. Tiga"]


def test_the_photos_of_another_unit_are_not_there(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "photo", paint(), caption="Milik dinas")
    assert list_pictures(make(round3, "lembar-foto", "kantor")) == []


def test_another_photo_is_another_paper_and_the_facts_name_nobody(
    round3: Round3, visit: Visit
) -> None:
    send(round3, visit, "photo", paint(), caption="Rahasia loket")
    before = make(round3, "lembar-foto").facts
    send(round3, visit, "photo", paint(colour="blue"), caption="Dua")
    after = make(round3, "lembar-foto").facts
    assert before != after
    assert "Rahasia loket" not in str(after)
    assert str(round3.evaluator) not in str(after)


@pytest.mark.parametrize(("ending", "read"), [("pdf", read_pdf), ("docx", read_docx)])
def test_both_forms_of_the_sheet_show_the_photos(
    round3: Round3, visit: Visit, ending: str, read: Any
) -> None:
    send(round3, visit, "photo", paint((300, 500)), caption="Ruang tunggu", place=PLACE)
    data = {"unit": "dinas", "format": ending}
    content = round3.log_in(round3.evaluator).post(round3.path("naskah/lembar-foto/"), data).content
    text = read(content)
    assert "1. Ruang tunggu" in text
    assert "Tempat: 0.50123" in text
    assert str(IssuedPaper.objects.latest("pk")) in text


# ---- the list of attendance ---------------------------------------------------------


def test_who_said_they_were_there_comes_first_then_who_is_expected(
    round3: Round3, visit: Visit
) -> None:
    send(round3, visit, "signature", paint(), name="Tamu Contoh", position="Petugas loket")
    send(round3, visit, "signature", name="Tanpa Tanda", position="")
    rows = list_rows(make(round3, "daftar-hadir"))
    assert rows[0][1:3] == ("Tamu Contoh", "Petugas loket")
    assert rows[0][4] == "Di layar, 24 November 2026 12.00 WITA"
    assert rows[1][1] == "Tanpa Tanda"
    assert rows[1][4] == "Hadir, 24 November 2026 12.00 WITA"
    names = [row[1] for row in rows]
    assert str(round3.head) in names[2:]
    assert len(rows) == 10


def test_nobody_stands_there_twice(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "signature", name=str(round3.head).upper(), position="Kepala")
    names = [row[1].casefold() for row in list_rows(make(round3, "daftar-hadir"))]
    assert names.count(str(round3.head).casefold()) == 1


def test_signatures_put_on_a_screen_are_shown_beneath(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "signature", paint(), name="Tamu Contoh", position="Petugas loket")
    send(round3, visit, "signature", name="Tanpa Tanda", position="")
    pictures = list_pictures(make(round3, "daftar-hadir"))
    assert [each.alt for each in pictures] == ["Tanda tangan Tamu Contoh"]
    assert pictures[0].caption == "Tamu Contoh\nPetugas loket"


def test_without_a_visit_the_list_is_empty_lines_to_sign_in(round3: Round3) -> None:
    made = make(round3, "daftar-hadir")
    assert {row[4] for row in list_rows(made)} == {""}
    assert list_pictures(made) == []
    assert "signatures" not in made.facts["tables"]


def test_the_facts_of_the_list_name_nobody_who_signed(round3: Round3, visit: Visit) -> None:
    send(round3, visit, "signature", paint(), name="Tamu Contoh", position="Petugas loket")
    facts = make(round3, "daftar-hadir").facts
    assert "Tamu Contoh" not in str(facts)
    assert len(facts["tables"]["signatures"]) == 1


def test_the_list_is_written_as_docx_with_and_without_signatures(
    round3: Round3, visit: Visit
) -> None:
    client, path = round3.log_in(round3.evaluator), round3.path("naskah/daftar-hadir/")
    data = {"unit": "dinas", "format": "docx"}
    assert "Di layar, 24" not in read_docx(client.post(path, data).content)
    send(round3, visit, "signature", paint(), name="Tamu Contoh", position="Petugas loket")
    content = client.post(path, data).content
    assert "Di layar, 24" in read_docx(content)
    assert 'descr="Tanda tangan Tamu Contoh"' in open_docx(content).element.xml
