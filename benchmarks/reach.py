"""How many lines and branches of the core no test of the core reaches."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure


def measure() -> list[Figure]:
    """Their number; none may be left."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        asked = ["--cov=tilik.core", "--cov-branch", f"--cov-report=json:{report}"]
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/core", *asked],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    left = totals["missing_lines"] + totals["missing_branches"]
    return [Figure("lines and branches of the core that no test reaches", left, "", limit=0)]
