"""The words of results outside the browser, Indonesian and English."""

from collections.abc import Mapping

LANGUAGES = ("id", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    # status
    "incomplete": ("belum lengkap", "incomplete"),
    "estimate": ("perkiraan", "estimate"),
    "disputed": ("diperdebatkan", "disputed"),
    "adjusted": ("bobot disesuaikan", "weights adjusted"),
    "awaiting-adjudication": ("menunggu penetapan", "awaiting adjudication"),
    # surveys of any size
    "interval": ("selang 95%", "95% interval"),
    "rows-added": ("{file} ditambahkan", "{file} added"),
    "rows-known": ("{file} sudah ada; tidak ada yang berubah", "{file} was there; nothing changed"),
    # gaps
    "not-answered": ("belum dijawab", "not answered"),
    "not-applicable": ("tidak berlaku", "not applicable"),
    "not-checked": ("belum diperiksa", "not checked"),
    "not-computable": ("tidak dapat dihitung", "not computable"),
    # reasons
    "answer": ("satu jawaban", "one answer"),
    "mean-of-answers": ("rata-rata {n} jawaban", "mean of {n} answers"),
    "mean-of-respondents": ("rata-rata {n} responden", "mean of {n} respondents"),
    "pooled-answers": ("rata-rata {n} jawaban", "mean of {n} answers"),
    "pool-of-respondents": (
        "{answers} jawaban dari {n} responden",
        "{answers} answers of {n} people",
    ),
    "respondent-means-of-respondents": (
        "rata-rata per responden, {n} responden",
        "mean per respondent, {n} respondents",
    ),
    "form-missing": ("formulir belum ada", "form missing"),
    "alternative": ("bentuk yang diisi", "the form that was filled in"),
    "other-form-used": ("bentuk ini tidak dipakai", "this form was not used"),
    "alternatives-averaged": ("rata-rata {n} bentuk yang diisi", "mean of {n} forms filled in"),
    "best-of": ("yang tertinggi dari {of}", "highest of {of}"),
    "weighted-mean": ("rata-rata tertimbang", "weighted mean"),
    "items-unknown": ("sebagian butirnya belum diketahui", "some of its items are not known"),
    "equal-weights-assumed": ("bobot dianggap sama", "equal weights assumed"),
    # standards
    "found-ada": ("ada", "there"),
    "found-ada-gambar": ("gambar: periksa dengan mata", "a picture: look for yourself"),
    "found-rujukan": ("hanya rujukan", "only a reference"),
    "found-kosong": ("kosong", "empty"),
    "found-tidak-ditemukan": ("tidak ditemukan", "not found"),
    "found-perlu-diperiksa": ("perlu diperiksa", "to be looked at"),
    "page": ("hal. {n}", "p. {n}"),
    "pages-unread": (
        "Halaman tanpa lapisan teks, tidak terbaca: {pages}.",
        "Pages without a text layer, not read: {pages}.",
    ),
    "signatures-embedded": (
        "Tanda tangan elektronik tertanam dalam berkas: {n} (tidak diverifikasi).",
        "Electronic signatures embedded in the file: {n} (not verified).",
    ),
    "qr-read": ("QR terbaca: {text}", "QR read: {text}"),
    "pages-scanned": (
        "Halaman gambar, dibaca dengan OCR: {pages}.",
        "Pages that are pictures, read by OCR: {pages}.",
    ),
    "pages-poor": (
        "Kualitas pindaian rendah, tidak ada yang disebut tidak ada: {pages}. Pindai ulang pada 200 dpi.",
        "Poor scans, on which nothing is called missing: {pages}. Scan again at 200 dpi.",
    ),
    "no-service": ("Tidak ditemukan tabel komponen.", "No table of components was found."),
    "heading-unknown": ("judul tidak dikenal: {label}", "unknown heading: {label}"),
    # the audit of reports
    "path-weight-exact": ("bobot 1/x", "weight 1/x"),
    "path-weight-0.111": ("bobot 0,111", "weight 0.111"),
    "path-weight-0.11": ("bobot 0,11", "weight 0.11"),
    "path-base-counts": ("dari jumlah jawaban", "from the counts of answers"),
    "path-base-printed": ("dari NRR tercetak", "from the printed means"),
    "path-round-mean-2": ("NRR dibulatkan dua desimal", "means rounded to two decimals"),
    "path-round-share-2": (
        "NRR tertimbang dibulatkan dua desimal",
        "weighted means rounded to two decimals",
    ),
    "path-round-share-3": (
        "NRR tertimbang dibulatkan tiga desimal",
        "weighted means rounded to three decimals",
    ),
    "path-round-index-2": (
        "indeks dibulatkan dua desimal sebelum dikali 25",
        "the index rounded to two decimals before times 25",
    ),
    "path-round-mean-2-index-2": (
        "NRR lalu indeks dibulatkan dua desimal",
        "means, then the index, rounded to two decimals",
    ),
    "audit-title": ("Catatan pemeriksaan laporan", "Notes on a report"),
    "audit-found": (
        "{errors} pertentangan, {warnings} yang perlu dilihat, {notes} keterangan.",
        "Contradictions: {errors}. To look at: {warnings}. Notes: {notes}.",
    ),
    "audit-clean": (
        "Tidak ditemukan pertentangan pada {figures} angka yang terbaca.",
        "No contradiction among the {figures} figures read.",
    ),
    "audit-nothing": (
        "Tidak ditemukan tabel survei, jadi tidak ada yang dapat diperiksa.",
        "No table of a survey was found, so nothing could be checked.",
    ),
    "audit-read": ("Terbaca: {kinds}.", "Read: {kinds}."),
    "audit-tables": ("{n} tabel unsur", "tables of elements {n}"),
    "audit-statements": ("{n} kalimat bernilai", "sentences with a value {n}"),
    "audit-profiles": ("{n} tabel responden", "tables of respondents {n}"),
    "audit-units": ("{n} tabel unit", "tables of units {n}"),
    "audit-more": (
        "{n} temuan lain ada di halaman atau keluaran lengkap.",
        "{n} more are on the page or in the full output.",
    ),
    "audit-foot": (
        (
            "Dihitung ulang dari angka yang tercetak di laporan itu sendiri. Yang tidak terbaca "
            "tidak diperiksa. Mesin menunjuk; orang yang memutuskan."
        ),
        (
            "Computed anew from the figures the report itself prints. What could not be read was "
            "not checked. The machine points; people decide."
        ),
    ),
    # headings
    "unit": ("Unit", "Unit"),
    "government": ("Pemerintah daerah", "Government"),
    "value": ("Nilai", "Value"),
    "exact": ("Nilai persis", "Exact value"),
    "rounded": ("Nilai", "Score"),
    "grade": ("Kategori", "Category"),
    "range": ("Rentang", "Range"),
    "status": ("Status", "Status"),
    "variant": ("Varian", "Variant"),
    "year": ("Tahun", "Year"),
    "weight": ("Bobot", "Weight"),
    "contribution": ("Sumbangan", "Contribution"),
    "why": ("Dari mana nilai ini?", "Where does this come from?"),
    "part": ("Bagian", "Part"),
    "code": ("Kode", "Code"),
    "summary": ("Ringkasan", "Summary"),
    "tree": ("Pohon nilai", "Score tree"),
    "answers": ("Jawaban", "Answers"),
    "form": ("Formulir", "Form"),
    "item": ("Butir", "Item"),
    "respondent": ("Responden", "Respondent"),
    "service": ("Layanan", "Service"),
    "evaluator": ("Penilai", "Evaluator"),
    "stage": ("Tahap", "Stage"),
    "rank": ("Peringkat", "Rank"),
    "name": ("Nama", "Name"),
    "group": ("Kelompok", "Group"),
    "basis": ("Basis", "Basis"),
    "regulation": ("Dasar", "Basis in law"),
    "fingerprint": ("Sidik jari instrumen", "Fingerprint of the instrument"),
    "made-with": ("Dihitung dengan", "Computed with"),
    "none": ("belum dapat ditentukan", "cannot be told yet"),
    "or": ("atau", "or"),
    "report": ("Laporan nilai", "Score report"),
    "version": ("Versi", "Version"),
    "years": ("Tahun", "Years"),
    "title": ("Judul", "Title"),
    "checked": ("Diperiksa oleh", "Checked by"),
    "nobody-yet": ("belum ada", "nobody yet"),
    "zone": ("Zona", "Zone"),
    "to_next": ("Ke kategori berikut", "To the next category"),
    "error": ("kesalahan", "error"),
    "warning": ("peringatan", "warning"),
    "check-result": (
        "{errors} kesalahan, {warnings} peringatan",
        "{errors} errors, {warnings} warnings",
    ),
    "written": ("{file} ditulis", "{file} written"),
    "unchanged": ("tidak ada yang diubah; {file} ditulis sama", "nothing changed; {file} is alike"),
    "field": ("Kolom", "Field"),
    "before": ("Sebelum", "Before"),
    "after": ("Sesudah", "After"),
    "sound": ("tanpa kesalahan", "no faults"),
    "unranked": ("tanpa peringkat", "unranked"),
    "tied": ("sama", "tied"),
    "verified": (
        "{file}: cocok; semua angka terhitung ulang sama",
        "{file}: confirmed; every number recomputes",
    ),
    "sealed": (
        "sidik digital {sha}: bandingkan dengan yang tertera di halaman periode atau dokumen cetaknya",
        "fingerprint {sha}: compare it with the one on the round's page or its papers",
    ),
    "differs": (
        "beda pertama: {path}; di berkas {found}, terhitung ulang {recomputed}",
        "first difference: {path}; in the file {found}, recomputed {recomputed}",
    ),
    "equal-weights": (
        "Nilai ini perkiraan: bobot yang tidak diumumkan dianggap sama.",
        "This value is an estimate: weights that are not published are taken as equal.",
    ),
}


def word(key: str, language: str, **facts: object) -> str:
    """The words for a key in the language, its facts filled in; an unknown key as it is."""
    if key not in WORDS:
        return key
    return WORDS[key][LANGUAGES.index(language)].format_map(_Facts(facts))


class _Facts(dict[str, object]):
    """Facts that leave out what is not known rather than fail."""

    def __missing__(self, key: str) -> str:
        return "?"


def decimal(text: str, language: str) -> str:
    """A number's text as the language writes it: 3.62 → 3,62."""
    return text.replace(".", ",") if language == "id" else text
