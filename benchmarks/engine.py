"""Rolling up a hundred million rows: beside hand-written SQL, Polars and pandas.

Every run is a process of its own, so that its memory is its own; the fastest of two counts for
DuckDB's pair. Rows: 2,500 units, 4 services, 4 periods, nine elements, one answer in a hundred blank.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import Figure

ROWS, FEW = 100_000_000, 10_000_000
ELEMENTS = [f"U{n}" for n in range(1, 10)]
SETTINGS = "SET memory_limit = '800MB'; SET preserve_insertion_order = false"
WORKER = """
import resource, sys, time
from benchmarks import engine
engine.load_all()
start = time.perf_counter()
engine.WORK[sys.argv[1]](sys.argv[2], sys.argv[3])
took = time.perf_counter() - start
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def load_all() -> None:
    """Nothing; what every run needs is imported before the clock runs."""
    import tilik.engine.survey
    import tilik.library.load

    assert tilik.engine.survey


def generate(path: str, rows: int) -> None:
    """Nothing; the Parquet file is written."""
    import duckdb

    cells = ", ".join(
        f"(CASE WHEN random() < 0.01 THEN NULL ELSE 1 + (3.999 * sqrt(random()))::INT % 4 END)"
        f"::TINYINT AS {u}"
        for u in ELEMENTS
    )
    with duckdb.connect() as connection:
        connection.execute(SETTINGS)
        connection.execute(
            f"COPY (SELECT 'unit ' || (i % 2500) AS unit, 'service ' || ((i // 2500) % 4) AS service,"
            f" 'period ' || ((i // 10000) % 4) AS period, {cells} FROM range({rows}) t(i))"
            f" TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )


def run_tilik(path: str, out: str) -> None:
    """The engine, into a Parquet file."""
    from tilik.engine.engines import start_duckdb
    from tilik.engine.expression import KEYS, roll_up
    from tilik.engine.rows import Layout, select

    elements = dict.fromkeys(ELEMENTS, (1, 2, 3, 4))
    layout = Layout({k: k for k in KEYS[1:]}, {u: u for u in ELEMENTS})
    with start_duckdb() as engine:
        frame = select(engine.open([Path(path)]), layout, ELEMENTS)
        engine.write(roll_up(frame, elements), Path(out))


def run_sql(path: str, out: str) -> None:
    """The same integers by SQL written by hand."""
    import duckdb

    counts = ", ".join(
        f"count({u}) AS {u}_n, "
        + ", ".join(f'sum(({u} = {v})::INT) AS "{u}_{v}"' for v in (-1, 1, 2, 3, 4))
        for u in ELEMENTS
    )
    whole, least = "::INT + ".join(ELEMENTS), ", ".join(ELEMENTS)
    with duckdb.connect() as connection:
        connection.execute(SETTINGS)
        connection.execute(
            f"COPY (SELECT unit, service, period, {counts}, sum((m > -1)::INT) AS people,"
            f" count(s) AS n, sum(s) AS total, sum(s * s) AS squares FROM (SELECT *, greatest({least}) AS m,"
            f" CASE WHEN least({least}) <> -1 THEN {whole} END AS s FROM '{path}') GROUP BY ALL)"
            f" TO '{out}' (FORMAT parquet)"
        )


def run_polars(path: str, out: str) -> None:
    """The counts and moments by Polars, streaming."""
    import polars as pl

    whole = pl.sum_horizontal([pl.col(u).cast(pl.Int64) for u in ELEMENTS], ignore_nulls=False)
    counts = [(pl.col(u) == v).sum().alias(f"{u}_{v}") for u in ELEMENTS for v in (-1, 1, 2, 3, 4)]
    rows = pl.scan_parquet(path).with_columns(s=whole)
    moments = [
        pl.col("s").count().alias("n"),
        pl.col("s").sum(),
        (pl.col("s") ** 2).sum().alias("q"),
    ]
    rows.group_by("unit", "service", "period").agg(*counts, *moments).sink_parquet(out)


def run_pandas(path: str, out: str) -> None:
    """The counts alone by pandas, all in memory."""
    import pandas as pd

    rows = pd.read_parquet(path)
    cells = {f"{u}_{v}": rows[u] == v for u in ELEMENTS for v in (1, 2, 3, 4)}
    keys = [rows[name].astype("category") for name in ("unit", "service", "period")]
    pd.DataFrame(cells).groupby(keys, observed=True).sum().to_parquet(out)


def run_score(path: str, _out: str) -> None:
    """The index and category of every unit of one period, from the roll-up in `path`."""
    import narwhals as nw

    from tilik.core.document import build
    from tilik.core.results import outcome_of
    from tilik.core.tallies import elements_of, score_rolled, survey_of
    from tilik.engine.engines import start_duckdb
    from tilik.engine.expression import add_up
    from tilik.engine.survey import read_groups
    from tilik.library.load import load

    survey = survey_of(build(load("skm-2017").document))
    with start_duckdb() as engine:
        period = engine.open([Path(path)]).filter(nw.col("period") == "period 0")
        units = add_up(period.with_columns(service=nw.lit("")))
        groups = read_groups(engine.fetch(units), elements_of(survey))
    found = [outcome_of(survey, score_rolled(survey, rolled)) for rolled in groups.values()]
    assert len(found) == 2500


WORK = {
    "tilik": run_tilik, "sql": run_sql, "polars": run_polars, "pandas": run_pandas,
    "score": run_score,
}  # fmt: skip


def run(name: str, path: Path, out: Path, times: int = 1) -> tuple[float, float]:
    """Seconds and megabytes of the fastest of so many processes."""
    runs = []
    for _ in range(times):
        made = subprocess.run(
            [sys.executable, "-c", WORKER, name, str(path), str(out)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        seconds, memory = made.stdout.split()[-2:]
        runs.append((float(seconds), float(memory)))
    return min(runs)


def measure(rows: int = ROWS, few: int = FEW, made: Path | None = None) -> list[Figure]:
    """Times and memory; `made` is a file of `rows` rows that is there already."""
    with TemporaryDirectory() as folder:
        out, small = Path(folder) / "out.parquet", Path(folder) / "few.parquet"
        path = made or Path(folder) / "rows.parquet"
        generate(str(small), few)
        if made is None:
            generate(str(path), rows)
        sql, _ = run("sql", path, out, 2)
        tilik, memory = run("tilik", path, out, 2)
        short, _ = run("tilik", small, Path(folder) / "short.parquet", 2)
        score, _ = run("score", out, out)
        polars, polars_memory = run("polars", path, Path(folder) / "p.parquet")
        pandas, pandas_memory = run("pandas", small, Path(folder) / "q.parquet")
    what, less = f"{rows / 1e6:g} million rows", f"{few / 1e6:g} million rows"
    return [
        Figure(f"Rolling up {what} on DuckDB", tilik, "s"),
        Figure("the same, beside SQL written by hand", tilik / sql, "×", 1.3),
        Figure("the same, memory", memory, "MB", 1000),
        Figure(
            f"the same, beside {rows // few} times {less}", tilik / short / (rows / few), "×", 1.5
        ),
        Figure(f"{what} by Polars", polars, "s"),
        Figure("the same, memory", polars_memory, "MB"),
        Figure(f"{less} by pandas, counts alone", pandas, "s"),
        Figure("the same, memory", pandas_memory, "MB"),
        Figure("Scoring 2,500 units of one period from the roll-up", score, "s", 1),
    ]


def main() -> None:
    """Prints the figures alone: python -m benchmarks.engine [ROWS] [FILE]."""
    start = perf_counter()
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else ROWS
    made = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for figure in measure(rows, min(FEW, rows // 2), made):
        print(f"{figure.what}: {figure.value:.3g} {figure.unit}")
    print(f"{perf_counter() - start:.0f} s in all")


if __name__ == "__main__":
    main()
