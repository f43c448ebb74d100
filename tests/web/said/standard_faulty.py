"""What the page of a standard with hard faults says."""

INDONESIAN = (
    "Standar pelayanan › Dinkes",
    "Sertifikat laik higiene",
    "10 dari 14 komponen memadai · 3 cacat · 1 tidak ada",
    "Versi 1",
    "berlaku",
    "Keputusan",
    "443/009/DINKES/2024, 5 Februari 2024",
    "Berlaku",
    "5 Februari 2024 – tanpa batas",
    "Wajib ditinjau",
    "5 Februari 2027",
    "SIPPN",
    "belum di SIPPN",
    "Maklumat",
    "disusun, belum ditetapkan",
    "Diberikan",
    "luring",
    (
        "Belum di SIPPN: selama tidak satu pun layanan unit ada di sana, indikator 3 paling "
        "tinggi level 2 dan indikator 21 level 4; level 5 indikator 21 meminta semua layanan."
    ),
    "1. Persyaratan Fotokopi KTP pemilik usaha memadai",
    "Fotokopi KTP pemilik usaha",
    "Denah bangunan",
    "Hasil pemeriksaan laboratorium air",
    "2. Sistem, mekanisme, dan prosedur Pemohon: menyerahkan berkas memadai",
    "Pemohon: menyerahkan berkas",
    "Petugas: memeriksa berkas",
    "Tim: memeriksa tempat usaha",
    "Kepala dinas: menandatangani sertifikat",
    (
        "3. Jangka waktu penyelesaian Jam pelayanan: Senin-Kamis 07.30-15.00, Jumat "
        "07.30-11.00 1 pertanyaan cacat"
    ),
    "Jam pelayanan: Senin-Kamis 07.30-15.00, Jumat 07.30-11.00",
    "Kesalahan: Ini jam buka, bukan lama penyelesaian.",
    "07.30-15.00",
    "Berapa lama sejak berkas lengkap sampai selesai?",
    "4. Biaya/tarif Sesuai Peraturan Bupati Nomor 4 Tahun 2017 1 pertanyaan cacat",
    "Sesuai Peraturan Bupati Nomor 4 Tahun 2017",
    (
        "Kesalahan: Tidak ada besaran rupiah dan tidak dinyatakan gratis. Berapa rupiah, atau"
        " gratis?"
    ),
    "5. Produk pelayanan Sertifikat laik higiene sanitasi memadai",
    "Sertifikat laik higiene sanitasi",
    "6. Penanganan pengaduan, saran, dan masukan Kotak saran 4 pertanyaan memadai",
    "Kotak saran",
    "SMS center no.",
    "Surat",
    (
        "Peringatan: Tidak ada nomor, surel, atau alamat situs yang dapat dihubungi. Nomor "
        "atau alamat mana yang aktif?"
    ),
    "Peringatan: Tidak ada batas waktu penanganan. Dalam berapa hari pengaduan dijawab?",
    "Peringatan: Ada nama kanal tanpa nomor atau alamat.",
    "SMS center no.",
    "Berapa nomornya?",
    "Catatan: SP4N-LAPOR! tidak disebut. Tambahkan SP4N-LAPOR! sebagai kanal utama.",
    "7. Dasar hukum Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan 1 pertanyaan memadai",
    "Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan",
    "Peringatan: Peraturan ini sudah diganti.",
    "Undang-Undang Nomor 36 Tahun 2009 → UU 17/2023",
    "Perbarui dasar hukum dan tinjau kembali isi standarnya.",
    (
        "8. Sarana, prasarana, dan/atau fasilitas Ruang tunggu rumah sakit, ruang rawat inap,"
        " komputer 2 pertanyaan memadai"
    ),
    "Ruang tunggu rumah sakit, ruang rawat inap, komputer",
    "Peringatan: Menyebut rumah sakit atau rawat inap: mungkin disalin dari unit lain.",
    "rumah sakit",
    "Sarana mana yang benar ada di unit ini?",
    (
        "Peringatan: Tidak ada sarana bagi kelompok rentan. Sarana apa bagi lansia, difabel, "
        "ibu hamil, dan anak?"
    ),
    "9. Kompetensi pelaksana Tenaga sanitarian; tenaga laboratorium 1 pertanyaan memadai",
    "Tenaga sanitarian; tenaga laboratorium",
    (
        "Peringatan: Hanya daftar profesi, tanpa pendidikan, sertifikat, atau keterampilan. "
        "Pendidikan, sertifikat, atau keterampilan apa yang disyaratkan?"
    ),
    "10. Pengawasan internal Kepala seksi 1 pertanyaan memadai",
    "Kepala seksi",
    (
        "Peringatan: Hanya menyebut siapa, bukan bagaimana dan seberapa sering. Bagaimana dan"
        " seberapa sering diawasi?"
    ),
    "11. Jumlah pelaksana 30 - 50 orang perhari 1 pertanyaan cacat",
    "30 - 50 orang perhari",
    "Kesalahan: Ini jumlah pengunjung, bukan pelaksana.",
    "30 - 50 orang perhari",
    "Berapa orang pelaksananya?",
    (
        "12. Jaminan pelayanan Dilayani sesuai prosedur yang berlaku dengan baik 1 pertanyaan"
        " memadai"
    ),
    "Dilayani sesuai prosedur yang berlaku dengan baik",
    (
        "Peringatan: Tidak disebut apa yang terjadi bila janji tidak ditepati. Apa "
        "kompensasinya bila terlambat?"
    ),
    "13. Jaminan keamanan dan keselamatan pelayanan Petugas memakai tanda pengenal memadai",
    "Petugas memakai tanda pengenal",
    "14. Evaluasi kinerja pelaksana tidak ada",
    "Belum ada tulisan di sini.",
    "Naskah bertanda tangan",
    (
        "Pindaian keputusan, maklumat, dan berita acara FKP. Sekali disimpan, masing-masing"
        " dapat diajukan sebagai bukti dukung."
    ),
    "Keputusan belum ada pindaian",
    "Maklumat belum ada pindaian",
    "Berita acara FKP belum ada pindaian",
    "Versi",
    "Versi 1 berlaku · 443/009/DINKES/2024",
)
ENGLISH = (
    "Service standards › Dinkes",
    "Sertifikat laik higiene",
    "10 of 14 components are adequate · 3 defective · 1 absent",
    "Version 1",
    "in force",
    "Decree",
    "443/009/DINKES/2024, 5 February 2024",
    "Valid",
    "5 February 2024 – open",
    "Review due",
    "5 February 2027",
    "SIPPN",
    "not in SIPPN",
    "Maklumat",
    "written, not adopted",
    "Given",
    "at the counter",
    (
        "Not in SIPPN: while no service of the unit is, indicator 3 stays at level 2 at most "
        "and indicator 21 at level 4; level 5 of indicator 21 asks for all services."
    ),
    "1. Requirements Fotokopi KTP pemilik usaha adequate",
    "Fotokopi KTP pemilik usaha",
    "Denah bangunan",
    "Hasil pemeriksaan laboratorium air",
    "2. System, mechanism and procedure Pemohon: menyerahkan berkas adequate",
    "Pemohon: menyerahkan berkas",
    "Petugas: memeriksa berkas",
    "Tim: memeriksa tempat usaha",
    "Kepala dinas: menandatangani sertifikat",
    (
        "3. Completion time Jam pelayanan: Senin-Kamis 07.30-15.00, Jumat 07.30-11.00 1 "
        "question defective"
    ),
    "Jam pelayanan: Senin-Kamis 07.30-15.00, Jumat 07.30-11.00",
    "Error: These are opening hours, not a duration.",
    "07.30-15.00",
    "How long from complete papers to the end?",
    "4. Fees Sesuai Peraturan Bupati Nomor 4 Tahun 2017 1 question defective",
    "Sesuai Peraturan Bupati Nomor 4 Tahun 2017",
    "Error: It gives no amount and does not say it is free. How much, or free?",
    "5. Product of the service Sertifikat laik higiene sanitasi adequate",
    "Sertifikat laik higiene sanitasi",
    "6. Complaints, suggestions and feedback Kotak saran 4 questions adequate",
    "Kotak saran",
    "SMS center no.",
    "Surat",
    "Warning: There is no number, e-mail or address to reach. Which number or address works?",
    "Warning: No deadline for the answer. Within how many days is a complaint answered?",
    "Warning: A channel is named without its number or address.",
    "SMS center no.",
    "What is its number?",
    "Information: SP4N-LAPOR! is not named. Add SP4N-LAPOR! as the main channel.",
    "7. Legal basis Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan 1 question adequate",
    "Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan",
    "Warning: This law was replaced.",
    "Undang-Undang Nomor 36 Tahun 2009 → UU 17/2023",
    "Renew the legal basis and review what the standard says.",
    "8. Facilities Ruang tunggu rumah sakit, ruang rawat inap, komputer 2 questions adequate",
    "Ruang tunggu rumah sakit, ruang rawat inap, komputer",
    "Warning: It speaks of a hospital: perhaps copied from another unit.",
    "rumah sakit",
    "Which of these are really here?",
    (
        "Warning: Nothing for vulnerable users. What is there for the elderly, disabled, "
        "pregnant and children?"
    ),
    "9. Competence of staff Tenaga sanitarian; tenaga laboratorium 1 question adequate",
    "Tenaga sanitarian; tenaga laboratorium",
    (
        "Warning: Only a list of professions; no education, certificate or skill. Which "
        "education, certificate or skill is required?"
    ),
    "10. Internal oversight Kepala seksi 1 question adequate",
    "Kepala seksi",
    "Warning: It says who, not how and how often. How and how often is it supervised?",
    "11. Number of staff 30 - 50 orang perhari 1 question defective",
    "30 - 50 orang perhari",
    "Error: This is the number of visitors, not of staff.",
    "30 - 50 orang perhari",
    "How many people give the service?",
    ("12. Service guarantee Dilayani sesuai prosedur yang berlaku dengan baik 1 question adequate"),
    "Dilayani sesuai prosedur yang berlaku dengan baik",
    (
        "Warning: It does not say what happens when the promise is broken. What is the "
        "compensation when it is late?"
    ),
    "13. Assurance of safety and security Petugas memakai tanda pengenal adequate",
    "Petugas memakai tanda pengenal",
    "14. Evaluation of staff performance absent",
    "Nothing is written here.",
    "Signed papers",
    "The scan of the decree, the maklumat and the minutes of the FKP. Filed once, each can be offered as evidence.",
    "Decree no scan is filed yet",
    "Maklumat no scan is filed yet",
    "FKP minutes no scan is filed yet",
    "Versions",
    "Version 1 in force · 443/009/DINKES/2024",
)
