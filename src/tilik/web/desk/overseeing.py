"""The ledger of the Ombudsman's products: the list, one product, what decides the suffix."""

from operator import attrgetter
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.ledger import read_ledger
from tilik.actions.oversight import (
    Entry,
    add_product,
    change_product,
    choose_deciding,
    enter_own,
    get_newest,
)
from tilik.core.errors import NotFound, UserError
from tilik.core.oversight import LEDGER, OWN
from tilik.records.models import Document, OversightProduct, Unit
from tilik.records.queries.audit import load_names
from tilik.records.queries.freezes import get_standing
from tilik.records.queries.oversight import (
    find_document,
    find_question,
    find_suffix,
    get_own_answer,
    get_product,
    list_products,
    list_story,
    search_documents,
)
from tilik.records.queries.people import list_units
from tilik.web.desk.noticing import tell_products
from tilik.web.desk.rooms import Room, enter
from tilik.web.desk.widgets import Options
from tilik.web.identifiers import read_uuid
from tilik.web.presenters.oversight import (
    DONE,
    Deciding,
    list_kinds,
    list_states,
    make_deciding,
    make_events,
    make_line,
    say_document,
    say_heading,
    sort_lines,
)
from tilik.web.presenters.refusals import say_refusal

MANAGE = "oversight.manage"
LONGEST_KEY = 18


def make_day(label: Any, **rest: Any) -> forms.DateField:
    """A field for a day, in the browser's own picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **rest)


class ProductForm(forms.Form):
    """A product: what it is and asks; how far it is followed up."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list_kinds)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=200)
    received_on = make_day(gettext_lazy("Came on"))
    due = make_day(gettext_lazy("Due"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Addressed to"), required=False, widget=Options)
    subject = forms.CharField(
        label=gettext_lazy("What is asked"), widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Without the name of the complainant."),
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=list_states)
    settled_on = make_day(gettext_lazy("Settled on"), required=False)
    done = forms.CharField(
        label=gettext_lazy("What was done"), required=False, widget=forms.Textarea({"rows": 3})
    )
    proof = forms.CharField(
        label=gettext_lazy("Proof"), required=False, max_length=300,
        help_text=gettext_lazy("Number and date of the letter, or where the document lies."),
    )  # fmt: skip
    document = forms.ChoiceField(
        label=gettext_lazy("Document of a dossier"), required=False, widget=Options,
        help_text=gettext_lazy("Those of the unit it is addressed to, and those found below."),
    )  # fmt: skip
    find = forms.CharField(
        label=gettext_lazy("Find a document of any unit"), required=False, max_length=100,
        help_text=gettext_lazy("Words of its title, or its number."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: list[Unit], documents: list[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.documents = {str(document.pk): document for document in documents}
        names = [(key, unit.name) for key, unit in self.units.items()]
        self._offer("unit", [("", _("the government as a whole")), *names])
        papers = [(key, say_document(each)) for key, each in self.documents.items()]
        self._offer("document", [("", _("none")), *papers])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def make_entry(self) -> Entry:
        """The product as it was entered."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "find"}
        return Entry(
            **{
                **values,
                "unit": self.units.get(values["unit"]),
                "document": self.documents.get(values["document"]),
            }
        )


def show_ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The products, late and due first; for a unit its own. Sent: what decides the suffix."""
    room = enter(request, pk, "oversight")
    if request.method == "POST":
        room.require(MANAGE)
        return _decide(request, room)
    is_whole = room.may("round.read")
    rows = [row for row in list_products(room.round.government) if _may_read(room, row)]
    if not is_whole and not room.rights.may_in_part("round.read", room.round):
        room.require("round.read")
    lines = sort_lines(make_line(row, timezone.localdate()) for row in rows)
    due = sorted((row for row in rows if row.due and row.state != DONE), key=attrgetter("due"))
    may_manage = room.may(MANAGE)
    is_frozen = find_suffix(room.round) is not None and get_standing(room.round) is not None
    context = {
        "round": room.round,
        "lines": lines,
        "heading": say_heading(lines),
        "is_whole": is_whole,
        "may_manage": may_manage,
        "notices": tell_products(request, room, due) if may_manage else [],
        "is_frozen": is_frozen,
        "deciding": _find_deciding(room) if is_whole and not is_frozen else None,
        "page": uuid4(),
    }
    return render(request, "tilik/desk/oversight.html", context)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new product."""
    room = enter(request, pk, "oversight")
    room.require(MANAGE)
    home = room.round.government
    form = _make_form(request, room, None)
    if _is_sent(request) and form.is_valid():
        uuid = read_uuid(request.POST.get("page", "")) or uuid4()
        try:
            entry = form.make_entry()
            add_product(by=request.user, government=home, entry=entry, client_uuid=uuid)  # type: ignore[arg-type]
        except UserError as error:
            form.add_error(None, say_refusal(error))
        else:
            messages.success(request, _("The product stands in the ledger."))
            return redirect("tilik:oversight", pk)
    page = request.POST.get("page") or uuid4()
    context = {"round": room.round, "form": form, "page": page, "may_manage": True}
    return render(request, "tilik/desk/oversight_product.html", context)


def show_product(request: HttpRequest, pk: int, product: int) -> HttpResponse:
    """One product with its history; the office changes it and marks it as settled."""
    room = enter(request, pk, "oversight")
    found = get_product(room.round.government, product)
    if found is None:
        raise NotFound("product-not-found", found=product)
    if not _may_read(room, found):
        room.require("round.read", found.unit)
    may_manage = room.may(MANAGE)
    if request.method == "POST":
        room.require(MANAGE)
    form = _make_form(request, room, found) if may_manage else None
    if _is_sent(request) and form and form.is_valid() and _change(request, found, form):
        return redirect("tilik:oversight", pk)
    events, is_done = list_story(found), found.state == DONE
    context = {
        "round": room.round,
        "form": form,
        "line": make_line(found, timezone.localdate()),
        "done": found.done,
        "document": found.document,
        "file": _find_file(room, found.document),
        "events": make_events(events, load_names(events)["document"]),
        "seen": get_newest(found),
        "may_manage": may_manage,
        "notices": tell_products(request, room, [found]) if may_manage and not is_done else [],
    }
    return render(request, "tilik/desk/oversight_product.html", context)


def _may_read(room: Room, product: OversightProduct) -> bool:
    """Whether the person may see it: of the whole government, or of their own unit."""
    if room.may("round.read"):
        return True
    return product.unit is not None and room.may("round.read", product.unit)


def _is_sent(request: HttpRequest) -> bool:
    """Whether the form is to be kept, and not only to look for a document."""
    return request.method == "POST" and request.POST.get("act") != "find"


def _make_form(request: HttpRequest, room: Room, product: OversightProduct | None) -> ProductForm:
    """The form of a product as it stands, or as it was sent; the documents that were looked for."""
    home = room.round.government
    units = list_units(home, with_closed=True)
    data = request.POST if request.method == "POST" else None
    stored = _read_fields(product) if product else {}
    typed: dict[str, Any] = data.dict() if data is not None else stored
    documents = _list_documents(room, units, typed, product)
    given: dict[str, Any] = {"units": units, "documents": documents}
    if _is_sent(request):
        return ProductForm(data, **given)
    return ProductForm(initial=typed, **given)


def _read_fields(product: OversightProduct) -> dict[str, Any]:
    """What stands, as the fields of the form hold it."""
    stored = {name: getattr(product, name) for name in Entry.__dataclass_fields__}
    return {**stored, "unit": product.unit_id or "", "document": product.document_id or ""}


def _list_documents(
    room: Room, units: list[Unit], typed: dict[str, Any], product: OversightProduct | None
) -> list[Document]:
    """What was found, or the unit's own; first the one that is chosen, and the one that stands."""
    home = room.round.government
    unit = next((each for each in units if str(each.pk) == str(typed.get("unit"))), None)
    kept = [product.document] if product and product.document else []
    chosen = str(typed.get("document", ""))
    if chosen.isdecimal() and len(chosen) < LONGEST_KEY:
        found = find_document(home, int(chosen))
        kept = [*kept, found] if found else kept
    return [*kept, *search_documents(home, unit, str(typed.get("find", "")))]


def _find_file(room: Room, document: Document | None) -> str:
    """The address of the newest bytes; empty where the person may not open them in this period."""
    if document is None or document.unit is None or not room.may("sheet.read", document.unit):
        return ""
    newest = document.versions.order_by("-n").first()
    if newest is None or not room.round.round_units.filter(unit=document.unit).exists():
        return ""
    return reverse("tilik:evidence_file", args=[room.round.pk, document.unit.code, newest.pk])


def _change(request: HttpRequest, product: OversightProduct, form: ProductForm) -> bool:
    """Whether the product stands as it was sent."""
    seen = request.POST.get("seen", "")
    try:
        change_product(
            by=request.user,  # type: ignore[arg-type]
            product=product,
            entry=form.make_entry(),
            seen=int(seen) if seen.isdigit() else 0,
        )
    except UserError as error:
        form.add_error(None, say_refusal(error))
        return False
    messages.success(request, _("The product is kept as it stands now."))
    return True


def _find_deciding(room: Room) -> Deciding | None:
    """What decides the suffix of the round; None where its instrument has none."""
    round = room.round
    suffix, ledger = find_suffix(round), read_ledger(round)
    if suffix is None or ledger is None:
        return None
    return make_deciding(
        ledger,
        suffix,
        get_own_answer(round, suffix),
        round.instrument_version.document,
        find_question(round, suffix),
        timezone.localdate(),
    )


def _decide(request: HttpRequest, room: Room) -> HttpResponse:
    """Back to the page; the ledger or the answer entered by hand decides from now on."""
    data, act = request.POST, request.POST.get("act", "")
    name: dict[str, Any] = {"by": request.user, "round": room.round}
    try:
        if act in (LEDGER, OWN):
            choose_deciding(**name, source=act)
        elif act == "enter":
            uuid = read_uuid(data.get("page", "")) or uuid4()
            enter_own(**name, option=data.get("option", ""), client_uuid=uuid)
        else:
            raise NotFound("act-not-found", found=act)
    except NotFound:
        raise
    except UserError as error:
        messages.error(request, say_refusal(error))
    else:
        messages.success(request, _("Kept; the results are being computed again."))
    return redirect("tilik:oversight", room.round.pk)
