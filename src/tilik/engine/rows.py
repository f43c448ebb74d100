"""What stands in a file as columns of the expression: numbers, blanks, words for "does not apply"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

from tilik.engine.expression import KEYS, SPARED, Frame

NUMBER = nw.Float64
"""Text becomes a number with its decimals, so that 3.5 is refused and not rounded."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a file is what: keys by KEYS, and elements; or item and value, in long rows.

    `labels` (long rows) maps what stands under the item to its element; `words` are the texts in
    small letters that stand for "does not apply".
    """

    keys: Mapping[str, str]
    elements: Mapping[str, str]
    item: str = ""
    value: str = ""
    respondent: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether every answer has a row of its own."""
        return bool(self.item and self.value)


def select(frame: Frame, layout: Layout, elements: Sequence[str]) -> Frame:
    """The frame with the columns KEYS and the elements (or item, value, respondent) alone; an
    element without a column was asked of nobody.
    """
    schema = frame.collect_schema()
    keys = [
        _text(nw.col(layout.keys[key])).alias(key) if key in layout.keys else _nobody().alias(key)
        for key in KEYS
    ]
    if layout.is_long:
        rest = [_text(nw.col(layout.item)).alias("item")]
        rest.append(_number(layout.value, schema, layout.words).alias("value"))
        if layout.respondent:
            rest.append(_text(nw.col(layout.respondent)).alias("respondent"))
    else:
        named = {element: column for column, element in layout.elements.items()}
        rest = [
            _number(named[e], schema, layout.words).alias(e)
            if e in named
            else nw.lit(None).cast(nw.Int64).alias(e)
            for e in elements
        ]
    return frame.select(*keys, *rest)


def _nobody() -> nw.Expr:
    return nw.lit("")


def _text(column: nw.Expr) -> nw.Expr:
    return column.cast(nw.String).fill_null("")


def _number(name: str, schema: Mapping[str, object], words: Sequence[str]) -> nw.Expr:
    """The column as numbers: as it is where it holds whole numbers, read from text otherwise."""
    column, kind = nw.col(name), schema[name]
    if isinstance(kind, nw.dtypes.DType) and kind.is_integer():
        return column
    if kind != nw.String:
        return column.cast(NUMBER)
    text = column.str.strip_chars()
    said = nw.when(text != "").then(text)
    if not words:
        return said.cast(NUMBER)
    spared = text.str.to_lowercase().is_in(list(words))
    number = nw.when(~spared).then(said).cast(NUMBER)
    return nw.when(spared).then(nw.lit(float(SPARED))).otherwise(number)
