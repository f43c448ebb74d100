"""The one error family of Tilik.

Errors carry a code and the facts; the words live with the interfaces, in both
languages, so that a page, the command line and the API say the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


class TilikError(Exception):
    """Base of everything Tilik raises on purpose."""

    code = "error"

    def __init__(self, code: str | None = None, /, **facts: object) -> None:
        self.code = code or self.code
        self.facts = facts
        super().__init__(self.code + "".join(f" {k}={v!r}" for k, v in facts.items()))


class UserError(TilikError):
    """Somebody can mend this: exit code 2, HTTP 400."""


class NotFound(UserError):
    """What was asked for is not there (or may not be seen): exit code 2, HTTP 404."""

    code = "not-found"


class PermissionDenied(UserError):
    """The person may not do this here: HTTP 403."""

    code = "permission-denied"


class Conflict(UserError):
    """Somebody else changed it meanwhile; both versions are kept: HTTP 409."""

    code = "conflict"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, and where: file, sheet, line or cell, and field."""

    code: str
    where: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class InvalidInput(UserError):
    """All faults of one input at once; nothing was half-done."""

    code = "invalid-input"

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.code, faults=[(f.code, f.where) for f in self.faults])
