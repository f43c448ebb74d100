"""Results: a unit's or a government's index with its range, categories and variants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from tilik.core.answers import Answer, Sheet, counted
from tilik.core.bulk import Place, batch_of, placed
from tilik.core.errors import UserError
from tilik.core.grading import possible, suffix_of
from tilik.core.instrument import Band, Instrument, Key
from tilik.core.numbers import round_half_up, total
from tilik.core.score import INCOMPLETE, NOTHING, Score
from tilik.core.scoring import mean_of_products, score_tree


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value on the index scale: exact, rounded once, its range, and the categories it can have.

    `bands` holds one category where the range leaves only one; none where the instrument has no
    categories. `value` is None while something is missing: then only the range is known.
    """

    value: Fraction | None
    low: Fraction
    high: Fraction
    rounded: Fraction | None
    status: frozenset[str]
    bands: tuple[Band, ...]
    suffix: Mapping[str, str] | None = None


class Result:
    """The result of one unit, or of one of its services.

    Its numbers are there from the start; objects are made of them when they are asked for:
    of ten thousand trees hardly one is looked at.
    """

    def __init__(
        self,
        unit: str,
        instrument: Instrument,
        source: Score | Place,
        services: tuple["Result", ...] = (),
        service: str = "",
    ) -> None:
        self.unit = unit
        self.services = services
        self.service = service
        self._instrument = instrument
        self._source = source

    @cached_property
    def tree(self) -> Score:
        """Where every number comes from."""
        return self._source.tree() if isinstance(self._source, Place) else self._source

    @cached_property
    def outcome(self) -> Outcome:
        """The index with its range and categories."""
        head = self._source.head() if isinstance(self._source, Place) else self._source
        return outcome_of(self._instrument, head)


@dataclass(frozen=True, slots=True)
class Part:
    """What a roll-up takes in: an outcome's value and range, its weight and its group."""

    unit: str
    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    product: str = ""
    weight: Fraction = Fraction(1)
    group: str = ""
    status: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Rollup:
    """A government's outcome, the units behind it and those still without a value."""

    outcome: Outcome
    units: tuple[tuple[str, Fraction], ...]
    missing: tuple[str, ...]
    groups: tuple[tuple[str, Outcome], ...] = ()


def score_unit(instrument: Instrument, sheet: Sheet, unit: str = "") -> Result:
    """The result of one unit from the answers that count; one per service where it has several."""
    names = sorted({row.service for rows in sheet.values() for row in rows if row.service})
    services = tuple(
        Result(unit, instrument, own, service=name)
        for name in (names if len(names) > 1 else ())
        for own in [score_tree(instrument, _of_service(sheet, name))]
    )
    if services and instrument.rollup_over == "products":
        tree = mean_of_products(instrument.index, {s.service: s.tree for s in services})
    else:
        tree = score_tree(instrument, sheet)
    return Result(unit, instrument, tree, services)


def _of_service(sheet: Sheet, service: str) -> dict[Key, tuple[Answer, ...]]:
    kept = {
        key: tuple(r for r in rows if r.service in ("", service)) for key, rows in sheet.items()
    }
    return {key: rows for key, rows in kept.items() if rows}


def outcome_of(instrument: Instrument, tree: Score) -> Outcome:
    """The outcome a scored tree of a unit stands for."""
    return _outcome(instrument, tree.value, (tree.low, tree.high), tree.status, "unit")


def _outcome(
    instrument: Instrument,
    value: Fraction | None,
    span: tuple[Fraction, Fraction],
    status: frozenset[str],
    scope: str,
    suffix: frozenset[str] | None = None,
) -> Outcome:
    scale = instrument.scale_of(scope)
    return Outcome(
        value=value,
        low=span[0],
        high=span[1],
        rounded=None if value is None else round_half_up(value, instrument.decimals),
        status=status,
        bands=possible(scale, *span) if scale else (),
        suffix=suffix_of(scale, suffix) if scale else None,
    )


def score_units(
    instrument: Instrument, answers: Iterable[Answer], basis: str = "final"
) -> list[Result]:
    """A result per unit, in order of appearance; the government's own inputs reach every unit."""
    batch = batch_of(answers)
    places = dict(zip(batch.units, placed(instrument, batch), strict=True))
    own = counted(batch.of(batch.units.index("")) if "" in places else (), basis)
    shared = {k: rows for k, rows in own.items() if _is_of_government(instrument, k)}
    return [
        Result(unit, instrument, place)
        if place and not shared
        else score_unit(instrument, {**counted(batch.of(number), basis), **shared}, unit)
        for number, (unit, place) in enumerate(places.items())
        if unit
    ]


def _is_of_government(instrument: Instrument, key: Key) -> bool:
    return key in instrument.items and instrument.items[key].of_government


def score_government(
    instrument: Instrument, results: Sequence[Result], answers: Iterable[Answer] = ()
) -> Rollup | None:
    """The government's outcome over its units (None without any); its inputs decide the suffix."""
    if not results:
        return None
    whole = [(r,) if instrument.rollup_over == "units" else r.services or (r,) for r in results]
    parts = [as_part(product) for products in whole for product in products]
    return roll_up(instrument, parts, own_inputs(instrument, answers))


def as_part(result: Result) -> Part:
    """A result as a roll-up takes it in."""
    found = result.outcome
    return Part(
        result.unit, found.value, found.low, found.high, result.service, status=found.status
    )


def own_inputs(instrument: Instrument, answers: Iterable[Answer]) -> frozenset[str] | None:
    """The answers to the input that decides the suffix, or None where there is none."""
    scale = instrument.scale_of("government")
    if scale is None or scale.suffix is None:
        return None
    rows = counted(a for a in answers if not a.unit).get(scale.suffix.item, ())
    return frozenset(str(row.value) for row in rows if row.value is not None) or None


def roll_up(
    instrument: Instrument, parts: Sequence[Part], suffix: frozenset[str] | None = None
) -> Rollup:
    """The (weighted) mean of units, or of all products where the instrument says so.

    Unrounded values go in. A part without a value is absent from the mean, which is then marked
    incomplete with the range it can still reach. Raises UserError("nothing-to-roll-up").
    """
    if total(p.weight for p in parts) <= 0:
        raise UserError("nothing-to-roll-up")
    if instrument.rollup_over == "units":
        parts = _unit_means(parts)
    outcome = _mean_of_parts(instrument, parts, suffix)
    groups = sorted({p.group for p in parts if p.group})
    return Rollup(
        outcome=outcome,
        units=tuple((p.unit, p.value) for p in parts if p.value is not None),
        missing=tuple(p.unit for p in parts if p.value is None),
        groups=tuple(
            (g, _mean_of_parts(instrument, [p for p in parts if p.group == g], None))
            for g in groups
        ),
    )


def _unit_means(parts: Sequence[Part]) -> list[Part]:
    """One part per unit and group: the plain mean of its products."""
    units: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        units.setdefault((part.unit, part.group), []).append(part)
    return [_one(products) for products in units.values()]


def _one(products: Sequence[Part]) -> Part:
    first = products[0]
    return Part(
        unit=first.unit,
        value=_mean_or_none([p.value for p in products]),
        low=_mean_or_none([p.low if p.low is not None else p.value for p in products]),
        high=_mean_or_none([p.high if p.high is not None else p.value for p in products]),
        weight=first.weight,
        group=first.group,
        status=NOTHING.union(*(p.status for p in products)),
    )


def _mean_or_none(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [v for v in values if v is not None]
    return total(known) / len(known) if len(known) == len(values) else None


def _mean_of_parts(
    instrument: Instrument, parts: Sequence[Part], suffix: frozenset[str] | None
) -> Outcome:
    scale = instrument.index.scale
    known = [(p.value, p.weight) for p in parts if p.value is not None]
    whole = total(p.weight for p in parts)
    weight = total(w for _, w in known)
    value = total(v * w for v, w in known) / weight if weight else None
    low = total(p.weight * _end(p, p.low, scale.low) for p in parts) / whole
    high = total(p.weight * _end(p, p.high, scale.high) for p in parts) / whole
    status = NOTHING.union(*(p.status for p in parts if p.value is not None))
    if len(known) < len(parts):
        status |= {INCOMPLETE}
    if value is not None:
        # So far, and with all units in, are both still possible ends: some may never come in.
        low, high = min(low, value), max(high, value)
    return _outcome(instrument, value, (low, high), status, "government", suffix)


def _end(part: Part, end: Fraction | None, otherwise: Fraction) -> Fraction:
    if end is not None:
        return end
    return otherwise if part.value is None else part.value
