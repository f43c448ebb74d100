"""Rows that are acknowledged before they are stored: one file that survives a power cut.

Many rows go in with one commit; each key goes in once. What is taken out leaves only when it is
dropped, so a reader that dies meanwhile finds it again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

TABLE = "CREATE TABLE IF NOT EXISTS spooled (n INTEGER PRIMARY KEY, key TEXT UNIQUE, body TEXT)"
KEEP = "INSERT INTO spooled (key, body) VALUES (?, ?) ON CONFLICT DO NOTHING"
TAKE = "SELECT n, body FROM spooled WHERE n > ? ORDER BY n LIMIT ?"
PATIENCE = 20
"""Seconds that one process waits for another's commit."""


class Spool:
    """The file; several processes may have it open. A connection serves one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        path.chmod(0o600)
        self.base.execute("PRAGMA journal_mode=WAL")
        self.base.execute("PRAGMA synchronous=FULL")
        self.base.execute(TABLE)

    def keep(self, rows: Iterable[tuple[str, str]]) -> set[str]:
        """The keys that were new; when it returns, all rows are on the disk."""
        self.base.execute("BEGIN IMMEDIATE")
        try:
            new = {key for key, body in rows if self.base.execute(KEEP, (key, body)).rowcount}
        except BaseException:
            self.base.execute("ROLLBACK")
            raise
        self.base.execute("COMMIT")
        return new

    def take(self, most: int) -> Iterator[list[tuple[int, str]]]:
        """All rows in the order they came, at most so many at once: number and body."""
        last = 0
        while rows := self.base.execute(TAKE, (last, most)).fetchall():
            yield rows
            last = rows[-1][0]

    def drop(self, numbers: Sequence[int]) -> None:
        """Nothing; these rows are stored elsewhere and leave."""
        self.base.execute("BEGIN IMMEDIATE")
        self.base.executemany("DELETE FROM spooled WHERE n = ?", [(n,) for n in numbers])
        self.base.execute("COMMIT")

    def close(self) -> None:
        """Nothing; the file is closed."""
        self.base.close()
