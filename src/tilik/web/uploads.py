"""How a file comes in: what is larger than any may be is counted, not kept."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUpload(TemporaryFileUploadHandler):
    """To a temporary file, up to the largest size; its `size` still says how large it was."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing; the chunk is kept while the file is within bounds."""
        if start <= settings.TILIK_DOCUMENT_BYTES:
            super().receive_data_chunk(raw_data, start)
