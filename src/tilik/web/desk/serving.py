"""The bytes of documents, to who may read the unit's answers, so that none of them can do harm."""

from typing import TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin

from tilik.actions.receiving import open_kept
from tilik.core.errors import NotFound
from tilik.reading.isolated import read_content, read_page
from tilik.reading.kinds import PDF, PICTURES
from tilik.records.models import DocumentVersion
from tilik.records.queries.evidence import find_version
from tilik.web.desk.rooms import enter, find_member

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
Response = TypeVar("Response", bound=HttpResponseBase)
LASTING = "private, max-age=86400, immutable"


@xframe_options_sameorigin
def send_file(request: HttpRequest, pk: int, unit: str, version: int) -> HttpResponseBase:
    """The file itself: PDF and pictures to be looked at, the others to be saved."""
    found = _find(request, pk, unit, version)
    is_shown = found.media_type in {PDF, *PICTURES} and "unduh" not in request.GET
    response = FileResponse(open_kept(found.storage_key), content_type=found.media_type)
    response["Content-Disposition"] = str(content_disposition_header(not is_shown, found.file_name))
    response["Content-Length"] = str(found.size)
    return protect(response)


def send_page(request: HttpRequest, pk: int, unit: str, version: int, n: int) -> HttpResponseBase:
    """One page of a PDF as a picture, painted in a process of its own."""
    found = _find(request, pk, unit, version)
    if found.media_type != PDF:
        raise NotFound("page-not-found")
    return protect(HttpResponse(read_page(_read(found), n), content_type="image/webp"))


def send_words(request: HttpRequest, pk: int, unit: str, version: int) -> HttpResponseBase:
    """The words of a Word or Excel file, as plain text."""
    found = _find(request, pk, unit, version)
    text = read_content(_read(found), found.media_type)["text"]
    return protect(HttpResponse(text, content_type="text/plain; charset=utf-8"))


def _find(request: HttpRequest, pk: int, unit: str, version: int) -> DocumentVersion:
    """The version, for who may read the unit's answers in this round. Raises NotFound."""
    room = enter(request, pk)
    row = find_member(room, unit, "sheet.read")
    found = find_version(row.unit, version)
    if found is None:
        raise NotFound("file-not-found")
    return found


def _read(version: DocumentVersion) -> bytes:
    """All the bytes: a document is within bounds, and its file is closed again at once."""
    with open_kept(version.storage_key) as file:
        return file.read()


def protect(response: Response) -> Response:
    """The response, which runs nothing, is taken for nothing else and is kept by no one between."""
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = LASTING
    return response
