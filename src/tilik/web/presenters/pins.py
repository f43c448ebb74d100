"""Links offered as evidence, as pages show them: waiting, or refused and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tilik.core.errors import UserError
from tilik.records.models import PinnedLink
from tilik.records.models.document import PinStatus
from tilik.web.presenters.refusals import say_refusal


@dataclass(frozen=True, slots=True)
class Pin:
    """A link that has not become a document; `refusal` is empty while it waits."""

    pk: int
    slot: str
    address: str
    at: datetime
    refusal: str


def make_pins(links: Iterable[PinnedLink]) -> list[Pin]:
    """The links in order."""
    return [
        Pin(
            pk=link.pk,
            slot=link.slot,
            address=link.address,
            at=link.at,
            refusal=say_refusal(UserError(link.code, **link.facts))
            if link.status == PinStatus.REFUSED
            else "",
        )
        for link in links
    ]
