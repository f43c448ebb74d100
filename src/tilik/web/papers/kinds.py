"""Every paper of a round: what it is called, who may make it, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from tilik.web.papers.visit import make_minutes
from tilik.web.papers.work import Draft

Per = Literal["round", "unit"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper; `verb` is the right it takes, asked of the unit where it is of one."""

    code: str
    title: Any
    purpose: Any
    verb: str
    per: Per
    make: Callable[..., Draft]


KINDS: tuple[Kind, ...] = (
    Kind(
        "berita-acara",
        _("Minutes of a unit (Berita Acara)"),
        _("Who evaluated, the index, and level, remark and advice for each indicator."),
        "finding.write",
        "unit",
        make_minutes,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
