"""The reference names every command there is."""

import argparse

import pytest

from tests.house.sources import ROOT
from tilik.cli import NEEDS_DJANGO
from tilik.cli.parser import make_parser


def get_commands() -> list[str]:
    """The names of the commands, as the parser knows them."""
    actions = make_parser("en")._actions
    choices = next(a.choices for a in actions if isinstance(a, argparse._SubParsersAction))
    return sorted({*(choices or ()), *NEEDS_DJANGO})


@pytest.mark.parametrize("command", get_commands())
def test_every_command_is_in_the_reference(command: str) -> None:
    assert f"`tilik {command}" in (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
