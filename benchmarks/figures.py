"""What a benchmark hands back, and how all of them become one page."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `limit` is what it must not exceed, `least` what it must reach, if any."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    least: float | None = None

    @property
    def is_within(self) -> bool:
        """True unless a limit is exceeded or not reached."""
        is_low = self.limit is None or self.value <= self.limit
        return is_low and (self.least is None or self.value >= self.least)

    @property
    def bound(self) -> str:
        """What it must be, in words; empty where it is only told."""
        if self.least is not None:
            return f"≥ {self.least:g} {self.unit}".rstrip()
        return "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"


def measure_apart(module: str) -> list[Figure]:
    """What the module prints as JSON on its last line, run as a process with a database of its own."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
    return [Figure(*row) for row in json.loads(done.stdout.splitlines()[-1])]


def make_page(figures: Iterable[Figure], machine: str) -> str:
    """The page in Markdown: one row a figure."""
    rows = [
        f"| {figure.what} | {figure.value:.3g} {figure.unit} | {figure.bound} |"
        for figure in figures
    ]
    return "\n".join(
        [
            "# Figures",
            "",
            f"Measured by `./test --full` on {machine}. Written by the program; do not edit.",
            "",
            "| What | Measured | Must be |",
            "|---|---:|---:|",
            *rows,
            "",
        ]
    )
