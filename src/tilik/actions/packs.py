"""Offline packs: a unit's questions and folders for its evidence in one zip, out and in again."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from tilik.actions import audit
from tilik.actions.permissions import load_rights
from tilik.core.errors import PermissionDenied, UserError
from tilik.library.pack import Question, write_workbook
from tilik.records.models import Answer, RoundUnit, Sheet, User
from tilik.records.models.round import Stage
from tilik.records.queries.documents import (
    find_form,
    get_sort,
    list_items,
    list_unit_forms,
    pick,
)

MARK = "DATA CONTOH – BUKAN HASIL RESMI"
BOOK, FOLDER, README = "isian.xlsx", "bukti", "BACA-SAYA.txt"
VERSION = "1"
TITLE = 40
HERE = "TARUH BERKAS DI SINI.txt"
OFFERED = ("level", "rating")
WORDS = """PAKET LURING TILIK

Unit    : {unit}
Periode : {round}
Dibuat  : {made}
Paket   : {pack}

1. Buka {book} dengan Excel atau LibreOffice. Isi kolom Jawaban (kuning); pilih dari daftar bila ada.
   Kolom Catatan boleh dikosongkan. Jawaban yang dikosongkan tidak mengubah apa pun.
2. Taruh bukti dukung (PDF, DOCX, XLSX, foto) dalam folder indikatornya di bawah {folder}/.
   Nama folder jangan diubah.
3. Padatkan (zip) seluruh folder ini, lalu kirim kepada Bagian Organisasi lewat USB atau WhatsApp.
4. Paket dimasukkan oleh operator unit atau Bagian Organisasi. Laporannya menyebut baris demi baris apa
   yang diambil. Paket yang dimasukkan dua kali dihitung satu kali.
"""


def make_pack(*, by: User, row: RoundUnit) -> tuple[str, bytes]:
    """The name and the bytes of the unit's pack. Raises PermissionDenied."""
    require_packing(by, row)
    pack = uuid4()
    cover = make_cover(row, pack)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        facts = {"unit": row.name, "round": row.round.title, "made": cover["Dibuat"], "pack": pack}
        mark = MARK if row.round.is_example else ""
        words = WORDS.format(**facts, book=BOOK, folder=FOLDER)
        archive.writestr(README, f"{mark}\n\n{words}".lstrip())
        banner = " · ".join(filter(None, (mark, row.name, row.round.title)))
        archive.writestr(BOOK, write_workbook(cover, list_questions(row), banner))
        for folder, (_form, _item, _slot, words) in list_folders(row).items():
            archive.writestr(f"{FOLDER}/{folder}/{HERE}", words)
    with audit.writing(row.government):
        audit.record(
            by=by, verb="pack.export", target=row, government=row.government, round=row.round,
            unit=row.unit, diff={"pack": [None, str(pack)]},
        )  # fmt: skip
    return f"tilik-{_slug(row.unit.code)}-{str(pack)[:8]}.zip", out.getvalue()


def make_cover(row: RoundUnit, pack: UUID) -> dict[str, str]:
    """What the cover says: whose pack it is, and a seal only this server can set."""
    facts = {
        "Paket luring": VERSION,
        "Paket": str(pack),
        "Unit": row.unit.code,
        "Nama unit": row.name,
        "Periode": str(row.round.client_uuid),
        "Nama periode": row.round.title,
        "Instrumen": row.round.instrument_version.sha256,
        "Dibuat": timezone.localtime().strftime("%d-%m-%Y %H.%M %Z"),
    }
    return {**facts, "Sidik": make_seal(facts)}


def make_seal(cover: Mapping[str, str]) -> str:
    """The seal of a cover."""
    names = ("Paket luring", "Paket", "Unit", "Periode", "Instrumen")
    said = "\n".join(str(cover.get(name, "")) for name in names)
    return salted_hmac("tilik.pack", said, algorithm="sha256").hexdigest()


def read_cover(cover: Mapping[str, str], row: RoundUnit) -> UUID:
    """The pack's number. Raises UserError("pack-foreign" | "pack-changed" | "pack-old")."""
    if not constant_time_compare(cover.get("Sidik", ""), make_seal(cover)):
        raise UserError("pack-changed")
    if (cover["Unit"], cover["Periode"]) != (row.unit.code, str(row.round.client_uuid)):
        raise UserError("pack-foreign", unit=cover.get("Nama unit", ""))
    if cover["Instrumen"] != row.round.instrument_version.sha256:
        raise UserError("pack-old")
    return UUID(cover["Paket"])


def list_questions(row: RoundUnit) -> list[Question]:
    """The questions of the unit's claim with what stands on each."""
    document = row.round.instrument_version.document
    standing = list_standing(row)
    found = []
    for form in _list_forms(row):
        for item in list_items(find_form(document, form), *get_sort(row.round, row)):
            if item.of_government:
                continue
            answer = standing.get((form, item.code))
            revision = answer.revision if answer else None
            found.append(Question(
                form=form, code=item.code, title=pick(item.title, "id"), kind=item.kind,
                options=tuple(_list_options(document, item.raw)),
                help=pick(item.raw["help"], "id") if item.raw.get("help") else "",
                measure=pick(item.raw["unit"], "id") if item.raw.get("unit") else "",
                value=revision.value if revision else None, note=revision.note if revision else "",
                base=revision.pk if revision else None,
            ))  # fmt: skip
    return found


def list_standing(row: RoundUnit) -> dict[tuple[str, str], Answer]:
    """What stands on the unit's claim, by form and item."""
    answers = Answer.objects.filter(
        sheet__round=row.round, sheet__unit=row.unit, sheet__stage=Stage.CLAIM, sheet__service=None
    )
    found = answers.select_related("revision__by__person", "sheet")
    return {(each.sheet.form, each.item): each for each in found}


def list_folders(row: RoundUnit) -> dict[str, tuple[str, str, str, str]]:
    """Form, item, slot and words of each folder for evidence, by its name."""
    document = row.round.instrument_version.document
    folders = {}
    for form in list_unit_forms(document, Stage.DESK, row.form_variant):
        for item in list_items(form, *get_sort(row.round, row)):
            for slot in item.raw.get("evidence", ()):
                title, code = pick(slot["title"], "id"), str(slot["code"])
                name = f"{form['code']}_{item.code}_{code} {_slug(title)}"[: 2 * TITLE].strip()
                words = f"{item.code} {pick(item.title, 'id')}\n\n{title}\n"
                folders[name] = (str(form["code"]), item.code, code, words)
    return folders


def require_packing(by: User, row: RoundUnit) -> None:
    """Nothing. Raises PermissionDenied where the person fills in none of the unit's forms."""
    rights, place = (
        load_rights(by),
        {"government": row.government, "round": row.round, "unit": row.unit},
    )
    if not any(rights.may("sheet.fill", **place, form=form) for form in _list_forms(row)):
        raise PermissionDenied("permission-denied", verb="sheet.fill")


def get_place(row: RoundUnit, form: str) -> Sheet:
    """The unit's claim on that form, or one like it that is not stored."""
    facts = {"round": row.round, "unit": row.unit, "form": form, "stage": Stage.CLAIM}
    found = Sheet.objects.filter(**facts, service=None, seat=None).first()
    return found or Sheet(government=row.government, **facts)


def _list_forms(row: RoundUnit) -> Sequence[str]:
    """The forms of the unit's claim."""
    document = row.round.instrument_version.document
    return [str(form["code"]) for form in list_unit_forms(document, Stage.CLAIM, row.form_variant)]


def _list_options(document: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Code and title of each allowed answer; levels as their number and words."""
    if raw["kind"] in OFFERED:
        levels = raw.get("levels")
        if levels and levels != "unknown":
            for each in levels:
                yield str(each["level"]), f"{each['level']} – {pick(each['title'], 'id')}"
        elif raw.get("scale") and raw["scale"][1] is not None:
            low, high = (int(end) for end in raw["scale"])
            yield from ((str(level), str(level)) for level in range(low, high + 1))
        return
    options = raw.get("options", ())
    for each in document["options"][options] if isinstance(options, str) else options:
        yield str(each["code"]), pick(each["title"], "id")


def _slug(title: str) -> str:
    """The title in letters every file system takes."""
    return re.sub(r"[^A-Za-z0-9 ().-]+", " ", title).strip(" .")[:TITLE].strip(" .")
