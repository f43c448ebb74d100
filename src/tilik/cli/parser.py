"""The commands, their options and their help."""

import argparse

from tilik.cli import auditing, engine, instruments, ranks, reading, scores
from tilik.cli.usage import make_class
from tilik.core.answers import BASES
from tilik.reading.engines import BEST, CHOICES

HELP = {
    "about": (
        "Menghitung, menelusuri, dan memeriksa nilai pelayanan publik.",
        "Computes, traces and verifies scores of public services.",
    ),
    "json": ("keluaran JSON", "JSON output"),
    "lang": ("bahasa: id atau en", "language: id or en"),
    "instruments": ("daftar instrumen", "list the instruments"),
    "check": (
        "memeriksa instrumen: semua kesalahan sekaligus",
        "check instruments: all faults at once",
    ),
    "check-target": (
        "kode instrumen atau berkas YAML (bawaan: semua)",
        "code of an instrument or a YAML file (default: all)",
    ),
    "workbook": (
        "teks, bobot, dan skala instrumen lewat Excel: tulis, atau baca kembali dengan --to",
        "an instrument's texts, weights and scales by Excel: write, or read back with --to",
    ),
    "workbook-file": ("buku kerja xlsx", "an xlsx workbook"),
    "to": ("berkas YAML untuk instrumen yang diubah", "YAML file for the changed instrument"),
    "grade": ("kategori untuk suatu nilai", "the category of a value"),
    "score": ("menghitung nilai dari tabel jawaban", "compute scores from a table of answers"),
    "rollup": ("nilai pemerintah daerah dari nilai unit", "a government's score from its units'"),
    "rank": ("peringkat dari tabel nama dan nilai", "ranks from a table of names and values"),
    "verify": (
        "menghitung ulang berkas JSON hasil Tilik",
        "recompute a JSON file that Tilik has written",
    ),
    "read": (
        "membaca standar pelayanan: layanan, komponen, dan yang perlu diperiksa",
        "read a service standard: services, components, and what to look at",
    ),
    "audit": (
        "memeriksa laporan SKM: semua angka dihitung ulang, semua pertentangan disebut",
        "audit a survey report: every figure recomputed, every contradiction named",
    ),
    "report": ("berkas PDF, DOCX, atau XLSX", "a PDF, DOCX or XLSX file"),
    "note": (
        "tulis catatan satu halaman: x.pdf atau x.txt",
        "write a note of one page: x.pdf or x.txt",
    ),
    "document": ("berkas PDF, DOCX, HTML, atau gambar", "a PDF, DOCX, HTML or picture file"),
    "ocr": (
        "pembaca pindaian: best, light, atau off (bawaan: TILIK_OCR, lalu best)",
        "reader of scans: best, light or off (default: TILIK_OCR, then best)",
    ),
    "service-unit": ("nama unit pemilik standar", "name of the unit whose standard it is"),
    "engine": (
        "survei sebesar apa pun: jutaan baris dirangkum, lalu dihitung tepat",
        "surveys of any size: millions of rows rolled up, then scored exactly",
    ),
    "engine-score": (
        "menghitung berkas, folder, atau gudang baris survei (CSV, Parquet)",
        "score a file, folder or store of survey rows (CSV, Parquet)",
    ),
    "engine-add": (
        "menambah baris suatu berkas ke gudang, satu kali",
        "add the rows of a file to a store, once",
    ),
    "data": ("berkas, folder, atau gudang", "a file, a folder or a store"),
    "store": ("folder gudang", "the folder of the store"),
    "rows": ("berkas CSV atau Parquet", "a CSV or Parquet file"),
    "on": ("mesin hitung", "the engine"),
    "master": ("alamat kluster Spark", "the address of a Spark cluster"),
    "trees": (
        "sertakan di JSON asal tiap angka dan nilai tiap varian",
        "put into the JSON where each number comes from, and every variant",
    ),
    "form-survey": ("formulir survei, mis. F-03A", "the form of the survey, e.g. F-03A"),
    "instrument": (
        "kode instrumen (bawaan: survei kepuasan terbaru)",
        "code of an instrument (default: the newest satisfaction survey)",
    ),
    "manage": ("perintah peladen: migrate, createsuperuser, …", "server commands: migrate, …"),
    "example": ("data contoh: load, logins", "example data: load, logins"),
    "tls": (
        "sertifikat HTTPS untuk komputer kantor dan ponsel",
        "an HTTPS certificate for an office machine and its phones",
    ),
    "backup": (
        "cadangan utuh: make, check, restore",
        "a whole backup: make, check, restore",
    ),
    "intake": (
        "proses penerima jawaban survei besar",
        "the process that takes in the answers of large surveys",
    ),
    "id": ("kode instrumen, atau kode@versi", "code of an instrument, or code@version"),
    "value": ("nilai; koma atau titik desimal", "values; decimal comma or point"),
    "file": ("berkas CSV, xlsx, xls, atau ods", "a CSV, xlsx, xls or ods file"),
    "json-file": ("berkas JSON", "a JSON file"),
    "variant": (
        "nama singkat, atau sumbu=pilihan,… (bawaan: semua bawaan)",
        "short name, or axis=option,… (default: all defaults)",
    ),
    "year": ("tahun penilaian", "year of the assessment"),
    "basis": ("sampai tahap mana jawaban dihitung", "up to which stage answers count"),
    "scope": ("skala untuk unit atau pemerintah", "the scale of units or of governments"),
    "order": (
        "urutan pertanyaan bernomor, mis. kuesioner",
        "the order of numbered questions, e.g. kuesioner",
    ),
    "units": ("tabel old,new: unit yang berganti nama", "a table old,new: units renamed"),
    "unit": (
        "nama unit untuk berkas tanpa kolom unit",
        "the unit of a file without a column of units",
    ),
    "unit-kind": ("jenis unit, mis. rsud", "kind of unit, e.g. rsud"),
    "out": ("tulis ke x.json, x.xlsx, atau x.pdf", "write to x.json, x.xlsx or x.pdf"),
    "decimals": ("angka desimal yang tampil", "decimals shown"),
}


def make_parser(language: str, ocr: str = "") -> argparse.ArgumentParser:
    """The parser of the whole command line, its help in the language; `ocr` as the environment has it."""
    texts = {name: both[language == "en"] for name, both in HELP.items()}
    parser = make_class(language)(prog="tilik", description=texts["about"])
    parser.set_defaults(json=False)
    _add_common(parser, texts)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: object = None) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=texts[name], description=texts[name])
        made.set_defaults(run=run)
        _add_common(made, texts)
        return made

    command("instruments", instruments.list_instruments)
    check = command("check", instruments.check_instruments)
    check.add_argument("target", nargs="?", metavar="ID|FILE", help=texts["check-target"])
    workbook = command("workbook", instruments.edit_workbook)
    workbook.add_argument("instrument", metavar="ID", help=texts["id"])
    workbook.add_argument("file", metavar="FILE.xlsx", help=texts["workbook-file"])
    workbook.add_argument("--to", metavar="FILE.yaml", help=texts["to"])
    _add_scoring(command("score", scores.score), texts)
    grade = command("grade", scores.grade_values)
    _add_instrument(grade, texts)
    grade.add_argument("values", nargs="+", metavar="VALUE", help=texts["value"])
    grade.add_argument(
        "--scope", choices=("unit", "government"), default="unit", help=texts["scope"]
    )
    rollup = command("rollup", scores.rollup)
    _add_instrument(rollup, texts)
    rollup.add_argument("file", metavar="FILE", help=texts["file"])
    _add_ranking(command("rank", ranks.rank_names), texts)
    command("verify", ranks.verify_file).add_argument(
        "file", metavar="FILE", help=texts["json-file"]
    )
    read = command("read", reading.read_standard)
    read.add_argument("file", metavar="FILE", help=texts["document"])
    read.add_argument("--unit", default="", metavar="NAME", help=texts["service-unit"])
    read.add_argument(
        "--ocr", choices=CHOICES, default=ocr if ocr in CHOICES else BEST, help=texts["ocr"]
    )
    audited = command("audit", auditing.audit_report)
    audited.add_argument("file", metavar="FILE", help=texts["report"])
    audited.add_argument("--out", metavar="FILE", action="append", default=[], help=texts["note"])
    _add_engine(command("engine"), texts)
    command("manage")
    for name in ("example", "tls", "backup", "intake"):
        command(name)
    return parser


def _add_common(parser: argparse.ArgumentParser, texts: dict[str, str]) -> None:
    quiet = argparse.SUPPRESS
    parser.add_argument("--json", action="store_true", default=quiet, help=texts["json"])
    parser.add_argument("--lang", choices=("id", "en"), default=quiet, help=texts["lang"])


def _add_instrument(parser: argparse.ArgumentParser, texts: dict[str, str]) -> None:
    parser.add_argument("instrument", metavar="ID", help=texts["id"])
    parser.add_argument("--variant", default="", metavar="NAME", help=texts["variant"])
    parser.add_argument("--year", type=int, metavar="Y", help=texts["year"])


def _add_scoring(parser: argparse.ArgumentParser, texts: dict[str, str]) -> None:
    _add_instrument(parser, texts)
    parser.add_argument("file", metavar="FILE", help=texts["file"])
    parser.add_argument(
        "--basis", "--stage", dest="basis", choices=BASES, default="final", help=texts["basis"]
    )
    parser.add_argument("--order", default="", metavar="NAME", help=texts["order"])
    parser.add_argument("--units", metavar="FILE", help=texts["units"])
    parser.add_argument("--unit", metavar="NAME", help=texts["unit"])
    parser.add_argument("--unit-kind", default="", metavar="KIND", help=texts["unit-kind"])
    parser.add_argument("--out", metavar="FILE", action="append", default=[], help=texts["out"])


def _add_ranking(parser: argparse.ArgumentParser, texts: dict[str, str]) -> None:
    parser.add_argument("file", metavar="FILE", help=texts["file"])
    parser.add_argument(
        "--decimals", type=int, choices=range(13), default=2, metavar="N", help=texts["decimals"]
    )


def _add_engine(parser: argparse.ArgumentParser, texts: dict[str, str]) -> None:
    """The two commands below `engine`."""
    parts = parser.add_subparsers(metavar="COMMAND", required=True)
    score = parts.add_parser("score", help=texts["engine-score"], description=texts["engine-score"])
    score.add_argument("data", metavar="DATA", help=texts["data"])
    score.add_argument("--on", choices=("duckdb", "spark"), default="duckdb", help=texts["on"])
    score.add_argument("--master", default="", metavar="URL", help=texts["master"])
    score.add_argument("--unit", metavar="NAME", help=texts["unit"])
    score.add_argument("--trees", action="store_true", help=texts["trees"])
    score.set_defaults(run=engine.score_rows)
    added = parts.add_parser("add", help=texts["engine-add"], description=texts["engine-add"])
    added.add_argument("store", metavar="STORE", help=texts["store"])
    added.add_argument("file", metavar="FILE", help=texts["rows"])
    added.set_defaults(run=engine.add_rows)
    for part in (score, added):
        _add_common(part, texts)
        part.add_argument("--instrument", default="", metavar="ID", help=texts["instrument"])
        part.add_argument("--form", default="", metavar="CODE", help=texts["form-survey"])
        part.add_argument("--variant", default="", metavar="NAME", help=texts["variant"])
        part.add_argument("--year", type=int, metavar="Y", help=texts["year"])
        part.add_argument("--order", default="", metavar="NAME", help=texts["order"])
