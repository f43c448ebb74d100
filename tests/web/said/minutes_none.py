"""The Berita Acara of a unit nobody rated yet."""

BUREAU = (
    "Berita Acara PEKPPP 2026 – Kantor Contoh",
    (
        "# BERITA ACARA / PEMANTAUAN DAN EVALUASI KINERJA PENYELENGGARAAN PELAYANAN PUBLIK / PADA"
        " KANTOR CONTOH"
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
        "periode 2026 pada Kantor Contoh, Kabupaten Contoh, dan menyatakan hal-hal sebagai "
        "berikut:"
    ),
    (
        "* Penilaian menggunakan instrumen PEKPPP – Indeks Pelayanan Publik berdasarkan "
        "PermenPANRB 29/2022 jo. 4/2023; instrumen menurut Pedoman Menteri PANRB 1/2022, kemudian"
        " 5/2023, dengan memeriksa isian penilaian mandiri unit, bukti dukung, dan keadaan di "
        "lapangan."
    ),
    (
        "* Dari 31 (tiga puluh satu) indikator yang diperiksa, 0 (nol) indikator telah dinilai, "
        "dan 31 (tiga puluh satu) indikator belum dinilai (belum dinilai tidak sama dengan nol). "
        "Level, catatan, dan rekomendasi setiap indikator tercantum dalam Lampiran yang merupakan"
        " bagian tidak terpisahkan dari Berita Acara ini."
    ),
    "* Hasil penilaian adalah sebagaimana tabel berikut.",
    "| Bagian | Bobot | Nilai",
    "| Penilaian evaluator (F-02) | 75\u00a0% | 0,00–5,00",
    "| Penilaian pengguna layanan (F-03) | 25\u00a0% | 0,00–5,00",
    "| Indeks Pelayanan Publik (IPP) |  | 0,00–5,00",
    (
        "Dengan demikian Indeks Pelayanan Publik (IPP) Kantor Contoh belum dapat ditetapkan. "
        "Belum lengkap, antara 0,00–5,00 — kategori yang mungkin: F sampai A."
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
    "Berita Acara PEKPPP pada Kantor Contoh",
    "Nomor : ………………",
    "Tanggal : ………………",
    "## LEVEL, CATATAN, DAN REKOMENDASI SETIAP INDIKATOR / KANTOR CONTOH",
    "| No. | Indikator | Level | Catatan evaluator | Rekomendasi",
    "| Kebijakan Pelayanan",
    (
        "| 1 | Ketersediaan Standar Pelayanan (SP) yang sesuai peraturan | belum dinilai |  | "
        "Lengkapi penilaian indikator ini."
    ),
    (
        "| 2 | Pelibatan unsur masyarakat dalam penyusunan dan perubahan SP | belum dinilai |  | "
        "Lengkapi penilaian indikator ini."
    ),
    (
        "| 3 | Media publikasi enam komponen penyampaian layanan | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    (
        "| 4 | Peninjauan ulang SP secara berkala yang hasilnya ditindaklanjuti | belum dinilai |"
        "  | Lengkapi penilaian indikator ini."
    ),
    (
        "| 5 | Siklus Maklumat Pelayanan: ketersediaan, penetapan, publikasi | belum dinilai |  |"
        " Lengkapi penilaian indikator ini."
    ),
    (
        "| 6 | Pelaksanaan SKM sesuai peraturan menteri | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 7 | Banyaknya media publikasi hasil SKM | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 8 | Persentase rencana tindak lanjut (RTL) hasil SKM yang selesai | belum dinilai |  |"
        " Lengkapi penilaian indikator ini."
    ),
    (
        "| 9 | Kecepatan tindak lanjut hasil SKM semua jenis pelayanan | belum dinilai |  | "
        "Lengkapi penilaian indikator ini."
    ),
    "| Profesionalisme SDM",
    (
        "| 10 | Waktu pelayanan yang memudahkan pengguna | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 11 | Kode etik dan kode perilaku pelaksana, atau budaya pelayanan | belum dinilai |  |"
        " Lengkapi penilaian indikator ini."
    ),
    (
        "| 12 | Mekanisme menjaga dan meningkatkan motivasi kerja pelaksana | belum dinilai |  | "
        "Lengkapi penilaian indikator ini."
    ),
    (
        "| 13 | Kriteria penghargaan bagi pegawai berprestasi | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    (
        "| 14 | Penerapan budaya pelayanan oleh pelaksana | belum dinilai |  | Lengkapi penilaian"
        " indikator ini."
    ),
    "| Sarana Prasarana",
    (
        "| 15 | Tempat parkir dengan fasilitas pendukung | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 16 | Ruang tunggu dengan fasilitas wajib dan pelengkap | belum dinilai |  | Lengkapi "
        "penilaian indikator ini."
    ),
    (
        "| 17 | Toilet pengguna layanan yang layak pakai | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    (
        "| 18 | Sarana prasarana bagi kelompok rentan | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
    ),
    "| 19 | Sarana prasarana penunjang | belum dinilai |  | Lengkapi penilaian indikator ini.",
    (
        "| 20 | Sarana meja informasi (front office) | belum dinilai |  | Lengkapi penilaian "
        "indikator ini."
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
