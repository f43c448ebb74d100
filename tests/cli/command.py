"""Runs the command in the tests, and the tables it runs on."""

import json
from pathlib import Path
from typing import Any

import pytest

from tilik.cli import main

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    code = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def run_json(capsys: Capture, *arguments: object) -> Any:
    """What a command that is done says in JSON."""
    code, out, err = run(capsys, *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def table(folder: Path, text: str) -> Path:
    """A small CSV."""
    path = folder / "tabel.csv"
    path.write_text(text, encoding="utf-8")
    return path
