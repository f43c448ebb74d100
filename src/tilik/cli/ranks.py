"""tilik rank · tilik verify."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from tilik.cli.output import Writer
from tilik.core.errors import InvalidInput, UserError
from tilik.core.ranking import Entry
from tilik.library.freeze_file import FREEZE, SEAL, find_loose_bytes
from tilik.library.records import numbers, read_records
from tilik.library.roles import ROLES
from tilik.library.score_file import rank_data, verify

OK, DIFFERENT = 0, 1
COLUMNS = {
    "name": (
        "nama", "entity", "daerah", "nama daerah", "kabupaten/kota", "kab/kota", "provinsi",
        "pemerintah daerah", *ROLES["unit"],
    ),
    "value": (*ROLES["value"], "ikm", "ipp", "indeks", "index"),
    "group": ("kelompok", "klaster"),
    "measure": ("ukuran", "instrumen"),
    "scheme": ("skema",),
}  # fmt: skip


def rank_names(options: Namespace, writer: Writer) -> int:
    """Ranks the rows of a table, best first; a blank value is listed without a rank."""
    rows = read_records(Path(options.file), COLUMNS, ("name", "value"))
    values = numbers(rows, "value")
    if faults := [row.fault("name-missing", "name") for row in rows if not row.text("name")]:
        raise InvalidInput(faults)
    entries = [
        Entry(
            name=row.text("name"),
            value=value,
            group=row.text("group"),
            measure=row.text("measure"),
            scheme=row.text("scheme"),
        )
        for row, value in zip(rows, values, strict=True)
    ]
    data = rank_data(entries, options.decimals)
    if writer.as_json:
        writer.data(data)
    else:
        _say_ranks(data, writer)
    return OK


def _say_ranks(data: dict[str, Any], writer: Writer) -> None:
    has_groups = any(place["group"] for place in data["ranks"])
    names = ["rank", "name", "value", *(["group"] if has_groups else [])]
    rows = [[writer.word(name) for name in names]]
    for place in data["ranks"]:
        rank = writer.word("unranked") if place["rank"] is None else _rank(place, writer)
        row = [rank, place["name"], writer.number(place["shown"])]
        rows.append([*row, place["group"]] if has_groups else row)
    writer.table(rows)


def _rank(place: dict[str, Any], writer: Writer) -> str:
    shared = f" ({writer.word('tied')})" if place["tied"] else ""
    return f"{place['rank']}/{place['of']}{shared}"


def verify_file(options: Namespace, writer: Writer) -> int:
    """Recomputes a file of ours; 1 and the first difference where it does not come out."""
    path = Path(options.file)
    data = _load(path)
    difference = verify(data, options.directories) or find_loose_bytes(data, path.read_bytes())
    if writer.as_json:
        names = ("path", "found", "recomputed")
        first = None if difference is None else dict(zip(names, difference, strict=True))
        writer.data({"file": path.name, "ok": difference is None, "difference": first})
    elif difference is None:
        writer.line(writer.word("verified", file=path.name))
        if data["kind"] == FREEZE:
            writer.line(writer.word("sealed", sha=data[SEAL]))
    else:
        place, found, made = difference
        writer.line(writer.word("differs", path=place, found=_text(found), recomputed=_text(made)))
    return OK if difference is None else DIFFERENT


def _load(path: Path) -> Any:
    if not path.is_file():
        raise UserError("file-missing", file=str(path))
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise UserError("json-broken", file=path.name, line=line) from error


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 200 else text[:199] + "…"
