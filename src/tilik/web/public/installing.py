"""How a phone takes the field page along: trust in the office's authority, then the installation."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tilik.actions.certificates import read_authority, say_fingerprint
from tilik.core.errors import NotFound
from tilik.web.public.frames import make_frame


@require_GET
def show_steps(request: HttpRequest) -> HttpResponse:
    """The steps for Android and iPhone; those of the certificate only where the office made one."""
    request.frame = make_frame(request)  # type: ignore[attr-defined]
    authority = read_authority()
    address = request.build_absolute_uri(reverse("tilik:installing"))
    context = {
        "address": address,
        "field": request.build_absolute_uri(reverse("tilik:field")),
        "qr": segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=True),
        "fingerprint": say_fingerprint(authority) if authority else "",
        "is_secure": request.is_secure(),
    }
    return render(request, "tilik/public/installing.html", context)


@require_GET
def send_authority(request: HttpRequest) -> HttpResponse:
    """The authority's certificate, as Android and iOS take it. Raises NotFound where there is none."""
    authority = read_authority()
    if authority is None:
        raise NotFound("certificate-not-found")
    headers = {"Content-Disposition": 'attachment; filename="tilik-ca.crt"'}
    return HttpResponse(authority, content_type="application/x-x509-ca-cert", headers=headers)
