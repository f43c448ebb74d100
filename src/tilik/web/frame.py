"""What surrounds a page: the government, its periods, the side navigation, the example band.

A view, or a middleware before it, sets `request.frame`; a page without one still stands.
"""

from dataclasses import dataclass, field
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words; `icon` names a vendored icon, `group` says what it stands under."""

    label: str
    url: str
    is_current: bool = False
    icon: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one word, folded unless it is their time; a link alone stands by itself."""

    label: str
    links: tuple[Link, ...]
    is_open: bool


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
    now: str = ""
    """The group whose time it is."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The navigation in its order, with what stands under one word together."""
        made = []
        for label, found in groupby(self.navigation, key=lambda link: link.group):
            links = tuple(found)
            if label and len(links) > 1:
                is_open = label == self.now or any(link.is_current for link in links)
                made.append(Group(label, links, is_open))
            else:
                made += [Group("", (link,), True) for link in links]
        return tuple(made)
