"""A survey as its respondents see it: the questions in the order they are asked, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tilik.core.traits import AGE, DISABILITY, EDUCATION, JOB, SEX, TRAITS
from tilik.records.models import Campaign
from tilik.web.presenters.texts import say


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what is sent, what is said, whether it is chosen."""

    value: str
    title: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers; `is_scale` where they are bare numbers with two ends."""

    n: int
    code: str
    text: str
    choices: tuple[Choice, ...]
    is_scale: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Trait:
    """Something a respondent may say of themselves."""

    name: str
    title: str
    choices: tuple[Choice, ...]


def list_questions(
    campaign: Campaign, given: Mapping[str, str] | None = None, *, shows_gaps: bool = False
) -> list[Question]:
    """The questions in the order of the questionnaire, with what was given so far."""
    form = find_form(campaign)
    said = given or {}
    return [
        Question(
            n=n,
            code=item["code"],
            text=_cut(say(item.get("help") or item["title"]), say(item["title"])),
            choices=_list_choices(item, form, said.get(item["code"], "")),
            is_scale=not isinstance(item.get("levels"), list),
            is_missing=shows_gaps and not said.get(item["code"]),
        )
        for n, item in enumerate(list_items(form), 1)
    ]


def find_form(campaign: Campaign) -> Mapping[str, Any]:
    """The form of the campaign in its instrument."""
    forms = campaign.instrument_version.document["forms"]
    found: Mapping[str, Any] = next(form for form in forms if form["code"] == campaign.form)
    return found


def list_items(form: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The ratings of the form, in the order in which they are asked on paper."""
    items = {item["code"]: item for item in form["items"] if item["kind"] == "rating"}
    order = (form.get("orders") or {}).get("kuesioner") or list(items)
    return [items[code] for code in order if code in items]


def list_traits(said: Mapping[str, str] | None = None) -> list[Trait]:
    """What may be said of oneself, with what was said so far."""
    words, given = say_traits(), said or {}
    return [
        Trait(
            name,
            words[name][""],
            tuple(Choice(code, words[name][code], given.get(name) == code) for code in codes),
        )
        for name, codes in TRAITS.items()
    ]


def say_traits() -> dict[str, dict[str, str]]:
    """Every answer on oneself in words; "" names the question."""
    return {
        SEX: {"": _("Sex"), "L": _("Male"), "P": _("Female")},
        AGE: {
            "": _("Age"), "-17": _("17 or younger"), "18-25": "18–25", "26-35": "26–35",
            "36-45": "36–45", "46-55": "46–55", "56-": _("56 or older"),
        },
        EDUCATION: {
            "": _("Education"), "SD": _("Primary school or less"), "SMP": "SMP", "SMA": "SMA",
            "D": "D-I – D-III", "S1": "S1 / D-IV", "S2": "S2", "S3": "S3",
        },
        JOB: {
            "": _("Job"), "pns": "PNS / ASN", "tni-polri": "TNI / Polri",
            "swasta": _("Private employee"), "wirausaha": _("Own business"),
            "pelajar": _("Pupil or student"), "petani": _("Farmer or fisher"),
            "lainnya": _("Other"),
        },
        DISABILITY: {"": _("Disability"), "tidak": _("No"), "ya": _("Yes")},
    }  # fmt: skip


def _cut(text: str, title: str) -> str:
    """The question itself: notes for the office behind it would lead the respondent."""
    question, mark, _rest = text.partition("?")
    return question + mark if mark else title


def _list_choices(
    item: Mapping[str, Any], form: Mapping[str, Any], chosen: str
) -> tuple[Choice, ...]:
    levels = item.get("levels")
    if isinstance(levels, list):
        return tuple(
            Choice(str(level["level"]), say(level["title"]), str(level["level"]) == chosen)
            for level in levels
        )
    low, high = (int(float(str(end))) for end in item.get("scale") or form["scale"])
    return tuple(Choice(str(n), str(n), str(n) == chosen) for n in range(low, high + 1))
