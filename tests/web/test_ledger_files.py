"""The ledger of the Ombudsman's products from Excel, and proofs that lie in a dossier."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.proofs import make_proofs, offer
from tests.web.scored import log_in
from tests.web.test_oversight import LEDGER, Ombudsman, _made, made, office, read, send, strip
from tests.world import count_events, make_world
from tilik.actions.faults import say_fault
from tilik.actions.imports import ADD, CHANGE, CONFLICT, SAME, Report
from tilik.actions.oversight_import import COLUMNS, KINDS, STATES, export_ledger, import_ledger
from tilik.core.errors import InvalidInput, PermissionDenied
from tilik.records.models import OversightProduct

pytestmark = pytest.mark.django_db
__all__ = ["_made", "made", "office"]

HEADINGS = tuple(headings[0] for headings in COLUMNS.values())
EXCEL = LEDGER + "excel/"
OPEN = ("T/1", "saran", "01/03/2025", "12/04/2025", "sekolah", "Pasang jadwal", "", "", "", "")
SETTLED = (
    *("T/2", "LAHP", date(2025, 3, 1), "", "", "Perbaiki alur", "selesai"),
    *("01/05/2025", "Alur baru", "Surat 9"),
)


def write(folder: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    path = folder / "produk.xlsx"
    book.save(path)
    return path


def bring(made: Ombudsman, path: Path, *, apply: bool = True) -> Report:
    return import_ledger(
        by=made.world.admin, government=made.world.government, path=path, apply=apply
    )


def list_outcomes(report: Report) -> list[str]:
    return [line.outcome for line in report.lines]


# ---- Excel ----------------------------------------------------------------------------


def test_a_file_is_shown_before_it_is_done(made: Ombudsman, tmp_path: Path) -> None:
    report = bring(made, write(tmp_path, OPEN, SETTLED), apply=False)
    assert list_outcomes(report) == [ADD, ADD]
    assert not OversightProduct.objects.exists()


def test_the_same_file_twice_is_once(made: Ombudsman, tmp_path: Path) -> None:
    path = write(tmp_path, OPEN, SETTLED)
    bring(made, path)
    assert list_outcomes(bring(made, path)) == [SAME, SAME]
    assert (count_events("oversight.add"), count_events("oversight.change")) == (2, 0)
    settled = OversightProduct.objects.get(number="T/2")
    assert (settled.kind, settled.settled_on) == ("lahp", date(2025, 5, 1))
    assert settled.done_by == made.world.admin
    assert OversightProduct.objects.get(number="T/1").unit == made.world.school


def test_what_goes_out_comes_in_again_unchanged(made: Ombudsman, tmp_path: Path) -> None:
    bring(made, write(tmp_path, OPEN, SETTLED))
    out = tmp_path / "keluar.xlsx"
    out.write_bytes(export_ledger(by=made.world.admin, government=made.world.government))
    assert list_outcomes(bring(made, out)) == [SAME, SAME]


def test_a_blank_cell_changes_nothing_and_who_is_not_named_stays(
    made: Ombudsman, tmp_path: Path
) -> None:
    bring(made, write(tmp_path, OPEN, SETTLED))
    row = ("T/1", "saran", "01/03/2025", "", "", "Pasang jadwal di loket", "sebagian", "", "", "")
    report = bring(made, write(tmp_path, row))
    assert list_outcomes(report) == [CHANGE]
    assert report.lines[0].facts == {"fields": ["yang diminta", "status"]}
    changed = OversightProduct.objects.get(number="T/1")
    assert (changed.state, changed.due) == ("partly", date(2025, 4, 12))
    assert OversightProduct.objects.get(number="T/2").state == "done"


FAULTY = (
    ("T/3", "surat", "kapan", "1/1/2025", "tak-ada", "x", "hampir", "", "", ""),
    ("", "saran", "01/03/2025", "", "", "x", "", "", "", ""),
    ("T/4", "saran", "01/03/2025", "01/01/2025", "", "x", "", "", "", ""),
    ("T/5", "saran", "01/03/2025", "", "", "x", "selesai", "", "", ""),
    ("T/5", "saran", "01/03/2025", "", "", "x", "", "", "", ""),
    ("T/6", "saran", "01/03/2025", "", "", "x", "selesai", "01/01/2025", "y", "z" * 301),
    ("T/7", "saran", "01/03/2025", "", "", "x", "selesai", "01/01/2025", "y", "z"),
)


def test_every_fault_is_named_at_once_at_its_cell_and_nothing_is_done(
    made: Ombudsman, tmp_path: Path
) -> None:
    path = write(tmp_path, OPEN, *FAULTY)
    report = bring(made, path, apply=False)
    found = [(line.place, line.code) for line in report.lines if line.outcome == CONFLICT]
    assert [(place.rpartition(":")[2], code) for place, code in found] == [
        ("B3", "ledger-word"),
        ("G3", "ledger-word"),
        ("C3", "ledger-day"),
        ("E3", "unit-unknown"),
        ("A4", "ledger-cell-missing"),
        ("D5", "oversight-due-early"),
        ("G6", "settled-unproven"),
        ("A7", "ledger-number-twice"),
        ("J8", "ledger-too-long"),
        ("H9", "settled-day"),
    ]
    with pytest.raises(InvalidInput) as refused:
        bring(made, path)
    assert len(refused.value.faults) == len(found)
    assert not OversightProduct.objects.exists()


def test_only_the_office_of_that_government_brings_it_in(made: Ombudsman, tmp_path: Path) -> None:
    path = write(tmp_path, OPEN)
    for user in (made.world.operator, made.world.evaluator, make_world("64.01").admin):
        with pytest.raises(PermissionDenied):
            import_ledger(by=user, government=made.world.government, path=path, apply=True)
        with pytest.raises(PermissionDenied):
            export_ledger(by=user, government=made.world.government)


def test_on_the_page_one_looks_first_and_brings_in_then(
    made: Ombudsman, office: Client, tmp_path: Path
) -> None:
    content = write(tmp_path, OPEN, SETTLED).read_bytes()
    file = SimpleUploadedFile("produk.xlsx", content)
    looked = office.post(made.path(EXCEL), {"act": "look", "file": file})
    assert "Inilah akibat berkas ini" in strip(looked.content.decode())
    assert not OversightProduct.objects.exists()
    kept = {"act": "apply", "name": "produk.xlsx", "content": looked.context["content"]}
    assert "Selesai" in strip(office.post(made.path(EXCEL), kept).content.decode())
    assert OversightProduct.objects.count() == 2
    book = office.get(made.path("produk-ombudsman.xlsx"))
    assert book.content[:2] == b"PK"


def test_what_is_wrong_with_a_file_is_said_in_words_with_the_cell(
    made: Ombudsman, office: Client, tmp_path: Path
) -> None:
    content = write(tmp_path, *FAULTY).read_bytes()
    file = SimpleUploadedFile("produk.xlsx", content)
    page = strip(office.post(made.path(EXCEL), {"act": "look", "file": file}).content.decode())
    assert "produk.xlsx:Sheet:B2" in page
    assert "surat tidak dikenal; pilih: lahp, tindakan korektif, saran, rekomendasi" in page
    assert "kapan bukan tanggal" in page
    assert office.post(made.path(EXCEL), {"act": "look"}).status_code == 409


# ---- a proof that lies in a dossier ---------------------------------------------------


def test_a_document_of_a_dossier_is_a_proof(made: Ombudsman, office: Client) -> None:
    document = offer(make_proofs(made.world)).document
    document.title = "SK jadwal loket"
    document.save()
    product = made.add(unit=made.world.school)
    path = made.path(f"{LEDGER}{product.pk}/")
    assert "SK jadwal loket" in office.get(path).content.decode()
    seen = office.get(path).context["seen"]
    values = {"number": "T/1", "seen": str(seen), "document": str(document.pk)}
    sent = send(
        office, path, **values, state="done", settled_on="2025-05-01", done="Dipasang",
        unit=str(made.world.school.pk),
    )  # fmt: skip
    assert sent.status_code == 302
    product.refresh_from_db()
    assert (product.document, product.proof) == (document, "SK jadwal loket")
    page = office.get(path).content.decode()
    assert f"/bukti/sekolah/berkas/{document.versions.get().pk}/" in page
    assert "– → SK jadwal loket" in strip(page)
    told = office.get(made.path("riwayat/")).content.decode()
    assert "Orang" in told


def test_a_document_of_another_unit_is_found_and_nothing_typed_is_lost(
    made: Ombudsman, office: Client
) -> None:
    document = offer(make_proofs(made.world)).document
    document.title, document.number = "SK jadwal loket", "800/12"
    document.save()
    new = made.path(LEDGER + "baru/")
    assert "SK jadwal loket" not in office.get(new).content.decode()
    found = send(office, new, act="find", find="800 jadwal", number="T/9", subject="Yang diketik")
    page = found.content.decode()
    assert "SK jadwal loket" in page
    assert "Yang diketik" in page
    assert not OversightProduct.objects.exists()
    send(office, new, number="T/9", document=str(document.pk))
    assert OversightProduct.objects.get().document == document


def test_a_document_of_another_government_is_no_choice(made: Ombudsman, office: Client) -> None:
    foreign = offer(make_proofs(make_world("64.01"))).document
    sent = send(office, made.path(LEDGER + "baru/"), document=str(foreign.pk))
    assert "tidak ada" in strip(sent.content.decode())
    assert not OversightProduct.objects.exists()


def test_the_unit_opens_the_proof_of_its_own_product(made: Ombudsman) -> None:
    document = offer(make_proofs(made.world)).document
    product = made.add(unit=made.world.school, document=document, proof="Surat 7")
    path = made.path(f"{LEDGER}{product.pk}/")
    assert (
        f"/berkas/{document.versions.get().pk}/"
        in log_in(made.world.operator).get(path).content.decode()
    )


def test_the_trail_says_what_counts_for_the_suffix(made: Ombudsman, office: Client) -> None:
    office.post(made.path(), {"act": "ledger"})
    office.post(made.path(), {"act": "own"})
    page = read(office, made.path("riwayat/"))
    assert "yang dihitung untuk akhiran" in page.lower()
    assert "buku produk Ombudsman → jawaban yang diisi tangan" in page


def test_a_document_of_another_unit_is_named_to_the_unit_and_not_opened(made: Ombudsman) -> None:
    proofs = make_proofs(made.world)
    other = offer(proofs, unit="klinik", by=made.world.admin).document
    other.title = "Surat klinik"
    other.save()
    product = made.add(unit=made.world.school, document=other)
    page = log_in(made.world.operator).get(made.path(f"{LEDGER}{product.pk}/")).content.decode()
    assert "/bukti/klinik/berkas/" not in page


def test_what_is_linked_stays_a_choice_though_another_is_looked_for(
    made: Ombudsman, office: Client
) -> None:
    document = offer(make_proofs(made.world)).document
    product = made.add(unit=made.world.school, document=document)
    path = made.path(f"{LEDGER}{product.pk}/")
    page = send(office, path, act="find", find="tidak-ada-yang-begini").content.decode()
    assert f'<option value="{document.pk}"' in page
    found = send(office, path, act="find", find="x", document="9" * 40)
    assert found.status_code == 200
    product.refresh_from_db()
    assert product.document == document


# ---- words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("ledger-cell-missing", {"column": "nomor"}, ("nomor kosong", "nomor is missing")),
        ("ledger-number-twice", {"first": "A2"}, ("sudah ada di A2", "the same number is in A2")),
        ("ledger-too-long", {"most": 300}, ("lebih dari 300", "longer than 300")),
        ("ledger-day", {"found": "kapan"}, ("bukan tanggal", "is no date")),
        ("settled-unproven", {}, ("dan buktinya", "where the proof is")),
        ("settled-day", {}, ("di antara", "between")),
        ("oversight-due-early", {}, ("lebih awal", "before")),
    ],
)
def test_every_fault_of_a_file_has_words(
    code: str, facts: dict[str, object], words: tuple[str, str]
) -> None:
    for language, said in zip(("id", "en"), words, strict=True):
        assert said in say_fault(code, facts, language)


def test_the_workbook_offers_the_words_that_are_known(made: Ombudsman, tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(export_ledger(by=made.world.admin, government=made.world.government))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    offered = {each.formula1 for each in sheet.data_validations.dataValidation}
    assert offered == {f'"{",".join(words)}"' for words in (KINDS, STATES)}
    assert [cell.value for cell in next(iter(sheet.rows))] == list(HEADINGS)
