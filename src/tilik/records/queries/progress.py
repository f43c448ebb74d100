"""How far surveys are and which questions are still open, for many units at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count

from tilik.records.models import Answer, Response, Round, RoundUnit
from tilik.records.queries.documents import get_year, list_items, list_unit_forms


def count_respondents(
    round: Round, *, of: Collection[int] | None = None
) -> dict[tuple[int, str], int]:
    """How many responses count, by unit (all where `of` names none) and form, in one query."""
    counted = Response.objects.filter(campaign__round=round, excluded_at__isnull=True)
    if of is not None:
        counted = counted.filter(campaign__unit__in=of)
    rows = counted.values("campaign__unit", "campaign__form").annotate(n=Count("pk"))
    return {(row["campaign__unit"], row["campaign__form"]): row["n"] for row in rows}


def list_survey_forms(document: Mapping[str, Any], channel: str) -> list[tuple[str, int]]:
    """The respondents' forms of a channel with the fewest respondents each needs (0: not said)."""
    return [
        (str(form["code"]), int(form.get("min_respondents") or 0))
        for form in document["forms"]
        if form["role"] == "respondents" and (not channel or form["channel"] in (None, channel))
    ]


def list_open_groups(round: Round, rows: Sequence[RoundUnit]) -> dict[int, list[str]]:
    """The indicators of each unit with an unconditional question nobody answered, in order."""
    units = [row.unit_id for row in rows]
    answers = Answer.objects.filter(
        sheet__round=round, sheet__stage="claim", sheet__unit__in=units, is_filled=True
    ).values_list("sheet__unit", "sheet__form", "item")
    filled: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for unit, form, item in answers:
        filled[unit].add((form, item))
    asked: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for row in rows:
        sort = (row.form_variant, row.kind)
        if sort not in asked:
            asked[sort] = list_asked(round, *sort)
    return {
        row.unit_id: _find_open(asked[row.form_variant, row.kind], filled[row.unit_id])
        for row in rows
    }


def get_group(item: Mapping[str, Any]) -> str:
    """The indicator a question stands behind; an item of its own where it names none."""
    return str(item.get("indicator") or item["code"])


def list_asked(round: Round, channel: str, kind: str) -> dict[str, dict[str, str]]:
    """The indicator of each unconditional question of such a unit's claim, by form and item."""
    document = round.instrument_version.document
    return {
        str(form["code"]): {
            item.code: get_group(item.raw)
            for item in list_items(form, get_year(round), kind, channel)
            if not (item.is_conditional or item.of_government)
        }
        for form in list_unit_forms(document, "claim", channel)
    }


def _find_open(asked: Mapping[str, Mapping[str, str]], filled: set[tuple[str, str]]) -> list[str]:
    open_ones = (
        group
        for form, items in asked.items()
        for item, group in items.items()
        if (form, item) not in filled
    )
    return list(dict.fromkeys(open_ones))
