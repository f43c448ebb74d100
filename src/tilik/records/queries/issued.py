"""Papers that were made: the register of a round, and the one a code names."""

from django.db.models import Q
from django.utils import timezone

from tilik.records.models import IssuedPaper, Round, Seat, Unit, UnitPaper, User
from tilik.records.models.seat import Role


def list_issued(round: Round) -> list[IssuedPaper]:
    """The papers made in the round, newest first, without the facts they were made of."""
    papers = IssuedPaper.objects.filter(round=round).defer("facts")
    related = ("unit", "by__person", "signed", "government", "round")
    return list(
        papers.select_related(*related).prefetch_related("signed__versions").order_by("-pk")
    )


def list_issued_of(unit: Unit) -> list[IssuedPaper]:
    """The papers made of the unit alone, newest first, without the facts they were made of."""
    papers = IssuedPaper.objects.filter(unit=unit, round=None).defer("facts")
    related = ("unit", "by__person", "signed", "government")
    return list(
        papers.select_related(*related).prefetch_related("signed__versions").order_by("-pk")
    )


def list_entered(unit: Unit) -> dict[str, UnitPaper]:
    """What was entered for each paper of the unit, by its kind."""
    return {each.kind: each for each in UnitPaper.objects.filter(unit=unit)}


def find_head(unit: Unit) -> User | None:
    """Who heads the unit now by the newest open seat, or None."""
    now = timezone.now()
    is_open = Q(valid_to__isnull=True) | Q(valid_to__gt=now)
    seats = Seat.objects.filter(is_open, unit=unit, role=Role.HEAD, valid_from__lte=now)
    seat = seats.select_related("user__person").order_by("-pk").first()
    return seat.user if seat else None


def find_issued(code: str) -> IssuedPaper | None:
    """The paper of that code with its round and signed version, or None."""
    related = ("round__government", "round__instrument_version", "unit", "signed", "government")
    papers = IssuedPaper.objects.select_related(*related)
    large = ("cases", "lint_report")
    papers = papers.defer(*(f"round__instrument_version__{name}" for name in large))
    return papers.prefetch_related("signed__versions").filter(code=code).first()
