"""The four papers of a unit: read back by our own reader, whole, in decree layout, marked while weak."""

import json

import pytest

from tests.shared import shared
from tests.web.drafted import (
    FORUM,
    NAMES,
    SIGNED,
    TEAM,
    TEXTS,
    add_standard,
    fill_catalogue,
    keep,
    make_paper,
    read_back,
    write,
)
from tests.web.paper_files import count_pages, list_sizes, open_docx, read_docx, read_pdf
from tests.world import World, make_world
from tilik.actions.papers import Ways, set_ways
from tilik.core.drafting import print_component
from tilik.core.standards import Found, Severity
from tilik.web.papers.drafted import draft_of_unit
from tilik.web.papers.entered import UnitWork
from tilik.web.papers.words import say_ordinal
from tilik.web.reports.pdf import fit

pytestmark = pytest.mark.django_db
WRITTEN = ("pdf", "docx")
READ = {"pdf": read_pdf, "docx": read_docx}


def set_size(world: World, size: str) -> None:
    """Nothing; the office prints on this paper."""
    ways = Ways("Bagian Organisasi", "", "", "Kota Uji", size, "", "")
    set_ways(by=world.admin, government=world.government, ways=ways)


@shared
def world() -> World:
    made = make_world()
    fill_catalogue(made)
    return made


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_decree_of_a_whole_catalogue_is_read_back_without_an_error(
    world: World, ending: str
) -> None:
    keep(world, "keputusan-standar", **SIGNED)
    report = read_back(write(make_paper(world, "keputusan-standar"), ending))
    assert tuple(service.name for service in report.services) == NAMES
    for service in report.services:
        assert {each.found for each in service.components} == {Found.PRESENT}
        assert not [r for each in service.components for r in each.remarks]
    signed = {"number": SIGNED["number"], "date": SIGNED["day"]}
    assert report.facts == signed | {"issuer": "KEPALA SEKOLAH"}
    severe = {r.code for r in report.remarks if r.severity != Severity.INFORMATION}
    assert severe == {"services-alike"}, "the catalogue of this test says the same of each"


@pytest.mark.parametrize("ending", WRITTEN)
def test_what_stands_in_the_catalogue_is_what_is_read_back(world: World, ending: str) -> None:
    report = read_back(write(make_paper(world, "keputusan-standar"), ending))
    service = report.services[1]
    texts = {each.component.number: each.row.text for each in service.components if each.row}
    for number in (5, 9, 11, 12, 13):
        said = print_component(number, TEXTS[number].format(name=NAMES[1], n=4))
        assert " ".join(texts[number].split()).startswith(" ".join(said.split()))


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_number_left_to_the_registry_is_the_only_error_left(world: World, ending: str) -> None:
    report = read_back(write(make_paper(world, "keputusan-standar"), ending))
    errors = {r.code for r in report.remarks if r.severity == Severity.ERROR}
    assert errors == {"number-blank", "date-blank"}
    assert not [r for s in report.services for each in s.components for r in each.remarks]


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_decree_is_in_its_layout(world: World, ending: str) -> None:
    keep(world, "keputusan-standar", **SIGNED, repeals="Keputusan Nomor 1 Tahun 2020",
         further="Biaya dibebankan pada anggaran unit.")  # fmt: skip
    text = READ[ending](write(make_paper(world, "keputusan-standar"), ending))
    order = (
        "PEMERINTAH KABUPATEN", "KEPUTUSAN KEPALA SEKOLAH", SIGNED["number"], "TENTANG",
        "Menimbang", "Mengingat", "MEMUTUSKAN:", "Menetapkan", "KESATU", "3 (tiga) jenis pelayanan",
        "KEENAM", "Biaya dibebankan", "KETUJUH", "Keputusan Nomor 1 Tahun 2020 dicabut",
        "KEDELAPAN", "mulai berlaku", "3 Februari 2026", "LAMPIRAN", "DAFTAR JENIS PELAYANAN",
        "1. Jenis Pelayanan: Legalisir Ijazah", "service delivery", "manufacturing",
        "3. Jenis Pelayanan: Surat Keterangan Pengganti Ijazah",
    )  # fmt: skip
    places = [text.find(words, 0) for words in order]
    assert -1 not in places
    positions, at = [], 0
    for words in order:
        at = text.index(words, at)
        positions.append(at)
    assert positions == sorted(positions)


def test_a_clause_without_items_is_left_out(world: World) -> None:
    text = read_pdf(write(make_paper(world, "keputusan-standar"), "pdf"))
    assert "Memperhatikan" not in text
    keep(world, "keputusan-standar", noting="Berita Acara FKP Nomor 5;")
    assert "Memperhatikan" in read_pdf(write(make_paper(world, "keputusan-standar"), "pdf"))


def test_only_the_services_chosen_are_adopted(world: World) -> None:
    keep(world, "keputusan-standar", services=["mutasi-peserta-didik"])
    report = read_back(write(make_paper(world, "keputusan-standar"), "pdf"))
    assert [service.name for service in report.services] == [NAMES[1]]


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_draft_that_would_fail_is_marked_on_its_pages(world: World, ending: str) -> None:
    add_standard(world, "Layanan Lemah", _3="Senin-Kamis 07.00-14.00", _4="")
    paper = make_paper(world, "keputusan-standar")
    assert paper.band == "RANCANGAN (DRAFT) – 2 hal belum memenuhi ketentuan"
    content = write(paper, ending)
    if ending == "pdf":
        assert read_pdf(content).count("RANCANGAN (DRAFT)") == count_pages(content)
    else:
        header = open_docx(content).sections[0].header
        assert "RANCANGAN (DRAFT)" in header.paragraphs[0].text
    codes = {r.code for s in read_back(content).services for e in s.components for r in e.remarks}
    assert "opening-hours" in codes


def test_a_draft_that_holds_is_not_marked(world: World) -> None:
    assert make_paper(world, "keputusan-standar").band == ""
    assert make_paper(world, "maklumat").band == ""


@pytest.mark.parametrize(
    ("size", "chosen", "found"),
    [
        ("A4", "", (210, 297)),
        ("F4", "", (215, 330)),
        ("A4", "A3", (297, 420)),
        ("F4", "A3", (297, 420)),
    ],
)
def test_the_promise_is_one_page_of_its_size(
    world: World, size: str, chosen: str, found: tuple[int, int]
) -> None:
    set_size(world, size)
    keep(world, "maklumat", size=chosen, day="2026-02-03")
    content = write(make_paper(world, "maklumat"), "pdf")
    assert list_sizes(content) == [found]
    text = read_pdf(content)
    for words in ("MAKLUMAT PELAYANAN", "sanggup", "terus-menerus", "sanksi", "3 Februari 2026"):
        assert words in text


@pytest.mark.parametrize("times", [3, 12, 30])
def test_a_long_promise_is_set_smaller_and_never_spills_over(world: World, times: int) -> None:
    further = [f"Loket {n}: kami melayani dengan ramah, tepat waktu, dan tanpa pungutan liar di setiap "
               "loket, juga bagi pengguna layanan berkebutuhan khusus." for n in range(times)]  # fmt: skip
    keep(world, "maklumat", further="\n".join(further), day="2026-02-03")
    paper = make_paper(world, "maklumat")
    content = write(paper, "pdf")
    assert len(list_sizes(content)) == 1
    text = " ".join(read_pdf(content).split())
    assert all(f"Loket {n}: kami melayani" in text for n in range(times))
    assert "3 Februari 2026" in text
    made = fit(paper)
    assert (made.scale < paper.scale) == (times > 3)
    styles = open_docx(write(paper, "docx")).styles
    size = styles["Normal"].font.size
    assert size is not None
    assert size.pt == pytest.approx(11 * made.scale, abs=0.6)


def test_only_posters_are_set_smaller(world: World) -> None:
    paper = make_paper(world, "keputusan-standar")
    assert fit(paper) is paper


@pytest.mark.parametrize("size", ["A4", "F4"])
def test_every_page_of_a_paper_has_the_size_of_the_office(world: World, size: str) -> None:
    set_size(world, size)
    for kind in ("keputusan-standar", "tim-pengaduan", "berita-acara-fkp"):
        sizes = set(list_sizes(write(make_paper(world, kind), "pdf")))
        assert sizes == {(210, 297) if size == "A4" else (215, 330)}


@pytest.mark.parametrize("ending", WRITTEN)
def test_the_complaints_team_has_members_duties_channels_and_deadlines(
    world: World, ending: str
) -> None:
    keep(world, "tim-pengaduan", **TEAM)
    paper = make_paper(world, "tim-pengaduan")
    assert paper.band == ""
    text = READ[ending](write(paper, ending))
    for words in (
        "KEPUTUSAN KEPALA SEKOLAH", "Tim Pengelola Pengaduan bertugas:", "0800 0000 0017",
        "60 (enam puluh) hari", "Penanggung jawab", "Admin SP4N-LAPOR!", "Rudi",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("ending", WRITTEN)
def test_the_minutes_name_the_groups_the_points_and_who_signs(world: World, ending: str) -> None:
    keep(world, "berita-acara-fkp", **FORUM)
    paper = make_paper(world, "berita-acara-fkp")
    assert paper.band == ""
    text = READ[ending](write(paper, ending))
    for words in (
        "hari Selasa tanggal 20 Januari 2026", "Aula sekolah", "6 (enam) orang",
        "Legalisir Ijazah", "Jangka waktu menjadi 2 hari kerja", "1 Maret 2026",
        "Wakil pengguna layanan,", "Wakil media massa,", "Notulis,", "DAFTAR HADIR", "Foto kegiatan",
    ):  # fmt: skip
        assert words in text
    assert "Wakil penyelenggara" not in text


def test_the_fingerprint_covers_no_name_of_a_person(world: World) -> None:
    keep(world, "berita-acara-fkp", **FORUM)
    keep(world, "tim-pengaduan", **TEAM)
    for kind in ("berita-acara-fkp", "tim-pengaduan"):
        facts = draft_of_unit(UnitWork(world.school), kind).facts
        text = json.dumps(facts, ensure_ascii=False)
        assert not [name for name in ("Budi", "Lina", "Rudi", "Sari") if name in text]
        assert "Media massa" in text or "Penanggung jawab" in text


def test_other_names_are_the_same_paper_and_another_text_is_another(world: World) -> None:
    codes = []
    for name, place in (("Budi", "Aula"), ("Tono", "Aula"), ("Tono", "Balai desa")):
        rows = [[name, "Warga", "Pengguna layanan"]]
        keep(world, "berita-acara-fkp", **{**FORUM, "participants": rows, "place": place})
        codes.append(make_paper(world, "berita-acara-fkp").check.code)  # type: ignore[union-attr]
    assert codes[0] == codes[1] != codes[2]


def test_words_with_braces_are_printed_as_they_stand(world: World) -> None:
    keep(world, "keputusan-standar", considering="bahwa {office} dan #hash *tebal*;", place="{x}")
    text = read_pdf(write(make_paper(world, "keputusan-standar"), "pdf"))
    assert "bahwa {office} dan #hash *tebal*;" in text


def test_made_up_units_are_marked_as_such(world: World) -> None:
    world.round.is_example = True
    world.round.save()
    assert make_paper(world, "maklumat").band == "DATA CONTOH – BUKAN HASIL RESMI"


@pytest.mark.parametrize(
    ("n", "words"), [(1, "KESATU"), (8, "KEDELAPAN"), (11, "KESEBELAS"), (12, "KEDUA BELAS")]
)
def test_decisions_are_counted_in_words(n: int, words: str) -> None:
    assert say_ordinal(n) == words
