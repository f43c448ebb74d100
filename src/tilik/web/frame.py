"""What surrounds a page: the government, its periods, the side navigation, the example band.

A view, or a middleware before it, sets `request.frame`; a page without one still stands.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words; `icon` names a vendored icon."""

    label: str
    url: str
    is_current: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one page."""

    government: str = ""
    period: str = ""
    periods: tuple[Link, ...] = field(default=())
    navigation: tuple[Link, ...] = field(default=())
    role: str = ""
    source: str = ""
    is_example: bool = False
