"""What the linter and the loader say of each fault, in Indonesian and English."""

from collections.abc import Mapping

from tilik.core.errors import Fault

TEXTS: Mapping[str, tuple[str, str]] = {
    "instrument-not-found": (
        "instrumen {found} tidak ada; yang ada: {allowed}",
        "there is no instrument {found}; there are: {allowed}",
    ),
    "file-unreadable": ("berkas tidak dapat dibaca", "the file cannot be read"),
    "file-not-utf8": (
        "berkas bukan UTF-8; simpan ulang sebagai UTF-8",
        "the file is not UTF-8; save it as UTF-8",
    ),
    "instrument-empty": ("berkas tidak berisi instrumen", "the file holds no instrument"),
    "yaml-broken": (
        "bukan YAML yang benar; periksa sela, tanda kutip, dan titik dua di sekitar baris ini ({problem})",
        "not valid YAML; look at indents, quotes and colons near this line ({problem})",
    ),
    "yaml-too-long": ("berkas terlalu besar", "the file is too large"),
    "yaml-comment": (
        "komentar tidak diperbolehkan; tulis sebagai catatan (note)",
        "comments are not allowed; write a note instead",
    ),
    "yaml-anchor": ("jangkar (&) tidak diperbolehkan", "anchors (&) are not allowed"),
    "yaml-tag": ("tanda jenis {found} tidak diperbolehkan", "the tag {found} is not allowed"),
    "yaml-duplicate-key": ("kunci {key} ditulis dua kali", "the key {key} is given twice"),
    "yaml-second-document": ("hanya satu dokumen per berkas", "one document a file, no more"),
    "schema-unknown-key": (
        "kunci {found} tidak dikenal; yang dikenal: {allowed}",
        "unknown key {found}; known: {allowed}",
    ),
    "schema-missing-key": ("kunci {missing} belum ada", "the key {missing} is missing"),
    "schema-type": (
        "{found} tidak sejenis: seharusnya {allowed}",
        "{found} is of the wrong kind: wanted {allowed}",
    ),
    "schema-empty": (
        "tidak boleh kosong (ditemukan: {found})",
        "may not be empty (found: {found})",
    ),
    "schema-value": (
        "{found} tidak diperbolehkan; boleh: {allowed}",
        "{found} is not allowed; allowed: {allowed}",
    ),
    "head-missing": ("{field} belum diisi", "{field} is missing"),
    "years-backwards": ("tahun {first} setelah {last}", "the year {first} is after {last}"),
    "scale-backwards": ("skala {low}–{high} tidak naik", "the scale {low}–{high} does not rise"),
    "source-unknown": (
        "sumber {found} tidak ada; yang ada: {allowed}",
        "no source {found}; there are: {allowed}",
    ),
    "source-unused": ("sumber {found} tidak dipakai", "the source {found} is not used"),
    "confirmed-without-source": (
        "ditandai pasti (confirmed) tanpa sumber",
        "marked as confirmed without a source",
    ),
    "doubt-without-note": (
        "bertanda {mark} tanpa sumber dan tanpa catatan",
        "marked {mark} with neither source nor note",
    ),
    "provenance-missing": (
        "asal angka {field} tidak disebut",
        "the provenance of {field} is not given",
    ),
    "code-twice": ("kode {found} dipakai dua kali", "the code {found} is used twice"),
    "node-without-code": ("simpul tanpa kode dan tanpa butir", "a node with neither code nor item"),
    "node-shape": (
        "simpul {node} harus berupa daun (item) atau bercabang (children), tidak keduanya",
        "the node {node} must be a leaf (item) or have parts (children), not both",
    ),
    "item-unknown": ("butir {found} tidak ada", "there is no item {found}"),
    "ancestor-unknown": (
        "{found} bukan induk simpul ini; induknya: {allowed}",
        "{found} is not above this node; above: {allowed}",
    ),
    "like-dangling": (
        "like pada {item} menuju {found} yang tidak ada",
        "like of {item} leads to {found}, which is not there",
    ),
    "like-circle": ("like berputar ke {found}", "like leads in a circle to {found}"),
    "options-unknown": (
        "daftar pilihan {found} tidak ada; yang ada: {allowed}",
        "no list of options {found}; there are: {allowed}",
    ),
    "options-missing": ("pilihan jawaban belum ada", "the options are missing"),
    "option-unknown": (
        "{item} tidak punya pilihan {found}; pilihannya: {allowed}",
        "{item} has no option {found}; it has: {allowed}",
    ),
    "option-without-value": (
        "pilihan {item} belum punya nilai atau alasan kosong",
        "options of {item} have neither value nor gap",
    ),
    "rule-unknown": (
        "aturan {found} tidak ada; yang ada: {allowed}",
        "no rule {found}; there are: {allowed}",
    ),
    "rule-not-named": ("sebut aturan yang berlaku: {allowed}", "name the rule in force: {allowed}"),
    "rule-shape": (
        "aturan harus tepat satu dari ladder, count, choice, table (ditemukan: {found})",
        "a rule is exactly one of ladder, count, choice, table (found: {found})",
    ),
    "rule-row-shape": (
        "baris aturan memberi tingkat (level) atau menyerahkannya (decide), tepat satu",
        "a row gives a level or leaves it to the evaluator (decide), exactly one of the two",
    ),
    "rule-row-dead": ("baris aturan ini tidak akan pernah dipakai", "this row can never decide"),
    "claim-unknown": (
        "tidak ada pertanyaan F-01 untuk indikator {found}",
        "no claim question belongs to indicator {found}",
    ),
    "order-incomplete": (
        "urutan {found} tidak memuat tepat butir-butir {allowed}",
        "the order {found} is not exactly the items {allowed}",
    ),
    "default-unknown": (
        "bawaan {found} bukan pilihan; boleh: {allowed}",
        "the default {found} is no option; allowed: {allowed}",
    ),
    "variant-unknown": (
        "varian {found} tidak ada; yang ada: {allowed}",
        "no variant {found}; there are: {allowed}",
    ),
    "patch-target": (
        "sebut tepat satu sasaran dari {allowed}",
        "name exactly one target of {allowed}",
    ),
    "patch-unknown": ("sasaran {found} tidak ada", "the target {found} is not there"),
    "form-unknown": (
        "formulir {found} tidak ada; yang ada: {allowed}",
        "no form {found}; there are: {allowed}",
    ),
    "question-unknown": (
        "pertanyaan {found} tidak ada di formulir itu",
        "no question {found} in that form",
    ),
    "condition-shape": ("syarat tidak dikenal: {found}", "no condition has these fields: {found}"),
    "condition-sign": (
        "tanda {found} tidak dikenal; boleh: {allowed}",
        "unknown sign {found}; allowed: {allowed}",
    ),
    "condition-kind": (
        "syarat ini tidak cocok untuk {item} (jenis {found}; perlu {allowed})",
        "this condition does not fit {item} (kind {found}; needs {allowed})",
    ),
    "condition-circle": (
        "syarat tampil {item} bergantung pada dirinya sendiri",
        "whether {item} is asked depends on itself",
    ),
    "item-unused": (
        "{item} tidak dipakai oleh indeks, aturan, atau klaim",
        "nothing uses {item}: no index, rule or claim",
    ),
    "item-not-numeric": (
        "{item} bukan angka, tidak dapat masuk indeks",
        "{item} is no number and cannot feed the index",
    ),
    "item-without-scale": ("{item} belum punya skala", "{item} has no scale"),
    "levels-missing": (
        "uraian tingkat {item} belum ada; tulis levels: unknown bila tidak diketahui",
        "the levels of {item} are missing; write levels: unknown where nobody knows them",
    ),
    "level-unworded": (
        "tingkat {level} pada {item} belum berurai",
        "level {level} of {item} has no words",
    ),
    "level-outside": (
        "tingkat {level} pada {item} di luar skala",
        "level {level} of {item} is off the scale",
    ),
    "level-twice": (
        "tingkat {level} pada {item} ditulis dua kali",
        "level {level} of {item} is given twice",
    ),
    "level-unreachable": (
        "aturan {item} tidak pernah memberi tingkat {level}",
        "the rule of {item} can never give level {level}",
    ),
    "evidence-missing": ("{item} tidak meminta bukti apa pun", "{item} asks for no evidence"),
    "respondents-without-scale": (
        "formulir responden {form} belum punya skala",
        "the respondents’ form {form} has no scale",
    ),
    "weight-missing": (
        "bobot {node} belum ada; tulis unknown bila tidak diumumkan",
        "{node} has no weight; write unknown where nobody published it",
    ),
    "weights-not-100": (
        "bobot di bawah {node} berjumlah {found}, bukan 100",
        "the weights below {node} sum to {found}, not 100",
    ),
    "maximum-unreachable": (
        "{node} paling tinggi {found}, tidak sampai {wanted}",
        "{node} reaches {found} at most, not {wanted}",
    ),
    "not-buildable": ("tidak dapat dihitung: {problem}", "cannot be computed: {problem}"),
    "grades-unsorted": (
        "batas {found} tidak lebih tinggi dari {before}",
        "the bound {found} is not above {before}",
    ),
    "grades-overlap": ("dua kategori mulai dari {found}", "two categories begin at {found}"),
    "grades-gap": (
        "kategori berakhir di {found}, seharusnya {wanted}: ada celah",
        "the category ends at {found}, not {wanted}: a gap",
    ),
    "grades-overlap-printed": (
        "kategori berakhir di {found}, seharusnya {wanted}: bertumpang tindih",
        "the category ends at {found}, not {wanted}: an overlap",
    ),
    "grades-foot": (
        "kategori mulai dari {found}, indeks dari {wanted}",
        "the categories begin at {found}, the index at {wanted}",
    ),
    "grades-top": (
        "kategori berakhir di {found}, indeks di {wanted}",
        "the categories end at {found}, the index at {wanted}",
    ),
    "grades-too-fine": (
        "batas {found} lebih halus dari {decimals} angka di belakang koma",
        "the bound {found} is finer than {decimals} decimals",
    ),
    "grades-two-scales": (
        "dua skala kategori berlaku pada {year}",
        "two scales of categories hold in {year}",
    ),
    "grades-no-scale": (
        "tidak ada skala kategori untuk {year}",
        "no scale of categories holds in {year}",
    ),
    "suffix-not-settled": (
        "{found} tidak memberi akhiran, padahal semua produk selesai",
        "{found} gives no suffix, though every product is settled",
    ),
    "not-canonical": (
        "penulisan tidak baku mulai baris ini",
        "from this line on it is not written the canonical way",
    ),
    "place-differs": (
        "{found} tidak sesuai tempat berkas: {wanted}",
        "{found} does not fit the file’s place: {wanted}",
    ),
    "cases-missing": (
        "contoh hitungan (cases.yaml) belum ada",
        "there are no worked examples (cases.yaml)",
    ),
    "case-differs": (
        "contoh {case}: tertulis {expected}, terhitung {found}",
        "example {case}: written {expected}, computed {found}",
    ),
    "sheet-missing": ("lembar {sheet} tidak ada", "the sheet {sheet} is missing"),
    "column-missing": (
        "kolom {found} tidak ada; perlu: {allowed}",
        "the column {found} is missing; needed: {allowed}",
    ),
    "cell-place-unknown": (
        "{found} tidak ada pada instrumen ini",
        "{found} is not in this instrument",
    ),
    "cell-place-twice": ("{found} ditulis dua kali", "{found} is given twice"),
    "cell-value": (
        "{found} tidak diperbolehkan; boleh: {allowed}",
        "{found} is not allowed; allowed: {allowed}",
    ),
}


def describe(fault: Fault, language: str = "id") -> str:
    """What the fault says, without its place."""
    template = TEXTS[fault.code][0 if language == "id" else 1]
    return template.format_map({name: _shown(value) for name, value in fault.facts.items()})


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k}={_shown(v)}" for k, v in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)
