"""One block model, two writers: PDF and DOCX say the same, and no text is read as markup."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx.enum.section import WD_ORIENT
from PIL import Image

from tests.web.paper_files import count_pages, list_sizes, open_docx, read_docx, read_pdf
from tilik.web.reports.blocks import (
    Block,
    Check,
    Clause,
    Heading,
    Initials,
    Items,
    Letterhead,
    Opening,
    Pairs,
    Paper,
    Picture,
    Pictures,
    Section,
    Signature,
    Signatures,
    Size,
    Space,
    Table,
    Text,
)
from tilik.web.reports.docx import make_docx
from tilik.web.reports.pdf import make_pdf

HOSTILE = '#panic("x") *tebal* _miring_ $x$ <b>&amp; \\ @ruj [kurung] `kode` // komentar'


def paint(name: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, name)
    return out.getvalue()


EVERY: tuple[Block, ...] = (
    Heading("JUDUL NASKAH\nBARIS KEDUA", 1, "center"),
    Opening((("Nomor", "B/…/ORG"), ("Hal", "Pembukaan")), "Kota, … 2026", ("Yth.", "Kepala Dinas")),
    Text("Alinea pertama.", indent=True),
    Pairs((("Nama", "Siti Misal"), ("Jabatan", "Kepala Dinas"))),
    Clause("Menimbang", ("bahwa satu;", "bahwa dua;")),
    Clause("Mengingat", ("Undang-Undang satu;", "Peraturan dua;"), "numbers"),
    Clause("KESATU", ("Menetapkan hasil.",), "words"),
    Heading("Daftar"),
    Items(("butir angka", "butir lain")),
    Items(("butir bulat",), "bullets"),
    Table(("No.", "Unit"), (("Bagian satu",), ("1", "Dinas Satu")), (1, 4)),
    Initials("Paraf koordinasi", ("Sekretaris Daerah", "Asisten")),
    Signatures((Signature("Plt. Sekretaris Daerah,", "Arief Contoh", "Pembina (IV/a)", "123"),)),
    Pictures((Picture(paint(), "Ruang tunggu", "Ruang tunggu, 10.42"), "Tempel foto di sini")),
    Space(5),
)


def make_paper(*blocks: Block, size: Size = "A4", **rest: object) -> Paper:
    return Paper("Naskah uji", (Section(blocks or EVERY),), "Kaki naskah", size=size, **rest)  # type: ignore[arg-type]


WRITERS = pytest.mark.parametrize(
    ("write", "read"), [(make_pdf, read_pdf), (make_docx, read_docx)], ids=["pdf", "docx"]
)
Writer = Callable[[Paper], bytes]
Reader = Callable[[bytes], str]


@WRITERS
def test_both_say_every_block(write: Writer, read: Reader) -> None:
    text = read(write(make_paper()))
    for words in (
        "JUDUL NASKAH", "BARIS KEDUA", "B/…/ORG", "Yth.", "Alinea pertama.", "Siti Misal",
        "Menimbang", "bahwa dua;", "Peraturan dua;", "Menetapkan hasil.", "butir angka",
        "butir bulat", "Bagian satu", "Dinas Satu", "Paraf koordinasi", "Plt. Sekretaris Daerah,",
        "Arief Contoh", "Pembina (IV/a)", "NIP 123", "Ruang tunggu, 10.42", "Tempel foto di sini",
    ):  # fmt: skip
        assert words in text, words


@WRITERS
def test_what_a_person_typed_is_never_markup(write: Writer, read: Reader) -> None:
    blocks = (
        Text(HOSTILE), Items((HOSTILE,)), Clause(HOSTILE, (HOSTILE,)), Table((HOSTILE,), ((HOSTILE,),), (1,)),
        Signatures((Signature(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)), Heading(HOSTILE),
    )  # fmt: skip
    paper = make_paper(*blocks, letterhead=Letterhead((HOSTILE,), (HOSTILE,)), band=HOSTILE)
    text = read(write(paper)).replace("\u2060", "")
    assert text.count("//") >= len(blocks)
    assert "*tebal* _miring_ $x$ <b>&amp;" in text


@WRITERS
def test_signs_no_file_can_hold_are_left_out(write: Writer, read: Reader) -> None:
    assert "satu dua" in read(write(make_paper(Text("satu \x00\x0bdua"))))


@WRITERS
def test_a_sign_no_font_has_does_not_stop_the_paper(write: Writer, read: Reader) -> None:
    assert "bagus" in read(write(make_paper(Text("bagus 👍 م"))))


@pytest.mark.parametrize(("size", "page"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_the_paper_is_of_the_office_s_size(size: Size, page: tuple[int, int]) -> None:
    sections = (Section((Text("satu"),)), Section((Text("dua"),), landscape=True))
    paper = Paper("Uji", sections, "Kaki", size=size)
    assert list_sizes(make_pdf(paper)) == [page, page[::-1]]
    first, second = open_docx(make_docx(paper)).sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == page
    assert second.orientation == WD_ORIENT.LANDSCAPE
    assert (round(second.page_width.mm), round(second.page_height.mm)) == page[::-1]


def test_a_long_table_carries_its_head_to_every_page_and_tears_no_row() -> None:
    rows = tuple((str(n), f"Unit nomor {n}") for n in range(120))
    paper = make_paper(Table(("No.", "Kepala tabel"), rows, (1, 5)))
    content = make_pdf(paper)
    assert read_pdf(content).count("Kepala tabel") == count_pages(content) > 2
    (table,) = open_docx(make_docx(paper)).tables
    marks = [{each.tag.rpartition("}")[2] for each in row._tr.trPr} for row in table.rows]
    assert "tblHeader" in marks[0]
    assert "tblHeader" not in marks[1]
    assert all("cantSplit" in each for each in marks)


def test_the_pdf_is_tagged_titled_and_counts_its_pages() -> None:
    content = make_pdf(make_paper(*EVERY * 3))
    assert b"/StructTreeRoot" in content
    assert b"/MarkInfo" in content
    assert "halaman 1 dari" in read_pdf(content)
    assert b"Bonum" in content


def test_the_docx_is_editable_with_styles_lists_and_fields() -> None:
    content = make_docx(make_paper())
    document = open_docx(content)
    styles = {each.text.split("\n")[0]: each.style.name for each in document.paragraphs}
    assert styles["JUDUL NASKAH"] == "Heading 1"
    assert styles["Daftar"] == "Heading 2"
    assert document.styles["Normal"].font.name == "Bookman Old Style"
    numbered = [
        each
        for each in document.paragraphs
        if each._p.pPr is not None and each._p.pPr.numPr is not None
    ]
    lists = {each._p.pPr.numPr.numId.val for each in numbered}
    assert len(numbered) == 3
    assert len(lists) == 2
    foot = document.sections[0].footer._element.xml
    assert "NUMPAGES" in foot
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "TeX Gyre Bonum" in parts.read("word/fontTable.xml").decode()


@WRITERS
def test_the_mark_of_example_data_is_on_the_paper(write: Writer, read: Reader) -> None:
    paper = make_paper(Text("isi"), band="DATA CONTOH")
    if write is make_docx:
        assert "DATA CONTOH" in open_docx(make_docx(paper)).sections[0].header.paragraphs[0].text
    else:
        assert "DATA CONTOH" in read(write(paper))


def test_pictures_have_words_and_jpeg_is_as_good_as_png() -> None:
    photo = Picture(paint("JPEG"), "Loket", "Loket satu")
    head = Letterhead(("Pemerintah",), ("Jalan",), Picture(paint(), "Lambang daerah"))
    paper = make_paper(Pictures((photo,)), letterhead=head)
    assert b"/Alt" in make_pdf(paper)
    xml = open_docx(make_docx(paper)).element.xml
    assert 'descr="Loket"' in xml
    assert 'descr="Lambang daerah"' in xml


@WRITERS
def test_where_to_check_the_data_stands_at_the_end(write: Writer, read: Reader) -> None:
    check = Check(
        "https://contoh.go.id/cek/X", "X", ("Cek data", "sidik 1234"), Picture(paint(), "QR")
    )
    annex = Section((Text("lampiran"),), annex=(("Lampiran", ""), ("Nomor", "…")))
    paper = Paper("Uji", (Section((Text("badan"),)), annex), "Kaki", check=check)
    text = read(write(paper))
    assert (
        text.index("badan") < text.index("Lampiran") < text.index("lampiran") < text.index("sidik")
    )


@WRITERS
def test_a_certificate_has_a_frame_and_no_page_numbers(write: Writer, read: Reader) -> None:
    paper = make_paper(Text("PIAGAM", "center", large=True), plain=True)
    content = write(paper)
    assert "halaman" not in read(content)
    if write is make_docx:
        assert "pgBorders" in open_docx(content).element.xml


def test_a_row_of_one_text_goes_across_the_table() -> None:
    rows = (("Kebijakan Pelayanan",), ("1", "Standar", "3"))
    (table,) = open_docx(
        make_docx(make_paper(Table(("No.", "Butir", "Level"), rows, (1, 4, 1))))
    ).tables
    group, line = (list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows[1:])
    assert len(group) == 1
    assert len(line) == 3
    keeps = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert keeps == [True, True, None], "head and group are not left at the foot of a page"
    widths = [round(column.width.mm) for column in table.columns]
    assert widths == [27, 110, 27]


@WRITERS
@pytest.mark.parametrize("n", [1, 2, 3])
def test_however_many_sign_each_has_a_place_and_a_name(write: Writer, read: Reader, n: int) -> None:
    people = tuple(Signature(f"Jabatan {each},", f"Nama {each}") for each in range(n))
    text = read(write(make_paper(Signatures(people))))
    assert all(f"Jabatan {each}," in text and f"Nama {each}" in text for each in range(n))


@WRITERS
def test_who_is_not_known_has_a_line_to_write_the_name_on(write: Writer, read: Reader) -> None:
    assert "………" in read(write(make_paper(Signatures((Signature("Sekretaris Daerah,"),)))))


@WRITERS
def test_an_annex_says_of_what_it_is_one(write: Writer, read: Reader) -> None:
    annex = (("Lampiran", ""), ("Keputusan tentang hal yang panjang", ""), ("Nomor", "12/2026"))
    paper = Paper("Uji", (Section((Text("badan"),)), Section((Text("isi"),), annex=annex)), "Kaki")
    text = read(write(paper)).replace(" :", ":")
    assert "Lampiran Keputusan tentang hal yang panjang Nomor: 12/2026 isi" in text
    assert count_pages(make_pdf(paper)) == 2


def test_the_code_stands_beside_the_one_who_signs_last() -> None:
    one = Signatures((Signature("Bupati,", "Nama"),))
    two = Signatures((Signature("Bupati,"), Signature("Sekda,")))
    check = Check("https://contoh.go.id/cek/A/", "A", ("Cek data",), Picture(paint(), "QR"))
    for blocks, is_beside in (((Text("a"), one), True), ((one, Text("a")), False), ((two,), False)):
        paper = Paper("Judul", (Section(blocks),), "Kaki", check=check)
        assert paper.is_check_beside is is_beside
        assert read_pdf(make_pdf(paper)).count("Cek data") == 1
        assert read_docx(make_docx(paper)).count("Cek data") == 1
    assert not Paper("Judul", (Section((one,)),), "Kaki").is_check_beside
    assert not Paper("Judul", (), "Kaki", check=check).is_check_beside


@pytest.mark.parametrize(
    "block",
    [
        Text("satu"),
        Clause("KETIGA", ("satu",), "words"),
        Clause("Menimbang", ("nol", "satu")),
        Items(("nol", "satu")),
        Table(("Kepala",), (("nol",), ("satu",)), (1,)),
    ],
    ids=["text", "decision", "clause", "items", "table"],
)
def test_who_signs_stands_on_the_page_of_what_is_said_last(block: Block) -> None:
    signed = (block, Signatures((Signature("Bupati,"),)))
    kept = {}
    for name, blocks in (("signed", signed), ("plain", (block, Text("lalu")))):
        body = open_docx(make_docx(make_paper(*blocks))).element.body
        kept[name] = {
            paragraph.xpath("string()").strip().rpartition("\t")[2].rpartition(":")[2]
            for paragraph in body.xpath(".//w:p[w:pPr/w:keepNext]")
        }
    assert "satu" in kept["signed"]
    assert "satu" not in kept["plain"]


def test_word_and_libreoffice_are_told_the_same_widths() -> None:
    blocks = (Clause("Menimbang", ("nol", "satu")), Table(("No.", "Butir"), (("1", "a"),), (1, 4)))
    for table in open_docx(make_docx(make_paper(*blocks))).tables:
        columns = [round(column.width.mm) for column in table.columns]
        for row in table.rows:
            assert [round(cell.width.mm) for cell in row.cells] == columns


def test_a_decision_hangs_beside_its_name() -> None:
    paper = make_paper(Clause("KESATU", ("satu", "dua"), "words"))
    first, second = open_docx(make_docx(paper)).paragraphs
    assert (first.text, second.text) == ("KESATU\t:\tsatu", "\t\tdua")
    shape = first.paragraph_format
    assert shape.left_indent == -shape.first_line_indent == shape.tab_stops[-1].position
