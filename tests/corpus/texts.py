"""Words of made-up standards: headings in use, good contents, planted defects.

Everything here is invented for the tests. Headings of TUNING were looked at while the matcher was
written; those of REPORTING were not, so only figures on them may be quoted.
"""

from collections.abc import Mapping

HEADINGS: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    1: (
        ("Persyaratan", "Persyaratan Pelayanan"),
        ("Syarat Pelayanan", "Persyaratan Administratif"),
    ),
    2: (
        ("Sistem, Mekanisme dan Prosedur", "Prosedur"),
        ("Mekanisme dan Prosedur", "Alur Pelayanan"),
    ),
    3: (
        ("Jangka Waktu Penyelesaian", "Jangka Waktu"),
        ("Waktu Penyelesaian", "Jangka Waktu Pelayanan"),
    ),
    4: (("Biaya/Tarif", "Biaya"), ("Tarif", "Biaya Pelayanan")),
    5: (("Produk Pelayanan", "Produk Layanan"), ("Produk", "Hasil Pelayanan")),
    6: (
        ("Penanganan Pengaduan, Saran dan Masukan", "Pengaduan"),
        ("Pengelolaan Pengaduan", "Pengaduan, Saran, dan Masukan"),
    ),
    7: (("Dasar Hukum", "Landasan"), ("Landasan Hukum", "Dasar Hukum Pelayanan")),
    8: (
        ("Sarana, Prasarana dan/atau Fasilitas", "Sarana Prasarana"),
        ("Sarana dan Prasarana", "Fasilitas"),
    ),
    9: (
        ("Kompetensi Pelaksana", "Kompetensi SDM"),
        ("Kompetensi Petugas", "Kualifikasi Pelaksana"),
    ),
    10: (
        ("Pengawasan Internal", "Pengawasan"),
        ("Pengawasan Intern", "Pengawasan Internal Pelayanan"),
    ),
    11: (("Jumlah Pelaksana", "Jumlah Petugas"), ("Jumlah SDM", "Jumlah Personil")),
    12: (
        ("Jaminan Pelayanan", "Jaminan Layanan"),
        ("Jaminan Mutu Pelayanan", "Jaminan Pelayanan Publik"),
    ),
    13: (
        ("Jaminan Keamanan dan Keselamatan Pelayanan", "Jaminan Keamanan"),
        ("Jaminan Keamanan dan Keselamatan", "Keamanan dan Keselamatan"),
    ),
    14: (
        ("Evaluasi Kinerja Pelaksana", "Evaluasi Kinerja"),
        ("Penilaian Kinerja Pelaksana", "Evaluasi Kinerja Petugas"),
    ),
}

GOOD: Mapping[int, tuple[str, ...]] = {
    1: ("1. KTP asli; 2. Surat pengantar desa; 3. Formulir terisi",
        "a. Fotokopi kartu keluarga; b. Pas foto; c. Bukti lunas pajak"),
    2: ("1. Pemohon mengambil nomor; 2. Petugas memeriksa berkas; 3. Pejabat menandatangani",
        "1. Pengguna mendaftar; 2. Loket mencatat; 3. Verifikator memeriksa; 4. Produk diserahkan"),
    3: ("3 (tiga) hari kerja sejak berkas diterima lengkap", "45 menit setelah berkas lengkap"),
    4: ("Gratis", "Rp25.000 per lembar", "Tidak dipungut biaya"),
    5: ("Kartu identitas", "Surat keterangan bermeterai", "Izin yang ditandatangani"),
    6: ("Kotak saran, WA 0813 1111 2222, lapor.go.id; dijawab paling lama 5 hari kerja",
        "Loket pengaduan, surel aduan@contoh.go.id, SP4N-LAPOR!; ditanggapi dalam 3 hari kerja"),
    7: ("Undang-Undang Nomor 24 Tahun 2013", "Peraturan Daerah Nomor 5 Tahun 2019"),
    8: ("Ruang tunggu, kursi roda, toilet difabel", "Loket prioritas lansia, ruang laktasi, AC"),
    9: ("Pendidikan minimal SMA dan mampu mengoperasikan komputer", "S1 hukum, pernah mengikuti pelatihan"),
    10: ("Kepala seksi memeriksa laporan setiap minggu", "Supervisi bulanan oleh atasan langsung"),
    11: ("3 (tiga) orang", "5 petugas loket"),
    12: ("Bila terlambat, produk diantar tanpa biaya", "Kompensasi diberikan sesuai maklumat"),
    13: ("Data pemohon disimpan terkunci", "Gedung dijaga satpam dan CCTV"),
    14: ("Survei kepuasan tiap semester", "Penilaian SKP dan rapat bulanan"),
}  # fmt: skip

DEFECTS: Mapping[int, tuple[tuple[str, str], ...]] = {
    1: (("Sesuai peraturan yang berlaku", "only-regulation"),),
    3: (("Senin s.d. Kamis 08.00-15.00", "opening-hours"), ("Secepatnya", "no-duration")),
    4: (("Sesuai Perda tentang retribusi", "no-amount"),),
    6: (("Telp: ....., kotak saran, dijawab 5 hari kerja, aduan@contoh.go.id", "blank-contact"),),
    8: (("Meja, kursi, komputer", "no-vulnerable"),),
    9: (("Petugas loket dan verifikator", "no-qualification"),),
    10: (("Kepala seksi", "no-frequency"),),
    11: (("30 orang per hari", "visitors"), ("Sesuai kebutuhan", "no-number")),
    12: (("Dilayani dengan baik dan ramah", "tautology"),),
}
EMPTY = ("", "-", ".....", "N/A")
SERVICES = (
    "Penerbitan KTP-el", "Akta Kelahiran", "Kartu Keluarga", "Nomor Induk Berusaha", "Izin Reklame",
    "Legalisir Ijazah", "Mutasi Siswa", "Rekomendasi Pindah", "Rawat Jalan", "Imunisasi Dasar",
    "Surat Keterangan Sehat", "Kartu Kuning Pencari Kerja", "Uji Kendaraan", "Pajak Restoran",
    "Bantuan Sosial Lansia", "Izin Praktik Perawat", "Konsultasi Perizinan", "Peminjaman Arsip",
)  # fmt: skip
