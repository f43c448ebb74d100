"""What the documents show can be done: commands, pages, settings, names and log-ins exist."""

import argparse
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from tests.cli.replay import replayed
from tests.house.sources import PACKAGE, ROOT
from tilik.actions.example import list_logins
from tilik.cli.parser import make_parser

DOCS = sorted((ROOT / "docs").rglob("*.md"))
GUIDES = [path for path in DOCS if path.parent.name in {"tutorial", "how-to", "explanation"}]
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DOCS}
TEXTS["README.md"] = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))

COMMAND = re.compile(r"(?:^|[$`\s/])tilik ([a-z]+)(?: ([a-z_]+))?", re.MULTILINE)
CODE_SPAN = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
ADDRESS = re.compile(r"`(/[a-z0-9/-]+/)`")
SETTING = re.compile(r"`((?:TILIK|DATABASE)_[A-Z_]+)`")
REPLAYED = ["score-a-spreadsheet", "add-an-instrument"]


def find_commands(text: str) -> set[tuple[str, str]]:
    """Every `tilik X Y` within code."""
    return {found for span in CODE_SPAN.findall(text) for found in COMMAND.findall(span)}


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_shown_exists(name: str) -> None:
    parts = make_parser("en")._actions
    (choices,) = (part.choices for part in parts if isinstance(part, argparse._SubParsersAction))
    for command, word in find_commands(TEXTS[name]):
        assert command in choices, command
        if command == "manage" and word:
            assert word in {*get_commands(), "help"}
        if command == "example" and word:
            assert word in {"load", "logins"}


@pytest.mark.parametrize("name", REPLAYED)
def test_every_example_of_a_guide_comes_out_as_shown(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "TILIK_INSTRUMENTS"):
        monkeypatch.delenv(variable, raising=False)
    text = TEXTS[f"docs/how-to/{name}.md"]
    assert replayed(text, tmp_path) == text


@pytest.mark.parametrize("name", TEXTS)
def test_every_page_named_by_its_address_is_there(name: str) -> None:
    for address in ADDRESS.findall(TEXTS[name]):
        assert resolve(address)


@pytest.mark.parametrize("name", TEXTS)
def test_every_setting_named_is_one(name: str) -> None:
    explained = (ROOT / ".env.example").read_text(encoding="utf-8")
    for setting in SETTING.findall(TEXTS[name]):
        assert f"\n{setting}=" in explained, setting


def read_glossary() -> list[tuple[str, str, str]]:
    """The three cells of each row."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|$", TEXTS["docs/glossary.md"], re.MULTILINE)
    return [(first, second, third) for first, second, third in rows]


@pytest.mark.parametrize("name", [row[2] for row in read_glossary()])
def test_every_name_of_the_glossary_exists_in_the_code(name: str) -> None:
    assert re.search(
        rf"(?:^class {name}\b|^\s*def {name}\b|^\s*{name}\s*[:=]|\b{name}:)", CODE, re.MULTILINE
    )


def test_the_glossary_explains_each_word_once() -> None:
    rows = read_glossary()
    assert len(rows) > 40
    assert len({row[0] for row in rows}) == len({row[2] for row in rows}) == len(rows)


def test_the_map_leads_to_every_page() -> None:
    linked = set(re.findall(r"\]\(([^)#]+)\)", TEXTS["docs/index.md"]))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in DOCS} - {"index.md"}
    # What the full test run writes is found from the reference.
    assert pages - {"reference/figures.md"} <= linked


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_every_guide_is_summed_up_in_english(path: Path) -> None:
    assert "**In English.**" in path.read_text(encoding="utf-8")


def test_the_log_ins_of_the_tutorial_are_those_of_the_example() -> None:
    text = TEXTS["docs/tutorial/first-period.md"]
    named = set(re.findall(r"`(0\d{11,17})`", text))
    assert len(named) == 3
    assert named <= {login.login for login in list_logins()}
    assert f"`{list_logins()[0].password}`" in text


def test_the_readme_shows_what_it_is_in_both_languages() -> None:
    text = TEXTS["README.md"]
    assert "## Tilik in English" in text
    picture = re.search(r"!\[[^\]]+\]\((docs/images/[a-z.]+)\)", text)
    assert picture and (ROOT / picture[1]).stat().st_size > 10_000
    rooms = set(re.findall(r"`([a-z]+)/`", text))
    assert rooms >= {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}


def test_the_two_commands_can_be_run() -> None:
    for name in ("run", "test"):
        subprocess.run(["sh", "-n", ROOT / name], check=True)
        assert (ROOT / name).stat().st_mode & 0o111
