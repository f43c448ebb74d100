"""What sentences of survey reports say, in the many ways reports say it."""

import pytest

from tilik.core.audit import Period, SurveyReport
from tilik.library.audit import load_lexicon
from tilik.reading.layout import Cell, Layout
from tilik.reading.survey_report import read_report
from tilik.reading.survey_words import list_runs, read_period

LEXICON = load_lexicon()
COVER = "LAPORAN SURVEI KEPUASAN MASYARAKAT SEMESTER II TAHUN 2024"


def read(*lines: str | tuple[str, ...], cover: str = COVER) -> SurveyReport:
    rows = [
        (Cell(line, 1),) if isinstance(line, str) else tuple(Cell(cell, 1) for cell in line)
        for line in (cover, *lines)
    ]
    return read_report(Layout(tuple(rows), 1), LEXICON)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Nilai IKM sebesar 87,38.", "87,38"),
        ("Indeks Kepuasan Masyarakat (IKM) unit ini adalah 87,38 dengan mutu B.", "87,38"),
        ("Hasil SKM tahun 2024 memperoleh nilai 92,25 atau kategori Sangat Baik.", "92,25"),
        ("Nilai SKM Dinas Contoh: 85.5", "85.5"),
        ("Nilai IKM mencapai 90", "90"),
        ("Dari 200 responden, nilai IKM semester II tahun 2024 sebesar 88,10.", "88,10"),
        ("Nilai IKM unit adalah\n87,38 pada akhir periode.", "87,38"),
    ],
)
def test_a_sentence_gives_the_index(sentence: str, value: str) -> None:
    (found,) = read(sentence).statements
    assert (found.figure.printed, found.scope) == (value, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "SKM dilakukan kepada 56 responden dengan 9 unsur.",
        "Nilai interval IKM 88,31 - 100,00 berarti sangat baik.",
        "Target IKM tahun ini 90,00.",
        "IKM per unsur pelayanan tertinggi 96,00.",
        "SKM dilaksanakan selama 60 hari kerja.",
        "Pedoman SKM diatur dengan Nomor 14 Tahun 2017.",
        "Nilai rata-rata adalah 87,38.",
        "IKM dinyatakan dalam skala 25 s.d. 100.",
    ],
)
def test_other_numbers_are_not_taken_for_the_index(sentence: str) -> None:
    assert not read(sentence).statements


@pytest.mark.parametrize(
    "sentence",
    [
        "Nilai IKM tahun 2023 sebesar 85,36.",
        "Nilai IKM semester I sebesar 92,25.",
        "Nilai IKM periode sebelumnya sebesar 80,10.",
        "Nilai IKM pada layanan KTP sebesar 80,10.",
        "Nilai IKM meningkat menjadi sebesar 80,10.",
    ],
)
def test_a_sentence_about_another_time_or_service_is_kept_apart(sentence: str) -> None:
    (found,) = read(sentence).statements
    assert found.scope


@pytest.mark.parametrize(
    ("sentence", "letter", "name"),
    [
        ("Nilai IKM sebesar 92,25 dengan kategori Baik.", "", "Baik"),
        ("Nilai IKM sebesar 87,38 (B).", "B", ""),
        ("Nilai IKM sebesar 87,38 dengan mutu pelayanan B.", "B", ""),
        ("Nilai IKM sebesar 87,38 (Sangat Baik).", "", "Sangat baik"),
    ],
)
def test_the_category_behind_a_value_is_read(sentence: str, letter: str, name: str) -> None:
    (found,) = read(sentence).statements
    assert found.mark is not None
    assert (found.mark.letter, found.mark.name) == (letter, name)


def test_a_value_without_a_category_has_none() -> None:
    (found,) = read("Nilai IKM sebesar 87,38. Pelayanan sudah baik.").statements
    assert found.mark is None


def test_a_value_up_to_four_called_the_index_is_kept_apart() -> None:
    report = read("Kualitas pelayanan cukup dengan nilai SKM 2,9.")
    assert [figure.printed for figure in report.small] == ["2,9"]
    assert not report.statements


@pytest.mark.parametrize(
    ("line", "n"),
    [
        ("Jumlah responden: 200 orang.", 200),
        ("Survei diikuti sebanyak 150 responden.", 150),
        ("Jumlah seluruh responden adalah 1.250 orang", 1250),
        (("Jumlah responden", ":", "92"), 92),
    ],
)
def test_the_number_of_respondents_is_read(line: str | tuple[str, ...], n: int) -> None:
    found = read(line).respondents
    assert found is not None
    assert found.value == n


def test_population_and_sample_are_read_with_grouped_thousands() -> None:
    report = read(
        "Populasi pengguna layanan tahun sebelumnya adalah 17.041 orang.",
        "Sampel menurut tabel Krejcie dan Morgan adalah 3540 responden.",
    )
    assert report.population is not None
    assert report.sample is not None
    assert (report.population.value, report.sample.value) == (17041, 3540)
    assert read("Tidak ada angka di sini.").population is None


@pytest.mark.parametrize(
    ("lines", "lowest", "elements"),
    [
        (("Tiga unsur terendah adalah biaya/tarif, sarana, dan waktu penyelesaian.",), True,
         ("U4", "U9", "U3")),
        (("Unsur dengan nilai terendah yaitu:", "1. Biaya/Tarif", "2. Waktu Penyelesaian",
          "4.2 Rencana Tindak Lanjut Perilaku pelaksana"), True, ("U4", "U3")),
        (("Nilai tertinggi ada pada unsur Perilaku Pelaksana (3,84).",), False, ("U7",)),
        (("Unsur terendah: U4, U3 dan U9.",), True, ("U4", "U3", "U9")),
    ],
)  # fmt: skip
def test_lowest_and_highest_elements_are_read_from_sentences_and_lists(
    lines: tuple[str, ...], lowest: bool, elements: tuple[str, ...]
) -> None:
    (found,) = read(*lines).extremes
    assert (found.lowest, found.elements) == (lowest, elements)


def test_each_of_lowest_and_highest_ends_where_the_other_begins() -> None:
    report = read(
        "Unsur terendah adalah biaya/tarif, sedangkan unsur tertinggi adalah perilaku pelaksana."
    )
    assert [(e.lowest, e.elements) for e in report.extremes] == [
        (True, ("U4",)), (False, ("U7",)),
    ]  # fmt: skip


def test_a_share_of_the_follow_up_is_read_and_other_shares_are_not() -> None:
    report = read("Responden perempuan 60%.", "Sebesar 67% rencana tindak lanjut telah terlaksana.")
    assert report.follow_up_share is not None
    assert report.follow_up_share.printed == "67"
    assert read("Responden perempuan 60%.").follow_up_share is None


def test_days_are_read_with_what_they_are_about() -> None:
    report = read(
        "Pengumpulan data berlangsung 1 Juli s.d. 31 September 2024.",
        "Laporan disusun. Ditandatangani di Contoh pada 3 Januari 2025.",
    )
    assert [(d.day, d.month, d.year, d.collecting) for d in report.dates] == [
        (1, 7, None, True), (31, 9, 2024, True), (3, 1, 2025, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Tabel 4.1 Nilai unsur Semester I Tahun 2024", Period(2024, 1, 6)),
        ("Grafik IKM Tahun 2023", Period(2023)),
        ("Gambar 2. Hasil Triwulan IV", Period(2024, 10, 12)),
    ],
)
def test_titles_name_a_period(line: str, period: Period) -> None:
    (found,) = read(line).headings
    assert found.period == period


@pytest.mark.parametrize(
    "line",
    [
        "Grafik tren nilai SKM tahun 2023",
        "Grafik perkembangan 2020, 2021 dan 2022",
        "Tabel 3. Rencana tindak lanjut tahun 2025",
        "Tabel 1. Nilai menurut PermenPANRB Nomor 14 Tahun 2017",
        "Pada tahun 2023 tabel ini dibuat",
        "Tabel 5. Nilai unsur",
    ],
)
def test_titles_of_trends_plans_and_law_name_none(line: str) -> None:
    assert not read(line).headings


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("SEMESTER II TAHUN 2024", Period(2024, 7, 12)),
        ("Triwulan III Tahun 2025", Period(2025, 7, 9)),
        ("Semester 1 2023", Period(2023, 1, 6)),
        ("Tahun 2025", Period(2025)),
        ("Semester IV Tahun 2024", Period(2024)),
        ("Nomor 14 Tahun 2017", None),
        ("tanpa tahun", None),
    ],
)
def test_a_period_is_a_year_or_a_part_of_one(text: str, period: Period | None) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Keputusan Menteri PANRB Nomor 14 Tahun 2017 tentang pedoman", "legal-name"),
        ("Kepmenpan Nomor: 14 Tahun 2017", "legal-name"),
        ("berdasarkan KEP/25/M.PAN/2/2004", "legal-old"),
        ("Peraturan Menteri PANRB Nomor 16 Tahun 2014", "legal-old"),
    ],
)
def test_law_that_is_named_wrongly_or_gone_is_read(line: str, code: str) -> None:
    assert [quoted.code for quoted in read(line).quoted] == [code]


def test_law_that_is_said_to_be_replaced_is_left_alone() -> None:
    assert not read("Permenpan Nomor 16 Tahun 2014 yang telah dicabut dan diganti").quoted
    assert not read("Peraturan Menteri PANRB Nomor 14 Tahun 2017").quoted


def test_a_follow_up_report_is_told_by_its_title() -> None:
    assert read(cover="LAPORAN HASIL TINDAK LANJUT SKM TAHUN 2024").is_follow_up
    assert not read().is_follow_up


def test_lines_are_joined_and_rows_stand_alone() -> None:
    rows = ((Cell("a"),), (Cell("b"),), (Cell("c"), Cell("d")), (Cell("e"),))
    assert [(run.text, run.is_row) for run in list_runs(Layout(rows, 0))] == [
        ("a\nb\n", False), ("c d ", True), ("e\n", False),
    ]  # fmt: skip


def test_a_sample_that_is_wanted_is_not_the_number_of_respondents() -> None:
    wanted = "Diperlukan sampel minimal sebanyak 181 responden."
    report = read(wanted, "Kuesioner yang sah berasal dari sebanyak 185 responden.")
    assert report.respondents is not None
    assert report.respondents.printed == "185"
    alone = read(wanted).respondents
    assert alone is not None
    assert alone.printed == "181"
