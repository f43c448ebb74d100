"""Thousands of broken and hostile uploads: refused in words, nothing crashes, memory is bounded."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.files import HOSTILE
from tests.reading.papers import make_text_pdf
from tests.reading.storm import LARGE, NAMES, make_uploads
from tilik.actions.receiving import NAME_LENGTH, clean_name
from tilik.core.errors import UserError
from tilik.reading.isolated import read_content, read_page, read_rows
from tilik.reading.kinds import PDF, tell_kind
from tilik.records.models import StandardReading
from tilik.web.presenters.refused_files import say_refused_file
from tilik.web.presenters.standard_readings import say_failure

MEMORY = 512


def send(count: int, folder: Path, seed: int = 7) -> dict[str, Any]:
    """What the process that took them says."""
    command = [sys.executable, "-m", "tests.reading.storm", str(count), str(seed), str(folder)]
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "tilik.config.settings"}
    done = subprocess.run(command, env=surroundings, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def judge(found: dict[str, Any], count: int) -> None:
    """Fails where one crashed, swallowed memory or was refused without words."""
    assert not found["other"], found["other"][:5]
    assert sum(found["said"].values()) == count + 1
    assert found["said"].pop("file-large of 200 MB") == 1
    assert found["said"]["taken"] > 0
    codes = set(found["said"]) - {"taken"}
    assert len(codes) >= 6, codes
    assert not [code for code in codes if not say_refused_file(code, {"most": 1})]
    assert found["memory"] < MEMORY, f"{found['memory']:.0f} MB"


def test_a_squall_of_uploads_is_weathered(tmp_path: Path) -> None:
    judge(send(300, tmp_path), 300)


@pytest.mark.slow
def test_ten_thousand_uploads_are_weathered(tmp_path: Path) -> None:
    judge(send(10_000, tmp_path, seed=11), 10_000)


def read_all(count: int, seed: int, most: int) -> int:
    """How many of the PDFs that are taken were opened; each gives words or is said unreadable."""
    opened = 0
    for file in make_uploads(count, seed):
        content = file.read()
        try:
            if tell_kind(content) != PDF:
                continue
        except UserError:
            continue
        for look in (lambda c=content: read_content(c, PDF), lambda c=content: read_page(c, 1)):
            try:
                look()
            except UserError as error:
                assert error.code == "file-unreadable"
        opened += 1
        if opened == most:
            break
    return opened


def test_spoiled_documents_that_are_taken_are_opened_without_harm() -> None:
    assert read_all(400, 3, 4) == 4


@pytest.mark.slow
def test_many_spoiled_documents_are_opened_without_harm() -> None:
    assert read_all(10_000, 5, 200) == 200


def read_rows_of(files: Iterator[bytes], ocr: str, most: int) -> Counter[str]:
    """What became of files read for standards by the bounded process: read, or refused by code."""
    said: Counter[str] = Counter()
    for _n, content in zip(range(most), files, strict=False):
        try:
            read_rows(content, 1, 20, ocr)
            said["read"] += 1
        except UserError as error:
            said[error.code] += 1
    return said


def is_said(code: str) -> bool:
    """Whether who sent the file is told why it was not read."""
    reading = cast("StandardReading", SimpleNamespace(job=SimpleNamespace(message=code)))
    return code == "read" or bool(say_failure(reading))


def list_hostile() -> Iterator[bytes]:
    """The hostile files, then what must be stopped by limits alone."""
    yield from (content for content, _code in HOSTILE.values())
    yield make_text_pdf(*["x"] * 401)
    yield from (make() for make in LARGE)


def test_hostile_files_are_refused_by_name_when_read_for_standards() -> None:
    for ocr in ("off", "light"):
        for name in ("a bomb", "a cut PDF", "a picture in name only", "a picture bomb"):
            content, _code = HOSTILE[name]
            with pytest.raises(UserError) as refused:
                read_rows(content, 1, 20, ocr)
            assert say_refused_file(refused.value.code, refused.value.facts), name
    with pytest.raises(UserError, match="file-long"):
        read_rows(make_text_pdf(*["x"] * 401), 1, 20)


def test_spoiled_files_are_read_for_standards_or_refused() -> None:
    said = read_rows_of((file.read() for file in make_uploads(30, 13)), "light", 8)
    assert sum(said.values()) == 8
    assert all(map(is_said, said))


@pytest.mark.slow
@pytest.mark.parametrize("ocr", ["off", "light", "best"])
def test_every_hostile_file_is_read_for_standards_or_refused(ocr: str) -> None:
    everything = list(list_hostile())
    said = read_rows_of(iter(everything), ocr, len(everything))
    said += read_rows_of((file.read() for file in make_uploads(200, 17)), ocr, 200)
    assert sum(said.values()) == len(everything) + 200
    assert said["read"] > 0
    assert len(said) >= 6
    assert all(map(is_said, said))


def test_no_name_leads_out_of_its_folder_or_hides_what_it_is() -> None:
    for name in NAMES:
        clean = clean_name(name, "pdf")
        assert clean.endswith(".pdf")
        assert len(clean) <= NAME_LENGTH + 4
        assert not set(clean) & set("/\\\r\n\0\u202e")


def test_the_same_seed_is_the_same_storm(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.localtime()
    monkeypatch.setattr(time, "localtime", lambda *_given: now)  # an archive dates its parts
    one, other = ([file.read() for file in make_uploads(60, 1)] for _ in range(2))
    assert one == other
