"""What a benchmark hands back, and how all of them become one page."""

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
