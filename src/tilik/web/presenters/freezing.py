"""Freezes of a round in words: each version with its fingerprint, and what a check found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tilik.records.models import Freeze

GROUP = 8


@dataclass(frozen=True, slots=True)
class Version:
    """One freeze as it is read; the fingerprint in groups, for comparing by eye."""

    n: int
    at: datetime
    who: str
    sha: str
    groups: tuple[str, ...]
    previous: str
    reason: str
    opened_at: datetime | None
    opened_by: str
    opened_why: str


@dataclass(frozen=True, slots=True)
class Check:
    """What the comparison of the database with its freezes found."""

    is_same: bool
    place: str = ""
    frozen: str = ""
    now: str = ""


def make_version(frozen: Freeze) -> Version:
    """A freeze in words."""
    reopening = getattr(frozen, "reopening", None)
    return Version(
        n=frozen.n,
        at=frozen.at,
        who=frozen.by.get_role_line(),
        sha=frozen.sha256,
        groups=split(frozen.sha256),
        previous=frozen.previous_sha[:GROUP],
        reason=frozen.reason,
        opened_at=reopening.at if reopening else None,
        opened_by=reopening.by.get_role_line() if reopening else "",
        opened_why=reopening.reason if reopening else "",
    )


def split(sha: str) -> tuple[str, ...]:
    """The fingerprint in groups of eight."""
    return tuple(sha[at : at + GROUP] for at in range(0, len(sha), GROUP))


def make_check(difference: tuple[str, Any, Any] | None) -> Check:
    """The outcome of a check."""
    if difference is None:
        return Check(True)
    place, frozen, now = difference
    return Check(False, place, _shorten(frozen), _shorten(now))


def make_steps(versions: Sequence[Version]) -> list[str]:
    """How anybody checks the newest version without trusting this page."""
    if not versions:
        return []
    name = make_name(versions[0].n)
    return [
        _("Download the file of the version (%(name)s) here or get it from whoever has it.")
        % {"name": name},
        _("Compare its fingerprint with the one on the signed papers, group by group."),
        _("On any computer with Tilik, without network and database: tilik verify %(name)s")
        % {"name": name},
        _("Tilik computes every index and category again and names the first difference."),
    ]


def make_name(n: int) -> str:
    """The file's name."""
    return f"tilik-beku-{n}.json"


def _shorten(value: Any) -> str:
    text = "–" if value is None else str(value)
    return text if len(text) <= GROUP * GROUP else text[: GROUP * GROUP] + "…"
