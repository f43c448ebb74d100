"""The papers of a survey: in the order of the template, agreeing with themselves, and with our audit."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests.shared import build_once
from tests.web.paper_files import open_docx, read_docx, read_pdf
from tests.web.surveyed import Surveys, make_surveys, read_gianyar
from tilik.actions.results import compute
from tilik.actions.survey_facts import read_all, read_surveyed
from tilik.core.audit_contents import audit
from tilik.library.audit import load_lexicon, load_rules
from tilik.reading.isolated import read_report_rows
from tilik.reading.survey_report import read_report
from tilik.records.models import IssuedPaper, Response
from tilik.records.queries.scores import list_unit_results
from tilik.web.reports.charts import paint

REPORT, FOLLOW_UP, RECAP = "laporan-skm", "tindak-lanjut-skm", "rekap-skm"
COLUMNS = (
    "NO|OPP|U1|U2|U3|U4|U5|U6|U7|U8|U9|L|P|SD|SLTP|SLTA|DIPLOMA|S1|S2|S3|PNS|TNI/POLRI|SWASTA"
    "|WIRASWASTA|PELAJAR|PETANI|LAINNYA|POPULASI|SAMPEL|NRR TERTIMBANG|NILAI IKM|KATEGORI"
)
CHAPTERS = (
    "KATA PENGANTAR", "DAFTAR ISI", "PENDAHULUAN", "1.1 Latar belakang", "1.2 Dasar pelaksanaan",
    "1.3 Maksud dan tujuan", "PENGUMPULAN DATA", "2.1 Pelaksana", "2.2 Metode", "2.3 Lokasi",
    "2.4 Waktu", "2.5 Penentuan jumlah responden", "HASIL PENGOLAHAN DATA", "3.1 Jumlah responden",
    "3.2 Indeks unit layanan", "ANALISIS HASIL", "4.1 Kelemahan", "4.2 Rencana tindak lanjut",
    "4.3 Tren nilai SKM", "KESIMPULAN", "KUESIONER SURVEI", "HASIL OLAH DATA", "DOKUMENTASI",
    "LAPORAN HASIL TINDAK LANJUT PERIODE SEBELUMNYA",
)  # fmt: skip
DONE: dict[str, Any] = {"state": "done", "done": "Papan dipasang", "proof": "Foto 12"}


def build() -> Surveys:
    made = make_surveys()
    rows = read_gianyar()
    made.ask(rows[:120], made.before, population=150)
    made.ask(rows, population=400)
    made.promise("U3", made.before, title="Tambah loket")
    made.promise("U4", made.before, **DONE)
    for item in ("U4", "U3", "U5", "U7"):
        made.promise(item, title=f"Perbaiki {item}", quarter_start=date(2026, 4, 1))
    return made


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Surveys]:
    yield from build_once(django_db_blocker, build)


@pytest.fixture
def made(_made: Surveys, db: None) -> Surveys:
    return _made


def fetch(made: Surveys, kind: str, ending: str, **rest: Any) -> bytes:
    client = made.log_in(rest.pop("by", None))
    path = made.path(f"naskah/{kind}/", rest.pop("round", None))
    response = client.post(path, {"format": ending, "unit": "sekolah", **rest})
    assert response.status_code == 200, response.headers.get("Location")
    return response.content


def find_contradictions(content: bytes) -> tuple[Any, list[str]]:
    """What our own audit read of the report, and what it found wrong."""
    report = read_report(read_report_rows(content), load_lexicon())
    return report, [f"{each.kind} {each.facts}" for each in audit(report, load_rules())]


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_our_own_audit_reads_every_table_of_the_report_and_finds_nothing(
    made: Surveys, ending: str
) -> None:
    report, found = find_contradictions(fetch(made, REPORT, ending))
    assert not found
    n_drawn = 1 if ending == "pdf" else 0  # the chart is text there, and is read as a table
    assert len(report.tables) == 2 + n_drawn
    assert {len(table.rows) for table in report.tables} == {9}
    assert len(report.profiles) == 4
    assert len(report.plans) >= 1
    assert report.respondents.value == 201


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_our_own_audit_finds_nothing_in_the_follow_up_either(made: Surveys, ending: str) -> None:
    report, found = find_contradictions(fetch(made, FOLLOW_UP, ending, round=made.before))
    assert not found
    assert report.is_follow_up


def test_the_audit_would_see_a_wrong_index(made: Surveys) -> None:
    """The round trip can fail: one figure changed in the DOCX is found."""
    document = open_docx(fetch(made, REPORT, "docx"))
    for table in document.tables:
        for cell in table.rows[-1].cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.text = run.text.replace("85,85", "88,85")
    out = io.BytesIO()
    document.save(out)
    assert find_contradictions(out.getvalue())[1]


def test_the_report_has_its_chapters_in_the_order_of_the_template(made: Surveys) -> None:
    for words in (read_pdf(fetch(made, REPORT, "pdf")), read_docx(fetch(made, REPORT, "docx"))):
        places = [words.rindex(chapter) for chapter in CHAPTERS[6:]]
        assert places == sorted(places)
        assert all(chapter in words for chapter in CHAPTERS)


def test_the_report_says_value_category_and_all_that_tie_for_third(made: Surveys) -> None:
    words = read_docx(fetch(made, REPORT, "docx"))
    assert "sebesar 85,85 dengan mutu pelayanan B (Baik)" in words
    assert "U4 Biaya/tarif (2,9751), U3 Waktu penyelesaian (3,3433)" in words
    assert "U7 Perilaku pelaksana (3,3980)" in words
    assert "Jumlah itu memenuhi sampel" in words
    assert "50,3 persen" in words
    assert "nilai turun 0,59" in words
    assert "realisasi 50,00 persen" in words
    assert "Papan dipasang" in words
    assert "84,99" in words
    assert "85,76" in words


def test_the_docx_carries_both_charts_as_pictures_with_words(made: Surveys) -> None:
    document = open_docx(fetch(made, REPORT, "docx"))
    told = [each.get("descr") for each in document.element.body.iter() if str(each.tag).endswith("docPr")]  # fmt: skip
    assert any("NRR" in words for words in told)
    assert any("tren" in words.lower() for words in told)
    assert (
        paint('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')[1:4] == b"PNG"
    )


def test_what_nobody_told_and_what_nobody_promised_is_said(made: Surveys) -> None:
    made.ask([{f"U{n}": 4 for n in range(1, 10)}] * 3, unit=made.world.clinic, is_told=False)
    words = read_docx(fetch(made, REPORT, "docx", unit="klinik"))
    assert "Tidak diisi" in words
    assert "tidak tercatat, sehingga tingkat jawaban tidak dapat dihitung" in words
    assert "belum memenuhi sampel" in words
    assert "Belum ada rencana tindak lanjut untuk U1 Persyaratan" in words
    assert "Tidak ada hasil periode sebelumnya" in words
    assert "layanan tidak dipungut biaya" in words
    assert "Tanpa unsur itu hasilnya menjadi 100,00" in words


def test_an_element_without_answers_leaves_index_and_category_open(made: Surveys) -> None:
    made.ask([{f"U{n}": 3 for n in range(1, 9)}] * 40, unit=made.world.clinic)
    words = read_docx(fetch(made, REPORT, "docx", unit="klinik"))
    assert "belum dapat ditetapkan" in words
    assert "tidak sama dengan nol" in words
    assert "75,00" not in words.split("HASIL OLAH DATA")[0]


def test_a_unit_nobody_answered_about_gets_no_report_but_a_reason(made: Surveys) -> None:
    response = made.log_in().post(
        made.path(f"naskah/{REPORT}/"), {"format": "pdf", "unit": "klinik"}, follow=True
    )
    assert "Belum ada jawaban" in response.content.decode()
    assert not IssuedPaper.objects.filter(unit=made.world.clinic).exists()


def test_papers_of_a_survey_are_offered_in_rounds_of_a_survey_alone(made: Surveys) -> None:
    client = made.log_in()
    page = client.get(made.path("naskah/")).content.decode()
    other = client.get(made.path("naskah/", made.world.round)).content.decode()
    for kind in (REPORT, FOLLOW_UP, RECAP):
        assert f"naskah/{kind}/" in page
        assert f"naskah/{kind}/" not in other
    path = made.path(f"naskah/{RECAP}/", made.world.round)
    refused = client.post(path, {"format": "xlsx"}, follow=True)
    assert refused.redirect_chain
    assert not IssuedPaper.objects.filter(kind=RECAP).exists()


def test_the_unit_makes_its_own_report_and_no_other(made: Surveys) -> None:
    operator = made.world.operator
    assert fetch(made, REPORT, "pdf", by=operator).startswith(b"%PDF")
    client = made.log_in(operator)
    for kind, unit in ((REPORT, "klinik"), (RECAP, "")):
        ending = "xlsx" if kind == RECAP else "pdf"
        response = client.post(made.path(f"naskah/{kind}/"), {"format": ending, "unit": unit})
        assert response.status_code == 403


def test_the_same_answers_are_the_same_paper_and_one_answer_more_another(made: Surveys) -> None:
    fetch(made, REPORT, "pdf")
    fetch(made, REPORT, "docx")
    assert IssuedPaper.objects.filter(kind=REPORT).count() == 1
    made.ask(read_gianyar()[:1])
    fetch(made, REPORT, "pdf")
    assert IssuedPaper.objects.filter(kind=REPORT).count() == 2


# ---- the recap -------------------------------------------------------------


def read_recap(made: Surveys) -> tuple[list[str], dict[str, dict[str, Any]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(fetch(made, RECAP, "xlsx"))).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(n for n, line in enumerate(lines) if line[0] == "NO")
    head = [str(name) for name in lines[top]]
    rows = [dict(zip(head, line, strict=True)) for line in lines[top + 1 : top + 3]]
    return head, {row["OPP"]: row for row in rows}


def test_the_recap_has_exactly_the_columns_its_importers_expect(made: Surveys) -> None:
    head, rows = read_recap(made)
    assert "|".join(head) == COLUMNS
    school = rows["Sekolah"]
    assert (school["NILAI IKM"], school["KATEGORI"]) == (85.85, "B")
    assert (school["POPULASI"], school["SAMPEL"], school["L"], school["P"]) == (400, 201, 101, 100)
    assert (school["U4"], school["NRR TERTIMBANG"]) == (2.9751, 3.4339)
    assert school["PETANI"] + school["SWASTA"] + school["PNS"] + school["LAINNYA"] == 201
    assert school["S3"] == 0


def test_a_unit_without_answers_is_empty_in_the_recap_and_never_zero(made: Surveys) -> None:
    clinic = read_recap(made)[1]["Klinik"]
    assert {name for name, value in clinic.items() if value is not None} == {"NO", "OPP"}


def test_a_kind_without_a_column_is_one_of_the_others_and_untold_is_unknown(made: Surveys) -> None:
    made.ask([dict.fromkeys(COLUMNS.split("|")[2:11], 3)] * 2, unit=made.world.clinic,
             traits={"job": "nelayan", "education": "SMA"})  # fmt: skip
    clinic = read_recap(made)[1]["Klinik"]
    assert (clinic["LAINNYA"], clinic["PNS"], clinic["SLTA"], clinic["SD"]) == (2, 0, 2, 0)
    assert (clinic["L"], clinic["P"], clinic["POPULASI"]) == (None, None, None)
    assert (clinic["SAMPEL"], clinic["NILAI IKM"], clinic["KATEGORI"]) == (2, 75, "C")


# ---- the facts behind ------------------------------------------------------


def test_the_papers_and_the_stored_result_say_the_same_to_the_last_digit(made: Surveys) -> None:
    compute(round=made.now, by=made.world.admin, at=made.now.at)
    stored = list_unit_results(made.now)[made.world.school.pk]
    found = read_surveyed(made.now, made.world.school)
    assert found is not None
    assert found.facts.outcome.value is not None
    assert f"{stored.numerator}/{stored.denominator}" == str(found.facts.outcome.value)


def test_an_excluded_answer_does_not_count(made: Surveys) -> None:
    first = Response.objects.filter(campaign__round=made.now).first()
    assert first is not None
    Response.objects.bulk_create([
        Response(
            government=first.government, campaign=first.campaign, day=first.day, channel="paper",
            answers=dict.fromkeys(first.answers, 1), excluded_reason="ganda",
            excluded_by=made.world.admin, excluded_at=made.now.at,
        )
    ])  # fmt: skip
    assert read_all(made.now)[made.world.school.pk].facts.people == 201
