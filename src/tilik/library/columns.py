"""Which column of a table of survey rows is what, for files too large to be read cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tilik.core.errors import UserError
from tilik.core.instrument import Instrument
from tilik.library.cells import NOT_APPLICABLE, clean
from tilik.library.roles import role
from tilik.library.vocabulary import make_vocabulary

PERIODS = ("period", "periode", "triwulan", "semester", "quarter")
CAMPAIGNS = ("campaign", "survei", "survey", "kampanye")
SPARED = tuple(sorted(NOT_APPLICABLE))


@dataclass
class Columns:
    """The columns by what they hold: keys of a group, elements, and those of long rows."""

    keys: dict[str, str] = field(default_factory=dict)
    elements: dict[str, str] = field(default_factory=dict)
    item: str = ""
    value: str = ""
    respondent: str = ""
    left_out: list[str] = field(default_factory=list)


def find_columns(
    names: Sequence[str], document: Mapping[str, Any], survey: Instrument, order: str = ""
) -> Columns:
    """What every column is. Raises UserError("no-columns" | "column-twice" | "question-order" | …)."""
    found = Columns()
    roles = {name: _role(name) for name in names}
    is_long = {"item", "value"} <= set(roles.values())
    for name, named in roles.items():
        if named in ("unit", "service", "period", "campaign"):
            _keep(found.keys, named, name)
        elif named == "respondent":
            found.respondent = name
        elif is_long and named == "item":
            found.item = name
        elif is_long and named == "value":
            found.value = name
        elif is_long or not _keep_element(found, name, document, survey, order):
            found.left_out.append(name)
    if not is_long and not found.elements:
        codes = [leaf.item.item for leaf in survey.index.leaves() if leaf.item]
        raise UserError("no-columns", allowed=", ".join(codes))
    return found


def _role(name: str) -> str | None:
    label = clean(name.strip("\ufeff")).lower()
    if label in PERIODS:
        return "period"
    return "campaign" if label in CAMPAIGNS else role(label)


def _keep_element(
    found: Columns, name: str, document: Mapping[str, Any], survey: Instrument, order: str
) -> bool:
    labels = find_labels([clean(name.strip("\ufeff"))], document, survey, order, strict=False)
    for code in labels.values():
        _keep(found.elements, code, name)
    return bool(labels)


def _keep(kept: dict[str, str], what: str, name: str) -> None:
    if what in kept:
        raise UserError("column-twice", found=name, first=kept[what])
    kept[what] = name


def find_labels(
    labels: Sequence[str],
    document: Mapping[str, Any],
    survey: Instrument,
    order: str = "",
    *,
    strict: bool = True,
) -> dict[str, str]:
    """The element every label names, by label.

    Raises UserError("unknown-item" | "question-order" | …); unless `strict`, labels that name
    nothing are left out.
    """
    words = make_vocabulary(document, survey, order)
    leaves = [leaf.item for leaf in survey.index.leaves() if leaf.item]
    form = leaves[0].form
    found: dict[str, str] = {}
    for label in labels:
        if (key := words.item(label, form)) and key in leaves:
            found[label] = key.item
        elif strict:
            raise UserError("unknown-item", found=label, allowed=[key.item for key in leaves])
    return found
