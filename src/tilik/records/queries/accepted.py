"""The evidence of a whole round with the versions it was decided on, for packs that carry it away."""

from dataclasses import dataclass

from django.db.models import Prefetch

from tilik.records.models import Answer, AnswerRevision, DocumentVersion, EvidenceLink, Round, Unit
from tilik.records.models.document import EvidenceStatus
from tilik.records.models.round import Stage


@dataclass(frozen=True)
class Accepted:
    """Evidence that was accepted, and the version that was looked at; `is_old`: a newer one waits."""

    link: EvidenceLink
    version: DocumentVersion
    is_old: bool


def list_accepted(round: Round, unit: Unit | None = None) -> dict[int, list[Accepted]]:
    """The accepted evidence of every unit, or of one, by its key, as it was offered; two queries."""
    links = EvidenceLink.objects.filter(
        round=round, withdrawn_at=None, status=EvidenceStatus.ACCEPTED, unit__isnull=False
    ).select_related("document")
    links = links if unit is None else links.filter(unit=unit)
    versions = DocumentVersion.objects.order_by("n")
    found: dict[int, list[Accepted]] = {}
    for link in links.prefetch_related(Prefetch("document__versions", versions)).order_by("pk"):
        accepted = _find_version(link)
        if accepted and link.unit_id:
            found.setdefault(link.unit_id, []).append(accepted)
    return found


def count_undecided(
    round: Round, unit: Unit | None = None
) -> dict[int, dict[tuple[str, str], int]]:
    """How much evidence of each unit, or of one, is waiting or was returned, by form and item."""
    links = EvidenceLink.objects.filter(round=round, withdrawn_at=None, unit__isnull=False)
    links = links if unit is None else links.filter(unit=unit)
    found: dict[int, dict[tuple[str, str], int]] = {}
    rows = links.exclude(status=EvidenceStatus.ACCEPTED).values_list("unit", "form", "item")
    for of, form, item in rows:
        places = found.setdefault(of, {})
        places[form, item] = places.get((form, item), 0) + 1
    return found


def list_claims(
    round: Round, unit: Unit | None = None
) -> dict[int, dict[tuple[str, str], AnswerRevision]]:
    """What stands on the claim of every unit, or of one, by its key, by form and item; in one query."""
    answers = Answer.objects.filter(
        sheet__round=round, sheet__stage=Stage.CLAIM, sheet__service=None, sheet__unit__isnull=False
    ).select_related("revision__sheet", "sheet")
    answers = answers if unit is None else answers.filter(sheet__unit=unit)
    found: dict[int, dict[tuple[str, str], AnswerRevision]] = {}
    for answer in answers:
        if answer.sheet.unit_id:
            found.setdefault(answer.sheet.unit_id, {})[answer.sheet.form, answer.item] = (
                answer.revision
            )
    return found


def _find_version(link: EvidenceLink) -> Accepted | None:
    """The newest version that was there when somebody decided."""
    versions = list(link.document.versions.all())
    seen = [each for each in versions if link.decided_at and each.at <= link.decided_at]
    return Accepted(link, seen[-1], is_old=seen[-1] != versions[-1]) if seen else None
