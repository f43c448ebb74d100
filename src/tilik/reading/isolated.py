"""Documents opened in a process of their own: bounded in memory and time, without our secrets.

A file that makes a library crash, hang or swallow memory takes that process with it, nothing else.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from tilik.core.errors import UserError

MEMORY = 640 * 1024 * 1024
SECONDS = 20
ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, sys.argv[1]); import tilik.reading.isolated as i; i.main()"


def read_content(content: bytes, kind: str) -> dict[str, Any]:
    """What a file holds, as `extract.Content` has it. Raises UserError("file-unreadable")."""
    found: dict[str, Any] = json.loads(_run(["content", kind], content))
    return found


def read_page(content: bytes, n: int) -> bytes:
    """A page of a PDF as a WebP picture. Raises UserError("file-unreadable")."""
    return _run(["page", str(n)], content)


def _run(arguments: list[str], content: bytes) -> bytes:
    """What the process wrote. `-I` keeps the surroundings out: no path, no variable, no secret."""
    command = [sys.executable, "-I", "-c", START, str(ROOT), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own code, no shell
            command, input=content, capture_output=True, timeout=2 * SECONDS, env={}, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UserError("file-unreadable") from error
    return done.stdout


def main() -> None:
    """Nothing; inside the process: limits first, then the bytes from standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from tilik.reading.extract import extract, paint_page

    job, detail = sys.argv[2:4]
    content = sys.stdin.buffer.read()
    if job == "page":
        sys.stdout.buffer.write(paint_page(content, int(detail)))
    else:
        sys.stdout.buffer.write(json.dumps(extract(content, detail)).encode())
