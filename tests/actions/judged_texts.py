"""Texts of components as units write them, with the state and the remarks each must get.

The requirements are those of the fourteen rows of the annex of PermenPANRB 15/2014 and the faults
seen in published decrees: opening hours for a duration, a regulation for an amount, visitors for
staff, a heading without its number, a law that no longer holds.
"""

from typing import NamedTuple


class Case(NamedTuple):
    """One text of a component: its state, and the codes of what is said of it."""

    number: int
    text: str
    state: str
    codes: frozenset[str] = frozenset()


def case(number: int, text: str, state: str, *codes: str) -> Case:
    """A case."""
    return Case(number, text, state, frozenset(codes))


GOOD, BAD, NONE = "adequate", "defective", "absent"
CASES = (
    # 1 requirements: papers or conditions, not a reference
    case(1, "1. Fotokopi KTP\n2. Fotokopi KK", GOOD),
    case(1, "Ijazah asli", GOOD),
    case(1, "Hadir sendiri", GOOD, "no-list"),
    case(1, "a. Surat permohonan\nb. Pas foto 3 x 4", GOOD),
    case(1, "Sesuai peraturan perundang-undangan yang berlaku", BAD, "only-regulation", "no-list"),
    case(1, "Terlampir", BAD),
    case(1, "lihat lampiran II", BAD),
    case(1, "-", NONE),
    case(1, "....", NONE),
    case(1, "sda", NONE),
    case(1, "sesuai ketentuan", NONE),
    # 2 procedure: at least three ordered steps, and who acts
    case(
        2,
        "1. Pemohon: menyerahkan berkas\n2. Petugas: memeriksa\n3. Kepala: menandatangani",
        GOOD,
    ),
    case(2, "1. Pemohon menyerahkan berkas\n2. Petugas memeriksa", GOOD, "few-steps"),
    case(
        2,
        "Pemohon datang, kemudian petugas memeriksa, selanjutnya pejabat menandatangani",
        GOOD,
    ),
    case(2, "1. Berkas diserahkan\n2. Berkas diperiksa\n3. Surat diambil", GOOD, "no-actor"),
    case(2, "Datang ke kantor", GOOD, "few-steps", "no-actor"),
    case(2, "", NONE),
    # 3 duration: number, unit, start; never opening hours
    case(3, "3 hari kerja sejak berkas lengkap", GOOD),
    case(3, "15 menit terhitung setelah berkas diterima", GOOD),
    case(3, "3 (tiga) hari kerja sejak berkas diterima lengkap", GOOD),
    case(3, "Paling lama 1 bulan sejak pengukuran", GOOD),
    case(3, "3 hari kerja", GOOD, "no-start"),
    case(3, "3 hari sejak berkas lengkap", GOOD, "day-unclear"),
    case(3, "2 jam setelah pejabat ada", GOOD, "waits-for-official"),
    case(3, "Senin-Kamis 07.00-14.00", BAD, "opening-hours"),
    case(3, "Jam pelayanan 08.00 s.d. 15.00 WIB", BAD, "opening-hours"),
    case(3, "24 jam", BAD, "opening-hours", "no-start"),
    case(3, "Secepatnya setelah berkas lengkap", BAD, "no-duration"),
    case(3, "Menyesuaikan", BAD, "no-duration", "no-start"),
    # 4 fee: an amount or free; a regulation alone is neither
    case(4, "Gratis", GOOD),
    case(4, "Tidak dipungut biaya", GOOD),
    case(4, "Rp 0", GOOD),
    case(4, "Pasien baru: Rp 40.000\nPasien lama: Rp 30.000", GOOD),
    case(4, "Retribusi 25.000 per lembar", GOOD),
    case(4, "Sesuai Pergub Nomor 4 Tahun 2017", BAD, "no-amount"),
    case(4, "Sesuai Perda yang berlaku", BAD, "no-amount"),
    case(4, "Karcis, jasa medis, jasa sarana", BAD, "no-amount"),
    case(4, "Gratis bagi peserta BPJS, selain itu Rp 15.000", GOOD, "free-and-paid"),
    # 5 product: what is received, not the name of the service again
    case(5, "Surat keterangan pindah", GOOD),
    case(5, "Kutipan akta kelahiran", GOOD),
    case(5, "Legalisir ijazah", GOOD, "same-as-service"),
    case(5, "LEGALISIR IJAZAH.", GOOD, "same-as-service"),
    # 6 complaints: two channels, an address that answers, a deadline
    case(
        6,
        "Kotak saran; WhatsApp 081234567890; www.lapor.go.id; dijawab dalam 5 hari kerja",
        GOOD,
    ),
    case(
        6,
        "Telepon 0541-741963 dan surel info@contoh.go.id, dijawab 5 hari kerja",
        GOOD,
        "no-lapor",
    ),
    case(6, "Kotak saran", GOOD, "few-channels", "no-address", "no-deadline", "no-lapor"),
    case(
        6,
        "Kotak saran\nSMS center no.",
        GOOD,
        "no-address",
        "no-deadline",
        "blank-contact",
        "no-lapor",
    ),
    case(
        6,
        "Loket pengaduan dan telepon 0541 741963",
        GOOD,
        "no-deadline",
        "no-lapor",
    ),
    # 7 legal base: kind, number and year, in force
    case(7, "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik", GOOD),
    case(7, "Permendikbud Nomor 29 Tahun 2014", GOOD),
    case(7, "SK Kepala Sekolah", GOOD, "no-regulation"),
    case(7, "UU Nomor 29 Tahun 2014", GOOD, "law-mistaken"),
    case(7, "Undang-Undang Nomor 36 Tahun 2009 tentang Kesehatan", GOOD, "law-replaced"),
    # 8 facilities: a list, with something for those who need more
    case(8, "Ruang tunggu, kursi roda, ruang laktasi", GOOD),
    case(8, "Jalur landai dan toilet difabel", GOOD),
    case(8, "Komputer, printer, meja", GOOD, "no-vulnerable"),
    case(8, "Ruang rawat inap dengan kursi roda", GOOD, "copied-hospital"),
    # 9 competence: what staff must know, not what they are called
    case(9, "Pendidikan minimal SMA", GOOD),
    case(9, "Menguasai komputer", GOOD),
    case(9, "Memiliki sertifikat pelatihan pelayanan prima", GOOD),
    case(9, "Tenaga medis; tenaga keperawatan", GOOD, "no-qualification"),
    # 10 supervision: how and how often
    case(10, "Kepala seksi memeriksa buku tamu setiap hari", GOOD),
    case(10, "Rapat evaluasi bulanan", GOOD),
    case(10, "Kepala seksi", GOOD, "no-frequency"),
    # 11 staff: a number of people who serve, never visitors
    case(11, "4 orang", GOOD),
    case(11, "2 (dua) petugas loket", GOOD),
    case(11, "Dokter 2 orang, perawat 4 orang", GOOD),
    case(11, "30 - 50 orang perhari", BAD, "visitors"),
    case(11, "20 orang per hari", BAD, "visitors"),
    case(11, "Secukupnya", BAD, "no-number"),
    # 12 guarantee: what follows when the promise is broken
    case(12, "Apabila terlambat, produk diantar tanpa biaya", GOOD),
    case(12, "Diberikan kompensasi sesuai maklumat", GOOD),
    case(12, "Dilayani sesuai prosedur yang berlaku", GOOD, "tautology"),
    # 13 safety: something must be said
    case(13, "Data pemohon disimpan terkunci", GOOD),
    case(13, "", NONE),
    case(13, "- ", NONE),
    # 14 evaluation: when or by what
    case(14, "Survei kepuasan masyarakat setiap semester", GOOD),
    case(14, "1 tahun sekali", GOOD),
    case(14, "Dilakukan oleh pimpinan", GOOD, "no-instrument"),
)
