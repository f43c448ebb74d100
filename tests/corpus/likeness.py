"""Made-up decrees and photos: near-same ones as offices make them, and others of the same kind.

A decree is near-same where another unit's was taken over: name, number, day and head changed, a
point added, or the page read by a scanner. It is another one where only the phrases of its kind are
shared, as every decree shares them.
"""

import random
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageEnhance, ImageFilter

TOPICS = (
    ("standar pelayanan", "persyaratan prosedur waktu biaya produk pengaduan sarana kompetensi"),
    (
        "tim pengelola pengaduan",
        "penerimaan telaah penyaluran tanggapan tindak lanjut laporan bulanan",
    ),
    (
        "maklumat pelayanan",
        "janji sanggup melayani menerima sanksi kompensasi pengumuman papan loket",
    ),
    (
        "forum konsultasi publik",
        "undangan peserta usulan kesepakatan notulen daftar hadir berita acara",
    ),
    (
        "petugas informasi",
        "jadwal piket meja depan seragam sapaan bahasa isyarat antrean prioritas",
    ),
    (
        "survei kepuasan masyarakat",
        "responden kuesioner unsur indeks kuartal publikasi rencana perbaikan",
    ),
    ("kode etik pelaksana", "jujur santun tepat waktu netral rahasia larangan pelanggaran hukuman"),
    (
        "sarana kelompok rentan",
        "ramp kursi roda ruang laktasi jalur pemandu toilet parkir penerjemah",
    ),
)
UNITS = ("Dinas Sosial", "Dinas Kesehatan", "RSUD Kudungga", "Puskesmas Teluk Lingga")
OPENING = (
    "KEPUTUSAN KEPALA {unit} NOMOR {number} TENTANG PENETAPAN {topic} DENGAN RAHMAT TUHAN YANG MAHA ESA"
    " KEPALA {unit}, Menimbang bahwa untuk mewujudkan pelayanan publik yang berkualitas dan"
    " bertanggung jawab perlu ditetapkan {topic}; Mengingat Undang-Undang Nomor 25 Tahun 2009 tentang"
    " Pelayanan Publik; Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang"
    " Nomor 25 Tahun 2009; MEMUTUSKAN Menetapkan KESATU {topic} pada {unit} sebagaimana tercantum"
    " dalam lampiran yang merupakan bagian tidak terpisahkan dari keputusan ini; KEDUA keputusan ini"
    " mulai berlaku pada tanggal ditetapkan. Ditetapkan pada tanggal {day}."
)
VERBS = (
    *("menyiapkan", "memeriksa", "mencatat", "melaporkan"),
    *("memasang", "mengumumkan", "menyampaikan", "memantau"),
)
OBJECTS = (
    *("berkas", "pemohon", "loket", "petugas", "jadwal", "daftar"),
    *("formulir", "buku", "papan", "ruangan", "hasil", "masukan"),
)


def write_decree(topic: int, unit: str, seed: int = 0) -> str:
    """A decree of the unit with its annex; the same topic and seed have the same annex."""
    title, words = TOPICS[topic]
    draw = random.Random(f"{topic}/{seed}")
    stock = words.split()
    lines = [
        f"{n}. petugas {draw.choice(VERBS)} {draw.choice(stock)} dan {draw.choice(OBJECTS)} untuk"
        f" {draw.choice(stock)} {draw.choice(OBJECTS)} paling lama {draw.randint(1, 30)} hari kerja"
        f" sejak {draw.choice(OBJECTS)} {draw.choice(VERBS)} {draw.choice(stock)}"
        for n in range(1, 21)
    ]
    facts = {
        "unit": unit,
        "number": f"800/{draw.randint(10, 99)}",
        "topic": title,
        "day": "2 Mei 2025",
    }
    return " ".join([OPENING.format(**facts), "LAMPIRAN", *lines])


def list_near_texts() -> Iterator[tuple[str, str]]:
    """Pairs of which one was made from the other."""
    for topic in range(len(TOPICS)):
        for n, unit in enumerate(UNITS):
            one = write_decree(topic, unit)
            other = write_decree(topic, UNITS[n - 1]).replace("2 Mei 2025", "9 Juni 2025")
            yield one, other
            yield (
                one,
                other
                + " 21. petugas menutup loket setelah semua pemohon selesai dilayani hari itu",
            )
            yield one, _misread(other, topic * 10 + n)


def list_other_texts() -> Iterator[tuple[str, str]]:
    """Pairs that share no more than the phrases of every decree, or the topic besides."""
    made = [
        write_decree(topic, UNITS[topic % 4], seed)
        for topic in range(len(TOPICS))
        for seed in (1, 2)
    ]
    for n, one in enumerate(made):
        for other in made[n + 1 :]:
            yield one, other


def _misread(text: str, seed: int) -> str:
    """The text as a scanner reads it: one word in fifty wrong."""
    draw = random.Random(seed)
    words = text.split()
    for n in draw.sample(range(len(words)), len(words) // 50):
        words[n] = words[n].replace("a", "o").replace("l", "1") + "."
    return " ".join(words)


def paint(seed: int) -> Image.Image:
    """A made-up photo: sky, ground and a dozen things with edges, with the grain of a camera."""
    draw = random.Random(seed)
    image = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    for _n in range(14):
        size = draw.randint(40, 260), draw.randint(40, 200)
        colour = tuple(draw.randint(0, 255) for _c in range(3))
        image.paste(
            colour,
            (x := draw.randint(-60, 600), y := draw.randint(-40, 440), x + size[0], y + size[1]),
        )
    grain = Image.effect_noise(image.size, 24).convert("RGB")
    return Image.blend(image, grain, 0.12)


def list_near_pictures(n: int = 24) -> Iterator[tuple[Image.Image, Image.Image]]:
    """Pairs of the same photo: passed on by WhatsApp, brightened, scaled, trimmed, blurred."""
    for seed in range(n):
        one = paint(seed)
        small = one.resize((480, 360))
        yield one, _squeeze(small, 35)
        yield one, ImageEnhance.Brightness(one).enhance(1.15)
        yield one, small.filter(ImageFilter.GaussianBlur(1.2))
        yield one, one.crop((4, 3, 636, 477))


def list_other_pictures(n: int = 60) -> Iterator[tuple[Image.Image, Image.Image]]:
    """Pairs of different photos."""
    made = [paint(1000 + seed) for seed in range(n)]
    for k, one in enumerate(made):
        for other in made[k + 1 :]:
            yield one, other


def _squeeze(image: Image.Image, quality: int) -> Image.Image:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")
