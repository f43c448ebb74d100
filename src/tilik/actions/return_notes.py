"""What was written at each return, kept for good beside what the row says of its newest."""

from datetime import datetime

from django.utils import timezone

from tilik.records.models import EvidenceLink, Finding, ReturnNote, Sheet, User


def keep_return(
    target: EvidenceLink | Finding | Sheet,
    place: EvidenceLink | Sheet,
    by: User,
    reason: str,
    until: datetime | None = None,
) -> ReturnNote:
    """The note; who calls it checked the right and records the event."""
    kinds = {EvidenceLink: "evidence", Finding: "finding", Sheet: "sheet"}
    return ReturnNote.objects.create(
        government=place.government, round=place.round, unit=place.unit, reason=reason,
        until=until, by=by, at=timezone.now(), **{kinds[type(target)]: target},
    )  # fmt: skip
