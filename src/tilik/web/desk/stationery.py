"""How a government's papers look and who signs them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tilik.actions.identifiers import clean_nip
from tilik.actions.papers import Holder, Ways, get_stationery, set_logo, set_signatory, set_ways
from tilik.core.errors import UserError
from tilik.records.models import Government, Signatory
from tilik.records.models.paper import PaperSize, SigningOffice
from tilik.web.desk.doors import enter_office
from tilik.web.papers.office import name_head
from tilik.web.presenters.refusals import say_refusal

ACTING = (("", "–"), ("Plt.", "Plt."), ("Plh.", "Plh."), ("Pj.", "Pj."), ("Pjs.", "Pjs."))
LINES = forms.Textarea(attrs={"rows": 3})


class WaysForm(forms.Form):
    """Letterhead, paper, numbering and local regulations."""

    bureau = forms.CharField(label=gettext_lazy("Name of the bureau"), max_length=200)
    letterhead = forms.CharField(
        label=gettext_lazy("Letterhead, one line below the other"),
        help_text=gettext_lazy("The last line is printed largest."),
        widget=LINES,
        required=False,
    )
    address = forms.CharField(
        label=gettext_lazy("Address lines"),
        help_text=gettext_lazy("Street, telephone, website: small, under the letterhead."),
        widget=LINES,
        required=False,
    )
    city = forms.CharField(
        label=gettext_lazy("City where papers are signed"), max_length=100, required=False
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Paper size"),
        choices=[(PaperSize.A4, "A4 (210 × 297 mm)"), (PaperSize.F4, "F4 (215 × 330 mm)")],
    )
    numbering = forms.CharField(
        label=gettext_lazy("Pattern of numbers"),
        help_text=gettext_lazy(
            "As the registry writes them; leave the number itself as dots."
            " {bulan} and {tahun} are filled in: 000.8.3/……/ORG/{bulan}/{tahun}"
        ),
        max_length=100,
        required=False,
    )
    regulations = forms.CharField(
        label=gettext_lazy("Local regulations for “Mengingat”, one a line"),
        help_text=gettext_lazy("Perda and Perbup that decrees rest on; the national ones are there already."),
        widget=LINES,
        required=False,
    )  # fmt: skip


class SignerForm(forms.Form):
    """Who holds an office that signs."""

    acting = forms.ChoiceField(label=gettext_lazy("Acting"), choices=ACTING, required=False)
    title = forms.CharField(label=gettext_lazy("Office"), max_length=200, required=False)
    name = forms.CharField(label=gettext_lazy("Name with titles"), max_length=200, required=False)
    rank = forms.CharField(label=gettext_lazy("Rank and grade"), max_length=100, required=False)
    nip = forms.CharField(label="NIP", max_length=30, required=False)

    def clean_nip(self) -> str:
        """The eighteen digits, or nothing."""
        text: str = self.cleaned_data["nip"]
        if text and not clean_nip(text):
            raise forms.ValidationError(say_refusal(UserError("nip-bad")))
        return text


def show_stationery(request: HttpRequest) -> HttpResponse:
    """The settings; sent, they are kept whole or the page says what to mend."""
    home = enter_office(request, "paper.manage", "manage_papers")
    stored = {each.office: each for each in Signatory.objects.filter(government=home)}
    data = request.POST if request.method == "POST" else None
    ways = WaysForm(data, initial=_read_ways(home))
    signers = [_make_signer(data, office, home, stored.get(office)) for office in SigningOffice]
    checked = [form.is_valid() for form in (ways, *signers)]
    if all(checked) and _keep(request, home, ways, signers):
        messages.success(request, _("Kept. Every paper made from now on carries it."))
        return redirect("tilik:manage_papers")
    context = {
        "form": ways,
        "signers": list(zip(_list_titles(), signers, strict=True)),
        "has_logo": bool(get_stationery(home).logo_key),
    }
    return render(request, "tilik/desk/manage_papers.html", context)


def _keep(
    request: HttpRequest, home: Government, ways: WaysForm, signers: list[SignerForm]
) -> bool:
    """Whether everything was kept: the emblem first, since only a file can still be refused."""
    by: Any = request.user
    try:
        file = request.FILES.get("logo")
        if file or request.POST.get("no_logo"):
            set_logo(by=by, government=home, file=file)
    except UserError as error:
        ways.add_error(None, say_refusal(error))
        return False
    set_ways(by=by, government=home, ways=Ways(**ways.cleaned_data))
    for office, form in zip(SigningOffice, signers, strict=True):
        holder = Holder(**form.cleaned_data)
        set_signatory(by=by, government=home, office=office, holder=holder)
    return True


def _read_ways(home: Government) -> dict[str, Any]:
    found = get_stationery(home)
    names = (name for name in WaysForm.base_fields if name != "bureau")
    return {name: getattr(found, name) for name in names} | {"bureau": home.bureau}


def _make_signer(data: Any, office: str, home: Government, held: Signatory | None) -> SignerForm:
    values = {name: getattr(held, name) for name in SignerForm.base_fields} if held else {}
    if office == SigningOffice.HEAD and not values.get("title"):
        values["title"] = name_head(home)
    return SignerForm(data, prefix=office, initial=values)


def _list_titles() -> list[str]:
    return [
        _("Head of the government"),
        _("Regional secretary (Sekda)"),
        _("Head of the bureau"),
    ]
