"""What a benchmark hands back, and how all of them become one page."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `limit` is what it must not exceed, None where it is only told."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def is_within(self) -> bool:
        """True unless the limit is exceeded."""
        return self.limit is None or self.value <= self.limit


def make_page(figures: Iterable[Figure], machine: str) -> str:
    """The page in Markdown: one row a figure."""
    rows = [
        f"| {figure.what} | {figure.value:.3g} {figure.unit}"
        f" | {'' if figure.limit is None else f'≤ {figure.limit:g} {figure.unit}'} |"
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
