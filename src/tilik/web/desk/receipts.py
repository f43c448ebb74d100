"""Receipts of a unit's approved forms: on the page, as PDF, and as bytes to compute anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language

from tilik.core.errors import NotFound
from tilik.records.models import RoundUnit, SheetReceipt
from tilik.records.queries.receipts import get_receipt, list_receipts
from tilik.web.desk.rooms import enter, find_member
from tilik.web.presenters.receipts import make_paper, write_receipt
from tilik.web.reports.receipt import make_pdf


def show_receipts(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """Every receipt of the unit in the period, newest first; the old ones stay."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    address = request.build_absolute_uri(reverse("tilik:receipts", args=[pk, unit]))
    receipts = [
        (receipt.sheet.form, make_paper(receipt), write_receipt(receipt, address))
        for receipt in list_receipts(room.round, row.unit)
    ]
    context = {"round": room.round, "row": row, "receipts": receipts}
    return render(request, "tilik/desk/receipts.html", context)


def show_pdf(request: HttpRequest, pk: int, unit: str, form: str, n: int) -> HttpResponse:
    """The receipt on paper."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    receipt = _find(row, form, n)
    content = make_pdf(make_paper(receipt), get_language() or "id", timezone.now())
    return _send(content, "application/pdf", _name(receipt, "pdf"))


def send_bytes(request: HttpRequest, pk: int, unit: str, form: str, n: int) -> HttpResponse:
    """The canonical bytes: their SHA-256 is the fingerprint printed."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    receipt = _find(row, form, n)
    return _send(bytes(receipt.canonical), "application/json", _name(receipt, "json"))


def _find(row: RoundUnit, form: str, n: int) -> SheetReceipt:
    """The receipt. Raises NotFound."""
    receipt = get_receipt(row.round, row.unit, form, n)
    if receipt is None:
        raise NotFound("receipt-not-found", found=n)
    return receipt


def _name(receipt: SheetReceipt, ending: str) -> str:
    unit = receipt.sheet.unit.code if receipt.sheet.unit else "pemda"
    return f"{slugify(f'tanda-terima {unit} {receipt.sheet.form} {receipt.n}')}.{ending}"


def _send(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
