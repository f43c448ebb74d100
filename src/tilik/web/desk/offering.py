"""Files and documents taken in for a proof, each with its own word on what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.documents import Place, offer_document, offer_file
from tilik.actions.receiving import Incoming
from tilik.core.errors import UserError
from tilik.records.models import Document, User
from tilik.web.presenters.refusals import say_refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """How many were taken in, and why the others were not."""

    n: int
    refused: tuple[str, ...]


def take_files(by: User, place: Place, files: Iterable[Incoming]) -> Taken:
    """What became of the files; one that is refused does not hold up the others."""
    return _take(
        (file.name or "", lambda file=file: offer_file(by=by, place=place, file=file, client_uuid=uuid4()))  # type: ignore[misc]
        for file in files
    )  # fmt: skip


def take_documents(by: User, pairs: Iterable[tuple[Place, Document]]) -> Taken:
    """What became of documents the unit has already."""
    return _take(
        (document.title, lambda place=place, document=document: offer_document(  # type: ignore[misc]
            by=by, place=place, document=document, client_uuid=uuid4()
        ))
        for place, document in pairs
    )  # fmt: skip


def tell(request: HttpRequest, taken: Taken) -> None:
    """Nothing; the page that comes next says what was taken and what was not."""
    if taken.n:
        words = ngettext("%(n)s document is in place.", "%(n)s documents are in place.", taken.n)
        messages.success(request, words % {"n": taken.n})
    for refusal in taken.refused:
        messages.error(request, refusal)


def _take(named: Iterable[tuple[str, Callable[[], object]]]) -> Taken:
    n, refused = 0, []
    for name, offer in named:
        try:
            offer()
            n += 1
        except UserError as error:
            refused.append(_("%(name)s: %(why)s") % {"name": name, "why": say_refusal(error)})
    return Taken(n, tuple(refused))
