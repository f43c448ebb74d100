"""The reference of the command line says what the command does."""

import argparse
from pathlib import Path

import pytest

from tests.cli.replay import PAGE, replayed
from tilik.cli.parser import make_parser
from tilik.library.roles import ROLES
from tilik.library.score_file import RANK, ROLLUP, SCORE

TEXT = PAGE.read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = (a for a in make_parser("en")._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


def test_every_example_comes_out_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "TILIK_INSTRUMENTS"):
        monkeypatch.delenv(name, raising=False)
    assert replayed(TEXT, tmp_path) == TEXT


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_described(name: str) -> None:
    assert f"## `tilik {name}" in TEXT
    section = TEXT.partition(f"## `tilik {name}")[2].partition("\n## ")[0]
    common = TEXT.partition("## Common options")[2].partition("\n## ")[0]
    for action in commands()[name]._actions:
        for option in action.option_strings:
            assert f"`{option}" in section + common, option


@pytest.mark.parametrize("role", ROLES)
def test_every_column_is_described(role: str) -> None:
    assert f"| `{role}` |" in TEXT


@pytest.mark.parametrize("kind", [SCORE, ROLLUP, RANK])
def test_every_kind_of_file_is_described(kind: str) -> None:
    assert f"`{kind}`" in TEXT
