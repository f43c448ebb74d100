"""Calendars to begin with: the phases of a known kind of period, laid out from a first day."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "phases.toml"


@dataclass(frozen=True, slots=True)
class PhasePreset:
    """A phase as it usually is: how long, and how many days after the one before it begins."""

    code: str
    title: Mapping[str, str]
    stage: str
    days: int
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Preset:
    """A calendar by name, with what to know of it."""

    code: str
    measure: str
    title: Mapping[str, str]
    note: Mapping[str, str]
    checking: Mapping[str, int]
    phases: tuple[PhasePreset, ...]

    def lay_out(self, first: date) -> dict[str, tuple[date, date]]:
        """The first and last day of each phase by its code."""
        days: dict[str, tuple[date, date]] = {}
        for phase in self.phases:
            start = first + timedelta(days=phase.wait)
            days[phase.code] = start, start + timedelta(days=phase.days - 1)
            first = start + timedelta(days=phase.days)
        return days


@lru_cache(maxsize=1)
def list_presets() -> tuple[Preset, ...]:
    """The calendars of the file, in its order."""
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))["presets"]
    return tuple(
        Preset(
            code=each["code"],
            measure=each["measure"],
            title=each["title"],
            note=each["note"],
            checking=each["checking"],
            phases=tuple(PhasePreset(**phase) for phase in each["phases"]),
        )
        for each in raw
    )


def propose_presets(measure: str) -> tuple[Preset, ...]:
    """The calendars, those made for instruments of this measure first."""
    return tuple(sorted(list_presets(), key=lambda preset: preset.measure != measure))


def get_preset(code: str) -> Preset:
    """The calendar of that code; the first one where there is none."""
    presets = list_presets()
    return next((each for each in presets if each.code == code), presets[0])


def find_title(stored: str) -> Mapping[str, str] | None:
    """A stored title in both languages, where it is still one of a calendar's."""
    titles = (phase.title for preset in list_presets() for phase in preset.phases)
    return next((title for title in titles if title["id"] == stored), None)
