"""The one expression on DuckDB: the very integers a naive count gives, and nothing passed over."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from tests.core.surveyed import CODES
from tests.engine.rowed import (
    ELEMENTS,
    LABELS,
    LONG,
    ROWS,
    WIDE,
    Row,
    count,
    write_long,
    write_wide,
)
from tilik.core.errors import UserError
from tilik.engine.engines import DuckDB, find_files, start, start_duckdb
from tilik.engine.rows import Layout
from tilik.engine.survey import Groups, distinct_items, list_columns, roll_files

PLAIN = Layout(keys={"unit": "unit"}, elements={c: c for c in CODES}, words=("tb",))


@pytest.fixture(scope="module")
def duckdb() -> Iterator[DuckDB]:
    with start_duckdb() as engine:
        yield engine


def rolled(duckdb: DuckDB, path: Path, layout: Layout = WIDE) -> Groups:
    return roll_files(duckdb, [path], layout, ELEMENTS, LABELS)


def table(folder: Path, text: str) -> Path:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return path


@settings(max_examples=25)
@given(rows=ROWS)
def test_wide_rows_give_the_integers_of_a_naive_count(duckdb: DuckDB, rows: list[Row]) -> None:
    with TemporaryDirectory() as folder:
        assert rolled(duckdb, write_wide(Path(folder) / "w.csv", rows)) == count(rows)


@settings(max_examples=25)
@given(rows=ROWS)
def test_long_rows_of_respondents_give_the_same(duckdb: DuckDB, rows: list[Row]) -> None:
    said = [row for row in rows if row[3]]
    if not said:
        return
    with TemporaryDirectory() as folder:
        assert rolled(duckdb, write_long(Path(folder) / "l.csv", rows), LONG) == count(said)


def test_long_rows_without_respondents_count_but_know_nobody_whole(
    duckdb: DuckDB, tmp_path: Path
) -> None:
    rows: list[Row] = [("I", "a", "", dict.fromkeys(CODES, 3))] * 2
    layout = Layout(keys=LONG.keys, elements={}, item="item", value="value")
    found = rolled(duckdb, write_long(tmp_path / "l.csv", rows), layout)
    group = found["", "I", "a", ""]
    assert [group.tallies[code].counts for code in CODES] == [{3: 2}] * 4
    assert group.whole.n == 0


def test_parquet_gives_what_csv_gives(duckdb: DuckDB, tmp_path: Path) -> None:
    rows: list[Row] = [("I", "a", "x", {"U1": 4, "U2": 1}), ("I", "a", "x", {"U1": None})]
    path = write_wide(tmp_path / "w.csv", rows)
    duckdb.connection.execute(
        f"COPY (SELECT * REPLACE (CASE U1 WHEN 'TB' THEN -1 ELSE U1::TINYINT END AS U1,"
        f" U2::TINYINT AS U2, U3::DOUBLE AS U3) FROM read_csv('{path}', all_varchar=true))"
        f" TO '{tmp_path / 'w.parquet'}' (FORMAT parquet)"
    )
    assert rolled(duckdb, tmp_path / "w.parquet") == count(rows)


def test_a_folder_is_read_as_one_file(duckdb: DuckDB, tmp_path: Path) -> None:
    rows: list[Row] = [("I", "a", "x", {"U1": 4}), ("II", "a", "x", {"U1": 2})]
    (tmp_path / "deep").mkdir()
    write_wide(tmp_path / "1.csv", rows[:1])
    write_wide(tmp_path / "deep" / "2.csv", rows[1:])
    (tmp_path / ".hidden.csv").write_text("x")
    files = find_files(tmp_path)
    assert [file.name for file in files] == ["1.csv", "2.csv"]
    assert roll_files(duckdb, files, WIDE, ELEMENTS, LABELS) == count(rows)


def test_semicolons_and_small_differences_of_names_are_understood(
    duckdb: DuckDB, tmp_path: Path
) -> None:
    path = table(tmp_path, "unit;U1;U2;U3;U4\nDinas  A;4;4;4;4\ndinas a;2;2;2;2\n")
    found = rolled(duckdb, path, PLAIN)
    assert list(found) == [("", "", "Dinas A", "")]
    assert found["", "", "Dinas A", ""].whole.n == 2


@pytest.mark.parametrize("value", ["5", "0", "-2", "3.5"])
def test_a_value_outside_the_scale_is_refused_and_nothing_is_counted(
    duckdb: DuckDB, tmp_path: Path, value: str
) -> None:
    path = table(tmp_path, f"unit,U1,U2,U3,U4\na,3,3,{value},3\n")
    with pytest.raises(UserError) as refused:
        rolled(duckdb, path, PLAIN)
    assert refused.value.code == "values-outside"
    assert refused.value.facts["item"] == "U3"
    assert refused.value.facts["n"] == 1


def test_words_where_numbers_stand_are_refused(duckdb: DuckDB, tmp_path: Path) -> None:
    path = table(tmp_path, "unit,U1,U2,U3,U4\na,3,baik,3,3\n")
    with pytest.raises(UserError) as refused:
        rolled(duckdb, path, PLAIN)
    assert refused.value.code == "file-unreadable"
    assert "baik" in str(refused.value.facts["reason"])


def test_an_answer_given_twice_is_refused(duckdb: DuckDB, tmp_path: Path) -> None:
    path = table(tmp_path, "unit,who,item,value\na,1,U1,3\na,1,U1,4\na,1,U2,4\n")
    layout = Layout({"unit": "unit"}, {}, "item", "value", "who")
    assert list_columns(duckdb, [path]) == ["unit", "who", "item", "value"]
    assert distinct_items(duckdb, [path], layout) == ["U1", "U2"]
    with pytest.raises(UserError) as refused:
        roll_files(duckdb, [path], layout, ELEMENTS, LABELS)
    assert refused.value.code == "answer-twice-in-rows"
    assert refused.value.facts["n"] == 1


def test_an_element_without_a_column_was_asked_of_nobody(duckdb: DuckDB, tmp_path: Path) -> None:
    path = table(tmp_path, "unit,U1,U2\na,3,4\n")
    layout = Layout({"unit": "unit"}, {"U1": "U1", "U2": "U2"})
    group = rolled(duckdb, path, layout)["", "", "a", ""]
    assert [group.tallies[code].n for code in CODES] == [1, 1, 0, 0]
    assert (group.people, group.whole.n) == (1, 0)


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        find_files(tmp_path / "none.csv")
    assert refused.value.code == "file-missing"
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(UserError) as refused:
        find_files(tmp_path)
    assert refused.value.code == "no-rows-file"


def test_an_engine_that_is_not_installed_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(UserError) as refused, start("spark"):
        pass
    assert refused.value.code == "engine-missing"
