"""The spool: acknowledged once it is on the disk, each key once, gone only when it is dropped."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tilik.engine.spool import Spool


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    opened = Spool(tmp_path / "spool.sqlite3")
    yield opened
    opened.close()


def bodies(spool: Spool, most: int = 100) -> list[str]:
    return [body for rows in spool.take(most) for _n, body in rows]


def test_rows_come_out_in_the_order_they_came_and_stay_until_they_are_dropped(spool: Spool) -> None:
    spool.keep([("b", "first"), ("a", "second")])
    spool.keep([("c", "third")])
    assert bodies(spool) == bodies(spool, most=1) == ["first", "second", "third"]
    (rows,) = spool.take(100)
    spool.drop([rows[0][0], rows[2][0]])
    assert bodies(spool) == ["second"]


def test_a_key_goes_in_once_and_the_first_body_stays(spool: Spool) -> None:
    assert spool.keep([("a", "first"), ("a", "again"), ("b", "other")]) == {"a", "b"}
    assert spool.keep([("a", "later")]) == set()
    assert bodies(spool) == ["first", "other"]


def test_a_row_that_cannot_be_kept_takes_the_others_of_its_commit_with_it(spool: Spool) -> None:
    with pytest.raises(ValueError, match="not enough values"):
        spool.keep([("a", "kept with it"), ("b",)])  # type: ignore[list-item]
    assert bodies(spool) == []
    assert spool.keep([("a", "afterwards")]) == {"a"}


def test_what_another_process_kept_is_seen_and_the_file_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "spool.sqlite3"
    one, other = Spool(path), Spool(path)
    one.keep([("a", "from one")])
    assert bodies(other) == ["from one"]
    assert path.stat().st_mode & 0o777 == 0o600
    one.close()
    other.close()


def test_many_at_once_are_each_in_it_once(tmp_path: Path) -> None:
    path, new = tmp_path / "spool.sqlite3", []

    def write(first: int) -> None:
        mine = Spool(path)
        for n in range(first, first + 40):
            new.extend(mine.keep([(str(n), "")]))
        mine.close()

    Spool(path).close()
    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 20, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, new)) == list(range(80))
