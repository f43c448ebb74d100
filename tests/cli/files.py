"""Files to read and what reading them refuses."""

from pathlib import Path

import pytest

from tests.cli.documents import read
from tilik.core.errors import InvalidInput


def faults(path: Path, made: dict, **options: object) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as caught:
        read(path, made, **options)
    return [
        (f.code, str(f.facts.get("cell")), str(f.facts.get("found"))) for f in caught.value.faults
    ]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
