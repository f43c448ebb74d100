"""Runs the examples of a page: what it shows is what the command says.

`python -m tests.cli.replay` writes the page anew with what the command says today.
"""

import contextlib
import io
import os
import re
import shlex
import tempfile
from pathlib import Path

from tilik.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
BLOCK = re.compile(r"```(csv|console)([^\n]*)\n(.*?)```\n", re.DOTALL)


def replayed(page: str, folder: Path) -> str:
    """The page with the output of each of its commands as it comes out now, run in `folder`."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return BLOCK.sub(_replay, page)
    finally:
        os.chdir(before)


def _replay(block: re.Match[str]) -> str:
    kind, name, body = block.groups()
    if kind == "csv":
        Path(name.strip()).write_text(body, encoding="utf-8")
        return block[0]
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return f"```console{name}\n" + "".join(map(_run, commands)) + "```\n"


def _run(command: str) -> str:
    """The command with what it says, and its exit code where that is not zero."""
    arguments = shlex.split(command.removeprefix("$ tilik "))
    target = arguments[arguments.index(">") + 1] if ">" in arguments else ""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(arguments[: arguments.index(">")] if target else arguments)
    shown = said.getvalue()
    if target:
        Path(target).write_text(shown, encoding="utf-8")
        shown = ""
    return f"{command}\n{shown}" + (f"(exit code {code})\n" if code else "")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(replayed(PAGE.read_text(encoding="utf-8"), Path(made)), encoding="utf-8")
