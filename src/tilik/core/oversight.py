"""What the ledger of the Ombudsman's products amounts to over a period.

The press says of 2025: the suffix needs corrective actions, advice and recommendations to be settled.
Bounds between lower levels were never published, so what is not settled whole is not computable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

SETTLED, OPEN, NONE = "settled", "open", "none"
LEDGER, OWN = "ledger", "own"


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the Ombudsman: when it came and, where it is followed up whole, when it was."""

    received_on: date
    settled_on: date | None = None


def list_counting(products: Iterable[Product], first: date, last: date) -> list[Product]:
    """Those that were open on any day from `first` to `last`."""
    return [
        each
        for each in products
        if each.received_on <= last and (each.settled_on is None or each.settled_on >= first)
    ]


def get_state(counting: Sequence[Product]) -> str:
    """Whether all of them are settled, some are open, or there is none."""
    if not counting:
        return NONE
    return OPEN if any(each.settled_on is None for each in counting) else SETTLED


def choose_source(said: str, n_counting: int) -> str:
    """What decides: what the office said; unsaid, the ledger as soon as a product stands in it.

    An empty ledger nobody called complete is not the same as no product.
    """
    if said in (LEDGER, OWN):
        return said
    return LEDGER if n_counting else OWN
