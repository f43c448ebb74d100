"""Which of hundreds of units a page shows: by name, and by where their claim stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tilik.records.queries.outlines import Outline

STATES: Mapping[str, Callable[[Outline], bool]] = {
    "terlambat": lambda unit: unit.is_late,
    "belum": lambda unit: not unit.is_sent,
    "terkirim": lambda unit: unit.is_sent,
}


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; empty is everything."""

    name: str
    state: str

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Search":
        """The search of an address; a state that is not known is none."""
        state = asked.get("status", "")
        return cls(asked.get("cari", "").strip(), state if state in STATES else "")

    def choose(self, units: Iterable[Outline]) -> list[Outline]:
        """The units that fit, in the order they came in."""
        words, is_fit = self.name.casefold(), STATES.get(self.state)
        return [
            unit
            for unit in units
            if words in unit.name.casefold() and (is_fit is None or is_fit(unit))
        ]

    def list_states(self) -> list[tuple[str, str, bool]]:
        """The states to choose from: value, words, whether it is chosen."""
        words = {
            "": _("all"),
            "terlambat": _("late"),
            "belum": _("not sent"),
            "terkirim": _("sent"),
        }
        return [(state, word, state == self.state) for state, word in words.items()]
