"""What is wrong with a file, in words: the linter's, the readers' and the imports'."""

from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.library.input_messages import MESSAGES
from tilik.library.lint import check_text, is_error
from tilik.library.messages import TEXTS, describe

IMPORTS: dict[str, tuple[str, str]] = {
    "service-name-missing": ("nama layanan kosong", "the name of the service is missing"),
    "component-number-bad": (
        "nomor komponen harus 1 sampai 14",
        "the number of a component must be 1 to 14",
    ),
    "component-too-long": (
        "satu komponen lebih dari 20.000 huruf",
        "a component is longer than 20,000 characters",
    ),
    "ledger-cell-missing": ("{column} kosong", "{column} is missing"),
    "ledger-number-twice": ("nomor ini sudah ada di {first}", "the same number is in {first}"),
    "ledger-too-long": ("lebih dari {most} huruf", "longer than {most} characters"),
    "ledger-word": ("{found} tidak dikenal; pilih: {allowed}", "{found} is unknown: {allowed}"),
    "ledger-day": (
        "{found} bukan tanggal; tulis 31/12/2025",
        "{found} is no date; write 31/12/2025",
    ),
    "oversight-due-early": (
        "batas waktu lebih awal daripada tanggal diterima",
        "the deadline lies before the day on which it came",
    ),
    "settled-unproven": (
        "selesai memerlukan tanggal, yang dilakukan, dan buktinya",
        "settled needs its day, what was done, and where the proof is",
    ),
    "settled-day": (
        "tanggal selesai harus di antara tanggal diterima dan hari ini",
        "the day of settlement lies between the day it came and today",
    ),
    "unit-code-missing": ("kode unit kosong", "the unit's code is missing"),
    "unit-name-missing": ("nama unit kosong", "the unit's name is missing"),
    "unit-code-twice": ("kode unit ini sudah ada di baris lain", "another line has this code"),
    "unit-parent-unknown": ("kode induk tidak dikenal", "no unit has the parent's code"),
    "unit-parent-itself": ("unit menjadi induknya sendiri", "the unit is its own parent"),
    "unit-workdays-bad": ("hari kerja harus 5, 6, atau 7", "workdays are 5, 6 or 7"),
    "person-name-missing": ("nama kosong", "the name is missing"),
    "nip-is-a-number": (
        "NIP tersimpan sebagai angka sehingga digitnya hilang; format selnya sebagai teks",
        "the NIP is a number and has lost digits; make the cell text",
    ),
    "identifier-missing": (
        "isi NIP, nomor HP, atau surel: salah satu saja cukup",
        "give a NIP, a phone number or an e-mail: one is enough",
    ),
    "identifier-bad": ("{field} tidak dapat dibaca: {found}", "{field} cannot be read: {found}"),
    "identifier-twice": ("orang yang sama sudah ada di {first}", "the same person is in {first}"),
    "identifiers-of-two-people": (
        "NIP, HP, dan surel ini milik {n} orang yang berbeda",
        "these identifiers belong to {n} different people",
    ),
    "person-of-another-government": (
        "orang ini terdaftar pada pemerintah daerah lain",
        "this person belongs to another government",
    ),
    "unit-unknown": ("kode unit {found} tidak dikenal", "no unit has the code {found}"),
    "role-unknown": ("peran {found} tidak dikenal; pilih: {allowed}", "no role {found}: {allowed}"),
    "seat-needs-unit": ("peran {role} memerlukan kode unit", "the role {role} needs a unit"),
}
KNOWN = {**MESSAGES, **IMPORTS}


def say_fault(code: str, facts: dict[str, object], language: str) -> str:
    """What a fault says, without its place; its code where nobody has words for it."""
    if code in TEXTS:
        return describe(Fault(code, "", facts), language)
    if code not in KNOWN:
        return code
    template = KNOWN[code][0 if language == "id" else 1]
    return template.format_map(_Facts({name: _show(value) for name, value in facts.items()}))


def list_faults(error: UserError, language: str) -> list[tuple[str, str]]:
    """Every fault as (where, words)."""
    if isinstance(error, InvalidInput):
        return [(f.where, say_fault(f.code, dict(f.facts), language)) for f in error.faults]
    return [("", say_fault(error.code, error.facts, language))]


def check_instrument(text: str, name: str, language: str) -> list[tuple[str, str, bool]]:
    """All the linter says of a file as (where, words, whether it stops the file)."""
    return [
        (f.where, say_fault(f.code, dict(f.facts), language), is_error(f))
        for f in check_text(text, name)
    ]


class _Facts(dict[str, str]):
    """Facts where a missing one shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _show(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)
