"""Offline packs: out, filled in anywhere, in again; line by line, twice is once."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.actions.packs import fill_book, fill_pack, unzip, zip_up
from tests.actions.test_documents import Desk
from tests.files import make_pdf
from tests.shared import shared
from tests.world import (
    count_events,
    give,
    in_days,
    make_government,
    make_phases,
    make_user,
    make_world,
)
from tilik.actions.pack_import import Report, import_pack
from tilik.actions.packs import BOOK, README, make_pack
from tilik.actions.rounds import set_phases
from tilik.actions.sheets import open_sheet
from tilik.core.errors import PermissionDenied, UserError
from tilik.records.models import Answer, AnswerRevision, EvidenceLink, Sheet, User
from tilik.records.models.seat import Role

pytestmark = pytest.mark.django_db
FOLDER = "bukti/E_1_a Keputusan"


@pytest.fixture(autouse=True)
def _folder(request: Any, tmp_path: Path) -> None:
    request.getfixturevalue("settings").MEDIA_ROOT = tmp_path


@shared
def desk() -> Desk:
    return Desk(make_world())


def export(desk: Desk, by: User | None = None) -> bytes:
    return make_pack(by=by or desk.world.operator, row=desk.row())[1]


def bring_in(desk: Desk, content: bytes, by: User | None = None, *, apply: bool = True) -> Report:
    return import_pack(by=by or desk.world.operator, row=desk.row(), content=content, apply=apply)


def list_outcomes(report: Report) -> list[tuple[str, str]]:
    return [(line.place.partition("!")[0], line.outcome) for line in report.lines]


def get_values(desk: Desk) -> dict[str, Any]:
    rows = Answer.objects.filter(sheet__round=desk.round).select_related("revision")
    return {row.item: (row.revision.value, row.revision.note) for row in rows}


def find_refusal(desk: Desk, content: bytes, **rest: Any) -> str:
    with pytest.raises(UserError) as refusal:
        bring_in(desk, content, **rest)
    return refusal.value.code


# ---- out ---------------------------------------------------------------------


def test_a_pack_has_a_workbook_folders_and_a_word_on_what_to_do(desk: Desk) -> None:
    files = unzip(export(desk))
    assert {BOOK, README} < set(files)
    assert [name for name in files if name.startswith(f"{FOLDER}/")]
    assert [name for name in files if name.startswith("bukti/E_1_b Foto papan/")]
    assert "Sekolah" in files[README].decode()
    assert count_events("pack.export") == 1


def test_the_workbook_offers_the_allowed_answers(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(unzip(export(desk))[BOOK]))
    sheet = book["K"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["C3"] == rules["C3"].replace(" ", "")
    words = [book["Pilihan"].cell(row, 1).value for row in (1, 2)]
    assert words == ["Ya", "Tidak"]
    assert sheet.column_dimensions["F"].hidden
    assert sheet["C3"].protection.locked is False


def test_whose_pack_it_is_stands_above_it_and_an_example_is_marked(desk: Desk) -> None:
    for is_example in (False, True):
        desk.round.is_example = is_example
        desk.round.save()
        files = unzip(export(desk))
        sheet = load_workbook(io.BytesIO(files[BOOK]))["K"]
        assert "Sekolah" in sheet["A1"].value
        assert ("DATA CONTOH – BUKAN HASIL RESMI" in sheet["A1"].value) is is_example
        assert ("DATA CONTOH" in files[README].decode()) is is_example
        assert sheet["A1"].value in sheet.oddFooter.left.text


def test_a_long_question_has_room_in_its_row(desk: Desk) -> None:
    sheet = load_workbook(io.BytesIO(unzip(export(desk))[BOOK]))["K"]
    rows = [sheet.row_dimensions[n].height or 15 for n in range(3, sheet.max_row + 1)]
    lines = [str(sheet.cell(n, 2).value).count("\n") + 1 for n in range(3, sheet.max_row + 1)]
    assert all(15 * n <= height for n, height in zip(lines, rows, strict=True))
    assert max(rows) > 15


def test_a_formula_in_an_answer_stays_a_text(desk: Desk) -> None:
    claim = open_sheet(by=desk.world.operator, round=desk.round, unit=desk.world.school, form="K")
    give(claim, desk.world.operator, "1", "ya", note="=1+1")
    sheet = load_workbook(io.BytesIO(unzip(export(desk))[BOOK]))["K"]
    assert (sheet["D3"].value, sheet["D3"].data_type) == ("=1+1", "s")


# ---- in ----------------------------------------------------------------------

ANSWERS = {"K:1": "Ya", "K:2": 7, "K:3#papan": "ya", "K:3#situs": "tidak"}


def test_a_pack_filled_in_is_taken_answer_by_answer(desk: Desk) -> None:
    content = fill_pack(export(desk), ANSWERS, {"K:1": "Ada SK."}, {f"{FOLDER}/sk.pdf": make_pdf()})
    looked = bring_in(desk, content, apply=False)
    assert (looked.count("taken"), looked.is_applied) == (4, False)
    assert not Answer.objects.exists()
    report = bring_in(desk, content)
    assert report.count("taken") == 4
    assert get_values(desk) == {"1": ("ya", "Ada SK."), "2": ("7", ""), "3": (["papan"], "")}
    link = EvidenceLink.objects.get()
    assert (link.form, link.item, link.slot) == ("E", "1", "a")
    assert count_events("pack.import") == 1


def test_the_same_pack_twice_is_once(desk: Desk) -> None:
    content = fill_pack(export(desk), ANSWERS, files={f"{FOLDER}/sk.pdf": make_pdf()})
    bring_in(desk, content)
    for _ in range(2):
        report = bring_in(desk, content)
        assert {line.outcome for line in report.lines} == {"same"}
    assert AnswerRevision.objects.count() == 3
    assert EvidenceLink.objects.count() == 1


def test_the_workbook_alone_is_enough(desk: Desk) -> None:
    book = fill_book(unzip(export(desk))[BOOK], ANSWERS)
    assert bring_in(desk, book).count("taken") == 3


def test_the_folder_may_be_zipped_as_a_whole(desk: Desk) -> None:
    content = fill_pack(
        export(desk), ANSWERS, {}, {f"{FOLDER}/sk.pdf": make_pdf()}, top="Paket Dinas/"
    )
    assert bring_in(desk, content).count("taken") == 4


def test_what_is_blank_or_as_it_was_changes_nothing(desk: Desk) -> None:
    claim = open_sheet(by=desk.world.operator, round=desk.round, unit=desk.world.school, form="K")
    give(claim, desk.world.operator, "1", "ya", note="Lama")
    pack = export(desk)
    give(claim, desk.world.operator, "1", "tidak")
    report = bring_in(desk, fill_pack(pack, {"K:2": None}))
    assert {line.outcome for line in report.lines} == {"same"}
    assert get_values(desk) == {"1": ("tidak", "")}
    assert bring_in(desk, fill_pack(pack, {"K:1": None})).lines == ()


def test_a_newer_answer_stands_and_both_are_kept_and_shown(desk: Desk) -> None:
    pack = export(desk)
    claim = open_sheet(by=desk.world.operator, round=desk.round, unit=desk.world.school, form="K")
    give(claim, desk.world.operator, "2", "9")
    content = fill_pack(pack, {"K:2": "4"})
    for apply in (False, True):
        (line,) = bring_in(desk, content, apply=apply).lines
        assert (line.outcome, line.before, line.after) == ("conflict", "9", "4")
        assert "Orang" in line.who
    assert get_values(desk)["2"] == ("9", "")
    assert [r.value for r in AnswerRevision.objects.filter(item="2")] == ["9", "4"]
    assert bring_in(desk, content).lines[0].outcome == "same"
    assert AnswerRevision.objects.filter(item="2").count() == 2


def test_the_bureau_brings_it_in_on_behalf(desk: Desk) -> None:
    bring_in(desk, fill_pack(export(desk), ANSWERS), desk.world.admin)
    assert all(AnswerRevision.objects.values_list("on_behalf", flat=True))


@pytest.mark.parametrize(("answers", "fault"), [
    ({"K:1": "Mungkin"}, "bad-answer"),
    ({"K:2": "banyak"}, "bad-answer"),
    ({"K:3#papan": "x"}, "bad-answer"),
    ({"K:3#papan": "tidak"}, "half-answered"),
])  # fmt: skip
def test_what_can_be_no_answer_is_named_and_the_rest_taken(
    desk: Desk, answers: dict[str, Any], fault: str
) -> None:
    first = "K:2" if "K:1" in answers else "K:1"
    good = {first: "3" if first == "K:2" else "ya"}
    report = bring_in(desk, fill_pack(export(desk), {**good, **answers}))
    (bad,) = [line for line in report.lines if line.outcome == "bad"]
    assert bad.error is not None
    assert bad.error.code == fault
    assert bad.place.startswith("K!C")
    assert report.count("taken") == 1


def test_a_question_the_instrument_does_not_have_is_named(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(unzip(export(desk))[BOOK]))
    book["K"]["F3"], book["K"]["C3"] = "K:99", "Ya"
    out = io.BytesIO()
    book.save(out)
    (line,) = bring_in(desk, out.getvalue()).lines
    assert line.error is not None
    assert (line.outcome, line.error.code) == ("bad", "unknown-item")


def test_after_the_phase_nothing_is_taken_and_every_line_says_why(desk: Desk) -> None:
    pack = fill_pack(export(desk), ANSWERS, files={f"{FOLDER}/sk.pdf": make_pdf()})
    set_phases(by=desk.world.admin, round=desk.round, phases=make_phases(("claim",), days=0))
    for apply in (False, True):
        report = bring_in(desk, pack, apply=apply)
        assert {line.error.code for line in report.lines if line.error} == {"phase-closed"}
        assert report.count("bad") == 4
    assert not Answer.objects.exists()
    assert not Sheet.objects.filter(answers__isnull=False).exists()


# ---- whose it is ---------------------------------------------------------------


def test_another_units_pack_is_refused(desk: Desk) -> None:
    row = desk.row(desk.world.clinic)
    pack = make_pack(by=desk.world.admin, row=row)[1]
    assert find_refusal(desk, pack) == "pack-foreign"


def test_a_cover_that_was_changed_is_refused(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(unzip(export(desk))[BOOK]))
    page = book["Paket"]
    for row in page.iter_rows():
        if row[0].value == "Unit":
            row[1].value = "klinik"
    out = io.BytesIO()
    book.save(out)
    assert find_refusal(desk, out.getvalue()) == "pack-changed"


def test_a_row_that_rests_on_another_units_answer_is_refused(desk: Desk) -> None:
    sheet = open_sheet(by=desk.world.admin, round=desk.round, unit=desk.world.clinic, form="K")
    foreign = give(sheet, desk.world.admin, "2", "5")
    book = load_workbook(io.BytesIO(unzip(export(desk))[BOOK]))
    book["K"]["G4"], book["K"]["C4"] = str(foreign.pk), "8"
    out = io.BytesIO()
    book.save(out)
    (line,) = bring_in(desk, out.getvalue()).lines
    assert line.error is not None
    assert line.error.code == "base-unknown"


@pytest.mark.parametrize("who", ["leader", "evaluator"])
def test_who_fills_in_nothing_neither_exports_nor_imports(desk: Desk, who: str) -> None:
    pack = export(desk)
    with pytest.raises(PermissionDenied):
        export(desk, getattr(desk.world, who))
    with pytest.raises(PermissionDenied):
        bring_in(desk, pack, getattr(desk.world, who))


def test_nobody_of_another_government_brings_in_a_pack(desk: Desk) -> None:
    stranger = make_user(make_government("64.01", "Kabupaten Lain"), Role.ADMIN)
    with pytest.raises(PermissionDenied):
        bring_in(desk, export(desk), stranger)


# ---- files and hostile packs ----------------------------------------------------


def test_files_that_cannot_be_evidence_are_named_one_by_one(desk: Desk) -> None:
    files = {
        f"{FOLDER}/jahat.exe": b"MZ....", f"{FOLDER}/kosong.pdf": b"",
        "bukti/Folder Lain/sk.pdf": make_pdf(), "sk.pdf": make_pdf("lain"),
        f"{FOLDER}/sk.pdf": make_pdf(), "__MACOSX/._x": b"x", f"{FOLDER}/Thumbs.db": b"x",
    }  # fmt: skip
    for apply in (False, True):
        report = bring_in(desk, fill_pack(export(desk), {}, files=files), apply=apply)
        codes = {line.place: line.error.code for line in report.lines if line.error}
        assert codes == {
            f"{FOLDER}/jahat.exe": "file-kind", f"{FOLDER}/kosong.pdf": "file-empty",
            "bukti/Folder Lain/sk.pdf": "pack-folder", "sk.pdf": "pack-folder",
        }  # fmt: skip
        assert report.count("taken") == 1


def test_a_file_too_large_is_named_and_never_read_whole(desk: Desk, settings: Any) -> None:
    settings.TILIK_DOCUMENT_BYTES = 40_000
    pack = fill_pack(export(desk), {}, files={f"{FOLDER}/besar.pdf": make_pdf() + b"x" * 90_000})
    (line,) = bring_in(desk, pack).lines
    assert line.error is not None
    assert line.error.code == "file-large"


@pytest.mark.parametrize(("content", "code"), [
    (b"", "pack-unreadable"), (b"PK\x03\x04 nothing", "pack-unreadable"),
    (b"%PDF-1.4", "pack-unreadable"), (zip_up({"a.txt": b"x", "b.txt": b"y"}), "pack-no-workbook"),
    (zip_up({BOOK: b"kosong", "x": b""}), "pack-unreadable"),
    (zip_up({"../../etc/passwd": b"x", BOOK: b"x"}), "file-paths"),
    (zip_up({"/etc/passwd": b"x", BOOK: b"x"}), "file-paths"),
    (zip_up({"C:/x": b"x", BOOK: b"x"}), "file-paths"),
    (zip_up({"..\\x": b"x", BOOK: b"x"}), "file-paths"),
    (zip_up({"nol.bin": b"\0" * 30_000_000, BOOK: b"x"}), "file-bomb"),
    (zip_up({f"{n}.txt": b"" for n in range(3001)}), "file-bomb"),
    (zip_up({BOOK: zip_up({"nol.bin": b"\0" * 30_000_000}), "x": b""}), "file-bomb"),
])  # fmt: skip
def test_hostile_and_broken_packs_are_refused_whole(desk: Desk, content: bytes, code: str) -> None:
    assert find_refusal(desk, content) == code


def test_more_time_by_letter_lets_a_late_pack_in(desk: Desk) -> None:
    pack = fill_pack(export(desk), ANSWERS)
    set_phases(by=desk.world.admin, round=desk.round, phases=make_phases(("claim",), days=0))
    row = desk.row()
    row.extended_until, row.extension_letter = in_days(2), "800/1"
    row.save()
    assert bring_in(desk, pack).count("taken") == 3
