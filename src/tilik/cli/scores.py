"""tilik score · tilik grade · tilik rollup."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from tilik.cli.output import Writer
from tilik.core.document import build
from tilik.core.errors import Fault, InvalidInput, UserError
from tilik.core.grading import Graded, grade
from tilik.core.instrument import GradeScale, Instrument
from tilik.core.results import Part
from tilik.library.answers import read_answers
from tilik.library.cells import number
from tilik.library.load import load
from tilik.library.records import Record, numbers, read_records
from tilik.library.report import Report, check_output, summary, write
from tilik.library.roles import ROLES
from tilik.library.score_file import rollup_file, score_data
from tilik.library.values import figure

OK = 0
ROLLUP_COLUMNS = {
    "unit": ROLES["unit"],
    "score": (*ROLES["value"], "nilai ikm", "ikm", "ipp", "indeks", "index"),
    "product": ("produk", "layanan", "jenis layanan", "service"),
    "weight": ("bobot", "volume", "jumlah responden"),
    "group": ("kelompok", "jenis", "klaster", "rumpun"),
}


def score(options: Namespace, writer: Writer) -> int:
    """Scores a table of answers: every unit and the government, with variants and trees."""
    out = [Path(name) for name in options.out]
    for path in out:
        check_output(path)
    loaded = load(options.instrument, options.directories)
    instrument = build(loaded.document, options.variant, options.year, options.unit_kind)
    reading = read_answers(
        Path(options.file),
        loaded.document,
        instrument,
        order=options.order,
        units=Path(options.units) if options.units else None,
        unit=options.unit,
    )
    data = score_data(
        loaded,
        reading.answers,
        variant=options.variant,
        year=options.year,
        basis=options.basis,
        unit_kind=options.unit_kind,
    )
    _deliver(Report(data, loaded.document, writer.language), out, writer)
    writer.notices(reading.notices)
    return OK


def _deliver(report: Report, out: Sequence[Path], writer: Writer) -> None:
    """Writes the files asked for, then the result."""
    for path in out:
        write(report, path)
    if writer.as_json:
        writer.data(report.data)
        return
    writer.line(_headline(report))
    writer.table(summary(report))


def _headline(report: Report) -> str:
    data = report.data
    variant = f"{report.word('variant').lower()} {data['variant']}" if data["variant"] else ""
    head = (report.title(), f"{data['instrument']} v{data['version']}", variant, str(data["year"]))
    return " · ".join(filter(None, head))


# ---- grade -----------------------------------------------------------------


def grade_values(options: Namespace, writer: Writer) -> int:
    """The category of each value, in order. Raises InvalidInput naming every value refused."""
    loaded = load(options.instrument, options.directories)
    instrument = build(loaded.document, options.variant, options.year)
    scale = instrument.scale_of(options.scope)
    if scale is None:
        raise UserError("no-grades")
    graded = _grade_all(scale, options.values)
    found = [_grade_data(one, writer.language) for one in graded]
    if writer.as_json:
        writer.data(found)
    else:
        heads = [writer.word(name) for name in found[0]]
        writer.table([heads, *(_row(row, writer) for row in found)])
    return OK


def _grade_all(scale: GradeScale, texts: Sequence[str]) -> list[Graded]:
    found: list[Graded] = []
    faults: list[Fault] = []
    for text in texts:
        value = number(text)
        if value is None:
            faults.append(Fault("not-a-number", "", {"found": text}))
            continue
        try:
            found.append(grade(scale, value))
        except UserError:
            span = {"low": figure(scale.bands[0].low), "high": figure(scale.top)}
            faults.append(Fault("out-of-scale", "", {"found": text, **span}))
    if faults:
        raise InvalidInput(faults)
    return found


def _row(data: dict[str, Any], writer: Writer) -> list[str]:
    figures = ("value", "to_next")
    return [writer.number(v) if name in figures else v or "–" for name, v in data.items()]


def _grade_data(graded: Graded, language: str) -> dict[str, Any]:
    return {
        "value": figure(graded.value),
        "grade": graded.band.grade,
        "name": graded.band.name[language],
        "zone": graded.band.zone,
        "to_next": None if graded.to_next is None else figure(graded.to_next),
    }


# ---- rollup ----------------------------------------------------------------


def rollup(options: Namespace, writer: Writer) -> int:
    """The government's score over units whose scores are known."""
    loaded = load(options.instrument, options.directories)
    instrument = build(loaded.document, options.variant, options.year)
    rows = read_records(Path(options.file), ROLLUP_COLUMNS, ("unit", "score"))
    parts = _parts(instrument, rows)
    data = rollup_file(loaded, parts, variant=options.variant, year=options.year)
    if writer.as_json:
        writer.data(data)
        return OK
    report = Report(data, loaded.document, writer.language)
    writer.line(_headline(report))
    named = {writer.word("government"): data, **data.get("groups", {})}
    heads = [writer.word(k) for k in ("name", "rounded", "grade", "range", "status")]
    writer.table([heads, *(report.cells(name, outcome) for name, outcome in named.items())])
    return OK


def _differing(rows: Sequence[Record], weights: Sequence[Fraction | None]) -> Iterator[Fault]:
    """The rows whose weight is not that of an earlier row of the same unit, whose weight it is."""
    first: dict[tuple[str, str], tuple[Record, Fraction | None]] = {}
    for row, weight in zip(rows, weights, strict=True):
        key = (row.text("unit").casefold(), row.text("group"))
        earlier, known = first.setdefault(key, (row, weight))
        if weight != known:
            place = earlier.sheet.place(earlier.row, earlier.columns.get("weight"))["cell"]
            yield row.fault("weight-differs", "weight", found=row.text("weight"), first=place)


def _parts(instrument: Instrument, rows: Sequence[Record]) -> list[Part]:
    scale = instrument.index.scale
    scores = numbers(rows, "score", scale.low, scale.high)
    weights = numbers(rows, "weight", Fraction(0))
    faults: list[Fault] = []
    seen: dict[tuple[str, str, str], str] = {}
    for row in rows:
        key = (row.text("unit").casefold(), row.text("product"), row.text("group"))
        if not key[0]:
            faults.append(row.fault("name-missing", "unit"))
        elif key in seen:
            twice = {"found": row.text("unit"), "first": seen[key]}
            faults.append(row.fault("row-twice", "unit", **twice))
        seen.setdefault(key, row.sheet.place(row.row, row.columns["unit"])["cell"])
    if instrument.rollup_over == "units":
        faults += _differing(rows, weights)
    if faults:
        raise InvalidInput(faults)
    return [
        Part(
            unit=row.text("unit"),
            value=value,
            product=row.text("product"),
            weight=Fraction(1) if weight is None else weight,
            group=row.text("group"),
        )
        for row, value, weight in zip(rows, scores, weights, strict=True)
    ]
