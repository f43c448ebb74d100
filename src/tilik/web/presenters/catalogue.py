"""Services and their standards as pages show them: shares, components with what to ask, versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.judging import get_guide, judge_version
from tilik.core.catalogue import (
    DELIVERY,
    DURATION,
    FEES,
    PAIRS,
    Share,
    count_states,
    find_duration,
    find_fees,
    find_waiting,
    list_lines,
    list_pairs,
    say_duration,
)
from tilik.core.standards import Judged, Severity
from tilik.records.models import Service, StandardComponent, StandardVersion, Unit
from tilik.web.presenters.texts import say

STATES: Mapping[str, str | Promise] = {
    "adequate": gettext_lazy("adequate"),
    "defective": gettext_lazy("defective"),
    "absent": gettext_lazy("absent"),
    "unread": gettext_lazy("not read yet"),
}
REGISTRY: Mapping[str, str | Promise] = {
    "unknown": gettext_lazy("not known"),
    "absent": gettext_lazy("not in SIPPN"),
    "listed": gettext_lazy("in SIPPN"),
}
PROMISES: Mapping[str, str | Promise] = {
    "unknown": gettext_lazy("not known"),
    "absent": gettext_lazy("there is none"),
    "drafted": gettext_lazy("written, not adopted"),
    "adopted": gettext_lazy("adopted"),
    "published": gettext_lazy("adopted and published"),
}
CHANNELS: Mapping[str, str | Promise] = {
    "luring": gettext_lazy("at the counter"),
    "daring": gettext_lazy("online"),
    "luring-daring": gettext_lazy("at the counter and online"),
}
UNITS: Mapping[str, str | Promise] = {
    "menit": gettext_lazy("minutes"),
    "jam": gettext_lazy("hours"),
    "hari-kerja": gettext_lazy("working days"),
    "hari-kalender": gettext_lazy("calendar days"),
    "bulan": gettext_lazy("months"),
}
HINTS: Mapping[int, str | Promise] = {
    1: gettext_lazy("One requirement a line. Name what differs for new, renewed and represented."),
    2: gettext_lazy("One step a line, as “who: does what”, from arriving to receiving."),
    5: gettext_lazy("What the applicant receives: a letter, a card, a treatment."),
    6: gettext_lazy("One channel a line, as “channel: address”; and within how many working days."),
    7: gettext_lazy("One regulation a line: kind, number, year, what it is about."),
    8: gettext_lazy(
        "One facility a line; also those for the elderly, disabled, mothers, children."
    ),
    9: gettext_lazy("One requirement of staff a line: education, certificate, skill."),
    10: gettext_lazy("Who supervises, how, and how often."),
    11: gettext_lazy("How many people serve, as “4 petugas loket”."),
    12: gettext_lazy("What happens when the promise is broken."),
    13: gettext_lazy("How people, papers and data are kept safe."),
    14: gettext_lazy("When and by what performance is evaluated."),
}


@dataclass(frozen=True, slots=True)
class RemarkView:
    """Something to look at: how much it weighs, why, the words it hangs on, the question to ask."""

    severity: str
    reason: str
    quote: str
    ask: str


@dataclass(frozen=True, slots=True)
class ComponentView:
    """One of the fourteen on the page of a service."""

    number: int
    title: str
    hint: str
    state: str
    word: str
    is_decided: bool
    note: str
    text: str
    summary: str
    lines: tuple[tuple[str, str], ...]
    remarks: tuple[RemarkView, ...]
    suggested: str
    read_text: str
    page: int | None
    fields: Mapping[str, str]
    patterns: tuple[tuple[str, str, str], ...]
    error: str = ""
    theirs: str = ""

    @property
    def shape(self) -> str:
        """Which fields it is entered by."""
        return {DURATION: "duration", FEES: "fees"}.get(self.number, "lines")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in a list: its share, and where its standard stands."""

    service: Service
    version: StandardVersion | None
    share: Share
    standing: str
    is_due: bool
    registry: str
    promise: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A unit or sector with its share."""

    title: str
    code: str
    share: Share


def say_state(state: str) -> str:
    """The state of a component in words."""
    return str(STATES[state])


def make_components(version: StandardVersion) -> list[ComponentView]:
    """The fourteen components of a version, judged as they stand."""
    rows = {row.number: row for row in version.components.all()}
    return [
        make_component(rows[judged.component.number], judged) for judged in judge_version(version)
    ]


def make_component(
    row: StandardComponent, judged: Judged, typed: Mapping[str, str] | None = None, **said: Any
) -> ComponentView:
    """One component; `typed` holds what is in its fields but not kept."""
    lines = list_pairs(row.content) if row.number in PAIRS else _bare(row.content)
    fields = dict(typed) if typed is not None else _read_fields(row)
    return ComponentView(
        number=row.number,
        title=say(judged.component.title),
        hint=str(HINTS.get(row.number, "")),
        state=row.state,
        word=say_state(row.state),
        is_decided=row.judged_at is not None,
        note=row.note,
        text=row.content,
        summary=_shorten(row.content),
        lines=lines,
        remarks=tuple(_make_remark(judged)),
        suggested=row.suggested,
        read_text=row.read_text if row.read_text != row.content else "",
        page=row.page,
        fields=fields,
        patterns=tuple(
            (each.code, say(each.fits), each.words) for each in get_guide().patterns[row.number]
        ),
        **said,
    )


def make_service_row(service: Service, version: StandardVersion | None) -> ServiceRow:
    """A service in the list of its unit."""
    states = [row.state for row in version.components.all()] if version else None
    return ServiceRow(
        service, version, count_states([states]), say_standing(version),
        bool(version and is_due(version)), str(REGISTRY[service.registry_state]),
        str(PROMISES[service.promise_state]),
    )  # fmt: skip


def make_share_rows(
    units: Sequence[Unit], states: Mapping[int, Mapping[int, list[str] | None]]
) -> tuple[list[ShareRow], list[ShareRow], Share]:
    """The share of each unit that gives services, of each sector, and of all together."""
    rows = [ShareRow(u.name, u.code, count_states(states.get(u.pk, {}).values())) for u in units]
    sectors = []
    for sector in sorted({unit.sector for unit in units if unit.sector}):
        inside = [s for u in units if u.sector == sector for s in states.get(u.pk, {}).values()]
        sectors.append(ShareRow(sector, "", count_states(inside)))
    everything = [s for unit in units for s in states.get(unit.pk, {}).values()]
    return rows, [row for row in sectors if row.share.n_services], count_states(everything)


def say_standing(version: StandardVersion | None) -> str:
    """Where a standard stands, in words."""
    if version is None:
        return _("no standard on record")
    if not version.is_adopted:
        return _("draft, not in force")
    if version.valid_to and version.valid_to < timezone.localdate():
        return _("no longer in force")
    if version.valid_from and version.valid_from > timezone.localdate():
        return _("adopted, not in force yet")
    return _("in force")


def is_due(version: StandardVersion, today: date | None = None) -> bool:
    """Whether its review is due."""
    return bool(version.review_due and version.review_due <= (today or timezone.localdate()))


def _read_fields(row: StandardComponent) -> dict[str, str]:
    """What stands, as the fields of its form hold it."""
    text = row.content
    if row.number == DURATION:
        return _read_duration(text)
    if row.number == FEES:
        fees = find_fees(text)
        amounts = "\n".join(
            line for line in text.splitlines()
            if not line.lower().startswith("dasar:") and not (fees.is_free and _says_free(line))
        )  # fmt: skip
        kind = {True: "free", False: "paid", None: ""}[fees.is_free]
        return {"kind": kind, "text": amounts, "basis": fees.basis}
    return {"text": text}


def _read_duration(text: str) -> dict[str, str]:
    """Number, unit, start, and what else is said."""
    waiting = find_waiting(text)
    if waiting:
        return {"number": "", **dict(zip(("unit", "start", "text"), waiting, strict=True))}
    found = find_duration(text)
    if found is None:
        return {"number": "", "unit": "", "start": "", "text": text}
    first, _newline, rest = text.partition("\n")
    details = rest if first.strip() == say_duration(found) else text
    number = f"{found.number.normalize():f}".replace(".", ",")
    return {"number": number, "unit": found.unit, "start": found.start, "text": details}


def _says_free(line: str) -> bool:
    fees = find_fees(line)
    return fees.is_free is True


def _bare(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(("", line) for line in list_lines(text))


def _shorten(text: str) -> str:
    """The first words, for one line on a phone."""
    lines = list_lines(text)
    first = lines[0] if lines else ""
    return first if len(first) <= 90 else first[:88].rsplit(" ", 1)[0] + " …"


def _make_remark(judged: Judged) -> list[RemarkView]:
    order = [Severity.ERROR, Severity.WARNING, Severity.INFORMATION]
    remarks = sorted(judged.remarks, key=lambda remark: order.index(remark.severity))
    return [
        RemarkView(str(r.severity), say(r.reason), r.quote, say(r.ask)) for r in remarks
    ]  # fmt: skip


def count_delivery(version: StandardVersion) -> int:
    """How many of the six components the public is told are adequate."""
    rows = version.components.all()
    return sum(row.state == "adequate" for row in rows if row.number in DELIVERY)


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """One component of two standards: the lines only one of them has, and those of both."""

    number: int
    title: str
    is_same: bool
    left: tuple[tuple[str, bool], ...]
    right: tuple[tuple[str, bool], ...]


def compare_versions(one: StandardVersion, other: StandardVersion) -> list[ComparedPart]:
    """The fourteen components side by side; a line is marked where the other has it not."""
    texts = {row.number: list_lines(row.content) for row in one.components.all()}
    others = {row.number: list_lines(row.content) for row in other.components.all()}
    parts = []
    for judged in judge_version(one):
        number = judged.component.number
        left, right = texts[number], others.get(number, ())
        parts.append(
            ComparedPart(
                number, say(judged.component.title), left == right,
                tuple((line, line not in right) for line in left),
                tuple((line, line not in left) for line in right),
            )
        )  # fmt: skip
    return parts
