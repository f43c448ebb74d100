"""Measures every module named here; writes docs/reference/figures.md."""

import os
import platform
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure, make_page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "figures.md"
MODULES = (
    "scoring",
    "reach",
    "mutation",
    "coverage",
    "engine",
    "intake",
    "reading",
    "pages",
    "checking",
    "packing",
    "freezing",
)


def main() -> int:
    """0, or 1 where a figure exceeds its limit; the page is written either way."""
    figures: list[Figure] = []
    for name in MODULES:
        figures += import_module(f"benchmarks.{name}").measure()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    PAGE.write_text(make_page(figures, machine), encoding="utf-8")
    exceeded = [figure for figure in figures if not figure.is_within]
    for figure in exceeded:
        print(f"{figure.what}: {figure.value:.3g} {figure.unit}, must be {figure.bound}")
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
