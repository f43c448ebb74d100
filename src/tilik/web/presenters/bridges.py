"""Which items of other instruments ask the same, as the reader of an instrument sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.queries.bridges import Bridge, Crossing
from tilik.records.queries.documents import list_titles
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bridge; no form where there is no page to lead to."""

    words: str
    form: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A bridge: the item here, the one there, and what that one is to ours."""

    here: End
    there: End
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """The bridges to one other version."""

    title: str
    code: str
    version: str
    rows: tuple[Row, ...]


def make_bridge_tables(
    document: Mapping[str, Any], crossings: Sequence[Crossing]
) -> tuple[Table, ...]:
    """A table for every version that has items in common with this one."""
    here = list_titles(document)
    return tuple(_make_table(here, crossing) for crossing in crossings)


def _make_table(here: Mapping[str, Any], crossing: Crossing) -> Table:
    document = crossing.other.document
    there = list_titles(document)
    rows = (
        Row(
            _make_end(here, bridge.here, is_linked=True),
            _make_end(there, bridge.there, is_linked=crossing.is_newest),
            _say_kind(bridge),
        )
        for bridge in crossing.bridges
    )
    other = crossing.other
    return Table(say(document["title"]), other.code, other.version, tuple(rows))


def _make_end(titles: Mapping[str, Any], place: tuple[str, str], *, is_linked: bool) -> End:
    form, item = place
    title = titles.get(f"{form}:{item}")
    words = f"{item} {say(title)}".strip()
    return End(words, form, item) if is_linked and title else End(words)


def _say_kind(bridge: Bridge) -> str:
    return {
        "same": _("asks the same"),
        "narrower": _("asks less"),
        "wider": _("asks more"),
        "related": _("asks something near it"),
    }[bridge.kind]
