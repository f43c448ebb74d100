"""Campaigns with what they brought so far."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from tilik.core.traits import TRAITS
from tilik.records.models import (
    Campaign,
    Freeze,
    Government,
    InstrumentVersion,
    Response,
    Rollup,
    Round,
    RoundUnit,
    Service,
    ServiceVolume,
    Unit,
)
from tilik.records.queries.people import list_instruments

LARGE = tuple(f"instrument_version__{name}" for name in ("canonical", "cases", "lint_report"))
AROUND = ("government", "unit", "service", "round__instrument_version", "instrument_version")
HALF = 6
COUNTS = Q(responses__excluded_at__isnull=True)


def list_campaigns(government: Government, units: Sequence[Unit] | None = None) -> Any:
    """The campaigns, open ones first, newest first, with `n`: the responses that count."""
    rows = Campaign.objects.filter(government=government)
    if units is not None:
        rows = rows.filter(unit__in=units)
    related = rows.select_related("unit", "service", "instrument_version").defer(*LARGE)
    counted = related.annotate(n=Count("responses", filter=COUNTS))
    return counted.order_by(F("closed_at").desc(nulls_first=True), "-period_end", "unit__name")


def get_campaign(pk: int) -> Campaign | None:
    """The campaign with what stands around it."""
    related = ("government", "unit", "unit__government", "service", "round", "instrument_version")
    return (
        Campaign.objects.select_related(*related, "round__instrument_version").filter(pk=pk).first()
    )


def list_for_rollup() -> list[Campaign]:
    """Every campaign that brought a response which its sums do not hold yet."""
    newest = Response.objects.filter(campaign=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    kept = Rollup.objects.filter(campaign=OuterRef("pk"), watermark__gte=OuterRef("newest"))
    rows = Campaign.objects.annotate(newest=Subquery(newest)).filter(newest__isnull=False)
    return list(rows.exclude(Exists(kept)).select_related(*AROUND).order_by("pk"))


def list_before(campaign: Campaign, most: int = 8) -> list[Campaign]:
    """The earlier campaigns of the same place and questionnaire, oldest first, at most so many."""
    rows = Campaign.objects.filter(
        unit=campaign.unit_id, service=campaign.service_id, form=campaign.form,
        instrument_version__code=campaign.instrument_version.code,
        period_end__lt=campaign.period_end,
    )  # fmt: skip
    found = rows.select_related(*AROUND).defer(*LARGE).order_by("-period_end", "-pk")[:most]
    return list(reversed(found))


def list_sorts(campaigns: Sequence[Campaign]) -> dict[int, tuple[str, str]]:
    """The kind and the channel of each campaign's unit in its round, by the campaign's key."""
    rounds = {each.round_id for each in campaigns if each.round_id}
    rows = RoundUnit.objects.filter(round__in=rounds) if rounds else RoundUnit.objects.none()
    fields = ("round", "unit", "kind", "form_variant")
    known = {(row[0], row[1]): (row[2], row[3]) for row in rows.values_list(*fields)}
    return {each.pk: known.get((each.round_id, each.unit_id), ("", "")) for each in campaigns}


def list_periods(government: Government) -> list[date]:
    """The last days of the half-years in which surveys ended, newest first."""
    ends = Campaign.objects.filter(government=government).values_list("period_end", flat=True)
    return sorted({get_half_year(day)[1] for day in ends}, reverse=True)


def list_ending(
    government: Government, span: tuple[date, date], units: Sequence[Unit] | None = None
) -> QuerySet[Campaign]:
    """The campaigns that end in the span, of these units or of all, by unit and service."""
    rows = Campaign.objects.filter(government=government, period_end__range=span)
    if units is not None:
        rows = rows.filter(unit__in=units)
    related = rows.select_related(*AROUND).defer(*LARGE)
    return related.order_by("unit__name", "service__name", "period_end", "pk")


def get_half_year(day: date) -> tuple[date, date]:
    """The first and the last day of the half-year a day lies in."""
    if day.month <= HALF:
        return date(day.year, 1, 1), date(day.year, HALF, 30)
    return date(day.year, HALF + 1, 1), date(day.year, 12, 31)


def find_by_code(code: str) -> Campaign | None:
    """The campaign at a public address: the open one, else the newest."""
    related = ("government", "unit", "service", "round", "instrument_version")
    rows = Campaign.objects.select_related(*related).filter(code=code)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-at").first() if code else None


def find_taking(campaigns: Iterable[Campaign]) -> set[int]:
    """The numbers of those that are neither closed nor in a frozen round."""
    frozen = Freeze.objects.filter(round=OuterRef("round"), reopening=None)
    rows = Campaign.objects.filter(pk__in={each.pk for each in campaigns}, closed_at=None)
    return set(rows.exclude(Exists(frozen)).values_list("pk", flat=True))


def list_counting(campaign: Campaign) -> QuerySet[Response]:
    """The responses that count."""
    return campaign.responses.filter(excluded_at__isnull=True).order_by("pk")


def count_traits(campaign: Campaign) -> dict[str, dict[str, int]]:
    """How many respondents said what of themselves; "" counts who did not say."""
    rows = list(list_counting(campaign).values_list("traits", flat=True))
    found = {name: Counter(row.get(name, "") for row in rows) for name in TRAITS}
    return {
        name: {code: counts[code] for code in (*codes, "")}
        for name, codes in TRAITS.items()
        for counts in [found[name]]
    }


def count_channels(campaign: Campaign) -> dict[str, int]:
    """How many came in which way."""
    rows = list_counting(campaign).order_by().values("channel").annotate(count=Count("pk"))
    return {row["channel"]: row["count"] for row in rows.order_by("-count")}


def list_batches(campaign: Campaign) -> list[dict[str, Any]]:
    """The stacks of paper, with how many sheets each."""
    rows = campaign.responses.filter(channel="paper").exclude(batch="").order_by()
    return list(rows.values("batch").annotate(count=Count("pk")).order_by("batch"))  # type: ignore[arg-type]


def find_volume(unit: Unit, service: Service | None, start: date, end: date) -> int | None:
    """The users known for the period: of the service, else of all services of the unit.

    Of several figures of one service that of the closest days holds; None where any is unknown.
    """
    services = [service] if service else list_services([unit])
    found: dict[int, list[ServiceVolume]] = {each.pk: [] for each in services}
    rows = ServiceVolume.objects.filter(service__in=services, period_start__lte=end)
    for row in rows.filter(period_end__gte=start):
        found[row.service_id].append(row)
    if not found or not all(found.values()):
        return None

    def miss(row: ServiceVolume) -> int:
        return abs((row.period_start - start).days) + abs((row.period_end - end).days)

    return sum(min(rows, key=miss).users for rows in found.values())


def list_flagged(campaign: Campaign) -> list[Response]:
    """The responses with a signal, and those left out; identical ones are marked with `twins`."""
    rows = list(campaign.responses.select_related("excluded_by", "comment").order_by("-pk"))
    keys = Counter(_key(row) for row in rows)
    found = []
    for row in rows:
        twins = keys[_key(row)]
        row.twins = twins if len(set(row.answers.values())) > 1 else 1  # type: ignore[attr-defined]
        if row.signals or row.excluded_at or row.twins > TWINS:  # type: ignore[attr-defined]
            found.append(row)
    return found


TWINS = 3
"""Among a few answers to nine questions the same row comes up by chance; not four times."""


def _key(row: Response) -> str:
    return repr(sorted(row.answers.items()))


def count_uuids(campaign: Campaign, names: Iterable[Any]) -> int:
    """How many of the links with these names were used."""
    return campaign.responses.filter(uuid__in=list(names)).count()


def list_services(units: Sequence[Unit]) -> list[Service]:
    """The services of the units that are still given."""
    return list(Service.objects.filter(unit__in=units, valid_to=None).order_by("unit", "name"))


def list_forms(government: Government) -> list[tuple[Round | None, InstrumentVersion, str, Any]]:
    """Every questionnaire: of the periods whose instrument has one, then of instruments alone."""
    rounds = Round.objects.filter(government=government).select_related("instrument_version")
    wanted: list[tuple[Round | None, InstrumentVersion]] = [
        (each, each.instrument_version) for each in rounds.order_by("-period_end", "-pk")
    ]
    wanted += [(None, each) for each in list_instruments(government)]
    return [
        (round, version, form["code"], form["title"])
        for round, version in wanted
        for form in version.document["forms"]
        if form["role"] == "respondents"
    ]


def is_example(government: Government) -> bool:
    """Whether the government is the made-up one: then its surveys are marked as such, too."""
    return Round.objects.filter(government=government, is_example=True).exists()
