"""What the composed papers of the round say."""

LEMBAR_FOTO = (
    "Lembar foto PEKPPP 2026 – Dinas Contoh",
    "# LEMBAR FOTO VERIFIKASI LAPANGAN / DINAS CONTOH",
    "Tempat : Dinas Contoh",
    "Hari/tanggal : ………………………………………",
    "Diambil oleh : ………………………………………",
    "[Foto /  / Keterangan: …………………… / Pukul: ………]",
    "[Foto /  / Keterangan: …………………… / Pukul: ………]",
    "[Foto /  / Keterangan: …………………… / Pukul: ………]",
    "[Foto /  / Keterangan: …………………… / Pukul: ………]",
    "[Foto /  / Keterangan: …………………… / Pukul: ………]",
    "[Foto /  / Keterangan: …………………… / Pukul: ………]",
)
LAPORAN = (
    "Laporan Hasil PEKPPP Mandiri 2026",
    "# LAPORAN HASIL PEKPPP MANDIRI / KABUPATEN CONTOH / TAHUN 2026",
    "## I. Pendahuluan",
    (
        "Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik tahun 2026 dilaksanakan"
        " berdasarkan PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB "
        "1/2022, kemudian 5/2023 dengan instrumen PEKPPP – Indeks Pelayanan Publik. Laporan ini "
        "menyajikan hasil penilaian 3 (tiga) unit dan disusun dari data sementara, karena periode"
        " belum dibekukan."
    ),
    "## II. Pelaksanaan",
    "| No. | Tahap | Mulai | Batas waktu",
    "| 1 | claim | 1 Januari 2026 08.00 WITA | 20 Januari 2026 23.59 WITA / (22.59 WIB)",
    "| 2 | desk | 1 Februari 2026 08.00 WITA | 20 Februari 2026 23.59 WITA / (22.59 WIB)",
    "| 3 | field | 1 Maret 2026 08.00 WITA | 20 Maret 2026 23.59 WITA / (22.59 WIB)",
    "## III. Hasil",
    (
        "Indeks Pelayanan Publik (IPP) Kabupaten Contoh: 4,02 (belum lengkap) — kategori yang "
        "mungkin: D sampai A-. Nilai setiap unit:"
    ),
    "| No. | Unit | Evaluator (F-02) | Pengguna (F-03) | Indeks | Kategori",
    "| 1 | Dinas Contoh | 4,02 | 4,00 | 4,02 | A- Sangat Baik",
    (
        "| 2 | Kantor Contoh | 0,00–5,00 | 0,00–5,00 | 0,00–5,00 | belum dapat ditetapkan (F "
        "sampai A)"
    ),
    (
        "| 3 | Rumah Sakit Contoh | 1,55–3,20 | 0,00–5,00 | 1,16–3,65 | belum dapat ditetapkan (E"
        " sampai B)"
    ),
    (
        "Yang belum dinilai tidak sama dengan nol. Di mana sebagian belum dinilai, yang disajikan"
        " adalah rentang nilai yang masih mungkin, dan kategori belum ditetapkan."
    ),
    "## IV. Rekomendasi dan tindak lanjut",
    (
        "* Setiap unit menindaklanjuti rekomendasi per indikator dalam Lampiran Berita Acara dan "
        "menyusun rencana aksi dengan penanggung jawab dan tenggat."
    ),
    (
        "* Bagian Organisasi memantau rencana aksi setiap triwulan dan melaporkannya kepada "
        "Sekretaris Daerah."
    ),
    (
        "* Unit yang penilaiannya belum lengkap melengkapi isian dan bukti dukung paling lambat "
        "pada masa klarifikasi."
    ),
    "## V. Penutup",
    (
        "Demikian laporan ini disampaikan sebagai bahan perbaikan pelayanan publik di Kabupaten "
        "Contoh."
    ),
    "> ……………,    November 2026 · Sekretaris Daerah,",
)
SURAT_PENGANTAR = (
    "Surat pengantar Laporan Hasil PEKPPP Mandiri 2026",
    "Nomor : ………………………………",
    "Sifat : Biasa",
    "Lampiran : 1 (satu) berkas",
    "Hal : Laporan Hasil PEKPPP Mandiri 2026",
    "@ ……………,    November 2026",
    "@ Yth.",
    "@ Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    "@ u.p. Deputi Bidang Pelayanan Publik",
    "@ di –",
    "@       Jakarta",
    (
        "Berdasarkan PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB "
        "1/2022, kemudian 5/2023, bersama ini disampaikan Laporan Hasil PEKPPP Mandiri Kabupaten "
        "Contoh tahun 2026 terhadap 3 (tiga) unit. Indeks Pelayanan Publik (IPP): 4,02 (belum "
        "lengkap) — kategori yang mungkin: D sampai A-."
    ),
    "Demikian disampaikan, atas perhatian Bapak/Ibu diucapkan terima kasih.",
    "> Bupati Contoh,",
)
KEPUTUSAN_HASIL = (
    "Keputusan hasil PEKPPP 2026",
    (
        "# KEPUTUSAN BUPATI CONTOH / NOMOR ……………… TAHUN 2026 /  / TENTANG /  / PENETAPAN HASIL "
        "PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / KABUPATEN CONTOH "
        "TAHUN 2026"
    ),
    "BUPATI CONTOH,",
    (
        "Menimbang : bahwa Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik tahun"
        " 2026 telah dilaksanakan dan hasilnya telah diklarifikasi kepada unit;"
    ),
    "Menimbang : bahwa hasil tersebut perlu ditetapkan dengan Keputusan Bupati Contoh;",
    "Mengingat : Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
    "Mengingat : Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    (
        "Mengingat : PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB "
        "1/2022, kemudian 5/2023;"
    ),
    "## MEMUTUSKAN:",
    (
        "Menetapkan : KEPUTUSAN BUPATI CONTOH TENTANG PENETAPAN HASIL PEMANTAUAN DAN EVALUASI "
        "KINERJA PENYELENGGARAAN PELAYANAN PUBLIK TAHUN 2026."
    ),
    (
        "KESATU : Menetapkan hasil PEKPPP tahun 2026 sebagaimana tercantum dalam Lampiran yang "
        "merupakan bagian tidak terpisahkan dari Keputusan ini, yang bersumber dari data "
        "sementara, karena periode belum dibekukan."
    ),
    (
        "KEDUA : Unit yang kategorinya belum dapat ditetapkan melengkapi penilaiannya; "
        "kategorinya ditetapkan kemudian."
    ),
    "KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    "> Ditetapkan di ……………… / pada tanggal ……………………… · Bupati Contoh,",
    "paraf: Sekretaris Daerah, Asisten, Kepala Bagian Organisasi",
    "--- across ---",
    "Lampiran",
    "Keputusan Bupati Contoh tentang Penetapan Hasil PEKPPP",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## HASIL PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK TAHUN 2026",
    "| No. | Unit | Evaluator (F-02) | Pengguna (F-03) | Indeks | Kategori",
    "| 1 | Dinas Contoh | 4,02 | 4,00 | 4,02 | A- Sangat Baik",
    (
        "| 2 | Kantor Contoh | 0,00–5,00 | 0,00–5,00 | 0,00–5,00 | belum dapat ditetapkan (F "
        "sampai A)"
    ),
    (
        "| 3 | Rumah Sakit Contoh | 1,55–3,20 | 0,00–5,00 | 1,16–3,65 | belum dapat ditetapkan (E"
        " sampai B)"
    ),
    "> Bupati Contoh,",
)
