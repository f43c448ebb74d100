"""tilik audit: a survey report recomputed from its own tables, every contradiction named."""

from argparse import Namespace
from pathlib import Path

from tilik.cli.output import Writer
from tilik.core.errors import UserError
from tilik.library.audit import load_words
from tilik.library.audit_note import (
    Data,
    make_data,
    say_place,
    say_read,
    say_summary,
    write_pdf,
    write_text,
)
from tilik.reading.isolated import audit_rows, read_report_rows

OK, DIFFERENT = 0, 1
SIGNS = {"error": "✗", "warning": "!", "information": "i"}


def audit_report(options: Namespace, writer: Writer) -> int:
    """Says what contradicts what; 1 where something does."""
    path = Path(options.file)
    if not path.is_file():
        raise UserError("file-missing", file=str(path))
    layout = read_report_rows(path.read_bytes())
    data = make_data(*audit_rows(layout, load_words()), path.name)
    data |= {"pages": layout.pages, "unread_pages": list(layout.unread)}
    for name in options.out:
        _write_note(Path(name), data, writer.language)
    if writer.as_json:
        writer.data(data)
    else:
        _say(data, writer)
    severities = {finding["severity"] for finding in data["findings"]}
    return DIFFERENT if "error" in severities else OK


def _write_note(path: Path, data: Data, language: str) -> None:
    """Nothing; the note is written. Raises UserError("format-unknown")."""
    if path.suffix == ".pdf":
        path.write_bytes(write_pdf(data, language))
    elif path.suffix == ".txt":
        path.write_text(write_text(data, language), encoding="utf-8")
    else:
        raise UserError("note-format", found=path.name)


def _say(data: Data, writer: Writer) -> None:
    language, last = writer.language, None
    if data["unread_pages"]:
        pages = ", ".join(map(str, data["unread_pages"]))
        writer.line(writer.word("pages-unread", pages=pages))
    if read := say_read(data, language):
        writer.line(read)
    writer.line(say_summary(data, language))
    for finding in data["findings"]:
        if finding["kind"] != last:
            writer.line()
            writer.line(f"[{finding['kind']}] {finding['title'][language]}")
            last = finding["kind"]
        place = say_place(finding, language)
        where = f" ({place})" if place else ""
        writer.line(f"  {SIGNS[finding['severity']]} {finding['reason'][language]}{where}")
        writer.line(f"    → {finding['ask'][language]}")
