"""Every text is there in Indonesian, and what is served is what was translated."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.house.sources import PACKAGE

CATALOGUE = PACKAGE / "locale" / "id" / "LC_MESSAGES" / "django.po"
CATALOGUES = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po"))
ENTRY = re.compile(r'^msgid ((?:".*"\n)+)', re.MULTILINE)


def get_entries(catalogue: Path) -> set[str]:
    """The source texts of a catalogue, as one line each."""
    blocks = ENTRY.findall(catalogue.read_text(encoding="utf-8"))
    return {"".join(line[1:-1] for line in block.splitlines()) for block in blocks} - {""}


def find_entries(kind: str) -> str:
    """The entries of the Indonesian catalogue of one kind, as text."""
    command = ["msgattrib", kind, "--no-obsolete", CATALOGUE]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: f"{path.parts[-3]}")
def test_the_compiled_texts_are_those_of_the_catalogue(catalogue: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "new.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", compiled, catalogue], check=True)
    assert catalogue.with_suffix(".mo").read_bytes() == compiled.read_bytes()


@pytest.mark.parametrize("kind", ["--untranslated", "--only-fuzzy"])
def test_no_text_lacks_its_indonesian(kind: str) -> None:
    assert not find_entries(kind)


def test_every_text_in_the_code_is_in_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PACKAGE, tmp_path / "tilik", ignore=shutil.ignore_patterns("*.po", "*.mo"))
    monkeypatch.chdir(tmp_path / "tilik")
    call_command("makemessages", locale=["id"], verbosity=0, no_location=True)
    gathered = get_entries(tmp_path / "tilik" / "locale" / "id" / "LC_MESSAGES" / "django.po")
    assert not gathered - get_entries(CATALOGUE)
