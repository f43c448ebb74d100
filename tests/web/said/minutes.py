"""The Berita Acara of whole units."""

SCHOOL = (
    "Berita Acara PEKPPP 2024 – Sekolah",
    (
        "# BERITA ACARA / PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / PADA"
        " SEKOLAH"
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
    "| 3 | Orang 3 / 000000000000000003 | ……………… | Staf | Kepala unit lokus",
    (
        "telah melaksanakan Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik "
        "periode 2024 pada Sekolah, Kabupaten 64.08, dan menyatakan hal-hal sebagai berikut:"
    ),
    (
        "* Penilaian menggunakan instrumen Indeks contoh berdasarkan Peraturan contoh, dengan "
        "memeriksa isian penilaian mandiri unit, bukti dukung, dan keadaan di lapangan."
    ),
    (
        "* Dari 2 (dua) indikator yang diperiksa, 2 (dua) indikator telah dinilai. Level, "
        "catatan, dan rekomendasi setiap indikator tercantum dalam Lampiran yang merupakan bagian"
        " tidak terpisahkan dari Berita Acara ini."
    ),
    "* Hasil penilaian adalah sebagaimana tabel berikut.",
    "| Bagian | Bobot | Nilai",
    "| Evaluator | 75\u00a0% | 2,80",
    "| Pengguna | 25\u00a0% | 4,00",
    "| Indeks Pelayanan Publik (IPP) |  | 3,10",
    "Dengan demikian Indeks Pelayanan Publik (IPP) Sekolah adalah 3,10 — kategori B Baik.",
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
    "> Kepala unit lokus, · Orang 3 · NIP 000000000000000003",
    "--- across ---",
    "Lampiran",
    "Berita Acara PEKPPP pada Sekolah",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## LEVEL, CATATAN, DAN REKOMENDASI SETIAP INDIKATOR / SEKOLAH",
    "| No. | Indikator | Level | Catatan evaluator | Rekomendasi",
    "| Evaluator",
    "| 1 | Standar | 2 | Menurut bukti. | Naik ke level 3: Tingkat 3.",
    "| 2 | Media | 4 | Menurut bukti. | Naik ke level 5: Tingkat 5.",
)
OFFICE = (
    "Berita Acara PEKPPP 2026 – Dinas Contoh",
    (
        "# BERITA ACARA / PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / PADA"
        " DINAS CONTOH"
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
    "| 3 | Orang 10 / 000000000000000010 | ……………… | Staf | Kepala unit lokus",
    (
        "telah melaksanakan Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik "
        "periode 2026 pada Dinas Contoh, Kabupaten Contoh, dan menyatakan hal-hal sebagai "
        "berikut:"
    ),
    (
        "* Penilaian menggunakan instrumen PEKPPP – Indeks Pelayanan Publik berdasarkan "
        "PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB 1/2022, kemudian"
        " 5/2023, dengan memeriksa isian penilaian mandiri unit, bukti dukung, dan keadaan di "
        "lapangan."
    ),
    (
        "* Dari 31 (tiga puluh satu) indikator yang diperiksa, 31 (tiga puluh satu) indikator "
        "telah dinilai. Level, catatan, dan rekomendasi setiap indikator tercantum dalam Lampiran"
        " yang merupakan bagian tidak terpisahkan dari Berita Acara ini."
    ),
    "* Hasil penilaian adalah sebagaimana tabel berikut.",
    "| Bagian | Bobot | Nilai",
    "| Penilaian evaluator (F-02) | 75\u00a0% | 4,02",
    "|     Kebijakan Pelayanan | 24\u00a0% | 4,00",
    "|     Profesionalisme SDM | 25\u00a0% | 4,30",
    "|     Sarana Prasarana | 18\u00a0% | 3,96",
    "|     Sistem Informasi Pelayanan Publik | 11\u00a0% | 3,60",
    "|     Konsultasi dan Pengaduan | 10\u00a0% | 4,00",
    "|     Inovasi Pelayanan Publik | 12\u00a0% | 4,00",
    "|     Informasi Tambahan (tidak dihitung) |  | tidak dihitung",
    "| Penilaian pengguna layanan (F-03) | 25\u00a0% | 4,00",
    "|     Kebijakan Pelayanan | 28,57\u00a0% | 4,00",
    "|     Profesionalisme SDM | 21,43\u00a0% | 4,00",
    "|     Sarana Prasarana | 28,57\u00a0% | 4,00",
    "|     Sistem Informasi Pelayanan Publik | 14,29\u00a0% | 4,00",
    "|     Konsultasi dan Pengaduan | 7,14\u00a0% | 4,00",
    "| Indeks Pelayanan Publik (IPP) |  | 4,02",
    (
        "Dengan demikian Indeks Pelayanan Publik (IPP) Dinas Contoh adalah 4,02 — kategori A- "
        "Sangat Baik."
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
    "> Kepala unit lokus, · Orang 10 · NIP 000000000000000010",
    "--- across ---",
    "Lampiran",
    "Berita Acara PEKPPP pada Dinas Contoh",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## LEVEL, CATATAN, DAN REKOMENDASI SETIAP INDIKATOR / DINAS CONTOH",
    "| No. | Indikator | Level | Catatan evaluator | Rekomendasi",
    "| Kebijakan Pelayanan",
    (
        "| 1 | Ketersediaan Standar Pelayanan (SP) yang sesuai peraturan | 4 | Catatan butir 1. |"
        " Naik ke level 5: Ditetapkan, disusun bersama masyarakat, serta dimonitor dan "
        "dievaluasi."
    ),
    (
        "| 2 | Pelibatan unsur masyarakat dalam penyusunan dan perubahan SP | 5 | Catatan butir "
        "2. | Pertahankan."
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
        "| 6 | Pelaksanaan SKM sesuai peraturan menteri | 3 | Catatan butir 6. | Naik ke level 4:"
        " Sesuai dan dipublikasikan secara non elektronik dan elektronik."
    ),
    (
        "| 7 | Banyaknya media publikasi hasil SKM | 4 | Catatan butir 7. | Naik ke level 5: "
        "Lebih dari 4 media."
    ),
    (
        "| 8 | Persentase rencana tindak lanjut (RTL) hasil SKM yang selesai | 5 | Catatan butir "
        "8. | Pertahankan."
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
        "| 12 | Mekanisme menjaga dan meningkatkan motivasi kerja pelaksana | 3 | Catatan butir "
        "12. | Naik ke level 4: 4 jenis mekanisme."
    ),
    (
        "| 13 | Kriteria penghargaan bagi pegawai berprestasi | 4 | Catatan butir 13. | Naik ke "
        "level 5: 5–6 kriteria termasuk kinerja."
    ),
    "| 14 | Penerapan budaya pelayanan oleh pelaksana | 5 | Catatan butir 14. | Pertahankan.",
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
        "| 18 | Sarana prasarana bagi kelompok rentan | 3 | Catatan butir 18. | Naik ke level 4: "
        "10–12 sarana."
    ),
    (
        "| 19 | Sarana prasarana penunjang | 4 | Catatan butir 19. | Naik ke level 5: 5 sarana "
        "atau lebih."
    ),
    "| 20 | Sarana meja informasi (front office) | 5 | Catatan butir 20. | Pertahankan.",
    "| Sistem Informasi Pelayanan Publik",
    (
        "| 21 | Sistem informasi pelayanan publik (SIPP) untuk informasi publik | 3 | Catatan "
        "butir 21. | Naik ke level 4: Elektronik dan daring."
    ),
    (
        "| 22 | SIPP pendukung operasional pelayanan | 4 | Catatan butir 22. | Naik ke level 5: "
        "Lebih dari 4 unsur (bacaan tangga: ditambah keuangan atau tanya jawab)."
    ),
    "| 23 | Kualitas penggunaan SIPP elektronik | 5 | Catatan butir 23. | Pertahankan.",
    (
        "| 24 | Pemutakhiran data dan informasi kanal digital | 3 | Catatan butir 24. | Naik ke "
        "level 4: Setiap minggu."
    ),
    "| Konsultasi dan Pengaduan",
    (
        "| 25 | Sarana konsultasi dan pengaduan tatap muka | 4 | Catatan butir 25. | Naik ke "
        "level 5: 5 fasilitas atau lebih."
    ),
    (
        "| 26 | Sarana dan media konsultasi dan pengaduan bagi semua lapisan | 5 | Catatan butir "
        "26. | Pertahankan."
    ),
    (
        "| 27 | Akuntabilitas hasil konsultasi dan pengaduan | 3 | Catatan butir 27. | Naik ke "
        "level 4: Dimonitor, dievaluasi, dan ditindaklanjuti."
    ),
    (
        "| 28 | Tindak lanjut konsultasi dan pengaduan | 4 | Catatan butir 28. | Naik ke level 5:"
        " SP4N-LAPOR!: 90% atau lebih selesai."
    ),
    "| Inovasi Pelayanan Publik",
    "| 29 | Penciptaan inovasi pelayanan publik | 5 | Catatan butir 29. | Pertahankan.",
    (
        "| 30 | Sumber daya pendukung keberlanjutan inovasi | 3 | Catatan butir 30. | Naik ke "
        "level 4: Payung hukum dan 2 dukungan lain."
    ),
    "| Informasi Tambahan (tidak dihitung)",
    (
        "| 31 | Sistem antrean penunjang pelayanan (informasi tambahan) | 4 | Catatan butir 31. |"
        " Naik ke level 5: Lebih dari 4 fasilitas."
    ),
)
