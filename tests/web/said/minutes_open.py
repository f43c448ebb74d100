"""The Berita Acara of units where something is missing."""

CLINIC = (
    "Berita Acara PEKPPP 2024 – Klinik",
    (
        "# BERITA ACARA / PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / PADA"
        " KLINIK"
    ),
    "Nomor: ………………………………",
    (
        "Pada hari ini, ………………………, tanggal ……………………………………… bulan ……………………… tahun "
        "………………………………………………, bertempat di ……………………………………………………, kami yang bertanda tangan di "
        "bawah ini:"
    ),
    "| No. | Nama / NIP | Pangkat/Golongan | Jabatan | Selaku",
    "| 1 | Orang 4 / 000000000000000004 | ……………… | Staf | Evaluator",
    "| 2 | ………………………… / ………………………… | ……………… | Kepala Bagian Organisasi | Sekretariat",
    "| 3 | ………………………… / ………………………… | ……………… | ……………… | Kepala unit lokus",
    (
        "telah melaksanakan Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik "
        "periode 2024 pada Klinik, Kabupaten 64.08, dan menyatakan hal-hal sebagai berikut:"
    ),
    (
        "* Penilaian menggunakan instrumen Indeks contoh berdasarkan Peraturan contoh, dengan "
        "memeriksa isian penilaian mandiri unit, bukti dukung, dan keadaan di lapangan."
    ),
    (
        "* Dari 2 (dua) indikator yang diperiksa, 1 (satu) indikator telah dinilai, dan 1 (satu) "
        "indikator belum dinilai (belum dinilai tidak sama dengan nol). Level, catatan, dan "
        "rekomendasi setiap indikator tercantum dalam Lampiran yang merupakan bagian tidak "
        "terpisahkan dari Berita Acara ini."
    ),
    "* Hasil penilaian adalah sebagaimana tabel berikut.",
    "| Bagian | Bobot | Nilai",
    "| Evaluator | 75\u00a0% | 1,80–3,80",
    "| Pengguna | 25\u00a0% | 0,00–5,00",
    "| Indeks Pelayanan Publik (IPP) |  | 1,35–4,10",
    (
        "Dengan demikian Indeks Pelayanan Publik (IPP) Klinik belum dapat ditetapkan. Belum "
        "lengkap, antara 1,35–4,10 — kategori yang mungkin: D sampai A."
    ),
    (
        "Hasil ini bersifat sementara dan menjadi hasil akhir setelah masa klarifikasi selesai "
        "dan periode dibekukan."
    ),
    (
        "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) untuk "
        "dipergunakan sebagaimana mestinya."
    ),
    "> Evaluator, · Orang 4 · NIP 000000000000000004",
    "> Kepala Bagian Organisasi,",
    "> Kepala unit lokus,",
    "--- across ---",
    "Lampiran",
    "Berita Acara PEKPPP pada Klinik",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## LEVEL, CATATAN, DAN REKOMENDASI SETIAP INDIKATOR / KLINIK",
    "| No. | Indikator | Level | Catatan evaluator | Rekomendasi",
    "| Evaluator",
    "| 1 | Standar | 3 | Menurut bukti. | Naik ke level 4: Tingkat 4.",
    "| 2 | Media | belum dinilai |  | Lengkapi penilaian indikator ini.",
)
HOSPITAL = (
    "Berita Acara PEKPPP 2026 – Rumah Sakit Contoh",
    (
        "# BERITA ACARA / PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / PADA"
        " RUMAH SAKIT CONTOH"
    ),
    "Nomor: ………………………………",
    (
        "Pada hari ini, ………………………, tanggal ……………………………………… bulan ……………………… tahun "
        "………………………………………………, bertempat di ……………………………………………………, kami yang bertanda tangan di "
        "bawah ini:"
    ),
    "| No. | Nama / NIP | Pangkat/Golongan | Jabatan | Selaku",
    ("| 1 | Lestari Contoh / 000000000000000103 | Penata (III/c) | Analis kebijakan | Evaluator"),
    "| 2 | ………………………… / ………………………… | ……………… | Kepala Bagian Organisasi | Sekretariat",
    "| 3 | ………………………… / ………………………… | ……………… | ……………… | Kepala unit lokus",
    (
        "telah melaksanakan Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik "
        "periode 2026 pada Rumah Sakit Contoh, Kabupaten Contoh, dan menyatakan hal-hal sebagai "
        "berikut:"
    ),
    (
        "* Penilaian menggunakan instrumen PEKPPP – Indeks Pelayanan Publik berdasarkan "
        "PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB 1/2022, kemudian"
        " 5/2023, dengan memeriksa isian penilaian mandiri unit, bukti dukung, dan keadaan di "
        "lapangan."
    ),
    (
        "* Dari 31 (tiga puluh satu) indikator yang diperiksa, 20 (dua puluh) indikator telah "
        "dinilai, dan 11 (sebelas) indikator belum dinilai (belum dinilai tidak sama dengan nol)."
        " Level, catatan, dan rekomendasi setiap indikator tercantum dalam Lampiran yang "
        "merupakan bagian tidak terpisahkan dari Berita Acara ini."
    ),
    "* Hasil penilaian adalah sebagaimana tabel berikut.",
    "| Bagian | Bobot | Nilai",
    "| Penilaian evaluator (F-02) | 75\u00a0% | 1,55–3,20",
    "|     Kebijakan Pelayanan | 24\u00a0% | 2,14",
    "|     Profesionalisme SDM | 25\u00a0% | 2,20",
    "|     Sarana Prasarana | 18\u00a0% | 2,70",
    "|     Sistem Informasi Pelayanan Publik | 11\u00a0% | 0,00–5,00",
    "|     Konsultasi dan Pengaduan | 10\u00a0% | 0,00–5,00",
    "|     Inovasi Pelayanan Publik | 12\u00a0% | 0,00–5,00",
    "|     Informasi Tambahan (tidak dihitung) |  | tidak dihitung",
    "| Penilaian pengguna layanan (F-03) | 25\u00a0% | 0,00–5,00",
    "| Indeks Pelayanan Publik (IPP) |  | 1,16–3,65",
    (
        "Dengan demikian Indeks Pelayanan Publik (IPP) Rumah Sakit Contoh belum dapat ditetapkan."
        " Belum lengkap, antara 1,16–3,65 — kategori yang mungkin: E sampai B."
    ),
    (
        "Hasil ini bersifat sementara dan menjadi hasil akhir setelah masa klarifikasi selesai "
        "dan periode dibekukan."
    ),
    (
        "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap 2 (dua) untuk "
        "dipergunakan sebagaimana mestinya."
    ),
    "> Evaluator, · Lestari Contoh · Penata (III/c) · NIP 000000000000000103",
    "> Kepala Bagian Organisasi,",
    "> Kepala unit lokus,",
    "--- across ---",
    "Lampiran",
    "Berita Acara PEKPPP pada Rumah Sakit Contoh",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## LEVEL, CATATAN, DAN REKOMENDASI SETIAP INDIKATOR / RUMAH SAKIT CONTOH",
    "| No. | Indikator | Level | Catatan evaluator | Rekomendasi",
    "| Kebijakan Pelayanan",
    (
        "| 1 | Ketersediaan Standar Pelayanan (SP) yang sesuai peraturan | 1 | Catatan butir 1. |"
        " Naik ke level 2: SP memuat 14 komponen."
    ),
    (
        "| 2 | Pelibatan unsur masyarakat dalam penyusunan dan perubahan SP | 2 | Catatan butir "
        "2. | Naik ke level 3: 3 unsur masyarakat."
    ),
    (
        "| 3 | Media publikasi enam komponen penyampaian layanan | 3 | Catatan butir 3. | Naik ke"
        " level 4: Enam komponen, tiga media dan SIPPN."
    ),
    (
        "| 4 | Peninjauan ulang SP secara berkala yang hasilnya ditindaklanjuti | 4 | Catatan "
        "butir 4. | Naik ke level 5: Paling lama setahun sekali, semua layanan."
    ),
    (
        "| 5 | Siklus Maklumat Pelayanan: ketersediaan, penetapan, publikasi | 5 | Catatan butir "
        "5. | Pertahankan."
    ),
    (
        "| 6 | Pelaksanaan SKM sesuai peraturan menteri | 0 | Catatan butir 6. | Naik ke level 1:"
        " SKM tidak sesuai pedoman."
    ),
    (
        "| 7 | Banyaknya media publikasi hasil SKM | 1 | Catatan butir 7. | Naik ke level 2: 2 "
        "media."
    ),
    (
        "| 8 | Persentase rencana tindak lanjut (RTL) hasil SKM yang selesai | 2 | Catatan butir "
        "8. | Naik ke level 3: 30% sampai 80% selesai."
    ),
    (
        "| 9 | Kecepatan tindak lanjut hasil SKM semua jenis pelayanan | 3 | Catatan butir 9. | "
        "Naik ke level 4: Seluruhnya selesai 3 bulan setelah laporan."
    ),
    "| Profesionalisme SDM",
    (
        "| 10 | Waktu pelayanan yang memudahkan pengguna | 4 | Catatan butir 10. | Naik ke level "
        "5: Kebijakan dan 4 kemudahan atau lebih."
    ),
    (
        "| 11 | Kode etik dan kode perilaku pelaksana, atau budaya pelayanan | 5 | Catatan butir "
        "11. | Pertahankan."
    ),
    (
        "| 12 | Mekanisme menjaga dan meningkatkan motivasi kerja pelaksana | 0 | Catatan butir "
        "12. | Naik ke level 1: 1 jenis mekanisme."
    ),
    (
        "| 13 | Kriteria penghargaan bagi pegawai berprestasi | 1 | Catatan butir 13. | Naik ke "
        "level 2: 3–5 kriteria tanpa kinerja."
    ),
    (
        "| 14 | Penerapan budaya pelayanan oleh pelaksana | 2 | Catatan butir 14. | Naik ke level"
        " 3: 3 unsur."
    ),
    "| Sarana Prasarana",
    (
        "| 15 | Tempat parkir dengan fasilitas pendukung | 3 | Catatan butir 15. | Naik ke level "
        "4: 4 fasilitas."
    ),
    (
        "| 16 | Ruang tunggu dengan fasilitas wajib dan pelengkap | 4 | Catatan butir 16. | Naik "
        "ke level 5: Wajib dan 4 pelengkap atau lebih."
    ),
    "| 17 | Toilet pengguna layanan yang layak pakai | 5 | Catatan butir 17. | Pertahankan.",
    (
        "| 18 | Sarana prasarana bagi kelompok rentan | 0 | Catatan butir 18. | Naik ke level 1: "
        "1–3 sarana."
    ),
    "| 19 | Sarana prasarana penunjang | 1 | Catatan butir 19. | Naik ke level 2: 2 sarana.",
    (
        "| 20 | Sarana meja informasi (front office) | 2 | Catatan butir 20. | Naik ke level 3: 3"
        " sarana."
    ),
    "| Sistem Informasi Pelayanan Publik",
    (
        "| 21 | Sistem informasi pelayanan publik (SIPP) untuk informasi publik | belum dinilai |"
        "  | Lengkapi penilaian indikator ini."
    ),
    (
        "| 22 | SIPP pendukung operasional pelayanan | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 23 | Kualitas penggunaan SIPP elektronik | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 24 | Pemutakhiran data dan informasi kanal digital | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    "| Konsultasi dan Pengaduan",
    (
        "| 25 | Sarana konsultasi dan pengaduan tatap muka | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    (
        "| 26 | Sarana dan media konsultasi dan pengaduan bagi semua lapisan | belum dinilai |  |"
        " Lengkapi penilaian indikator ini."
    ),
    (
        "| 27 | Akuntabilitas hasil konsultasi dan pengaduan | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    (
        "| 28 | Tindak lanjut konsultasi dan pengaduan | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    "| Inovasi Pelayanan Publik",
    (
        "| 29 | Penciptaan inovasi pelayanan publik | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 30 | Sumber daya pendukung keberlanjutan inovasi | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    "| Informasi Tambahan (tidak dihitung)",
    (
        "| 31 | Sistem antrean penunjang pelayanan (informasi tambahan) | belum dinilai |  | "
        "Lengkapi penilaian indikator ini."
    ),
)
