"""tilik instruments · tilik check · tilik workbook."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tilik.cli.output import Writer
from tilik.core.document import variant_names
from tilik.core.errors import Fault, InvalidInput, NotFound
from tilik.library import lint
from tilik.library.emit import emit
from tilik.library.load import Entry, Loaded, catalogue, find, load
from tilik.library.report import write_bytes
from tilik.library.workbook import from_workbook, to_workbook

OK, FAULTY = 0, 2


def list_instruments(options: Namespace, writer: Writer) -> int:
    """Lists every instrument: code, version, measure, years, who has checked it, fingerprint."""
    every = [(entry, load(entry)) for entry in catalogue(options.directories)]
    if writer.as_json:
        writer.data([_data(loaded, writer.language) for _, loaded in every])
        return OK
    rows = [[writer.word(k) for k in ("code", "version", "years", "title", "checked")]]
    for entry, loaded in every:
        document = loaded.document
        checked = ", ".join(document["checked_by"]) or writer.word("nobody-yet")
        title = document["title"][writer.language]
        rows.append([entry.code, str(entry.version), _years(document), title, checked])
    writer.table(rows)
    return OK


def _data(loaded: Loaded, language: str) -> dict[str, Any]:
    document = loaded.document
    first, last = document["years"]
    return {
        "code": document["code"],
        "version": int(document["version"]),
        "title": document["title"][language],
        "measure": document["measure"],
        "regulation": document["regulation"][language],
        "years": [int(first), None if last is None else int(last)],
        "variants": [name for name in variant_names(document) if name],
        "axes": {a["code"]: [o["code"] for o in a["options"]] for a in document["axes"]},
        "authored_by": document["authored_by"],
        "checked_by": document["checked_by"],
        "sha256": loaded.sha256,
    }


def _years(document: dict[str, Any]) -> str:
    first, last = document["years"]
    return f"{first}–{last or ''}" if first != last else str(first)


def check_instruments(options: Namespace, writer: Writer) -> int:
    """Checks one instrument or all; 2 where any is faulty (warnings are only said)."""
    own = options.directories
    entries = [_entry(options.target, own)] if options.target else list(catalogue(own))
    found = [(entry, _faults(entry)) for entry in entries]
    if writer.as_json:
        writer.data([_checked(entry, faults, writer) for entry, faults in found])
    else:
        for entry, faults in found:
            _say(entry, faults, writer)
    return FAULTY if any(lint.is_error(f) for _, faults in found for f in faults) else OK


def _entry(target: str, directories: Sequence[str]) -> Entry:
    path = Path(target)
    if path.suffix in (".yaml", ".yml") and not path.is_file():
        raise NotFound("file-missing", file=target)
    return find(target, directories)


def _faults(entry: Entry) -> list[Fault]:
    try:
        return lint.check(entry)
    except InvalidInput as error:
        return list(error.faults)


def _checked(entry: Entry, faults: list[Fault], writer: Writer) -> dict[str, Any]:
    return {
        "instrument": entry.code,
        "version": entry.version,
        "ok": not any(map(lint.is_error, faults)),
        "faults": [_placed(fault, writer) for fault in faults],
    }


def _placed(fault: Fault, writer: Writer) -> dict[str, Any]:
    """A fault with its file, line and field apart."""
    file, line, field = [*fault.where.split(":", 2), "", ""][:3]
    place = {"file": file, "line": int(line) if line.isdigit() else None, "field": field}
    severity = "error" if lint.is_error(fault) else "warning"
    return {**writer.fault_data(fault), **place, "severity": severity}


def _say(entry: Entry, faults: list[Fault], writer: Writer) -> None:
    errors = sum(map(lint.is_error, faults))
    for fault in faults:
        severity = "error" if lint.is_error(fault) else "warning"
        writer.line(f"{writer.word(severity)}: {writer.fault_line(fault)}")
    said = writer.word("check-result", errors=errors, warnings=len(faults) - errors)
    writer.line(f"{entry.code} v{entry.version}: {said if faults else writer.word('sound')}")


def edit_workbook(options: Namespace, writer: Writer) -> int:
    """Writes an instrument's texts, weights and scales as a workbook; with --to, reads it back."""
    data = load(options.instrument, options.directories).source.data
    path = Path(options.file)
    if not options.to:
        to_workbook(data, path)
        if writer.as_json:
            writer.data({"instrument": options.instrument, "file": path.name})
        else:
            writer.line(writer.word("written", file=path.name))
        return OK
    if not path.is_file():
        raise NotFound("file-missing", file=options.file)
    edited = from_workbook(path, data)
    write_bytes(emit(edited.data).encode(), Path(options.to))
    changes = [[c.place, c.field, c.before, c.after] for c in edited.changes]
    if writer.as_json:
        keys = ("place", "field", "before", "after")
        writer.data([dict(zip(keys, change, strict=True)) for change in changes])
    elif changes:
        writer.table([[writer.word(k) for k in ("part", "field", "before", "after")], *changes])
    else:
        writer.line(writer.word("unchanged", file=Path(options.to).name))
    return OK
