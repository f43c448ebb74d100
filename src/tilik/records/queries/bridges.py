"""Bridges between the items of two instrument versions, as anybody may read them."""

from dataclasses import dataclass

from django.db.models import Max, Q

from tilik.records.models import InstrumentVersion, ItemMap
from tilik.records.models.instrument import ItemMapKind

TURNED = {ItemMapKind.NARROWER: ItemMapKind.WIDER, ItemMapKind.WIDER: ItemMapKind.NARROWER}


@dataclass(frozen=True, slots=True)
class Bridge:
    """From an item here (form, code) to one of another version; `kind`: what that one is to ours."""

    here: tuple[str, str]
    there: tuple[str, str]
    kind: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """All bridges between a version and another one; `is_newest`: readers are shown that one."""

    other: InstrumentVersion
    is_newest: bool
    bridges: tuple[Bridge, ...]


def list_crossings(version: InstrumentVersion) -> list[Crossing]:
    """The bridges of a version with every other version that is there for all, in three queries.

    Of two texts of one number the newer is meant.
    """
    for_all = Q(old__government=None, new__government=None)
    maps = ItemMap.objects.filter(Q(old=version) | Q(new=version), for_all).order_by("pk")
    found: dict[int, list[Bridge]] = {}
    for row in maps:
        other, bridge = _turn(row, version)
        found.setdefault(other, []).append(bridge)
    if not found:
        return []
    others = InstrumentVersion.objects.defer("cases", "lint_report").in_bulk(found)
    last = {(others[pk].code, others[pk].version): pk for pk in sorted(found)}
    shown = InstrumentVersion.objects.filter(government=None).order_by()
    newest = set(shown.values("code").annotate(newest=Max("pk")).values_list("newest", flat=True))
    return [Crossing(others[pk], pk in newest, tuple(found[pk])) for pk in last.values()]


def _turn(row: ItemMap, version: InstrumentVersion) -> tuple[int, Bridge]:
    """The other version's key, and the bridge as seen from this one."""
    old, new = (row.old_form, row.old_item), (row.new_form, row.new_item)
    if row.new_id == version.pk:
        return row.old_id, Bridge(new, old, row.kind)
    return row.new_id, Bridge(old, new, TURNED.get(ItemMapKind(row.kind), row.kind))
