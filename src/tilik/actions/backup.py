"""A whole backup in one file: the database as it stands, every kept file, and a hash of each.

The database is copied first: a file is kept before the row that names it, so none is missing.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils import timezone

import tilik
from tilik.actions.intake import store_spooled
from tilik.actions.moving import move_from_sqlite
from tilik.core.errors import UserError

MANIFEST, SQLITE, POSTGRES = "manifest.json", "tilik.sqlite3", "tilik.pgdump"
FILES, KEPT = "files", ("secret-key", "tls")
PASSING = ("partial",)
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it lies, when it was made, how much is in it."""

    path: Path
    made: str
    files: int
    size: int


def get_bucket() -> str:
    """The bucket the documents lie in; empty where they lie in the folder and so in the backup."""
    return str(settings.TILIK_BUCKET["bucket"])


class _Hashing:
    """A file as it is read, and its SHA-256 so far."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


def make_backup(*, folder: Path) -> Backup:
    """The backup, whole or not there. Raises UserError("backup-tool")."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store_spooled()
    made = timezone.now()
    path = folder / f"tilik-{made:%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(dir=folder) as there:
        fresh = Path(there) / path.name
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            hashes = {}
            with tarfile.open(fileobj=out, mode="w") as archive:
                copied = _copy_database(Path(there))
                hashes[copied.name] = _add(archive, copied, copied.name)
                for source, name in _list_files():
                    hashes[name] = _add(archive, source, name)
                said = {
                    "tilik": tilik.__version__, "made": made.isoformat(), "files": hashes,
                    "database": POSTGRES if is_postgres() else SQLITE,
                }  # fmt: skip
                _add_text(archive, json.dumps(said, indent=1, sort_keys=True))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    return Backup(path, made.isoformat(), len(hashes), path.stat().st_size)


def check_backup(*, path: Path) -> Backup:
    """The backup, each of whose files has its hash. Raises UserError("backup-broken", found=…)."""
    try:
        made, expected, hashes = _read_all(path)
    except (tarfile.TarError, OSError, ValueError, KeyError) as error:
        raise UserError("backup-broken", found=path.name) from error
    wrong = sorted(set(expected.items()) ^ set(hashes.items()))
    if wrong:
        raise UserError("backup-broken", found=wrong[0][0])
    return Backup(path, made, len(hashes), path.stat().st_size)


def restore_backup(*, path: Path) -> Backup:
    """The backup, in the place of an empty installation.

    A backup of SQLite comes into PostgreSQL, too; the other way round there is none.
    Raises UserError("backup-broken" | "backup-not-empty" | "backup-other-database" | "backup-tool").
    """
    checked = check_backup(path=path)
    if _is_filled():
        raise UserError("backup-not-empty")
    data = Path(settings.TILIK_DATA)
    with tempfile.TemporaryDirectory(dir=data) as there, tarfile.open(path) as archive:
        name = SQLITE if SQLITE in archive.getnames() else POSTGRES
        if name == POSTGRES and not is_postgres():
            raise UserError("backup-other-database")
        archive.extractall(there, filter="data")
        for each in (FILES, *KEPT):
            _move(Path(there) / each, _find_place(each))
        if name == POSTGRES:
            _run(
                "pg_restore",
                "--no-owner",
                "--exit-on-error",
                "-d",
                _get_address(),
                f"{there}/{name}",
            )
        elif is_postgres():
            move_from_sqlite(Path(there) / name)
        else:
            connection.close()
            _move(Path(there) / name, Path(str(connection.settings_dict["NAME"])))
    return checked


def _digest(file: IO[bytes]) -> str:
    hashing = _Hashing(file)
    while hashing.read(PIECE):
        pass
    return hashing.digest.hexdigest()


def is_postgres() -> bool:
    """Whether the installation keeps its data in PostgreSQL."""
    return connection.vendor == "postgresql"


def _copy_database(there: Path) -> Path:
    """The database at one moment, while others go on writing."""
    if is_postgres():
        target = there / POSTGRES
        _run("pg_dump", "--format=custom", "--no-owner", "-f", str(target), _get_address())
        return target
    target = there / SQLITE
    source = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, not three
    return target


def _list_files() -> Iterator[tuple[Path, str]]:
    """Every file to keep with its name in the backup; what is still arriving is left out."""
    for top in (FILES, *KEPT):
        place = _find_place(top)
        if place.is_file():
            yield place, top
        for path in sorted(place.rglob("*")):
            parts = path.relative_to(place).parts
            if path.is_file() and parts[0] not in PASSING:
                yield path, "/".join((top, *parts))


def _find_place(top: str) -> Path:
    """Where that part of a backup lies in the installation."""
    return Path(settings.MEDIA_ROOT if top == FILES else Path(settings.TILIK_DATA) / top)


def _add(archive: tarfile.TarFile, source: Path, name: str) -> str:
    """The SHA-256 of the file, which is in the archive now."""
    info = archive.gettarinfo(source, name)
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    with source.open("rb") as file:
        hashing = _Hashing(file)
        archive.addfile(info, hashing)
    return hashing.digest.hexdigest()


def _add_text(archive: tarfile.TarFile, text: str) -> None:
    content = text.encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


def _read_all(path: Path) -> tuple[str, dict[str, str], dict[str, str]]:
    """When it was made, the hashes the backup names, and the hash of each file in it."""
    hashes, said = {}, None
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None:
                raise ValueError(member.name)
            if member.name == MANIFEST:
                said = json.load(file)
            else:
                hashes[member.name] = _digest(file)
    if said is None:
        raise ValueError(MANIFEST)
    return str(said["made"]), dict(said["files"]), hashes


def _is_filled() -> bool:
    """Whether there is anything that a restore would overwrite."""
    if is_postgres():
        return bool(connection.introspection.table_names())
    database = Path(str(connection.settings_dict["NAME"]))
    files = _find_place(FILES)
    return (database.exists() and database.stat().st_size > 0) or (
        files.exists() and any(files.iterdir())
    )


def _move(source: Path, target: Path) -> None:
    """Nothing; what stood there is replaced."""
    if not source.exists():
        return
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    shutil.move(source, target)


def _get_address() -> str:
    """The database for PostgreSQL's own programs; its password goes by the environment."""
    said = connection.settings_dict
    parts = {
        "host": said["HOST"] or said.get("OPTIONS", {}).get("host", ""), "port": said["PORT"],
        "user": said["USER"], "dbname": said["NAME"],
    }  # fmt: skip
    return " ".join(f"{name}='{value}'" for name, value in parts.items() if value)


def _run(*command: str) -> None:
    """Nothing. Raises UserError("backup-tool") where PostgreSQL's program is missing or fails."""
    password = str(connection.settings_dict["PASSWORD"])
    program = shutil.which(command[0])
    if program is None:
        raise UserError("backup-tool", found=command[0])
    done = subprocess.run(  # noqa: S603
        [program, *command[1:]], env={"PGPASSWORD": password, "PATH": os.defpath},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise UserError("backup-tool", found=f"{command[0]}: {done.stderr.strip()[-300:]}")
