"""Campaigns in words for the desk: how far they are, what they say, what is worth a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.campaign_results import Findings, get_required
from tilik.records.models import Campaign, Response
from tilik.web.numbers import format_number, format_share
from tilik.web.presenters.surveys import find_form, list_items, say_traits
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Line:
    """A campaign in the list."""

    campaign: Campaign
    n: int
    required: int | None
    state: str
    is_open: bool

    @property
    def total(self) -> int:
        """The end of the bar: what is required, or what there is."""
        return max(self.required or 0, self.n, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to a question on oneself: how many, and their share."""

    title: str
    n: int
    share: str


@dataclass(frozen=True, slots=True)
class Element:
    """One question with its mean as printed."""

    code: str
    title: str
    mean: str
    n: int
    grade: str
    mark: str


@dataclass(frozen=True, slots=True)
class Said:
    """The index in words."""

    value: str
    grade: str
    name: str
    certainty: str
    interval: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """A response worth a look: why, and whether it still counts."""

    response: Response
    channel: str
    answers: str
    signals: tuple[str, ...]


def make_line(campaign: Campaign, today: date) -> Line:
    """The campaign in words; `campaign.n` was counted with it."""
    is_open = campaign.closed_at is None and campaign.period_start <= today <= campaign.period_end
    n: int = campaign.n  # type: ignore[attr-defined]
    return Line(campaign, n, get_required(campaign), _say_state(campaign, today), is_open)


def say_progress(n: int, required: int | None) -> str:
    """The finding: how far it is."""
    if required is None:
        return ngettext("%(n)s respondent", "%(n)s respondents", n) % {"n": n}
    facts = {"n": n, "required": required, "left": required - n}
    if n >= required:
        return _("Enough respondents: %(n)s of %(required)s") % facts
    return _("%(n)s of %(required)s respondents: %(left)s to go") % facts


def say_channels() -> dict[str, str]:
    """The ways a response comes in."""
    return {
        "link": _("link"), "qr": _("QR"), "kiosk": _("kiosk"), "paper": _("paper"),
        "field": _("interview"), "import": _("import"),
    }  # fmt: skip


def list_shares(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, list[Row]]]:
    """What respondents said of themselves, question by question."""
    words = say_traits()
    made = []
    for name, each in counts.items():
        total = sum(each.values())
        titles = {**words[name], "": _("not said")}
        rows = [
            Row(titles[code], n, format_share(Fraction(n, total)) if total else "–")
            for code, n in each.items()
        ]
        made.append((words[name][""], rows))
    return made


def say_findings(campaign: Campaign, found: Findings, required: int | None) -> Said:
    """The index with its category only where it is certain, and the elements."""
    titles = {item["code"]: say(item["title"]) for item in list_items(find_form(campaign))}
    value, band = found.outcome.rounded, found.band
    enough = required is None or found.people >= required
    is_shown = band is not None and enough and found.is_sure
    interval = ""
    if found.low is not None and found.high is not None:
        ends = {"low": format_number(found.low, 2), "high": format_number(found.high, 2)}
        interval = _("95 %%: %(low)s – %(high)s") % ends
    return Said(
        value="–" if value is None else format_number(value, 2),
        grade=band.grade if band and is_shown else "",
        name=say(band.name) if band and is_shown else "",
        certainty=_say_certainty(found, enough),
        interval=interval,
        elements=tuple(
            Element(
                each.code,
                titles.get(each.code, each.code),
                format_number(each.mean, 2),
                each.n,
                each.grade if is_shown else "",
                _("lowest") if each.is_lowest else _("highest") if each.is_highest else "",
            )
            for each in found.elements
        ),
    )


def make_flagged(rows: list[Response]) -> list[Flagged]:
    """The responses worth a look, in words."""
    words = {
        "straight": _("all answers alike"), "fast": _("faster than anybody reads"),
        "device": _("same device on that day"), "burst": _("many within a minute"),
    }  # fmt: skip
    channels = say_channels()
    made = []
    for row in rows:
        signals = [words[each] for each in row.signals if each in words]
        twins: int = row.twins  # type: ignore[attr-defined]
        if twins > 1:
            signals.append(_("%(n)s alike, answer by answer") % {"n": twins})
        answers = " ".join(str(value) for value in row.answers.values())
        made.append(Flagged(row, channels.get(row.channel, row.channel), answers, tuple(signals)))
    return made


def _say_state(campaign: Campaign, today: date) -> str:
    if campaign.closed_at is not None:
        return _("closed")
    if today < campaign.period_start:
        return _("not begun")
    return _("its days are over") if today > campaign.period_end else _("open for answers")


def _say_certainty(found: Findings, enough: bool) -> str:
    if found.band is None and not found.outcome.bands:
        return ""
    if not enough:
        return _("Too few respondents yet: no category is named.")
    if found.band is None or found.probability is None:
        return _("The category is not certain yet.")
    share = {"grade": found.band.grade, "share": format_share(found.probability)}
    if found.is_sure:
        return _("safe: probability of category %(grade)s %(share)s") % share
    return _("not safe yet: probability of category %(grade)s %(share)s") % share
