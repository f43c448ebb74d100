"""The answers of a round as the calculation reads them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Q

from tilik.actions.ledger import read_deciding, replace_answers
from tilik.core.answers import Answer, Value
from tilik.core.errors import UserError
from tilik.core.instrument import Gap, Instrument, Item, Key, Role
from tilik.core.numbers import fraction
from tilik.library.cells import day
from tilik.records import models

OWN = ""
NOT_APPLICABLE = "NA"
"""How a respondent's compact answers say that a question did not apply to them."""


@dataclass(frozen=True, slots=True)
class Collected:
    """A unit's answers, and the revision of each that somebody entered on a sheet."""

    answers: tuple[Answer, ...]
    revisions: Mapping[Answer, int]
    responses: int


def core_value(item: Item, stored: Any) -> Value:
    """A stored answer as an exact number, a set of ticked options, or a word."""
    if item.kind in ("level", "rating", "number"):
        return Fraction(str(stored))
    if item.kind == "choices":
        return frozenset(str(option) for option in stored)
    return str(stored)


def checked_value(item: Item, entered: Any) -> Any:
    """The stored form of an answer somebody entered; UserError("bad-answer") if not allowed."""
    stored = _read(item, entered)
    if stored is None:
        raise UserError("bad-answer", item=str(item.key), found=entered)
    return stored


def _read(item: Item, entered: Any) -> Any:
    """The stored form of what was entered, or None where the item allows no such answer."""
    codes = {option.code for option in item.options}
    if item.kind == "choices":
        ticked = [entered] if isinstance(entered, str) else entered
        is_listed = isinstance(ticked, list | tuple) and codes.issuperset(map(str, ticked))
        return sorted(set(map(str, ticked))) if is_listed else None
    if entered is None:
        return None
    text = str(entered).strip()
    if item.kind in ("level", "rating", "number"):
        return _read_number(item, text.replace(",", "."))
    if item.kind in ("choice", "yes-no"):
        return text if text in codes else None
    return day(text) if item.kind == "date" else text


def _read_number(item: Item, text: str) -> str | None:
    """The number in its stored form, or None where there is none or not on the item's scale."""
    try:
        value = fraction(text)
    except UserError:
        return None
    is_whole = value.denominator == 1
    is_off_scale = item.scale is not None and not item.scale.holds(value)
    if is_off_scale or (item.whole_steps and not is_whole):
        return None
    return str(value.numerator) if is_whole else text


def collect(
    round_: models.Round,
    instruments: Mapping[str, Instrument],
    units: Iterable[int],
    *,
    with_respondents: bool = True,
) -> dict[str, Collected]:
    """Everything answered in a round by these units (keys) and the government, by unit code.

    `instruments` are those of the units, by their code; "" is the government's own. Without
    respondents their thousands of answers are not read. Where the ledger of oversight products
    decides, its level stands in place of what the government entered.
    """
    wanted = list(units)
    rows: dict[str, list[Answer]] = {}
    revisions: dict[str, dict[Answer, int]] = {}
    for code, answer, revision in _sheet_answers(round_, instruments, wanted):
        rows.setdefault(code, []).append(answer)
        revisions.setdefault(code, {})[answer] = revision
    for code, answer in _adjudicated(round_, instruments, wanted):
        rows.setdefault(code, []).append(answer)
    if said := read_deciding(round_):
        rows[OWN] = replace_answers(rows.get(OWN, []), said)
    responses: dict[str, int] = {}
    asked = wanted if with_respondents else ()
    for code, answers in _responses(round_, instruments, asked):
        rows.setdefault(code, []).extend(answers)
        responses[code] = responses.get(code, 0) + 1
    return {
        code: Collected(tuple(found), revisions.get(code, {}), responses.get(code, 0))
        for code, found in rows.items()
    }


def _sheet_answers(
    round_: models.Round, instruments: Mapping[str, Instrument], units: Sequence[int]
) -> Iterator[tuple[str, Answer, int]]:
    of_units = Q(sheet__unit__in=units) | Q(sheet__unit=None)
    current = models.Answer.objects.filter(
        of_units, sheet__round=round_, sheet__set_aside_at=None
    ).order_by("revision_id")
    # Plain rows: a round has a hundred thousand of them, and objects take ten times as long.
    for unit, form, code, stage, seat, service, revision, value, absence in current.values_list(
        "sheet__unit__code",
        "sheet__form",
        "item",
        "sheet__stage",
        "sheet__seat",
        "sheet__service__code",
        "revision",
        "revision__value",
        "revision__absence",
    ):
        item = instruments[unit or ""].items.get(Key(form, code))
        if item is None:
            continue
        answer = Answer(
            unit=unit or "",
            form=form,
            item=code,
            value=None if absence else core_value(item, value),
            gap=Gap(absence) if absence else None,
            evaluator=str(seat or "") if item.role is Role.EVALUATION else "",
            service=service or "",
            stage=stage,
        )
        yield answer.unit, answer, revision


def _adjudicated(
    round_: models.Round, instruments: Mapping[str, Instrument], units: Sequence[int]
) -> Iterator[tuple[str, Answer]]:
    """The levels that stand where evaluators differed: the final word on their items."""
    settled = models.Adjudication.objects.filter(round=round_, unit__in=units).order_by("pk")
    fields = ("unit__code", "service__code", "form", "item", "chosen")
    last = {row[:4]: row[4] for row in settled.values_list(*fields)}
    for (code, service, form, item), chosen in last.items():
        if found := instruments[code].items.get(Key(form, item)):
            value, of = core_value(found, chosen), service or ""
            yield code, Answer(code, form, item, value, service=of, stage="final")


def _responses(
    round_: models.Round, instruments: Mapping[str, Instrument], units: Sequence[int]
) -> Iterator[tuple[str, list[Answer]]]:
    counting = models.Response.objects.filter(
        campaign__round=round_, campaign__unit__in=units, excluded_at__isnull=True
    ).order_by("pk")
    for pk, unit, form, service, answers in counting.values_list(
        "pk", "campaign__unit__code", "campaign__form", "campaign__service__code", "answers"
    ):
        yield (
            unit,
            [
                Answer(
                    unit=unit,
                    form=form,
                    item=item,
                    value=None if stored == NOT_APPLICABLE else _rating(str(stored)),
                    gap=Gap.NOT_APPLICABLE if stored == NOT_APPLICABLE else None,
                    respondent=str(pk),
                    service=service or "",
                )
                for item, stored in answers.items()
                if stored is not None and Key(form, item) in instruments[unit].items
            ],
        )


@lru_cache(maxsize=512)
def _rating(text: str) -> Fraction:
    """The exact value; thousands of people choose among a few."""
    return Fraction(text)
