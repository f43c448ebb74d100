"""Scoring many units, beside the loop of floats that a user would write instead.

Both get the same answers as rows; the loop keeps no reasons, no ranges and no exact values.
The inputs are kept out of the garbage collector, which is off while the clock runs (as in
timeit); the clock is the processor's, and of several runs the fastest counts.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from time import process_time
from typing import Any

from benchmarks.figures import Figure
from tilik.core.answers import Answer, counted
from tilik.core.document import build, node_code, raw_nodes
from tilik.core.instrument import Instrument, Node
from tilik.core.results import score_units
from tilik.core.scoring import score_tree
from tilik.library.load import load

MANY, TEN_TIMES, FEW = 10_000, 100_000, 200
Aspects = list[tuple[float, list[tuple[str, float]]]]


@dataclass(frozen=True, slots=True)
class Input:
    """The same answers for both."""

    answers: list[Answer]
    plain: list[tuple[str, str, float]]


def get_instrument() -> Instrument:
    """The evaluators' form of PEKPPP: thirty scored indicators in six aspects, real weights."""
    document = load("pekppp-2022").document
    form = next(node for node in raw_nodes(document["index"]) if node_code(node) == "f02a")
    return build({**document, "index": {**form, "scale": ["0", "5"]}})


def make_input(instrument: Instrument, units: int) -> Input:
    """Answers of so many units to all scored indicators."""
    random = Random(units)
    keys = [leaf.item for leaf in instrument.index.leaves() if leaf.item and leaf.scored]
    answers = [
        Answer(unit, key.form, key.item, Fraction(random.randint(0, 5)))
        for unit in map(str, range(units))
        for key in keys
    ]
    plain = [(a.unit, a.item, float(a.value)) for a in answers if isinstance(a.value, Fraction)]
    return Input(answers, plain)


def get_aspects(index: Node) -> Aspects:
    """The weights as floats, for the loop."""
    return [
        (
            float(a.share or 0),
            [(n.item.item, float(n.share or 0)) for n in a.children if n.item and n.scored],
        )
        for a in index.children
        if a.scored
    ]


def sorted_by_unit(rows: list[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    """The loop's first half: a dictionary of answers a unit."""
    units: dict[str, dict[str, float]] = {}
    for unit, item, value in rows:
        units.setdefault(unit, {})[item] = value
    return units


def looped(units: dict[str, dict[str, float]], aspects: Aspects) -> dict[str, float]:
    """The loop's second half: an index a unit."""
    indices = {}
    for unit, answers in units.items():
        index = 0.0
        for weight, items in aspects:
            mean = 0.0
            for item, share in items:
                mean += share * answers[item]
            index += weight * mean
        indices[unit] = index
    return indices


def fastest(work: Callable[[], Any], times: int = 5) -> float:
    """Seconds of the fastest run."""
    gc.collect()
    gc.freeze()
    gc.disable()
    seconds = []
    for _ in range(times):
        start = process_time()
        made = work()
        seconds.append(process_time() - start)
        del made
    gc.enable()
    gc.unfreeze()
    return min(seconds)


def measure() -> list[Figure]:
    """How many times as long as the loop each way to score takes."""
    instrument = get_instrument()
    aspects = get_aspects(instrument.index)
    given = make_input(instrument, MANY)
    loop = fastest(lambda: looped(sorted_by_unit(given.plain), aspects))
    units = sorted_by_unit(given.plain)
    sums_alone = fastest(lambda: looped(units, aspects))
    scored = fastest(lambda: score_units(instrument, given.answers))
    judged = fastest(lambda: [r.outcome for r in score_units(instrument, given.answers)], 2)
    opened = fastest(lambda: [r.tree for r in score_units(instrument, given.answers)], 1)
    few = make_input(instrument, FEW).answers
    sheets = [counted(few[n : n + len(few) // FEW]) for n in range(0, len(few), len(few) // FEW)]
    general = fastest(lambda: [score_tree(instrument, sheet) for sheet in sheets], 2)
    more = make_input(instrument, TEN_TIMES)
    longer = fastest(lambda: score_units(instrument, more.answers), 2)
    what = f"{MANY:,} units × 30 indicators"
    return [
        Figure("A loop of floats that keeps no reasons, from rows", 1e6 * loop / MANY, "µs a unit"),
        Figure(
            f"Scoring {what}, every number of every tree, from rows", scored / loop, "× the loop", 3
        ),
        Figure(
            "The same beside the loop's sums alone, rows sorted beforehand",
            scored / sums_alone,
            "× the loop",
        ),
        Figure("The same, every category looked at", judged / loop, "× the loop"),
        Figure("The same, every tree opened as objects", opened / loop, "× the loop"),
        Figure(
            "The general path, one unit after another", general / FEW / (loop / MANY), "× the loop"
        ),
        Figure(f"{TEN_TIMES:,} units, beside ten times {MANY:,}", longer / scored / 10, "×", 1.5),
    ]
