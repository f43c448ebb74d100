"""Which units of a round have anything new since they were computed, told without their answers."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Sum

from tilik.actions.ledger import read_deciding
from tilik.records.models import Adjudication, Answer, Response, Result, Round, RoundUnit
from tilik.records.queries.documents import get_year

MARK = "mark"


def read_marks(round_: Round, members: Sequence[RoundUnit], code_version: str) -> dict[int, str]:
    """A mark of each unit, by its key: the same while everything its results rest on is the same.

    Of answers, their number and the sum of their revisions are enough: revisions only grow, and an
    answer goes only with its whole sheet. A response may, so each one is named.
    """
    answers, responses = _read_answers(round_), _read_responses(round_)
    settled = _read_adjudications(round_)
    version = round_.instrument_version
    common = [version.sha256, code_version, round_.variant, get_year(round_), answers.get(None)]
    if said := read_deciding(round_):
        common += [said["state"], said["option"]]
    return {
        member.unit_id: digest_of(
            [
                *common,
                *(member.kind, member.form_variant),
                *(answers.get(member.unit_id), responses.get(member.unit_id)),
                settled.get(member.unit_id),
            ]
        )
        for member in members
    }


def find_changed(round_: Round, marks: Mapping[int, str]) -> set[int]:
    """The keys of the units whose newest result does not bear the mark they have now."""
    results = Result.objects.filter(round=round_, scope="unit")
    newest = results.values("unit").order_by().annotate(newest=Max("pk")).values("newest")
    fields = ("unit", f"inputs__{MARK}")
    known = dict(Result.objects.filter(pk__in=newest).values_list(*fields))
    return {unit for unit, mark in marks.items() if known.get(unit) != mark}


def digest_of(parts: Iterable[Any]) -> str:
    """The digest of the parts, in their order."""
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()


def _read_answers(round_: Round) -> dict[int | None, tuple[int, int]]:
    """The number of standing answers and the sum of their revisions, by unit; None: its own."""
    # PostgreSQL sums whole numbers to a decimal.
    counting = Answer.objects.filter(sheet__round=round_, sheet__set_aside_at=None)
    rows = counting.values("sheet__unit").order_by()
    counted = rows.annotate(n=Count("pk"), total=Sum("revision"))
    return {row["sheet__unit"]: (row["n"], int(row["total"])) for row in counted}


def _read_responses(round_: Round) -> dict[int, list[int]]:
    """The responses that count, by unit."""
    counting = Response.objects.filter(campaign__round=round_, excluded_at__isnull=True)
    found: dict[int, list[int]] = defaultdict(list)
    for unit, pk in counting.order_by("pk").values_list("campaign__unit", "pk"):
        found[unit].append(pk)
    return found


def _read_adjudications(round_: Round) -> dict[int | None, int]:
    """The number of adjudications, by unit; they are never rewritten."""
    rows = Adjudication.objects.filter(round=round_).values("unit").order_by()
    return {row["unit"]: row["n"] for row in rows.annotate(n=Count("pk"))}
