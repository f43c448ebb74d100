"""The engines: DuckDB in this process, and Spark for those who outgrow one machine.

An engine opens files as a frame and gives back the rows of another. Both read CSV and Parquet, one
file or a folder of them.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import narwhals as nw

from tilik.core.errors import UserError
from tilik.engine.expression import Frame

MEMORY = "800MB"
FETCHED = 10_000
KINDS = (".parquet", ".csv")


class Engine(Protocol):
    """What an engine can do."""

    def open(self, paths: Sequence[Path]) -> Frame:
        """The rows of the files, all of one kind."""

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """The rows of the frame. Raises UserError("file-unreadable") where a cell is no number."""


def find_files(path: Path) -> list[Path]:
    """The CSV or Parquet files at a path, in order; those of a folder, at any depth.

    Raises UserError("file-missing" | "no-rows-file").
    """
    if not path.exists():
        raise UserError("file-missing", file=str(path))
    found = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for kind in KINDS:
        if files := [p for p in found if p.suffix.lower() == kind and p.name[0] not in "._"]:
            return files
    raise UserError("no-rows-file", file=path.name, allowed=", ".join(KINDS))


def get_delimiter(file: Path) -> str:
    """The mark that cuts the headings of a CSV into most fields; a comma where there is one field."""
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        heading = lines.readline()
    return max(",;\t|", key=heading.count)


@contextmanager
def start(name: str, master: str = "") -> Iterator[Engine]:
    """The engine of that name, closed at the end. Raises UserError("engine-missing")."""
    with start_spark(master) if name == "spark" else start_duckdb() as engine:
        yield engine


class DuckDB:
    """DuckDB inside this process: what does not fit in MEMORY goes through a temporary folder."""

    def __init__(self, connection: Any, folder: str) -> None:
        self.connection = connection
        settings = {
            "memory_limit": MEMORY,
            "threads": os.cpu_count() or 1,
            "temp_directory": folder,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
        }
        for name, value in settings.items():
            connection.execute(f"SET {name} = '{value}'")

    def open(self, paths: Sequence[Path]) -> Frame:
        """The rows of the files; CSV as text, cell for cell."""
        names = [str(path) for path in paths]
        if paths[0].suffix.lower() == ".parquet":
            return _frame(self.connection.read_parquet(names, union_by_name=True))
        options: dict[str, Any] = {"header": True, "all_varchar": True, "union_by_name": True}
        options["delimiter"] = get_delimiter(paths[0])
        with refusing("DuckDB"):
            return _frame(self.connection.read_csv(names, **options))

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """The rows of the frame, some thousand at a time."""
        with refusing("DuckDB"):
            # A relation runs its query at every look; the connection keeps the result.
            found = self.connection.execute(frame.to_native().sql_query())
            while rows := found.fetchmany(FETCHED):
                yield from rows

    def write(self, frame: Frame, path: Path) -> None:
        """Nothing; the rows are in the Parquet file `path`."""
        with refusing("DuckDB"):
            frame.to_native().write_parquet(str(path), compression="zstd")


def _frame(native: Any) -> Frame:
    frame: Frame = nw.from_native(native)
    return frame


@contextmanager
def start_duckdb() -> Iterator[DuckDB]:
    """DuckDB with a connection of its own."""
    import duckdb

    with TemporaryDirectory(prefix="tilik-") as folder, duckdb.connect() as connection:
        yield DuckDB(connection, folder)


class Spark:
    """Spark, on this machine or on a cluster that is there already."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def open(self, paths: Sequence[Path]) -> Frame:
        """The rows of the files; CSV as text, cell for cell."""
        names = [str(path.resolve()) for path in paths]
        reader = self.session.read
        if paths[0].suffix.lower() == ".parquet":
            return _frame(reader.option("mergeSchema", "true").parquet(*names))
        return _frame(
            reader.csv(names, header=True, inferSchema=False, sep=get_delimiter(paths[0]))
        )

    def fetch(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """The rows of the frame, partition after partition."""
        with refusing("Spark"):
            for row in frame.to_native().toLocalIterator():
                yield tuple(row)


@contextmanager
def start_spark(master: str = "") -> Iterator[Spark]:
    """Spark at `master`, or two threads of this machine. Raises UserError("engine-missing")."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UserError("engine-missing", found="spark", allowed="tilik[spark]") from error
    builder = SparkSession.builder.appName("tilik").master(master or "local[2]")
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.sql.shuffle.partitions", "8"),
        ("spark.ui.showConsoleProgress", "false"),
    ):
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    try:
        yield Spark(session)
    finally:
        session.stop()


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turns what an engine says of a cell or a file into a refusal with its first line."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("duckdb", "_duckdb", "pyspark", "py4j")):
            raise
        reason = str(error).strip().splitlines()[0][:200]
        raise UserError("file-unreadable", file=name, reason=reason) from error
