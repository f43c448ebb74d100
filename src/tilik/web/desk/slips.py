"""Account slips as paper: the page hands back what it was given, so that nothing is stored."""

from collections.abc import Sequence
from dataclasses import asdict

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tilik.actions.imports import Slip
from tilik.core.errors import UserError
from tilik.web.desk.doors import enter_office
from tilik.web.reports.typeset import make_pdf

SALT, HOUR = "tilik.slips", 60 * 60


def seal_slips(slips: Sequence[Slip]) -> str:
    """The slips as a text only this installation can have written."""
    return signing.dumps([asdict(slip) for slip in slips], salt=SALT, compress=True)


@never_cache
@require_POST
def print_slips(request: HttpRequest) -> HttpResponse:
    """The slips just shown, eight to a page. Raises UserError where they are an hour old."""
    enter_office(request, "people.import", "manage_roles")
    try:
        rows = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature as error:
        raise UserError("slips-over") from error
    data = {
        "language": (get_language() or "id")[:2],
        "title": _("Account slips"),
        "words": {
            "address": _("Address"),
            "login": _("Log in as"),
            "password": _("First password"),
            "note": _(
                "Choose your own password after logging in. Pass this slip on to nobody else."
            ),
        },
        "address": request.build_absolute_uri("/"),
        "slips": rows,
    }
    headers = {"Content-Disposition": 'attachment; filename="slip-akun.pdf"'}
    return HttpResponse(make_pdf("slips", data), content_type="application/pdf", headers=headers)
