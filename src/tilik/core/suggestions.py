"""The level a rubric suggests for an item, from the claim's answers."""

from collections.abc import Mapping
from typing import Any

from tilik.core.answers import Sheet
from tilik.core.instrument import Gap, Instrument, Item, Key
from tilik.core.rules import NOT_ASKED, Lookup, Suggestion, holds, items_of, suggest


def suggested(instrument: Instrument, item: Item, sheet: Sheet) -> Suggestion | None:
    """The suggestion for a level item, or None where the instrument has no rule for it."""
    return (
        None
        if item.rule is None
        else suggest(item.rule, look_up(instrument, item.rule.form, sheet))
    )


def suggest_all(instrument: Instrument, sheet: Sheet) -> dict[Key, Suggestion]:
    """The suggestion of every item that has a rule."""
    return {
        key: found
        for key, item in instrument.items.items()
        if (found := suggested(instrument, item, sheet)) is not None
    }


def list_looked_at(instrument: Instrument, item: Item) -> set[str]:
    """The questions an item's rule looks at, and those that decide whether these are asked."""
    if item.rule is None:
        return set()
    found: set[str] = set()
    open_ones = {code for row in item.rule.rows for code in items_of(row.when)}
    while open_ones:
        found |= open_ones
        whens = [instrument.items[Key(item.rule.form, code)].when for code in open_ones]
        open_ones = {code for when in whens for code in items_of(when)} - found
    return found


def is_asked(instrument: Instrument, item: Item, sheet: Sheet) -> bool | None:
    """Whether a conditional question is to be asked; None while that is not known yet."""
    if item.when is None:
        return True
    return holds(item.when, look_up(instrument, item.key.form, sheet))


def look_up(instrument: Instrument, form: str, sheet: Sheet) -> Lookup:
    """The answers of a form as conditions see them; a question rightly not asked is NOT_ASKED.

    So is one that is not in force for this year, kind of unit or channel: nobody could answer it.
    """
    known: Mapping[Key, Item] = instrument.items
    asking: set[str] = set()

    def answer(code: str) -> Any:
        item = known.get(Key(form, code))
        if item is None:
            return NOT_ASKED
        rows = sheet.get(item.key, ())
        if rows and rows[-1].value is not None:
            return rows[-1].value
        if rows and rows[-1].gap is Gap.NOT_APPLICABLE:
            return NOT_ASKED
        if item.when is None or code in asking:
            return None
        asking.add(code)
        hidden = holds(item.when, answer) is False
        asking.discard(code)
        return NOT_ASKED if hidden else None

    return answer
