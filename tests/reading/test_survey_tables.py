"""Tables of survey reports in the shapes they come in: elements, respondents, plans, units."""

from collections.abc import Sequence

import pytest

from tests.reading.papers import make_book
from tests.reports.truth import TITLES
from tilik.core.audit import SurveyReport
from tilik.library.audit import load_lexicon
from tilik.reading.layout import Cell, Layout
from tilik.reading.survey_grid import list_grids
from tilik.reading.survey_report import read_report
from tilik.reading.workbooks import read_xlsx

LEXICON = load_lexicon()
ELEMENTS = list(TITLES)
MEANS = ["3,10", "3,20", "3,30", "3,40", "3,50", "3,60", "3,70", "3,80", "3,90"]
Table = Sequence[Sequence[str]]


def lay_out(*parts: str | Table) -> Layout:
    """Lines and tables as rows; a blank cell stays."""
    rows: list[tuple[Cell, ...]] = []
    for part in parts:
        lines = [(part,)] if isinstance(part, str) else part
        rows += [tuple(Cell(c, at=f"x{i}", column=i) for i, c in enumerate(row)) for row in lines]
    return Layout(tuple(rows), 0)


def read(*parts: str | Table) -> SurveyReport:
    return read_report(lay_out(*parts), LEXICON)


def down(head: Sequence[str], *columns: Sequence[str]) -> list[tuple[str, ...]]:
    """A table whose rows are the elements by their titles."""
    return [tuple(head), *zip(TITLES.values(), *columns, strict=True)]


def get_means(report: SurveyReport, n: int = 0) -> dict[str, str]:
    return {row.element: row.mean.printed for row in report.tables[n].rows if row.mean}


# ---- elements in rows ------------------------------------------------------


@pytest.mark.parametrize("head", ["NRR", "Nilai Rata-Rata", "Rata - rata", "Nilai Unsur", "Nilai"])
def test_means_stand_under_any_of_their_headings(head: str) -> None:
    report = read(down(("Unsur Pelayanan", head), MEANS))
    assert get_means(report) == dict(zip(ELEMENTS, MEANS, strict=True))


def test_means_printed_as_25_to_100_are_read_as_means() -> None:
    values = ["77,50", "80,00", "82,50", "85,00", "87,50", "90,00", "92,50", "95,00", "97,50"]
    table = read(down(("Unsur", "IKM per unsur"), values)).tables[0]
    assert [float(row.mean.value) for row in table.rows if row.mean] == [
        3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 3.8, 3.9,
    ]  # fmt: skip


def test_counts_stand_under_one_to_four_even_below_a_heading_over_all_of_them() -> None:
    head = [("Unsur", "Jumlah jawaban", "", "", "", "NRR"), ("", "1", "2", "3", "4", "")]
    body = [(title, "0", "1", "20", "179", "3,89") for title in TITLES.values()]
    table = read([*head, *body]).tables[0]
    assert {row.counts for row in table.rows} == {(0, 1, 20, 179)}


def test_weighted_means_categories_and_sums_have_columns_of_their_own() -> None:
    report = read(
        down(("Unsur", "Jumlah Nilai", "NRR", "NRR Tertimbang", "Mutu"), ["640"] * 9, MEANS,
             ["0,344"] * 9, ["B"] * 9)
    )  # fmt: skip
    row = report.tables[0].rows[0]
    assert row.total is not None
    assert row.share is not None
    assert row.mark is not None
    assert (row.total.printed, row.share.printed, row.mark.letter) == ("640", "0,344", "B")


def test_lines_below_the_elements_are_sum_mean_index_and_category() -> None:
    rows = [
        *down(("Unsur", "NRR", "NRR Tertimbang"), MEANS, ["0,344"] * 9),
        ("Jumlah", "31,50", "3,500"), ("Rata-rata", "3,50", ""), ("Nilai IKM", "87,50", ""),
        ("Mutu Pelayanan", "", "B"),
    ]  # fmt: skip
    table = read(rows).tables[0]
    found = [table.sum, table.average, table.share_sum, table.index]
    assert [figure.printed for figure in found if figure] == ["31,50", "3,50", "3,500", "87,50"]
    assert table.mark is not None
    assert table.mark.letter == "B"


def test_a_table_without_headings_has_means_where_only_they_can_be() -> None:
    assert get_means(read(down(("", ""), MEANS)[1:])) == dict(zip(ELEMENTS, MEANS, strict=True))


def test_a_figure_dropping_its_last_nought_is_as_fine_as_its_column() -> None:
    means = ["3,2", "3,216", *["3,111"] * 7]
    table = read(down(("Unsur", "NRR"), means)).tables[0]
    assert {float(row.mean.step) for row in table.rows if row.mean} == {0.001}


def test_a_table_of_a_service_is_not_that_of_the_unit() -> None:
    report = read("Jenis Layanan : KTP elektronik", down(("Unsur", "NRR"), MEANS))
    assert report.tables[0].scope == "KTP elektronik"


def test_a_table_that_goes_on_over_the_page_keeps_its_headings() -> None:
    rows = down(("Unsur", "NRR"), MEANS)
    grids = list_grids(lay_out(rows), LEXICON)
    assert len(grids) == 1
    assert len(grids[0].rows) == 9


def test_numbers_of_columns_below_the_headings_are_no_row() -> None:
    head = [("No", "Unsur", "NRR", "Mutu"), ("(1)", "(2)", "(3)", "(4)")]
    body = [(str(n), title, "3,40", "B") for n, title in enumerate(TITLES.values(), 1)]
    (grid,) = list_grids(lay_out([*head, *body]), LEXICON)
    assert len(grid.rows) == 9


def test_four_elements_make_no_table_of_elements() -> None:
    assert not read(down(("Unsur", "NRR"), MEANS)[:5]).tables


# ---- elements in columns ---------------------------------------------------


def test_elements_may_stand_side_by_side() -> None:
    report = read(
        [("Uraian", *ELEMENTS), ("NRR per unsur", *MEANS), ("NRR tertimbang", *["0,344"] * 9),
         ("Kategori", *["B"] * 9), ("Jumlah nilai", *["640"] * 9),
         ("IKM unit layanan", "87,50", *[""] * 8), ("Mutu pelayanan", "B", *[""] * 8)]
    )  # fmt: skip
    table = report.tables[0]
    assert get_means(report) == dict(zip(ELEMENTS, MEANS, strict=True))
    assert table.index is not None
    assert table.mark is not None
    assert (table.index.printed, table.mark.letter) == ("87,50", "B")
    assert {row.mark.letter for row in table.rows if row.mark} == {"B"}
    assert all(row.share and row.total for row in table.rows)


def test_a_chart_s_labels_and_values_are_a_table_too() -> None:
    assert get_means(read([tuple(ELEMENTS), tuple(MEANS)])) == dict(
        zip(ELEMENTS, MEANS, strict=True)
    )


def test_answers_of_single_respondents_are_counted() -> None:
    rows = [("No", *ELEMENTS), *[(str(n), *["4"] * 8, "3") for n in range(1, 6)]]
    table = read(rows).tables[0]
    assert [row.counts for row in table.rows][-2:] == [(0, 0, 0, 5), (0, 0, 5, 0)]


def test_each_service_in_its_own_row_has_its_own_table() -> None:
    rows = [("Jenis Layanan", *ELEMENTS, "IKM", "Mutu"), ("KTP", *MEANS, "87,50", "B"),
            ("KK", *MEANS, "87,50", "B")]  # fmt: skip
    tables = read(rows).tables
    assert [table.scope for table in tables] == ["KTP", "KK"]
    assert [table.index.printed for table in tables if table.index] == ["87,50"] * 2


# ---- what the codes mean ---------------------------------------------------


def test_codes_mean_what_the_report_says() -> None:
    report = read("U8 : Sarana dan prasarana", "U9 : Penanganan pengaduan",
                  [tuple(ELEMENTS), tuple(MEANS)])  # fmt: skip
    assert get_means(report)["U9"] == "3,80"
    assert {(m.code, m.element) for m in report.meanings} == {("U8", "U9"), ("U9", "U8")}


def test_codes_without_a_meaning_are_those_of_the_regulation_and_that_is_noted() -> None:
    report = read([tuple(ELEMENTS), tuple(MEANS)])
    assert get_means(report)["U8"] == "3,80"
    assert report.bare_codes is not None
    assert not report.meanings


def test_a_code_and_a_name_in_neighbouring_cells_belong_together() -> None:
    rows = [("Kode", "Unsur", "NRR"),
            *[(f"U{n}", title, "3,40") for n, title in enumerate(TITLES.values(), 1)]]  # fmt: skip
    assert ("U8", "U8") in {(m.code, m.element) for m in read(rows).meanings}


# ---- respondents -----------------------------------------------------------


def test_respondents_of_several_characteristics_may_share_a_table() -> None:
    rows = [("No", "Karakteristik", "Indikator", "Jumlah", "%"),
            ("1", "Jenis Kelamin", "Laki-laki", "36", "60"), ("", "", "Perempuan", "24", "40"),
            ("2", "Pendidikan", "SMA", "40", "67"), ("", "", "S1", "20", "33"),
            ("", "", "Jumlah", "60", "100")]  # fmt: skip
    profiles = read(rows).profiles
    assert [(p.name, [int(g.count.value) for g in p.groups]) for p in profiles] == [
        ("Jenis kelamin", [36, 24]), ("Pendidikan", [40, 20]),
    ]  # fmt: skip
    assert profiles[1].total is not None


def test_shares_of_a_workbook_that_are_parts_of_one_are_made_per_cent() -> None:
    rows = [("Jenis Kelamin", "Jumlah", "%"), ("L", "36", "0.6"), ("P", "24", "0.4")]
    (profile,) = read(rows).profiles
    assert [float(g.percent.value) for g in profile.groups if g.percent] == [60, 40]


def test_one_group_alone_is_no_table_of_respondents() -> None:
    assert not read([("Jenis Kelamin", "Jumlah"), ("L", "36")]).profiles


# ---- plans -----------------------------------------------------------------


def test_a_plan_names_its_elements_in_order() -> None:
    rows = [("No", "Prioritas Unsur", "Program/Kegiatan", "TW I"),
            ("1", "Biaya/tarif", "Papan tarif", "v"), ("2", "Sarana", "Kursi tunggu", "")]  # fmt: skip
    (plan,) = read(rows).plans
    assert (plan.elements, plan.done) == (("U4", "U9"), ())


@pytest.mark.parametrize(("said", "done"), [("Sudah", True), ("Belum", False), ("Selesai", True),
                                            ("sudah dilaksanakan", True), ("√", True)])  # fmt: skip
def test_what_was_done_is_told_by_its_words(said: str, done: bool) -> None:
    rows = [("No", "Rencana Tindak Lanjut", "Sudah/Belum"), ("1", "Pelatihan", said)]
    (plan,) = read(rows).plans
    assert plan.done == (done,)


def test_a_plan_without_elements_or_states_is_none() -> None:
    assert not read([("Unsur", "Program"), ("lain-lain", "rapat")]).plans


# ---- units and single lines ------------------------------------------------


def test_units_with_value_category_respondents_and_place_are_read() -> None:
    rows = [("Peringkat", "Unit", "Responden", "Nilai IKM", "Mutu"),
            ("1", "Dinas A", "120", "90,10", "A"), ("2", "Dinas B", "80", "86,95", "B"),
            ("", "Rata-rata", "", "88,53", "")]  # fmt: skip
    (table,) = read(rows).units
    assert [(row.name, row.n and row.n.value) for row in table.rows] == [
        ("Dinas A", 120), ("Dinas B", 80),
    ]  # fmt: skip
    assert [(line.kind, line.at) for line in table.lines] == [("average", 2)]
    assert table.named == ("skm-2017",)


def test_a_single_unit_is_no_table() -> None:
    assert not read([("Unit", "Nilai IKM"), ("Dinas A", "90,10")]).units


def test_a_line_labelled_as_the_index_is_a_statement() -> None:
    (found,) = read([("Jumlah responden", "200"), ("Nilai IKM", "87,38"), ("x", "y")]).statements
    assert found.figure.printed == "87,38"


# ---- workbooks -------------------------------------------------------------


def test_a_workbook_keeps_addresses_and_parts_tables_at_blank_rows() -> None:
    layout = read_xlsx(make_book(("Rekap",), (), ("Unsur", None, "NRR"), ("Biaya", None, 3.19)))
    cells = [(cell.text, cell.at, cell.column) for row in layout.rows for cell in row]
    assert ("NRR", "Rekap!C3", 2) in cells
    assert ("3.19", "Rekap!C4", 2) in cells
    assert () in layout.rows


def test_whole_numbers_of_a_workbook_have_no_point() -> None:
    layout = read_xlsx(make_book((200, 200.0, True, "  dua  kata ")))
    assert [cell.text for cell in layout.rows[1]] == ["200", "200", "True", "dua kata"]
