"""What the page of a standard that is whole says."""

INDONESIAN = (
    "Standar pelayanan › Dinsos",
    "Surat keterangan data kesejahteraan",
    "14 dari 14 komponen memadai",
    "Versi 1",
    "berlaku",
    "Keputusan",
    "800/017/DINSOS/2025, 10 Maret 2025",
    "Berlaku",
    "10 Maret 2025 – tanpa batas",
    "Wajib ditinjau",
    "10 Maret 2028",
    "SIPPN",
    "sudah di SIPPN",
    "Maklumat",
    "ditetapkan dan dipublikasikan",
    "Diberikan",
    "luring",
    "Pengguna",
    "1.840 (2025)",
    "1. Persyaratan Fotokopi KTP elektronik pemohon memadai",
    "Fotokopi KTP elektronik pemohon",
    "Fotokopi kartu keluarga",
    "Surat pengantar RT bagi pemohon yang belum terdata",
    (
        "2. Sistem, mekanisme, dan prosedur Pemohon: mengambil nomor antrean dan menyerahkan "
        "berkas di loket memadai"
    ),
    "Pemohon: mengambil nomor antrean dan menyerahkan berkas di loket",
    "Petugas loket: memeriksa kelengkapan dan memberi tanda terima",
    "Verifikator: mencocokkan dengan data kesejahteraan sosial",
    "Kepala bidang: menandatangani surat keterangan",
    "Petugas loket: menyerahkan surat kepada pemohon",
    "3. Jangka waktu penyelesaian 2 hari kerja sejak berkas lengkap diterima memadai",
    "2 hari kerja sejak berkas lengkap diterima",
    "4. Biaya/tarif Gratis, tidak dipungut biaya memadai",
    "Gratis, tidak dipungut biaya",
    "5. Produk pelayanan Surat keterangan terdaftar dalam data kesejahteraan sosial memadai",
    "Surat keterangan terdaftar dalam data kesejahteraan sosial",
    (
        "6. Penanganan pengaduan, saran, dan masukan SP4N-LAPOR!: www.lapor.go.id atau SMS "
        "1708 memadai"
    ),
    "SP4N-LAPOR!: www.lapor.go.id atau SMS 1708",
    "WhatsApp: 0800 0000 0017",
    "Kotak saran di ruang pelayanan",
    "Pengaduan dijawab paling lama 5 hari kerja",
    "7. Dasar hukum Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik memadai",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin",
    (
        "8. Sarana, prasarana, dan/atau fasilitas Ruang tunggu dengan 20 kursi, 4 di "
        "antaranya kursi prioritas lansia dan ibu hamil memadai"
    ),
    "Ruang tunggu dengan 20 kursi, 4 di antaranya kursi prioritas lansia dan ibu hamil",
    "Jalur landai dan satu kursi roda",
    "Ruang laktasi",
    "9. Kompetensi pelaksana Pendidikan paling rendah SMA memadai",
    "Pendidikan paling rendah SMA",
    "Menguasai aplikasi data kesejahteraan sosial",
    "Sertifikat pelatihan pelayanan prima",
    (
        "10. Pengawasan internal Kepala bidang memeriksa buku antrean setiap hari dan "
        "memimpin evaluasi setiap bulan memadai"
    ),
    "Kepala bidang memeriksa buku antrean setiap hari dan memimpin evaluasi setiap bulan",
    "11. Jumlah pelaksana 4 orang petugas: 2 di loket, 1 verifikator, 1 penanda tangan memadai",
    "4 orang petugas: 2 di loket, 1 verifikator, 1 penanda tangan",
    (
        "12. Jaminan pelayanan Apabila lewat 2 hari kerja, surat diantar ke rumah pemohon dan"
        " petugas menyampaikan … memadai"
    ),
    (
        "Apabila lewat 2 hari kerja, surat diantar ke rumah pemohon dan petugas menyampaikan "
        "permohonan maaf"
    ),
    (
        "13. Jaminan keamanan dan keselamatan pelayanan Data pemohon hanya dibuka petugas "
        "yang berwenang; berkas disimpan terkunci memadai"
    ),
    "Data pemohon hanya dibuka petugas yang berwenang; berkas disimpan terkunci",
    (
        "14. Evaluasi kinerja pelaksana Survei kepuasan masyarakat setiap semester dan "
        "penilaian SKP setiap tahun memadai"
    ),
    "Survei kepuasan masyarakat setiap semester dan penilaian SKP setiap tahun",
    "Naskah bertanda tangan",
    (
        "Pindaian keputusan, maklumat, dan berita acara FKP. Sekali disimpan, masing-masing"
        " dapat diajukan sebagai bukti dukung."
    ),
    "Keputusan belum ada pindaian",
    "Maklumat belum ada pindaian",
    "Berita acara FKP belum ada pindaian",
    "Versi",
    "Versi 1 berlaku · 800/017/DINSOS/2025",
)
ENGLISH = (
    "Service standards › Dinsos",
    "Surat keterangan data kesejahteraan",
    "14 of 14 components are adequate",
    "Version 1",
    "in force",
    "Decree",
    "800/017/DINSOS/2025, 10 March 2025",
    "Valid",
    "10 March 2025 – open",
    "Review due",
    "10 March 2028",
    "SIPPN",
    "in SIPPN",
    "Maklumat",
    "adopted and published",
    "Given",
    "at the counter",
    "Users",
    "1,840 (2025)",
    "1. Requirements Fotokopi KTP elektronik pemohon adequate",
    "Fotokopi KTP elektronik pemohon",
    "Fotokopi kartu keluarga",
    "Surat pengantar RT bagi pemohon yang belum terdata",
    (
        "2. System, mechanism and procedure Pemohon: mengambil nomor antrean dan menyerahkan "
        "berkas di loket adequate"
    ),
    "Pemohon: mengambil nomor antrean dan menyerahkan berkas di loket",
    "Petugas loket: memeriksa kelengkapan dan memberi tanda terima",
    "Verifikator: mencocokkan dengan data kesejahteraan sosial",
    "Kepala bidang: menandatangani surat keterangan",
    "Petugas loket: menyerahkan surat kepada pemohon",
    "3. Completion time 2 hari kerja sejak berkas lengkap diterima adequate",
    "2 hari kerja sejak berkas lengkap diterima",
    "4. Fees Gratis, tidak dipungut biaya adequate",
    "Gratis, tidak dipungut biaya",
    (
        "5. Product of the service Surat keterangan terdaftar dalam data kesejahteraan sosial"
        " adequate"
    ),
    "Surat keterangan terdaftar dalam data kesejahteraan sosial",
    ("6. Complaints, suggestions and feedback SP4N-LAPOR!: www.lapor.go.id atau SMS 1708 adequate"),
    "SP4N-LAPOR!: www.lapor.go.id atau SMS 1708",
    "WhatsApp: 0800 0000 0017",
    "Kotak saran di ruang pelayanan",
    "Pengaduan dijawab paling lama 5 hari kerja",
    "7. Legal basis Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik adequate",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin",
    (
        "8. Facilities Ruang tunggu dengan 20 kursi, 4 di antaranya kursi prioritas lansia "
        "dan ibu hamil adequate"
    ),
    "Ruang tunggu dengan 20 kursi, 4 di antaranya kursi prioritas lansia dan ibu hamil",
    "Jalur landai dan satu kursi roda",
    "Ruang laktasi",
    "9. Competence of staff Pendidikan paling rendah SMA adequate",
    "Pendidikan paling rendah SMA",
    "Menguasai aplikasi data kesejahteraan sosial",
    "Sertifikat pelatihan pelayanan prima",
    (
        "10. Internal oversight Kepala bidang memeriksa buku antrean setiap hari dan memimpin"
        " evaluasi setiap bulan adequate"
    ),
    "Kepala bidang memeriksa buku antrean setiap hari dan memimpin evaluasi setiap bulan",
    "11. Number of staff 4 orang petugas: 2 di loket, 1 verifikator, 1 penanda tangan adequate",
    "4 orang petugas: 2 di loket, 1 verifikator, 1 penanda tangan",
    (
        "12. Service guarantee Apabila lewat 2 hari kerja, surat diantar ke rumah pemohon dan"
        " petugas menyampaikan … adequate"
    ),
    (
        "Apabila lewat 2 hari kerja, surat diantar ke rumah pemohon dan petugas menyampaikan "
        "permohonan maaf"
    ),
    (
        "13. Assurance of safety and security Data pemohon hanya dibuka petugas yang "
        "berwenang; berkas disimpan terkunci adequate"
    ),
    "Data pemohon hanya dibuka petugas yang berwenang; berkas disimpan terkunci",
    (
        "14. Evaluation of staff performance Survei kepuasan masyarakat setiap semester dan "
        "penilaian SKP setiap tahun adequate"
    ),
    "Survei kepuasan masyarakat setiap semester dan penilaian SKP setiap tahun",
    "Signed papers",
    "The scan of the decree, the maklumat and the minutes of the FKP. Filed once, each can be offered as evidence.",
    "Decree no scan is filed yet",
    "Maklumat no scan is filed yet",
    "FKP minutes no scan is filed yet",
    "Versions",
    "Version 1 in force · 800/017/DINSOS/2025",
)
