"""The score of one unit with all that stands beside it: variants, claim, findings, entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from tilik.core.document import variant_names
from tilik.records.models import (
    Adjudication,
    Answer,
    AnswerRevision,
    Finding,
    PublishedFigure,
    Response,
    Result,
    Round,
    Service,
    Unit,
)
from tilik.records.queries.published import list_of_unit
from tilik.records.queries.results import find_latest, list_latest_of_unit


@dataclass(frozen=True)
class UnitScore:
    """A unit's results in a round: the final one and the claim's with trees, and the variants.

    `claim` and `final` are None until somebody computed.
    """

    final: Result | None
    claim: Result | None
    variants: tuple[Result, ...]
    findings: tuple[Finding, ...]
    published: PublishedFigure | None


def get_default_variant(round: Round) -> str:
    """The name of the variant that stands on the pages of a round."""
    return str(round.variant or variant_names(round.instrument_version.document)[0])


def get_unit_score(round: Round, unit: Unit) -> UnitScore:
    """The unit's score in the round, in five queries."""
    variant = get_default_variant(round)
    mine = [each for each in list_latest_of_unit(unit) if each.round_id == round.pk]
    findings = Finding.objects.filter(
        sheet__round=round, sheet__unit=unit, sheet__set_aside_at=None
    )
    return UnitScore(
        final=find_latest(round, unit=unit, basis="final", variant=variant),
        claim=find_latest(round, unit=unit, basis="claim", variant=variant),
        variants=tuple(r for r in mine if r.basis == "final"),
        findings=tuple(findings.select_related("sheet").order_by("pk")),
        published=_find_published(round, unit),
    )


def list_service_scores(whole: Result) -> list[Result]:
    """The results of a unit's services that came with the unit's own; none where it has only one."""
    return list(_of_services(whole).defer("tree", "inputs").order_by("service__code"))


def find_service_score(whole: Result, code: str) -> Result | None:
    """The result of one service that came with the unit's own, with its tree."""
    return _of_services(whole).filter(service__code=code).first()


def _of_services(whole: Result) -> QuerySet[Result]:
    found = Result.objects.filter(
        run=whole.run, scope="service", unit=whole.unit, basis=whole.basis, variant=whole.variant
    )
    return found.select_related("service")


def _find_published(round: Round, unit: Unit) -> PublishedFigure | None:
    """The newest value published of the unit in the round's measure."""
    measure = round.instrument_version.document["measure"]
    figures = [f for f in list_of_unit(unit) if f.measure == measure and f.value is not None]
    return figures[0] if figures else None


def _of_service(service: Service | None, path: str) -> Q:
    """The condition that something is of the unit as a whole or of this service; None: of any."""
    return Q() if service is None else Q(**{path: None}) | Q(**{path: service})


def list_entries(
    round: Round,
    unit: Unit | None,
    places: Sequence[tuple[str, str]],
    service: Service | None = None,
) -> list[AnswerRevision]:
    """Everything entered at the places (form, item) of a unit, oldest first, with who and where."""
    forms, items = {form for form, _ in places}, {item for _, item in places}
    revisions = AnswerRevision.objects.filter(
        _of_service(service, "sheet__service"),
        sheet__round=round,
        sheet__unit=unit,
        sheet__form__in=forms,
        item__in=items,
    ).select_related("by__person", "sheet__service", "sheet__seat")
    wanted = set(places)
    return [r for r in revisions.order_by("pk") if (r.sheet.form, r.item) in wanted]


def list_standing(round: Round, unit: Unit | None) -> set[int]:
    """The keys of the entries that count now."""
    answers = Answer.objects.filter(sheet__round=round, sheet__unit=unit, sheet__set_aside_at=None)
    return set(answers.values_list("revision_id", flat=True))


def list_item_findings(
    round: Round, unit: Unit | None, form: str, item: str, service: Service | None = None
) -> list[Finding]:
    """What evaluators found at an item, each with its suggestion and trace."""
    findings = Finding.objects.filter(
        _of_service(service, "sheet__service"),
        sheet__round=round,
        sheet__unit=unit,
        sheet__form=form,
        item=item,
        sheet__set_aside_at=None,
    )
    found = findings.select_related("sheet__service", "revision__by__person")
    return list(found.order_by("pk"))


def list_adjudications(
    round: Round, unit: Unit | None, form: str, item: str, service: Service | None = None
) -> list[Adjudication]:
    """How disagreements at an item were settled, newest last."""
    settled = Adjudication.objects.filter(
        _of_service(service, "service"), round=round, unit=unit, form=form, item=item
    )
    return list(settled.select_related("by__person", "service").order_by("pk"))


def count_ratings(
    round: Round, unit: Unit, form: str, item: str, service: Service | None = None
) -> dict[str, int]:
    """How many respondents gave which answer to an item; nobody is named."""
    counts: dict[str, int] = {}
    responses = Response.objects.filter(
        _of_service(service, "campaign__service"),
        campaign__round=round,
        campaign__unit=unit,
        campaign__form=form,
        excluded_at__isnull=True,
    )
    for answers in responses.values_list("answers", flat=True):
        given = answers.get(item)
        if given is not None:
            counts[str(given)] = counts.get(str(given), 0) + 1
    return dict(sorted(counts.items()))


def list_unit_results(
    round: Round,
    *,
    of: Sequence[int] | None = None,
    with_trees: bool = False,
    basis: str = "final",
) -> dict[int, Result]:
    """The latest result of the units in the round's own variant, by the unit's key.

    On what evaluators found, or on another basis; of all units where `of` names none.
    """
    final = Result.objects.filter(
        round=round, basis=basis, variant=get_default_variant(round), scope="unit"
    )
    if of is not None:
        final = final.filter(unit__in=of)
    newest = final.values("unit").order_by().annotate(newest=Max("pk")).values("newest")
    found = Result.objects.filter(pk__in=newest)
    if not with_trees:
        found = found.defer("tree", "inputs")
    results = {result.unit_id: result for result in found if result.unit_id}
    for result in results.values():
        result.round = round
    return results


def get_whole(round: Round, sector: str = "") -> Result | None:
    """The latest final result of the government, or of one of its sectors; without its tree."""
    found = Result.objects.filter(
        round=round,
        unit=None,
        basis="final",
        variant=get_default_variant(round),
        scope="sector" if sector else "government",
        sector=sector,
    )
    return found.defer("tree", "inputs").order_by("-pk").first()


def find_earlier(round: Round) -> Round | None:
    """The round before: same government, instrument and scheme, so that it may be compared."""
    rounds = Round.objects.filter(
        government=round.government,
        scheme=round.scheme,
        instrument_version__code=round.instrument_version.code,
        period_end__lt=round.period_end,
    )
    return rounds.select_related("instrument_version").order_by("-period_end", "-pk").first()
