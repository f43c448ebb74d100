"""A round of the example as it is being filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from tilik.records.models import Round, Unit, User


@dataclass(frozen=True)
class Play:
    """One round as it is being filled in: the script, the cast and the clock."""

    round: Round
    words: Mapping[str, Any]
    units: Mapping[str, Unit]
    people: Mapping[str, User]
    now: datetime

    def name(self, *parts: object) -> UUID:
        """The same UUID for the same thing at every load."""
        return uuid5(NAMESPACE_URL, "/".join(map(str, (self.words["key"], *parts))))

    def day(self, offset: int, at: time = time(23, 59)) -> datetime:
        """A time that many days from the day of loading."""
        return datetime.combine(self.now.date() + timedelta(days=offset), at, self.now.tzinfo)
