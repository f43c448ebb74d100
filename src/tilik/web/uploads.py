"""How a file comes in: what is larger than any may be is counted, not kept."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

PACKS = ("tilik:packs",)
"""Where a whole pack comes in, of people who are logged in."""


class BoundedUpload(TemporaryFileUploadHandler):
    """To a temporary file, up to the largest size; its `size` still says how large it was."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing; the chunk is kept while the file is within bounds."""
        if start <= self._get_most():
            super().receive_data_chunk(raw_data, start)

    def _get_most(self) -> int:
        """The largest file this address takes."""
        request = self.request
        match = request.resolver_match if request else None
        if request and match and match.view_name in PACKS and request.user.is_authenticated:
            return int(settings.TILIK_PACK_BYTES)
        return int(settings.TILIK_DOCUMENT_BYTES)
