"""Places: in what was published, and in our own rounds; never across measures or schemes."""

from collections.abc import Sequence
from fractions import Fraction

from tilik.core.ranking import Entry, Place, rank
from tilik.records.models import PublishedFigure, Result

__all__ = ["Place", "rank_published", "rank_results"]


def rank_published(figures: Sequence[PublishedFigure], group: str = "") -> dict[int, Place]:
    """The place of each figure with a value by its key, on the published value.

    The caller names figures of one measure and scheme; others raise UserError("mixed-schemes").
    """
    entries = [
        Entry(
            str(figure.pk),
            None if figure.value is None else Fraction(figure.value),
            group,
            figure.measure,
            figure.scheme,
        )
        for figure in figures
    ]
    return {int(place.entry.name): place for place in rank(entries)}


def rank_results(results: Sequence[Result], decimals: int = 2) -> dict[int, Place]:
    """The place of each result by its key, on the exact value; without a value it has none.

    Raises UserError("mixed-schemes") where they are of several instruments or schemes.
    """
    entries = [
        Entry(
            str(result.pk),
            get_exact(result),
            "",
            result.instrument_sha,
            f"{result.round.scheme if result.round else ''}/{result.basis}/{result.variant}",
        )
        for result in results
    ]
    return {int(place.entry.name): place for place in rank(entries, decimals)}


def get_exact(result: Result) -> Fraction | None:
    """The exact value of a stored result, or None while it is incomplete."""
    if result.numerator is None or result.denominator is None:
        return None
    return Fraction(int(result.numerator), int(result.denominator))
