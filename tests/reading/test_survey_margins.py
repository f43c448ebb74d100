"""Page numbers and running titles are no part of a report."""

from tilik.reading.layout import Cell, Layout
from tilik.reading.survey_margins import drop_margins

TALL = 800.0


def line(page: int, top: float, *texts: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(text, page, (50.0 + 90 * i, top, 90.0 + 90 * i, top + 10))
        for i, text in enumerate(texts)
    )


def keep(*rows: tuple[Cell, ...]) -> list[str]:
    pages = max(row[0].page or 0 for row in rows if row)
    layout = drop_margins(Layout(rows, pages, sizes=((600.0, TALL),) * pages))
    return [" ".join(cell.text for cell in row) for row in layout.rows]


def test_numbers_at_the_edge_of_a_page_are_dropped_however_they_are_written() -> None:
    for text in ("7", "- 7 -", "Halaman 7 dari 60", "hal. 7", "| 7"):
        assert keep(line(1, 780, text), line(1, 400, text)) == [text]


def test_a_running_title_is_kept_the_first_time_only() -> None:
    rows = [line(page, 20, f"Laporan SKM {page}") for page in (1, 2, 3)]
    assert keep(*rows) == ["Laporan SKM 1"]
    assert keep(*rows[:2]) == ["Laporan SKM 1"]
    assert len(keep(rows[0], line(2, 40, "Laporan SKM 2"))) == 2


def test_rows_of_tables_and_lines_within_the_page_stay() -> None:
    rows = [line(page, 20, "1", "Dinas", "3,62", "B") for page in (1, 2, 3)]
    rows += [line(page, 300, "Kesimpulan") for page in (1, 2, 3)]
    assert len(keep(*rows)) == 6


def test_what_has_no_place_on_a_page_stays() -> None:
    layout = Layout(((Cell("1"),), (), (Cell("Rekap", at="A1"),)), 0)
    assert drop_margins(layout) == layout
