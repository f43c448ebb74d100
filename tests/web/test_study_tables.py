"""Every table and chart of a survey's papers, against four respondents reckoned by hand.

    U1 3 4 3 4 · U2 3 3 2 4 · U3 2 2 3 3 · U4 4 4 4 4 · U5 3 3 – 4 · U6 3 4 3 2
    U7 4 4 3 4 · U8 1 2 2 3 · U9 2 3 3 NA      (– left empty, NA does not apply)

The means are 3½, 3, 2½, 4, 10/3, 3, 15/4, 2, 8/3; they add up to 27¾, a ninth of it by 25 is 77.08.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.shared import build_once
from tests.web.surveyed import Row, Surveys, make_surveys
from tests.world import new_uuid
from tilik.actions.steps import recheck_step
from tilik.actions.units import add_service
from tilik.core.errors import UserError
from tilik.records.models import RoundUnit
from tilik.web.papers.study import Study, expand, say_quarter
from tilik.web.papers.study_tables import CHARTS, TABLES

CODES = [f"U{n}" for n in range(1, 10)]
FOUR = ("332433412", "432434423", "3234 3323", "44344243-")
HAND = {
    "U1": ("0", "0", "2", "2", "4", "14", "3,5000", "0,3889", "B"),
    "U2": ("0", "1", "2", "1", "4", "12", "3,0000", "0,3333", "C"),
    "U3": ("0", "2", "2", "0", "4", "10", "2,5000", "0,2778", "D"),
    "U4": ("0", "0", "0", "4", "4", "16", "4,0000", "0,4444", "A"),
    "U5": ("0", "0", "2", "1", "3", "10", "3,3333", "0,3704", "B"),
    "U6": ("0", "1", "2", "1", "4", "12", "3,0000", "0,3333", "C"),
    "U7": ("0", "0", "1", "3", "4", "15", "3,7500", "0,4167", "A"),
    "U8": ("1", "2", "1", "0", "4", "8", "2,0000", "0,2222", "D"),
    "U9": ("0", "1", "2", "0", "3", "8", "2,6667", "0,2963", "C"),
}
MOVED = {
    "U1": ("4,0000", "3,5000", "−0,5000"),
    "U2": ("3,0000", "3,0000", "0,0000"),
    "U3": ("3,0000", "2,5000", "−0,5000"),
    "U4": ("3,0000", "4,0000", "+1,0000"),
    "U5": ("3,0000", "3,3333", "+0,3333"),
    "U6": ("3,0000", "3,0000", "0,0000"),
    "U7": ("3,0000", "3,7500", "+0,7500"),
    "U8": ("2,0000", "2,0000", "0,0000"),
    "U9": ("3,0000", "2,6667", "−0,3333"),
}


def read(line: str) -> Row:
    """A respondent of nine marks: a blank was left empty, a dash does not apply."""
    marks = {"-": "NA"}
    return {c: marks.get(m, m) for c, m in zip(CODES, line, strict=True) if m != " "}


def build() -> Surveys:
    made = make_surveys()
    made.ask([read("432333323"), read("434333323")], made.before)
    made.ask([read(line) for line in FOUR], population=20)
    old = made.promise("U8", made.before, title="Kotak saran", obstacle="Menunggu anggaran")
    made.promise("U3", made.before, title="Tambah loket", state="running", progress=40)
    made.promise("U1", made.before, title="Cetak syarat", state="done", done="Sudah", proof="Foto")
    made.promise("U7", made.before, title="Pelatihan", state="dropped", obstacle="Sudah baik")
    made.promise("U8", title="Nomor pengaduan", quarter_start=date(2026, 7, 1))
    made.promise("U3", title="Tambah loket", quarter_start=date(2027, 10, 1))
    for outcome, note in (("held", ""), ("partly", "Kuncinya hilang")):
        recheck_step(
            by=made.world.evaluator, action=old, round=made.now, outcome=outcome, note=note,
            client_uuid=new_uuid(),
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Surveys]:
    yield from build_once(django_db_blocker, build)


@pytest.fixture
def made(_made: Surveys, db: None) -> Surveys:
    return _made


def study(made: Surveys, round: Any = None, unit: Any = None) -> Study:
    round, unit = round or made.now, unit or made.world.school
    return Study(round, RoundUnit.objects.get(round=round, unit=unit))


def rows(made: Surveys, name: str, round: Any = None) -> list[tuple[str, ...]]:
    found = TABLES[name](study(made, round))
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in found]


# ---- the figures -----------------------------------------------------------


def test_the_processed_data_are_those_reckoned_by_hand(made: Surveys) -> None:
    assert rows(made, "survey-counts") == [(code, *HAND[code]) for code in CODES]


def test_the_index_stands_under_the_means_and_marks_of_all_elements(made: Surveys) -> None:
    means, marks, index = rows(made, "survey-index")
    assert means == ("NRR per unsur", *(HAND[code][6] for code in CODES))
    assert marks == ("Kategori", *(HAND[code][8] for code in CODES))
    assert index == ("IKM unit layanan: 77,08 – B (Baik)",)


def test_every_way_of_weighting_is_shown_the_one_that_counts_first(made: Surveys) -> None:
    first, *others = [row[1:] for row in rows(made, "survey-ways")]
    assert first == ("77,08", "B (Baik)")
    assert set(others) == {
        ("77,08", "B (Baik)"), ("77,01", "B (Baik)"), ("76,31", "C (Kurang Baik)"),
    }  # fmt: skip


def test_each_element_is_held_against_the_period_before(made: Surveys) -> None:
    found = {row[0].split()[0]: row[1:] for row in rows(made, "survey-changes")}
    assert found == MOVED
    assert not rows(made, "survey-changes", made.before)


def test_the_trend_has_both_periods_by_their_months(made: Surveys) -> None:
    assert rows(made, "survey-trend") == [
        ("Jan–Jun 2025", "2", "75,00", "C (Kurang Baik)"), ("Jul–Des 2025", "4", "77,08", "B (Baik)"),
    ]  # fmt: skip


def test_the_sentences_say_what_the_tables_say(made: Surveys) -> None:
    facts = study(made).facts
    assert (facts["value"], facts["grade"], facts["sum"]) == ("77,08", "B (Baik)", "3,0833")
    assert facts["lowest"] == (
        "U8 Penanganan pengaduan, saran, dan masukan (2,0000), U3 Waktu penyelesaian (2,5000), dan"
        " U9 Sarana dan prasarana (2,6667)"
    )
    assert facts["highest"].startswith("U4 Biaya/tarif (4,0000), U7 Perilaku pelaksana (3,7500)")
    assert facts["change"].endswith("(75,00), nilai naik 2,08.")
    assert "Tanpa unsur itu hasilnya menjadi 74,22" in facts["free"]
    assert "20 orang" in facts["sampled"]
    assert "paling sedikit 19 responden" in facts["sampled"]
    assert "20,0 persen" in facts["sampled"]
    assert facts["enough"].startswith("Jumlah itu belum memenuhi")
    assert facts["collected"] == "1 Juli 2025 sampai dengan 31 Desember 2025"
    assert facts["channels"] == "kuesioner kertas"


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [("333333333", "nilai tidak berubah."), ("333333332", "nilai turun 2,78."),
     ("333333334", "nilai naik 2,78.")],
)  # fmt: skip
def test_rising_falling_and_staying_are_told_apart(
    made: Surveys, marks: str, sentence: str
) -> None:
    clinic = made.world.clinic
    made.ask([read("333333333")], made.before, clinic)
    made.ask([read(marks)], unit=clinic)
    assert study(made, unit=clinic).facts["change"].endswith(sentence)


def test_a_period_before_without_answers_is_no_comparison(made: Surveys) -> None:
    clinic = made.world.clinic
    made.ask([read("333333333")], unit=clinic)
    found = study(made, unit=clinic)
    assert "Tidak ada hasil periode sebelumnya" in found.facts["change"]
    assert TABLES["survey-trend"](found)[0] == ("Jan–Jun 2025", "–", "–", "–")
    assert CHARTS["survey-trend"](found).picture.content[1:4] == b"PNG"


def test_an_element_without_answers_says_which_categories_are_left(made: Surveys) -> None:
    clinic = made.world.clinic
    made.ask([read("33333333 ")] * 2, unit=clinic)
    found = study(made, unit=clinic)
    assert (found.facts["value"], found.facts["x"]) == ("–", "8")
    assert found.facts["grade"].startswith("belum dapat ditetapkan (masih mungkin ")
    assert found.facts["outcome"].startswith("Nilai IKM unit layanan belum dapat ditetapkan")
    assert TABLES["survey-counts"](found)[-1] == ("U9", *"0000", "0", "0", "—", "—", "–")
    assert CHARTS["survey-elements"](found).picture.content[1:4] == b"PNG"


# ---- who was asked what ----------------------------------------------------


def test_who_answered_is_counted_by_every_trait_in_the_order_of_the_form(made: Surveys) -> None:
    assert [row[1:] for row in rows(made, "survey-profile")] == [
        ("Jenis kelamin", "Laki-laki", "2", "50,0 %"),
        ("Jenis kelamin", "Perempuan", "2", "50,0 %"),
        ("Usia", "18–25 tahun", "4", "100,0 %"),
        ("Pendidikan", "SD ke bawah", "1", "25,0 %"),
        ("Pendidikan", "SLTA", "2", "50,0 %"),
        ("Pendidikan", "S1", "1", "25,0 %"),
        ("Pekerjaan", "PNS", "1", "25,0 %"),
        ("Pekerjaan", "Swasta", "1", "25,0 %"),
        ("Pekerjaan", "Petani", "1", "25,0 %"),
        ("Pekerjaan", "Lainnya", "1", "25,0 %"),
    ]


def test_who_said_nothing_stands_last_and_a_kind_of_its_own_before(made: Surveys) -> None:
    clinic = made.world.clinic
    made.ask([read("333333333")] * 2, unit=clinic, is_told=False)
    made.ask([read("333333333")], unit=clinic, traits={"job": "nelayan", "sex": "P"})
    found = [row[1:4] for row in TABLES["survey-profile"](study(made, unit=clinic))]
    assert [row for row in found if row[0] == "Pekerjaan"] == [
        ("Pekerjaan", "Nelayan", "1"), ("Pekerjaan", "Tidak diisi", "2"),
    ]  # fmt: skip


def test_services_are_told_apart_each_with_its_own_index(made: Surveys) -> None:
    clinic = made.world.clinic
    for code, marks in (("umum", "333333333"), ("gigi", "444444444")):
        service = add_service(by=made.world.admin, unit=clinic, code=code, name=f"Poli {code}")
        made.ask([read(marks)] * 2, unit=clinic, service=service)
    found = study(made, unit=clinic)
    assert TABLES["survey-services"](found) == (
        ("1", "Poli umum", "2", "75,00", "C (Kurang Baik)"),
        ("2", "Poli gigi", "2", "100,00", "A (Sangat Baik)"),
    )
    assert found.facts["value"] == "87,50"
    assert not rows(made, "survey-services")


def test_the_questionnaire_asks_in_its_order_with_answers_from_low_to_high(made: Surveys) -> None:
    asked = rows(made, "survey-questions")
    assert [row[0] for row in asked] == [str(n) for n in range(1, 10)]
    assert "sarana" in asked[7][1]
    assert "pengaduan" in asked[8][1]
    assert asked[3][2:] == ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")
    assert all(row[1].endswith("?") for row in asked)


def test_the_elements_stand_in_the_order_of_the_regulation(made: Surveys) -> None:
    found = rows(made, "survey-elements")
    assert [row[0] for row in found] == CODES
    assert found[7][1].startswith("Penanganan pengaduan")
    assert found[8][1].startswith("Sarana")
    assert [row[0] for row in rows(made, "survey-means")] == CODES


def test_days_nobody_recorded_are_left_to_be_written(made: Surveys) -> None:
    found = rows(made, "survey-times")
    assert [row[1] for row in found] == [
        "Persiapan", "Pengumpulan data", "Pengolahan dan analisis", "Penyusunan laporan",
    ]  # fmt: skip
    assert found[1][2] == "1 Juli 2025 sampai dengan 31 Desember 2025"
    assert all(row[3].strip("…") == "" for row in found)


# ---- what was promised -----------------------------------------------------


def test_what_is_promised_has_its_year_under_its_quarter(made: Surveys) -> None:
    first, second = rows(made, "survey-promises")
    assert first == (
        "1", "U3 Waktu penyelesaian", "Tambah loket", "", "", "", "2027", "Kepala Seksi Pelayanan",
    )  # fmt: skip
    assert second[3:7] == ("", "", "2026", "")


def test_the_promises_are_counted_by_how_far_ahead_they_are(made: Surveys) -> None:
    assert study(made).facts["horizons"] == (
        "Dihitung dari akhir periode survei, rencana itu terdiri atas 1 jangka pendek (kurang dari"
        " 12 bulan) dan 1 jangka menengah (12 sampai 24 bulan)."
    )
    made.promise("U9", title="Gedung", quarter_start=date(2028, 4, 1))
    assert "1 jangka panjang (lebih dari 24 bulan)" in study(made).facts["horizons"]
    made.ask([read("333333333")], unit=made.world.clinic)
    assert study(made, unit=made.world.clinic).facts["horizons"] == ""


def test_the_lowest_without_a_promise_are_named(made: Surveys) -> None:
    found = study(made)
    assert found.list_missing() == ["U9"]
    assert "untuk U9 Sarana dan prasarana; rencana" in found.facts["promises_missing"]
    made.promise("U9", title="Kursi")
    assert study(made).facts["promises_missing"] == ""


def test_what_became_of_each_promise_is_said_and_what_is_left_apart(made: Surveys) -> None:
    carried = rows(made, "survey-carried", made.before)
    assert [row[1:] for row in carried] == [
        ("U1: Cetak syarat", "Sudah", "Sudah", "Foto", ""),
        ("U3: Tambah loket", "Belum", "Sedang berjalan (40 %)", "", ""),
        ("U7: Pelatihan", "Belum", "Dibatalkan", "", "Sudah baik"),
        ("U8: Kotak saran", "Belum", "Belum dimulai", "", "Menunggu anggaran"),
    ]
    assert rows(made, "survey-carried-before") == carried
    assert [row[0] for row in rows(made, "survey-left", made.before)] == [
        "U3: Tambah loket", "U8: Kotak saran",
    ]  # fmt: skip
    assert (
        "Dari 4 rencana tindak lanjut, 1 sudah dilaksanakan dan 3 belum: realisasi 25,00"
        in (study(made).facts["carried_before"])
    )


def test_what_a_later_period_found_stands_under_its_name(made: Surveys) -> None:
    assert rows(made, "survey-rechecked", made.before) == [
        ("U8: Kotak saran", "SKM semester II 2025", "Bertahan", "–"),
        ("U8: Kotak saran", "SKM semester II 2025", "Sebagian", "Kuncinya hilang"),
    ]


def test_without_a_period_before_nothing_is_said_to_have_been_promised(made: Surveys) -> None:
    facts = study(made, made.before).facts
    assert facts["carried_before"] == "Tidak ada periode sebelumnya yang tersimpan."
    assert facts["before"] == ""


# ---- small parts -----------------------------------------------------------


def test_the_charts_are_pictures_that_say_what_they_show(made: Surveys) -> None:
    for name, draw in CHARTS.items():
        figure = draw(study(made))
        assert figure.picture.content[1:4] == b"PNG", name
        assert "Grafik" in figure.picture.alt


def test_the_star_of_a_head_gives_way_to_the_elements() -> None:
    assert expand(["a", "*", "b"], [1, 2]) == ("a", 1, 2, "b")
    assert expand(["a", "b"], [1]) == ("a", "b")


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 1, 1), "TW I 2026"), (date(2026, 6, 30), "TW II 2026"),
     (date(2026, 7, 1), "TW III 2026"), (date(2027, 12, 31), "TW IV 2027"), (None, "–")],
)  # fmt: skip
def test_a_quarter_is_named_as_offices_do(day: date | None, said: str) -> None:
    assert say_quarter(day) == said


def test_the_fingerprint_holds_exact_values_only(made: Surveys) -> None:
    told = study(made).describe()
    assert told["survey"]["value"] == str(Fraction(2775, 36))
    assert told["survey"]["counts"]["U8"] == {"1": 1, "2": 2, "3": 1}
    assert (told["population"], told["survey"]["people"], told["survey"]["grades"]) == (
        20,
        4,
        ["B"],
    )
    assert [step[:3] for step in told["steps"]] == [
        ["U3", "Tambah loket", "planned"], ["U8", "Nomor pengaduan", "planned"],
    ]  # fmt: skip


def test_a_round_that_is_no_survey_has_no_study(made: Surveys) -> None:
    with pytest.raises(UserError, match="not-a-survey"):
        study(made, made.world.round)
    with pytest.raises(UserError, match="no-responses"):
        _found = study(made, made.before, made.world.clinic).found
