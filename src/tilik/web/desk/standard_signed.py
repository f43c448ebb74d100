"""The signed scans of a service: filed, and looked at again."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tilik.actions.receiving import open_kept
from tilik.actions.signed_standards import file_signed_paper
from tilik.core.errors import NotFound, PermissionDenied, UserError
from tilik.web.desk.serving import protect
from tilik.web.desk.standard import Place, find_place
from tilik.web.presenters.refusals import say_refusal
from tilik.web.presenters.signed_standards import list_signed


def show_signed(request: HttpRequest, unit: str, service: str, of: str) -> HttpResponseBase:
    """The newest scan of the paper; sent, a scan is filed."""
    place = find_place(request, unit, service)
    if request.method == "POST":
        return _file(request, place, of)
    papers = list_signed(place.service, place.versions)
    file = next((each.file for each in papers if each.of == of), None)
    if file is None:
        raise NotFound("paper-not-found")
    response = FileResponse(open_kept(file.storage_key), content_type=file.media_type)
    response["Content-Disposition"] = str(content_disposition_header(True, file.file_name))
    return protect(response)


def _file(request: HttpRequest, place: Place, of: str) -> HttpResponseBase:
    """Back to the service with the scan filed, or with why it was not."""
    if not place.may("standard.write"):
        raise PermissionDenied("permission-denied", verb="standard.write")
    service, file = place.service, request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        messages.error(request, _("Choose the scan or photo of the signed paper."))
    else:
        try:
            file_signed_paper(by=request.user, service=service, of=of, file=file)  # type: ignore[arg-type]
        except PermissionDenied:
            raise
        except UserError as error:
            messages.error(request, say_refusal(error))
        else:
            messages.success(request, _("Filed: the signed scan is kept with the service."))
    return redirect(f"{reverse('tilik:standard', args=[service.unit.code, service.code])}#naskah")
