"""Bridges between items of instrument versions, as the newer instrument names them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.permissions import require
from tilik.records.models import Government, InstrumentVersion, ItemMap, User
from tilik.records.queries.people import of_or_for_all


def store_bridges(*, by: User | None, version: InstrumentVersion) -> list[ItemMap]:
    """The bridges of this version that were not stored yet.

    They lead to the newest stored version of each older instrument; where none is stored there is
    nothing to lead to. `by` None is the installation itself. Raises PermissionDenied.
    """
    if by is not None:
        require(by, "instrument.upload", government=version.government)
    named: Sequence[Mapping[str, Any]] = version.document.get("bridges", ())
    with audit.writing(version.government):
        older = _newest({str(bridge["instrument"]) for bridge in named}, version.government)
        held = set(ItemMap.objects.filter(new=version).values_list("old", "old_form", "old_item"))
        wanted = [
            made
            for bridge in named
            if (old := older.get(str(bridge["instrument"])))
            for made in [_made(bridge, old, version, by)]
            if (old.pk, made.old_form, made.old_item) not in held
        ]
        stored = ItemMap.objects.bulk_create(wanted)
        if stored:
            diff = {"bridges": [0, len(stored)]}
            audit.record(
                by=by,
                verb="instrument.bridge",
                target=version,
                government=version.government,
                diff=diff,
            )
    return stored


def _newest(codes: set[str], government: Government | None) -> dict[str, InstrumentVersion]:
    """The newest version of each instrument that the government sees, by its code."""
    visible = InstrumentVersion.objects.filter(of_or_for_all(government))
    return {version.code: version for version in visible.filter(code__in=codes).order_by("pk")}


def _made(
    bridge: Mapping[str, Any], old: InstrumentVersion, new: InstrumentVersion, by: User | None
) -> ItemMap:
    old_form, _, old_item = str(bridge["old"]).partition(":")
    new_form, _, new_item = str(bridge["new"]).partition(":")
    return ItemMap(
        old=old,
        old_form=old_form,
        old_item=old_item,
        new=new,
        new_form=new_form,
        new_item=new_item,
        kind=bridge["kind"],
        by=by,
        at=timezone.now() if by else None,
    )
