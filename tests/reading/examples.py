"""Published standards re-typed in short as documents, with the defects people found in them.

Coded by the project from excerpts of published files; names, phones and numbers of persons are left
out, and long passages are shortened. They say what real documents get wrong, not how often.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import typst

NAMES = (
    "Persyaratan", "Sistem, Mekanisme dan Prosedur", "Jangka Waktu Penyelesaian", "Biaya/Tarif",
    "Produk Pelayanan", "Penanganan Pengaduan, Saran dan Masukan", "Dasar Hukum",
    "Sarana, Prasarana dan/atau Fasilitas", "Kompetensi Pelaksana", "Pengawasan Internal",
    "Jumlah Pelaksana", "Jaminan Pelayanan", "Jaminan Keamanan dan Keselamatan Pelayanan",
    "Evaluasi Kinerja Pelaksana",
)  # fmt: skip
LAWS = (
    "Mengingat : 1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
    "2. Peraturan Pemerintah Nomor 96 Tahun 2012;",
    "3. Peraturan Menteri PANRB Nomor 15 Tahun 2014 tentang Pedoman Standar Pelayanan;",
)


@dataclass(frozen=True)
class Example:
    """A document: the lines before its tables, and each service with its rows."""

    head: tuple[str, ...]
    services: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    unit: str = ""


def make_rows(**changes: str) -> tuple[tuple[str, str], ...]:
    """Fourteen good rows; `r3="…"` changes the third, `n11="…"` its name."""
    return tuple(
        (changes.get(f"n{n}", name), changes.get(f"r{n}", GOOD[n - 1]))
        for n, name in enumerate(NAMES, 1)
    )


GOOD = (
    "1. Fotokopi ijazah; 2. Ijazah asli; 3. KTP pemohon",
    "1. Pemohon menyerahkan berkas di loket; 2. Petugas memeriksa; 3. Kepala menandatangani",
    "30 menit sejak berkas lengkap",
    "Tidak dipungut biaya",
    "Fotokopi ijazah yang disahkan",
    "Kotak saran, WA 0812 0000 0000, SP4N-LAPOR! lapor.go.id; dijawab paling lama 5 hari kerja",
    "Peraturan Menteri Pendidikan Nomor 29 Tahun 2014",
    "Ruang tunggu, kursi roda, ruang laktasi",
    "Pendidikan minimal D3, mampu mengoperasikan komputer",
    "Atasan langsung memeriksa buku layanan setiap minggu",
    "2 (dua) orang petugas",
    "Bila terlambat, pemohon menerima permohonan maaf dan berkas diantar",
    "Arsip disimpan di lemari terkunci",
    "Survei kepuasan setiap semester dan penilaian SKP",
)


@cache
def make_pdf(example: Example) -> bytes:
    """The document as a PDF with ruled tables, one service on each page."""
    parts = ['#set page(paper: "a4")\n#set text(size: 9pt, font: "Plus Jakarta Sans")\n']
    parts += [f"{_escape(line)}\n\n" for line in example.head]
    for name, rows in example.services:
        cells = "".join(f"[{n}],[{_escape(label)}],[{_escape(text)}],"
                        for n, (label, text) in enumerate(rows, 1))  # fmt: skip
        parts.append(f"#pagebreak(weak: true)\nJenis Pelayanan : {_escape(name)}\n"
                     f"#table(columns: (1cm, 4cm, 1fr), [No], [Komponen], [Uraian], {cells})\n")  # fmt: skip
    content: bytes = typst.compile("".join(parts).encode())
    return content


def _escape(text: str) -> str:
    for sign in "\\#*_$@<>~`[]/":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " \\\n")


def drop(rows: Sequence[tuple[str, str]], *numbers: int) -> tuple[tuple[str, str], ...]:
    """The rows without these."""
    return tuple(row for n, row in enumerate(rows, 1) if n not in numbers)


BALKESMAS = Example(
    (
        "KEPUTUSAN KEPALA BALAI KESEHATAN MASYARAKAT",
        "NOMOR : 800/001.11/7/2022",
        "Mengingat : 1. Undang-Undang Nomor 25 Tahun 2009;",
        "2. Peraturan Menteri Nomor 15 Tahun 2014 tentang Pedoman Pelayanan Publik;",
        "Mencabut keputusan nomor 447.1/010/7/2022 tanggal 11 Januari 2021.",
        "Ditetapkan di Semarang pada tanggal 3 Januari 2022. NIP",
    ),
    (
        (
            "Rawat Jalan",
            make_rows(
                n2="Sistem Mekanisme dan Prosedur", n3="Jangka Waktu Pelaksanaan",
                n5="Produk layanan", n11="Jumlah Pelayanan", n14="Evalusi kinerja pelaksana",
                r1="a. Pasien umum: KTP; b. Pasien BPJS: kartu BPJS dan surat rujukan",
                r2="1. Pasien mendaftar\n2. Petugas memanggil\n3. Pemeriksaan\n4. Pasien ke kasir",
                r3="Jam Pelayanan: Senin-Kamis 07.00-14.00, Jumat 07.00-11.00",
                r4="Biaya pendaftaran; biaya pemeriksaan; biaya obat",
                r5="Jasa pemeriksaan, Pengobatan Kesehatan",
                r6="Customer care, SMS center no.\nkotak saran, email, surat; pengaduan dicatat lalu "
                   "ditindaklanjuti petugas",
                r7="UU Nomor 29 Tahun 2004; UU Nomor 36 Tahun 2009",
                r8="Sarana rumah sakit: ruang rawat inap, ruang periksa",
                r9="tenaga medis; kefarmasian; keperawatan",
                r10="Ka.Sie Penunjang, penanggung jawab pokja",
                r11="Klinik paru 30 - 50 orang perhari; klinik anak 1 - 20 orang perhari",
                r12="Dilayani sesuai prosedur yang berlaku dengan baik",
                r13="Petugas kompeten, satpam terlatih",
                r14="1 tahun sekali",
            ),
        ),
    ),
    unit="Balai Kesehatan Masyarakat",
)  # fmt: skip
PELALAWAN = Example(LAWS, (("Surat keterangan kesalahan ijazah", make_rows(
    r7="UU Nomor 29 Tahun 2014", r10="")),))  # fmt: skip
PADANGSIDIMPUAN = Example(LAWS, (("Legalisir Ijazah", make_rows()[:4]),))
KRETEK = Example(LAWS, (("Mutasi peserta didik", make_rows(
    r3="35 menit, setelah pejabat ada di tempat", r7="SK Kepala Sekolah")[:7]),))  # fmt: skip
SRAGEN = Example(LAWS, (("Pendaftaran penanaman modal", drop(make_rows(
    r3="3 hari kerja sejak berkas lengkap"), 4)),))  # fmt: skip
PRABUMULIH = Example(LAWS, (("Izin Mendirikan Bangunan", make_rows()[:6]),))
LAMONGAN = Example(LAWS, (("Kartu Keluarga", make_rows(r3="3 hari sejak berkas lengkap")),))
BANTUL = Example(
    ("KEPUTUSAN KEPALA SEKOLAH", "NOMOR :      /      /", *LAWS), (("Mutasi", make_rows()),)
)
GOOD_ONE = Example(LAWS, (("Legalisir Ijazah", make_rows()),))
HACKED = (
    b"<!doctype html><html><body><h1>Mutasi Siswa</h1><p>Persyaratan: surat pindah</p>"
    b"<div style='display:none'><a href='x'>situs slot gacor maxwin</a></div></body></html>"
)
