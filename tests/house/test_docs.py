"""The documents point at things that are there."""

import re

import pytest

from tests.house.sources import ROOT, get_texts

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGES = list(get_texts("*.md"))


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[name for name, _ in PAGES])
def test_every_relative_link_leads_somewhere(name: str, text: str) -> None:
    links = [link for link in LINK.findall(text) if "://" not in link and "mailto:" not in link]
    assert not [link for link in links if not ((ROOT / name).parent / link).exists()]


def test_both_commands_are_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./run" in readme
    assert "./test" in readme


def test_the_version_is_the_same_everywhere() -> None:
    import tilik

    assert f"softwareVersion: {tilik.__version__}" in (ROOT / "publiccode.yml").read_text(
        encoding="utf-8"
    )
