"""What an evaluator found passes on with their seat when it is handed over."""

from django.utils import timezone
from django_tasks import task

from tilik.actions import audit
from tilik.records.models import Round, Seat, Sheet, User
from tilik.records.models.seat import Role
from tilik.records.queries.freezes import get_standing


def take_over(*, by: User | None, seat: Seat, round: Round | None = None) -> int:
    """How many sheets of the predecessors hang on this seat from now on: with all that stands there.

    Who entered what stays in the history. Sheets of a frozen round stay where they are, and so do
    those the successor has an own one beside, which count no more.
    """
    if seat.role != Role.EVALUATOR or seat.took_over_from_id is None:
        return 0
    sheets = Sheet.objects.filter(seat__in=_list_before(seat)).select_related("round", "unit")
    if round is not None:
        sheets = sheets.filter(round=round)
    frozen = {each: get_standing(each) for each in {sheet.round for sheet in sheets}}
    n = 0
    with audit.writing(seat.government):
        for sheet in sheets.order_by("-pk"):
            if frozen[sheet.round] is None:
                n += _pass_on(by, sheet, seat)
    return n


@task()
def take_over_due() -> int:
    """How many sheets were passed on by hand-overs whose day has come."""
    due = Seat.objects.filter(
        role=Role.EVALUATOR, valid_from__lte=timezone.now(), took_over_from__sheets__isnull=False
    )
    return sum(take_over(by=None, seat=seat) for seat in due.distinct().order_by("pk"))


def _list_before(seat: Seat) -> list[int]:
    """The keys of the seats this one goes back to, whose time is over."""
    found: list[int] = []
    before = seat.took_over_from
    while before is not None:
        found.append(before.pk)
        before = before.took_over_from
    return found


def _pass_on(by: User | None, sheet: Sheet, seat: Seat) -> bool:
    """Whether the sheet hangs on the seat now."""
    twins = Sheet.objects.filter(
        round=sheet.round, unit=sheet.unit, form=sheet.form, stage=sheet.stage,
        service=sheet.service_id, seat=seat,
    )  # fmt: skip
    before, is_held = sheet.seat_id, twins.exists()
    if is_held and sheet.set_aside_at is not None:
        return False
    if is_held:
        sheet.set_aside_at = timezone.now()
    else:
        sheet.seat = seat
    sheet.save(update_fields=["seat", "set_aside_at"])
    verb = "sheet.set-aside" if is_held else "sheet.pass"
    diff = {"seat": [before, seat.pk]}
    audit.record(
        by=by, verb=verb, target=sheet, government=sheet.government, round=sheet.round,
        unit=sheet.unit, form=sheet.form, diff=diff,
    )  # fmt: skip
    return not is_held
