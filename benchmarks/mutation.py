"""How many small faults, planted in scoring and grading, no test notices."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure

STATS = Path("mutants") / "mutmut-cicd-stats.json"
CAUGHT = ("killed", "timeout", "suspicious", "segfault")


def measure() -> list[Figure]:
    """The share that survived, in percent; ten are the most that may."""
    for command in ("run", "export-cicd-stats"):
        subprocess.run(
            [sys.executable, "-m", "mutmut", command],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "TILIK_HYPOTHESIS": "few"},
        )
    return [make_figure(json.loads(STATS.read_text(encoding="utf-8")))]


def make_figure(stats: dict[str, int]) -> Figure:
    """The figure; a fault that no test even reaches has survived."""
    planted = stats["total"] - stats["skipped"]
    caught = sum(stats[kind] for kind in CAUGHT)
    survived = 100 * (planted - caught) / planted
    return Figure("planted faults in scoring and grading that survive", survived, "%", limit=10)
