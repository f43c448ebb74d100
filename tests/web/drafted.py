"""A unit with a whole catalogue, and its papers as files: what the tests of drafting begin from."""

from datetime import date
from typing import Any

from django.utils import translation

from tests.world import World
from tilik.actions.drafting import keep_paper
from tilik.actions.papers import Made, issue_paper
from tilik.actions.standards import start_version, write_components
from tilik.actions.units import add_service
from tilik.core.standards import Report, judge
from tilik.library.standards import load_checks
from tilik.reading.isolated import read_all_rows
from tilik.reading.standards import find_services
from tilik.records.models import Service, StandardVersion
from tilik.web.papers.checked import check_paper, count_errors
from tilik.web.papers.drafted import draft_of_unit
from tilik.web.papers.entered import UnitWork
from tilik.web.papers.registering import finish_unit
from tilik.web.papers.work import write_canonical
from tilik.web.reports.blocks import Paper
from tilik.web.reports.docx import make_docx
from tilik.web.reports.pdf import make_pdf

TEXTS = {
    1: "KTP elektronik asli\nFotokopi kartu keluarga\nFormulir {name} yang sudah diisi",
    2: "Pemohon: menyerahkan berkas {name} di loket\nPetugas loket: memeriksa kelengkapan\n"
       "Kepala seksi: menandatangani\nPetugas loket: menyerahkan hasil kepada pemohon",
    3: "{n} hari kerja sejak berkas dinyatakan lengkap",
    4: "Legalisir {name}: Rp {n}.000\nDasar: Peraturan Daerah Nomor 5 Tahun 2019",
    5: "Surat {name} bermeterai",
    6: "SP4N-LAPOR!: www.lapor.go.id atau SMS 1708\nWhatsApp: 0800 0000 0017\n"
       "Meja pengaduan di ruang pelayanan\nPengaduan ditanggapi paling lambat 5 hari kerja",
    7: "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik\n"
       "Peraturan Daerah Nomor 5 Tahun 2019 tentang Retribusi",
    8: "Ruang tunggu dengan {n} kursi\nJalur landai dan satu kursi roda\nRuang laktasi",
    9: "Pendidikan paling rendah SMA\nMenguasai aplikasi pelayanan",
    10: "Kepala seksi memeriksa buku pelayanan setiap hari dan memimpin rapat setiap bulan",
    11: "{n} orang petugas: satu di loket, lainnya verifikator",
    12: "Apabila terlambat, petugas meminta maaf dan hasil diantar ke rumah pemohon",
    13: "Data pemohon hanya dibuka petugas yang berwenang; berkas disimpan terkunci",
    14: "Survei Kepuasan Masyarakat setiap semester dan penilaian SKP setiap tahun",
}  # fmt: skip
NAMES = ("Legalisir Ijazah", "Mutasi Peserta Didik", "Surat Keterangan Pengganti Ijazah")
SIGNED = {"number": "800/12/SMP/2026", "day": "2026-02-03"}
PARTICIPANTS = [
    ["Budi", "Sekolah", "Penyelenggara"],
    ["Sari", "Orang tua murid", "Pengguna layanan"],
    ["Dewi", "Universitas", "Akademisi atau praktisi"],
    ["Tono", "Dinas", "Instansi terkait"],
    ["Rina", "Forum warga", "Organisasi masyarakat sipil"],
    ["Joko", "Radio", "Media massa"],
]
FORUM = {
    "day": "2026-01-20", "time": "09.00 – 12.00", "place": "Aula sekolah",
    "participants": PARTICIPANTS,
    "points": [["legalisir-ijazah", "Jangka waktu menjadi 2 hari kerja", "Loket, kepala seksi", "1 Maret 2026"]],
    "chair": "Budi", "recorder": "Lina",
}  # fmt: skip
TEAM = {
    "members": [
        ["", "Kepala Sekolah", "Penanggung jawab"],
        ["Budi", "Wakil kepala", "Ketua"],
        ["Lina", "Staf", "Admin SP4N-LAPOR!"],
        ["Rudi", "Staf", "Petugas pengaduan"],
    ]
}


def add_standard(world: World, name: str, n: int = 3, **changed: str) -> StandardVersion:
    """A service of the school with all fourteen components written, some of them otherwise."""
    code = name.lower().replace(" ", "-")
    service: Service = add_service(by=world.admin, unit=world.school, code=code, name=name)
    version = start_version(by=world.admin, service=service)
    texts = {number: text.format(name=name, n=n) for number, text in TEXTS.items()}
    texts |= {int(key[1:]): text for key, text in changed.items()}
    return write_components(by=world.admin, version=version, texts=texts)


def fill_catalogue(world: World, names: tuple[str, ...] = NAMES) -> list[StandardVersion]:
    """Several services, whole; no two of them say the same of duration, fee and rooms."""
    return [add_standard(world, name, n) for n, name in enumerate(names, 3)]


def keep(world: World, kind: str, **content: Any) -> None:
    """What the operator entered for a paper."""
    keep_paper(by=world.operator, unit=world.school, kind=kind, content=content)


def make_paper(world: World, kind: str, size: str = "A4") -> Paper:
    """The paper, registered."""
    with translation.override("id"):
        work = UnitWork(world.school)
        work.today = date(2026, 11, 24)
        drafted = draft_of_unit(work, kind)
        made = Made(None, world.school, kind, "", write_canonical(drafted.facts), "")
        issued = issue_paper(by=world.operator, made=made)
        n_errors = count_errors(check_paper(work, kind))
        address = f"https://contoh.go.id/cek/{issued.code}/"
        return finish_unit(work, drafted, issued, address=address, n_errors=n_errors)


def write(paper: Paper, ending: str) -> bytes:
    """The file."""
    return make_pdf(paper) if ending == "pdf" else make_docx(paper)


def read_back(content: bytes) -> Report:
    """What `tilik read` makes of the file."""
    layout, checks = read_all_rows(content), load_checks()
    services = find_services(layout, checks.components)
    return judge(checks, services, layout.text, today=date(2026, 11, 24))
