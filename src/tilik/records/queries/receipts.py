"""Receipts of approved sheets."""

from django.db.models import QuerySet

from tilik.records.models import Round, SheetReceipt, Unit


def list_receipts(round: Round, unit: Unit) -> list[SheetReceipt]:
    """The receipts of a unit in a round, newest first."""
    return _share(round, list(_find(round, unit).order_by("-at", "-pk")))


def get_receipt(round: Round, unit: Unit, form: str, n: int) -> SheetReceipt | None:
    """The receipt with that number of a form, or None."""
    found = _find(round, unit).filter(sheet__form=form, n=n).order_by("-pk")[:1]
    return next(iter(_share(round, list(found))), None)


def _find(round: Round, unit: Unit) -> QuerySet[SheetReceipt]:
    receipts = SheetReceipt.objects.filter(sheet__round=round, sheet__unit=unit)
    return receipts.select_related("sheet__unit", "sent_by__person", "by__person")


def _share(round: Round, receipts: list[SheetReceipt]) -> list[SheetReceipt]:
    """The receipts with one round between them, so that its instrument is read once."""
    for receipt in receipts:
        receipt.sheet.round = round
    return receipts
