"""What a unit enters for the papers around its standards, and wording taken over into a component."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.judging import get_guide
from tilik.actions.papers import VERBS
from tilik.actions.permissions import require
from tilik.actions.standards import set_component
from tilik.core.drafting import add_pattern
from tilik.core.errors import Conflict, NotFound, UserError
from tilik.records.models import StandardComponent, StandardVersion, Unit, UnitPaper, User

SIGNER = "penanda-tangan"
KINDS = frozenset({SIGNER, *(kind for kind, verb in VERBS.items() if verb == "standard.write")})
LONGEST, MOST = 20_000, 300
"""Characters of one field, and rows of one table."""


def keep_paper(
    *, by: User, unit: Unit, kind: str, content: Mapping[str, Any], seen: int | None = None
) -> UnitPaper:
    """What was entered for the paper, kept; the same again writes nothing. `seen` is what was shown.

    Raises PermissionDenied, NotFound, UserError("component-long" | "rows-many"), Conflict where
    somebody else wrote something else meanwhile.
    """
    require(by, "standard.write", government=unit.government, unit=unit)
    if kind not in KINDS:
        raise NotFound("paper-not-found")
    cleaned = {name: _clean(value) for name, value in content.items()}
    with audit.writing(unit.government):
        found = UnitPaper.objects.filter(unit=unit, kind=kind).first()
        before = found.content if found else {}
        if found and before == cleaned:
            return found
        if seen is not None and seen != (found.n if found else 0):
            raise Conflict("paper-changed", stands=before)
        found = found or UnitPaper(government=unit.government, unit=unit, kind=kind, n=0)
        found.content, found.n, found.by, found.at = cleaned, found.n + 1, by, timezone.now()
        found.save()
        # Names of people may stand in any field, so the trail holds keyed fingerprints alone.
        sides = [audit.digest(before or None), audit.digest(cleaned)]
        audit.record(
            by=by, verb="paper.write", target=found, government=unit.government, unit=unit,
            diff={"kind": [kind, kind], "entered": sides},
        )  # fmt: skip
    return found


def take_pattern(
    *, by: User, version: StandardVersion, number: int, code: str
) -> StandardComponent:
    """The component with the pattern's lines below what stands there.

    Raises PermissionDenied, NotFound, UserError as `set_component`.
    """
    pattern = get_guide().get(number, code)
    row = version.components.filter(number=number).first()
    if pattern is None or row is None:
        raise NotFound("component-not-found")
    words = add_pattern(row.content, pattern)
    return set_component(by=by, version=version, number=number, text=words, seen=row.content)


def _clean(value: Any) -> Any:
    """A text or the rows of a table as they are kept; empty rows are dropped."""
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise UserError("component-long", most=LONGEST)
        lines = [line.rstrip() for line in value.replace("\0", "").splitlines()]
        return "\n".join(lines).strip()
    if len(value) > MOST:
        raise UserError("rows-many", most=MOST)
    rows = [_clean(each) for each in value]
    return [row for row in rows if not isinstance(row, list) or any(row)]
