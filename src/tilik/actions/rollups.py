"""Campaigns as sums that add up: kept night by night, with what came in since counted on top.

What is kept never decides by itself: where the responses that count are no longer as many as were
summed, the campaign is counted anew. Acts that change what counts delete the sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django_tasks import task

from tilik.actions import audit
from tilik.actions.collecting import NOT_APPLICABLE
from tilik.actions.surveys import load_of
from tilik.analysis.reliability import Moments, Reliability, measure_moments
from tilik.core.errors import UserError
from tilik.core.tallies import Rolled, Tally, Whole, elements_of, survey_of
from tilik.core.traits import TRAITS
from tilik.records.models import Campaign, Response, Rollup
from tilik.records.queries.campaigns import list_for_rollup

ALL = ""
"""The element under which respondents as a whole are kept."""
Triple = tuple[int, int, int]
Row = tuple[Mapping[str, Any], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A campaign in integers: what a score needs, what reliability needs, who answered.

    `products` are of those who answered everything: the sum of an element's values, of their
    squares, of their products with the respondent's sum. `rows` are the responses that were read.
    """

    rolled: Rolled
    products: Mapping[str, Triple]
    traits: Mapping[str, Mapping[str, int]]
    rows: int

    def __add__(self, other: "Counted") -> "Counted":
        """Both together."""
        crossed = {
            code: (a + d, b + e, c + f)
            for code, (a, b, c) in self.products.items()
            for d, e, f in [other.products[code]]
        }
        traits = {
            name: {code: n + other.traits[name][code] for code, n in counts.items()}
            for name, counts in self.traits.items()
        }
        return Counted(self.rolled + other.rolled, crossed, traits, self.rows + other.rows)

    def measure(self) -> Reliability:
        """How far the elements go together."""
        whole = self.rolled.whole
        parts = tuple(self.products.values())
        return measure_moments(Moments(whole.n, whole.total, whole.squares, parts))


def count_rows(codes: Sequence[str], rows: Iterable[Row]) -> Counted:
    """The integers of stored answers and traits: `core.tallies.roll_row` of each, in one walk."""
    counts: dict[str, Counter[int]] = {code: Counter() for code in codes}
    spared: Counter[str] = Counter()
    products = {code: [0, 0, 0] for code in codes}
    kinds: dict[str, Counter[str]] = {name: Counter() for name in TRAITS}
    people, n, whole = 0, 0, [0, 0, 0]
    for row, traits in rows:
        n += 1
        values = {c: int(row[c]) for c in codes if c in row and row[c] != NOT_APPLICABLE}
        spared.update(c for c in codes if row.get(c) == NOT_APPLICABLE)
        for code, value in values.items():
            counts[code][value] += 1
        for name, seen in kinds.items():
            seen[traits.get(name, "")] += 1
        people += bool(values)
        if len(values) == len(codes) > 0:
            total = sum(values.values())
            _step(whole, 1, total, total * total)
            for code, value in values.items():
                _step(products[code], value, value * value, value * total)
    tallies = {c: Tally(dict(sorted(counts[c].items())), spared[c]) for c in codes}
    said = {code: tally for code, tally in tallies.items() if tally.n or tally.not_applicable}
    return Counted(
        Rolled(said, people, Whole(*whole)),
        {code: (a, b, c) for code, (a, b, c) in products.items()},
        {name: {code: kinds[name][code] for code in (*all_, "")} for name, all_ in TRAITS.items()},
        n,
    )


def _step(sums: list[int], *more: int) -> None:
    for place, value in enumerate(more):
        sums[place] += value


# ---- reading ---------------------------------------------------------------


def read_counted(campaign: Campaign, codes: Sequence[str]) -> Counted:
    """The integers of the responses that count now."""
    return read_many({campaign: codes})[campaign]


def read_many(wanted: Mapping[Campaign, Sequence[str]]) -> dict[Campaign, Counted]:
    """The integers of several campaigns with their elements, in as many queries as for one."""
    kept: dict[int, list[Rollup]] = {each.pk: [] for each in wanted}
    for row in Rollup.objects.filter(campaign__in=list(kept)).order_by("pk"):
        kept[row.campaign_id].append(row)
    marks = {pk: min((row.watermark for row in rows), default=0) for pk, rows in kept.items()}
    counting = Response.objects.filter(campaign__in=list(kept), excluded_at__isnull=True)
    by_campaign = counting.order_by().values("campaign").annotate(n=Count("pk"))
    now = {row["campaign"]: row["n"] for row in by_campaign}
    found = {each: _read_kept(codes, kept[each.pk]) for each, codes in wanted.items()}
    for each, one in _walk({c: marks[c.pk] for c in wanted}, wanted).items():
        found[each] += one
    wrong = {each: 0 for each in wanted if found[each].rows != now.get(each.pk, 0)}
    return found | (_walk(wrong, wanted) if wrong else {})


def _walk(
    marks: Mapping[Campaign, int], wanted: Mapping[Campaign, Sequence[str]]
) -> dict[Campaign, Counted]:
    """What came in after the mark of each campaign, counted response by response."""
    newer = Q(pk__in=())
    for each, mark in marks.items():
        newer |= Q(campaign=each.pk, pk__gt=mark)
    rows: dict[int, list[Row]] = {each.pk: [] for each in marks}
    found = Response.objects.filter(newer, excluded_at__isnull=True).order_by()
    for pk, answers, traits in found.values_list("campaign", "answers", "traits").iterator():
        rows[pk].append((answers, traits))
    return {each: count_rows(wanted[each], rows[each.pk]) for each in marks}


def _read_kept(codes: Sequence[str], rows: Sequence[Rollup]) -> Counted:
    """What was kept of these elements; nobody where other elements were summed."""
    by_code = {row.element: row for row in rows}
    if set(by_code) != {ALL, *codes}:
        return count_rows(codes, ())
    head = by_code[ALL]
    tallies = {
        code: Tally(
            {int(v): n for v, n in by_code[code].counts["values"]}, by_code[code].counts["spared"]
        )
        for code in codes
    }
    said = {code: tally for code, tally in tallies.items() if tally.n or tally.not_applicable}
    whole = Whole(head.counts["whole"], head.total, head.total_of_squares)
    products = {code: by_code[code].counts["products"] for code in codes}
    return Counted(
        Rolled(said, head.n, whole),
        {code: (a, b, c) for code, (a, b, c) in products.items()},
        head.counts["traits"],
        head.counts["rows"],
    )


# ---- keeping ---------------------------------------------------------------


@task()
def roll_up_all() -> None:
    """Nothing; the sums of every campaign with responses are those of today."""
    for campaign in list_for_rollup():
        try:
            codes = list(elements_of(survey_of(load_of(campaign), campaign.form)))
        except UserError:
            continue
        keep_sums(campaign, codes)


def keep_sums(campaign: Campaign, codes: Sequence[str]) -> None:
    """Nothing; what was counted is kept up to the newest response, in one transaction."""
    with audit.writing(campaign.government):
        newest = campaign.responses.order_by("pk").values_list("pk", flat=True).last()
        found = read_counted(campaign, codes)
        campaign.rollups.all().delete()
        Rollup.objects.bulk_create(_list_rows(campaign, found, newest or 0))


def _list_rows(campaign: Campaign, found: Counted, watermark: int) -> list[Rollup]:
    whole = found.rolled.whole
    head = {"whole": whole.n, "rows": found.rows, "traits": found.traits}
    parts: list[tuple[str, Triple, Mapping[str, Any]]] = [
        (ALL, (found.rolled.people, whole.total, whole.squares), head)
    ]
    for code, products in found.products.items():
        tally = found.rolled.tallies.get(code, Tally())
        facts = {
            "values": list(tally.counts.items()),
            "spared": tally.not_applicable,
            "products": products,
        }
        parts.append((code, (tally.n, tally.total, tally.squares), facts))
    return [
        Rollup(
            government=campaign.government, campaign=campaign, unit=campaign.unit,
            service=campaign.service, period_start=campaign.period_start, element=code,
            n=sums[0], total=sums[1], total_of_squares=sums[2], counts=counts, watermark=watermark,
        )
        for code, sums, counts in parts
    ]  # fmt: skip
