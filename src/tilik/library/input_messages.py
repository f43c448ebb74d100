"""What is wrong with an input file, in words that say what to do: Indonesian and English."""

from collections.abc import Mapping

MESSAGES: Mapping[str, tuple[str, str]] = {
    "instrument-version-taken": (
        "{code} versi {version} sudah ada dengan isi lain: naikkan versinya",
        "{code} version {version} exists with other content: raise the version",
    ),
    "file-missing": ("berkas {file} tidak ada", "there is no file {file}"),
    "file-unreadable": (
        "{file} tidak terbaca ({reason}); simpan ulang sebagai xlsx atau CSV",
        "{file} cannot be read ({reason}); save it again as xlsx or CSV",
    ),
    "pack-unreadable": (
        "paket luring ini tidak terbaca; minta paket baru dari Bagian Organisasi",
        "this offline pack cannot be read; ask the bureau for a new one",
    ),
    "file-kind": (
        "berkas ini bukan PDF, DOCX, atau halaman web yang disimpan",
        "this is no PDF, DOCX or saved web page",
    ),
    "note-format": (
        "catatan ditulis sebagai .pdf atau .txt, bukan {found}",
        "a note is written as .pdf or .txt, not {found}",
    ),
    "file-empty": ("berkasnya kosong", "the file is empty"),
    "file-broken": (
        "berkasnya rusak; simpan atau unduh ulang",
        "the file is damaged; save or download it again",
    ),
    "file-mixed": (
        "berkas ini memuat berkas lain di dalamnya; simpan ulang dari aplikasinya",
        "the file holds another file inside; save it again from its program",
    ),
    "file-active": (
        "berkas ini memuat makro atau skrip; simpan tanpa itu",
        "the file holds macros or scripts; save it without them",
    ),
    "file-locked": (
        "berkasnya berkata sandi; simpan tanpa kata sandi",
        "the file has a password; save it without one",
    ),
    "file-bomb": (
        "isi berkas jauh lebih besar daripada ukurannya; tidak dibuka",
        "the file unpacks to far more than its size; it is not opened",
    ),
    "file-paths": (
        "nama di dalam berkas tidak wajar; tidak dibuka",
        "names inside the file are not what an office program writes; it is not opened",
    ),
    "file-long": (
        "{found} halaman; paling banyak {most}: bagi berkasnya",
        "{found} pages; at most {most}: split the file",
    ),
    "file-incomplete": (
        "isi berkas tidak lengkap atau rusak: {found}",
        "the file is incomplete or damaged: {found}",
    ),
    "no-table": (
        "tidak ada tabel jawaban; baris judul harus memuat unit, form, item, value atau kode butir",
        "no table of answers; its heading must name unit, form, item, value or codes of items",
    ),
    "no-items": (
        "tidak ada kolom butir instrumen ini; butirnya: {allowed}",
        "no column is an item of this instrument; its items: {allowed}",
    ),
    "no-columns": (
        "tidak ada tabel dengan kolom {allowed}",
        "no table with the columns {allowed}",
    ),
    "bad-value": ("isi {found}; yang boleh: {allowed}", "found {found}; allowed: {allowed}"),
    "ambiguous-number": (
        "{found} dapat berarti ribuan atau pecahan; tulis {allowed} bila ribuan, atau pakai sel angka",
        "{found} may be thousands or a fraction; write {allowed} for thousands, or a number cell",
    ),
    "ambiguous-item": (
        "butir {found} ada di beberapa formulir; tulis salah satu: {allowed}",
        "item {found} is in several forms; write one of: {allowed}",
    ),
    "unknown-item": (
        "butir {found} tidak dikenal; yang ada: {allowed}",
        "unknown item {found}; there are: {allowed}",
    ),
    "unknown-form": (
        "formulir {found} tidak dikenal; yang ada: {allowed}",
        "unknown form {found}; there are: {allowed}",
    ),
    "question-order": (
        "{found}: urutan yang mana? Nyatakan dengan --order ({allowed}), atau namai kolom menurut unsurnya",
        "{found}: which order? Declare it by --order ({allowed}), or name the column by its element",
    ),
    "unknown-order": (
        "urutan {found} tidak dikenal; yang ada: {allowed}",
        "unknown order {found}; there are: {allowed}",
    ),
    "column-twice": (
        "kolom {found} sudah ada di {first}; hapus atau namai salah satunya",
        "column {found} is already in {first}; remove or rename one of them",
    ),
    "answer-twice": (
        "isi {found}: butir {item} orang yang sama sudah dijawab di {first}",
        "found {found}: the same person has already answered item {item} in {first}",
    ),
    "row-twice": (
        "{found} sudah ada di {first}; bedakan dengan kolom product atau group",
        "{found} is already in {first}; tell them apart by a column product or group",
    ),
    "name-missing": ("nama kosong", "the name is missing"),
    # notices
    "row-left-out": (
        "baris {found} dilewati (jumlah, nomor kolom, atau keterangan)",
        "row {found} left out (a sum, column numbers or a remark)",
    ),
    "column-left-out": ("kolom {found} dilewati", "column {found} left out"),
    "sheet-left-out": ("lembar ini dilewati: tidak ada tabel", "sheet left out: it has no table"),
    "means-read": (
        "{n} nilai pecahan dibaca sebagai rata-rata unit",
        "{n} fractional values read as means of units",
    ),
    # what was asked for
    "unknown-variant": (
        "varian {found} tidak dikenal; nama singkat: {aliases}; atau sumbu=pilihan: {axes}",
        "unknown variant {found}; short names: {aliases}; or axis=option: {axes}",
    ),
    "unknown-year": (
        "tahun {found} di luar masa berlaku instrumen ({first}–{last})",
        "year {found} is outside the years of the instrument ({first}–{last})",
    ),
    "instrument-not-found": (
        "instrumen {found} tidak ada; yang ada: {allowed}",
        "there is no instrument {found}; there are: {allowed}",
    ),
    "no-grades": (
        "instrumen ini tidak punya kategori",
        "this instrument has no categories",
    ),
    "out-of-scale": (
        "{found} di luar skala {low}–{high}",
        "{found} is outside the scale {low}–{high}",
    ),
    "number-too-long": (
        "{found} terlalu panjang untuk sebuah angka: paling banyak {allowed} digit",
        "{found} is too long for a number: {allowed} digits at most",
    ),
    "not-a-number": ("{found} bukan angka", "{found} is not a number"),
    "mixed-schemes": (
        "peringkat tidak boleh mencampur ukuran atau skema: {found}",
        "ranks must not mix measures or schemes: {found}",
    ),
    "unknown-output": (
        "{found}: akhiran harus salah satu dari {allowed}",
        "{found}: the name must end in one of {allowed}",
    ),
    "folder-missing": ("folder {found} tidak ada", "there is no folder {found}"),
    "not-writable": ("{file} tidak dapat ditulis: {reason}", "{file} cannot be written: {reason}"),
    "unknown-kind": (
        "bukan berkas hasil Tilik ({found}); yang dapat diperiksa: {allowed}",
        "not a result file of Tilik ({found}); what can be verified: {allowed}",
    ),
    "nothing-to-roll-up": ("tidak ada bobot di atas nol", "no weight is above zero"),
    "json-broken": (
        "{file} bukan berkas JSON (baris {line}); beri berkas yang ditulis dengan --json atau --out x.json",
        "{file} is no JSON file (line {line}); give a file written with --json or --out x.json",
    ),
    "use-missing": ("kurang: {names}; lihat {prog} --help", "missing: {names}; see {prog} --help"),
    "use-choice": (
        "{name}: {found} tidak dikenal; pilih {allowed}",
        "{name}: {found} is unknown; choose {allowed}",
    ),
    "use-value": (
        "{name} memerlukan isian; lihat {prog} --help",
        "{name} needs a value; see {prog} --help",
    ),
    "use-number": ("{name}: {found} bukan bilangan bulat", "{name}: {found} is no whole number"),
    "use-unknown": (
        "{found} tidak dikenal; lihat {prog} --help",
        "{found} is unknown; see {prog} --help",
    ),
    "use-wrong": ("{reason}; lihat {prog} --help", "{reason}; see {prog} --help"),
    "weight-differs": (
        "bobot {found}, sedangkan baris unit yang sama di {first} lain: bobot di sini bobot unit",
        "weight {found}, and another in the row of the same unit at {first}: weights are the units’",
    ),
    "not-a-survey": (
        "{found} bukan survei yang dapat dirangkum; formulir responden: {allowed}",
        "{found} is no survey that can be rolled up; forms of respondents: {allowed}",
    ),
    "needs-respondents": (
        "varian ini menghitung rata-rata tiap responden, dan ada isian kosong: pakai tilik score",
        "this variant counts every respondent's own mean, and there are blanks: use tilik score",
    ),
    "values-outside": (
        "{unit}: {n} jawaban {item} di luar {allowed}; perbaiki barisnya, tidak ada yang dihitung",
        "{unit}: {n} answers to {item} outside {allowed}; mend the rows, nothing was counted",
    ),
    "answer-twice-in-rows": (
        "{n} jawaban ganda: responden yang sama menjawab unsur yang sama dua kali",
        "{n} answers twice: the same respondent answers the same element two times",
    ),
    "no-rows-file": (
        "tidak ada berkas {allowed} di {file}",
        "there is no {allowed} file in {file}",
    ),
    "no-rows": ("tidak ada baris jawaban di {file}", "there are no rows of answers in {file}"),
    "engine-missing": (
        "{found} belum terpasang: pip install '{allowed}', dan Java",
        "{found} is not installed: pip install '{allowed}', and Java",
    ),
    "other-elements": (
        "gudang {file} memuat survei lain, bukan {allowed}",
        "the store {file} holds another survey, not {allowed}",
    ),
    "store-damaged": (
        "gudang rusak: {file} hilang atau tidak terbaca; pulihkan dari cadangan",
        "the store is damaged: {file} is gone or unreadable; restore it from the backup",
    ),
    "parts-added": (
        "{n} bagian baru masuk ke rangkuman",
        "{n} new parts went into the roll-up",
    ),
}
