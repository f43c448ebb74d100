"""What the composed papers of the round say."""

KEPUTUSAN_TIM = (
    "Keputusan Tim Evaluator PEKPPP 2026",
    (
        "# KEPUTUSAN BUPATI CONTOH / NOMOR ……………… TAHUN 2026 /  / TENTANG /  / TIM EVALUATOR "
        "PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / KABUPATEN CONTOH "
        "TAHUN 2026"
    ),
    "BUPATI CONTOH,",
    (
        "Menimbang : bahwa penyelenggaraan pelayanan publik perlu dipantau dan dievaluasi secara "
        "berkala agar mutunya terus membaik;"
    ),
    (
        "Menimbang : bahwa untuk melaksanakan Pemantauan dan Evaluasi Kinerja Penyelenggaraan "
        "Pelayanan Publik tahun 2026 diperlukan tim evaluator;"
    ),
    (
        "Menimbang : bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf "
        "b, perlu menetapkan Keputusan Bupati Contoh tentang Tim Evaluator;"
    ),
    "Mengingat : Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
    "Mengingat : Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    (
        "Mengingat : Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang "
        "Nomor 25 Tahun 2009 tentang Pelayanan Publik;"
    ),
    (
        "Mengingat : PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB "
        "1/2022, kemudian 5/2023;"
    ),
    "## MEMUTUSKAN:",
    (
        "Menetapkan : KEPUTUSAN BUPATI CONTOH TENTANG TIM EVALUATOR PEMANTAUAN DAN EVALUASI "
        "KINERJA PENYELENGGARAAN PELAYANAN PUBLIK TAHUN 2026."
    ),
    (
        "KESATU : Membentuk Tim Evaluator dengan susunan sebagaimana tercantum dalam Lampiran "
        "yang merupakan bagian tidak terpisahkan dari Keputusan ini."
    ),
    (
        "KEDUA : Tim Evaluator bertugas memeriksa isian penilaian mandiri dan bukti dukung, "
        "melaksanakan verifikasi dokumen dan lapangan, menyusun Berita Acara, serta melaporkan "
        "hasilnya kepada Bupati Contoh melalui Sekretaris Daerah."
    ),
    "KETIGA : Evaluator tidak menilai unit tempatnya bertugas.",
    "KEEMPAT : Biaya yang timbul dibebankan pada Anggaran Pendapatan dan Belanja Daerah.",
    "KELIMA : Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    "> Ditetapkan di ……………… / pada tanggal ……………………… · Bupati Contoh,",
    "paraf: Sekretaris Daerah, Asisten, Kepala Bagian Organisasi",
    "--- upright ---",
    "Lampiran",
    "Keputusan Bupati Contoh tentang Tim Evaluator PEKPPP",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## SUSUNAN TIM EVALUATOR",
    "| No. | Nama/Jabatan | Kedudukan dalam tim",
    "| 1 | Bupati Contoh | Pengarah",
    "| 2 | Sekretaris Daerah | Penanggung jawab",
    "| 3 | Kepala Bagian Organisasi | Ketua merangkap anggota",
    "| 4 | Lestari Contoh | Anggota (evaluator)",
    "| 5 | Yusuf Contoh | Anggota (evaluator)",
    "> Bupati Contoh,",
)
SURAT_PEMBUKAAN = (
    "Surat pembukaan PEKPPP 2026",
    "Nomor : ………………………………",
    "Sifat : Biasa",
    "Lampiran : 1 (satu) berkas",
    "Hal : Pelaksanaan PEKPPP 2026",
    "@ ……………,    November 2026",
    "@ Yth.",
    "@ Kepala perangkat daerah dan unit lokus",
    "@ (daftar terlampir)",
    "@ di –",
    "@       tempat",
    (
        "Dalam rangka Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik tahun 2026"
        " berdasarkan PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB "
        "1/2022, kemudian 5/2023, dengan ini disampaikan bahwa Kabupaten Contoh melaksanakan "
        "evaluasi terhadap 3 (tiga) unit sebagaimana daftar terlampir."
    ),
    "Sehubungan dengan hal tersebut, diminta agar:",
    ("* mengisi penilaian mandiri dan melampirkan bukti dukung pada aplikasi sebelum batas waktu;"),
    "* kepala unit menyetujui isian sebelum dikirim, dan menyimpan tanda terimanya;",
    "* menunjuk petugas yang mendampingi verifikasi dokumen dan lapangan;",
    (
        "* berkoordinasi dengan Bagian Organisasi apabila menemui kendala; akun setiap unit "
        "disampaikan dalam slip tersendiri."
    ),
    "Jadwal (waktu setempat dan WIB):",
    "| No. | Tahap | Mulai | Batas waktu",
    "| 1 | claim | 1 Januari 2026 08.00 WITA | 20 Januari 2026 23.59 WITA / (22.59 WIB)",
    "| 2 | desk | 1 Februari 2026 08.00 WITA | 20 Februari 2026 23.59 WITA / (22.59 WIB)",
    "| 3 | field | 1 Maret 2026 08.00 WITA | 20 Maret 2026 23.59 WITA / (22.59 WIB)",
    "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih.",
    "> a.n. Bupati Contoh · Sekretaris Daerah,",
    "--- upright ---",
    "Lampiran surat",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## DAFTAR UNIT LOKUS",
    "| No. | Unit | Alamat",
    "| 1 | Dinas Contoh | ",
    "| 2 | Kantor Contoh | ",
    "| 3 | Rumah Sakit Contoh | ",
)
SURAT_TUGAS = (
    "Surat Tugas PEKPPP 2026 – Lestari Contoh",
    "# SURAT TUGAS / NOMOR: ………………………………",
    (
        "Dasar : PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB 1/2022, "
        "kemudian 5/2023;"
    ),
    "Dasar : Keputusan Bupati Contoh tentang Tim Evaluator PEKPPP Tahun 2026;",
    "## MEMERINTAHKAN:",
    "Kepada:",
    "Nama : Lestari Contoh",
    "Pangkat/golongan : Penata (III/c)",
    "NIP : 000000000000000103",
    "Jabatan : Analis kebijakan",
    (
        "Untuk: melaksanakan verifikasi dokumen dan lapangan Pemantauan dan Evaluasi Kinerja "
        "Penyelenggaraan Pelayanan Publik tahun 2026 pada unit berikut, menuangkan hasilnya dalam"
        " Berita Acara, dan melaporkannya kepada Bagian Organisasi."
    ),
    "| No. | Unit | Alamat | Tanggal kunjungan",
    "| 1 | Kantor Contoh |  | ",
    "| 2 | Rumah Sakit Contoh |  | ",
    "Surat Tugas ini dilaksanakan dengan penuh tanggung jawab.",
    "> ……………,    November 2026 · Sekretaris Daerah,",
)
DAFTAR_HADIR = (
    "Daftar hadir PEKPPP 2026 – Dinas Contoh",
    (
        "# DAFTAR HADIR / VERIFIKASI PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN "
        "PUBLIK"
    ),
    "Unit : Dinas Contoh",
    "Hari/tanggal : ………………………………………",
    "Waktu : ………… sampai …………",
    "Tempat : ………………………………………",
    "| No. | Nama | Jabatan | Nomor HP | Tanda tangan",
    "| 1 | Lestari Contoh | Analis kebijakan |  | ",
    "| 2 | Orang 5 | Staf |  | ",
    "| 3 |  |  |  | ",
    "| 4 |  |  |  | ",
    "| 5 |  |  |  | ",
    "| 6 |  |  |  | ",
    "| 7 |  |  |  | ",
    "| 8 |  |  |  | ",
    "| 9 |  |  |  | ",
    "| 10 |  |  |  | ",
    "> Kepala Bagian Organisasi,",
)
