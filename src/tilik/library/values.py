"""The answer a cell gives to an item, or what would have been allowed."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NoReturn

from tilik.core.answers import Value
from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Item, Option, Scale
from tilik.core.numbers import exact_decimal_text
from tilik.library.cells import Cell, day, is_not_applicable, may_be_thousands, number, text

YES = frozenset(("ya", "y", "yes", "true", "benar", "ada", "sudah", "1", "v", "✓", "✔"))
NO = frozenset(("tidak", "t", "no", "n", "false", "salah", "tidak ada", "belum", "0"))
SEVERAL = re.compile(r"[;|\n]")


def read_value(
    item: Item, cell: Cell, levels: Mapping[str, Fraction], in_person: bool = False
) -> Value | Gap:
    """The answer in a cell that is not blank.

    `levels` maps the words of the item's levels to them; `in_person` marks one respondent's own
    answer, which is a step of the scale: only a unit's figure may be a mean.
    Raises UserError("bad-value" | "ambiguous-number") with what was found and what is allowed.
    """
    if is_not_applicable(cell):
        return Gap.NOT_APPLICABLE
    match item.kind:
        case "text":
            return text(cell)
        case "date":
            return day(cell) or _refuse(item, cell)
        case "choices":
            parts = [p.strip() for p in SEVERAL.split(text(cell)) if p.strip()]
            return frozenset(_option(item, part) or _refuse(item, cell) for part in parts)
        case "choice" | "yes-no":
            return _option(item, cell) or _refuse(item, cell)
        case _:
            return _number(item, cell, levels, in_person)


def allowed(item: Item, in_person: bool = False) -> str:
    """What a cell of the item may hold, in codes and figures."""
    if item.kind == "date":
        return "dd/mm/yyyy"
    if item.kind in ("choice", "choices", "yes-no"):
        codes = ", ".join(o.code for o in item.options)
        return f"{codes} (;)" if item.kind == "choices" else codes
    if item.levels and in_person:
        return ", ".join(map(figure, item.levels))
    return f"{figure(item.scale.low)}–{figure(item.scale.high)}" if item.scale else "123,45"


def figure(value: Fraction) -> str:
    """The value as people write it: without needless decimals."""
    return exact_decimal_text(value).rstrip("0").rstrip(".")


def _number(item: Item, cell: Cell, levels: Mapping[str, Fraction], in_person: bool) -> Fraction:
    value = number(cell)
    if value is None:
        value = levels.get(text(cell).lower())
        if value is None and (named := _named(item.options, text(cell))):
            value = named.value
    elif item.kind == "number" and may_be_thousands(cell):
        raise UserError("ambiguous-number", found=text(cell), allowed=text(cell).replace(".", ""))
    if value is None or not _holds(item, value, in_person):
        return _refuse(item, cell, in_person)
    return value


def _holds(item: Item, value: Fraction, in_person: bool) -> bool:
    scale: Scale | None = item.scale
    if in_person and item.whole_steps and value.denominator != 1:
        return False
    return scale is None or scale.holds(value)


def _option(item: Item, cell: Cell) -> str | None:
    word = text(cell).lower()
    if named := _named(item.options, word):
        return named.code
    codes = {o.code for o in item.options}
    if codes >= {"ya", "tidak"} and word in YES | NO:
        return "ya" if word in YES else "tidak"
    value = number(cell)
    worth = [o.code for o in item.options if value is not None and o.value == value]
    return worth[0] if len(worth) == 1 else None


def _named(options: tuple[Option, ...], word: str) -> Option | None:
    word = word.lower()
    return next((o for o in options if word == o.code.lower() or word in o.words), None)


def _refuse(item: Item, cell: Cell, in_person: bool = False) -> NoReturn:
    raise UserError(
        "bad-value", found=text(cell), allowed=allowed(item, in_person), item=str(item.key)
    )
