"""tilik engine: survey rows of any number, rolled up by DuckDB or Spark and scored by the core."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilik.analysis.intervals import get_probabilities, make_interval
from tilik.analysis.respondents import rolled_stratum
from tilik.cli.output import Writer
from tilik.core.document import build
from tilik.core.errors import Fault, UserError
from tilik.core.instrument import Combine, Instrument
from tilik.core.score import Score
from tilik.core.tallies import Rolled, add, elements_of, score_rolled, survey_of
from tilik.engine.engines import DuckDB, Engine, find_files, start, start_duckdb
from tilik.engine.expression import Elements
from tilik.engine.rows import Layout
from tilik.engine.store import ROWS, add_file, is_store, read_store, refresh
from tilik.engine.survey import Groups, distinct_items, list_columns, roll_files
from tilik.library.columns import SPARED, find_columns, find_labels
from tilik.library.load import Loaded, catalogue, load
from tilik.library.report import Report
from tilik.library.tally_file import engine_data

OK = 0
MEASURE = "ikm"


@dataclass(frozen=True, slots=True)
class Asked:
    """The survey asked for, and its elements."""

    loaded: Loaded
    survey: Instrument
    elements: Elements
    order: str


def score_rows(options: Namespace, writer: Writer) -> int:
    """Scores a file or folder of rows, or a store as it grows: every period, unit and service."""
    asked = _ask(options)
    path = Path(options.data)
    with start(options.on, options.master) as engine:
        if isinstance(engine, DuckDB) and is_store(path):
            added = refresh(engine, path, asked.elements)
            groups = read_store(engine, path, asked.elements)
            notices = [Fault("parts-added", path.name, {"n": added})]
        else:
            groups, notices = _roll(engine, path / ROWS if is_store(path) else path, asked)
    if not groups:
        raise UserError("no-rows", file=path.name)
    named = _named(groups, options.unit or path.stem)
    data = engine_data(
        asked.loaded,
        named,
        variant=options.variant,
        year=options.year,
        form=options.form,
        trees=options.trees,
    )
    data |= {"on": options.on, "intervals": _intervals(asked.survey, named)}
    _say(data, asked.loaded, writer)
    writer.notices(notices)
    return OK


def add_rows(options: Namespace, writer: Writer) -> int:
    """Adds the rows of a file to a store, once; the store is made where there is none."""
    asked = _ask(options)
    path, store = Path(options.file), Path(options.store)
    find_files(path)
    with start_duckdb() as engine:
        layout, labels, notices = _layout(engine, [path], asked)
        is_new = add_file(engine, store, path, layout, asked.elements, labels)
    if writer.as_json:
        writer.data({"store": str(store), "file": path.name, "added": is_new})
    else:
        writer.line(writer.word("rows-added" if is_new else "rows-known", file=path.name))
    writer.notices(notices)
    return OK


def _ask(options: Namespace) -> Asked:
    """The survey: the one named, or the newest that gives the index of satisfaction."""
    if options.instrument:
        loaded = load(options.instrument, options.directories)
    else:
        every = [load(entry) for entry in catalogue(options.directories)]
        loaded = [found for found in every if found.document["measure"] == MEASURE][-1]
    instrument = build(loaded.document, options.variant, options.year)
    survey = survey_of(instrument, options.form)
    return Asked(loaded, survey, elements_of(survey), options.order)


def _roll(engine: Engine, path: Path, asked: Asked) -> tuple[Groups, list[Fault]]:
    files = find_files(path)
    layout, labels, notices = _layout(engine, files, asked)
    return roll_files(engine, files, layout, asked.elements, labels), notices


def _layout(
    engine: Engine, files: list[Path], asked: Asked
) -> tuple[Layout, dict[str, str], list[Fault]]:
    """What the columns are, and in long rows what stands under the item."""
    document, survey = asked.loaded.document, asked.survey
    names = list_columns(engine, files)
    found = find_columns(names, document, survey, asked.order)
    layout = Layout(
        keys=found.keys,
        elements={column: code for code, column in found.elements.items()},
        item=found.item,
        value=found.value,
        respondent=found.respondent,
        words=SPARED,
    )
    notices = [
        Fault("column-left-out", files[0].name, {"found": name, "cell": name})
        for name in found.left_out
    ]
    labels: dict[str, str] = {}
    if layout.is_long:
        labels = find_labels(distinct_items(engine, files, layout), document, survey, asked.order)
    return layout, labels, notices


def _named(groups: Groups, name: str) -> Groups:
    """Rows that name no unit are those of the file."""
    return {(c, p, unit or name, s): rolled for (c, p, unit, s), rolled in groups.items()}


def _intervals(survey: Instrument, groups: Groups) -> list[dict[str, Any]]:
    """The 95 % interval and the probability of each category, by campaign, period and unit."""
    units: dict[tuple[str, str, str], list[Rolled]] = {}
    for (campaign, period, unit, _), rolled in groups.items():
        units.setdefault((campaign, period, unit), []).append(rolled)
    return [
        {"campaign": campaign, "period": period, "unit": unit, **made}
        for (campaign, period, unit), parts in units.items()
        if (made := _interval(survey, add(parts)))
    ]


def _interval(survey: Instrument, rolled: Rolled) -> dict[str, Any] | None:
    """What is known of one unit's index; None where an index is no mean of its elements."""
    tree = score_rolled(survey, rolled) if survey.index.combine is Combine.MEAN else None
    if tree is None or tree.value is None or not _is_plain(tree):
        return None
    leaf = next(survey.index.leaves())
    mean = survey.index.scale.carry(tree.value, leaf.scale)
    stratum = rolled_stratum(rolled, mean, len(elements_of(survey)))
    shown = survey.index.scale
    interval = make_interval([stratum], leaf.scale, shown) if stratum else None
    if interval is None:
        return None
    scale = survey.scale_of("unit")
    chances = get_probabilities(interval, shown, scale) if scale else {}
    return {
        "n": interval.n,
        "low": f"{interval.low:.2f}",
        "high": f"{interval.high:.2f}",
        "grades": {grade: f"{chance:.3f}" for grade, chance in chances.items()},
    }


def _is_plain(tree: Score) -> bool:
    """Whether the weights are whole: rounded ones put the index on another scale."""
    return sum(child.weight or 0 for child in tree.children) == 1


def _say(data: dict[str, Any], loaded: Loaded, writer: Writer) -> None:
    if writer.as_json:
        writer.data(data)
        return
    report = Report(data, loaded.document, writer.language)
    writer.line(f"{report.title()} · {data['instrument']} v{data['version']} · {data['on']}")
    known = {(i["campaign"], i["period"], i["unit"]): i for i in data["intervals"]}
    heads = [writer.word(k) for k in ("name", "rounded", "grade", "interval", "status")]
    for period in data["periods"]:
        writer.line(" · ".join(filter(None, (period["campaign"], period["period"]))))
        rows = [heads]
        for unit in period["units"]:
            span = known.get((period["campaign"], period["period"], unit["unit"]))
            cells = report.cells(unit["unit"], unit)
            ends = [writer.number(span[end]) for end in ("low", "high")] if span else []
            rows.append([*cells[:3], "–".join(ends) or "–", *cells[4:]])
        rows.append([*report.cells(writer.word("government"), period["government"])])
        writer.table(rows)
