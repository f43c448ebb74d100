"""A document read for standards, in words and with the place of each text on its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.records.models import Service, StandardReading, StandardVersion
from tilik.records.models.job import JobState
from tilik.web.presenters.catalogue import ComponentView, RemarkView, make_components
from tilik.web.presenters.refused_files import say_refused_file
from tilik.web.presenters.texts import say

FOUND: Mapping[str, str | Promise] = {
    "ada": gettext_lazy("found"),
    "ada-gambar": gettext_lazy("a picture: confirm by hand"),
    "rujukan": gettext_lazy("only a reference"),
    "kosong": gettext_lazy("empty"),
    "tidak-ditemukan": gettext_lazy("not found"),
    "perlu-diperiksa": gettext_lazy("to be checked"),
}
STATES: Mapping[str, str | Promise] = {
    JobState.WAITING: gettext_lazy("waits to be read"),
    JobState.RUNNING: gettext_lazy("is being read"),
    JobState.DONE: gettext_lazy("read"),
    JobState.FAILED: gettext_lazy("could not be read"),
    JobState.STOPPED: gettext_lazy("stopped"),
}
MARGIN = 3.0
"""Points around the text that are marked too."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A page as a picture with the place of a text; measures in points, as texts for SVG."""

    page: int
    width: str
    height: str
    x: str = ""
    y: str = ""
    wide: str = ""
    tall: str = ""


@dataclass(frozen=True, slots=True)
class ReadService:
    """One service found in the document."""

    n: int
    name: str
    counts: tuple[tuple[str, int], ...]
    version: StandardVersion | None
    like: int | None
    unknown: tuple[Mapping[str, Any], ...]
    n_open: int


@dataclass(frozen=True, slots=True)
class ReadComponent:
    """One component to accept or correct."""

    view: ComponentView
    found: str
    is_open: bool
    is_corrected: bool


def say_reading(reading: StandardReading) -> str:
    """How far the reading is, in words."""
    return str(STATES[reading.job.state])


def say_failure(reading: StandardReading) -> str:
    """Why it could not be read; empty where it could."""
    code = reading.job.message
    if code == "file-long":
        return _("The document has too many pages. Send the part with the standards alone.")
    return say_refused_file(code, {}) if code else ""


def make_services(
    reading: StandardReading, drafts: Mapping[int, StandardVersion], services: Sequence[Service]
) -> list[ReadService]:
    """The services found, each with the unit's service of that name and the draft made of it."""
    by_name = {" ".join(each.name.lower().split()): each.pk for each in services}
    rows = []
    for n, raw in enumerate(reading.report.get("services", [])):
        founds = [each["found"] for each in raw["components"]]
        counts = tuple((str(FOUND[f]), founds.count(f)) for f in FOUND if f in founds)
        draft = drafts.get(n)
        n_open = sum(row.suggested == "unread" for row in draft.components.all()) if draft else 0
        like = by_name.get(" ".join(raw["name"].lower().split()))
        rows.append(ReadService(n, raw["name"], counts, draft, like, tuple(raw["unknown"]), n_open))
    return rows


def make_remarks(reading: StandardReading) -> list[RemarkView]:
    """What there is to say of the document as a whole."""
    return [
        RemarkView(raw["severity"], say(raw["reason"]), raw["quote"], say(raw["ask"]))
        for raw in reading.report.get("remarks", [])
    ]


def list_facts(reading: StandardReading) -> list[tuple[str, str]]:
    """Number, date, who signed and what shows it, as far as they were read."""
    facts, signed = reading.report.get("facts", {}), reading.report.get("signed", {})
    count = signed.get("signatures")
    rows = [
        (_("Number"), facts.get("number", "")),
        (_("Date"), facts.get("date", "")),
        (_("Issued by"), facts.get("issuer", "")),
        (_("Signatory"), facts.get("signatory", "")),
        (_("Words of an electronic signature"), facts.get("e_signature", "")),
        (_("Signatures embedded in the file, not verified"), str(count) if count else ""),
        (_("QR read"), " · ".join(signed.get("qr") or [])),
    ]
    return [(label, value) for label, value in rows if value]


def make_read_components(
    reading: StandardReading, n: int, version: StandardVersion
) -> list[ReadComponent]:
    """The components of the draft beside what was found of each."""
    read = {each["number"]: each for each in reading.report["services"][n]["components"]}
    rows = {row.number: row for row in version.components.all()}
    return [
        ReadComponent(
            view=view,
            found=str(FOUND[read[view.number]["found"]]),
            is_open=rows[view.number].suggested == "unread",
            is_corrected=rows[view.number].suggested != "unread"
            and rows[view.number].read_text.strip() != view.text,
        )
        for view in make_components(version)
    ]


def make_spot(reading: StandardReading, page: int, box: Sequence[float] | None) -> Spot | None:
    """The page with the place marked; None where the document has no pages to show."""
    sizes = reading.report.get("sizes", [])
    if not 1 <= page <= len(sizes):
        return None
    width, height = sizes[page - 1]
    if not box:
        return Spot(page, f"{width:.1f}", f"{height:.1f}")
    left, top, right, bottom = box
    return Spot(
        page, f"{width:.1f}", f"{height:.1f}", f"{left - MARGIN:.1f}", f"{top - MARGIN:.1f}",
        f"{right - left + 2 * MARGIN:.1f}", f"{bottom - top + 2 * MARGIN:.1f}",
    )  # fmt: skip
