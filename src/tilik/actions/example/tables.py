"""The example's tables, as they lie beside this file: data like an instrument's, never code."""

import csv
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file by column name; a blank cell is an empty text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_words(name: str) -> dict[str, Any]:
    """What a TOML file says."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
