"""The same expression on Spark, in this process and on a cluster of a master and two workers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.core.surveyed import CODES
from tests.engine.rowed import ELEMENTS, LABELS, LONG, WIDE, Row, count, write_long, write_wide
from tilik.core.errors import UserError
from tilik.engine.engines import start, start_duckdb
from tilik.engine.survey import Groups, list_columns, roll_files

pytestmark = pytest.mark.slow

ROWS: list[Row] = [
    (period, unit, service, {c: 1 + (n * k + k) % 4 for k, c in enumerate(CODES, n % 3)})
    for n, (period, unit, service) in enumerate(
        (p, u, s) for p in ("I", "II") for u in ("a", "b") for s in ("", "x") for _ in range(9)
    )
]
BLANKS: list[Row] = [("I", "a", "x", {"U1": None, "U2": 3}), ("I", "b", "", {"U4": 1})]


def rolled(master: str, paths: Sequence[Path], layout: object = WIDE) -> Groups:
    with start("spark", master) as spark:
        assert list_columns(spark, paths)[0] == "campaign"
        return roll_files(spark, paths, layout, ELEMENTS, LABELS)  # type: ignore[arg-type]


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a master with two workers, each a process of its own."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = os.environ | {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
    }  # fmt: skip
    address = "spark://127.0.0.1:17077"
    run = [str(home / "bin" / "spark-class")]
    where = ["--host", "127.0.0.1"]
    commands = [
        [*run, "org.apache.spark.deploy.master.Master", *where, "--port", "17077",
         "--webui-port", "18080"],
        *[
            [*run, "org.apache.spark.deploy.worker.Worker", *where, "--cores", "1",
             "--memory", "1g", "--webui-port", port, address]
            for port in ("18081", "18082")
        ],
    ]  # fmt: skip
    quiet = subprocess.DEVNULL
    started = []
    for command in commands:
        started.append(subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet))
        time.sleep(5)
    yield address
    for process in reversed(started):
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_integers_of_duckdb_and_of_a_naive_count(tmp_path: Path) -> None:
    path = write_wide(tmp_path / "w.csv", [*ROWS, *BLANKS])
    found = rolled("", [path])
    assert found == count([*ROWS, *BLANKS])
    with start_duckdb() as duckdb:
        assert found == roll_files(duckdb, [path], WIDE, ELEMENTS, LABELS)


@pytest.mark.filterwarnings("ignore")
def test_long_rows_and_faults_are_taken_alike_on_spark(tmp_path: Path) -> None:
    assert rolled("", [write_long(tmp_path / "l.csv", ROWS)], LONG) == count(ROWS)
    wrong = write_wide(tmp_path / "w.csv", [*ROWS, ("I", "a", "", {"U2": 7})])
    with pytest.raises(UserError) as refused:
        rolled("", [wrong])
    assert refused.value.code == "values-outside"


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_two_workers_gives_the_same(tmp_path: Path, cluster: str) -> None:
    paths = [write_wide(tmp_path / "1.csv", ROWS[:30]), write_wide(tmp_path / "2.csv", ROWS[30:])]
    assert rolled(cluster, paths) == count(ROWS)
