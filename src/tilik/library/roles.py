"""What the headings of Indonesian answer tables stand for."""

import re
from collections.abc import Mapping

from tilik.library.cells import clean

ROLES: Mapping[str, tuple[str, ...]] = {
    "unit": (
        "unit", "unit kerja", "nama unit", "nama unit kerja", "unit layanan", "unit pelayanan",
        "unit lokus", "unit lokus/upp", "upp", "nama upp", "opd", "opp", "nama opd", "skpd", "pd",
        "unit kerja/opd", "opd/unit kerja", "perangkat daerah", "nama perangkat daerah", "instansi",
        "unit penyelenggara pelayanan", "unit penyelenggara pelayanan publik", "agency",
    ),
    "form": ("form", "formulir", "borang", "instrumen", "kode formulir"),
    "respondent": (
        "respondent", "responden", "no responden", "no. responden", "nomor responden",
        "id responden", "kode responden", "respondent id",
    ),
    "item": (
        "item", "butir", "no butir", "no. butir", "kode butir", "indikator", "no indikator",
        "no. indikator", "nomor indikator", "kode indikator", "unsur", "kode unsur", "pertanyaan",
        "indicator", "element", "question",
    ),
    "value": (
        "value", "nilai", "skor", "score", "jawaban", "isian", "answer", "tingkat", "level",
    ),
    "service": (
        "service", "layanan", "jenis layanan", "nama layanan", "pelayanan", "jenis pelayanan",
        "produk", "produk layanan",
    ),
    "evaluator": ("evaluator", "penilai", "nama penilai", "asesor", "nama evaluator"),
    "stage": ("stage", "tahap", "tahapan", "basis"),
    "number": ("no", "no.", "nomor", "nomor urut", "no urut", "no. urut", "#", "number"),
}  # fmt: skip
STAGES: Mapping[str, str] = {
    "isian": "claim",
    "klaim": "claim",
    "penilaian mandiri": "claim",
    "dokumen": "desk",
    "verifikasi dokumen": "desk",
    "lapangan": "field",
    "verifikasi lapangan": "field",
    "klarifikasi": "reply",
    "akhir": "final",
    "hasil akhir": "final",
}
_BY_WORD = {word: name for name, words in ROLES.items() for word in words}
_REMARK = re.compile(r"\(.*?\)")


def role(label: str) -> str | None:
    """The role of a column with that heading: unit, form, respondent, item, value, …, or None."""
    return _BY_WORD.get(clean(_REMARK.sub("", label)).strip(" *:").lower())
