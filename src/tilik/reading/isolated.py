"""Documents opened in a process of their own: bounded in memory and time, without our secrets.

A file that makes a library crash, hang or swallow memory takes that process with it, nothing else.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tilik.core.audit import Finding
from tilik.core.audit_data import (
    count_read,
    make_lexicon,
    make_rules,
    read_finding,
    write_finding,
)
from tilik.core.errors import UserError
from tilik.reading.engines import OFF, find_engine
from tilik.reading.kinds import XLSX, tell_kind
from tilik.reading.layout import (
    SCANS_AT_ONCE,
    Layout,
    from_data,
    join_layouts,
    read_layout,
    to_data,
)
from tilik.reading.workbooks import is_csv, read_sheets

MEMORY = 640 * 1024 * 1024
READER_MEMORY = 2560 * 1024 * 1024
"""Addresses, not memory in use, while pictures are read: the engine reserves twice what it fills."""
SECONDS = 20
READER_SECONDS = 35
"""Of the processor for each page that is a picture."""
AT_ONCE = 20
"""Pages read by one process: a page takes a fifth of a second."""
ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, sys.argv[1]); import tilik.reading.isolated as i; i.main()"


def read_content(content: bytes, kind: str) -> dict[str, Any]:
    """What a file holds, as `extract.Content` has it. Raises UserError("file-unreadable")."""
    found: dict[str, Any] = json.loads(_run(["content", kind], content))
    return found


def read_marks(content: bytes, kind: str) -> dict[str, Any]:
    """The text and QR codes of a scan, see `extract.find_marks`. Raises UserError."""
    found: dict[str, Any] = json.loads(_run(["codes", kind], content))
    return found


def read_page(content: bytes, n: int) -> bytes:
    """A page of a PDF as a WebP picture. Raises UserError("file-unreadable")."""
    return _run(["page", str(n)], content)


def read_rows(content: bytes, first: int, count: int, ocr: str = OFF) -> Layout:
    """The rows of a document, of a PDF those of some pages; fewer than `count` where many are scans.

    `ocr`: the engine wished for, of `engines.CHOICES`.

    Raises UserError("file-unreadable" | "file-long" | …, see `read_layout`).
    """
    arguments = ["rows", str(first), str(count), find_engine(ocr)]
    seconds = SECONDS if ocr == OFF else SCANS_AT_ONCE * READER_SECONDS
    return _load(_run(arguments, content, seconds))


def read_all_rows(content: bytes, ocr: str = OFF) -> Layout:
    """The rows of a whole document, some pages at a time. Raises as `read_rows`."""
    parts = [read_rows(content, 1, AT_ONCE, ocr)]
    while (done := sum(len(part.sizes) for part in parts)) and done < parts[0].pages:
        parts.append(read_rows(content, done + 1, AT_ONCE, ocr))
        if not parts[-1].sizes:
            break
    return join_layouts(parts)


def read_report_rows(content: bytes) -> Layout:
    """The rows of a report: a workbook or CSV too. Raises as `read_rows`."""
    return _read_sheets(content) if _has_sheets(content) else read_all_rows(content)


def read_report_part(content: bytes, first: int) -> Layout:
    """The rows of some pages of a report, of a workbook all. Raises as `read_rows`."""
    return _read_sheets(content) if _has_sheets(content) else read_rows(content, first, AT_ONCE)


def _has_sheets(content: bytes) -> bool:
    """Whether it is a workbook or CSV, which have no pages. Raises UserError, see `tell_kind`."""
    return is_csv(content) or (content[:2] == b"PK" and tell_kind(content) == XLSX)


def _read_sheets(content: bytes) -> Layout:
    return _load(_run(["sheets", ""], content))


def audit_rows(layout: Layout, words: Mapping[str, Any]) -> tuple[dict[str, int], list[Finding]]:
    """How much a report holds, and what it contradicts itself in; `words` as the library has them.

    Words of a stranger meet many patterns here. Raises UserError("file-unreadable").
    """
    written = json.dumps({"layout": to_data(layout), "words": dict(words)}).encode()
    found = json.loads(_run(["audit", ""], written))
    return found["read"], [read_finding(each) for each in found["findings"]]


def paint_marks(content: bytes, n: int, boxes: Sequence[tuple[float, ...]]) -> bytes:
    """A page of a PDF as a WebP picture, the boxes numbered on it. Raises UserError."""
    return _run(["marks", json.dumps([n, list(boxes)])], content)


def _load(written: bytes) -> Layout:
    """The rows another process wrote. Raises UserError for what it found wrong."""
    found: dict[str, Any] = json.loads(written)
    if "error" in found:
        raise UserError(found["error"], **found["facts"])
    return from_data(found)


def _run(arguments: list[str], content: bytes, seconds: float | None = None) -> bytes:
    """What the process wrote. `-I` keeps the surroundings out: no path, no variable, no secret."""
    limit = 2 * (SECONDS if seconds is None else seconds)
    command = [sys.executable, "-I", "-c", START, str(ROOT), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own code, no shell
            command, input=content, capture_output=True, timeout=limit, env={}, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UserError("file-unreadable") from error
    return done.stdout


def main() -> None:
    """Nothing; inside the process: limits first, then the bytes from standard input."""
    is_reader = sys.argv[2] == "rows" and bool(sys.argv[5])
    memory = READER_MEMORY if is_reader else MEMORY
    seconds = SCANS_AT_ONCE * READER_SECONDS if is_reader else SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from tilik.reading.extract import extract, find_marks, paint_page

    job, detail = sys.argv[2:4]
    content = sys.stdin.buffer.read()
    if job == "rows":
        sys.stdout.buffer.write(json.dumps(_find_rows(content, int(detail))).encode())
    elif job == "sheets":
        sys.stdout.buffer.write(json.dumps(_guard(lambda: read_sheets(content))).encode())
    elif job == "audit":
        sys.stdout.buffer.write(json.dumps(_audit(json.loads(content))).encode())
    elif job == "codes":
        sys.stdout.buffer.write(json.dumps(find_marks(content, detail)).encode())
    elif job == "page":
        sys.stdout.buffer.write(paint_page(content, int(detail)))
    elif job == "marks":
        n, boxes = json.loads(detail)
        sys.stdout.buffer.write(paint_page(content, n, boxes))
    else:
        sys.stdout.buffer.write(json.dumps(extract(content, detail)).encode())


def _audit(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was read and found, as plain data."""
    from tilik.core.audit_contents import audit
    from tilik.reading.survey_report import read_report

    words = given["words"]
    report = read_report(from_data(given["layout"]), make_lexicon(words))
    found = audit(report, make_rules(words))
    return {"read": count_read(report), "findings": [write_finding(each) for each in found]}


def _find_rows(content: bytes, first: int) -> dict[str, Any]:
    """The rows as plain data, or what is wrong with the file."""
    return _guard(lambda: read_layout(content, first, int(sys.argv[4]), sys.argv[5]))


def _guard(read: Callable[[], Layout]) -> dict[str, Any]:
    """What was read as plain data, or the code of what is wrong with the file."""
    try:
        return to_data(read())
    except UserError as error:
        return {"error": error.code, "facts": error.facts}
